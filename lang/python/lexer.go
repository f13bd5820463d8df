package python

import (
	"strings"

	"github.com/knead-build/knead/lang/source"
)

// The tokenizer's bounds are CPython's.
const (
	maxBrackets = 200 // open brackets
	maxIndents  = 100 // levels of indentation, the first column counted
)

// lexer makes tokens of a text. In strict mode it stops at the first thing that CPython's tokenizer refuses, with a token
// of kind tError; in recovering mode it notes the error and mends the text, so that the tokens are well formed: brackets
// match, indents have dedents, the last token is tEOF.
type lexer struct {
	text       string // ends where lexing ends
	toks       []token
	exec       bool // a last line without a newline gets one
	recovering bool
	region     bool // an f-string's expression

	level    int // how many brackets are open
	brackets []bracket
	over     int // brackets beyond the bound that are open (recovering)
	indents  []indent

	stopped *stop
	errs    []*SyntaxError
}

// bracket is an open bracket and what closes it.
type bracket struct {
	open   source.Pos
	closer byte
}

// indent is the indentation of a block: its column, and the same with tabs of width one, which tells whether tabs and
// blanks agree.
type indent struct {
	col, alt int32
}

// stop is why and where a strict lexer stopped.
type stop struct {
	err *SyntaxError
	// hard says that CPython's tokenizer raises this error itself. It then wins over a grammar error before it; the others
	// (indentation, a stray backslash, the text's end) are raised only if the parser gets that far.
	hard  bool
	level int        // how many brackets are open
	open  source.Pos // the innermost
}

// lexText returns the tokens of a whole text.
func lexText(text string, exec, recovering bool) *lexer {
	l := &lexer{text: text, exec: exec, recovering: recovering}
	l.toks = make([]token, 0, len(text)/4+8)
	l.indents = []indent{{}}
	i := 0
	if exec && len(text) >= 3 && text[:3] == "\ufeff" {
		i = 3
	}
	l.run(i, true)
	return l
}

// lexRegion returns the tokens of an expression of an f-string, which lies at text[start:end], between virtual
// parentheses that take the place of the braces.
func lexRegion(text string, start, end source.Pos, recovering bool) *lexer {
	l := &lexer{text: text[:end], recovering: recovering, region: true}
	l.toks = make([]token, 0, int(end-start)/3+6)
	l.level = 1
	l.brackets = []bracket{{start - 1, ')'}}
	l.emit(tLPar, int(start)-1, int(start))
	l.run(int(start), false)
	return l
}

func (l *lexer) emit(k kind, start, end int) {
	l.toks = append(l.toks, token{source.Pos(start), source.Pos(end), k, uint8(l.level)})
}

// refuse notes an error and reports whether lexing goes on. Where it does not, the error token is out.
func (l *lexer) refuse(hard bool, e *SyntaxError) bool {
	e.Token = true
	if l.recovering {
		if len(l.errs) < maxErrors {
			l.errs = append(l.errs, e)
		}
		return true
	}
	if l.stopped == nil {
		l.stopped = &stop{err: e, hard: hard, level: l.level}
		if l.level > 0 {
			l.stopped.open = l.brackets[l.level-1].open
		}
		l.emit(tError, int(e.Span.Start), int(e.Span.End))
	}
	return false
}

func (l *lexer) refuseAt(start, end int, format string, args ...any) bool {
	return l.refuse(true, errorAt(source.Span{Start: source.Pos(start), End: source.Pos(end)}, format, args...))
}

// full reports whether further errors would not be noted.
func (l *lexer) full() bool { return len(l.errs) >= maxErrors }

// newline returns the index behind the newline at i, or i where there is none.
func (l *lexer) newline(i int) int {
	if i < len(l.text) {
		switch l.text[i] {
		case '\n':
			return i + 1
		case '\r':
			if i+1 < len(l.text) && l.text[i+1] == '\n' {
				return i + 2
			}
			return i + 1
		}
	}
	return i
}

// lacksNewline reports whether i is the end of a text that CPython appends a newline to. It does so behind "\r\n" too.
func (l *lexer) lacksNewline(i int) bool {
	return i == len(l.text) && l.exec && i > 0 &&
		(l.text[i-1] != '\n' && l.text[i-1] != '\r' || strings.HasSuffix(l.text, "\r\n"))
}

// continuation takes the end of line that must follow a backslash, i being behind it. It returns -1 to stop.
func (l *lexer) continuation(i int) int {
	at := source.Span{Start: source.Pos(i - 1), End: source.Pos(i)}
	next := l.newline(i)
	if next == i && !l.lacksNewline(i) {
		if !l.refuse(false, errorAt(at, "unexpected character after line continuation character")) {
			return -1
		}
		return i
	}
	if next >= len(l.text) && (next == i || !l.lacksNewline(next)) {
		e := errorAt(at, "unexpected EOF while parsing")
		if l.level > 0 {
			e = neverClosed(l.text, l.brackets[l.level-1].open)
		}
		if !l.refuse(false, e) {
			return -1
		}
	}
	return next
}

// comment returns the index of the end of the line.
func (l *lexer) comment(i int) int {
	for i < len(l.text) && l.text[i] != '\n' && l.text[i] != '\r' {
		i++
	}
	return i
}

// indentation takes the blanks that begin a line, and emits the indents and dedents that they mean. It returns the index
// of the line's first character, or -1 to stop; blank lines are passed over.
func (l *lexer) indentation(i int) int {
	for {
		var col, alt, cont int32
		start := i
	blanks:
		for i < len(l.text) {
			switch l.text[i] {
			case ' ':
				col++
				alt++
			case '\t':
				col = (col/8 + 1) * 8
				alt++
			case '\f':
				col, alt = 0, 0
			case '\\':
				// The blanks before the first backslash decide.
				if cont == 0 {
					cont = col
				}
				next := l.continuation(i + 1)
				if next < 0 {
					return -1
				}
				if next == i+1 { // recovering
					i = next
					break blanks
				}
				i = next - 1
			default:
				break blanks
			}
			i++
		}
		end := i
		if i < len(l.text) && l.text[i] == '#' {
			end = l.comment(i)
		}
		if next := l.newline(end); next != end {
			i = next
			continue
		}
		if end != i || l.lacksNewline(end) { // a last line that says nothing
			return end
		}
		if cont != 0 {
			col, alt = cont, cont
		}
		if !l.indent(start, i, col, alt) {
			return -1
		}
		return i
	}
}

// indent compares a line's indentation with that of the blocks which are open.
func (l *lexer) indent(start, i int, col, alt int32) bool {
	span := source.Span{Start: source.Pos(start), End: source.Pos(i)}
	tabs := func() bool {
		return l.refuse(false, errorOf(tabError, span, "inconsistent use of tabs and spaces in indentation"))
	}
	last := l.indents[len(l.indents)-1]
	switch {
	case col == last.col:
		return alt == last.alt || tabs()
	case col > last.col:
		if len(l.indents) >= maxIndents {
			return l.refuse(false, errorOf(indentationError, span, "too many levels of indentation"))
		}
		if alt <= last.alt && !tabs() {
			return false
		}
		l.indents = append(l.indents, indent{col, alt})
		l.emit(tIndent, start, i)
		return true
	}
	dedents := 0
	for len(l.indents) > 1 && col < l.indents[len(l.indents)-1].col {
		l.indents = l.indents[:len(l.indents)-1]
		dedents++
	}
	last = l.indents[len(l.indents)-1]
	if col != last.col {
		if !l.refuse(false, errorOf(indentationError, span, "unindent does not match any outer indentation level")) {
			return false
		}
	} else if alt != last.alt && !tabs() {
		return false
	}
	for ; dedents > 0; dedents-- {
		l.emit(tDedent, i, i)
	}
	return true
}

// run makes the tokens from i on. bol says that i begins a line.
func (l *lexer) run(i int, bol bool) {
	text := l.text
	for {
		if bol {
			bol = false
			if i = l.indentation(i); i < 0 {
				return
			}
		}
		// between tokens
		for i < len(text) && (text[i] == ' ' || text[i] == '\t' || text[i] == '\f') {
			i++
		}
		if i >= len(text) {
			if l.end(i) {
				return
			}
			continue
		}
		c := text[i]
		switch {
		case isStart(c):
			if i = l.word(i); i < 0 {
				return
			}
		case c == '\n' || c == '\r':
			next := l.newline(i)
			if l.level == 0 {
				l.emit(tNewline, i, next)
				bol = true
			} else if l.recovering && l.statementAt(next) {
				l.closeAll(next)
				l.emit(tNewline, i, next)
				bol = true
			}
			i = next
		case isDigit(c) || c == '.' && i+1 < len(text) && isDigit(text[i+1]):
			if i = l.number(i); i < 0 {
				return
			}
		case c == '"' || c == '\'':
			if i = l.str(i, i); i < 0 {
				return
			}
		case c == '#':
			i = l.comment(i)
		case c == '\\':
			if i = l.continuation(i + 1); i < 0 {
				return
			}
		default:
			if i = l.operator(i, c); i < 0 {
				return
			}
		}
	}
}

// end ends the text and reports whether that was all.
func (l *lexer) end(i int) bool {
	if l.level > 0 {
		if l.region && l.level == 1 {
			l.level = 0
			l.emit(tRPar, i, i)
			l.emit(tEOF, i, i)
			return true
		}
		if !l.recovering {
			l.refuse(false, neverClosed(l.text, l.brackets[l.level-1].open))
			return true
		}
		l.closeAll(i)
	}
	if n := len(l.toks); n > 0 && l.exec {
		if k := l.toks[n-1].kind; k != tNewline && k != tIndent && k != tDedent {
			l.emit(tNewline, i, i)
		}
	}
	for n := len(l.indents); n > 1 && l.exec; n-- {
		l.emit(tDedent, i, i)
	}
	l.emit(tEOF, i, i)
	return true
}
