"""Enumerations."""

import sys as _sys
from types import MappingProxyType as _proxy

__all__ = ['EnumMeta', 'EnumType', 'Enum', 'IntEnum', 'StrEnum', 'Flag', 'IntFlag', 'ReprEnum', 'auto', 'unique', 'property', 'member',
           'nonmember', 'FlagBoundary', 'STRICT', 'CONFORM', 'EJECT', 'KEEP', 'verify', 'UNIQUE', 'CONTINUOUS', 'NAMED_FLAGS', 'global_enum']

_property = property


class nonmember:
    """A value in an enumeration that is no member."""

    def __init__(self, value):
        self.value = value


class member:
    """A value in an enumeration that is a member, whatever it looks like."""

    def __init__(self, value):
        self.value = value


class _Auto:
    pass


class auto:
    """A value that the enumeration chooses."""

    value = _Auto

    def __init__(self, value=_Auto):
        self.value = value

    def __repr__(self):
        return 'auto(%r)' % self.value


class property(_property):
    """An attribute of members that does not stand in the way of a member of that name."""

    def __set_name__(self, owner, name):
        self._name = name

    def __get__(self, instance, owner=None):
        if instance is None:
            try:
                return owner._member_map_[self._name]
            except (KeyError, AttributeError):
                raise AttributeError('%r has no attribute %r' % (owner, self._name)) from None
        return self.fget(instance)


def _is_descriptor(v):
    return any(hasattr(v, name) for name in ('__get__', '__set__', '__delete__'))


def _is_dunder(name):
    return len(name) > 4 and name[:2] == name[-2:] == '__' and name[2] != '_' and name[-3] != '_'


def _is_sunder(name):
    return len(name) > 2 and name[0] == name[-1] == '_' and name[1] != '_' and name[-2] != '_'


def _is_private(cls_name, name):
    prefix = '_%s__' % cls_name
    return name.startswith(prefix) and len(name) > len(prefix) and not name.endswith('__')


class _Names(dict):
    # The namespace of an enumeration's body.

    def __init__(self, cls_name):
        super().__init__()
        self._cls_name = cls_name
        self._members = {}
        self._last = []
        self._ignore = []
        self._generate = None

    def __setitem__(self, key, value):
        if _is_private(self._cls_name, key):
            pass
        elif _is_sunder(key):
            if key not in ('_order_', '_generate_next_value_', '_numeric_repr_', '_missing_', '_ignore_', '_iter_member_', '_iter_member_by_value_', '_iter_member_by_def_', '_boundary_', '_value_repr_'):
                raise ValueError('_sunder_ names, such as %r, are reserved for future Enum use' % (key,))
            if key == '_generate_next_value_':
                if self._members:
                    raise TypeError('_generate_next_value_ must be defined before members')
                self._generate = value.__func__ if isinstance(value, staticmethod) else value
            elif key == '_ignore_':
                value = value.replace(',', ' ').split() if isinstance(value, str) else list(value)
                self._ignore = value
        elif _is_dunder(key):
            if key == '__order__':
                key = '_order_'
        elif key in self._members:
            raise TypeError('%r already defined as %r' % (key, self[key]))
        elif isinstance(value, nonmember) and key not in self._ignore:
            value = value.value
        elif key not in self._ignore and (isinstance(value, member) or not _is_descriptor(value)):
            if isinstance(value, member):
                value = value.value
            value = self._resolve(key, value)
            self._members[key] = value
            self._last.append(value)
        super().__setitem__(key, value)

    def _resolve(self, key, value):
        # Puts values where auto() stands, alone or in a tuple.
        if isinstance(value, auto):
            if value.value is _Auto:
                value.value = self._generate(key, 1, len(self._members), self._last[:])
            return value.value
        if type(value) is tuple and any(isinstance(v, auto) for v in value):
            return tuple(self._resolve(key, v) if isinstance(v, auto) else v for v in value)
        return value


class EnumType(type):
    """The class of enumerations."""

    @classmethod
    def __prepare__(metacls, name, bases, **kwds):
        for b in bases:
            if isinstance(b, EnumType) and b._member_names_:
                raise TypeError('<enum %r> cannot extend %r' % (name, b))
        names = _Names(name)
        for b in bases:
            if isinstance(b, EnumType):
                names._generate = b._generate_next_value_
        return names

    def __new__(metacls, name, bases, names, *, boundary=None, _simple=False, **kwds):
        if not isinstance(names, _Names):
            return super().__new__(metacls, name, bases, names, **kwds)
        for key in names._ignore:
            names.pop(key, None)
        members = names._members
        order = names.pop('_order_', None)
        invalid = {'mro', ''} & set(members)
        if invalid:
            raise ValueError('invalid enum member name(s) %s' % ','.join(repr(n) for n in sorted(invalid)))
        body = {k: v for k, v in names.items() if k not in members and k != '_ignore_'}
        if '_generate_next_value_' in body and not isinstance(body['_generate_next_value_'], staticmethod):
            body['_generate_next_value_'] = staticmethod(body['_generate_next_value_'])
        data_type, use_new = _data_type(bases), None
        body.update(_member_names_=[], _member_map_={}, _value2member_map_={}, _unhashable_values_=[], _member_type_=data_type)
        if names._generate is not None and '_generate_next_value_' not in body:
            body['_generate_next_value_'] = staticmethod(names._generate)
        if any(isinstance(b, EnumType) for b in bases):
            own_new = body.pop('__new__', None)
            if own_new is not None:
                use_new = own_new.__func__ if isinstance(own_new, staticmethod) else own_new
                body['_new_member_'] = staticmethod(use_new)
            else:
                use_new = next((f for f in (getattr(b, '_new_member_', None) for b in bases) if f is not None), None)
            body['__new__'] = Enum.__new__  # before that of int or str
        cls = super().__new__(metacls, name, bases, body, **kwds)
        if '__new__' in body:
            for method in ('__repr__', '__str__', '__format__', '__reduce_ex__'):
                if method not in body and getattr(cls, method) in (getattr(data_type, method), getattr(object, method)):
                    type.__setattr__(cls, method, getattr(bases[-1], method))
        base_boundary = getattr(cls, '_boundary_', None)
        cls._boundary_ = boundary or base_boundary
        for key, value in members.items():
            _add_member(cls, key, value, use_new, data_type)
        if Flag is not None and issubclass(cls, Flag):
            cls._flag_mask_ = 0
            for m in cls._member_map_.values():
                cls._flag_mask_ |= m._value_
            cls._singles_mask_ = 0
            canonical = []
            for m_name in cls._member_names_:
                v = cls._member_map_[m_name]._value_
                if v > 0 and v & (v - 1) == 0:
                    cls._singles_mask_ |= v
                    canonical.append(m_name)
            cls._member_names_ = canonical
        if order is not None:
            if isinstance(order, str):
                order = order.replace(',', ' ').split()
            if [n for n in order if n in cls._member_names_] != cls._member_names_ or any(n not in cls._member_map_ for n in order):
                raise TypeError('member order does not match _order_:\n  %r\n  %r' % (cls._member_names_, order))
        return cls

    def __init__(cls, *args, **kwds):
        pass

    def __call__(cls, value, names=None, *, module=None, qualname=None, type=None, start=1, boundary=None):
        if names is None:
            return cls.__new__(cls, value)
        return cls._create_(value, names, module=module, qualname=qualname, type=type, start=start, boundary=boundary)

    def _create_(cls, class_name, names, *, module=None, qualname=None, type=None, start=1, boundary=None):
        metacls = cls.__class__
        bases = (cls,) if type is None else (type, cls)
        space = metacls.__prepare__(class_name, bases)
        if isinstance(names, str):
            names = names.replace(',', ' ').split()
        if isinstance(names, (tuple, list)) and names and isinstance(names[0], str):
            listed, last = [], []
            for i, name in enumerate(names):
                value = space._generate(name, start, i, last[:])
                last.append(value)
                listed.append((name, value))
            names = listed
        for item in names:
            if isinstance(item, str):
                name, value = item, names[item]
            else:
                name, value = item
            space[name] = value
        if module is None:
            try:
                module = _sys._getframe(2).f_globals['__name__']
            except (AttributeError, ValueError, KeyError):
                pass
        if module is not None:
            space['__module__'] = module
        if qualname is not None:
            space['__qualname__'] = qualname
        return metacls.__new__(metacls, class_name, bases, space, boundary=boundary)

    def __contains__(cls, value):
        if not isinstance(value, Enum):
            raise TypeError("unsupported operand type(s) for 'in': '%s' and '%s'" % (type(value).__qualname__, cls.__class__.__qualname__))
        return isinstance(value, cls)

    def __getattr__(cls, name):
        raise AttributeError(name)

    def __iter__(cls):
        return (cls._member_map_[name] for name in cls._member_names_)

    def __reversed__(cls):
        return (cls._member_map_[name] for name in reversed(cls._member_names_))

    def __len__(cls):
        return len(cls._member_names_)

    def __bool__(cls):
        return True

    def __getitem__(cls, name):
        return cls._member_map_[name]

    @_property
    def __members__(cls):
        return _proxy(cls._member_map_)

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get('_member_map_', {}):
            raise AttributeError('cannot reassign member %r' % (name,))
        super().__setattr__(name, value)

    def __delattr__(cls, name):
        if name in cls.__dict__.get('_member_map_', {}):
            raise AttributeError('%r cannot delete member %r.' % (cls.__name__, name))
        super().__delattr__(name)

    def __dir__(cls):
        return sorted(['__class__', '__contains__', '__doc__', '__getitem__', '__init_subclass__', '__iter__', '__len__', '__members__',
                       '__module__', '__name__', '__qualname__'] + list(cls._member_map_))

    def __repr__(cls):
        if Flag is not None and issubclass(cls, Flag):
            return '<flag %r>' % cls.__name__
        return '<enum %r>' % cls.__name__


EnumMeta = EnumType
Flag = None


def _data_type(bases):
    # The class besides Enum whose values the members are.
    found = object
    for b in bases:
        if isinstance(b, EnumType):
            if b._member_type_ is not object:
                found = b._member_type_
            continue
        for c in b.__mro__:
            if c is object:
                continue
            if '__new__' in c.__dict__ or c.__module__ == 'builtins':
                found = b
                break
        else:
            if b is not object and '__dataclass_fields__' in b.__dict__:
                found = b
    return found


def _add_member(cls, key, value, use_new, data_type):
    args = value if isinstance(value, tuple) else (value,)
    if data_type is tuple:
        args = (args,)
    if use_new is not None:
        m = use_new(cls, *args)
        if not hasattr(m, '_value_'):
            if data_type is object:
                m._value_ = value
            else:
                try:
                    m._value_ = data_type(*args)
                except Exception:
                    m._value_ = value
    elif data_type is not object:
        m = data_type.__new__(cls, *args)
        if not hasattr(m, '_value_'):
            try:
                m._value_ = data_type(*args)
            except Exception as e:
                new = TypeError('_value_ not set in __new__, unable to create it')
                new.__cause__ = e
                raise new
    else:
        m = object.__new__(cls)
        m._value_ = value
    value = m._value_
    m._name_ = key
    m.__objclass__ = cls
    m._sort_order_ = len(cls._member_names_)
    if _enum_init is not None and cls.__init__ is not _enum_init:
        m.__init__(*args)
    alias = None
    try:
        alias = cls._value2member_map_.get(value)
    except TypeError:
        for other in cls._member_map_.values():
            if other._value_ == value:
                alias = other
                break
    if alias is not None:
        m = alias
    else:
        cls._member_names_.append(key)
        try:
            cls._value2member_map_.setdefault(value, m)
        except TypeError:
            cls._unhashable_values_.append(value)
    type.__setattr__(cls, key, m)
    cls._member_map_[key] = m


_enum_init = None  # Enum's own __init__, once there is one


class Enum(metaclass=EnumType):
    """An enumeration to derive from."""

    @property
    def name(self):
        return self._name_

    @property
    def value(self):
        return self._value_

    def __new__(cls, value):
        if type(value) is cls:
            return value
        known = cls._value2member_map_
        try:
            if value in known:
                return known[value]
        except TypeError:  # what has no hash is looked for
            for m in cls._member_map_.values():
                if m._value_ == value:
                    return m
        error = None
        try:
            result = cls._missing_(value)
        except Exception as e:
            error, result = e, None
        if isinstance(result, cls):
            return result
        if Flag is not None and issubclass(cls, Flag) and cls._boundary_ is EJECT and isinstance(result, int):
            return result
        missing = ValueError('%r is not a valid %s' % (value, cls.__qualname__))
        if result is None and error is None:
            raise missing
        if error is None:
            error = TypeError('error in %s._missing_: returned %r instead of None or a valid member' % (cls.__name__, result))
        if not isinstance(error, ValueError):
            error.__context__ = missing
        raise error

    def __init__(self, *args, **kwds):
        pass

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        if not last_values:
            return start
        try:
            return sorted(last_values)[-1] + 1
        except TypeError:
            for v in reversed(last_values):
                try:
                    return v + 1
                except TypeError:
                    pass
            raise TypeError('unable to sort non-numeric values') from None

    @classmethod
    def _missing_(cls, value):
        return None

    def __repr__(self):
        return '<%s.%s: %s>' % (self.__class__.__name__, self._name_, _value_text(self))

    def __str__(self):
        return '%s.%s' % (self.__class__.__name__, self._name_)

    def __dir__(self):
        return ['__class__', '__doc__', '__eq__', '__hash__', '__module__', 'name', 'value']

    def __format__(self, format_spec):
        return format(str(self), format_spec)

    def __hash__(self):
        return hash(self._name_)

    def __reduce_ex__(self, proto):
        return self.__class__, (self._value_,)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


_enum_init = Enum.__init__


def _value_text(m):
    return repr(m._value_)


class ReprEnum(Enum):
    """An enumeration whose members look like their values, but for their repr."""


class IntEnum(int, ReprEnum):
    """An enumeration of integers."""

    def __str__(self):
        return int.__repr__(self)

    def __format__(self, format_spec):
        return format(self._value_, format_spec)


class StrEnum(str, ReprEnum):
    """An enumeration of strings."""

    def __new__(cls, *values):
        return _str_member(cls, *values)

    def __str__(self):
        return str.__str__(self._value_)

    def __format__(self, format_spec):
        return format(self._value_, format_spec)

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return name.lower()


def _str_member(cls, *values):
    if len(values) > 3:
        raise TypeError('too many arguments for str(): %r' % (values,))
    if not isinstance(values[0], str):
        raise TypeError('%r is not a string' % (values[0],))
    for i, what in ((1, 'encoding'), (2, 'errors')):
        if len(values) > i and not isinstance(values[i], str):
            raise TypeError('%s must be a string, not %r' % (what, values[i]))
    m = str.__new__(cls, str(*values))
    m._value_ = str(*values)
    return m


class FlagBoundary(StrEnum):
    """What becomes of values of flags that no member stands for."""
    STRICT = auto()
    CONFORM = auto()
    EJECT = auto()
    KEEP = auto()


STRICT, CONFORM, EJECT, KEEP = FlagBoundary


class _Flag(Enum):
    """An enumeration of bits, to be combined."""

    _boundary_ = STRICT

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        if not last_values:
            return start if start is not None else 1
        return 2 ** max(last_values).bit_length()

    @classmethod
    def _missing_(cls, value):
        if not isinstance(value, int):
            raise ValueError('%r is not a valid %s' % (value, cls.__qualname__))
        mask = cls._flag_mask_
        original = value
        if value < 0:
            full = (1 << mask.bit_length()) - 1
            value = max(full + 1, 2 ** value.bit_length()) + value
        unknown = value & ~mask
        if unknown:
            if cls._boundary_ is STRICT:
                bits = max(value.bit_length(), mask.bit_length())
                raise ValueError('%r invalid value %r\n    given %s\n  allowed %s' % (cls, original, _binary(original, bits), _binary(mask, bits)))
            if cls._boundary_ is CONFORM:
                value &= mask
            elif cls._boundary_ is EJECT:
                return original
        known = cls._value2member_map_.get(value)
        if known is not None:
            return known
        if cls._member_type_ is object:
            m = object.__new__(cls)
        else:
            m = cls._member_type_.__new__(cls, value)
        m._value_ = value
        names = [n for n, x in cls._member_map_.items() if n in cls._member_names_ and x._value_ & value]
        rest = value & ~sum(cls._member_map_[n]._value_ for n in names)
        if names:
            m._name_ = '|'.join(names + ([_name_of_rest(cls, rest)] if rest else []))
        else:
            m._name_ = None
        cls._value2member_map_.setdefault(value, m)
        return m

    def __contains__(self, other):
        if not isinstance(other, self.__class__):
            raise TypeError("unsupported operand type(s) for 'in': %r and %r" % (type(other).__qualname__, self.__class__.__qualname__))
        return other._value_ & self._value_ == other._value_

    def __iter__(self):
        for m in self.__class__:
            if m._value_ & self._value_:
                yield m

    def __len__(self):
        return bin(self._value_ & self.__class__._flag_mask_).count('1')

    def __repr__(self):
        if self._name_ is None:
            return '<%s: %s>' % (self.__class__.__name__, _value_text(self))
        return '<%s.%s: %s>' % (self.__class__.__name__, self._name_, _value_text(self))

    def __str__(self):
        if self._name_ is None:
            return '%s(%r)' % (self.__class__.__name__, self._value_)
        return '%s.%s' % (self.__class__.__name__, self._name_)

    def __bool__(self):
        return bool(self._value_)

    def _other(self, other):
        if isinstance(other, self.__class__):
            return other._value_
        if self._member_type_ is not object and isinstance(other, self._member_type_):
            return other
        return NotImplemented

    def __or__(self, other):
        other = self._other(other)
        return other if other is NotImplemented else self.__class__(self._value_ | other)

    def __and__(self, other):
        other = self._other(other)
        return other if other is NotImplemented else self.__class__(self._value_ & other)

    def __xor__(self, other):
        other = self._other(other)
        return other if other is NotImplemented else self.__class__(self._value_ ^ other)

    def __invert__(self):
        cls = self.__class__
        if cls._boundary_ in (EJECT, KEEP):
            return cls(~self._value_)
        return cls(cls._singles_mask_ & ~self._value_)

    __ror__, __rand__, __rxor__ = __or__, __and__, __xor__


def _name_of_rest(cls, rest):
    return '%d' % rest


def _binary(n, bits):
    sign = '0' if n >= 0 else '1'
    n &= (1 << bits) - 1
    return '0b%s %s' % (sign, bin(n)[2:].rjust(bits, '0' if sign == '0' else '1'))


_Flag.__name__ = _Flag.__qualname__ = 'Flag'
Flag = _Flag
Flag._flag_mask_ = Flag._singles_mask_ = 0


class IntFlag(int, ReprEnum, Flag, boundary=KEEP):
    """An enumeration of bits whose members are integers."""

    def __str__(self):
        return int.__repr__(self)

    def __format__(self, format_spec):
        return format(self._value_, format_spec)

    def __contains__(self, other):
        return Flag.__contains__(self, other)

    __repr__ = Flag.__repr__
    __or__, __and__, __xor__, __invert__ = Flag.__or__, Flag.__and__, Flag.__xor__, Flag.__invert__
    __ror__, __rand__, __rxor__ = Flag.__or__, Flag.__and__, Flag.__xor__


def unique(enumeration):
    aliases = ['%s -> %s' % (alias, m.name) for alias, m in enumeration.__members__.items() if alias != m.name]
    if aliases:
        raise ValueError('duplicate values found in %r: %s' % (enumeration, ', '.join(aliases)))
    return enumeration


UNIQUE, CONTINUOUS, NAMED_FLAGS = 'one name per value', 'no skipped integer values', 'multi-flag aliases may not contain unnamed flags'


def verify(*checks):
    def check(enumeration):
        if UNIQUE in checks:
            unique(enumeration)
        return enumeration
    return check


def global_enum(cls, update_str=False):
    _sys.modules[cls.__module__].__dict__.update(cls.__members__)
    return cls
