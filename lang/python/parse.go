package python

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/knead-build/knead/lang/source"
)

// SyntaxError is what the parser complains of.
type SyntaxError struct {
	// Kind is Python's class for it: "SyntaxError", "IndentationError" or "TabError"; "RecursionError" for a text that is
	// too deep for CPython's compiler.
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
// A byte order mark at the start is passed over, as in a file.
func ParseModule(text string) (*Module, []*SyntaxError) {
	return parseText(text, true, (*parser).module, (*diagnoser).file)
}

// ParseExpression parses one expression (CPython's mode "eval"). Blanks around it are accepted only where CPython does:
// leading blanks and tabs are an unexpected indent.
func ParseExpression(text string) (*Expression, []*SyntaxError) {
	return parseText(text, false, (*parser).evaluated, (*diagnoser).eval)
}

// parseText parses a text without regard to errors; where it has one, rule says which is the first, and the text is parsed again, past
// its errors.
func parseText[T any](text string, statements bool, tree func(*parser) T, rule func(*diagnoser) bool) (T, []*SyntaxError) {
	text = cut(text)
	l := lexText(text, statements, false)
	var strict *SyntaxError
	if l.stopped == nil && strings.IndexByte(text, 0) < 0 {
		p := newParser(text, l.toks, utf8.ValidString(text))
		t := tree(p)
		if !p.failed {
			return t, nil
		}
		strict = p.first
	}
	first := firstError(text, l, strict, rule)
	l = lexText(text, statements, true)
	p := newParser(text, l.toks, utf8.ValidString(text))
	p.recovering = true
	t := tree(p)
	return t, gather(text, first, l.errs, p.errs)
}

// maxErrors is how many errors are reported for a text.
const maxErrors = 100

// cut bounds a text's length, so that a position fits its type.
func cut(text string) string { return text[:min(len(text), source.MaxSize)] }

func newParser(text string, toks []token, plain bool) *parser {
	p := &parser{text: text, toks: toks, plain: plain}
	p.reset(0)
	return p
}

// module parses a whole text of statements.
func (p *parser) module() *Module {
	m := &Module{Range: Range{0, source.Pos(len(p.text))}}
	for {
		m.Body = p.statements(m.Body)
		if p.kind != tDedent {
			return m
		}
		p.next() // recovering only
	}
}

// evaluated parses a whole text that is an expression.
func (p *parser) evaluated() *Expression {
	e := &Expression{Range: Range{0, source.Pos(len(p.text))}}
	switch {
	case p.kind == tIndent:
		p.failAt(indentationError, "unexpected indent", p.toks[p.pos].span())
		p.accept(tIndent)
	case p.kind == tNewline: // a text that begins with a backslash
		p.failAt(syntaxError, "invalid syntax", p.toks[p.pos].span())
		p.accept(tNewline)
	}
	e.Body = p.expressions()
	for p.accept(tNewline) {
	}
	if p.kind == tIndent {
		p.failAt(indentationError, "unexpected indent", p.toks[p.pos].span())
	} else if p.kind != tEOF {
		p.fail("invalid syntax")
	}
	if p.links > maxDepth && deeper(e.Body, maxDepth) {
		span := e.Body.Span()
		p.deep(span)
		e.Body = &BadExpr{Range{span.Start, span.End}}
	}
	return e
}

// gather puts the error that CPython reports before those that recovery met. Of those it leaves out what touches the
// first or one before it, and what stands on the line of the first, for it is most likely the same mistake.
func gather(text string, first *SyntaxError, lists ...[]*SyntaxError) []*SyntaxError {
	all := slices.Concat(lists...)
	slices.SortStableFunc(all, func(a, b *SyntaxError) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	file := source.NewFile("", text)
	from, to := file.Line(first.Span.Start), file.Line(max(first.Span.Start+1, first.Span.End)-1)
	out := []*SyntaxError{first}
	end := source.Pos(0)
	for _, e := range all {
		if line := file.Line(e.Span.Start); line >= from && line <= to || e.Span.Start < end || len(out) >= maxErrors {
			continue
		}
		end = e.Span.End
		out = append(out, e)
	}
	return out
}
