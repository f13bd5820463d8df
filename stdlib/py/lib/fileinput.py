"""Lines of several files."""

import sys as _sys


class FileInput:
    """The lines of files, one after the other."""

    def __init__(self, files=None, inplace=False, backup='', *, mode='r', openhook=None, encoding=None, errors=None):
        if inplace:
            raise RuntimeError('fileinput.FileInput with inplace is not available while metadata is evaluated')
        if files is None:
            files = _sys.argv[1:] or ('-',)
        elif isinstance(files, str) or hasattr(files, '__fspath__'):
            files = (files,)
        self._files, self._mode, self._hook, self._encoding, self._errors = list(files), mode, openhook, encoding, errors
        self._file = self._name = None
        self._line = self._total = 0
        self._lines = self._read()

    def _read(self):
        for name in self._files:
            self._name, self._line = name, 0
            if name == '-':
                self._name, f = '<stdin>', _sys.stdin
            else:
                f = self._hook(name, self._mode) if self._hook else open(name, self._mode, encoding=self._encoding, errors=self._errors)
            self._file = f
            try:
                for line in f:
                    self._line += 1
                    self._total += 1
                    yield line
            finally:
                if name != '-':
                    f.close()
        self._file = None

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._lines)

    def readline(self):
        return next(self._lines, '')

    def nextfile(self):
        raise RuntimeError('fileinput.FileInput.nextfile is not available while metadata is evaluated')

    def filename(self):
        return self._name

    def lineno(self):
        return self._total

    def filelineno(self):
        return self._line

    def isfirstline(self):
        return self._line == 1

    def isstdin(self):
        return self._name == '<stdin>'

    def close(self):
        self._lines.close()

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()


_state = None


def input(files=None, inplace=False, backup='', *, mode='r', openhook=None, encoding=None, errors=None):
    global _state
    _state = FileInput(files, inplace, backup, mode=mode, openhook=openhook, encoding=encoding, errors=errors)
    return _state


def filename():
    return _state.filename()


def lineno():
    return _state.lineno()


def filelineno():
    return _state.filelineno()


def isfirstline():
    return _state.isfirstline()


def close():
    _state.close()
