"""The abstract classes of collections.abc."""

from abc import ABCMeta, abstractmethod
from _knead_collections import deque as _deque

_alias = type(list[int])
_missing = object()


def _has(cls, names):
    # What a __subclasshook__ says: a class is one that has all the methods, and none of them is None.
    for name in names:
        if next((vars(c)[name] for c in cls.__mro__ if name in vars(c)), None) is None:
            return NotImplemented
    return True


def _protocol(name, *bases, abstract='', **methods):
    # A class with abstract methods and others. Whatever has all of them, and those of the bases, is one.
    for m in abstract.split():
        def unwritten(self, *args):
            raise NotImplementedError
        unwritten.__name__ = m
        methods[m] = abstractmethod(methods.get(m, unwritten))
    needs = {m: None for m in methods}
    for base in bases:
        needs.update(base._needs)
    ns = dict(methods, __slots__=(), __module__='collections.abc', _needs=needs)
    if name not in ('Hashable', 'Sized'):
        ns['__class_getitem__'] = classmethod(_callable_alias if name == 'Callable' else _alias)
    cls = ABCMeta(name, bases, ns)
    cls.__subclasshook__ = classmethod(lambda c, sub: _has(sub, needs) if c is cls else NotImplemented)
    return cls


def _callable_alias(cls, of):
    if not isinstance(of, tuple) or len(of) != 2:
        raise TypeError('Callable must be used as Callable[[arg, ...], result].')
    args, result = of
    return _alias(cls, (*args, result) if isinstance(args, list) else of)


def _end(self, *args):
    raise StopIteration


def _throw(self, typ, val=None, tb=None):
    error = typ() if val is None and tb is not None else typ if val is None else val
    raise error if tb is None else error.with_traceback(tb)


def _close(kind):
    def close(self):
        try:
            self.throw(GeneratorExit)
        except (GeneratorExit, StopIteration):
            return
        raise RuntimeError(kind + ' ignored GeneratorExit')
    return close


Hashable = _protocol('Hashable', abstract='__hash__')
Sized = _protocol('Sized', abstract='__len__')
Container = _protocol('Container', abstract='__contains__')
Iterable = _protocol('Iterable', abstract='__iter__')
Callable = _protocol('Callable', abstract='__call__')
Awaitable = _protocol('Awaitable', abstract='__await__')
AsyncIterable = _protocol('AsyncIterable', abstract='__aiter__')
Collection = _protocol('Collection', Sized, Iterable, Container)
Reversible = _protocol('Reversible', Iterable, abstract='__reversed__')
Iterator = _protocol('Iterator', Iterable, abstract='__next__', __next__=_end, __iter__=lambda self: self)
Generator = _protocol('Generator', Iterator, abstract='send throw', __next__=lambda self: self.send(None), send=_end, throw=_throw,
                      close=_close('generator'))
Coroutine = _protocol('Coroutine', Awaitable, abstract='send throw', send=_end, throw=_throw, close=_close('coroutine'))
AsyncIterator = _protocol('AsyncIterator', AsyncIterable, abstract='__anext__', __aiter__=lambda self: self)
AsyncGenerator = _protocol('AsyncGenerator', AsyncIterator, abstract='asend athrow', __anext__=lambda self: self.asend(None), aclose=None)


def _with(kind):
    # Decorates an operator: what the other operand has to be. kind is called, as the class may follow.
    def decorate(operator):
        def checked(self, other):
            return operator(self, other) if isinstance(other, kind()) else NotImplemented
        checked.__name__ = operator.__name__
        return checked
    return decorate


_with_set, _with_items = _with(lambda: Set), _with(lambda: Iterable)


def _as_set(like, items):
    return items if isinstance(items, Set) else like._from_iterable(items)


def _same(a, b):
    return a is b or a == b


def _drain(take, end):
    # Takes out an item after the other.
    while True:
        try:
            take()
        except end:
            return


class Set(Collection):
    __slots__ = ()

    @classmethod
    def _from_iterable(cls, it):
        return cls(it)

    def _hash(self):
        return hash(frozenset(self))

    def isdisjoint(self, other):
        return not any(x in self for x in other)

    @_with_set
    def __le__(self, other):
        return len(self) <= len(other) and all(x in other for x in self)

    @_with_set
    def __ge__(self, other):
        return len(self) >= len(other) and all(x in self for x in other)

    @_with_set
    def __lt__(self, other):
        return len(self) < len(other) and self.__le__(other)

    @_with_set
    def __gt__(self, other):
        return len(self) > len(other) and self.__ge__(other)

    @_with_set
    def __eq__(self, other):
        return len(self) == len(other) and self.__le__(other)

    __hash__ = None

    @_with_items
    def __and__(self, other):
        return self._from_iterable(x for x in other if x in self)

    @_with_items
    def __or__(self, other):
        return self._from_iterable(x for part in (self, other) for x in part)

    @_with_items
    def __sub__(self, other):
        without = _as_set(self, other)
        return self._from_iterable(x for x in self if x not in without)

    @_with_items
    def __rsub__(self, other):
        return self._from_iterable(x for x in _as_set(self, other) if x not in self)

    @_with_items
    def __xor__(self, other):
        there = _as_set(self, other)
        return (self - there) | (there - self)

    __rand__, __ror__, __rxor__ = __and__, __or__, __xor__


class MutableSet(Set):
    __slots__ = ()

    @abstractmethod
    def add(self, value):
        raise NotImplementedError

    @abstractmethod
    def discard(self, value):
        raise NotImplementedError

    def remove(self, value):
        if value in self:
            self.discard(value)
        else:
            raise KeyError(value)

    def pop(self):
        for value in self:
            self.discard(value)
            return value
        raise KeyError

    def clear(self):
        _drain(self.pop, KeyError)

    def __ior__(self, it):
        for value in it:
            self.add(value)
        return self

    def __iand__(self, it):
        return self.__isub__(self - it)

    def __isub__(self, it):
        for value in list(it) if it is self else it:
            self.discard(value)
        return self

    def __ixor__(self, it):
        for value in list(it) if it is self else _as_set(self, it):
            (self.discard if value in self else self.add)(value)
        return self


class Mapping(Collection):
    __slots__ = ()

    @abstractmethod
    def __getitem__(self, key):
        raise KeyError

    def get(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            return default

    def __contains__(self, key):
        try:
            self[key]
        except KeyError:
            return False
        return True

    def keys(self):
        return KeysView(self)

    def items(self):
        return ItemsView(self)

    def values(self):
        return ValuesView(self)

    @_with(lambda: Mapping)
    def __eq__(self, other):
        return dict(self.items()) == dict(other.items())

    __hash__ = __reversed__ = None


class MappingView(Sized):
    __slots__ = ('_mapping',)

    def __init__(self, mapping):
        self._mapping = mapping

    def __len__(self):
        return len(self._mapping)

    def __repr__(self):
        return '%s(%r)' % (self.__class__.__name__, self._mapping)

    __class_getitem__ = classmethod(_alias)


def _plain_set(cls, items):
    # What operators of a view of a mapping give.
    return set(items)


class KeysView(MappingView, Set):
    __slots__ = ()
    _from_iterable = classmethod(_plain_set)

    def __contains__(self, key):
        return key in self._mapping

    def __iter__(self):
        return (key for key in self._mapping)


class ItemsView(MappingView, Set):
    __slots__ = ()
    _from_iterable = classmethod(_plain_set)

    def __contains__(self, item):
        key, value = item
        try:
            there = self._mapping[key]
        except KeyError:
            return False
        return _same(there, value)

    def __iter__(self):
        return ((key, self._mapping[key]) for key in self._mapping)


class ValuesView(MappingView, Collection):
    __slots__ = ()

    def __contains__(self, value):
        return any(_same(v, value) for v in self)

    def __iter__(self):
        return (self._mapping[key] for key in self._mapping)


def _pairs(of):
    # The keys and values of what update takes.
    if isinstance(of, Mapping):
        return ((key, of[key]) for key in of)
    return ((key, of[key]) for key in of.keys()) if hasattr(of, 'keys') else of


class MutableMapping(Mapping):
    __slots__ = ()

    @abstractmethod
    def __setitem__(self, key, value):
        raise KeyError

    @abstractmethod
    def __delitem__(self, key):
        raise KeyError

    def pop(self, key, default=_missing):
        try:
            value = self[key]
        except KeyError:
            if default is _missing:
                raise
            return default
        del self[key]
        return value

    def popitem(self):
        for key in self:
            item = key, self[key]
            del self[key]
            return item
        raise KeyError

    def clear(self):
        _drain(self.popitem, KeyError)

    def update(self, other=(), /, **kwds):
        for pairs in _pairs(other), kwds.items():
            for key, value in pairs:
                self[key] = value

    def setdefault(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            self[key] = default
        return default


class Sequence(Reversible, Collection):
    __slots__ = ()

    @abstractmethod
    def __getitem__(self, index):
        raise IndexError

    def __iter__(self):
        return (item for _, item in _from(self, 0))

    def __reversed__(self):
        return (self[i] for i in range(len(self) - 1, -1, -1))

    def __contains__(self, value):
        return any(_same(v, value) for v in self)

    def index(self, value, start=0, stop=None):
        if start < 0:
            start = max(start + len(self), 0)
        if stop is not None and stop < 0:
            stop += len(self)
        for i, item in _from(self, start, stop):
            if _same(item, value):
                return i
        raise ValueError

    def count(self, value):
        return sum(_same(v, value) for v in self)


def _from(sequence, i, stop=None):
    # The items from one on, with their numbers, until the sequence says that there is none.
    while stop is None or i < stop:
        try:
            item = sequence[i]
        except IndexError:
            return
        yield i, item
        i += 1


class ByteString(Sequence):
    __slots__ = ()


class MutableSequence(Sequence):
    __slots__ = ()

    @abstractmethod
    def __setitem__(self, index, value):
        raise IndexError

    @abstractmethod
    def __delitem__(self, index):
        raise IndexError

    @abstractmethod
    def insert(self, index, value):
        raise IndexError

    def append(self, value):
        self.insert(len(self), value)

    def extend(self, values):
        for v in list(values) if values is self else values:
            self.append(v)

    def __iadd__(self, values):
        self.extend(values)
        return self

    def pop(self, index=-1):
        item = self[index]
        del self[index]
        return item

    def remove(self, value):
        del self[self.index(value)]

    def clear(self):
        _drain(self.pop, IndexError)

    def reverse(self):
        last = len(self) - 1
        for i in range(len(self) // 2):
            self[i], self[last - i] = self[last - i], self[i]


_plain = (str, bytes, bytearray, list, tuple, dict, set, frozenset, range)
for _cls, _types in [
        (Iterator, (type(iter(b'')), type(iter({})), type(iter([])), type(iter(())), type(iter('')), type(iter(range(0))), type(zip()))),
        (Generator, (type((x for x in ())),)),
        (Set, (frozenset, type({}.keys()), type({}.items()))), (MutableSet, (set,)), (KeysView, (type({}.keys()),)),
        (ItemsView, (type({}.items()),)), (ValuesView, (type({}.values()),)), (Mapping, (type(type.__dict__),)), (MutableMapping, (dict,)),
        (Sequence, (tuple, str, range)), (ByteString, (bytes, bytearray)), (MutableSequence, (list, bytearray, _deque)),
        (Callable, (type, type(lambda: 0), type(len), type(''.join))), (Hashable, (str, bytes, int, float, tuple, frozenset, type(None))),
        (Sized, _plain), (Container, _plain), (Iterable, _plain), (Reversible, (list, tuple, dict, range, str))]:
    for _type in _types:
        _cls.register(_type)

__all__ = ['Awaitable', 'Coroutine', 'AsyncIterable', 'AsyncIterator', 'AsyncGenerator', 'Hashable', 'Iterable', 'Iterator', 'Generator',
           'Reversible', 'Sized', 'Container', 'Callable', 'Collection', 'Set', 'MutableSet', 'Mapping', 'MutableMapping', 'MappingView',
           'KeysView', 'ItemsView', 'ValuesView', 'Sequence', 'MutableSequence', 'ByteString']
for _name in __all__:
    globals()[_name].__module__ = 'collections.abc'
