x = "g"
def a():
    x = "a"
    class C:
        y = x
        x = "c"
        z = x
        def m(self): return x
    return C.y, C.z, C().m()
try:
    print(a())
except NameError as e:
    print(e)
def a2():
    x = "a"
    class C:
        y = x
        def m(self): return x
    return C.y, C().m()
print(a2())
def b():
    global x, newg
    x = "changed"
    newg = 1
b()
print(x, newg)
def c():
    x = 1
    def d():
        nonlocal x
        def e():
            nonlocal x
            x += 1
        e()
    d()
    return x
print(c())
def f():
    def g():
        return h()
    def h():
        return "h"
    return g()
print(f())
class K:
    x = "class x"
    def get(self): return x
    l = [i for i in range(3)]
    l2 = [j for j in l]
    m = (lambda: x)()
print(K().get(), K.l2, K.m)
for code in ["def f():\n nonlocal q", "nonlocal q", "def f(a):\n global a", "def f():\n a = 1\n global a", "def f():\n print(a)\n global a",
             "def f():\n global a\n nonlocal a", "return 1", "class A:\n return 1", "yield 1", "class A:\n yield 1", "break", "continue", "def f():\n break",
             "while 1:\n def f():\n  continue", "[(yield x) for x in y]", "def f():\n [(yield x) for x in y]", "def f():\n ((yield x) for x in y)",
             "def f():\n from x import *", "[x := 1 for x in y]", "[y for x in (y := [1])]", "class A:\n [y := x for x in z]", "def f():\n x: int = 1\n global x",
             "global z\nz: int = 1", "def f(__debug__): pass", "__debug__ = 1", "try:\n pass\nexcept:\n pass\nexcept ValueError:\n pass", "*a = 1", "*a, *b = c", "a = *b",
             "print(*a for a in b)", "from __future__ import nope", "async def f(): await x" if False else "pass", "f(x for x in y, 1)", "def f():\n nonlocal x\nx = 1"]:
    try:
        compile(code, "s", "exec")
        print("ok", repr(code))
    except SyntaxError as e:
        print(repr(code), "->", e.msg)
def walrus():
    if (n := 10) > 5:
        pass
    l = [last := i for i in range(4)]
    return n, last, l, [y for i in range(3) if (y := i * 2)], y
print(walrus())
print([w := 5], w)
if any((hit := v) > 2 for v in [1, 3, 5]): print("hit", hit)
def wal_closure():
    def g(): return k
    [k := i for i in range(3)]
    return g()
print(wal_closure())
def wal_global():
    global wg
    [wg := i for i in range(3)]
wal_global()
print(wg)
class Mangle:
    __p = 1
    def __init__(self):
        self.__v = 2
        self.__w__ = 3
    def get(self): return self.__v, self.__p, Mangle.__p
    def loc(self):
        __l = 5
        return locals()
    def kw(self, __a=1): return __a
    class __Inner: pass
    def glob(self):
        global __mg
        __mg = 3
m = Mangle()
print(m.get(), sorted(vars(m)), [k for k in vars(Mangle) if "Mangle" in k], sorted(m.loc()), m.kw(), m.kw.__func__.__code__.co_varnames)
m.glob()
print(_Mangle__mg)
class _Under:
    def f(self): self.__x = 1; return self.__dict__
class __: 
    def f(self): self.__x = 1; return self.__dict__
print(_Under().f(), __().f())
def locs(a, b=2):
    c = 3
    def inner():
        return a, locals()
    if a > 100: never = 1
    d = inner()
    return locals()
r = locs(1)
print({k: v for k, v in r.items() if k != "inner"}, list(r))
def exec_in():
    v = 5
    exec("v = 6; w = 7")
    return v, eval("v + 1"), eval("[v for _ in [1]]", {"v": 9})
print(exec_in())
ns = {}
exec("def f(): return g()\ndef g(): return 'g'", ns)
print(ns["f"](), "__builtins__" in ns)
loc = {}
exec("a = 1\nb = a + 1\ndef f(): return 5", {}, loc)
print(sorted(loc), loc["b"])
try:
    exec("a = 1\ndef f(): return a\nf()", {}, {})
except NameError as e: print(e)
try:
    eval("[q for _ in [1]]", {}, {"q": 1})
except NameError as e: print(e)
print(eval("q + 1", {}, {"q": 1}), eval("(lambda: 3)()"), eval(compile("1+2", "x", "eval")))
try:
    eval("len([])", {"__builtins__": {}})
except NameError as e: print(e)
print(eval("__builtins__ is not None", {"__builtins__": {}}) )
for i in range(2): pass
else: print("for else", i)
while False: pass
else: print("while else")
del i
try: i
except NameError as e: print(e)
def unbound_loop():
    for q in []: pass
    return q
try: unbound_loop()
except UnboundLocalError as e: print(e)
try:
    del undefined_thing
except NameError as e: print(e)
def del_closure():
    a = 1
    def f(): return a
    del a
    try: f()
    except NameError as e: print(e)
    try: del a
    except UnboundLocalError as e: print(e)
    a = 2
    return f()
print(del_closure())
def exc_name():
    e = 1
    try: 1/0
    except ZeroDivisionError as e: pass
    try: e
    except UnboundLocalError as err: print(err)
exc_name()
print(globals() is globals(), "x" in globals(), __name__)
globals()["dyn"] = 4
print(dyn)
def comp_cells():
    fs = [(lambda: (i, j)) for i in range(2) for j in range(2)]
    return [f() for f in fs]
print(comp_cells())
def comp_nested():
    m = [[1, 2], [3]]
    return [[x * y for x in r] for y, r in enumerate(m)], {k: [k + v for v in range(k)] for k in range(3)}, [x for r in m for x in r if x > 1 if x < 3]
print(comp_nested())
