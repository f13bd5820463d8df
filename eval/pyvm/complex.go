package pyvm

import (
	"math"
	"math/cmplx"
	"strings"
)

// Repr returns (1+2j), and 2j where there is no real part.
func (x Complex) Repr(*Thread) (string, error) { return complexRepr(complex128(x)), nil }

func complexRepr(x complex128) string {
	part := func(f float64) string { return strings.TrimSuffix(floatRepr(f), ".0") }
	re, im := real(x), imag(x)
	if re == 0 && !math.Signbit(re) {
		return part(im) + "j"
	}
	sign := "+"
	if math.Signbit(im) && !math.IsNaN(im) {
		sign = ""
	}
	return "(" + part(re) + sign + part(im) + "j)"
}

func toComplex(v Value) (complex128, error) {
	if c, ok := v.(Complex); ok {
		return complex128(c), nil
	}
	f, err := toFloat(v)
	return complex(f, 0), err
}

// complexEqual compares two numbers of which one is complex.
func complexEqual(x, y Value) bool {
	parts := func(v Value) (Value, float64) {
		if c, ok := v.(Complex); ok {
			return Float(real(c)), imag(c)
		}
		return v, 0
	}
	rx, ix := parts(x)
	ry, iy := parts(y)
	c, ordered := compareReal(rx, ry)
	return ordered && c == 0 && ix == iy
}

func complexBinary(op BinaryOp, a, b complex128) (Value, error) {
	switch op {
	case OpAdd:
		return Complex(a + b), nil
	case OpSub:
		return Complex(a - b), nil
	case OpMult:
		return Complex(complex(real(a)*real(b)-imag(a)*imag(b), real(a)*imag(b)+imag(a)*real(b))), nil
	case opDiv:
		if b == 0 {
			return nil, Raise(ZeroDivisionError, "complex division by zero")
		}
		return Complex(divideComplex(a, b)), nil
	case opPow:
		return complexPow(a, b)
	}
	return NotImplemented, nil
}

// divideComplex divides by the larger part of the divisor first (Smith's method), as CPython does.
func divideComplex(a, b complex128) complex128 {
	if math.Abs(real(b)) >= math.Abs(imag(b)) {
		ratio := imag(b) / real(b)
		denom := real(b) + imag(b)*ratio
		return complex((real(a)+imag(a)*ratio)/denom, (imag(a)-real(a)*ratio)/denom)
	}
	ratio := real(b) / imag(b)
	denom := real(b)*ratio + imag(b)
	return complex((real(a)*ratio+imag(a))/denom, (imag(a)*ratio-real(a))/denom)
}

func complexPow(a, b complex128) (Value, error) {
	switch {
	case b == 0:
		return Complex(1), nil
	case a == 0:
		if imag(b) != 0 || real(b) < 0 {
			return nil, Raise(ZeroDivisionError, "0.0 to a negative or complex power")
		}
		return Complex(0), nil
	}
	if n := real(b); imag(b) == 0 && n == math.Floor(n) && math.Abs(n) <= 100 {
		r := complex(1, 0)
		square := a
		for k := int(math.Abs(n)); k > 0; k >>= 1 {
			if k&1 != 0 {
				r = complex(real(r)*real(square)-imag(r)*imag(square), real(r)*imag(square)+imag(r)*real(square))
			}
			square = complex(real(square)*real(square)-imag(square)*imag(square), 2*real(square)*imag(square))
		}
		if n < 0 {
			r = divideComplex(1, r)
		}
		return Complex(r), nil
	}
	length := math.Pow(cmplx.Abs(a), real(b))
	angle := math.Atan2(imag(a), real(a))
	phase := angle * real(b)
	if imag(b) != 0 {
		length /= math.Exp(angle * imag(b))
		phase += imag(b) * math.Log(cmplx.Abs(a))
	}
	sin, cos := math.Sincos(phase)
	return Complex(complex(length*cos, length*sin)), nil
}

// newComplex is complex(real, imag) and complex(text).
func newComplex(t *Thread, cls *Type, args []Value, kw []Kw) (Value, error) {
	var re, im Value
	if err := Unpack(t, "complex", args, kw, "real?", &re, "imag?", &im); err != nil {
		return nil, err
	}
	c, err := complexFrom(t, re, im)
	if err != nil || cls == ComplexType {
		return Complex(c), err
	}
	return wrapNative(t, cls, Complex(c), args, kw)
}

func complexFrom(t *Thread, re, im Value) (complex128, error) {
	if s, ok := Unwrap(re).(Str); ok && re != nil {
		if im != nil {
			return 0, Raise(TypeError, "complex() can't take second arg if first is a string")
		}
		c, ok := parseComplex(asciiNumber(string(s)))
		if !ok {
			return 0, Raise(ValueError, "complex() arg is a malformed string")
		}
		return c, nil
	}
	part := func(v Value, first bool) (complex128, error) {
		if v == nil {
			return 0, nil
		}
		if c, ok := Unwrap(v).(Complex); ok {
			return complex128(c), nil
		}
		if _, ok := Unwrap(v).(Str); ok {
			return 0, Raise(TypeError, "complex() second arg can't be a string")
		}
		if r, err := callUser(t, v, "__complex__"); r != nil || err != nil {
			if err != nil {
				return 0, err
			}
			c, ok := Unwrap(r).(Complex)
			if !ok {
				return 0, Raise(TypeError, "%s.__complex__() returned non-complex (type %s)", v.Type().name, r.Type().name)
			}
			return complex128(c), nil
		}
		f, ok, err := realNumber(t, v)
		if err == nil && !ok {
			if first {
				err = Raise(TypeError, "complex() first argument must be a string or a number, not '%s'", v.Type().name)
			} else {
				err = Raise(TypeError, "complex() second argument must be a number, not '%s'", v.Type().name)
			}
		}
		return complex(f, 0), err
	}
	a, err := part(re, true)
	if err != nil {
		return 0, err
	}
	b, err := part(im, false)
	if err != nil {
		return 0, err
	}
	if im == nil {
		return a, nil
	}
	_, aComplex := Unwrap(re).(Complex)
	_, bComplex := Unwrap(im).(Complex)
	x, y := real(a), real(b)
	if bComplex {
		x -= imag(b)
	}
	if aComplex {
		y += imag(a)
	}
	return complex(x, y), nil
}

// parseComplex reads 1+2j and the like, also in parentheses.
func parseComplex(s string) (complex128, bool) {
	s = trimNumber(s)
	if strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")") {
		s = trimNumber(s[1 : len(s)-1])
	}
	if s == "" || strings.ContainsAny(s, " \t\n\v\f\r") {
		return 0, false
	}
	if last := s[len(s)-1]; last != 'j' && last != 'J' {
		f, ok := parseFloat(s)
		return complex(f, 0), ok
	}
	s = s[:len(s)-1]
	split := 0
	for i := len(s) - 1; i > 0; i-- {
		if (s[i] == '+' || s[i] == '-') && s[i-1]|0x20 != 'e' {
			split = i
			break
		}
	}
	re := 0.0
	if split > 0 {
		var ok bool
		if re, ok = parseFloat(s[:split]); !ok {
			return 0, false
		}
		s = s[split:]
	}
	switch s {
	case "", "+":
		return complex(re, 1), true
	case "-":
		return complex(re, -1), true
	}
	im, ok := parseFloat(s)
	return complex(re, im), ok
}

var complexSpec = Spec{
	Name: "complex",
	New:  newComplex,
	Methods: withSpecialMethods(3, map[string]Func{
		"conjugate": func(t *Thread, args []Value, kw []Kw) (Value, error) {
			self, rest, err := Self[Complex]("conjugate", args)
			if err != nil {
				return nil, err
			}
			return Complex(cmplx.Conj(complex128(self))), positional("complex.conjugate", rest, kw, 0, 0)
		},
	}),
	Getters: map[string]func(t *Thread, self Value) (Value, error){
		"real": getterOf(func(x Complex) Value { return Float(real(x)) }),
		"imag": getterOf(func(x Complex) Value { return Float(imag(x)) }),
	},
}
