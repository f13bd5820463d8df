"""What modules are found and loaded with, as far as scripts name it."""

import os as _os
import types as _types

SOURCE_SUFFIXES = ['.py']
BYTECODE_SUFFIXES = ['.pyc']
DEBUG_BYTECODE_SUFFIXES = OPTIMIZED_BYTECODE_SUFFIXES = BYTECODE_SUFFIXES
EXTENSION_SUFFIXES = ['.cpython-311-x86_64-linux-gnu.so', '.abi3.so', '.so']


def all_suffixes():
    return SOURCE_SUFFIXES + BYTECODE_SUFFIXES + EXTENSION_SUFFIXES


class ModuleSpec:
    """What is known of a module before it is loaded."""

    def __init__(self, name, loader, *, origin=None, loader_state=None, is_package=None):
        self.name, self.loader, self.origin, self.loader_state = name, loader, origin, loader_state
        self.submodule_search_locations = [] if is_package else None
        self.has_location = origin is not None
        self.cached = None

    @property
    def parent(self):
        return self.name if self.submodule_search_locations is not None else self.name.rpartition('.')[0]

    def __repr__(self):
        parts = ['name=%r' % self.name, 'loader=%r' % self.loader]
        if self.origin is not None:
            parts.append('origin=%r' % self.origin)
        if self.submodule_search_locations is not None:
            parts.append('submodule_search_locations=%s' % self.submodule_search_locations)
        return '%s(%s)' % (self.__class__.__name__, ', '.join(parts))


class SourceFileLoader:
    """Loads a module from a file."""

    def __init__(self, fullname, path):
        self.name, self.path = fullname, path

    def create_module(self, spec):
        return None

    def get_filename(self, name=None):
        return self.path

    def get_data(self, path):
        with open(path, 'rb') as f:
            return f.read()

    def get_source(self, name=None):
        with open(self.path, encoding='utf-8') as f:
            return f.read()

    def get_code(self, name=None):
        return compile(self.get_source(), self.path, 'exec')

    def is_package(self, name=None):
        return _os.path.basename(self.path) == '__init__.py'

    def exec_module(self, module):
        exec(self.get_code(), module.__dict__)

    def load_module(self, name=None):
        import sys
        module = _types.ModuleType(self.name)
        module.__file__ = self.path
        sys.modules[self.name] = module
        self.exec_module(module)
        return module


class ExtensionFileLoader(SourceFileLoader):
    def exec_module(self, module):
        raise ImportError("Knead's Python has no extension modules: %s" % self.path)


class BuiltinImporter:
    pass


class PathFinder:
    pass


class FileFinder:
    def __init__(self, path, *loader_details):
        self.path = path
