from enum import *
import enum
def t(f, *a, **k):
    try: print(repr(f(*a, **k)))
    except Exception as e: print(type(e).__name__, e)
class C(Enum):
    RED = 1
    GREEN = 2
    BLUE = 3
    CRIMSON = 1
    def describe(self): return self.name.lower()
    @property
    def double(self): return self.value * 2
    @classmethod
    def first(cls): return cls.RED
print(C.RED, repr(C.RED), C.RED.name, C.RED.value, C(2), C['BLUE'], C.CRIMSON is C.RED, list(C), len(C), C.RED.describe(), C.GREEN.double, C.first(), C.RED == C.RED, C.RED == 1, C.RED != C.GREEN, hash(C.RED) == hash('RED'), isinstance(C.RED, C), C.RED in C, {C.RED: 1}[C.CRIMSON], type(C), C, f'{C.RED}', '%s' % C.RED, bool(C.RED), dict(C.__members__), [m.name for m in reversed(C)])
t(C, 9); t(lambda: C['X']); t(lambda: C.NOPE); t(setattr, C, 'RED', 5); t(lambda: C.RED < C.GREEN); t(lambda: 1 in C)
class A(Enum):
    X = auto()
    Y = auto()
    Z = 10
    W = auto()
print([m.value for m in A])
class G(Enum):
    def _generate_next_value_(name, start, count, last): return name.lower()
    ONE = auto(); TWO = auto()
print([m.value for m in G])
class I(IntEnum):
    A = 1
    B = 2
print(I.A, repr(I.A), I.A + 1, I.A < I.B, I.A == 1, I(2), int(I.B), f'{I.A:03d}', '%d' % I.B, '%s' % I.B, [10, 20, 30][I.A], isinstance(I.A, int), sorted([I.B, I.A]), {1: 'x'}[I.A], I.B * 2, type(I.A + I.B))
class S(StrEnum):
    A = 'a'
    B = auto()
print(S.A, repr(S.A), S.B.value, S.A == 'a', S.A + 'x', S('b'), f'{S.A:>3}', S.A.upper(), ''.join([S.A, S.B]))
class P(Flag):
    R = 4
    W = 2
    X = 1
    RW = R | W
print(P.R | P.X, repr(P.R | P.X), P.R in (P.R | P.W), P.RW, repr(P.RW), list(P.RW), list(P), P(0), repr(P(0)), bool(P(0)), ~P.R, P.R & P.W, P.R ^ P.RW, P(7), (P.R | P.X).value, len(P.RW), P.RW == P.R | P.W, P(3), P.RW.name, str(P.R | P.X)); t(P, 8); t(lambda: P.R | 1)
class F(IntFlag):
    A = 1
    B = 2
    D = auto()
print(F.A | F.B, repr(F.A | F.B), F.A | 8, repr(F.A | 8), F.D.value, F.A & 3, F(3), int(F.A | F.B), F.A in F(3), ~F.A, repr(F(0)), F.A | F.B == 3, isinstance(F.A, int), list(F(5)))
class Planet(Enum):
    E = (5.9, 6.3)
    M = (6.4, 3.3)
    def __init__(self, mass, radius): self.mass, self.radius = mass, radius
print(Planet.E.mass, Planet.M.value, Planet((6.4, 3.3)))
class N(Enum):
    def __new__(cls, v, label):
        o = object.__new__(cls); o._value_ = v; o.label = label; return o
    A = 1, 'one'
    B = 2, 'two'
print(N.A.label, N(2), N.B.value)
class M(Enum):
    A = 1
    @classmethod
    def _missing_(cls, v): return cls.A if v == 'any' else None
print(M('any')); t(M, 'x')
Fn = Enum('Fn', 'A B C'); print(list(Fn), Fn.B.value, Enum('X', {'p': 5, 'q': 6})('p' if False else 5), Enum('Y', [('a', 1)]).a, IntEnum('Z', 'K L').L + 1, Enum('Q', ['m', 'n'], start=0).m.value)
t(unique, C); print(unique(A) is A)
class Str(str, Enum):
    A = 'x'
    B = 'y'
print(Str.A == 'x', repr(Str.A), str(Str.A), Str.A.value, f'{Str.A}', '%s' % Str.A, Str('y'), Str.A.upper())
class Ig(Enum):
    _ignore_ = 'i'
    A = 1
    for i in range(2): pass
    f = lambda self: 5
    N = nonmember(7)
    L = member([1])
print(list(Ig), Ig.A.f(), Ig.N, Ig.L, Ig.L.value, Ig([1]))
def dup():
    class X(Enum):
        A = 1
        A = 2
t(dup)
import copy, json; print(copy.copy(C.RED) is C.RED, copy.deepcopy([C.RED])[0] is C.RED, json.dumps([I.A, S.A]), dir(C)[-3:])
class Base(Enum):
    def hi(self): return 'hi ' + self.name
class Derived(Base):
    A = 1
print(Derived.A.hi(), [m for m in Derived], Derived.A)
