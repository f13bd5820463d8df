package pyvm

import (
	"maps"
	"math"
	"math/big"
)

// withSpecialMethods adds the special methods of numbers that are no operators: those that built-in functions and the
// module math stand for.
func withSpecialMethods(rank int, methods map[string]Func) map[string]Func {
	unary := func(name string, f func(t *Thread, x Value) (Value, error)) Func {
		return func(t *Thread, args []Value, kw []Kw) (Value, error) {
			self, rest, err := numberSelf(name, rank, args)
			if err != nil {
				return nil, err
			}
			if err := positional(name, rest, kw, 0, 0); err != nil {
				return nil, err
			}
			return f(t, self)
		}
	}
	out := maps.Clone(methods)
	out["__abs__"] = unary("__abs__", absolute)
	if rank == 3 {
		out["__complex__"] = unary("__complex__", func(t *Thread, x Value) (Value, error) { return x, nil })
		return out
	}
	out["__float__"] = unary("__float__", func(t *Thread, x Value) (Value, error) {
		f, err := toFloat(x)
		return Float(f), err
	})
	out["__int__"] = unary("__int__", func(t *Thread, x Value) (Value, error) { return toInt(t, x, nil) })
	out["__trunc__"] = out["__int__"]
	out["__floor__"] = unary("__floor__", func(t *Thread, x Value) (Value, error) { return roundedTo(t, x, math.Floor) })
	out["__ceil__"] = unary("__ceil__", func(t *Thread, x Value) (Value, error) { return roundedTo(t, x, math.Ceil) })
	out["__round__"] = func(t *Thread, args []Value, kw []Kw) (Value, error) {
		self, rest, err := numberSelf("__round__", rank, args)
		if err != nil {
			return nil, err
		}
		if err := positional("__round__", rest, kw, 0, 1); err != nil {
			return nil, err
		}
		if len(rest) == 1 {
			return roundNumber(t, self, rest[0])
		}
		return roundNumber(t, self, None)
	}
	out["__divmod__"] = func(t *Thread, args []Value, kw []Kw) (Value, error) {
		self, rest, err := numberSelf("__divmod__", rank, args)
		if err != nil {
			return nil, err
		}
		if err := positional("__divmod__", rest, kw, 1, 1); err != nil {
			return nil, err
		}
		return divmodNumbers(t, self, Unwrap(rest[0]))
	}
	out["__rdivmod__"] = func(t *Thread, args []Value, kw []Kw) (Value, error) {
		self, rest, err := numberSelf("__rdivmod__", rank, args)
		if err != nil {
			return nil, err
		}
		if err := positional("__rdivmod__", rest, kw, 1, 1); err != nil {
			return nil, err
		}
		return divmodNumbers(t, Unwrap(rest[0]), self)
	}
	return out
}

// numberSelf takes the first argument of a method of a numeric type.
func numberSelf(name string, rank int, args []Value) (Value, []Value, error) {
	if len(args) == 0 {
		return nil, nil, Raise(TypeError, "unbound method %s() needs an argument", name)
	}
	self := Unwrap(args[0])
	if numberRank(self) != rank {
		return nil, nil, Raise(TypeError, "descriptor '%s' doesn't apply to a '%s' object", name, args[0].Type().name)
	}
	return self, args[1:], nil
}

// roundedTo returns a float as an integer by way of floor or ceil, and an integer as it is.
func roundedTo(t *Thread, x Value, f func(float64) float64) (Value, error) {
	if v, ok := x.(Float); ok {
		return truncFloat(f(float64(v)))
	}
	return indexInt(t, x)
}

// divmodNumbers returns divmod(x, y), or NotImplemented where one is no number that has it.
func divmodNumbers(t *Thread, x, y Value) (Value, error) {
	a, b := numberRank(x), numberRank(y)
	switch {
	case a == 0 || b == 0 || a == 3 || b == 3:
		return NotImplemented, nil
	case a == 1 && b == 1:
		q, r, err := t.divMod(Big(x), Big(y), "integer division or modulo by zero")
		if err != nil {
			return nil, err
		}
		return NewTuple(q, r), nil
	}
	f, err := toFloat(x)
	if err != nil {
		return nil, err
	}
	g, err := toFloat(y)
	if err != nil {
		return nil, err
	}
	if g == 0 {
		return nil, Raise(ZeroDivisionError, "float divmod()")
	}
	q, r := floatDivMod(f, g)
	return NewTuple(Float(q), Float(r)), nil
}

// roundNumber returns round(x, digits) of an integer or a float.
func roundNumber(t *Thread, x, digits Value) (Value, error) {
	if digits == Value(None) {
		return roundedTo(t, x, math.RoundToEven)
	}
	n, err := indexInt(t, digits)
	if err != nil {
		return nil, err
	}
	places, ok := plainInt(n)
	if !ok {
		places = math.MaxInt32
		if Big(n).Sign() < 0 {
			places = math.MinInt32
		}
	}
	places = min(max(places, math.MinInt32), math.MaxInt32)
	if f, ok := x.(Float); ok {
		return roundFloat(float64(f), int(places))
	}
	return roundInt(t, x, int(places))
}

// roundInt rounds to a multiple of a power of ten, half to even.
func roundInt(t *Thread, v Value, places int) (Value, error) {
	v, err := indexInt(t, v)
	if places >= 0 || err != nil {
		return v, err
	}
	n := Big(v)
	if float64(-places)*3.3 > float64(n.BitLen()+8) { // less than half of the unit
		return Int(0), nil
	}
	unit, err := powInts(t, big.NewInt(10), big.NewInt(int64(-places)))
	if err != nil {
		return nil, err
	}
	u := Big(unit)
	q, r := new(big.Int).DivMod(n, u, new(big.Int))
	twice := r.Lsh(r, 1)
	if c := twice.Cmp(u); c > 0 || c == 0 && q.Bit(0) == 1 {
		q.Add(q, big.NewInt(1))
	}
	return MakeInt(q.Mul(q, u)), nil
}
