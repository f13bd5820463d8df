"""Copies of objects."""


class Error(Exception):
    pass


error = Error

_atomic = frozenset((type(None), int, float, bool, complex, str, tuple, bytes, frozenset, type, range, slice, property, type(Ellipsis),
                     type(NotImplemented), type(len), type(lambda: 0)))
_copied = (list, dict, set, bytearray)


def copy(x):
    cls = type(x)
    if cls in _atomic:
        return x
    if cls in _copied:
        return x.copy()
    if issubclass(cls, type):
        return x
    method = getattr(cls, '__copy__', None)
    if method is not None:
        return method(x)
    made = _take_apart(cls, x)
    if isinstance(made, str):
        return x
    return _rebuild(x, None, *made)


def deepcopy(x, memo=None, _nil=[]):
    if memo is None:
        memo = {}
    key = id(x)
    got = memo.get(key, _nil)
    if got is not _nil:
        return got
    cls = type(x)
    if cls is not tuple and cls is not frozenset and cls in _atomic or issubclass(cls, type):
        return x
    if cls is list:
        y = memo[key] = []
        for item in x:
            y.append(deepcopy(item, memo))
    elif cls is dict:
        y = memo[key] = {}
        for k, v in x.items():
            y[deepcopy(k, memo)] = deepcopy(v, memo)
    elif cls is tuple:
        items = [deepcopy(item, memo) for item in x]
        if key in memo:
            return memo[key]
        if all(a is b for a, b in zip(x, items)):
            return x
        y = tuple(items)
    elif hasattr(cls, '__deepcopy__'):
        y = x.__deepcopy__(memo)
    elif cls is set or cls is frozenset:
        y = cls([deepcopy(item, memo) for item in x])
    elif cls is bytearray:
        y = bytearray(x)
    elif cls.__name__ == 'method' and hasattr(x, '__func__'):
        y = cls(x.__func__, deepcopy(x.__self__, memo))
    else:
        made = _take_apart(cls, x)
        y = x if isinstance(made, str) else _rebuild(x, memo, *made)
    if y is not x:
        memo[key] = y
        memo.setdefault(id(memo), []).append(x)
    return y


def _take_apart(cls, x):
    method = getattr(x, '__reduce_ex__', None)
    if method is not None:
        return method(4)
    method = getattr(x, '__reduce__', None)
    if method is None:
        raise Error('un(deep)copyable object of type %s' % cls)
    return method()


def _rebuild(x, memo, func, args, state=None, items=None, pairs=None, setter=None):
    deep = memo is not None

    def dup(v):
        return deepcopy(v, memo) if deep else v
    y = func(*[dup(a) for a in args]) if deep and args else func(*args)
    if deep:
        memo[id(x)] = y
    if state is not None:
        state = dup(state)
        if setter is not None:
            setter(y, state)
        elif hasattr(y, '__setstate__'):
            y.__setstate__(state)
        else:
            slots = None
            if isinstance(state, tuple) and len(state) == 2:
                state, slots = state
            if state is not None:
                y.__dict__.update(state)
            if slots is not None:
                for name, value in slots.items():
                    setattr(y, name, value)
    if items is not None:
        for item in items:
            y.append(dup(item))
    if pairs is not None:
        for k, v in pairs:
            y[dup(k)] = dup(v)
    return y
