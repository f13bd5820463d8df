package pyvm

import "slices"

// SetIndex sets or deletes a byte or the bytes of a slice.
func (b *ByteArray) SetIndex(t *Thread, key, v Value) error {
	if s, ok := key.(*Slice); ok {
		return b.setSlice(t, s, v)
	}
	i, err := itemIndex(t, key, len(b.B), "bytearray")
	if err != nil {
		return err
	}
	if v == nil {
		b.B = slices.Delete(b.B, i, i+1)
		return nil
	}
	c, err := byteArg(t, v)
	if err != nil {
		return err
	}
	b.B[i] = c
	return nil
}

func (b *ByteArray) setSlice(t *Thread, s *Slice, v Value) error {
	text := ""
	if v != nil {
		var ok bool
		if text, ok = bytesLike(v); !ok {
			_, isStr := Unwrap(v).(Str)
			if isStr || !isIterable(v) {
				return Raise(TypeError, "can assign only bytes, buffers, or iterables of ints in range(0, 256)")
			}
			var err error
			if text, err = bytesFromItems(t, v, "byte"); err != nil {
				return err
			}
		}
	}
	start, stop, step, n, err := s.bounds(t, len(b.B))
	if err != nil {
		return err
	}
	switch {
	case step == 1:
		if err := t.Alloc(len(text)); err != nil {
			return err
		}
		b.B = slices.Replace(b.B, start, max(start, stop), []byte(text)...)
	case v == nil:
		drop := make([]bool, len(b.B))
		for i := range n {
			drop[start+i*step] = true
		}
		kept := make([]byte, 0, len(b.B)-n)
		for i, c := range b.B {
			if !drop[i] {
				kept = append(kept, c)
			}
		}
		b.B = kept
	case len(text) != n:
		return Raise(ValueError, "attempt to assign bytes of size %d to extended slice of size %d", len(text), n)
	default:
		for i := range n {
			b.B[start+i*step] = text[i]
		}
	}
	return nil
}

type byteArrayIterator struct {
	b    *ByteArray
	next int
}

var byteArraySpec = Spec{
	Name: "bytearray",
	New: func(t *Thread, cls *Type, args []Value, kw []Kw) (Value, error) {
		return wrapNative(t, cls, &ByteArray{}, args, kw)
	},
	Methods: byteArrayMethods(),
	Attrs: map[string]Value{
		"maketrans": &StaticMethod{NewBuiltin("maketrans", bytesMakeTrans)},
		"fromhex":   classMethod(ByteArrayType, "fromhex", bytesFromHex),
	},
}
