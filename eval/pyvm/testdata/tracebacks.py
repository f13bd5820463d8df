import traceback
def show():
    for line in traceback.format_exc().splitlines():
        if not line.lstrip(" |").startswith(("raise ", "^")) and (not line.startswith("    ") or line.startswith("    |")):
            if ' File "' in line:
                head, _, tail = line.partition(' File "')
                line = head + " File" + tail.partition('"')[2]
            print(line)
    print("-" * 10)
def f(x):
    return g(x,
             1)
def g(x, y):
    return x / y.z
class A:
    def m(self):
        return [h(i) for i in range(2)]
def h(i):
    return {
        "a": 1,
        "b": i[0],
    }
try:
    f(1)
except Exception:
    show()
try:
    A().m()
except Exception:
    show()
try:
    list(h(x) for x in [1])
except Exception:
    show()
try:
    (lambda: nope)()
except Exception:
    show()
def chain():
    try:
        f(2)
    except AttributeError as e:
        raise ValueError("wrapped") from e
try:
    chain()
except Exception:
    show()
def context():
    try:
        f(2)
    except AttributeError as e:
        undefined
try:
    context()
except Exception:
    show()
def again():
    try:
        f(3)
    except AttributeError as e:
        raise e
try:
    again()
except Exception:
    show()
def bare():
    try:
        f(3)
    except AttributeError:
        raise
try:
    bare()
except Exception:
    show()
def fin():
    try:
        f(4)
    finally:
        x = 1
try:
    fin()
except Exception:
    show()
def gen():
    yield 1
    f(5)
def consume():
    for x in gen():
        pass
try:
    consume()
except Exception:
    show()
class CM:
    def __enter__(self): return self
    def __exit__(self, *a): return False
def withed():
    with CM():
        f(6)
try:
    withed()
except Exception:
    show()
class Body:
    try:
        f(7)
    except Exception:
        show()
def deco(fn):
    1 / 0
try:
    @deco
    def decorated():
        pass
except Exception:
    show()
def rec(n):
    if n == 0:
        raise KeyError("bottom")
    rec(n - 1)
try:
    rec(3)
except Exception:
    show()
def reraiser():
    raise
try:
    try:
        f(8)
    except AttributeError:
        reraiser()
except Exception:
    show()
try:
    sorted([3, 1], key=lambda v: v.nope)
except Exception:
    show()
e = ValueError("noted")
e.add_note("one")
e.add_note("two\nlines")
try:
    raise e
except ValueError:
    show()
try:
    raise e from None
except ValueError:
    show()
try:
    exec("x = 1\ny = z +\n")
except SyntaxError:
    show()
try:
    exec("x = 1\nz()\n")
except NameError:
    show()
try:
    raise ExceptionGroup("eg", [ValueError(1), ExceptionGroup("in", [TypeError("t"), KeyError("k")])])
except ExceptionGroup:
    show()
class Mod(Exception):
    __module__ = "some.where"
try:
    raise Mod("x")
except Mod:
    show()
try:
    raise ValueError
except ValueError:
    show()
multi = (
    1,
    2,
)
try:
    x = (multi
         .index(
             5))
except ValueError:
    show()
try:
    if (multi[0] and
            multi[7]):
        pass
except IndexError:
    show()
try:
    for i in (
        multi[9]
    ):
        pass
except IndexError:
    show()
try:
    assert (
        multi is None
    ), "no"
except AssertionError:
    show()
try:
    f(
        1, 2,
        3)
except TypeError:
    show()
