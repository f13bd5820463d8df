import functools
from functools import *
def t(f, *a, **k):
    try: print(f(*a, **k))
    except Exception as e: print(type(e).__name__, e)
p = partial(int, base=2); print(p('101'), p.func is int, p.args, p.keywords, partial(p, '11')(), repr(partial(print, 1, sep='x')).startswith('functools.partial(<built-in function print>, 1, sep=')); t(partial, 1); print(partial(lambda *a, **k: (a, k), 1, x=2)(3, y=4))
print(reduce(lambda a, b: a + b, [1, 2, 3]), reduce(lambda a, b: a * b, [], 7)); t(reduce, lambda a, b: a, [])
def deco(f):
    @wraps(f)
    def inner(*a, **k):
        "inner doc"
        return f(*a, **k)
    return inner
@deco
def foo(a): "foo doc"; return a * 2
foo_attr = foo.__name__, foo.__doc__, foo.__wrapped__(2), foo(3), foo.__module__; print(foo_attr)
calls = []
@lru_cache(maxsize=2)
def f(x, y=0): calls.append((x, y)); return x + y
print(f(1), f(1), f(2), f(3), f(1), f(1, y=1), calls, f.cache_info()); f.cache_clear(); print(f.cache_info(), f.cache_parameters())
@lru_cache
def g(x): return x
@cache
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(g(1), fib(60), fib.cache_info()); t(g, []); t(lru_cache, 'x')
@lru_cache(typed=True)
def h(x): return type(x).__name__
print(h(1), h(1.0), h.cache_info().misses)
@total_ordering
class V:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v if isinstance(o, V) else NotImplemented
    def __lt__(self, o): return self.v < o.v if isinstance(o, V) else NotImplemented
a, b = V(1), V(2); print(a < b, a <= b, a > b, a >= b, a == b, a <= V(1), a >= V(1), sorted([b, a])[0].v); t(lambda: a < 1); t(lambda: a >= 'x')
@total_ordering
class W:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __ge__(self, o): return self.v >= o.v
print(W(1) < W(2), W(1) <= W(2), W(2) > W(1)); t(total_ordering, type('X', (), {}))
print(sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)), min('bca', key=cmp_to_key(lambda a, b: (a > b) - (a < b))))
class C:
    n = 0
    @cached_property
    def x(self): self.n += 1; return self.n
    def m(self, a, b=0): return (a, b)
    pm = partialmethod(m, 5, b=6)
c = C(); print(c.x, c.x, c.__dict__, c.pm(), C.x.__class__.__name__); del c.x; print(c.x)
@singledispatch
def sd(x): return 'object'
@sd.register(int)
def _(x): return 'int'
@sd.register
def _(x: str): return 'str'
print(sd(1), sd('a'), sd([]), sd(True), sd.dispatch(int)(0))
