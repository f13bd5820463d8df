"""Files with names of their own. The names are the same in every run: they are counted."""

import io as _io
import os as _os
import shutil as _shutil

template = 'tmp'
tempdir = None
TMP_MAX = 10000
_letters = 'abcdefghijklmnopqrstuvwxyz0123456789_'


class _Names:
    def __init__(self):
        self.n = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        n, out = self.n * 2654435761 % 37 ** 8, ''
        for _ in range(8):
            n, r = divmod(n, 37)
            out += _letters[r]
        return out


_names = _Names()


def gettempdir():
    global tempdir
    if tempdir is None:
        for name in ('TMPDIR', 'TEMP', 'TMP'):
            d = _os.environ.get(name)
            if d and _os.path.isdir(d):
                tempdir = _os.path.abspath(d)
                break
        else:
            for d in ('/tmp', '/var/tmp', '/usr/tmp'):
                if _os.path.isdir(d):
                    tempdir = d
                    break
            else:
                tempdir = _os.getcwd()
    return tempdir


def gettempdirb():
    return _os.fsencode(gettempdir())


def gettempprefix():
    return template


def gettempprefixb():
    return template.encode()


def _parts(suffix, prefix, dir):
    as_bytes = any(isinstance(x, bytes) for x in (suffix, prefix, dir))
    if as_bytes and any(isinstance(x, str) for x in (suffix, prefix, dir)):
        raise TypeError("Can't mix bytes and non-bytes in path components.")

    def kind(x):
        return _os.fsencode(x) if as_bytes else x
    return (kind('') if suffix is None else suffix, kind(template) if prefix is None else prefix,
            kind(gettempdir()) if dir is None else _os.fspath(dir), kind)


def _make(suffix, prefix, dir, make):
    suffix, prefix, dir, kind = _parts(suffix, prefix, dir)
    for _ in range(TMP_MAX):
        path = _os.path.join(dir, prefix + kind(next(_names)) + suffix)
        try:
            return make(path), path
        except FileExistsError:
            continue
    raise FileExistsError(17, 'No usable temporary file name found')


def mkstemp(suffix=None, prefix=None, dir=None, text=False):
    fd, path = _make(suffix, prefix, dir, lambda path: _os.open(path, _os.O_RDWR | _os.O_CREAT | _os.O_EXCL, 0o600))
    return fd, _os.path.abspath(path)


def mkdtemp(suffix=None, prefix=None, dir=None):
    return _make(suffix, prefix, dir, lambda path: _os.mkdir(path, 0o700))[1]


def mktemp(suffix='', prefix=template, dir=None):
    path = _os.path.join(gettempdir() if dir is None else dir, prefix + next(_names) + suffix)
    return _os.path.abspath(path)


class _TemporaryFileWrapper:
    """An open file that is removed when it is closed."""

    def __init__(self, file, name, delete=True):
        self.file, self.name, self.delete = file, name, delete
        self._gone = False

    def __getattr__(self, name):
        return getattr(self.__dict__['file'], name)

    def __enter__(self):
        self.file.__enter__()
        return self

    def __exit__(self, exc, value, tb):
        result = self.file.__exit__(exc, value, tb)
        self.close()
        return result

    def close(self):
        self.file.close()
        if self.delete and not self._gone:
            self._gone = True
            _os.unlink(self.name)

    def __iter__(self):
        for line in self.file:
            yield line


def NamedTemporaryFile(mode='w+b', buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None, delete=True, *, errors=None):
    def make(path):
        flags = mode.replace('w', 'x') if 'w' in mode else mode
        return open(path, flags, buffering, encoding=encoding, newline=newline, errors=errors)
    file, name = _make(suffix, prefix, dir, make)
    _os.chmod(name, 0o600)
    return _TemporaryFileWrapper(file, name, delete)


def TemporaryFile(mode='w+b', buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None, *, errors=None):
    return NamedTemporaryFile(mode, buffering, encoding, newline, suffix, prefix, dir, errors=errors)


class SpooledTemporaryFile:
    """A file in memory."""

    def __init__(self, max_size=0, mode='w+b', buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None, *, errors=None):
        self._file = _io.BytesIO() if 'b' in mode else _io.StringIO()

    def __getattr__(self, name):
        return getattr(self.__dict__['_file'], name)

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self._file.close()

    def __iter__(self):
        return iter(self._file)

    def rollover(self):
        pass


class TemporaryDirectory:
    """A directory that is removed at the end."""

    def __init__(self, suffix=None, prefix=None, dir=None, ignore_cleanup_errors=False):
        self.name = mkdtemp(suffix, prefix, dir)
        self._ignore = ignore_cleanup_errors

    def __repr__(self):
        return '<%s %r>' % (self.__class__.__name__, self.name)

    def __enter__(self):
        return self.name

    def __exit__(self, exc, value, tb):
        self.cleanup()

    def cleanup(self):
        if _os.path.exists(self.name):
            _shutil.rmtree(self.name, ignore_errors=self._ignore)
