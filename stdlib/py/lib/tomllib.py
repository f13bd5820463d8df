"""TOML."""

import re as _re
from datetime import date as _date, datetime as _datetime, time as _time, timedelta as _timedelta, timezone as _timezone

__all__ = ['loads', 'load', 'TOMLDecodeError']


class TOMLDecodeError(ValueError):
    """The text is no TOML."""


_number = _re.compile(r'''0(?:x[0-9A-Fa-f](?:_?[0-9A-Fa-f])*|b[01](?:_?[01])*|o[0-7](?:_?[0-7])*)|[+-]?(?:0|[1-9](?:_?[0-9])*)(?P<rest>(?:\.[0-9](?:_?[0-9])*)?(?:[eE][+-]?[0-9](?:_?[0-9])*)?)''')
_when = _re.compile(r'''([0-9]{4})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])(?:[Tt ]([01][0-9]|2[0-3]):([0-5][0-9]):([0-5][0-9])(?:\.([0-9]{1,6})[0-9]*)?(?:([Zz])|([+-])([01][0-9]|2[0-3]):([0-5][0-9]))?)?''')
_clock = _re.compile(r'''([01][0-9]|2[0-3]):([0-5][0-9]):([0-5][0-9])(?:\.([0-9]{1,6})[0-9]*)?''')
_bare = _re.compile(r'[A-Za-z0-9_-]+')
_illegal = _re.compile(r'[\x00-\x08\x0a-\x1f\x7f]')
_illegal_lines = _re.compile(r'[\x00-\x08\x0b-\x1f\x7f]')
_escapes = {'b': '\b', 't': '\t', 'n': '\n', 'f': '\f', 'r': '\r', '"': '"', '\\': '\\'}


def load(fp, /, *, parse_float=float):
    data = fp.read()
    if not isinstance(data, bytes):
        raise TypeError("File must be opened in binary mode, e.g. use `open('foo.toml', 'rb')`") from None
    return loads(data.decode(), parse_float=parse_float)


def loads(s, /, *, parse_float=float):
    return _Parser(s.replace('\r\n', '\n'), parse_float).document()


class _Parser:
    def __init__(self, text, parse_float):
        self.text, self.pos, self.parse_float = text, 0, parse_float
        self.root = {}
        self.frozen = []      # ids of values that nothing may be added to
        self.defined = set()  # paths of tables with a header
        self.dotted = set()   # paths of tables that dotted keys made
        self.arrays = {}      # paths of arrays of tables

    def fail(self, message, pos=None):
        pos = self.pos if pos is None else pos
        if pos >= len(self.text):
            where = 'end of document'
        else:
            line = self.text.count('\n', 0, pos) + 1
            column = pos + 1 if line == 1 else pos - self.text.rindex('\n', 0, pos)
            where = 'line %d, column %d' % (line, column)
        raise TOMLDecodeError('%s (at %s)' % (message, where))

    def peek(self):
        return self.text[self.pos:self.pos + 1]

    def blank(self, chars=' \t'):
        while self.pos < len(self.text) and self.text[self.pos] in chars:
            self.pos += 1

    def comment(self):
        if self.peek() == '#':
            end = self.text.find('\n', self.pos)
            end = len(self.text) if end < 0 else end
            m = _illegal.search(self.text, self.pos, end)
            if m:
                self.fail('Found invalid character %r' % m.group(), m.start())
            self.pos = end

    def blank_lines(self):
        while True:
            before = self.pos
            self.blank(' \t\n')
            self.comment()
            if self.pos == before:
                return

    def document(self):
        table, path = self.root, ()
        while True:
            self.blank()
            c = self.peek()
            if not c:
                return self.root
            if c == '\n':
                self.pos += 1
                continue
            if c == '[':
                table, path = self.array_header() if self.text.startswith('[[', self.pos) else self.table_header()
                self.blank()
            elif c in '"\'' or _bare.match(c):
                self.pair(table, path)
                self.blank()
            elif c != '#':
                self.fail('Invalid statement')
            self.comment()
            if self.peek() == '\n':
                self.pos += 1
            elif self.peek():
                self.fail('Expected newline or end of document after a statement')

    def walk(self, path, message):
        # The table at a path, made where it is not there.
        at = self.root
        for i, key in enumerate(path):
            if id(at.get(key)) in self.frozen:
                self.fail(message % (path,))
            at = at.setdefault(key, {})
            if isinstance(at, list) and path[:i + 1] in self.arrays:
                at = at[-1]
            if not isinstance(at, dict):
                self.fail('Cannot overwrite a value')
        return at

    def table_header(self):
        self.pos += 1
        self.blank()
        path = self.key()
        if path in self.defined or path in self.dotted or path in self.arrays:
            self.fail('Cannot declare %s twice' % (path,))
        self.defined.add(path)
        table = self.walk(path, 'Cannot declare %s twice')
        if self.peek() != ']':
            self.fail("Expected ']' at the end of a table declaration")
        self.pos += 1
        return table, path

    def array_header(self):
        self.pos += 2
        self.blank()
        path = self.key()
        above = self.walk(path[:-1], 'Cannot mutate immutable namespace %s')
        found = above.setdefault(path[-1], [])
        if not isinstance(found, list):
            self.fail('Cannot overwrite a value')
        if id(found) in self.frozen:
            self.fail('Cannot mutate immutable namespace %s' % (path,))
        self.arrays[path] = found
        found.append({})
        self.defined = {p for p in self.defined if p[:len(path)] != path}
        self.dotted = {p for p in self.dotted if p[:len(path)] != path}
        for p in [p for p in self.arrays if p[:len(path)] == path and p != path]:
            del self.arrays[p]
        if not self.text.startswith(']]', self.pos):
            self.fail("Expected ']]' at the end of an array declaration")
        self.pos += 2
        return found[-1], path

    def pair(self, table, path):
        key, value = self.key_value()
        at = table
        for i, part in enumerate(key[:-1]):
            p = path + key[:i + 1]
            if p in self.defined:
                self.fail('Cannot redefine namespace %s' % (p,))
            self.dotted.add(p)
            if id(at.get(part)) in self.frozen:
                self.fail('Cannot mutate immutable namespace %s' % (p,))
            at = at.setdefault(part, {})
            if not isinstance(at, dict):
                self.fail('Cannot overwrite a value')
        if key[-1] in at:
            self.fail('Cannot overwrite a value')
        if isinstance(value, (dict, list)):
            self.frozen.append(id(value))
        at[key[-1]] = value

    def key_value(self):
        key = self.key()
        if self.peek() != '=':
            self.fail("Expected '=' after a key in a key/value pair")
        self.pos += 1
        self.blank()
        return key, self.value()

    def key(self):
        parts = [self.key_part()]
        self.blank()
        while self.peek() == '.':
            self.pos += 1
            self.blank()
            parts.append(self.key_part())
            self.blank()
        return tuple(parts)

    def key_part(self):
        c = self.peek()
        if c == '"':
            return self.basic()
        if c == "'":
            return self.literal()
        m = _bare.match(self.text, self.pos)
        if not m:
            self.fail('Invalid initial character for a key part')
        self.pos = m.end()
        return m.group()

    def value(self):
        text, c = self.text, self.peek()
        if c == '"':
            return self.basic_lines() if text.startswith('"""', self.pos) else self.basic()
        if c == "'":
            return self.literal_lines() if text.startswith("'''", self.pos) else self.literal()
        for word, value in (('true', True), ('false', False)):
            if text.startswith(word, self.pos):
                self.pos += len(word)
                return value
        if c == '[':
            return self.array()
        if c == '{':
            return self.inline()
        m = _when.match(text, self.pos)
        if m:
            self.pos = m.end()
            try:
                return self.date(m)
            except ValueError:
                self.fail('Invalid date or datetime')
        m = _clock.match(text, self.pos)
        if m:
            self.pos = m.end()
            return _time(int(m[1]), int(m[2]), int(m[3]), int((m[4] or '').ljust(6, '0')))
        m = _number.match(text, self.pos)
        if m:
            self.pos = m.end()
            return self.parse_float(m.group()) if m['rest'] else int(m.group(), 0)
        for word in ('inf', 'nan', '-inf', '+inf', '-nan', '+nan'):
            if text.startswith(word, self.pos):
                self.pos += len(word)
                return self.parse_float(word)
        self.fail('Invalid value')

    def date(self, m):
        y, mo, d = int(m[1]), int(m[2]), int(m[3])
        if m[4] is None:
            return _date(y, mo, d)
        zone = None
        if m[8]:
            zone = _timezone.utc
        elif m[9]:
            delta = _timedelta(hours=int(m[10]), minutes=int(m[11]))
            zone = _timezone(-delta if m[9] == '-' else delta)
        return _datetime(y, mo, d, int(m[4]), int(m[5]), int(m[6]), int((m[7] or '').ljust(6, '0')), tzinfo=zone)

    def array(self):
        self.pos += 1
        out = []
        self.blank_lines()
        while self.peek() != ']':
            out.append(self.value())
            self.blank_lines()
            if self.peek() == ',':
                self.pos += 1
                self.blank_lines()
            elif self.peek() != ']':
                self.fail('Unclosed array')
        self.pos += 1
        return out

    def inline(self):
        self.pos += 1
        out, inner = {}, set()
        self.blank()
        if self.peek() == '}':
            self.pos += 1
            return out
        while True:
            key, value = self.key_value()
            at = out
            for part in key[:-1]:
                at = at.setdefault(part, {})
                if not isinstance(at, dict) or id(at) in inner:
                    self.fail('Cannot mutate immutable namespace %s' % (key,))
            if key[-1] in at:
                self.fail('Duplicate inline table key %r' % key[-1])
            at[key[-1]] = value
            if isinstance(value, dict):
                inner.add(id(value))
            self.blank()
            c = self.peek()
            self.pos += 1
            if c == '}':
                return out
            if c != ',':
                self.pos -= 1
                self.fail('Unclosed inline table')
            self.blank()

    def literal(self):
        end = self.text.find("'", self.pos + 1)
        m = _illegal.search(self.text, self.pos + 1, len(self.text) if end < 0 else end)
        if m:
            self.fail('Found invalid character %r' % m.group(), m.start())
        if end < 0:
            self.fail('Expected "\'"', len(self.text))
        out, self.pos = self.text[self.pos + 1:end], end + 1
        return out

    def literal_lines(self):
        start = self.pos + 3
        if self.text.startswith('\n', start):
            start += 1
        end = self.text.find("'''", start)
        m = _illegal_lines.search(self.text, start, len(self.text) if end < 0 else end)
        if m:
            self.fail('Found invalid character %r' % m.group(), m.start())
        if end < 0:
            self.fail('Expected "\'\'\'"', len(self.text))
        for _ in range(2):
            if self.text.startswith("'", end + 3):
                end += 1
        self.pos = end + 3
        return self.text[start:end]

    def escape(self, lines):
        c = self.text[self.pos + 1:self.pos + 2]
        if lines and c and c in ' \t\n':
            self.pos += 1
            self.blank()
            if self.peek() != '\n':
                self.fail("Unescaped '\\' in a string")
            self.blank(' \t\n')
            return ''
        if c in ('u', 'U'):
            n = 4 if c == 'u' else 8
            digits = self.text[self.pos + 2:self.pos + 2 + n]
            if not _re.fullmatch('[0-9a-fA-F]{%d}' % n, digits):
                self.fail('Invalid hex value')
            number = int(digits, 16)
            if 0xd800 <= number <= 0xdfff or number > 0x10ffff:
                self.fail('Escaped character is not a Unicode scalar value')
            self.pos += 2 + n
            return chr(number)
        if c not in _escapes or not c:
            self.fail("Unescaped '\\' in a string" if c else 'Unterminated string')
        self.pos += 2
        return _escapes[c]

    def basic(self):
        self.pos += 1
        return self.quoted(False)

    def basic_lines(self):
        self.pos += 3
        if self.peek() == '\n':
            self.pos += 1
        return self.quoted(True)

    def quoted(self, lines):
        out = []
        illegal = _illegal_lines if lines else _illegal
        while True:
            c = self.peek()
            if not c:
                self.fail('Unterminated string')
            if c == '"':
                if not lines:
                    self.pos += 1
                    return ''.join(out)
                if self.text.startswith('"""', self.pos):
                    self.pos += 3
                    for _ in range(2):
                        if self.peek() == '"':
                            self.pos += 1
                            out.append('"')
                    return ''.join(out)
            if c == '\\':
                out.append(self.escape(lines))
                continue
            if illegal.match(c):
                self.fail('Illegal character %r' % c)
            out.append(c)
            self.pos += 1
