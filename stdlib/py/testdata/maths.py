import math, fractions, numbers, heapq, bisect, reprlib, keyword
from fractions import Fraction as F
def t(f, *a, **k):
    try:
        r = f(*a, **k)
        print(f.__name__, a, '%.13g' % r if isinstance(r, float) else repr(r))
    except Exception as e: print(getattr(f, '__name__', f), a, type(e).__name__, e)
inf, nan = math.inf, math.nan
for f in 'floor ceil trunc'.split():
    for x in (1.5, -1.5, 2, 0.0, 1e30, inf, nan, True, 'x', 10**40): t(getattr(math, f), x)
for f in 'sqrt log2 log10 log fabs isnan isinf isfinite degrees radians frexp modf atan ulp cbrt exp expm1 log1p gamma lgamma'.split():
    for x in (0, 1, 4, 0.5, -1, inf, -inf, nan, 1000): t(getattr(math, f), x)
for a in [(), (12, 18), (12, 18, 27), (0, 0), (-4, 6), (1.5, 2)]: t(math.gcd, *a); t(math.lcm, *a)
t(math.factorial, 20); t(math.factorial, 25); t(math.factorial, -1); t(math.factorial, 1.5); t(math.isqrt, 10**20 + 1); t(math.isqrt, -1); t(math.comb, 10, 3); t(math.comb, 3, 10); t(math.perm, 10, 3); t(math.perm, 5); t(math.comb, -1, 2)
t(math.fsum, [0.1] * 10); t(math.prod, [1, 2, 3]); t(math.prod, [], start=5); t(math.prod, [1.5, 2]); t(math.hypot, 3, 4); t(math.hypot); t(math.dist, (0, 0), (3, 4)); t(math.isclose, 1, 1 + 1e-10); t(math.isclose, 1, 2); t(math.log, 8, 2); t(math.log, 10**400); t(math.log2, 2**2000); t(math.pow, 2, 0.5); t(math.pow, -8, 1 / 3); t(math.pow, 0, -1); t(math.fmod, 7, 3); t(math.fmod, -7, 3); t(math.copysign, 1, -0.0); t(math.ldexp, 1.5, 3); t(math.ldexp, 1.5, 3000); t(math.remainder, 7, 4); t(math.atan2, 1, 1); t(math.sqrt, 'x'); t(math.exp, 1000); t(math.nextafter, 1, 2)
print(math.pi, math.e, math.tau)
for a in [(3, 4), (6, -8), ('3/4',), ('-1.25',), ('1e3',), (0.5,), (1.1,), ('x',), (1, 0), (F(1, 2), F(3, 4)), (2,), (1.5, 2)]: t(F, *a)
a, b = F(3, 4), F(-5, 6); print(a + b, a - b, a * b, a / b, a // b, a % b, a ** 2, a ** -2, a ** F(1, 2), -a, abs(b), a < b, a == F(6, 8), a == 0.75, 1 + a, 1 - a, 2 / a, 0.5 + a, int(b), round(F(7, 2)), round(F(10, 3), 2), float(a), bool(F(0)), hash(F(2)) == hash(2), math.floor(b), math.ceil(b), F(math.pi).limit_denominator(100), divmod(a, b), str(F(4, 2)), a.numerator, a.denominator, a.as_integer_ratio(), max(a, b), sum([a, b]))
print(isinstance(1, numbers.Integral), isinstance(1.5, numbers.Real), isinstance(1.5, numbers.Rational), isinstance(1j, numbers.Complex), isinstance(True, numbers.Number), isinstance('x', numbers.Number), isinstance(a, numbers.Rational))
h = [5, 3, 8, 1, 9, 2]; heapq.heapify(h); print(h); heapq.heappush(h, 0); print(h, heapq.heappop(h), h, heapq.heapreplace(h, 7), heapq.heappushpop(h, 0), [heapq.heappop(h) for _ in range(len(h))]); print(list(heapq.merge([1, 4], [2, 3], [0, 9])), list(heapq.merge([4, 1], [3, 2], reverse=True)), list(heapq.merge(['a', 'ccc'], ['bb'], key=len)), heapq.nlargest(2, [1, 5, 3]), heapq.nsmallest(2, [1, 5, 3], key=lambda x: -x)); t(heapq.heappop, [])
x = [1, 3, 3, 5]; print(bisect.bisect(x, 3), bisect.bisect_left(x, 3), bisect.bisect_right(x, 0), bisect.bisect(x, 9), bisect.bisect_left(x, -3, key=lambda v: -v)); bisect.insort(x, 4); bisect.insort_left(x, 0); print(x); t(bisect.bisect, x, 1, -1)
print(reprlib.repr(list(range(20))), reprlib.repr('x' * 100), reprlib.repr({i: i for i in range(9)}), reprlib.repr(10**60), reprlib.repr([[[[[[[[1]]]]]]]]), reprlib.repr({3, 1}), reprlib.repr((1,)), reprlib.repr(()), reprlib.repr(set()))
class L:
    @reprlib.recursive_repr()
    def __repr__(self): return '<%r>' % (self.x,)
l = L(); l.x = [l]; print(l)
print(keyword.iskeyword('if'), keyword.iskeyword('print'), len(keyword.kwlist), keyword.issoftkeyword('match'))
