class Meta(type):
    def __new__(mcs, name, bases, ns, **kw):
        print("new", name, sorted(k for k in ns if not k.startswith("__")), kw)
        ns["added"] = name.lower()
        return super().__new__(mcs, name, bases, ns)
    def __init__(cls, name, bases, ns, **kw):
        print("init", name, kw)
        super().__init__(name, bases, ns)
    @classmethod
    def __prepare__(mcs, name, bases, **kw):
        print("prepare", name, kw)
        return {"prepared": 1}
    def __call__(cls, *a, **k):
        print("call", cls.__name__, a, k)
        return super().__call__(*a, **k)
    def __getitem__(cls, k): return cls.__name__ + "[" + k + "]"
    def __len__(cls): return 3
    def __iter__(cls): return iter("abc")
    def __contains__(cls, x): return x == 1
    def __repr__(cls): return "<meta " + cls.__name__ + ">"
    def __eq__(cls, o): return cls is o
    def __hash__(cls): return 1
    @property
    def prop(cls): return "prop of " + cls.__name__
    def meth(cls): return "meth of " + cls.__name__

class A(metaclass=Meta, flag=True):
    x = 1
    def __init__(self, v): self.v = v
class B(A, other=2): pass
a = A(5)
print(a.v, A.added, B.added, A.prepared, A["k"], len(A), list(A), 1 in A, 2 in A, A, bool(A))
print(A.prop, B.meth(), type(B), isinstance(B, Meta), {A: 1}[A])
try:
    a.prop
except AttributeError as e: print(e)
try:
    a.meth()
except AttributeError as e: print(e)
class M2(type): pass
try:
    class C(A, metaclass=M2): pass
except TypeError as e: print(e)
class M3(Meta): pass
class D(A, metaclass=M3): pass
print(type(D))
def fmeta(name, bases, ns):
    return (name, bases, sorted(ns))
class E(int, metaclass=fmeta): y = 1
print(E)
class Base:
    registry = []
    def __init_subclass__(cls, /, tag=None, **kw):
        super().__init_subclass__(**kw)
        cls.registry.append((cls.__name__, tag))
class S1(Base): pass
class S2(Base, tag="t"): pass
class S3(S2, tag="u"): pass
print(Base.registry)
try:
    class S4(Base, nope=1): pass
except TypeError as e: print(e)
class G:
    def __class_getitem__(cls, k): return (cls.__name__, k)
print(G[int], G[1, 2])
try:
    Base[1]
except TypeError as e: print(e)
class Inst(type):
    def __instancecheck__(cls, o): return o == 42
    def __subclasscheck__(cls, c): return c is str
class Q(metaclass=Inst): pass
print(isinstance(42, Q), isinstance(1, Q), issubclass(str, Q), issubclass(int, Q))
class Singleton(type):
    _inst = {}
    def __call__(cls, *a, **k):
        if cls not in cls._inst:
            cls._inst[cls] = super().__call__(*a, **k)
        return cls._inst[cls]
class One(metaclass=Singleton):
    def __init__(self): print("made")
print(One() is One())
class MroMeta(type):
    def mro(cls):
        return list(super().mro())
class MM(metaclass=MroMeta): pass
print(MM.__mro__)
class Ent:
    def __mro_entries__(self, bases): return (dict,)
class FromEnt(Ent()): pass
print(FromEnt.__bases__, len(FromEnt.__orig_bases__), FromEnt(a=1))
class OD(dict):
    def __setitem__(self, k, v):
        if not k.startswith("__"): print("ns", k)
        super().__setitem__(k, v)
class PM(type):
    @classmethod
    def __prepare__(m, n, b): return OD()
class P(metaclass=PM):
    a = 1
    def f(self): return a
    b = a + 1
print(P.b)
from abc import ABC, ABCMeta, abstractmethod
class Shape(ABC):
    @abstractmethod
    def area(self): ...
    @property
    @abstractmethod
    def name(self): ...
try:
    Shape()
except TypeError as e: print(e)
class Half(Shape):
    def area(self): return 1
try:
    Half()
except TypeError as e: print(e)
class Full(Half):
    name = "full"
print(Full().area(), isinstance(Full(), Shape), sorted(Shape.__abstractmethods__), sorted(Half.__abstractmethods__))
class Virtual: pass
print(issubclass(Virtual, Shape))
Shape.register(Virtual)
print(issubclass(Virtual, Shape), isinstance(Virtual(), Shape), isinstance(3, Shape))
class Hooked(metaclass=ABCMeta):
    @classmethod
    def __subclasshook__(cls, C):
        return True if hasattr(C, "quack") else NotImplemented
class Duck:
    def quack(self): pass
print(isinstance(Duck(), Hooked), issubclass(int, Hooked))
