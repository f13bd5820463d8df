"""Files compressed by gzip: read as a whole, written when they are closed."""

import builtins as _builtins
import io as _io
from _knead_compress import gzip as _gzip, gunzip as _gunzip


class BadGzipFile(OSError):
    """A file that gzip did not make."""


def compress(data, compresslevel=9, *, mtime=None):
    return _gzip(data)


def decompress(data):
    try:
        return _gunzip(data)
    except OSError as e:
        raise BadGzipFile(str(e)) from None


class GzipFile(_io.BytesIO):
    """A compressed file."""

    def __init__(self, filename=None, mode=None, compresslevel=9, fileobj=None, mtime=None):
        self.mode = (mode or 'rb').replace('t', '')
        self.name = filename or getattr(fileobj, 'name', '')
        self._file = fileobj or _builtins.open(filename, self.mode if 'b' in self.mode else self.mode + 'b')
        self._own = fileobj is None
        self._write = 'r' not in self.mode
        super().__init__(b'' if self._write else decompress(self._file.read()))

    def close(self):
        if not self.closed:
            if self._write:
                self._file.write(compress(self.getvalue()))
            if self._own:
                self._file.close()
            super().close()

    def __exit__(self, *args):
        self.close()


def open(filename, mode='rb', compresslevel=9, encoding=None, errors=None, newline=None):
    if 't' in mode and 'b' in mode:
        raise ValueError('Invalid mode: %r' % (mode,))
    if hasattr(filename, 'read') or hasattr(filename, 'write'):
        f = GzipFile(None, mode.replace('t', ''), compresslevel, filename)
    else:
        f = GzipFile(filename, mode.replace('t', ''), compresslevel)
    if 't' in mode:
        if 'r' not in mode:
            raise NotImplementedError("Knead's Python has no gzip.open for writing text")
        return _io.StringIO(f.read().decode(encoding or 'utf-8', errors or 'strict').replace('\r\n', '\n'))
    return f
