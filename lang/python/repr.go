package python

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// reprConstant writes a literal's value as Python's repr does.
func reprConstant(b *strings.Builder, v ConstantValue) {
	switch v.Kind {
	case ConstNone:
		b.WriteString("None")
	case ConstTrue:
		b.WriteString("True")
	case ConstFalse:
		b.WriteString("False")
	case ConstEllipsis:
		b.WriteString("Ellipsis")
	case ConstStr:
		WriteRepr(b, v.Str, false)
	case ConstBytes:
		b.WriteByte('b')
		WriteBytesRepr(b, v.Str, false)
	case ConstInt:
		if v.Big != nil {
			b.WriteString(v.Big.String())
		} else {
			b.WriteString(strconv.FormatInt(v.Int, 10))
		}
	case ConstFloat:
		b.WriteString(reprFloat(v.Float) + wholeSuffix(v.Float))
	case ConstComplex:
		b.WriteString(reprFloat(v.Float))
		b.WriteByte('j')
	}
}

// reprFloat writes a float with the fewest digits that give it back, without the ".0" of a whole one: plain from 1e-4 up
// to 1e16, with an exponent beyond.
func reprFloat(f float64) string {
	if math.IsInf(f, 0) {
		return "inf"
	}
	s := strconv.FormatFloat(f, 'e', -1, 64)
	exp, _ := strconv.Atoi(s[strings.IndexByte(s, 'e')+1:])
	if exp < -4 || exp >= 16 {
		return s
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}

// wholeSuffix returns what stands behind a float that looks like an int.
func wholeSuffix(f float64) string {
	if strings.ContainsAny(reprFloat(math.Abs(f)), ".en") {
		return ""
	}
	return ".0"
}

func reprOf(v ConstantValue) string {
	var b strings.Builder
	reprConstant(&b, v)
	return b.String()
}

// Quote returns Python's repr of a text.
func Quote(s string) string {
	var b strings.Builder
	WriteRepr(&b, s, false)
	return b.String()
}

// quote chooses the quotes of a repr, double ones only where that spares escapes, and says whether there is nothing to escape.
func quote(s string) (q byte, plain bool) {
	q = '\''
	if strings.IndexByte(s, '\'') >= 0 && strings.IndexByte(s, '"') < 0 {
		q = '"'
	}
	for i := range len(s) {
		if c := s[i]; c < ' ' || c >= 0x7f || c == '\\' || c == q {
			return q, false
		}
	}
	return q, true
}

// WriteRepr writes a text as Python's repr does: in single quotes unless it has such and no double ones, with escapes for what is not
// printable; and in ascii for all that is not ASCII.
func WriteRepr(b *strings.Builder, s string, ascii bool) {
	q, plain := quote(s)
	b.Grow(len(s) + 2)
	b.WriteByte(q)
	if plain {
		b.WriteString(s)
		s = ""
	}
	for s != "" {
		r, size := DecodeRune(s)
		switch {
		case r < utf8.RuneSelf:
			writeASCII(b, byte(r), q)
		case !ascii && IsPrintable(r) && (r < 0xd800 || r >= 0xe000):
			b.WriteString(s[:size])
		default:
			WriteEscape(b, r)
		}
		s = s[size:]
	}
	b.WriteByte(q)
}

// WriteBytesRepr writes bytes as Python's repr does, without the b in front. That of a bytearray has an escape for each single quote.
func WriteBytesRepr(b *strings.Builder, s string, array bool) {
	q, plain := quote(s)
	b.WriteByte(q)
	if plain && !array {
		b.WriteString(s)
		s = ""
	}
	for i := range len(s) {
		switch c := s[i]; {
		case c >= 0x7f:
			WriteEscape(b, rune(c))
		case array && c == '\'':
			b.WriteString(`\'`)
		default:
			writeASCII(b, c, q)
		}
	}
	b.WriteByte(q)
}

// writeASCII writes a character between the quotes of a repr.
func writeASCII(b *strings.Builder, c, quote byte) {
	switch {
	case c == quote || c == '\\':
		b.WriteByte('\\')
		b.WriteByte(c)
	case c == '\n':
		b.WriteString(`\n`)
	case c == '\r':
		b.WriteString(`\r`)
	case c == '\t':
		b.WriteString(`\t`)
	case c < ' ' || c == 0x7f:
		WriteEscape(b, rune(c))
	default:
		b.WriteByte(c)
	}
}

// WriteEscape writes a code point as \x.., \u.... or \U........
func WriteEscape(b *strings.Builder, r rune) {
	switch {
	case r < 0x100:
		fmt.Fprintf(b, `\x%02x`, r)
	case r < 0x10000:
		fmt.Fprintf(b, `\u%04x`, r)
	default:
		fmt.Fprintf(b, `\U%08x`, r)
	}
}
