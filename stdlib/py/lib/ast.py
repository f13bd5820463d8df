"""Python's syntax trees."""

import _knead_ast

PyCF_ONLY_AST = 0x400
PyCF_TYPE_COMMENTS = 0x1000
PyCF_ALLOW_TOP_LEVEL_AWAIT = 0x2000


class AST:
    """A node."""

    _fields = ()
    _attributes = ()
    __match_args__ = ()

    def __init__(self, *args, **kwargs):
        fields = self._fields
        if len(args) > len(fields):
            raise TypeError('%s constructor takes at most %d positional argument%s' % (type(self).__name__, len(fields), '' if len(fields) == 1 else 's'))
        for name, value in zip(fields, args):
            if name in kwargs:
                raise TypeError('%s got multiple values for argument %r' % (type(self).__name__, name))
            setattr(self, name, value)
        for name, value in kwargs.items():
            setattr(self, name, value)


AST.__module__ = 'ast'
_places = ('lineno', 'col_offset', 'end_lineno', 'end_col_offset')


def _define():
    # Makes the classes of the grammar.
    abstract = {}
    for name in ('mod', 'stmt', 'expr', 'expr_context', 'boolop', 'operator', 'unaryop', 'cmpop', 'excepthandler', 'pattern', 'type_ignore'):
        ns = {'__module__': 'ast'}
        if name in ('stmt', 'expr', 'excepthandler', 'pattern'):
            ns['_attributes'] = _places
            ns['end_lineno'] = ns['end_col_offset'] = None
        abstract[name] = globals()[name] = type(name, (AST,), ns)
    abstract['AST'] = AST
    for line in _knead_ast.grammar.splitlines():
        name, base, *fields = line.split()
        ns = {'__module__': 'ast'}
        names = []
        for f in fields:
            f = f.partition(':')[0]
            if f.endswith('?'):
                f = f[:-1]
                ns[f] = None
            names.append(f)
        ns['_fields'] = ns['__match_args__'] = tuple(names)
        if name in ('arg', 'keyword', 'alias'):
            ns['_attributes'] = _places
            ns['end_lineno'] = ns['end_col_offset'] = None
        cls = globals()[name] = type(name, (abstract[base],), ns)
        if base in ('expr_context', 'boolop', 'operator', 'unaryop', 'cmpop'):
            cls._singleton = cls()


_define()


def _get_value(self):
    return self.value


def _set_value(self, value):
    self.value = value


Constant.n = Constant.s = property(_get_value, _set_value)


class _Old(type):
    # Classes of literals as they were before Python 3.8: calling one makes a Constant.

    def __instancecheck__(cls, x):
        if not isinstance(x, Constant):
            return False
        types = cls._types
        return isinstance(x.value, types) and not (isinstance(x.value, bool) and bool not in types)

    def __call__(cls, *args, **kwargs):
        if not args and not kwargs:
            args = (cls._default,)
        for old in ('n', 's', 'value'):
            if old in kwargs:
                args = (kwargs.pop(old),) + args
        return Constant(*args, **kwargs)


Num = _Old('Num', (AST,), {'_fields': ('n',), '_types': (int, float, complex), '_default': None, '__module__': 'ast'})
Str = _Old('Str', (AST,), {'_fields': ('s',), '_types': (str,), '_default': None, '__module__': 'ast'})
Bytes = _Old('Bytes', (AST,), {'_fields': ('s',), '_types': (bytes,), '_default': None, '__module__': 'ast'})
NameConstant = _Old('NameConstant', (AST,), {'_fields': ('value',), '_types': (type(None), bool), '_default': None, '__module__': 'ast'})
Ellipsis = _Old('Ellipsis', (AST,), {'_fields': (), '_types': (type(...),), '_default': ..., '__module__': 'ast'})


class slice(AST):
    pass


class Index(slice):
    def __new__(cls, value, **kwargs):
        return value


class ExtSlice(slice):
    def __new__(cls, dims=(), **kwargs):
        return Tuple(list(dims), Load(), **kwargs)


class Suite(mod):
    pass


class AugLoad(expr_context):
    pass


class AugStore(expr_context):
    pass


class Param(expr_context):
    pass


def parse(source, filename='<unknown>', mode='exec', *, type_comments=False, feature_version=None):
    if isinstance(source, (bytes, bytearray)):
        source = bytes(source).decode('utf-8-sig')
    elif not isinstance(source, str):
        if isinstance(source, AST):
            return source
        raise TypeError('compile() arg 1 must be a string, bytes or AST object')
    if '\0' in source:
        raise SyntaxError('source code string cannot contain null bytes')
    if mode not in ('exec', 'eval', 'single'):
        raise ValueError("compile() mode must be 'exec', 'eval', 'single' or 'func_type'")
    tree = _knead_ast.parse(source, str(filename), mode)
    return Interactive(tree.body) if mode == 'single' else tree


def literal_eval(node_or_string):
    if isinstance(node_or_string, str):
        node_or_string = parse(node_or_string.lstrip(' \t'), mode='eval')
    if isinstance(node_or_string, Expression):
        node_or_string = node_or_string.body

    def malformed(node):
        msg = 'malformed node or string'
        line = getattr(node, 'lineno', None)
        if line:
            msg += f' on line {line}'
        raise ValueError(msg + f': {node!r}')

    def number(node):
        if not isinstance(node, Constant) or type(node.value) not in (int, float, complex):
            malformed(node)
        return node.value

    def signed(node):
        if isinstance(node, UnaryOp) and isinstance(node.op, (UAdd, USub)):
            n = number(node.operand)
            return +n if isinstance(node.op, UAdd) else -n
        return number(node)

    def convert(node):
        if isinstance(node, Constant):
            return node.value
        if isinstance(node, Tuple):
            return tuple(map(convert, node.elts))
        if isinstance(node, List):
            return list(map(convert, node.elts))
        if isinstance(node, Set):
            return set(map(convert, node.elts))
        if isinstance(node, Call) and isinstance(node.func, Name) and node.func.id == 'set' and node.args == node.keywords == []:
            return set()
        if isinstance(node, Dict):
            if len(node.keys) != len(node.values):
                malformed(node)
            return dict(zip(map(convert, node.keys), map(convert, node.values)))
        if isinstance(node, BinOp) and isinstance(node.op, (Add, Sub)):
            left, right = signed(node.left), number(node.right)
            if isinstance(left, (int, float)) and isinstance(right, complex):
                return left + right if isinstance(node.op, Add) else left - right
        return signed(node)
    return convert(node_or_string)


def dump(node, annotate_fields=True, include_attributes=False, *, indent=None):
    if not isinstance(node, AST):
        raise TypeError('expected AST, got %r' % node.__class__.__name__)
    indent = ' ' * indent if isinstance(indent, int) else indent

    def show(node, level=0):
        # The text, and whether it is short.
        if indent is not None:
            level += 1
            prefix, sep = '\n' + indent * level, ',\n' + indent * level
        else:
            prefix, sep = '', ', '
        if isinstance(node, AST):
            cls = type(node)
            args, simple, keywords = [], True, annotate_fields
            for name in (*node._fields, None, *(node._attributes if include_attributes else ())):
                value = _nothing if name is None else getattr(node, name, _nothing)
                if value is _nothing or value is None and getattr(cls, name, ...) is None:
                    keywords = True  # behind what is left out, and for attributes
                    continue
                text, short = show(value, level)
                simple = simple and short
                args.append('%s=%s' % (name, text) if keywords else text)
            if simple and len(args) <= 3:
                return '%s(%s)' % (cls.__name__, ', '.join(args)), not args
            return '%s(%s%s)' % (cls.__name__, prefix, sep.join(args)), False
        if isinstance(node, list):
            if not node:
                return '[]', True
            return '[%s%s]' % (prefix, sep.join(show(x, level)[0] for x in node)), False
        return repr(node), True
    return show(node)[0]


def copy_location(new_node, old_node):
    for attr in _places:
        if attr in old_node._attributes and attr in new_node._attributes:
            value = getattr(old_node, attr, None)
            if value is not None or hasattr(old_node, attr) and attr.startswith('end_'):
                setattr(new_node, attr, value)
    return new_node


def fix_missing_locations(node):
    def fix(node, lineno, col, end_lineno, end_col):
        for attr, value in zip(_places, (lineno, col, end_lineno, end_col)):
            if attr in node._attributes and getattr(node, attr, None) is None:
                setattr(node, attr, value)
        if 'lineno' in node._attributes:
            lineno, col, end_lineno, end_col = node.lineno, node.col_offset, node.end_lineno, node.end_col_offset
        for child in iter_child_nodes(node):
            fix(child, lineno, col, end_lineno, end_col)
    fix(node, 1, 0, 1, 0)
    return node


def increment_lineno(node, n=1):
    for child in walk(node):
        if 'lineno' in child._attributes:
            child.lineno = getattr(child, 'lineno', 0) + n
        if 'end_lineno' in child._attributes and getattr(child, 'end_lineno', 0) is not None:
            child.end_lineno = getattr(child, 'end_lineno', 0) + n
    return node


_nothing = object()


def iter_fields(node):
    values = ((field, getattr(node, field, _nothing)) for field in node._fields)
    return (item for item in values if item[1] is not _nothing)


def iter_child_nodes(node):
    for _, value in iter_fields(node):
        yield from (x for x in (value if isinstance(value, list) else [value]) if isinstance(x, AST))


def get_docstring(node, clean=True):
    if not isinstance(node, (AsyncFunctionDef, FunctionDef, ClassDef, Module)):
        raise TypeError("%r can't have docstrings" % (node.__class__.__name__))
    if not (node.body and isinstance(node.body[0], Expr)):
        return None
    value = node.body[0].value
    if not (isinstance(value, Constant) and isinstance(value.value, str)):
        return None
    if clean:
        import inspect
        return inspect.cleandoc(value.value)
    return value.value


def get_source_segment(source, node, *, padded=False):
    try:
        if node.end_lineno is None or node.end_col_offset is None:
            return None
        first, last = node.lineno - 1, node.end_lineno - 1
        start, end = node.col_offset, node.end_col_offset
    except AttributeError:
        return None
    lines = source.splitlines(True)
    if first == last:
        return lines[first].encode()[start:end].decode()
    pad = ''
    if padded:
        pad = ''.join(c if c in '\f\t' else ' ' for c in lines[first].encode()[:start].decode())
    return pad + lines[first].encode()[start:].decode() + ''.join(lines[first + 1:last]) + lines[last].encode()[:end].decode()


def walk(node):
    level = [node]
    while level:
        below = []
        for n in level:
            below += iter_child_nodes(n)
            yield n
        level = below


_old_visitors = [(bool, 'NameConstant'), (type(None), 'NameConstant'), (int, 'Num'), (float, 'Num'), (complex, 'Num'), (str, 'Str'), (bytes, 'Bytes'),
                 (type(...), 'Ellipsis')]


class NodeVisitor:
    """Calls visit_<class> for nodes."""

    def visit(self, node):
        return getattr(self, 'visit_' + node.__class__.__name__, self.generic_visit)(node)

    def generic_visit(self, node):
        for child in iter_child_nodes(node):
            self.visit(child)

    def visit_Constant(self, node):
        for cls, name in _old_visitors:
            if isinstance(node.value, cls):
                visitor = getattr(self, 'visit_' + name, None)
                if visitor is not None:
                    return visitor(node)
                break
        return self.generic_visit(node)


class NodeTransformer(NodeVisitor):
    """Puts what the visitors return in the place of nodes; None takes one away."""

    def generic_visit(self, node):
        for field, old in iter_fields(node):
            if isinstance(old, list):
                new = []
                for value in old:
                    value = self.visit(value) if isinstance(value, AST) else [value]
                    new += () if value is None else [value] if isinstance(value, AST) else value
                old[:] = new
            elif isinstance(old, AST):
                new = self.visit(old)
                if new is None:
                    delattr(node, field)
                else:
                    setattr(node, field, new)
        return node


_binary = {'Add': ('+', 12), 'Sub': ('-', 12), 'Mult': ('*', 13), 'MatMult': ('@', 13), 'Div': ('/', 13), 'Mod': ('%', 13), 'FloorDiv': ('//', 13),
           'LShift': ('<<', 11), 'RShift': ('>>', 11), 'BitOr': ('|', 8), 'BitXor': ('^', 9), 'BitAnd': ('&', 10), 'Pow': ('**', 15)}
_compare = {'Eq': '==', 'NotEq': '!=', 'Lt': '<', 'LtE': '<=', 'Gt': '>', 'GtE': '>=', 'Is': 'is', 'IsNot': 'is not', 'In': 'in', 'NotIn': 'not in'}
_unary = {'Invert': ('~', 14), 'Not': ('not ', 6), 'UAdd': ('+', 14), 'USub': ('-', 14)}
# Precedence: 0 named, 1 tuple, 2 yield, 3 test, 4 or, 5 and, 6 not, 7 compare, 8.. operators, 14 factor, 15 power, 16 await, 17 atom


class _Unparser:
    # Writes source for a tree.

    def __init__(self):
        self.lines = []
        self.depth = 0

    def line(self, text):
        self.lines.append('    ' * self.depth + text)

    def body(self, stmts):
        self.depth += 1
        for s in stmts:
            self.stmt(s)
        self.depth -= 1

    def documented(self, node):
        # The body of a module, class or function, whose docstring keeps its form.
        stmts = node.body
        if stmts and isinstance(stmts[0], Expr) and isinstance(stmts[0].value, Constant) and isinstance(stmts[0].value.value, str):
            self.line(self.docstring(stmts[0].value.value))
            stmts = stmts[1:]
        for s in stmts:
            self.stmt(s)

    def docstring(self, s):
        out = s.replace('\\', '\\\\')
        quote = '"""'
        if '"""' in out:
            quote = "'''" if "'''" not in out else '"""'
            if quote == '"""':
                out = out.replace('"""', '\\"\\"\\"')
        elif out.endswith('"'):
            out = out[:-1] + '\\"'
        return quote + ''.join(c if c.isprintable() or c == '\n' else repr(c)[1:-1] for c in out) + quote

    def stmt(self, s):
        getattr(self, 'do_' + type(s).__name__)(s)

    def do_Expr(self, s):
        self.line(self.expr(s.value, 2))

    def do_Pass(self, s):
        self.line('pass')

    def do_Break(self, s):
        self.line('break')

    def do_Continue(self, s):
        self.line('continue')

    def do_Return(self, s):
        self.line('return' + (' ' + self.expr(s.value) if s.value else ''))

    def do_Delete(self, s):
        self.line('del ' + ', '.join(self.expr(t) for t in s.targets))

    def do_Assign(self, s):
        self.line(''.join(self.expr(t) + ' = ' for t in s.targets) + self.expr(s.value))

    def do_AugAssign(self, s):
        self.line('%s %s= %s' % (self.expr(s.target), _binary[type(s.op).__name__][0], self.expr(s.value)))

    def do_AnnAssign(self, s):
        target = self.expr(s.target)
        if not s.simple and isinstance(s.target, Name):
            target = '(%s)' % target
        self.line('%s: %s%s' % (target, self.expr(s.annotation), ' = ' + self.expr(s.value) if s.value else ''))

    def do_Raise(self, s):
        text = 'raise'
        if s.exc:
            text += ' ' + self.expr(s.exc)
        if s.cause:
            text += ' from ' + self.expr(s.cause)
        self.line(text)

    def do_Assert(self, s):
        self.line('assert %s%s' % (self.expr(s.test), ', ' + self.expr(s.msg) if s.msg else ''))

    def do_Global(self, s):
        self.line('global ' + ', '.join(s.names))

    def do_Nonlocal(self, s):
        self.line('nonlocal ' + ', '.join(s.names))

    def alias(self, a):
        return a.name + (' as ' + a.asname if a.asname else '')

    def do_Import(self, s):
        self.line('import ' + ', '.join(map(self.alias, s.names)))

    def do_ImportFrom(self, s):
        self.line('from %s%s import %s' % ('.' * (s.level or 0), s.module or '', ', '.join(map(self.alias, s.names))))

    def do_If(self, s, word='if'):
        self.line('%s %s:' % (word, self.expr(s.test)))
        self.body(s.body)
        if len(s.orelse) == 1 and isinstance(s.orelse[0], If):
            self.do_If(s.orelse[0], 'elif')
        elif s.orelse:
            self.line('else:')
            self.body(s.orelse)

    def do_While(self, s):
        self.line('while %s:' % self.expr(s.test))
        self.body(s.body)
        if s.orelse:
            self.line('else:')
            self.body(s.orelse)

    def do_For(self, s, word='for'):
        self.line('%s %s in %s:' % (word, self.expr(s.target, 1), self.expr(s.iter)))
        self.body(s.body)
        if s.orelse:
            self.line('else:')
            self.body(s.orelse)

    def do_AsyncFor(self, s):
        self.do_For(s, 'async for')

    def do_With(self, s, word='with'):
        self.line('%s %s:' % (word, ', '.join(self.expr(i.context_expr) + (' as ' + self.expr(i.optional_vars) if i.optional_vars else '') for i in s.items)))
        self.body(s.body)

    def do_AsyncWith(self, s):
        self.do_With(s, 'async with')

    def do_Try(self, s, star=''):
        self.line('try:')
        self.body(s.body)
        for h in s.handlers:
            self.line('except' + star + (' ' + self.expr(h.type) if h.type else '') + (' as ' + h.name if h.name else '') + ':')
            self.body(h.body)
        for word, stmts in (('else', s.orelse), ('finally', s.finalbody)):
            if stmts:
                self.line(word + ':')
                self.body(stmts)

    def do_TryStar(self, s):
        self.do_Try(s, '*')

    def do_FunctionDef(self, s, word='def'):
        self.lines.append('')
        for d in s.decorator_list:
            self.line('@' + self.expr(d))
        self.line('%s %s(%s)%s:' % (word, s.name, self.arguments(s.args), ' -> ' + self.expr(s.returns) if s.returns else ''))
        self.depth += 1
        self.documented(s)
        self.depth -= 1

    def do_AsyncFunctionDef(self, s):
        self.do_FunctionDef(s, 'async def')

    def do_ClassDef(self, s):
        self.lines.append('')
        for d in s.decorator_list:
            self.line('@' + self.expr(d))
        parts = [self.expr(b) for b in s.bases] + [self.keyword(k) for k in s.keywords]
        self.line('class %s%s:' % (s.name, '(%s)' % ', '.join(parts) if parts else ''))
        self.depth += 1
        self.documented(s)
        self.depth -= 1

    def do_Match(self, s):
        self.line('match %s:' % self.expr(s.subject))
        self.depth += 1
        for c in s.cases:
            self.line('case %s%s:' % (self.pattern(c.pattern), ' if ' + self.expr(c.guard) if c.guard else ''))
            self.body(c.body)
        self.depth -= 1

    def pattern(self, p, tight=False):
        name = type(p).__name__
        if name == 'MatchValue':
            return self.expr(p.value)
        if name == 'MatchSingleton':
            return repr(p.value)
        if name == 'MatchSequence':
            return '[%s]' % ', '.join(map(self.pattern, p.patterns))
        if name == 'MatchStar':
            return '*' + (p.name or '_')
        if name == 'MatchMapping':
            parts = ['%s: %s' % (self.expr(k), self.pattern(v)) for k, v in zip(p.keys, p.patterns)]
            return '{%s}' % ', '.join(parts + (['**' + p.rest] if p.rest else []))
        if name == 'MatchClass':
            parts = list(map(self.pattern, p.patterns)) + ['%s=%s' % (k, self.pattern(v)) for k, v in zip(p.kwd_attrs, p.kwd_patterns)]
            return '%s(%s)' % (self.expr(p.cls), ', '.join(parts))
        if name == 'MatchAs':
            if p.name is None:
                return '_'
            if p.pattern is None:
                return p.name
            text = '%s as %s' % (self.pattern(p.pattern, True), p.name)
            return '(%s)' % text if tight else text
        text = ' | '.join(self.pattern(x, True) for x in p.patterns)
        return '(%s)' % text if tight else text

    def arg(self, a):
        return a.arg + (': ' + self.expr(a.annotation) if a.annotation else '')

    def arguments(self, a):
        out = []
        positional = a.posonlyargs + a.args
        defaults = [None] * (len(positional) - len(a.defaults)) + a.defaults
        for i, (p, d) in enumerate(zip(positional, defaults), 1):
            out.append(self.arg(p) + ('=' + self.expr(d) if d else ''))
            if i == len(a.posonlyargs):
                out.append('/')
        if a.vararg:
            out.append('*' + self.arg(a.vararg))
        elif a.kwonlyargs:
            out.append('*')
        for p, d in zip(a.kwonlyargs, a.kw_defaults):
            out.append(self.arg(p) + ('=' + self.expr(d) if d else ''))
        if a.kwarg:
            out.append('**' + self.arg(a.kwarg))
        return ', '.join(out)

    def keyword(self, k):
        return '**' + self.expr(k.value) if k.arg is None else '%s=%s' % (k.arg, self.expr(k.value))

    def expr(self, e, level=3):
        # The source of an expression; one that binds less than level is put in parentheses.
        text, own = getattr(self, 'is_' + type(e).__name__)(e)
        return '(%s)' % text if own < level else text

    def is_Name(self, e):
        return e.id, 17

    def is_Constant(self, e):
        v = e.value
        if v is ...:
            return '...', 17
        if isinstance(v, (float, complex)):
            return repr(v).replace('inf', '1e309').replace('nan', '(1e309-1e309)'), 17
        return ('u' if e.kind == 'u' else '') + repr(v), 17

    def is_Attribute(self, e):
        text = self.expr(e.value, 17)
        if isinstance(e.value, Constant) and isinstance(e.value.value, int):
            text += ' '
        return text + '.' + e.attr, 17

    def is_Call(self, e):
        return '%s(%s)' % (self.expr(e.func, 17), ', '.join([self.expr(a, 2) if not isinstance(a, NamedExpr) else self.expr(a) for a in e.args] + [self.keyword(k) for k in e.keywords])), 17

    def is_Subscript(self, e):
        if isinstance(e.slice, Tuple) and e.slice.elts:
            inner = self.items(e.slice.elts)
        else:
            inner = self.expr(e.slice)
        return '%s[%s]' % (self.expr(e.value, 17), inner), 17

    def items(self, elts):
        return self.expr(elts[0], 2) + ',' if len(elts) == 1 else ', '.join(self.expr(x, 2) for x in elts)

    def is_Slice(self, e):
        text = (self.expr(e.lower) if e.lower else '') + ':' + (self.expr(e.upper) if e.upper else '')
        return text + (':' + self.expr(e.step) if e.step else ''), 17

    def is_Starred(self, e):
        return '*' + self.expr(e.value, 8), 17

    def is_Tuple(self, e):
        if not e.elts:
            return '()', 17
        return self.items(e.elts), 1

    def is_List(self, e):
        return '[%s]' % ', '.join(self.expr(x, 2) for x in e.elts), 17

    def is_Set(self, e):
        return '{%s}' % ', '.join(self.expr(x, 2) for x in e.elts) if e.elts else '{*()}', 17

    def is_Dict(self, e):
        return '{%s}' % ', '.join('**' + self.expr(v, 8) if k is None else '%s: %s' % (self.expr(k), self.expr(v)) for k, v in zip(e.keys, e.values)), 17

    def generators(self, list_):
        out = ''
        for c in list_:
            out += '%s for %s in %s' % (' async' if c.is_async else '', self.expr(c.target, 1), self.expr(c.iter, 4))
            for test in c.ifs:
                out += ' if ' + self.expr(test, 4)
        return out

    def is_ListComp(self, e):
        return '[%s%s]' % (self.expr(e.elt), self.generators(e.generators)), 17

    def is_SetComp(self, e):
        return '{%s%s}' % (self.expr(e.elt), self.generators(e.generators)), 17

    def is_GeneratorExp(self, e):
        return '(%s%s)' % (self.expr(e.elt), self.generators(e.generators)), 17

    def is_DictComp(self, e):
        return '{%s: %s%s}' % (self.expr(e.key), self.expr(e.value), self.generators(e.generators)), 17

    def is_NamedExpr(self, e):
        return '%s := %s' % (e.target.id, self.expr(e.value, 17)), 0

    def is_Lambda(self, e):
        args = self.arguments(e.args)
        return 'lambda%s: %s' % (' ' + args if args else '', self.expr(e.body, 3)), 3

    def is_IfExp(self, e):
        return '%s if %s else %s' % (self.expr(e.body, 4), self.expr(e.test, 4), self.expr(e.orelse, 3)), 3

    def is_BoolOp(self, e):
        word, own = ('and', 5) if isinstance(e.op, And) else ('or', 4)
        return (' %s ' % word).join(self.expr(v, own + i) for i, v in enumerate(e.values, 1)), own

    def is_UnaryOp(self, e):
        text, own = _unary[type(e.op).__name__]
        return text + self.expr(e.operand, own), own

    def is_BinOp(self, e):
        text, own = _binary[type(e.op).__name__]
        if text == '**':
            return '%s ** %s' % (self.expr(e.left, own + 1), self.expr(e.right, own)), own
        return '%s %s %s' % (self.expr(e.left, own), text, self.expr(e.right, own + 1)), own

    def is_Compare(self, e):
        out = self.expr(e.left, 8)
        for op, right in zip(e.ops, e.comparators):
            out += ' %s %s' % (_compare[type(op).__name__], self.expr(right, 8))
        return out, 7

    def is_Await(self, e):
        return 'await ' + self.expr(e.value, 17), 16

    def is_Yield(self, e):
        return 'yield' + (' ' + self.expr(e.value) if e.value else ''), 2

    def is_YieldFrom(self, e):
        return 'yield from ' + self.expr(e.value, 17), 2

    def fstring(self, e):
        # The inside of an f-string.
        out = ''
        for v in e.values:
            if isinstance(v, Constant):
                out += v.value.replace('{', '{{').replace('}', '}}')
            elif isinstance(v, JoinedStr):
                out += self.fstring(v)
            else:
                text = self.expr(v.value, 3)
                if '\\' in text:
                    raise ValueError('Unable to avoid backslash in f-string expression part')
                out += '{' + (' ' if text[:1] == '{' else '') + text
                if v.conversion != -1:
                    out += '!' + chr(v.conversion)
                if v.format_spec:
                    out += ':' + self.fstring(v.format_spec)
                out += '}'
        return out

    def is_JoinedStr(self, e):
        inside = self.fstring(e)
        parts = ''.join(self.expr(v.value) for v in e.values if isinstance(v, FormattedValue))
        for quote in ("'", '"', '"""', "'''"):
            if quote not in parts and (len(quote) == 3 or '\n' not in parts):
                escaped = inside.replace('\\', '\\\\').replace('\n', '\\n').replace('\t', '\\t')
                if quote in escaped:
                    if any(q not in inside for q in ("'", '"', '"""', "'''") if q not in parts):
                        continue
                    escaped = escaped.replace(quote, '\\' + quote)
                return 'f' + quote + escaped + quote, 17
        raise ValueError('Unable to avoid backslash in f-string expression part')

    is_FormattedValue = lambda self, e: self.is_JoinedStr(JoinedStr([e]))


def unparse(ast_obj):
    u = _Unparser()
    if isinstance(ast_obj, (Module, Interactive)):
        u.documented(ast_obj)
    elif isinstance(ast_obj, Expression):
        return u.expr(ast_obj.body)
    elif isinstance(ast_obj, stmt):
        u.stmt(ast_obj)
    elif isinstance(ast_obj, arguments):
        return u.arguments(ast_obj)
    elif isinstance(ast_obj, arg):
        return u.arg(ast_obj)
    elif isinstance(ast_obj, keyword):
        return u.keyword(ast_obj)
    elif isinstance(ast_obj, pattern):
        return u.pattern(ast_obj)
    else:
        return u.expr(ast_obj)
    return '\n'.join(u.lines).lstrip('\n')
