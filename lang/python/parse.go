package python

import "github.com/knead-build/knead/lang/source"

// SyntaxError is what the parser complains of.
type SyntaxError struct {
	// Kind is Python's class for it: "SyntaxError", "IndentationError" or "TabError".
	Kind string
	// Msg is CPython 3.11's text ("unterminated string literal (detected at line 1)").
	Msg  string
	Span source.Span
	// Token says that the tokenizer refused the text, not the grammar. CPython reports such an error in preference to a
	// grammar error that comes before it.
	Token bool
}

func (e *SyntaxError) Error() string { return e.Kind + ": " + e.Msg }

// ParseModule parses statements (CPython's mode "exec"). It returns a tree for any text; where there are errors, bad
// statements and expressions stand for what could not be parsed, and the first error is the one that CPython reports.
func ParseModule(text string) (*Module, []*SyntaxError) {
	panic("not written yet")
}

// ParseExpression parses one expression (CPython's mode "eval"). Blanks around it are accepted only where CPython does:
// leading blanks and tabs are an unexpected indent.
func ParseExpression(text string) (*Expression, []*SyntaxError) {
	panic("not written yet")
}

// Dump returns what CPython's ast.dump(node, include_attributes=positions) returns for the same tree of the text:
// with positions, lineno and end_lineno are 1-based and the columns count UTF-8 bytes.
func Dump(text string, node Node, positions bool) string {
	panic("not written yet")
}
