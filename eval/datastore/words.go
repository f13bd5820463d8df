package datastore

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// isBlank is Python's notion of white space.
func isBlank(r rune) bool {
	return unicode.IsSpace(r) || r >= 0x1c && r <= 0x1f
}

// fields is Python's str.split().
func fields(s string) []string { return strings.FieldsFunc(s, isBlank) }

// splitBlanks yields the pieces between blanks and each blank.
func splitBlanks(s string, yield func(piece string, blank bool)) {
	start := 0
	for i, r := range s {
		if isBlank(r) {
			n := utf8.RuneLen(r)
			if i > start {
				yield(s[start:i], false)
			}
			yield(s[i:i+n], true)
			start = i + n
		}
	}
	if start < len(s) {
		yield(s[start:], false)
	}
}
