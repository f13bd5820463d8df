package pyvm

import (
	"strings"
)

// Len returns the number of bytes.
func (b Bytes) Len() int { return len(b) }

// Len returns the number of bytes.
func (b *ByteArray) Len() int { return len(b.B) }

// Hash returns the hash that dictionaries use.
func (b Bytes) Hash(*Thread) (uint64, error) { return hashString(string(b)), nil }

// Repr returns the bytes as a literal.
func (b Bytes) Repr(t *Thread) (string, error) {
	if err := t.allocN(len(b), 4); err != nil {
		return "", err
	}
	return "b" + quoteBytes(string(b), false), nil
}

// Repr returns the bytes as a literal.
func (b *ByteArray) Repr(t *Thread) (string, error) { return b.reprAs(t, "bytearray") }

func (b *ByteArray) reprAs(t *Thread, class string) (string, error) {
	if err := t.allocN(len(b.B), 4); err != nil {
		return "", err
	}
	return class + "(b" + quoteBytes(string(b.B), true) + ")", nil
}

// Contains looks for bytes, or for one byte given as an integer.
func (b Bytes) Contains(t *Thread, v Value) (bool, error) { return containsBytes(t, string(b), v) }

// Contains looks for bytes, or for one byte given as an integer.
func (b *ByteArray) Contains(t *Thread, v Value) (bool, error) {
	return containsBytes(t, string(b.B), v)
}

func containsBytes(t *Thread, s string, v Value) (bool, error) {
	sub, ok := bytesLike(v)
	if !ok {
		var err error
		if sub, ok, err = byteText(t, v); err != nil {
			return false, err
		}
		if !ok {
			return false, Raise(TypeError, "a bytes-like object is required, not '%s'", v.Type().name)
		}
	}
	return strings.Contains(s, sub), nil
}

// Compare orders byte by byte.
func (b Bytes) Compare(t *Thread, op CompareOp, other Value) (Value, error) {
	return compareBytes(op, string(b), other)
}

// Compare orders byte by byte.
func (b *ByteArray) Compare(t *Thread, op CompareOp, other Value) (Value, error) {
	return compareBytes(op, string(b.B), other)
}

func compareBytes(op CompareOp, s string, other Value) (Value, error) {
	o, ok := bytesLike(other)
	if !ok {
		return NotImplemented, nil
	}
	return Bool(compareOrdered(op, s, o)), nil
}

// Binary has +, * and %.
func (b Bytes) Binary(t *Thread, op BinaryOp, other Value, swapped bool) (Value, error) {
	return bytesBinary(t, bytesKind, string(b), op, other, swapped)
}

// Binary has +, * and %.
func (b *ByteArray) Binary(t *Thread, op BinaryOp, other Value, swapped bool) (Value, error) {
	return bytesBinary(t, byteArrayKind, string(b.B), op, other, swapped)
}

func bytesBinary(t *Thread, k *textKind, s string, op BinaryOp, other Value, swapped bool) (Value, error) {
	switch op {
	case OpMod:
		if !swapped {
			out, err := percentFormat(t, k, s, other)
			return k.wrap(out), err
		}
	case OpAdd:
		if o, ok := bytesLike(other); ok && !swapped {
			if err := t.Alloc(len(s) + len(o)); err != nil {
				return nil, err
			}
			return k.wrap(s + o), nil
		}
	case OpMult:
		if n, ok, err := repeatArg(t, other); ok || err != nil {
			if err != nil {
				return nil, err
			}
			out, err := repeatText(t, s, n)
			return k.wrap(out), err
		}
	}
	return NotImplemented, nil
}

// Index returns a byte as an integer, or the bytes that a slice selects.
func (b Bytes) Index(t *Thread, key Value) (Value, error) {
	if s, ok := key.(*Slice); ok {
		out, err := sliceBytes(t, string(b), s)
		return Bytes(out), err
	}
	i, ok, err := AsIndex(t, key)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, Raise(TypeError, "byte indices must be integers or slices, not %s", key.Type().name)
	}
	if i < 0 {
		i += len(b)
	}
	if i < 0 || i >= len(b) {
		return nil, Raise(IndexError, "index out of range")
	}
	return Int(b[i]), nil
}

// Index returns a byte as an integer, or the bytes that a slice selects.
func (b *ByteArray) Index(t *Thread, key Value) (Value, error) {
	if s, ok := key.(*Slice); ok {
		out, err := sliceBytes(t, string(b.B), s)
		return &ByteArray{[]byte(out)}, err
	}
	i, err := itemIndex(t, key, len(b.B), "bytearray")
	if err != nil {
		return nil, err
	}
	return Int(b.B[i]), nil
}

// sliceBytes returns the bytes that a slice selects.
func sliceBytes(t *Thread, s string, sl *Slice) (string, error) {
	start, stop, step, count, err := sl.bounds(t, len(s))
	if err != nil || count == 0 {
		return "", err
	}
	if step == 1 {
		return s[start:stop], nil
	}
	out := make([]byte, count)
	for i := range out {
		out[i] = s[start+i*step]
	}
	return string(out), nil
}

// byteArg returns an integer argument that is a byte.
func byteArg(t *Thread, v Value) (byte, error) {
	s, ok, err := byteText(t, v)
	if err != nil {
		return 0, err
	}
	if !ok {
		return 0, Raise(TypeError, "'%s' object cannot be interpreted as an integer", v.Type().name)
	}
	return s[0], nil
}

// bytesFromItems returns the bytes that the integers of an iterable are. what is how the error names one.
func bytesFromItems(t *Thread, v Value, what string) (string, error) {
	items, err := ToSlice(t, v)
	if err != nil {
		return "", err
	}
	if err := t.Alloc(len(items)); err != nil {
		return "", err
	}
	out := make([]byte, len(items))
	for i, x := range items {
		if out[i], err = byteArg(t, x); err != nil {
			if what == "bytes" && IsException(err, ValueError) && numberRank(Unwrap(x)) == 1 {
				err = Raise(ValueError, "bytes must be in range(0, 256)")
			}
			return "", err
		}
	}
	return string(out), nil
}

// Iter yields the bytes as integers.
func (b Bytes) Iter(*Thread) (Iterator, error) {
	return &bytesIterator{typ: bytesIteratorType, s: string(b)}, nil
}

// Iter yields the bytes as integers.
func (b *ByteArray) Iter(*Thread) (Iterator, error) { return &byteArrayIterator{b, 0}, nil }

type bytesIterator struct {
	typ *Type
	s   string
}

func (it *bytesIterator) Type() *Type { return it.typ }

func (it *bytesIterator) Next(*Thread) (Value, error) {
	if it.s == "" {
		return nil, nil
	}
	c := it.s[0]
	it.s = it.s[1:]
	return Int(c), nil
}

func (*byteArrayIterator) Type() *Type { return byteArrayIteratorType }

func (it *byteArrayIterator) Next(*Thread) (Value, error) {
	if it.b == nil || it.next >= len(it.b.B) {
		it.b = nil
		return nil, nil
	}
	it.next++
	return Int(it.b.B[it.next-1]), nil
}

// bytesValue is what bytes() and bytearray() make of their arguments.
func bytesValue(t *Thread, name string, args []Value, kw []Kw) (string, error) {
	var source, encoding, errors Value
	if err := Unpack(t, name, args, kw, "source?", &source, "encoding?", &encoding, "errors?", &errors); err != nil {
		return "", err
	}
	enc, handler := "utf-8", "strict"
	if err := codecNames(name, encoding, errors, &enc, &handler); err != nil {
		return "", err
	}
	if s, ok := Unwrap(source).(Str); ok && source != nil {
		if encoding == nil {
			return "", Raise(TypeError, "string argument without an encoding")
		}
		return Encode(t, string(s), enc, handler)
	}
	if encoding != nil {
		return "", Raise(TypeError, "encoding without a string argument")
	}
	if errors != nil {
		return "", Raise(TypeError, "errors without a string argument")
	}
	if source == nil {
		return "", nil
	}
	if b, ok, err := dunderBytes(t, source); ok || err != nil {
		return b, err
	}
	if b, ok := bytesLike(source); ok {
		return b, nil
	}
	n, ok, err := repeatArg(t, source)
	if err != nil {
		return "", err
	}
	if ok {
		if n < 0 {
			return "", Raise(ValueError, "negative count")
		}
		return repeatText(t, "\x00", n)
	}
	if !isIterable(source) {
		return "", Raise(TypeError, "cannot convert '%s' object to %s", source.Type().name, name)
	}
	what := "bytes"
	if name == "bytearray" {
		what = "byte"
	}
	return bytesFromItems(t, source, what)
}

var bytesSpec = Spec{
	Name: "bytes",
	New: func(t *Thread, cls *Type, args []Value, kw []Kw) (Value, error) {
		s, err := bytesValue(t, "bytes", args, kw)
		if err != nil || cls == BytesType {
			return Bytes(s), err
		}
		return wrapNative(t, cls, Bytes(s), args, kw)
	},
	Methods: bytesKind.methods(searchMethods, splitMethods, trimMethods, bytesOnlyMethods),
	Attrs: map[string]Value{
		"maketrans": &StaticMethod{NewBuiltin("maketrans", bytesMakeTrans)},
		"fromhex":   classMethod(BytesType, "fromhex", bytesFromHex),
	},
}

// dunderBytes returns what the method __bytes__ of a value gives, if it has one.
func dunderBytes(t *Thread, v Value) (text string, ok bool, err error) {
	r, err := callUser(t, v, "__bytes__")
	if r == nil || err != nil {
		return "", false, err
	}
	b, ok := Unwrap(r).(Bytes)
	if !ok {
		return "", false, Raise(TypeError, "__bytes__ returned non-bytes (type %s)", r.Type().name)
	}
	return string(b), true, nil
}
