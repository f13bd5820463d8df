package graph

import "math/bits"

// Bits is a set of small numbers.
type Bits []uint64

// NewBits returns an empty set for numbers below n.
func NewBits(n int) Bits { return make(Bits, (n+63)/64) }

// Has reports whether a number is in the set.
func (b Bits) Has(i int) bool { return b[i/64]&(1<<(i%64)) != 0 }

// Add adds a number.
func (b Bits) Add(i int) { b[i/64] |= 1 << (i % 64) }

// Remove takes a number out.
func (b Bits) Remove(i int) { b[i/64] &^= 1 << (i % 64) }

// Or adds the numbers of another set.
func (b Bits) Or(o Bits) {
	for i, w := range o {
		b[i] |= w
	}
}

// Count returns how many numbers there are.
func (b Bits) Count() int {
	n := 0
	for _, w := range b {
		n += bits.OnesCount64(w)
	}
	return n
}

// All yields the numbers, the lowest first.
func (b Bits) All(yield func(int) bool) {
	for i, w := range b {
		for ; w != 0; w &= w - 1 {
			if !yield(i*64 + bits.TrailingZeros64(w)) {
				return
			}
		}
	}
}
