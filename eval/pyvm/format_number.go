package pyvm

import (
	"math"
	"strings"
	"unicode/utf8"
)

func formatInt(t *Thread, v Value, name, spec string) (string, error) {
	f, err := parseFormatSpec(spec, name, '>', 'd')
	if err != nil {
		return "", err
	}
	switch f.typ {
	case 'e', 'E', 'f', 'F', 'g', 'G', '%':
		x, err := toFloat(v)
		if err != nil {
			return "", err
		}
		return f.float(t, x)
	case 'b', 'o', 'x', 'X', 'c', 'd', 'n':
	default:
		return "", unknownType(f.typ, name)
	}
	if f.prec >= 0 {
		return "", Raise(ValueError, "Precision not allowed in integer format specifier")
	}
	if f.noMinus0 {
		return "", Raise(ValueError, "Negative zero coercion (z) not allowed in integer format specifier")
	}
	if f.typ == 'c' {
		return f.char(t, v)
	}
	digits, prefix, negative, err := typedDigits(t, v, f.typ)
	if err != nil {
		return "", err
	}
	group := 3
	if prefix != "" {
		group = 4
	}
	if !f.alt {
		prefix = ""
	}
	return f.number(t, f.signOf(negative)+prefix, digits, "", group)
}

// typedDigits returns the digits of an integer, without its sign, in the base of a format's type, and that base's prefix.
func typedDigits(t *Thread, v Value, typ rune) (digits, prefix string, negative bool, err error) {
	base := 10
	switch typ {
	case 'b':
		base, prefix = 2, "0b"
	case 'o':
		base, prefix = 8, "0o"
	case 'x', 'X':
		base, prefix = 16, "0"+string(typ)
	}
	digits, negative, err = intDigits(t, v, base)
	if typ == 'X' {
		digits = strings.ToUpper(digits)
	}
	return digits, prefix, negative, err
}

// char is the type c.
func (f *formatSpec) char(t *Thread, v Value) (string, error) {
	if f.sign != 0 {
		return "", Raise(ValueError, "Sign not allowed with integer format specifier 'c'")
	}
	if f.alt {
		return "", Raise(ValueError, "Alternate form (#) not allowed with integer format specifier 'c'")
	}
	n, ok := plainInt(v)
	if !ok {
		return "", Raise(OverflowError, "Python int too large to convert to C long")
	}
	if n < 0 || n > utf8.MaxRune {
		return "", Raise(OverflowError, "%c arg not in range(0x110000)")
	}
	return f.pad(t, "", string(appendRune(nil, rune(n))))
}

func (f *formatSpec) signOf(negative bool) string {
	switch {
	case negative:
		return "-"
	case f.sign == '+' || f.sign == ' ':
		return string(f.sign)
	}
	return ""
}

// number puts sign and prefix, the grouped digits and what follows them together.
func (f *formatSpec) number(t *Thread, prefix, digits, rest string, group int) (string, error) {
	if f.grouping != 0 && digits != "" {
		least := 0 // characters of digits and separators
		if f.fill == "0" && f.align == '=' {
			least = f.width - len(prefix) - len(rest)
		}
		var err error
		if digits, err = groupDigits(t, digits, f.grouping, group, least); err != nil {
			return "", err
		}
	}
	return f.pad(t, prefix, digits+rest)
}

// groupDigits puts separators between groups of digits, with zeros in front up to a length.
func groupDigits(t *Thread, digits string, sep byte, group, least int) (string, error) {
	if err := t.allocN(max(least, len(digits)), 2); err != nil {
		return "", err
	}
	// n digits take n + (n-1)/group characters.
	n := len(digits)
	if least > 0 {
		for need := least * group / (group + 1); n < need; {
			n = need
		}
		for n+(n-1)/group < least {
			n++
		}
	}
	var b strings.Builder
	b.Grow(n + n/group)
	for i := range n {
		if i > 0 && (n-i)%group == 0 {
			b.WriteByte(sep)
		}
		if j := i - (n - len(digits)); j >= 0 {
			b.WriteByte(digits[j])
		} else {
			b.WriteByte('0')
		}
	}
	return b.String(), nil
}

func formatFloat(t *Thread, x float64, name, spec string) (string, error) {
	f, err := parseFormatSpec(spec, name, '>', 0)
	if err != nil {
		return "", err
	}
	switch f.typ {
	case 0, 'e', 'E', 'f', 'F', 'g', 'G', 'n', '%':
		return f.float(t, x)
	}
	return "", unknownType(f.typ, name)
}

// style returns the style of a float type, and how many bytes its precision may take.
func (f *formatSpec) style(t *Thread) (floatStyle, error) {
	s := floatStyle{code: byte(f.typ), prec: f.prec, alt: f.alt}
	switch f.typ {
	case 0:
		s.code, s.addDot = 'r', true
		if f.prec >= 0 {
			s.code = 'g'
		}
	case 'n':
		s.code = 'g'
	case '%':
		s.code = 'f'
	}
	if s.prec < 0 {
		s.prec = 6
	}
	if s.prec > math.MaxInt32 {
		return s, Raise(ValueError, "precision too big")
	}
	return s, t.Alloc(s.prec)
}

// float formats a float in one of the float types.
func (f *formatSpec) float(t *Thread, x float64) (string, error) {
	style, err := f.style(t)
	if err != nil {
		return "", err
	}
	suffix := ""
	if f.typ == '%' {
		x *= 100
		suffix = "%"
	}
	sign, digits, rest := f.floatParts(style, x)
	return f.number(t, sign, digits, rest+suffix, 3)
}

// floatParts returns the sign of a float, the digits before the point and the rest.
func (f *formatSpec) floatParts(style floatStyle, x float64) (sign, digits, rest string) {
	text := style.text(x)
	n := 0
	for n < len(text) && '0' <= text[n] && text[n] <= '9' {
		n++
	}
	negative := negativeFloat(x)
	if negative && f.noMinus0 && n > 0 {
		mantissa, _, _ := strings.Cut(strings.ToLower(text), "e")
		negative = strings.Trim(mantissa, "0.") != ""
	}
	return f.signOf(negative), text[:n], text[n:]
}

func formatComplex(t *Thread, x complex128, name, spec string) (string, error) {
	f, err := parseFormatSpec(spec, name, '>', 0)
	if err != nil {
		return "", err
	}
	if !strings.ContainsRune("\x00eEfFgGn", f.typ) {
		return "", unknownType(f.typ, name)
	}
	style, err := f.style(t)
	if err != nil {
		return "", err
	}
	switch {
	case f.fill == "0":
		return "", Raise(ValueError, "Zero padding is not allowed in complex format specifier")
	case f.align == '=':
		return "", Raise(ValueError, "'=' alignment flag is not allowed in complex format specifier")
	}
	style.addDot = false
	part := func(x float64) (string, error) {
		sign, digits, rest := f.floatParts(style, x)
		if f.grouping != 0 && digits != "" {
			if digits, err = groupDigits(t, digits, f.grouping, 3, 0); err != nil {
				return "", err
			}
		}
		return sign + digits + rest, nil
	}
	bare := f.typ == 0
	skipReal := bare && real(x) == 0 && !math.Signbit(real(x))
	out := ""
	if !skipReal {
		if out, err = part(real(x)); err != nil {
			return "", err
		}
		f.sign = '+'
	}
	im, err := part(imag(x))
	if err != nil {
		return "", err
	}
	out += im + "j"
	if bare && !skipReal {
		out = "(" + out + ")"
	}
	return f.pad(t, "", out)
}
