package pyvm

import (
	"math"
	"strings"
	"unicode/utf8"
)

// percentFormat is format % args for str and bytes (the library manual's "printf-style String Formatting").
func percentFormat(t *Thread, k *textKind, format string, args Value) (string, error) {
	p := percenter{t: t, k: k, buf: t.scratch[:0], rest: format, format: format, single: args}
	t.scratch = nil // until here is done, as the arguments' methods may format too
	switch x := Unwrap(args).(type) {
	case *Tuple:
		p.tuple, p.items = true, x.Items
	case Str:
	case Bytes, *ByteArray:
		p.mapping = !k.bytes
	default:
		p.mapping = isMapping(args)
	}
	if err := p.run(); err != nil {
		return "", err
	}
	if p.tuple {
		p.used = p.next >= len(p.items)
	}
	if !p.used && !p.mapping {
		what := "string"
		if k.bytes {
			what = "bytes"
		}
		return "", Raise(TypeError, "not all arguments converted during %s formatting", what)
	}
	if err := t.Alloc(len(p.buf)); err != nil {
		return "", err
	}
	if cap(p.buf) <= 1<<12 {
		t.scratch = p.buf
	}
	return string(p.buf), nil
}

// isMapping reports whether v has x[key].
func isMapping(v Value) bool {
	switch Unwrap(v).(type) {
	case *Dict, Indexer:
		return true
	}
	return !v.Type().native && v.Type().lookupUser("__getitem__") != nil
}

// percenter formats one string.
type percenter struct {
	t      *Thread
	k      *textKind
	buf    []byte
	format string
	rest   string // of the format
	items  []Value
	next   int // of items
	tuple  bool
	// Where the arguments are no tuple: the argument, or the value of the last (key).
	single  Value
	used    bool
	mapping bool // arguments left over are fine
}

// percentSpec is one conversion.
type percentSpec struct {
	left, plus, blank, alt, zero bool
	width, prec                  int // prec -1: none
	conv                         byte
}

func (p *percenter) run() error {
	for {
		at := strings.IndexByte(p.rest, '%')
		if at < 0 {
			p.buf = append(p.buf, p.rest...)
			return nil
		}
		p.buf = append(p.buf, p.rest[:at]...)
		p.rest = p.rest[at+1:]
		if strings.HasPrefix(p.rest, "s") && !p.k.bytes { // most are
			p.rest = p.rest[1:]
			v, err := p.arg()
			if err != nil {
				return err
			}
			s, ok := v.(Str)
			if !ok {
				text, err := ToString(p.t, v)
				if err != nil {
					return err
				}
				s = Str(text)
			}
			if err := p.room(len(s)); err != nil {
				return err
			}
			p.buf = append(p.buf, s...)
			continue
		}
		if strings.HasPrefix(p.rest, "%") {
			p.rest = p.rest[1:]
			p.buf = append(p.buf, '%')
			continue
		}
		if err := p.conversion(); err != nil {
			return err
		}
	}
}

// room fails where n bytes more are too many.
func (p *percenter) room(n int) error {
	if n < 0 || n > maxObject-len(p.buf) {
		return memoryError()
	}
	if n >= 1<<16 {
		return p.t.Alloc(n)
	}
	return nil
}

// arg returns the next argument.
func (p *percenter) arg() (Value, error) {
	if p.tuple {
		if p.next < len(p.items) {
			p.next++
			return p.items[p.next-1], nil
		}
	} else if !p.used {
		p.used = true
		return p.single, nil
	}
	return nil, Raise(TypeError, "not enough arguments for format string")
}

func incomplete() error { return Raise(ValueError, "incomplete format") }

func (p *percenter) conversion() error {
	var spec percentSpec
	if strings.HasPrefix(p.rest, "(") {
		if err := p.key(); err != nil {
			return err
		}
	}
	if err := p.flags(&spec); err != nil {
		return err
	}
	if p.rest != "" && strings.IndexByte("hlL", p.rest[0]) >= 0 {
		p.rest = p.rest[1:]
	}
	if p.rest == "" {
		return incomplete()
	}
	spec.conv = p.rest[0]
	known := "diuoxXeEfFgGcrsa"
	if p.k.bytes {
		known = "diuoxXeEfFgGcrsab"
	}
	v, err := p.arg()
	if err != nil {
		return err
	}
	if strings.IndexByte(known, spec.conv) < 0 {
		r, _ := p.k.first(p.rest)
		shown := r
		if r < 31 || r > 126 {
			shown = '?'
		}
		return Raise(ValueError, "unsupported format character '%c' (0x%x) at index %d", shown, r, p.k.count(p.format)-p.k.count(p.rest))
	}
	p.rest = p.rest[1:]
	switch spec.conv {
	case 'd', 'i', 'u', 'o', 'x', 'X':
		return p.integer(spec, v)
	case 'e', 'E', 'f', 'F', 'g', 'G':
		return p.float(spec, v)
	case 'c':
		s, err := p.char(v)
		if err != nil {
			return err
		}
		spec.zero = false
		return p.pad(spec, "", s)
	}
	s, err := p.textOf(spec.conv, v)
	if err != nil {
		return err
	}
	if spec.prec >= 0 && spec.prec < len(s) {
		if p.k.bytes {
			s = s[:spec.prec]
		} else {
			s = s[:runeOffset(s, spec.prec)]
		}
	}
	spec.zero = false
	return p.pad(spec, "", s)
}

// key takes (key) and looks it up.
func (p *percenter) key() error {
	if !p.mapping {
		return Raise(TypeError, "format requires a mapping")
	}
	depth := 0
	for i := range len(p.rest) {
		switch p.rest[i] {
		case '(':
			depth++
		case ')':
			depth--
		}
		if depth > 0 {
			continue
		}
		key := p.k.wrap(p.rest[1:i])
		if p.k == byteArrayKind {
			key = Bytes(p.rest[1:i])
		}
		p.rest = p.rest[i+1:]
		if p.tuple {
			return Raise(TypeError, "format requires a mapping")
		}
		v, err := Index(p.t, p.dict(), key)
		if err != nil {
			return err
		}
		p.single, p.used = v, false
		return nil
	}
	return Raise(ValueError, "incomplete format key")
}

// dict returns the argument that keys are looked up in.
func (p *percenter) dict() Value {
	if p.items == nil {
		p.items = []Value{p.single} // which single does not keep
	}
	return p.items[0]
}

// flags takes flags, width and precision.
func (p *percenter) flags(spec *percentSpec) error {
flags:
	for p.rest != "" {
		switch p.rest[0] {
		case '-':
			spec.left = true
		case '+':
			spec.plus = true
		case ' ':
			spec.blank = true
		case '#':
			spec.alt = true
		case '0':
			spec.zero = true
		default:
			break flags
		}
		p.rest = p.rest[1:]
	}
	n, err := p.number("width too big", math.MaxInt64)
	if err != nil {
		return err
	}
	if n < 0 {
		spec.left = true
		n = -max(n, -math.MaxInt)
	}
	spec.width, spec.prec = n, -1
	if !strings.HasPrefix(p.rest, ".") {
		return nil
	}
	p.rest = p.rest[1:]
	tooBig := "precision too big"
	if p.k.bytes {
		tooBig = "prec too big"
	}
	n, err = p.number(tooBig, 1<<31-1)
	spec.prec = max(n, 0)
	return err
}

// number takes digits, or * and its argument.
func (p *percenter) number(tooBig string, most int64) (int, error) {
	if strings.HasPrefix(p.rest, "*") {
		p.rest = p.rest[1:]
		v, err := p.arg()
		if err != nil {
			return 0, err
		}
		n, ok := plainInt(Unwrap(v))
		if !ok {
			if !isBigIndex(v) {
				return 0, Raise(TypeError, "* wants int")
			}
			return 0, Raise(OverflowError, tooBigArg(most))
		}
		if most < math.MaxInt64 && (n > most || n < -most-1) {
			return 0, Raise(OverflowError, tooBigArg(most))
		}
		return int(n), nil
	}
	n := 0
	for p.rest != "" && '0' <= p.rest[0] && p.rest[0] <= '9' {
		d := int(p.rest[0] - '0')
		if int64(n) > (most-int64(d))/10 {
			return 0, Raise(ValueError, tooBig)
		}
		n = 10*n + d
		p.rest = p.rest[1:]
	}
	return n, nil
}

func tooBigArg(most int64) string {
	if most < math.MaxInt64 {
		return "Python int too large to convert to C int"
	}
	return "Python int too large to convert to C ssize_t"
}

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
	base, prefix := 10, ""
	switch spec.conv {
	case 'o':
		base, prefix = 8, "0o"
	case 'x':
		base, prefix = 16, "0x"
	case 'X':
		base, prefix = 16, "0X"
	}
	digits, negative, err := intDigits(p.t, n, base)
	if err != nil {
		return err
	}
	if spec.conv == 'X' {
		digits = strings.ToUpper(digits)
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
	if r, err := callUser(p.t, v, "__bytes__"); r != nil || err != nil {
		if err != nil {
			return "", err
		}
		b, ok := Unwrap(r).(Bytes)
		if !ok {
			return "", Raise(TypeError, "__bytes__ returned non-bytes (type %s)", r.Type().name)
		}
		return string(b), nil
	}
	return "", Raise(TypeError, "%%b requires a bytes-like object, or an object that implements __bytes__, not '%s'", v.Type().name)
}
