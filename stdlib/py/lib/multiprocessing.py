"""The names of multiprocessing. No other process is started while metadata is evaluated: what would need one refuses."""

import os as _os
import threading as _threading


class ProcessError(Exception):
    pass


class TimeoutError(ProcessError):
    pass


class AuthenticationError(ProcessError):
    pass


class BufferTooShort(ProcessError):
    pass


def _refuse(name):
    raise RuntimeError('multiprocessing.%s: no process can be started while metadata is evaluated' % name)


class Process:
    """A process that cannot be started."""

    def __init__(self, group=None, target=None, name=None, args=(), kwargs={}, *, daemon=None):
        self._target, self._args, self._kwargs = target, tuple(args), dict(kwargs)
        self.name = name or type(self).__name__
        self.daemon = bool(daemon)
        self.pid = self.ident = self.exitcode = None
        self.authkey = b''

    def run(self):
        if self._target:
            self._target(*self._args, **self._kwargs)

    def start(self):
        _refuse('Process.start')

    def is_alive(self):
        return False

    def join(self, timeout=None):
        pass

    def terminate(self):
        pass

    kill = close = terminate


def _refused(name):
    def make(*args, **kwargs):
        _refuse(name)
    make.__name__ = make.__qualname__ = name
    return make


for _name in ('Pool', 'Queue', 'SimpleQueue', 'JoinableQueue', 'Pipe', 'Manager'):
    globals()[_name] = _refused(_name)

Lock, RLock, Condition, Event = _threading.Lock, _threading.RLock, _threading.Condition, _threading.Event
Semaphore, BoundedSemaphore, Barrier = _threading.Semaphore, _threading.BoundedSemaphore, _threading.Barrier


class _Shared:
    # A value in memory that processes would share.

    def __init__(self, value):
        self.value = value
        self._lock = _threading.RLock()

    def get_lock(self):
        return self._lock

    def get_obj(self):
        return self

    def acquire(self, *args):
        return self._lock.acquire(*args)

    def release(self):
        self._lock.release()

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *args):
        return self._lock.__exit__(*args)


class _SharedArray(_Shared):

    def __len__(self):
        return len(self.value)

    def __getitem__(self, i):
        return self.value[i]

    def __setitem__(self, i, x):
        self.value[i] = x


def Value(typecode_or_type, *args, lock=True):
    return _Shared(args[0] if args else 0)


def Array(typecode_or_type, size_or_initializer, *, lock=True):
    given = size_or_initializer
    return _SharedArray([0] * given if isinstance(given, int) else list(given))


def RawValue(typecode_or_type, *args):
    return Value(typecode_or_type, *args)


def RawArray(typecode_or_type, size_or_initializer):
    return Array(typecode_or_type, size_or_initializer)


def cpu_count():
    return _os.cpu_count()


def current_process():
    return _main


def parent_process():
    return None


def active_children():
    return []


def get_context(method=None):
    import multiprocessing
    return multiprocessing


def get_all_start_methods():
    return ['fork', 'spawn', 'forkserver']


def get_start_method(allow_none=False):
    return 'fork'


def set_start_method(method, force=False):
    pass


def set_executable(executable):
    pass


def freeze_support():
    pass


def get_logger():
    import logging
    return logging.getLogger('multiprocessing')


def log_to_stderr(level=None):
    return get_logger()


_main = Process(name='MainProcess')
_main.pid = _main.ident = _os.getpid()
