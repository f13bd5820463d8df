"""Packages and the modules in them."""

import os as _os
import sys as _sys
from collections import namedtuple
from _knead_import import path as _library_path

ModuleInfo = namedtuple('ModuleInfo', 'module_finder name ispkg')


def extend_path(path, name):
    if not isinstance(path, list):
        return path
    path = path[:]
    parent, _, last = name.rpartition('.')
    if parent:
        try:
            search = getattr(_sys.modules[parent], '__path__')
        except (KeyError, AttributeError):
            return path
    else:
        search = list(_sys.path) + _library_path()
    for d in search:
        if not isinstance(d, str):
            continue
        portion = _os.path.join(d, last)
        if _os.path.isdir(portion) and portion not in path:
            path.append(portion)
        listing = _os.path.join(d, name + '.pkg')
        if _os.path.isfile(listing):
            with open(listing) as f:
                for line in f:
                    line = line.rstrip('\n')
                    if line and not line.startswith('#'):
                        path.append(line)
    return path


def iter_modules(path=None, prefix=''):
    if isinstance(path, str):
        raise ValueError('path must be None or list of paths to look for modules in')
    seen = set()
    for d in path if path is not None else list(_sys.path) + _library_path():
        try:
            names = sorted(_os.listdir(d))
        except OSError:
            continue
        for entry in names:
            full = _os.path.join(d, entry)
            name, package = None, False
            if entry.endswith('.py') and entry != '__init__.py':
                name = entry[:-3]
            elif _os.path.isdir(full) and '.' not in entry and _os.path.isfile(_os.path.join(full, '__init__.py')):
                name, package = entry, True
            if name and name.isidentifier() and name not in seen:
                seen.add(name)
                yield ModuleInfo(None, prefix + name, package)


def walk_packages(path=None, prefix='', onerror=None):
    for info in iter_modules(path, prefix):
        yield info
        if info.ispkg:
            try:
                __import__(info.name)
            except Exception:
                if onerror is None:
                    raise
                onerror(info.name)
            else:
                yield from walk_packages(getattr(_sys.modules[info.name], '__path__', []), info.name + '.', onerror)


def get_data(package, resource):
    __import__(package)
    file = getattr(_sys.modules[package], '__file__', None)
    if file is None:
        return None
    with open(_os.path.join(_os.path.dirname(file), *resource.split('/')), 'rb') as f:
        return f.read()


def resolve_name(name):
    module, colon, attrs = name.partition(':')
    if colon:
        __import__(module)
        obj = _sys.modules[module]
        parts = attrs.split('.') if attrs else []
    else:
        parts = name.split('.')
        obj = __import__(parts.pop(0))
        where = obj.__name__
        while parts:
            try:
                where += '.' + parts[0]
                __import__(where)
                obj = _sys.modules[where]
                parts.pop(0)
            except ImportError:
                break
    for part in parts:
        obj = getattr(obj, part)
    return obj
