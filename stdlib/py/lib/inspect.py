"""Looks at live objects: what they are, their parameters, their source."""

import enum as _enum
import linecache
import os as _os
import re as _re
import sys as _sys
import types as _types
from collections import OrderedDict, namedtuple as _namedtuple
from _knead_inspect import block as _block, class_line as _class_line, params as _params, frame as _frame

CO_OPTIMIZED, CO_NEWLOCALS, CO_VARARGS, CO_VARKEYWORDS, CO_NESTED, CO_GENERATOR, CO_NOFREE = 1, 2, 4, 8, 16, 32, 64
CO_COROUTINE, CO_ITERABLE_COROUTINE, CO_ASYNC_GENERATOR = 128, 256, 512
TPFLAGS_IS_ABSTRACT = 1 << 20


def ismodule(object):
    return isinstance(object, _types.ModuleType)


def isclass(object):
    return isinstance(object, type)


def ismethod(object):
    return isinstance(object, _types.MethodType) and not isbuiltin(object)


def isfunction(object):
    return isinstance(object, _types.FunctionType)


def isbuiltin(object):
    return isinstance(object, _types.BuiltinFunctionType) or isinstance(object, _types.MethodType) and isinstance(object.__func__, _types.BuiltinFunctionType)


def isroutine(object):
    return isbuiltin(object) or isfunction(object) or ismethod(object) or ismethoddescriptor(object)


def ismethoddescriptor(object):
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    tp = type(object)
    return hasattr(tp, '__get__') and not hasattr(tp, '__set__')


def isdatadescriptor(object):
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    tp = type(object)
    return hasattr(tp, '__set__') or hasattr(tp, '__delete__') or isinstance(object, property)


def isgetsetdescriptor(object):
    return isinstance(object, _types.GetSetDescriptorType)


def ismemberdescriptor(object):
    return isinstance(object, _types.MemberDescriptorType)


def isgeneratorfunction(object):
    object = _unwrap_partial(object)
    return isfunction(object) and bool(object.__code__.co_flags & CO_GENERATOR)


def isgenerator(object):
    return isinstance(object, _types.GeneratorType)


def iscoroutinefunction(object):
    return False


iscoroutine = isawaitable = isasyncgen = isasyncgenfunction = iscoroutinefunction


def istraceback(object):
    return isinstance(object, _types.TracebackType)


def isframe(object):
    return isinstance(object, _types.FrameType)


def iscode(object):
    return isinstance(object, _types.CodeType)


def isabstract(object):
    return isclass(object) and bool(getattr(object, '__abstractmethods__', None))


def _unwrap_partial(f):
    import functools
    if ismethod(f):
        f = f.__func__
    while isinstance(f, functools.partial):
        f = f.func
    return f


def getmro(cls):
    return cls.__mro__


def unwrap(func, *, stop=None):
    seen = {id(func): func}
    first = func
    while hasattr(func, '__wrapped__') and not isclass(func) and not (stop is not None and stop(func)):
        func = func.__wrapped__
        if id(func) in seen:
            raise ValueError('wrapper loop when unwrapping {!r}'.format(first))
        seen[id(func)] = func
    return func


def getmembers(object, predicate=None):
    results, names = [], dir(object)
    if isclass(object):
        for base in object.__bases__:
            for k, v in base.__dict__.items():
                if isinstance(v, _types.DynamicClassAttribute):
                    names.append(k)
    seen = set()
    for name in names:
        try:
            value = getattr(object, name)
            if name in seen:
                raise AttributeError
        except AttributeError:
            for base in getmro(object) if isclass(object) else ():
                if name in base.__dict__:
                    value = base.__dict__[name]
                    break
            else:
                continue
        if not predicate or predicate(value):
            results.append((name, value))
        seen.add(name)
    results.sort(key=lambda pair: pair[0])
    return results


def getmembers_static(object, predicate=None):
    return [(n, v) for n, v in ((name, getattr_static(object, name, None)) for name in dir(object)) if not predicate or predicate(v)]


_missing = object()


def getattr_static(obj, attr, default=_missing):
    if not isclass(obj):
        values = getattr(obj, '__dict__', {})
        if attr in values:
            return values[attr]
    for cls in (obj if isclass(obj) else type(obj)).__mro__:
        if attr in cls.__dict__:
            return cls.__dict__[attr]
    if default is not _missing:
        return default
    raise AttributeError(attr)


# Source

def getfile(object):
    if ismodule(object) or isclass(object):
        home = getattr(object, '__module__', None) if isclass(object) else None
        file = getattr(_sys.modules.get(home) if isclass(object) else object, '__file__', None)
        if file:
            return file
        if home == '__main__':
            raise OSError('source code not available')
        raise TypeError('%r is a built-in %s' % (object, 'class' if isclass(object) else 'module'))
    code = _code_of(object)
    if code is not None:
        return code.co_filename
    raise TypeError('module, class, method, function, traceback, frame, or code object was expected, got {}'.format(type(object).__name__))


def _code_of(object):
    for is_one, inner in (ismethod, '__func__'), (isfunction, '__code__'), (istraceback, 'tb_frame'), (isframe, 'f_code'):
        if is_one(object):
            object = getattr(object, inner)
    return object if iscode(object) else None


def getmodulename(path):
    name = _os.path.basename(path)
    return name[:-3] if name.endswith('.py') else None


def getsourcefile(object):
    filename = getfile(object)
    if filename.endswith('.pyc'):
        filename = filename[:-1]
    if filename.endswith('.so'):
        return None
    if _os.path.exists(filename) or filename in linecache.cache:
        return filename
    return None


def getabsfile(object, _filename=None):
    return _os.path.normcase(_os.path.abspath(_filename or getsourcefile(object) or getfile(object)))


def getmodule(object, _filename=None):
    if ismodule(object):
        return object
    if hasattr(object, '__module__'):
        return _sys.modules.get(object.__module__)
    try:
        file = getabsfile(object, _filename)
    except (TypeError, FileNotFoundError):
        return None
    for module in list(_sys.modules.values()):
        if ismodule(module) and getattr(module, '__file__', None) and _os.path.abspath(module.__file__) == file:
            return module
    main = _sys.modules.get('__main__')
    name = getattr(object, '__name__', None)
    if main is not None and name is not None and getattr(main, name, None) is object:
        return main
    return None


_definition = _re.compile(r'^(\s*def\s)|(\s*async\s+def\s)|(.*(?<!\w)lambda(:|\s))|^(\s*@)')


def findsource(object):
    file = getsourcefile(object)
    if not file:
        file = getfile(object)
        if not (file.startswith('<') and file.endswith('>')):
            raise OSError('source code not available')
    lines = linecache.getlines(file)
    if not lines:
        raise OSError('could not get source code')
    if ismodule(object):
        return lines, 0
    if isclass(object):
        at = _class_line(''.join(lines), object.__qualname__)
        if at < 0:
            raise OSError('could not find class definition')
        return lines, at
    code = _code_of(object)
    if code is None:
        raise OSError('could not find code object')
    at = code.co_firstlineno - 1
    while at > 0:
        if at >= len(lines):
            raise OSError('lineno is out of bounds')
        if _definition.match(lines[at]):
            break
        at -= 1
    return lines, at


def getblock(lines):
    return lines[:_block(lines)]


def getsourcelines(object):
    object = unwrap(object)
    lines, at = findsource(object)
    if istraceback(object):
        object = object.tb_frame
    if ismodule(object) or isframe(object) and object.f_code.co_name == '<module>':
        return lines, 0
    return getblock(lines[at:]), at + 1


def getsource(object):
    return ''.join(getsourcelines(object)[0])


def getcomments(object):
    try:
        lines, at = findsource(object)
    except (OSError, TypeError):
        return None
    if ismodule(object):
        start = 1 if lines and lines[0][:2] == '#!' else 0
        while start < len(lines) and lines[start].strip() in ('', '#'):
            start += 1
        end = start
        while end < len(lines) and lines[end][:1] == '#':
            end += 1
        return ''.join(line.expandtabs() for line in lines[start:end]) if end > start else None
    indent = indentsize(lines[at])
    start = at
    while start > 0 and lines[start - 1].lstrip()[:1] == '#' and indentsize(lines[start - 1]) == indent:
        start -= 1
    comments = [line.expandtabs().lstrip() for line in lines[start:at]]
    while comments and comments[0].strip() == '#':
        del comments[0]
    while comments and comments[-1].strip() == '#':
        del comments[-1]
    return ''.join(comments) if start < at else None


def indentsize(line):
    expanded = line.expandtabs()
    return len(expanded) - len(expanded.lstrip())


# Documentation

def cleandoc(doc):
    lines = doc.expandtabs().split('\n')
    margin = min((len(line) - len(line.lstrip()) for line in lines[1:] if line.lstrip()), default=None)
    if lines:
        lines[0] = lines[0].lstrip()
    if margin is not None:
        lines[1:] = [line[margin:] for line in lines[1:]]
    filled = [i for i, line in enumerate(lines) if line]
    return '\n'.join(lines[filled[0]:filled[-1] + 1] if filled else [])


def getdoc(object):
    doc = getattr(object, '__doc__', None)
    if doc is None and isclass(object):
        for base in object.__mro__[1:]:
            if base is not type and base.__doc__ is not None:
                doc = base.__doc__
                break
    elif doc is None and ismethod(object):
        owner = object.__self__ if isclass(object.__self__) else type(object.__self__)
        for base in owner.__mro__:
            found = getattr(base.__dict__.get(object.__name__), '__doc__', None)
            if found is not None:
                doc = found
                break
    return cleandoc(doc) if isinstance(doc, str) else None


# Parameters

class _empty:
    """What stands for a default or an annotation that is not there."""


class _ParameterKind(_enum.IntEnum):
    POSITIONAL_ONLY = 0, 'positional-only'
    POSITIONAL_OR_KEYWORD = 1, 'positional or keyword'
    VAR_POSITIONAL = 2, 'variadic positional'
    KEYWORD_ONLY = 3, 'keyword-only'
    VAR_KEYWORD = 4, 'variadic keyword'

    def __new__(cls, value, description):
        kind = int.__new__(cls, value)
        kind._value_, kind.description = value, description
        return kind

    def __str__(self):
        return self.name


def formatannotation(annotation, base_module=None):
    if getattr(annotation, '__module__', None) == 'typing':
        return repr(annotation).replace('typing.', '')
    if isinstance(annotation, type):
        if annotation.__module__ in ('builtins', base_module):
            return annotation.__qualname__
        return annotation.__module__ + '.' + annotation.__qualname__
    return repr(annotation)


class Parameter:
    """A parameter of a function."""

    __slots__ = ('_name', '_kind', '_default', '_annotation')

    POSITIONAL_ONLY, POSITIONAL_OR_KEYWORD, VAR_POSITIONAL, KEYWORD_ONLY, VAR_KEYWORD = _ParameterKind
    empty = _empty

    def __init__(self, name, kind, *, default=_empty, annotation=_empty):
        self._kind = _ParameterKind(kind)
        if default is not _empty and self._kind in (self.VAR_POSITIONAL, self.VAR_KEYWORD):
            raise ValueError('{} parameters cannot have default values'.format(self._kind.description))
        if not isinstance(name, str):
            raise TypeError('name must be a str, not a {}'.format(type(name).__name__))
        if not name.isidentifier() and name[:1] != '.':
            raise ValueError('{!r} is not a valid parameter name'.format(name))
        self._name, self._default, self._annotation = name, default, annotation

    name = property(lambda self: self._name)
    default = property(lambda self: self._default)
    annotation = property(lambda self: self._annotation)
    kind = property(lambda self: self._kind)

    def replace(self, *, name=None, kind=None, annotation=True, default=True):
        return type(self)(self._name if name is None else name, self._kind if kind is None else kind,
                          default=self._default if default is True else default,
                          annotation=self._annotation if annotation is True else annotation)

    def __str__(self):
        s = self._name
        if self._annotation is not _empty:
            s += ': ' + formatannotation(self._annotation)
        if self._default is not _empty:
            s += (' = ' if self._annotation is not _empty else '=') + repr(self._default)
        if self._kind == self.VAR_POSITIONAL:
            return '*' + s
        if self._kind == self.VAR_KEYWORD:
            return '**' + s
        return s

    def __repr__(self):
        return '<{} "{}">'.format(self.__class__.__name__, self)

    def __hash__(self):
        return hash((self._name, self._kind, self._annotation, self._default))

    def __eq__(self, other):
        if not isinstance(other, Parameter):
            return NotImplemented
        return (self._name, self._kind, self._default, self._annotation) == (other._name, other._kind, other._default, other._annotation)


class BoundArguments:
    """Arguments as a signature takes them."""

    def __init__(self, signature, arguments):
        self.arguments = arguments
        self._signature = signature

    signature = property(lambda self: self._signature)

    @property
    def args(self):
        out = []
        for name, p in self._signature.parameters.items():
            if p.kind in (Parameter.VAR_KEYWORD, Parameter.KEYWORD_ONLY) or name not in self.arguments:
                break
            if p.kind == Parameter.VAR_POSITIONAL:
                out.extend(self.arguments[name])
            else:
                out.append(self.arguments[name])
        return tuple(out)

    @property
    def kwargs(self):
        out, started = {}, False
        for name, p in self._signature.parameters.items():
            if not started:
                if p.kind in (Parameter.VAR_KEYWORD, Parameter.KEYWORD_ONLY):
                    started = True
                elif name not in self.arguments:
                    started = True
                    continue
            if not started or name not in self.arguments:
                continue
            if p.kind == Parameter.VAR_KEYWORD:
                out.update(self.arguments[name])
            else:
                out[name] = self.arguments[name]
        return out

    def apply_defaults(self):
        out = {}
        for name, p in self._signature.parameters.items():
            if name in self.arguments:
                out[name] = self.arguments[name]
            elif p.default is not _empty:
                out[name] = p.default
            elif p.kind == Parameter.VAR_POSITIONAL:
                out[name] = ()
            elif p.kind == Parameter.VAR_KEYWORD:
                out[name] = {}
        self.arguments = out

    def __eq__(self, other):
        if not isinstance(other, BoundArguments):
            return NotImplemented
        return self.signature == other.signature and self.arguments == other.arguments

    def __repr__(self):
        return '<{} ({})>'.format(self.__class__.__name__, ', '.join('{}={!r}'.format(*item) for item in self.arguments.items()))


class Signature:
    """The parameters of a function, and what it returns."""

    _parameter_cls = Parameter
    empty = _empty

    def __init__(self, parameters=None, *, return_annotation=_empty):
        self._parameters = _types.MappingProxyType(OrderedDict((p.name, p) for p in parameters or ()))
        self._return_annotation = return_annotation

    parameters = property(lambda self: self._parameters)
    return_annotation = property(lambda self: self._return_annotation)

    @classmethod
    def from_callable(cls, obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
        return _signature(obj, follow_wrapped)

    def replace(self, *, parameters=True, return_annotation=True):
        return type(self)(list(self.parameters.values()) if parameters is True else parameters,
                          return_annotation=self._return_annotation if return_annotation is True else return_annotation)

    def __eq__(self, other):
        if not isinstance(other, Signature):
            return NotImplemented
        return list(self.parameters.values()) == list(other.parameters.values()) and self.return_annotation == other.return_annotation

    def __hash__(self):
        return hash(tuple(self.parameters.values()))

    def _bind(self, args, kwargs, partial=False):
        arguments, args, kwargs = {}, list(args), dict(kwargs)
        for name, p in self.parameters.items():
            if p.kind == Parameter.VAR_POSITIONAL:
                if args:
                    arguments[name] = tuple(args)
                args = []
            elif p.kind == Parameter.VAR_KEYWORD:
                if kwargs:
                    arguments[name] = kwargs
                kwargs = {}
            elif args and p.kind != Parameter.KEYWORD_ONLY:
                if name in kwargs and p.kind != Parameter.POSITIONAL_ONLY:
                    raise TypeError('multiple values for argument {arg!r}'.format(arg=name))
                arguments[name] = args.pop(0)
            elif name in kwargs and p.kind != Parameter.POSITIONAL_ONLY:
                arguments[name] = kwargs.pop(name)
            elif p.default is _empty and not partial:
                raise TypeError('missing a required argument: {arg!r}'.format(arg=name))
        if args:
            raise TypeError('too many positional arguments')
        if kwargs:
            raise TypeError('got an unexpected keyword argument {arg!r}'.format(arg=next(iter(kwargs))))
        return BoundArguments(self, arguments)

    def bind(self, /, *args, **kwargs):
        return self._bind(args, kwargs)

    def bind_partial(self, /, *args, **kwargs):
        return self._bind(args, kwargs, True)

    def __str__(self):
        out, slash, star = [], False, True
        for p in self.parameters.values():
            if p.kind == Parameter.POSITIONAL_ONLY:
                slash = True
            elif slash:
                out.append('/')
                slash = False
            if p.kind == Parameter.VAR_POSITIONAL:
                star = False
            elif p.kind == Parameter.KEYWORD_ONLY and star:
                out.append('*')
                star = False
            out.append(str(p))
        if slash:
            out.append('/')
        s = '({})'.format(', '.join(out))
        if self.return_annotation is not _empty:
            s += ' -> ' + formatannotation(self.return_annotation)
        return s

    def __repr__(self):
        return '<{} {}>'.format(self.__class__.__name__, self)


def _of_function(func):
    notes = getattr(func, '__annotations__', None) or {}
    parameters = []
    for name, kind, default, has in _params(func):
        parameters.append(Parameter(name, kind, default=default if has else _empty, annotation=notes.get(name, _empty)))
    return Signature(parameters, return_annotation=notes.get('return', _empty))


def _without_first(sig):
    parameters = list(sig.parameters.values())
    if parameters and parameters[0].kind in (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD):
        parameters = parameters[1:]
    elif not parameters or parameters[0].kind != Parameter.VAR_POSITIONAL:
        raise ValueError('invalid method signature')
    return sig.replace(parameters=parameters)


def _signature(obj, follow_wrapped=True):
    import functools
    if not callable(obj):
        raise TypeError('{!r} is not a callable object'.format(obj))
    if ismethod(obj):
        return _without_first(_signature(obj.__func__, follow_wrapped))
    if follow_wrapped:
        obj = unwrap(obj, stop=lambda f: hasattr(f, '__signature__') or ismethod(f))
        if ismethod(obj):
            return _signature(obj, follow_wrapped)
    sig = getattr(obj, '__signature__', None)
    if isinstance(sig, Signature):
        return sig
    if isfunction(obj):
        return _of_function(obj)
    if isinstance(obj, functools.partial):
        return _of_partial(obj, _signature(obj.func, follow_wrapped))
    if isclass(obj):
        for name, skip in (('__call__', type(obj)), ('__new__', obj), ('__init__', obj)):
            if name == '__call__':
                method = type(obj).__dict__.get('__call__') if type(obj) is not type else None
            else:
                method = getattr(obj, name, None)
            if isinstance(method, staticmethod):
                method = method.__func__
            if isfunction(method):
                return _without_first(_signature(method, follow_wrapped))
        if obj.__init__ is object.__init__ and obj.__new__ is object.__new__:
            return Signature([])
        raise ValueError('no signature found for builtin type {!r}'.format(obj))
    call = getattr(type(obj), '__call__', None)
    if isfunction(call):
        return _without_first(_signature(call, follow_wrapped))
    raise ValueError('no signature found for builtin {!r}'.format(obj))


def _of_partial(part, sig):
    try:
        bound = sig.bind_partial(*part.args, **part.keywords)
    except TypeError as e:
        raise ValueError('partial object {!r} has incorrect arguments'.format(part)) from e
    out, keyword = [], False
    for name, p in sig.parameters.items():
        if name in part.keywords and p.kind != Parameter.POSITIONAL_ONLY:
            keyword = True
            out.append(p.replace(default=part.keywords[name], kind=Parameter.KEYWORD_ONLY))
        elif name in bound.arguments and p.kind not in (Parameter.VAR_KEYWORD, Parameter.VAR_POSITIONAL):
            continue
        elif keyword and p.kind == Parameter.POSITIONAL_OR_KEYWORD:
            out.append(p.replace(kind=Parameter.KEYWORD_ONLY))
        elif keyword and p.kind == Parameter.VAR_POSITIONAL:
            continue
        else:
            out.append(p)
    return sig.replace(parameters=out)


def signature(obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
    return _signature(obj, follow_wrapped)


FullArgSpec = _namedtuple('FullArgSpec', 'args, varargs, varkw, defaults, kwonlyargs, kwonlydefaults, annotations')
ArgInfo = _namedtuple('ArgInfo', 'args varargs keywords locals')
Arguments = _namedtuple('Arguments', 'args, varargs, varkw')


def getfullargspec(func):
    try:
        sig = _signature(func.__func__ if ismethod(func) else func, False)
    except Exception as e:
        raise TypeError('unsupported callable') from e
    args, varargs, varkw, defaults, kwonly, kwdefaults, notes = [], None, None, (), [], {}, {}
    for name, p in sig.parameters.items():
        if p.kind in (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD):
            args.append(name)
            if p.default is not _empty:
                defaults += (p.default,)
        elif p.kind == Parameter.VAR_POSITIONAL:
            varargs = name
        elif p.kind == Parameter.KEYWORD_ONLY:
            kwonly.append(name)
            if p.default is not _empty:
                kwdefaults[name] = p.default
        else:
            varkw = name
        if p.annotation is not _empty:
            notes[name] = p.annotation
    if sig.return_annotation is not _empty:
        notes['return'] = sig.return_annotation
    return FullArgSpec(args, varargs, varkw, defaults or None, kwonly, kwdefaults or None, notes)


def getargs(co):
    names = list(co.co_varnames)
    n, k = co.co_argcount, co.co_kwonlyargcount
    args, rest = names[:n] + names[n:n + k], names[n + k:]
    varargs = rest.pop(0) if co.co_flags & CO_VARARGS else None
    return Arguments(args, varargs, rest.pop(0) if co.co_flags & CO_VARKEYWORDS else None)


def getcallargs(func, /, *positional, **named):
    bound = signature(func).bind(*positional, **named)
    bound.apply_defaults()
    return dict(bound.arguments)


def get_annotations(obj, *, globals=None, locals=None, eval_str=False):
    return dict(getattr(obj, '__annotations__', None) or {})


# Frames

FrameInfo = _namedtuple('FrameInfo', 'frame filename lineno function code_context index')
Traceback = _namedtuple('Traceback', 'filename lineno function code_context index')


currentframe = _frame


def getframeinfo(frame, context=1):
    line = frame.tb_lineno if istraceback(frame) else frame.f_lineno
    if istraceback(frame):
        frame = frame.tb_frame
    code = frame.f_code
    lines = linecache.getlines(code.co_filename)
    text = [lines[line - 1]] if context and 0 < line <= len(lines) else None
    return Traceback(code.co_filename, line, code.co_name, text, 0 if text else None)


def getouterframes(frame, context=1):
    out = []
    while frame is not None:
        out.append(FrameInfo(frame, *getframeinfo(frame, context)))
        frame = frame.f_back
    return out


def stack(context=1):
    return getouterframes(_frame(1), context)


def trace(context=1):
    out, tb = [], _sys.exc_info()[2]
    while tb is not None:
        out.append(FrameInfo(tb.tb_frame, *getframeinfo(tb, context)))
        tb = tb.tb_next
    return out


def getgeneratorlocals(generator):
    return {}


GEN_CREATED, GEN_RUNNING, GEN_SUSPENDED, GEN_CLOSED = 'GEN_CREATED', 'GEN_RUNNING', 'GEN_SUSPENDED', 'GEN_CLOSED'


def classify_class_attrs(cls):
    Attribute = _namedtuple('Attribute', 'name kind defining_class object')
    out = []
    for name in dir(cls):
        for base in cls.__mro__:
            if name in base.__dict__:
                v = base.__dict__[name]
                kind = ('static method' if isinstance(v, staticmethod) else 'class method' if isinstance(v, classmethod) else
                        'property' if isinstance(v, property) else 'method' if isroutine(v) else 'data')
                out.append(Attribute(name, kind, base, v))
                break
    return out
