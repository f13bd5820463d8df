"""Variables of a context, of which there is one unless it is copied."""

_missing = object()


class Token:
    """What a variable was before."""

    MISSING = _missing

    def __init__(self, var, old):
        self.var, self.old_value, self._used = var, old, False


class ContextVar:
    """A variable."""

    def __init__(self, name, *, default=_missing):
        self.name, self._default = name, default

    def get(self, default=_missing):
        values = _current._values
        if self in values:
            return values[self]
        if default is not _missing:
            return default
        if self._default is not _missing:
            return self._default
        raise LookupError(self)

    def set(self, value):
        token = Token(self, _current._values.get(self, Token.MISSING))
        _current._values[self] = value
        return token

    def reset(self, token):
        if token._used:
            raise RuntimeError('%r has already been used once' % (token,))
        if token.var is not self:
            raise ValueError('%r was created by a different ContextVar' % (token,))
        token._used = True
        if token.old_value is Token.MISSING:
            _current._values.pop(self, None)
        else:
            _current._values[self] = token.old_value

    __class_getitem__ = classmethod(lambda cls, item: cls)


class Context:
    """Values of variables."""

    def __init__(self):
        self._values = {}

    def run(self, callable, /, *args, **kwargs):
        global _current
        before, _current = _current, self
        try:
            return callable(*args, **kwargs)
        finally:
            _current = before

    def copy(self):
        out = Context()
        out._values = dict(self._values)
        return out

    def __getitem__(self, var):
        return self._values[var]

    def __contains__(self, var):
        return var in self._values

    def __iter__(self):
        return iter(self._values)

    def __len__(self):
        return len(self._values)

    def get(self, var, default=None):
        return self._values.get(var, default)

    def keys(self):
        return self._values.keys()

    def values(self):
        return self._values.values()

    def items(self):
        return self._values.items()


_current = Context()


def copy_context():
    return _current.copy()
