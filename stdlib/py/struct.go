package py

import (
	"encoding/binary"
	"math"
	"math/big"
	"strings"

	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/stdlib/native"
)

// structCore packs and unpacks for lib/struct.py.
var structCore = native.Module{
	Name: "_knead_struct",
	Make: func(e *native.Env) native.Attrs {
		return native.Attrs{"error": structError}.Funcs(map[string]pyvm.Func{
			"calcsize": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
				var format pyvm.Value
				if err := pyvm.Unpack(t, "calcsize", args, kw, "format", &format); err != nil {
					return nil, err
				}
				f, err := parseStruct(format)
				if err != nil {
					return nil, err
				}
				return pyvm.Int(f.size), nil
			},
			// pack(format, values) makes bytes.
			"pack": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
				var format pyvm.Value
				var values []pyvm.Value
				if err := pyvm.Unpack(t, "pack", args, kw, "format", &format, "values", &values); err != nil {
					return nil, err
				}
				f, err := parseStruct(format)
				if err != nil {
					return nil, err
				}
				return f.pack(t, values)
			},
			// unpack(format, data) makes a tuple; data has the right size.
			"unpack": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
				var format, v pyvm.Value
				if err := pyvm.Unpack(t, "unpack", args, kw, "format", &format, "data", &v); err != nil {
					return nil, err
				}
				f, err := parseStruct(format)
				if err != nil {
					return nil, err
				}
				data, err := bytesOf(v)
				if err != nil {
					return nil, err
				}
				if len(data) != f.size {
					return nil, pyvm.Raise(structError, "unpack requires a buffer of %d bytes", f.size)
				}
				return f.unpack(data), nil
			},
		})
	},
}

var structError = pyvm.NewExceptionType("error", "struct", pyvm.ExceptionType)

// structItem is an item of a format: a kind of value, how often it is there, and where it is.
type structItem struct {
	kind   byte
	count  int
	size   int // of one
	offset int
}

// structFormat is a parsed format.
type structFormat struct {
	order binary.ByteOrder
	items []structItem
	size  int
}

// structSizes are the sizes of values that are not aligned; those of native ones differ for l, L, n, N and P.
var structSizes = map[byte]int{'x': 1, 'c': 1, 'b': 1, 'B': 1, '?': 1, 'h': 2, 'H': 2, 'i': 4, 'I': 4, 'l': 4, 'L': 4, 'q': 8, 'Q': 8,
	'e': 2, 'f': 4, 'd': 8, 's': 1, 'p': 1}

const maxStruct = 1 << 30

func parseStruct(v pyvm.Value) (*structFormat, error) {
	var text string
	switch x := pyvm.Unwrap(v).(type) {
	case pyvm.Str:
		text = string(x)
	case pyvm.Bytes:
		text = string(x)
	default:
		return nil, pyvm.Raise(pyvm.TypeError, "Struct() argument 1 must be a str or bytes object, not %s", v.Type().Name())
	}
	f := &structFormat{order: binary.LittleEndian}
	native := true
	if text != "" {
		switch text[0] {
		case '@':
			text = text[1:]
		case '=', '<':
			text, native = text[1:], false
		case '>', '!':
			text, native, f.order = text[1:], false, binary.BigEndian
		}
	}
	for i := 0; i < len(text); i++ {
		c := text[i]
		if strings.IndexByte(" \t\n\r\v\f", c) >= 0 {
			continue
		}
		item := structItem{kind: c, count: 1}
		if '0' <= c && c <= '9' {
			n := 0
			for ; i < len(text) && '0' <= text[i] && text[i] <= '9'; i++ {
				if n = n*10 + int(text[i]-'0'); n > maxStruct {
					return nil, pyvm.Raise(structError, "total struct size too long")
				}
			}
			if i == len(text) {
				return nil, pyvm.Raise(structError, "repeat count given without format specifier")
			}
			item.kind, item.count = text[i], n
		}
		size, ok := structSizes[item.kind]
		if native && strings.IndexByte("lLnNP", item.kind) >= 0 {
			size, ok = 8, true
		}
		if !ok {
			return nil, pyvm.Raise(structError, "bad char in struct format")
		}
		if native && item.kind != 's' && item.kind != 'p' {
			f.size = (f.size + size - 1) / size * size
		}
		item.size, item.offset = size, f.size
		if f.size += size * item.count; f.size > maxStruct {
			return nil, pyvm.Raise(structError, "total struct size too long")
		}
		f.items = append(f.items, item)
	}
	return f, nil
}

// values returns how many values an item stands for.
func (i *structItem) values() int {
	switch i.kind {
	case 'x':
		return 0
	case 's', 'p':
		return 1
	}
	return i.count
}

func (f *structFormat) pack(t *pyvm.Thread, values []pyvm.Value) (pyvm.Value, error) {
	want := 0
	for i := range f.items {
		want += f.items[i].values()
	}
	if want != len(values) {
		return nil, pyvm.Raise(structError, "pack expected %d items for packing (got %d)", want, len(values))
	}
	if err := t.Alloc(f.size); err != nil {
		return nil, err
	}
	out := make([]byte, f.size)
	for _, item := range f.items {
		switch item.kind {
		case 'x':
			continue
		case 's', 'p':
			data, err := bytesOf(values[0])
			if err != nil {
				return nil, pyvm.Raise(structError, "argument for '%s' must be a bytes object", string(item.kind))
			}
			to := out[item.offset : item.offset+item.count]
			if item.kind == 'p' && len(to) > 0 {
				n := min(len(data), len(to)-1, 255)
				to[0] = byte(n)
				to, data = to[1:], data[:n]
			}
			copy(to, data)
			values = values[1:]
			continue
		}
		for n := range item.count {
			at := out[item.offset+n*item.size:][:item.size]
			if err := f.put(t, at, item.kind, values[0]); err != nil {
				return nil, err
			}
			values = values[1:]
		}
	}
	return pyvm.Bytes(out), nil
}

// put writes one value.
func (f *structFormat) put(t *pyvm.Thread, to []byte, kind byte, v pyvm.Value) error {
	switch kind {
	case 'c':
		b, ok := pyvm.Unwrap(v).(pyvm.Bytes)
		if !ok || len(b) != 1 {
			return pyvm.Raise(structError, "char format requires a bytes object of length 1")
		}
		to[0] = b[0]
		return nil
	case '?':
		truth, err := pyvm.Truth(t, v)
		to[0] = byte(boolInt(truth))
		return err
	case 'e', 'f', 'd':
		x, err := toFloat(t, v)
		if err != nil {
			return pyvm.Raise(structError, "required argument is not a float")
		}
		switch kind {
		case 'd':
			f.order.PutUint64(to, math.Float64bits(x))
		case 'f':
			if s := float32(x); math.IsInf(float64(s), 0) && !math.IsInf(x, 0) {
				return pyvm.Raise(pyvm.OverflowError, "float too large to pack with f format")
			}
			f.order.PutUint32(to, math.Float32bits(float32(x)))
		default:
			bits, ok := halfBits(x)
			if !ok {
				return pyvm.Raise(pyvm.OverflowError, "float too large to pack with e format")
			}
			f.order.PutUint16(to, bits)
		}
		return nil
	}
	n := pyvm.Big(v)
	if n == nil {
		i, ok, err := pyvm.AsIndex(t, v)
		if err != nil || !ok {
			return pyvm.Raise(structError, "required argument is not an integer")
		}
		n = big.NewInt(int64(i))
	}
	bits := uint(len(to) * 8)
	signed := strings.IndexByte("bhilqn", kind) >= 0
	low, high := new(big.Int), new(big.Int).Lsh(big.NewInt(1), bits)
	if signed {
		high.Rsh(high, 1)
		low.Neg(high)
	}
	high.Sub(high, big.NewInt(1))
	if n.Cmp(low) < 0 || n.Cmp(high) > 0 {
		if n.Sign() < 0 && (kind == 'I' || kind == 'L') {
			return pyvm.Raise(structError, "argument out of range")
		}
		return rangeError(kind, len(to), low, high)
	}
	u := n.Uint64()
	if n.Sign() < 0 {
		u = uint64(n.Int64())
	}
	switch len(to) {
	case 1:
		to[0] = byte(u)
	case 2:
		f.order.PutUint16(to, uint16(u))
	case 4:
		f.order.PutUint32(to, uint32(u))
	default:
		f.order.PutUint64(to, u)
	}
	return nil
}

func rangeError(kind byte, size int, low, high *big.Int) error {
	switch {
	case kind == 'b' || kind == 'B':
		return pyvm.Raise(structError, "%sbyte format requires %s <= number <= %s", map[byte]string{'b': "", 'B': "u"}[kind], low.String(), high.String())
	case kind == 'h' || kind == 'H':
		return pyvm.Raise(structError, "%sshort format requires %s <= number <= %s", map[byte]string{'h': "", 'H': "u"}[kind], low.String(), high.String())
	case size == 8 && (kind == 'q' || kind == 'Q' || kind == 'l' || kind == 'L'):
		return pyvm.Raise(structError, "int too large to convert")
	}
	return pyvm.Raise(structError, "'%s' format requires %s <= number <= %s", string(kind), low.String(), high.String())
}

func (f *structFormat) unpack(data string) pyvm.Value {
	var out []pyvm.Value
	for _, item := range f.items {
		switch item.kind {
		case 'x':
			continue
		case 's':
			out = append(out, pyvm.Bytes(data[item.offset:item.offset+item.count]))
			continue
		case 'p':
			s := data[item.offset : item.offset+item.count]
			if s != "" {
				s = s[1:min(len(s), 1+int(s[0]))]
			}
			out = append(out, pyvm.Bytes(s))
			continue
		}
		for n := range item.count {
			out = append(out, f.get([]byte(data[item.offset+n*item.size:][:item.size]), item.kind))
		}
	}
	return pyvm.NewTuple(out...)
}

// get reads one value.
func (f *structFormat) get(from []byte, kind byte) pyvm.Value {
	var u uint64
	switch len(from) {
	case 1:
		u = uint64(from[0])
	case 2:
		u = uint64(f.order.Uint16(from))
	case 4:
		u = uint64(f.order.Uint32(from))
	default:
		u = f.order.Uint64(from)
	}
	switch kind {
	case 'c':
		return pyvm.Bytes(from)
	case '?':
		return pyvm.Bool(u != 0)
	case 'd':
		return pyvm.Float(math.Float64frombits(u))
	case 'f':
		return pyvm.Float(math.Float32frombits(uint32(u)))
	case 'e':
		return pyvm.Float(halfFloat(uint16(u)))
	case 'b', 'h', 'i', 'l', 'q', 'n':
		shift := 64 - 8*len(from)
		return pyvm.Int(int64(u<<shift) >> shift)
	}
	return pyvm.MakeInt(new(big.Int).SetUint64(u))
}

// halfFloat returns a float of 16 bits.
func halfFloat(b uint16) float64 {
	sign := 1.0
	if b>>15 != 0 {
		sign = -1
	}
	e, m := int(b>>10&31), float64(b&1023)
	switch e {
	case 0:
		return sign * math.Ldexp(m, -24)
	case 31:
		if m != 0 {
			return math.NaN()
		}
		return math.Inf(int(sign))
	}
	return sign * math.Ldexp(1024+m, e-25)
}

// halfBits returns the 16 bits of a float, rounded to even; ok is false where it is too large.
func halfBits(x float64) (bits uint16, ok bool) {
	if math.Signbit(x) {
		bits = 1 << 15
		x = -x
	}
	switch {
	case math.IsNaN(x):
		return bits | 0x7e00, true
	case math.IsInf(x, 0):
		return bits | 0x7c00, true
	case x < math.Ldexp(1, -14):
		return bits | uint16(math.RoundToEven(math.Ldexp(x, 24))), true
	}
	m, e := math.Frexp(x)
	n := math.RoundToEven(m * 2048)
	if n == 2048 {
		n, e = 1024, e+1
	}
	if e > 16 {
		return 0, false
	}
	return bits | uint16(e+14)<<10 | uint16(n)&1023, true
}
