package pyvm

import "slices"

// byteArrayMethods returns the methods of bytearray: those of bytes, and those that change it.
func byteArrayMethods() map[string]Func {
	out := byteArrayKind.methods(searchMethods, splitMethods, trimMethods, bytesOnlyMethods)
	for name, m := range map[string]struct {
		low, high int
		f         func(t *Thread, b *ByteArray, args []Value) (Value, error)
	}{
		"append":  {1, 1, byteArrayAppend},
		"extend":  {1, 1, func(t *Thread, b *ByteArray, args []Value) (Value, error) { return None, b.extend(t, args[0]) }},
		"insert":  {2, 2, byteArrayInsert},
		"pop":     {0, 1, byteArrayPop},
		"remove":  {1, 1, byteArrayRemove},
		"reverse": {0, 0, func(t *Thread, b *ByteArray, args []Value) (Value, error) { slices.Reverse(b.B); return None, nil }},
		"clear":   {0, 0, func(t *Thread, b *ByteArray, args []Value) (Value, error) { b.B = nil; return None, nil }},
		"copy": {0, 0, func(t *Thread, b *ByteArray, args []Value) (Value, error) {
			return &ByteArray{slices.Clone(b.B)}, t.Alloc(len(b.B))
		}},
	} {
		out[name] = func(t *Thread, args []Value, kw []Kw) (Value, error) {
			self, rest, err := Self[*ByteArray](name, args)
			if err != nil {
				return nil, err
			}
			if err := positional("bytearray."+name, rest, kw, m.low, m.high); err != nil {
				return nil, err
			}
			return m.f(t, self, rest)
		}
	}
	delete(out, "__bytes__")
	out["__init__"] = func(t *Thread, args []Value, kw []Kw) (Value, error) {
		self, rest, err := Self[*ByteArray]("__init__", args)
		if err != nil {
			return nil, err
		}
		s, err := bytesValue(t, "bytearray", rest, kw)
		if err != nil {
			return nil, err
		}
		self.B = []byte(s)
		return None, nil
	}
	return out
}

func byteArrayAppend(t *Thread, b *ByteArray, args []Value) (Value, error) {
	c, err := byteArg(t, args[0])
	if err == nil {
		b.B = append(b.B, c)
	}
	return None, err
}

// extend appends the bytes of a bytes-like object or of an iterable of integers.
func (b *ByteArray) extend(t *Thread, from Value) error {
	s, ok := bytesLike(from)
	if !ok {
		if !isIterable(from) {
			return Raise(TypeError, "can't extend bytearray with %s", from.Type().name)
		}
		var err error
		if s, err = bytesFromItems(t, from, "byte"); err != nil {
			return err
		}
	}
	if err := t.Alloc(len(s)); err != nil {
		return err
	}
	b.B = append(b.B, s...)
	return nil
}

func byteArrayInsert(t *Thread, b *ByteArray, args []Value) (Value, error) {
	at, err := sizeArg(t, args[0])
	if err != nil {
		return nil, err
	}
	c, err := byteArg(t, args[1])
	if err != nil {
		return nil, err
	}
	b.B = slices.Insert(b.B, clampIndex(at, len(b.B)), c)
	return None, nil
}

func byteArrayPop(t *Thread, b *ByteArray, args []Value) (Value, error) {
	at, err := popIndex(t, args, len(b.B), "bytearray")
	if err != nil {
		return nil, err
	}
	c := b.B[at]
	b.B = slices.Delete(b.B, at, at+1)
	return Int(c), nil
}

func byteArrayRemove(t *Thread, b *ByteArray, args []Value) (Value, error) {
	c, err := byteArg(t, args[0])
	if err != nil {
		return nil, err
	}
	i := slices.Index(b.B, c)
	if i < 0 {
		return nil, Raise(ValueError, "value not found in bytearray")
	}
	b.B = slices.Delete(b.B, i, i+1)
	return None, nil
}
