"""Annotations. They say nothing to the interpreter; they can be made, looked at, compared and derived from."""

import abc as _abc
import collections as _collections
import collections.abc as _cabc
import contextlib as _contextlib
import functools as _functools
import operator as _operator
import re as _re
import sys as _sys
import types as _types

TYPE_CHECKING = False
_NoneType = type(None)
_missing = object()


def _type_repr(x):
    if isinstance(x, (_types.GenericAlias,)):
        return repr(x)
    if isinstance(x, type):
        return x.__qualname__ if x.__module__ == 'builtins' else '%s.%s' % (x.__module__, x.__qualname__)
    if x is ...:
        return '...'
    if isinstance(x, _types.FunctionType):
        return x.__name__
    return repr(x)


def _tuple(x):
    return x if isinstance(x, tuple) else (x,)


def _convert(arg, module=None):
    if arg is None:
        return _NoneType
    return ForwardRef(arg) if isinstance(arg, str) else arg


def _check(arg, msg, special=()):
    arg = _convert(arg)
    if isinstance(arg, _Alias) and arg.__origin__ in (Generic, Protocol):
        raise TypeError('%s is not valid as type argument' % (arg,))
    if arg in (Generic, Protocol):
        raise TypeError('Plain %s is not valid as type argument' % (arg,))
    if arg in (ClassVar, Final) and arg not in special:
        raise TypeError('Plain %s is not valid as type argument' % (arg,))
    if isinstance(arg, tuple):
        raise TypeError('%s Got %.100r.' % (msg, arg))
    return arg


def _parameters(args):
    # The type variables in args, each once.
    out = []
    for a in args:
        if isinstance(a, type):
            continue
        if isinstance(a, (tuple, list)):
            found = _parameters(a)
        elif hasattr(type(a), '__typing_subst__') or isinstance(a, _Variable):
            found = (a,)
        else:
            found = getattr(a, '__parameters__', ())
        out.extend(x for x in found if x not in out)
    return tuple(out)


def _substitute(args, values):
    # args with the type variables in values replaced.
    out = []
    for a in args:
        if isinstance(a, _Variable):
            a = values.get(a, a)
        elif isinstance(a, (tuple, list)):
            a = type(a)(_substitute(a, values))
        elif not isinstance(a, type) or isinstance(a, _types.GenericAlias):
            own = getattr(a, '__parameters__', ())
            if own:
                a = a[tuple(values.get(p, p) for p in own)]
        out.append(a)
    return tuple(out)


class _Or:
    # What can be in a union.

    def __or__(self, other, /):
        return Union[self, other]

    def __ror__(self, other, /):
        return Union[other, self]


class _Form(_Or):
    """A special form: a name that takes types in brackets."""

    def __init__(self, get):
        self._name = get.__name__
        self.__doc__ = get.__doc__
        self._get = get

    def __getattr__(self, name):
        if name in ('__name__', '__qualname__'):
            return self._name
        raise AttributeError(name)

    def __mro_entries__(self, bases):
        raise TypeError('Cannot subclass %r' % (self,))

    def __repr__(self):
        return 'typing.' + self._name

    def __reduce__(self):
        return self._name

    def __call__(self, *args, **kwds):
        raise TypeError('Cannot instantiate %r' % (self,))

    def __instancecheck__(self, obj):
        raise TypeError('%s cannot be used with isinstance()' % (self,))

    def __subclasscheck__(self, cls):
        raise TypeError('%s cannot be used with issubclass()' % (self,))

    def __getitem__(self, parameters):
        return self._get(self, parameters)


def _plain(name):
    # A form that takes no types.
    def get(self, parameters):
        raise TypeError('%s is not subscriptable' % (self,))
    get.__name__ = name
    return _Form(get)


class _AnyMeta(type):
    def __instancecheck__(self, obj):
        if self is Any:
            raise TypeError('typing.Any cannot be used with isinstance()')
        return super().__instancecheck__(obj)

    def __repr__(self):
        return 'typing.Any' if self is Any else super().__repr__()


class Any(metaclass=_AnyMeta):
    def __new__(cls, *args, **kwargs):
        if cls is Any:
            raise TypeError('Any cannot be instantiated')
        return super().__new__(cls, *args, **kwargs)


NoReturn, Never, Self, LiteralString, TypeAlias = map(_plain, ('NoReturn', 'Never', 'Self', 'LiteralString', 'TypeAlias'))


def _single(name):
    # A form that takes one type.
    def get(self, parameters):
        item = _check(parameters, '%s accepts only single type.' % (self,), (ClassVar, Final))
        return _Alias(self, (item,))
    get.__name__ = name
    return _Form(get)


ClassVar = Final = None
ClassVar, Final, TypeGuard, Required, NotRequired = map(_single, ('ClassVar', 'Final', 'TypeGuard', 'Required', 'NotRequired'))


def _flat(parameters):
    out = []
    for p in parameters:
        if isinstance(p, _Union) or isinstance(p, _types.UnionType):
            out.extend(p.__args__)
        else:
            out.append(p)
    return out


def _unique(items):
    out = []
    for x in items:
        if x not in out:
            out.append(x)
    return out


@_Form
def Union(self, parameters):
    """One of several types."""
    if parameters == ():
        raise TypeError('Cannot take a Union of no types.')
    items = _unique(_flat(_check(p, 'Union[arg, ...]: each arg must be a type.') for p in _tuple(parameters)))
    return items[0] if len(items) == 1 else _Union(self, tuple(items))


@_Form
def Optional(self, parameters):
    """A type or None."""
    return Union[_check(parameters, '%s requires a single type.' % (self,)), _NoneType]


@_Form
def Literal(self, *parameters):
    """One of several values."""
    values = parameters[0] if isinstance(parameters[0], tuple) else parameters
    flat = []
    for p in values:
        flat.extend(p.__args__ if isinstance(p, _Literal) else (p,))
    out, seen = [], set()
    for p in flat:
        key = (type(p), p)
        try:
            if key in seen:
                continue
            seen.add(key)
        except TypeError:
            pass
        out.append(p)
    return _Literal(self, tuple(out))


@_Form
def Concatenate(self, parameters):
    """Parameters before others."""
    return _Alias(self, _tuple(parameters))


@_Form
def Unpack(self, parameters):
    """The items of a variable for several types."""
    return _Alias(self, (_check(parameters, 'Unpack accepts only single type.'),))


class ForwardRef(_Or):
    """The text of an annotation."""

    def __init__(self, arg, is_argument=True, module=None, *, is_class=False):
        if not isinstance(arg, str):
            raise TypeError('Forward reference must be a string -- got %r' % (arg,))
        try:
            code = compile(arg, '<string>', 'eval')
        except SyntaxError:
            raise SyntaxError('Forward reference must be an expression -- got %r' % (arg,))
        self.__forward_arg__, self.__forward_code__, self.__forward_module__ = arg, code, module
        self.__forward_evaluated__, self.__forward_value__ = False, None

    def _evaluate(self, globalns, localns):
        names = next((ns for ns in (globalns, localns) if ns is not None), {})
        at = [names if ns is None else ns for ns in (globalns, localns)]
        return _resolve(eval(self.__forward_code__, *at), *at)

    def __eq__(self, other):
        return self.__forward_arg__ == other.__forward_arg__ if isinstance(other, ForwardRef) else NotImplemented

    def __hash__(self):
        return hash(self.__forward_arg__)

    def __repr__(self):
        return 'ForwardRef(%r)' % (self.__forward_arg__,)


def _resolve(t, globalns, localns):
    # t with the texts in it evaluated.
    if isinstance(t, ForwardRef):
        return t._evaluate(globalns, localns)
    if isinstance(t, (_Alias, _types.GenericAlias, _types.UnionType)):
        old = t.__args__
        if isinstance(t, _types.GenericAlias):
            old = tuple(ForwardRef(a) if isinstance(a, str) else a for a in old)
        new = tuple(_resolve(a, globalns, localns) for a in old)
        if new == t.__args__:
            return t
        if isinstance(t, _types.UnionType):
            return _functools.reduce(_operator.or_, new)
        if isinstance(t, _types.GenericAlias):
            return _types.GenericAlias(t.__origin__, new)
        return t.copy_with(new)
    return t


class _Variable(_Or):
    # A type variable of any kind.

    def __mro_entries__(self, bases):
        raise TypeError('Cannot subclass an instance of %s' % type(self).__name__)


class TypeVar(_Variable):
    """A type that is not said yet."""

    def __init__(self, name, *constraints, bound=None, covariant=False, contravariant=False):
        if covariant and contravariant:
            raise ValueError('Bivariant types are not supported.')
        if constraints and bound is not None:
            raise TypeError('Constraints cannot be combined with bound=...')
        if len(constraints) == 1:
            raise TypeError('A single constraint is not allowed')
        self.__name__ = name
        self.__constraints__ = tuple(_convert(c) for c in constraints)
        self.__bound__ = None if bound is None else _convert(bound)
        self.__covariant__, self.__contravariant__ = bool(covariant), bool(contravariant)
        self.__module__ = _caller()

    def __repr__(self):
        return ('+' if self.__covariant__ else '-' if self.__contravariant__ else '~') + self.__name__


def _caller(depth=2):
    try:
        return _sys._getframe(depth).f_globals.get('__name__', '__main__')
    except ValueError:
        return None


class ParamSpecArgs(_Or):
    def __init__(self, origin):
        self.__origin__ = origin

    def __eq__(self, other):
        return self.__origin__ == other.__origin__ if type(self) is type(other) else NotImplemented

    __hash__ = None

    def __repr__(self):
        return '%s.%s' % (self.__origin__.__name__, type(self).__name__[len('ParamSpec'):].lower())


class ParamSpecKwargs(ParamSpecArgs):
    pass


class ParamSpec(_Variable):
    """The parameters of a function."""

    def __init__(self, name, *, bound=None, covariant=False, contravariant=False):
        self.__name__, self.__bound__ = name, None if bound is None else _convert(bound)
        self.__covariant__, self.__contravariant__ = bool(covariant), bool(contravariant)
        self.__module__ = _caller()

    args, kwargs = property(ParamSpecArgs), property(ParamSpecKwargs)

    def __repr__(self):
        return ('+' if self.__covariant__ else '-' if self.__contravariant__ else '~') + self.__name__


class TypeVarTuple(_Variable):
    """Several types that are not said yet."""

    def __init__(self, name):
        self.__name__ = name
        self.__module__ = _caller()

    def __iter__(self):
        yield Unpack[self]

    def __repr__(self):
        return self.__name__


class _Alias(_Or):
    """A type with the types in brackets."""

    def __init__(self, origin, args, *, name=None):
        self.__dict__.update(__origin__=origin, __args__=args, _name=name, __parameters__=_parameters(args))
        if not name:
            self.__dict__['__module__'] = getattr(origin, '__module__', 'typing')

    def copy_with(self, args):
        return type(self)(self.__origin__, args, name=self._name)

    def __getitem__(self, args):
        if self.__origin__ is Generic or self.__origin__ is Protocol:
            raise TypeError('Cannot subscript already-subscripted %s' % (self,))
        params = self.__parameters__
        if not params:
            raise TypeError('%s is not a generic class' % (self,))
        args = tuple(_convert(a) for a in _tuple(args))
        if len(params) == 1 and isinstance(params[0], ParamSpec) and not (len(args) == 1 and (args[0] is ... or isinstance(args[0], (list, ParamSpec)))):
            args = (args,)
        if not any(isinstance(p, TypeVarTuple) for p in params):
            _check_count(self, args, len(params))
        values = dict(zip(params, (tuple(a) if isinstance(a, list) else a for a in args)))
        return self.copy_with(_substitute(self.__args__, values))

    def __repr__(self):
        name = 'typing.' + self._name if self._name else _type_repr(self.__origin__)
        return '%s[%s]' % (name, ', '.join(map(_type_repr, self.__args__)) if self.__args__ else '()')

    def _identity(self):
        # What makes two of them equal.
        return self.__origin__, self.__args__

    def __eq__(self, other):
        if isinstance(other, _types.UnionType):
            return self._identity() == frozenset(other.__args__)
        return self._identity() == other._identity() if isinstance(other, _Alias) else NotImplemented

    def __hash__(self):
        return hash(self._identity())

    def __call__(self, *args, **kwargs):
        if isinstance(self.__origin__, _Form):
            raise TypeError('Type %s cannot be instantiated; use %s() instead' % (self._name, self.__origin__))
        made = self.__origin__(*args, **kwargs)
        try:
            made.__orig_class__ = self
        except AttributeError:
            pass
        return made

    def __mro_entries__(self, bases):
        if isinstance(self.__origin__, _Form):
            raise TypeError('Cannot subclass %r' % (self,))
        later = bases[bases.index(self) + 1:]
        if self._name:
            out = [] if self.__origin__ in bases else [self.__origin__]
            if not any(isinstance(b, _Alias) or isinstance(b, type) and issubclass(b, Generic) for b in later):
                out.append(Generic)
            return tuple(out)
        if self.__origin__ is Generic:
            if Protocol in bases or any(isinstance(b, _Alias) and b is not self for b in later):
                return ()
        return (self.__origin__,)

    def __getattr__(self, name):
        if '__origin__' in self.__dict__ and not (name.startswith('__') and name.endswith('__')):
            return getattr(self.__origin__, name)
        raise AttributeError(name)

    def __setattr__(self, name, value):
        if name.startswith('__') and name.endswith('__') or name in ('_name',):
            self.__dict__[name] = value
        else:
            setattr(self.__origin__, name, value)

    def __instancecheck__(self, obj):
        return self.__subclasscheck__(type(obj))

    def __subclasscheck__(self, cls):
        raise TypeError('Subscripted generics cannot be used with class and instance checks')

    def __iter__(self):
        yield Unpack[self]


class _Union(_Alias):
    def __init__(self, origin, args, *, name=None):
        super().__init__(origin, args, name='Optional' if len(args) == 2 and _NoneType in args else 'Union')

    def copy_with(self, args):
        return Union[args]

    def _identity(self):
        return frozenset(self.__args__)

    def __repr__(self):
        if len(self.__args__) == 2 and _NoneType in self.__args__:
            return 'typing.Optional[%s]' % _type_repr(self.__args__[0] if self.__args__[1] is _NoneType else self.__args__[1])
        return 'typing.Union[%s]' % ', '.join(map(_type_repr, self.__args__))

    def __instancecheck__(self, obj):
        return any(isinstance(obj, a) for a in self.__args__)

    def __subclasscheck__(self, cls):
        return any(issubclass(cls, a) for a in self.__args__)


class _Literal(_Alias):
    def __init__(self, origin, args, *, name=None):
        super().__init__(origin, args)
        self.__dict__['__parameters__'] = ()

    def __repr__(self):
        return 'typing.Literal[%s]' % ', '.join(map(repr, self.__args__))

    def _identity(self):
        return frozenset((type(a), a) for a in self.__args__)


class _Annotated(_Alias):
    def __init__(self, origin, metadata):
        if isinstance(origin, _Annotated):
            metadata, origin = origin.__metadata__ + metadata, origin.__origin__
        super().__init__(origin, (origin,))
        self.__dict__['__metadata__'] = metadata

    def copy_with(self, args):
        return _Annotated(args[0], self.__metadata__)

    def __repr__(self):
        return 'typing.Annotated[%s, %s]' % (_type_repr(self.__origin__), ', '.join(map(repr, self.__metadata__)))

    def _identity(self):
        return self.__origin__, self.__metadata__

    def __mro_entries__(self, bases):
        return (self.__origin__,)

    def __getattr__(self, name):
        if name in ('__name__', '__qualname__'):
            return 'Annotated'
        return super().__getattr__(name)


class Annotated:
    """A type with more that is said of it."""

    __slots__ = ()

    def __new__(cls, *args, **kwargs):
        raise TypeError('Type Annotated cannot be instantiated.')

    def __init_subclass__(cls, *args, **kwargs):
        raise TypeError('Cannot subclass %s.Annotated' % cls.__module__)

    def __class_getitem__(cls, params):
        if not isinstance(params, tuple) or len(params) < 2:
            raise TypeError('Annotated[...] should be used with at least two arguments (a type and an annotation).')
        return _Annotated(_check(params[0], 'Annotated[t, ...]: t must be a type.', (ClassVar, Final)), tuple(params[1:]))


class _Special(_Or):
    """A name for a class of the library that takes types in brackets."""

    def __init__(self, origin, count, *, name=None, inst=True):
        self.__dict__.update(__origin__=origin, _nparams=count, _name=name or origin.__name__, _inst=inst)
        self.__dict__['__doc__'] = 'A generic version of %s.%s.' % (origin.__module__, origin.__qualname__)

    def __getattr__(self, name):
        if name in ('__name__', '__qualname__'):
            return self._name
        if name == '__parameters__':
            return ()
        if '__origin__' in self.__dict__ and not (name.startswith('__') and name.endswith('__')):
            return getattr(self.__origin__, name)
        raise AttributeError(name)

    def __repr__(self):
        return 'typing.' + self._name

    def __getitem__(self, params):
        params = tuple(_check(p, 'Parameters to generic types must be types.') for p in _tuple(params))
        if self._nparams >= 0:
            _check_count(self, params, self._nparams)
        return _Alias(self.__origin__, params, name=self._name)

    def __call__(self, *args, **kwargs):
        if not self._inst:
            raise TypeError('Type %s cannot be instantiated; use %s() instead' % (self._name, self.__origin__.__name__))
        return self.__origin__(*args, **kwargs)

    def __mro_entries__(self, bases):
        out = [] if self.__origin__ in bases else [self.__origin__]
        later = bases[bases.index(self) + 1:]
        if not any(isinstance(b, _Alias) or isinstance(b, type) and issubclass(b, Generic) for b in later):
            out.append(Generic)
        return tuple(out)

    def __instancecheck__(self, obj):
        return isinstance(obj, self.__origin__)

    def __subclasscheck__(self, cls):
        if isinstance(cls, _Special):
            cls = cls.__origin__
        return issubclass(cls, self.__origin__)


def _check_count(cls, args, count):
    if not count:
        raise TypeError('%s is not a generic class' % (cls,))
    if len(args) != count:
        raise TypeError('Too %s arguments for %s; actual %d, expected %d' % ('many' if len(args) > count else 'few', cls, len(args), count))


class _Callable(_Special):
    def __getitem__(self, params):
        if not isinstance(params, tuple) or len(params) != 2:
            raise TypeError('Callable must be used as Callable[[arg, ...], result].')
        args, result = params
        result = _check(result, 'Callable[args, result]: result must be a type.')
        if isinstance(args, (list, tuple)):
            return _CallableAlias(self.__origin__, tuple(_convert(a) for a in args) + (result,), name='Callable')
        if args is not ... and not isinstance(args, ParamSpec) and not (isinstance(args, _Alias) and args.__origin__ is Concatenate):
            return _CallableAlias(self.__origin__, (_convert(args), result), name='Callable')
        return _CallableAlias(self.__origin__, (args, result), name='Callable')


class _CallableAlias(_Alias):
    def __repr__(self):
        if len(self.__args__) == 2 and (self.__args__[0] is ... or isinstance(self.__args__[0], ParamSpec) or isinstance(self.__args__[0], _Alias) and self.__args__[0].__origin__ is Concatenate):
            return super().__repr__()
        return 'typing.Callable[[%s], %s]' % (', '.join(map(_type_repr, self.__args__[:-1])), _type_repr(self.__args__[-1]))

    def copy_with(self, args):
        flat = []
        for a in args[:-1]:
            flat.extend(a if isinstance(a, (list, tuple)) else (a,))
        return _CallableAlias(self.__origin__, tuple(flat) + args[-1:], name='Callable')


class _Tuple(_Special):
    def __getitem__(self, params):
        return _Alias(tuple, tuple(p if p is ... else _check(p, 'Tuple[t0, t1, ...]: each t must be a type.') for p in _tuple(params)), name='Tuple')


class Generic:
    """The base of classes that take types in brackets."""

    __slots__ = ()
    _is_protocol = False

    def __class_getitem__(cls, params):
        params = tuple(tuple(p) if isinstance(p, list) else _convert(p) for p in _tuple(params))
        if cls is Generic or cls is Protocol:
            if not params:
                raise TypeError('Parameter list to %s[...] cannot be empty' % cls.__qualname__)
            if not all(isinstance(p, _Variable) or isinstance(p, _Alias) and p.__origin__ is Unpack for p in params):
                raise TypeError('Parameters to %s[...] must all be type variables or parameter specification variables.' % cls.__name__)
            if len(set(params)) != len(params):
                raise TypeError('Parameters to %s[...] must all be unique' % cls.__name__)
        else:
            own = cls.__parameters__
            if not any(isinstance(p, TypeVarTuple) for p in own):
                _check_count(cls, params, len(own))
        return _Alias(cls, params)

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        written = cls.__dict__.get('__orig_bases__', ())
        if Generic in (written or (cls.__bases__ if cls.__name__ != 'Protocol' else ())):
            raise TypeError('Cannot inherit from plain Generic')
        variables = _parameters(written)
        generic = [base.__parameters__ for base in written if isinstance(base, _Alias) and base.__origin__ is Generic]
        if len(generic) > 1:
            raise TypeError('Cannot inherit from Generic[...] multiple times.')
        for named in generic:
            missing = [v for v in variables if v not in named]
            if missing:
                raise TypeError('Some type variables (%s) are not listed in Generic[%s]' % (', '.join(map(str, missing)), ', '.join(map(str, named))))
            variables = named
        cls.__parameters__ = tuple(variables)


_not_members = {'__abstractmethods__', '__annotations__', '__dict__', '__doc__', '__init__', '__module__', '__new__', '__slots__', '__subclasshook__',
                '__weakref__', '__class_getitem__', '__parameters__', '__orig_bases__', '__orig_class__', '_is_protocol', '_is_runtime_protocol',
                '__qualname__', '__match_args__', '_abc_impl', '__init_subclass__', '__static_attributes__', '__firstlineno__'}


def _members(cls):
    out = set()
    for base in cls.__mro__[:-1]:
        if base.__name__ in ('Protocol', 'Generic'):
            continue
        for name in [*base.__dict__, *base.__dict__.get('__annotations__', {})]:
            if not name.startswith('_abc_') and name not in _not_members:
                out.add(name)
    return out


class _ProtocolMeta(_abc.ABCMeta):
    def __instancecheck__(cls, instance):
        if not getattr(cls, '_is_protocol', False):
            return super().__instancecheck__(instance)
        _need_runtime(cls)
        if all(hasattr(instance, n) and not (callable(getattr(cls, n, None)) and getattr(instance, n) is None) for n in _members(cls)):
            return True
        try:
            return super().__subclasscheck__(type(instance))
        except TypeError:  # a protocol below this one cannot be asked
            return False

    def __subclasscheck__(cls, other):
        if not isinstance(other, type):
            raise TypeError('issubclass() arg 1 must be a class')
        if not cls.__dict__.get('_is_protocol', False) or cls is Protocol:
            return super().__subclasscheck__(other)
        _need_runtime(cls)
        if not all(callable(getattr(cls, name, None)) for name in _members(cls)):
            raise TypeError("Protocols with non-method members don't support issubclass()")
        return all(_has_member(other, name) for name in _members(cls))


def _need_runtime(cls):
    if not getattr(cls, '_is_runtime_protocol', False):
        raise TypeError('Instance and class checks can only be used with @runtime_checkable protocols')


def _has_member(cls, name):
    # Whether a class has a member of a protocol, which is not None; a protocol may have just its annotation.
    for ns in map(vars, cls.__mro__):
        if name in ns:
            return ns[name] is not None
        if name in ns.get('__annotations__', ()) and getattr(cls, '_is_protocol', False):
            return True
    return False


def _no_init(self, *args, **kwargs):
    if type(self)._is_protocol:
        raise TypeError('Protocols cannot be instantiated')


class Protocol(Generic, metaclass=_ProtocolMeta):
    """The base of classes that say what others have."""

    __slots__ = ()
    _is_protocol = True
    _is_runtime_protocol = False

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        if '_is_protocol' not in cls.__dict__:
            cls._is_protocol = any(b is Protocol for b in cls.__bases__)
        if cls._is_protocol and cls.__init__ is object.__init__:
            cls.__init__ = _no_init
        elif not cls._is_protocol and cls.__init__ is _no_init:
            cls.__init__ = object.__init__


def runtime_checkable(cls):
    if not (isinstance(cls, type) and issubclass(cls, Generic)) or not cls._is_protocol:
        raise TypeError('@runtime_checkable can be only applied to protocol classes, got %r' % (cls,))
    cls._is_runtime_protocol = True
    return cls


T, KT, VT = TypeVar('T'), TypeVar('KT'), TypeVar('VT')
T_co, V_co, VT_co = TypeVar('T_co', covariant=True), TypeVar('V_co', covariant=True), TypeVar('VT_co', covariant=True)
T_contra = TypeVar('T_contra', contravariant=True)
CT_co = TypeVar('CT_co', covariant=True, bound=type)
AnyStr = TypeVar('AnyStr', bytes, str)
for _v in (T, KT, VT, T_co, V_co, VT_co, T_contra, CT_co, AnyStr):
    _v.__module__ = 'typing'

for _name, _count in [('Awaitable', 1), ('Coroutine', 3), ('AsyncIterable', 1), ('AsyncIterator', 1), ('Iterable', 1), ('Iterator', 1), ('Reversible', 1),
                      ('Container', 1), ('Collection', 1), ('MutableSet', 1), ('Mapping', 2), ('MutableMapping', 2), ('Sequence', 1),
                      ('MutableSequence', 1), ('MappingView', 1), ('KeysView', 1), ('ItemsView', 2), ('ValuesView', 1), ('Generator', 3),
                      ('AsyncGenerator', 2)]:
    if hasattr(_cabc, _name):
        globals()[_name] = _Special(getattr(_cabc, _name), _count, inst=False, name=_name)
    else:
        globals()[_name] = _Special(type(_name, (), {'__module__': 'collections.abc'}), _count, inst=False, name=_name)
Hashable, Sized = _Special(_cabc.Hashable, 0, inst=False), _Special(_cabc.Sized, 0, inst=False)
ByteString = _Special(_cabc.ByteString, 0, inst=False) if hasattr(_cabc, 'ByteString') else _Special(bytes, 0, name='ByteString', inst=False)
AbstractSet = _Special(_cabc.Set, 1, name='AbstractSet', inst=False)
Callable = _Callable(_cabc.Callable, 2, name='Callable', inst=False)
Tuple = _Tuple(tuple, -1, name='Tuple', inst=False)
List, Set, FrozenSet = _Special(list, 1, name='List', inst=False), _Special(set, 1, name='Set', inst=False), _Special(frozenset, 1, name='FrozenSet', inst=False)
Dict, Type = _Special(dict, 2, name='Dict', inst=False), _Special(type, 1, name='Type', inst=False)
Deque, DefaultDict = _Special(_collections.deque, 1, name='Deque'), _Special(_collections.defaultdict, 2, name='DefaultDict')
OrderedDict, Counter, ChainMap = _Special(_collections.OrderedDict, 2), _Special(_collections.Counter, 1), _Special(_collections.ChainMap, 2)
ContextManager = _Special(_contextlib.AbstractContextManager, 1, name='ContextManager', inst=False)
AsyncContextManager = _Special(_contextlib.AbstractAsyncContextManager, 1, name='AsyncContextManager', inst=False)
Pattern, Match = _Special(_re.Pattern, 1, inst=False), _Special(_re.Match, 1, inst=False)
Text = str


def _supports(name, method):
    def body(self):
        pass
    body.__name__ = method
    cls = _ProtocolMeta(name, (Protocol,), {method: _abc.abstractmethod(body), '__module__': 'typing', '__slots__': ()})
    return runtime_checkable(cls)


SupportsInt, SupportsFloat, SupportsComplex = _supports('SupportsInt', '__int__'), _supports('SupportsFloat', '__float__'), _supports('SupportsComplex', '__complex__')
SupportsBytes, SupportsIndex = _supports('SupportsBytes', '__bytes__'), _supports('SupportsIndex', '__index__')


@runtime_checkable
class SupportsAbs(Protocol[T_co]):
    __slots__ = ()

    @_abc.abstractmethod
    def __abs__(self) -> T_co:
        pass


@runtime_checkable
class SupportsRound(Protocol[T_co]):
    __slots__ = ()

    @_abc.abstractmethod
    def __round__(self, ndigits: int = 0) -> T_co:
        pass


class IO(Generic[AnyStr]):
    """An open file."""

    __slots__ = ()


class BinaryIO(IO[bytes]):
    __slots__ = ()


class TextIO(IO[str]):
    __slots__ = ()


def cast(typ, val):
    return val


def assert_type(val, typ, /):
    return val


def assert_never(arg, /):
    value = repr(arg)
    raise AssertionError('Expected code to be unreachable, but got: %s' % (value[:100] + '...' if len(value) > 100 else value))


def reveal_type(obj, /):
    print('Runtime type is %r' % type(obj).__name__, file=_sys.stderr)
    return obj


_overloads = {}


def _overload_dummy(*args, **kwds):
    raise NotImplementedError('You should not call an overloaded function. A series of @overload-decorated functions outside a stub module '
                              'should always be followed by an implementation that is not @overload-ed.')


def overload(func):
    f = getattr(func, '__func__', func)
    try:
        _overloads.setdefault((f.__module__, f.__qualname__), []).append(func)
    except AttributeError:
        pass
    return _overload_dummy


def get_overloads(func):
    f = getattr(func, '__func__', func)
    return list(_overloads.get((f.__module__, f.__qualname__), ()))


def clear_overloads():
    _overloads.clear()


def final(f):
    try:
        f.__final__ = True
    except (AttributeError, TypeError):
        pass
    return f


def no_type_check(arg):
    try:
        arg.__no_type_check__ = True
    except TypeError:
        pass
    return arg


def no_type_check_decorator(decorator):
    @_functools.wraps(decorator)
    def wrapped(*args, **kwds):
        return no_type_check(decorator(*args, **kwds))
    return wrapped


def dataclass_transform(*, eq_default=True, order_default=False, kw_only_default=False, field_specifiers=(), **kwargs):
    def decorate(cls_or_fn):
        cls_or_fn.__dataclass_transform__ = {'eq_default': eq_default, 'order_default': order_default, 'kw_only_default': kw_only_default,
                                             'field_specifiers': field_specifiers, 'kwargs': kwargs}
        return cls_or_fn
    return decorate


def get_origin(tp):
    if isinstance(tp, _Annotated):
        return Annotated
    if isinstance(tp, (_Alias, _Special, _types.GenericAlias, ParamSpecArgs, ParamSpecKwargs)):
        return tp.__origin__
    if tp is Generic:
        return Generic
    if isinstance(tp, _types.UnionType):
        return _types.UnionType
    return None


def get_args(tp):
    if isinstance(tp, _Annotated):
        return (tp.__origin__,) + tp.__metadata__
    if isinstance(tp, (_Alias, _types.GenericAlias)):
        args = tp.__args__
        if tp.__origin__ is _cabc.Callable and not (len(args) == 2 and (args[0] is ... or isinstance(args[0], ParamSpec))):
            args = (list(args[:-1]), args[-1])
        return args
    if isinstance(tp, _types.UnionType):
        return tp.__args__
    return ()


def is_typeddict(tp):
    return isinstance(tp, _TypedDictMeta)


def _strip(t):
    # t without what Annotated, Required and NotRequired add.
    if isinstance(t, _Annotated):
        return _strip(t.__origin__)
    if isinstance(t, _Alias) and t.__origin__ in (Required, NotRequired):
        return _strip(t.__args__[0])
    if isinstance(t, _Alias) and not isinstance(t, _Literal):
        args = tuple(_strip(a) for a in t.__args__)
        return t if args == t.__args__ else t.copy_with(args)
    if isinstance(t, _types.GenericAlias):
        args = tuple(_strip(a) for a in t.__args__)
        return t if args == t.__args__ else _types.GenericAlias(t.__origin__, args)
    return t


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    if getattr(obj, '__no_type_check__', None):
        return {}
    hints = {}
    if isinstance(obj, type):
        for base in obj.__mro__[::-1]:
            module = getattr(_sys.modules.get(base.__module__), '__dict__', {}) if globalns is None else globalns
            own = dict(vars(base)) if localns is None else localns
            hints.update((n, _hint(value, module, own)) for n, value in vars(base).get('__annotations__', {}).items())
    else:
        found = getattr(obj, '__annotations__', None)
        if found is None:
            if callable(obj) or isinstance(obj, _types.ModuleType):
                return {}
            raise TypeError('%r is not a module, class, method, or function.' % (obj,))
        names = _names(obj) if globalns is None else globalns
        hints = {n: _hint(value, names, names if localns is None else localns) for n, value in found.items()}
    return hints if include_extras else {k: _strip(t) for k, t in hints.items()}


def _names(obj):
    # What a module, or a function inside of others that wrap it, knows by name.
    while hasattr(obj, '__wrapped__'):
        obj = obj.__wrapped__
    return vars(obj) if isinstance(obj, _types.ModuleType) else getattr(obj, '__globals__', {})


def _hint(value, globalns, localns):
    return _resolve(_convert(value), globalns, localns)


class NewType(_Or):
    """A name for a type."""

    def __init__(self, name, tp):
        self.__qualname__ = name
        self.__name__ = name.rpartition('.')[2]
        self.__supertype__ = tp
        module = _caller()
        if module != 'typing':
            self.__module__ = module

    def __call__(self, x):
        return x

    def __mro_entries__(self, bases):
        raise TypeError('Cannot subclass an instance of NewType. Perhaps you were looking for: `%s = NewType(%r, %s)`'
                        % ('Name', 'Name', self.__name__))

    def __repr__(self):
        return '%s.%s' % (self.__module__, self.__qualname__)


_reserved = ('__new__', '__init__', '__slots__', '__getnewargs__', '_fields', '_field_defaults', '_field_types', '_make', '_replace', '_asdict', '_source')


def _make_namedtuple(name, types, module, defaults=()):
    types = {n: _check(t, 'field %s annotation must be a type' % n) for n, t in types}
    made = _collections.namedtuple(name, list(types), defaults=defaults, module=module)
    made.__annotations__ = made.__new__.__annotations__ = types
    return made


class NamedTupleMeta(type):
    def __new__(cls, typename, bases, ns):
        if not all(b in (_NamedTuple, Generic) for b in bases):
            raise TypeError('can only inherit from a NamedTuple type and Generic')
        types = ns.get('__annotations__', {})
        defaults = []
        for name in types:
            if name in ns:
                defaults.append(name)
            elif defaults:
                raise TypeError('Non-default namedtuple field %s cannot follow default field%s %s'
                                % (name, 's' if len(defaults) > 1 else '', ', '.join(defaults)))
        made = _make_namedtuple(typename, types.items(), ns.get('__module__'), [ns[n] for n in defaults])
        made.__bases__ = tuple(tuple if b is _NamedTuple else b for b in bases) if Generic in bases else made.__bases__
        if Generic in bases:
            made.__class_getitem__ = classmethod(Generic.__class_getitem__.__func__)
        for key in ns:
            if key in _reserved:
                raise AttributeError('Cannot overwrite NamedTuple attribute ' + key)
            if key not in ('__module__', '__qualname__', '__annotations__') and key not in made._fields:
                setattr(made, key, ns[key])
        made.__qualname__ = ns.get('__qualname__', typename)
        return made


class _NamedTupleForm:
    """Makes classes of tuples whose items have names and types; the base of such classes."""

    def __call__(self, typename, fields=None, /, **kwargs):
        if fields is None:
            fields = kwargs.items()
        elif kwargs:
            raise TypeError('Either list of fields or keywords can be provided to NamedTuple, not both')
        made = _make_namedtuple(typename, fields, _caller())
        made.__orig_bases__ = (NamedTuple,)
        return made

    def __mro_entries__(self, bases):
        return (_NamedTuple,)

    def __repr__(self):
        return '<function NamedTuple at %#x>' % id(self)


NamedTuple = _NamedTupleForm()
NamedTuple.__name__ = NamedTuple.__qualname__ = 'NamedTuple'
_NamedTuple = type.__new__(NamedTupleMeta, 'NamedTuple', (), {'__module__': 'typing'})


class _TypedDictMeta(type):
    def __new__(cls, name, bases, ns, total=True):
        for base in bases:
            if type(base) is not _TypedDictMeta and base is not Generic:
                raise TypeError('cannot inherit from both a TypedDict type and a non-TypedDict base class')
        made = type.__new__(_TypedDictMeta, name, (dict,), ns)
        own = {n: _check(t, 'TypedDict(\'Name\', {f0: t0, f1: t1, ...}); each t must be a type') for n, t in ns.get('__annotations__', {}).items()}
        annotations, required, optional = {}, set(), set()
        for base in bases:
            annotations.update(base.__dict__.get('__annotations__', {}))
            required.update(base.__dict__.get('__required_keys__', ()))
            optional.update(base.__dict__.get('__optional_keys__', ()))
        annotations.update(own)
        for key, t in own.items():
            plain = t.__origin__ if isinstance(t, _Annotated) else t
            kind = get_origin(plain)
            if kind is Required or kind is not NotRequired and total:
                required.add(key)
            else:
                optional.add(key)
        made.__annotations__ = annotations
        made.__required_keys__, made.__optional_keys__, made.__total__ = frozenset(required), frozenset(optional), total
        return made

    def __call__(cls, *args, **kwargs):
        return dict(*args, **kwargs)

    def __subclasscheck__(cls, other):
        raise TypeError('TypedDict does not support instance and class checks')

    __instancecheck__ = __subclasscheck__


class _TypedDictForm:
    """Makes classes of dictionaries whose keys have types; the base of such classes."""

    def __call__(self, typename, fields=None, /, *, total=True, **kwargs):
        if fields is None:
            fields = kwargs
        elif kwargs:
            raise TypeError('TypedDict takes either a dict or keyword arguments, but not both')
        ns = {'__annotations__': dict(fields), '__module__': _caller()}
        return _TypedDictMeta(typename, (), ns, total=total)

    def __mro_entries__(self, bases):
        return (_TypedDict,)


TypedDict = _TypedDictForm()
TypedDict.__name__ = 'TypedDict'
_TypedDict = type.__new__(_TypedDictMeta, 'TypedDict', (), {'__module__': 'typing'})

__all__ = [_n for _n in list(globals()) if not _n.startswith('_') and _n not in ('T', 'KT', 'VT', 'T_co', 'V_co', 'VT_co', 'T_contra', 'CT_co', 'NamedTupleMeta')]
