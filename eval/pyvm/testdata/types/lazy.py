# Iterators take from their sources only what they are asked for, and containers notice changes.


def noisy(name, items):
    for x in items:
        print(name, 'gives', x)
        yield x
    print(name, 'ends')


def attempt(f):
    try:
        print('->', f())
    except Exception as e:
        print('->', type(e).__name__, e)


print('zip')
z = zip(noisy('a', [1, 2, 3]), noisy('b', [1, 2]))
print('made', z.__class__.__name__)
for pair in z:
    print(pair)
attempt(lambda: next(z))

print('zip strict')
attempt(lambda: list(zip(noisy('a', [1]), noisy('b', [1, 2]), strict=True)))

print('map')
m = map(lambda x, y: x + y, noisy('a', [1, 2]), noisy('b', [10, 20, 30]))
print(next(m))
print(list(m))

print('filter')
f = filter(lambda x: x % 2, noisy('a', range(4)))
print(next(f))
print(next(f))
attempt(lambda: next(f))

print('enumerate')
e = enumerate(noisy('a', 'xy'), 5)
print(next(e), iter(e) is e)

print('any, all, in, min')
print(any(x > 1 for x in noisy('a', [1, 2, 3])))
print(all(x < 2 for x in noisy('a', [1, 2, 3])))
print(2 in noisy('a', [1, 2, 3]))
print(min(noisy('a', [3, 1, 2])))

print('iter with a sentinel')
numbers = iter([1, 2, 3, 0, 4])
it = iter(lambda: next(numbers), 0)
print(list(it), list(it), next(numbers))

print('keys of sort are made once')
calls = []


def key(x):
    calls.append(x)
    return -x


print(sorted([3, 1, 2], key=key), calls)


class Fails:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        print('compare', self.n, other.n)
        if self.n == 2:
            raise ValueError('no order')
        return self.n < other.n


attempt(lambda: sorted([Fails(3), Fails(1), Fails(2)]))
items = [Fails(4), Fails(1), Fails(5), Fails(3)]
items.sort()
print([x.n for x in items])
items.sort(reverse=True)
print([x.n for x in items])

print('containers that change')
d = {1: 'a', 2: 'b'}


def changing():
    for k in d:
        d[k + 10] = 'x'


attempt(changing)
print(sorted(d))
it = iter(d)
next(it)
del d[2]
attempt(lambda: next(it))
attempt(lambda: next(it))
keys, values, pairs = d.keys(), d.values(), d.items()
d['new'] = 1
print(len(keys), 'new' in keys, 1 in values, ('new', 1) in pairs)
s = {1, 2}
it = iter(s)
next(it)
s.add(3)
attempt(lambda: next(it))
l = [1, 2, 3]
for x in l:
    print(x)
    if x == 2:
        l.remove(2)
r = reversed(l)
l.append(9)
print(list(r), l)
l = [1, 2, 3]
r = reversed(l)
next(r)
del l[0:2]
print(list(r))
it = iter(l)
print(list(it))
l.append(5)
print(list(it), l)

print('chunks')
stream = iter('abcdefg')
print(list(zip(stream, stream, stream)), list(stream))
head, *tail = noisy('a', [1, 2, 3])
print(head, tail)


def outer():
    result = yield from noisy('inner', 'pq')
    yield result
    print('result', result)


print(list(outer()))
print(dict(zip('abc', range(3))), sum(map(len, ['a', 'bb'])), ','.join(map(str, filter(None, [0, 1, 2]))))
print(*map(str.upper, 'ab'), sep='|', end='.\n')


class Writer:
    def __init__(self):
        self.text = []

    def write(self, s):
        self.text.append(s)

    def flush(self):
        self.text.append('<flush>')


w = Writer()
print(1, 'two', None, file=w)
print('a', 'b', sep='', end='', file=w, flush=True)
print(sep=None, end=None, file=w)
print(w.text)
attempt(lambda: print(1, sep=2))
attempt(lambda: print(1, nosuch=2))
attempt(lambda: print(1, file=5))
