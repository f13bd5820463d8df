import sys
def f(x):
    try:
        if x == 0: return "ret"
        if x == 1: raise ValueError("one")
        if x == 2: raise KeyError("two")
        if x == 3: 1 / 0
    except ValueError as e:
        return "V " + str(e)
    except (KeyError, IndexError) as e:
        return "K " + str(e)
    else:
        return "else"
    finally:
        print("fin", x)
print(f(0), f(1), f(2), f(4))
try:
    f(3)
except ZeroDivisionError as e:
    print(e)
def over():
    try:
        return 1
    finally:
        return 2
print(over())
def loop():
    for i in range(5):
        try:
            if i == 1: continue
            if i == 3: break
            print("i", i)
        finally:
            print("f", i)
    return i
print(loop())
def swallow():
    try:
        1 / 0
    finally:
        return "swallowed"
print(swallow())
try:
    try:
        raise ValueError("a")
    except ValueError as e:
        raise KeyError("b") from e
except KeyError as e:
    print(repr(e), repr(e.__cause__), repr(e.__context__), e.__suppress_context__)
try:
    try:
        raise ValueError("a")
    except ValueError:
        undefined_name
except NameError as e:
    print(repr(e), repr(e.__context__), e.__cause__)
try:
    try:
        raise ValueError("a")
    except ValueError:
        raise KeyError("b") from None
except KeyError as e:
    print(repr(e.__context__), e.__cause__, e.__suppress_context__)
try:
    raise ValueError
except ValueError as e:
    print(repr(e), e.args)
try:
    e
except NameError as err:
    print(err)
try:
    raise
except RuntimeError as e:
    print(e)
for bad in ["raise 5", "raise int", "raise ValueError from 5", "raise object()"]:
    try:
        exec(bad)
    except TypeError as e:
        print(bad, "->", e)
try:
    try:
        1 / 0
    except 5:
        pass
except TypeError as e:
    print(e, repr(e.__context__))
try:
    try:
        1 / 0
    except (int, ValueError):
        pass
except TypeError as e:
    print(e)
class MyErr(Exception):
    def __init__(self, a, b=2):
        super().__init__(a)
        self.b = b
    def __str__(self):
        return "MyErr:%s:%s" % (self.args[0], self.b)
class Sub(MyErr): pass
try:
    raise Sub("x", b=3)
except MyErr as e:
    print(e, repr(e), e.b, e.args, type(e).__mro__[1].__name__)
print(repr(MyErr("q")), str(Exception()), str(Exception(1)), str(Exception(1, 2)), repr(Exception("a", 1)))
print(str(KeyError("k")), repr(KeyError("k")), str(KeyError()), str(KeyError(1, 2)))
print(OSError(2, "No such file").errno, OSError(2, "No such file", "/x"), type(OSError(2, "x")).__name__, OSError("just"), OSError(13, "p").args)
try:
    raise FileNotFoundError(2, "msg", "file.txt")
except OSError as e:
    print(e, e.filename, e.strerror, e.errno, e.args)
print(StopIteration(5).value, SystemExit(3).code, SystemExit().code, ImportError("m", name="n").name)
print(UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad"))
print(isinstance(IOError(), OSError), IOError is OSError, EnvironmentError is OSError)
try:
    assert 1 == 2
except AssertionError as e:
    print(repr(e))
try:
    assert False, ("msg", 1)
except AssertionError as e:
    print(repr(e))
def handled():
    print(sys.exc_info()[0])
    try:
        raise ValueError("v")
    except ValueError:
        print(sys.exc_info()[0].__name__, sys.exc_info()[1])
        try:
            raise KeyError("k")
        except KeyError:
            print(sys.exc_info()[1])
        print(sys.exc_info()[1])
    print(sys.exc_info()[0])
handled()
def reraise():
    try:
        try:
            raise ValueError("orig")
        except ValueError:
            raise
    except ValueError as e:
        print("re", e, e.__context__)
reraise()
def raiser(): raise
try:
    try:
        raise ValueError("deep")
    except ValueError:
        raiser()
except ValueError as e:
    print(e)
def many():
    try:
        raise ValueError(1)
    except ValueError:
        try:
            raise KeyError(2)
        except KeyError:
            raise IndexError(3)
try:
    many()
except IndexError as e:
    chain = []
    while e:
        chain.append(repr(e)); e = e.__context__
    print(chain)
def in_finally():
    try:
        raise ValueError("first")
    finally:
        raise KeyError("second")
try:
    in_finally()
except KeyError as e:
    print(repr(e.__context__))
def tb():
    def a(): b()
    def b():
        raise ValueError("deep")
    try:
        a()
    except ValueError as e:
        t, n = e.__traceback__, []
        while t:
            n.append((t.tb_frame.f_code.co_name, t.tb_lineno)); t = t.tb_next
        print(n)
tb()
e = ValueError("note")
e.add_note("n1"); e.add_note("n2")
print(e.__notes__)
print(ValueError("x").with_traceback(None))
x = ValueError("attr"); x.foo = 1
print(x.foo, x.__dict__)
try:
    x.nope
except AttributeError as e: print(e)
try:
    ValueError(x=1)
except TypeError as e: print(e)
class KW(Exception):
    def __init__(self, *, k): self.k = k
print(KW(k=1).k, KW(k=1).args)
try:
    KW(1)
except TypeError as e: print(e)
class NoSuper(Exception):
    def __init__(self, a, b): pass
print(NoSuper(1, 2).args)
def nested_finally():
    out = []
    try:
        try:
            out.append(1)
            raise ValueError
        finally:
            out.append(2)
    except ValueError:
        out.append(3)
    else:
        out.append(4)
    finally:
        out.append(5)
    return out
print(nested_finally())
def cond_except(kind):
    for i in range(3):
        try:
            raise kind(i)
        except kind as e:
            if i < 2:
                continue
            return repr(e)
print(cond_except(ValueError))
def ret_handler():
    try:
        raise ValueError
    except ValueError:
        return "h"
    finally:
        print("cleanup")
print(ret_handler())
try:
    eval("1 +")
except SyntaxError as e:
    print(type(e).__name__, e.msg, e.lineno, e.filename)
class Cmp(Exception):
    def __eq__(self, o): return True
    __hash__ = None
try:
    {Cmp(): 1}
except TypeError as e: print(e)
raise Sub("last")
