package pyvm

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// quoteStr returns a string as a Python literal: in single quotes unless it has such and no double ones, with escapes for
// what is not printable, and in ascii for all that is not ASCII (repr() and ascii(); the values of variables contain it).
func quoteStr(s string, ascii bool) string {
	var b strings.Builder
	b.Grow(len(s) + 2)
	writeRepr(&b, s, ascii)
	return b.String()
}

func writeRepr(b *strings.Builder, s string, ascii bool) {
	quote := byte('\'')
	if strings.IndexByte(s, '\'') >= 0 && strings.IndexByte(s, '"') < 0 {
		quote = '"'
	}
	plain := true
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < ' ' || c >= 0x7f || c == '\\' || c == quote {
			plain = false
			break
		}
	}
	b.WriteByte(quote)
	if plain {
		b.WriteString(s)
	} else {
		writeQuoted(b, s, quote, ascii)
	}
	b.WriteByte(quote)
}

func writeQuoted(b *strings.Builder, s string, quote byte, ascii bool) {
	for at, r := range runes(s) {
		switch {
		case r == '\\' || r == rune(quote):
			b.WriteByte('\\')
			b.WriteByte(byte(r))
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < ' ' || r == 0x7f:
			fmt.Fprintf(b, `\x%02x`, r)
		case r < utf8.RuneSelf:
			b.WriteByte(byte(r))
		case !ascii && isPrintable(r):
			_, size := decodeRune(s[at:])
			b.WriteString(s[at : at+size])
		default:
			writeEscape(b, r)
		}
	}
}

// writeEscape writes a code point as \x.., \u.... or \U........
func writeEscape(b *strings.Builder, r rune) {
	switch {
	case r < 0x100:
		fmt.Fprintf(b, `\x%02x`, r)
	case r < 0x10000:
		fmt.Fprintf(b, `\u%04x`, r)
	default:
		fmt.Fprintf(b, `\U%08x`, r)
	}
}

// quoteBytes returns bytes as a Python literal without the b in front. A bytearray's repr escapes single quotes always.
func quoteBytes(s string, array bool) string {
	quote := byte('\'')
	if strings.IndexByte(s, '\'') >= 0 && strings.IndexByte(s, '"') < 0 {
		quote = '"'
	}
	var b strings.Builder
	b.Grow(len(s) + 2)
	b.WriteByte(quote)
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\' || c == quote || array && c == '\'':
			b.WriteByte('\\')
			b.WriteByte(c)
		case c == '\n':
			b.WriteString(`\n`)
		case c == '\r':
			b.WriteString(`\r`)
		case c == '\t':
			b.WriteString(`\t`)
		case c < ' ' || c >= 0x7f:
			fmt.Fprintf(&b, `\x%02x`, c)
		default:
			b.WriteByte(c)
		}
	}
	b.WriteByte(quote)
	return b.String()
}

// ASCII returns ascii(v): repr(v) with escapes for what is not ASCII.
func ASCII(t *Thread, v Value) (string, error) {
	s, err := Repr(t, v)
	if err != nil || isASCII(s) {
		return s, err
	}
	var b strings.Builder
	for _, r := range runes(s) {
		if r < utf8.RuneSelf {
			b.WriteByte(byte(r))
		} else {
			writeEscape(&b, r)
		}
	}
	return b.String(), nil
}
