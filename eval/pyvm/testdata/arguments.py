def show(f, *a, **k):
    try:
        print(f(*a, **k))
    except TypeError as e:
        print(e)
def f0(): return "f0"
def f1(a): return a
def f2(a, b=2): return a, b
def fv(a, *args, k=1, **kw): return a, args, k, kw
def fk(*, x, y=5): return x, y
def fp(a, /, b, *, c): return a, b, c
def fpd(a, b=1, /, c=2): return a, b, c
def f3(a, b, c): return a, b, c
show(f0); show(f0, 1); show(f0, 1, 2); show(f0, x=1)
show(f1); show(f1, 1); show(f1, 1, 2); show(f1, a=3); show(f1, 1, a=2); show(f1, b=1); show(f1, 1, b=1)
show(f2); show(f2, 1); show(f2, 1, 3); show(f2, b=1); show(f2, 1, 2, 3); show(f2, b=3, a=4)
show(fv); show(fv, 1); show(fv, 1, 2, 3, k=4, z=5); show(fv, a=1, b=2); show(fv, 1, a=2)
show(fk); show(fk, x=1); show(fk, 1); show(fk, 1, x=1); show(fk, x=1, z=2); show(fk, 1, 2, x=1, y=2)
show(fp, 1, 2, c=3); show(fp, 1, b=2, c=3); show(fp, a=1, b=2, c=3); show(fp, 1, 2); show(fp, 1, 2, 3); show(fp)
show(fpd, 1); show(fpd, 1, 2, 3); show(fpd, 1, c=5); show(fpd, 1, b=5)
show(f3); show(f3, 1); show(f3, c=1); show(f3, 1, 2, 3, 4)
show(f3, *[1, 2], **{"c": 3}); show(f3, *(1,), *[2, 3]); show(f3, **{"a": 1}, **{"b": 2, "c": 3})
show(lambda x: x); show(lambda x, y: x, 1, 2, 3)
class A:
    def m(self, a): return a
    @classmethod
    def c(cls, a): return a
    @staticmethod
    def s(a): return a
    def nothing(): pass
show(A().m); show(A().m, 1, 2); show(A.c); show(A.s, 1, 2); show(A.m, 1); show(A().nothing)
show(A, 1)
class I:
    def __init__(self, a): pass
show(I); show(I, 1, 2); show(I, b=1)
for code in ["f1(*5)", "f1(**5)", "f1(**{1: 2})", "f1(**{'a': 1}, **{'a': 2})", "f1(a=1, **{'a': 2})", "len(*5)", "[].append(*1)", "5()", "None()", "'a'()", "f1(*None)", "fv(1, **{'x y': 2})", "print(*[1], *(2,), sep='-')"]:
    try:
        print(eval(code))
    except TypeError as e:
        print(code, "->", e)
for code in ["f(a=1, a=2)", "f(**k, *a)", "f(a for a in b, c)", "def f(a, a): pass", "def f(a=1, b): pass", "def f(*): pass", "lambda *, **k: 1", "f(1=2)", "f(a=1, 2)"]:
    try:
        compile(code, "s", "exec")
    except SyntaxError as e:
        print(code, "->", e.msg)
def order():
    out = []
    def t(x):
        out.append(x); return x
    f = fv
    f(t(1), *[t(2), t(3)], k=t(4), **{"z": t(5)})
    return out
print(order())
def mutable(x, acc=[]):
    acc.append(x)
    return acc
print(mutable(1), mutable(2), mutable.__defaults__)
mutable.__defaults__ = ([9],)
print(mutable(3))
fk.__kwdefaults__ = {"x": "dx"}
show(fk)
show(fk, y=1)
def ann(a: int, b: "s" = 1, *c: list, d: dict = None, **e: 5) -> str: pass
print(ann.__annotations__)
def star(*args): return args
def star2(**kw): return kw
print(star(*"abc", *range(2), *{"k": 1}), star2(**dict(a=1), b=2))
def rec_default(n, f=lambda n: n + 1): return f(n)
print(rec_default(1), rec_default(1, lambda n: n - 1))
print((lambda a, /, b=2, *c, d, e=5, **f: (a, b, c, d, e, f))(1, d=4, g=6))
kw = {"a": 1}
def keep(**k):
    k["z"] = 1
    return k
keep(**kw)
print(kw)
args = [1, 2]
def keepa(*a): return a
r = keepa(*args)
args.append(3)
print(r)
print(fv.__code__.co_varnames, fv.__code__.co_argcount, fp.__code__.co_posonlyargcount, fk.__code__.co_kwonlyargcount)
def shadow_param(a):
    def g():
        nonlocal a
        a += 1
        return a
    g()
    return a
print(shadow_param(1))
def param_cells(a, *b, c=3, **d):
    return lambda: (a, b, c, d)
print(param_cells(1, 2, c=4, e=5)())
