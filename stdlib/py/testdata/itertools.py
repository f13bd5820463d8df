from itertools import *
import operator
def t(f, *a, **k):
    try: print(f(*a, **k))
    except Exception as e: print(type(e).__name__, e)
L = lambda it: list(islice(it, 12))
print(L(count()), L(count(5, 2)), L(count(1.5, -0.5)), count(3), count(3, 2), L(cycle('abc')), L(cycle('')), L(repeat(1, 3)), repeat(1), repeat(2, 3))
print(list(chain('ab', [1], ())), list(chain.from_iterable(['ab', 'c'])), list(chain()), list(accumulate([1, 2, 3])), list(accumulate([1, 2, 3], operator.mul)), list(accumulate([1, 2], initial=10)), list(accumulate([])))
print(list(compress('abcdef', [1, 0, 1, 0, 1, 1])), list(dropwhile(lambda x: x < 3, [1, 2, 3, 1])), list(takewhile(lambda x: x < 3, [1, 2, 3, 1])), list(filterfalse(lambda x: x % 2, range(6))), list(filterfalse(None, [0, 1, ''])))
print([(k, list(g)) for k, g in groupby('aaabbca')], [(k, list(g)) for k, g in groupby([1, 3, 2, 4, 5], lambda x: x % 2)], [k for k, g in groupby('aabbc')], [list(g) for k, g in list(groupby('aab'))])
print(list(islice('abcdef', 3)), list(islice('abcdef', 1, 5, 2)), list(islice('abc', 5)), list(islice('abcdef', 2, None)), list(islice('abc', 0)), list(islice(range(10), None, None, 3)))
it = iter(range(10)); print(list(islice(it, 2, 4)), list(it)); it = iter(range(10)); print(list(islice(it, 0)), next(it)); it = iter(range(10)); print(list(islice(it, 1, 6, 3)), next(it))
t(islice, 'a', -1); t(islice, 'a', 1, 'x'); t(islice, 'a', 0, 1, 0); t(islice, 5, 1); t(islice, 'a')
print(list(pairwise('abcd')), list(pairwise('a')), list(starmap(pow, [(2, 3), (3, 2)])), list(zip_longest('ab', 'c', 'xyz', fillvalue='-')), list(zip_longest()))
print(list(product('ab', [1, 2])), list(product('ab', repeat=2)), list(product()), list(product('ab', '')), list(product('a', repeat=0)))
print(list(permutations('abc')), list(permutations('abc', 2)), list(permutations('ab', 3)), list(permutations('', 0)), list(combinations('abcd', 2)), list(combinations('ab', 3)), list(combinations('ab', 0)), list(combinations_with_replacement('ab', 3)), list(combinations_with_replacement('', 1)))
a, b, c = tee(iter('abc'), 3); print(next(a), next(a), list(b), list(a), list(c))
t(combinations, 'a', -1); t(permutations, 'a', -1); t(count, 'a'); t(repeat, 1, 'x'); t(chain, x=1)
it = takewhile(lambda x: x < 2, iter([1, 5, 1])); print(list(it), list(it)); print(iter(it) is it, isinstance(count(), count), type(chain()).__name__)
import operator as o
print(o.add(1, 2), o.itemgetter(1)('abc'), o.itemgetter(0, 2)('abc'), o.attrgetter('real')(3), o.attrgetter('__class__.__name__', 'imag')(3), o.methodcaller('split', ',')('a,b'), o.methodcaller('sort', reverse=True)([1]), o.itemgetter(1, 'a'), o.attrgetter('a.b'))
print(sorted([(1, 'b'), (0, 'c')], key=o.itemgetter(1)), o.contains('abc', 'b'), o.not_(1), o.truth([]), o.is_(None, None), o.neg(3), o.index(5), o.concat('a', 'b'), o.countOf([1, 1, 2], 1), o.indexOf('abc', 'c'), o.floordiv(7, 2), o.__add__(1, 1), o.iadd([1], [2]), o.abs(-1), o.mod('%d', 3), o.and_(6, 3), o.lt(1, 2), o.length_hint([1, 2]))
t(o.itemgetter); t(o.itemgetter(5), 'a'); t(o.attrgetter, 1); t(o.index, 1.5); t(o.add, 1); t(o.indexOf, 'a', 'b'); t(o.concat, 1, 2)
d = {}; o.setitem(d, 'a', 1); print(d, o.getitem(d, 'a')); o.delitem(d, 'a'); print(d)
