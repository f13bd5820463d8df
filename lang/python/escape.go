package python

import (
	"strings"
	"unicode/utf8"
)

// run returns the end of the run of bytes beyond ASCII at i.
func run(s string, i int) int {
	for i < len(s) && s[i] >= utf8.RuneSelf {
		i++
	}
	return i
}

// escapedLen returns how long s is once CPython has written its characters beyond ASCII as escapes.
func escapedLen(s string) int {
	n := 0
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r >= utf8.RuneSelf:
			n += 10
		case r == '\r' && i+1 < len(s) && s[i+1] == '\n':
		case r == '\\' && i+1 < len(s):
			n++
			if s[i+1] >= utf8.RuneSelf {
				n += 5
			} else {
				n++
				size++
				if s[i+1] == '\r' && i+2 < len(s) && s[i+2] == '\n' {
					size++
				}
			}
		default:
			n++
		}
		i += size
	}
	return n
}

// writeRune writes a character in UTF-8, a lone surrogate in its three-byte form.
func writeRune(b *strings.Builder, r rune) {
	if r >= 0xd800 && r < 0xe000 {
		b.Write([]byte{0xe0 | byte(r>>12), 0x80 | byte(r>>6)&0x3f, 0x80 | byte(r)&0x3f})
		return
	}
	b.WriteRune(r)
}

// simpleEscape returns what the character behind a backslash means, 0 for a newline, which means nothing.
func simpleEscape(c byte) (byte, bool) {
	switch c {
	case '\n':
		return 0, true
	case '\\', '\'', '"':
		return c, true
	case 'a':
		return '\a', true
	case 'b':
		return '\b', true
	case 'f':
		return '\f', true
	case 'n':
		return '\n', true
	case 'r':
		return '\r', true
	case 't':
		return '\t', true
	case 'v':
		return '\v', true
	}
	return 0, false
}

// octal returns the value of up to three octal digits and their number.
func octal(s string) (v rune, n int) {
	for n < 3 && n < len(s) && s[n] >= '0' && s[n] <= '7' {
		v = v<<3 | rune(s[n]-'0')
		n++
	}
	return v, n
}

// hex returns the value of up to want hexadecimal digits and their number.
func hex(s string, want int) (v uint32, n int) {
	for n < want && n < len(s) {
		c := s[n]
		switch {
		case isDigit(c):
			c -= '0'
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			c = c | 0x20 - 'a' + 10
		default:
			return v, n
		}
		v = v<<4 | uint32(c)
		n++
	}
	return v, n
}
