"""Threads, of which there is one. What start() is asked to run runs at once; waiting for what no other thread can do raises
an exception."""

from time import monotonic as _time

TIMEOUT_MAX = 9223372036.0
ThreadError = RuntimeError


def _stuck(what):
    raise RuntimeError('threading.%s would wait forever: there is only one thread while metadata is evaluated' % what)


class Lock:
    """A lock."""

    def __init__(self):
        self._held = False

    def acquire(self, blocking=True, timeout=-1):
        if not blocking and timeout != -1:
            raise ValueError("can't specify a timeout for a non-blocking call")
        if self._held:
            if blocking and timeout < 0:
                _stuck('Lock.acquire')
            return False
        self._held = True
        return True

    def release(self):
        if not self._held:
            raise RuntimeError('release unlocked lock')
        self._held = False

    def locked(self):
        return self._held

    def __enter__(self):
        return self.acquire()

    def __exit__(self, typ, value, tb):
        self.release()

    acquire_lock, release_lock, locked_lock = acquire, release, locked


_allocate_lock = Lock


class RLock:
    """A lock that can be held several times."""

    def __init__(self):
        self._count = 0

    def acquire(self, blocking=True, timeout=-1):
        self._count += 1
        return True

    def release(self):
        if not self._count:
            raise RuntimeError('cannot release un-acquired lock')
        self._count -= 1

    def __enter__(self):
        return self.acquire()

    def __exit__(self, typ, value, tb):
        self.release()

    def _is_owned(self):
        return self._count > 0


_RLock = RLock


class Condition:
    """A condition that threads wait for."""

    def __init__(self, lock=None):
        self._lock = RLock() if lock is None else lock
        self.acquire, self.release = self._lock.acquire, self._lock.release

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *args):
        return self._lock.__exit__(*args)

    def _check(self, what):
        held = self._lock._count if isinstance(self._lock, RLock) else self._lock.locked()
        if not held:
            raise RuntimeError('cannot %s on un-acquired lock' % what)

    def wait(self, timeout=None):
        self._check('wait')
        if timeout is None:
            _stuck('Condition.wait')
        return False

    def wait_for(self, predicate, timeout=None):
        result = predicate()
        if not result and timeout is None:
            _stuck('Condition.wait_for')
        return result

    def notify(self, n=1):
        self._check('notify')

    def notify_all(self):
        self._check('notify')

    notifyAll = notify_all


class Semaphore:
    """A counter that cannot go below 0."""

    def __init__(self, value=1):
        if value < 0:
            raise ValueError('semaphore initial value must be >= 0')
        self._value = value

    def acquire(self, blocking=True, timeout=None):
        if not blocking and timeout is not None:
            raise ValueError("can't specify timeout for non-blocking acquire")
        if self._value == 0:
            if blocking and timeout is None:
                _stuck('Semaphore.acquire')
            return False
        self._value -= 1
        return True

    __enter__ = acquire

    def release(self, n=1):
        if n < 1:
            raise ValueError('n must be one or more')
        self._value += n

    def __exit__(self, typ, value, tb):
        self.release()


class BoundedSemaphore(Semaphore):
    def __init__(self, value=1):
        super().__init__(value)
        self._initial_value = value

    def release(self, n=1):
        if n < 1:
            raise ValueError('n must be one or more')
        if self._value + n > self._initial_value:
            raise ValueError('Semaphore released too many times')
        self._value += n


class Event:
    """A flag that threads wait for."""

    def __init__(self):
        self._flag = False

    def is_set(self):
        return self._flag

    isSet = is_set

    def set(self):
        self._flag = True

    def clear(self):
        self._flag = False

    def wait(self, timeout=None):
        if not self._flag and timeout is None:
            _stuck('Event.wait')
        return self._flag


class BrokenBarrierError(RuntimeError):
    pass


class Barrier:
    def __init__(self, parties, action=None, timeout=None):
        self.parties, self._action, self._timeout = parties, action, timeout
        self.n_waiting, self.broken = 0, False

    def wait(self, timeout=None):
        if self.broken:
            raise BrokenBarrierError
        if self.parties > 1:
            if timeout is None and self._timeout is None:
                _stuck('Barrier.wait')
            self.broken = True
            raise BrokenBarrierError
        if self._action:
            self._action()
        return 0

    def reset(self):
        self.broken = False

    def abort(self):
        self.broken = True


class local:
    """Values of a thread's own."""


ExceptHookArgs = tuple


def excepthook(args, /):
    import sys
    import traceback
    if args[0] is SystemExit:
        return
    name = args[3].name if args[3] is not None else 'None'
    sys.stderr.write('Exception in thread %s:\n%s' % (name, ''.join(traceback.format_exception(args[0], args[1], args[2]))))


__excepthook__ = excepthook
_counter = 0


class Thread:
    """A thread: start() runs it to its end."""

    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None):
        global _counter
        assert group is None, 'group argument must be None for now'
        if name is None:
            _counter += 1
            name = 'Thread-%d' % _counter
            if target is not None and hasattr(target, '__name__'):
                name += ' (%s)' % target.__name__
        self._target, self._args, self._kwargs = target, args, {} if kwargs is None else kwargs
        self._name = str(name)
        self._daemonic = current_thread().daemon if daemon is None else daemon
        self._ident = None
        self._started = self._stopped = False
        self._initialized = True

    def start(self):
        global _current
        if not getattr(self, '_initialized', False):
            raise RuntimeError('thread.__init__() not called')
        if self._started:
            raise RuntimeError('threads can only be started once')
        self._started = True
        self._ident = id(self)
        before, _current = _current, self
        try:
            self.run()
        except Exception as e:
            excepthook((type(e), e, e.__traceback__, self))
        except SystemExit:
            pass
        finally:
            _current = before
            self._stopped = True

    def run(self):
        try:
            if self._target is not None:
                self._target(*self._args, **self._kwargs)
        finally:
            del self._target, self._args, self._kwargs

    def join(self, timeout=None):
        if not self._started:
            raise RuntimeError('cannot join thread before it is started')
        if self is _current:
            raise RuntimeError('cannot join current thread')

    def is_alive(self):
        return self._started and not self._stopped

    @property
    def name(self):
        return self._name

    @name.setter
    def name(self, name):
        self._name = str(name)

    @property
    def ident(self):
        return self._ident

    native_id = ident

    @property
    def daemon(self):
        return self._daemonic

    @daemon.setter
    def daemon(self, value):
        if self._started:
            raise RuntimeError('cannot set daemon status of active thread')
        self._daemonic = value

    def isDaemon(self):
        return self.daemon

    def setDaemon(self, daemonic):
        self.daemon = daemonic

    def getName(self):
        return self.name

    def setName(self, name):
        self.name = name

    def __repr__(self):
        status = 'stopped' if self._stopped else 'started' if self._started else 'initial'
        if self._daemonic:
            status += ' daemon'
        if self._ident is not None:
            status += ' %s' % self._ident
        return '<%s(%s, %s)>' % (self.__class__.__name__, self._name, status)


class Timer(Thread):
    """A thread that would start later, which is never."""

    def __init__(self, interval, function, args=None, kwargs=None):
        super().__init__()
        self.interval, self.function = interval, function
        self.args, self.kwargs = args if args is not None else [], kwargs if kwargs is not None else {}
        self.finished = Event()

    def start(self):
        raise RuntimeError('threading.Timer.start: there is only one thread while metadata is evaluated')

    def cancel(self):
        self.finished.set()


class _MainThread(Thread):
    def __init__(self):
        self._name, self._daemonic, self._ident = 'MainThread', False, 140000000000000
        self._started, self._stopped, self._initialized = True, False, True


_current = _main = _MainThread()


def current_thread():
    return _current


currentThread = current_thread


def main_thread():
    return _main


def get_ident():
    return _current.ident


get_native_id = get_ident


def active_count():
    return len(enumerate())


activeCount = active_count


def enumerate():
    return [_main] if _current is _main else [_main, _current]


def settrace(func):
    pass


def setprofile(func):
    pass


def stack_size(size=0):
    return 0
