"""Where modules of others are."""

PREFIXES = ['/usr']
ENABLE_USER_SITE = False
USER_SITE = USER_BASE = None


def getsitepackages(prefixes=None):
    return ['%s/lib/python3.11/site-packages' % p for p in prefixes or PREFIXES]


def getuserbase():
    import os
    return os.path.expanduser('~/.local')


def getusersitepackages():
    return getuserbase() + '/lib/python3.11/site-packages'


def addsitedir(sitedir, known_paths=None):
    import sys
    if sitedir not in sys.path:
        sys.path.append(sitedir)


def main():
    pass
