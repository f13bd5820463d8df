package python

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// CPython 3.11 knows Unicode 14.0; Go knows a later one. newer holds what came after 14.0 up to Go's 15.0.
var newer = &unicode.RangeTable{
	R16: []unicode.Range16{{Lo: 0x0cf3, Hi: 0x0cf3, Stride: 1}, {Lo: 0x0ece, Hi: 0x0ece, Stride: 1}},
	R32: []unicode.Range32{
		{Lo: 0x10efd, Hi: 0x10eff, Stride: 1}, {Lo: 0x1123f, Hi: 0x11241, Stride: 1}, {Lo: 0x11b00, Hi: 0x11b09, Stride: 1},
		{Lo: 0x11f00, Hi: 0x11f10, Stride: 1}, {Lo: 0x11f12, Hi: 0x11f3a, Stride: 1}, {Lo: 0x11f3e, Hi: 0x11f59, Stride: 1},
		{Lo: 0x1342f, Hi: 0x1342f, Stride: 1}, {Lo: 0x13439, Hi: 0x13455, Stride: 1}, {Lo: 0x1b132, Hi: 0x1b132, Stride: 1},
		{Lo: 0x1b155, Hi: 0x1b155, Stride: 1}, {Lo: 0x1d2c0, Hi: 0x1d2d3, Stride: 1}, {Lo: 0x1df25, Hi: 0x1df2a, Stride: 1},
		{Lo: 0x1e030, Hi: 0x1e06d, Stride: 1}, {Lo: 0x1e08f, Hi: 0x1e08f, Stride: 1}, {Lo: 0x1e4d0, Hi: 0x1e4f9, Stride: 1},
		{Lo: 0x1f6dc, Hi: 0x1f6dc, Stride: 1}, {Lo: 0x1f774, Hi: 0x1f776, Stride: 1}, {Lo: 0x1f77b, Hi: 0x1f77f, Stride: 1},
		{Lo: 0x1f7d9, Hi: 0x1f7d9, Stride: 1}, {Lo: 0x1fa75, Hi: 0x1fa77, Stride: 1}, {Lo: 0x1fa87, Hi: 0x1fa88, Stride: 1},
		{Lo: 0x1faad, Hi: 0x1faaf, Stride: 1}, {Lo: 0x1fabb, Hi: 0x1fabd, Stride: 1}, {Lo: 0x1fabf, Hi: 0x1fabf, Stride: 1},
		{Lo: 0x1face, Hi: 0x1facf, Stride: 1}, {Lo: 0x1fada, Hi: 0x1fadb, Stride: 1}, {Lo: 0x1fae8, Hi: 0x1fae8, Stride: 1},
		{Lo: 0x1faf7, Hi: 0x1faf8, Stride: 1}, {Lo: 0x2b739, Hi: 0x2b739, Stride: 1}, {Lo: 0x31350, Hi: 0x323af, Stride: 1},
	},
}

// IsAssigned reports whether CPython 3.11's Unicode 14.0 has a character, of those that Go's tables have.
func IsAssigned(r rune) bool { return r < 0xcf3 || !unicode.Is(newer, r) }

// IsPrintable is Python's str.isprintable for one character: whether repr shows it as it is.
func IsPrintable(r rune) bool {
	if r < 0x7f {
		return r >= ' '
	}
	return unicode.IsPrint(r) && IsAssigned(r)
}

// IsIdentifierStart reports whether an identifier may begin with a character: Unicode's XID_Start and "_". XID_Start and
// XID_Continue are ID_Start and ID_Continue, for characters whose compatibility form has them too.
func IsIdentifierStart(r rune) bool {
	if r < utf8.RuneSelf {
		return class[r]&cStart != 0
	}
	if !idStart(r) {
		return false
	}
	for i, q := range norm.NFKC.String(string(r)) {
		if i == 0 && !idStart(q) || !idContinue(q) {
			return false
		}
	}
	return true
}

// IsIdentifierPart reports whether an identifier may have a character behind its first: Unicode's XID_Continue.
func IsIdentifierPart(r rune) bool {
	if r < utf8.RuneSelf {
		return class[r] != 0
	}
	if !idContinue(r) {
		return false
	}
	for _, q := range norm.NFKC.String(string(r)) {
		if !idContinue(q) {
			return false
		}
	}
	return true
}

func idStart(r rune) bool {
	return (r == '_' || unicode.IsLetter(r) || unicode.In(r, unicode.Nl, unicode.Other_ID_Start)) &&
		!unicode.In(r, unicode.Pattern_Syntax, unicode.Pattern_White_Space, newer)
}

func idContinue(r rune) bool {
	return idStart(r) || unicode.In(r, unicode.Mn, unicode.Mc, unicode.Nd, unicode.Pc, unicode.Other_ID_Continue) &&
		!unicode.In(r, unicode.Pattern_Syntax, unicode.Pattern_White_Space, newer)
}

// identifier returns the name that CPython makes of a name's text.
func identifier(s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return norm.NFKC.String(s)
		}
	}
	return s
}

// DecodeRune returns the first code point of a text, which is not empty, and the number of its bytes. A surrogate has the three
// bytes that it would have were it allowed in UTF-8; any other byte that is no UTF-8 is a surrogate by itself (Python's
// surrogateescape).
func DecodeRune(s string) (rune, int) {
	if s[0] < utf8.RuneSelf {
		return rune(s[0]), 1
	}
	r, n := utf8.DecodeRuneInString(s)
	if n > 1 || r != utf8.RuneError {
		return r, n
	}
	if len(s) >= 3 && s[0] == 0xed && s[1]&0xe0 == 0xa0 && s[2]&0xc0 == 0x80 {
		return 0xd000 | rune(s[1]&0x3f)<<6 | rune(s[2]&0x3f), 3
	}
	return 0xdc00 | rune(s[0]), 1
}

// badUTF8 says how CPython's decoder complains of a text that is not UTF-8.
func badUTF8(s string) *SyntaxError {
	for i := 0; i < len(s); {
		_, size := utf8.DecodeRuneInString(s[i:])
		if size > 1 || s[i] < utf8.RuneSelf {
			i += size
			continue
		}
		n, reason := badSequence(s[i:])
		e := errorAt(span0, "(unicode error) 'utf-8' codec can't decode byte 0x%02x in position %d: %s", s[i], i, reason)
		if n > 1 {
			e = errorAt(span0, "(unicode error) 'utf-8' codec can't decode bytes in position %d-%d: %s", i, i+n-1, reason)
		}
		return e
	}
	return nil
}

// badSequence returns how many bytes a wrong sequence has, and what is wrong with it.
func badSequence(s string) (int, string) {
	need := 0
	switch c := s[0]; {
	case c >= 0xc2 && c <= 0xdf:
		need = 1
	case c >= 0xe0 && c <= 0xef:
		need = 2
	case c >= 0xf0 && c <= 0xf4:
		need = 3
	default:
		return 1, "invalid start byte"
	}
	for i := 1; i <= need; i++ {
		if i >= len(s) {
			return i, "unexpected end of data"
		}
		lo, hi := byte(0x80), byte(0xbf)
		if i == 1 {
			switch s[0] {
			case 0xe0:
				lo = 0xa0
			case 0xed:
				hi = 0x9f
			case 0xf0:
				lo = 0x90
			case 0xf4:
				hi = 0x8f
			}
		}
		if s[i] < lo || s[i] > hi {
			return i, "invalid continuation byte"
		}
	}
	return need + 1, "invalid continuation byte"
}
