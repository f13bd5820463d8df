package py

import (
	"encoding/binary"
	"math/big"

	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/stdlib/native"
)

// randomCore has the generator of lib/random.py: _Generator, a class to derive from.
var randomCore = native.Module{
	Name: "_knead_random",
	Make: func(e *native.Env) native.Attrs { return native.Attrs{"Generator": twisterType} },
}

const (
	twisterSize  = 624
	twisterShift = 397
)

// twister is the generator of numbers that Python uses, the Mersenne Twister MT19937.
type twister struct {
	state [twisterSize]uint32
	next  int
}

func (*twister) Type() *pyvm.Type { return twisterType }

// seedOne fills the state from one number.
func (m *twister) seedOne(seed uint32) {
	m.state[0] = seed
	for i := 1; i < twisterSize; i++ {
		before := m.state[i-1]
		m.state[i] = 1812433253*(before^before>>30) + uint32(i)
	}
	m.next = twisterSize
}

// seed fills the state from several numbers.
func (m *twister) seed(key []uint32) {
	m.seedOne(19650218)
	i, j := 1, 0
	step := func() {
		if i++; i == twisterSize {
			m.state[0] = m.state[twisterSize-1]
			i = 1
		}
	}
	for range max(twisterSize, len(key)) {
		before := m.state[i-1]
		m.state[i] = (m.state[i] ^ (before^before>>30)*1664525) + key[j] + uint32(j)
		step()
		j = (j + 1) % len(key)
	}
	for range twisterSize - 1 {
		before := m.state[i-1]
		m.state[i] = (m.state[i] ^ (before^before>>30)*1566083941) - uint32(i)
		step()
	}
	m.state[0] = 1 << 31
}

// refill computes the next 624 numbers.
func (m *twister) refill() {
	for i := range m.state {
		y := m.state[i]&(1<<31) | m.state[(i+1)%twisterSize]&(1<<31-1)
		x := m.state[(i+twisterShift)%twisterSize] ^ y>>1
		if y&1 != 0 {
			x ^= 0x9908b0df
		}
		m.state[i] = x
	}
	m.next = 0
}

// number returns the next 32 bits.
func (m *twister) number() uint32 {
	if m.next >= twisterSize {
		m.refill()
	}
	y := m.state[m.next]
	m.next++
	y ^= y >> 11
	y ^= y << 7 & 0x9d2c5680
	y ^= y << 15 & 0xefc60000
	return y ^ y>>18
}

// float returns a number from 0 to 1, without 1, of 53 bits.
func (m *twister) float() float64 {
	a, b := m.number()>>5, m.number()>>6
	return (float64(a)*(1<<26) + float64(b)) / (1 << 53)
}

// bits returns an integer of at most n bits.
func (m *twister) bits(n int) pyvm.Value {
	if n <= 32 {
		if n == 0 {
			return pyvm.Int(0)
		}
		return pyvm.Int(m.number() >> (32 - n))
	}
	words := make([]byte, 0, n/8+4)
	for ; n > 0; n -= 32 {
		r := m.number()
		if n < 32 {
			r >>= 32 - n
		}
		words = binary.LittleEndian.AppendUint32(words, r)
	}
	for i, j := 0, len(words)-1; i < j; i, j = i+1, j-1 {
		words[i], words[j] = words[j], words[i]
	}
	return pyvm.MakeInt(new(big.Int).SetBytes(words))
}

var twisterType *pyvm.Type

func init() {
	twisterType = pyvm.NewType(pyvm.Spec{
		Name: "Generator", Module: "_knead_random",
		New: func(t *pyvm.Thread, cls *pyvm.Type, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			m := &twister{}
			m.seed([]uint32{0})
			return pyvm.WrapNative(t, cls, m, args, kw)
		},
		Methods: map[string]pyvm.Func{
			// seed_words(n) seeds from an integer that is not negative.
			"seed_words": twisterMethod("seed_words", func(t *pyvm.Thread, m *twister, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
				var v pyvm.Value
				if err := pyvm.Unpack(t, "seed_words", args, kw, "n", &v); err != nil {
					return nil, err
				}
				n := pyvm.Big(v)
				if n == nil {
					return nil, pyvm.Raise(pyvm.TypeError, "an integer is required")
				}
				bytes := n.Bytes()
				var key []uint32
				for end := len(bytes); end > 0; end -= 4 {
					var word uint32
					for _, b := range bytes[max(end-4, 0):end] {
						word = word<<8 | uint32(b)
					}
					key = append(key, word)
				}
				if key == nil {
					key = []uint32{0}
				}
				m.seed(key)
				return pyvm.None, nil
			}),
			"random": twisterMethod("random", func(t *pyvm.Thread, m *twister, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
				if err := pyvm.Unpack(t, "random", args, kw); err != nil {
					return nil, err
				}
				return pyvm.Float(m.float()), nil
			}),
			"getrandbits": twisterMethod("getrandbits", func(t *pyvm.Thread, m *twister, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
				var n int
				if err := pyvm.Unpack(t, "getrandbits", args, kw, "k", &n); err != nil {
					return nil, err
				}
				if n < 0 {
					return nil, pyvm.Raise(pyvm.ValueError, "number of bits must be non-negative")
				}
				if err := t.Alloc(n / 8); err != nil {
					return nil, err
				}
				return m.bits(n), nil
			}),
			"_get": twisterMethod("_get", func(t *pyvm.Thread, m *twister, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
				items := make([]pyvm.Value, 0, twisterSize+1)
				for _, x := range m.state {
					items = append(items, pyvm.Int(x))
				}
				return pyvm.NewTuple(append(items, pyvm.Int(m.next))...), nil
			}),
			"_set": twisterMethod("_set", func(t *pyvm.Thread, m *twister, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
				var items []pyvm.Value
				if err := pyvm.Unpack(t, "_set", args, kw, "state", &items); err != nil {
					return nil, err
				}
				if len(items) != twisterSize+1 {
					return nil, pyvm.Raise(pyvm.ValueError, "state vector is the wrong size")
				}
				fresh := &twister{}
				for i, v := range items {
					n, ok, err := pyvm.AsIndex(t, v)
					if err != nil || !ok {
						return nil, pyvm.Raise(pyvm.TypeError, "an integer is required")
					}
					if i < twisterSize {
						fresh.state[i] = uint32(n)
					} else if fresh.next = n; n < 0 || n > twisterSize {
						return nil, pyvm.Raise(pyvm.ValueError, "invalid state")
					}
				}
				*m = *fresh
				return pyvm.None, nil
			}),
		},
	})
}

func twisterMethod(name string, f func(t *pyvm.Thread, m *twister, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error)) pyvm.Func {
	return func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		m, rest, err := pyvm.Self[*twister](name, args)
		if err != nil {
			return nil, err
		}
		return f(t, m, rest, kw)
	}
}
