package pyvm

import (
	"math/big"
	"strconv"
	"strings"
)

// maxDigits is how many decimal digits an integer may have to be read or written (sys.get_int_max_str_digits()).
const maxDigits = 4300

// Repr returns the number in decimal digits, True and False for a bool.
func (x Bool) Repr(*Thread) (string, error) {
	if x {
		return "True", nil
	}
	return "False", nil
}

// Repr returns the number in decimal digits, True and False for a bool.
func (x Int) Repr(*Thread) (string, error) { return strconv.FormatInt(int64(x), 10), nil }

// Repr returns the number in decimal digits, True and False for a bool.
func (x *BigInt) Repr(*Thread) (string, error) { return decimalText(x.v) }

// decimalText returns an integer in decimal digits.
func decimalText(v *big.Int) (string, error) {
	if v.BitLen() <= 14286 { // the length of 10**4300
		s := v.String()
		if len(s) <= maxDigits || len(s) == maxDigits+1 && s[0] == '-' {
			return s, nil
		}
	}
	return "", Raise(ValueError, "Exceeds the limit (%d digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit", maxDigits)
}

// asciiNumber returns a string with its decimal digits as ASCII digits, and with blanks for white space that is not ASCII.
func asciiNumber(s string) string {
	if isASCII(s) {
		return s
	}
	var b strings.Builder
	for _, r := range runes(s) {
		if r < 0x7f {
			b.WriteByte(byte(r))
		} else if isSpace(r) {
			b.WriteByte(' ')
		} else if d := decimalValue(r); d >= 0 {
			b.WriteByte('0' + byte(d))
		} else {
			writeRune(&b, r)
		}
	}
	return b.String()
}

// trimNumber drops the white space that may surround a number.
func trimNumber(s string) string { return strings.Trim(s, " \t\n\v\f\r") }

// parseInt reads an integer literal as int(text, base) does. ok is false where the text is none.
func parseInt(t *Thread, text string, base int) (v Value, ok bool, err error) {
	s := trimNumber(text)
	negative := false
	if s != "" && (s[0] == '-' || s[0] == '+') {
		negative = s[0] == '-'
		s = s[1:]
	}
	prefixed := false
	if len(s) >= 2 && s[0] == '0' {
		b := 0
		switch s[1] | 0x20 {
		case 'x':
			b = 16
		case 'o':
			b = 8
		case 'b':
			b = 2
		}
		if b != 0 && (base == 0 || base == b) {
			base, prefixed = b, true
			s = s[2:]
		}
	}
	if prefixed {
		s = strings.TrimPrefix(s, "_")
	}
	zeroOnly := false
	if base == 0 {
		base = 10
		zeroOnly = s != "" && s[0] == '0'
	}
	digits, ok := cleanDigits(s, base)
	if !ok || zeroOnly && strings.Trim(digits, "0") != "" {
		return nil, false, nil
	}
	if base&(base-1) != 0 && len(digits) > maxDigits {
		return nil, false, Raise(ValueError, "Exceeds the limit (%d digits) for integer string conversion: value has %d digits; use sys.set_int_max_str_digits() to increase the limit", maxDigits, len(digits))
	}
	if len(digits) <= 18 && base <= 10 || len(digits) <= 12 {
		n, err := strconv.ParseInt(digits, base, 64)
		if err != nil {
			return nil, false, nil
		}
		if negative {
			n = -n
		}
		return Int(n), true, nil
	}
	var n *big.Int
	if base&(base-1) == 0 {
		if n, err = parseBits(t, digits, base); err != nil {
			return nil, false, err
		}
	} else if n, ok = new(big.Int).SetString(digits, base); !ok {
		return nil, false, nil
	}
	if negative {
		n.Neg(n)
	}
	return MakeInt(n), true, nil
}

// cleanDigits returns the digits without the single underscores that may stand between them.
func cleanDigits(s string, base int) (string, bool) {
	if s == "" || s[0] == '_' || s[len(s)-1] == '_' || strings.Contains(s, "__") {
		return "", false
	}
	s = strings.ReplaceAll(s, "_", "")
	for i := 0; i < len(s); i++ {
		if digitValue(s[i]) >= base {
			return "", false
		}
	}
	return s, true
}

func digitValue(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c && c <= 'z':
		return int(c-'a') + 10
	case 'A' <= c && c <= 'Z':
		return int(c-'A') + 10
	}
	return 99
}

// parseBits reads digits of a base that is a power of two, in time proportional to their number.
func parseBits(t *Thread, digits string, base int) (*big.Int, error) {
	width := 0
	for 1<<width < base {
		width++
	}
	if err := t.allowInt(int64(len(digits))*int64(width), float64(len(digits))); err != nil {
		return nil, err
	}
	buf := make([]byte, (len(digits)*width+7)/8)
	at := 0 // in bits, from the end
	for i := len(digits) - 1; i >= 0; i-- {
		d := digitValue(digits[i])
		for b := range width {
			if d>>b&1 != 0 {
				buf[len(buf)-1-at/8] |= 1 << (at % 8)
			}
			at++
		}
	}
	return new(big.Int).SetBytes(buf), nil
}
