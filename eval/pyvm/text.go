package pyvm

import (
	"strings"
	"unicode/utf8"

	"github.com/knead-build/knead/lang/python"
)

// The functions of this file look at a string as Python does: as a sequence of code points. Strings are UTF-8 with lone
// surrogates in their three-byte form; a byte that is part of neither counts as one code point, the lone surrogate that
// the error handler surrogateescape makes of it.

// isASCII reports whether all bytes of s are below 0x80.
func isASCII(s string) bool {
	for len(s) >= 8 {
		w := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
			uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
		if w&0x8080808080808080 != 0 {
			return false
		}
		s = s[8:]
	}
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func isSurrogate(r rune) bool { return 0xd800 <= r && r <= 0xdfff }

// decodeRune returns the first code point of s, which is not empty, and the number of its bytes.
func decodeRune(s string) (rune, int) { return python.DecodeRune(s) }

// decodeLastRune returns the last code point of s, which is not empty, and the number of its bytes.
func decodeLastRune(s string) (rune, int) {
	if c := s[len(s)-1]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	for n := min(4, len(s)); n > 1; n-- {
		if r, size := decodeRune(s[len(s)-n:]); size == n {
			return r, n
		}
	}
	return 0xdc00 | rune(s[len(s)-1]), 1
}

// appendRune appends a code point, also a surrogate.
func appendRune(b []byte, r rune) []byte {
	if isSurrogate(r) {
		return append(b, 0xe0|byte(r>>12), 0x80|byte(r>>6)&0xbf, 0x80|byte(r)&0xbf)
	}
	return utf8.AppendRune(b, r)
}

// writeRune writes a code point, also a surrogate.
func writeRune(b *strings.Builder, r rune) {
	if r < utf8.RuneSelf {
		b.WriteByte(byte(r))
		return
	}
	var buf [utf8.UTFMax]byte
	b.Write(appendRune(buf[:0], r))
}

// runeString returns the string of one code point.
func runeString(r rune) Value {
	if 0 <= r && r < utf8.RuneSelf {
		return asciiStrings[r]
	}
	return Str(appendRune(nil, r))
}

// asciiStrings are the strings of one ASCII character, made once.
var asciiStrings = func() (out [utf8.RuneSelf]Value) {
	for i := range out {
		out[i] = Str(rune(i))
	}
	return
}()

// runeCount returns the number of code points.
func runeCount(s string) int {
	if isASCII(s) {
		return len(s)
	}
	if utf8.ValidString(s) {
		return utf8.RuneCountInString(s)
	}
	n := 0
	for len(s) > 0 {
		_, size := decodeRune(s)
		s = s[size:]
		n++
	}
	return n
}

// runeOffset returns the byte offset of the code point with index n, len(s) where there are not so many.
func runeOffset(s string, n int) int {
	at := 0
	for ; n > 0 && at < len(s); n-- {
		_, size := decodeRune(s[at:])
		at += size
	}
	return at
}

// runeOffsets returns the byte offsets of all code points, and len(s).
func runeOffsets(s string) []int {
	out := make([]int, 0, len(s)+1)
	for at := 0; at < len(s); {
		out = append(out, at)
		_, size := decodeRune(s[at:])
		at += size
	}
	return append(out, len(s))
}

// runesOf returns the code points.
func runesOf(s string) []rune {
	out := make([]rune, 0, len(s))
	for len(s) > 0 {
		r, size := decodeRune(s)
		out = append(out, r)
		s = s[size:]
	}
	return out
}

// runeAt returns the code point with index i, which may be negative, as a string.
func runeAt(s string, i int) (string, bool) {
	if i >= 0 {
		if i < len(s) && isASCII(s[:i+1]) {
			return s[i : i+1], true
		}
	} else if j := len(s) + i; j >= 0 && isASCII(s[j:]) {
		return s[j : j+1], true
	} else {
		i += runeCount(s)
		if i < 0 {
			return "", false
		}
	}
	at := runeOffset(s, i)
	if at >= len(s) {
		return "", false
	}
	_, size := decodeRune(s[at:])
	return s[at : at+size], true
}
