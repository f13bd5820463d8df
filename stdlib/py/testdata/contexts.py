import contextlib, traceback, sys, io
from contextlib import *
def t(f, *a, **k):
    try: print(repr(f(*a, **k)))
    except Exception as e: print(type(e).__name__, e)
log = []
@contextmanager
def cm(x, fail=False):
    "doc"
    log.append(('enter', x))
    try: yield x * 2
    except ValueError as e: log.append(('caught', str(e))); 
    finally: log.append(('exit', x))
with cm(1) as v: print(v)
with cm(2): raise ValueError('inner')
try:
    with cm(3): raise KeyError('k')
except KeyError as e: print('propagated', e)
print(log, cm.__name__, cm.__doc__, cm.__wrapped__.__name__)
@contextmanager
def noyield():
    if 0: yield
@contextmanager
def twice(): yield 1; yield 2
def use(c):
    with c: pass
t(use, noyield()); t(use, twice())
@contextmanager
def swallow():
    try: yield
    except Exception: pass
with swallow(): 1 / 0
@contextmanager
def conv():
    try: yield
    except KeyError: raise ValueError('converted')
def f():
    with conv(): raise KeyError
t(f)
@cm(9)
def decorated(a): return a
print(decorated(5), log[-2:])
class C:
    def close(self): log.append('closed')
with closing(C()): pass
with suppress(KeyError, OSError): {}['x']
with suppress(): pass
with nullcontext(5) as n: print(n, log[-1])
o = io.StringIO()
with redirect_stdout(o): print('hidden')
print(repr(o.getvalue()))
with ExitStack() as s:
    s.enter_context(cm('a')); s.callback(lambda *a, **k: log.append((a, k)), 1, x=2); s.push(lambda *e: log.append(e[0]))
print(log[-4:])
def es():
    with ExitStack() as s:
        s.push(lambda *e: True); s.callback(lambda: 1 / 0); raise KeyError('x')
t(es)
def es2():
    with ExitStack() as s: s.callback(lambda: 1 / 0); raise KeyError('x')
try: es2()
except Exception as e: print(repr(e), repr(e.__context__))
with ExitStack() as s: s.callback(log.append, 'popped'); new = s.pop_all()
print(log[-1] != 'popped'); new.close(); print(log[-1]); t(ExitStack().enter_context, 5)
print(isinstance(cm(1), AbstractContextManager), isinstance(open('a.txt'), AbstractContextManager), isinstance(5, AbstractContextManager))
def a(): b()
def b(): raise ValueError('boom')
def strip(s): return '\n'.join(l for l in s.split('\n') if not l.startswith('    '))
try: a()
except ValueError as e:
    print(strip(traceback.format_exc())); print(traceback.format_exception_only(type(e), e), traceback.format_exception_only(e), [(f.name, f.lineno) for f in traceback.extract_tb(e.__traceback__)], len(traceback.format_tb(e.__traceback__)), len(traceback.format_exception(e)), len(traceback.format_exception(type(e), e, e.__traceback__)))
    o = io.StringIO(); traceback.print_exc(file=o); print(o.getvalue().splitlines()[-1]); traceback.print_exception(e, file=o); traceback.print_tb(e.__traceback__, file=o)
try:
    try: a()
    except ValueError as e: raise KeyError('second') from e
except KeyError as e: print(strip(traceback.format_exc())); print(strip(traceback.format_exc(chain=False)))
try:
    try: a()
    except ValueError: {}['q']
except KeyError: print(strip(traceback.format_exc()))
try: compile('a b', '<x>', 'exec')
except SyntaxError as e: print(''.join(traceback.format_exception_only(e)))
try: e = ValueError('n'); e.add_note('note'); raise e
except ValueError as e: print(''.join(traceback.format_exception_only(e)))
class My(Exception): pass
print(traceback.format_exception_only(My('x')), traceback.format_exception_only(My()), traceback.format_exception_only(None), traceback.format_exc())
te = traceback.TracebackException.from_exception(ValueError('q')); print(str(te), list(te.format()), list(te.format_exception_only()))
print(traceback.format_list([('f.py', 3, 'fn', 'code')]), traceback.extract_stack()[-1].name, traceback.StackSummary.from_list([('a', 1, 'b', 'c')])[0])
