class A:
    """Doc of A."""
    x = 1
    def __init__(self, v=0):
        self.v = v
    def get(self):
        return self.v
    @classmethod
    def make(cls, v):
        return cls(v + 1)
    @staticmethod
    def plus(a, b):
        return a + b
    @property
    def double(self):
        return self.v * 2
    @double.setter
    def double(self, n):
        self.v = n // 2
    @double.deleter
    def double(self):
        print("deleting")
        self.v = None

class B(A):
    def get(self):
        return super().get() + 100
    def __repr__(self):
        return "B(%r)" % self.v

a = A(3)
print(a.get(), a.double, A.make(5).v, A.plus(1, 2), a.plus(3, 4))
a.double = 10
print(a.v)
del a.double
print(a.v)
b = B.make(1)
print(type(b).__name__, b.get(), b, str(b), [b])
b.double = 8
print(b.v, b.x, B.x)
B.x = 5
print(A.x, B.x, b.x)
b.x = 6
print(b.x, B.x, b.__dict__)
del b.x
print(b.x)
print(A.__name__, A.__qualname__, A.__module__, A.__doc__, B.__doc__)
print(B.__mro__, B.__bases__, B.__base__)
print(isinstance(b, A), isinstance(a, B), issubclass(B, A), issubclass(A, B), isinstance(1, (str, int)))
print(isinstance(True, int), issubclass(bool, (str, int)), isinstance(3, int | str), isinstance(None, int | None))
for expr in ["a.nope", "A.nope", "isinstance(1, 2)", "issubclass(1, int)", "A(1, 2, 3)", "object(1)", "A.get()", "B().nope()"]:
    try:
        print(eval(expr))
    except Exception as e:
        print(type(e).__name__, e)

def outer():
    class Inner:
        def f(self): pass
        class Nested:
            def g(self): pass
    return Inner
I = outer()
print(I.__qualname__, I.f.__qualname__, I.Nested.g.__qualname__)
print(I.f.__name__, I().f.__name__, I().f.__self__.__class__ is I, I().f.__func__ is I.f)

class C:
    y = 10
    z = [y + i for i in range(3)] if False else y
    try:
        w = [y for _ in range(2)]
    except NameError as e:
        print("class scope:", e)
    def m(self):
        return y
try:
    C().m()
except NameError as e:
    print(e)

class D:
    locals_inside = sorted(k for k in locals() if not k.startswith("_"))
    a = 1
    b = a + 1
    del a
    for i in range(3):
        pass
print(D.b, hasattr(D, "a"), D.i)
T = type("T", (A,), {"k": 5, "f": lambda self: self.k})
print(T.__name__, T().f(), T(4).get(), T.__bases__)
print(type(T), type(type), type(a) is A)

class Counter:
    count = 0
    def __new__(cls, *args, **kw):
        cls.count += 1
        return super().__new__(cls)
    def __init__(self, *args, **kw):
        self.args = args, kw
c = Counter(1, k=2)
print(c.args, Counter.count)
class Weird:
    def __new__(cls):
        return 42
    def __init__(self):
        print("never")
print(Weird())
class BadInit:
    def __init__(self):
        return 1
try:
    BadInit()
except TypeError as e:
    print(e)
class Call:
    def __call__(self, *a, **k):
        return a, k
print(Call()(1, b=2), callable(Call()), callable(a))
class Empty: pass
try:
    Empty(1)
except TypeError as e:
    print(e)
try:
    Empty().x
except AttributeError as e:
    print(e, e.name)
e = Empty()
e.__class__ = A
e.v = 3
print(e.get())
e.__dict__ = {"v": 9}
print(e.get(), vars(e))
print(A.__dict__["x"], "get" in A.__dict__)
class Meth:
    def f(self): return "f"
m = Meth()
m.f = lambda: "inst"
print(m.f(), Meth.f(m))
print(m.f is m.f, Meth().f == Meth().f, m.__class__.f == Meth.f)
