"""Passwords and the user's name."""

import os as _os


class GetPassWarning(UserWarning):
    pass


def getpass(prompt='Password: ', stream=None):
    raise RuntimeError('getpass.getpass: nobody can be asked while metadata is evaluated')


def getuser():
    for name in ('LOGNAME', 'USER', 'LNAME', 'USERNAME'):
        if _os.environ.get(name):
            return _os.environ[name]
    import pwd
    return pwd.getpwuid(_os.getuid())[0]
