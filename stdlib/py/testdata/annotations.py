# typing: how aliases are equal, what protocols check, and what hints are.
import collections.abc
import sys
import types
import typing
from typing import *


def show(what, f, *args, **kw):
    try:
        print(what, '->', repr(f(*args, **kw)))
    except Exception as e:
        print(what, '!!', type(e).__name__, e)


T, S, U = TypeVar('T'), TypeVar('S', bound='int'), TypeVar('U', int, str)
P, Ts = ParamSpec('P'), TypeVarTuple('Ts')
aliases = [int, List, List[int], list[int], List[T], Dict[str, T], Tuple[()], Tuple[int, ...], Union[int, str], Union[str, int], int | str, Optional[int], int | None, Literal[1], Literal[True], Literal[1, 'a'], Literal['a', 1],
           Annotated[int, 1], Annotated[int, [1]], Annotated[Annotated[int, 1], 2], Callable[[int], str], Callable[..., str], Callable[P, T], ClassVar[int], Final[int], Type[T], ForwardRef('int'), Any, NoReturn, None, Concatenate[int, P], Sequence, Generic[T], 'text']
for a in aliases:
    print(repr(a), [i for i, b in enumerate(aliases) if a == b], end=' ')
    show('', lambda: len({a, a}))
for a in [int, List[T], Optional[T], Dict[T, S], Annotated[List[T], 1], Callable[[T], S], Tuple[T, ...], Type[T]]:
    show('or', lambda: (a | T, T | a))
    for b in (int, (int, str), T, (T, S), Any):
        show(('of', b), lambda: a[b]) if a is not int else None
for name in ['List', 'Dict', 'Tuple', 'Union', 'Optional', 'Any', 'ClassVar', 'Generic', 'Type', 'Annotated', 'Deque', 'Counter', 'NoReturn', 'Self']:
    form = getattr(typing, name)
    show(name, isinstance, 1, form)
    show(name, issubclass, int, form)
    show(name, form) if name not in ('Generic', 'Protocol') else None
    show(name, lambda: form[()])
    show(name, lambda: type('Sub', (form,), {}) if isinstance(form, type) else types.new_class('Sub', (form,)).__mro__)
for args in [('a',), ('a', int), ('a', int, str), (5,)]:
    show(args, TypeVar, *args)
for kw in [dict(bound=5), dict(bound='int'), dict(bound=List), dict(covariant=True, contravariant=True), dict(covariant=1), dict(contravariant=True), dict(bound=None)]:
    show(kw, lambda: (lambda v: (v, v.__bound__, v.__covariant__, v.__contravariant__))(TypeVar('V', **kw)))
print(P.args, P.kwargs, P.args.__origin__ is P, get_origin(P.kwargs), P.args == P.args, P.__bound__)


@runtime_checkable
class Closer(Protocol):
    def close(self): ...


@runtime_checkable
class Sized2(Protocol):
    size: int


class Plain(Protocol):
    def f(self): ...


class Both(Closer, Sized2, Protocol):
    pass


class File:
    size = 3
    def close(self): pass


class NoClose:
    close = None


class OnlyHint:
    close: int
    size: int


class Child(Closer):
    pass


for proto in (Closer, Sized2, Plain, Both, runtime_checkable(Both)):
    for x in (File, NoClose, OnlyHint, Child, int):
        if proto is not Both:
            show((proto.__name__, x.__name__, 'class'), issubclass, x, proto)
        show((proto.__name__, x.__name__, 'instance'), lambda: isinstance(x(), proto))
    show(proto.__name__, issubclass, 5, proto)
    show(proto.__name__, proto)
show('runtime', runtime_checkable, int)
show('runtime', runtime_checkable, File)
obj = File()
show("none", lambda: isinstance(obj, Closer)); print(Closer._is_protocol, Child._is_protocol)


class Base(Generic[T, S]):
    x: 'T'
    def m(self: 'Base', a: 'List[T]', *b: int, c: 'Unknown' = 1) -> None: ...


class Half(Base[T, int]):
    y: Optional['Half']


class Full(Half[str]):
    z: ClassVar['int'] = 1
    w: Annotated['str', 'meta']
    v: Annotated[List['Full'], 1]


print(Base[int, str], Half[str], Full.__mro__, Half.__parameters__, Full.__parameters__, Full.__orig_bases__)
for bad in ['class B(Generic[T], Generic[S]): pass', 'class B(Base[T, S], Generic[T]): pass', 'class B(Generic): pass', 'class B(Generic[int]): pass', 'class B(Generic[T, T]): pass', 'class B(Base, Generic[T]): pass; print(B.__parameters__, B[int])',
            'class B(List[T], Generic[T, S]): pass; print(B.__parameters__, B.__mro__)', 'class B(Protocol[T], Generic[T]): pass', 'class B(Protocol[T, S]): pass; print(B.__parameters__, B.__mro__)', 'class B(Full[int]): pass', 'Base[int]', 'Base[int, str, int]', 'Half[int][int]', 'Base[T, T][int]']:
    show(bad, exec, bad, dict(globals()))
show('hints', get_type_hints, Full)
show('hints', get_type_hints, Full, include_extras=True)
show('hints', get_type_hints, Base.m)
show('hints', get_type_hints, Base.m, {'Base': 1, 'List': list, 'T': T, 'Unknown': str})
show('hints', get_type_hints, Base.m, None, {'Unknown': str, 'Base': Base, 'List': List, 'T': T})
show('hints', get_type_hints, Full, {'T': int, 'Half': str, 'int': bytes, 'Full': 5, 'str': str})
show('hints', get_type_hints, Full, None, {'T': int, 'Half': str, 'Full': bytes})
show('hints', get_type_hints, sys)
show('hints', get_type_hints, 5)
show('hints', get_type_hints, len)
module = types.ModuleType('made')
module.__annotations__ = {'a': 'b', 'c': None}
module.b = float
show('hints', get_type_hints, module)


def outer(f):
    def inner(*a: 'never'): return f(*a)
    inner.__wrapped__ = f
    inner.__annotations__ = f.__annotations__
    return inner


@outer
def wrapped(a: 'File', b: None, c: list['File'], d: 'List[File] | None' = None): ...


show('hints', get_type_hints, wrapped)
for ref in [ForwardRef('File'), ForwardRef('nothing')]:
    for spaces in [(globals(), None), (None, globals()), (None, None), ({}, globals()), ({'File': 1}, {'File': 2})]:
        try:
            print(ref._evaluate(*spaces, frozenset()) if sys.implementation.cache_tag and False else typing.get_type_hints(type('X', (), {'__annotations__': {'a': ref}}), *spaces))
        except Exception as e:
            print(type(e).__name__, e)
print(no_type_check(File).__no_type_check__, get_type_hints(File))
print(get_overloads(show), [get_origin(a) for a in aliases], [get_args(a) for a in aliases])
