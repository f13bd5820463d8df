"""Calls that are made by a pool. Here they are made at once, one after the other."""

FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED = 'FIRST_COMPLETED', 'FIRST_EXCEPTION', 'ALL_COMPLETED'


class Error(Exception):
    pass


class CancelledError(Error):
    pass


TimeoutError = TimeoutError


class InvalidStateError(Error):
    pass


class BrokenExecutor(RuntimeError):
    pass


class Future:
    """A call and its result."""

    def __init__(self):
        self._state, self._result, self._exception, self._callbacks = 'PENDING', None, None, []

    def __repr__(self):
        return '<Future at %#x state=%s>' % (id(self), self._state.lower())

    def cancel(self):
        if self._state == 'FINISHED':
            return False
        self._state = 'CANCELLED'
        self._call_back()
        return True

    def cancelled(self):
        return self._state == 'CANCELLED'

    def running(self):
        return False

    def done(self):
        return self._state in ('CANCELLED', 'FINISHED')

    def _check(self):
        if self._state == 'CANCELLED':
            raise CancelledError
        if self._state != 'FINISHED':
            raise RuntimeError('concurrent.futures.Future.result would wait forever: there is only one thread while metadata is evaluated')

    def result(self, timeout=None):
        self._check()
        if self._exception:
            raise self._exception
        return self._result

    def exception(self, timeout=None):
        self._check()
        return self._exception

    def add_done_callback(self, fn):
        if self.done():
            fn(self)
        else:
            self._callbacks.append(fn)

    def _call_back(self):
        for fn in self._callbacks:
            fn(self)

    def set_running_or_notify_cancel(self):
        if self._state == 'CANCELLED':
            return False
        self._state = 'RUNNING'
        return True

    def set_result(self, result):
        if self.done():
            raise InvalidStateError('%s: %r' % (self._state, self))
        self._result, self._state = result, 'FINISHED'
        self._call_back()

    def set_exception(self, exception):
        if self.done():
            raise InvalidStateError('%s: %r' % (self._state, self))
        self._exception, self._state = exception, 'FINISHED'
        self._call_back()


class Executor:
    """What calls are given to."""

    def submit(self, fn, /, *args, **kwargs):
        raise NotImplementedError()

    def map(self, fn, *iterables, timeout=None, chunksize=1):
        futures = [self.submit(fn, *args) for args in zip(*iterables)]
        return (f.result() for f in futures)

    def shutdown(self, wait=True, *, cancel_futures=False):
        pass

    def __enter__(self):
        return self

    def __exit__(self, typ, value, tb):
        self.shutdown(wait=True)
        return False


class ThreadPoolExecutor(Executor):
    """Makes calls in threads."""

    def __init__(self, max_workers=None, thread_name_prefix='', initializer=None, initargs=()):
        if max_workers is not None and max_workers <= 0:
            raise ValueError('max_workers must be greater than 0')
        self._max_workers, self._initializer, self._initargs, self._shut = max_workers or 5, initializer, initargs, False

    def submit(self, fn, /, *args, **kwargs):
        if self._shut:
            raise RuntimeError('cannot schedule new futures after shutdown')
        if self._initializer:
            initializer, self._initializer = self._initializer, None
            initializer(*self._initargs)
        future = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as e:
            future.set_exception(e)
        return future

    def shutdown(self, wait=True, *, cancel_futures=False):
        self._shut = True


class ProcessPoolExecutor(Executor):
    """Would make calls in processes."""

    def __init__(self, max_workers=None, mp_context=None, initializer=None, initargs=(), *, max_tasks_per_child=None):
        raise RuntimeError('concurrent.futures.ProcessPoolExecutor: no process can be started while metadata is evaluated')


class _Waited(tuple):
    @property
    def done(self):
        return self[0]

    @property
    def not_done(self):
        return self[1]


def wait(fs, timeout=None, return_when=ALL_COMPLETED):
    fs = set(fs)
    done = {f for f in fs if f.done()}
    return _Waited((done, fs - done))


def as_completed(fs, timeout=None):
    return iter(list(dict.fromkeys(fs)))
