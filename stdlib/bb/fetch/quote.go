package fetch

import (
	"strings"
	"unicode/utf8"
)

// unreserved reports whether quoting leaves a byte as it is (RFC 3986, and the slash).
func unreserved(c byte) bool {
	switch {
	case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9':
		return true
	}
	return strings.IndexByte("_.-~/", c) >= 0
}

// Quote is Python's urllib.parse.quote: UTF-8 bytes that are not unreserved, and no slashes, become %XX.
func Quote(s string) string {
	i := 0
	for i < len(s) && unreserved(s[i]) {
		i++
	}
	if i == len(s) {
		return s
	}
	var b strings.Builder
	b.WriteString(s[:i])
	for ; i < len(s); i++ {
		if c := s[i]; unreserved(c) {
			b.WriteByte(c)
		} else {
			b.WriteByte('%')
			b.WriteByte("0123456789ABCDEF"[c>>4])
			b.WriteByte("0123456789ABCDEF"[c&15])
		}
	}
	return b.String()
}

func unhex(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

// Unquote is Python's urllib.parse.unquote: %XX become bytes, which are taken for UTF-8; what is none becomes U+FFFD. Runs
// of ASCII are decoded one by one.
func Unquote(s string) string {
	if strings.IndexByte(s, '%') < 0 {
		return s
	}
	var out strings.Builder
	for i := 0; i < len(s); {
		if s[i] >= utf8.RuneSelf {
			out.WriteByte(s[i])
			i++
			continue
		}
		var run []byte
		for i < len(s) && s[i] < utf8.RuneSelf {
			if s[i] == '%' && i+2 < len(s) && unhex(s[i+1]) >= 0 && unhex(s[i+2]) >= 0 {
				run = append(run, byte(unhex(s[i+1])<<4|unhex(s[i+2])))
				i += 3
				continue
			}
			run = append(run, s[i])
			i++
		}
		decodeReplacing(&out, run)
	}
	return out.String()
}

// decodeReplacing decodes UTF-8 as Python's errors="replace" does: each longest beginning of a sequence that does not
// become one is one U+FFFD (the Unicode standard, chapter 3, "maximal subpart").
func decodeReplacing(out *strings.Builder, b []byte) {
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		if r != utf8.RuneError || n > 1 {
			out.Write(b[:n])
			b = b[n:]
			continue
		}
		out.WriteRune(utf8.RuneError)
		b = b[subpart(b):]
	}
}

// subpart returns the length of the longest beginning of a UTF-8 sequence that b starts with, at least 1.
func subpart(b []byte) int {
	low, high, more := byte(0x80), byte(0xbf), 0
	switch c := b[0]; {
	case c >= 0xc2 && c <= 0xdf:
		more = 1
	case c >= 0xe0 && c <= 0xef:
		more = 2
		if c == 0xe0 {
			low = 0xa0
		} else if c == 0xed {
			high = 0x9f
		}
	case c >= 0xf0 && c <= 0xf4:
		more = 3
		if c == 0xf0 {
			low = 0x90
		} else if c == 0xf4 {
			high = 0x8f
		}
	}
	n := 1
	for n <= more && n < len(b) && b[n] >= low && b[n] <= high {
		low, high = 0x80, 0xbf
		n++
	}
	return n
}
