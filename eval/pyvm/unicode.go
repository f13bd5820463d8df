package pyvm

import (
	"unicode"

	"github.com/knead-build/knead/lang/python"
)

// The properties of code points as the methods of str ask for them (the library manual's "Text Sequence Type"; Unicode
// 14.0).

// isSpace is str.isspace, and what split() and strip() take for white space.
func isSpace(r rune) bool {
	switch {
	case r < 0x80:
		return asciiSpace(byte(r))
	case r == 0x85 || r == 0xa0 || r == 0x1680 || r == 0x2028 || r == 0x2029 || r == 0x202f || r == 0x205f || r == 0x3000:
		return true
	}
	return 0x2000 <= r && r <= 0x200a
}

// asciiSpace is isSpace of an ASCII character.
func asciiSpace(c byte) bool { return c == ' ' || '\t' <= c && c <= '\r' || 0x1c <= c && c <= 0x1f }

// isLineBreak reports whether splitlines splits after r.
func isLineBreak(r rune) bool {
	switch r {
	case '\n', '\r', '\v', '\f', 0x1c, 0x1d, 0x1e, 0x85, 0x2028, 0x2029:
		return true
	}
	return false
}

func isAlpha(r rune) bool {
	if r < 0x80 {
		return 'a' <= r|0x20 && r|0x20 <= 'z'
	}
	return unicode.IsLetter(r) && python.IsAssigned(r)
}

// isDecimal reports whether int() takes r for a digit.
func isDecimal(r rune) bool {
	if r < 0x80 {
		return '0' <= r && r <= '9'
	}
	return unicode.Is(unicode.Nd, r) && python.IsAssigned(r)
}

// decimalValue returns the value of a decimal digit, or -1.
func decimalValue(r rune) int {
	if r < 0x80 {
		if '0' <= r && r <= '9' {
			return int(r - '0')
		}
		return -1
	}
	if !isDecimal(r) {
		return -1
	}
	for _, rg := range unicode.Nd.R16 {
		if rune(rg.Lo) <= r && r <= rune(rg.Hi) {
			return int(r-rune(rg.Lo)) % 10
		}
	}
	for _, rg := range unicode.Nd.R32 {
		if rune(rg.Lo) <= r && r <= rune(rg.Hi) {
			return int(r-rune(rg.Lo)) % 10
		}
	}
	return -1
}

func isDigit(r rune) bool {
	if r < 0x80 {
		return '0' <= r && r <= '9'
	}
	return isDecimal(r) || unicode.Is(digitNotDecimal, r)
}

func isNumeric(r rune) bool {
	if r < 0x80 {
		return '0' <= r && r <= '9'
	}
	return unicode.In(r, unicode.Nd, unicode.Nl, unicode.No, numericLetters) && python.IsAssigned(r)
}

func isLower(r rune) bool {
	if r < 0x80 {
		return 'a' <= r && r <= 'z'
	}
	return unicode.In(r, unicode.Ll, unicode.Other_Lowercase) && python.IsAssigned(r) && !unicode.Is(lowercase15, r)
}

func isUpper(r rune) bool {
	if r < 0x80 {
		return 'A' <= r && r <= 'Z'
	}
	return unicode.In(r, unicode.Lu, unicode.Other_Uppercase) && python.IsAssigned(r)
}

func isTitle(r rune) bool { return unicode.Is(unicode.Lt, r) }

func isCased(r rune) bool { return isLower(r) || isUpper(r) || isTitle(r) }

func isCaseIgnorable(r rune) bool {
	return unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf, unicode.Lm, unicode.Sk, caseIgnorable)
}

func isIdentifier(s string) bool {
	for i, r := range runes(s) {
		if i == 0 && !python.IsIdentifierStart(r) || !python.IsIdentifierPart(r) {
			return false
		}
	}
	return s != ""
}

// runes yields the code points with their byte offsets.
func runes(s string) func(yield func(int, rune) bool) {
	return func(yield func(int, rune) bool) {
		for at := 0; at < len(s); {
			r, size := decodeRune(s[at:])
			if !yield(at, r) {
				return
			}
			at += size
		}
	}
}
