# pprint: values of all shapes at all widths.
import collections
import dataclasses
import io
import types
from pprint import PrettyPrinter, isreadable, isrecursive, pformat, pp, pprint, saferepr


@dataclasses.dataclass
class Data:
    number: int
    words: list
    hidden: str = dataclasses.field(default='h', repr=False)
    inner: object = None


@dataclasses.dataclass(repr=False)
class Silent:
    a: int = 1


class Named(list):
    pass


class Quiet(dict):
    def __repr__(self):
        return 'Quiet!' * 20


class Spaces(types.SimpleNamespace):
    pass


loop = [1, 2]
loop.append(loop)
cycle = {'a': [1]}
cycle['self'] = cycle
selfish = Data(1, ['w'])
selfish.inner = selfish
text = 'The quick brown fox jumped over the lazy dogs, one after the other.\nAnd a second line, with   several blanks, that is as long\n\n   indented '
values = [
    [], (), {}, set(), frozenset(), '', b'', 0, 5, 123456789, -1234567, True, None, 1.5, 2j, ..., 'x', b'xyz', 'x' * 90, text, text.encode(), b'abcd' * 8, b'a' * 31, bytearray(b'0123456789' * 3), bytearray(),
    [1], (1,), [1, 2, 3], ((),), [[]], [None], list(range(30)), tuple(range(100, 112)), {1, 2, 3}, frozenset(range(8)), set(range(10, 20)), {(1, 2), (3,)},
    {'b': 1, 'a': 2}, {1: 'one', 'two': 2, None: 3, (1, 2): 4}, {'key': {'deep': {'deeper': ['deepest' * 3, 'x']}}}, {'k' * 30: 'v' * 60}, {'text': text}, [text, 'short'], (text,),
    {i: list(range(i)) for i in range(6)}, [['a' * 10] * 3] * 2, [{'a': 1, 'b': (1, 2)}, {'c': 'x' * 30}], [b'bytes' * 9, 'q'],
    collections.OrderedDict(), collections.OrderedDict([('z', 1), ('y', [1, 2, 3]), ('x', 'words of text ' * 3)]), collections.defaultdict(list), collections.defaultdict(int, a=1, b=[1] * 9),
    collections.Counter(), collections.Counter('abracadabra' * 2), collections.deque(), collections.deque(range(20)), collections.deque(['word ' * 5, 2], maxlen=9),
    collections.ChainMap(), collections.ChainMap({'a': 1}, {'b': 'long ' * 9}), collections.UserDict(a=1, b='long ' * 9), collections.UserList(range(20)), collections.UserString(text),
    types.MappingProxyType({'a': 1, 'b': 'long ' * 9}), types.SimpleNamespace(), types.SimpleNamespace(first=1, second='long ' * 9, third=[1, 2, 3]), Spaces(a='long ' * 9, b=2),
    Data(1, ['a', 'b']), Data(2, list(range(20)), inner=Data(3, [])), Named('abcdef'), Quiet(a=1), [Quiet(a=1)], int, len, range(5), [int, str], 'é' * 30, '\x00\n\t' * 9, 'a b\u2028c d',
    [1, 'a', None, (2,), b'x', 1.0, {}], {'nested': [collections.OrderedDict(a=[1, 2]), {3, 4}, Data(5, [6])]},
]
for value in values:
    for kw in [{}, {'width': 30}, {'width': 12, 'indent': 4}, {'width': 1}, {'width': 30, 'compact': True}, {'width': 40, 'compact': True, 'indent': 3}, {'width': 20, 'depth': 2}, {'width': 60, 'sort_dicts': False, 'underscore_numbers': True}]:
        try:
            print(pformat(value, **kw))
        except Exception as e:
            print(type(e).__name__, e)
    try:
        print(isreadable(value), isrecursive(value), saferepr(value))
    except Exception as e:
        print(type(e).__name__, e)
for value in (loop, cycle, selfish, [loop, cycle]):
    for kw in ({}, {'width': 10}, {'width': 5, 'depth': 1}):
        print(pformat(value, **kw).replace(str(id(value)), 'ID').replace(str(id(loop)), 'LOOP').replace(str(id(cycle)), 'CYCLE'))
    print(isreadable(value), isrecursive(value), PrettyPrinter().isreadable(value), PrettyPrinter().isrecursive(value))
for kw in ({'indent': -1}, {'depth': 0}, {'depth': -1}, {'width': 0}, {'width': '5'}, {'depth': None, 'width': -4}):
    try:
        print(PrettyPrinter(**kw).pformat([1, 2]))
    except Exception as e:
        print(type(e).__name__, e)
out = io.StringIO()
pprint([1] * 40, out, 2, 30, 3, compact=True)
pp({'b': 1, 'a': [2] * 30}, out, width=20)
pprint({'b': 1, 'a': [2] * 30}, stream=out, width=20)
PrettyPrinter(stream=out, width=9).pprint({'x': {'y': 'z z z z z'}})
print(out.getvalue())
pprint('to standard output')


class Short(PrettyPrinter):
    def format(self, object, context, maxlevels, level):
        if isinstance(object, str):
            return '<%s at %d>' % (object[:3], level), False, False
        return super().format(object, context, maxlevels, level)


print(Short(width=20).pformat({'text': text, 'list': [text, [text]]}), Short().isreadable(['x']), Short().isreadable([1]))
print(PrettyPrinter().format([1, (2,)], {}, 0, 0), PrettyPrinter(depth=1).format([[1]], {}, 1, 0))
print(pformat({3: 1, 'a': 2, 1: 3, (1,): 4, (0, 'x'): 5}, width=10), pformat([{'b'}, frozenset({1, 2})]))
print(pformat(Silent())[:10])
