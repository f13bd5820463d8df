package pyvm

import (
	"math/big"
	"slices"
)

// byteOrder reads the argument byteorder.
func byteOrder(fn string, v Value) (little bool, err error) {
	s, ok := Unwrap(v).(Str)
	if !ok {
		return false, Raise(TypeError, "%s() argument 'byteorder' must be str, not %s", fn, typeOrNone(v))
	}
	if s != "big" && s != "little" {
		return false, Raise(ValueError, "byteorder must be either 'little' or 'big'")
	}
	return s == "little", nil
}

func intToBytes(t *Thread, args []Value, kw []Kw) (Value, error) {
	self, rest, err := intSelf("to_bytes", args)
	if err != nil {
		return nil, err
	}
	var length, order Value = Int(1), Str("big")
	signed := false
	_, kw, err = keywordOnly(t, kw, "signed", &signed)
	if err != nil {
		return nil, err
	}
	if err := Unpack(t, "to_bytes", rest, kw, "length?", &length, "byteorder?", &order); err != nil {
		return nil, err
	}
	n, err := sizeArg(t, length)
	if err != nil {
		return nil, err
	}
	little, err := byteOrder("to_bytes", order)
	if err != nil {
		return nil, err
	}
	if n < 0 {
		return nil, Raise(ValueError, "length argument must be non-negative")
	}
	v := Big(self)
	if v.Sign() < 0 && !signed {
		return nil, Raise(OverflowError, "can't convert negative int to unsigned")
	}
	need := v.BitLen()
	if signed {
		need++
		if v.Sign() < 0 {
			need = new(big.Int).Not(v).BitLen() + 1
		}
	}
	if n > maxObject || need > 8*n {
		if n > maxObject {
			return nil, memoryError()
		}
		if n == 0 && v.Sign() == 0 {
			return Bytes(""), nil
		}
		return nil, Raise(OverflowError, "int too big to convert")
	}
	if err := t.Alloc(n); err != nil {
		return nil, err
	}
	buf := make([]byte, n)
	if v.Sign() < 0 {
		new(big.Int).Not(v).FillBytes(buf)
		for i := range buf {
			buf[i] = ^buf[i]
		}
	} else {
		v.FillBytes(buf)
	}
	if little {
		slices.Reverse(buf)
	}
	return Bytes(buf), nil
}

// keywordOnly takes a truth value that can be given by keyword only, and returns the other keywords.
func keywordOnly(t *Thread, kw []Kw, name string, to *bool) (found bool, rest []Kw, err error) {
	for i, k := range kw {
		if k.Name == name {
			*to, err = Truth(t, k.Value)
			return true, slices.Concat(kw[:i], kw[i+1:]), err
		}
	}
	return false, kw, nil
}

func intFromBytes(t *Thread, args []Value, kw []Kw) (Value, error) {
	cls := args[0]
	var from, order Value = nil, Str("big")
	signed := false
	_, kw, err := keywordOnly(t, kw, "signed", &signed)
	if err != nil {
		return nil, err
	}
	if err := Unpack(t, "from_bytes", args[1:], kw, "bytes", &from, "byteorder?", &order); err != nil {
		return nil, err
	}
	little, err := byteOrder("from_bytes", order)
	if err != nil {
		return nil, err
	}
	b, ok := bytesLike(from)
	if !ok {
		if _, isStr := Unwrap(from).(Str); isStr || !isIterable(from) {
			return nil, Raise(TypeError, "cannot convert '%s' object to bytes", from.Type().name)
		}
		if b, err = bytesFromItems(t, from, "bytes"); err != nil {
			return nil, err
		}
	}
	if err := t.allowInt(int64(len(b))*8, float64(len(b))); err != nil {
		return nil, err
	}
	buf := []byte(b)
	if little {
		slices.Reverse(buf)
	}
	v := new(big.Int).SetBytes(buf)
	if signed && len(buf) > 0 && buf[0] >= 0x80 {
		v.Sub(v, new(big.Int).Lsh(big.NewInt(1), uint(8*len(buf))))
	}
	if cls != Value(IntType) {
		return Call(t, cls, []Value{MakeInt(v)}, nil)
	}
	return MakeInt(v), nil
}
