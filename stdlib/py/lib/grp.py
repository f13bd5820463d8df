"""Groups."""

from _knead_accounts import groups as _groups, group_type as struct_group


def getgrall():
    return _groups()


def getgrnam(name):
    if not isinstance(name, str):
        raise TypeError("getgrnam() argument 'name' must be str, not %s" % type(name).__name__)
    for g in _groups():
        if g.gr_name == name:
            return g
    raise KeyError("getgrnam(): name not found: %r" % name)


def getgrgid(id):
    for g in _groups():
        if g.gr_gid == id:
            return g
    raise KeyError('getgrgid(): gid not found: %d' % id)
