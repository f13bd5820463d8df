package python

import (
	"slices"

	"github.com/knead-build/knead/lang/source"
)

// Check returns the errors that CPython finds in a text's tree after it has parsed it: in its future statements, then in
// its scopes (global, nonlocal, parameters, assignment expressions), then while it makes code of it (return, yield, await,
// break and continue where they cannot be, targets, patterns). CPython stops at the first, which is the first here too;
// those behind it are of use to an editor. The tree is what ParseModule or ParseExpression made of the text; bad
// statements and expressions in it are passed over.
func Check(text string, m Node) []*SyntaxError {
	c := &checker{text: text, scopes: map[Node]*scope{}}
	switch m := m.(type) {
	case *Module:
		c.futures(m.Body)
		c.top = c.push(m, scopeModule, "top")
		c.stmts(m.Body)
		c.pop()
		c.resolve(c.top)
		g := coder{checker: c, scope: c.top}
		g.stmts(m.Body)
	case *Expression:
		c.top = c.push(m, scopeModule, "top")
		c.expr(m.Body)
		c.pop()
		c.resolve(c.top)
		g := coder{checker: c, scope: c.top}
		g.expr(m.Body)
	}
	return c.errs
}

// checker holds what the passes over a tree share.
type checker struct {
	text   string
	errs   []*SyntaxError
	scopes map[Node]*scope
	top    *scope
	cur    *scope
	class  string      // the class that private names belong to
	read   func(*Name) // where it is not nil, is called for each name that is read

	annotations bool       // "from __future__ import annotations"
	lastFuture  source.Pos // where the last good future statement begins
	hasFuture   bool
}

func (c *checker) fail(span source.Span, format string, args ...any) {
	if len(c.errs) < maxErrors {
		c.errs = append(c.errs, errorAt(span, format, args...))
	}
}

var features = []string{"nested_scopes", "generators", "division", "absolute_import", "with_statement", "print_function",
	"unicode_literals", "barry_as_FLUFL", "generator_stop", "annotations"}

const lateFuture = "from __future__ imports must occur at the beginning of the file"

// futures looks at the future statements at a module's beginning, before which only the documentation may stand.
func (c *checker) futures(body []Stmt) {
	done := false
	for i, s := range body {
		if done && !sameLine(c.text, body[i-1].Span().Start, s.Span().Start) {
			return
		}
		switch s := s.(type) {
		case *ImportFrom:
			if s.Module != "__future__" {
				done = true
				break
			}
			if done {
				c.fail(s.Span(), lateFuture)
				return
			}
			for _, a := range s.Names {
				switch {
				case a.Name == "annotations":
					c.annotations = true
				case a.Name == "braces":
					c.fail(s.Span(), "not a chance")
				case !slices.Contains(features, a.Name):
					c.fail(s.Span(), "future feature %.100s is not defined", a.Name)
				}
			}
			c.lastFuture, c.hasFuture = s.Start, true
		case *ExprStmt:
			if k, ok := s.Value.(*Constant); i > 0 || !ok || k.Value.Kind != ConstStr {
				done = true
			}
		default:
			done = true
		}
	}
}
