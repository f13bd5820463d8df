package python

import (
	"testing"

	"github.com/knead-build/knead/lang/source"
)

// FuzzParse holds what must be true of any text: nothing panics or hangs, there is a tree, the spans of its nodes lie in
// those of their parents and in the text, and the tree can be walked, dumped and checked.
func FuzzParse(f *testing.F) {
	texts(func(_, text string) { f.Add(text) })
	f.Fuzz(func(t *testing.T, text string) {
		module, errs := ParseModule(text)
		inspect(t, text, module, errs)
		expression, errs := ParseExpression(text)
		inspect(t, text, expression, errs)
	})
}

func inspect(t *testing.T, text string, root Node, errs []*SyntaxError) {
	t.Helper()
	for _, e := range errs {
		if e.Msg == "" || e.Kind == "" || e.Span.Start > e.Span.End || int(e.Span.End) > len(text) {
			t.Fatalf("error %v %v of a text of %d bytes: %q", e, e.Span, len(text), text)
		}
	}
	bad := false
	var visit func(n Node, outer source.Span)
	visit = func(n Node, outer source.Span) {
		span := n.Span()
		if span.Start > span.End || span.Start < outer.Start || span.End > outer.End {
			t.Fatalf("%T %v is not within %v: %q\n%s", n, span, outer, text, Dump(text, root, true))
		}
		switch n.(type) {
		case *BadStmt, *BadExpr:
			bad = true
		}
		for _, d := range decorators(n) { // they stand before what they decorate
			visit(d, source.Span{End: span.End})
		}
		children(n, func(c Node) {
			for _, d := range decorators(n) {
				if c == Node(d) {
					return
				}
			}
			visit(c, span)
		})
	}
	visit(root, source.Span{End: source.Pos(len(text))})
	if bad && errs == nil {
		t.Fatalf("bad nodes and no error: %q", text)
	}
	visited, walked := 0, 0
	Walk(root, func(Node) bool { visited++; return true })
	WalkBreadth(root, func(Node) { walked++ })
	if visited != walked {
		t.Fatalf("Walk visits %d nodes, WalkBreadth %d: %q", visited, walked, text)
	}
	if len(Dump(text, root, true)) < len(Dump(text, root, false)) {
		t.Fatalf("dump of %q", text)
	}
	for _, e := range Check(text, root) {
		if e.Span.Start > e.Span.End || int(e.Span.End) > len(text) {
			t.Fatalf("check: error %v %v: %q", e, e.Span, text)
		}
	}
}

func decorators(n Node) []Expr {
	switch n := n.(type) {
	case *FunctionDef:
		return n.Decorators
	case *ClassDef:
		return n.Decorators
	}
	return nil
}
