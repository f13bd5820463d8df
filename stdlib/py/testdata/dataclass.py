import dataclasses, inspect, sys
from dataclasses import dataclass, field, replace, asdict, astuple, fields, InitVar, KW_ONLY, is_dataclass, make_dataclass, FrozenInstanceError, MISSING
from typing import ClassVar, List, Optional, Any
def t(f, *a, **k):
    try: print(repr(f(*a, **k)))
    except Exception as e: print(type(e).__name__, e)
@dataclass
class P:
    x: int
    y: 'int' = 0
    z: list = field(default_factory=list)
    c: ClassVar[int] = 5
    d: 'ClassVar[int]' = 6
    _h: str = field(default='h', repr=False, compare=False)
p = P(1, z=[1]); print(p, P(1) == P(1), P(1) == P(2), p.z, P(1).z is P(1).z, P.c, P.d, P.y, hasattr(P, 'z'), P.__hash__, P.__match_args__, inspect.signature(P), P.__doc__, inspect.signature(P.__init__), P.__init__.__annotations__, P.__eq__(p, 3), P.__init__.__qualname__, P.__repr__.__qualname__)
print([(f.name, f.type, f.default is MISSING, f.init, f.repr) for f in fields(P)], is_dataclass(P), is_dataclass(p), is_dataclass(3), asdict(p), astuple(p), replace(p, x=9))
t(P); t(P, 1, 2, 3, 4, 5); t(P, 1, q=2); t(hash, p); t(fields, 3); t(asdict, P); t(asdict, 3); t(replace, p, q=1); t(lambda: p < p)
print(repr(fields(P)[0]).split(',default')[0]); print(fields(P)[2].default_factory, repr(P.__dataclass_params__))
@dataclass(order=True, frozen=True)
class Q:
    a: int
    b: str = 'x'
q = Q(1); print(q, Q(1) < Q(2), sorted([Q(3), Q(1), Q(2, 'a'), Q(2)]), hash(q) == hash(Q(1)), {q: 1}[Q(1)], Q(1) >= Q(1), Q(1) <= Q(0), Q(1) > Q(0)); t(setattr, q, 'a', 2); t(delattr, q, 'a'); t(setattr, q, 'zz', 2); t(lambda: q < 3)
@dataclass
class Base:
    x: int = 1
    y: int = 2
@dataclass
class D(Base):
    z: int = 3
    x: int = 10
print(D(), D(1, 2, 3), [f.name for f in fields(D)])
class E(Base): w: int = 4
print(E(5), is_dataclass(E))
@dataclass
class I:
    a: int
    b: InitVar[int]
    c: InitVar[Optional[int]] = None
    d: int = field(init=False)
    e: int = field(init=False, default=8)
    def __post_init__(self, b, c): self.d = self.a + b + (c or 0)
print(I(1, 2), I(1, 2, 3), [f.name for f in fields(I)], I.c, hasattr(I, 'b')); t(replace, I(1, 2), a=5); t(replace, I(1, 2), b=5, a=5); t(replace, I(1, 2), b=1, d=5); t(I, 1)
@dataclass
class K:
    a: int
    _: KW_ONLY
    b: int = 0
    c: int
    d: str = field(default='d', kw_only=False)
print(K(1, c=3), K(1, 'q', c=1), inspect.signature(K)); t(K, 1); t(K, 1, 2, 3, 4)
@dataclass(kw_only=True)
class KK:
    a: int = 1
    b: int
print(KK(b=2), KK.__match_args__); t(KK, 1, 2)
@dataclass(slots=True)
class S:
    a: int
    b: int = 5
s = S(1); print(s, S.__slots__, hasattr(s, '__dict__'), S.__qualname__); t(setattr, s, 'zz', 1)
@dataclass(slots=True, frozen=True)
class SF:
    a: int
print(SF(1), hash(SF(1)) == hash(SF(1))); t(setattr, SF(1), 'a', 1)
@dataclass(slots=True)
class S2(S):
    c: int = 7
print(S2(1), S2.__slots__)
@dataclass(eq=False, repr=False)
class N: a: int = 1
print(N() == N(), repr(N()).startswith('<'), hash(N()) is not None)
@dataclass(unsafe_hash=True)
class U:
    a: int = 1
    b: list = field(default_factory=list, hash=False)
print(hash(U()) == hash(U()))
@dataclass
class Own:
    a: int
    def __init__(self): self.a = 'own'
    def __repr__(self): return 'own!'
    def __eq__(self, o): return True
    __hash__ = lambda self: 5
print(Own(), Own() == 3, hash(Own()))
def bad(**kw):
    def make(body):
        ns = {'__annotations__': {}, '__module__': __name__}
        exec(body, globals(), ns)
        return dataclass(type('B', (ns.pop('base', object),), ns), **kw)
    return make
t(bad(), 'x: int = 1\ny: int'); t(bad(), 'x: list = []'); t(bad(), 'x: int = field(default=1, default_factory=int)'); t(bad(order=True, eq=False), 'x: int'); t(bad(), 'x = field()'); t(bad(order=True), 'x: int\ndef __lt__(s, o): pass'); t(bad(frozen=True), 'x: int\ndef __setattr__(s, n, v): pass'); t(bad(frozen=True), 'base = Base\nx: int = 1'); t(bad(), 'base = Q\nx: int = 1'); t(bad(unsafe_hash=True), 'x: int\ndef __hash__(s): pass'); t(bad(), 'x: ClassVar[int] = field(default_factory=int)'); t(bad(slots=True), 'x: int\n__slots__ = ()'); t(bad(weakref_slot=True), 'x: int'); t(bad(), 'x: KW_ONLY\ny: KW_ONLY')
M = make_dataclass('M', ['a', ('b', int), ('c', str, 'x'), ('d', list, field(default_factory=list))], namespace={'two': lambda self: 2}); print(M(1, 2), M.two(M(1, 2)), M.__annotations__); t(make_dataclass, 'X', ['a', 'a']); t(make_dataclass, 'X', ['if']); t(make_dataclass, 'X', [3]); t(make_dataclass, 'X', ['a b'])
@dataclass
class T:
    kids: List['T'] = field(default_factory=list)
    m: dict = field(default_factory=dict)
    n: Any = None
tree = T([T(), T([T()])], {'k': T()}, (T(), 3)); print(asdict(tree)); print(astuple(tree)); print(asdict(tree, dict_factory=lambda i: sorted(k for k, v in i)))
tree.n = tree; print(repr(tree)[:200])
@dataclass(frozen=True)
class PF(Q):
    c: int = 3
    def __post_init__(self): object.__setattr__(self, 'c', self.c + 1)
print(PF(1), PF(1) == PF(1), PF(1) == Q(1)); t(setattr, PF(1), 'c', 1)
class Desc:
    def __set_name__(self, o, n): print('set_name', n)
    def __get__(self, i, o): return 11 if i is None else i.__dict__.get('v', 0)
    def __set__(self, i, v): i.__dict__['v'] = v
@dataclass
class WD: v: int = Desc()
print(WD(), WD(4))
match P(1, 2):
    case P(x, y): print('match', x, y)
@dataclass
class SelfName:
    self: int
    a: int = 2
print(SelfName(1))
