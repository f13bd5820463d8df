"""Arguments of commands."""

import os as _os
import re as _re
import sys as _sys

SUPPRESS = '==SUPPRESS=='
OPTIONAL, ZERO_OR_MORE, ONE_OR_MORE, PARSER, REMAINDER = '?', '*', '+', 'A...', '...'


def _(text):
    return text


def _rows(parts, width, first=None):
    # The parts in rows of a width, which for the first may be another. A part that is too long has a row to itself.
    rows, room = [[]], width if first is None else first
    for part in parts:
        if rows[-1] and len(' '.join(rows[-1])) + 1 + len(part) > room:
            rows.append([])
            room = width
        rows[-1].append(part)
    return [' '.join(row) for row in rows if row]


def _words(text):
    # What a usage may be broken between: what is in brackets is kept together.
    return _re.findall(r'\(.*?\)+(?=\s|$)|\[.*?\]+(?=\s|$)|\S+', text)


class HelpFormatter:
    """Writes usage and help."""

    def __init__(self, prog, indent_increment=2, max_help_position=24, width=None):
        if width is None:
            import shutil
            width = shutil.get_terminal_size().columns - 2
        self._prog, self._width, self._step = prog, width, indent_increment
        self._max_help_position = min(max_help_position, max(width - 20, indent_increment * 2))
        self._indent, self._parts = 0, []
        self._widest = 0

    # What a parser calls.

    def add_usage(self, usage, actions, groups, prefix=None):
        if usage != SUPPRESS:
            self._parts.append(('usage', (usage, list(actions), list(groups), prefix)))

    def add_text(self, text):
        if text not in (None, SUPPRESS):
            self._parts.append(('text', text))

    def start_section(self, heading):
        self._parts.append(('start', heading))
        self._indent += self._step

    def end_section(self):
        self._parts.append(('end', None))
        self._indent -= self._step

    def add_argument(self, action):
        if action.help != SUPPRESS:
            for a in action, *self._subactions(action):
                self._widest = max(self._widest, self._indent + len(self._format_action_invocation(a)))
            self._parts.append(('action', action))

    def add_arguments(self, actions):
        for a in actions:
            self.add_argument(a)

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
        text = self._prog if usage is None else usage % {'prog': self._prog}
        if usage is None and actions:
            text = self._usage_rows(len(prefix), list(actions), groups)
        return '%s%s\n\n' % (prefix, text)

    def _usage_rows(self, before, actions, groups):
        # The program and its arguments, behind so many characters: in a row, or as many as it takes.
        options = [a for a in actions if a.option_strings]
        others = [a for a in actions if not a.option_strings]
        width = self._width - self._indent
        row = ' '.join(filter(None, (self._prog, self._usage_text(options + others, groups))))
        if before + len(row) <= width:
            return row
        options, others = _words(self._usage_text(options, groups)), _words(self._usage_text(others, groups))
        if before + len(self._prog) <= 0.75 * width:
            indent = before + len(self._prog) + 1
            rows = _rows([self._prog] + (options or others), width - indent, width - before)
            if options:
                rows += _rows(others, width - indent)
        else:
            indent = before
            rows = _rows(options + others, width - indent)
            if len(rows) > 1:
                rows = _rows(options, width - indent) + _rows(others, width - indent)
            rows.insert(0, self._prog)
        return ('\n' + ' ' * indent).join(rows)

    def _usage_text(self, actions, groups):
        # The arguments; those of a group, where they stand together, with a bar between them.
        starts = {id(g._group_actions[0]): g for g in reversed(groups) if g._group_actions}
        out, i = [], 0
        while i < len(actions):
            group = starts.get(id(actions[i]))
            if group is not None and actions[i:i + len(group._group_actions)] != group._group_actions:
                group = None
            members = [actions[i]] if group is None else group._group_actions
            i += len(members)
            shown = [self._usage_part(a, group is not None) for a in members if a.help != SUPPRESS]
            if shown and group is not None:
                brackets = '[%s]' if not group.required else '(%s)' if len(shown) > 1 else '%s'
                shown = [brackets % ' | '.join(shown)]
            out += shown
        return ' '.join(out).strip()

    def _usage_part(self, action, bare):
        # An argument; bare is one of a group, which has the brackets.
        if not action.option_strings:
            part = self._format_args(action, self._get_default_metavar_for_positional(action))
            return part[1:-1] if bare and part[:1] + part[-1:] == '[]' else part
        if action.nargs == 0:
            part = action.format_usage()
        else:
            part = action.option_strings[0] + ' ' + self._format_args(action, self._get_default_metavar_for_optional(action))
        return part.strip() if action.required or bare else '[%s]' % part.strip()

    def _format_text(self, text):
        text = text % {'prog': self._prog} if '%(prog)' in text else text
        width = max(self._width - self._indent, 11)
        return self._fill_text(text, width, ' ' * self._indent) + '\n\n'

    def _format_action(self, action):
        position = min(self._widest + 2, self._max_help_position)
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
        text = self._expand_help(action) if (action.help or '').strip() else ''
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
        args = '' if action.nargs == 0 else ' ' + self._format_args(action, self._get_default_metavar_for_optional(action))
        return ', '.join(o + args for o in action.option_strings)

    def _metavar_formatter(self, action, default):
        name = action.metavar
        if name is None:
            name = default if action.choices is None else '{%s}' % ','.join(map(str, action.choices))
        return lambda n: name if isinstance(name, tuple) else (name,) * n

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
        import textwrap
        return textwrap.indent(text, indent, lambda line: True)


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
    # What messages call an argument.
    if argument is None:
        return None
    if argument.option_strings:
        return '/'.join(argument.option_strings)
    for name in argument.metavar, argument.dest:
        if name not in (None, SUPPRESS):
            return name
    return '{%s}' % ','.join(argument.choices) if argument.choices else None


class ArgumentError(Exception):
    """An argument that is wrong."""

    def __init__(self, argument, message):
        self.argument_name, self.message = _name(argument), message

    def __str__(self):
        return self.message if self.argument_name is None else 'argument %s: %s' % (self.argument_name, self.message)


class ArgumentTypeError(Exception):
    pass


class _Shown:
    # What is shown by its attributes, or by those that _shown names.
    _shown = None

    def __repr__(self):
        items = [(n, getattr(self, n)) for n in self._shown] if self._shown else vars(self).items()
        parts = ['%s=%r' % item for item in items if item[0].isidentifier()]
        odd = {name: value for name, value in items if not name.isidentifier()}
        return '%s(%s)' % (type(self).__name__, ', '.join(parts + ['**%r' % odd] if odd else parts))


class Namespace(_Shown):
    """The values of the arguments."""

    def __init__(self, **kwargs):
        vars(self).update(kwargs)

    def __eq__(self, other):
        return vars(self) == vars(other) if isinstance(other, Namespace) else NotImplemented

    def __contains__(self, key):
        return key in vars(self)


class Action(_Shown):
    """What an argument does."""

    _shown = ('option_strings', 'dest', 'nargs', 'const', 'default', 'type', 'choices', 'required', 'help', 'metavar')

    def __init__(self, option_strings, dest, nargs=None, const=None, default=None, type=None, choices=None, required=False, help=None, metavar=None):
        self.option_strings, self.dest, self.nargs, self.const, self.default = option_strings, dest, nargs, const, default
        self.type, self.choices, self.required, self.help, self.metavar = type, choices, required, help, metavar

    def format_usage(self):
        return self.option_strings[0]

    def __call__(self, parser, namespace, values, option_string=None):
        raise NotImplementedError('.__call__() not defined')


class _Setting(Action):
    # An action that gives its attribute a value, made of what it has and of the argument's.
    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, self._value(getattr(namespace, self.dest, None), values))


class BooleanOptionalAction(Action):
    def __init__(self, option_strings, dest, default=None, type=None, choices=None, required=False, help=None, metavar=None):
        both = []
        for o in option_strings:
            both.append(o)
            if o.startswith('--'):
                both.append('--no-' + o[2:])
        super().__init__(both, dest, 0, None, default, type, choices, required, help, metavar)

    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, not option_string.startswith('--no-'))

    def format_usage(self):
        return ' | '.join(self.option_strings)


class _StoreAction(_Setting):
    _alternative = ('store', 'if you have nothing to store, actions such as store true or store const')

    def __init__(self, option_strings, dest, nargs=None, const=None, **kw):
        if nargs == 0:
            raise ValueError('nargs for %s actions must be != 0; %s may be more appropriate' % self._alternative)
        if const is not None and nargs != OPTIONAL:
            raise ValueError('nargs must be %r to supply const' % OPTIONAL)
        super().__init__(option_strings, dest, nargs, const, **kw)

    def _value(self, old, values):
        return values


class _StoreConstAction(_Setting):
    def __init__(self, option_strings, dest, const=None, default=None, required=False, help=None, metavar=None):
        super().__init__(option_strings, dest, 0, const, default, required=required, help=help)

    def _value(self, old, values):
        return self.const


class _StoreTrueAction(_StoreConstAction):
    def __init__(self, option_strings, dest, default=False, required=False, help=None):
        super().__init__(option_strings, dest, True, default, required, help)


class _StoreFalseAction(_StoreConstAction):
    def __init__(self, option_strings, dest, default=True, required=False, help=None):
        super().__init__(option_strings, dest, False, default, required, help)


def _copied(items):
    import copy
    return [] if items is None else copy.copy(items)


class _AppendAction(_StoreAction):
    _alternative = ('append', 'if arg strings are not supplying the value to append, the append const action')

    def _value(self, old, values):
        items = _copied(old)
        items.append(values)
        return items


class _AppendConstAction(_StoreConstAction):
    def _value(self, old, values):
        return _AppendAction._value(self, old, self.const)


class _ExtendAction(_AppendAction):
    def _value(self, old, values):
        items = _copied(old)
        items.extend(values)
        return items


class _CountAction(_Setting):
    def __init__(self, option_strings, dest, default=None, required=False, help=None):
        super().__init__(option_strings, dest, 0, None, default, required=required, help=help)

    def _value(self, old, values):
        return (old or 0) + 1


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
        text = parser._get_formatter()
        text.add_text(parser.version if self.version is None else self.version)
        parser._print_message(text.format_help(), _sys.stdout)
        parser.exit()


class _SubParsersAction(Action):
    class _Choice(Action):
        def __init__(self, name, aliases, help):
            metavar = name + (' (%s)' % ', '.join(aliases) if aliases else '')
            super().__init__([], name, help=help, metavar=metavar)

    def __init__(self, option_strings, prog, parser_class, dest=SUPPRESS, required=False, help=None, metavar=None):
        self._prog_prefix, self._parser_class, self._name_parser_map, self._choices_actions = prog, parser_class, {}, []
        super().__init__(option_strings, dest, PARSER, choices=self._name_parser_map, required=required, help=help, metavar=metavar)

    def add_parser(self, name, *, prog=None, aliases=(), **kwargs):
        for what, names in ('subparser', [name]), ('subparser alias', aliases):
            for taken in filter(self._name_parser_map.__contains__, names):
                raise ArgumentError(self, 'conflicting %s: %s' % (what, taken))
        if 'help' in kwargs:
            self._choices_actions.append(self._Choice(name, aliases, kwargs.pop('help')))
        made = self._parser_class(prog='%s %s' % (self._prog_prefix, name) if prog is None else prog, **kwargs)
        self._name_parser_map.update(dict.fromkeys((name, *aliases), made))
        return made

    def _get_subactions(self):
        return self._choices_actions

    def __call__(self, parser, namespace, values, option_string=None):
        name, *args = values
        if self.dest != SUPPRESS:
            setattr(namespace, self.dest, name)
        if name not in self._name_parser_map:
            raise ArgumentError(self, 'unknown parser %r (choices: %s)' % (name, ', '.join(self._name_parser_map)))
        found, rest = self._name_parser_map[name].parse_known_args(args, None)
        for key in vars(found):
            setattr(namespace, key, getattr(found, key))
        parser._unknown += rest


class FileType:
    """Opens the file that an argument names."""

    def __init__(self, mode='r', bufsize=-1, encoding=None, errors=None):
        self._mode, self._bufsize, self._encoding, self._errors = mode, bufsize, encoding, errors

    def __call__(self, string):
        if string == '-':
            stream = _sys.stdin if 'r' in self._mode else _sys.stdout
            if not set(self._mode) & set('rwax'):
                raise ValueError('argument "-" with mode %r' % self._mode)
            return stream.buffer if 'b' in self._mode else stream
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
    def register(self, registry_name, value, object):
        self._registries.setdefault(registry_name, {})[value] = object

    def _registry_get(self, registry_name, value, default_value=None):
        return self._registries.get(registry_name, {}).get(value, default_value)

    def set_defaults(self, **kwargs):
        self._defaults.update(kwargs)
        for a in self._actions:
            a.default = kwargs.get(a.dest, a.default)

    def get_default(self, dest):
        own = (a.default for a in self._actions if a.dest == dest and a.default is not None)
        return next(own, self._defaults.get(dest))

    def add_argument(self, *args, **kwargs):
        option = len(args) > 1 or len(args) == 1 and args[0][0] in self.prefix_chars
        if args and not option and 'dest' in kwargs:
            raise ValueError('dest supplied twice for positional argument')
        kwargs = (self._optional if option else self._positional)(*args, **kwargs)
        if kwargs['dest'] in self._defaults:
            kwargs.setdefault('default', self._defaults[kwargs['dest']])
        elif self.argument_default is not None:
            kwargs.setdefault('default', self.argument_default)
        name = kwargs.pop('action', None)
        make = self._registry_get('action', name, name)
        if not callable(make):
            raise ValueError('unknown action "%s"' % (make,))
        made = make(**kwargs)
        self._check_argument(made)
        return self._add_action(made)

    def _check_argument(self, action):
        if action.type is not None and not callable(self._registry_get('type', action.type, action.type)):
            raise ValueError('%r is not callable' % (action.type,))
        if action.type is FileType:
            raise ValueError('%r is a FileType class object, instance of it must be passed' % (action.type,))
        if isinstance(action.metavar, tuple) and hasattr(self, '_get_formatter'):
            try:
                self._get_formatter()._format_args(action, None)
            except TypeError:
                raise ValueError('length of metavar tuple does not match nargs')

    def add_argument_group(self, *args, **kwargs):
        self._action_groups.append(_ArgumentGroup(self, *args, **kwargs))
        return self._action_groups[-1]

    def add_mutually_exclusive_group(self, **kwargs):
        self._mutually_exclusive_groups.append(_MutuallyExclusiveGroup(self, **kwargs))
        return self._mutually_exclusive_groups[-1]

    def _add_action(self, action):
        self._check_conflict(action)
        self._option_string_actions.update(dict.fromkeys(action.option_strings, action))
        self._actions.append(action)
        action.container = self
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
        for a in container._actions:
            groups.get(id(a), self)._add_action(a)

    def _positional(self, dest, **kwargs):
        if 'required' in kwargs:
            raise TypeError("'required' is an invalid argument for positionals")
        n = kwargs.get('nargs')
        needed = n not in (OPTIONAL, ZERO_OR_MORE) or n == ZERO_OR_MORE and 'default' not in kwargs
        return {**kwargs, **({'required': True} if needed else {}), 'dest': dest, 'option_strings': []}

    def _optional(self, *args, dest=None, **kwargs):
        for o in args:
            if o[0] not in self.prefix_chars:
                raise ValueError('invalid option string %r: must start with a character %r' % (o, self.prefix_chars))
        if dest is None:
            named_by = next((o for o in args if len(o) > 1 and o[1] in self.prefix_chars), args[0])
            dest = named_by.lstrip(self.prefix_chars).replace('-', '_')
            if not dest:
                raise ValueError('dest= is required for options like %r' % args[-1])
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
        for name in ('_registries', '_actions', '_option_string_actions', '_defaults', '_mutually_exclusive_groups'):
            setattr(self, name, getattr(container, name))
        self._add_to = super()

    def _add_action(self, action):
        self._group_actions.append(self._add_to._add_action(action))
        return action

    def _remove_action(self, action):
        for actions in self._actions, self._group_actions:
            if action in actions:
                actions.remove(action)


class _MutuallyExclusiveGroup(_ArgumentGroup):
    """Arguments of which one may be given."""

    def __init__(self, container, required=False):
        super().__init__(container)
        self.required, self._add_to = required, container

    def _add_action(self, action):
        if action.required:
            raise ValueError('mutually exclusive arguments must be optional')
        return super()._add_action(action)

    def _remove_action(self, action):
        self._add_to._remove_action(action)
        self._group_actions.remove(action)


def _negative(arg):
    # Whether an argument looks like a number below 0.
    return _re.fullmatch(r'-\d+\n?|-\d*\.\d+\n?', arg)


_patterns = {None: '(-*A-*)', OPTIONAL: '(-*A?-*)', ZERO_OR_MORE: '(-*[A-]*)', ONE_OR_MORE: '(-*A[A-]*)', REMAINDER: '([-AO]*)',
             PARSER: '(-*A[-AO]*)', SUPPRESS: '(-*-*)'}


class ArgumentParser(_Shown, _ActionsContainer):
    """Parses the arguments of a command."""

    _shown = ('prog', 'usage', 'description', 'formatter_class', 'conflict_handler', 'add_help')

    def __init__(self, prog=None, usage=None, description=None, epilog=None, parents=[], formatter_class=HelpFormatter, prefix_chars='-',
                 fromfile_prefix_chars=None, argument_default=None, conflict_handler='error', add_help=True, allow_abbrev=True, exit_on_error=True):
        _ActionsContainer.__init__(self, description, prefix_chars, argument_default, conflict_handler)
        self.prog = _os.path.basename(_sys.argv[0]) if prog is None else prog
        self.usage, self.epilog, self.formatter_class, self.fromfile_prefix_chars = usage, epilog, formatter_class, fromfile_prefix_chars
        self.add_help, self.allow_abbrev, self.exit_on_error = add_help, allow_abbrev, exit_on_error
        self._positionals = self.add_argument_group('positional arguments')
        self._optionals = self.add_argument_group('options')
        self._subparsers, self._unknown = None, []
        self.register('type', None, lambda s: s)
        if add_help:
            c = '-' if '-' in prefix_chars else prefix_chars[0]
            self.add_argument(c + 'h', c * 2 + 'help', action='help', default=SUPPRESS, help='show this help message and exit')
        for parent in parents:
            self._add_container_actions(parent)
            self._defaults.update(parent._defaults)

    def add_subparsers(self, **kwargs):
        if self._subparsers is not None:
            self.error('cannot have multiple subparser arguments')
        titled = {'title', 'description'} & set(kwargs)
        self._subparsers = self._positionals
        if titled:
            self._subparsers = self.add_argument_group(kwargs.pop('title', 'subcommands'), kwargs.pop('description', None))
        if kwargs.get('prog') is None:
            usage = self._get_formatter()
            usage.add_usage(self.usage, [a for a in self._actions if not a.option_strings], self._mutually_exclusive_groups, '')
            kwargs['prog'] = usage.format_help().strip()
        make = self._registry_get('action', kwargs.pop('action', 'parsers'))
        return self._subparsers._add_action(make(**{'parser_class': type(self), **kwargs, 'option_strings': []}))

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
        usual = {}
        for a in self._actions:
            if SUPPRESS not in (a.dest, a.default):
                usual.setdefault(a.dest, a.default)
        for dest, value in [*usual.items(), *self._defaults.items()]:
            if not hasattr(namespace, dest):
                setattr(namespace, dest, value)
        self._unknown = []
        try:
            rest = self._parse(args, namespace)
        except ArgumentError as e:
            if not self.exit_on_error:
                raise
            self.error(str(e))
        return namespace, rest + self._unknown

    def _parse(self, args, namespace):
        args = args if self.fromfile_prefix_chars is None else self._read_args_from_files(args)
        conflicts = {}
        for g in self._mutually_exclusive_groups:
            for a in g._group_actions:
                conflicts.setdefault(id(a), []).extend(other for other in g._group_actions if other is not a)
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
        for a in self._actions:
            if id(a) in seen:
                continue
            if a.required:
                missing.append(_name(a))
            elif isinstance(a.default, str) and a.default != SUPPRESS and getattr(namespace, a.dest, None) is a.default:
                setattr(namespace, a.dest, self._get_value(a, a.default))
        if missing:
            self.error('the following arguments are required: %s' % ', '.join(missing))
        for g in self._mutually_exclusive_groups:
            if g.required and not any(id(a) in given for a in g._group_actions):
                names = [_name(a) for a in g._group_actions if a.help != SUPPRESS]
                self.error('one of the arguments %s is required' % ' '.join(names))
        return extras

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
        return pattern.replace('-*', '').replace('-', '') if action.option_strings else pattern

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
        if _negative(arg) and not any(map(_negative, self._option_string_actions)):
            return None
        if ' ' in arg:
            return None
        return None, arg, None

    def _get_option_tuples(self, arg):
        chars, out = self.prefix_chars, []
        if arg[1] in chars:
            prefix, eq, explicit = arg.partition('=')
            found = [o for o in self._option_string_actions if self.allow_abbrev and o.startswith(prefix)]
            return [(self._option_string_actions[o], o, explicit if eq else None) for o in found]
        for o, a in self._option_string_actions.items():
            if o == arg[:2]:
                out.append((a, o, arg[2:]))
            elif o.startswith(arg):
                out.append((a, o, None))
        return out

    def _get_values(self, action, strings):
        if action.nargs not in (PARSER, REMAINDER) and '--' in strings:
            strings = list(strings)
            strings.remove('--')
        if not strings and action.nargs == OPTIONAL:
            value = action.const if action.option_strings else action.default
            return self._checked(action, value) if isinstance(value, str) else value
        if not strings and action.nargs == ZERO_OR_MORE and not action.option_strings:
            value = [] if action.default is None else action.default
            self._check_value(action, value)
            return value
        if len(strings) == 1 and action.nargs in (None, OPTIONAL):
            return self._checked(action, strings[0])
        if action.nargs == SUPPRESS:
            return SUPPRESS
        values = [self._get_value(action, s) for s in strings]
        for v in values[:0 if action.nargs == REMAINDER else 1 if action.nargs == PARSER else None]:
            self._check_value(action, v)
        return values

    def _checked(self, action, string):
        value = self._get_value(action, string)
        self._check_value(action, value)
        return value

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
        text = self._get_formatter()
        text.add_usage(self.usage, self._actions, self._mutually_exclusive_groups)
        return text.format_help()

    def format_help(self):
        text = self._get_formatter()
        text.add_usage(self.usage, self._actions, self._mutually_exclusive_groups)
        text.add_text(self.description)
        for g in self._action_groups:
            text.start_section(g.title)
            text.add_text(g.description)
            text.add_arguments(g._group_actions)
            text.end_section()
        text.add_text(self.epilog)
        return text.format_help()

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
