class O: pass
class A(O):
    def f(self): return ["A"]
class B(A):
    def f(self): return ["B"] + super().f()
class C(A):
    def f(self): return ["C"] + super().f()
class D(B, C):
    def f(self): return ["D"] + super().f()
print(D().f(), [c.__name__ for c in D.__mro__])
try:
    class X(A, B): pass
except TypeError as e:
    print(e)
try:
    class Y(A, A): pass
except TypeError as e:
    print(e)
try:
    class Z(bool): pass
except TypeError as e:
    print(e)
try:
    class W(list, dict): pass
except TypeError as e:
    print(e)
class M1: 
    def who(self): return "M1"
class M2(M1): pass
class M3(M1):
    def who(self): return "M3"
class M4(M2, M3): pass
print(M4().who(), M4.mro() == list(M4.__mro__))
print(super(B, D()).f(), super(C, D()).f())
class S:
    def __init__(self, **kw):
        print("S", kw)
class P(S):
    def __init__(self, p=None, **kw):
        print("P", p)
        super().__init__(**kw)
class Q(S):
    def __init__(self, q=None, **kw):
        print("Q", q)
        super().__init__(**kw)
class R(P, Q):
    def __init__(self, **kw):
        super().__init__(**kw)
R(p=1, q=2)
print(super(P, R(p=1)).__init__.__qualname__)
s = super(A, D())
try:
    s.f()
except AttributeError as e:
    print(e)
try:
    super(A, 1)
except TypeError as e:
    print(e)
try:
    super()
except RuntimeError as e:
    print(e)
def nosuper(self):
    return super()
try:
    nosuper(1)
except RuntimeError as e:
    print(e)
def noargs():
    super()
try:
    noargs()
except RuntimeError as e:
    print(e)
class K:
    @classmethod
    def make(cls): return "K.make " + cls.__name__
    @property
    def p(self): return "K.p"
    @staticmethod
    def s(): return "K.s"
    def __getitem__(self, i): return "K[%s]" % i
class L(K):
    @classmethod
    def make(cls): return "L then " + super().make()
    @property
    def p(self): return "L then " + super().p
    @staticmethod
    def s(): return "L.s " + K.s()
    def __getitem__(self, i): return "L then " + super().__getitem__(i)
    def inner(self):
        def g():
            return __class__.__name__
        return g()
print(L.make(), L().p, L.s(), L()[3], L().inner(), L().make())
print(A.__subclasses__() == [B, C], [c.__name__ for c in M1.__subclasses__()])
print(D.__base__.__name__, bool.__mro__, type.__mro__)
class Ex(KeyError, A): pass
print([c.__name__ for c in Ex.__mro__], Ex("k").f())
class Cell:
    def __init__(self): self.f = lambda s: super().__repr__()
    def __repr__(self): return "Cell!"
c = Cell()
try:
    print(c.f(c).startswith("<__main__.Cell object at 0x"))
    c.f(3)
except TypeError as e:
    print(e)
