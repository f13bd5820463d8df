package python

import (
	"strings"
	"unicode/utf8"

	"github.com/knead-build/knead/lang/source"
)

// operator takes an operator or bracket that begins with c, and returns the index behind it, or -1 to stop.
func (l *lexer) operator(i int, c byte) int {
	var c1, c2 byte
	if i+1 < len(l.text) {
		c1 = l.text[i+1]
	}
	if i+2 < len(l.text) {
		c2 = l.text[i+2]
	}
	k, n := tOther, 1
	// pick chooses between an operator, and the same with "=" behind it.
	pick := func(plain, equal kind) {
		k = plain
		if c1 == '=' {
			k, n = equal, 2
		}
	}
	// double chooses between an operator, its double, and each with "=" behind it.
	double := func(plain, equal, twice, twiceEqual kind) {
		pick(plain, equal)
		if c1 == c {
			k, n = twice, 2
			if c2 == '=' {
				k, n = twiceEqual, 3
			}
		}
	}
	switch c {
	case '(':
		return l.open(tLPar, i, ')')
	case '[':
		return l.open(tLSqb, i, ']')
	case '{':
		return l.open(tLBrace, i, '}')
	case ')':
		return l.close(tRPar, i, c)
	case ']':
		return l.close(tRSqb, i, c)
	case '}':
		return l.close(tRBrace, i, c)
	case ',':
		k = tComma
	case ';':
		k = tSemi
	case '~':
		k = tTilde
	case ':':
		pick(tColon, tColonEqual)
	case '.':
		k = tDot
		if c1 == '.' && c2 == '.' {
			k, n = tEllipsis, 3
		}
	case '=':
		pick(tEqual, tEqEqual)
	case '!':
		pick(tOther, tNotEqual)
	case '+':
		pick(tPlus, tPlusEqual)
	case '-':
		pick(tMinus, tMinEqual)
		if c1 == '>' {
			k, n = tArrow, 2
		}
	case '*':
		double(tStar, tStarEqual, tDoubleStar, tDoubleStarEqual)
	case '/':
		double(tSlash, tSlashEqual, tDoubleSlash, tDoubleSlashEqual)
	case '<':
		double(tLess, tLessEqual, tLeftShift, tLeftShiftEqual)
		if c1 == '>' {
			k, n = tLessGreater, 2
		}
	case '>':
		double(tGreater, tGreaterEqual, tRightShift, tRightShiftEqual)
	case '%':
		pick(tPercent, tPercentEqual)
	case '&':
		pick(tAmper, tAmperEqual)
	case '|':
		pick(tVBar, tVBarEqual)
	case '^':
		pick(tCircumflex, tCircumflexEqual)
	case '@':
		pick(tAt, tAtEqual)
	case '$', '?', '`':
	default:
		r, size := utf8.DecodeRuneInString(l.text[i:])
		if !IsPrintable(r) {
			if !l.refuseAt(i, i+size, "invalid non-printable character U+%04X", r) {
				return -1
			}
			return i + size
		}
	}
	l.emit(k, i, i+n)
	return i + n
}

func (l *lexer) open(k kind, i int, closer byte) int {
	if l.level >= maxBrackets {
		if !l.refuseAt(i, i+1, "too many nested parentheses") {
			return -1
		}
		l.over++
		return i + 1
	}
	l.brackets = append(l.brackets[:l.level], bracket{source.Pos(i), closer})
	l.level++
	l.emit(k, i, i+1)
	return i + 1
}

func (l *lexer) close(k kind, i int, c byte) int {
	if l.over > 0 {
		l.over--
		return i + 1
	}
	floor := 0
	if l.region { // the virtual parenthesis is not closed by the text
		floor = 1
	}
	if l.level <= floor {
		if !l.refuseAt(i, i+1, "unmatched '%c'", c) {
			return -1
		}
		return i + 1
	}
	if l.brackets[l.level-1].closer != c {
		open := l.brackets[l.level-1].open
		l.level-- // CPython's count, where the text is refused here
		e := errorAt(source.Span{Start: source.Pos(i), End: source.Pos(i + 1)},
			"closing parenthesis '%c' does not match opening parenthesis '%c'", c, l.text[open])
		if !l.full() && !sameLine(l.text, open, source.Pos(i)) {
			e = errorAt(e.Span, "closing parenthesis '%c' does not match opening parenthesis '%c' on line %d", c, l.text[open],
				lineOf(l.text, open))
		}
		if !l.refuse(true, e) {
			return -1
		}
		l.level++
		if !l.isOpen(c, floor) { // it is taken for the right one
			l.closeOne(i)
			return i + 1
		}
		for l.brackets[l.level-1].closer != c {
			l.closeOne(i)
		}
	}
	l.level--
	l.emit(k, i, i+1)
	return i + 1
}

// isOpen reports whether a bracket that c closes is open.
func (l *lexer) isOpen(c byte, floor int) bool {
	for n := l.level; n > floor; n-- {
		if l.brackets[n-1].closer == c {
			return true
		}
	}
	return false
}

// closeOne closes the innermost bracket with a token that the text does not have.
func (l *lexer) closeOne(i int) {
	l.level--
	switch l.brackets[l.level].closer {
	case ')':
		l.emit(tRPar, i, i)
	case ']':
		l.emit(tRSqb, i, i)
	default:
		l.emit(tRBrace, i, i)
	}
}

// closeAll closes every bracket (recovering).
func (l *lexer) closeAll(i int) {
	l.refuse(false, neverClosed(l.text, l.brackets[l.level-1].open))
	for l.level > 0 {
		l.closeOne(i)
	}
	l.over = 0
}

// statementAt reports whether the line at i begins a statement, so that a bracket which is still open before it was
// forgotten: with a keyword that no expression has, or, no further to the right than the block, with a word where an
// operator would have to stand. No right text has either.
func (l *lexer) statementAt(i int) bool {
	from := i
	for i < len(l.text) && (l.text[i] == ' ' || l.text[i] == '\t' || l.text[i] == '\f') {
		i++
	}
	start := i
	for i < len(l.text) && class[l.text[i]]&cStart != 0 {
		i++
	}
	if i < len(l.text) && l.text[i] >= utf8.RuneSelf || start == i {
		return false
	}
	switch k := keyword(l.text[start:i]); k {
	case tAssert, tBreak, tClass, tContinue, tDef, tDel, tElif, tExcept, tFinally, tGlobal, tImport, tNonlocal, tPass,
		tRaise, tReturn, tTry, tWhile, tWith:
		return i == len(l.text) || !isWord(l.text[i])
	case tAsync:
		rest := strings.TrimLeft(l.text[i:], " \t\f")
		return strings.HasPrefix(rest, "def ") || strings.HasPrefix(rest, "with ")
	case tName:
		if start-from > int(l.indents[len(l.indents)-1].col) {
			return false
		}
		switch l.toks[len(l.toks)-1].kind {
		case tName, tNumber, tString, tBad, tRPar, tRSqb, tRBrace, tTrue, tFalse, tNone, tEllipsis:
			return true
		}
	}
	return false
}
