"""Modules, as old scripts import them."""

import importlib as _importlib
import importlib.machinery as _machinery
import importlib.util as _util
import types as _types

SEARCH_ERROR, PY_SOURCE, PY_COMPILED, C_EXTENSION, PY_RESOURCE, PKG_DIRECTORY, C_BUILTIN, PY_FROZEN = range(8)
reload = _importlib.reload


def new_module(name):
    return _types.ModuleType(name)


def load_source(name, pathname, file=None):
    return _machinery.SourceFileLoader(name, pathname).load_module(name)


def find_module(name, path=None):
    import os
    import sys
    for d in sys.path if path is None else path:
        base = os.path.join(d, name)
        if os.path.isfile(base + '/__init__.py'):
            return None, base, ('', '', PKG_DIRECTORY)
        if os.path.isfile(base + '.py'):
            return open(base + '.py'), base + '.py', ('.py', 'r', PY_SOURCE)
    raise ImportError('No module named %r' % name, name=name)


def load_module(name, file, filename, details):
    if details[2] == PKG_DIRECTORY:
        filename += '/__init__.py'
    if file:
        file.close()
    return load_source(name, filename)


def get_suffixes():
    return [(s, 'rb', C_EXTENSION) for s in _machinery.EXTENSION_SUFFIXES] + [('.py', 'r', PY_SOURCE), ('.pyc', 'rb', PY_COMPILED)]


def get_magic():
    return b'\xa7\r\r\n'


def acquire_lock():
    pass


release_lock = acquire_lock


def lock_held():
    return False


cache_from_source = _util.cache_from_source
