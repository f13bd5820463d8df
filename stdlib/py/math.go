package py

import (
	"math"
	"math/big"

	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/stdlib/native"
)

// mathModule is Python's math.
var mathModule = native.Module{Name: "math", Make: makeMath}

func makeMath(e *native.Env) native.Attrs {
	attrs := native.Attrs{"pi": pyvm.Float(math.Pi), "e": pyvm.Float(math.E), "tau": pyvm.Float(2 * math.Pi), "inf": pyvm.Float(math.Inf(1)),
		"nan": pyvm.Float(math.NaN())}
	funcs := map[string]pyvm.Func{}
	for name, f := range mathUnary {
		funcs[name] = mathFunc(name, 1, func(x []float64) float64 { return f(x[0]) })
	}
	for name, f := range mathBinary {
		funcs[name] = mathFunc(name, 2, func(x []float64) float64 { return f(x[0], x[1]) })
	}
	for name, f := range mathTests {
		funcs[name] = func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			x, err := mathArgs(t, name, 1, args, kw)
			if err != nil {
				return nil, err
			}
			return pyvm.Bool(f(x[0])), nil
		}
	}
	for name, f := range mathRounding {
		funcs[name] = roundFunc(name, f)
	}
	funcs["gcd"], funcs["lcm"] = gcdFunc("gcd", gcd), gcdFunc("lcm", lcm)
	funcs["factorial"], funcs["isqrt"], funcs["comb"], funcs["perm"] = factorial, isqrt, comb, perm
	funcs["fsum"], funcs["prod"], funcs["hypot"], funcs["dist"], funcs["isclose"] = fsum, prod, hypot, dist, isClose
	funcs["log"], funcs["frexp"], funcs["ldexp"], funcs["modf"] = logFunc, frexp, ldexp, modf
	funcs["log2"] = func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		return oneLog(t, "log2", args, kw, math.Log2)
	}
	funcs["log10"] = func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		return oneLog(t, "log10", args, kw, math.Log10)
	}
	return attrs.Funcs(funcs)
}

var mathUnary = map[string]func(float64) float64{
	"sqrt": math.Sqrt, "exp": math.Exp, "exp2": math.Exp2, "expm1": math.Expm1, "log1p": math.Log1p, "sin": math.Sin, "cos": math.Cos,
	"tan": math.Tan, "asin": math.Asin, "acos": math.Acos, "atan": math.Atan, "sinh": math.Sinh, "cosh": math.Cosh, "tanh": math.Tanh,
	"asinh": math.Asinh, "acosh": math.Acosh, "atanh": math.Atanh, "erf": math.Erf, "erfc": math.Erfc, "gamma": math.Gamma, "cbrt": math.Cbrt,
	"fabs":    math.Abs,
	"degrees": func(x float64) float64 { return x * (180 / math.Pi) },
	"radians": func(x float64) float64 { return x * (math.Pi / 180) },
	"lgamma": func(x float64) float64 {
		y, _ := math.Lgamma(x)
		if math.IsInf(x, 0) {
			return math.Inf(1)
		}
		return y
	},
	"ulp": func(x float64) float64 {
		switch x = math.Abs(x); {
		case math.IsNaN(x), math.IsInf(x, 0):
			return x
		case x == math.MaxFloat64:
			return x - math.Nextafter(x, 0)
		}
		return math.Nextafter(x, math.Inf(1)) - x
	},
}

var mathBinary = map[string]func(x, y float64) float64{
	"pow": math.Pow, "atan2": math.Atan2, "fmod": math.Mod, "copysign": math.Copysign, "remainder": math.Remainder, "nextafter": math.Nextafter,
}

var mathTests = map[string]func(float64) bool{
	"isnan": math.IsNaN, "isinf": func(x float64) bool { return math.IsInf(x, 0) },
	"isfinite": func(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) },
}

// mathArgs takes n numbers.
func mathArgs(t *pyvm.Thread, name string, n int, args []pyvm.Value, kw []pyvm.Kw) ([]float64, error) {
	if len(kw) > 0 {
		return nil, pyvm.Raise(pyvm.TypeError, "math.%s() takes no keyword arguments", name)
	}
	if len(args) != n {
		if n == 1 {
			return nil, pyvm.Raise(pyvm.TypeError, "math.%s() takes exactly one argument (%d given)", name, len(args))
		}
		return nil, pyvm.Raise(pyvm.TypeError, "%s expected %d arguments, got %d", name, n, len(args))
	}
	out := make([]float64, n)
	for i, v := range args {
		var err error
		if out[i], err = toFloat(t, v); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// toFloat returns what float arguments of math's functions may be: a float, an integer, or what __float__ or __index__ returns.
func toFloat(t *pyvm.Thread, v pyvm.Value) (float64, error) {
	if f, ok := pyvm.Unwrap(v).(pyvm.Float); ok {
		return float64(f), nil
	}
	if n := pyvm.Big(v); n != nil {
		f, _ := new(big.Float).SetInt(n).Float64()
		if math.IsInf(f, 0) {
			return 0, pyvm.Raise(pyvm.OverflowError, "int too large to convert to float")
		}
		return f, nil
	}
	for _, name := range []string{"__float__", "__index__"} {
		if m, err := pyvm.LookupAttr(t, v, name); err != nil {
			return 0, err
		} else if m == nil {
			continue
		}
		r, err := pyvm.CallMethod(t, v, name)
		if err != nil {
			return 0, err
		}
		return toFloat(t, r)
	}
	return 0, pyvm.Raise(pyvm.TypeError, "must be real number, not %s", v.Type().Name())
}

func domainError() error { return pyvm.Raise(pyvm.ValueError, "math domain error") }

// mathFunc makes a function of floats: no result for numbers is a domain error, an infinite one a range error.
func mathFunc(name string, n int, f func([]float64) float64) pyvm.Func {
	return func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		x, err := mathArgs(t, name, n, args, kw)
		if err != nil {
			return nil, err
		}
		r := f(x)
		if math.IsNaN(r) {
			for _, a := range x {
				if math.IsNaN(a) {
					return pyvm.Float(r), nil
				}
			}
			return nil, domainError()
		}
		if math.IsInf(r, 0) && name != "nextafter" && name != "copysign" {
			for _, a := range x {
				if math.IsInf(a, 0) {
					return pyvm.Float(r), nil
				}
			}
			if name == "gamma" || name == "lgamma" || name == "atanh" || name == "log1p" || name == "pow" && x[0] == 0 {
				if !(name == "gamma" && x[0] > 0 || name == "lgamma" && x[0] > 0) {
					return nil, domainError()
				}
			}
			return nil, pyvm.Raise(pyvm.OverflowError, "math range error")
		}
		return pyvm.Float(r), nil
	}
}

var mathRounding = map[string]func(float64) float64{"floor": math.Floor, "ceil": math.Ceil, "trunc": math.Trunc}

// roundFunc makes floor, ceil and trunc, which return integers.
func roundFunc(name string, f func(float64) float64) pyvm.Func {
	return func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		if len(args) != 1 || len(kw) > 0 {
			return nil, pyvm.Raise(pyvm.TypeError, "math.%s() takes exactly one argument (%d given)", name, len(args)+len(kw))
		}
		v := args[0]
		if _, ok := pyvm.Unwrap(v).(pyvm.Float); !ok {
			if n := pyvm.Big(v); n != nil {
				return pyvm.MakeInt(n), nil
			}
			if m, err := pyvm.LookupAttr(t, v, "__"+name+"__"); m != nil || err != nil {
				if err != nil {
					return nil, err
				}
				return pyvm.CallMethod(t, v, "__"+name+"__")
			}
			if name == "trunc" {
				return nil, pyvm.Raise(pyvm.TypeError, "type %s doesn't define __trunc__ method", v.Type().Name())
			}
		}
		x, err := toFloat(t, v)
		if err != nil {
			return nil, err
		}
		return floatToInt(f(x))
	}
}

// floatToInt returns a float without a fraction as an integer.
func floatToInt(x float64) (pyvm.Value, error) {
	if math.IsNaN(x) {
		return nil, pyvm.Raise(pyvm.ValueError, "cannot convert float NaN to integer")
	}
	if math.IsInf(x, 0) {
		return nil, pyvm.Raise(pyvm.OverflowError, "cannot convert float infinity to integer")
	}
	n, _ := big.NewFloat(x).Int(nil)
	return pyvm.MakeInt(n), nil
}

// mathInt takes an integer.
func mathInt(t *pyvm.Thread, v pyvm.Value) (*big.Int, error) {
	if n := pyvm.Big(v); n != nil {
		return n, nil
	}
	n, ok, err := pyvm.AsIndex(t, v)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, pyvm.Raise(pyvm.TypeError, "'%s' object cannot be interpreted as an integer", v.Type().Name())
	}
	return big.NewInt(int64(n)), nil
}

// mathInts takes n integers.
func mathInts(t *pyvm.Thread, name string, n int, args []pyvm.Value) ([]*big.Int, error) {
	if len(args) != n {
		if n == 1 {
			return nil, pyvm.Raise(pyvm.TypeError, "math.%s() takes exactly one argument (%d given)", name, len(args))
		}
		return nil, pyvm.Raise(pyvm.TypeError, "%s expected %d arguments, got %d", name, n, len(args))
	}
	out := make([]*big.Int, n)
	for i, v := range args {
		var err error
		if out[i], err = mathInt(t, v); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func gcd(a, b *big.Int) *big.Int {
	return new(big.Int).GCD(nil, nil, new(big.Int).Abs(a), new(big.Int).Abs(b))
}

func lcm(a, b *big.Int) *big.Int {
	g := gcd(a, b)
	if g.Sign() == 0 {
		return g
	}
	return g.Abs(new(big.Int).Mul(new(big.Int).Quo(a, g), b))
}

// gcdFunc makes gcd and lcm of any number of integers.
func gcdFunc(name string, f func(a, b *big.Int) *big.Int) pyvm.Func {
	return func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		r := big.NewInt(int64(boolInt(name == "lcm")))
		for _, v := range args {
			n, err := mathInt(t, v)
			if err != nil {
				return nil, err
			}
			if r = f(r, n); r.BitLen() > maxBits {
				return nil, tooLarge()
			}
		}
		return pyvm.MakeInt(r), nil
	}
}

// maxBits bounds the integers that the functions here make.
const maxBits = 1 << 20

// maxFactors bounds how many numbers they multiply.
const maxFactors = 20000

func tooLarge() error { return pyvm.Raise(pyvm.OverflowError, "integer is too large") }

func factorial(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	x, err := mathInts(t, "factorial", 1, args)
	if err != nil {
		return nil, err
	}
	n := x[0]
	if n.Sign() < 0 {
		return nil, pyvm.Raise(pyvm.ValueError, "factorial() not defined for negative values")
	}
	if !n.IsInt64() || n.Int64() > maxFactors {
		return nil, pyvm.Raise(pyvm.OverflowError, "factorial() argument is too large")
	}
	return pyvm.MakeInt(new(big.Int).MulRange(1, n.Int64())), nil
}

func isqrt(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	x, err := mathInts(t, "isqrt", 1, args)
	if err != nil {
		return nil, err
	}
	if x[0].Sign() < 0 {
		return nil, pyvm.Raise(pyvm.ValueError, "isqrt() argument must be nonnegative")
	}
	return pyvm.MakeInt(new(big.Int).Sqrt(x[0])), nil
}

// falling returns n * (n-1) * ... of k numbers.
func falling(n *big.Int, k int64) (*big.Int, error) {
	r, f := big.NewInt(1), new(big.Int).Set(n)
	for range k {
		r.Mul(r, f)
		f.Sub(f, big.NewInt(1))
		if r.BitLen() > maxBits {
			return nil, tooLarge()
		}
	}
	return r, nil
}

func comb(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	x, err := mathInts(t, "comb", 2, args)
	if err != nil {
		return nil, err
	}
	if err := notNegative(x); err != nil {
		return nil, err
	}
	n, k := x[0], x[1]
	if k.Cmp(n) > 0 {
		return pyvm.Int(0), nil
	}
	if rest := new(big.Int).Sub(n, k); rest.Cmp(k) < 0 {
		k = rest
	}
	if !k.IsInt64() || k.Int64() > maxFactors {
		return nil, tooLarge()
	}
	r, err := falling(n, k.Int64())
	if err != nil {
		return nil, err
	}
	return pyvm.MakeInt(r.Quo(r, new(big.Int).MulRange(1, k.Int64()))), nil
}

func notNegative(x []*big.Int) error {
	for i, n := range x {
		if n.Sign() < 0 {
			return pyvm.Raise(pyvm.ValueError, "%s must be a non-negative integer", []string{"n", "k"}[i])
		}
	}
	return nil
}

func perm(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	if len(args) == 1 || len(args) == 2 && args[1] == pyvm.Value(pyvm.None) {
		return factorial(t, args[:1], kw)
	}
	x, err := mathInts(t, "perm", 2, args)
	if err != nil {
		return nil, err
	}
	if err := notNegative(x); err != nil {
		return nil, err
	}
	if x[1].Cmp(x[0]) > 0 {
		return pyvm.Int(0), nil
	}
	if !x[1].IsInt64() || x[1].Int64() > maxFactors {
		return nil, tooLarge()
	}
	r, err := falling(x[0], x[1].Int64())
	if err != nil {
		return nil, err
	}
	return pyvm.MakeInt(r), nil
}

// fsum adds floats without loss.
func fsum(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	if len(args) != 1 {
		return nil, pyvm.Raise(pyvm.TypeError, "math.fsum() takes exactly one argument (%d given)", len(args))
	}
	items, err := pyvm.ToSlice(t, args[0])
	if err != nil {
		return nil, err
	}
	sum := new(big.Float).SetPrec(2200)
	special := 0.0
	for _, v := range items {
		x, err := toFloat(t, v)
		switch {
		case err != nil:
			return nil, err
		case math.IsNaN(x) || math.IsInf(x, 0):
			if special += x; math.IsNaN(special) && !math.IsNaN(x) {
				return nil, pyvm.Raise(pyvm.ValueError, "-inf + inf in fsum")
			}
		default:
			sum.Add(sum, big.NewFloat(x))
		}
	}
	if special != 0 {
		return pyvm.Float(special), nil
	}
	r, _ := sum.Float64()
	if math.IsInf(r, 0) {
		return nil, pyvm.Raise(pyvm.OverflowError, "intermediate overflow in fsum")
	}
	return pyvm.Float(r), nil
}

func prod(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	var list, start pyvm.Value = nil, pyvm.Int(1)
	if err := pyvm.Unpack(t, "prod", args, kw, "iterable", &list, "start?", &start); err != nil {
		return nil, err
	}
	it, err := pyvm.Iterate(t, list)
	if err != nil {
		return nil, err
	}
	for {
		v, err := it.Next(t)
		if v == nil || err != nil {
			return start, err
		}
		if start, err = pyvm.Binary(t, pyvm.OpMult, start, v); err != nil {
			return nil, err
		}
	}
}

func hypotOf(x []float64) pyvm.Value {
	most, isNaN := 0.0, false
	for _, f := range x {
		most = max(most, math.Abs(f))
		if math.IsInf(f, 0) {
			return pyvm.Float(math.Inf(1))
		}
		isNaN = isNaN || math.IsNaN(f)
	}
	if isNaN {
		return pyvm.Float(math.NaN())
	}
	sum := new(big.Float).SetPrec(4400)
	for _, f := range x {
		b := new(big.Float).SetPrec(4400).SetFloat64(f)
		sum.Add(sum, b.Mul(b, b))
	}
	if most == 0 {
		return pyvm.Float(0)
	}
	r, _ := sum.SetPrec(128).Sqrt(sum).Float64()
	return pyvm.Float(r)
}

func hypot(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	x, err := mathArgs(t, "hypot", len(args), args, kw)
	if err != nil {
		return nil, err
	}
	return hypotOf(x), nil
}

func dist(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	var p, q []pyvm.Value
	if err := pyvm.Unpack(t, "dist", args, kw, "p", &p, "q", &q); err != nil {
		return nil, err
	}
	if len(p) != len(q) {
		return nil, pyvm.Raise(pyvm.ValueError, "both points must have the same number of dimensions")
	}
	d := make([]float64, len(p))
	for i := range p {
		a, err := toFloat(t, p[i])
		if err != nil {
			return nil, err
		}
		b, err := toFloat(t, q[i])
		if err != nil {
			return nil, err
		}
		d[i] = a - b
	}
	return hypotOf(d), nil
}

func isClose(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	var av, bv pyvm.Value
	rel, abs := 1e-9, 0.0
	if err := pyvm.Unpack(t, "isclose", args, kw, "a", &av, "b", &bv, "rel_tol?", &rel, "abs_tol?", &abs); err != nil {
		return nil, err
	}
	a, err := toFloat(t, av)
	if err != nil {
		return nil, err
	}
	b, err := toFloat(t, bv)
	if err != nil {
		return nil, err
	}
	switch {
	case rel < 0 || abs < 0:
		return nil, pyvm.Raise(pyvm.ValueError, "tolerances must be non-negative")
	case a == b:
		return pyvm.True, nil
	case math.IsInf(a, 0) || math.IsInf(b, 0):
		return pyvm.False, nil
	}
	d := math.Abs(b - a)
	return pyvm.Bool(d <= math.Abs(rel*b) || d <= math.Abs(rel*a) || d <= abs), nil
}

// oneLog returns a logarithm, also of integers that are no floats.
func oneLog(t *pyvm.Thread, name string, args []pyvm.Value, kw []pyvm.Kw, f func(float64) float64) (pyvm.Value, error) {
	if len(args) != 1 || len(kw) > 0 {
		return nil, pyvm.Raise(pyvm.TypeError, "math.%s() takes exactly one argument (%d given)", name, len(args)+len(kw))
	}
	r, err := logOf(t, args[0], f)
	return pyvm.Float(r), err
}

func logOf(t *pyvm.Thread, v pyvm.Value, f func(float64) float64) (float64, error) {
	if n := pyvm.Big(v); n != nil {
		if n.Sign() <= 0 {
			return 0, domainError()
		}
		if shift := n.BitLen() - 1000; shift > 0 {
			x, _ := new(big.Float).SetInt(new(big.Int).Rsh(n, uint(shift))).Float64()
			return f(x) + float64(shift)*f(2), nil
		}
	}
	x, err := toFloat(t, v)
	if err != nil {
		return 0, err
	}
	if x <= 0 {
		return 0, domainError()
	}
	return f(x), nil
}

func logFunc(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	if len(args) < 1 || len(args) > 2 || len(kw) > 0 {
		return nil, pyvm.Raise(pyvm.TypeError, "log expected at least 1 argument, got %d", len(args))
	}
	x, err := logOf(t, args[0], math.Log)
	if err != nil || len(args) == 1 {
		return pyvm.Float(x), err
	}
	base, err := logOf(t, args[1], math.Log)
	if err != nil {
		return nil, err
	}
	if base == 0 {
		return nil, pyvm.Raise(pyvm.ZeroDivisionError, "float division by zero")
	}
	return pyvm.Float(x / base), nil
}

func frexp(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	x, err := mathArgs(t, "frexp", 1, args, kw)
	if err != nil {
		return nil, err
	}
	m, n := math.Frexp(x[0])
	return pyvm.NewTuple(pyvm.Float(m), pyvm.Int(n)), nil
}

func ldexp(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	if len(args) != 2 {
		return nil, pyvm.Raise(pyvm.TypeError, "ldexp expected 2 arguments, got %d", len(args))
	}
	x, err := toFloat(t, args[0])
	if err != nil {
		return nil, err
	}
	n, ok, err := pyvm.AsIndex(t, args[1])
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, pyvm.Raise(pyvm.TypeError, "Expected an int as second argument to ldexp.")
	}
	r := math.Ldexp(x, n)
	if math.IsInf(r, 0) && !math.IsInf(x, 0) {
		return nil, pyvm.Raise(pyvm.OverflowError, "math range error")
	}
	return pyvm.Float(r), nil
}

func modf(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	x, err := mathArgs(t, "modf", 1, args, kw)
	if err != nil {
		return nil, err
	}
	if math.IsInf(x[0], 0) {
		return pyvm.NewTuple(pyvm.Float(math.Copysign(0, x[0])), pyvm.Float(x[0])), nil
	}
	whole, part := math.Modf(x[0])
	return pyvm.NewTuple(pyvm.Float(math.Copysign(part, x[0])), pyvm.Float(whole)), nil
}
