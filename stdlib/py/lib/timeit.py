"""How long code takes."""

import time as _time

default_number, default_repeat, default_timer = 1000000, 5, _time.perf_counter


class Timer:
    """Runs code many times."""

    def __init__(self, stmt='pass', setup='pass', timer=default_timer, globals=None):
        self._stmt, self._setup, self.timer, self._globals = stmt, setup, timer, {} if globals is None else globals

    def _call(self, what):
        if callable(what):
            what()
        else:
            exec(what, self._globals)

    def timeit(self, number=default_number):
        self._call(self._setup)
        start = self.timer()
        for _ in range(number):
            self._call(self._stmt)
        return self.timer() - start

    def repeat(self, repeat=default_repeat, number=default_number):
        return [self.timeit(number) for _ in range(repeat)]


def timeit(stmt='pass', setup='pass', timer=default_timer, number=default_number, globals=None):
    return Timer(stmt, setup, timer, globals).timeit(number)


def repeat(stmt='pass', setup='pass', timer=default_timer, repeat=default_repeat, number=default_number, globals=None):
    return Timer(stmt, setup, timer, globals).repeat(repeat, number)
