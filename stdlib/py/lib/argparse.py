"""Arguments of commands."""

import os as _os
import re as _re
import sys as _sys

SUPPRESS = '==SUPPRESS=='
OPTIONAL, ZERO_OR_MORE, ONE_OR_MORE, PARSER, REMAINDER = '?', '*', '+', 'A...', '...'
_UNRECOGNIZED_ARGS_ATTR = '_unrecognized_args'


def _(text):
    return text


class HelpFormatter:
    """Writes usage and help."""

    def __init__(self, prog, indent_increment=2, max_help_position=24, width=None):
        if width is None:
            import shutil
            width = shutil.get_terminal_size().columns - 2
        self._prog, self._width, self._step = prog, width, indent_increment
        self._max_help_position = min(max_help_position, max(width - 20, indent_increment * 2))
        self._indent, self._parts = 0, []
        self._action_max_length = 0

    # What a parser calls.

    def add_usage(self, usage, actions, groups, prefix=None):
        if usage is not SUPPRESS:
            self._parts.append(('usage', (usage, list(actions), list(groups), prefix)))

    def add_text(self, text):
        if text is not SUPPRESS and text is not None:
            self._parts.append(('text', text))

    def start_section(self, heading):
        self._parts.append(('start', heading))
        self._indent += self._step

    def end_section(self):
        self._parts.append(('end', None))
        self._indent -= self._step

    def add_argument(self, action):
        if action.help is SUPPRESS:
            return
        lengths = [len(self._format_action_invocation(action)) + self._indent]
        for sub in self._subactions(action):
            lengths.append(len(self._format_action_invocation(sub)) + self._indent + self._step)
        self._action_max_length = max(self._action_max_length, *lengths)
        self._parts.append(('action', action))

    def add_arguments(self, actions):
        for action in actions:
            self.add_argument(action)

    def format_help(self):
        out, stack = [], []
        self._indent = 0
        for kind, what in self._parts:
            if kind == 'start':
                stack.append((out, what))
                out = []
                self._indent += self._step
            elif kind == 'end':
                self._indent -= self._step
                body = ''.join(out)
                out, heading = stack.pop()
                if body:
                    if heading is not SUPPRESS and heading is not None:
                        body = '%*s%s:\n' % (self._indent, '', heading) + body
                    out.append('\n' + body + '\n')
            elif kind == 'usage':
                out.append(self._format_usage(*what))
            elif kind == 'text':
                out.append(self._format_text(what))
            else:
                out.append(self._format_action(what))
        text = ''.join(out)
        if text:
            text = _re.sub(r'\n\n\n+', '\n\n', text).strip('\n') + '\n'
        return text

    # How that is done.

    def _format_usage(self, usage, actions, groups, prefix):
        prefix = 'usage: ' if prefix is None else prefix
        if usage is not None:
            return '%s%s\n\n' % (prefix, usage % dict(prog=self._prog))
        if not actions:
            return '%s%s\n\n' % (prefix, self._prog)
        optionals = [a for a in actions if a.option_strings]
        positionals = [a for a in actions if not a.option_strings]
        opt_parts, pos_parts = self._usage_parts(optionals, groups), self._usage_parts(positionals, groups)
        line = ' '.join([self._prog] + opt_parts + pos_parts)
        width = self._width - self._indent
        if len(prefix) + len(line) > width:
            def lines_of(parts, indent, first=None):
                lines, line, length = [], [], (len(first) if first is not None else len(indent)) - 1
                for part in parts:
                    if length + 1 + len(part) > width and line:
                        lines.append(indent + ' '.join(line))
                        line, length = [], len(indent) - 1
                    line.append(part)
                    length += len(part) + 1
                if line:
                    lines.append(indent + ' '.join(line))
                if first is not None and lines:
                    lines[0] = lines[0][len(indent):]
                return lines
            if len(prefix) + len(self._prog) <= 0.75 * width:
                indent = ' ' * (len(prefix) + len(self._prog) + 1)
                if opt_parts:
                    lines = lines_of([self._prog] + opt_parts, indent, prefix) + lines_of(pos_parts, indent)
                elif pos_parts:
                    lines = lines_of([self._prog] + pos_parts, indent, prefix)
                else:
                    lines = [self._prog]
            else:
                indent = ' ' * len(prefix)
                lines = lines_of(opt_parts + pos_parts, indent)
                if len(lines) > 1:
                    lines = lines_of(opt_parts, indent) + lines_of(pos_parts, indent)
                lines = [self._prog] + lines
            line = '\n'.join(lines)
        return '%s%s\n\n' % (prefix, line)

    def _usage_parts(self, actions, groups):
        out, done = [], set()
        for action in actions:
            if id(action) in done:
                continue
            group = next((g for g in groups if g._group_actions and g._group_actions[0] is action
                          and all(any(a is b for b in actions) for a in g._group_actions)), None)
            if group is not None:
                members = [a for a in group._group_actions]
                done.update(map(id, members))
                shown = [self._usage_part(a, bare=True) for a in members if a.help is not SUPPRESS]
                if shown:
                    if group.required:
                        out.append('(%s)' % ' | '.join(shown) if len(shown) > 1 else shown[0])
                    else:
                        out.append('[%s]' % ' | '.join(shown))
            elif action.help is not SUPPRESS:
                out.append(self._usage_part(action))
        words = []
        for part in out:
            words.extend(_re.findall(r'\(.*?\)+(?=\s|$)|\[.*?\]+(?=\s|$)|\S+', part))
        return words

    def _usage_part(self, action, bare=False):
        if not action.option_strings:
            part = self._format_args(action, self._get_default_metavar_for_positional(action))
            if bare and part[:1] == '[' and part[-1:] == ']':
                part = part[1:-1]
            return part
        if action.nargs == 0:
            part = action.format_usage()
        else:
            part = '%s %s' % (action.option_strings[0], self._format_args(action, self._get_default_metavar_for_optional(action)))
        return part if action.required or bare else '[%s]' % part

    def _format_text(self, text):
        if '%(prog)' in text:
            text = text % dict(prog=self._prog)
        width = max(self._width - self._indent, 11)
        return self._fill_text(text, width, ' ' * self._indent) + '\n\n'

    def _format_action(self, action):
        position = min(self._action_max_length + 2, self._max_help_position)
        width = max(self._width - position, 11)
        first_width = position - self._indent - 2
        header = self._format_action_invocation(action)
        wrap = 0
        if not action.help:
            out = ['%*s%s\n' % (self._indent, '', header)]
        elif len(header) <= first_width:
            out = ['%*s%-*s  ' % (self._indent, '', first_width, header)]
        else:
            out = ['%*s%s\n' % (self._indent, '', header)]
            wrap = position
        if action.help and action.help.strip():
            text = self._expand_help(action)
            if text:
                lines = self._split_lines(text, width)
                out.append('%*s%s\n' % (wrap, '', lines[0]))
                out += ['%*s%s\n' % (position, '', line) for line in lines[1:]]
        elif not out[-1].endswith('\n'):
            out.append('\n')
        for sub in self._subactions(action):
            self._indent += self._step
            out.append(self._format_action(sub))
            self._indent -= self._step
        return ''.join(out)

    def _subactions(self, action):
        return list(action._get_subactions()) if hasattr(action, '_get_subactions') else []

    def _format_action_invocation(self, action):
        if not action.option_strings:
            return self._metavar_formatter(action, self._get_default_metavar_for_positional(action))(1)[0]
        if action.nargs == 0:
            return ', '.join(action.option_strings)
        args = self._format_args(action, self._get_default_metavar_for_optional(action))
        return ', '.join('%s %s' % (o, args) for o in action.option_strings)

    def _metavar_formatter(self, action, default):
        if action.metavar is not None:
            result = action.metavar
        elif action.choices is not None:
            result = '{%s}' % ','.join(str(c) for c in action.choices)
        else:
            result = default
        return lambda n: result if isinstance(result, tuple) else (result,) * n

    def _format_args(self, action, default):
        get, n = self._metavar_formatter(action, default), action.nargs
        if n is None:
            return '%s' % get(1)
        if n == OPTIONAL:
            return '[%s]' % get(1)
        if n == ZERO_OR_MORE:
            metavar = get(1)
            return '[%s [%s ...]]' % metavar if len(metavar) == 2 else '[%s ...]' % metavar
        if n == ONE_OR_MORE:
            return '%s [%s ...]' % get(2)
        if n == REMAINDER:
            return '...'
        if n == PARSER:
            return '%s ...' % get(1)
        if n == SUPPRESS:
            return ''
        return ' '.join(get(n)[:n] if len(get(n)) >= n else get(n))

    def _expand_help(self, action):
        values = {k: v for k, v in dict(vars(action), prog=self._prog).items() if v is not SUPPRESS}
        for name, v in values.items():
            if hasattr(v, '__name__'):
                values[name] = v.__name__
        if values.get('choices') is not None:
            values['choices'] = ', '.join(str(c) for c in values['choices'])
        return self._get_help_string(action) % values

    def _split_lines(self, text, width):
        import textwrap
        return textwrap.wrap(_re.sub(r'\s+', ' ', text).strip(), width)

    def _fill_text(self, text, width, indent):
        import textwrap
        return textwrap.fill(_re.sub(r'\s+', ' ', text).strip(), width, initial_indent=indent, subsequent_indent=indent)

    def _get_help_string(self, action):
        return action.help

    def _get_default_metavar_for_optional(self, action):
        return action.dest.upper()

    def _get_default_metavar_for_positional(self, action):
        return action.dest


class RawDescriptionHelpFormatter(HelpFormatter):
    """Leaves descriptions as they are."""

    def _fill_text(self, text, width, indent):
        return ''.join(indent + line for line in text.splitlines(keepends=True))


class RawTextHelpFormatter(RawDescriptionHelpFormatter):
    """Leaves all text as it is."""

    def _split_lines(self, text, width):
        return text.splitlines()


class ArgumentDefaultsHelpFormatter(HelpFormatter):
    """Says what defaults are."""

    def _get_help_string(self, action):
        text = action.help or ''
        if '%(default)' not in text and action.default is not SUPPRESS and (action.option_strings or action.nargs in (OPTIONAL, ZERO_OR_MORE)):
            text += ' (default: %(default)s)'
        return text


class MetavarTypeHelpFormatter(HelpFormatter):
    """Names values by their types."""

    def _get_default_metavar_for_optional(self, action):
        return action.type.__name__

    _get_default_metavar_for_positional = _get_default_metavar_for_optional


def _name(argument):
    if argument is None:
        return None
    if argument.option_strings:
        return '/'.join(argument.option_strings)
    if argument.metavar not in (None, SUPPRESS):
        return argument.metavar
    if argument.dest not in (None, SUPPRESS):
        return argument.dest
    if argument.choices:
        return '{' + ','.join(argument.choices) + '}'


class ArgumentError(Exception):
    """An argument that is wrong."""

    def __init__(self, argument, message):
        self.argument_name, self.message = _name(argument), message

    def __str__(self):
        return self.message if self.argument_name is None else 'argument %s: %s' % (self.argument_name, self.message)


class ArgumentTypeError(Exception):
    pass


class _AttributeHolder:
    def __repr__(self):
        parts, odd = [], {}
        for arg in self._get_args():
            parts.append(repr(arg))
        for name, value in self._get_kwargs():
            if name.isidentifier():
                parts.append('%s=%r' % (name, value))
            else:
                odd[name] = value
        if odd:
            parts.append('**%r' % odd)
        return '%s(%s)' % (type(self).__name__, ', '.join(parts))

    def _get_kwargs(self):
        return list(self.__dict__.items())

    def _get_args(self):
        return []


class Namespace(_AttributeHolder):
    """The values of the arguments."""

    def __init__(self, **kwargs):
        for name, value in kwargs.items():
            setattr(self, name, value)

    def __eq__(self, other):
        return vars(self) == vars(other) if isinstance(other, Namespace) else NotImplemented

    def __contains__(self, key):
        return key in self.__dict__


class Action(_AttributeHolder):
    """What an argument does."""

    def __init__(self, option_strings, dest, nargs=None, const=None, default=None, type=None, choices=None, required=False, help=None, metavar=None):
        self.option_strings, self.dest, self.nargs, self.const, self.default = option_strings, dest, nargs, const, default
        self.type, self.choices, self.required, self.help, self.metavar = type, choices, required, help, metavar

    def _get_kwargs(self):
        return [(n, getattr(self, n)) for n in ('option_strings', 'dest', 'nargs', 'const', 'default', 'type', 'choices', 'required', 'help', 'metavar')]

    def format_usage(self):
        return self.option_strings[0]

    def __call__(self, parser, namespace, values, option_string=None):
        raise NotImplementedError('.__call__() not defined')


class BooleanOptionalAction(Action):
    def __init__(self, option_strings, dest, default=None, type=None, choices=None, required=False, help=None, metavar=None):
        both = []
        for o in option_strings:
            both.append(o)
            if o.startswith('--'):
                both.append('--no-' + o[2:])
        if help is not None and default is not None and default is not SUPPRESS:
            help += ' (default: %(default)s)'
        super().__init__(both, dest, 0, None, default, type, choices, required, help, metavar)

    def __call__(self, parser, namespace, values, option_string=None):
        if option_string in self.option_strings:
            setattr(namespace, self.dest, not option_string.startswith('--no-'))

    def format_usage(self):
        return ' | '.join(self.option_strings)


class _StoreAction(Action):
    def __init__(self, option_strings, dest, nargs=None, const=None, **kw):
        if nargs == 0:
            raise ValueError('nargs for store actions must be != 0; if you have nothing to store, actions such as store true or store const '
                             'may be more appropriate')
        if const is not None and nargs != OPTIONAL:
            raise ValueError('nargs must be %r to supply const' % OPTIONAL)
        super().__init__(option_strings, dest, nargs, const, **kw)

    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, values)


class _StoreConstAction(Action):
    def __init__(self, option_strings, dest, const=None, default=None, required=False, help=None, metavar=None):
        super().__init__(option_strings, dest, 0, const, default, required=required, help=help)

    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, self.const)


class _StoreTrueAction(_StoreConstAction):
    def __init__(self, option_strings, dest, default=False, required=False, help=None):
        super().__init__(option_strings, dest, True, default, required, help)


class _StoreFalseAction(_StoreConstAction):
    def __init__(self, option_strings, dest, default=True, required=False, help=None):
        super().__init__(option_strings, dest, False, default, required, help)


def _appended(namespace, dest):
    items = getattr(namespace, dest, None)
    return [] if items is None else items[:] if type(items) is list else list(items)


class _AppendAction(_StoreAction):
    def __init__(self, option_strings, dest, nargs=None, const=None, **kw):
        if nargs == 0:
            raise ValueError('nargs for append actions must be != 0; if arg strings are not supplying the value to append, the append const '
                             'action may be more appropriate')
        super().__init__(option_strings, dest, nargs, const, **kw)

    def __call__(self, parser, namespace, values, option_string=None):
        items = _appended(namespace, self.dest)
        items.append(values)
        setattr(namespace, self.dest, items)


class _AppendConstAction(_StoreConstAction):
    def __call__(self, parser, namespace, values, option_string=None):
        items = _appended(namespace, self.dest)
        items.append(self.const)
        setattr(namespace, self.dest, items)


class _ExtendAction(_AppendAction):
    def __call__(self, parser, namespace, values, option_string=None):
        items = _appended(namespace, self.dest)
        items.extend(values)
        setattr(namespace, self.dest, items)


class _CountAction(Action):
    def __init__(self, option_strings, dest, default=None, required=False, help=None):
        super().__init__(option_strings, dest, 0, None, default, required=required, help=help)

    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, (getattr(namespace, self.dest, None) or 0) + 1)


class _HelpAction(Action):
    def __init__(self, option_strings, dest=SUPPRESS, default=SUPPRESS, help=None):
        super().__init__(option_strings, dest, 0, default=default, help=help)

    def __call__(self, parser, namespace, values, option_string=None):
        parser.print_help()
        parser.exit()


class _VersionAction(Action):
    def __init__(self, option_strings, version=None, dest=SUPPRESS, default=SUPPRESS, help="show program's version number and exit"):
        super().__init__(option_strings, dest, 0, default=default, help=help)
        self.version = version

    def __call__(self, parser, namespace, values, option_string=None):
        version = self.version if self.version is not None else parser.version
        formatter = parser._get_formatter()
        formatter.add_text(version)
        parser._print_message(formatter.format_help(), _sys.stdout)
        parser.exit()


class _SubParsersAction(Action):
    class _Choice(Action):
        def __init__(self, name, aliases, help):
            metavar = name + (' (%s)' % ', '.join(aliases) if aliases else '')
            super().__init__([], name, help=help, metavar=metavar)

    def __init__(self, option_strings, prog, parser_class, dest=SUPPRESS, required=False, help=None, metavar=None):
        self._prog_prefix, self._parser_class, self._name_parser_map, self._choices_actions = prog, parser_class, {}, []
        super().__init__(option_strings, dest, PARSER, choices=self._name_parser_map, required=required, help=help, metavar=metavar)

    def add_parser(self, name, **kwargs):
        if kwargs.get('prog') is None:
            kwargs['prog'] = '%s %s' % (self._prog_prefix, name)
        aliases = kwargs.pop('aliases', ())
        if name in self._name_parser_map:
            raise ArgumentError(self, 'conflicting subparser: %s' % name)
        for alias in aliases:
            if alias in self._name_parser_map:
                raise ArgumentError(self, 'conflicting subparser alias: %s' % alias)
        if 'help' in kwargs:
            self._choices_actions.append(self._Choice(name, aliases, kwargs.pop('help')))
        parser = self._parser_class(**kwargs)
        for n in (name, *aliases):
            self._name_parser_map[n] = parser
        return parser

    def _get_subactions(self):
        return self._choices_actions

    def __call__(self, parser, namespace, values, option_string=None):
        name, args = values[0], values[1:]
        if self.dest is not SUPPRESS:
            setattr(namespace, self.dest, name)
        if name not in self._name_parser_map:
            raise ArgumentError(self, 'unknown parser %r (choices: %s)' % (name, ', '.join(self._name_parser_map)))
        found, rest = self._name_parser_map[name].parse_known_args(args, None)
        for key, value in vars(found).items():
            setattr(namespace, key, value)
        if rest:
            vars(namespace).setdefault(_UNRECOGNIZED_ARGS_ATTR, [])
            getattr(namespace, _UNRECOGNIZED_ARGS_ATTR).extend(rest)


class FileType:
    """Opens the file that an argument names."""

    def __init__(self, mode='r', bufsize=-1, encoding=None, errors=None):
        self._mode, self._bufsize, self._encoding, self._errors = mode, bufsize, encoding, errors

    def __call__(self, string):
        if string == '-':
            if 'r' in self._mode:
                return _sys.stdin.buffer if 'b' in self._mode else _sys.stdin
            return _sys.stdout.buffer if 'b' in self._mode else _sys.stdout
        try:
            return open(string, self._mode, self._bufsize, self._encoding, self._errors)
        except OSError as e:
            raise ArgumentTypeError("can't open '%s': %s" % (string, e))

    def __repr__(self):
        args = [repr(a) for a in (self._mode, self._bufsize) if a != -1] + ['%s=%r' % (k, v) for k, v in (('encoding', self._encoding), ('errors', self._errors)) if v is not None]
        return 'FileType(%s)' % ', '.join(args)


class _ActionsContainer:
    """What arguments are added to."""

    def __init__(self, description, prefix_chars, argument_default, conflict_handler):
        self.description, self.argument_default, self.prefix_chars, self.conflict_handler = description, argument_default, prefix_chars, conflict_handler
        self._registries = {}
        for names, cls in (((None, 'store'), _StoreAction), (('store_const',), _StoreConstAction), (('store_true',), _StoreTrueAction),
                           (('store_false',), _StoreFalseAction), (('append',), _AppendAction), (('append_const',), _AppendConstAction),
                           (('count',), _CountAction), (('help',), _HelpAction), (('version',), _VersionAction), (('parsers',), _SubParsersAction),
                           (('extend',), _ExtendAction)):
            for name in names:
                self.register('action', name, cls)
        if conflict_handler not in ('error', 'resolve'):
            raise ValueError('invalid conflict_resolution value: %r' % conflict_handler)
        self._actions, self._option_string_actions, self._action_groups, self._mutually_exclusive_groups, self._defaults = [], {}, [], [], {}
        self._has_negative_number_optionals = []
        self._negative_number_matcher = _re.compile(r'^-\d+$|^-\d*\.\d+$')

    def register(self, registry_name, value, object):
        self._registries.setdefault(registry_name, {})[value] = object

    def _registry_get(self, registry_name, value, default_value=None):
        return self._registries.get(registry_name, {}).get(value, default_value)

    def set_defaults(self, **kwargs):
        self._defaults.update(kwargs)
        for action in self._actions:
            if action.dest in kwargs:
                action.default = kwargs[action.dest]

    def get_default(self, dest):
        for action in self._actions:
            if action.dest == dest and action.default is not None:
                return action.default
        return self._defaults.get(dest)

    def add_argument(self, *args, **kwargs):
        chars = self.prefix_chars
        if not args or len(args) == 1 and args[0][0] not in chars:
            if args and 'dest' in kwargs:
                raise ValueError('dest supplied twice for positional argument')
            kwargs = self._positional(*args, **kwargs)
        else:
            kwargs = self._optional(*args, **kwargs)
        if 'default' not in kwargs:
            if kwargs['dest'] in self._defaults:
                kwargs['default'] = self._defaults[kwargs['dest']]
            elif self.argument_default is not None:
                kwargs['default'] = self.argument_default
        name = kwargs.pop('action', None)
        cls = self._registry_get('action', name, name)
        if not callable(cls):
            raise ValueError('unknown action "%s"' % (cls,))
        action = cls(**kwargs)
        if not callable(self._registry_get('type', action.type, action.type)) and action.type is not None:
            raise ValueError('%r is not callable' % (action.type,))
        if action.type is FileType:
            raise ValueError('%r is a FileType class object, instance of it must be passed' % (action.type,))
        if hasattr(self, '_get_formatter') and isinstance(action.metavar, tuple):
            try:
                self._get_formatter()._format_args(action, None)
            except TypeError:
                raise ValueError('length of metavar tuple does not match nargs')
        return self._add_action(action)

    def add_argument_group(self, *args, **kwargs):
        group = _ArgumentGroup(self, *args, **kwargs)
        self._action_groups.append(group)
        return group

    def add_mutually_exclusive_group(self, **kwargs):
        group = _MutuallyExclusiveGroup(self, **kwargs)
        self._mutually_exclusive_groups.append(group)
        return group

    def _add_action(self, action):
        self._check_conflict(action)
        self._actions.append(action)
        action.container = self
        for o in action.option_strings:
            self._option_string_actions[o] = action
            if self._negative_number_matcher.match(o) and not self._has_negative_number_optionals:
                self._has_negative_number_optionals.append(True)
        return action

    def _remove_action(self, action):
        self._actions.remove(action)

    def _add_container_actions(self, container):
        titles = {g.title: g for g in self._action_groups}
        groups = {}
        for g in container._action_groups:
            if g.title not in titles:
                titles[g.title] = self.add_argument_group(title=g.title, description=g.description, conflict_handler=g.conflict_handler)
            for action in g._group_actions:
                groups[id(action)] = titles[g.title]
        for g in container._mutually_exclusive_groups:
            made = self.add_mutually_exclusive_group(required=g.required)
            for action in g._group_actions:
                groups[id(action)] = made
        for action in container._actions:
            groups.get(id(action), self)._add_action(action)

    def _positional(self, dest=None, **kwargs):
        if dest is None:
            dest = kwargs.pop('dest', None)
        if 'required' in kwargs:
            raise TypeError("'required' is an invalid argument for positionals")
        n = kwargs.get('nargs')
        if n not in (OPTIONAL, ZERO_OR_MORE) or n == ZERO_OR_MORE and 'default' not in kwargs:
            kwargs['required'] = True
        return dict(kwargs, dest=dest, option_strings=[])

    def _optional(self, *args, **kwargs):
        longs = []
        for o in args:
            if o[0] not in self.prefix_chars:
                raise ValueError('invalid option string %r: must start with a character %r' % (o, self.prefix_chars))
            if len(o) > 1 and o[1] in self.prefix_chars:
                longs.append(o)
        dest = kwargs.pop('dest', None)
        if dest is None:
            dest = (longs or args)[0].lstrip(self.prefix_chars)
            if not dest:
                raise ValueError('dest= is required for options like %r' % (longs or args)[0])
            dest = dest.replace('-', '_')
        return dict(kwargs, dest=dest, option_strings=list(args))

    def _check_conflict(self, action):
        found = [(o, self._option_string_actions[o]) for o in action.option_strings if o in self._option_string_actions]
        if not found:
            return
        if self.conflict_handler == 'error':
            raise ArgumentError(action, 'conflicting option string%s: %s' % ('s' if len(found) > 1 else '', ', '.join(o for o, _ in found)))
        for o, other in found:
            other.option_strings.remove(o)
            self._option_string_actions.pop(o, None)
            if not other.option_strings:
                other.container._remove_action(other)


class _ArgumentGroup(_ActionsContainer):
    """Arguments with a title."""

    def __init__(self, container, title=None, description=None, **kwargs):
        kwargs.setdefault('conflict_handler', container.conflict_handler)
        kwargs.setdefault('prefix_chars', container.prefix_chars)
        kwargs.setdefault('argument_default', container.argument_default)
        super().__init__(description=description, **kwargs)
        self.title, self._group_actions = title, []
        for name in ('_registries', '_actions', '_option_string_actions', '_defaults', '_has_negative_number_optionals', '_mutually_exclusive_groups'):
            setattr(self, name, getattr(container, name))
        self._container = container

    def _add_action(self, action):
        super()._add_action(action)
        self._group_actions.append(action)
        return action

    def _remove_action(self, action):
        super()._remove_action(action)
        self._group_actions.remove(action)


class _MutuallyExclusiveGroup(_ArgumentGroup):
    """Arguments of which one may be given."""

    def __init__(self, container, required=False):
        super().__init__(container)
        self.required = required

    def _add_action(self, action):
        if action.required:
            raise ValueError('mutually exclusive arguments must be optional')
        action = self._container._add_action(action)
        self._group_actions.append(action)
        return action

    def _remove_action(self, action):
        self._container._remove_action(action)
        self._group_actions.remove(action)


_patterns = {None: '(-*A-*)', OPTIONAL: '(-*A?-*)', ZERO_OR_MORE: '(-*[A-]*)', ONE_OR_MORE: '(-*A[A-]*)', REMAINDER: '([-AO]*)',
             PARSER: '(-*A[-AO]*)', SUPPRESS: '(-*-*)'}


class ArgumentParser(_AttributeHolder, _ActionsContainer):
    """Parses the arguments of a command."""

    def __init__(self, prog=None, usage=None, description=None, epilog=None, parents=[], formatter_class=HelpFormatter, prefix_chars='-',
                 fromfile_prefix_chars=None, argument_default=None, conflict_handler='error', add_help=True, allow_abbrev=True, exit_on_error=True):
        _ActionsContainer.__init__(self, description, prefix_chars, argument_default, conflict_handler)
        self.prog = _os.path.basename(_sys.argv[0]) if prog is None else prog
        self.usage, self.epilog, self.formatter_class, self.fromfile_prefix_chars = usage, epilog, formatter_class, fromfile_prefix_chars
        self.add_help, self.allow_abbrev, self.exit_on_error = add_help, allow_abbrev, exit_on_error
        self._positionals = self.add_argument_group('positional arguments')
        self._optionals = self.add_argument_group('options')
        self._subparsers = None
        self.register('type', None, lambda s: s)
        if add_help:
            c = '-' if '-' in prefix_chars else prefix_chars[0]
            self.add_argument(c + 'h', c * 2 + 'help', action='help', default=SUPPRESS, help='show this help message and exit')
        for parent in parents:
            self._add_container_actions(parent)
            self._defaults.update(parent._defaults)

    def _get_kwargs(self):
        return [(n, getattr(self, n)) for n in ('prog', 'usage', 'description', 'formatter_class', 'conflict_handler', 'add_help')]

    def add_subparsers(self, **kwargs):
        if self._subparsers is not None:
            self.error('cannot have multiple subparser arguments')
        kwargs.setdefault('parser_class', type(self))
        if 'title' in kwargs or 'description' in kwargs:
            self._subparsers = self.add_argument_group(kwargs.pop('title', 'subcommands'), kwargs.pop('description', None))
        else:
            self._subparsers = self._positionals
        if kwargs.get('prog') is None:
            formatter = self._get_formatter()
            formatter.add_usage(self.usage, [a for a in self._actions if not a.option_strings], self._mutually_exclusive_groups, '')
            kwargs['prog'] = formatter.format_help().strip()
        cls = self._registry_get('action', kwargs.pop('action', 'parsers'))
        action = cls(option_strings=[], **kwargs)
        self._subparsers._add_action(action)
        return action

    def _add_action(self, action):
        (self._optionals if action.option_strings else self._positionals)._add_action(action)
        return action

    def parse_args(self, args=None, namespace=None):
        args, rest = self.parse_known_args(args, namespace)
        if rest:
            self.error('unrecognized arguments: %s' % ' '.join(rest))
        return args

    def parse_known_args(self, args=None, namespace=None):
        args = _sys.argv[1:] if args is None else list(args)
        namespace = Namespace() if namespace is None else namespace
        for action in self._actions:
            if action.dest is not SUPPRESS and not hasattr(namespace, action.dest) and action.default is not SUPPRESS:
                setattr(namespace, action.dest, action.default)
        for dest in self._defaults:
            if not hasattr(namespace, dest):
                setattr(namespace, dest, self._defaults[dest])
        if self.exit_on_error:
            try:
                namespace, rest = self._parse(args, namespace)
            except ArgumentError as e:
                self.error(str(e))
        else:
            namespace, rest = self._parse(args, namespace)
        if hasattr(namespace, _UNRECOGNIZED_ARGS_ATTR):
            rest.extend(getattr(namespace, _UNRECOGNIZED_ARGS_ATTR))
            delattr(namespace, _UNRECOGNIZED_ARGS_ATTR)
        return namespace, rest

    def _parse(self, args, namespace):
        if self.fromfile_prefix_chars is not None:
            args = self._read_args_from_files(args)
        conflicts = {}
        for group in self._mutually_exclusive_groups:
            for action in group._group_actions:
                conflicts.setdefault(id(action), []).extend(a for a in group._group_actions if a is not action)
        options, kinds = {}, []
        words = iter(args)
        for i, arg in enumerate(words):
            if arg == '--':
                kinds.append('-')
                kinds.extend('A' for _ in words)
            else:
                option = self._parse_optional(arg)
                if option is None:
                    kinds.append('A')
                else:
                    options[i] = option
                    kinds.append('O')
        kinds = ''.join(kinds)
        seen, given, extras = set(), set(), []

        def take(action, strings, option_string=None):
            seen.add(id(action))
            values = self._get_values(action, strings)
            if values is not action.default:
                given.add(id(action))
                for other in conflicts.get(id(action), ()):
                    if id(other) in given:
                        raise ArgumentError(action, 'not allowed with argument %s' % _name(other))
            if values is not SUPPRESS:
                action(self, namespace, values, option_string)

        def take_optional(i):
            action, option, explicit = options[i]
            todo = []
            while True:
                if action is None:
                    extras.append(args[i])
                    return i + 1
                if explicit is not None:
                    count = self._match(action, 'A')
                    if count == 0 and option[1] not in self.prefix_chars and explicit != '':
                        todo.append((action, [], option))
                        option = option[0] + explicit[0]
                        rest = explicit[1:] or None
                        if option in self._option_string_actions:
                            action, explicit = self._option_string_actions[option], rest
                        else:
                            raise ArgumentError(action, 'ignored explicit argument %r' % explicit)
                    elif count == 1:
                        stop = i + 1
                        todo.append((action, [explicit], option))
                        break
                    else:
                        raise ArgumentError(action, 'ignored explicit argument %r' % explicit)
                else:
                    start = i + 1
                    stop = start + self._match(action, kinds[start:])
                    todo.append((action, args[start:stop], option))
                    break
            for item in todo:
                take(*item)
            return stop

        positionals = [a for a in self._actions if not a.option_strings]

        def take_positionals(start):
            counts = self._match_partial(positionals, kinds[start:])
            for action, count in zip(positionals, counts):
                take(action, args[start:start + count])
                start += count
            positionals[:] = positionals[len(counts):]
            return start

        last = max(options) if options else -1
        i = 0
        while i <= last:
            following = min(n for n in options if n >= i)
            if i != following:
                end = take_positionals(i)
                if end > i:
                    i = end
                    continue
                i = end
            if i not in options:
                extras.extend(args[i:following])
                i = following
            i = take_optional(i)
        stop = take_positionals(i)
        extras.extend(args[stop:])
        missing = []
        for action in self._actions:
            if id(action) not in seen:
                if action.required:
                    missing.append(_name(action))
                elif isinstance(action.default, str) and action.default is not SUPPRESS and hasattr(namespace, action.dest) and action.default is getattr(namespace, action.dest):
                    setattr(namespace, action.dest, self._get_value(action, action.default))
        if missing:
            self.error('the following arguments are required: %s' % ', '.join(missing))
        for group in self._mutually_exclusive_groups:
            if group.required and not any(id(a) in given for a in group._group_actions):
                names = [_name(a) for a in group._group_actions if a.help is not SUPPRESS]
                self.error('one of the arguments %s is required' % ' '.join(names))
        return namespace, extras

    def _read_args_from_files(self, args):
        out = []
        for arg in args:
            if not arg or arg[0] not in self.fromfile_prefix_chars:
                out.append(arg)
                continue
            try:
                with open(arg[1:]) as f:
                    lines = f.read().splitlines()
            except OSError as e:
                self.error(str(e))
            found = []
            for line in lines:
                found.extend(self.convert_arg_line_to_args(line))
            out.extend(self._read_args_from_files(found))
        return out

    def convert_arg_line_to_args(self, arg_line):
        return [arg_line]

    def _match(self, action, kinds):
        m = _re.match(self._pattern(action), kinds)
        if m is None:
            text = {None: 'expected one argument', OPTIONAL: 'expected at most one argument', ONE_OR_MORE: 'expected at least one argument'}.get(action.nargs)
            if text is None:
                text = 'expected %s argument%s' % (action.nargs, '' if action.nargs == 1 else 's')
            raise ArgumentError(action, text)
        return len(m.group(1))

    def _match_partial(self, actions, kinds):
        for n in range(len(actions), 0, -1):
            m = _re.match(''.join(self._pattern(a) for a in actions[:n]), kinds)
            if m is not None:
                return [len(g) for g in m.groups()]
        return []

    def _pattern(self, action):
        n = action.nargs
        pattern = _patterns[n] if n in _patterns else '(-*%s-*)' % '-*'.join('A' * n)
        if action.option_strings:
            pattern = pattern.replace('-*', '').replace('-', '')
        return pattern

    def _parse_optional(self, arg):
        if not arg or arg[0] not in self.prefix_chars:
            return None
        if arg in self._option_string_actions:
            return self._option_string_actions[arg], arg, None
        if len(arg) == 1:
            return None
        if '=' in arg:
            option, explicit = arg.split('=', 1)
            if option in self._option_string_actions:
                return self._option_string_actions[option], option, explicit
        found = self._get_option_tuples(arg)
        if len(found) > 1:
            self.error('ambiguous option: %s could match %s' % (arg, ', '.join(o for _, o, _ in found)))
        if found:
            return found[0]
        if self._negative_number_matcher.match(arg) and not self._has_negative_number_optionals:
            return None
        if ' ' in arg:
            return None
        return None, arg, None

    def _get_option_tuples(self, arg):
        chars, out = self.prefix_chars, []
        if arg[0] in chars and arg[1] in chars:
            if self.allow_abbrev:
                prefix, eq, explicit = arg.partition('=')
                out = [(a, o, explicit if eq else None) for o, a in self._option_string_actions.items() if o.startswith(prefix)]
        elif arg[0] in chars:
            short, explicit = arg[:2], arg[2:]
            for o, a in self._option_string_actions.items():
                if o == short:
                    out.append((a, o, explicit))
                elif o.startswith(arg):
                    out.append((a, o, None))
        return out

    def _get_values(self, action, strings):
        if action.nargs not in (PARSER, REMAINDER) and '--' in strings:
            strings = list(strings)
            strings.remove('--')
        if not strings and action.nargs == OPTIONAL:
            value = action.const if action.option_strings else action.default
            if isinstance(value, str):
                value = self._get_value(action, value)
                self._check_value(action, value)
            return value
        if not strings and action.nargs == ZERO_OR_MORE and not action.option_strings:
            value = action.default if action.default is not None else []
            self._check_value(action, value) if action.default is not None else None
            return value
        if len(strings) == 1 and action.nargs in (None, OPTIONAL):
            value = self._get_value(action, strings[0])
            self._check_value(action, value)
            return value
        if action.nargs == SUPPRESS:
            return SUPPRESS
        values = [self._get_value(action, s) for s in strings]
        if action.nargs == PARSER:
            self._check_value(action, values[0])
        elif action.nargs != REMAINDER:
            for v in values:
                self._check_value(action, v)
        return values

    def _get_value(self, action, string):
        convert = self._registry_get('type', action.type, action.type)
        if not callable(convert):
            raise ArgumentError(action, '%r is not callable' % (convert,))
        try:
            return convert(string)
        except ArgumentTypeError as e:
            raise ArgumentError(action, str(e))
        except (TypeError, ValueError):
            raise ArgumentError(action, 'invalid %s value: %r' % (getattr(action.type, '__name__', repr(action.type)), string))

    def _check_value(self, action, value):
        if action.choices is not None and value not in action.choices:
            raise ArgumentError(action, 'invalid choice: %r (choose from %s)' % (value, ', '.join(map(repr, action.choices))))

    def parse_intermixed_args(self, args=None, namespace=None):
        args, rest = self.parse_known_intermixed_args(args, namespace)
        if rest:
            self.error('unrecognized arguments: %s' % ' '.join(rest))
        return args

    def parse_known_intermixed_args(self, args=None, namespace=None):
        return self.parse_known_args(args, namespace)

    def _get_formatter(self):
        return self.formatter_class(prog=self.prog)

    def format_usage(self):
        formatter = self._get_formatter()
        formatter.add_usage(self.usage, self._actions, self._mutually_exclusive_groups)
        return formatter.format_help()

    def format_help(self):
        formatter = self._get_formatter()
        formatter.add_usage(self.usage, self._actions, self._mutually_exclusive_groups)
        formatter.add_text(self.description)
        for group in self._action_groups:
            formatter.start_section(group.title)
            formatter.add_text(group.description)
            formatter.add_arguments(group._group_actions)
            formatter.end_section()
        formatter.add_text(self.epilog)
        return formatter.format_help()

    def print_usage(self, file=None):
        self._print_message(self.format_usage(), _sys.stdout if file is None else file)

    def print_help(self, file=None):
        self._print_message(self.format_help(), _sys.stdout if file is None else file)

    def _print_message(self, message, file=None):
        if message:
            (file or _sys.stderr).write(message)

    def exit(self, status=0, message=None):
        if message:
            self._print_message(message, _sys.stderr)
        _sys.exit(status)

    def error(self, message):
        self.print_usage(_sys.stderr)
        self.exit(2, '%s: error: %s\n' % (self.prog, message))
