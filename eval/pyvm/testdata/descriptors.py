class Data:
    def __init__(self, name): self.name = name
    def __get__(self, obj, owner):
        print("get", self.name, obj is not None, owner.__name__)
        return self if obj is None else obj.__dict__.get(self.name, "unset")
    def __set__(self, obj, v):
        print("set", self.name, v)
        obj.__dict__[self.name] = v
    def __delete__(self, obj):
        print("del", self.name)
        del obj.__dict__[self.name]
class NonData:
    def __get__(self, obj, owner=None): return "nondata"
class Named:
    def __set_name__(self, owner, name): print("set_name", owner.__name__, name)
class A:
    d = Data("d")
    n = NonData()
    named = Named()
a = A()
print(a.d)
a.d = 5
print(a.d, a.__dict__)
a.__dict__["d"] = 7
print(a.d)
del a.d
print(a.n)
a.n = 3
print(a.n, A.n, type(A.d).__name__)
class RO:
    def __get__(self, o, t): return 1
    def __set__(self, o, v): raise AttributeError("read only")
class B: r = RO()
try:
    B().r = 3
except AttributeError as e: print(e)
class P:
    @property
    def ro(self): return 1
    wo = property(None, lambda s, v: print("wo", v))
    @property
    def bad(self): raise AttributeError("inside")
    def __getattr__(self, name): return "fallback " + name
p = P()
for code in ["p.ro = 1", "del p.ro", "p.wo = 4", "print(p.wo)", "print(p.bad)", "print(p.anything)"]:
    try:
        exec(code)
    except AttributeError as e:
        print(code, "->", e)
    except Exception as e:
        print(code, "=>", type(e), e)
class Q:
    @property
    def ro(self): return 1
    wo = property(None, lambda s, v: print("wo", v))
q = Q()
for code in ["q.ro = 1", "del q.ro", "q.wo = 4", "print(q.wo)", "print(q.bad)", "del q.wo"]:
    try:
        exec(code)
    except AttributeError as e:
        print(code, "->", e)
print(Q.ro.fget(q), Q.ro.__doc__)
class R(Q):
    @Q.ro.setter
    def ro(self, v): print("R sets", v)
r = R()
r.ro = 3
print(r.ro)
class Hook:
    def __getattribute__(self, name):
        if name.startswith("x"):
            return "hooked " + name
        return super().__getattribute__(name)
    def __getattr__(self, name): return "attr " + name
    y = 2
h = Hook()
h.z = 5
print(h.x1, h.y, h.z, h.nope)
class Set:
    def __setattr__(self, k, v):
        print("setattr", k, v)
        object.__setattr__(self, k, v * 2)
    def __delattr__(self, k):
        print("delattr", k)
        super().__delattr__(k)
s = Set()
s.a = 2
print(s.a)
del s.a
try:
    s.a
except AttributeError as e: print(e)
class Fn:
    def __init__(self, f): self.f = f
    def __get__(self, obj, cls):
        if obj is None: return self
        return lambda *a: self.f(obj, *a)
class T:
    @Fn
    def m(self, k): return self.v + k
t = T(); t.v = 1
print(t.m(2))
class cached:
    def __init__(self, f): self.f = f
    def __set_name__(self, o, n): self.n = n
    def __get__(self, o, t):
        v = o.__dict__[self.n] = self.f(o)
        return v
class U:
    @cached
    def c(self):
        print("computing")
        return 7
u = U()
print(u.c, u.c)
class Slots:
    __slots__ = ("a", "b")
    def __init__(self): self.a = 1
s = Slots()
print(s.a, hasattr(s, "b"), hasattr(s, "__dict__"))
try:
    s.c = 1
except AttributeError as e: print(e)
try:
    s.b
except AttributeError as e: print(e)
s.b = 2
del s.b
try:
    del s.b
except AttributeError as e: print(e)
print(Slots.a, Slots.__slots__)
class Sub(Slots):
    pass
x = Sub(); x.c = 3; x.b = 9
print(x.c, x.b, x.__dict__)
class Sub2(Slots):
    __slots__ = ["d"]
y = Sub2(); y.d = 4
print(y.a, y.d)
try:
    y.e = 1
except AttributeError as e: print(e)
try:
    class Bad:
        __slots__ = "a",
        a = 1
except ValueError as e: print(e)
try:
    class Bad2:
        __slots__ = (1,)
except TypeError as e: print(e)
class E:
    def __set_name__(self, o, n): raise ValueError("no")
try:
    class Bad3:
        e = E()
except RuntimeError as e: print(e, repr(e.__cause__))
try:
    (1).x = 2
except AttributeError as e: print(e)
try:
    [].append = 2
except AttributeError as e: print(e)
try:
    int.x = 2
except TypeError as e: print(e)
try:
    object().x = 2
except AttributeError as e: print(e)
def func(): pass
func.attr = 5
print(func.attr, func.__dict__, func.__name__)
func.__name__ = "other"
print(func.__name__, func.__qualname__)
del func.attr
try:
    func.attr
except AttributeError as e: print(e)


# Classes without slots of their own keep the layout of their base, so that they may meet again.
class Slotted:
    __slots__ = ("x",)
class Left(Slotted):
    __slots__ = ()
class Right(Slotted):
    __slots__ = ()
class Both(Left, Right):
    __slots__ = ()
class Wider(Right):
    __slots__ = ("y",)
class More(Left, Wider):
    pass
b = Both()
b.x = 3
m = More()
m.x, m.y, m.z = 1, 2, 3
print(b.x, m.x, m.y, m.z, Both.__mro__[1].__name__, More.__base__.__name__)
class Other(Slotted):
    __slots__ = ("z",)
try:
    class Bad(Wider, Other):
        pass
except TypeError as e:
    print(e)
