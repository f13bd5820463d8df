package pyvm

import (
	"math"
	"math/big"
	"strconv"
	"strings"
)

// Repr returns the shortest text that reads back as the same number.
func (x Float) Repr(*Thread) (string, error) { return floatRepr(float64(x)), nil }

// floatRepr is repr(f).
func floatRepr(f float64) string {
	switch abs := math.Abs(f); {
	case math.IsNaN(f):
		return "nan"
	case abs > math.MaxFloat64:
		if f < 0 {
			return "-inf"
		}
		return "inf"
	case f == 0 || 1e-4 <= abs && abs < 1e16:
		s := strconv.FormatFloat(f, 'f', -1, 64)
		if strings.IndexByte(s, '.') < 0 {
			s += ".0"
		}
		return s
	}
	return strconv.FormatFloat(f, 'e', -1, 64)
}

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

// parseFloat reads a number as float() does.
func parseFloat(s string) (float64, bool) {
	s = trimNumber(s)
	text := s
	if text != "" && (text[0] == '-' || text[0] == '+') {
		text = text[1:]
	}
	switch strings.ToLower(text) {
	case "inf", "infinity":
		if s[0] == '-' {
			return math.Inf(-1), true
		}
		return math.Inf(1), true
	case "nan":
		return math.NaN(), true
	}
	if !isFloatLiteral(text) {
		return 0, false
	}
	f, err := strconv.ParseFloat(strings.ReplaceAll(s, "_", ""), 64)
	if err != nil && !math.IsInf(f, 0) && f != 0 {
		return 0, false
	}
	return f, true
}

// isFloatLiteral reports whether text is digits, a fraction and an exponent, with single underscores between digits.
func isFloatLiteral(text string) bool {
	digits := func() (n int) {
		for text != "" {
			if '0' <= text[0] && text[0] <= '9' {
				n++
			} else if text[0] != '_' || n == 0 || len(text) < 2 || text[1] < '0' || text[1] > '9' {
				break
			}
			text = text[1:]
		}
		return n
	}
	n := digits()
	if strings.HasPrefix(text, ".") {
		text = text[1:]
		n += digits()
	}
	if n == 0 {
		return false
	}
	if text != "" && text[0]|0x20 == 'e' {
		text = text[1:]
		if text != "" && (text[0] == '-' || text[0] == '+') {
			text = text[1:]
		}
		if digits() == 0 {
			return false
		}
	}
	return text == ""
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
		"real": func(t *Thread, self Value) (Value, error) { return self, nil },
		"imag": func(t *Thread, self Value) (Value, error) { return Float(0), nil },
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

// floatHex is float.hex: 0x1.8000000000000p+0.
func floatHex(x float64) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return floatRepr(x)
	}
	b := math.Float64bits(x)
	sign := ""
	if b>>63 != 0 {
		sign = "-"
	}
	exp, frac := int(b>>52&0x7ff), b&(1<<52-1)
	lead := "1"
	switch {
	case x == 0:
		return sign + "0x0.0p+0"
	case exp == 0:
		lead, exp = "0", 1
	}
	digits := strconv.FormatUint(frac, 16)
	e := strconv.Itoa(exp - 1023)
	if exp >= 1023 {
		e = "+" + e
	}
	return sign + "0x" + lead + "." + strings.Repeat("0", 13-len(digits)) + digits + "p" + e
}

// floatFromHex is float.fromhex.
func floatFromHex(t *Thread, args []Value, kw []Kw) (Value, error) {
	if err := positional("float.fromhex", args[1:], kw, 1, 1); err != nil {
		return nil, err
	}
	text, ok := Unwrap(args[1]).(Str)
	if !ok {
		return nil, Raise(TypeError, "bad argument type for built-in operation")
	}
	f, err := parseHexFloat(string(text))
	if err != nil {
		return nil, err
	}
	if args[0] != Value(FloatType) {
		return Call(t, args[0], []Value{Float(f)}, nil)
	}
	return Float(f), nil
}

func parseHexFloat(text string) (float64, error) {
	bad := Raise(ValueError, "invalid hexadecimal floating-point string")
	s := strings.ToLower(trimNumber(text))
	sign := ""
	if s != "" && (s[0] == '-' || s[0] == '+') {
		sign, s = s[:1], s[1:]
	}
	switch s {
	case "inf", "infinity", "nan":
		f, _ := parseFloat(sign + s)
		return f, nil
	}
	s = strings.TrimPrefix(s, "0x")
	mantissa, exp, hasExp := strings.Cut(s, "p")
	if !hasExp {
		exp = "0"
	}
	digits := 0
	for i, c := range []byte(mantissa) {
		switch {
		case c == '.':
			if strings.IndexByte(mantissa, '.') != i {
				return 0, bad
			}
		case digitValue(c) < 16:
			digits++
		default:
			return 0, bad
		}
	}
	if digits == 0 || strings.Trim(strings.TrimLeft(exp, "+-"), "0123456789") != "" || strings.TrimLeft(exp, "+-") == "" {
		return 0, bad
	}
	if len(strings.TrimLeft(exp, "+-")) < len(exp)-1 {
		return 0, bad
	}
	f, err := strconv.ParseFloat(sign+"0x"+mantissa+"p"+exp, 64)
	if math.IsInf(f, 0) {
		return 0, Raise(OverflowError, "hexadecimal value too large to represent as a float")
	}
	if err != nil && f != 0 {
		return 0, bad
	}
	return f, nil
}
