"""Times read from text by a format, for time.strptime and datetime.strptime."""

import re
from datetime import date as _date

_days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
_months = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december']


def _either(names):
    return '|'.join(re.escape(n) for n in sorted(names, key=len, reverse=True) if n)


_patterns = {
    'd': r'3[0-1]|[1-2]\d|0[1-9]|[1-9]| [1-9]',
    'f': r'[0-9]{1,6}',
    'H': r'2[0-3]|[0-1]\d|\d',
    'I': r'1[0-2]|0[1-9]|[1-9]',
    'G': r'\d\d\d\d',
    'j': r'36[0-6]|3[0-5]\d|[1-2]\d\d|0[1-9]\d|00[1-9]|[1-9]\d|0[1-9]|[1-9]',
    'm': r'1[0-2]|0[1-9]|[1-9]',
    'M': r'[0-5]\d|\d',
    'S': r'6[0-1]|[0-5]\d|\d',
    'U': r'5[0-3]|[0-4]\d|\d',
    'W': r'5[0-3]|[0-4]\d|\d',
    'w': r'[0-6]',
    'u': r'[1-7]',
    'V': r'5[0-3]|0[1-9]|[1-4]\d|\d',
    'y': r'\d\d',
    'Y': r'\d\d\d\d',
    'z': r'[+-]\d\d:?[0-5]\d(?::?[0-5]\d(?:\.\d{1,6})?)?|(?-i:Z)',
    'A': _either(_days),
    'a': _either(d[:3] for d in _days),
    'B': _either(_months),
    'b': _either(m[:3] for m in _months),
    'p': 'am|pm',
    'Z': 'utc|gmt|local',
}
_composed = {'c': '%a %b %d %H:%M:%S %Y', 'x': '%m/%d/%y', 'X': '%H:%M:%S'}
_cache = {}


def _compile(format):
    got = _cache.get(format)
    if got is not None:
        return got
    text = re.sub(r'([\\.^$*+?\(\){}\[\]|])', r'\\\1', format)
    text = re.sub(r'\s+', r'\\s+', text)
    out = []
    i = 0
    while i < len(text):
        c = text[i]
        i += 1
        if c != '%':
            out.append(c)
            continue
        if i >= len(text):
            raise ValueError("stray %% in format '%s'" % format)
        d = text[i]
        i += 1
        if d in _composed:
            text = text[:i] + _composed[d].replace(' ', r'\s+') + text[i:]
        elif d == '%':
            out.append('%')
        elif d in _patterns:
            out.append('(?P<%s>%s)' % (d, _patterns[d]))
        else:
            if d == '\\':
                d = '%'
            raise ValueError("'%s' is a bad directive in format '%s'" % (d, format))
    try:
        got = re.compile(''.join(out), re.IGNORECASE)
    except re.error as e:
        raise ValueError(str(e)) from None
    if len(_cache) > 50:
        _cache.clear()
    _cache[format] = got
    return got


def _by_week(year, week, weekday, monday_first):
    # The day of the year from a week's number.
    first = _date(year, 1, 1).weekday()
    if not monday_first:
        first = (first + 1) % 7
        weekday = (weekday + 1) % 7
    before = (7 - first) % 7
    if week == 0:
        return 1 + weekday - first
    return 1 + before + 7 * (week - 1) + weekday


def fields(string, format):
    """The parts of a time: a tuple as time.struct_time, the microseconds, and the offset from UTC in microseconds or None."""
    for i, arg in enumerate([string, format]):
        if not isinstance(arg, str):
            raise TypeError('strptime() argument {} must be str, not {}'.format(i, type(arg)))
    m = _compile(format).match(string)
    if not m:
        raise ValueError('time data %r does not match format %r' % (string, format))
    if len(string) != m.end():
        raise ValueError('unconverted data remains: %s' % string[m.end():])
    g = {k: v for k, v in m.groupdict().items() if v is not None}
    year = iso_year = None
    month = day = 1
    hour = minute = second = micro = 0
    zone = -1
    offset = zone_name = None
    weekday = julian = week = iso_week = None
    monday_first = False
    for key, v in g.items():
        if key == 'y':
            year = int(v)
            year += 2000 if year <= 68 else 1900
        elif key == 'Y':
            year = int(v)
        elif key == 'G':
            iso_year = int(v)
        elif key == 'm':
            month = int(v)
        elif key == 'B':
            month = _months.index(v.lower()) + 1
        elif key == 'b':
            month = [n[:3] for n in _months].index(v.lower()) + 1
        elif key == 'd':
            day = int(v)
        elif key == 'H':
            hour = int(v)
        elif key == 'I':
            hour = int(v) % 12
            if g.get('p', '').lower() == 'pm':
                hour += 12
        elif key == 'M':
            minute = int(v)
        elif key == 'S':
            second = int(v)
        elif key == 'f':
            micro = int(v + '0' * (6 - len(v)))
        elif key == 'A':
            weekday = _days.index(v.lower())
        elif key == 'a':
            weekday = [n[:3] for n in _days].index(v.lower())
        elif key == 'w':
            weekday = (int(v) - 1) % 7
        elif key == 'u':
            weekday = int(v) - 1
        elif key == 'j':
            julian = int(v)
        elif key in 'UW':
            week, monday_first = int(v), key == 'W'
        elif key == 'V':
            iso_week = int(v)
        elif key == 'z':
            if v == 'Z':
                offset = 0
            else:
                if v[3] == ':':
                    v = v[:3] + v[4:]
                    if len(v) > 5:
                        if v[5] != ':':
                            raise ValueError('Inconsistent use of : in %s' % g['z'])
                        v = v[:5] + v[6:]
                seconds = int(v[1:3]) * 3600 + int(v[3:5]) * 60 + int(v[5:7] or 0)
                fraction = v[8:]
                offset = seconds * 1000000 + int(fraction + '0' * (6 - len(fraction)) if fraction else 0)
                if v[0] == '-':
                    offset = -offset
        elif key == 'Z':
            zone_name = v.lower()
            if zone_name in ('utc', 'gmt'):
                zone = 0
    if year is None and iso_year is not None:
        if iso_week is None or weekday is None:
            raise ValueError("ISO year directive '%G' must be used with the ISO week directive '%V' and a weekday directive ('%A', '%a', '%w', or '%u').")
        if julian is not None:
            raise ValueError("Day of the year directive '%j' is not compatible with ISO year directive '%G'. Use '%Y' instead.")
    elif week is None and iso_week is not None:
        if weekday is None:
            raise ValueError("ISO week directive '%V' must be used with the ISO year directive '%G' and a weekday directive ('%A', '%a', '%w', or '%u').")
        raise ValueError("ISO week directive '%V' is incompatible with the year directive '%Y'. Use the ISO year '%G' instead.")
    leap = False
    if year is None and month == 2 and day == 29:
        year, leap = 1904, True
    elif year is None:
        year = 1900
    if julian is None and weekday is not None:
        if week is not None:
            julian = _by_week(year, week, weekday, monday_first)
        elif iso_year is not None and iso_week is not None:
            d = _date.fromisocalendar(iso_year, iso_week, weekday + 1)
            year, month, day = d.year, d.month, d.day
            julian = d.timetuple().tm_yday
        if julian is not None and julian <= 0:
            year -= 1
            julian += 366 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 365
    if julian is None:
        julian = _date(year, month, day).toordinal() - _date(year, 1, 1).toordinal() + 1
    else:
        d = _date.fromordinal(julian - 1 + _date(year, 1, 1).toordinal())
        year, month, day = d.year, d.month, d.day
    if weekday is None:
        weekday = _date(year, month, day).weekday()
    if leap:
        year = 1900
    return (year, month, day, hour, minute, second, weekday, julian, zone), micro, offset, zone_name


def parse(string, format):
    parts, _, offset, name = fields(string, format)
    return parts + (name and name.upper(), None if offset is None else offset // 1000000)
