package pyvm

import (
	"math"
	"math/big"
	"math/cmplx"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/knead-build/knead/lang/python"
)

// numberBuiltins are the built-in functions on numbers and characters.
var numberBuiltins = map[string]Func{
	"abs":    oneParam("abs", absolute),
	"bin":    oneParam("bin", func(t *Thread, v Value) (Value, error) { return baseText(t, v, 2, "0b") }),
	"oct":    oneParam("oct", func(t *Thread, v Value) (Value, error) { return baseText(t, v, 8, "0o") }),
	"hex":    oneParam("hex", func(t *Thread, v Value) (Value, error) { return baseText(t, v, 16, "0x") }),
	"chr":    oneParam("chr", character),
	"ord":    oneParam("ord", ordinal),
	"divmod": builtinDivmod,
	"pow":    builtinPow,
	"round":  builtinRound,
}

func absolute(t *Thread, v Value) (Value, error) {
	if r, err := callUser(t, v, "__abs__"); r != nil || err != nil {
		return r, err
	}
	switch x := Unwrap(v).(type) {
	case Int:
		if x >= 0 {
			return x, nil
		}
		return x.Unary(t, python.USub)
	case Bool:
		n, _ := plainInt(x)
		return Int(n), nil
	case *BigInt:
		return MakeInt(new(big.Int).Abs(x.v)), nil
	case Float:
		return Float(math.Abs(float64(x))), nil
	case Complex:
		f := cmplx.Abs(complex128(x))
		if math.IsInf(f, 0) && !cmplx.IsInf(complex128(x)) {
			return nil, Raise(OverflowError, "absolute value too large")
		}
		return Float(f), nil
	}
	return nil, Raise(TypeError, "bad operand type for abs(): '%s'", v.Type().name)
}

// indexInt returns an integer, or what __index__ gives, as Int or *BigInt.
func indexInt(t *Thread, v Value) (Value, error) {
	switch x := Unwrap(v).(type) {
	case Int, *BigInt:
		return x, nil
	case Bool:
		n, _ := plainInt(x)
		return Int(n), nil
	}
	r, err := callUser(t, v, "__index__")
	if err != nil {
		return nil, err
	}
	if r == nil {
		return nil, Raise(TypeError, "'%s' object cannot be interpreted as an integer", v.Type().name)
	}
	n := Big(Unwrap(r))
	if n == nil {
		return nil, Raise(TypeError, "__index__ returned non-int (type %s)", r.Type().name)
	}
	return MakeInt(n), nil
}

func baseText(t *Thread, v Value, base int, prefix string) (Value, error) {
	n, err := indexInt(t, v)
	if err != nil {
		return nil, err
	}
	digits, negative, err := intDigits(t, n, base)
	if negative {
		prefix = "-" + prefix
	}
	return Str(prefix + digits), err
}

func character(t *Thread, v Value) (Value, error) {
	n, err := indexInt(t, v)
	if err != nil {
		return nil, err
	}
	i, ok := plainInt(n)
	if !ok || i != int64(int32(i)) {
		return nil, Raise(OverflowError, "Python int too large to convert to C int")
	}
	if i < 0 || i > utf8.MaxRune {
		return nil, Raise(ValueError, "chr() arg not in range(0x110000)")
	}
	return runeString(rune(i)), nil
}

func ordinal(t *Thread, v Value) (Value, error) {
	n := 0
	switch x := Unwrap(v).(type) {
	case Str:
		if n = x.Len(); n == 1 {
			r, _ := decodeRune(string(x))
			return Int(r), nil
		}
	case Bytes:
		if n = len(x); n == 1 {
			return Int(x[0]), nil
		}
	case *ByteArray:
		if n = len(x.B); n == 1 {
			return Int(x.B[0]), nil
		}
	default:
		return nil, Raise(TypeError, "ord() expected string of length 1, but %s found", v.Type().name)
	}
	return nil, Raise(TypeError, "ord() expected a character, but string of length %d found", n)
}

func builtinDivmod(t *Thread, args []Value, kw []Kw) (Value, error) {
	if err := positional("divmod", args, kw, 2, 2); err != nil {
		return nil, err
	}
	a, b := args[0], args[1]
	if r, err := callUser(t, a, "__divmod__", b); err != nil || r != nil && r != Value(NotImplemented) {
		return r, err
	}
	if r, err := callUser(t, b, "__rdivmod__", a); err != nil || r != nil && r != Value(NotImplemented) {
		return r, err
	}
	r, err := divmodNumbers(t, Unwrap(a), Unwrap(b))
	if r == Value(NotImplemented) {
		return nil, Raise(TypeError, "unsupported operand type(s) for divmod(): '%s' and '%s'", a.Type().name, b.Type().name)
	}
	return r, err
}

func builtinPow(t *Thread, args []Value, kw []Kw) (Value, error) {
	var a, b Value
	var mod Value = None
	if err := Unpack(t, "pow", args, kw, "base", &a, "exp", &b, "mod?", &mod); err != nil {
		return nil, err
	}
	if mod == Value(None) {
		return Binary(t, opPow, a, b)
	}
	if r, err := callUser(t, a, "__pow__", b, mod); err != nil || r != nil && r != Value(NotImplemented) {
		return r, err
	}
	x, y, m := Unwrap(a), Unwrap(b), Unwrap(mod)
	for _, v := range []Value{x, y, m} {
		if numberRank(v) == 0 {
			return nil, Raise(TypeError, "unsupported operand type(s) for ** or pow(): '%s', '%s', '%s'", a.Type().name, b.Type().name, mod.Type().name)
		}
		if numberRank(v) > 1 {
			return nil, Raise(TypeError, "pow() 3rd argument not allowed unless all arguments are integers")
		}
	}
	return powMod(t, Big(x), Big(y), Big(m))
}

func builtinRound(t *Thread, args []Value, kw []Kw) (Value, error) {
	var v Value
	var digits Value = None
	if err := Unpack(t, "round", args, kw, "number", &v, "ndigits?", &digits); err != nil {
		return nil, err
	}
	if f := v.Type().lookupUser("__round__"); f != nil {
		if digits == Value(None) {
			return callUser(t, v, "__round__")
		}
		return callUser(t, v, "__round__", digits)
	}
	x := Unwrap(v)
	if rank := numberRank(x); rank != 1 && rank != 2 {
		return nil, Raise(TypeError, "type %s doesn't define __round__ method", v.Type().name)
	}
	return roundNumber(t, x, digits)
}

// roundFloat rounds to a number of decimal places by way of the exact decimal value.
func roundFloat(f float64, places int) (Value, error) {
	switch {
	case math.IsNaN(f) || math.IsInf(f, 0) || f == 0:
		return Float(f), nil
	case places > 323:
		return Float(f), nil
	case places < -308:
		return Float(math.Copysign(0, f)), nil
	}
	var text string
	if places >= 0 {
		text = strconv.FormatFloat(f, 'f', places, 64)
	} else {
		text = roundDigits(f, -places)
	}
	r, err := strconv.ParseFloat(text, 64)
	if err != nil && math.IsInf(r, 0) {
		return nil, Raise(OverflowError, "rounded value too large to represent")
	}
	return Float(r), nil
}

// roundDigits returns f rounded to a multiple of 10**zeros, as decimal digits.
func roundDigits(f float64, zeros int) string {
	exact, _ := new(big.Float).SetFloat64(math.Abs(f)).Int(nil) // the fraction only tells a tie from more than that
	fraction := math.Abs(f) != math.Floor(math.Abs(f))
	unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(zeros)), nil)
	q, r := new(big.Int).QuoRem(exact, unit, new(big.Int))
	c := r.Lsh(r, 1).Cmp(unit)
	if c > 0 || c == 0 && (fraction || q.Bit(0) == 1) {
		q.Add(q, big.NewInt(1))
	}
	sign := ""
	if f < 0 {
		sign = "-"
	}
	return sign + q.String() + strings.Repeat("0", zeros)
}
