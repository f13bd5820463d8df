package python

import (
	"math"
	"math/big"
	"strconv"
)

// matchKey is a literal such that two are equal if Python says so: 1, 1.0, True and 1+0j are.
type matchKey struct {
	kind       ConstantKind
	text, imag string
}

// keyOf returns the key of a mapping pattern and its repr.
func keyOf(e Expr) (key matchKey, repr string, ok bool) {
	switch n := e.(type) {
	case *Constant:
		key, repr = constantKey(n.Value)
		return key, repr, true
	case *UnaryOp:
		c, ok := n.Operand.(*Constant)
		if !ok {
			return key, "", false
		}
		re, im := parts(c.Value)
		key, repr = numberKey(re.neg(), -im, c.Value.Kind)
		return key, repr, true
	case *BinOp:
		left, right := n.Left, n.Right
		sign := 1.0
		if u, ok := left.(*UnaryOp); ok {
			sign, left = -1, u.Operand
		}
		a, ok1 := left.(*Constant)
		b, ok2 := right.(*Constant)
		if !ok1 || !ok2 {
			return key, "", false
		}
		re, _ := parts(a.Value)
		if sign < 0 {
			re = re.neg()
		}
		im := b.Value.Float
		if n.Op == Sub {
			im = -im
		}
		key, repr = numberKey(re, im, ConstComplex)
		return key, repr, true
	}
	return key, "", false
}

// real is a whole number or a float.
type real struct {
	whole *big.Int
	float float64
}

func (r real) neg() real {
	if r.whole != nil {
		return real{whole: new(big.Int).Neg(r.whole)}
	}
	return real{float: -r.float}
}

// parts returns a number's real and imaginary parts.
func parts(v ConstantValue) (real, float64) {
	switch v.Kind {
	case ConstInt:
		if v.Big != nil {
			return real{whole: v.Big}, 0
		}
		return real{whole: big.NewInt(v.Int)}, 0
	case ConstFloat:
		return real{float: v.Float}, 0
	case ConstComplex:
		return real{}, v.Float
	}
	return real{}, 0
}

func constantKey(v ConstantValue) (matchKey, string) {
	repr := reprOf(v)
	switch v.Kind {
	case ConstTrue, ConstFalse:
		n := int64(0)
		if v.Kind == ConstTrue {
			n = 1
		}
		key, _ := numberKey(real{whole: big.NewInt(n)}, 0, ConstInt)
		return key, repr
	case ConstInt, ConstFloat, ConstComplex:
		re, im := parts(v)
		return numberKey(re, im, v.Kind)
	case ConstStr, ConstBytes:
		return matchKey{kind: v.Kind, text: v.Str}, repr
	}
	return matchKey{kind: v.Kind}, repr
}

// numberKey returns the key and the repr of a number of some kind.
func numberKey(re real, im float64, kind ConstantKind) (matchKey, string) {
	key := matchKey{kind: ConstInt, imag: strconv.FormatFloat(im+0, 'g', -1, 64)}
	if im == 0 {
		key.imag = ""
	}
	f := re.float
	switch {
	case re.whole != nil:
		key.text = re.whole.String()
		f, _ = new(big.Float).SetInt(re.whole).Float64()
	case f == math.Trunc(f) && !math.IsInf(f, 0):
		i, _ := big.NewFloat(f).Int(nil)
		key.text = i.String()
	default:
		key.text = strconv.FormatFloat(f, 'g', -1, 64)
	}
	switch {
	case kind == ConstInt:
		return key, re.whole.String()
	case kind == ConstFloat:
		return key, signed(f) + wholeSuffix(f)
	case f == 0 && !math.Signbit(f):
		return key, signed(im) + "j"
	}
	sign := "+"
	if math.Signbit(im) {
		sign = ""
	}
	return key, "(" + signed(f) + sign + signed(im) + "j)"
}

func signed(f float64) string {
	if math.Signbit(f) {
		return "-" + reprFloat(-f)
	}
	return reprFloat(f)
}
