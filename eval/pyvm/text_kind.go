package pyvm

// textKind tells str, bytes and bytearray apart for the methods that they share. Those work on Go strings: of code points
// for str, of bytes for the others.
type textKind struct {
	name  string
	bytes bool
	wrap  func(s string) Value
}

var (
	strKind       = &textKind{"str", false, func(s string) Value { return Str(s) }}
	bytesKind     = &textKind{"bytes", true, func(s string) Value { return Bytes(s) }}
	byteArrayKind = &textKind{"bytearray", true, func(s string) Value { return &ByteArray{[]byte(s)} }}
)

// textMethod is a method of a text.
type textMethod func(k *textKind, t *Thread, s string, args []Value, kw []Kw) (Value, error)

// method makes a native method of a textMethod.
func (k *textKind) method(name string, f textMethod) Func {
	return func(t *Thread, args []Value, kw []Kw) (Value, error) {
		if len(args) == 0 {
			return nil, Raise(TypeError, "unbound method %s.%s() needs an argument", k.name, name)
		}
		s, ok := k.self(args[0])
		if !ok {
			return nil, Raise(TypeError, "descriptor '%s' for '%s' objects doesn't apply to a '%s' object", name, k.name, args[0].Type().name)
		}
		return f(k, t, s, args[1:], kw)
	}
}

// methods makes native methods of textMethods.
func (k *textKind) methods(sets ...map[string]textMethod) map[string]Func {
	out := map[string]Func{}
	for _, set := range sets {
		for name, f := range set {
			out[name] = k.method(name, f)
		}
	}
	return out
}

func (k *textKind) self(v Value) (string, bool) {
	switch x := v.(type) {
	case Str:
		return string(x), k == strKind
	case Bytes:
		return string(x), k == bytesKind
	case *ByteArray:
		return string(x.B), k == byteArrayKind
	case *Instance:
		if x.base != nil {
			return k.self(x.base)
		}
	}
	return "", false
}

// arg returns the text of an argument that must be a str to a str, and a bytes-like object to the others.
func (k *textKind) arg(v Value) (string, bool) {
	if s, ok := v.(Str); ok {
		return string(s), !k.bytes
	}
	if k.bytes {
		return bytesLike(v)
	}
	s, ok := Unwrap(v).(Str)
	return string(s), ok
}

// positional is the function of that name for a method.
func (k *textKind) positional(name string, args []Value, kw []Kw, low, high int) error {
	if len(kw) == 0 && low <= len(args) && len(args) <= high {
		return nil
	}
	return positional(k.name+"."+name, args, kw, low, high)
}

// bytesLike returns the bytes of a bytes-like object.
func bytesLike(v Value) (string, bool) {
	switch x := Unwrap(v).(type) {
	case Bytes:
		return string(x), true
	case *ByteArray:
		return string(x.B), true
	}
	return "", false
}

// mustArg is arg with the TypeError that says what is wrong.
func (k *textKind) mustArg(v Value) (string, error) {
	s, ok := k.arg(v)
	if ok {
		return s, nil
	}
	if k.bytes {
		return "", Raise(TypeError, "a bytes-like object is required, not '%s'", v.Type().name)
	}
	return "", Raise(TypeError, "must be str, not %s", v.Type().name)
}

// typeOrNone is how messages name what an argument is.
func typeOrNone(v Value) string {
	if v == Value(None) {
		return "None"
	}
	return v.Type().name
}

// count returns the number of code points or bytes.
func (k *textKind) count(s string) int {
	if k.bytes {
		return len(s)
	}
	return runeCount(s)
}

// space reports whether split and strip drop r.
func (k *textKind) space(r rune) bool {
	if k.bytes {
		return r == ' ' || '\t' <= r && r <= '\r'
	}
	return isSpace(r)
}

// first and last return the first and the last code point or byte of s, which is not empty, and the number of its bytes.
func (k *textKind) first(s string) (rune, int) {
	if k.bytes {
		return rune(s[0]), 1
	}
	return decodeRune(s)
}

func (k *textKind) last(s string) (rune, int) {
	if k.bytes {
		return rune(s[len(s)-1]), 1
	}
	return decodeLastRune(s)
}

// window is the part of a text that the arguments start and end of find and its like select.
type window struct {
	lo, hi int // byte offsets
	first  int // index of lo
	ok     bool
	wide   bool // offsets are not indices
}

// window returns the window that optional bounds select.
func (k *textKind) window(t *Thread, s string, bounds []Value) (window, error) {
	if len(bounds) == 0 {
		return window{0, len(s), 0, true, !k.bytes && !isASCII(s)}, nil
	}
	wide := !k.bytes && !isASCII(s)
	n := len(s)
	if wide {
		n = runeCount(s)
	}
	start, err := boundArg(t, bounds[0], 0)
	if err != nil {
		return window{}, err
	}
	stop := n
	if len(bounds) > 1 {
		if stop, err = boundArg(t, bounds[1], n); err != nil {
			return window{}, err
		}
	}
	if start < 0 {
		start = max(0, start+n)
	}
	if stop < 0 {
		stop += n
	}
	stop = min(max(stop, 0), n)
	if start > stop {
		return window{}, nil
	}
	w := window{start, stop, start, true, wide}
	if wide {
		w.lo = runeOffset(s, start)
		w.hi = w.lo + runeOffset(s[w.lo:], stop-start)
	}
	return w, nil
}

// index returns the index of a byte offset in the text.
func (w window) index(s string, at int) int {
	if w.wide {
		return w.first + runeCount(s[w.lo:at])
	}
	return at
}
