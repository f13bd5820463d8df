package pyvm

import (
	"math"
	"math/big"
	"math/bits"

	"github.com/knead-build/knead/lang/python"
)

// More names of operators.
const (
	opDiv      = python.Div
	opFloorDiv = python.FloorDiv
	opPow      = python.Pow
	opLShift   = python.LShift
	opRShift   = python.RShift
)

// maxIntBits is how long an integer may be. CPython has no such limit; beyond it one multiplication takes seconds.
const maxIntBits = 1 << 25

// numberRank orders the numeric types: 1 integers, 2 floats, 3 complex numbers, 0 what is no number.
func numberRank(v Value) int {
	switch v.(type) {
	case Int, Bool, *BigInt:
		return 1
	case Float:
		return 2
	case Complex:
		return 3
	}
	return 0
}

// numberBinary is Operator.Binary of all numbers.
func numberBinary(t *Thread, op BinaryOp, x, other Value, swapped bool) (Value, error) {
	y := Unwrap(other)
	rank := numberRank(y)
	if rank == 0 {
		return NotImplemented, nil
	}
	rank = max(rank, numberRank(x))
	if swapped {
		x, y = y, x
	}
	switch rank {
	case 1:
		return intBinary(t, op, x, y)
	case 2:
		a, err := toFloat(x)
		if err != nil {
			return nil, err
		}
		b, err := toFloat(y)
		if err != nil {
			return nil, err
		}
		return floatBinary(op, a, b)
	}
	a, err := toComplex(x)
	if err != nil {
		return nil, err
	}
	b, err := toComplex(y)
	if err != nil {
		return nil, err
	}
	return complexBinary(op, a, b)
}

// toFloat returns an integer or a float as a float. An integer that is too large is an OverflowError.
func toFloat(v Value) (float64, error) {
	switch x := v.(type) {
	case Float:
		return float64(x), nil
	case Int:
		return float64(x), nil
	case Bool:
		if x {
			return 1, nil
		}
		return 0, nil
	case *BigInt:
		f, _ := new(big.Float).SetInt(x.v).Float64()
		if math.IsInf(f, 0) {
			return 0, Raise(OverflowError, "int too large to convert to float")
		}
		return f, nil
	}
	return 0, Raise(TypeError, "must be real number, not %s", v.Type().name)
}

// plainInt returns a Bool or an Int as an int64.
func plainInt(v Value) (int64, bool) {
	switch x := v.(type) {
	case Int:
		return int64(x), true
	case Bool:
		if x {
			return 1, true
		}
		return 0, true
	}
	return 0, false
}

// Binary has the operators on numbers; see numberBinary.
func (x Bool) Binary(t *Thread, op BinaryOp, other Value, swapped bool) (Value, error) {
	if y, ok := other.(Bool); ok {
		switch op {
		case OpBitAnd:
			return x && y, nil
		case OpBitOr:
			return x || y, nil
		case OpBitXor:
			return Bool(x != y), nil
		}
	}
	return numberBinary(t, op, x, other, swapped)
}

// Binary has the operators on numbers; see numberBinary.
func (x Int) Binary(t *Thread, op BinaryOp, other Value, swapped bool) (Value, error) {
	return numberBinary(t, op, x, other, swapped)
}

// Binary has the operators on numbers; see numberBinary.
func (x *BigInt) Binary(t *Thread, op BinaryOp, other Value, swapped bool) (Value, error) {
	return numberBinary(t, op, x, other, swapped)
}

// Binary has the operators on numbers; see numberBinary.
func (x Float) Binary(t *Thread, op BinaryOp, other Value, swapped bool) (Value, error) {
	return numberBinary(t, op, x, other, swapped)
}

// Binary has the operators on numbers; see numberBinary.
func (x Complex) Binary(t *Thread, op BinaryOp, other Value, swapped bool) (Value, error) {
	return numberBinary(t, op, x, other, swapped)
}

// Unary has -, + and, for integers, ~.
func (x Bool) Unary(t *Thread, op UnaryOp) (Value, error) {
	n, _ := plainInt(x)
	return Int(n).Unary(t, op)
}

// Unary has -, + and, for integers, ~.
func (x Int) Unary(t *Thread, op UnaryOp) (Value, error) {
	switch op {
	case python.USub:
		if x != math.MinInt64 {
			return -x, nil
		}
		return MakeInt(new(big.Int).Neg(Big(x))), nil
	case python.Invert:
		return ^x, nil
	}
	return x, nil
}

// Unary has -, + and, for integers, ~.
func (x *BigInt) Unary(t *Thread, op UnaryOp) (Value, error) {
	switch op {
	case python.USub:
		return MakeInt(new(big.Int).Neg(x.v)), nil
	case python.Invert:
		return MakeInt(new(big.Int).Not(x.v)), nil
	}
	return x, nil
}

// Unary has -, + and, for integers, ~.
func (x Float) Unary(t *Thread, op UnaryOp) (Value, error) {
	switch op {
	case python.USub:
		return -x, nil
	case python.UAdd:
		return x, nil
	}
	return NotImplemented, nil
}

// Unary has -, + and, for integers, ~.
func (x Complex) Unary(t *Thread, op UnaryOp) (Value, error) {
	switch op {
	case python.USub:
		return -x, nil
	case python.UAdd:
		return x, nil
	}
	return NotImplemented, nil
}

// Compare compares exact values; complex numbers have only == and !=.
func (x Bool) Compare(t *Thread, op CompareOp, other Value) (Value, error) {
	return numberCompare(op, x, other)
}

// Compare compares exact values; complex numbers have only == and !=.
func (x Int) Compare(t *Thread, op CompareOp, other Value) (Value, error) {
	if y, ok := other.(Int); ok {
		switch {
		case x < y:
			return Bool(op.holds(-1)), nil
		case x > y:
			return Bool(op.holds(1)), nil
		}
		return Bool(op.holds(0)), nil
	}
	return numberCompare(op, x, other)
}

// Compare compares exact values; complex numbers have only == and !=.
func (x *BigInt) Compare(t *Thread, op CompareOp, other Value) (Value, error) {
	return numberCompare(op, x, other)
}

// Compare compares exact values; complex numbers have only == and !=.
func (x Float) Compare(t *Thread, op CompareOp, other Value) (Value, error) {
	return numberCompare(op, x, other)
}

// Compare compares exact values; complex numbers have only == and !=.
func (x Complex) Compare(t *Thread, op CompareOp, other Value) (Value, error) {
	return numberCompare(op, x, other)
}

func numberCompare(op CompareOp, x, other Value) (Value, error) {
	y := Unwrap(other)
	rank := numberRank(y)
	if rank == 0 {
		return NotImplemented, nil
	}
	if max(rank, numberRank(x)) == 3 {
		if op != OpEq && op != OpNotEq {
			return NotImplemented, nil
		}
		return Bool(complexEqual(x, y) == (op == OpEq)), nil
	}
	c, ordered := compareReal(x, y)
	if !ordered {
		return Bool(op == OpNotEq), nil
	}
	return Bool(op.holds(c)), nil
}

// compareReal compares integers and floats by their exact values. ordered is false where one is not a number.
func compareReal(x, y Value) (c int, ordered bool) {
	fx, xFloat := x.(Float)
	fy, yFloat := y.(Float)
	switch {
	case xFloat && yFloat:
		switch {
		case fx < fy:
			return -1, true
		case fx > fy:
			return 1, true
		}
		return 0, fx == fy
	case xFloat:
		c, ordered = compareReal(y, x)
		return -c, ordered
	case yFloat:
		f := float64(fy)
		if math.IsNaN(f) {
			return 0, false
		}
		if math.IsInf(f, 0) {
			if f > 0 {
				return -1, true
			}
			return 1, true
		}
		return new(big.Float).SetInt(Big(x)).Cmp(big.NewFloat(f)), true
	}
	if a, ok := plainInt(x); ok {
		if b, ok := plainInt(y); ok {
			switch {
			case a < b:
				return -1, true
			case a > b:
				return 1, true
			}
			return 0, true
		}
	}
	return Big(x).Cmp(Big(y)), true
}

// hashModulus is the prime by which numbers are hashed, so that equal ones of different types hash alike (the library
// manual's "Hashing of numeric types").
const hashModulus = 1<<61 - 1

func hashOf(h int64) uint64 {
	if h == -1 {
		h = -2
	}
	return uint64(h)
}

// Hash is the same for equal numbers of all types.
func (x Bool) Hash(*Thread) (uint64, error) {
	if x {
		return 1, nil
	}
	return 0, nil
}

// Hash is the same for equal numbers of all types.
func (x Int) Hash(*Thread) (uint64, error) { return hashOf(int64(x) % hashModulus), nil }

// Hash is the same for equal numbers of all types.
func (x *BigInt) Hash(*Thread) (uint64, error) {
	r := new(big.Int).Rem(x.v, big.NewInt(hashModulus))
	return hashOf(r.Int64()), nil
}

// Hash is the same for equal numbers of all types.
func (x Float) Hash(*Thread) (uint64, error) { return hashFloat(float64(x)), nil }

func hashFloat(f float64) uint64 {
	switch {
	case math.IsNaN(f):
		return 0
	case math.IsInf(f, 1):
		return 314159
	case math.IsInf(f, -1):
		return hashOf(-314159)
	}
	frac, exp := math.Frexp(math.Abs(f))
	m := uint64(math.Ldexp(frac, 53))
	exp = ((exp-53)%61 + 61) % 61 // as 2**61 is 1
	hi, lo := bits.Mul64(m, 1<<exp)
	_, h := bits.Div64(hi%hashModulus, lo, hashModulus)
	if f < 0 {
		return hashOf(-int64(h))
	}
	return hashOf(int64(h))
}

// Hash is the same for equal numbers of all types.
func (x Complex) Hash(*Thread) (uint64, error) {
	re, im := hashFloat(real(x)), hashFloat(imag(x))
	return hashOf(int64(re + 1000003*im)), nil
}

// Truth reports whether the number is not 0.
func (x Bool) Truth() bool { return bool(x) }

// Truth reports whether the number is not 0.
func (x Int) Truth() bool { return x != 0 }

// Truth reports whether the number is not 0.
func (x *BigInt) Truth() bool { return true }

// Truth reports whether the number is not 0.
func (x Float) Truth() bool { return x != 0 }

// Truth reports whether the number is not 0.
func (x Complex) Truth() bool { return x != 0 }
