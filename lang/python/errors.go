package python

import (
	"fmt"
	"strings"

	"github.com/knead-build/knead/lang/source"
)

// Python's classes of errors.
const (
	syntaxError      = "SyntaxError"
	indentationError = "IndentationError"
	tabError         = "TabError"
	recursionError   = "RecursionError"
)

func errorAt(span source.Span, format string, args ...any) *SyntaxError {
	return errorOf(syntaxError, span, fmt.Sprintf(format, args...))
}

func errorOf(kind string, span source.Span, msg string) *SyntaxError {
	return &SyntaxError{Kind: kind, Msg: msg, Span: span}
}

var span0 source.Span

// between returns the span from a to the end of b.
func between(a, b Node) source.Span { return source.Span{Start: a.Span().Start, End: b.Span().End} }

// tooDeep is what CPython raises for a tree that is deeper than its compiler's stack.
func tooDeep(span source.Span) *SyntaxError {
	return errorOf(recursionError, span, "maximum recursion depth exceeded during compilation")
}

// neverClosed is the error of a bracket that the text's end leaves open.
func neverClosed(text string, open source.Pos) *SyntaxError {
	e := errorAt(source.Span{Start: open, End: open + 1}, "'%c' was never closed", text[open])
	e.Token = true
	return e
}

// lineOf returns the 1-based line of the byte at p as CPython's tokenizer counts: the end of a text that ends in a
// newline is still on the line that the newline ends.
func lineOf(text string, p source.Pos) int {
	if int(p) >= len(text) {
		p = source.Pos(max(len(text)-1, 0))
	}
	s := text[:p]
	n := 1 + strings.Count(s, "\n")
	for i := strings.IndexByte(s, '\r'); i >= 0; {
		if i+1 >= len(text) || text[i+1] != '\n' {
			n++
		}
		next := strings.IndexByte(s[i+1:], '\r')
		if next < 0 {
			break
		}
		i += 1 + next
	}
	return n
}

// sameLine reports whether there is no end of line between two places, the first of which comes first.
func sameLine(text string, a, b source.Pos) bool {
	return b <= a || !strings.ContainsAny(text[a:b], "\r\n")
}

// nameOf says what an expression is, as CPython's messages call it.
func nameOf(e Expr) string {
	switch e := e.(type) {
	case *Attribute:
		return "attribute"
	case *Subscript:
		return "subscript"
	case *Starred:
		return "starred"
	case *Name:
		return "name"
	case *List:
		return "list"
	case *Tuple:
		return "tuple"
	case *Lambda:
		return "lambda"
	case *Call:
		return "function call"
	case *BoolOp, *BinOp, *UnaryOp:
		return "expression"
	case *GeneratorExp:
		return "generator expression"
	case *Yield, *YieldFrom:
		return "yield expression"
	case *Await:
		return "await expression"
	case *ListComp:
		return "list comprehension"
	case *SetComp:
		return "set comprehension"
	case *DictComp:
		return "dict comprehension"
	case *Dict:
		return "dict literal"
	case *Set:
		return "set display"
	case *JoinedStr, *FormattedValue:
		return "f-string expression"
	case *Constant:
		switch e.Value.Kind {
		case ConstNone:
			return "None"
		case ConstTrue:
			return "True"
		case ConstFalse:
			return "False"
		case ConstEllipsis:
			return "ellipsis"
		}
		return "literal"
	case *Compare:
		return "comparison"
	case *IfExp:
		return "conditional expression"
	case *NamedExpr:
		return "named expression"
	}
	return "expression"
}
