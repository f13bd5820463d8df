package pyvm

import (
	"strings"

	"github.com/knead-build/knead/lang/python"
)

// Len returns the number of code points.
func (s Str) Len() int { return runeCount(string(s)) }

// Truth reports whether the string is not empty.
func (s Str) Truth() bool { return s != "" }

// StrOf returns the string itself.
func (s Str) StrOf(*Thread) (string, error) { return string(s), nil }

// Repr returns the string as a literal.
func (s Str) Repr(t *Thread) (string, error) {
	if err := t.Alloc(len(s)); err != nil {
		return "", err
	}
	return python.Quote(string(s)), nil
}

// Hash returns the hash that dictionaries use.
func (s Str) Hash(*Thread) (uint64, error) { return hashString(string(s)), nil }

// Contains looks for a string in the string.
func (s Str) Contains(t *Thread, v Value) (bool, error) {
	sub, ok := Unwrap(v).(Str)
	if !ok {
		return false, Raise(TypeError, "'in <string>' requires string as left operand, not %s", v.Type().name)
	}
	return strings.Contains(string(s), string(sub)), nil
}

// Compare orders by code points.
func (s Str) Compare(t *Thread, op CompareOp, other Value) (Value, error) {
	o, ok := Unwrap(other).(Str)
	if !ok {
		return NotImplemented, nil
	}
	return Bool(compareOrdered(op, string(s), string(o))), nil
}

// Binary has +, * and %.
func (s Str) Binary(t *Thread, op BinaryOp, other Value, swapped bool) (Value, error) {
	switch op {
	case OpMod:
		if !swapped {
			out, err := percentFormat(t, strKind, string(s), other)
			return Str(out), err
		}
	case OpAdd:
		if o, ok := Unwrap(other).(Str); ok {
			if swapped {
				s, o = o, s
			}
			if err := t.Alloc(len(s) + len(o)); err != nil {
				return nil, err
			}
			return s + o, nil
		}
	case OpMult:
		if n, ok, err := repeatArg(t, other); ok || err != nil {
			if err != nil {
				return nil, err
			}
			out, err := repeatText(t, string(s), n)
			return Str(out), err
		}
	}
	return NotImplemented, nil
}

// repeatText returns s n times.
func repeatText(t *Thread, s string, n int) (string, error) {
	if n <= 0 || s == "" {
		return "", nil
	}
	if err := t.allocN(n, len(s)); err != nil {
		return "", err
	}
	return strings.Repeat(s, n), nil
}

// Index returns a code point, or the substring that a slice selects.
func (s Str) Index(t *Thread, key Value) (Value, error) {
	if i, ok := key.(Int); ok {
		if c, ok := runeAt(string(s), int(i)); ok {
			if len(c) == 1 && c[0] < 0x80 {
				return asciiStrings[c[0]], nil
			}
			return Str(c), nil
		}
		return nil, Raise(IndexError, "string index out of range")
	}
	if sl, ok := key.(*Slice); ok {
		out, err := sliceText(t, string(s), sl)
		return Str(out), err
	}
	i, ok, err := AsIndex(t, key)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, Raise(TypeError, "string indices must be integers, not '%s'", key.Type().name)
	}
	return s.Index(t, Int(i))
}

// sliceText returns the code points that a slice selects.
func sliceText(t *Thread, s string, sl *Slice) (string, error) {
	ascii := isASCII(s)
	n := len(s)
	if !ascii {
		n = runeCount(s)
	}
	start, stop, step, count, err := sl.bounds(t, n)
	if err != nil || count == 0 {
		return "", err
	}
	if step == 1 {
		if ascii {
			return s[start:stop], nil
		}
		lo := runeOffset(s, start)
		return s[lo : lo+runeOffset(s[lo:], stop-start)], nil
	}
	var b strings.Builder
	if ascii {
		b.Grow(count)
		for i := range count {
			b.WriteByte(s[start+i*step])
		}
		return b.String(), nil
	}
	at := runeOffsets(s)
	for i := range count {
		j := start + i*step
		b.WriteString(s[at[j]:at[j+1]])
	}
	return b.String(), nil
}

// Iter yields the code points.
func (s Str) Iter(*Thread) (Iterator, error) { return &strIterator{string(s)}, nil }

type strIterator struct{ rest string }

func (*strIterator) Type() *Type { return strIteratorType }

func (it *strIterator) Next(*Thread) (Value, error) {
	if it.rest == "" {
		return nil, nil
	}
	if c := it.rest[0]; c < 0x80 {
		it.rest = it.rest[1:]
		return asciiStrings[c], nil
	}
	_, size := decodeRune(it.rest)
	c := it.rest[:size]
	it.rest = it.rest[size:]
	return Str(c), nil
}

// newStr is str(object), and str(bytes, encoding, errors).
func newStr(t *Thread, cls *Type, args []Value, kw []Kw) (Value, error) {
	var s string
	if len(args) == 1 && len(kw) == 0 {
		if x, ok := args[0].(Str); ok && cls == StrType {
			return x, nil
		}
		var err error
		if s, err = ToString(t, args[0]); err != nil {
			return nil, err
		}
	} else if len(args)+len(kw) > 0 {
		var object, encoding, errors Value
		if err := Unpack(t, "str", args, kw, "object?", &object, "encoding?", &encoding, "errors?", &errors); err != nil {
			return nil, err
		}
		var err error
		switch {
		case object == nil:
		case encoding == nil && errors == nil:
			s, err = ToString(t, object)
		default:
			s, err = decodeObject(t, object, encoding, errors)
		}
		if err != nil {
			return nil, err
		}
	}
	if cls == StrType {
		return Str(s), nil
	}
	return wrapNative(t, cls, Str(s), args, kw)
}

// decodeObject is str(object, encoding, errors).
func decodeObject(t *Thread, object, encoding, errors Value) (string, error) {
	b, ok := bytesLike(object)
	if !ok {
		if _, ok := Unwrap(object).(Str); ok {
			return "", Raise(TypeError, "decoding str is not supported")
		}
		return "", Raise(TypeError, "decoding to str: need a bytes-like object, %s found", object.Type().name)
	}
	enc, handler := "utf-8", "strict"
	if err := codecNames("str", encoding, errors, &enc, &handler); err != nil {
		return "", err
	}
	return Decode(t, b, enc, handler)
}

var strSpec = Spec{
	Name:    "str",
	New:     newStr,
	Methods: strMethods(),
	Attrs:   map[string]Value{"maketrans": &StaticMethod{NewBuiltin("maketrans", strMakeTrans)}},
}
