# logging: levels, formats, handlers and adapters.
import io
import logging
import sys


def show(what, f, *args, **kw):
    try:
        print(what, '->', repr(f(*args, **kw)))
    except Exception as e:
        print(what, '!!', type(e).__name__, e)


def record(**kw):
    r = logging.makeLogRecord(dict(name='n', msg='m %s', args=('x',), levelname='L', levelno=5, lineno=7, **kw))
    r.created, r.msecs = 1.25, 250.0
    return r


class Kept(logging.Handler):
    def __init__(self, level=0):
        super().__init__(level)
        self.lines = []

    def emit(self, r):
        self.lines.append((r.name, r.levelname, r.getMessage(), r.funcName, r.exc_info and r.exc_info[0], bool(r.stack_info)))


# formats
for style, fmts in {
    '%': ['', None, '%(message)s', '%(name)5s|%(levelno)03d', 'none', '%(x)s', '%(message)d', '%(message)', '%(message)s %', '%(missing)s', '%(asctime)s'],
    '{': ['', None, '{message}', '{name:>5}|{levelno:03}', 'none', '{message!r}', '{message!q}', '{}', '{0}', '{a b}', '{message', '{missing}', '{asctime}', '{message:%}'],
    '$': ['', None, '$message', '${name}|$levelno', 'none', '$', '$$ $name', '$message $', '${message', '$missing', '$asctime', '${asctime}'],
}.items():
    for fmt in fmts:
        show((style, fmt), logging.Formatter, fmt, None, style, False) if False else None
        try:
            f = logging.Formatter(fmt, '%S', style)
            f.converter = __import__('time').gmtime
            print(style, repr(fmt), f.usesTime(), repr(f.format(record())), f._fmt if fmt else '')
        except Exception as e:
            print(style, repr(fmt), '!!', type(e).__name__, e)
        show((style, fmt, 'unchecked'), lambda: logging.Formatter(fmt, '%S', style, validate=False).format(record(missing=1)))
        show((style, fmt, 'defaults'), lambda: logging.Formatter(fmt, '%S', style, defaults={'missing': 'd', 'name': 'e'}).format(record()))
show('style', logging.Formatter, 'x', None, '!')
f = logging.Formatter()
f.converter = __import__('time').gmtime
print(f.formatTime(record()), f.formatTime(record(), '%Y'), f.default_time_format, f.default_msec_format)
f.default_msec_format = None
print(f.formatTime(record()))
try:
    raise ValueError('bad')
except ValueError as e:
    info = (type(e), e, None)
print(repr(f.formatException(info)), repr(f.format(record(exc_info=info))), repr(f.format(record(exc_text='old'))), repr(f.format(record(stack_info='stack\nof'))))
print(repr(f.format(record(exc_info=info, stack_info='s'))), repr(f.formatStack('q')), repr(f.formatMessage(logging.makeLogRecord({'message': 'mm'}))))
b = logging.BufferingFormatter()
print(repr(b.format([])), repr(b.format([record(), record()])), b.formatHeader([1]), b.formatFooter([1]))
for msg, args in [('a', ()), ('%s', ('b',)), ('%s %s', ('b', 1)), ('%(k)s', ({'k': 2},)), ('%s', ({},)), (5, ()), ('%d', ('x',)), ('%s', None), ('a', ('b',))]:
    show((msg, args), lambda: logging.LogRecord('n', 10, '/p/q.py', 1, msg, args, None).getMessage())
r = logging.LogRecord('n', 25, '/p/q.x.py', 1, 'm', (), None, 'f', 's')
print(r, r.levelname, r.pathname, r.filename, r.module, r.exc_info, r.exc_text, r.stack_info, r.lineno, r.funcName, r.threadName, r.processName)
# loggers
k = Kept()
top = logging.getLogger('top')
top.addHandler(k)
top.addHandler(k)
top.propagate = False
top.setLevel(1)


def each(logger):
    for name in 'debug info warning error critical exception'.split():
        getattr(logger, name)('%s of', name)
    logger.log(15, 'fifteen')
    logger.log(logging.ERROR, 'with', exc_info=True, stack_info=True)
    logger.error('instance', exc_info=ValueError('v'))
    logger.error('tuple', exc_info=(None, None, None)) if False else None
    logger.error('extra', extra={'own': 1})
    show('level', logger.log, 'x', 'm')
    show('overwrite', logger.error, 'x', extra={'msg': 1})
    show('overwrite', logger.error, 'x', extra={'asctime': 1})


try:
    1 / 0
except ZeroDivisionError:
    each(top)
top.fatal('fatal %d', 1)
print(*k.lines, sep='\n')
k.lines.clear()
for level in (logging.NOTSET, 'INFO', logging.ERROR, 100):
    top.setLevel(level)
    each(top.getChild('sub'))
    print(level, len(k.lines), top.getChild('sub').getEffectiveLevel(), top.isEnabledFor(20), top.getChild('sub').isEnabledFor(40))
    k.lines.clear()
top.setLevel(1)
top.disabled = True
each(top)
print(k.lines, top.isEnabledFor(50))
top.disabled = False


class Prefixed(logging.LoggerAdapter):
    def process(self, msg, kwargs):
        return '[%s] %s' % (self.extra['p'], msg), kwargs


a = Prefixed(top, {'p': 'P'})
each(a)
print(*k.lines, sep='\n')
a.setLevel(30)
print(a, a.name, a.getEffectiveLevel(), a.hasHandlers(), a.isEnabledFor(20), a.manager is logging.Logger.manager, a.logger is top)
a.setLevel(1)
plain = logging.LoggerAdapter(top)
k.lines.clear()
plain.info('plain'), logging.LoggerAdapter(top, {'z': 1}).info('plain', extra={'q': 2})
print(k.lines)
# a tree whose middle comes late
x = logging.getLogger('t.m.x')
y = logging.getLogger('t.m.y')
other = logging.getLogger('t.mm')
t = logging.getLogger('t')
print(x.parent, y.parent, other.parent, x.manager.loggerDict['t.m'].__class__.__name__)
m = logging.getLogger('t.m')
print(x.parent, y.parent, other.parent, m.parent, logging.getLogger('t.m.x') is x, logging.getLogger('root') is logging.root, logging.getLogger(''), m.getChild('z').name, logging.root.getChild('z').name)
h1, h2 = Kept(), Kept(30)
t.addHandler(h1), m.addHandler(h2), t.setLevel(10)
t.propagate = False
x.info('i'), x.warning('w')
m.propagate = False
x.warning('w2')
print(h1.lines, h2.lines, x.hasHandlers(), other.hasHandlers())
m.removeHandler(h2), m.removeHandler(h2)
# handlers and filters
h = Kept()
print(h.name, h, logging.getHandlerByName('hh') if hasattr(logging, 'getHandlerByName') else None)
h.name = 'hh'
h.name = 'kk'
h.set_name('')
print(repr(h.get_name()))
for level in ('INFO', 12, 'nothing', None, 1.5):
    show(level, h.setLevel, level)
    print(h.level, h)
for names in [('', 'a'), ('a', 'a'), ('a', 'a.b'), ('a', 'ab'), ('a.b', 'a')]:
    print(names, bool(logging.Filter(names[0]).filter(logging.makeLogRecord({'name': names[1]}))))
fl = logging.Filter('top.in')
h.addFilter(fl), h.addFilter(fl), h.addFilter(lambda r: len(r.msg) < 4)
print(len(h.filters), h.handle(logging.makeLogRecord({'name': 'top.in', 'msg': 'abc'})), h.handle(logging.makeLogRecord({'name': 'top', 'msg': 'abc'})), h.handle(logging.makeLogRecord({'name': 'top.in', 'msg': 'abcd'})), h.lines)
h.removeFilter(fl), h.removeFilter(fl)
show('emit', logging.Handler().emit, record())
out, two = io.StringIO(), io.StringIO()
s = logging.StreamHandler(out)
s.terminator = '!\n'
s.emit(record()), s.handle(record())
print(repr(out.getvalue()), s.setStream(out), s.setStream(two) is out, s.stream is two)
sys.stderr = io.StringIO()
s.emit(logging.makeLogRecord({'msg': '%d', 'args': ('x',)}))
print(sys.stderr.getvalue().splitlines()[0], sys.stderr.getvalue().splitlines()[-2:])
sys.stderr = sys.stdout
n = logging.NullHandler()
print(n.handle(record()), n.emit(record()), n.lock, n)
fh = logging.FileHandler('f.log', 'w', delay=True)
print(__import__('os').path.exists('f.log'))
fh.emit(record()), fh.close(), fh.close()
print(open('f.log').read(), fh.mode, fh.encoding)
# the module's functions
for v in (10, 'INFO', 'WARN', 'FATAL', 11, 'nothing', 0):
    print(v, logging.getLevelName(v))
logging.addLevelName(11, 'ELEVEN')
print(logging.getLevelName(11), logging.getLevelName('ELEVEN'), logging.getLevelNamesMapping()['ELEVEN'])
show('both', logging.basicConfig, stream=out, filename='x')
show('both', logging.basicConfig, handlers=[], filename='x')
show('style', logging.basicConfig, style='?')
root = Kept()
logging.basicConfig(handlers=[root], level='DEBUG', format='{message}', style='{')
print(root.formatter._fmt, logging.root.level, logging.root.handlers == [root])
for name in 'debug info warning error critical fatal exception'.split():
    getattr(logging, name)('root %s', name)
logging.log(33, 'log')
print(*root.lines, sep='\n')
logging.basicConfig(force=True, handlers=[Kept()])
print(logging.root.handlers == [root], len(logging.root.handlers), logging.root.handlers[0].formatter._fmt)
logging.disable('INFO')
print(top.isEnabledFor(20), top.isEnabledFor(21), logging.root.manager.disable)
logging.disable(0)


class Own(logging.LogRecord):
    def getMessage(self):
        return 'own ' + super().getMessage()


logging.setLogRecordFactory(Own)
k.lines.clear()
top.error('e')
print(k.lines, logging.getLogRecordFactory() is Own)
logging.setLogRecordFactory(logging.LogRecord)
show('class', logging.setLoggerClass, str)
show('name', logging.getLogger, 5)
show('level', logging.Logger, 'x', 'nothing')
print(logging.Logger('free'), logging.Logger('free', 'ERROR').level, logging.PlaceHolder(top).loggerMap)
