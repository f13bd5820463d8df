"""Messages by levels and names. What no handler takes goes to the log of the evaluation, as warnings of metadata do."""

import io as _io
import os as _os
import re as _re
import sys as _sys
import time as _time
import traceback as _traceback
from string import Template as _Template
from _knead_logging import log as _host_log

CRITICAL = FATAL = 50
ERROR = 40
WARNING = WARN = 30
INFO = 20
DEBUG = 10
NOTSET = 0

raiseExceptions = True
logThreads = logMultiprocessing = logProcesses = logAsyncioTasks = True
_start = _time.time()
_names = {CRITICAL: 'CRITICAL', ERROR: 'ERROR', WARNING: 'WARNING', INFO: 'INFO', DEBUG: 'DEBUG', NOTSET: 'NOTSET'}
_levels = {'CRITICAL': CRITICAL, 'FATAL': FATAL, 'ERROR': ERROR, 'WARN': WARNING, 'WARNING': WARNING, 'INFO': INFO, 'DEBUG': DEBUG, 'NOTSET': NOTSET}
_levelToName, _nameToLevel = _names, _levels


def getLevelNamesMapping():
    return _levels.copy()


def getLevelName(level):
    if level in _names:
        return _names[level]
    return _levels.get(level, 'Level %s' % level)


def addLevelName(level, levelName):
    _names[level] = levelName
    _levels[levelName] = level


def _checkLevel(level):
    if isinstance(level, int):
        return level
    if not isinstance(level, str):
        raise TypeError('Level not an integer or a valid string: %r' % (level,))
    if level not in _levels:
        raise ValueError('Unknown level: %r' % level)
    return _levels[level]


class LogRecord:
    """A message and what is known of it."""

    def __init__(self, name, level, pathname, lineno, msg, args, exc_info, func=None, sinfo=None, **kwargs):
        now = _time.time()
        if args and len(args) == 1 and isinstance(args[0], dict) and args[0]:
            args = args[0]
        self.name, self.msg, self.args = name, msg, args
        self.levelname, self.levelno = getLevelName(level), level
        self.pathname, self.filename = pathname, _os.path.basename(pathname)
        self.module = _os.path.splitext(self.filename)[0]
        self.exc_info, self.exc_text, self.stack_info = exc_info, None, sinfo
        self.lineno, self.funcName = lineno, func
        self.created = now
        self.msecs = int((now - int(now)) * 1000) + 0.0
        self.relativeCreated = (now - _start) * 1000
        import threading
        thread = threading.current_thread()
        self.thread, self.threadName = thread.ident, thread.name
        self.processName, self.process = 'MainProcess', _os.getpid()

    def __repr__(self):
        return '<LogRecord: %s, %s, %s, %s, "%s">' % (self.name, self.levelno, self.pathname, self.lineno, self.msg)

    def getMessage(self):
        msg = str(self.msg)
        return msg % self.args if self.args else msg


_record_factory = LogRecord


def setLogRecordFactory(factory):
    global _record_factory
    _record_factory = factory


def getLogRecordFactory():
    return _record_factory


def makeLogRecord(dict):
    record = _record_factory(None, None, '', 0, '', (), None, None)
    record.__dict__.update(dict)
    return record


class PercentStyle:
    """A format with %(name)s."""

    default_format, asctime_format, asctime_search = '%(message)s', '%(asctime)s', '%(asctime)'
    validation_pattern = _re.compile(r'%\(\w+\)[#0+ -]*(\*|\d+)?(\.(\*|\d+))?[diouxefgcrsa%]', _re.I)

    def __init__(self, fmt, *, defaults=None):
        self._fmt, self._defaults = fmt or self.default_format, defaults

    def usesTime(self):
        return self.asctime_search in self._fmt

    def validate(self):
        if self.validation_pattern.search(self._fmt) is None:
            raise ValueError("Invalid format '%s' for '%s' style" % (self._fmt, self.default_format[0]))

    def _filled(self, values):
        return self._fmt % values

    def format(self, record):
        values = vars(record)
        try:
            return self._filled({**self._defaults, **values} if self._defaults else values)
        except KeyError as missing:
            raise ValueError('Formatting field not found in record: %s' % missing)


def _need(fields):
    if not fields:
        raise ValueError('invalid format: no fields')


class StrFormatStyle(PercentStyle):
    """A format with {name}."""

    default_format, asctime_format, asctime_search = '{message}', '{asctime}', '{asctime'

    def validate(self):
        try:
            fields = list(self._fields())
        except ValueError as e:
            raise ValueError('invalid format: %s' % e)
        _need(fields)

    def _fields(self):
        from string import Formatter as fields
        for _, name, _, conversion in fields().parse(self._fmt):
            if name:
                if not _re.match(r'^(\d+|\w+)(\.\w+|\[[^]]+\])*$', name):
                    raise ValueError('invalid field name/expression: %r' % name)
                yield name
            if conversion and conversion not in 'rsa':
                raise ValueError('invalid conversion: %r' % conversion)

    def _filled(self, values):
        return self._fmt.format(**values)


class StringTemplateStyle(PercentStyle):
    """A format with ${name}."""

    default_format, asctime_format, asctime_search = '${message}', '${asctime}', '${asctime}'

    def usesTime(self):
        return '$asctime' in self._fmt or super().usesTime()

    def validate(self):
        places = list(_Template.pattern.finditer(self._fmt))
        if any(m[0] == '$' for m in places):
            raise ValueError("invalid format: bare '$' not allowed")
        _need([m for m in places if m['named'] or m['braced']])

    def _filled(self, values):
        return _Template(self._fmt).substitute(values)


BASIC_FORMAT = '%(levelname)s:%(name)s:%(message)s'
_STYLES = {'%': (PercentStyle, BASIC_FORMAT), '{': (StrFormatStyle, '{levelname}:{name}:{message}'),
           '$': (StringTemplateStyle, '${levelname}:${name}:${message}')}


def _style(name):
    if name in _STYLES:
        return _STYLES[name]
    raise ValueError('Style must be one of: %s' % ','.join(_STYLES))


def _below(text, more):
    # A text with another in lines below it.
    return text + ('' if text[-1:] == '\n' else '\n') + more


class Formatter:
    """Turns records into text."""

    converter = _time.localtime
    default_time_format, default_msec_format = '%Y-%m-%d %H:%M:%S', '%s,%03d'

    def __init__(self, fmt=None, datefmt=None, style='%', validate=True, *, defaults=None):
        self._style = _style(style)[0](fmt, defaults=defaults)
        if validate:
            self._style.validate()
        self._fmt, self.datefmt = self._style._fmt, datefmt

    def formatTime(self, record, datefmt=None):
        when = self.converter(record.created)
        if datefmt:
            return _time.strftime(datefmt, when)
        text = _time.strftime(self.default_time_format, when)
        return self.default_msec_format % (text, record.msecs) if self.default_msec_format else text

    def formatException(self, ei):
        text = ''.join(_traceback.format_exception(*ei))
        return text[:-1] if text[-1:] == '\n' else text

    def usesTime(self):
        return self._style.usesTime()

    def formatMessage(self, record):
        return self._style.format(record)

    def formatStack(self, stack_info):
        return stack_info

    def format(self, record):
        record.message = record.getMessage()
        if self.usesTime():
            record.asctime = self.formatTime(record, self.datefmt)
        text = self.formatMessage(record)
        if not record.exc_text and record.exc_info:  # kept for other formatters
            record.exc_text = self.formatException(record.exc_info)
        text = _below(text, record.exc_text) if record.exc_text else text
        return _below(text, self.formatStack(record.stack_info)) if record.stack_info else text


_defaultFormatter = Formatter()


class BufferingFormatter:
    """Turns several records into text."""

    def __init__(self, linefmt=None):
        self.linefmt = linefmt or _defaultFormatter

    def formatHeader(self, records):
        return ''

    formatFooter = formatHeader

    def format(self, records):
        if not records:
            return ''
        return self.formatHeader(records) + ''.join(self.linefmt.format(r) for r in records) + self.formatFooter(records)


class Filter:
    """Lets records of a logger and those below it pass."""

    def __init__(self, name=''):
        self.name, self.nlen = name, len(name)

    def filter(self, record):
        return not self.name or record.name == self.name or record.name.startswith(self.name + '.')


def _add(items, item):
    if item not in items:
        items.append(item)


def _take_out(items, item):
    if item in items:
        items.remove(item)


class Filterer:
    """What has filters."""

    def __init__(self):
        self.filters = []

    def addFilter(self, filter):
        _add(self.filters, filter)

    def removeFilter(self, filter):
        _take_out(self.filters, filter)

    def filter(self, record):
        return all((f.filter(record) if hasattr(f, 'filter') else f(record)) for f in self.filters)


_handlers = {}
_handlerList = []


def getHandlerByName(name):
    return _handlers.get(name)


def getHandlerNames():
    return frozenset(_handlers)


class Handler(Filterer):
    """Takes records."""

    def __init__(self, level=NOTSET):
        super().__init__()
        self._name, self.level, self.formatter = None, _checkLevel(level), None
        _handlerList.append(self)
        self.createLock()

    def get_name(self):
        return self._name

    def set_name(self, name):
        _handlers.pop(self._name, None)
        self._name = name
        if name:
            _handlers[name] = self

    name = property(get_name, set_name)

    def createLock(self):
        from threading import RLock
        self.lock = RLock()

    def acquire(self):
        if self.lock:
            self.lock.acquire()

    def release(self):
        if self.lock:
            self.lock.release()

    def setLevel(self, level):
        self.level = _checkLevel(level)

    def format(self, record):
        return (self.formatter or _defaultFormatter).format(record)

    def emit(self, record):
        raise NotImplementedError('emit must be implemented by Handler subclasses')

    def handle(self, record):
        passed = self.filter(record)
        if passed:
            self.acquire()
            try:
                self.emit(record)
            finally:
                self.release()
        return passed

    def setFormatter(self, fmt):
        self.formatter = fmt

    def flush(self):
        pass

    def close(self):
        _handlers.pop(self._name, None)
        _take_out(_handlerList, self)

    def handleError(self, record):
        if raiseExceptions and _sys.stderr:
            _sys.stderr.write('--- Logging error ---\n' + _traceback.format_exc() + 'Message: %r\nArguments: %s\n' % (record.msg, record.args))

    def __repr__(self):
        return '<%s (%s)>' % (self.__class__.__name__, getLevelName(self.level))


class StreamHandler(Handler):
    """Writes records to a file that is open."""

    terminator = '\n'

    def __init__(self, stream=None):
        super().__init__()
        self.stream = _sys.stderr if stream is None else stream

    def flush(self):
        if self.stream and hasattr(self.stream, 'flush'):
            self.stream.flush()

    def emit(self, record):
        try:
            self.stream.write(self.format(record) + self.terminator)
            self.flush()
        except RecursionError:
            raise
        except Exception:
            self.handleError(record)

    def setStream(self, stream):
        before = None
        if self.stream is not stream:
            self.flush()
            before, self.stream = self.stream, stream
        return before

    def __repr__(self):
        name = str(getattr(self.stream, 'name', ''))
        return '<%s %s(%s)>' % (self.__class__.__name__, name + ' ' if name else '', getLevelName(self.level))


class FileHandler(StreamHandler):
    """Writes records to a file."""

    def __init__(self, filename, mode='a', encoding=None, delay=False, errors=None):
        self.baseFilename = _os.path.abspath(_os.fspath(filename))
        self.mode, self.encoding, self.errors, self.delay = mode, encoding, errors, delay
        if 'b' not in mode and encoding is None:
            self.encoding = 'locale'
        super().__init__(_Unopened() if delay else self._open())

    def _open(self):
        return open(self.baseFilename, self.mode, encoding=self.encoding, errors=self.errors)

    def emit(self, record):
        if isinstance(self.stream, _Unopened):
            self.stream = self._open()
        super().emit(record)

    def close(self):
        if self.stream is not None and not isinstance(self.stream, _Unopened):
            self.stream.close()
            self.stream = _Unopened()
        super().close()

    def __repr__(self):
        return '<%s %s (%s)>' % (self.__class__.__name__, self.baseFilename, getLevelName(self.level))


class _Unopened:
    # The file of a FileHandler before anything is written.

    def flush(self):
        pass


class NullHandler(Handler):
    """Takes records and does nothing."""

    def handle(self, record):
        pass

    emit = handle

    def createLock(self):
        self.lock = None


class HostHandler(Handler):
    """Gives records to the log of the evaluation."""

    def emit(self, record):
        try:
            text = self.format(record)
        except RecursionError:
            raise
        except Exception:
            self.handleError(record)
        else:
            _host_log(record.levelno, text)


lastResort = _defaultLastResort = HostHandler(WARNING)


class PlaceHolder:
    """Stands for a logger that only loggers below it have been asked for."""

    def __init__(self, alogger):
        self.loggerMap = {alogger: None}

    def append(self, alogger):
        self.loggerMap[alogger] = None


def _method_for(level):
    # A logger's method for messages of a level.
    def method(self, msg, *args, **kwargs):
        if self.isEnabledFor(level):
            self._log(level, msg, args, **kwargs)
    return method


class Logger(Filterer):
    """Takes messages."""

    def __init__(self, name, level=NOTSET):
        super().__init__()
        self.name, self.level = name, _checkLevel(level)
        self.parent, self.propagate, self.handlers, self.disabled = None, True, [], False

    def setLevel(self, level):
        self.level = _checkLevel(level)

    debug, info, warning, error, critical = map(_method_for, (DEBUG, INFO, WARNING, ERROR, CRITICAL))

    def warn(self, *args, **kwargs):
        self.warning(*args, **kwargs)

    def fatal(self, *args, **kwargs):
        self.critical(*args, **kwargs)

    def exception(self, *args, exc_info=True, **kwargs):
        self.error(*args, exc_info=exc_info, **kwargs)

    def log(self, level, msg, *args, **kwargs):
        if isinstance(level, int):
            if self.isEnabledFor(level):
                self._log(level, msg, args, **kwargs)
        elif raiseExceptions:
            raise TypeError('level must be an integer')

    def findCaller(self, stack_info=False, stacklevel=1):
        depth = 1
        while True:
            try:
                f = _sys._getframe(depth)
            except ValueError:
                return '(unknown file)', 0, '(unknown function)', None
            if f.f_code.co_filename != '<logging>':
                stacklevel -= 1
                if stacklevel <= 0:
                    break
            depth += 1
        info = 'Stack (most recent call last):\n' + ''.join(_traceback.format_stack(f)).rstrip('\n') if stack_info else None
        return f.f_code.co_filename, f.f_lineno, f.f_code.co_name, info

    def makeRecord(self, name, level, fn, lno, msg, args, exc_info, func=None, extra=None, sinfo=None):
        record = _record_factory(name, level, fn, lno, msg, args, exc_info, func, sinfo)
        for key in extra or ():
            if key in ('message', 'asctime') or key in record.__dict__:
                raise KeyError('Attempt to overwrite %r in LogRecord' % key)
            record.__dict__[key] = extra[key]
        return record

    def _log(self, level, msg, args, exc_info=None, extra=None, stack_info=False, stacklevel=1):
        path, line, func, stack = self.findCaller(stack_info, stacklevel)
        if isinstance(exc_info, BaseException):
            exc_info = type(exc_info), exc_info, exc_info.__traceback__
        elif exc_info and not isinstance(exc_info, tuple):
            exc_info = _sys.exc_info()
        self.handle(self.makeRecord(self.name, level, path, line, msg, args, exc_info, func, extra, stack))

    def handle(self, record):
        if not self.disabled and self.filter(record):
            self.callHandlers(record)

    def addHandler(self, hdlr):
        _add(self.handlers, hdlr)

    def removeHandler(self, hdlr):
        _take_out(self.handlers, hdlr)

    def _up(self):
        # The loggers whose handlers get the messages of this one.
        at = self
        while at:
            yield at
            at = at.parent if at.propagate else None

    def hasHandlers(self):
        return any(at.handlers for at in self._up())

    def callHandlers(self, record):
        handlers = [h for at in self._up() for h in at.handlers]
        for h in handlers or filter(None, [lastResort]):
            if record.levelno >= h.level:
                h.handle(record)

    def getEffectiveLevel(self):
        at = self
        while at and not at.level:
            at = at.parent
        return at.level if at else NOTSET

    def isEnabledFor(self, level):
        off = self.disabled or self.manager.disable >= level
        return not off and level >= self.getEffectiveLevel()

    def getChild(self, suffix):
        if self.root is not self:
            suffix = self.name + '.' + suffix
        return self.manager.getLogger(suffix)

    def __repr__(self):
        return '<%s %s (%s)>' % (self.__class__.__name__, self.name, getLevelName(self.getEffectiveLevel()))


class RootLogger(Logger):
    """The logger above all others."""

    def __init__(self, level):
        super().__init__('root', level)


class Manager:
    """Has the loggers by name."""

    def __init__(self, rootnode):
        self.root = rootnode
        self.disable = 0
        self.loggerDict = {}
        self.loggerClass = self.logRecordFactory = None

    def getLogger(self, name):
        if not isinstance(name, str):
            raise TypeError('A logger name must be a string')
        below = self.loggerDict.get(name)
        if below is not None and not isinstance(below, PlaceHolder):
            return below
        made = self.loggerDict[name] = (self.loggerClass or _logger_class)(name)
        made.manager = self
        if below is not None:
            for child in below.loggerMap:
                if not child.parent.name.startswith(name):
                    made.parent = child.parent
                    child.parent = made
        parent, up = None, name.rpartition('.')[0]
        while up and parent is None:
            found = self.loggerDict.get(up)
            if found is None:
                self.loggerDict[up] = PlaceHolder(made)
            elif isinstance(found, PlaceHolder):
                found.append(made)
            else:
                parent = found
            up = up.rpartition('.')[0]
        made.parent = parent or self.root
        return made

    def setLoggerClass(self, klass):
        _check_class(klass)
        self.loggerClass = klass

    def setLogRecordFactory(self, factory):
        self.logRecordFactory = factory


_logger_class = Logger


def _check_class(klass):
    if klass is not Logger and not issubclass(klass, Logger):
        raise TypeError('logger not derived from logging.Logger: ' + klass.__name__)


def setLoggerClass(klass):
    global _logger_class
    _check_class(klass)
    _logger_class = klass


def getLoggerClass():
    return _logger_class


root = RootLogger(WARNING)
Logger.root = root
Logger.manager = Manager(root)


def _adapted(level):
    # An adapter's method for messages of a level.
    def method(self, msg, *args, **kwargs):
        self.log(level, msg, *args, **kwargs)
    return method


class LoggerAdapter:
    """A logger that adds something to each message."""

    def __init__(self, logger, extra=None):
        self.logger, self.extra = logger, extra

    def process(self, msg, kwargs):
        kwargs['extra'] = self.extra
        return msg, kwargs

    debug, info, warning, error, critical = map(_adapted, (DEBUG, INFO, WARNING, ERROR, CRITICAL))
    warn = warning

    def exception(self, *args, exc_info=True, **kwargs):
        self.error(*args, exc_info=exc_info, **kwargs)

    def log(self, level, msg, *args, **kwargs):
        if self.isEnabledFor(level):
            text, more = self.process(msg, kwargs)
            self.logger.log(level, text, *args, **more)

    def isEnabledFor(self, level):
        return self.logger.isEnabledFor(level)

    def setLevel(self, level):
        self.logger.setLevel(level)

    def getEffectiveLevel(self):
        return self.logger.getEffectiveLevel()

    def hasHandlers(self):
        return self.logger.hasHandlers()

    @property
    def manager(self):
        return self.logger.manager

    @property
    def name(self):
        return self.logger.name

    def __repr__(self):
        return '<%s %s (%s)>' % (self.__class__.__name__, self.logger.name, getLevelName(self.getEffectiveLevel()))


def getLogger(name=None):
    if not name or isinstance(name, str) and name == root.name:
        return root
    return Logger.manager.getLogger(name)


def basicConfig(*, filename=None, filemode='a', format=None, datefmt=None, style='%', level=None, stream=None, handlers=None, force=False,
                encoding=None, errors='backslashreplace'):
    while force and root.handlers:
        old = root.handlers.pop()
        old.close()
    if root.handlers:
        return
    if handlers is None:
        if stream is not None and filename is not None:
            raise ValueError("'stream' and 'filename' should not be specified together")
        handlers = [FileHandler(filename, filemode, encoding=encoding, errors=errors) if filename else StreamHandler(stream)]
    elif stream is not None or filename is not None:
        raise ValueError("'stream' or 'filename' should not be specified together with 'handlers'")
    usual = Formatter(_style(style)[1] if format is None else format, datefmt, style)
    for h in handlers:
        if h.formatter is None:
            h.setFormatter(usual)
        root.addHandler(h)
    if level is not None:
        root.setLevel(level)


def _configured():
    if not root.handlers:
        basicConfig()
    return root


def _of_root(name):
    # A function that gives its message to the logger above all.
    def function(*args, **kwargs):
        getattr(_configured(), name)(*args, **kwargs)
    function.__name__ = name
    return function


debug, info, warning, error, exception, critical, log = map(_of_root, 'debug info warning error exception critical log'.split())
warn, fatal = warning, critical


def disable(level=CRITICAL):
    root.manager.disable = _checkLevel(level)


def shutdown(handlerList=None):
    for h in list(_handlerList):
        h.flush()
        h.close()


def captureWarnings(capture):
    pass


# What the program that all this runs in wants of its own, if anything.
try:
    from _knead_loggers import install as _install
except ImportError:
    pass
else:
    _install()
