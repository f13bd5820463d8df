package py

import (
	"strings"
	"unicode/utf8"
)

// This file is inspect.getblock: where the definition ends that a list of lines begins with. The texts of functions enter
// signatures, so it follows CPython's rules, which go by tokens and not by the tree: a trailing comment belongs to a block if
// it is indented at least as its body, blank lines behind do not.

// tokenKind is what the rules tell apart.
type tokenKind uint8

const (
	tokOther   tokenKind = iota // names, operators, strings, numbers
	tokNewline                  // the end of a statement
	tokNL                       // the end of a line otherwise
	tokComment
	tokIndent
	tokDedent
)

// BlockLines returns how many of the lines, which have their newlines, the definition takes that the first one begins.
func BlockLines(lines []string) int {
	b := &blockFinder{last: 1, bodyCol: -1}
	s := &lineScanner{lines: lines, emit: b.token, indents: []int{0}}
	s.scan()
	return min(b.last, len(lines))
}

// blockFinder watches the tokens.
type blockFinder struct {
	indent                                 int
	started, lambda, passLine, inDecorator bool
	last                                   int // the last line so far, from 1
	bodyCol                                int
}

// token takes a token and reports whether the block goes on.
func (b *blockFinder) token(kind tokenKind, text string, line, col int) bool {
	switch {
	case !b.started && !b.inDecorator:
		switch text {
		case "@":
			b.inDecorator = true
		case "def", "class":
			b.started = true
		case "lambda":
			b.started, b.lambda = true, true
		}
		b.passLine = true
	case kind == tokNewline:
		b.passLine = false
		b.last = line
		if b.lambda {
			return false
		}
		b.inDecorator = false
	case b.passLine:
	case kind == tokIndent:
		if b.bodyCol < 0 && b.started {
			b.bodyCol = col
		}
		b.indent++
		b.passLine = true
	case kind == tokDedent:
		b.indent--
		return b.indent > 0
	case kind == tokComment:
		if b.bodyCol >= 0 && col >= b.bodyCol {
			b.last = line
		}
	case b.indent == 0 && kind != tokNL:
		return false
	}
	return true
}

// lineScanner splits lines into tokens.
type lineScanner struct {
	lines   []string
	emit    func(kind tokenKind, text string, line, col int) bool
	indents []int
	parens  int
	quote   string // of the string that is open
	contd   bool   // the last line ended in a backslash
}

func (s *lineScanner) scan() {
	for i, line := range s.lines {
		n := i + 1
		pos := 0
		switch {
		case s.quote != "":
			end := stringEnd(line, 0, s.quote)
			if end < 0 {
				if len(s.quote) == 1 && !strings.HasSuffix(strings.TrimRight(line, "\r\n"), "\\") {
					s.quote = "" // an error, which ends the string
				}
				continue
			}
			s.quote = ""
			if !s.emit(tokOther, "", n, 0) {
				return
			}
			pos = end
		case s.parens == 0 && !s.contd:
			var ok, blank bool
			if pos, blank, ok = s.indentation(line, n); !ok {
				return
			}
			if blank {
				continue
			}
		}
		s.contd = false
		if !s.tokens(line, pos, n) {
			return
		}
	}
	if n := len(s.lines); n > 0 {
		if last := s.lines[n-1]; !strings.HasSuffix(last, "\n") && !strings.HasPrefix(strings.TrimSpace(last), "#") {
			if !s.emit(tokNewline, "", n, len(last)) {
				return
			}
		}
	}
	for range s.indents[1:] {
		if !s.emit(tokDedent, "", len(s.lines)+1, 0) {
			return
		}
	}
}

// indentation begins a statement's line.
func (s *lineScanner) indentation(line string, n int) (pos int, blank, ok bool) {
	column := 0
loop:
	for pos < len(line) {
		switch line[pos] {
		case ' ':
			column++
		case '\t':
			column = (column/8 + 1) * 8
		case '\f':
			column = 0
		default:
			break loop
		}
		pos++
	}
	if pos == len(line) {
		return pos, true, true
	}
	switch line[pos] {
	case '#':
		text := strings.TrimRight(line[pos:], "\r\n")
		return pos, true, s.emit(tokComment, text, n, pos) && s.emit(tokNL, "", n, pos+len(text))
	case '\r', '\n':
		return pos, true, s.emit(tokNL, "", n, pos)
	}
	if column > s.indents[len(s.indents)-1] {
		s.indents = append(s.indents, column)
		if !s.emit(tokIndent, line[:pos], n, pos) {
			return pos, false, false
		}
	}
	for column < s.indents[len(s.indents)-1] {
		s.indents = s.indents[:len(s.indents)-1]
		if column > s.indents[len(s.indents)-1] {
			return pos, false, false // an IndentationError
		}
		if !s.emit(tokDedent, "", n, pos) {
			return pos, false, false
		}
	}
	return pos, false, true
}

// tokens emits the tokens of a line from a position on.
func (s *lineScanner) tokens(line string, pos, n int) bool {
	for pos < len(line) {
		c := line[pos]
		start := pos
		switch {
		case c == ' ' || c == '\t' || c == '\f':
			pos++
			continue
		case c == '\r' || c == '\n':
			kind := tokNewline
			if s.parens > 0 {
				kind = tokNL
			}
			return s.emit(kind, "", n, pos)
		case c == '#':
			text := strings.TrimRight(line[pos:], "\r\n")
			if !s.emit(tokComment, text, n, pos) {
				return false
			}
			pos += len(text)
			continue
		case c == '\\':
			s.contd = true
			return true
		case c == '"' || c == '\'':
			end, open := s.openString(line, pos)
			if open || end < 0 {
				return s.emit(tokOther, "", n, start) || open
			}
			pos = end
		case isNameByte(c):
			for pos < len(line) && isNameByte(line[pos]) {
				pos++
			}
			if pos < len(line) && (line[pos] == '"' || line[pos] == '\'') && isStringPrefix(line[start:pos]) {
				end, open := s.openString(line, pos)
				if open {
					return true
				}
				if end < 0 {
					return s.emit(tokOther, "", n, start)
				}
				pos = end
				break
			}
			if !s.emit(tokOther, line[start:pos], n, start) {
				return false
			}
			continue
		default:
			switch c {
			case '(', '[', '{':
				s.parens++
			case ')', ']', '}':
				s.parens--
			}
			pos++
		}
		if !s.emit(tokOther, line[start:pos], n, start) {
			return false
		}
	}
	return true
}

// openString reads a string from its quote on. open says that it goes on on the next line; end is -1 for one that does not
// end.
func (s *lineScanner) openString(line string, pos int) (end int, open bool) {
	quote := line[pos : pos+1]
	if strings.HasPrefix(line[pos:], strings.Repeat(quote, 3)) {
		quote = line[pos : pos+3]
	}
	if end := stringEnd(line, pos+len(quote), quote); end >= 0 {
		return end, false
	}
	if len(quote) == 3 || strings.HasSuffix(strings.TrimRight(line, "\r\n"), "\\") {
		s.quote = quote
		return 0, true
	}
	return -1, false
}

// stringEnd returns the offset behind the closing quote, or -1.
func stringEnd(line string, pos int, quote string) int {
	for i := pos; i < len(line); i++ {
		switch {
		case line[i] == '\\':
			i++
		case strings.HasPrefix(line[i:], quote):
			return i + len(quote)
		case len(quote) == 1 && line[i] == '\n':
			return -1
		}
	}
	return -1
}

func isNameByte(c byte) bool {
	return c == '_' || '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z' || c >= utf8.RuneSelf
}

func isStringPrefix(s string) bool {
	switch strings.ToLower(s) {
	case "r", "b", "u", "f", "br", "rb", "fr", "rf":
		return true
	}
	return false
}
