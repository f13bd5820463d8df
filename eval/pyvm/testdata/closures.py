def counter():
    n = 0
    def inc(by=1):
        nonlocal n
        n += by
        return n
    def get():
        return n
    return inc, get

inc, get = counter()
print(inc(), inc(5), get())

fs = [lambda: i for i in range(3)]
print([f() for f in fs])
fs = [lambda i=i: i for i in range(3)]
print([f() for f in fs])

def deep():
    a = 1
    def b():
        def c():
            nonlocal a
            a += 10
            return a
        return c
    return b()

print(deep()())

def arg_cell(x, y):
    def f():
        return x + y
    x = x * 2
    return f
print(arg_cell(2, 3)())

def late():
    def f():
        return z
    try:
        f()
    except NameError as e:
        print(type(e).__name__, e)
    z = 5
    print(f())
late()

x = "global"
def shadow():
    try:
        print(x)
    except UnboundLocalError as e:
        print(e)
    x = "local"
    print(x)
shadow()

def use_global():
    global g
    g = 7
use_global()
print(g)

def comp_closure():
    k = 3
    return [(lambda v: v * k)(j) for j in range(3)], {j: k for j in "ab"}, {j + k for j in (1, 2)}
print(comp_closure())

def comp_scope():
    i = "outer"
    l = [i for i in range(3)]
    return i, l
print(comp_scope())

def fact(n):
    return 1 if n < 2 else n * fact(n - 1)
print(fact(20), fact(25))
def f():
    del_me = 1
    del del_me
    try:
        del_me
    except UnboundLocalError as e:
        print(e)
    def g():
        return c
    c = 2
    print(g())
    del c
    try:
        g()
    except NameError as e:
        print(e)
f()
try:
    nosuch
except NameError as e:
    print(e)
print((lambda *a, **k: (a, k))(1, 2, x=3))
print(counter.__name__, inc.__qualname__, inc.__defaults__)
print([c.cell_contents for c in inc.__closure__])
