from collections import *
from collections import abc
import collections, copy
def t(f, *a, **k):
    try: print(f(*a, **k))
    except Exception as e: print(type(e).__name__, e)
d = OrderedDict([('a', 1), ('b', 2)]); d['c'] = 3; print(d, list(d), d.popitem(), d.popitem(last=False), d, len(d)); t(OrderedDict().popitem)
d = OrderedDict(a=1, b=2, c=3); d.move_to_end('a'); print(list(d)); d.move_to_end('c', last=False); print(list(d), list(reversed(d))); t(d.move_to_end, 'zz')
print(OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), OrderedDict(a=1, b=2) == {'b': 2, 'a': 1}, OrderedDict(a=1) != OrderedDict(a=1), OrderedDict.fromkeys('ab', 0), d.copy(), copy.copy(d) == d, type(d | {'z': 1}), OrderedDict(), d.get('x', 5), d.pop('x', 6), d.setdefault('n', 7), isinstance(d, dict), repr(OrderedDict({1: OrderedDict()})))
d.update({'q': 1}, r=2); print(list(d.items()), list(d.keys()), list(d.values())); t(d.pop, 'nope')
dd = defaultdict(list); dd['a'].append(1); print(dd, dd['b'], dict(dd), dd.default_factory, 'z' in dd, dd.get('z')); t(lambda: defaultdict()['x']); t(defaultdict, 1); print(defaultdict(int, {'a': 1}), defaultdict(lambda: 3)['x'], copy.copy(dd), dd.copy(), type(dd.copy()))
P = namedtuple('P', 'x y'); p = P(1, y=2); print(p, p.x, p[1], p._asdict(), p._replace(x=5), P._fields, P._make([3, 4]), p == (1, 2), tuple(p), len(p), P.__name__, P.__doc__, p.index(2), [*p], hash(p) == hash((1, 2)))
Q = namedtuple('Q', ['a', 'b', 'c'], defaults=[1, 2]); print(Q(0), Q._field_defaults, Q(1, 2, 3), P.x.__doc__); t(P, 1); t(P, 1, 2, 3); t(P, 1, z=2); t(p._replace, z=1); t(P._make, [1]); t(setattr, p, 'x', 1); t(namedtuple, 'X', 'a a'); t(namedtuple, 'X', '_a'); t(namedtuple, 'X', 'class'); t(namedtuple, '1', 'a'); print(namedtuple('X', 'a a class _z', rename=True)._fields, namedtuple('E', '')(), P.__module__)
class PP(P):
    __slots__ = ()
    @property
    def s(self): return self.x + self.y
    def __str__(self): return 'PP!'
print(PP(1, 2).s, str(PP(1, 2)), repr(PP(1, 2)), PP(1, 2)._replace(x=9)); t(lambda: p.zz); t(lambda: p < (1, 3)); x, y = p; print(x, y)
q = deque([1, 2, 3], maxlen=3); q.append(4); print(q, q.maxlen, q[0], q[-1], len(q)); q.appendleft(0); print(q); q.rotate(1); print(q); q.rotate(-2); print(q); q.extend([7, 8]); print(q, q.popleft(), q.pop(), 7 in q, list(reversed(q)), q.count(7)); t(deque().pop); t(deque().popleft); t(lambda: q[9])
q = deque('abc'); q.extendleft('xy'); print(q, q.index('a'), q == deque('yxabc'), q + deque('z'), q * 2, q.copy(), bool(deque()), deque([1]) < deque([2])); q.remove('b'); q.insert(1, 'I'); q.reverse(); print(q); del q[0]; q[0] = 'Z'; print(q); t(q.remove, 'nope'); t(q.index, 'nope'); t(deque, 5); q.clear(); print(q)
def mut():
    for x in (q2 := deque([1, 2])): q2.append(3)
t(mut); q = deque(); q.append(q); print(q)
for i in range(100): q.append(i); q.popleft()
print(list(q))
c = Counter('abracadabra'); print(c, c.most_common(2), c['zz'], sum(c.values()), c.total(), sorted(c.elements())); c.update('aa'); c.subtract('b'); print(c, c + Counter(b=1), c - Counter(a=100), c & Counter(a=1), c | Counter(z=1), +Counter(a=-1), Counter(a=1) == Counter(a=1, b=0), Counter(a=1) <= Counter(a=2), Counter(), Counter({'x': 2}), Counter(a=2, b=3)); del c['nope']; c += Counter('b'); print(c, isinstance(c, dict)); t(Counter.fromkeys, 'a')
m = ChainMap({'a': 1}, {'a': 2, 'b': 3}); print(m, m['a'], m['b'], len(m), sorted(m), m.get('z'), 'b' in m, m.maps, m.parents, m.new_child({'q': 1}), dict(m)); m['z'] = 1; del m['a']; print(m); t(m.__delitem__, 'b'); t(lambda: m['nope'])
class UD(UserDict):
    def __setitem__(self, k, v): super().__setitem__(k.upper(), v)
u = UD(a=1); u['b'] = 2; print(u, u['A'], 'B' in u, len(u), list(u.items()), u.get('x', 3), u.pop('A'), isinstance(u, abc.MutableMapping)); l = UserList([3, 1, 2]); l.sort(); l.append(9); print(l, l[1:], l + [1], len(l), UserString('ab').upper() + 'c')
for cls in (abc.Callable, abc.Iterable, abc.Iterator, abc.Mapping, abc.MutableMapping, abc.Sequence, abc.MutableSequence, abc.Set, abc.MutableSet, abc.Hashable, abc.Sized, abc.Container, abc.Collection, abc.Generator, abc.Reversible, abc.ByteString):
    print(cls.__name__, [isinstance(x, cls) for x in (len, [], (), {}, 'a', b'', set(), frozenset(), range(1), 1, None, iter([]), (x for x in ()), d, c, q, P, p, lambda: 1, object(), t, zip())])
print([isinstance({}.keys(), c) for c in (abc.Set, abc.KeysView, abc.Mapping, abc.Collection)], isinstance({}.values(), abc.ValuesView))
class It:
    def __iter__(self): return iter([1])
    def __len__(self): return 1
print(isinstance(It(), abc.Iterable), issubclass(It, abc.Sized), isinstance(It(), abc.Container), isinstance(It(), abc.Collection))
class M(abc.Mapping):
    def __getitem__(self, k): return {'a': 1}[k]
    def __iter__(self): return iter(['a'])
    def __len__(self): return 1
m = M(); print(m.get('a'), m.get('b', 2), 'a' in m, list(m.items()), list(m.keys()), list(m.values()), m == {'a': 1}, dict(m), {**m}); t(abc.Mapping)
class Sq(abc.Sequence):
    def __getitem__(self, i): return [1, 2, 3][i]
    def __len__(self): return 3
s = Sq(); print(list(s), 2 in s, s.index(3), s.count(1), list(reversed(s))); t(s.index, 9)
class MS(abc.MutableSet):
    def __init__(self, it=()): self.s = list(dict.fromkeys(it))
    def __contains__(self, x): return x in self.s
    def __iter__(self): return iter(self.s)
    def __len__(self): return len(self.s)
    def add(self, x):
        if x not in self.s: self.s.append(x)
    def discard(self, x):
        if x in self.s: self.s.remove(x)
a, b = MS('abc'), MS('bcd'); print(sorted(a & b), sorted(a | b), sorted(a - b), sorted(a ^ b), a <= b, a == MS('cba'), a.isdisjoint(b)); a |= b; a.remove('a'); print(sorted(a)); t(a.remove, 'zz')
print(list[int], dict[str, int], abc.Callable is collections.abc.Callable)
