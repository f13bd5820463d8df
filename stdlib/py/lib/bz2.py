"""Files compressed by bzip2, to be read."""

import builtins as _builtins
import io as _io
from _knead_compress import bunzip2 as decompress


def compress(data, compresslevel=9):
    raise NotImplementedError("Knead's Python has no bz2.compress")


def BZ2File(filename, mode='r', *, compresslevel=9):
    if 'r' not in mode:
        raise NotImplementedError("Knead's Python has no bz2.BZ2File for writing")
    if hasattr(filename, 'read'):
        return _io.BytesIO(decompress(filename.read()))
    with _builtins.open(filename, 'rb') as f:
        return _io.BytesIO(decompress(f.read()))


def open(filename, mode='rb', compresslevel=9, encoding=None, errors=None, newline=None):
    f = BZ2File(filename, mode.replace('t', ''))
    if 't' in mode:
        return _io.StringIO(f.read().decode(encoding or 'utf-8', errors or 'strict'))
    return f
