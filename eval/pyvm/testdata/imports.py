import sys
import imp_a
print(imp_a.value, imp_a.__name__, imp_a.__package__ in ("", None))
import imp_pkg.sub
print(imp_pkg.sub.name, imp_pkg.__path__ is not None, imp_pkg.sub.__package__, imp_pkg.sub.__name__)
import imp_pkg.sub as s
print(s.name, s is imp_pkg.sub, sys.modules["imp_pkg.sub"] is s)
from imp_pkg import sub, top
print(sub is s, top)
from imp_pkg.sub import name as nm
print(nm)
from imp_pkg.deep.leaf import up, sibling
print(up, sibling)
from imp_a import *
print(public, "_private" in globals())
from imp_all import *
print(chosen, "notchosen" in globals(), _under)
try:
    import nosuchmodule
except ImportError as e:
    print(type(e).__name__, e, e.name)
try:
    import imp_a.x
except ImportError as e:
    print(type(e).__name__, e)
try:
    from imp_a import missing
except ImportError as e:
    print(type(e).__name__, str(e).split(" (")[0], e.name)
try:
    import imp_pkg.nosub
except ImportError as e:
    print(type(e).__name__, e)
try:
    from imp_pkg import nosub
except ImportError as e:
    print(type(e).__name__, str(e).split(" (")[0])
try:
    imp_a.nope
except AttributeError as e:
    print(e)
try:
    import imp_broken
except ZeroDivisionError as e:
    print("broken", e, "imp_broken" in sys.modules)
import imp_circ1
print(imp_circ1.done, sys.modules["imp_circ2"].got)
try:
    import imp_circbad1
except ImportError as e:
    print(str(e).split(" (/")[0].split(" (imp")[0])
try:
    from . import x
except ImportError as e:
    print(e)
try:
    exec("from .. import x", {"__package__": "imp_pkg", "__name__": "imp_pkg.q"})
except ImportError as e:
    print(e)
def f():
    import imp_a as local
    from imp_pkg import top as t
    return local.value, t
print(f())
print(imp_a.counter())
imp_a.value = 100
import imp_a as again
print(again.value, again.get())
print(__import__("imp_pkg.sub").__name__, __import__("imp_pkg.sub", fromlist=["name"]).__name__, __import__("imp_pkg", fromlist=["sub"]).__name__)
sys.modules["fake"] = 5
import fake
print(fake)
sys.modules["blocked"] = None
try:
    import blocked
except ImportError as e:
    print(type(e).__name__, e)
import imp_getattr
print(imp_getattr.anything, imp_getattr.real)
from imp_getattr import something
print(something)
del imp_a.value
try:
    imp_a.value
except AttributeError as e:
    print(e)
print(sorted(k for k in vars(imp_a) if not k.startswith("__")))
print(imp_a.__doc__, imp_pkg.sub.__doc__)
try:
    import imp_syntax
except SyntaxError as e:
    print(e.msg, e.lineno)
setattr(imp_a, "dyn", 3)
print(imp_a.dyn, hasattr(imp_a, "zzz"), "dyn" in dir(imp_a))
class A:
    import imp_a
    from imp_pkg import top as t
print(A.imp_a is imp_a, A.t)
