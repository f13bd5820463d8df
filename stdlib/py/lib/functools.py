"""Functions that work on functions."""

import operator as _operator

WRAPPER_ASSIGNMENTS = ('__module__', '__name__', '__qualname__', '__doc__', '__annotations__')
WRAPPER_UPDATES = ('__dict__',)


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    for name in assigned:
        try:
            setattr(wrapper, name, getattr(wrapped, name))
        except AttributeError:
            pass
    for name in updated:
        getattr(wrapper, name).update(getattr(wrapped, name, {}))
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    def decorate(wrapper):
        return update_wrapper(wrapper, wrapped, assigned, updated)
    return decorate


def _derived(op, root, negate, or_equal):
    # The method op, made of root: its negation or not, with equality besides or not.
    def method(self, other):
        got = getattr(type(self), root)(self, other)
        if got is NotImplemented:
            return got
        if negate:
            got = not got
        if or_equal is None:
            return got
        if or_equal:
            return got or self == other
        return got and self != other
    method.__name__ = op
    return method


# What each method is made of: by the one that there is, the other's name, whether it is negated, and what == has to do with it.
_ORDERINGS = {
    '__lt__': [('__gt__', True, False), ('__le__', False, True), ('__ge__', True, None)],
    '__le__': [('__ge__', True, True), ('__lt__', False, False), ('__gt__', True, None)],
    '__gt__': [('__lt__', True, False), ('__ge__', False, True), ('__le__', True, None)],
    '__ge__': [('__le__', True, True), ('__gt__', False, False), ('__lt__', True, None)],
}


def total_ordering(cls):
    roots = [op for op in _ORDERINGS if getattr(cls, op, None) is not getattr(object, op, None)]
    if not roots:
        raise ValueError('must define at least one ordering operation: < > <= >=')
    root = max(roots, key=['__ge__', '__gt__', '__le__', '__lt__'].index)
    for op, negate, equal in _ORDERINGS[root]:
        if op not in roots:
            setattr(cls, op, _derived(op, root, negate, equal))
    return cls


def cmp_to_key(mycmp):
    class K:
        __slots__ = ['obj']
        __hash__ = None

        def __init__(self, obj):
            self.obj = obj

    def comparison(by):
        return lambda self, other: by(mycmp(self.obj, other.obj), 0)
    for name in ('__lt__', '__gt__', '__eq__', '__le__', '__ge__'):
        setattr(K, name, comparison(getattr(_operator, name)))
    return K


_missing = object()


def reduce(function, sequence, initial=_missing, /):
    it = iter(sequence)
    if initial is _missing:
        for value in it:
            break
        else:
            raise TypeError('reduce() of empty iterable with no initial value')
    else:
        value = initial
    for item in it:
        value = function(value, item)
    return value


class partial:
    """A function with some of its arguments."""

    def __new__(cls, func, /, *args, **keywords):
        if not callable(func):
            raise TypeError('the first argument must be callable')
        if isinstance(func, partial):
            args = func.args + args
            keywords = {**func.keywords, **keywords}
            func = func.func
        self = super().__new__(cls)
        self.func, self.args, self.keywords = func, args, keywords
        return self

    def __call__(self, /, *args, **keywords):
        return self.func(*self.args, *args, **{**self.keywords, **keywords})

    def __repr__(self):
        name = type(self).__qualname__
        if type(self) is partial:
            name = 'functools.partial'
        parts = [repr(self.func), *map(repr, self.args)]
        parts.extend('%s=%r' % item for item in self.keywords.items())
        return '%s(%s)' % (name, ', '.join(parts))


class partialmethod:
    """partial for methods."""

    def __init__(self, func, /, *args, **keywords):
        if not callable(func) and not hasattr(func, '__get__'):
            raise TypeError('{!r} is not callable or a descriptor'.format(func))
        if isinstance(func, partialmethod):
            args = func.args + args
            keywords = {**func.keywords, **keywords}
            func = func.func
        self.func, self.args, self.keywords = func, args, keywords

    def __get__(self, obj, cls=None):
        get = getattr(type(self.func), '__get__', None)
        if get is not None and not isinstance(self.func, type(lambda: 0)):
            bound = self.func.__get__(obj, cls)
            return partial(bound, *self.args, **self.keywords)

        def method(cls_or_self, /, *args, **keywords):
            return self.func(cls_or_self, *self.args, *args, **{**self.keywords, **keywords})
        method.__partialmethod__ = self
        return method if obj is None else method.__get__(obj, cls)

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, '__isabstractmethod__', False)


class _CacheInfo(tuple):
    # What cache_info() returns.
    __slots__ = ()
    _fields = ('hits', 'misses', 'maxsize', 'currsize')
    hits = property(lambda self: self[0])
    misses = property(lambda self: self[1])
    maxsize = property(lambda self: self[2])
    currsize = property(lambda self: self[3])

    def __repr__(self):
        return 'CacheInfo(hits=%r, misses=%r, maxsize=%r, currsize=%r)' % tuple(self)


def lru_cache(maxsize=128, typed=False):
    if isinstance(maxsize, int):
        maxsize = max(maxsize, 0)
    elif callable(maxsize) and isinstance(typed, bool):
        return _cached(maxsize, 128, typed)
    elif maxsize is not None:
        raise TypeError('Expected first argument to be an integer, a callable, or None')

    def decorate(function):
        return _cached(function, maxsize, typed)
    return decorate


def _cached(function, maxsize, typed):
    results = {}
    mark = object()
    hits = misses = 0

    def wrapper(*args, **kwds):
        nonlocal hits, misses
        key = args
        if kwds:
            key += (mark,)
            for item in kwds.items():
                key += item
        if typed:
            key += (mark,) + tuple(type(v) for v in args) + tuple(type(v) for v in kwds.values())
        if maxsize != 0:
            got = results.get(key, mark)
            if got is not mark:
                hits += 1
                if maxsize is not None:
                    del results[key]
                    results[key] = got
                return got
        misses += 1
        got = function(*args, **kwds)
        if maxsize != 0:
            results[key] = got
            if maxsize is not None and len(results) > maxsize:
                del results[next(iter(results))]
        return got

    def cache_info():
        return _CacheInfo((hits, misses, maxsize, len(results)))

    def cache_clear():
        nonlocal hits, misses
        results.clear()
        hits = misses = 0

    wrapper.cache_info = cache_info
    wrapper.cache_clear = cache_clear
    wrapper.cache_parameters = lambda: {'maxsize': maxsize, 'typed': typed}
    return update_wrapper(wrapper, function)


def cache(user_function, /):
    return lru_cache(maxsize=None)(user_function)


class cached_property:
    """A property that is computed once."""

    def __init__(self, func):
        self.func = func
        self.attrname = None
        self.__doc__ = func.__doc__

    def __set_name__(self, owner, name):
        self.attrname = self.attrname or name
        if self.attrname != name:
            raise TypeError('Cannot assign the same cached_property to two different names (%r and %r).' % (self.attrname, name))

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        if self.attrname is None:
            raise TypeError('Cannot use cached_property instance without calling __set_name__ on it.')
        try:
            values = instance.__dict__
        except AttributeError:
            raise TypeError("No '__dict__' attribute on %r instance to cache %r property." % (type(instance).__name__, self.attrname)) from None
        if self.attrname not in values:
            values[self.attrname] = self.func(instance)
        return values[self.attrname]


def singledispatch(func):
    registry = {object: func}

    def dispatch(cls):
        for c in cls.__mro__:
            if c in registry:
                return registry[c]
        for c, f in registry.items():
            if c is not object and issubclass(cls, c):
                return f
        return registry[object]

    def register(cls, func=None):
        if func is None:
            if isinstance(cls, type):
                return lambda f: register(cls, f)
            func = cls
            notes = getattr(func, '__annotations__', {})
            if not notes:
                raise TypeError('Invalid first argument to `register()`: %r. Use either `@register(some_class)` or plain `@register` on an annotated function.' % (func,))
            cls = next(iter(notes.values()))
        registry[cls] = func
        return func

    def wrapper(*args, **kw):
        if not args:
            raise TypeError('%s requires at least 1 positional argument' % getattr(func, '__name__', 'singledispatch function'))
        return dispatch(type(args[0]))(*args, **kw)

    wrapper.register = register
    wrapper.dispatch = dispatch
    wrapper.registry = registry
    return update_wrapper(wrapper, func)


class singledispatchmethod:
    """singledispatch for methods, by the first argument after self."""

    def __init__(self, func):
        if not callable(func) and not hasattr(func, '__get__'):
            raise TypeError('%r is not callable or a descriptor' % (func,))
        self.dispatcher = singledispatch(func)
        self.func = func

    def register(self, cls, method=None):
        return self.dispatcher.register(cls, func=method)

    def __get__(self, obj, cls=None):
        def method(*args, **kwargs):
            f = self.dispatcher.dispatch(args[0].__class__)
            return f.__get__(obj, cls)(*args, **kwargs)
        method.register = self.register
        return update_wrapper(method, self.func)
