import inspect, functools, os, sys
def t(f, *a, **k):
    try: print(repr(f(*a, **k)))
    except Exception as e: print(type(e).__name__, e)
open('mod.py', 'w').write('''"""Module doc."""
import os

# about f
# more
def f(a, b=1, *args, c, d=2, **kw):
    """Doc of f

       indented
    more
    """
    return a
    # trailing

    # still trailing
# not trailing

@staticmethod
def deco(): pass
x = lambda y: y  # comment
class A:
    "doc A"
    def m(self, z): return z
    @classmethod
    def c(cls, q=None):
        class Inner:
            pass
        return Inner
    @staticmethod
    def s(w): pass
    class B(object):
        v = 1
        # tail
  # less
    p = 1
class D(A):
    def m(self, z): pass
def gen():
    yield 1
def wrapped(fn):
    import functools
    @functools.wraps(fn)
    def inner(*a): return fn(*a)
    return inner
@wrapped
def target(u, v): pass
''')
sys.path.insert(0, os.getcwd())
import importlib.util
spec = importlib.util.spec_from_file_location('mod', os.path.abspath('mod.py')); mod = importlib.util.module_from_spec(spec); sys.modules['mod'] = mod; spec.loader.exec_module(mod)
for o in (mod.f, mod.deco, mod.x, mod.A, mod.A.m, mod.A().m, mod.A.c, mod.A.s, mod.A.B, mod.A.c(), mod.D, mod.gen, mod.target, mod): t(inspect.getsourcelines, o); t(inspect.getdoc, o); t(inspect.getcomments, o); t(lambda: os.path.basename(inspect.getsourcefile(o))); t(lambda: inspect.getmodule(o).__name__)
t(inspect.getsource, len); t(inspect.getsource, 5); t(inspect.getsourcefile, dict); t(inspect.getfile, os.path.join) if False else None; t(inspect.getsource, mod.f)
for o in (mod.f, mod.A.m, mod.A().m, mod.A.c, mod.A.s, mod.A, mod.target, functools.partial(mod.f, 1, c=5), lambda: 0, lambda a, /, b, *, c: 0, mod.gen): print(inspect.signature(o), [(p.name, p.kind.name, p.default if p.default is not p.empty else '-') for p in inspect.signature(o).parameters.values()]); t(inspect.getfullargspec, o)
def ann(a: int, b: 'str' = 'x', *c: float) -> bool: pass
print(inspect.signature(ann), repr(inspect.signature(ann)), repr(inspect.signature(ann).parameters['b']), inspect.signature(ann).return_annotation, inspect.Parameter.empty is inspect._empty, inspect.signature(ann).parameters['a'].annotation); t(inspect.signature, 5)
s = inspect.signature(mod.f); b = s.bind(1, 2, 3, c=4, e=5); print(b, b.args, b.kwargs); b = s.bind(1, c=2); b.apply_defaults(); print(b.arguments); t(s.bind, 1); t(s.bind, c=1); t(s.bind, 1, c=1, a=2); t(inspect.signature(lambda: 0).bind, 1); t(inspect.signature(lambda: 0).bind, x=1); print(sorted(inspect.getcallargs(mod.f, 1, c=3)))
for f in ('ismodule', 'isclass', 'isfunction', 'ismethod', 'isbuiltin', 'isroutine', 'isgenerator', 'isgeneratorfunction', 'isabstract', 'iscode', 'isframe', 'istraceback'):
    print(f, [getattr(inspect, f)(o) for o in (mod, mod.A, mod.f, mod.A().m, len, mod.gen(), mod.gen, mod.f.__code__, [].append, 5, mod.A.c)])
print([n for n, _ in inspect.getmembers(mod, inspect.isfunction)], [n for n, _ in inspect.getmembers(mod, inspect.isclass)], inspect.cleandoc('a\n    b\n      c\n'), inspect.unwrap(mod.target).__name__, [c.__name__ for c in inspect.getmro(mod.D)], inspect.getattr_static(mod.A, 's').__class__.__name__, inspect.currentframe().f_code.co_name)
def caller(): return inspect.stack()[0].function, inspect.currentframe().f_back.f_code.co_name
print(caller())
