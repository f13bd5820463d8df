"""Versions that can be compared."""

import re as _re


class Version:
    """A version."""

    def __init__(self, vstring=None):
        if vstring:
            self.parse(vstring)

    def __repr__(self):
        return '%s (%r)' % (self.__class__.__name__, str(self))

    def _compared(self, other, test):
        c = self._cmp(other)
        return c if c is NotImplemented else test(c)

    def __eq__(self, other):
        return self._compared(other, lambda c: c == 0)

    def __lt__(self, other):
        return self._compared(other, lambda c: c < 0)

    def __le__(self, other):
        return self._compared(other, lambda c: c <= 0)

    def __gt__(self, other):
        return self._compared(other, lambda c: c > 0)

    def __ge__(self, other):
        return self._compared(other, lambda c: c >= 0)


class StrictVersion(Version):
    """A version of two or three numbers, with a letter and a number for what comes before it."""

    version_re = _re.compile(r'^(\d+) \. (\d+) (\. (\d+))? ([ab](\d+))?$', _re.VERBOSE | _re.ASCII)

    def parse(self, vstring):
        m = self.version_re.match(vstring)
        if not m:
            raise ValueError("invalid version number '%s'" % vstring)
        major, minor, patch, pre, number = m.group(1, 2, 4, 5, 6)
        self.version = (int(major), int(minor), int(patch or 0))
        self.prerelease = (pre[0], int(number)) if pre else None

    def __str__(self):
        numbers = self.version if self.version[2] else self.version[:2]
        return '.'.join(map(str, numbers)) + ('%s%d' % self.prerelease if self.prerelease else '')

    def _cmp(self, other):
        if isinstance(other, str):
            other = StrictVersion(other)
        elif not isinstance(other, StrictVersion):
            return NotImplemented
        last = ('z', 0)
        a, b = (self.version, self.prerelease or last), (other.version, other.prerelease or last)
        return (a > b) - (a < b)


class LooseVersion(Version):
    """A version of numbers and letters."""

    component_re = _re.compile(r'(\d+ | [a-z]+ | \.)', _re.VERBOSE)

    def parse(self, vstring):
        self.vstring = vstring
        self.version = [int(x) if x.isdigit() else x for x in self.component_re.split(vstring) if x and x != '.']

    def __str__(self):
        return self.vstring

    def __repr__(self):
        return "LooseVersion ('%s')" % str(self)

    def _cmp(self, other):
        if isinstance(other, str):
            other = LooseVersion(other)
        elif not isinstance(other, LooseVersion):
            return NotImplemented
        if self.version == other.version:
            return 0
        return -1 if self.version < other.version else 1
