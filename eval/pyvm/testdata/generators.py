def g(n):
    for i in range(n):
        got = yield i
        if got:
            print("got", got)
    return "done"
it = g(3)
print(next(it), it.send("hi"), next(it))
try:
    next(it)
except StopIteration as e:
    print("stop", e.value, e.args)
print(list(g(4)), sum(g(5)), [*g(2)], {*g(2)}, dict(zip(g(2), g(2))))
def outer():
    r = yield from g(2)
    print("r", r)
    yield from [10, 20]
    r = yield from (x for x in "ab")
    print(r)
    return 5
print(list(outer()))
def tr():
    try:
        yield 1
        yield 2
    except ValueError as e:
        print("caught", e)
        yield 99
    finally:
        print("finally")
    yield 3
t = tr()
print(next(t), t.throw(ValueError("boom")), next(t))
try:
    next(t)
except StopIteration:
    print("end")
t = tr()
next(t)
t.close()
t.close()
t = tr()
try:
    t.throw(KeyError("k"))
except KeyError as e:
    print("KeyError", e)
try:
    next(t)
except StopIteration:
    print("dead")
def ignoring():
    while True:
        try:
            yield 1
        except GeneratorExit:
            pass
i = ignoring()
next(i)
try:
    i.close()
except RuntimeError as e:
    print(e)
def stop():
    yield 1
    raise StopIteration("x")
s = stop()
next(s)
try:
    next(s)
except RuntimeError as e:
    print(e, repr(e.__cause__))
def selfish():
    yield next(me)
me = selfish()
try:
    next(me)
except ValueError as e:
    print(e)
u = g(1)
try:
    u.send(1)
except TypeError as e:
    print(e)
def tree(n):
    if n:
        yield from tree(n - 1)
        yield n
        yield from tree(n - 1)
print(list(tree(4)))
def loops():
    for i in range(2):
        for j in range(2):
            if i == j:
                continue
            while True:
                x = yield i, j
                if x == "stop":
                    break
            else:
                yield "never"
        else:
            yield "else", i
l = loops()
print(next(l), l.send(1), l.send("stop"), l.send(2), l.send("stop"), end=" ")
print(next(l, "over"))
def exprs():
    a = (yield 1) + (yield 2) * 10
    print("a", a)
    b = [(yield 3), (yield 4)]
    print(b)
    c = {"k": (yield 5), (yield 6): 7}
    print(c)
    d = f((yield 8), *[(yield 9)], k=(yield 10))
    print(d)
    x = [0, 0, 0]
    x[(yield 11)] = (yield 12)
    print(x)
    x[(yield 13)] += (yield 14)
    print(x)
    e = (yield 15) if (yield 16) else (yield 17)
    print(e)
    print((yield 18) and (yield 19), (yield 20) or (yield 21))
    print(1 < (yield 22) < 3)
    print(f"{(yield 23)!r:>5}|")
    assert (yield 24), (yield 25)
    y, *z = (yield 26)
    print(y, z)
    del x[(yield 27)]
    print(x)
    print((yield 28).upper())
    return (yield 29)
def f(*a, **k): return a, k
e = exprs()
v = next(e)
sends = {1: 1, 2: 2, 11: 1, 13: 1, 14: 100, 16: 0, 18: 1, 20: 0, 22: 2, 23: "q", 24: 1, 26: "xyz", 27: 0, 28: "up"}
trace = []
try:
    while True:
        trace.append(v)
        v = e.send(sends.get(v, v))
except StopIteration as s:
    print(s.value, trace)
def aug():
    n = 0
    n += yield n
    n += yield n
    print(n)
a = aug(); next(a); a.send(5)
try: a.send(6)
except StopIteration: pass
def withs():
    class CM:
        def __enter__(self): print("enter"); return "cm"
        def __exit__(self, *a): print("exit", a[0] and a[0].__name__); return True
    with CM() as c, CM():
        yield c
        yield 2
        raise ValueError
    yield "after"
print(list(withs()))
w = withs(); next(w); w.throw(TypeError()); 
def fin():
    for i in range(3):
        try:
            yield i
        finally:
            yield "f%d" % i
print(list(fin()))
def ret_in_finally():
    try:
        yield 1
        return "a"
    finally:
        yield 2
try:
    r = ret_in_finally(); next(r); next(r); next(r)
except StopIteration as e: print(e.value)
def handler_yield():
    try:
        1 / 0
    except ZeroDivisionError as e:
        yield 1
        print("still", e)
        try:
            raise
        except ZeroDivisionError as e2:
            print("re", e2)
        yield 2
h = handler_yield()
print(next(h), next(h), list(h))
ge = (x * y for x in range(3) if x for y in range(3) if y != x)
print(next(ge), list(ge), ge)if False else print(next(ge), list(ge))
gg = (a for a in [1])
print(type(gg).__name__, gg.__name__, g.__name__, it.gi_running)
def gen_closure():
    k = 2
    return (k * x for x in range(3))
print(list(gen_closure()))
try:
    (x for x in 5)
except TypeError as e: print(e)
lam = lambda: (yield 5)
print(list(lam()))
def match_yield(x):
    match x:
        case [a, b]:
            yield a
            yield b
        case _:
            yield "other"
    yield "end"
print(list(match_yield([1, 2])), list(match_yield(3)))
def delegating():
    class It:
        def __iter__(self): return self
        def __init__(self): self.n = 0
        def __next__(self):
            self.n += 1
            if self.n > 2: raise StopIteration("ret")
            return self.n
        def send(self, v): return "sent", v
        def throw(self, e): return "thrown", type(e).__name__
        def close(self): print("closed")
    r = yield from It()
    print("ret", r)
d = delegating()
print(next(d), d.send(7), d.throw(ValueError()), next(d))
d.close()
d = delegating(); print(list(d))
def excctx():
    try:
        yield
    except Exception as e:
        raise KeyError("new")
x = excctx(); next(x)
try:
    x.throw(ValueError("orig"))
except KeyError as e: print(repr(e.__context__))
