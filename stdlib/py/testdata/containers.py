# The methods of the containers and of the abstract classes, on all kinds of operands.
import operator
from collections import ChainMap, Counter, OrderedDict, UserDict, UserList, UserString, abc, defaultdict, namedtuple


def show(what, f, *args, **kw):
    try:
        got = f(*args, **kw)
        print(what, '->', type(got).__name__, sorted(got, key=repr) if isinstance(got, (set, Bag)) else repr(got))
    except Exception as e:
        print(what, '!!', type(e).__name__, e)
        if not e.__suppress_context__ and e.__context__ is not None:
            print('    during', type(e.__context__).__name__, e.__context__)


class Bag(abc.MutableSet):
    def __init__(self, it=()): self.s = list(dict.fromkeys(it))
    def __contains__(self, x): return x in self.s
    def __iter__(self): return iter(list(self.s))
    def __len__(self): return len(self.s)
    def __repr__(self): return 'Bag(%r)' % sorted(self.s, key=repr)
    def add(self, x):
        if x not in self.s: self.s.append(x)
    def discard(self, x):
        if x in self.s: self.s.remove(x)


class Map(abc.MutableMapping):
    def __init__(self, d=()): self.d = dict(d)
    def __getitem__(self, k): return self.d[k]
    def __setitem__(self, k, v): self.d[k] = v
    def __delitem__(self, k): del self.d[k]
    def __iter__(self): return iter(self.d)
    def __len__(self): return len(self.d)
    def __repr__(self): return 'Map(%r)' % self.d


class Row(abc.MutableSequence):
    def __init__(self, it=()): self.l = list(it)
    def __getitem__(self, i): return self.l[i]
    def __setitem__(self, i, v): self.l[i] = v
    def __delitem__(self, i): del self.l[i]
    def __len__(self): return len(self.l)
    def insert(self, i, v): self.l.insert(i, v)
    def __repr__(self): return 'Row(%r)' % self.l


binary = 'or_ and_ sub xor lt le gt ge eq ne add mul ior iand isub ixor iadd'.split()
makers = {
    'ordered': lambda: OrderedDict(a=1, b=2), 'default': lambda: defaultdict(int, a=1), 'counter': lambda: Counter('aab'),
    'minus': lambda: Counter(a=-1, b=2), 'chain': lambda: ChainMap({'a': 1}, {'b': 2}), 'user': lambda: UserDict(a=1),
    'list': lambda: UserList([1, 2]), 'text': lambda: UserString('ab'), 'bag': lambda: Bag('ab'), 'map': lambda: Map({'a': 1}),
    'row': lambda: Row([1, 2]), 'keys': lambda: Map({'a': 1}).keys(), 'items': lambda: Map({'a': 1}).items(),
}
others = {'dict': lambda: {'a': 9, 'c': 3}, 'set': lambda: {'a', 'z'}, 'frozen': lambda: frozenset('ab'), 'plain list': lambda: [1, 3], 'str': lambda: 'ab',
          'int': lambda: 2, 'None': lambda: None, 'pairs': lambda: [('a', 1), ('q', 2)]}
def brief(f, *args):
    try:
        got = f(*args)
        return repr(sorted(got, key=repr) if isinstance(got, (set, Bag)) else got).replace('OrderedDict', 'O').replace('Counter', 'C')
    except TypeError as e:
        return '!'
    except Exception as e:
        return type(e).__name__


for name in binary:
    op = getattr(operator, name)
    for left in makers:
        row = [brief(op, makers[left](), make()) for make in [*makers.values(), *others.values()]]
        back = [brief(op, make(), makers[left]()) for make in others.values()]
        x = makers[left]()
        print(name, left, *row, '/', *back, '/', brief(op, x, x))
for left in makers:
    print(left, *[brief(f, makers[left]()) for f in (len, bool, repr, lambda x: hash(x) is None, list, lambda x: list(reversed(x)), lambda x: sorted(iter(x)))])


def calls(make, text):
    for line in filter(str.strip, text.splitlines()):
        x = make()
        show(line.strip(), lambda: eval(line.strip(), {**globals(), 'x': x}))
        print('   ', repr(x))


mapping = '''
    x.pop('a')
    x.pop('z')
    x.pop('z', 0)
    x.popitem()
    x.setdefault('a', 5)
    x.setdefault('z', 5)
    x.setdefault('y')
    x.update({'q': 1}, r=2)
    x.update([('q', 1)])
    x.update(Map({'m': 1}))
    x.update(5)
    x.update(self=1)
    x.get('a'), x.get('z'), x.get('z', 7)
    x['nothing']
    x.__delitem__('nothing')
    x.clear()
    x.copy() == x
    x.fromkeys('ab', 1)
    x.fromkeys('ab')
    list(x.keys()), list(x.values()), list(x.items())
    ('a', 1) in x.items(), ('a', 2) in x.items(), ('zz', 2) in x.items(), 1 in x.values(), 'a' in x.keys(), len(x.values())
    x == dict(x), x == {}, x == 5, x != dict(x)
    isinstance(x | {'a': 5}, type(x))
    {'a': 5, 'n': 1} | x
    list(reversed(x))
'''
for left in ('ordered', 'default', 'counter', 'chain', 'user', 'map'):
    print('#', left)
    calls(makers[left], mapping)
calls(makers['ordered'], '''
    x.move_to_end('a')
    x.move_to_end('b', last=False)
    x.move_to_end('nothing')
    x.popitem(last=False)
    x.pop('z', default=3)
    x.update()
    OrderedDict().popitem()
    OrderedDict([('a', 1)], b=2)
    OrderedDict([('a', 1)], {})
    OrderedDict.fromkeys([1, 2])
    x.__reduce__()[:2]
''')
calls(makers['counter'], '''
    x.most_common()
    x.most_common(1)
    x.most_common(0)
    x.most_common(-1)
    list(x.elements()), x.total()
    x.update({'a': 5}), x.update('xyz'), x.update(a=1), x.update(None)
    x.subtract({'a': 5}), x.subtract('xyz'), x.subtract(a=1), x.subtract(None)
    x.update(5)
    Counter('a', 'b')
    Counter(None), Counter(a=1), Counter({'b': 2}, a=1)
    +x, -x, +Counter(a=-1, b=1), -Counter(a=-1, b=1)
    x['none'], 'none' in x
    Counter({1: 'a', 2: 3})
    Counter(a=1) < Counter(a=1, b=1), Counter(a=1) > Counter(), Counter(a=0) == Counter()
    x.__reduce__()
''')
calls(makers['chain'], '''
    x.maps, x.parents, x.new_child(), x.new_child({'k': 1}), x.new_child(k=2), x.new_child({'k': 1}, j=2)
    x.__setitem__('b', 5)
    x.__delitem__('b')
    ChainMap().popitem()
    ChainMap(), ChainMap().maps, len(ChainMap({'a': 1}, {'a': 2}))
    bool(ChainMap()), bool(ChainMap({}, {1: 2}))
    list(ChainMap({'b': 1, 'a': 2}, {'c': 3, 'a': 4}))
    x.copy().maps[0] is x.maps[0], x.copy().maps[1] is x.maps[1]
''')


class Upper(UserDict):
    def __setitem__(self, k, v): super().__setitem__(k.upper(), v)
    def __missing__(self, key): return key * 2


calls(lambda: Upper({'a': 1}, b=2), '''
    x['A'], x['q'], x.get('q'), x.get('A'), 'q' in x
    x.update(z=1)
    x.copy().data, type(x.copy())
    x | {'c': 1}
    {'c': 1} | x
    x.__class__.fromkeys('ab', 3)
''')
sequence = '''
    x[0], x[-1], x[0:1]
    x[9]
    x.index(2), x.index(1, 0, 1)
    x.index(2, 0, 1)
    x.index(1, -5)
    x.index(1, -1)
    x.index(2, 0, -1)
    x.index('none')
    x.count(1), 1 in x, 'no' in x
    x.append(3), x.append(4)
    x.insert(1, 'i')
    x.pop(), x.pop(0)
    x.pop(), x.pop(), x.pop()
    x.remove(1)
    x.remove('none')
    x.reverse()
    x.extend([7, 8])
    x.extend(x)
    x.extend(5)
    x.clear()
    x.__setitem__(0, 9)
    x.__delitem__(0)
    x.__delitem__(7)
    list(reversed(x)), list(x)
'''
calls(makers['list'], sequence + '''
    x.sort(reverse=True)
    x.copy() is x, x.copy()
    UserList(), UserList(x), UserList('ab'), UserList((1, 2))
    x + UserList([5]), x + (5,), [5] + x, (5,) + x, x * 2, 2 * x
    x + 5
    x < [1, 3], x <= UserList([1, 2]), x > [0], x >= [9], x == [1, 2]
''')
calls(lambda: Row([1, 2]), sequence)
calls(lambda: Row([1, 2, 3, 4, 5]), '''
    x.reverse()
    x.index(4, 2), x.index(5, -1), x.index(1, 0, 10)
    x.__iadd__([6])
''')
calls(makers['text'], '''
    str(x), x.upper(), x.upper() + 'c', 'c' + x, x + x, x * 2, 2 * x, x[0], x[::-1], len(x)
    'a' in x, UserString('b') in x, x == 'ab', x < 'b', x.startswith('a'), x.find(UserString('b'))
    UserString(5), UserString(x), UserString('%s') % 5, UserString('%s-%s') % (1, 2)
    x.split('a'), x.join(['1', '2']), x.encode(), x.replace('a', UserString('q'))
    x + 5, 5 + x
    isinstance(x, abc.Sequence), isinstance(x, str), hash(x) == hash('ab'), {'ab': 1}[x]
    x.nothing
    x.index('b'), x.count('a'), list(reversed(x))
''')
calls(makers['bag'], '''
    x.remove('a')
    x.remove('none')
    x.discard('none')
    x.pop() in 'ab'
    Bag().pop()
    x.clear()
    x.isdisjoint('xy'), x.isdisjoint('ax')
    x.isdisjoint(5)
    x <= {'a', 'b', 'c'}, {'a'} <= x, x == {'a', 'b'}, x == 'ab', x != Bag('ba')
    x & 'ac', 'ac' & x, x - ['a'], 'abc' - x, x ^ 'bc', 'bc' ^ x, x | 'q', 'q' | x
    x - 5
    5 ^ x
    x._hash() == Bag('ba')._hash()
    Map({'a': 1}).keys() & 'ab', Map({'a': 1}).items() | [('b', 2)], Map({'a': 1}).keys() - {'a'}
    Map({'a': 1}).keys(), Map({'a': 1}).items(), Map({'a': 1}).values()
''')


class Counted(abc.Generator):
    def __init__(self): self.n = 0
    def __repr__(self): return 'Counted %d' % self.n
    def send(self, v):
        self.n += 1
        if self.n > 2: raise StopIteration
        return self.n
    def throw(self, typ, val=None, tb=None): return super().throw(typ, val, tb)


class Stubborn(Counted):
    def throw(self, typ, val=None, tb=None): return 1


calls(Counted, '''
    list(x)
    next(x)
    x.close()
    x.throw(ValueError('v'))
    x.throw(ValueError)
    x.throw(ValueError, ValueError('w'))
    Stubborn().close()
''')
for name in abc.__all__:
    cls = getattr(abc, name)
    print(name, cls.__module__, cls.__name__, [c.__name__ for c in cls.__mro__], sorted(cls.__abstractmethods__))
    show(name, cls)
    show(name + '[]', lambda: (cls[int], cls[str, int].__args__, cls[int].__origin__ is cls))
Point = namedtuple('Point', 'x, y z', defaults=(0,))
calls(lambda: Point(1, 2), '''
    x, x.z, Point._fields, Point._field_defaults, Point.__doc__, Point.__match_args__, Point.__new__.__doc__, Point.x.__doc__
    x._replace(y=5), x._asdict(), Point._make('abc'), x + (1,), x == (1, 2, 0)
    Point._make('ab')
    Point(1)
    Point(1, 2, 3, 4)
    Point(1, 2, q=3)
    x._replace(q=1)
    x.__getnewargs__(), Point.__module__, Point.__qualname__, Point._make.__qualname__, Point.__repr__.__qualname__
    namedtuple('P', ['a', 'b'], module='m').__module__
    namedtuple('P', 'a', defaults=(1, 2))
    namedtuple('P', 'a b', rename=True)(1, 2), namedtuple('P', 'def a a 1 _b', rename=True)._fields
    namedtuple('for', 'a')
    namedtuple('P', 'a b-c')
    namedtuple('P', [1])
    namedtuple('P', 5)
    hasattr(x, '__dict__'), x.__slots__
''')
