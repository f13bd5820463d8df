package pyvm

import (
	"unicode/utf8"
)

// pad appends a text, with its sign and prefix before the zeros that fill it up.
func (p *percenter) pad(spec percentSpec, prefix, body string) error {
	n := spec.width - len(prefix) - p.k.count(body)
	n = max(n, 0)
	if err := p.room(n); err != nil {
		return err
	}
	if err := p.room(n + len(prefix) + len(body)); err != nil {
		return err
	}
	switch {
	case spec.left:
		p.buf = append(append(p.buf, prefix...), body...)
		p.fill(' ', n)
	case spec.zero:
		p.buf = append(p.buf, prefix...)
		p.fill('0', n)
		p.buf = append(p.buf, body...)
	default:
		p.fill(' ', n)
		p.buf = append(append(p.buf, prefix...), body...)
	}
	return nil
}

func (p *percenter) fill(c byte, n int) {
	for range n {
		p.buf = append(p.buf, c)
	}
}

func (spec percentSpec) sign(negative bool) string {
	switch {
	case negative:
		return "-"
	case spec.plus:
		return "+"
	case spec.blank:
		return " "
	}
	return ""
}

func (p *percenter) integer(spec percentSpec, v Value) error {
	n, err := p.intArg(spec.conv, v)
	if err != nil {
		return err
	}
	digits, prefix, negative, err := typedDigits(p.t, n, rune(spec.conv))
	if err != nil {
		return err
	}
	if spec.prec > len(digits) {
		if digits, err = padText(p.t, digits, "0", spec.prec-len(digits), 0); err != nil {
			return err
		}
	}
	if !spec.alt {
		prefix = ""
	}
	return p.pad(spec, spec.sign(negative)+prefix, digits)
}

// intArg returns the integer that an integer conversion writes.
func (p *percenter) intArg(conv byte, v Value) (Value, error) {
	native := Unwrap(v)
	if numberRank(native) == 1 {
		return native, nil
	}
	decimal := conv == 'd' || conv == 'i' || conv == 'u'
	method, want := "__index__", "an integer"
	if decimal {
		method, want = "__int__", "a real number"
		if f, ok := native.(Float); ok {
			return truncFloat(float64(f))
		}
	}
	r, err := callUser(p.t, v, method)
	if r == nil && err == nil && decimal {
		r, err = callUser(p.t, v, "__index__")
	}
	if err != nil && !IsException(err, TypeError) {
		return nil, err
	}
	if r != nil && err == nil && numberRank(Unwrap(r)) == 1 {
		return Unwrap(r), nil
	}
	return nil, Raise(TypeError, "%%%c format: %s is required, not %s", conv, want, v.Type().name)
}

func (p *percenter) float(spec percentSpec, v Value) error {
	f, ok, err := realNumber(p.t, v)
	if err != nil {
		return err
	}
	if !ok {
		if p.k.bytes {
			return Raise(TypeError, "float argument required, not %s", v.Type().name)
		}
		return Raise(TypeError, "must be real number, not %s", v.Type().name)
	}
	prec := spec.prec
	if prec < 0 {
		prec = 6
	}
	if err := p.room(prec); err != nil {
		return err
	}
	if err := p.t.Alloc(prec); err != nil {
		return err
	}
	body := floatStyle{code: spec.conv, prec: prec, alt: spec.alt}.text(f)
	return p.pad(spec, spec.sign(negativeFloat(f)), body)
}

func (p *percenter) char(v Value) (string, error) {
	if p.k.bytes {
		if b, ok := bytesLike(v); ok && len(b) == 1 {
			return b, nil
		}
		n, ok, err := AsIndex(p.t, v)
		if isBigIndex(v) || ok && (n < 0 || n > 255) {
			return "", Raise(OverflowError, "%c arg not in range(256)")
		}
		if err != nil {
			return "", err
		}
		if !ok {
			return "", Raise(TypeError, "%c requires an integer in range(256) or a single byte")
		}
		return string([]byte{byte(n)}), nil
	}
	if s, ok := Unwrap(v).(Str); ok {
		if s.Len() == 1 {
			return string(s), nil
		}
		return "", Raise(TypeError, "%c requires int or char")
	}
	n, ok, err := AsIndex(p.t, v)
	if isBigIndex(v) || ok && (n < 0 || n > utf8.MaxRune) {
		return "", Raise(OverflowError, "%c arg not in range(0x110000)")
	}
	if err != nil {
		return "", err
	}
	if !ok {
		return "", Raise(TypeError, "%c requires int or char")
	}
	return string(appendRune(nil, rune(n))), nil
}

// textOf does the conversions s, r, a and b.
func (p *percenter) textOf(conv byte, v Value) (string, error) {
	switch {
	case conv == 'a' || conv == 'r' && p.k.bytes:
		return ASCII(p.t, v)
	case conv == 'r':
		return Repr(p.t, v)
	case !p.k.bytes:
		return ToString(p.t, v)
	}
	if b, ok := bytesLike(v); ok {
		return b, nil
	}
	if b, ok, err := dunderBytes(p.t, v); ok || err != nil {
		return b, err
	}
	return "", Raise(TypeError, "%%b requires a bytes-like object, or an object that implements __bytes__, not '%s'", v.Type().name)
}
