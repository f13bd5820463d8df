def f(n): return f(n + 1)
try: f(0)
except RecursionError as e: print("RecursionError", str(e)[:32])
class A:
    def __getattr__(self, n): return getattr(self, n + "x")
    def __repr__(self): return repr(self)
    def __eq__(self, o): return self == o
    def __hash__(self): return hash(self)
    def __len__(self): return len(self)
    def __iter__(self): return iter(self)
    def __call__(self): return self()
    def __str__(self): return str(self)
    def __contains__(self, x): return x in self
    def __bool__(self): return bool(self)
    def __add__(self, o): return self + o
    def __getitem__(self, i): return self[i]
    def __lt__(self, o): return self < o
a = A()
for code in ["a.x", "repr(a)", "a == a", "hash(a)", "len(a)", "iter(a)", "a()", "str(a)", "1 in a", "bool(a)", "a + 1", "a[0]", "a < 1", "{a: 1}", "'%s' % a", "f'{a}'", "not a", "list(a)", "print(a)", "[a].index(1)", "sorted([a, a])", "a.y()"]:
    try: eval(code)
    except RecursionError as e: print(code, "RecursionError")
    except Exception as e: print(code, type(e), e)
class P:
    @property
    def p(self): return self.p
    def __setattr__(self, k, v): self.k = v
try: P().p
except RecursionError: print("property")
try: P().x = 1
except RecursionError: print("setattr")
l = []; l.append(l)
print(l, l == l)
d = {}; d["d"] = d; print(d)
t = ([],); t[0].append(t); print(t)
l1 = []; l2 = [l1]; l1.append(l2)
try: l1 == l2
except RecursionError: print("cyclic eq")
class M(type):
    def __call__(cls): return cls()
class N(metaclass=M): pass
try: N()
except RecursionError: print("meta call")
def g():
    yield from g()
try: next(g())
except RecursionError: print("gen")
def deep(n):
    if n == 0: return 0
    return 1 + deep(n - 1)
print(deep(400))
def catch(n):
    try: return catch(n + 1)
    except RecursionError: return "caught at the bottom"
print(catch(0))
x = None
for i in range(5000): x = [x]
try: repr(x)
except RecursionError: print("deep repr")
x = None
for i in range(100000): x = (x,)
try: x == (x,)
except RecursionError: print("deep eq")
class I:
    def __instancecheck__(self, o): return isinstance(o, self)
try: isinstance(1, I())
except RecursionError: print("instancecheck")
t = int
for i in range(100000): t = (t,)
try: isinstance("", t)
except RecursionError: print("deep isinstance")
class D:
    def __get__(self, o, t): return o.d
    def __set__(self, o, v): o.d = v
class H: d = D()
try: H().d
except RecursionError: print("descr get")
try: H().d = 1
except RecursionError: print("descr set")
def dec(f): return dec(f)
try:
    @dec
    def z(): pass
except RecursionError: print("deco")
s = "(" * 150 + ")" * 150
try: eval(s)
except (SyntaxError, MemoryError, RecursionError) as e: print(type(e).__name__)
try: eval("-" * 100000 + "1")
except (SyntaxError, MemoryError, RecursionError) as e: print("deep unary")
