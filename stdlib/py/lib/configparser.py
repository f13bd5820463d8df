"""Files of sections and options."""

import functools as _functools
import itertools as _itertools
import os as _os
import re as _re
from collections.abc import MutableMapping as _MutableMapping

DEFAULTSECT = 'DEFAULT'
MAX_INTERPOLATION_DEPTH = 10


class Error(Exception):
    def __init__(self, msg=''):
        self._tell(msg, msg)

    def _tell(self, message, *args, **about):
        # Notes what is shown, the arguments, and what they are about.
        self.message, self.args = message, args
        vars(self).update(about)

    def __repr__(self):
        return self.message

    __str__ = __repr__


class NoSectionError(Error):
    def __init__(self, section):
        self._tell('No section: %r' % (section,), section, section=section)


def _exists(kind, what, source, lineno):
    # The message about a section or option that is there twice.
    if source is None:
        return kind.capitalize() + ' ' + what + ' already exists'
    line = '' if lineno is None else ' [line %2d]' % lineno
    return 'While reading from %r%s: %s %s already exists' % (source, line, kind, what)


class DuplicateSectionError(Error):
    def __init__(self, section, source=None, lineno=None):
        self._tell(_exists('section', repr(section), source, lineno), section, source, lineno, section=section, source=source, lineno=lineno)


class DuplicateOptionError(Error):
    def __init__(self, section, option, source=None, lineno=None):
        self._tell(_exists('option', '%r in section %r' % (option, section), source, lineno), section, option, source, lineno,
                   section=section, option=option, source=source, lineno=lineno)


class NoOptionError(Error):
    def __init__(self, option, section):
        self._tell('No option %r in section: %r' % (option, section), option, section, option=option, section=section)


class InterpolationError(Error):
    def __init__(self, option, section, msg):
        self._tell(msg, option, section, msg, option=option, section=section)


class InterpolationMissingOptionError(InterpolationError):
    def __init__(self, option, section, rawval, reference):
        self._tell('Bad value substitution: option %r in section %r contains an interpolation key %r which is not a valid option name. Raw value: %r'
                   % (option, section, reference, rawval), option, section, rawval, reference, option=option, section=section, reference=reference)


class InterpolationSyntaxError(InterpolationError):
    pass


class InterpolationDepthError(InterpolationError):
    def __init__(self, option, section, rawval):
        self._tell('Recursion limit exceeded in value substitution: option %r in section %r contains an interpolation key which cannot be '
                   'substituted in %d steps. Raw value: %r' % (option, section, MAX_INTERPOLATION_DEPTH, rawval), option, section, rawval,
                   option=option, section=section)


class ParsingError(Error):
    def __init__(self, source=None, filename=None):
        source = source or filename
        self._tell('Source contains parsing errors: %r' % source, source, source=source, errors=[])

    def append(self, lineno, line):
        self.message += '\n\t[line %2d]: %s' % (lineno, line)
        self.errors += [(lineno, line)]


class MissingSectionHeaderError(ParsingError):
    def __init__(self, filename, lineno, line):
        self._tell('File contains no section headers.\nfile: %r, line: %d\n%r' % (filename, lineno, line), filename, lineno, line,
                   source=filename, lineno=lineno, line=line)


class Interpolation:
    """Leaves values as they are."""

    def before_get(self, parser, section, option, value, defaults):
        return value

    def before_set(self, parser, section, option, value):
        return value

    before_read = before_write = before_set


class _References(Interpolation):
    # Replaces references. _sign begins one, twice it is itself; _place matches either, and has the name of a reference as its group;
    # _open is what stands behind the sign of a reference.

    def before_get(self, parser, section, option, value, defaults):
        return self._replaced(parser, section, option, value, defaults, 1)

    def before_set(self, parser, section, option, value):
        rest = self._place.sub('', value.replace(self._sign * 2, ''))
        if self._sign in rest:
            raise ValueError('invalid interpolation syntax in %r at position %d' % (value, rest.find(self._sign)))
        return value

    def _replaced(self, parser, section, option, text, values, depth):
        raw = parser.get(section, option, raw=True, fallback=text)
        if depth > MAX_INTERPOLATION_DEPTH:
            raise InterpolationDepthError(option, section, raw)
        out, at, text = [], 0, text or ''
        i = text.find(self._sign)
        while i >= 0:
            m = self._place.match(text, i)
            if m is None:
                raise InterpolationSyntaxError(option, section, self._wrong(text[i:]))
            out.append(text[at:i])
            at = m.end()
            out.append(self._sign if m[1] is None else self._value(parser, section, option, m[1], text[at:], raw, values, depth))
            i = text.find(self._sign, at)
        return ''.join(out) + text[at:]

    def _wrong(self, rest):
        if rest[1:2] == self._open:
            return 'bad interpolation variable reference %r' % rest
        return "'{0}' must be followed by '{0}' or '{1}', found: {2!r}".format(self._sign, self._open, rest)


class BasicInterpolation(_References):
    """Replaces %(name)s."""

    _sign, _open, _place = '%', '(', _re.compile(r'%(?:%|\(([^)]+)\)s)')

    def _value(self, parser, section, option, name, rest, raw, values, depth):
        name = parser.optionxform(name)
        if name not in values:
            raise InterpolationMissingOptionError(option, section, raw, name)
        value = values[name]
        return self._replaced(parser, section, option, value, values, depth + 1) if self._sign in value else value


class ExtendedInterpolation(_References):
    """Replaces ${name} and ${section:name}."""

    _sign, _open, _place = '$', '{', _re.compile(r'\$(?:\$|\{([^}]+)\})')

    def _value(self, parser, section, option, name, rest, raw, values, depth):
        *where, key = name.split(':')
        if len(where) > 1:
            raise InterpolationSyntaxError(option, section, "More than one ':' found: %r" % (rest,))
        key = parser.optionxform(key)
        try:
            value = parser.get(where[0], key, raw=True) if where else values[key]
        except (NoSectionError, NoOptionError, KeyError):
            raise InterpolationMissingOptionError(option, section, raw, name) from None
        if self._sign not in value:
            return value
        section = where[0] if where else section
        return self._replaced(parser, section, key, value, dict(parser.items(section, raw=True)), depth + 1)


class LegacyInterpolation(BasicInterpolation):
    pass


_unset = object()


class RawConfigParser(_MutableMapping):
    """Sections of options, without replacing anything in values."""

    _DEFAULT_INTERPOLATION = Interpolation()
    BOOLEAN_STATES = {'1': True, 'yes': True, 'true': True, 'on': True, '0': False, 'no': False, 'false': False, 'off': False}
    SECTCRE = _re.compile(r'\[(?P<header>.+)\]')

    def __init__(self, defaults=None, dict_type=dict, allow_no_value=False, *, delimiters=('=', ':'), comment_prefixes=('#', ';'),
                 inline_comment_prefixes=None, strict=True, empty_lines_in_values=True, default_section=DEFAULTSECT, interpolation=_unset, converters=_unset):
        self._dict = dict_type
        self._sections, self._defaults = dict_type(), dict_type()
        self._delimiters, self._comments, self._inline = tuple(delimiters), tuple(comment_prefixes or ()), tuple(inline_comment_prefixes or ())
        self._strict, self._allow_no_value, self._empty_lines = strict, allow_no_value, empty_lines_in_values
        self.default_section = default_section
        self._interpolation = self._DEFAULT_INTERPOLATION if interpolation is _unset else Interpolation() if interpolation is None else interpolation
        self._converters = {'int': int, 'float': float, 'boolean': self._convert_to_boolean}
        for name, func in ({} if converters is _unset else converters).items():
            self._converters[name] = func
            setattr(self, 'get' + name, _functools.partial(self._get_conv, conv=func))
        d = '|'.join(_re.escape(d) for d in self._delimiters)
        self._option = _re.compile(r'(?P<option>.*?)\s*(?:(?P<vi>%s)\s*(?P<value>.*))?$' % d if allow_no_value else r'(?P<option>.*?)\s*(?P<vi>%s)\s*(?P<value>.*)$' % d)
        if defaults:
            self.read_dict({default_section: defaults})

    @property
    def converters(self):
        return self._converters

    def defaults(self):
        return self._defaults

    def sections(self):
        return list(self._sections)

    def add_section(self, section):
        if section == self.default_section:
            raise ValueError('Invalid section name: %r' % section)
        if self.has_section(section):
            raise DuplicateSectionError(section)
        self._sections[section] = self._dict()

    def has_section(self, section):
        return section in self._sections

    def options(self, section):
        if not self.has_section(section):
            raise NoSectionError(section)
        return list({**self._sections[section], **self._defaults})

    def _own(self, section):
        # The options of a section, without the defaults where it is not theirs.
        if section == self.default_section:
            return self._defaults
        if not self.has_section(section):
            raise NoSectionError(section)
        return self._sections[section]

    def read(self, filenames, encoding=None):
        if isinstance(filenames, (str, bytes, _os.PathLike)):
            filenames = [filenames]
        done = []
        for name in filenames:
            try:
                with open(name, encoding=encoding) as f:
                    self._read(f, name)
            except OSError:
                continue
            done.append(_os.fspath(name))
        return done

    def read_file(self, f, source=None):
        self._read(f, getattr(f, 'name', '<???>') if source is None else source)

    def readfp(self, fp, filename=None):
        self.read_file(fp, filename)

    def read_string(self, string, source='<string>'):
        import io
        self.read_file(io.StringIO(string), source)

    def read_dict(self, dictionary, source='<dict>'):
        seen = set()
        for name, options in dictionary.items():
            name = str(name)
            if name not in self or self._strict and name in seen:
                self.add_section(name)
            seen.add(name)
            for key, value in options.items():
                key = self.optionxform(str(key))
                if self._strict and (name, key) in seen:
                    raise DuplicateOptionError(name, key, source)
                seen.add((name, key))
                self.set(name, key, value if value is None else str(value))

    def _read(self, fp, source):
        seen, current, section, option, indent, errors = set(), None, None, None, 0, None
        lineno = 0
        for lineno, line in enumerate(fp, 1):
            cut = len(line)
            for prefix in self._inline:
                i = line.find(prefix)
                while i >= 0:
                    if i == 0 or line[i - 1].isspace():
                        cut = min(cut, i)
                        break
                    i = line.find(prefix, i + 1)
            comment = cut < len(line)
            if any(line.strip().startswith(p) for p in self._comments):
                cut = 0
                comment = True
            value = line[:cut].strip()
            if not value:
                if self._empty_lines:
                    if not comment and current is not None and option and current[option] is not None:
                        current[option].append('')
                else:
                    indent = 1 << 62
                continue
            first = len(line) - len(line.lstrip())
            if current is not None and option and first > indent:
                if current[option] is None:
                    raise ParsingError(source)
                current[option].append(value)
                continue
            indent = first
            m = self.SECTCRE.match(value)
            if m:
                section, option = m.group('header'), None
                if section in self._sections:
                    if self._strict and section in seen:
                        raise DuplicateSectionError(section, source, lineno)
                    current = self._sections[section]
                elif section == self.default_section:
                    current = self._defaults
                else:
                    current = self._sections[section] = self._dict()
                seen.add(section)
                continue
            if current is None:
                raise MissingSectionHeaderError(source, lineno, line)
            m = self._option.match(value)
            if not m:
                errors = errors or ParsingError(source)
                errors.append(lineno, repr(line))
                continue
            name, _, text = m.group('option', 'vi', 'value')
            if not name:
                errors = errors or ParsingError(source)
                errors.append(lineno, repr(line))
            option = self.optionxform(name.rstrip())
            if self._strict and (section, option) in seen:
                raise DuplicateOptionError(section, option, source, lineno)
            seen.add((section, option))
            current[option] = [text.strip()] if text is not None else None
        for name, options in _itertools.chain([(self.default_section, self._defaults)], self._sections.items()):
            for key, value in options.items():
                if isinstance(value, list):
                    value = '\n'.join(value).rstrip()
                options[key] = self._interpolation.before_read(self, name, key, value)
        if errors:
            raise errors

    def _values(self, section, vars):
        extra = {self.optionxform(k): v if v is None else str(v) for k, v in (vars or {}).items()}
        return {**self._defaults, **self._own(section), **extra}

    def get(self, section, option, *, raw=False, vars=None, fallback=_unset):
        if fallback is not _unset and section not in self:
            return fallback
        values, key = self._values(section, vars), self.optionxform(option)
        if key not in values:
            if fallback is _unset:
                raise NoOptionError(key, section)
            return fallback
        value = values[key]
        return value if raw or value is None else self._interpolation.before_get(self, section, key, value, values)

    def _get_conv(self, section, option, conv, *, raw=False, vars=None, fallback=_unset, **kwargs):
        try:
            value = self.get(section, option, raw=raw, vars=vars, **kwargs)
        except (NoSectionError, NoOptionError):
            if fallback is _unset:
                raise
            return fallback
        return conv(value)

    def getint(self, section, option, **kwargs):
        return self._get_conv(section, option, int, **kwargs)

    def getfloat(self, section, option, **kwargs):
        return self._get_conv(section, option, float, **kwargs)

    def getboolean(self, section, option, **kwargs):
        return self._get_conv(section, option, self._convert_to_boolean, **kwargs)

    def _convert_to_boolean(self, value):
        known = self.BOOLEAN_STATES.get(value.lower())
        if known is None:
            raise ValueError('Not a boolean: %s' % value)
        return known

    def items(self, section=_unset, raw=False, vars=None):
        if section is _unset:
            return super().items()
        values = {**self._defaults, **self._own(section)}
        names = list(values)
        values.update((self.optionxform(k), v) for k, v in (vars or {}).items())
        return [(k, values[k] if raw else self._interpolation.before_get(self, section, k, values[k], values)) for k in names]

    def popitem(self):
        for name in self._sections:
            section = self[name]
            self.remove_section(name)
            return name, section
        raise KeyError

    def optionxform(self, optionstr):
        return optionstr.lower()

    def has_option(self, section, option):
        section = section or self.default_section
        return section in self and self.optionxform(option) in {**self._defaults, **self._own(section)}

    def set(self, section, option, value=None):
        if value:
            value = self._interpolation.before_set(self, section, option, value)
        self._own(section or self.default_section)[self.optionxform(option)] = value

    def write(self, fp, space_around_delimiters=True):
        d = ' %s ' % self._delimiters[0] if space_around_delimiters else self._delimiters[0]
        if self._defaults:
            self._write_section(fp, self.default_section, self._defaults.items(), d)
        for section in self._sections:
            self._write_section(fp, section, self._sections[section].items(), d)

    def _write_section(self, fp, name, items, delimiter):
        fp.write('[%s]\n' % name)
        for key, value in items:
            text = self._interpolation.before_write(self, name, key, value)
            bare = text is None and self._allow_no_value
            fp.write(key + ('' if bare else delimiter + str(text).replace('\n', '\n\t')) + '\n')
        fp.write('\n')

    def remove_option(self, section, option):
        options, key = self._own(section or self.default_section), self.optionxform(option)
        there = key in options
        options.pop(key, None)
        return there

    def remove_section(self, section):
        there = self.has_section(section)
        self._sections.pop(section, None)
        return there

    def __getitem__(self, key):
        if key not in self:
            raise KeyError(key)
        return SectionProxy(self, key)

    def __setitem__(self, key, value):
        if isinstance(value, SectionProxy) and value.parser is self and value.name == key:
            return  # to itself
        if key in self:
            self._own(key).clear()
        self.read_dict({key: value})

    def __delitem__(self, key):
        if key == self.default_section:
            raise ValueError('Cannot remove the default section.')
        if not self.remove_section(key):
            raise KeyError(key)

    def __contains__(self, key):
        return key == self.default_section or self.has_section(key)

    def __len__(self):
        return len(self._sections) + 1

    def __iter__(self):
        return _itertools.chain((self.default_section,), self._sections)


class ConfigParser(RawConfigParser):
    """Sections of options whose values may have others' in them."""

    _DEFAULT_INTERPOLATION = BasicInterpolation()

    def set(self, section, option, value=None):
        if not isinstance(option, str):
            raise TypeError('option keys must be strings')
        if not isinstance(value, str) and not (value is None and self._allow_no_value):
            raise TypeError('option values must be strings')
        super().set(section, option, value)

    def add_section(self, section):
        if not isinstance(section, str):
            raise TypeError('section names must be strings')
        super().add_section(section)


class SafeConfigParser(ConfigParser):
    pass


class SectionProxy(_MutableMapping):
    """One section."""

    def __init__(self, parser, name):
        self._parser, self._name = parser, name
        for conv, func in parser.converters.items():
            if 'get' + conv not in ('getint', 'getfloat', 'getboolean'):
                setattr(self, 'get' + conv, _functools.partial(self._convert, func))

    def __repr__(self):
        return '<Section: %s>' % self._name

    def __getitem__(self, key):
        if key in self:
            return self._parser.get(self._name, key)
        raise KeyError(key)

    def __setitem__(self, key, value):
        if not isinstance(value, str) and value is not None:
            raise TypeError('option values must be strings')
        self._parser.set(self._name, key, value)

    def __delitem__(self, key):
        if not (key in self and self._parser.remove_option(self._name, key)):
            raise KeyError(key)

    def __contains__(self, key):
        return self._parser.has_option(self._name, key)

    def _names(self):
        return list(self._parser.defaults()) if self._name == self._parser.default_section else self._parser.options(self._name)

    def __len__(self):
        return len(self._names())

    def __iter__(self):
        return iter(self._names())

    @property
    def parser(self):
        return self._parser

    @property
    def name(self):
        return self._name

    def get(self, option, fallback=None, *, raw=False, vars=None, **kwargs):
        return self._parser.get(self._name, option, raw=raw, vars=vars, fallback=fallback, **kwargs)

    def _convert(self, func, option, fallback=None, **kwargs):
        return self._parser._get_conv(self._name, option, func, fallback=fallback, **kwargs)

    def getint(self, option, fallback=None, **kwargs):
        return self._convert(int, option, fallback, **kwargs)

    def getfloat(self, option, fallback=None, **kwargs):
        return self._convert(float, option, fallback, **kwargs)

    def getboolean(self, option, fallback=None, **kwargs):
        return self._convert(self._parser._convert_to_boolean, option, fallback, **kwargs)
