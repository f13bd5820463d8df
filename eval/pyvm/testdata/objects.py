# descriptors' own methods
class A:
    __slots__ = ("s", "__dict__")
    def f(self): return "f of " + self.n
    @property
    def p(self): return 5
    @classmethod
    def c(cls): return cls.__name__
    @staticmethod
    def st(): return "st"
a = A(); a.n = "a"
print(A.f.__get__(a)(), A.f.__get__(None, A) is A.f, A.__dict__["p"].__get__(a), A.__dict__["c"].__get__(None, A)(), A.__dict__["c"].__get__(a)(), A.__dict__["st"].__get__(a)())
print([hasattr(x, "__get__") for x in (A.f, a.f, len, str.upper, property(), A.s, A, 5, lambda: 0, classmethod(len))])
print([hasattr(x, "__set__") for x in (A.f, property(), A.s)])
A.s.__set__(a, 9); print(a.s, A.s.__get__(a)); A.s.__delete__(a); print(hasattr(a, "s"))
print(str.upper.__name__, str.upper.__qualname__, len.__name__, len.__module__, A.f.__module__, a.f.__name__, a.f.__func__ is A.f, str.upper.__get__("x")())
# generic aliases
print(list[int], dict[str, int], tuple[int, ...], list[int].__origin__, list[int].__args__, list[int]("ab"), list[list[int]] == list[list[int]], hash(list[int]) == hash(list[int]), int | None, list[int] | str)
class L(list[int]): pass
print(L.__bases__, L.__orig_bases__, L([1]))
for bad in ["int[str]", "isinstance([], list[int])", "issubclass(list, list[int])", "A[int]", "len[1]"]:
    try: print(eval(bad))
    except TypeError as e: print(bad, "->", e)
class CG:
    __class_getitem__ = classmethod(lambda cls, k: (cls.__name__, k))
print(CG[5])
# __bases__
class X:
    def who(self): return "X"
class Y:
    def who(self): return "Y"
class Z(X): pass
class W(Z): pass
w = W()
print(w.who())
Z.__bases__ = (Y,)
print(w.who(), W.__mro__ == (W, Z, Y, object), X.__subclasses__(), Y.__subclasses__() == [Z])
for bad in ["Z.__bases__ = (W,)", "Z.__bases__ = ()", "Z.__bases__ = 5", "Z.__bases__ = (int,)", "Z.__mro__ = ()"]:
    try: exec(bad)
    except (TypeError, AttributeError) as e: print(type(e).__name__)
# taking objects apart
class R:
    def __init__(self, v): self.v = v
print(R(1).__reduce_ex__(2)[1:3], R(1).__getstate__(), object().__getstate__())
class RS:
    __slots__ = ("q",)
r = RS(); r.q = 2
print(r.__getstate__())
# methods of classes that change
class M: pass
m = M()
M.f = lambda self: "added"
print(m.f())
M.f = lambda self: "changed"
print(m.f())
del M.f
print(hasattr(m, "f"))
class N(M): pass
n = N()
M.g = 1
print(n.g)
N.g = 2
print(n.g)
del N.g
print(n.g)
M.__len__ = lambda self: 42
print(len(n), bool(n))
M.__len__ = lambda self: 0
print(bool(n))
n.__len__ = lambda: 7
print(len(n))
M.__getattr__ = lambda self, name: "dyn " + name
print(n.whatever)
del M.__getattr__
try: n.whatever
except AttributeError as e: print(e)
M.__call__ = lambda self: "called"
print(n())
M.__eq__ = lambda self, o: True
print(n == 5, n != 5)
# attributes in another order, deleted, many
class B:
    def __init__(self, flag):
        if flag: self.a = 1; self.b = 2
        else: self.b = 3; self.a = 4
x, y = B(True), B(False)
print(x.__dict__, y.__dict__, list(vars(y)), x.a, y.a)
del x.a
print(x.__dict__, hasattr(x, "a")); x.a = 9; print(list(x.__dict__.items()))
z = B(True)
for i in range(50): setattr(z, "k%d" % i, i)
print(len(z.__dict__), z.k49, z.a)
z2 = B(True); z2.extra = 1; d = z2.__dict__; d["via"] = 2; z2.more = 3
print(z2.via, d["more"], z2.__dict__ is d)
class C2: pass
c1, c2 = C2(), C2()
c1.p = 1; c2.q = 2; c2.p = 3; c1.q = 4
print(c1.__dict__, c2.__dict__)
c1.__class__ = B
print(type(c1).__name__, c1.p, c1.q)
# a function made by hand
F = type(lambda: 0)
def orig(a, b=2): return a + b + k
k = 10
g = F(orig.__code__, {"k": 100}, "made", (5,))
print(g(1), g.__name__, g.__defaults__, orig(1))
def outer():
    v = 1
    def inner(): return v
    return inner
inner = outer()
Cell = type(inner.__closure__[0])
print(F(inner.__code__, globals(), None, None, (Cell(42),))())
inner.__closure__[0].cell_contents = 7
print(inner())
orig.__code__ = (lambda a, b: a * b).__code__
print(orig(3))
# a dataclass of sorts
def record(cls):
    fields = list(cls.__annotations__)
    args = ", ".join(f + ("=_d_" + f if hasattr(cls, f) else "") for f in fields)
    body = "\n".join("    self.%s = %s" % (f, f) for f in fields)
    ns = {"_d_" + f: getattr(cls, f) for f in fields if hasattr(cls, f)}
    exec("def __init__(self, %s):\n%s" % (args, body), ns)
    cls.__init__ = ns["__init__"]
    cls.__repr__ = lambda self: "%s(%s)" % (type(self).__name__, ", ".join("%s=%r" % (f, getattr(self, f)) for f in fields))
    cls.__eq__ = lambda self, o: type(self) is type(o) and all(getattr(self, f) == getattr(o, f) for f in fields)
    return cls
@record
class Rec:
    a: int
    b: str = "x"
    c: list = None
print(Rec(1), Rec(1, c=[2]), Rec(1) == Rec(1), Rec(1) == Rec(2), Rec.__init__.__code__.co_varnames)
try: Rec()
except TypeError as e: print(e)
# an enumeration of sorts
class EnumMeta(type):
    def __new__(m, name, bases, ns):
        members = {k: v for k, v in ns.items() if not k.startswith("_") and not callable(v)}
        cls = super().__new__(m, name, bases, {k: v for k, v in ns.items() if k not in members})
        cls._members = {}
        for k, v in members.items():
            o = object.__new__(cls); o.name, o.value = k, v
            cls._members[k] = o
        return cls
    def __getattr__(cls, k):
        try: return cls.__dict__["_members"][k]
        except KeyError: raise AttributeError(k) from None
    def __iter__(cls): return iter(cls._members.values())
    def __len__(cls): return len(cls._members)
    def __getitem__(cls, k): return cls._members[k]
    def __call__(cls, v):
        for o in cls:
            if o.value == v: return o
        raise ValueError("%r is not a %s" % (v, cls.__name__))
class Enum(metaclass=EnumMeta):
    def __repr__(self): return "<%s.%s>" % (type(self).__name__, self.name)
class Color(Enum):
    RED = 1
    BLUE = 2
    def low(self): return self.name.lower()
print(Color.RED, list(Color), Color["BLUE"].low(), Color(2), len(Color), Color.RED is Color(1))
try: Color(9)
except ValueError as e: print(e)
try: Color.GREEN
except AttributeError as e: print(e)
# context managers from generators
class GCM:
    def __init__(self, f, a): self.g = f(*a)
    def __enter__(self): return next(self.g)
    def __exit__(self, t, v, tb):
        if t is None:
            try: next(self.g)
            except StopIteration: return False
            raise RuntimeError("did not stop")
        try:
            self.g.throw(v)
        except StopIteration as e: return e is not v
        except BaseException as e:
            if e is v: return False
            raise
def manager(f): return lambda *a: GCM(f, a)
@manager
def opened(n):
    print("open", n)
    try: yield n
    except KeyError as e: print("swallowed", e)
    finally: print("close", n)
with opened(1) as o: print("in", o)
with opened(2): raise KeyError("k")
try:
    with opened(3): raise IndexError("i")
except IndexError as e: print("out", e, e.__context__)
# memoizing, currying, composing
def memo(f):
    cache = {}
    def w(*a):
        if a not in cache: cache[a] = f(*a)
        return cache[a]
    w.cache = cache
    return w
@memo
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(80), len(fib.cache))
compose = lambda *fs: lambda x: [x := f(x) for f in reversed(fs)][-1]
print(compose(str, lambda v: v + 1, int)("41"))
class Chain:
    def __init__(self, path=()): self.path = path
    def __getattr__(self, n): return Chain(self.path + (n,))
    def __call__(self, *a): return Chain(self.path + (a,))
    def __repr__(self): return ".".join(map(str, self.path))
print(Chain().a.b(1).c)

# Classes with slots from two bases that have the same ones.
class SlotBase: __slots__ = ('a', 'b')
class SlotLeft(SlotBase): __slots__ = ()
class SlotRight(SlotBase): __slots__ = ()
class SlotMore(SlotBase): __slots__ = ('c',)
class SlotDiamond(SlotLeft, SlotRight): __slots__ = ()
class SlotFour(SlotRight, SlotMore, SlotLeft): __slots__ = ('d',)
x = SlotFour(); x.a, x.b, x.c, x.d = 1, 2, 3, 4
print(x.a, x.b, x.c, x.d, SlotDiamond.__mro__)
class SlotOther(SlotBase): __slots__ = ('c',)
try:
    class SlotConflict(SlotMore, SlotOther): pass
except TypeError as e: print(e)

# type() with bases that are no classes.
class MroEntries:
    def __mro_entries__(self, bases): return (dict,)
for bases in [(MroEntries(),), (list[int],), (3,), ('x',)]:
    try: print(type('Made', bases, {}))
    except TypeError as e: print(e)
