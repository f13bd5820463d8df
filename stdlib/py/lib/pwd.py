"""Users."""

from _knead_accounts import users as _users, user_type as struct_passwd


def getpwall():
    return _users()


def getpwnam(name, /):
    if not isinstance(name, str):
        raise TypeError('getpwnam() argument must be str, not %s' % type(name).__name__)
    for u in _users():
        if u.pw_name == name:
            return u
    raise KeyError("getpwnam(): name not found: %r" % name)


def getpwuid(uid, /):
    if not isinstance(uid, int):
        raise TypeError('uid should be integer, not %s' % type(uid).__name__)
    for u in _users():
        if u.pw_uid == uid:
            return u
    raise KeyError('getpwuid(): uid not found: %d' % uid)
