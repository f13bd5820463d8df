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
        self.message = msg
        super().__init__(msg)

    def __repr__(self):
        return self.message

    __str__ = __repr__


class NoSectionError(Error):
    def __init__(self, section):
        super().__init__('No section: %r' % (section,))
        self.section = section
        self.args = (section,)


class DuplicateSectionError(Error):
    def __init__(self, section, source=None, lineno=None):
        text = [repr(section), ' already exists']
        if source is not None:
            text = ['While reading from ', repr(source)] + ([' [line %2d]' % lineno] if lineno is not None else []) + [': section '] + text
        else:
            text.insert(0, 'Section ')
        super().__init__(''.join(text))
        self.section, self.source, self.lineno = section, source, lineno
        self.args = (section, source, lineno)


class DuplicateOptionError(Error):
    def __init__(self, section, option, source=None, lineno=None):
        text = [repr(option), ' in section ', repr(section), ' already exists']
        if source is not None:
            text = ['While reading from ', repr(source)] + ([' [line %2d]' % lineno] if lineno is not None else []) + [': option '] + text
        else:
            text.insert(0, 'Option ')
        super().__init__(''.join(text))
        self.section, self.option, self.source, self.lineno = section, option, source, lineno
        self.args = (section, option, source, lineno)


class NoOptionError(Error):
    def __init__(self, option, section):
        super().__init__('No option %r in section: %r' % (option, section))
        self.option, self.section = option, section
        self.args = (option, section)


class InterpolationError(Error):
    def __init__(self, option, section, msg):
        super().__init__(msg)
        self.option, self.section = option, section
        self.args = (option, section, msg)


class InterpolationMissingOptionError(InterpolationError):
    def __init__(self, option, section, rawval, reference):
        super().__init__(option, section, 'Bad value substitution: option %r in section %r contains an interpolation key %r which is not a valid '
                         'option name. Raw value: %r' % (option, section, reference, rawval))
        self.reference = reference
        self.args = (option, section, rawval, reference)


class InterpolationSyntaxError(InterpolationError):
    pass


class InterpolationDepthError(InterpolationError):
    def __init__(self, option, section, rawval):
        super().__init__(option, section, 'Recursion limit exceeded in value substitution: option %r in section %r contains an interpolation key '
                         'which cannot be substituted in %d steps. Raw value: %r' % (option, section, MAX_INTERPOLATION_DEPTH, rawval))
        self.args = (option, section, rawval)


class ParsingError(Error):
    def __init__(self, source=None, filename=None):
        super().__init__('Source contains parsing errors: %r' % (source or filename))
        self.source = source or filename
        self.errors = []
        self.args = (self.source,)

    def append(self, lineno, line):
        self.errors.append((lineno, line))
        self.message += '\n\t[line %2d]: %s' % (lineno, line)


class MissingSectionHeaderError(ParsingError):
    def __init__(self, filename, lineno, line):
        Error.__init__(self, 'File contains no section headers.\nfile: %r, line: %d\n%r' % (filename, lineno, line))
        self.source, self.lineno, self.line = filename, lineno, line
        self.args = (filename, lineno, line)


class Interpolation:
    """Leaves values as they are."""

    def before_get(self, parser, section, option, value, defaults):
        return value

    def before_set(self, parser, section, option, value):
        return value

    def before_read(self, parser, section, option, value):
        return value

    def before_write(self, parser, section, option, value):
        return value


class BasicInterpolation(Interpolation):
    """Replaces %(name)s."""

    _ref = _re.compile(r'%\(([^)]+)\)s')

    def before_get(self, parser, section, option, value, defaults):
        return self._replace(parser, option, value, section, defaults, 1)

    def before_set(self, parser, section, option, value):
        rest = self._ref.sub('', value.replace('%%', ''))
        if '%' in rest:
            raise ValueError('invalid interpolation syntax in %r at position %d' % (value, rest.find('%')))
        return value

    def _replace(self, parser, option, rest, section, values, depth):
        raw = parser.get(section, option, raw=True, fallback=rest)
        if depth > MAX_INTERPOLATION_DEPTH:
            raise InterpolationDepthError(option, section, raw)
        out = []
        while rest:
            i = rest.find('%')
            if i < 0:
                out.append(rest)
                break
            out.append(rest[:i])
            rest = rest[i:]
            if rest[1:2] == '%':
                out.append('%')
                rest = rest[2:]
            elif rest[1:2] == '(':
                m = self._ref.match(rest)
                if m is None:
                    raise InterpolationSyntaxError(option, section, 'bad interpolation variable reference %r' % rest)
                name = parser.optionxform(m.group(1))
                rest = rest[m.end():]
                try:
                    value = values[name]
                except KeyError:
                    raise InterpolationMissingOptionError(option, section, raw, name) from None
                out.append(self._replace(parser, option, value, section, values, depth + 1) if '%' in value else value)
            else:
                raise InterpolationSyntaxError(option, section, "'%%' must be followed by '%%' or '(', found: %r" % (rest,))
        return ''.join(out)


class ExtendedInterpolation(Interpolation):
    """Replaces ${name} and ${section:name}."""

    _ref = _re.compile(r'\$\{([^}]+)\}')

    def before_get(self, parser, section, option, value, defaults):
        return self._replace(parser, option, value, section, defaults, 1)

    def before_set(self, parser, section, option, value):
        rest = self._ref.sub('', value.replace('$$', ''))
        if '$' in rest:
            raise ValueError('invalid interpolation syntax in %r at position %d' % (value, rest.find('$')))
        return value

    def _replace(self, parser, option, rest, section, values, depth):
        raw = parser.get(section, option, raw=True, fallback=rest)
        if depth > MAX_INTERPOLATION_DEPTH:
            raise InterpolationDepthError(option, section, raw)
        out = []
        while rest:
            i = rest.find('$')
            if i < 0:
                out.append(rest)
                break
            out.append(rest[:i])
            rest = rest[i:]
            if rest[1:2] == '$':
                out.append('$')
                rest = rest[2:]
            elif rest[1:2] == '{':
                m = self._ref.match(rest)
                if m is None:
                    raise InterpolationSyntaxError(option, section, 'bad interpolation variable reference %r' % rest)
                path = m.group(1).split(':')
                rest = rest[m.end():]
                sect, opt = section, option
                try:
                    if len(path) == 1:
                        opt = parser.optionxform(path[0])
                        value = values[opt]
                    elif len(path) == 2:
                        sect, opt = path[0], parser.optionxform(path[1])
                        value = parser.get(sect, opt, raw=True)
                    else:
                        raise InterpolationSyntaxError(option, section, "More than one ':' found: %r" % (rest,))
                except (KeyError, NoSectionError, NoOptionError):
                    raise InterpolationMissingOptionError(option, section, raw, ':'.join(path)) from None
                if '$' in value:
                    value = self._replace(parser, opt, value, sect, dict(parser.items(sect, raw=True)), depth + 1)
                out.append(value)
            else:
                raise InterpolationSyntaxError(option, section, "'$' must be followed by '$' or '{', found: %r" % (rest,))
        return ''.join(out)


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
            for key, value in dict(defaults).items():
                self._defaults[self.optionxform(str(key))] = value if value is None else str(value)

    @property
    def converters(self):
        return self._converters

    def defaults(self):
        return self._defaults

    def sections(self):
        return list(self._sections)

    def add_section(self, section):
        if section in self._sections:
            raise DuplicateSectionError(section)
        if section == self.default_section:
            raise ValueError('Invalid section name: %r' % section)
        self._sections[section] = self._dict()

    def has_section(self, section):
        return section in self._sections

    def options(self, section):
        if section not in self._sections:
            raise NoSectionError(section)
        return list({**self._sections[section], **{k: 0 for k in self._defaults}})

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
        for section, keys in dictionary.items():
            section = str(section)
            try:
                self.add_section(section)
            except (DuplicateSectionError, ValueError):
                if self._strict and section in seen:
                    raise
            seen.add(section)
            for key, value in keys.items():
                key = self.optionxform(str(key))
                if self._strict and (section, key) in seen:
                    raise DuplicateOptionError(section, key, source)
                seen.add((section, key))
                self.set(section, key, value if value is None else str(value))

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
        if section in self._sections:
            own = self._sections[section]
        elif section == self.default_section:
            own = {}
        else:
            raise NoSectionError(section)
        extra = {self.optionxform(k): v if v is None else str(v) for k, v in (vars or {}).items()}
        return {**self._defaults, **own, **extra}

    def get(self, section, option, *, raw=False, vars=None, fallback=_unset):
        try:
            values = self._values(section, vars)
        except NoSectionError:
            if fallback is _unset:
                raise
            return fallback
        option = self.optionxform(option)
        if option not in values:
            if fallback is _unset:
                raise NoOptionError(option, section)
            return fallback
        value = values[option]
        if raw or value is None:
            return value
        return self._interpolation.before_get(self, section, option, value, values)

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
        if value.lower() not in self.BOOLEAN_STATES:
            raise ValueError('Not a boolean: %s' % value)
        return self.BOOLEAN_STATES[value.lower()]

    def items(self, section=_unset, raw=False, vars=None):
        if section is _unset:
            return super().items()
        values = dict(self._defaults)
        if section in self._sections:
            values.update(self._sections[section])
        elif section != self.default_section:
            raise NoSectionError(section)
        names = list(values)
        for k, v in (vars or {}).items():
            values[self.optionxform(k)] = v
        return [(k, values[k] if raw else self._interpolation.before_get(self, section, k, values[k], values) if values[k] is not None else None) for k in names]

    def popitem(self):
        for key in self.sections():
            value = self[key]
            del self[key]
            return key, value
        raise KeyError

    def optionxform(self, optionstr):
        return optionstr.lower()

    def has_option(self, section, option):
        if not section or section == self.default_section:
            return self.optionxform(option) in self._defaults
        if section not in self._sections:
            return False
        option = self.optionxform(option)
        return option in self._sections[section] or option in self._defaults

    def set(self, section, option, value=None):
        if value:
            value = self._interpolation.before_set(self, section, option, value)
        if not section or section == self.default_section:
            to = self._defaults
        elif section in self._sections:
            to = self._sections[section]
        else:
            raise NoSectionError(section)
        to[self.optionxform(option)] = value

    def write(self, fp, space_around_delimiters=True):
        d = ' %s ' % self._delimiters[0] if space_around_delimiters else self._delimiters[0]
        if self._defaults:
            self._write_section(fp, self.default_section, self._defaults.items(), d)
        for section in self._sections:
            self._write_section(fp, section, self._sections[section].items(), d)

    def _write_section(self, fp, name, items, delimiter):
        fp.write('[%s]\n' % name)
        for key, value in items:
            value = self._interpolation.before_write(self, name, key, value)
            if value is not None or not self._allow_no_value:
                value = delimiter + str(value).replace('\n', '\n\t')
            else:
                value = ''
            fp.write('%s%s\n' % (key, value))
        fp.write('\n')

    def remove_option(self, section, option):
        if not section or section == self.default_section:
            of = self._defaults
        elif section in self._sections:
            of = self._sections[section]
        else:
            raise NoSectionError(section)
        option = self.optionxform(option)
        existed = option in of
        if existed:
            del of[option]
        return existed

    def remove_section(self, section):
        existed = section in self._sections
        if existed:
            del self._sections[section]
        return existed

    def __getitem__(self, key):
        if key != self.default_section and key not in self._sections:
            raise KeyError(key)
        return SectionProxy(self, key)

    def __setitem__(self, key, value):
        if key == self.default_section:
            self._defaults.clear()
        elif key in self._sections:
            self._sections[key].clear()
        self.read_dict({key: value})

    def __delitem__(self, key):
        if key == self.default_section:
            raise ValueError('Cannot remove the default section.')
        if key not in self._sections:
            raise KeyError(key)
        del self._sections[key]

    def __contains__(self, key):
        return key == self.default_section or key in self._sections

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
        if not self._parser.has_option(self._name, key):
            raise KeyError(key)
        return self._parser.get(self._name, key)

    def __setitem__(self, key, value):
        if not isinstance(value, str) and value is not None:
            raise TypeError('option values must be strings')
        self._parser.set(self._name, key, value)

    def __delitem__(self, key):
        if not (self._parser.has_option(self._name, key) and self._parser.remove_option(self._name, key)):
            raise KeyError(key)

    def __contains__(self, key):
        return self._parser.has_option(self._name, key)

    def _names(self):
        if self._name != self._parser.default_section:
            return self._parser.options(self._name)
        return list(self._parser.defaults())

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
