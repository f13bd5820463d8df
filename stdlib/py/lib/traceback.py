"""Exceptions and where they came from, as text."""

import linecache
import sys as _sys

__all__ = ['extract_stack', 'extract_tb', 'format_exception', 'format_exception_only', 'format_list', 'format_stack', 'format_tb', 'print_exc',
           'format_exc', 'print_exception', 'print_last', 'print_stack', 'print_tb', 'clear_frames', 'FrameSummary', 'StackSummary',
           'TracebackException', 'walk_stack', 'walk_tb']


class FrameSummary:
    """A line of a traceback."""

    __slots__ = ('filename', 'lineno', 'end_lineno', 'colno', 'end_colno', 'name', '_line', 'locals')

    def __init__(self, filename, lineno, name, *, lookup_line=True, locals=None, line=None, end_lineno=None, colno=None, end_colno=None):
        self.filename, self.lineno, self.name = filename, lineno, name
        self.end_lineno, self.colno, self.end_colno = end_lineno, colno, end_colno
        self._line = line
        self.locals = None if locals is None else {k: repr(v) for k, v in locals.items()}

    @property
    def line(self):
        if self._line is None and self.lineno is not None:
            self._line = linecache.getline(self.filename, self.lineno)
        return self._line and self._line.strip()

    def __eq__(self, other):
        if isinstance(other, FrameSummary):
            return tuple(self) == tuple(other)
        if isinstance(other, tuple):
            return tuple(self) == other
        return NotImplemented

    def __getitem__(self, i):
        return (self.filename, self.lineno, self.name, self.line)[i]

    def __iter__(self):
        return iter([self.filename, self.lineno, self.name, self.line])

    def __len__(self):
        return 4

    def __repr__(self):
        return '<FrameSummary file {}, line {} in {}>'.format(self.filename, self.lineno, self.name)


class StackSummary(list):
    """The lines of a traceback."""

    @classmethod
    def extract(cls, frame_gen, *, limit=None, lookup_lines=True, capture_locals=False):
        return _limited(cls(FrameSummary(f.f_code.co_filename, line, f.f_code.co_name) for f, line in frame_gen), limit)

    @classmethod
    def from_list(cls, a_list):
        return cls(f if isinstance(f, FrameSummary) else FrameSummary(f[0], f[1], f[2], line=f[3]) for f in a_list)

    def format_frame_summary(self, frame):
        text = '  File "{}", line {}, in {}\n'.format(frame.filename, frame.lineno, frame.name)
        if frame.line:
            text += '    {}\n'.format(frame.line)
        return text

    def format(self):
        result = []
        last, count = None, 0
        for frame in self:
            key = (frame.filename, frame.lineno, frame.name)
            if key != last:
                _repeated(result, count)
                last, count = key, 0
            count += 1
            if count > 3:
                continue
            result.append(self.format_frame_summary(frame))
        _repeated(result, count)
        return result


def _repeated(result, count):
    if count > 3:
        count -= 3
        result.append('  [Previous line repeated {} more time{}]\n'.format(count, 's' if count > 1 else ''))


def _limited(stack, limit):
    if limit is None:
        limit = getattr(_sys, 'tracebacklimit', None)
        if limit is not None and limit < 0:
            limit = 0
    if limit is None:
        return stack
    return type(stack)(stack[:limit] if limit >= 0 else stack[limit:])


def walk_stack(f):
    if f is None:
        f = _sys._getframe(1)
    while f is not None:
        yield f, f.f_lineno
        f = f.f_back


def walk_tb(tb):
    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno
        tb = tb.tb_next


def extract_tb(tb, limit=None):
    return StackSummary.extract(walk_tb(tb), limit=limit)


def extract_stack(f=None, limit=None):
    if f is None:
        f = _sys._getframe(1)
    stack = StackSummary.extract(walk_stack(f))
    stack.reverse()
    return _limited(stack, None if limit is None else -limit)


def format_list(extracted_list):
    return StackSummary.from_list(extracted_list).format()


def format_tb(tb, limit=None):
    return extract_tb(tb, limit=limit).format()


def format_stack(f=None, limit=None):
    return extract_stack(f if f is not None else _sys._getframe(1), limit=limit).format()


_unset = object()


def _value(exc, value):
    if value is _unset:
        if exc is None or isinstance(exc, BaseException):
            return exc
        raise TypeError(f'Exception expected for value, {type(exc).__name__} found')
    return value


_cause = '\nThe above exception was the direct cause of the following exception:\n\n'
_context = '\nDuring handling of the above exception, another exception occurred:\n\n'


def _safe_str(value):
    try:
        return str(value)
    except Exception:
        return '<exception str() failed>'


def _only(exc):
    # The lines for an exception itself.
    if exc is None:
        return ['NoneType: None\n']
    cls = type(exc)
    name = cls.__qualname__
    if cls.__module__ not in ('__main__', 'builtins'):
        name = cls.__module__ + '.' + name
    out = []
    if isinstance(exc, SyntaxError):
        if exc.lineno is not None:
            out.append('  File "{}", line {}\n'.format(exc.filename or '<string>', exc.lineno))
        elif exc.filename is not None:
            out.append('  File "{}"\n'.format(exc.filename))
        if exc.text is not None:
            text = exc.text.rstrip('\n')
            stripped = text.lstrip(' \n\f')
            out.append('    {}\n'.format(stripped))
            if exc.offset is not None:
                end = getattr(exc, 'end_offset', None)
                if end in (None, 0, exc.offset) or exc.end_lineno != exc.lineno and end is not None:
                    end = exc.offset + 1 if exc.end_lineno == exc.lineno or end in (None, 0) else len(text) + 1
                column = exc.offset - 1 - (len(text) - len(stripped))
                if column >= 0:
                    spaces = ''.join(c if c.isspace() else ' ' for c in stripped[:column])
                    out.append('    {}{}\n'.format(spaces, '^' * max(end - exc.offset, 1)))
        out.append('{}: {}\n'.format(name, exc.msg or '<no detail available>'))
    else:
        text = _safe_str(exc)
        out.append('%s: %s\n' % (name, text) if text else '%s\n' % name)
    for note in getattr(exc, '__notes__', None) or ():
        out.extend(line + '\n' for line in _safe_str(note).split('\n'))
    return out


def format_exception_only(exc, /, value=_unset):
    return _only(_value(exc, value))


def format_exception(exc, /, value=_unset, tb=_unset, limit=None, chain=True):
    value = _value(exc, value)
    if tb is _unset:
        tb = value.__traceback__ if value is not None else None
    return _whole(value, tb, limit, chain, set())


def _whole(value, tb, limit, chain, seen):
    out = []
    if chain and value is not None:
        seen.add(id(value))
        cause, context = value.__cause__, value.__context__
        if cause is not None and id(cause) not in seen:
            out += _whole(cause, cause.__traceback__, limit, chain, seen)
            out.append(_cause)
        elif cause is None and context is not None and not value.__suppress_context__ and id(context) not in seen:
            out += _whole(context, context.__traceback__, limit, chain, seen)
            out.append(_context)
    if tb is not None:
        out.append('Traceback (most recent call last):\n')
        out += extract_tb(tb, limit).format()
    return out + _only(value)


def print_exception(exc, /, value=_unset, tb=_unset, limit=None, file=None, chain=True):
    print(''.join(format_exception(exc, value, tb, limit, chain)), file=_sys.stderr if file is None else file, end='')


def format_exc(limit=None, chain=True):
    return ''.join(format_exception(_sys.exc_info()[1], limit=limit, chain=chain))


def print_exc(limit=None, file=None, chain=True):
    print(format_exc(limit, chain), file=_sys.stderr if file is None else file, end='')


def print_last(limit=None, file=None, chain=True):
    raise ValueError('no last exception')


def print_tb(tb, limit=None, file=None):
    print(''.join(format_tb(tb, limit)), file=_sys.stderr if file is None else file, end='')


def print_list(extracted_list, file=None):
    print(''.join(format_list(extracted_list)), file=_sys.stderr if file is None else file, end='')


def print_stack(f=None, limit=None, file=None):
    print(''.join(format_stack(f if f is not None else _sys._getframe(1), limit)), file=_sys.stderr if file is None else file, end='')


def clear_frames(tb):
    pass


class TracebackException:
    """An exception that is to be printed later."""

    def __init__(self, exc_type, exc_value, exc_traceback, *, limit=None, lookup_lines=True, capture_locals=False, compact=False,
                 max_group_width=15, max_group_depth=10, _seen=None):
        self.exc_type, self._value, self._tb, self._limit = exc_type, exc_value, exc_traceback, limit
        self.stack = extract_tb(exc_traceback, limit)
        self._str = _safe_str(exc_value)
        self.__notes__ = getattr(exc_value, '__notes__', None)

        def other(e):
            return TracebackException(type(e), e, e.__traceback__, limit=limit) if e is not None else None
        self.__cause__ = other(exc_value.__cause__) if exc_value is not None else None
        self.__context__ = other(exc_value.__context__) if exc_value is not None and exc_value.__cause__ is None else None
        self.__suppress_context__ = exc_value.__suppress_context__ if exc_value is not None else False

    @classmethod
    def from_exception(cls, exc, *args, **kwargs):
        return cls(type(exc), exc, exc.__traceback__, *args, **kwargs)

    def __str__(self):
        return self._str

    def format_exception_only(self):
        yield from _only(self._value)

    def format(self, *, chain=True):
        yield from format_exception(self._value, self._value, self._tb, self._limit, chain)

    def print(self, *, file=None, chain=True):
        print(''.join(self.format(chain=chain)), file=_sys.stderr if file is None else file, end='')
