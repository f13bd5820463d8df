"""Rational numbers."""

import math as _math
import numbers as _numbers
import operator as _operator
import re as _re

_format = _re.compile(r'''\s*(?P<sign>[-+]?)(?=\d|\.\d)(?P<num>\d*|\d+(_\d+)*)(?:(?:/(?P<denom>\d+(_\d+)*))?|(?:\.(?P<decimal>\d*|\d+(_\d+)*))?(?:E(?P<exp>[-+]?\d+(_\d+)*))?)\s*\Z''', _re.IGNORECASE)


class Fraction(_numbers.Rational):
    """A number that is the quotient of two integers."""

    __slots__ = ('_numerator', '_denominator')

    def __new__(cls, numerator=0, denominator=None):
        self = super().__new__(cls)
        if denominator is None:
            if type(numerator) is int:
                n, d = numerator, 1
            elif isinstance(numerator, _numbers.Rational):
                n, d = numerator.numerator, numerator.denominator
            elif isinstance(numerator, float) or hasattr(numerator, 'as_integer_ratio'):
                n, d = numerator.as_integer_ratio()
            elif isinstance(numerator, str):
                m = _format.match(numerator)
                if m is None:
                    raise ValueError('Invalid literal for Fraction: %r' % numerator)
                n, d = int(m['num'] or '0'), 1
                if m['denom']:
                    d = int(m['denom'])
                else:
                    if m['decimal']:
                        digits = m['decimal'].replace('_', '')
                        n, d = n * 10 ** len(digits) + int(digits), 10 ** len(digits)
                    if m['exp']:
                        e = int(m['exp'])
                        n, d = (n * 10 ** e, d) if e >= 0 else (n, d * 10 ** -e)
                if m['sign'] == '-':
                    n = -n
            else:
                raise TypeError('argument should be a string or a Rational instance')
        elif type(numerator) is int is type(denominator):
            n, d = numerator, denominator
        elif isinstance(numerator, _numbers.Rational) and isinstance(denominator, _numbers.Rational):
            n, d = numerator.numerator * denominator.denominator, denominator.numerator * numerator.denominator
        else:
            raise TypeError('both arguments should be Rational instances')
        if d == 0:
            raise ZeroDivisionError('Fraction(%s, 0)' % n)
        g = _math.gcd(n, d)
        if d < 0:
            g = -g
        self._numerator, self._denominator = n // g, d // g
        return self

    @classmethod
    def from_float(cls, f):
        if not isinstance(f, (int, float)):
            raise TypeError('%s.from_float() only takes floats, not %r (%s)' % (cls.__name__, f, type(f).__name__))
        return cls(*f.as_integer_ratio())

    @classmethod
    def from_decimal(cls, dec):
        return cls(*dec.as_integer_ratio())

    def as_integer_ratio(self):
        return self._numerator, self._denominator

    def limit_denominator(self, max_denominator=1000000):
        if max_denominator < 1:
            raise ValueError('max_denominator should be at least 1')
        if self._denominator <= max_denominator:
            return Fraction(self)
        # The continued fraction's last convergent that is small enough, or what lies between it and the next.
        before, last, rest = (0, 1), (1, 0), (self._numerator, self._denominator)
        while True:
            whole, left = divmod(*rest)
            after = before[0] + whole * last[0], before[1] + whole * last[1]
            if after[1] > max_denominator:
                break
            before, last, rest = last, after, (rest[1], left)
        steps = (max_denominator - before[1]) // last[1]
        one, two = Fraction(before[0] + steps * last[0], before[1] + steps * last[1]), Fraction(*last)
        return two if abs(two - self) <= abs(one - self) else one

    @property
    def numerator(self):
        return self._numerator

    @property
    def denominator(self):
        return self._denominator

    def __repr__(self):
        return '%s(%s, %s)' % (self.__class__.__name__, self._numerator, self._denominator)

    def __str__(self):
        return str(self._numerator) if self._denominator == 1 else '%s/%s' % (self._numerator, self._denominator)

    def _operation(exact, fallback):
        def forward(a, b):
            if isinstance(b, (int, Fraction)):
                return exact(a, b)
            if isinstance(b, float):
                return fallback(float(a), b)
            return NotImplemented

        def reverse(b, a):
            if isinstance(a, _numbers.Rational):
                return exact(Fraction(a), b)
            if isinstance(a, _numbers.Real):
                return fallback(float(a), float(b))
            return NotImplemented
        return forward, reverse

    __add__, __radd__ = _operation(lambda a, b: Fraction(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator), _operator.add)
    __sub__, __rsub__ = _operation(lambda a, b: Fraction(a.numerator * b.denominator - b.numerator * a.denominator, a.denominator * b.denominator), _operator.sub)
    __mul__, __rmul__ = _operation(lambda a, b: Fraction(a.numerator * b.numerator, a.denominator * b.denominator), _operator.mul)
    __truediv__, __rtruediv__ = _operation(lambda a, b: Fraction(a.numerator * b.denominator, a.denominator * b.numerator), _operator.truediv)
    __floordiv__, __rfloordiv__ = _operation(lambda a, b: (a.numerator * b.denominator) // (a.denominator * b.numerator), _operator.floordiv)
    __mod__, __rmod__ = _operation(lambda a, b: Fraction((a.numerator * b.denominator) % (b.numerator * a.denominator), a.denominator * b.denominator), _operator.mod)
    del _operation

    def __divmod__(a, b):
        return a // b, a % b

    def __rdivmod__(b, a):
        return a // b, a % b

    def __pow__(a, b):
        if isinstance(b, _numbers.Rational) and b.denominator == 1:
            n = b.numerator
            if n >= 0:
                return Fraction(a._numerator ** n, a._denominator ** n)
            return Fraction(a._denominator ** -n, a._numerator ** -n)
        return float(a) ** float(b)

    def __rpow__(b, a):
        if b._denominator == 1 and b._numerator >= 0:
            return a ** b._numerator
        if isinstance(a, _numbers.Rational):
            return Fraction(a.numerator, a.denominator) ** b
        return a ** float(b)

    def __pos__(a):
        return Fraction(a._numerator, a._denominator)

    def __neg__(a):
        return Fraction(-a._numerator, a._denominator)

    def __abs__(a):
        return Fraction(abs(a._numerator), a._denominator)

    def __int__(a):
        return a.__trunc__()

    def __trunc__(a):
        return -(-a._numerator // a._denominator) if a._numerator < 0 else a._numerator // a._denominator

    def __floor__(a):
        return a._numerator // a._denominator

    def __ceil__(a):
        return -(-a._numerator // a._denominator)

    def __round__(self, ndigits=None):
        if ndigits is None:
            floor, rest = divmod(self._numerator, self._denominator)
            if rest * 2 < self._denominator or rest * 2 == self._denominator and floor % 2 == 0:
                return floor
            return floor + 1
        shift = 10 ** abs(ndigits)
        return Fraction(round(self * shift), shift) if ndigits > 0 else Fraction(round(self / shift) * shift)

    def __float__(a):
        return a._numerator / a._denominator

    def __hash__(self):
        if self._denominator == 1:
            return hash(self._numerator)
        return hash(float(self)) if float(self) == self else hash((self._numerator, self._denominator))

    def __eq__(a, b):
        if isinstance(b, _numbers.Rational):
            return a._numerator == b.numerator and a._denominator == b.denominator
        if isinstance(b, float):
            return a == Fraction(*b.as_integer_ratio()) if _math.isfinite(b) else 0.0 == b
        return NotImplemented

    def _compare(self, other, op):
        if isinstance(other, _numbers.Rational):
            return op(self._numerator * other.denominator, self._denominator * other.numerator)
        if isinstance(other, float):
            return op(self, Fraction(*other.as_integer_ratio())) if _math.isfinite(other) else op(0.0, other)
        return NotImplemented

    def __lt__(a, b):
        return a._compare(b, _operator.lt)

    def __gt__(a, b):
        return a._compare(b, _operator.gt)

    def __le__(a, b):
        return a._compare(b, _operator.le)

    def __ge__(a, b):
        return a._compare(b, _operator.ge)

    def __bool__(a):
        return bool(a._numerator)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __reduce__(self):
        return self.__class__, (self._numerator, self._denominator)
