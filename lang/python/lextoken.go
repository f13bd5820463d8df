package python

import (
	"strings"
	"unicode/utf8"

	"github.com/knead-build/knead/lang/source"
)

// word takes a name, a keyword, or a string with a prefix, and returns the index behind it, or -1 to stop.
func (l *lexer) word(i int) int {
	text := l.text
	start := i
	ascii := true
	for i < len(text) {
		c := text[i]
		if c >= 0x80 {
			ascii = false
		} else if class[c] == 0 {
			break
		}
		i++
	}
	if i < len(text) && (text[i] == '"' || text[i] == '\'') && i-start <= 2 && stringPrefix(text[start:i]) {
		return l.str(start, i)
	}
	if ascii {
		l.emit(keyword(text[start:i]), start, i)
		return i
	}
	if e := checkIdentifier(text, start, i); e != nil {
		if e.Msg == blankMessage && l.recovering {
			// A hard blank that was typed by mistake is taken for a blank.
			l.refuse(true, e)
			if int(e.Span.Start) > start {
				l.emit(keyword(text[start:e.Span.Start]), start, int(e.Span.Start))
			}
			return int(e.Span.End)
		}
		if !l.refuse(true, e) {
			return -1
		}
		l.emit(tBad, start, i)
		return i
	}
	l.emit(tName, start, i)
	return i
}

const blankMessage = "invalid non-printable character U+00A0"

// stringPrefix reports whether s may stand before a string's quote.
func stringPrefix(s string) bool {
	switch len(s) {
	case 1:
		switch s[0] | 0x20 {
		case 'r', 'b', 'u', 'f':
			return true
		}
	case 2:
		a, b := s[0]|0x20, s[1]|0x20
		return a == 'r' && (b == 'b' || b == 'f') || b == 'r' && (a == 'b' || a == 'f')
	}
	return false
}

// checkIdentifier returns what is wrong with a name that has characters beyond ASCII.
func checkIdentifier(text string, start, end int) *SyntaxError {
	if !utf8.ValidString(text[start:end]) {
		e := badUTF8(text[start:end])
		e.Span = source.Span{Start: source.Pos(start), End: source.Pos(end)}
		return e
	}
	for i, r := range text[start:end] {
		if i == 0 && IsIdentifierStart(r) || i > 0 && IsIdentifierPart(r) {
			continue
		}
		at := source.Span{Start: source.Pos(start + i), End: source.Pos(start + i + utf8.RuneLen(r))}
		if IsPrintable(r) {
			return errorAt(at, "invalid character '%c' (U+%04X)", r, r)
		}
		return errorAt(at, "invalid non-printable character U+%04X", r)
	}
	return nil
}

// str takes a string whose prefix begins at start and whose first quote is at i.
func (l *lexer) str(start, i int) int {
	text := l.text
	quote := text[i]
	if i+2 < len(text) && text[i+1] == quote && text[i+2] == quote {
		return l.tripleQuoted(start, i+3, quote)
	}
	for i++; i < len(text); i++ {
		switch text[i] {
		case quote:
			l.emit(tString, start, i+1)
			return i + 1
		case '\\':
			i++
			if i < len(text) && text[i] == '\r' && i+1 < len(text) && text[i+1] == '\n' {
				i++
			}
		case '\n', '\r':
			return l.unterminated(start, i, "unterminated string literal (detected at line %d)")
		}
	}
	return l.unterminated(start, len(text), "unterminated string literal (detected at line %d)")
}

func (l *lexer) tripleQuoted(start, i int, quote byte) int {
	text := l.text
	for i < len(text) {
		j := strings.IndexByte(text[i:], quote)
		if j < 0 {
			break
		}
		if k := strings.IndexByte(text[i:i+j], '\\'); k >= 0 {
			i += k + 2
			continue
		}
		i += j
		if i+2 < len(text) && text[i+1] == quote && text[i+2] == quote {
			l.emit(tString, start, i+3)
			return i + 3
		}
		i++
	}
	return l.unterminated(start, len(text), "unterminated triple-quoted string literal (detected at line %d)")
}

func (l *lexer) unterminated(start, end int, format string) int {
	end = min(end, len(l.text))
	line := 0
	if !l.full() {
		line = lineOf(l.text, source.Pos(end))
	}
	if end == len(l.text) && l.exec && strings.HasSuffix(l.text, "\r\n") {
		line++ // the newline that CPython appends
	}
	if !l.refuseAt(start, end, format, line) {
		return -1
	}
	l.emit(tBad, start, end)
	return end
}

// number takes a number. It returns the index behind it, or -1 to stop.
func (l *lexer) number(i int) int {
	end, bad, format, args := scanNumber(l.text, i)
	if format == "" {
		l.emit(tNumber, i, end)
		return end
	}
	if !l.refuseAt(i, max(bad, i+1), format, args...) {
		return -1
	}
	for end < len(l.text) && isWord(l.text[end]) {
		end++
	}
	end = max(end, i+1)
	l.emit(tBad, i, end)
	return end
}

// scanNumber returns the end of the number at i; where it is wrong, a message and where what is wrong ends.
func scanNumber(text string, i int) (end, bad int, format string, args []any) {
	at := func(i int) byte {
		if i < len(text) {
			return text[i]
		}
		return 0
	}
	// tail takes digits and single underscores between them.
	tail := func(i int) (int, bool) {
		for {
			for isDigit(at(i)) {
				i++
			}
			if at(i) != '_' {
				return i, true
			}
			if i++; !isDigit(at(i)) {
				return i, false
			}
		}
	}
	const decimal = "invalid decimal literal"
	start, zeros := i, -1
	if at(i) == '0' {
		switch at(i+1) | 0x20 {
		case 'x':
			return radix(text, i+2, "hexadecimal", func(c byte) bool {
				return isDigit(c) || c|0x20 >= 'a' && c|0x20 <= 'f'
			})
		case 'o':
			return radix(text, i+2, "octal", func(c byte) bool { return c >= '0' && c <= '7' })
		case 'b':
			return radix(text, i+2, "binary", func(c byte) bool { return c == '0' || c == '1' })
		}
		for {
			if at(i) == '_' {
				if i++; !isDigit(at(i)) {
					return i, i, decimal, nil
				}
			}
			if at(i) != '0' {
				break
			}
			i++
		}
		if isDigit(at(i)) {
			zeros = i
		}
	}
	ok := true
	if at(i) != '.' {
		if i, ok = tail(i); !ok {
			return i, i, decimal, nil
		}
	}
	if at(i) == '.' {
		zeros = -1
		if i++; isDigit(at(i)) {
			if i, ok = tail(i); !ok {
				return i, i, decimal, nil
			}
		}
	}
	if at(i)|0x20 == 'e' {
		j := i + 1
		if at(j) == '+' || at(j) == '-' {
			if j++; !isDigit(at(j)) {
				return j, j, decimal, nil
			}
		}
		if !isDigit(at(j)) {
			if follows(text, i) {
				return i, i, "", nil
			}
			return i, i, decimal, nil
		}
		zeros = -1
		if i, ok = tail(j); !ok {
			return i, i, decimal, nil
		}
	}
	if at(i)|0x20 == 'j' {
		i++
		return verified(text, i, "invalid imaginary literal")
	}
	if zeros >= 0 {
		return i, max(zeros, start+1), "leading zeros in decimal integer literals are not permitted; " +
			"use an 0o prefix for octal integers", nil
	}
	return verified(text, i, decimal)
}

// radix takes the digits behind 0x, 0o or 0b.
func radix(text string, i int, name string, digit func(byte) bool) (end, bad int, format string, args []any) {
	at := func(i int) byte {
		if i < len(text) {
			return text[i]
		}
		return 0
	}
	wrong := func() (int, int, string, []any) {
		return i + 1, i + 1, "invalid digit '%c' in " + name + " literal", []any{at(i)}
	}
	for {
		if at(i) == '_' {
			i++
		}
		if !digit(at(i)) {
			if isDigit(at(i)) {
				return wrong()
			}
			return i, i, "invalid " + name + " literal", nil
		}
		for digit(at(i)) {
			i++
		}
		if at(i) != '_' {
			break
		}
	}
	if isDigit(at(i)) {
		return wrong()
	}
	return verified(text, i, "invalid "+name+" literal")
}

// verified looks at what follows a number's last character: no letter but those of a keyword that may follow.
func verified(text string, i int, message string) (end, bad int, format string, args []any) {
	if i < len(text) && class[text[i]] != 0 && !follows(text, i) {
		return i, i, message, nil
	}
	return i, i, "", nil
}

// follows reports whether a keyword begins at i that CPython still takes behind a number without a blank.
func follows(text string, i int) bool {
	rest := text[i:]
	for _, word := range [...]string{"and", "else", "for", "or", "not"} {
		if strings.HasPrefix(rest, word) && (len(rest) == len(word) || !isWord(rest[len(word)])) {
			return true
		}
	}
	return len(rest) > 1 && rest[0] == 'i' && (rest[1] == 'f' || rest[1] == 'n' || rest[1] == 's')
}
