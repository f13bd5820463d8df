package regex

import "unicode/utf8"

// decode returns the characters of a text or of bytes.
func decode(s string, bytes bool) []rune {
	out := make([]rune, 0, len(s))
	for i := 0; i < len(s); {
		r, n := runeAt(s, i, bytes)
		out = append(out, r)
		i += n
	}
	return out
}

// runeAt returns the character at offset i, which is below len(s), and its length.
func runeAt(s string, i int, bytes bool) (rune, int) {
	c := s[i]
	if c < utf8.RuneSelf || bytes {
		return rune(c), 1
	}
	r, n := utf8.DecodeRuneInString(s[i:])
	if n == 1 && len(s)-i >= 3 && c == 0xed && s[i+1]&0xe0 == 0xa0 && s[i+2]&0xc0 == 0x80 {
		return 0xd000 | rune(s[i+1]&0x3f)<<6 | rune(s[i+2]&0x3f), 3 // a lone surrogate
	}
	return r, n
}

// runeBefore returns the character that ends at offset i, which is above 0, and its length.
func runeBefore(s string, i int, bytes bool) (rune, int) {
	c := s[i-1]
	if c < utf8.RuneSelf || bytes {
		return rune(c), 1
	}
	r, n := utf8.DecodeLastRuneInString(s[:i])
	if n == 1 && i >= 3 {
		if r, n := runeAt(s, i-3, false); n == 3 {
			return r, n
		}
	}
	return r, n
}

// appendRune appends a character, a lone surrogate in three bytes.
func appendRune(b []byte, r rune, bytes bool) []byte {
	switch {
	case bytes:
		return append(b, byte(r))
	case 0xd800 <= r && r <= 0xdfff:
		return append(b, 0xed, 0x80|byte(r>>6&0x3f), 0x80|byte(r&0x3f))
	}
	return utf8.AppendRune(b, r)
}
