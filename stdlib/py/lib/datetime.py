"""Dates and times."""

import _knead_time
import operator as _operator
import time as _time

MINYEAR = 1
MAXYEAR = 9999

_lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
_before = [sum(_lengths[:i]) for i in range(12)]
_day_names = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
_month_names = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
_MAX_ORDINAL = 3652059


def _leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _month_length(year, month):
    return 29 if month == 2 and _leap(year) else _lengths[month - 1]


def _ordinal(year, month, day):
    y = year - 1
    n = y * 365 + y // 4 - y // 100 + y // 400
    return n + _before[month - 1] + (month > 2 and _leap(year)) + day


def _from_ordinal(n):
    n -= 1
    cycles, n = divmod(n, 146097)
    centuries, n = divmod(n, 36524)
    fours, n = divmod(n, 1461)
    years, n = divmod(n, 365)
    year = cycles * 400 + centuries * 100 + fours * 4 + years + 1
    if years == 4 or centuries == 4:
        return year - 1, 12, 31
    month = 1
    while n >= _month_length(year, month):
        n -= _month_length(year, month)
        month += 1
    return year, month, n + 1


def _name(x):
    # How the repr calls an object's class.
    cls = type(x)
    return 'datetime.' + cls.__name__ if cls.__module__ == 'datetime' else cls.__name__


def _integer(v):
    if isinstance(v, int):
        return int(v)
    try:
        return v.__index__()
    except AttributeError:
        raise TypeError("'%s' object cannot be interpreted as an integer" % type(v).__name__) from None


def _check_date(year, month, day):
    year, month, day = _integer(year), _integer(month), _integer(day)
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError('year %i is out of range' % year)
    if not 1 <= month <= 12:
        raise ValueError('month must be in 1..12')
    if not 1 <= day <= _month_length(year, month):
        raise ValueError('day is out of range for month')
    return year, month, day


def _check_time(hour, minute, second, microsecond, fold):
    parts = _integer(hour), _integer(minute), _integer(second), _integer(microsecond)
    for value, name, top in zip(parts, ('hour', 'minute', 'second', 'microsecond'), (23, 59, 59, 999999)):
        if not 0 <= value <= top:
            raise ValueError('%s must be in 0..%d' % (name, top))
    if fold not in (0, 1):
        raise ValueError('fold must be either 0 or 1')
    return parts


def _check_zone(tz):
    if tz is not None and not isinstance(tz, tzinfo):
        raise TypeError('tzinfo argument must be None or of a tzinfo subclass, not type %r' % type(tz).__name__)


def _divide_nearest(a, b):
    q, r = divmod(a, b)
    r *= 2
    if (r > b if b > 0 else r < b) or r == b and q % 2 == 1:
        q += 1
    return q


def _ordered(cls):
    # Gives a class, and those that are derived from it, the comparisons that its method _compare makes.
    def comparison(op):
        return lambda self, other: self._compare(other, op)
    for name in ('__eq__', '__lt__', '__le__', '__gt__', '__ge__'):
        setattr(cls, name, comparison(getattr(_operator, name)))
    return cls


def _compare_moments(one, other, op, what):
    # Compares times or datetimes by what they are in UTC, if they say by how much they differ from it.
    a, b = one.utcoffset(), other.utcoffset()
    if (a is None) != (b is None):
        if op is _operator.eq:
            return False
        raise TypeError("can't compare offset-naive and offset-aware " + what)
    x, y = one._micros(), other._micros()
    return op(x, y) if a is None else op(x - a._total(), y - b._total())


@_ordered
class timedelta:
    """A length of time: days, seconds and microseconds."""

    __slots__ = ('_days', '_seconds', '_microseconds')

    def __new__(cls, days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0):
        total = 0
        rest = 0.0
        for value, unit, name in ((microseconds, 1, 'microseconds'), (milliseconds, 1000, 'milliseconds'), (seconds, 1000000, 'seconds'),
                                  (minutes, 60000000, 'minutes'), (hours, 3600000000, 'hours'), (days, 86400000000, 'days'),
                                  (weeks, 604800000000, 'weeks')):
            if isinstance(value, int):
                total += value * unit
            elif isinstance(value, float):
                whole = int(value)
                total += whole * unit
                fraction = (value - whole) * unit
                whole = int(fraction)
                total += whole
                rest += fraction - whole
            else:
                raise TypeError('unsupported type for timedelta %s component: %s' % (name, type(value).__name__))
        if rest:
            whole = int(rest)
            total += whole
            fraction = rest - whole
            if abs(fraction) == 0.5:
                total += int(round(total % 2 + fraction)) - total % 2
            else:
                total += round(fraction)
        return cls._of(total)

    @classmethod
    def _of(cls, microseconds):
        days, rest = divmod(microseconds, 86400000000)
        if abs(days) > 999999999:
            raise OverflowError('days=%d; must have magnitude <= 999999999' % days)
        self = object.__new__(cls)
        self._days = days
        self._seconds, self._microseconds = divmod(rest, 1000000)
        return self

    @property
    def days(self):
        return self._days

    @property
    def seconds(self):
        return self._seconds

    @property
    def microseconds(self):
        return self._microseconds

    def _total(self):
        return (self._days * 86400 + self._seconds) * 1000000 + self._microseconds

    def total_seconds(self):
        return self._total() / 10 ** 6

    def __repr__(self):
        parts = []
        for name in ('days', 'seconds', 'microseconds'):
            value = getattr(self, name)
            if value:
                parts.append('%s=%d' % (name, value))
        return '%s(%s)' % (_name(self), ', '.join(parts) or '0')

    def __str__(self):
        minutes, seconds = divmod(self._seconds, 60)
        hours, minutes = divmod(minutes, 60)
        s = '%d:%02d:%02d' % (hours, minutes, seconds)
        if self._days:
            s = '%d day%s, %s' % (self._days, '' if abs(self._days) == 1 else 's', s)
        if self._microseconds:
            s += '.%06d' % self._microseconds
        return s

    def __add__(self, other):
        if isinstance(other, timedelta):
            return timedelta._of(self._total() + other._total())
        return NotImplemented

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return timedelta._of(self._total() - other._total())
        return NotImplemented

    def __rsub__(self, other):
        if isinstance(other, timedelta):
            return timedelta._of(other._total() - self._total())
        return NotImplemented

    def __neg__(self):
        return timedelta._of(-self._total())

    def __pos__(self):
        return self

    def __abs__(self):
        return -self if self._days < 0 else self

    def __mul__(self, other):
        if isinstance(other, int):
            return timedelta._of(self._total() * other)
        if isinstance(other, float):
            a, b = other.as_integer_ratio()
            return timedelta._of(_divide_nearest(self._total() * a, b))
        return NotImplemented

    __rmul__ = __mul__

    def __floordiv__(self, other):
        if isinstance(other, timedelta):
            return self._total() // other._total()
        if isinstance(other, int):
            return timedelta._of(self._total() // other)
        return NotImplemented

    def __truediv__(self, other):
        if isinstance(other, timedelta):
            return self._total() / other._total()
        if isinstance(other, int):
            return timedelta._of(_divide_nearest(self._total(), other))
        if isinstance(other, float):
            a, b = other.as_integer_ratio()
            return timedelta._of(_divide_nearest(b * self._total(), a))
        return NotImplemented

    def __mod__(self, other):
        if isinstance(other, timedelta):
            return timedelta._of(self._total() % other._total())
        return NotImplemented

    def __divmod__(self, other):
        if isinstance(other, timedelta):
            q, r = divmod(self._total(), other._total())
            return q, timedelta._of(r)
        return NotImplemented

    def _compare(self, other, op):
        return op(self._total(), other._total()) if isinstance(other, timedelta) else NotImplemented

    def __hash__(self):
        return hash((self._days, self._seconds, self._microseconds))

    def __bool__(self):
        return self._total() != 0

    def __reduce__(self):
        return type(self), (self._days, self._seconds, self._microseconds)


timedelta.min = timedelta(-999999999)
timedelta.max = timedelta(days=999999999, hours=23, minutes=59, seconds=59, microseconds=999999)
timedelta.resolution = timedelta(microseconds=1)
_zero = timedelta()


class tzinfo:
    """What says how a zone's time differs from UTC."""

    __slots__ = ()

    def tzname(self, dt):
        raise NotImplementedError('tzinfo subclass must override tzname()')

    def utcoffset(self, dt):
        raise NotImplementedError('tzinfo subclass must override utcoffset()')

    def dst(self, dt):
        raise NotImplementedError('tzinfo subclass must override dst()')

    def fromutc(self, dt):
        if not isinstance(dt, datetime):
            raise TypeError('fromutc() requires a datetime argument')
        if dt.tzinfo is not self:
            raise ValueError('dt.tzinfo is not self')
        offset = dt.utcoffset()
        if offset is None:
            raise ValueError('fromutc() requires a non-None utcoffset() result')
        dst = dt.dst()
        if dst is None:
            raise ValueError('fromutc() requires a non-None dst() result')
        if offset != dst:
            dt += offset - dst
            dst = dt.dst()
            if dst is None:
                raise ValueError('fromutc(): dt.dst gave inconsistent results; cannot convert')
        return dt + dst


class timezone(tzinfo):
    """A zone with a fixed offset."""

    __slots__ = ('_offset', '_name')

    def __new__(cls, offset, name=None):
        if not isinstance(offset, timedelta):
            raise TypeError('timezone() argument 1 must be datetime.timedelta, not %s' % type(offset).__name__)
        if name is None:
            if offset == _zero:
                return getattr(cls, 'utc', None) or cls._of(offset, None)
        elif not isinstance(name, str):
            raise TypeError('name must be a string')
        if not timedelta(-1) < offset < timedelta(1):
            raise ValueError('offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), not %r.' % offset)
        return cls._of(offset, name)

    @classmethod
    def _of(cls, offset, name):
        self = tzinfo.__new__(cls)
        self._offset, self._name = offset, name
        return self

    def __eq__(self, other):
        return self._offset == other._offset if isinstance(other, timezone) else NotImplemented

    def __hash__(self):
        return hash(self._offset)

    def __repr__(self):
        if self is timezone.utc:
            return 'datetime.timezone.utc'
        if self._name is None:
            return 'datetime.timezone(%r)' % self._offset
        return 'datetime.timezone(%r, %r)' % (self._offset, self._name)

    def __str__(self):
        return self.tzname(None)

    def utcoffset(self, dt):
        if isinstance(dt, datetime) or dt is None:
            return self._offset
        raise TypeError('utcoffset() argument must be a datetime instance or None')

    def tzname(self, dt):
        if not (isinstance(dt, datetime) or dt is None):
            raise TypeError('tzname() argument must be a datetime instance or None')
        if self._name is not None:
            return self._name
        if not self._offset:
            return 'UTC'
        return 'UTC' + _offset_text(self._offset)

    def dst(self, dt):
        return None

    def fromutc(self, dt):
        if dt.tzinfo is not self:
            raise ValueError('fromutc: dt.tzinfo is not self')
        return dt + self._offset

    def __reduce__(self):
        return timezone, (self._offset,) if self._name is None else (self._offset, self._name)


timezone.utc = UTC = timezone._of(_zero, None)
timezone.min = timezone._of(-timedelta(hours=23, minutes=59), None)
timezone.max = timezone._of(timedelta(hours=23, minutes=59), None)


def _offset_text(offset, colon=':'):
    sign = '+'
    if offset.days < 0:
        sign, offset = '-', -offset
    minutes, seconds = divmod(offset.seconds, 60)
    hours, minutes = divmod(minutes, 60)
    s = '%s%02d%s%02d' % (sign, hours, colon, minutes)
    if seconds or offset.microseconds:
        s += '%s%02d' % (colon, seconds)
        if offset.microseconds:
            s += '.%06d' % offset.microseconds
    return s


def _check_offset(name, offset):
    if offset is None:
        return None
    if not isinstance(offset, timedelta):
        raise TypeError("tzinfo.%s() must return None or a timedelta, not '%s'" % (name, type(offset).__name__))
    if not timedelta(-1) < offset < timedelta(1):
        raise ValueError('offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24).')
    return offset


def _strftime(x, format, parts):
    # Fractions and zones are of this module; all else the C library knows.
    out = []
    i = 0
    while i < len(format):
        c = format[i]
        i += 1
        if c != '%' or i >= len(format):
            out.append(c)
            continue
        d = format[i]
        i += 1
        if d == 'f':
            out.append('%06d' % getattr(x, 'microsecond', 0))
        elif d == 'z':
            offset = x.utcoffset() if hasattr(x, 'utcoffset') else None
            if offset is not None:
                out.append(_offset_text(offset, ''))
        elif d == 'Z':
            name = x.tzname() if hasattr(x, 'tzname') else None
            if name is not None:
                out.append(name.replace('%', '%%'))
        else:
            out.append('%' + d)
    return _knead_time.strftime(''.join(out), parts)


class IsoCalendarDate(tuple):
    """A year, week and weekday as of ISO 8601."""

    __slots__ = ()
    year = property(lambda self: self[0])
    week = property(lambda self: self[1])
    weekday = property(lambda self: self[2])

    def __repr__(self):
        return 'datetime.IsoCalendarDate(year=%d, week=%d, weekday=%d)' % tuple(self)


def _iso_first(year):
    # The ordinal of the Monday of an ISO year's first week.
    day = _ordinal(year, 1, 1)
    weekday = (day + 6) % 7
    return day - weekday + (7 if weekday > 3 else 0)


@_ordered
class date:
    """A day."""

    __slots__ = ('_year', '_month', '_day')

    def __new__(cls, year, month=None, day=None):
        if month is None or day is None:
            raise TypeError("function missing required argument '%s' (pos %d)" % (('month', 2) if month is None else ('day', 3)))
        self = object.__new__(cls)
        self._year, self._month, self._day = _check_date(year, month, day)
        return self

    year = property(lambda self: self._year)
    month = property(lambda self: self._month)
    day = property(lambda self: self._day)

    @classmethod
    def fromtimestamp(cls, t):
        y, m, d = _time.localtime(t)[:3]
        return cls(y, m, d)

    @classmethod
    def today(cls):
        return cls.fromtimestamp(_time.time())

    @classmethod
    def fromordinal(cls, n):
        if n < 1:
            raise ValueError('ordinal must be >= 1')
        if n > _MAX_ORDINAL:
            raise ValueError('year is out of range')
        return cls(*_from_ordinal(n))

    @classmethod
    def fromisoformat(cls, date_string):
        if not isinstance(date_string, str):
            raise TypeError('fromisoformat: argument must be str')
        try:
            parts = _parse_date(date_string)
        except ValueError:
            raise ValueError('Invalid isoformat string: %r' % date_string) from None
        return cls(*parts)

    @classmethod
    def fromisocalendar(cls, year, week, day):
        if not MINYEAR <= year <= MAXYEAR:
            raise ValueError('Year is out of range: %d' % year)
        if not 0 < week < 53 and not (week == 53 and _iso_first(year + 1) - _iso_first(year) > 364):
            raise ValueError('Invalid week: %d' % week)
        if not 0 < day < 8:
            raise ValueError('Invalid weekday: %d (range is [1, 7])' % day)
        return cls(*_from_ordinal(_iso_first(year) + (week - 1) * 7 + day - 1))

    def __repr__(self):
        return '%s(%d, %d, %d)' % (_name(self), self._year, self._month, self._day)

    def ctime(self):
        return '%s %s %2d 00:00:00 %04d' % (_day_names[self.weekday()], _month_names[self._month - 1], self._day, self._year)

    def strftime(self, format):
        return _strftime(self, format, self.timetuple())

    def __format__(self, format):
        if not isinstance(format, str):
            raise TypeError('must be str, not %s' % type(format).__name__)
        return self.strftime(format) if format else str(self)

    def isoformat(self):
        return '%04d-%02d-%02d' % (self._year, self._month, self._day)

    __str__ = isoformat

    def timetuple(self):
        day = self.toordinal()
        return _time.struct_time((self._year, self._month, self._day, 0, 0, 0, (day + 6) % 7, day - _ordinal(self._year, 1, 1) + 1, -1))

    def toordinal(self):
        return _ordinal(self._year, self._month, self._day)

    def replace(self, year=None, month=None, day=None):
        return type(self)(self._year if year is None else year, self._month if month is None else month, self._day if day is None else day)

    def weekday(self):
        return (self.toordinal() + 6) % 7

    def isoweekday(self):
        return self.toordinal() % 7 or 7

    def isocalendar(self):
        day = _ordinal(self._year, self._month, self._day)
        year = self._year
        first = _iso_first(year)
        if day < first:
            year -= 1
            first = _iso_first(year)
        elif day >= first + 52 * 7 and day >= _iso_first(year + 1):
            year += 1
            first = _iso_first(year)
        week, weekday = divmod(day - first, 7)
        return IsoCalendarDate((year, week + 1, weekday + 1))

    def _key(self):
        return self._year, self._month, self._day

    def _compare(self, other, op):
        if isinstance(other, date) and not isinstance(other, datetime):
            return op(self._key(), other._key())
        return NotImplemented

    def __hash__(self):
        return hash(self._key())

    def __add__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        n = self.toordinal() + other.days
        if not 0 < n <= _MAX_ORDINAL:
            raise OverflowError('date value out of range')
        return type(self).fromordinal(n)

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self + timedelta(-other.days)
        if isinstance(other, date) and not isinstance(other, datetime):
            return timedelta(self.toordinal() - other.toordinal())
        return NotImplemented

    def __reduce__(self):
        return type(self), self._key()


date.min = date(1, 1, 1)
date.max = date(9999, 12, 31)
date.resolution = timedelta(days=1)


def _digits(s, n):
    if len(s) < n or not (s[:n].isascii() and s[:n].isdigit()):
        raise ValueError
    return int(s[:n])


def _parse_date(s):
    # YYYY-MM-DD, YYYYMMDD, YYYY-Www-D, YYYYWwwD and the latter two without a day.
    if len(s) not in (7, 8, 10):
        raise ValueError
    year = _digits(s, 4)
    rest = s[4:]
    dash = rest[:1] == '-'
    if dash:
        rest = rest[1:]
    if rest[:1] == 'W':
        week = _digits(rest[1:], 2)
        rest = rest[3:]
        day = 1
        if rest:
            if (rest[:1] == '-') != dash:
                raise ValueError
            rest = rest[1:] if dash else rest
            day = _digits(rest, 1)
            if len(rest) != 1:
                raise ValueError
        d = date.fromisocalendar(year, week, day)
        return d.year, d.month, d.day
    month = _digits(rest, 2)
    rest = rest[2:]
    if (rest[:1] == '-') != dash:
        raise ValueError
    if dash:
        rest = rest[1:]
    day = _digits(rest, 2)
    if len(rest) != 2:
        raise ValueError
    return year, month, day


def _parse_clock(s):
    # HH[:MM[:SS[.ffffff]]], with the colons or without.
    parts = [0, 0, 0, 0]
    colon = None
    for i in range(3):
        parts[i] = _digits(s, 2)
        s = s[2:]
        if not s:
            return parts
        if s[0] in '.,' and i == 2:
            break
        if i == 0:
            colon = s[0] == ':'
        if i < 2:
            if colon:
                if s[0] != ':':
                    raise ValueError
                s = s[1:]
            elif s[0] == ':':
                raise ValueError
        else:
            raise ValueError
    fraction = s[1:]
    if not fraction or not (fraction.isascii() and fraction.isdigit()):
        raise ValueError
    parts[3] = int((fraction + '00000')[:6])
    return parts


def _parse_time(s):
    # A clock's time and an offset.
    if not s:
        raise ValueError
    tz = None
    at = max(s.find('+'), s.find('-'), s.find('Z'))
    for i, c in enumerate(s):
        if c in '+-Z':
            at = i
            break
    if at >= 0:
        zone = s[at:]
        s = s[:at]
        if zone == 'Z':
            tz = timezone.utc
        elif zone[0] == 'Z' or not zone[1:]:
            raise ValueError
        else:
            h, m, sec, us = _parse_clock(zone[1:])
            offset = timedelta(hours=h, minutes=m, seconds=sec, microseconds=us)
            if zone[0] == '-':
                offset = -offset
            tz = timezone(offset) if offset else timezone.utc
    return _parse_clock(s) + [tz]


def _clock(hour, minute, second, microsecond, timespec):
    formats = {'hours': '%02d', 'minutes': '%02d:%02d', 'seconds': '%02d:%02d:%02d', 'milliseconds': '%02d:%02d:%02d.%03d',
               'microseconds': '%02d:%02d:%02d.%06d'}
    if timespec == 'auto':
        timespec = 'microseconds' if microsecond else 'seconds'
    elif timespec == 'milliseconds':
        microsecond //= 1000
    if timespec not in formats:
        raise ValueError('Unknown timespec value')
    values = (hour, minute, second, microsecond)
    return formats[timespec] % values[:formats[timespec].count('%')]


@_ordered
class time:
    """A time of day."""

    __slots__ = ('_hour', '_minute', '_second', '_microsecond', '_tzinfo', '_fold')

    def __new__(cls, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
        parts = _check_time(hour, minute, second, microsecond, fold)
        _check_zone(tzinfo)
        self = object.__new__(cls)
        self._hour, self._minute, self._second, self._microsecond = parts
        self._tzinfo, self._fold = tzinfo, fold
        return self

    hour = property(lambda self: self._hour)
    minute = property(lambda self: self._minute)
    second = property(lambda self: self._second)
    microsecond = property(lambda self: self._microsecond)
    tzinfo = property(lambda self: self._tzinfo)
    fold = property(lambda self: self._fold)

    @classmethod
    def fromisoformat(cls, time_string):
        if not isinstance(time_string, str):
            raise TypeError('fromisoformat: argument must be str')
        try:
            parts = _parse_time(time_string[1:] if time_string[:1] == 'T' else time_string)
        except ValueError:
            raise ValueError('Invalid isoformat string: %r' % time_string) from None
        return cls(*parts)

    def isoformat(self, timespec='auto'):
        s = _clock(self._hour, self._minute, self._second, self._microsecond, timespec)
        offset = self.utcoffset()
        return s if offset is None else s + _offset_text(offset)

    __str__ = lambda self: self.isoformat()

    def __repr__(self):
        parts = [self._hour, self._minute, self._second, self._microsecond]
        while len(parts) > 2 and not parts[-1]:
            parts.pop()
        s = ', '.join(map(str, parts))
        if self._tzinfo is not None:
            s += ', tzinfo=%r' % (self._tzinfo,)
        if self._fold:
            s += ', fold=1'
        return '%s(%s)' % (_name(self), s)

    def strftime(self, format):
        return _strftime(self, format, (1900, 1, 1, self._hour, self._minute, self._second, 0, 1, -1))

    def __format__(self, format):
        if not isinstance(format, str):
            raise TypeError('must be str, not %s' % type(format).__name__)
        return self.strftime(format) if format else str(self)

    def utcoffset(self):
        return None if self._tzinfo is None else _check_offset('utcoffset', self._tzinfo.utcoffset(None))

    def tzname(self):
        return None if self._tzinfo is None else self._tzinfo.tzname(None)

    def dst(self):
        return None if self._tzinfo is None else _check_offset('dst', self._tzinfo.dst(None))

    def replace(self, hour=None, minute=None, second=None, microsecond=None, tzinfo=True, *, fold=None):
        return type(self)(self._hour if hour is None else hour, self._minute if minute is None else minute,
                          self._second if second is None else second, self._microsecond if microsecond is None else microsecond,
                          self._tzinfo if tzinfo is True else tzinfo, fold=self._fold if fold is None else fold)

    def _micros(self):
        return ((self._hour * 60 + self._minute) * 60 + self._second) * 1000000 + self._microsecond

    def _compare(self, other, op):
        if not isinstance(other, time):
            return NotImplemented
        return _compare_moments(self, other, op, 'times')

    def __hash__(self):
        offset = self.utcoffset()
        return hash(self._micros() - (offset._total() if offset else 0))

    def __reduce__(self):
        return type(self), (self._hour, self._minute, self._second, self._microsecond, self._tzinfo)


_tzinfo_class = tzinfo
time.min = time(0, 0, 0)
time.max = time(23, 59, 59, 999999)
time.resolution = timedelta(microseconds=1)
_time_class = time


class datetime(date):
    """A day and a time of it."""

    __slots__ = ('_hour', '_minute', '_second', '_microsecond', '_tzinfo', '_fold')

    def __new__(cls, year, month=None, day=None, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
        if month is None or day is None:
            raise TypeError("function missing required argument '%s' (pos %d)" % (('month', 2) if month is None else ('day', 3)))
        self = object.__new__(cls)
        self._year, self._month, self._day = _check_date(year, month, day)
        self._hour, self._minute, self._second, self._microsecond = _check_time(hour, minute, second, microsecond, fold)
        _check_zone(tzinfo)
        self._tzinfo, self._fold = tzinfo, fold
        return self

    hour = property(lambda self: self._hour)
    minute = property(lambda self: self._minute)
    second = property(lambda self: self._second)
    microsecond = property(lambda self: self._microsecond)
    tzinfo = property(lambda self: self._tzinfo)
    fold = property(lambda self: self._fold)

    @classmethod
    def _of_micros(cls, n, tz=None):
        # The date and time so many microseconds after the epoch.
        seconds, micros = divmod(n, 1000000)
        days, seconds = divmod(seconds, 86400)
        ordinal = days + 719163
        if not 0 < ordinal <= _MAX_ORDINAL:
            raise ValueError('year %d is out of range' % (1970 + days // 365))
        y, m, d = _from_ordinal(ordinal)
        minutes, second = divmod(seconds, 60)
        hour, minute = divmod(minutes, 60)
        return cls(y, m, d, hour, minute, second, micros, tz)

    def _micros(self):
        seconds = (self.toordinal() - 719163) * 86400 + (self._hour * 60 + self._minute) * 60 + self._second
        return seconds * 1000000 + self._microsecond

    @classmethod
    def fromtimestamp(cls, timestamp, tz=None):
        _check_zone(tz)
        micros = cls._timestamp_micros(timestamp)
        if tz is not None:
            return tz.fromutc(cls._of_micros(micros, tz))
        return cls._of_micros(micros + _knead_time.zone(micros // 1000000)[0] * 1000000)

    @staticmethod
    def _timestamp_micros(t):
        if isinstance(t, float):
            if t != t or abs(t) > 1e15:
                raise ValueError('cannot convert float NaN to integer' if t != t else 'timestamp out of range for platform time_t')
            whole = int(t // 1)
            return whole * 1000000 + round((t - whole) * 1e6)
        return _integer(t) * 1000000

    @classmethod
    def utcfromtimestamp(cls, t):
        return cls._of_micros(cls._timestamp_micros(t))

    @classmethod
    def now(cls, tz=None):
        _check_zone(tz)
        micros = _knead_time.now() // 1000
        if tz is not None:
            return tz.fromutc(cls._of_micros(micros, tz))
        return cls._of_micros(micros + _knead_time.zone(micros // 1000000)[0] * 1000000)

    @classmethod
    def utcnow(cls):
        return cls._of_micros(_knead_time.now() // 1000)

    @classmethod
    def today(cls):
        return cls.now()

    @classmethod
    def combine(cls, date, time, tzinfo=True):
        if not isinstance(date, _date_class):
            raise TypeError('combine() argument 1 must be datetime.date, not ' + type(date).__name__)
        if not isinstance(time, _time_class):
            raise TypeError('combine() argument 2 must be datetime.time, not ' + type(time).__name__)
        if tzinfo is True:
            tzinfo = time.tzinfo
        return cls(date.year, date.month, date.day, time.hour, time.minute, time.second, time.microsecond, tzinfo, fold=time.fold)

    @classmethod
    def fromordinal(cls, n):
        d = date.fromordinal(n)
        return cls(d.year, d.month, d.day)

    @classmethod
    def fromisocalendar(cls, year, week, day):
        d = date.fromisocalendar(year, week, day)
        return cls(d.year, d.month, d.day)

    @classmethod
    def fromisoformat(cls, date_string):
        if not isinstance(date_string, str):
            raise TypeError('fromisoformat: argument must be str')
        try:
            n = cls._date_length(date_string)
            parts = _parse_date(date_string[:n])
            if len(date_string) > n:
                parts += tuple(_parse_time(date_string[n + 1:]))
        except ValueError:
            raise ValueError('Invalid isoformat string: %r' % date_string) from None
        return cls(*parts)

    @staticmethod
    def _date_length(s):
        # How long the date in front is.
        if len(s) < 7:
            raise ValueError
        if len(s) == 7:
            return 7
        if s[4] == '-':
            if s[5] == 'W':
                if len(s) > 8 and s[8] == '-':
                    return 10 if len(s) == 9 or not (len(s) > 10 and s[10].isdigit()) else 8
                return 8
            return 10
        if s[4] == 'W':
            i = 7
            while i < len(s) and s[i].isdigit():
                i += 1
            if i < 9:
                return i
            return 7 if i % 2 == 0 else 8
        return 8

    @classmethod
    def strptime(cls, date_string, format):
        import _strptime
        parts, micros, offset, name = _strptime.fields(date_string, format)
        tz = None
        if offset is not None:
            delta = timedelta(microseconds=offset)
            tz = timezone(delta, name.upper()) if name else timezone(delta)
        return cls(*parts[:6], micros, tz)

    def timetuple(self):
        dst = self.dst()
        day = self.toordinal()
        return _time.struct_time((self._year, self._month, self._day, self._hour, self._minute, self._second, (day + 6) % 7,
                                  day - _ordinal(self._year, 1, 1) + 1, -1 if dst is None else 1 if dst else 0))

    def utctimetuple(self):
        offset = self.utcoffset()
        x = self - offset if offset else self
        day = x.toordinal()
        return _time.struct_time((x.year, x.month, x.day, x.hour, x.minute, x.second, (day + 6) % 7, day - _ordinal(x.year, 1, 1) + 1, 0))

    def timestamp(self):
        if self._tzinfo is None:
            micros = self._micros()
            offset = _knead_time.zone(micros // 1000000)[0]
            offset = _knead_time.zone(micros // 1000000 - offset)[0]
            return (micros - offset * 1000000) / 10 ** 6
        return (self - datetime(1970, 1, 1, tzinfo=timezone.utc)).total_seconds()

    def date(self):
        return _date_class(self._year, self._month, self._day)

    def time(self):
        return _time_class(self._hour, self._minute, self._second, self._microsecond, fold=self._fold)

    def timetz(self):
        return _time_class(self._hour, self._minute, self._second, self._microsecond, self._tzinfo, fold=self._fold)

    def replace(self, year=None, month=None, day=None, hour=None, minute=None, second=None, microsecond=None, tzinfo=True, *, fold=None):
        def pick(new, old):
            return old if new is None else new
        return type(self)(pick(year, self._year), pick(month, self._month), pick(day, self._day), pick(hour, self._hour), pick(minute, self._minute),
                          pick(second, self._second), pick(microsecond, self._microsecond), self._tzinfo if tzinfo is True else tzinfo,
                          fold=pick(fold, self._fold))

    def astimezone(self, tz=None):
        _check_zone(tz)
        mine = self.utcoffset()
        if mine is None:
            utc = self._of_micros(round(self.timestamp() * 1000000))
        else:
            utc = self.replace(tzinfo=None) - mine
        if tz is None:
            offset, name = _knead_time.zone(utc._micros() // 1000000)
            tz = timezone(timedelta(seconds=offset), name)
        elif tz is self._tzinfo:
            return self
        return tz.fromutc(utc.replace(tzinfo=tz))

    def ctime(self):
        return '%s %s %2d %02d:%02d:%02d %04d' % (_day_names[self.weekday()], _month_names[self._month - 1], self._day, self._hour, self._minute,
                                                  self._second, self._year)

    def isoformat(self, sep='T', timespec='auto'):
        s = '%04d-%02d-%02d%s%s' % (self._year, self._month, self._day, sep, _clock(self._hour, self._minute, self._second, self._microsecond, timespec))
        offset = self.utcoffset()
        return s if offset is None else s + _offset_text(offset)

    def __repr__(self):
        parts = [self._year, self._month, self._day, self._hour, self._minute, self._second, self._microsecond]
        while len(parts) > 5 and not parts[-1]:
            parts.pop()
        s = ', '.join(map(str, parts))
        if self._tzinfo is not None:
            s += ', tzinfo=%r' % (self._tzinfo,)
        if self._fold:
            s += ', fold=1'
        return '%s(%s)' % (_name(self), s)

    def __str__(self):
        return self.isoformat(' ')

    def utcoffset(self):
        return None if self._tzinfo is None else _check_offset('utcoffset', self._tzinfo.utcoffset(self))

    def tzname(self):
        return None if self._tzinfo is None else self._tzinfo.tzname(self)

    def dst(self):
        return None if self._tzinfo is None else _check_offset('dst', self._tzinfo.dst(self))

    def _compare(self, other, op):
        if not isinstance(other, datetime):
            if isinstance(other, date) and op is not _operator.eq:
                raise TypeError("can't compare %s to %s" % (_name(self), _name(other)))
            return NotImplemented
        return _compare_moments(self, other, op, 'datetimes')

    def __hash__(self):
        offset = self.utcoffset()
        return hash(self._micros() - (offset._total() if offset else 0))

    def __add__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        try:
            return self._of_micros(self._micros() + other._total(), self._tzinfo)
        except ValueError:
            raise OverflowError('date value out of range') from None

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self + -other
        if not isinstance(other, datetime):
            return NotImplemented
        a, b = self.utcoffset(), other.utcoffset()
        if (a is None) != (b is None):
            raise TypeError("can't subtract offset-naive and offset-aware datetimes")
        difference = self._micros() - other._micros()
        if a is not None:
            difference += b._total() - a._total()
        return timedelta._of(difference)

    def __reduce__(self):
        return type(self), (self._year, self._month, self._day, self._hour, self._minute, self._second, self._microsecond, self._tzinfo)


_date_class = date
datetime.min = datetime(1, 1, 1)
datetime.max = datetime(9999, 12, 31, 23, 59, 59, 999999)
datetime.resolution = timedelta(microseconds=1)
datetime_CAPI = None
