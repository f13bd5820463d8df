package pyvm

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

func findMapping(table []caseMapping, r rune) (string, bool) {
	i, ok := slices.BinarySearchFunc(table, r, func(m caseMapping, r rune) int { return int(m.from - r) })
	if !ok {
		return "", false
	}
	return table[i].to, true
}

func writeUpper(b *strings.Builder, r rune) {
	if r >= 0x80 {
		if s, ok := findMapping(upperMappings, r); ok {
			b.WriteString(s)
			return
		}
	}
	writeRune(b, unicode.ToUpper(r))
}

func writeTitle(b *strings.Builder, r rune) {
	if r >= 0x80 {
		if s, ok := findMapping(titleMappings, r); ok {
			b.WriteString(s)
			return
		}
	}
	writeRune(b, unicode.ToTitle(r))
}

func writeFold(b *strings.Builder, r rune) {
	switch {
	case r < 0x80:
		writeRune(b, unicode.ToLower(r))
	case 0x13a0 <= r && r <= 0x13fd || 0xab70 <= r && r <= 0xabbf: // Cherokee
		writeRune(b, unicode.ToUpper(r))
	default:
		if s, ok := findMapping(foldMappings, r); ok {
			b.WriteString(s)
			return
		}
		writeLower(b, r, "", 0)
	}
}

// writeLower writes the lower case of the code point r, which is at offset at in text: a sigma at the end of a word has
// another one.
func writeLower(b *strings.Builder, r rune, text string, at int) {
	switch r {
	case 0x130:
		b.WriteString("i\u0307")
	case 0x3a3:
		if finalSigma(text, at) {
			r = 0x3c2
		} else {
			r = 0x3c3
		}
		b.WriteRune(r)
	default:
		writeRune(b, unicode.ToLower(r))
	}
}

// finalSigma reports whether the sigma at an offset ends a word (Unicode's Final_Sigma).
func finalSigma(text string, at int) bool {
	if at >= len(text) {
		return false
	}
	before := text[:at]
	for {
		if before == "" {
			return false
		}
		r, size := decodeLastRune(before)
		before = before[:len(before)-size]
		if !isCaseIgnorable(r) {
			if !isCased(r) {
				return false
			}
			break
		}
	}
	for _, r := range runes(text[at+2:]) {
		if !isCaseIgnorable(r) {
			return !isCased(r)
		}
	}
	return true
}

// upperText, lowerText, foldText, titleText, capitalText and swapText are the case methods of str.
func upperText(s string) string {
	return mapText(s, strings.ToUpper, func(b *strings.Builder, r rune, _ int) { writeUpper(b, r) })
}

func lowerText(s string) string {
	return mapText(s, strings.ToLower, func(b *strings.Builder, r rune, at int) { writeLower(b, r, s, at) })
}

func foldText(s string) string {
	return mapText(s, strings.ToLower, func(b *strings.Builder, r rune, _ int) { writeFold(b, r) })
}

// mapText writes each code point as write does, or a text of ASCII alone as ascii does.
func mapText(s string, ascii func(string) string, write func(b *strings.Builder, r rune, at int)) string {
	if isASCII(s) {
		return ascii(s)
	}
	var b strings.Builder
	b.Grow(len(s))
	for at, r := range runes(s) {
		write(&b, r, at)
	}
	return b.String()
}

func titleText(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	inWord := false
	for at, r := range runes(s) {
		if inWord {
			writeLower(&b, r, s, at)
		} else {
			writeTitle(&b, r)
		}
		inWord = isCased(r)
	}
	return b.String()
}

func capitalText(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for at, r := range runes(s) {
		if at == 0 {
			writeTitle(&b, r)
		} else {
			writeLower(&b, r, s, at)
		}
	}
	return b.String()
}

func swapText(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for at, r := range runes(s) {
		switch {
		case isUpper(r):
			writeLower(&b, r, s, at)
		case isLower(r):
			writeUpper(&b, r)
		default:
			writeRune(&b, r)
		}
	}
	return b.String()
}

// isUpperText, isLowerText and isTitleText are isupper, islower and istitle.
func isUpperText(s string) bool {
	cased := false
	for _, r := range runes(s) {
		if isLower(r) || r >= utf8.RuneSelf && isTitle(r) {
			return false
		}
		cased = cased || isUpper(r)
	}
	return cased
}

func isLowerText(s string) bool {
	cased := false
	for _, r := range runes(s) {
		if isUpper(r) || r >= utf8.RuneSelf && isTitle(r) {
			return false
		}
		cased = cased || isLower(r)
	}
	return cased
}

func isTitleText(s string) bool {
	cased, inWord := false, false
	for _, r := range runes(s) {
		switch {
		case isUpper(r) || r >= utf8.RuneSelf && isTitle(r):
			if inWord {
				return false
			}
			cased, inWord = true, true
		case isLower(r):
			if !inWord {
				return false
			}
			cased = true
		default:
			inWord = false
		}
	}
	return cased
}
