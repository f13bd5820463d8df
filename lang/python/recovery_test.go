package python

import (
	"strings"
	"testing"
)

// TestRecovery says what is left of broken texts: the tree, and every error with the text that it marks.
func TestRecovery(t *testing.T) {
	for _, c := range []struct {
		text, tree string
		errs       []string
	}{
		{"a b\nc\n", "Expr(a) Bad Expr(c)", []string{"invalid syntax: b"}},
		{"x = \ny = 1\n", "Assign(x, Bad) Assign(y, 1)", []string{"invalid syntax: \n"}},
		{"x = (a b)\ny = 1\n", "Assign(x, a) Assign(y, 1)", []string{"invalid syntax. Perhaps you forgot a comma?: a b"}},
		{"x = d.\ny = 1\n", "Assign(x, d.) Assign(y, 1)", []string{"invalid syntax: \n"}},
		{"f(a, , b)\ng(1)\n", "Expr(f(a)) Expr(g(1))", []string{"invalid syntax: ,"}},
		{"x = f(1,\ndef g():\n    pass\n", "Assign(x, f(1)) FunctionDef(g, Pass)", []string{"'(' was never closed: ("}},
		{"x = f(1\ny = 2\nz\n", "Assign(x, f(1)) Assign(y, 2) Expr(z)", []string{"'(' was never closed: ("}},
		{"def f():\n  x = [1, 2\n  y = 3\nz\n", "FunctionDef(f, Assign(x, [1, 2]), Assign(y, 3)) Expr(z)", []string{"'[' was never closed: ["}},
		{"x = (1]\ny = 2\n", "Assign(x, 1) Assign(y, 2)", []string{"closing parenthesis ']' does not match opening parenthesis '(': ]"}},
		{"x)\ny\n", "Expr(x) Expr(y)", []string{"unmatched ')': )"}},
		{"x = 'abc\ny = 1\n", "Assign(x, Bad) Assign(y, 1)", []string{"unterminated string literal (detected at line 1): 'abc"}},
		{"if x\n    a\nelse\n    b\nc\n", "If(x, Expr(a), Expr(b)) Expr(c)", []string{"expected ':': \n", "expected ':': \n"}},
		{"if x:\na\n", "If(x) Expr(a)", []string{"expected an indented block after 'if' statement on line 1: a"}},
		{"def f(a, :\n    return a\nb\n", "FunctionDef(f, Return(a)) Expr(b)", []string{"invalid syntax: :"}},
		{"def f(1):\n  a = \n  b c\n  d\n", "FunctionDef(f, Assign(a, Bad), Expr(b), Bad, Expr(d))", []string{"invalid syntax: 1", "invalid syntax: \n", "invalid syntax: c"}},
		{"for x in :\n  a\nb\n", "For(x, Bad, Expr(a)) Expr(b)", []string{"invalid syntax: :"}},
		{"  a\n  b\nc\n", "Expr(a) Expr(b) Expr(c)", []string{"unexpected indent:   "}},
		{"a\n    b\nc\n", "Expr(a) Expr(b) Expr(c)", []string{"unexpected indent:     "}},
		{"if a:\n    b\n  c\nd\n", "If(a, Expr(b)) Expr(c) Expr(d)", []string{"unindent does not match any outer indentation level:   "}},
		{"try:\n    a\nb\n", "Try(Expr(a)) Expr(b)", []string{"expected 'except' or 'finally' block: b"}},
		{"@a\nb\n", "Bad Expr(b)", []string{"invalid syntax: b"}},
		{"class A(b c):\n  x = 1\n", "ClassDef(A, b, Assign(x, 1))", []string{"invalid syntax. Perhaps you forgot a comma?: b c"}},
		{"match a:\n  case :\n    b\n  case 2:\n    c\nd\n", "Match(a, Expr(b), Expr(c)) Expr(d)", []string{"invalid syntax: :"}},
		{"x = f'{a b}'\ny = f'{x y}'\n", "Assign(x, Bad) Assign(y, Bad)",
			[]string{"f-string: invalid syntax. Perhaps you forgot a comma?: a b", "f-string: invalid syntax. Perhaps you forgot a comma?: x y"}},
		{"a = 1_\nb\n", "Assign(a, Bad) Expr(b)", []string{"invalid decimal literal: 1_"}},
		{"a\u00a0= 1\n", "Assign(a, 1)", []string{"invalid non-printable character U+00A0: \u00a0"}},
		{"a $ b\nc\n", "Expr(a) Bad Expr(c)", []string{"invalid syntax: $"}},
		{"print 'a'\nb\n", "Expr(print) Bad Expr(b)", []string{"Missing parentheses in call to 'print'. Did you mean print(...)?: print 'a'"}},
		{"x\x00y\nz\n", "Expr(x) Bad Expr(z)", []string{"source code string cannot contain null bytes: \x00"}},
	} {
		m, errs := ParseModule(c.text)
		var got []string
		for _, e := range errs {
			got = append(got, e.Msg+": "+c.text[e.Span.Start:e.Span.End])
		}
		if tree := outline(m); tree != c.tree || strings.Join(got, "|") != strings.Join(c.errs, "|") {
			t.Errorf("%q\n got %s %q\nwant %s %q", c.text, tree, got, c.tree, c.errs)
		}
	}
}

// outline returns the gist of a tree.
func outline(n Node) string {
	switch n := n.(type) {
	case *Module:
		var parts []string
		for _, s := range n.Body {
			parts = append(parts, outline(s))
		}
		return strings.Join(parts, " ")
	case *BadStmt, *BadExpr:
		return "Bad"
	case *Name:
		return n.ID
	case *Constant:
		return reprOf(n.Value)
	case *Attribute:
		return outline(n.Value) + "." + n.Attr
	}
	var parts []string
	add := func(s string) {
		if s != "" {
			parts = append(parts, s)
		}
	}
	name := className(n)
	switch n := n.(type) {
	case *FunctionDef:
		add(n.Name)
	case *ClassDef:
		add(n.Name)
	case *Call, *List:
	case *Arguments, *MatchValue, *MatchAs:
		return ""
	case *MatchCase:
		return outline(n.Body[0])
	}
	children(n, func(c Node) { add(outline(c)) })
	switch n.(type) {
	case *Call:
		return parts[0] + "(" + strings.Join(parts[1:], ", ") + ")"
	case *List:
		return "[" + strings.Join(parts, ", ") + "]"
	}
	if parts == nil {
		return name
	}
	return name + "(" + strings.Join(parts, ", ") + ")"
}

// TestTokenErrors says which errors are the tokenizer's.
func TestTokenErrors(t *testing.T) {
	for text, want := range map[string]bool{
		"foo bar 'x": true, "(]": true, "(a": true, "0x": true, "a\u00a0b": true, "a\\ b": true, "a)": true,
		"a b": false, "(a b)": false, "a if b": false, "f'{a b}'": false, "'\\x'": false, " a": false,
	} {
		_, errs := ParseExpression(text)
		if len(errs) == 0 || errs[0].Token != want {
			t.Errorf("%q: %v, want one with Token %v", text, errs, want)
		}
	}
}

// TestHostile parses texts that are made to be deep or slow.
func TestHostile(t *testing.T) {
	const n = 20000
	for _, s := range []string{
		strings.Repeat("(", n), strings.Repeat("[", 150) + "a b" + strings.Repeat("]", 150), strings.Repeat("not ", n), strings.Repeat("-", n),
		strings.Repeat("lambda:", n), "a" + strings.Repeat(".b", n), "a" + strings.Repeat("+a", n), "a" + strings.Repeat("()", n),
		"a" + strings.Repeat("**a", n), strings.Repeat("a if b else ", n), "if a: pass\n" + strings.Repeat("elif a: pass\n", n),
		"if a" + strings.Repeat(".b", n) + ":\n  c\n", strings.Repeat("if a:\n", n), strings.Repeat("{", 199), strings.Repeat("[a for b in ", 190),
		strings.Repeat("f(a=", 190) + "b c" + strings.Repeat(")", 190), strings.Repeat("'\n", n), strings.Repeat("print ", n), "a" + strings.Repeat(" b", n),
		"(" + strings.Repeat("a,", n) + "b c)", strings.Repeat("f'{a b}'\n", n), strings.Repeat("x = (\n", n), strings.Repeat("(]", n), strings.Repeat("\\\n", n),
		"match a:\n case " + strings.Repeat("[", 190), "match a:\n case a" + strings.Repeat(".b", n) + ":\n  c\n", strings.Repeat("match ", n) + ":",
		strings.Repeat("try:\n", 90), strings.Repeat("\xff", n), strings.Repeat("@a\n", n), strings.Repeat("(lambda: ", 190) + "a b" + strings.Repeat(")", 190),
	} {
		m, errs := ParseModule(s)
		inspect(t, s, m, errs)
		e, errs := ParseExpression(s)
		inspect(t, s, e, errs)
	}
}
