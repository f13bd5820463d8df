package pyvm

import "strings"

// trimMethods take away from the ends of a text or add to them.
var trimMethods = map[string]textMethod{
	"strip": func(k *textKind, t *Thread, s string, args []Value, kw []Kw) (Value, error) {
		return k.strip("strip", true, true, s, args, kw)
	},
	"lstrip": func(k *textKind, t *Thread, s string, args []Value, kw []Kw) (Value, error) {
		return k.strip("lstrip", true, false, s, args, kw)
	},
	"rstrip": func(k *textKind, t *Thread, s string, args []Value, kw []Kw) (Value, error) {
		return k.strip("rstrip", false, true, s, args, kw)
	},
	"center": func(k *textKind, t *Thread, s string, args []Value, kw []Kw) (Value, error) {
		return k.justify(t, "center", s, args, kw)
	},
	"ljust": func(k *textKind, t *Thread, s string, args []Value, kw []Kw) (Value, error) {
		return k.justify(t, "ljust", s, args, kw)
	},
	"rjust": func(k *textKind, t *Thread, s string, args []Value, kw []Kw) (Value, error) {
		return k.justify(t, "rjust", s, args, kw)
	},
	"zfill":      (*textKind).zfill,
	"expandtabs": (*textKind).expandTabs,
}

// trimLeft and trimRight drop white space.
func (k *textKind) trimLeft(s string) string {
	for s != "" {
		r, size := k.first(s)
		if !k.space(r) {
			break
		}
		s = s[size:]
	}
	return s
}

func (k *textKind) trimRight(s string) string {
	for s != "" {
		r, size := k.last(s)
		if !k.space(r) {
			break
		}
		s = s[:len(s)-size]
	}
	return s
}

func (k *textKind) strip(name string, left, right bool, s string, args []Value, kw []Kw) (Value, error) {
	if err := k.positional(name, args, kw, 0, 1); err != nil {
		return nil, err
	}
	if len(args) == 0 || args[0] == Value(None) {
		if left {
			s = k.trimLeft(s)
		}
		if right {
			s = k.trimRight(s)
		}
		return k.wrap(s), nil
	}
	chars, ok := k.arg(args[0])
	if !ok {
		if k.bytes {
			return nil, Raise(TypeError, "a bytes-like object is required, not '%s'", args[0].Type().name)
		}
		return nil, Raise(TypeError, "%s arg must be None or str", name)
	}
	for left && s != "" {
		_, size := k.first(s)
		if !k.hasChar(chars, s[:size]) {
			break
		}
		s = s[size:]
	}
	for right && s != "" {
		_, size := k.last(s)
		if !k.hasChar(chars, s[len(s)-size:]) {
			break
		}
		s = s[:len(s)-size]
	}
	return k.wrap(s), nil
}

// hasChar reports whether the one code point or byte is among those of set.
func (k *textKind) hasChar(set, char string) bool {
	if len(char) == 1 {
		return strings.IndexByte(set, char[0]) >= 0
	}
	return strings.Contains(set, char)
}

func (k *textKind) justify(t *Thread, name, s string, args []Value, kw []Kw) (Value, error) {
	if err := k.positional(name, args, kw, 1, 2); err != nil {
		return nil, err
	}
	width, err := sizeArg(t, args[0])
	if err != nil {
		return nil, err
	}
	fill := " "
	if len(args) == 2 {
		var ok bool
		if fill, ok = k.arg(args[1]); k.bytes && (!ok || len(fill) != 1) {
			return nil, Raise(TypeError, "%s() argument 2 must be a byte string of length 1, not %s", name, args[1].Type().name)
		} else if !ok {
			return nil, Raise(TypeError, "The fill character must be a unicode character, not %s", args[1].Type().name)
		} else if k.count(fill) != 1 {
			return nil, Raise(TypeError, "The fill character must be exactly one character long")
		}
	}
	pad := width - k.count(s)
	if pad <= 0 || width <= 0 {
		return k.wrap(s), nil
	}
	left := 0
	switch name {
	case "rjust":
		left = pad
	case "center":
		left = pad/2 + pad&width&1
	}
	out, err := padText(t, s, fill, left, pad-left)
	return k.wrap(out), err
}

// padText puts fill before s left times, and after it right times.
func padText(t *Thread, s, fill string, left, right int) (string, error) {
	left, right = max(left, 0), max(right, 0)
	if left > maxObject || right > maxObject {
		return "", memoryError()
	}
	if left+right == 0 {
		return s, nil
	}
	if err := t.allocN(left+right, len(fill)); err != nil {
		return "", err
	}
	if err := t.Alloc(len(s)); err != nil {
		return "", err
	}
	var b strings.Builder
	b.Grow(len(s) + (left+right)*len(fill))
	writeRepeated(&b, fill, left)
	b.WriteString(s)
	writeRepeated(&b, fill, right)
	return b.String(), nil
}

func writeRepeated(b *strings.Builder, s string, n int) {
	for range n {
		b.WriteString(s)
	}
}

func (k *textKind) zfill(t *Thread, s string, args []Value, kw []Kw) (Value, error) {
	if err := k.positional("zfill", args, kw, 1, 1); err != nil {
		return nil, err
	}
	width, err := sizeArg(t, args[0])
	if err != nil {
		return nil, err
	}
	n := k.count(s)
	if width <= n {
		return k.wrap(s), nil
	}
	sign := ""
	if s != "" && (s[0] == '-' || s[0] == '+') {
		sign, s = s[:1], s[1:]
	}
	out, err := padText(t, s, "0", width-n, 0)
	return k.wrap(sign + out), err
}

func (k *textKind) expandTabs(t *Thread, s string, args []Value, kw []Kw) (Value, error) {
	size := 8
	if len(args) == 1 && len(kw) == 0 {
		var err error
		if size, err = sizeArg(t, args[0]); err != nil && !isBigIndex(args[0]) {
			return nil, err
		}
		if err != nil || int(int32(size)) != size {
			return nil, Raise(OverflowError, "Python int too large to convert to C int")
		}
	} else if err := Unpack(t, "expandtabs", args, kw, "tabsize?", &size); err != nil {
		return nil, err
	}
	size = min(size, maxObject+1)
	if err := t.Alloc(len(s)); err != nil {
		return nil, err
	}
	var b strings.Builder
	column := 0
	for s != "" {
		_, n := k.first(s)
		switch s[0] {
		case '\t':
			if size > 0 {
				fill := size - column%size
				if b.Len()+fill > maxObject {
					return nil, memoryError()
				}
				if err := t.Alloc(fill); err != nil {
					return nil, err
				}
				writeRepeated(&b, " ", fill)
				column += fill
			}
		case '\n', '\r':
			b.WriteByte(s[0])
			column = 0
		default:
			b.WriteString(s[:n])
			column++
		}
		s = s[n:]
	}
	return k.wrap(b.String()), nil
}
