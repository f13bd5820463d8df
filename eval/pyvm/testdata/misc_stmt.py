a, b = 1, 2
a, b = b, a
print(a, b)
(a, b), c = [1, 2], 3
[p, q] = "xy"
print(a, b, c, p, q)
*h, t = range(5)
h2, *m, t2 = "abc"
(x1, *y1), *z1 = [[1, 2, 3], 4, 5]
print(h, t, h2, m, t2, x1, y1, z1)
i = j = k = []
i.append(1)
print(k)
l = [0, 1, 2, 3, 4, 5]
l[1:3] = ["a", "b", "c"]
print(l)
l[::2] = range(4)
print(l)
del l[0], l[-1]
del l[1:3]
print(l)
try: l[::2] = [1]
except ValueError as e: print(e)
d = {}
d["a"], d["b"] = 1, 2
d["a"] += 5
print(d)
class O: pass
o = O()
o.x = o.y = 1
o.x += 1
o.l = [1]
o.l[0] += 5
o.d = {"q": {"z": 1}}
o.d["q"]["z"] -= 3
print(o.x, o.y, o.l, o.d)
del o.x
print(hasattr(o, "x"))
def idx():
    print("idx"); return 0
l = [1]
l[idx()] += 1
print(l)
for code in ["a, b = 1", "a, b = 1, 2, 3", "a, b = [1]", "a, b, *c = [1]", "a, b = 5", "a, *b = None", "[a, b] = {}", "for a, b in [1]: pass", "a, b = {1}", "(a, b), c = (1, 2), 3, 4", "a, b = 'xyz'"]:
    try: exec(code)
    except Exception as e: print(code, "->", type(e).__name__, e)
for x, (y, *z) in [(1, (2, 3, 4)), (5, "ab")]: print(x, y, z)
for d["loop"] in range(2): pass
for o.attr in "xy": pass
print(d["loop"], o.attr)
n = 0
while True:
    n += 1
    if n == 2: continue
    if n > 4: break
else: print("no")
print(n)
while n:
    n -= 1
else: print("exhausted")
for i in range(3):
    for j in range(3):
        if j == 1: break
    else: print("inner else")
    if i == 1: break
else: print("outer else")
print(i, j)
for i in range(3): i = 10
print(i)
l = [1, 2, 3]
for v in l:
    if v < 3: l.append(v + 10) if len(l) < 6 else None
print(l)
d = {"a": 1}
try:
    for k in d: d[k + "x"] = 1
except RuntimeError as e: print(e)
x: int = 5
y: "str"
print(x, __annotations__)
try: y
except TypeError: print("?")
except NameError as e: print(e)
class An:
    a: int
    b: str = "s"
    (c): int = 3
    def f(self):
        loc: undefined_name = 4
        return loc
print(An.__annotations__, An.b, An().f(), An.c)
o.ann: int = 3
print(o.ann)
print((lambda: (yield))() is not None, [*range(3), *"ab"], {**{"a": 1}, "b": 2, **{"a": 3}}, (*[1], 2), {*[1, 2], 3})
for code in ["[*5]", "{**5}", "{*5}", "(*None,)", "{**[1]}"]:
    try: eval(code)
    except TypeError as e: print(code, "->", e)
print(1 if 0 else 2, (1, 2)[1], "abc"[::-1], [1, 2, 3][-2:], "abc"[1], (1,) + (2,), not None, None is None, 1 is not None, 5 not in [1])
global_var = 1
def gl():
    global global_var
    global_var += 1
    del global_var
gl()
try: global_var
except NameError as e: print(e)
pass; print("semi"); x = 1; print(x)
if x: print("one line")
def doc():
    """The doc."""
    return doc.__doc__
def nodoc(): return nodoc.__doc__
print(doc(), nodoc())
def deco(n):
    def d(f):
        def w(*a): return (n, f(*a))
        w.__name__ = f.__name__
        return w
    return d
@deco(1)
@deco(2)
def dec(x): return x
print(dec(5), dec.__name__)
@lambda c: c()
class Made:
    v = 7
print(Made.v, type(Made).__name__)
assert True, "never"
try: assert [], "empty"
except AssertionError as e: print(e)
print(...  is Ellipsis, 0x10, 0o17, 0b11, 1_000, 1e-3, 1j * 1j, b"\x00a", r"\n", "\u00e9", "\N{BULLET}", '''tri''')
print(__debug__, type(__builtins__).__name__)
lst = [3, 1, 2]
lst.sort(key=lambda v: -v); print(lst)
print(sorted({"b": 1, "a": 2}.items(), key=lambda kv: kv[1]), max([1, 5, 3], key=lambda v: -v), list(map(lambda a, b: a + b, [1, 2], [3, 4])), list(filter(None, [0, 1, ""])), list(zip(*[iter(range(6))] * 2)))
if (n := len("abc")) == 3 and (m := n + 1): print(n, m)
print([x for x in range(10) if x % 2 if x > 4], [(x, y) for x in range(2) for y in "ab"], {x % 3 for x in range(10)}, {x: y for x, y in zip("ab", range(2))})
def many_returns(x):
    if x == 1: return
    elif x == 2: return 1, 2
    elif x == 3: return (yield_free := 3)
    elif x == 4: return [*"ab"]
    else: return None
print([many_returns(i) for i in range(1, 6)])
exec("if 1:\n  z9 = 3\n")
print(z9)
print(eval(" 1 + 1"), eval("1+1\n"))
try: eval("\n 1")
except SyntaxError as e: print(type(e).__name__, e.msg)
try: exec(" x = 1")
except IndentationError as e: print(type(e).__name__, e.msg, e.lineno, e.filename, e.text, e.offset)
try: exec("x = 'abc")
except SyntaxError as e: print(e, e.lineno, e.offset, e.text)
try: exec(5)
except TypeError as e: print(e)
c = compile("a1 = 5", "file.py", "exec"); exec(c); print(a1, c.co_filename, c.co_name)
try: compile("1", "f", "bad")
except ValueError as e: print(e)
