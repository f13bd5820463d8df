# bb.multiprocessing: the names of Python's multiprocessing. There are no other processes while metadata is parsed.
class ProcessError(Exception):
    pass

class TimeoutError(ProcessError):
    pass

class AuthenticationError(ProcessError):
    pass

class BufferTooShort(ProcessError):
    pass

def _refuse(name):
    raise RuntimeError("multiprocessing.%s: no process can be started while metadata is parsed" % name)

class Process(object):
    """A process that cannot be started."""
    def __init__(self, group=None, target=None, name=None, args=(), kwargs={}, *, daemon=None):
        self._target, self._args, self._kwargs = target, tuple(args), dict(kwargs)
        self.name = name or type(self).__name__
        self.daemon = bool(daemon)
        self.pid = self.exitcode = None

    def run(self):
        if self._target:
            self._target(*self._args, **self._kwargs)

    def start(self):
        _refuse("Process.start")

    def is_alive(self):
        return False

    def join(self, timeout=None):
        pass

    def terminate(self):
        pass

def _refused(name):
    def make(*args, **kwargs):
        _refuse(name)
    make.__name__ = name
    return make

for _name in ("Pool", "Queue", "SimpleQueue", "JoinableQueue", "Pipe", "Manager", "Event", "Lock", "RLock", "Semaphore",
              "BoundedSemaphore", "Condition", "Barrier", "Value", "Array", "RawValue", "RawArray"):
    globals()[_name] = _refused(_name)

def cpu_count():
    import bb.utils
    return bb.utils.cpu_count()

def current_process():
    return _main

def parent_process():
    return None

def active_children():
    return []

def get_context(method=None):
    import bb.multiprocessing
    return bb.multiprocessing

def get_start_method(allow_none=False):
    return "fork"

def set_start_method(method, force=False):
    pass

_main = Process(name="MainProcess")
