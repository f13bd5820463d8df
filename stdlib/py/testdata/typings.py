import typing, collections.abc, sys
from typing import *
def t(f, *a, **k):
    try: print(repr(f(*a, **k)))
    except Exception as e: print(type(e).__name__, e)
T = TypeVar('T'); K = TypeVar('K', bound=int); C = TypeVar('C', int, str); CO = TypeVar('CO', covariant=True); P = ParamSpec('P'); Ts = TypeVarTuple('Ts')
print(T, K, C, CO, T.__name__, K.__bound__, C.__constraints__, P, P.args, P.kwargs, T.__module__, Ts)
for x in [List, List[int], Dict[str, int], Optional[int], Optional[None], Union[int, str], Union[int], Union[int, None], Union[int, Union[str, int]], Union[int, str, None], Tuple[int, ...], Tuple[int, str], Tuple[()], Tuple, Callable, Callable[[int], str], Callable[..., Any], Callable[[], None], Type[int], Any, NoReturn, ClassVar[int], Final[int], Literal[1, 'a', None], Annotated[int, 3], List[T], Dict[K, T], Iterable[int], Sequence, Mapping[str, 'X'], Set[int], FrozenSet[int], Deque[int], DefaultDict[str, int], Generator[int, None, str], Iterator[T], AnyStr, IO[str], TextIO, Pattern[str], Match, ContextManager[int], Counter[str], OrderedDict[str, int], ChainMap[str, int], Text, Hashable, Sized, Self, Never, LiteralString, Required[int], Callable[P, T], Concatenate[int, P], List[List[T]], list[T], SupportsInt, List['Fwd'], TypeGuard[int]]: print(x, get_origin(x), get_args(x))
print(List[T][int], Dict[T, T][int], Dict[K, T][int, str], Callable[[T], T][int], Union[T, int][str], Union[T, int][int], Optional[T][str], List[T].__parameters__, Dict[K, T].__parameters__, List[int].__origin__, Tuple[T, ...][int], Callable[P, T][[int, str], bool])
print(List[int] == List[int], List[int] == List[str], hash(List[int]) == hash(List[int]), Union[int, str] == Union[str, int], Optional[int] == Union[None, int], Literal[1] == Literal[True], List[int] | None, None | List[int], int | T, Optional[int] == (int | None), isinstance(3, Union[int, str]), isinstance([], List), isinstance({}, Mapping), issubclass(dict, Mapping), List() if False else '', isinstance(3, Hashable), isinstance(len, Callable))
t(lambda: isinstance([], List[int])); t(lambda: List[int, str]); t(lambda: Dict[int]); t(lambda: List[int][str]); t(lambda: Union[()]); t(lambda: Any()); t(lambda: Union()); t(lambda: Optional[1, 2]); t(TypeVar, 'X', int); t(TypeVar, 'X', int, bound=str); t(lambda: Callable[int]); t(lambda: Callable[3, int]); t(lambda: ClassVar[1, 2]); t(lambda: isinstance(3, Any)); t(lambda: Generic[int]); t(lambda: Generic[T, T]); t(lambda: NoReturn[int]); t(lambda: List()); t(lambda: Deque())
class G(Generic[T]):
    def __init__(self, v): self.v = v
    def get(self) -> T: return self.v
print(G[int], G, G.__parameters__, G.__mro__, G.__orig_bases__, G[int](3).get(), G[int](3).__orig_class__, type(G[int](3)), G[int].__origin__)
class H(G[int]): pass
class H2(G[T], Dict[str, T]): pass
class H3(Mapping[str, T]):
    def __getitem__(self, k): return k
    def __iter__(self): return iter('a')
    def __len__(self): return 1
class H4(Generic[K, T], G[T]): pass
class H5(List[int]): pass
class H6(Generic[P, T]): pass
print(H.__mro__, H.__parameters__, H2.__mro__, H2[int], H3.__mro__, dict(H3()), H4.__parameters__, H4[int, str], H5([1]), H5.__mro__, H5.__orig_bases__, H6[[int], str], H6[int, str] if False else '')
def badgen():
    class B(Generic): pass
def badopt():
    class B(Optional[int]): pass
t(badopt); t(lambda: G[int, str]); t(lambda: H[int]); t(badgen); t(lambda: H4[int])
class NT(NamedTuple):
    a: int
    b: str = 'x'
    def m(self): return self.a * 2
n = NT(1); print(n, n.m(), NT._fields, NT._field_defaults, NT.__annotations__, n._replace(a=5), NT.__mro__, isinstance(n, tuple), len(NT.__orig_bases__), n == (1, 'x'), NT._make([1, 2]), n._asdict(), NT.__name__, NT.__module__, NT.__qualname__)
NF = NamedTuple('NF', [('x', int), ('y', 'str')]); print(NF(1, 2), NF.__annotations__, NF.__module__); t(NT); t(lambda: NamedTuple('Q', [('a', int)], b=3))
def badnt():
    class B(NamedTuple):
        a: int = 1
        b: str
t(badnt)
class TD(TypedDict):
    a: int
    b: str
class TD2(TD, total=False): c: float
print(TD(a=1, b='x'), TD.__annotations__, TD2.__annotations__, sorted(TD2.__required_keys__), sorted(TD2.__optional_keys__), TD.__total__, TD2.__total__, type(TD(a=1, b='')), is_typeddict(TD), TD.__mro__); TF = TypedDict('TF', {'x': int}); print(TF(x=1), TF.__annotations__); t(lambda: isinstance({}, TD))
class TD3(TypedDict): x: Required[int]; y: NotRequired[int]
print(sorted(TD3.__required_keys__), TD3.__annotations__, get_type_hints(TD3))
@runtime_checkable
class HasClose(Protocol):
    def close(self): ...
class Cl:
    def close(self): pass
print(isinstance(Cl(), HasClose), isinstance(3, HasClose), issubclass(Cl, HasClose), issubclass(int, HasClose)); t(HasClose)
class PP(Protocol[T]):
    x: int
    def f(self) -> T: ...
class Impl(PP[int]):
    x = 3
print(Impl(), PP[int], PP.__parameters__, Impl().f()) if False else print(PP[int], PP.__parameters__, Impl().x); t(lambda: isinstance(3, PP)); print(isinstance(3, SupportsInt), isinstance('', SupportsInt), isinstance(3, SupportsAbs), isinstance(3, SupportsIndex))
def f(a: 'int', b: 'Optional[str]' = None, *c: List['int'], **d: Dict[str, 'G']) -> 'NT': pass
print(get_type_hints(f)); print(get_type_hints(G.get), get_type_hints(NT), get_type_hints(len) if False else '')
class Hints:
    a: 'int'
    b: Annotated[int, 'meta']
    c: ClassVar['int'] = 3
class Sub(Hints): d: 'Hints'
print(get_type_hints(Sub), get_type_hints(Sub, include_extras=True)); t(get_type_hints, 3)
U = NewType('U', int); print(U(5), U, U.__supertype__, U.__name__, Optional[U])
print(cast(int, 'x'), TYPE_CHECKING, ForwardRef('X'), ForwardRef('X') == ForwardRef('X'), Annotated[int, 1, 2].__metadata__, Annotated[Annotated[int, 1], 2], Annotated[List[T], 1][int]); t(ForwardRef, '1 +'); t(lambda: Annotated[int])
@overload
def ov(a: int) -> int: ...
@overload
def ov(a: str) -> str: ...
t(ov, 3); print(len(get_overloads(ov)))
def ov(a): return a
print(ov(3), final(ov) is ov, no_type_check(ov) is ov, ov.__final__); t(assert_never, 3); print(Literal[Literal[1, 2], 3, 1], Literal['a'].__args__, sorted(x for x in ('List', 'Dict', 'TypeVar', 'cast') if x in typing.__all__))
