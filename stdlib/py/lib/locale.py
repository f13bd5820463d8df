"""The locale, which is C or UTF-8 English by its name, and C by what it does."""

LC_CTYPE, LC_NUMERIC, LC_TIME, LC_COLLATE, LC_MONETARY, LC_MESSAGES, LC_ALL = range(7)
CHAR_MAX = 127
CODESET = 14
_text = str
_current = {}


class Error(Exception):
    pass


def setlocale(category, locale=None):
    if isinstance(locale, tuple):
        locale = normalize('.'.join(x for x in locale if x))
    if locale is not None and not isinstance(locale, _text):
        raise TypeError('setlocale() argument 2 must be str or None, not %s' % type(locale).__name__)
    if not 0 <= category <= LC_ALL:
        raise Error('unsupported locale setting')
    if locale is None:
        return _current.get(category, 'C')
    if locale == '':
        locale = _from_environ(category)
    for c in range(LC_ALL + 1) if category == LC_ALL else (category,):
        _current[c] = locale
    return locale


def _from_environ(category):
    import os
    names = ['LC_CTYPE', 'LC_NUMERIC', 'LC_TIME', 'LC_COLLATE', 'LC_MONETARY', 'LC_MESSAGES', 'LC_ALL']
    for name in ('LC_ALL', names[category], 'LANG'):
        if os.environ.get(name):
            return os.environ[name]
    return 'C'


def localeconv():
    return {'int_curr_symbol': '', 'currency_symbol': '', 'mon_decimal_point': '', 'mon_thousands_sep': '', 'mon_grouping': [],
            'positive_sign': '', 'negative_sign': '', 'int_frac_digits': 127, 'frac_digits': 127, 'p_cs_precedes': 127,
            'p_sep_by_space': 127, 'n_cs_precedes': 127, 'n_sep_by_space': 127, 'p_sign_posn': 127, 'n_sign_posn': 127,
            'decimal_point': '.', 'thousands_sep': '', 'grouping': []}


def normalize(localename):
    return localename


def _parse(name):
    if name in ('C', 'POSIX', ''):
        return None, None
    language, _, encoding = name.partition('.')
    if language == 'C':
        language = 'en_US'
    encoding = {'utf8': 'UTF-8', 'utf-8': 'UTF-8'}.get(encoding.lower(), encoding)
    return language, encoding or 'ISO8859-1'


def getlocale(category=LC_CTYPE):
    name = setlocale(category)
    return _parse(name)


def getdefaultlocale(envvars=('LC_ALL', 'LC_CTYPE', 'LANG', 'LANGUAGE')):
    import os
    for name in envvars:
        if os.environ.get(name):
            return _parse(os.environ[name])
    return None, None


def resetlocale(category=LC_ALL):
    setlocale(category, '')


def getpreferredencoding(do_setlocale=True):
    return 'UTF-8'


def getencoding():
    return 'UTF-8'


def nl_langinfo(key):
    return 'UTF-8' if key == CODESET else ''


def strcoll(a, b):
    return (a > b) - (a < b)


def strxfrm(s):
    return s


def format_string(f, val, grouping=False, monetary=False):
    return f % val


def currency(val, symbol=True, grouping=False, international=False):
    raise ValueError("Currency formatting is not possible using the 'C' locale.")


def str(val):
    return '%.12g' % val


def delocalize(string):
    return string


def localize(string, grouping=False, monetary=False):
    return string


def atof(string, func=float):
    return func(string)


def atoi(string):
    return int(string)
