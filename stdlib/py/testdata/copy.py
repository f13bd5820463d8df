import copy
from collections import OrderedDict, defaultdict, deque, Counter, namedtuple
class A:
    def __init__(self, x): self.x = x
    def __eq__(self, o): return self.x == o.x
class S:
    __slots__ = ('a', 'b')
class L(list):
    pass
class D(dict):
    pass
class C:
    def __copy__(self): return 'copied'
    def __deepcopy__(self, memo): return 'deep'
class R:
    def __init__(self, v): self.v = v
    def __reduce__(self): return (R, (self.v + 1,))
class G:
    def __init__(self): self.a = 1
    def __getstate__(self): return {'b': 2}
    def __setstate__(self, s): self.__dict__.update(s)
a = A([1, [2]]); b = copy.copy(a); c = copy.deepcopy(a)
print(b is not a, b.x is a.x, c == a, c.x is not a.x, c.x[1] is not a.x[1])
for v in [1, 'a', None, (1, 2), [1, [2]], {'a': [1]}, {1, 2}, frozenset([1]), b'x', bytearray(b'y'), 1.5, range(3), len, A, True, ...]:
    x, y = copy.copy(v), copy.deepcopy(v); print(x == v, y == v, x is v, y is v, type(x) is type(v))
l = [1]; l.append(l); m = copy.deepcopy(l); print(m[1] is m, m is not l); t = ([1],); u = copy.deepcopy(t); print(u == t, u is t, u[0] is t[0])
s = S(); s.a = 1; r = copy.copy(s); print(r.a, hasattr(r, 'b'))
x = L([1, [2]]); x.attr = 5; y = copy.copy(x); z = copy.deepcopy(x); print(type(y), y, y.attr, y[1] is x[1], z[1] is x[1], z.attr)
d = D(a=[1]); d.q = 1; e = copy.deepcopy(d); print(type(e), e, e.q, e['a'] is d['a'])
print(copy.copy(C()), copy.deepcopy(C()), copy.deepcopy([C()]), copy.copy(R(1)).v, copy.deepcopy(R(5)).v, vars(copy.copy(G())))
for v in (OrderedDict(a=[1]), defaultdict(list, {'a': [1]}), deque([1, [2]], maxlen=5), Counter('aab')):
    x, y = copy.copy(v), copy.deepcopy(v); print(x == v, y == v, type(x) is type(v), type(y) is type(v), x, y)
P = namedtuple('P', 'a b'); p = P(1, [2]); q = copy.deepcopy(p); print(q, q == p, q.b is p.b, type(q), copy.copy(p))
shared = [1]; v = copy.deepcopy([shared, shared]); print(v[0] is v[1])
try: copy.copy((i for i in ()))
except TypeError as e: print(e)
