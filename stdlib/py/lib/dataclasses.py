"""Classes whose methods are made from their fields."""

import abc as _abc
import copy as _copy
import inspect as _inspect
import keyword as _keyword
import sys as _sys
import types as _types
from reprlib import recursive_repr as _recursive_repr

__all__ = ['dataclass', 'field', 'Field', 'FrozenInstanceError', 'InitVar', 'KW_ONLY', 'MISSING', 'fields', 'asdict', 'astuple',
           'make_dataclass', 'replace', 'is_dataclass']


class FrozenInstanceError(AttributeError):
    pass


class _MISSING_TYPE:
    pass


class _HAS_DEFAULT_FACTORY_CLASS:
    def __repr__(self):
        return '<factory>'


class _KW_ONLY_TYPE:
    pass


MISSING, KW_ONLY, _FACTORY = _MISSING_TYPE(), _KW_ONLY_TYPE(), _HAS_DEFAULT_FACTORY_CLASS()
_FIELDS, _PARAMS = '__dataclass_fields__', '__dataclass_params__'


class _Kind:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


_FIELD, _FIELD_CLASSVAR, _FIELD_INITVAR = _Kind('_FIELD'), _Kind('_FIELD_CLASSVAR'), _Kind('_FIELD_INITVAR')


class InitVar:
    """The type of a parameter of __init__ that is no field."""

    __slots__ = ('type',)

    def __init__(self, type):
        self.type = type

    def __repr__(self):
        name = self.type.__name__ if isinstance(self.type, type) else repr(self.type)
        return 'dataclasses.InitVar[%s]' % name

    def __class_getitem__(cls, type):
        return InitVar(type)


class Field:
    """A field."""

    __slots__ = ('name', 'type', 'default', 'default_factory', 'repr', 'hash', 'init', 'compare', 'metadata', 'kw_only', '_field_type')

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = self.type = None
        self.default, self.default_factory = default, default_factory
        self.init, self.repr, self.hash, self.compare = init, repr, hash, compare
        self.metadata = _types.MappingProxyType({} if metadata is None else metadata)
        self.kw_only, self._field_type = kw_only, None

    @_recursive_repr()
    def __repr__(self):
        return ('Field(' + ','.join('%s=%r' % (n, getattr(self, n)) for n in
                                    ('name', 'type', 'default', 'default_factory', 'init', 'repr', 'hash', 'compare', 'metadata', 'kw_only'))
                + ',_field_type=%r)' % (self._field_type,))

    def __set_name__(self, owner, name):
        if hasattr(type(self.default), '__set_name__'):
            type(self.default).__set_name__(self.default, owner, name)

    __class_getitem__ = classmethod(_types.GenericAlias)


class _DataclassParams:
    __slots__ = ('init', 'repr', 'eq', 'order', 'unsafe_hash', 'frozen')

    def __init__(self, init, repr, eq, order, unsafe_hash, frozen):
        self.init, self.repr, self.eq, self.order, self.unsafe_hash, self.frozen = init, repr, eq, order, unsafe_hash, frozen

    def __repr__(self):
        return '_DataclassParams(%s)' % ','.join('%s=%r' % (n, getattr(self, n)) for n in self.__slots__)


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True, metadata=None, kw_only=MISSING):
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError('cannot specify both default and default_factory')
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


def _define(cls, name, params, body, names):
    # Makes a method from text. names are what the text uses besides.
    text = 'def _make(%s):\n def %s(%s):\n%s\n return %s\n' % (', '.join(names), name, ', '.join(params),
                                                            '\n'.join('  ' + line for line in body or ['pass']), name)
    ns = {}
    exec(text, _sys.modules[cls.__module__].__dict__ if cls.__module__ in _sys.modules else {}, ns)
    return ns['_make'](**names)


def _is_kind(text, module, cls, what, test):
    # Whether an annotation that is text names ClassVar or InitVar.
    head = text.split('[')[0].strip()
    prefix, dot, name = head.rpartition('.')
    ns = getattr(_sys.modules.get(cls.__module__), '__dict__', {})
    if dot:
        found = ns.get(prefix)
        return found is module and test(getattr(module, name, None))
    return test(ns.get(name))


def _get_field(cls, name, type_, kw_only):
    default = getattr(cls, name, MISSING)
    if isinstance(default, Field):
        f = default
    else:
        if isinstance(default, _types.MemberDescriptorType):
            default = MISSING
        f = field(default=default)
    f.name, f.type = name, type_
    f._field_type = _FIELD
    typing = _sys.modules.get('typing')
    if typing:
        def class_var(t):
            return t is typing.ClassVar or typing.get_origin(t) is typing.ClassVar
        if class_var(type_) or isinstance(type_, str) and _is_kind(type_, typing, cls, 'ClassVar', class_var):
            f._field_type = _FIELD_CLASSVAR
    if f._field_type is _FIELD:
        def init_var(t):
            return t is InitVar or type(t) is InitVar
        if init_var(type_) or isinstance(type_, str) and _is_kind(type_, _sys.modules[__name__], cls, 'InitVar', init_var):
            f._field_type = _FIELD_INITVAR
    if f._field_type is not _FIELD and f.default_factory is not MISSING:
        raise TypeError('field %s cannot have a default factory' % f.name)
    if f._field_type in (_FIELD, _FIELD_INITVAR):
        if f.kw_only is MISSING:
            f.kw_only = kw_only
    elif f.kw_only is not MISSING:
        raise TypeError('field %s is a ClassVar but specifies kw_only' % f.name)
    if f._field_type is _FIELD and f.default.__class__.__hash__ is None:
        raise ValueError('mutable default %s for field %s is not allowed: use default_factory' % (type(f.default), f.name))
    return f


def _init(cls, std, kw, frozen, post_init, self_name, slots):
    seen = None
    for f in std:
        if f.init:
            if not (f.default is MISSING and f.default_factory is MISSING):
                seen = f
            elif seen:
                raise TypeError('non-default argument %r follows default argument' % f.name)
    fields = std + kw
    names = {'_type_' + f.name: f.type for f in fields}
    names.update(_MISSING=MISSING, _FACTORY=_FACTORY, _object=object)

    def param(f):
        if f.default is MISSING and f.default_factory is MISSING:
            default = ''
        else:
            default = '=_FACTORY' if f.default is MISSING else '=_default_' + f.name
        return '%s:_type_%s%s' % (f.name, f.name, default)

    def assign(name, value):
        return '_object.__setattr__(%s, %r, %s)' % (self_name, name, value) if frozen else '%s.%s=%s' % (self_name, name, value)
    body = []
    for f in fields:
        if f.default is not MISSING:
            names['_default_' + f.name] = f.default
        if f._field_type is _FIELD_INITVAR:
            continue
        if f.default_factory is not MISSING:
            names['_default_' + f.name] = f.default_factory
            made = '_default_%s()' % f.name
            body.append(assign(f.name, '%s if %s is _FACTORY else %s' % (made, f.name, f.name) if f.init else made))
        elif f.init:
            body.append(assign(f.name, f.name))
        elif slots and f.default is not MISSING:
            body.append(assign(f.name, '_default_' + f.name))
    if post_init:
        body.append('%s.__post_init__(%s)' % (self_name, ','.join(f.name for f in fields if f._field_type is _FIELD_INITVAR)))
    params = [self_name] + [param(f) for f in std if f.init]
    kw = [param(f) for f in kw if f.init]
    if kw:
        params += ['*'] + kw
    made = _define(cls, '__init__', params, body, names)
    made.__annotations__['return'] = None
    return made


def _tuple(obj, fields):
    return '(%s,)' % ','.join('%s.%s' % (obj, f.name) for f in fields) if fields else '()'


def _set_new(cls, name, value):
    if name in cls.__dict__:
        return True
    value.__qualname__ = cls.__qualname__ + '.' + value.__name__
    setattr(cls, name, value)
    return False


def _frozen_methods(cls, fields):
    names = frozenset(f.name for f in fields)

    def __setattr__(self, name, value):
        if type(self) is cls or name in names:
            raise FrozenInstanceError('cannot assign to field %r' % (name,))
        super(cls, self).__setattr__(name, value)

    def __delattr__(self, name):
        if type(self) is cls or name in names:
            raise FrozenInstanceError('cannot delete field %r' % (name,))
        super(cls, self).__delattr__(name)
    return __setattr__, __delattr__


def _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot):
    fields = {}
    setattr(cls, _PARAMS, _DataclassParams(init, repr, eq, order, unsafe_hash, frozen))
    any_frozen = False
    has_bases = False
    for base in cls.__mro__[-1:0:-1]:
        inherited = getattr(base, _FIELDS, None)
        if inherited is not None:
            has_bases = True
            fields.update((f.name, f) for f in inherited.values())
            if getattr(base, _PARAMS).frozen:
                any_frozen = True
    own = []
    only = False
    for name, type_ in cls.__dict__.get('__annotations__', {}).items():
        if type_ is KW_ONLY or isinstance(type_, str) and type_.rpartition('.')[2] == 'KW_ONLY':
            if only:
                raise TypeError('%r is KW_ONLY, but KW_ONLY has already been specified' % name)
            only = kw_only = True
        else:
            own.append(_get_field(cls, name, type_, kw_only))
    for f in own:
        fields[f.name] = f
        written = isinstance(getattr(cls, f.name, None), Field)
        if written and f.default is MISSING:
            delattr(cls, f.name)
        elif written:
            setattr(cls, f.name, f.default)
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in cls.__dict__.get('__annotations__', {}):
            raise TypeError('%r is a field but has no type annotation' % name)
    if has_bases:
        if any_frozen and not frozen:
            raise TypeError('cannot inherit non-frozen dataclass from a frozen one')
        if not any_frozen and frozen:
            raise TypeError('cannot inherit frozen dataclass from a non-frozen one')
    setattr(cls, _FIELDS, fields)
    given_hash = cls.__dict__.get('__hash__', MISSING)
    has_hash = not (given_hash is MISSING or given_hash is None and '__eq__' in cls.__dict__)
    if order and not eq:
        raise ValueError('eq must be true if order is true')
    in_init = [f for f in fields.values() if f._field_type in (_FIELD, _FIELD_INITVAR)]
    std, kw = [f for f in in_init if f.init and not f.kw_only], [f for f in in_init if f.init and f.kw_only]
    if init:
        std_all = [f for f in in_init if not f.kw_only]
        kw_all = [f for f in in_init if f.kw_only]
        self_name = '__dataclass_self__' if 'self' in fields else 'self'
        _set_new(cls, '__init__', _init(cls, std_all, kw_all, frozen, hasattr(cls, '__post_init__'), self_name, slots))
    real = [f for f in fields.values() if f._field_type is _FIELD]
    if repr:
        shown = [f.name for f in real if f.repr]

        def __repr__(self):
            return '%s(%s)' % (self.__class__.__qualname__, ', '.join(['%s=%r' % (n, getattr(self, n)) for n in shown]))
        _set_new(cls, '__repr__', _recursive_repr()(__repr__))
    compared = [f for f in real if f.compare]
    if eq:
        _set_new(cls, '__eq__', _comparison(cls, '__eq__', '==', compared))
    if order:
        for name, op in (('__lt__', '<'), ('__le__', '<='), ('__gt__', '>'), ('__ge__', '>=')):
            if _set_new(cls, name, _comparison(cls, name, op, compared)):
                raise TypeError('Cannot overwrite attribute %s in class %s. Consider using functools.total_ordering' % (name, cls.__name__))
    if frozen:
        for f in _frozen_methods(cls, real):
            if _set_new(cls, f.__name__, f):
                raise TypeError('Cannot overwrite attribute %s in class %s' % (f.__name__, cls.__name__))
    if unsafe_hash and has_hash:
        raise TypeError('Cannot overwrite attribute __hash__ in class %s' % cls.__name__)
    if unsafe_hash or eq and frozen and not has_hash:
        hashed = [f for f in real if (f.compare if f.hash is None else f.hash)]
        cls.__hash__ = _define(cls, '__hash__', ['self'], ['return hash(%s)' % _tuple('self', hashed)], {'_': None})
        cls.__hash__.__qualname__ = cls.__qualname__ + '.__hash__'
    elif eq and not frozen and not has_hash:
        cls.__hash__ = None
    if not getattr(cls, '__doc__'):
        try:
            text = str(_inspect.signature(cls)).replace(' -> None', '')
        except (TypeError, ValueError):
            text = ''
        cls.__doc__ = cls.__name__ + text
    if match_args and '__match_args__' not in cls.__dict__:
        cls.__match_args__ = tuple(f.name for f in std)
    if weakref_slot and not slots:
        raise TypeError('weakref_slot is True but slots is False')
    if slots:
        cls = _add_slots(cls, frozen, weakref_slot, [f.name for f in real])
    _abc.update_abstractmethods(cls)
    return cls


def _comparison(cls, name, op, fields):
    return _define(cls, name, ['self', 'other'], ['if other.__class__ is self.__class__:', ' return %s%s%s' % (_tuple('self', fields), op, _tuple('other', fields)),
                                                  'return NotImplemented'], {'_': None})


def _slots_of(cls):
    found = cls.__dict__.get('__slots__')
    if found is None:
        return
    if isinstance(found, str):
        yield found
    elif not hasattr(found, '__next__'):
        yield from found
    else:
        raise TypeError("Slots of '%s' cannot be determined" % cls.__name__)


def _getstate(self):
    return [getattr(self, f.name) for f in fields(self)]


def _setstate(self, state):
    for f, value in zip(fields(self), state):
        object.__setattr__(self, f.name, value)


def _add_slots(cls, frozen, weakref_slot, names):
    if '__slots__' in cls.__dict__:
        raise TypeError('%s already specifies __slots__' % cls.__name__)
    ns = dict(cls.__dict__)
    inherited = {s for base in cls.__mro__[1:-1] for s in _slots_of(base)}
    ns['__slots__'] = tuple(n for n in names + (['__weakref__'] if weakref_slot else []) if n not in inherited)
    for name in names:
        ns.pop(name, None)
    ns.pop('__dict__', None)
    ns.pop('__weakref__', None)
    qualname = getattr(cls, '__qualname__', None)
    cls = type(cls)(cls.__name__, cls.__bases__, ns)
    if qualname is not None:
        cls.__qualname__ = qualname
    if frozen:
        for f in _frozen_methods(cls, list(getattr(cls, _FIELDS).values())):
            f.__qualname__ = cls.__qualname__ + '.' + f.__name__
            setattr(cls, f.__name__, f)
        if '__getstate__' not in cls.__dict__:
            cls.__getstate__ = _getstate
        if '__setstate__' not in cls.__dict__:
            cls.__setstate__ = _setstate
    return cls


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False, match_args=True, kw_only=False,
              slots=False, weakref_slot=False):
    def wrap(cls):
        return _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot)
    return wrap if cls is None else wrap(cls)


def fields(class_or_instance):
    try:
        found = getattr(class_or_instance, _FIELDS)
    except AttributeError:
        raise TypeError('must be called with a dataclass type or instance') from None
    return tuple(f for f in found.values() if f._field_type is _FIELD)


def _is_instance(obj):
    return hasattr(type(obj), _FIELDS)


def is_dataclass(obj):
    cls = obj if isinstance(obj, type) else type(obj)
    return hasattr(cls, _FIELDS)


def _convert(obj, make):
    if _is_instance(obj):
        return make([(f.name, _convert(getattr(obj, f.name), make)) for f in fields(obj)])
    if isinstance(obj, tuple) and hasattr(obj, '_fields'):
        return type(obj)(*[_convert(v, make) for v in obj])
    if isinstance(obj, (list, tuple)):
        return type(obj)(_convert(v, make) for v in obj)
    if isinstance(obj, dict):
        return type(obj)((_convert(k, make), _convert(v, make)) for k, v in obj.items())
    return _copy.deepcopy(obj)


def asdict(obj, *, dict_factory=dict):
    if not _is_instance(obj):
        raise TypeError('asdict() should be called on dataclass instances')
    return _convert(obj, dict_factory)


def astuple(obj, *, tuple_factory=tuple):
    if not _is_instance(obj):
        raise TypeError('astuple() should be called on dataclass instances')
    return _convert(obj, lambda items: tuple_factory([v for _, v in items]))


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False,
                   match_args=True, kw_only=False, slots=False, weakref_slot=False):
    namespace = {} if namespace is None else namespace
    annotations, defaults = {}, {}
    for item in fields:
        if isinstance(item, str):
            name, type_ = item, 'typing.Any'
        elif len(item) == 2:
            name, type_ = item
        elif len(item) == 3:
            name, type_, default = item
            defaults[name] = default
        else:
            raise TypeError('Invalid field: %r' % (item,))
        if not isinstance(name, str) or not name.isidentifier():
            raise TypeError('Field names must be valid identifiers: %r' % (name,))
        if _keyword.iskeyword(name):
            raise TypeError('Field names must not be keywords: %r' % (name,))
        if name in annotations:
            raise TypeError('Field name duplicated: %r' % (name,))
        annotations[name] = type_

    def body(ns):
        ns.update(namespace)
        ns.update(defaults)
        ns['__annotations__'] = annotations
    cls = _types.new_class(cls_name, bases, {}, body)
    return dataclass(cls, init=init, repr=repr, eq=eq, order=order, unsafe_hash=unsafe_hash, frozen=frozen, match_args=match_args,
                     kw_only=kw_only, slots=slots, weakref_slot=weakref_slot)


def replace(obj, /, **changes):
    if not _is_instance(obj):
        raise TypeError('replace() should be called on dataclass instances')
    for f in [f for f in getattr(obj, _FIELDS).values() if f._field_type is not _FIELD_CLASSVAR]:
        if not f.init:
            if f.name in changes:
                raise ValueError('field %s is declared with init=False, it cannot be specified with replace()' % f.name)
        elif f.name not in changes:
            if f._field_type is _FIELD_INITVAR and f.default is MISSING:
                raise ValueError('InitVar %r must be specified with replace()' % f.name)
            changes[f.name] = getattr(obj, f.name)
    return obj.__class__(**changes)
