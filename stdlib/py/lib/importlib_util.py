"""Modules by their specs."""

import os as _os
import types as _types
from importlib.machinery import ModuleSpec, SourceFileLoader
from _knead_import import find as _find

_missing = object()


def resolve_name(name, package):
    if not name.startswith('.'):
        return name
    if not package:
        raise ImportError(f'no package specified for {repr(name)} (required for relative module names)')
    rest = name.lstrip('.')
    level = len(name) - len(rest)
    parts = package.rsplit('.', level - 1)
    if len(parts) < level:
        raise ImportError('attempted relative import beyond top-level package')
    return parts[0] + '.' + rest if rest else parts[0]


def find_spec(name, package=None):
    name = resolve_name(name, package)
    if '.' in name:
        __import__(name.rpartition('.')[0])
    module = _find(name)
    if module is None:
        return None
    file = module.__dict__.get('__file__')
    spec = ModuleSpec(name, SourceFileLoader(name, file) if file else None, origin=file or 'built-in')
    if '__path__' in module.__dict__:
        spec.submodule_search_locations = list(module.__dict__['__path__'])
    return spec


def spec_from_file_location(name, location=None, *, loader=None, submodule_search_locations=_missing):
    location = _os.fspath(location)
    spec = ModuleSpec(name, loader or SourceFileLoader(name, location), origin=location)
    if submodule_search_locations is not _missing:
        spec.submodule_search_locations = submodule_search_locations
    elif _os.path.basename(location) == '__init__.py':
        spec.submodule_search_locations = [_os.path.dirname(location)]
    return spec


def spec_from_loader(name, loader, *, origin=None, is_package=None):
    return ModuleSpec(name, loader, origin=origin or getattr(loader, 'path', None), is_package=is_package)


def module_from_spec(spec):
    module = spec.loader.create_module(spec) if hasattr(spec.loader, 'create_module') else None
    if module is None:
        module = _types.ModuleType(spec.name)
    module.__spec__, module.__loader__, module.__package__ = spec, spec.loader, spec.parent
    if spec.submodule_search_locations is not None:
        module.__path__ = spec.submodule_search_locations
    if spec.has_location:
        module.__file__ = spec.origin
    return module


def cache_from_source(path, debug_override=None, *, optimization=None):
    head, tail = _os.path.split(path)
    return _os.path.join(head, '__pycache__', tail.rpartition('.')[0] + '.cpython-311.pyc')
