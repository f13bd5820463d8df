package feature

import (
	"strings"

	"mvdan.cc/sh/v3/syntax"

	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/python"
	"github.com/knead-build/knead/lang/shell"
	"github.com/knead-build/knead/lang/source"
)

// code is a piece of embedded code: a text that was parsed behind a head of its own.
type code struct {
	*painter
	text bitbake.Text
	head int
}

// span paints a span of the parsed text.
func (c *code) span(s source.Span, typ tokenType, mods uint32) {
	c.painter.text(c.text, int(s.Start)-c.head, int(s.End)-c.head, typ, mods)
}

// python paints Python code.
func (p *painter) python(head string, t bitbake.Text) {
	c := &code{p, t, len(head)}
	text := head + t.Value
	comments, _ := python.Comments(text)
	tree, _ := python.ParseModule(text)
	c.keywords(text)
	python.Walk(tree, c.pythonNode)
	for _, s := range comments {
		c.span(s, tokComment, 0)
	}
}

// expression paints the Python of ${@...}.
func (p *painter) expression(t bitbake.Text) {
	lead := len(t.Value) - len(strings.TrimLeft(t.Value, " \t"))
	tree, errs := python.ParseExpression(strings.TrimSpace(t.Value))
	if len(errs) > 0 || lead == len(t.Value) {
		return
	}
	c := &code{p, t, -lead}
	c.keywords(strings.TrimSpace(t.Value))
	python.Walk(tree, c.pythonNode)
}

func (c *code) pythonNode(n python.Node) bool {
	switch n := n.(type) {
	case *python.FunctionDef:
		for _, a := range append(append(n.Args.PosOnly, n.Args.Args...), n.Args.KwOnly...) {
			c.span(source.Span{Start: a.Span().Start, End: a.Span().Start + source.Pos(len(a.Name))}, tokParameter, modDefinition)
		}
	case *python.Constant:
		switch n.Value.Kind {
		case python.ConstStr, python.ConstBytes:
			c.span(n.Span(), tokString, 0)
		case python.ConstInt, python.ConstFloat, python.ConstComplex:
			c.span(n.Span(), tokNumber, 0)
		}
	case *python.JoinedStr:
		c.span(n.Span(), tokString, 0)
	case *python.Call:
		switch f := n.Func.(type) {
		case *python.Name:
			c.span(f.Span(), tokFunction, 0)
		case *python.Attribute:
			end := f.Span().End
			c.span(source.Span{Start: end - source.Pos(len(f.Attr)), End: end}, tokMethod, 0)
		}
	}
	return true
}

// pythonKeywords are those of Python.
var pythonKeywords = map[string]bool{
	"False": true, "None": true, "True": true, "and": true, "as": true, "assert": true, "async": true, "await": true, "break": true,
	"class": true, "continue": true, "def": true, "del": true, "elif": true, "else": true, "except": true, "finally": true,
	"for": true, "from": true, "global": true, "if": true, "import": true, "in": true, "is": true, "lambda": true,
	"nonlocal": true, "not": true, "or": true, "pass": true, "raise": true, "return": true, "try": true, "while": true,
	"with": true, "yield": true,
}

// keywords paints the words that are keywords, before what they may stand in is painted over them.
func (c *code) keywords(text string) {
	for i := 0; i < len(text); {
		j := i
		for j < len(text) && strings.IndexByte(letters+"0123456789", text[j]) >= 0 {
			j++
		}
		if pythonKeywords[text[i:j]] {
			c.span(source.Span{Start: source.Pos(i), End: source.Pos(j)}, tokKeyword, 0)
		}
		i = max(j, i+1)
	}
}

// shell paints shell code.
func (p *painter) shell(t bitbake.Text) {
	c := &code{p, t, 0}
	body, err := shell.Parse(t.Value)
	if err == nil {
		syntax.Walk(body.Tree, c.shellNode)
	}
	comments, _ := shell.Comments(t.Value)
	for _, s := range comments {
		c.span(s, tokComment, 0)
	}
	p.references(t)
}

func (c *code) shellNode(n syntax.Node) bool {
	word := func(at syntax.Pos, text string) {
		if at.IsValid() {
			c.span(source.Span{Start: source.Pos(at.Offset()), End: source.Pos(at.Offset()) + source.Pos(len(text))}, tokKeyword, 0)
		}
	}
	whole := func(n syntax.Node, typ tokenType, mods uint32) {
		c.span(source.Span{Start: source.Pos(n.Pos().Offset()), End: source.Pos(n.End().Offset())}, typ, mods)
	}
	switch n := n.(type) {
	case *syntax.IfClause:
		rest := c.text.Value[n.Position.Offset():]
		word(n.Position, rest[:len(rest)-len(strings.TrimLeft(rest, letters))]) // if, elif, else
		word(n.ThenPos, "then")
		word(n.FiPos, "fi")
	case *syntax.WhileClause:
		word(n.WhilePos, map[bool]string{true: "until", false: "while"}[n.Until])
		word(n.DoPos, "do")
		word(n.DonePos, "done")
	case *syntax.ForClause:
		word(n.ForPos, "for")
		word(n.DoPos, "do")
		word(n.DonePos, "done")
	case *syntax.CaseClause:
		word(n.Case, "case")
		word(n.In, "in")
		word(n.Esac, "esac")
	case *syntax.FuncDecl:
		whole(n.Name, tokFunction, modDefinition)
	case *syntax.Assign:
		if n.Name != nil {
			whole(n.Name, tokVariable, modDefinition)
		}
	case *syntax.CallExpr:
		if len(n.Args) > 0 {
			whole(n.Args[0], tokFunction, 0)
		}
	case *syntax.SglQuoted, *syntax.DblQuoted:
		whole(n, tokString, 0)
	case *syntax.ParamExp:
		whole(n, tokMacro, 0)
	}
	return true
}
