"""Values as text of several lines."""

import collections as _collections
import dataclasses as _dataclasses
import re as _re
import sys as _sys
import types as _types
from io import StringIO as _StringIO

__all__ = ['pprint', 'pformat', 'isreadable', 'isrecursive', 'saferepr', 'PrettyPrinter', 'pp']


def pprint(object, stream=None, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True, underscore_numbers=False):
    PrettyPrinter(indent, width, depth, stream, compact=compact, sort_dicts=sort_dicts, underscore_numbers=underscore_numbers).pprint(object)


def pformat(object, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True, underscore_numbers=False):
    return PrettyPrinter(indent, width, depth, compact=compact, sort_dicts=sort_dicts, underscore_numbers=underscore_numbers).pformat(object)


def pp(object, *args, sort_dicts=False, **kwargs):
    pprint(object, *args, sort_dicts=sort_dicts, **kwargs)


def saferepr(object):
    return PrettyPrinter()._safe_repr(object, {}, None, 0)[0]


def isreadable(object):
    return PrettyPrinter()._safe_repr(object, {}, None, 0)[1]


def isrecursive(object):
    return PrettyPrinter()._safe_repr(object, {}, None, 0)[2]


class _Key:
    # Orders values of any types.

    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        try:
            return self.value < other.value
        except TypeError:
            mine, others = ((str(type(x)), id(x)) for x in (self.value, other.value))
            return mine < others


def _pairs(printer, mapping):
    # The items of a dictionary, in the order in which they are written.
    if not printer._sort_dicts:
        return list(mapping.items())
    return sorted(mapping.items(), key=lambda item: (_Key(item[0]), _Key(item[1])))


class PrettyPrinter:
    """Writes values."""

    _dispatch = {}  # what writes what has a certain __repr__; for programs that add to it

    def __init__(self, indent=1, width=80, depth=None, stream=None, *, compact=False, sort_dicts=True, underscore_numbers=False):
        indent, width = int(indent), int(width)
        for wrong, what in (indent < 0, 'indent must be >= 0'), (depth is not None and depth <= 0, 'depth must be > 0'), (not width, 'width must be != 0'):
            if wrong:
                raise ValueError(what)
        self._depth, self._indent_per_level, self._width = depth, indent, width
        self._stream = _sys.stdout if stream is None else stream
        self._compact, self._sort_dicts, self._underscore_numbers = bool(compact), sort_dicts, underscore_numbers

    def pprint(self, object):
        if self._stream is not None:
            self._stream.write(self.pformat(object) + '\n')

    def pformat(self, object):
        out = _StringIO()
        self._format(object, out, 0, 0, {}, 0)
        return out.getvalue()

    def isrecursive(self, object):
        return self.format(object, {}, 0, 0)[2]

    def isreadable(self, object):
        _, readable, recursive = self.format(object, {}, 0, 0)
        return readable and not recursive

    def format(self, object, context, maxlevels, level):
        return self._safe_repr(object, context, maxlevels, level)

    def _repr(self, object, context, level):
        return self.format(object, dict(context), self._depth, level)[0]

    def _format(self, object, stream, indent, allowance, context, level):
        # Writes a value that begins at a column, and has to leave room behind it for what closes those that it is in.
        key = id(object)
        text = _recursion(object) if key in context else self._repr(object, context, level)
        fits = key in context or len(text) <= self._width - indent - allowance
        shape = None if fits else self._shape(object)
        if shape is None:
            stream.write(text)
            return
        context[key] = 1
        shape(self, object, stream, indent, allowance, context, level + 1)
        del context[key]

    def _shape(self, object):
        # What writes a value in several lines, if anything: it has to be one whose repr is that of a class known here.
        cls = type(object)
        if cls.__repr__ in self._dispatch:
            return self._dispatch[cls.__repr__]
        shape = next((_shapes[c] for c in cls.__mro__ if c in _shapes and cls.__repr__ is c.__repr__), None)
        if shape is None and _dataclasses.is_dataclass(cls) and cls.__dataclass_params__.repr:
            if getattr(cls.__repr__, '__wrapped__', cls).__module__ == _dataclasses.__name__:
                shape = _data
        return shape and (lambda printer, x, *place: shape(x, _Place(printer, *place)))

    def _safe_repr(self, object, context, maxlevels, level):
        # The text in one line, whether it can be read back, and whether the object has itself in it.
        cls, key = type(object), id(object)
        if issubclass(cls, int) and cls.__repr__ is int.__repr__ and self._underscore_numbers:
            return '{:_d}'.format(object), True, False
        kind = next((k for k in _brackets if issubclass(cls, k) and cls.__repr__ is k.__repr__), None)
        if kind is None:
            text = repr(object)
            return text, bool(text) and not text.startswith('<'), False
        form = '(%s,)' if kind is tuple and len(object) == 1 else _brackets[kind]
        if not object:
            return form % '', True, False
        if maxlevels and level >= maxlevels:
            return form % '...', False, key in context
        if key in context:
            return _recursion(object), False, True
        context[key] = 1
        readable, recursive, texts = True, False, []
        for item in _pairs(self, object) if kind is dict else zip(object):
            parts = [self.format(x, context, maxlevels, level + 1) for x in item]
            texts.append(': '.join(part[0] for part in parts))
            readable = readable and all(part[1] for part in parts)
            recursive = recursive or any(part[2] for part in parts)
        del context[key]
        return form % ', '.join(texts), readable, recursive


_brackets = {dict: '{%s}', list: '[%s]', tuple: '(%s)'}


def _recursion(object):
    return '<Recursion on %s with id=%s>' % (type(object).__name__, id(object))


class _Place:
    # Where a value is written: at a column of a stream, with so much room left behind it, inside of others, so many deep.

    def __init__(self, printer, stream, column, behind, context, level):
        self.printer, self.stream, self.column, self.behind, self.context, self.level = printer, stream, column, behind, context, level

    def write(self, *texts):
        for text in texts:
            self.stream.write(text)

    def newline(self, column):
        self.write('\n' + ' ' * column)

    def text(self, x):
        return self.printer._repr(x, self.context, self.level)

    def value(self, x, column, behind, up=0):
        self.printer._format(x, self.stream, column, behind, self.context, self.level - up)

    def between(self, opening, items, closing, put, behind=None):
        # Items in brackets, each in lines of its own; put writes one. behind is what follows the last: usually the closing one.
        step = self.printer._indent_per_level
        column = self.column + len(opening) - 1 + step
        behind = self.behind + len(closing) if behind is None else behind
        self.write(opening, ' ' * (step - 1))
        self.lines(items, column, behind, put)
        self.write(closing)

    def lines(self, items, column, behind, put):
        items = list(items)
        for n, item in enumerate(items, 1):
            put(item, column, behind if n == len(items) else 1)
            if n < len(items):
                self.write(',')
                self.newline(column)

    def pair(self, item, column, behind):
        key = self.text(item[0])
        self.write(key, ': ')
        self.value(item[1], column + len(key) + 2, behind)

    def attribute(self, item, column, behind):
        name, value = item
        self.write(name, '=')
        if id(value) in self.context:
            self.write('...')
        else:
            self.value(value, column + len(name) + 1, behind)

    def items(self, opening, items, closing, behind=None):
        if not self.printer._compact:
            self.between(opening, items, closing, self.value, behind)
            return
        # As many in a line as there is room for; one that is too long for a line has lines of its own.
        step, items = self.printer._indent_per_level, list(items)
        column = self.column + len(opening) - 1 + step
        line = room = self.printer._width - column + 1
        self.write(opening, ' ' * (step - 1))
        before = ''
        for n, item in enumerate(items, 1):
            last = n == len(items)
            left = (self.behind + len(closing) if behind is None else behind) if last else 0
            line, room = line - left, room - left
            text = self.text(item)
            if room < len(text) + 2:
                room, before = line, before and ',\n' + ' ' * column
            self.write(before)
            if room >= len(text) + 2:
                room, before = room - len(text) - 2, ', '
                self.write(text)
            else:
                before = ',\n' + ' ' * column
                self.value(item, column, left if last else 1)
        self.write(closing)

    def pieces(self, pieces):
        # The reprs of the pieces of a text, in brackets where nothing else says that they are one.
        brackets = self.level == 1 and len(pieces) > 1
        self.write('(' * brackets)
        for n, piece in enumerate(pieces):
            if n > 0:
                self.newline(self.column + (self.level == 1))
            self.write(repr(piece))
        self.write(')' * brackets)

    def room(self):
        # How wide pieces of a text may be, and how wide the last.
        outermost = self.level == 1
        width = self.printer._width - self.column - outermost
        return width, width - self.behind - outermost


def _joined(parts, width, last, n):
    # The parts, as many as fit together. last is the width for the part with the number n.
    piece = None
    for i, part in enumerate(parts):
        longer = part if piece is None else piece + part
        if piece is not None and len(repr(longer)) > (last if i == n else width):
            yield piece
            longer = part
        piece = longer
    if piece is not None:
        yield piece


def _unless_empty(write):
    return lambda x, at: write(x, at, x.__class__.__name__ + '(') if len(x) else at.write(repr(x))


def _dict(x, at):
    at.between('{', _pairs(at.printer, x), '}', at.pair)


def _tuple(x, at):
    at.items('(', x, ',)' if len(x) == 1 else ')')


@_unless_empty
def _set(x, at, name):
    opening, closing = ('{', '}') if type(x) is set else (name + '{', '})')
    at.items(opening, sorted(x, key=_Key), closing)


@_unless_empty
def _ordered(x, at, name):
    at.write(name)
    at.value(list(x.items()), at.column + len(name), at.behind + 1)
    at.write(')')


@_unless_empty
def _default(x, at, name):
    column = at.column + len(name)
    at.write(name, at.text(x.default_factory), ',')
    at.newline(column)
    _dict(x, _Place(at.printer, at.stream, column, at.behind + 1, at.context, at.level))
    at.write(')')


@_unless_empty
def _counter(x, at, name):
    at.between(name + '{', x.most_common(), '})', at.pair)


@_unless_empty
def _deque(x, at, name):
    if x.maxlen is None:
        at.items(name + '[', x, '])')
        return
    at.items(name + '[', x, ']', 2)
    at.write(',')
    at.newline(at.column + len(name))
    at.write('maxlen=', at.text(x.maxlen), ')')


@_unless_empty
def _chain(x, at, name):
    at.write(name)
    at.lines(x.maps, at.column + len(name), at.behind + 1, at.value)
    at.write(')')


def _user(x, at):
    at.value(x.data, at.column, at.behind, up=1)


def _proxy(x, at):
    at.write('mappingproxy(')
    at.value(x.copy(), at.column + 13, at.behind + 1)
    at.write(')')


def _attributes(name, items, at):
    at.write(name, '(')
    at.lines(items, at.column + len(name) + 1, at.behind, at.attribute)
    at.write(')')


def _namespace(x, at):
    _attributes('namespace' if type(x) is _types.SimpleNamespace else type(x).__name__, vars(x).items(), at)


def _data(x, at):
    _attributes(type(x).__name__, [(f.name, getattr(x, f.name)) for f in _dataclasses.fields(x) if f.repr], at)


def _text(x, at):
    width, last = at.room()
    lines, pieces = x.splitlines(True), []
    for n, line in enumerate(lines, 1):
        most = last if n == len(lines) else width
        words = [line] if len(repr(line)) <= most else _re.findall(r'\S+\s*|\s+', line)
        pieces += _joined(words, width, most, len(words) - 1)
    at.pieces(pieces or [x])


def _bytes(x, at):
    width, last = at.room()
    if len(x) <= 4:
        at.write(repr(x))
        return
    pieces = list(_joined([x[i:i + 4] for i in range(0, len(x), 4)], width, last, len(x) // 4))
    brackets = at.level == 1 and len(pieces) == 1  # which at.pieces leaves out
    at.write('(' * brackets)
    at.pieces(pieces)
    at.write(')' * brackets)


def _bytearray(x, at):
    at.write('bytearray(')
    _bytes(bytes(x), _Place(at.printer, at.stream, at.column + 10, at.behind + 1, at.context, at.level + 1))
    at.write(')')


_shapes = {
    dict: _dict, list: lambda x, at: at.items('[', x, ']'), tuple: _tuple, set: _set, frozenset: _set, str: _text, bytes: _bytes, bytearray: _bytearray,
    _collections.OrderedDict: _ordered, _collections.defaultdict: _default, _collections.Counter: _counter, _collections.deque: _deque,
    _collections.ChainMap: _chain, _collections.UserDict: _user, _collections.UserList: _user, _collections.UserString: _user,
    _types.MappingProxyType: _proxy, _types.SimpleNamespace: _namespace,
}
