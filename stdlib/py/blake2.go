package py

import (
	"encoding/binary"
	"hash"
	"math/bits"
)

// BLAKE2 (RFC 7693), sequential, with a key.

// blake2 is BLAKE2b (64-bit words) or BLAKE2s (32-bit words, held in 64).
type blake2 struct {
	small  bool
	size   int
	key    []byte
	h      [8]uint64
	count  uint64
	block  []byte // a full block waits for more: the last one is compressed otherwise
	blockN int
}

var blake2bIV = [8]uint64{0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1, 0x510e527fade682d1,
	0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179}

var blake2sIV = [8]uint64{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19}

var blake2Sigma = [10][16]uint8{
	{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}, {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
	{11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4}, {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
	{9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13}, {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
	{12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11}, {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
	{6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5}, {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0},
}

func newBlake2b(size int, key []byte) hash.Hash { return newBlake2(false, size, key) }
func newBlake2s(size int, key []byte) hash.Hash { return newBlake2(true, size, key) }

func newBlake2(small bool, size int, key []byte) hash.Hash {
	b := &blake2{small: small, size: size, key: key, blockN: 128}
	if small {
		b.blockN = 64
	}
	b.Reset()
	return b
}

func (b *blake2) Size() int      { return b.size }
func (b *blake2) BlockSize() int { return b.blockN }

func (b *blake2) Reset() {
	b.h = blake2bIV
	if b.small {
		b.h = blake2sIV
	}
	b.h[0] ^= 0x01010000 ^ uint64(len(b.key))<<8 ^ uint64(b.size)
	b.count, b.block = 0, nil
	if len(b.key) > 0 {
		first := make([]byte, b.blockN)
		copy(first, b.key)
		b.block = first
	}
}

// Clone returns a copy.
func (b *blake2) Clone() (hash.Cloner, error) {
	dup := *b
	dup.block = append([]byte(nil), b.block...)
	return &dup, nil
}

func (b *blake2) Write(p []byte) (int, error) {
	n := len(p)
	for len(p) > 0 {
		if len(b.block) == b.blockN {
			b.count += uint64(b.blockN)
			b.compress(false)
			b.block = b.block[:0]
		}
		k := min(len(p), b.blockN-len(b.block))
		b.block = append(b.block, p[:k]...)
		p = p[k:]
	}
	return n, nil
}

func (b *blake2) Sum(out []byte) []byte {
	dup := *b
	dup.count += uint64(len(b.block))
	dup.block = make([]byte, b.blockN)
	copy(dup.block, b.block)
	dup.compress(true)
	var sum []byte
	for _, w := range dup.h {
		if b.small {
			sum = binary.LittleEndian.AppendUint32(sum, uint32(w))
		} else {
			sum = binary.LittleEndian.AppendUint64(sum, w)
		}
	}
	return append(out, sum[:b.size]...)
}

func (b *blake2) compress(last bool) {
	var m, v [16]uint64
	for i := range m {
		if b.small {
			m[i] = uint64(binary.LittleEndian.Uint32(b.block[4*i:]))
		} else {
			m[i] = binary.LittleEndian.Uint64(b.block[8*i:])
		}
	}
	copy(v[:], b.h[:])
	iv, rounds := &blake2bIV, 12
	if b.small {
		iv, rounds = &blake2sIV, 10
	}
	copy(v[8:], iv[:])
	if b.small {
		v[12] ^= b.count & 0xffffffff
		v[13] ^= b.count >> 32
	} else {
		v[12] ^= b.count
	}
	if last {
		v[14] = ^v[14]
		if b.small {
			v[14] &= 0xffffffff
		}
	}
	for r := range rounds {
		s := &blake2Sigma[r%10]
		for i, q := range [8][4]int{{0, 4, 8, 12}, {1, 5, 9, 13}, {2, 6, 10, 14}, {3, 7, 11, 15}, {0, 5, 10, 15}, {1, 6, 11, 12}, {2, 7, 8, 13}, {3, 4, 9, 14}} {
			b.mix(&v, q, m[s[2*i]], m[s[2*i+1]])
		}
	}
	for i := range b.h {
		b.h[i] ^= v[i] ^ v[i+8]
	}
}

func (b *blake2) mix(v *[16]uint64, q [4]int, x, y uint64) {
	r := [4]int{32, 24, 16, 63}
	rotate := func(w uint64, n int) uint64 { return bits.RotateLeft64(w, -n) }
	mask := uint64(1<<64 - 1)
	if b.small {
		r = [4]int{16, 12, 8, 7}
		rotate = func(w uint64, n int) uint64 { return uint64(bits.RotateLeft32(uint32(w), -n)) }
		mask = 1<<32 - 1
	}
	a, c, d, e := q[0], q[1], q[2], q[3]
	v[a] = (v[a] + v[c] + x) & mask
	v[e] = rotate(v[e]^v[a], r[0])
	v[d] = (v[d] + v[e]) & mask
	v[c] = rotate(v[c]^v[d], r[1])
	v[a] = (v[a] + v[c] + y) & mask
	v[e] = rotate(v[e]^v[a], r[2])
	v[d] = (v[d] + v[e]) & mask
	v[c] = rotate(v[c]^v[d], r[3])
}
