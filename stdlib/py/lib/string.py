"""Constants and helpers for text."""

import re as _re

whitespace = ' \t\n\r\v\f'
ascii_lowercase = 'abcdefghijklmnopqrstuvwxyz'
ascii_uppercase = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
ascii_letters = ascii_lowercase + ascii_uppercase
digits = '0123456789'
hexdigits = digits + 'abcdef' + 'ABCDEF'
octdigits = '01234567'
punctuation = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    return (sep or ' ').join(word.capitalize() for word in s.split(sep))


_nothing = object()


class Template:
    """Text with $name and ${name} in it."""

    delimiter = '$'
    idpattern = r'(?a:[_a-z][_a-z0-9]*)'
    braceidpattern = None
    flags = _re.IGNORECASE

    def __init_subclass__(cls):
        super().__init_subclass__()
        cls._prepare()

    @classmethod
    def _prepare(cls):
        if 'pattern' in cls.__dict__:
            pattern = cls.pattern
        else:
            delim = _re.escape(cls.delimiter)
            pattern = (r'%s(?:(?P<escaped>%s)|(?P<named>%s)|{(?P<braced>%s)}|(?P<invalid>))'
                       % (delim, delim, cls.idpattern, cls.braceidpattern or cls.idpattern))
        cls.pattern = _re.compile(pattern, cls.flags | _re.VERBOSE)

    def __init__(self, template):
        self.template = template

    def _complain(self, match):
        at = match.start('invalid')
        before = self.template[:at].splitlines(keepends=True)
        if not before:
            line, column = 1, 1
        else:
            line, column = len(before), at - len(''.join(before[:-1]))
        raise ValueError('Invalid placeholder in string: line %d, col %d' % (line, column))

    def _values(self, mapping, kws):
        if mapping is _nothing:
            return kws
        if kws:
            from collections import ChainMap
            return ChainMap(kws, mapping)
        return mapping

    def substitute(self, mapping=_nothing, /, **kws):
        values = self._values(mapping, kws)

        def value(match):
            name = match.group('named') or match.group('braced')
            if name is not None:
                return str(values[name])
            if match.group('escaped') is not None:
                return self.delimiter
            self._complain(match)
        return self.pattern.sub(value, self.template)

    def safe_substitute(self, mapping=_nothing, /, **kws):
        values = self._values(mapping, kws)

        def value(match):
            name = match.group('named') or match.group('braced')
            if name is not None:
                try:
                    return str(values[name])
                except KeyError:
                    return match.group()
            if match.group('escaped') is not None:
                return self.delimiter
            return match.group()
        return self.pattern.sub(value, self.template)

    def is_valid(self):
        return all(m.group('invalid') is None for m in self.pattern.finditer(self.template))

    def get_identifiers(self):
        names = []
        for m in self.pattern.finditer(self.template):
            name = m.group('named') or m.group('braced')
            if name is not None and name not in names:
                names.append(name)
        return names


Template._prepare()


class Formatter:
    """What str.format does, with methods to be replaced."""

    def format(self, format_string, /, *args, **kwargs):
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        used = set()
        text, _ = self._vformat(format_string, args, kwargs, used, 2, 0)
        self.check_unused_args(used, args, kwargs)
        return text

    def _vformat(self, format_string, args, kwargs, used, depth, auto):
        if depth < 0:
            raise ValueError('Max string recursion exceeded')
        out = []
        for literal, field, spec, conversion in self.parse(format_string):
            if literal:
                out.append(literal)
            if field is None:
                continue
            if field == '':
                if auto is False:
                    raise ValueError('cannot switch from manual field specification to automatic field numbering')
                field = str(auto)
                auto += 1
            elif field.isdigit():
                if auto:
                    raise ValueError('cannot switch from manual field specification to automatic field numbering')
                auto = False
            value, key = self.get_field(field, args, kwargs)
            used.add(key)
            value = self.convert_field(value, conversion)
            spec, auto = self._vformat(spec, args, kwargs, used, depth - 1, auto)
            out.append(self.format_field(value, spec))
        return ''.join(out), auto

    def get_value(self, key, args, kwargs):
        return args[key] if isinstance(key, int) else kwargs[key]

    def check_unused_args(self, used_args, args, kwargs):
        pass

    def format_field(self, value, format_spec):
        return format(value, format_spec)

    def convert_field(self, value, conversion):
        if conversion is None:
            return value
        if conversion in ('s', 'r', 'a'):
            return {'s': str, 'r': repr, 'a': ascii}[conversion](value)
        raise ValueError('Unknown conversion specifier {0!s}'.format(conversion))

    def parse(self, format_string):
        i, n = 0, len(format_string)
        literal = ''
        while i < n:
            c = format_string[i]
            if c in '{}' and format_string[i + 1:i + 2] == c:
                literal += c
                i += 2
            elif c == '}':
                raise ValueError("Single '}' encountered in format string")
            elif c != '{':
                literal += c
                i += 1
            else:
                depth, j = 1, i + 1
                while j < n and depth:
                    depth += {'{': 1, '}': -1}.get(format_string[j], 0)
                    j += 1
                if depth:
                    raise ValueError("expected '}' before end of string" if i + 1 < n else "Single '{' encountered in format string")
                body, i = format_string[i + 1:j - 1], j
                name, conversion, spec = body, None, ''
                bracket = 0
                for k, ch in enumerate(body):
                    if ch == '[':
                        bracket += 1
                    elif ch == ']':
                        bracket -= 1
                    elif ch in '!:' and bracket <= 0:
                        name = body[:k]
                        if ch == '!':
                            conversion, spec = body[k + 1:k + 2], body[k + 3:]
                        else:
                            spec = body[k + 1:]
                        break
                yield literal, name, spec, conversion
                literal = ''
        if literal:
            yield literal, None, None, None

    def get_field(self, field_name, args, kwargs):
        m = _re.match(r'[^.\[]*', field_name)
        first, rest = m.group(), field_name[m.end():]
        if first.isdigit():
            first = int(first)
        value = self.get_value(first, args, kwargs)
        for name, index in _re.findall(r'\.([^.\[]+)|\[([^\]]+)\]', rest):
            if name:
                value = getattr(value, name)
            else:
                value = value[int(index) if index.isdigit() else index]
        return value, first
