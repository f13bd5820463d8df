package pyvm

import (
	"math"
	"math/big"
)

// floatBinary does an operation on two floats.
func floatBinary(op BinaryOp, a, b float64) (Value, error) {
	switch op {
	case OpAdd:
		return Float(a + b), nil
	case OpSub:
		return Float(a - b), nil
	case OpMult:
		return Float(a * b), nil
	case opDiv:
		if b == 0 {
			return nil, Raise(ZeroDivisionError, "float division by zero")
		}
		return Float(a / b), nil
	case opFloorDiv:
		if b == 0 {
			return nil, Raise(ZeroDivisionError, "float floor division by zero")
		}
		q, _ := floatDivMod(a, b)
		return Float(q), nil
	case OpMod:
		if b == 0 {
			return nil, Raise(ZeroDivisionError, "float modulo")
		}
		_, r := floatDivMod(a, b)
		return Float(r), nil
	case opPow:
		return floatPow(a, b)
	}
	return NotImplemented, nil
}

// floatDivMod returns the quotient rounded down and the remainder, which has the divisor's sign.
func floatDivMod(a, b float64) (q, r float64) {
	r = math.Mod(a, b)
	q = (a - r) / b
	if r != 0 {
		if (b < 0) != (r < 0) {
			r += b
			q--
		}
	} else {
		r = math.Copysign(0, b)
	}
	if q == 0 {
		return math.Copysign(0, a/b), r
	}
	floor := math.Floor(q)
	if q-floor > 0.5 {
		floor++
	}
	return floor, r
}

func floatPow(a, b float64) (Value, error) {
	switch {
	case a == 0 && b < 0:
		return nil, Raise(ZeroDivisionError, "0.0 cannot be raised to a negative power")
	case a < 0 && !math.IsInf(a, 0) && !math.IsInf(b, 0) && b != math.Floor(b):
		return complexPow(complex(a, 0), complex(b, 0))
	}
	r := powFloat(a, b)
	if math.IsInf(r, 0) && !math.IsInf(a, 0) && !math.IsInf(b, 0) {
		return nil, &Raised{NewException(OverflowError, Int(34), Str("Numerical result out of range"))}
	}
	return Float(r), nil
}

// powFloat returns a**b, correctly rounded where b is an integer of a common size.
func powFloat(a, b float64) float64 {
	n := math.Abs(b)
	if n != math.Floor(n) || n > 4096 || a == 0 || math.IsInf(a, 0) || math.IsNaN(a) {
		return math.Pow(a, b)
	}
	const prec = 200
	result := new(big.Float).SetPrec(prec).SetInt64(1)
	square := new(big.Float).SetPrec(prec).SetFloat64(a)
	for k := int(n); k > 0; k >>= 1 {
		if k&1 != 0 {
			result.Mul(result, square)
		}
		square.Mul(square, square)
	}
	if b < 0 {
		result.Quo(new(big.Float).SetPrec(prec).SetInt64(1), result)
	}
	f, _ := result.Float64()
	return f
}

// newFloat is float(x).
func newFloat(t *Thread, cls *Type, args []Value, kw []Kw) (Value, error) {
	if len(kw) > 0 && cls == FloatType {
		return nil, Raise(TypeError, "float() takes no keyword arguments")
	}
	if err := positional("float", args, nil, 0, 1); err != nil {
		return nil, err
	}
	f := 0.0
	if len(args) == 1 {
		var err error
		if f, err = floatFrom(t, args[0]); err != nil {
			return nil, err
		}
	}
	if cls == FloatType {
		return Float(f), nil
	}
	return wrapNative(t, cls, Float(f), args, kw)
}

func floatFrom(t *Thread, x Value) (float64, error) {
	if f, ok, err := realNumber(t, x); ok || err != nil {
		return f, err
	}
	text, ok := bytesLike(x)
	if !ok {
		s, isStr := Unwrap(x).(Str)
		if !isStr {
			return 0, Raise(TypeError, "float() argument must be a string or a real number, not '%s'", x.Type().name)
		}
		text = asciiNumber(string(s))
	}
	f, ok := parseFloat(text)
	if !ok {
		repr, err := Repr(t, Unwrap(x))
		if err != nil {
			return 0, err
		}
		return 0, Raise(ValueError, "could not convert string to float: %s", repr)
	}
	return f, nil
}

// realNumber returns the value of a float or integer, or what __float__ or __index__ give; ok is false for other values.
func realNumber(t *Thread, x Value) (f float64, ok bool, err error) {
	r, err := callUser(t, x, "__float__")
	if err != nil {
		return 0, false, err
	}
	if r != nil {
		f, ok := Unwrap(r).(Float)
		if !ok {
			return 0, false, Raise(TypeError, "%s.__float__ returned non-float (type %s)", x.Type().name, r.Type().name)
		}
		return float64(f), true, nil
	}
	native := Unwrap(x)
	switch numberRank(native) {
	case 1, 2:
		f, err := toFloat(native)
		return f, err == nil, err
	case 3:
		return 0, false, nil
	}
	r, err = callUser(t, x, "__index__")
	if r == nil || err != nil {
		return 0, false, err
	}
	if numberRank(Unwrap(r)) != 1 {
		return 0, false, Raise(TypeError, "__index__ returned non-int (type %s)", r.Type().name)
	}
	f, err = toFloat(Unwrap(r))
	return f, err == nil, err
}

func floatMethod(name string, f func(x float64) (Value, error)) Func {
	qualified := "float." + name
	return func(t *Thread, args []Value, kw []Kw) (Value, error) {
		self, rest, err := Self[Float](name, args)
		if err != nil {
			return nil, err
		}
		if err := positional(qualified, rest, kw, 0, 0); err != nil {
			return nil, err
		}
		return f(float64(self))
	}
}

var floatSpec = Spec{
	Name: "float",
	New:  newFloat,
	Methods: withSpecialMethods(2, map[string]Func{
		"is_integer": floatMethod("is_integer", func(x float64) (Value, error) {
			return Bool(x == math.Floor(x) && !math.IsInf(x, 0)), nil
		}),
		"conjugate":        floatMethod("conjugate", func(x float64) (Value, error) { return Float(x), nil }),
		"hex":              floatMethod("hex", func(x float64) (Value, error) { return Str(floatHex(x)), nil }),
		"as_integer_ratio": floatMethod("as_integer_ratio", floatRatio),
	}),
	Getters: map[string]func(t *Thread, self Value) (Value, error){
		"real": getterOf(func(x Float) Value { return x }),
		"imag": getterOf(func(Float) Value { return Float(0) }),
	},
	Attrs: map[string]Value{
		"fromhex": classMethod(FloatType, "fromhex", floatFromHex),
	},
}

// floatRatio returns the two integers whose quotient the number is exactly.
func floatRatio(x float64) (Value, error) {
	switch {
	case math.IsNaN(x):
		return nil, Raise(ValueError, "cannot convert NaN to integer ratio")
	case math.IsInf(x, 0):
		return nil, Raise(OverflowError, "cannot convert Infinity to integer ratio")
	}
	r := new(big.Rat).SetFloat64(x)
	return NewTuple(MakeInt(new(big.Int).Set(r.Num())), MakeInt(new(big.Int).Set(r.Denom()))), nil
}
