import io, logging, sys, warnings, locale, weakref, threading, queue, signal, multiprocessing
def t(f, *a, **k):
    try: print(repr(f(*a, **k)))
    except Exception as e: print(type(e).__name__, e)
out = io.StringIO(); h = logging.StreamHandler(out); h.setFormatter(logging.Formatter('%(levelname)-8s|%(name)s|%(message)s|%(funcName)s|%(module)s|%(levelno)d'))
a = logging.getLogger('a'); b = logging.getLogger('a.b.c'); a.addHandler(h); a.propagate = False
def f(): b.warning('hello %s', 'x'); b.info('no'); a.setLevel(logging.DEBUG); b.debug('yes %d %d', 1, 2); b.error('dict %(k)s', {'k': 5}); b.critical('c'); b.log(25, 'odd'); b.log(logging.INFO, 'i')
f()
try: 1 / 0
except ZeroDivisionError: a.exception('oops')
print(out.getvalue().split('Traceback')[0], out.getvalue().strip().splitlines()[-1])
print(a, b, b.parent, a.parent, logging.getLogger('a.b'), b.parent, logging.root, logging.getLogger() is logging.root, b.getEffectiveLevel(), b.isEnabledFor(10), a.getChild('q').name, b.hasHandlers(), logging.getLogger('zz').hasHandlers())
print(logging.getLevelName(20), logging.getLevelName('INFO'), logging.getLevelName(7), logging.WARN, sorted(logging.getLevelNamesMapping().items())); logging.addLevelName(7, 'SEVEN'); print(logging.getLevelName(7)); t(a.setLevel, 'NOPE'); t(a.setLevel, 1.5); a.setLevel('ERROR'); print(a.level); t(logging.getLogger, 3)
class F(logging.Filter):
    def filter(self, r): return 'secret' not in r.getMessage()
out.truncate(0); out.seek(0); h.addFilter(F()); h.addFilter(lambda r: r.levelno > 10); a.setLevel(1); a.error('secret'); a.error('open'); a.debug('dbg'); print(out.getvalue())
h2 = logging.StreamHandler(out); h2.setFormatter(logging.Formatter('{levelname}:{message}', style='{')); h3 = logging.StreamHandler(out); h3.setFormatter(logging.Formatter('$levelname ${message}', style='$')); h3.setLevel('ERROR'); c = logging.getLogger('c'); c.propagate = False; c.addHandler(h2); c.addHandler(h3); c.addHandler(h3); out.truncate(0); out.seek(0); c.warning('w'); c.error('e %s'); c.error('%s'); ad = logging.LoggerAdapter(c, {'x': 1}); ad.warning('ad %s', 1); ad.error('err'); print(out.getvalue(), c.handlers, ad.name, ad)
t(logging.Formatter, '%(x)q'); t(logging.Formatter, 'x', style='?'); t(logging.Formatter, '{x', style='{'); t(logging.Formatter, 'x', style='{'); c.removeHandler(h3); print(len(c.handlers), logging.Handler(5), logging.NullHandler())
r = logging.LogRecord('n', 30, '/a/b.py', 3, 'msg %s', ('q',), None, 'fn'); print(r, r.getMessage(), r.filename, r.module, r.levelname, r.args, r.funcName); r = logging.makeLogRecord({'msg': 'm', 'levelname': 'L'}); print(logging.Formatter('%(levelname)s %(message)s').format(r))
fm = logging.Formatter('%(asctime)s %(message)s', '%Y'); r.created = 0.0; import time; fm.converter = time.gmtime; print(fm.format(r), logging.Formatter('%(message)s %(asctime)s', '%Y-%m').format(r), logging.Formatter('%(asctime)s').usesTime(), logging.BASIC_FORMAT)
logging.disable(logging.ERROR); print(c.isEnabledFor(40), c.isEnabledFor(50)); logging.disable(logging.NOTSET); out.truncate(0); out.seek(0); logging.basicConfig(stream=out, level=logging.INFO, format='%(levelname)s %(message)s'); logging.info('root %s', 1); logging.debug('no'); logging.getLogger('other').warning('x'); logging.basicConfig(level=1); print(out.getvalue(), logging.root.level, logging.root.handlers[0].__class__.__name__); t(logging.basicConfig, force=True, style='q'); t(c.error, 'x', extra={'message': 1})
class ML(logging.Logger): pass
logging.setLoggerClass(ML); print(type(logging.getLogger('newone')).__name__, logging.getLoggerClass() is ML); t(logging.setLoggerClass, int); logging.setLoggerClass(logging.Logger)
hh = logging.FileHandler('log.txt'); hh.setFormatter(logging.Formatter('F %(message)s')); d = logging.getLogger('d'); d.propagate = False; d.addHandler(hh); d.warning('one'); d.error('two'); hh.close(); print(open('log.txt').read(), hh)
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter('always'); warnings.warn('hi'); warnings.warn('dep', DeprecationWarning); warnings.warn(UserWarning('obj')); print([(str(x.message), x.category.__name__) for x in w])
with warnings.catch_warnings():
    warnings.simplefilter('error'); t(warnings.warn, 'bad'); t(warnings.warn, 'bad', ResourceWarning)
    warnings.filterwarnings('ignore', 'ba.'); t(warnings.warn, 'bad'); t(warnings.warn, 'x', 3)
print(warnings.formatwarning('m', UserWarning, 'f.py', 3))
print(locale.setlocale(locale.LC_ALL, 'C'), locale.setlocale(locale.LC_ALL), locale.getlocale(), locale.LC_ALL, locale.LC_CTYPE, issubclass(locale.Error, Exception), locale.getpreferredencoding(), locale.str(1.5), locale.atof('1.5'), locale.atoi('3'), locale.strcoll('a', 'b')); t(locale.setlocale, 99, 'C')
class O: pass
o = O(); wr = weakref.ref(o); print(wr() is o, wr == weakref.ref(o), hash(wr) == hash(o)); t(weakref.ref, 3); wd = weakref.WeakValueDictionary(); wd['a'] = o; print(wd['a'] is o, len(wd), list(wd), 'a' in wd, wd.get('z')); wk = weakref.WeakKeyDictionary(); wk[o] = 1; print(wk[o], len(wk)); ws = weakref.WeakSet([o]); ws.add(o); print(len(ws), o in ws, 3 in ws); fin = weakref.finalize(o, print, 'fin'); print(fin.alive, fin(), fin.alive); print(weakref.proxy(o).__class__ is O)
l = threading.Lock(); print(l.acquire(), l.locked(), l.acquire(False), l.release(), l.locked()); t(l.release)
with l: print(l.locked())
rl = threading.RLock(); print(rl.acquire(), rl.acquire(), rl.release(), rl.release()); t(rl.release); e = threading.Event(); print(e.is_set(), e.set(), e.is_set(), e.wait(), e.clear(), e.wait(0)); lo = threading.local(); lo.x = 3; print(lo.x); print(threading.current_thread().name, threading.main_thread() is threading.current_thread(), threading.active_count(), threading.current_thread().daemon, threading.current_thread().is_alive())
got = []; th = threading.Thread(target=lambda *a, **k: got.append((a, k, threading.current_thread().name)), args=(1,), kwargs={'z': 2}, name='me', daemon=True); print(th.is_alive(), th.daemon, th.name); th.start(); th.join(); print(got, th.is_alive()); t(th.start); t(threading.Thread().join)
class TT(threading.Thread):
    def run(self): self.r = 5
tt = TT(); tt.start(); tt.join(); print(tt.r); c = threading.Condition()
with c: c.notify(); c.notify_all(); print(c.wait(0), c.wait_for(lambda: 3))
t(c.notify); s = threading.Semaphore(1); print(s.acquire(), s.acquire(False), s.release()); bs = threading.BoundedSemaphore(); t(bs.release)
q = queue.Queue(2); q.put(1); q.put(2); print(q.full(), q.qsize(), q.get(), q.get_nowait(), q.empty()); t(q.get, False); t(q.get, True, 0.01); q.put(1); q.put(2); t(q.put, 3, False); q.task_done(); pq = queue.PriorityQueue(); [pq.put(x) for x in (3, 1, 2)]; print([pq.get() for _ in range(3)]); lq = queue.LifoQueue(); [lq.put(x) for x in (3, 1, 2)]; print([lq.get() for _ in range(3)]); sq = queue.SimpleQueue(); sq.put(1); print(sq.get(), sq.empty(), sq.qsize()); q2 = queue.Queue(); t(q2.task_done)
print(signal.SIGTERM, repr(signal.SIGKILL), signal.SIGINT == 2, signal.Signals(9).name, signal.signal(signal.SIGTERM, signal.SIG_IGN), signal.getsignal(signal.SIGTERM), repr(signal.signal(signal.SIGTERM, signal.SIG_DFL)), signal.getsignal(signal.SIGINT) is signal.default_int_handler, signal.strsignal(15), repr(signal.SIGCHLD), signal.NSIG); t(signal.signal, 99, signal.SIG_DFL); t(signal.signal, 15, 'x'); t(signal.Signals, 77)
class MP(multiprocessing.Process):
    def __init__(self): multiprocessing.Process.__init__(self); self.q = 3
print(MP().q, MP().is_alive(), multiprocessing.current_process().name, multiprocessing.cpu_count() > 0, issubclass(multiprocessing.TimeoutError, Exception), multiprocessing.parent_process())
