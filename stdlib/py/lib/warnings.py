"""Warnings of Python, which nobody sees unless they are made errors or recorded."""

filters = []
defaultaction = 'default'
onceregistry = {}


class WarningMessage:
    """A warning that has been given."""

    def __init__(self, message, category, filename, lineno, file=None, line=None, source=None):
        self.message, self.category, self.filename, self.lineno = message, category, filename, lineno
        self.file, self.line, self.source = file, line, source
        self._category_name = category.__name__ if category else None

    def __str__(self):
        return '{message : %r, category : %r, filename : %r, lineno : %s, line : %r}' % (self.message, self._category_name, self.filename,
                                                                                           self.lineno, self.line)


def _action(text, category, module):
    import re
    for action, message, cls, mod, lineno in filters:
        if issubclass(category, cls) and (not message or re.match(message, text, re.I)) and (not mod or re.match(mod, module)):
            return action
    return 'ignore' if not _recorders else 'default'


def warn(message, category=None, stacklevel=1, source=None):
    if isinstance(message, Warning):
        category = message.__class__
    elif category is None:
        category = UserWarning
    if not (isinstance(category, type) and issubclass(category, Warning)):
        raise TypeError("category must be a Warning subclass, not '%s'" % type(category).__name__)
    import sys
    try:
        frame = sys._getframe(max(stacklevel, 1))
        filename, lineno, module = frame.f_code.co_filename, frame.f_lineno, frame.f_globals.get('__name__', '')
    except ValueError:
        filename, lineno, module = 'sys', 1, 'sys'
    warn_explicit(message, category, filename, lineno, module, source=source)


def warn_explicit(message, category, filename, lineno, module=None, registry=None, module_globals=None, source=None):
    text = str(message)
    if not isinstance(message, Warning):
        message = category(text)
    action = _action(text, message.__class__, module or filename)
    if action == 'ignore':
        return
    if action == 'error':
        raise message
    if _recorders:
        _recorders[-1].append(WarningMessage(message, message.__class__, filename, lineno, source=source))
    else:
        showwarning(message, message.__class__, filename, lineno)


def formatwarning(message, category, filename, lineno, line=None):
    return '%s:%s: %s: %s\n' % (filename, lineno, category.__name__, message)


def showwarning(message, category, filename, lineno, file=None, line=None):
    import sys
    (sys.stderr if file is None else file).write(formatwarning(message, category, filename, lineno, line))


def _add(item, append):
    if item in filters:
        if append:
            return
        filters.remove(item)
    filters.insert(len(filters) if append else 0, item)


def _check(action):
    assert action in ('error', 'ignore', 'always', 'default', 'module', 'once'), 'invalid action: %r' % (action,)


def filterwarnings(action, message='', category=Warning, module='', lineno=0, append=False):
    _check(action)
    _add((action, message or None, category, module or None, lineno), append)


def simplefilter(action, category=Warning, lineno=0, append=False):
    _check(action)
    _add((action, None, category, None, lineno), append)


def resetwarnings():
    filters.clear()


_recorders = []


class catch_warnings:
    """Keeps the filters as they are, and may record what is given."""

    def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0, append=False):
        self._record, self._action = record, (action, category, lineno, append)

    def __enter__(self):
        self._saved = filters[:]
        if self._action[0] is not None:
            simplefilter(*self._action)
        if self._record:
            _recorders.append([])
            return _recorders[-1]

    def __exit__(self, *exc_info):
        filters[:] = self._saved
        if self._record:
            _recorders.pop()
