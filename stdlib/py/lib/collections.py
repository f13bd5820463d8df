"""Containers besides the built-in ones. deque and the counting of items are native."""

import _collections_abc as _abc
import operator as _operator
from _knead_collections import deque, count_elements as _count_elements, tuplegetter as _tuplegetter
import sys as _sys

_missing = object()


def _merged(make, first, second):
    # What first | second is: what make makes of the first, with the second's items.
    if not (isinstance(first, dict) and isinstance(second, dict)):
        return NotImplemented
    both = make(first)
    both.update(second)
    return both


def _or_key_error(do, message):
    try:
        return do()
    except KeyError:
        raise KeyError(message)


class OrderedDict(dict):
    """A dictionary that knows its order; it is also compared by that."""

    def __init__(self, *args, **kwds):
        if len(args) > 1:
            raise TypeError('expected at most 1 arguments, got %d' % len(args))
        self.update(*args, **kwds)

    def update(*args, **kwds):
        _abc.MutableMapping.update(*args, **kwds)

    def popitem(self, last=True):
        for key in reversed(self) if last else self:
            return key, self.pop(key)
        raise KeyError('dictionary is empty')

    def move_to_end(self, key, last=True):
        behind = [(key, dict.pop(self, key))]
        if not last:
            behind += dict.items(self)
            dict.clear(self)
        dict.update(self, behind)

    def pop(self, key, default=_missing):
        if dict.__contains__(self, key):
            value = dict.__getitem__(self, key)
            del self[key]
            return value
        if default is not _missing:
            return default
        if hasattr(type(self), '__missing__'):
            return type(self).__missing__(self, key)
        raise KeyError(key)

    def setdefault(self, key, default=None):
        if key not in self:
            self[key] = default
        return self[key]

    def __repr__(self):
        if not self:
            return '%s()' % (type(self).__name__,)
        return '%s(%s)' % (type(self).__name__, _recursive_repr(self, lambda: repr(list(self.items()))))

    def copy(self):
        return self.__class__(self)

    __copy__ = copy

    def __reduce__(self):
        return self.__class__, (), None, None, iter(self.items())

    @classmethod
    def fromkeys(cls, iterable, value=None):
        self = cls()
        for key in iterable:
            self[key] = value
        return self

    def __eq__(self, other):
        equal = dict.__eq__(self, other)
        return equal and list(self) == list(other) if isinstance(other, OrderedDict) else equal

    def __ne__(self, other):
        equal = self.__eq__(other)
        return equal if equal is NotImplemented else not equal

    __hash__ = None

    def __or__(self, other):
        return _merged(self.__class__, self, other)

    def __ror__(self, other):
        return _merged(self.__class__, other, self)

    def __ior__(self, other):
        self.update(other)
        return self


_in_repr = []


def _recursive_repr(x, text):
    # text(), or dots where the repr of x is under way already.
    if any(y is x for y in _in_repr):
        return '...'
    _in_repr.append(x)
    try:
        return text()
    finally:
        _in_repr.pop()


class defaultdict(dict):
    """A dictionary that makes the values that it lacks."""

    def __init__(self, default_factory=None, /, *args, **kwds):
        if default_factory is not None and not callable(default_factory):
            raise TypeError('first argument must be callable or None')
        self.default_factory = default_factory
        dict.__init__(self, *args, **kwds)

    def __missing__(self, key):
        if self.default_factory is None:
            raise KeyError(key)
        self[key] = value = self.default_factory()
        return value

    def __repr__(self):
        factory = _recursive_repr(self, lambda: repr(self.default_factory))
        return '%s(%s, %s)' % (type(self).__name__, factory, dict.__repr__(self))

    def copy(self):
        return self._like(self)

    __copy__ = copy

    def __reduce__(self):
        args = () if self.default_factory is None else (self.default_factory,)
        return type(self), args, None, None, iter(self.items())

    def _like(self, items):
        return type(self)(self.default_factory, items)

    def __or__(self, other):
        return _merged(self._like, self, other)

    def __ror__(self, other):
        return _merged(self._like, other, self)


_KEYWORDS = frozenset('''False None True and as assert async await break class continue def del elif else except finally for from
    global if import in is lambda nonlocal not or pass raise return try while with yield'''.split())


def _field_names(typename, names, rename):
    # The fields of a named tuple; with rename those that cannot be get a number.
    seen = set()
    for i, name in enumerate(names):
        if rename and (not name.isidentifier() or name in _KEYWORDS or name[0] == '_' or name in seen):
            names[i] = '_%d' % i
        seen.add(name)
    for name in [typename, *names]:
        if not name.isidentifier():
            raise ValueError('Type names and field names must be valid identifiers: %r' % name)
        if name in _KEYWORDS:
            raise ValueError('Type names and field names cannot be a keyword: %r' % name)
    for i, name in enumerate(names):
        if name[0] == '_' and not rename:
            raise ValueError('Field names cannot start with an underscore: %r' % name)
        if name in names[:i]:
            raise ValueError('Encountered duplicate field name: %r' % name)
    return tuple(map(_sys.intern, names))


def _new_method(typename, fields, defaults):
    # __new__ has the fields as parameters, so that calls are checked, and their errors told, as those of any function.
    params = ', '.join(fields)
    scope = {'_make_tuple': tuple.__new__, '__name__': 'namedtuple_' + typename}
    exec('def __new__(_cls%s): return _make_tuple(_cls, (%s))' % (', ' + params if params else '', params + ',' if params else ''), scope)
    new = scope['__new__']
    new.__doc__ = 'Create new instance of %s(%s)' % (typename, params)
    new.__defaults__ = defaults
    return new


def namedtuple(typename, field_names, *, rename=False, defaults=None, module=None):
    typename = str(typename)
    given = field_names.replace(',', ' ').split() if isinstance(field_names, str) else field_names
    fields = _field_names(typename, [str(name) for name in given], rename)
    values = None if defaults is None else tuple(defaults)
    if values and len(values) > len(fields):
        raise TypeError('Got more default values than field names')

    @classmethod
    def _make(cls, iterable):
        made = tuple.__new__(cls, iterable)
        if len(made) != len(fields):
            raise TypeError('Expected %d arguments, got %d' % (len(fields), len(made)))
        return made

    def _replace(self, /, **kwds):
        made = self._make(kwds.pop(name, value) for name, value in zip(fields, self))
        if kwds:
            raise ValueError('Got unexpected field names: %r' % list(kwds))
        return made

    def __repr__(self):
        return '%s(%s)' % (self.__class__.__name__, ', '.join('%s=%r' % item for item in zip(fields, self)))

    def _asdict(self):
        return dict(zip(fields, self))

    def __getnewargs__(self):
        return tuple(self)

    methods = {'__new__': _new_method(typename, fields, values), '_make': _make.__func__}
    methods.update((m.__name__, m) for m in (_replace, __repr__, _asdict, __getnewargs__))
    for name, method in methods.items():
        method.__qualname__ = typename + '.' + name
    attrs = {
        **methods, '_make': _make, '__doc__': '%s(%s)' % (typename, ', '.join(fields)), '__slots__': (), '__match_args__': fields,
        '_fields': fields, '_field_defaults': dict(zip(fields[len(fields) - len(values):], values)) if values else {},
    }
    for i, name in enumerate(fields):
        attrs[name] = _tuplegetter(i, _sys.intern('Alias for field number %d' % i))
    made = type(typename, (tuple,), attrs)
    made.__module__ = _sys._getframe(1).f_globals.get('__name__', '__main__') if module is None else module
    return made


def _all_counts(test):
    # A comparison of counters: it holds if it does for each count, one that is missing being 0.
    def compare(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return all(test(self[key], other[key]) for key in (*self, *other))
    return compare


def _counts(combine):
    # An operator of counters: what is above 0 of the counts that it gives.
    def operator(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        both = {key: combine(self[key], other[key]) for key in (*self, *other)}
        return Counter({key: n for key, n in both.items() if n > 0})
    return operator


class Counter(dict):
    """A dictionary of how often things are there."""

    def __init__(self, iterable=None, /, **kwds):
        super().__init__()
        self.update(iterable, **kwds)

    def __missing__(self, key):
        return 0

    def total(self):
        return sum(self.values())

    def most_common(self, n=None):
        items = sorted(self.items(), key=_operator.itemgetter(1), reverse=True)
        return items if n is None else items[:max(n, 0)]

    def elements(self):
        return (key for key, count in self.items() for _ in range(count))

    @classmethod
    def fromkeys(cls, iterable, v=None):
        raise NotImplementedError('Counter.fromkeys() is undefined.  Use Counter(iterable) instead.')

    def update(self, iterable=None, /, **kwds):
        for what in iterable, kwds:
            if not isinstance(what, _abc.Mapping):
                _count_elements(self, () if what is None else what)
            elif self:
                for key, count in what.items():
                    self[key] = count + self.get(key, 0)
            else:  # as they are, numbers or not
                super().update(what)

    def subtract(self, iterable=None, /, **kwds):
        for what in iterable, kwds:
            known = isinstance(what, _abc.Mapping)
            for key in () if what is None else what:
                self[key] = self.get(key, 0) - (what[key] if known else 1)

    def copy(self):
        return self.__class__(self)

    __copy__ = copy

    def __reduce__(self):
        return self.__class__, (dict(self),)

    def __delitem__(self, key):
        if key in self:
            super().__delitem__(key)

    def __repr__(self):
        if not self:
            return '%s()' % self.__class__.__name__
        try:
            items = dict(self.most_common())
        except TypeError:
            items = dict(self)
        return '%s(%r)' % (self.__class__.__name__, items)

    __eq__, __le__, __ge__ = map(_all_counts, (_operator.eq, _operator.le, _operator.ge))
    __hash__ = None

    def __ne__(self, other):
        equal = self.__eq__(other)
        return equal if equal is NotImplemented else not equal

    def __lt__(self, other):
        below = self.__le__(other)
        return below if below is NotImplemented else below and self != other

    def __gt__(self, other):
        above = self.__ge__(other)
        return above if above is NotImplemented else above and self != other

    __add__, __sub__, __or__, __and__ = map(_counts, (_operator.add, _operator.sub, max, min))

    def __pos__(self):
        return self + Counter()

    def __neg__(self):
        return Counter() - self

    def _set(self, counts):
        # Changes counts, and then drops those that are not above 0.
        for key, n in counts:
            self[key] = n
        for key in [key for key, n in self.items() if not n > 0]:
            del self[key]
        return self

    def __iadd__(self, other):
        return self._set((key, self[key] + n) for key, n in other.items())

    def __isub__(self, other):
        return self._set((key, self[key] - n) for key, n in [*other.items()])

    def __ior__(self, other):
        return self._set((key, max(self[key], n)) for key, n in other.items())

    def __iand__(self, other):
        return self._set((key, min(n, other[key])) for key, n in [*self.items()])


class ChainMap(_abc.MutableMapping):
    """Several mappings as one; the first is written to."""

    def __init__(self, *maps):
        self.maps = list(maps) or [{}]

    def __missing__(self, key):
        raise KeyError(key)

    def __getitem__(self, key):
        for mapping in self.maps:
            try:
                return mapping[key]
            except KeyError:
                continue
        return self.__missing__(key)

    def get(self, key, default=None):
        return self[key] if key in self else default

    def __len__(self):
        return len(set().union(*self.maps))

    def __iter__(self):
        return iter({key: None for mapping in reversed(self.maps) for key in mapping})

    def __contains__(self, key):
        return any(key in m for m in self.maps)

    def __bool__(self):
        return any(self.maps)

    def __repr__(self):
        return '%s(%s)' % (self.__class__.__name__, ', '.join(map(repr, self.maps)))

    @classmethod
    def fromkeys(cls, iterable, *args):
        return cls(dict.fromkeys(iterable, *args))

    def copy(self):
        return self.__class__(self.maps[0].copy(), *self.maps[1:])

    __copy__ = copy

    def new_child(self, m=None, **kwargs):
        first = kwargs if m is None else m
        if first is not kwargs and kwargs:
            first.update(kwargs)
        return self.__class__(first, *self.maps)

    @property
    def parents(self):
        return self.__class__(*self.maps[1:])

    def __setitem__(self, key, value):
        self.maps[0][key] = value

    def __delitem__(self, key):
        _or_key_error(lambda: self.maps[0].__delitem__(key), 'Key not found in the first mapping: %r' % (key,))

    def pop(self, key, *args):
        return _or_key_error(lambda: self.maps[0].pop(key, *args), 'Key not found in the first mapping: %r' % (key,))

    def popitem(self):
        return _or_key_error(lambda: self.maps[0].popitem(), 'No keys found in the first mapping.')

    def clear(self):
        self.maps[0].clear()

    def __ior__(self, other):
        self.maps[0].update(other)
        return self

    def __or__(self, other):
        return self.copy().__ior__(other) if isinstance(other, _abc.Mapping) else NotImplemented

    def __ror__(self, other):
        if not isinstance(other, _abc.Mapping):
            return NotImplemented
        return self.__class__({key: value for m in (other, *reversed(self.maps)) for key, value in m.items()})


def _data(x):
    return x.data if isinstance(x, (UserDict, UserList, UserString)) else x


def _compared(cls):
    # Gives a class the comparisons of its data.
    for name in '__lt__', '__le__', '__eq__', '__gt__', '__ge__':
        def compare(self, other, by=getattr(_operator, name)):
            return by(self.data, _data(other))
        compare.__name__ = name
        setattr(cls, name, compare)
    return cls


class UserDict(_abc.MutableMapping):
    """A mapping to derive from, with the dictionary in data."""

    def __init__(self, dict=None, /, **kwargs):
        self.data = {}
        for items in dict, kwargs or None:
            if items is not None:
                self.update(items)

    def __len__(self):
        return len(self.data)

    def __iter__(self):
        return iter(self.data)

    def __contains__(self, key):
        return key in self.data

    def __getitem__(self, key):
        if key in self.data:
            return self.data[key]
        missing = getattr(self.__class__, '__missing__', None)
        if missing is None:
            raise KeyError(key)
        return missing(self, key)

    def __setitem__(self, key, item):
        self.data[key] = item

    def __delitem__(self, key):
        del self.data[key]

    def __repr__(self):
        return repr(self.data)

    @classmethod
    def fromkeys(cls, iterable, value=None):
        made = cls()
        made.update((key, value) for key in iterable)
        return made

    def copy(self):
        new = self.__class__.__new__(self.__class__)
        new.__dict__.update(self.__dict__, data=self.data.copy())
        return new

    __copy__ = copy

    def __or__(self, other):
        return self.__class__(self.data | _data(other)) if isinstance(_data(other), dict) else NotImplemented

    def __ror__(self, other):
        return self.__class__(_data(other) | self.data) if isinstance(_data(other), dict) else NotImplemented

    def __ior__(self, other):
        self.data |= _data(other)
        return self


@_compared
class UserList(_abc.MutableSequence):
    """A list to derive from, with the list in data."""

    __hash__ = None

    def __init__(self, initlist=None):
        self.data = [] if initlist is None else list(_data(initlist))

    def __repr__(self):
        return repr(self.data)

    def __len__(self):
        return len(self.data)

    def __contains__(self, item):
        return item in self.data

    def __getitem__(self, i):
        return self.__class__(self.data[i]) if isinstance(i, slice) else self.data[i]

    def __setitem__(self, i, item):
        self.data[i] = item

    def __delitem__(self, i):
        del self.data[i]

    def __add__(self, other):
        return self.__class__(self.data + list(_data(other)))

    def __radd__(self, other):
        return self.__class__(list(_data(other)) + self.data)

    def __iadd__(self, other):
        self.extend(other)
        return self

    def __mul__(self, n):
        return self.__class__(self.data * n)

    __rmul__ = __mul__

    def __imul__(self, n):
        self.data *= n
        return self

    def extend(self, other):
        self.data.extend(_data(other))

    def append(self, item):
        self.data.append(item)

    def insert(self, i, item):
        self.data.insert(i, item)

    def remove(self, item):
        self.data.remove(item)

    def pop(self, i=-1):
        return self.data.pop(i)

    def clear(self):
        self.data.clear()

    def reverse(self):
        self.data.reverse()

    def sort(self, /, *args, **kwds):
        self.data.sort(*args, **kwds)

    def index(self, item, *args):
        return self.data.index(item, *args)

    def count(self, item):
        return self.data.count(item)

    def copy(self):
        return self.__class__(self)

    __copy__ = copy


@_compared
class UserString(_abc.Sequence):
    """A text to derive from, with the text in data. It has the methods of str."""

    def __init__(self, seq):
        self.data = seq if isinstance(seq, str) else str(seq)

    def __repr__(self):
        return repr(self.data)

    def __hash__(self):
        return hash(self.data)

    def __len__(self):
        return len(self.data)

    def __contains__(self, char):
        return _data(char) in self.data

    def __getitem__(self, i):
        return self.__class__(self.data[i])

    def __add__(self, other):
        return self.__class__(self.data + str(_data(other)))

    def __radd__(self, other):
        return self.__class__(str(_data(other)) + self.data)

    def __mul__(self, n):
        return self.__class__(self.data * n)

    __rmul__ = __mul__

    def __mod__(self, args):
        return self.__class__(self.data % args)

    def __rmod__(self, template):
        return self.__class__(str(template) % self)

    maketrans = str.maketrans


def _text_method(name, plain):
    # A method of str for UserString: a text that it gives is a UserString, unless it is plain.
    def method(self, *args, **kwds):
        made = getattr(self.data, name)(*map(_data, args), **{k: _data(v) for k, v in kwds.items()})
        return made if plain or not isinstance(made, str) else self.__class__(made)
    method.__name__ = name
    return method


UserString.__str__ = _text_method('__str__', True)
UserString.__int__, UserString.__float__, UserString.__complex__ = (lambda self, of=of: of(self.data) for of in (int, float, complex))
for _name in dir(str):
    if _name[0] != '_' and _name != 'maketrans':
        setattr(UserString, _name, _text_method(_name, _name in ('format', 'format_map', 'join')))
