"""Options of commands, the older way."""

import os as _os
import sys as _sys

SUPPRESS_HELP, SUPPRESS_USAGE = 'SUPPRESSHELP', 'SUPPRESSUSAGE'
NO_DEFAULT = ('NO', 'DEFAULT')


class OptParseError(Exception):
    def __init__(self, msg):
        self.msg = msg

    def __str__(self):
        return self.msg


class OptionError(OptParseError):
    def __init__(self, msg, option):
        self.msg, self.option_id = msg, str(option)

    def __str__(self):
        return 'option %s: %s' % (self.option_id, self.msg) if self.option_id else self.msg


class OptionConflictError(OptionError):
    pass


class OptionValueError(OptParseError):
    pass


class BadOptionError(OptParseError):
    def __init__(self, opt_str):
        self.opt_str = opt_str

    def __str__(self):
        return 'no such option: %s' % self.opt_str


class AmbiguousOptionError(BadOptionError):
    def __init__(self, opt_str, possibilities):
        super().__init__(opt_str)
        self.possibilities = possibilities

    def __str__(self):
        return 'ambiguous option: %s (%s?)' % (self.opt_str, ', '.join(self.possibilities))


class HelpFormatter:
    """Writes usage and help."""

    def __init__(self, indent_increment=2, max_help_position=24, width=None, short_first=1):
        if width is None:
            try:
                width = int(_os.environ['COLUMNS'])
            except (KeyError, ValueError):
                width = 80
            width -= 2
        self.indent_increment, self.width, self.short_first = indent_increment, width, short_first
        self.max_help_position = min(max_help_position, max(width - 20, indent_increment * 2))
        self.current_indent = 0

    def set_parser(self, parser):
        self.parser = parser

    def format_usage(self, usage):
        return 'Usage: %s\n' % usage

    def format_heading(self, heading):
        return '%*s%s:\n' % (self.current_indent, '', heading)

    def format_description(self, description):
        import textwrap
        if not description:
            return ''
        pad = ' ' * self.current_indent
        return textwrap.fill(description, max(self.width - self.current_indent, 11), initial_indent=pad, subsequent_indent=pad) + '\n'

    def format_epilog(self, epilog):
        return '\n' + self.format_description(epilog) if epilog else ''

    def strings(self, option):
        if option.takes_value():
            metavar = option.metavar or option.dest.upper()
            shorts, longs = ['%s %s' % (o, metavar) for o in option._short_opts], ['%s=%s' % (o, metavar) for o in option._long_opts]
        else:
            shorts, longs = option._short_opts, option._long_opts
        return ', '.join(shorts + longs if self.short_first else longs + shorts)

    def format_option(self, option, position):
        import textwrap
        opts, width = self.strings(option), position - self.current_indent - 2
        if len(opts) > width:
            out, first = ['%*s%s\n' % (self.current_indent, '', opts)], position
        else:
            out, first = ['%*s%-*s  ' % (self.current_indent, '', width, opts)], 0
        if option.help:
            text = option.help
            default = self.parser.defaults.get(option.dest)
            text = text.replace('%default', str('none' if default is NO_DEFAULT or default is None else default))
            lines = textwrap.wrap(text, max(self.width - position, 11))
            out.append('%*s%s\n' % (first, '', lines[0]))
            out += ['%*s%s\n' % (position, '', line) for line in lines[1:]]
        elif opts[-1] != '\n' and not first:
            out.append('\n')
        return ''.join(out)


class IndentedHelpFormatter(HelpFormatter):
    pass


class TitledHelpFormatter(HelpFormatter):
    def __init__(self, indent_increment=0, max_help_position=24, width=None, short_first=0):
        super().__init__(indent_increment, max_help_position, width, short_first)

    def format_usage(self, usage):
        return '%s  %s\n' % (self.format_heading('Usage'), usage)

    def format_heading(self, heading):
        return '%s\n%s\n' % (heading, '=-'[0] * len(heading))


def _integer(text):
    text = text.lower()
    base = 16 if text[:2] == '0x' else 2 if text[:2] == '0b' else 8 if text[:1] == '0' and len(text) > 1 else 10
    return int(text[2:] or '0', 2) if base == 2 else int(text, base)


class Option:
    """An option."""

    ATTRS = ['action', 'type', 'dest', 'default', 'nargs', 'const', 'choices', 'callback', 'callback_args', 'callback_kwargs', 'help', 'metavar']
    ACTIONS = ('store', 'store_const', 'store_true', 'store_false', 'append', 'append_const', 'count', 'callback', 'help', 'version')
    STORE_ACTIONS = ('store', 'store_const', 'store_true', 'store_false', 'append', 'append_const', 'count')
    TYPED_ACTIONS = ('store', 'append', 'callback')
    ALWAYS_TYPED_ACTIONS = ('store', 'append')
    TYPES = ('string', 'int', 'long', 'float', 'complex', 'choice')
    TYPE_CHECKER = {'int': lambda option, opt, value: option._convert(opt, value, _integer, 'integer'),
                    'long': lambda option, opt, value: option._convert(opt, value, _integer, 'integer'),
                    'float': lambda option, opt, value: option._convert(opt, value, float, 'floating-point'),
                    'complex': lambda option, opt, value: option._convert(opt, value, complex, 'complex'),
                    'choice': lambda option, opt, value: option._choose(opt, value)}

    def __init__(self, *opts, **attrs):
        self._short_opts, self._long_opts = [], []
        opts = [o for o in opts if o]
        if not opts:
            raise TypeError('at least one option string must be supplied')
        for o in opts:
            if len(o) < 2:
                raise OptionError('invalid option string %r: must be at least two characters long' % o, self)
            if len(o) == 2:
                if o[0] != '-' or o[1] == '-':
                    raise OptionError('invalid short option string %r: must be of the form -x, (x any non-dash char)' % o, self)
                self._short_opts.append(o)
            else:
                if o[:2] != '--' or o[2] == '-':
                    raise OptionError('invalid long option string %r: must start with --, followed by non-dash' % o, self)
                self._long_opts.append(o)
        for name in self.ATTRS:
            setattr(self, name, attrs.pop(name, NO_DEFAULT if name == 'default' else None))
        if attrs:
            raise OptionError('invalid keyword arguments: %s' % ', '.join(sorted(attrs)), self)
        self._check()

    def _check(self):
        if self.action is None:
            self.action = 'store'
        elif self.action not in self.ACTIONS:
            raise OptionError('invalid action: %r' % self.action, self)
        if self.type is None:
            if self.action in self.ALWAYS_TYPED_ACTIONS:
                self.type = 'choice' if self.choices is not None else 'string'
        else:
            self.type = {'str': 'string'}.get(getattr(self.type, '__name__', self.type), getattr(self.type, '__name__', self.type))
            if self.type not in self.TYPES:
                raise OptionError('invalid option type: %r' % self.type, self)
            if self.action not in self.TYPED_ACTIONS:
                raise OptionError('must not supply a type for action %r' % self.action, self)
        if self.type == 'choice':
            if self.choices is None:
                raise OptionError("must supply a list of choices for type 'choice'", self)
            if not isinstance(self.choices, (tuple, list)):
                raise OptionError("choices must be a list of strings ('%s' supplied)" % type(self.choices).__name__, self)
        elif self.choices is not None:
            raise OptionError('must not supply choices for type %r' % self.type, self)
        if self.dest is None and (self.action in self.STORE_ACTIONS or self.type is not None):
            self.dest = self._long_opts[0][2:].replace('-', '_') if self._long_opts else self._short_opts[0][1]
        if self.action not in ('store_const', 'append_const') and self.const is not None:
            raise OptionError("'const' must not be supplied for action %r" % self.action, self)
        if self.action in self.TYPED_ACTIONS:
            if self.nargs is None and self.type is not None:
                self.nargs = 1
        elif self.nargs is not None:
            raise OptionError("'nargs' must not be supplied for action %r" % self.action, self)
        if self.action == 'callback' and not callable(self.callback):
            raise OptionError('callback not callable: %r' % self.callback, self)

    def __str__(self):
        return '/'.join(self._short_opts + self._long_opts)

    def __repr__(self):
        return '<%s at %#x: %s>' % (self.__class__.__name__, id(self), self)

    def takes_value(self):
        return self.type is not None

    def get_opt_string(self):
        return (self._long_opts or self._short_opts)[0]

    def _convert(self, opt, value, convert, what):
        try:
            return convert(value)
        except ValueError:
            raise OptionValueError('option %s: invalid %s value: %r' % (opt, what, value))

    def _choose(self, opt, value):
        if value in self.choices:
            return value
        raise OptionValueError('option %s: invalid choice: %r (choose from %s)' % (opt, value, ', '.join(map(repr, self.choices))))

    def check_value(self, opt, value):
        checker = self.TYPE_CHECKER.get(self.type)
        return value if checker is None else checker(self, opt, value)

    def convert_value(self, opt, value):
        if value is None:
            return None
        return self.check_value(opt, value) if self.nargs == 1 else tuple(self.check_value(opt, v) for v in value)

    def process(self, opt, value, values, parser):
        value = self.convert_value(opt, value)
        return self.take_action(self.action, self.dest, opt, value, values, parser)

    def take_action(self, action, dest, opt, value, values, parser):
        if action == 'store':
            setattr(values, dest, value)
        elif action == 'store_const':
            setattr(values, dest, self.const)
        elif action in ('store_true', 'store_false'):
            setattr(values, dest, action == 'store_true')
        elif action in ('append', 'append_const'):
            values.ensure_value(dest, []).append(value if action == 'append' else self.const)
        elif action == 'count':
            setattr(values, dest, values.ensure_value(dest, 0) + 1)
        elif action == 'callback':
            self.callback(self, opt, value, parser, *(self.callback_args or ()), **(self.callback_kwargs or {}))
        elif action == 'help':
            parser.print_help()
            parser.exit()
        elif action == 'version':
            parser.print_version()
            parser.exit()
        else:
            raise ValueError('unknown action %r' % self.action)
        return 1


make_option = Option


class Values:
    """The values of the options."""

    def __init__(self, defaults=None):
        for name, value in (defaults or {}).items():
            setattr(self, name, value)

    def __str__(self):
        return str(self.__dict__)

    def __repr__(self):
        return '<%s at %#x: %s>' % (self.__class__.__name__, id(self), self)

    def __eq__(self, other):
        if isinstance(other, Values):
            return self.__dict__ == other.__dict__
        return self.__dict__ == other if isinstance(other, dict) else NotImplemented

    def ensure_value(self, attr, value):
        if getattr(self, attr, None) is None:
            setattr(self, attr, value)
        return getattr(self, attr)


class OptionContainer:
    """What options are added to."""

    def __init__(self, option_class, conflict_handler, description):
        self.option_list, self._short_opt, self._long_opt, self.defaults = [], {}, {}, {}
        self.option_class, self.conflict_handler, self.description = option_class, conflict_handler, description

    def set_description(self, description):
        self.description = description

    def add_option(self, *args, **kwargs):
        if args and isinstance(args[0], str):
            option = self.option_class(*args, **kwargs)
        elif len(args) == 1 and not kwargs and isinstance(args[0], Option):
            option = args[0]
        else:
            raise TypeError('not an Option instance: %r' % (args[:1],) if len(args) == 1 else 'invalid arguments')
        found = [o for o in option._short_opts if o in self._short_opt] + [o for o in option._long_opts if o in self._long_opt]
        if found and self.conflict_handler == 'error':
            raise OptionConflictError('conflicting option string(s): %s' % ', '.join(found), option)
        for o in found:
            other = (self._short_opt if o in self._short_opt else self._long_opt).pop(o)
            (other._short_opts if o in other._short_opts else other._long_opts).remove(o)
            if not other._short_opts + other._long_opts:
                other.container.option_list.remove(other)
        self.option_list.append(option)
        option.container = self
        self._short_opt.update(dict.fromkeys(option._short_opts, option))
        self._long_opt.update(dict.fromkeys(option._long_opts, option))
        if option.dest is not None:
            if option.default is not NO_DEFAULT:
                self.defaults[option.dest] = option.default
            else:
                self.defaults.setdefault(option.dest, None)
        return option

    def add_options(self, option_list):
        for option in option_list:
            self.add_option(option)

    def get_option(self, opt_str):
        return self._short_opt.get(opt_str) or self._long_opt.get(opt_str)

    def has_option(self, opt_str):
        return self.get_option(opt_str) is not None

    def remove_option(self, opt_str):
        option = self.get_option(opt_str)
        if option is None:
            raise ValueError('no such option %r' % opt_str)
        for o in option._short_opts:
            del self._short_opt[o]
        for o in option._long_opts:
            del self._long_opt[o]
        option.container.option_list.remove(option)

    def _help(self, formatter, position):
        return ''.join(formatter.format_option(o, position) for o in self.option_list if o.help is not SUPPRESS_HELP)


class OptionGroup(OptionContainer):
    """Options with a title."""

    def __init__(self, parser, title, description=None):
        self.parser, self.title = parser, title
        super().__init__(parser.option_class, parser.conflict_handler, description)
        self._short_opt, self._long_opt, self.defaults = parser._short_opt, parser._long_opt, parser.defaults


class OptionParser(OptionContainer):
    """Parses options."""

    standard_option_list = []

    def __init__(self, usage=None, option_list=None, option_class=Option, version=None, conflict_handler='error', description=None, formatter=None,
                 add_help_option=True, prog=None, epilog=None):
        super().__init__(option_class, conflict_handler, description)
        self.usage, self.prog, self.version, self.epilog, self.option_groups = usage, prog, version, epilog, []
        self.allow_interspersed_args, self.process_default_values = True, True
        self.formatter = formatter or IndentedHelpFormatter()
        self.formatter.set_parser(self)
        self.add_options(list(self.standard_option_list) + list(option_list or ()))
        if version:
            self.add_option('--version', action='version', help="show program's version number and exit")
        if add_help_option:
            self.add_option('-h', '--help', action='help', help='show this help message and exit')
        self.values = self.rargs = self.largs = None

    def set_usage(self, usage):
        self.usage = usage

    def enable_interspersed_args(self):
        self.allow_interspersed_args = True

    def disable_interspersed_args(self):
        self.allow_interspersed_args = False

    def set_default(self, dest, value):
        self.defaults[dest] = value

    def set_defaults(self, **kwargs):
        self.defaults.update(kwargs)

    def get_default_values(self):
        values = dict(self.defaults)
        for option in self.option_list + [o for g in self.option_groups for o in g.option_list]:
            if isinstance(values.get(option.dest), str):
                values[option.dest] = option.check_value(option.get_opt_string(), values[option.dest])
        return Values(values)

    def add_option_group(self, *args, **kwargs):
        group = OptionGroup(self, *args, **kwargs) if isinstance(args[0], str) else args[0]
        self.option_groups.append(group)
        return group

    def parse_args(self, args=None, values=None):
        self.rargs = list(_sys.argv[1:] if args is None else args)
        self.largs, self.values = [], self.get_default_values() if values is None else values
        try:
            self._process(self.values)
        except (BadOptionError, OptionValueError) as e:
            self.error(str(e))
        return self.check_values(self.values, self.largs + self.rargs)

    def check_values(self, values, args):
        return values, args

    def _process(self, values):
        rargs = self.rargs
        while rargs:
            arg = rargs[0]
            if arg == '--':
                del rargs[0]
                return
            if arg[:2] == '--':
                self._long(values)
            elif arg[:1] == '-' and len(arg) > 1:
                self._short(values)
            elif self.allow_interspersed_args:
                self.largs.append(rargs.pop(0))
            else:
                return

    def _argument(self, option, opt):
        n = option.nargs
        if len(self.rargs) < n:
            self.error('%s option requires %d argument%s' % (opt, n, '' if n == 1 else 's'))
        if n == 1:
            return self.rargs.pop(0)
        value = tuple(self.rargs[:n])
        del self.rargs[:n]
        return value

    def _long(self, values):
        opt, eq, explicit = self.rargs.pop(0).partition('=')
        if opt not in self._long_opt:
            found = sorted(o for o in self._long_opt if o.startswith(opt))
            if not found:
                raise BadOptionError(opt)
            if len(found) > 1:
                raise AmbiguousOptionError(opt, found)
            opt = found[0]
        option = self._long_opt[opt]
        value = None
        if option.takes_value():
            if eq:
                self.rargs.insert(0, explicit)
            value = self._argument(option, opt)
        elif eq:
            self.error('%s option does not take a value' % opt)
        option.process(opt, value, values, self)

    def _short(self, values):
        arg = self.rargs.pop(0)
        for i, c in enumerate(arg[1:], 2):
            opt = '-' + c
            option = self._short_opt.get(opt)
            if not option:
                raise BadOptionError(opt)
            value, stop = None, False
            if option.takes_value():
                if i < len(arg):
                    self.rargs.insert(0, arg[i:])
                    stop = True
                value = self._argument(option, opt)
                stop = True
            option.process(opt, value, values, self)
            if stop:
                break

    def get_prog_name(self):
        return _os.path.basename(_sys.argv[0]) if self.prog is None else self.prog

    def expand_prog_name(self, s):
        return s.replace('%prog', self.get_prog_name())

    def exit(self, status=0, msg=None):
        if msg:
            _sys.stderr.write(msg)
        _sys.exit(status)

    def error(self, msg):
        self.print_usage(_sys.stderr)
        self.exit(2, '%s: error: %s\n' % (self.get_prog_name(), msg))

    def get_usage(self):
        if self.usage is SUPPRESS_USAGE:
            return ''
        usage = self.usage or '%prog [options]'
        if usage.lower().startswith('usage: '):
            usage = usage[7:]
        return self.formatter.format_usage(self.expand_prog_name(usage))

    def print_usage(self, file=None):
        if self.usage is not SUPPRESS_USAGE:
            print(self.get_usage(), file=file)

    def get_version(self):
        return self.expand_prog_name(self.version) if self.version else ''

    def print_version(self, file=None):
        if self.version:
            print(self.get_version(), file=file)

    def format_help(self, formatter=None):
        f = formatter or self.formatter
        out = []
        usage = self.get_usage()
        if usage:
            out.append(usage + '\n')
        if self.description:
            out.append(f.format_description(self.expand_prog_name(self.description)) + '\n')
        longest = 0
        for container, indent in [(self, f.indent_increment)] + [(g, 2 * f.indent_increment) for g in self.option_groups]:
            for o in container.option_list:
                if o.help is not SUPPRESS_HELP:
                    longest = max(longest, len(f.strings(o)) + indent)
        position = min(longest + 2, f.max_help_position)
        body = [f.format_heading('Options')]
        f.current_indent += f.indent_increment
        if self.option_list:
            body += [self._help(f, position), '\n']
        for g in self.option_groups:
            part = f.format_heading(g.title)
            f.current_indent += f.indent_increment
            if g.description:
                part += f.format_description(g.description) + '\n'
            part += g._help(f, position)
            f.current_indent -= f.indent_increment
            body += [part, '\n']
        f.current_indent -= f.indent_increment
        out.append(''.join(body[:-1]))
        out.append(f.format_epilog(self.epilog))
        return ''.join(out)

    def print_help(self, file=None):
        (_sys.stdout if file is None else file).write(self.format_help())

    def destroy(self):
        pass
