"""Helpers for the with statement."""

import abc as _abc
import sys as _sys
from functools import wraps as _wraps
from collections import deque as _deque

__all__ = ['asynccontextmanager', 'contextmanager', 'closing', 'nullcontext', 'AbstractContextManager', 'AbstractAsyncContextManager',
           'AsyncExitStack', 'ContextDecorator', 'ExitStack', 'redirect_stdout', 'redirect_stderr', 'suppress', 'aclosing', 'chdir']


class AbstractContextManager(_abc.ABC):
    """What has __enter__ and __exit__."""

    def __enter__(self):
        return self

    @_abc.abstractmethod
    def __exit__(self, exc_type, exc_value, traceback):
        return None

    @classmethod
    def __subclasshook__(cls, sub):
        if cls is AbstractContextManager:
            return True if hasattr(sub, '__enter__') and hasattr(sub, '__exit__') else NotImplemented
        return NotImplemented


class AbstractAsyncContextManager(_abc.ABC):
    pass


class ContextDecorator:
    """Lets a context manager be used as a decorator."""

    def _recreate_cm(self):
        return self

    def __call__(self, func):
        @_wraps(func)
        def decorated(*args, **kwds):
            with self._recreate_cm():
                return func(*args, **kwds)
        return decorated


class _GeneratorContextManager(AbstractContextManager, ContextDecorator):
    # What a function decorated with contextmanager returns.

    def __init__(self, func, args, kwds):
        self.gen = func(*args, **kwds)
        self.func, self.args, self.kwds = func, args, kwds
        self.__doc__ = getattr(func, '__doc__', None) or type(self).__doc__

    def _recreate_cm(self):
        return self.__class__(self.func, self.args, self.kwds)

    def __enter__(self):
        del self.args, self.kwds, self.func
        for value in self.gen:
            return value
        raise RuntimeError("generator didn't yield")

    def __exit__(self, typ, value, traceback):
        if typ is None:
            for _ in self.gen:
                raise RuntimeError("generator didn't stop")
            return False
        value = typ() if value is None else value
        try:
            self.gen.throw(typ, value, traceback)
        except StopIteration as e:
            return e is not value
        except RuntimeError as e:
            if e is value:
                return False
            if isinstance(value, StopIteration) and e.__cause__ is value:
                return False
            raise
        except BaseException as e:
            if e is not value:
                raise
            return False
        raise RuntimeError("generator didn't stop after throw()")


def contextmanager(func):
    @_wraps(func)
    def helper(*args, **kwds):
        return _GeneratorContextManager(func, args, kwds)
    return helper


def asynccontextmanager(func):
    def helper(*args, **kwds):
        raise NotImplementedError("Knead's Python has no contextlib.asynccontextmanager")
    return helper


class closing(AbstractContextManager):
    """Closes a thing at the end."""

    def __init__(self, thing):
        self.thing = thing

    def __enter__(self):
        return self.thing

    def __exit__(self, *exc_info):
        self.thing.close()


class _Redirect(AbstractContextManager):
    _stream = None

    def __init__(self, new_target):
        self._target, self._before = new_target, []

    def __enter__(self):
        self._before.append(getattr(_sys, self._stream))
        setattr(_sys, self._stream, self._target)
        return self._target

    def __exit__(self, *exc_info):
        setattr(_sys, self._stream, self._before.pop())


class redirect_stdout(_Redirect):
    _stream = 'stdout'


class redirect_stderr(_Redirect):
    _stream = 'stderr'


class suppress(AbstractContextManager):
    """Passes over exceptions of some classes."""

    def __init__(self, *exceptions):
        self._exceptions = exceptions

    def __enter__(self):
        pass

    def __exit__(self, exctype, excinst, exctb):
        return exctype is not None and issubclass(exctype, self._exceptions)


class nullcontext(AbstractContextManager):
    """Does nothing."""

    def __init__(self, enter_result=None):
        self.enter_result = enter_result

    def __enter__(self):
        return self.enter_result

    def __exit__(self, *excinfo):
        pass


class chdir(AbstractContextManager):
    """Works in another directory."""

    def __init__(self, path):
        self.path = path
        self._old = []

    def __enter__(self):
        import os
        self._old.append(os.getcwd())
        os.chdir(self.path)

    def __exit__(self, *excinfo):
        import os
        os.chdir(self._old.pop())


class ExitStack(AbstractContextManager):
    """Context managers and callbacks that are left, the last one first."""

    def __init__(self):
        self._exits = _deque()

    def pop_all(self):
        new = type(self)()
        new._exits, self._exits = self._exits, _deque()
        return new

    def push(self, exit):
        method = getattr(type(exit), '__exit__', None)
        if method is None:
            self._exits.append(exit)
        else:
            self._exits.append(lambda *exc: method(exit, *exc))
        return exit

    def enter_context(self, cm):
        cls = type(cm)
        try:
            enter, exit = cls.__enter__, cls.__exit__
        except AttributeError:
            raise TypeError(f"'{cls.__module__}.{cls.__qualname__}' object does not support the context manager protocol") from None
        result = enter(cm)
        self._exits.append(lambda *exc: exit(cm, *exc))
        return result

    def callback(self, callback, /, *args, **kwds):
        def call(*exc):
            callback(*args, **kwds)
        self._exits.append(call)
        return callback

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        received = exc[0] is not None
        suppressed, pending = False, False
        frame_exc = _sys.exc_info()[1]
        while self._exits:
            exit = self._exits.pop()
            try:
                if exit(*exc):
                    suppressed, pending = True, False
                    exc = (None, None, None)
            except BaseException as new:
                old = exc[1]
                context = new
                while context.__context__ not in (None, old, frame_exc):
                    context = context.__context__
                if context.__context__ is not old:
                    context.__context__ = old
                pending = True
                exc = (type(new), new, new.__traceback__)
        if pending:
            fixed = exc[1].__context__
            try:
                raise exc[1]
            except BaseException:
                exc[1].__context__ = fixed
                raise
        return received and suppressed

    def close(self):
        self.__exit__(None, None, None)


class AsyncExitStack:
    pass


class aclosing:
    pass
