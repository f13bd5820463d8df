package pyvm

import (
	"strings"
	"unicode/utf8"

	"github.com/knead-build/knead/lang/python"
)

// quoteBytes returns bytes as a Python literal without the b in front. A bytearray's repr escapes single quotes always.
func quoteBytes(s string, array bool) string {
	var b strings.Builder
	b.Grow(len(s) + 2)
	python.WriteBytesRepr(&b, s, array)
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
			python.WriteEscape(&b, r)
		}
	}
	return b.String(), nil
}
