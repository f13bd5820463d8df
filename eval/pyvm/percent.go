package pyvm

import (
	"math"
	"strings"
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
