package pyvm

import (
	"math"
	"math/big"
	"math/bits"
)

// spend counts n steps at once: work that grows faster than the values it is done on.
func (t *Thread) spend(n int64) error {
	if n < t.steps {
		t.steps -= n
		return nil
	}
	t.spent += n
	return t.check()
}

// allowInt counts an integer of so many bits that is about to be made by an operation of some cost (in word operations).
func (t *Thread) allowInt(nbits int64, cost float64) error {
	if nbits < 256 && cost < 4096 {
		return nil
	}
	if nbits < 0 || nbits > maxIntBits || cost > 1<<34 {
		return memoryError()
	}
	if err := t.Alloc(int(nbits / 8)); err != nil {
		return err
	}
	return t.spend(int64(cost) / 64)
}

func words(x *big.Int) float64 { return float64(x.BitLen()/64 + 1) }

// mulCost estimates what multiplying numbers of so many words costs.
func mulCost(a, b float64) float64 {
	if small := math.Min(a, b); small > 40 {
		return math.Pow(small/40, 0.585) * 40 * math.Max(a, b)
	}
	return a * b
}

// intBinary does an operation on two integers (Bool, Int or *BigInt).
func intBinary(t *Thread, op BinaryOp, x, y Value) (Value, error) {
	a, okA := plainInt(x)
	b, okB := plainInt(y)
	if okA && okB {
		if v := smallBinary(op, a, b); v != nil {
			return v, nil
		}
	}
	return bigBinary(t, op, Big(x), Big(y))
}

// smallBinary does the operations on small numbers, but those that overflow or fail, for which it returns nil.
func smallBinary(op BinaryOp, a, b int64) Value {
	switch op {
	case OpAdd:
		if c := a + b; (c > a) == (b > 0) {
			return makeInt(c)
		}
	case OpSub:
		if c := a - b; (c < a) == (b > 0) {
			return makeInt(c)
		}
	case OpMult:
		hi, lo := bits.Mul64(magnitude(a), magnitude(b))
		if hi == 0 && lo <= math.MaxInt64 {
			if (a < 0) != (b < 0) {
				return makeInt(-int64(lo))
			}
			return makeInt(int64(lo))
		}
	case opFloorDiv:
		if b != 0 && !(a == math.MinInt64 && b == -1) {
			q := a / b
			if a%b != 0 && (a < 0) != (b < 0) {
				q--
			}
			return makeInt(q)
		}
	case OpMod:
		if b != 0 {
			r := a % b
			if r != 0 && (r < 0) != (b < 0) {
				r += b
			}
			return makeInt(r)
		}
	case opDiv:
		if b != 0 && magnitude(a) <= 1<<53 && magnitude(b) <= 1<<53 {
			return Float(float64(a) / float64(b))
		}
	case OpBitAnd:
		return makeInt(a & b)
	case OpBitOr:
		return makeInt(a | b)
	case OpBitXor:
		return makeInt(a ^ b)
	case opLShift:
		if 0 <= b && b < 63 && a<<b>>b == a {
			return makeInt(a << b)
		}
	case opRShift:
		if b >= 0 {
			return makeInt(a >> min(b, 63))
		}
	}
	return nil
}

func magnitude(a int64) uint64 {
	if a < 0 {
		return -uint64(a)
	}
	return uint64(a)
}

func bigBinary(t *Thread, op BinaryOp, a, b *big.Int) (Value, error) {
	la, lb := int64(a.BitLen()), int64(b.BitLen())
	if err := t.allowInt(max(la, lb), math.Max(words(a), words(b))); err != nil {
		return nil, err
	}
	z := new(big.Int)
	switch op {
	case OpAdd:
		return MakeInt(z.Add(a, b)), nil
	case OpSub:
		return MakeInt(z.Sub(a, b)), nil
	case OpBitAnd:
		return MakeInt(z.And(a, b)), nil
	case OpBitOr:
		return MakeInt(z.Or(a, b)), nil
	case OpBitXor:
		return MakeInt(z.Xor(a, b)), nil
	case OpMult:
		if err := t.allowInt(la+lb, mulCost(words(a), words(b))); err != nil {
			return nil, err
		}
		return MakeInt(z.Mul(a, b)), nil
	case opFloorDiv:
		q, _, err := t.divMod(a, b, "integer division or modulo by zero")
		return q, err
	case OpMod:
		_, r, err := t.divMod(a, b, "integer modulo by zero")
		return r, err
	case opDiv:
		return divideInts(t, a, b)
	case opPow:
		return powInts(t, a, b)
	case opLShift, opRShift:
		return shiftInt(t, a, b, op == opLShift)
	}
	return NotImplemented, nil
}

// divMod returns the quotient rounded down and the remainder, which has the divisor's sign.
func (t *Thread) divMod(a, b *big.Int, byZero string) (Value, Value, error) {
	if b.Sign() == 0 {
		return nil, nil, Raise(ZeroDivisionError, byZero)
	}
	if err := t.allowInt(int64(a.BitLen()), 4*mulCost(words(a), words(b))); err != nil {
		return nil, nil, err
	}
	q, r := new(big.Int).QuoRem(a, b, new(big.Int))
	if r.Sign() != 0 && (r.Sign() < 0) != (b.Sign() < 0) {
		q.Sub(q, big.NewInt(1))
		r.Add(r, b)
	}
	return MakeInt(q), MakeInt(r), nil
}

// divideInts returns a / b, rounded once.
func divideInts(t *Thread, a, b *big.Int) (Value, error) {
	if b.Sign() == 0 {
		return nil, Raise(ZeroDivisionError, "division by zero")
	}
	if a.Sign() == 0 {
		return Float(math.Copysign(0, float64(b.Sign()))), nil
	}
	if err := t.allowInt(int64(a.BitLen()), 4*mulCost(words(a), words(b))); err != nil {
		return nil, err
	}
	// A quotient of more than 65 bits, the last of which says whether there is a remainder.
	shift := 66 - (a.BitLen() - b.BitLen())
	num, den := new(big.Int).Abs(a), new(big.Int).Abs(b)
	if shift > 0 {
		num.Lsh(num, uint(shift))
	} else {
		den.Lsh(den, uint(-shift))
	}
	q, r := num.QuoRem(num, den, new(big.Int))
	if r.Sign() != 0 {
		q.SetBit(q, 0, 1)
	}
	exact := new(big.Float).SetInt(q)
	f, _ := exact.SetMantExp(exact, -shift).Float64()
	if math.IsInf(f, 0) {
		return nil, Raise(OverflowError, "integer division result too large for a float")
	}
	if a.Sign() != b.Sign() {
		f = -f
	}
	return Float(f), nil
}

func powInts(t *Thread, a, b *big.Int) (Value, error) {
	if b.Sign() < 0 {
		x, err := toFloat(MakeInt(a))
		if err != nil {
			return nil, err
		}
		y, err := toFloat(MakeInt(b))
		if err != nil {
			return nil, err
		}
		return floatBinary(opPow, x, y)
	}
	if a.BitLen() <= 1 { // -1, 0, 1
		switch {
		case b.Sign() == 0:
			return Int(1), nil
		case a.Sign() < 0 && b.Bit(0) == 0:
			return Int(1), nil
		}
		return MakeInt(a), nil
	}
	if b.BitLen() > 32 {
		return nil, memoryError()
	}
	nbits := int64(a.BitLen()) * b.Int64()
	w := float64(nbits/64 + 1)
	if err := t.allowInt(nbits, 2*mulCost(w, w)); err != nil {
		return nil, err
	}
	return MakeInt(new(big.Int).Exp(a, b, nil)), nil
}

// powMod is pow(a, b, m).
func powMod(t *Thread, a, b, m *big.Int) (Value, error) {
	if m.Sign() == 0 {
		return nil, Raise(ValueError, "pow() 3rd argument cannot be 0")
	}
	abs := new(big.Int).Abs(m)
	w := words(m)
	if err := t.allowInt(int64(m.BitLen()), float64(b.BitLen())*2*mulCost(w, w)+4*mulCost(words(a), w)); err != nil {
		return nil, err
	}
	base := new(big.Int).Mod(a, abs)
	exp := b
	if b.Sign() < 0 {
		if base = base.ModInverse(base, abs); base == nil {
			return nil, Raise(ValueError, "base is not invertible for the given modulus")
		}
		exp = new(big.Int).Neg(b)
	}
	r := new(big.Int).Exp(base, exp, abs)
	r.Mod(r, abs)
	if m.Sign() < 0 && r.Sign() != 0 {
		r.Add(r, m)
	}
	return MakeInt(r), nil
}

func shiftInt(t *Thread, a, b *big.Int, left bool) (Value, error) {
	if b.Sign() < 0 {
		return nil, Raise(ValueError, "negative shift count")
	}
	if left {
		if a.Sign() == 0 {
			return Int(0), nil
		}
		if !b.IsInt64() {
			return nil, Raise(OverflowError, "too many digits in integer")
		}
		if b.Int64() > maxIntBits {
			return nil, memoryError()
		}
		n := int64(a.BitLen()) + b.Int64()
		if err := t.allowInt(n, float64(n/64)); err != nil {
			return nil, err
		}
		return MakeInt(new(big.Int).Lsh(a, uint(b.Int64()))), nil
	}
	if !b.IsInt64() || b.Int64() > maxIntBits+64 {
		if a.Sign() < 0 {
			return Int(-1), nil
		}
		return Int(0), nil
	}
	return MakeInt(new(big.Int).Rsh(a, uint(b.Int64()))), nil
}
