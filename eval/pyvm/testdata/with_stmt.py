class CM:
    def __init__(self, name, suppress=False, fail_enter=False, fail_exit=False):
        self.name, self.suppress, self.fe, self.fx = name, suppress, fail_enter, fail_exit
    def __enter__(self):
        print("enter", self.name)
        if self.fe: raise RuntimeError("enter " + self.name)
        return self.name
    def __exit__(self, t, v, tb):
        print("exit", self.name, t and t.__name__, v, tb is not None)
        if self.fx: raise KeyError("exit " + self.name)
        return self.suppress
with CM("a") as x:
    print(x)
with CM("a") as x, CM("b") as y:
    print(x, y)
with (CM("p") as x, CM("q"),):
    print("paren", x)
with CM("s", suppress=True):
    raise ValueError("v")
print("after")
try:
    with CM("n"):
        raise ValueError("v")
except ValueError as e:
    print(e)
try:
    with CM("1"), CM("2", fail_enter=True), CM("3"):
        print("never")
except RuntimeError as e:
    print(e)
try:
    with CM("f", fail_exit=True):
        raise ValueError("body")
except KeyError as e:
    print(e, repr(e.__context__))
try:
    with CM("g", fail_exit=True):
        pass
except KeyError as e:
    print(e, e.__context__)
def ret():
    with CM("r"):
        return "returned"
print(ret())
def loop():
    for i in range(4):
        with CM(i):
            if i == 0: continue
            if i == 2: break
    return i
print(loop())
def swallow_return():
    with CM("sw", suppress=True):
        1 / 0
        return 1
    return 2
print(swallow_return())
for bad in ["with 5: pass", "with object() as x: pass"]:
    try: exec(bad)
    except TypeError as e: print(e)
class OnlyEnter:
    def __enter__(self): pass
try:
    with OnlyEnter(): pass
except TypeError as e: print(e)
class InstAttr: pass
i = InstAttr(); i.__enter__ = lambda: 1; i.__exit__ = lambda *a: 1
try:
    with i: pass
except TypeError as e: print(e)
with CM("tuple") as (a, *b):
    print(a, b)
d = {}
with CM("sub") as d["k"]:
    print(d)
class Nested:
    def __enter__(self): return self
    def __exit__(self, t, v, tb):
        try:
            raise v
        except ValueError as e:
            print("inner", e, e is v)
        return True
with Nested():
    raise ValueError("n")
try:
    with CM("target", suppress=True) as (q, w, z, y, u, i2, j):
        pass
except ValueError as e: print("?", e)
print("end")
class Replace:
    def __enter__(self): return self
    def __exit__(self, *a): raise a[1].with_traceback(None)
try:
    with Replace(): raise ValueError("same")
except ValueError as e: print(e, e.__context__)
