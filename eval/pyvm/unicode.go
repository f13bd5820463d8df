package pyvm

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The properties of code points as the methods of str ask for them (the library manual's "Text Sequence Type"; Unicode
// 14.0).

func assigned(r rune) bool { return r < 0xcf3 || !unicode.Is(unicode15, r) }

// isSpace is str.isspace, and what split() and strip() take for white space.
func isSpace(r rune) bool {
	switch {
	case r < 0x80:
		return asciiSpace(byte(r))
	case r == 0x85 || r == 0xa0 || r == 0x1680 || r == 0x2028 || r == 0x2029 || r == 0x202f || r == 0x205f || r == 0x3000:
		return true
	}
	return 0x2000 <= r && r <= 0x200a
}

// asciiSpace is isSpace of an ASCII character.
func asciiSpace(c byte) bool { return c == ' ' || '\t' <= c && c <= '\r' || 0x1c <= c && c <= 0x1f }

// isLineBreak reports whether splitlines splits after r.
func isLineBreak(r rune) bool {
	switch r {
	case '\n', '\r', '\v', '\f', 0x1c, 0x1d, 0x1e, 0x85, 0x2028, 0x2029:
		return true
	}
	return false
}

// isPrintable reports whether repr shows r as it is.
func isPrintable(r rune) bool {
	if r < 0x7f {
		return r >= ' '
	}
	return unicode.IsPrint(r) && assigned(r)
}

func isAlpha(r rune) bool {
	if r < 0x80 {
		return 'a' <= r|0x20 && r|0x20 <= 'z'
	}
	return unicode.IsLetter(r) && assigned(r)
}

// isDecimal reports whether int() takes r for a digit.
func isDecimal(r rune) bool {
	if r < 0x80 {
		return '0' <= r && r <= '9'
	}
	return unicode.Is(unicode.Nd, r) && assigned(r)
}

// decimalValue returns the value of a decimal digit, or -1.
func decimalValue(r rune) int {
	if r < 0x80 {
		if '0' <= r && r <= '9' {
			return int(r - '0')
		}
		return -1
	}
	if !isDecimal(r) {
		return -1
	}
	for _, rg := range unicode.Nd.R16 {
		if rune(rg.Lo) <= r && r <= rune(rg.Hi) {
			return int(r-rune(rg.Lo)) % 10
		}
	}
	for _, rg := range unicode.Nd.R32 {
		if rune(rg.Lo) <= r && r <= rune(rg.Hi) {
			return int(r-rune(rg.Lo)) % 10
		}
	}
	return -1
}

func isDigit(r rune) bool {
	if r < 0x80 {
		return '0' <= r && r <= '9'
	}
	return isDecimal(r) || unicode.Is(digitNotDecimal, r)
}

func isNumeric(r rune) bool {
	if r < 0x80 {
		return '0' <= r && r <= '9'
	}
	return unicode.In(r, unicode.Nd, unicode.Nl, unicode.No, numericLetters) && assigned(r)
}

func isLower(r rune) bool {
	if r < 0x80 {
		return 'a' <= r && r <= 'z'
	}
	return unicode.In(r, unicode.Ll, unicode.Other_Lowercase) && assigned(r) && !unicode.Is(lowercase15, r)
}

func isUpper(r rune) bool {
	if r < 0x80 {
		return 'A' <= r && r <= 'Z'
	}
	return unicode.In(r, unicode.Lu, unicode.Other_Uppercase) && assigned(r)
}

func isTitle(r rune) bool { return unicode.Is(unicode.Lt, r) }

func isCased(r rune) bool { return isLower(r) || isUpper(r) || isTitle(r) }

func isCaseIgnorable(r rune) bool {
	return unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf, unicode.Lm, unicode.Sk, caseIgnorable)
}

func isIdentStart(r rune) bool {
	if r < 0x80 {
		return r == '_' || isAlpha(r)
	}
	return (unicode.IsLetter(r) || unicode.In(r, unicode.Nl, unicode.Other_ID_Start)) && assigned(r) &&
		!unicode.Is(notIdentStart, r)
}

func isIdentPart(r rune) bool {
	if r < 0x80 {
		return r == '_' || isAlpha(r) || isDecimal(r)
	}
	return (unicode.IsLetter(r) ||
		unicode.In(r, unicode.Nl, unicode.Other_ID_Start, unicode.Mn, unicode.Mc, unicode.Nd, unicode.Pc, unicode.Other_ID_Continue)) &&
		assigned(r) && !unicode.Is(notIdentPart, r)
}

func isIdentifier(s string) bool {
	for i, r := range runes(s) {
		if i == 0 && !isIdentStart(r) || !isIdentPart(r) {
			return false
		}
	}
	return s != ""
}

// runes yields the code points with their byte offsets.
func runes(s string) func(yield func(int, rune) bool) {
	return func(yield func(int, rune) bool) {
		for at := 0; at < len(s); {
			r, size := decodeRune(s[at:])
			if !yield(at, r) {
				return
			}
			at += size
		}
	}
}

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
	if isASCII(s) {
		return strings.ToUpper(s)
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range runes(s) {
		writeUpper(&b, r)
	}
	return b.String()
}

func lowerText(s string) string {
	if isASCII(s) {
		return strings.ToLower(s)
	}
	var b strings.Builder
	b.Grow(len(s))
	for at, r := range runes(s) {
		writeLower(&b, r, s, at)
	}
	return b.String()
}

func foldText(s string) string {
	if isASCII(s) {
		return strings.ToLower(s)
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range runes(s) {
		writeFold(&b, r)
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
