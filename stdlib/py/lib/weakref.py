"""References that are said to be weak. They are not: nothing goes away while metadata is evaluated."""

from collections.abc import MutableMapping as _MutableMapping, MutableSet as _MutableSet


class ref:
    """A reference to an object."""

    def __new__(cls, ob, callback=None, /, *args):
        self = super().__new__(cls)
        _check(ob)
        self._ob, self.__callback__ = ob, callback
        return self

    def __init__(self, ob, callback=None, /, *args):
        pass

    def __call__(self):
        return self._ob

    def __eq__(self, other):
        return self._ob == other._ob if isinstance(other, ref) else NotImplemented

    def __hash__(self):
        return hash(self._ob)

    def __repr__(self):
        return '<weakref at %#x; to %r at %#x>' % (id(self), type(self._ob).__name__, id(self._ob))


def _check(ob):
    if ob is None or type(ob) in (int, str, bytes, float, bool, complex, tuple, list, dict, object):
        raise TypeError("cannot create weak reference to '%s' object" % type(ob).__name__)


ReferenceType = ref


class KeyedRef(ref):
    def __new__(cls, ob, callback, key):
        self = super().__new__(cls, ob, callback)
        self.key = key
        return self

    def __init__(self, ob, callback, key):
        pass


class WeakMethod(ref):
    """A reference to a bound method."""


def proxy(ob, callback=None):
    _check(ob)
    return ob


ProxyType = CallableProxyType = type('weakproxy', (), {})
ProxyTypes = (ProxyType, CallableProxyType)


def getweakrefcount(ob):
    return 0


def getweakrefs(ob):
    return []


class _Mapping(_MutableMapping):
    def __init__(self, dict=None, /, **kw):
        self.data = {}
        self.update(dict or {}, **kw)

    def __getitem__(self, key):
        return self.data[key]

    def __setitem__(self, key, value):
        self.data[key] = value

    def __delitem__(self, key):
        del self.data[key]

    def __iter__(self):
        return iter(list(self.data))

    def __len__(self):
        return len(self.data)

    def __contains__(self, key):
        return key in self.data

    def __repr__(self):
        return '<%s at %#x>' % (self.__class__.__name__, id(self))

    def copy(self):
        return type(self)(self.data)

    __copy__ = copy


class WeakValueDictionary(_Mapping):
    """A dictionary."""

    def valuerefs(self):
        return [ref(v) for v in self.data.values()]

    itervaluerefs = valuerefs


class WeakKeyDictionary(_Mapping):
    """A dictionary."""

    def keyrefs(self):
        return [ref(k) for k in self.data]


class WeakSet(_MutableSet):
    """A set."""

    def __init__(self, data=None):
        self.data = dict.fromkeys(data or ())

    def __iter__(self):
        return iter(list(self.data))

    def __len__(self):
        return len(self.data)

    def __contains__(self, item):
        return item in self.data

    def add(self, item):
        self.data[item] = None

    def discard(self, item):
        self.data.pop(item, None)

    def update(self, other):
        for item in other:
            self.add(item)

    def copy(self):
        return type(self)(self)


class finalize:
    """What would be called when an object goes away, unless it is called before."""

    def __init__(self, obj, func, /, *args, **kwargs):
        self._call = (obj, func, args, kwargs)
        self.atexit = True

    def __call__(self, _=None):
        if self._call:
            (_, func, args, kwargs), self._call = self._call, None
            return func(*args, **kwargs)

    def detach(self):
        call, self._call = self._call, None
        return call

    def peek(self):
        return self._call

    @property
    def alive(self):
        return self._call is not None
