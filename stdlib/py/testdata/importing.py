import os, sys, importlib
def t(f, *a, **k):
    try: print(f(*a, **k))
    except Exception as e: print(type(e).__name__, e, getattr(e, 'name', ''))
print(importlib.import_module('os') is os, importlib.import_module('os.path') is os.path, importlib.import_module('.path', 'os') is os.path)
t(importlib.import_module, 'nosuch'); t(importlib.import_module, '.x'); t(importlib.import_module, 'collections.nosuch')
import importlib.util, importlib.machinery, pkgutil
print(importlib.util.find_spec('nosuch'), importlib.util.find_spec('json').name, importlib.machinery.SOURCE_SUFFIXES)
os.makedirs('p1/pkg/sub'); os.makedirs('p2/pkg')
for f in ('p1/pkg/__init__.py', 'p1/pkg/sub/__init__.py', 'p1/pkg/m.py', 'p2/pkg/n.py', 'p1/top.py'): open(f, 'w').close()
print([(m.name, m.ispkg) for m in pkgutil.iter_modules(['p1', 'p2', 'p1/pkg'])], [m.name for m in pkgutil.iter_modules(['p1'], 'x.')])
sys.path[:0] = [os.path.abspath('p1'), os.path.abspath('p2')]
print([os.path.relpath(p) for p in pkgutil.extend_path([os.path.abspath('p1/pkg')], 'pkg')])
def imp():
    import nosuch_module
t(imp)
def imp2():
    from os import nosuch
try: imp2()
except ImportError as e: print(type(e).__name__, str(e).split('(')[0])
import builtins; print(builtins.len is len, builtins.__name__)
