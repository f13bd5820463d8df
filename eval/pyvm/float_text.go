package pyvm

import (
	"math"
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
