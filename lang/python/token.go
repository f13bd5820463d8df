package python

import "github.com/knead-build/knead/lang/source"

// kind says what a token is.
type kind uint8

// The kinds of tokens. Soft keywords (match, case, _) are names.
const (
	tEOF   kind = iota
	tError      // the tokenizer refuses the text from here on; it is the last token
	tNewline
	tIndent
	tDedent
	tName
	tNumber
	tString
	tOther // a character that no rule of the grammar has: $ ? ! `
	tBad   // recovering: an operand that the tokenizer refused

	tLPar
	tRPar
	tLSqb
	tRSqb
	tLBrace
	tRBrace
	tColon
	tComma
	tSemi
	tPlus
	tMinus
	tStar
	tSlash
	tVBar
	tAmper
	tLess
	tGreater
	tEqual
	tDot
	tPercent
	tTilde
	tCircumflex
	tAt
	tEqEqual
	tNotEqual
	tLessGreater // <>, which only a joke of CPython's takes
	tLessEqual
	tGreaterEqual
	tLeftShift
	tRightShift
	tDoubleStar
	tDoubleSlash
	tColonEqual
	tArrow
	tEllipsis
	tPlusEqual
	tMinEqual
	tStarEqual
	tSlashEqual
	tPercentEqual
	tAmperEqual
	tVBarEqual
	tCircumflexEqual
	tLeftShiftEqual
	tRightShiftEqual
	tDoubleStarEqual
	tDoubleSlashEqual
	tAtEqual

	tFalse
	tNone
	tTrue
	tAnd
	tAs
	tAssert
	tAsync
	tAwait
	tBreak
	tClass
	tContinue
	tDef
	tDel
	tElif
	tElse
	tExcept
	tFinally
	tFor
	tFrom
	tGlobal
	tIf
	tImport
	tIn
	tIs
	tLambda
	tNonlocal
	tNot
	tOr
	tPass
	tRaise
	tReturn
	tTry
	tWhile
	tWith
	tYield

	kindCount
)

// token is a token: its kind, its bytes in the text, and how many brackets are open behind it.
type token struct {
	start, end source.Pos
	kind       kind
	level      uint8
}

func (t token) span() source.Span { return source.Span{Start: t.start, End: t.end} }

// keyword returns the kind of a word: a keyword's, or tName.
func keyword(s string) kind {
	if len(s) < 2 || len(s) > 8 {
		return tName
	}
	switch s[0] {
	case 'F', 'N', 'T':
		switch s {
		case "False":
			return tFalse
		case "None":
			return tNone
		case "True":
			return tTrue
		}
	case 'a':
		switch s {
		case "and":
			return tAnd
		case "as":
			return tAs
		case "assert":
			return tAssert
		case "async":
			return tAsync
		case "await":
			return tAwait
		}
	case 'b':
		if s == "break" {
			return tBreak
		}
	case 'c':
		switch s {
		case "class":
			return tClass
		case "continue":
			return tContinue
		}
	case 'd':
		switch s {
		case "def":
			return tDef
		case "del":
			return tDel
		}
	case 'e':
		switch s {
		case "elif":
			return tElif
		case "else":
			return tElse
		case "except":
			return tExcept
		}
	case 'f':
		switch s {
		case "for":
			return tFor
		case "from":
			return tFrom
		case "finally":
			return tFinally
		}
	case 'g':
		if s == "global" {
			return tGlobal
		}
	case 'i':
		switch s {
		case "if":
			return tIf
		case "in":
			return tIn
		case "is":
			return tIs
		case "import":
			return tImport
		}
	case 'l':
		if s == "lambda" {
			return tLambda
		}
	case 'n':
		switch s {
		case "not":
			return tNot
		case "nonlocal":
			return tNonlocal
		}
	case 'o':
		if s == "or" {
			return tOr
		}
	case 'p':
		if s == "pass" {
			return tPass
		}
	case 'r':
		switch s {
		case "return":
			return tReturn
		case "raise":
			return tRaise
		}
	case 't':
		if s == "try" {
			return tTry
		}
	case 'w':
		switch s {
		case "with":
			return tWith
		case "while":
			return tWhile
		}
	case 'y':
		if s == "yield" {
			return tYield
		}
	}
	return tName
}

// augmented returns the operator of an augmented assignment.
func augmented(k kind) (Operator, bool) {
	switch k {
	case tPlusEqual:
		return Add, true
	case tMinEqual:
		return Sub, true
	case tStarEqual:
		return Mult, true
	case tAtEqual:
		return MatMult, true
	case tSlashEqual:
		return Div, true
	case tPercentEqual:
		return Mod, true
	case tDoubleStarEqual:
		return Pow, true
	case tLeftShiftEqual:
		return LShift, true
	case tRightShiftEqual:
		return RShift, true
	case tVBarEqual:
		return BitOr, true
	case tCircumflexEqual:
		return BitXor, true
	case tAmperEqual:
		return BitAnd, true
	case tDoubleSlashEqual:
		return FloorDiv, true
	}
	return 0, false
}

// The classes of bytes.
const (
	cStart byte = 1 << iota // a letter, _ or a byte of a character beyond ASCII
	cDigit
)

var class = [256]byte{
	'_': cStart,
	'a': cStart, 'b': cStart, 'c': cStart, 'd': cStart, 'e': cStart, 'f': cStart, 'g': cStart, 'h': cStart, 'i': cStart,
	'j': cStart, 'k': cStart, 'l': cStart, 'm': cStart, 'n': cStart, 'o': cStart, 'p': cStart, 'q': cStart, 'r': cStart,
	's': cStart, 't': cStart, 'u': cStart, 'v': cStart, 'w': cStart, 'x': cStart, 'y': cStart, 'z': cStart,
	'A': cStart, 'B': cStart, 'C': cStart, 'D': cStart, 'E': cStart, 'F': cStart, 'G': cStart, 'H': cStart, 'I': cStart,
	'J': cStart, 'K': cStart, 'L': cStart, 'M': cStart, 'N': cStart, 'O': cStart, 'P': cStart, 'Q': cStart, 'R': cStart,
	'S': cStart, 'T': cStart, 'U': cStart, 'V': cStart, 'W': cStart, 'X': cStart, 'Y': cStart, 'Z': cStart,
	'0': cDigit, '1': cDigit, '2': cDigit, '3': cDigit, '4': cDigit, '5': cDigit, '6': cDigit, '7': cDigit, '8': cDigit, '9': cDigit,
}

func isStart(c byte) bool { return class[c]&cStart != 0 || c >= 0x80 }
func isDigit(c byte) bool { return class[c] == cDigit }
func isWord(c byte) bool  { return class[c] != 0 || c >= 0x80 }
