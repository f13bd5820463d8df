package pyvm

import (
	"math"
	"math/big"
	"strconv"
	"strings"
)

// floatStyle says how a float is written: what % formatting, the format mini-language and repr have in common.
type floatStyle struct {
	code   byte // e, f, g; r for the shortest text that reads back the same; E, F, G
	prec   int  // digits after the point, significant ones for g; not for r
	alt    bool // always a point, and g keeps trailing zeros
	addDot bool // ".0" where there would be neither point nor exponent
}

// floatText writes the absolute value of f.
func (s floatStyle) text(f float64) string {
	f = math.Abs(f)
	out := ""
	switch {
	case math.IsNaN(f):
		out = "nan"
	case math.IsInf(f, 0):
		out = "inf"
	default:
		out = s.finite(f)
	}
	if s.code < 'a' {
		out = strings.ToUpper(out)
	}
	return out
}

func (s floatStyle) finite(f float64) string {
	switch code := s.code | 0x20; code {
	case 'e':
		out := strconv.FormatFloat(f, 'e', s.prec, 64)
		if s.alt && s.prec == 0 {
			out = out[:1] + "." + out[1:]
		}
		return out
	case 'f':
		out := strconv.FormatFloat(f, 'f', s.prec, 64)
		if s.alt && s.prec == 0 {
			out += "."
		}
		return out
	case 'g':
		prec := max(s.prec, 1)
		// A float has at most 767 significant digits; what follows is zeros.
		digits, point := splitFloat(strconv.FormatFloat(f, 'e', min(prec, 800)-1, 64))
		threshold := prec
		if s.addDot {
			threshold--
		}
		if s.alt {
			digits += strings.Repeat("0", prec-len(digits))
		} else {
			digits = trimZeros(digits)
		}
		return s.layout(digits, point, point <= -4 || point > threshold)
	}
	digits, point := splitFloat(strconv.FormatFloat(f, 'e', -1, 64))
	return s.layout(trimZeros(digits), point, point <= -4 || point > 16)
}

// splitFloat takes d.ddde±dd apart: the digits, and where among them the decimal point is.
func splitFloat(text string) (digits string, point int) {
	mantissa, exp, _ := strings.Cut(text, "e")
	point, _ = strconv.Atoi(exp)
	return strings.Replace(mantissa, ".", "", 1), point + 1
}

func trimZeros(digits string) string {
	if t := strings.TrimRight(digits, "0"); t != "" {
		return t
	}
	return "0"
}

func (s floatStyle) layout(digits string, point int, exponent bool) string {
	switch {
	case exponent:
		out := digits[:1]
		if len(digits) > 1 || s.alt {
			out += "." + digits[1:]
		}
		exp := point - 1
		sign := "+"
		if exp < 0 {
			sign, exp = "-", -exp
		}
		if exp < 10 {
			sign += "0"
		}
		return out + "e" + sign + strconv.Itoa(exp)
	case point <= 0:
		return "0." + strings.Repeat("0", -point) + digits
	case point < len(digits):
		return digits[:point] + "." + digits[point:]
	}
	out := digits + strings.Repeat("0", point-len(digits))
	if s.addDot {
		return out + ".0"
	}
	if s.alt {
		return out + "."
	}
	return out
}

// negativeFloat reports whether a float is written with a minus sign.
func negativeFloat(f float64) bool { return math.Signbit(f) && !math.IsNaN(f) }

// intDigits returns the digits of an integer's absolute value in base 2, 8, 10 or 16.
func intDigits(t *Thread, v Value, base int) (digits string, negative bool, err error) {
	if n, ok := plainInt(v); ok {
		return strconv.FormatUint(magnitude(n), base), n < 0, nil
	}
	b := Big(v)
	abs := new(big.Int).Abs(b)
	if base == 10 {
		digits, err = decimalText(abs)
		return digits, b.Sign() < 0, err
	}
	if err := t.allocN(b.BitLen(), 1); err != nil {
		return "", false, err
	}
	return abs.Text(base), b.Sign() < 0, nil
}
