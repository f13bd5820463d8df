package pyvm

import (
	"math"
	"math/big"
	"math/bits"
)

// newInt is int(x) and int(text, base).
func newInt(t *Thread, cls *Type, args []Value, kw []Kw) (Value, error) {
	var x, base Value
	if len(args) == 1 && len(kw) == 0 {
		x = args[0]
	} else {
		for _, k := range kw {
			if k.Name != "base" {
				return nil, Raise(TypeError, "'%s' is an invalid keyword argument for int()", k.Name)
			}
		}
		if err := Unpack(t, "int", args, kw, "x?", &x, "base?", &base); err != nil {
			return nil, err
		}
	}
	v, err := toInt(t, x, base)
	if err != nil || cls == IntType {
		return v, err
	}
	return wrapNative(t, cls, v, args, kw)
}

func toInt(t *Thread, x, base Value) (Value, error) {
	if base != nil {
		n, err := sizeArg(t, base)
		if isBigIndex(base) {
			n, err = -1, nil
		}
		if err != nil {
			return nil, err
		}
		if n != 0 && n < 2 || n > 36 {
			return nil, Raise(ValueError, "int() base must be >= 2 and <= 36, or 0")
		}
		if x == nil {
			return nil, Raise(TypeError, "int() missing string argument")
		}
		v, ok, err := intFromText(t, x, n)
		if !ok && err == nil {
			err = Raise(TypeError, "int() can't convert non-string with explicit base")
		}
		return v, err
	}
	if x == nil {
		return Int(0), nil
	}
	switch n := x.(type) {
	case Int, *BigInt:
		return n, nil
	case Bool:
		i, _ := plainInt(n)
		return Int(i), nil
	case Float:
		return truncFloat(float64(n))
	}
	for _, method := range []string{"__int__", "__index__", "__trunc__"} {
		r, err := callUser(t, x, method)
		if err != nil {
			return nil, err
		}
		if r != nil {
			n := Unwrap(r)
			if Big(n) == nil {
				return nil, Raise(TypeError, "%s returned non-int (type %s)", method, r.Type().name)
			}
			return MakeInt(Big(n)), nil
		}
	}
	if native := Unwrap(x); numberRank(native) == 1 || numberRank(native) == 2 {
		return toInt(t, native, nil)
	}
	v, ok, err := intFromText(t, x, 10)
	if !ok && err == nil {
		err = Raise(TypeError, "int() argument must be a string, a bytes-like object or a real number, not '%s'", x.Type().name)
	}
	return v, err
}

// intFromText reads a literal in a str, bytes or bytearray; ok is false for other values.
func intFromText(t *Thread, x Value, base int) (v Value, ok bool, err error) {
	text, ok := bytesLike(x)
	if ok {
		v, ok, err = parseInt(t, text, base)
	} else {
		s, isStr := Unwrap(x).(Str)
		if !isStr {
			return nil, false, nil
		}
		v, ok, err = parseInt(t, asciiNumber(string(s)), base)
	}
	if !ok && err == nil {
		repr, rerr := Repr(t, Unwrap(x))
		if rerr != nil {
			return nil, true, rerr
		}
		err = Raise(ValueError, "invalid literal for int() with base %d: %s", base, repr[:runeOffset(repr, 200)])
	}
	return v, true, err
}

// truncFloat is int(f).
func truncFloat(f float64) (Value, error) {
	switch {
	case math.IsNaN(f):
		return nil, Raise(ValueError, "cannot convert float NaN to integer")
	case math.IsInf(f, 0):
		return nil, Raise(OverflowError, "cannot convert float infinity to integer")
	case -1<<62 < f && f < 1<<62:
		return Int(f), nil
	}
	n, _ := big.NewFloat(f).Int(nil)
	return MakeInt(n), nil
}

// intSelf takes the first argument of a method of int, which may be a bool or an instance of a derived class.
func intSelf(name string, args []Value) (Value, []Value, error) {
	if len(args) == 0 {
		return nil, nil, Raise(TypeError, "unbound method int.%s() needs an argument", name)
	}
	self := Unwrap(args[0])
	if numberRank(self) != 1 {
		return nil, nil, Raise(TypeError, "descriptor '%s' for 'int' objects doesn't apply to a '%s' object", name, args[0].Type().name)
	}
	if b, ok := self.(Bool); ok {
		n, _ := plainInt(b)
		self = Int(n)
	}
	return self, args[1:], nil
}

// intMethod makes a method without arguments.
func intMethod(name string, f func(x Value) Value) Func {
	qualified := "int." + name
	return func(t *Thread, args []Value, kw []Kw) (Value, error) {
		self, rest, err := intSelf(name, args)
		if err != nil {
			return nil, err
		}
		if err := positional(qualified, rest, kw, 0, 0); err != nil {
			return nil, err
		}
		return f(self), nil
	}
}

func intGetter(f func(x Value) Value) func(t *Thread, self Value) (Value, error) {
	return func(t *Thread, self Value) (Value, error) {
		self, _, err := intSelf("real", []Value{self})
		if err != nil {
			return nil, err
		}
		return f(self), nil
	}
}

func sameInt(x Value) Value { return x }

var intSpec = Spec{
	Name: "int",
	New:  newInt,
	Methods: withSpecialMethods(1, map[string]Func{
		"bit_length": intMethod("bit_length", func(x Value) Value { return Int(Big(x).BitLen()) }),
		"bit_count": intMethod("bit_count", func(x Value) Value {
			n := 0
			for _, w := range Big(x).Bits() {
				n += bits.OnesCount(uint(w))
			}
			return Int(n)
		}),
		"conjugate":        intMethod("conjugate", sameInt),
		"as_integer_ratio": intMethod("as_integer_ratio", func(x Value) Value { return NewTuple(x, Int(1)) }),
		"to_bytes":         intToBytes,
	}),
	Getters: map[string]func(t *Thread, self Value) (Value, error){
		"real":        intGetter(sameInt),
		"imag":        intGetter(func(Value) Value { return Int(0) }),
		"numerator":   intGetter(sameInt),
		"denominator": intGetter(func(Value) Value { return Int(1) }),
	},
	Attrs: map[string]Value{
		"from_bytes": classMethod(IntType, "from_bytes", intFromBytes),
	},
}

// classMethod makes a native class method: its first argument is the class that it is called on.
func classMethod(owner *Type, name string, f Func) *ClassMethod {
	checked := func(t *Thread, args []Value, kw []Kw) (Value, error) {
		if len(args) == 0 {
			return nil, Raise(TypeError, "unbound method %s.%s() needs an argument", owner.name, name)
		}
		if cls, ok := args[0].(*Type); !ok || !cls.IsSubclass(owner) {
			return nil, Raise(TypeError, "descriptor '%s' requires a subtype of '%s'", name, owner.name)
		}
		return f(t, args, kw)
	}
	return &ClassMethod{&Builtin{name: name, fn: checked, owner: owner}}
}

// getterOf makes a getter of a native type.
func getterOf[T Value](f func(self T) Value) func(t *Thread, self Value) (Value, error) {
	return func(t *Thread, self Value) (Value, error) {
		x, ok := Unwrap(self).(T)
		if !ok {
			return nil, Raise(TypeError, "descriptor doesn't apply to a '%s' object", self.Type().name)
		}
		return f(x), nil
	}
}

var boolSpec = Spec{
	Name:  "bool",
	Base:  IntType,
	Final: true,
	New: func(t *Thread, cls *Type, args []Value, kw []Kw) (Value, error) {
		if len(kw) > 0 {
			return nil, Raise(TypeError, "bool() takes no keyword arguments")
		}
		if err := positional("bool", args, nil, 0, 1); err != nil {
			return nil, err
		}
		if len(args) == 0 {
			return False, nil
		}
		truth, err := Truth(t, args[0])
		return Bool(truth), err
	},
}
