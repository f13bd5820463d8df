"""Paths as objects."""

import fnmatch as _fnmatch
import io as _io
import os as _os
import re as _re
from _collections_abc import Sequence as _Sequence
from errno import EBADF as _EBADF, ELOOP as _ELOOP, ENOENT as _ENOENT, ENOTDIR as _ENOTDIR
import stat as _stat

__all__ = ['PurePath', 'PurePosixPath', 'PureWindowsPath', 'Path', 'PosixPath', 'WindowsPath']
_ignored = (_ENOENT, _ENOTDIR, _EBADF, _ELOOP)


def _split(text):
    # The root and the parts of a path.
    root = ''
    if text.startswith('/'):
        root = '//' if text.startswith('//') and not text.startswith('///') else '/'
    return root, [p for p in text.split('/') if p and p != '.']


class _Parents(_Sequence):
    """The directories above a path."""

    def __init__(self, path):
        self._cls, self._root, self._names = type(path), path._root, path._names

    def __len__(self):
        return len(self._names)

    def __getitem__(self, i):
        if isinstance(i, slice):
            return tuple(self[j] for j in range(*i.indices(len(self))))
        n = len(self)
        if i >= n or i < -n:
            raise IndexError(i)
        if i < 0:
            i += n
        return self._cls._make(self._root, self._names[:n - i - 1])

    def __repr__(self):
        return '<%s.parents>' % self._cls.__name__


class PurePath:
    """A path that no file is looked for by."""

    __slots__ = ('_root', '_names', '_text', '__weakref__')

    def __new__(cls, *args):
        if cls is PurePath:
            cls = PurePosixPath
        return cls._from(args)

    @classmethod
    def _make(cls, root, names):
        self = object.__new__(cls)
        self._root, self._names, self._text = root, names, None
        return self

    @classmethod
    def _from(cls, args):
        return cls._make(*cls._parse(args))

    @staticmethod
    def _parse(args):
        root, names = '', []
        for a in args:
            if isinstance(a, PurePath):
                r, n = a._root, a._names
            else:
                a = _os.fspath(a)
                if not isinstance(a, str):
                    raise TypeError('argument should be a str object or an os.PathLike object returning str, not %r' % type(a))
                r, n = _split(a)
            if r:
                root, names = r, list(n)
            else:
                names = names + n
        return root, names

    def __reduce__(self):
        return self.__class__, self.parts

    def __str__(self):
        if self._text is None:
            self._text = self._root + '/'.join(self._names) or '.'
        return self._text

    def __fspath__(self):
        return str(self)

    def as_posix(self):
        return str(self)

    def __bytes__(self):
        return _os.fsencode(self)

    def __repr__(self):
        return '%s(%r)' % (self.__class__.__name__, self.as_posix())

    def as_uri(self):
        if not self.is_absolute():
            raise ValueError("relative path can't be expressed as a file URI")
        from urllib.parse import quote_from_bytes
        return 'file://' + quote_from_bytes(bytes(self))

    def _comparable(self, other):
        return isinstance(other, PurePath)

    @property
    def _key(self):
        return [self._root] * bool(self._root) + self._names

    def __eq__(self, other):
        if not isinstance(other, PurePath):
            return NotImplemented
        return self._names == other._names and self._root == other._root

    def __hash__(self):
        return hash((self._root, tuple(self._names)))

    def __lt__(self, other):
        return self._key < other._key if isinstance(other, PurePath) else NotImplemented

    def __le__(self, other):
        return self._key <= other._key if isinstance(other, PurePath) else NotImplemented

    def __gt__(self, other):
        return self._key > other._key if isinstance(other, PurePath) else NotImplemented

    def __ge__(self, other):
        return self._key >= other._key if isinstance(other, PurePath) else NotImplemented

    @property
    def drive(self):
        return ''

    @property
    def root(self):
        return self._root

    anchor = root

    @property
    def name(self):
        return self._names[-1] if self._names else ''

    @property
    def suffix(self):
        i = self.name.rfind('.')
        return self.name[i:] if 0 < i < len(self.name) - 1 else ''

    @property
    def suffixes(self):
        if self.name.endswith('.'):
            return []
        return ['.' + s for s in self.name.lstrip('.').split('.')[1:]]

    @property
    def stem(self):
        i = self.name.rfind('.')
        return self.name[:i] if 0 < i < len(self.name) - 1 else self.name

    def with_name(self, name):
        if not self.name:
            raise ValueError('%r has an empty name' % (self,))
        if not name or '/' in name or name == '.':
            raise ValueError('Invalid name %r' % (name,))
        return self._make(self._root, self._names[:-1] + [name])

    def with_stem(self, stem):
        return self.with_name(stem + self.suffix)

    def with_suffix(self, suffix):
        if '/' in suffix or suffix and not suffix.startswith('.') or suffix == '.':
            raise ValueError('Invalid suffix %r' % (suffix,))
        name = self.name
        if not name:
            raise ValueError('%r has an empty name' % (self,))
        old = self.suffix
        return self._make(self._root, self._names[:-1] + [(name[:-len(old)] if old else name) + suffix])

    def relative_to(self, *other):
        if not other:
            raise TypeError('need at least one argument')
        root, names = self._parse(other)
        n = len(names)
        if self._root != root or self._names[:n] != names:
            raise ValueError('%r is not in the subpath of %r OR one path is relative and the other is absolute.'
                             % (str(self), str(self._make(root, names)) if root or names else ''))
        return self._make('', self._names[n:])

    def is_relative_to(self, *other):
        try:
            self.relative_to(*other)
        except ValueError:
            return False
        return True

    @property
    def parts(self):
        return tuple(self._key)

    def joinpath(self, *args):
        return self._make(*self._parse((self,) + args))

    def __truediv__(self, key):
        try:
            return self.joinpath(key)
        except TypeError:
            return NotImplemented

    def __rtruediv__(self, key):
        try:
            return self._make(*self._parse((key, self)))
        except TypeError:
            return NotImplemented

    @property
    def parent(self):
        return self._make(self._root, self._names[:-1]) if self._names else self

    @property
    def parents(self):
        return _Parents(self)

    def is_absolute(self):
        return bool(self._root)

    def is_reserved(self):
        return False

    def match(self, path_pattern):
        root, names = _split(path_pattern)
        if not names and not root:
            raise ValueError('empty pattern')
        if root:
            if root != self._root or len(names) != len(self._names):
                return False
        elif len(names) > len(self._key):
            return False
        return all(_fnmatch.fnmatchcase(n, p) for n, p in zip(reversed(self._key), reversed(names)))


class PurePosixPath(PurePath):
    """A path of this kind of system."""

    __slots__ = ()


class PureWindowsPath(PurePath):
    """A path of another kind of system."""

    __slots__ = ()

    def __new__(cls, *args):
        raise NotImplementedError("Knead's Python has no pathlib.%s" % cls.__name__)


class Path(PurePath):
    """A path with what can be done to its file."""

    __slots__ = ()

    def __new__(cls, *args, **kwargs):
        return (PosixPath if cls is Path else cls)._from(args)

    @classmethod
    def cwd(cls):
        return cls(_os.getcwd())

    @classmethod
    def home(cls):
        return cls('~').expanduser()

    def __enter__(self):
        return self

    def __exit__(self, typ, value, tb):
        pass

    def samefile(self, other_path):
        return _os.path.samefile(self, other_path)

    def iterdir(self):
        for name in _os.listdir(self):
            yield self._make(self._root, self._names + [name])

    def glob(self, pattern):
        if not pattern:
            raise ValueError('Unacceptable pattern: {!r}'.format(pattern))
        root, names = _split(pattern)
        if root:
            raise NotImplementedError('Non-relative patterns are unsupported')
        if pattern[-1] == '/':
            names.append('')
        return self._glob(names)

    def rglob(self, pattern):
        root, names = _split(pattern)
        if root:
            raise NotImplementedError('Non-relative patterns are unsupported')
        if pattern and pattern[-1] == '/':
            names.append('')
        return self._glob(['**'] + names)

    def _glob(self, names):
        for n in names:
            if '**' in n and n != '**':
                raise ValueError("Invalid pattern: '**' can only be an entire path component")
        seen = set() if '**' in names else None
        for path in _select(self, names):
            if seen is not None:
                if path in seen:
                    continue
                seen.add(path)
            yield path

    def absolute(self):
        return self if self.is_absolute() else self._make(*self._parse((_os.getcwd(), self)))

    def resolve(self, strict=False):
        found = self
        try:
            found = type(self)(_os.path.realpath(self, strict=strict))
            if not strict:
                found.stat()
        except OSError as e:
            if e.errno == _ELOOP:
                raise RuntimeError('Symlink loop from %r' % e.filename)
            if strict:
                raise
        return found

    def stat(self, *, follow_symlinks=True):
        return _os.stat(self, follow_symlinks=follow_symlinks)

    def lstat(self):
        return self.stat(follow_symlinks=False)

    def owner(self):
        import pwd
        return pwd.getpwuid(self.stat().st_uid).pw_name

    def group(self):
        import grp
        return grp.getgrgid(self.stat().st_gid).gr_name

    def open(self, mode='r', buffering=-1, encoding=None, errors=None, newline=None):
        return _io.open(self, mode, buffering, encoding, errors, newline)

    def read_bytes(self):
        with self.open('rb') as f:
            return f.read()

    def read_text(self, encoding=None, errors=None):
        with self.open('r', encoding=encoding, errors=errors) as f:
            return f.read()

    def write_bytes(self, data):
        with self.open('wb') as f:
            return f.write(data)

    def write_text(self, data, encoding=None, errors=None, newline=None):
        if not isinstance(data, str):
            raise TypeError('data must be str, not %s' % data.__class__.__name__)
        with self.open('w', encoding=encoding, errors=errors, newline=newline) as f:
            return f.write(data)

    def readlink(self):
        return type(self)(_os.readlink(self))

    def touch(self, mode=0o666, exist_ok=True):
        if exist_ok and self.exists():
            _os.utime(self, None)
            return
        flags = _os.O_CREAT | _os.O_WRONLY
        if not exist_ok:
            flags |= _os.O_EXCL
        _os.close(_os.open(self, flags, mode))

    def mkdir(self, mode=0o777, parents=False, exist_ok=False):
        try:
            _os.mkdir(self, mode)
        except OSError as e:
            if isinstance(e, FileNotFoundError) and parents and self.parent != self:
                self.parent.mkdir(parents=True, exist_ok=True)
                self.mkdir(mode, exist_ok=exist_ok)
            elif isinstance(e, FileNotFoundError) or not (exist_ok and self.is_dir()):
                raise

    def chmod(self, mode, *, follow_symlinks=True):
        _os.chmod(self, mode, follow_symlinks=follow_symlinks)

    def lchmod(self, mode):
        self.chmod(mode, follow_symlinks=False)

    def unlink(self, missing_ok=False):
        try:
            _os.unlink(self)
        except FileNotFoundError:
            if not missing_ok:
                raise

    def rmdir(self):
        _os.rmdir(self)

    def rename(self, target):
        _os.rename(self, target)
        return self.__class__(target)

    def replace(self, target):
        _os.replace(self, target)
        return self.__class__(target)

    def symlink_to(self, target, target_is_directory=False):
        _os.symlink(target, self)

    def hardlink_to(self, target):
        _os.link(target, self)

    def link_to(self, target):
        _os.link(self, target)

    def _is(self, test, follow=True):
        try:
            return test(self.stat(follow_symlinks=follow).st_mode)
        except OSError as e:
            if e.errno not in _ignored:
                raise
            return False
        except ValueError:
            return False

    def exists(self):
        return self._is(lambda mode: True)

    def is_dir(self):
        return self._is(_stat.S_ISDIR)

    def is_file(self):
        return self._is(_stat.S_ISREG)

    def is_symlink(self):
        return self._is(_stat.S_ISLNK, False)

    def is_block_device(self):
        return self._is(_stat.S_ISBLK)

    def is_char_device(self):
        return self._is(_stat.S_ISCHR)

    def is_fifo(self):
        return self._is(_stat.S_ISFIFO)

    def is_socket(self):
        return self._is(_stat.S_ISSOCK)

    def is_mount(self):
        return self.exists() and self.is_dir() and _os.path.ismount(self)

    def expanduser(self):
        if not self._root and self._names and self._names[0][:1] == '~':
            home = _os.path.expanduser(self._names[0])
            if home[:1] == '~':
                raise RuntimeError('Could not determine home directory.')
            return self._make(*self._parse([home] + self._names[1:]))
        return self


class PosixPath(Path, PurePosixPath):
    """A path of this system."""

    __slots__ = ()


class WindowsPath(Path, PureWindowsPath):
    __slots__ = ()

    def __new__(cls, *args, **kwargs):
        raise NotImplementedError('cannot instantiate %r on your system' % (cls.__name__,))


def _select(path, names):
    # The paths below path that match the parts of a pattern.
    if not path.is_dir():
        return iter([])
    return _step(path, names)


def _entries(path):
    try:
        with _os.scandir(path) as it:
            return list(it)
    except PermissionError:
        return []


def _is_dir(entry):
    try:
        return entry.is_dir()
    except OSError as e:
        if e.errno not in _ignored:
            raise
        return False


def _step(path, names):
    if not names:
        yield path
        return
    head, rest = names[0], names[1:]
    below = lambda name: path._make(path._root, path._names + [name])
    if head == '**':
        stack = [path]
        while stack:
            at = stack.pop()
            yield from _step(at, rest)
            inner = []
            for e in _entries(at):
                if _is_dir(e) and not e.is_symlink():
                    inner.append(at._make(at._root, at._names + [e.name]))
            stack.extend(reversed(inner))
    elif head == '':
        if path.is_dir():
            yield path
    elif head == '..' or not _re.search('[*?[]', head):
        found = below(head)
        if found.is_dir() if rest else found.exists():
            yield from _step(found, rest)
    else:
        matches = _re.compile(_fnmatch.translate(head)).match
        for e in _entries(path):
            if matches(e.name) and (not rest or _is_dir(e)):
                yield from _step(below(e.name), rest)


_os.PathLike.register(PurePath)
