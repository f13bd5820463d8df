class V:
    def __init__(self, v): self.v = v
    def __repr__(self): return "V(%s)" % (self.v,)
    def __add__(self, o): return V(("add", self.v, o))
    def __radd__(self, o): return V(("radd", self.v, o))
    def __iadd__(self, o): self.v = ("iadd", self.v, o); return self
    def __sub__(self, o): return NotImplemented
    def __mul__(self, o): return "mul"
    def __matmul__(self, o): return "matmul"
    def __neg__(self): return "neg"
    def __pos__(self): return "pos"
    def __invert__(self): return "inv"
    def __abs__(self): return "abs"
    def __eq__(self, o): return isinstance(o, V) and self.v == o.v
    def __lt__(self, o): return self.v < o.v
    def __hash__(self): return hash(self.v)
    def __bool__(self): return bool(self.v)
    def __len__(self): return 7
    def __getitem__(self, k): return ("item", k)
    def __setitem__(self, k, v): print("set", k, v)
    def __delitem__(self, k): print("del", k)
    def __contains__(self, k): return k == "in"
    def __iter__(self): return iter([1, 2])
    def __call__(self, *a): return a
    def __index__(self): return 3
    def __int__(self): return 33
    def __float__(self): return 1.5
    def __str__(self): return "str!"
    def __format__(self, spec): return "fmt:" + spec
    def __pow__(self, o): return "pow"
    def __rpow__(self, o): return "rpow"
    def __divmod__(self, o): return "divmod"
    def __floordiv__(self, o): return "floordiv"
    def __truediv__(self, o): return "truediv"
    def __mod__(self, o): return "mod"
    def __lshift__(self, o): return "lsh"
    def __and__(self, o): return "and"
    def __or__(self, o): return "or"
    def __xor__(self, o): return "xor"
    def __reversed__(self): return iter("rev")
    def __enter__(self): return "entered"
    def __exit__(self, *a): return True
a, b = V(1), V(2)
print(a + 1, 1 + a, a * 2, a @ 1, -a, +a, ~a, abs(a), a ** 2, 2 ** a, a // 1, a / 1, a % 1, a << 1, a & 1, a | 1, a ^ 1, divmod(a, 2))
for code in ["a - 1", "1 - a", "1 * a", "a > 1", "a <= b", "a @ b", "1 @ 2", "a >> 1", "[] + 1", "1 + []", "'a' + 1", "1 + 'a'", "'a' * 'b'", "[1] * 1.5", "None + 1", "{} + {}", "-'a'", "~1.5", "1 < 'a'", "[] < 1", "{} < {}", "object() < object()", "1 in 2", "len(5)", "5[0]", "a.v.q", "None[1]", "(1).x", "iter(5)", "next(5)", "[1][1.5]", "'a'['b']", "{}[[]]", "{[]: 1}", "abs('a')", "int([])", "sum(['a'])", "1 + None", "'%d' % 'a'", "'%s %s' % 1", "'%s' % (1, 2)", "reversed(5)", "[].nope()", "range('a')", "sorted([1, 'a'])", "dict([1])", "a[1] + 'x'"]:
    try:
        print(code, "=", eval(code))
    except Exception as e:
        print(code, "->", type(e).__name__, e)
a += 5
print(a)
print(a == a, V(1) == V(1), V(1) != V(2), V(1) < V(2), V(1) > V(2), V(1) == 1, {V(1): "x"}[V(1)], len(a), bool(V(0)), not V(0))
print(a[1], a[1:2], a[::2], a[1, 2], a[...], a[1:2, 3])
a[1] = 2; a[1:2] = 3
del a[4]
print("in" in a, "out" in a, list(a), a(1, 2), [0, 1, 2, 3, 4][b], int(b), float(b), str(a), "%s" % a, "{:x}".format(a), f"{a:y}", f"{a}", f"{a!r:>10}", list(reversed(a)))
with a as e:
    print(e)
    raise ValueError
class Sub(V):
    def __radd__(self, o): return "sub radd first"
    def __gt__(self, o): return "sub gt"
print(V(1) + Sub(2), V(1) < Sub(2))
class Partial:
    def __lt__(self, o): return "lt"
    def __eq__(self, o): return NotImplemented
p = Partial()
print(p < 1, 1 > p, p == p, p == 1, p != 1)
try: p > 1
except TypeError as e: print(e)
class GetOnly:
    def __getitem__(self, i):
        if i > 3: raise IndexError
        return i * 10
g = GetOnly()
print(list(g), 20 in g, [x for x in g], 99 in g)
class NoIter: __iter__ = None
try: iter(NoIter())
except TypeError as e: print(e)
try: 1 in NoIter()
except TypeError as e: print(e)
class BadIter:
    def __iter__(self): return 5
try: list(BadIter())
except TypeError as e: print(e)
class BadLen:
    def __len__(self): return -1
for f in (len, bool):
    try: f(BadLen())
    except ValueError as e: print(e)
class BadBool:
    def __bool__(self): return 1
try: bool(BadBool())
except TypeError as e: print(e)
class BadStr:
    def __str__(self): return 1
    def __repr__(self): return None
for f in (str, repr):
    try: f(BadStr())
    except TypeError as e: print(e)
class BadHash:
    def __hash__(self): return "x"
try: hash(BadHash())
except TypeError as e: print(e)
class NoHash:
    def __eq__(self, o): return True
try: hash(NoHash())
except TypeError as e: print(e)
print(NoHash.__hash__)
class Unary: pass
for code in ["-Unary()", "not Unary()", "Unary() + 1", "Unary()[0]", "Unary()()", "len(Unary())", "Unary() < Unary()", "Unary() == 1", "for x in Unary(): pass", "with Unary(): pass", "Unary()[0] = 1", "del Unary()[0]"]:
    try:
        exec("print(" + code + ")" if not code.startswith(("for", "with", "del")) and " = " not in code else code)
    except Exception as e:
        print(code, "->", type(e).__name__, e)
x = [1]; y = x
x += [2]; x *= 2
print(y, x is y)
t = (1,)
u = t
t += (2,)
print(u, t)
try:
    tt = ([1],)
    tt[0] += [2]
except TypeError as e: print(e, tt)
s = {1}; r = s
s |= {2}; s -= {1}
print(r)
d = {"a": 1}; e = d
d |= {"b": 2}
print(e, {"a": 1} | {"c": 3})
l = [1, 2]
l += "ab"
l += {"k": 1}.keys()
print(l)
print(1 < 2 < 3, 1 < 3 < 2, 1 == 1.0 == True, (1 < 2) == True, 3 > 2 >= 2 != 1)
def side(x):
    print("side", x)
    return x
print(side(1) < side(0) < side(5))
print(side(0) or side(2) and side(3), not side(0))
class Cmp:
    def __eq__(self, o): return [1]
    def __lt__(self, o): return []
c = Cmp()
print(c == 1, c < 1, c < 2 < 3, c != 1)
print(True + True, True & False, True | 2, ~True, -True, 5 // 2, -5 // 2, 5 % -3, 2 ** -1, 2 ** 100, 7 / 2, 1e3, 5 % 3.5)
print("ab" * 2, 2 * "ab", [0] * 3, "a" "b", "%s-%d" % ("x", 5), "%(k)s" % {"k": 1}, "%s" % "x", "%%", "%s" % [1], "%s" % None, "%5.2f|%-5s|%05d" % (1.234, "a", 42))
class R1:
    def __add__(self, o): print("R1 add"); return NotImplemented
    def __radd__(self, o): print("R1 radd"); return NotImplemented
class R2:
    def __radd__(self, o): print("R2 radd"); return "r2"
print(R1() + R2())
try: R1() + R1()
except TypeError as e: print(e)
try: R1() + 1
except TypeError as e: print(e)
class IA:
    def __iadd__(self, o): return NotImplemented
    def __add__(self, o): return "fallback"
i = IA(); i += 1
print(i)
class MyInt(int):
    def __add__(self, o): return MyInt(int(self) + o)
    def __repr__(self): return "MyInt(%d)" % self
m = MyInt(5)
print(m + 1, m - 1, 1 + m, m * 2, m == 5, hash(m) == hash(5), {5: "f"}[m], type(m + 1), type(m - 1), isinstance(m, int), [10, 20, 30, 40, 50, 60][m], "%d" % m, m.real if False else 0)
class Shy(dict):
    def __or__(self, o): return NotImplemented
print(Shy(a=1, b=1) | {"a": 2}, type(Shy() | {}))
class After:
    def __radd__(self, o): return ["after", o]
    def __rmul__(self, o): return "times %r" % o
l = [1]; l += After(); print(l)
l *= After(); print(l)
l = bytearray(b"x"); l += After(); print(l)
