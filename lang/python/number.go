package python

import (
	"math/big"
	"strconv"
	"strings"

	"github.com/knead-build/knead/lang/source"
)

// maxDigits is how many decimal digits CPython 3.11 takes for an int.
const maxDigits = 4300

// number returns the value of a number's token.
func number(s string, span source.Span) (ConstantValue, *SyntaxError) {
	if strings.IndexByte(s, '_') >= 0 {
		s = strings.ReplaceAll(s, "_", "")
	}
	if len(s) < 18 {
		v := int64(0)
		i := 0
		for i < len(s) && isDigit(s[i]) {
			v = v*10 + int64(s[i]-'0')
			i++
		}
		if i == len(s) {
			return ConstantValue{Kind: ConstInt, Int: v}, nil
		}
	}
	base := 10
	if len(s) > 2 && s[0] == '0' {
		switch s[1] | 0x20 {
		case 'x':
			base = 16
		case 'o':
			base = 8
		case 'b':
			base = 2
		}
	}
	if base != 10 {
		s = s[2:]
	} else {
		last := s[len(s)-1]
		if last|0x20 == 'j' {
			f, _ := strconv.ParseFloat(s[:len(s)-1], 64)
			return ConstantValue{Kind: ConstComplex, Float: f}, nil
		}
		if strings.ContainsAny(s, ".eE") {
			f, _ := strconv.ParseFloat(s, 64) // beyond the range it is infinite, as in Python
			return ConstantValue{Kind: ConstFloat, Float: f}, nil
		}
		if len(s) > maxDigits {
			return ConstantValue{}, errorAt(span, "Exceeds the limit (%d digits) for integer string conversion: value has %d digits; "+
				"use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer literals to avoid "+
				"decimal conversion limits.", maxDigits, len(s))
		}
	}
	if v, err := strconv.ParseInt(s, base, 64); err == nil {
		return ConstantValue{Kind: ConstInt, Int: v}, nil
	}
	v, _ := new(big.Int).SetString(s, base)
	return ConstantValue{Kind: ConstInt, Big: v}, nil
}
