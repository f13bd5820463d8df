package feature

import (
	"slices"
	"strings"

	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/python"
	"github.com/knead-build/knead/lang/shell"
	"github.com/knead-build/knead/lang/source"
)

// pythonCode is Python code of a document with the place that is asked about.
type pythonCode struct {
	text   bitbake.Text
	head   int // what the parsed text has before the document's
	at     int // the place in the text
	inline bool
	parsed string // what was parsed, but for the head
	limit  int    // as much of it is the text's
	tree   python.Node
	broken bool
	path   []python.Node // the nodes that the place is in, from the outermost
}

// inCode is about statements of Python, parsed behind a head.
func inCode(text bitbake.Text, head string, pos source.Pos) Target {
	return parseCode(text, head, false, pos).target()
}

// inExpression is about the code of ${@code}.
func inExpression(text bitbake.Text, pos source.Pos) Target {
	lead := len(text.Value) - len(strings.TrimLeft(text.Value, " \t"))
	return parseCode(text.Sub(lead, len(text.Value)), "", true, pos).target()
}

// inModule is about a Python file of a layer's lib folder.
func inModule(file *source.File, pos source.Pos) Target {
	t := inCode(bitbake.Text{Value: file.Text(), Span: source.Span{End: file.Len()}}, "", pos)
	if _, module, ok := strings.Cut(file.Name(), "/lib/"); ok && t.Kind == Python && !strings.Contains(t.Name, ".") {
		module = strings.TrimSuffix(strings.TrimSuffix(module, ".py"), "/__init__")
		t.Name = strings.ReplaceAll(module, "/", ".") + "." + t.Name
	}
	return t
}

// parseCode parses Python. What is not finished is parsed up to the place, as if it were closed there.
func parseCode(text bitbake.Text, head string, inline bool, pos source.Pos) *pythonCode {
	c := &pythonCode{text: text, head: len(head), at: offsetIn(text, pos), inline: inline}
	if text.Span.Start > pos {
		c.at = 0
	}
	parse := func(s string) (ok bool) {
		c.parsed = s
		var errs []*python.SyntaxError
		if inline {
			c.tree, errs = python.ParseExpression(s)
		} else {
			c.tree, errs = python.ParseModule(head + s)
		}
		c.broken = len(errs) > 0
		return !c.broken
	}
	value := text.Value
	if inline {
		value, _ = shell.Mask(value)
	}
	c.limit = len(value)
	if !parse(value) {
		end := c.at
		for end < len(value) && (isNameByte(value[end]) && value[end] != ':' || value[end] >= 0x80) {
			end++
		}
		parse(value[:end] + closers(value[:end]))
		c.limit = end
	}
	python.Walk(c.tree, func(n python.Node) bool {
		s := n.Span()
		if _, whole := n.(*python.Module); !whole && !s.Contains(source.Pos(c.head+c.at)) {
			return false
		}
		c.path = append(c.path, n)
		return true
	})
	return c
}

// closers returns what closes the strings and brackets that are open at the end of code.
func closers(code string) string {
	var open []byte
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case '#':
			if i += strings.IndexByte(code[i:]+"\n", '\n'); i >= len(code) {
				return ""
			}
		case '"', '\'':
			quote := code[i : i+1]
			if strings.HasPrefix(code[i:], strings.Repeat(quote, 3)) {
				quote = code[i : i+3]
			}
			end := stringEnd(code, i+len(quote), quote)
			if end > len(code) {
				slices.Reverse(open)
				return quote + string(open)
			}
			i = end - 1
		case '(':
			open = append(open, ')')
		case '[':
			open = append(open, ']')
		case '{':
			open = append(open, '}')
		case ')', ']', '}':
			open = open[:max(len(open)-1, 0)]
		}
	}
	slices.Reverse(open)
	return string(open)
}

// stringEnd returns where a string ends whose text begins at i: behind the quotes; beyond the code where they are missing. A string
// in single quotes ends with its line.
func stringEnd(code string, i int, quote string) int {
	for i < len(code) {
		switch {
		case strings.HasPrefix(code[i:], quote):
			return i + len(quote)
		case code[i] == '\\':
			i += 2
		case code[i] == '\n' && len(quote) == 1:
			return i
		default:
			i++
		}
	}
	return len(code) + 1
}

// span returns a node's span in the text.
func (c *pythonCode) span(s source.Span) (start, end int) {
	return min(max(int(s.Start)-c.head, 0), c.limit), min(max(int(s.End)-c.head, 0), c.limit)
}

// sub returns a node's piece of the text.
func (c *pythonCode) sub(s source.Span) bitbake.Text {
	start, end := c.span(s)
	return c.text.Sub(start, max(start, end))
}

func (c *pythonCode) pos() source.Pos { return c.text.Pos(c.at) }

// target returns what stands at the place.
func (c *pythonCode) target() Target {
	for i := len(c.path) - 1; i >= 0; i-- {
		switch n := c.path[i].(type) {
		case *python.Constant:
			if n.Value.Kind == python.ConstStr {
				return c.literal(n)
			}
		case *python.Name:
			return c.name(n)
		case *python.Attribute:
			if n.AttrSpan.Contains(source.Pos(c.head + c.at)) {
				return c.attribute(n)
			}
		case *python.Alias:
			return c.imported(n)
		case *python.FunctionDef:
			if n.NameSpan.Contains(source.Pos(c.head+c.at)) && i == 1 && c.head == 0 {
				return Target{Kind: Python, Name: n.Name, Span: c.sub(n.NameSpan).Span}
			}
		}
	}
	return Target{}
}

// name is about a name by itself: a function or module, or in inline Python a variable.
func (c *pythonCode) name(n *python.Name) Target {
	t := Target{Kind: Python, Span: c.sub(n.Span()).Span}
	if t.Name = c.dotted(n); t.Name == "" {
		return Target{}
	}
	if c.inline && t.Name == strings.ToUpper(t.Name) && !python.Builtin(t.Name) {
		return inParts(c.sub(n.Span()), c.pos())
	}
	return t
}

func (c *pythonCode) attribute(n *python.Attribute) Target {
	name := c.dotted(n)
	if name == "" {
		return Target{}
	}
	return Target{Kind: Python, Name: name, Span: c.sub(n.AttrSpan).Span}
}

// imported is about a module, or what is taken from one.
func (c *pythonCode) imported(n *python.Alias) Target {
	name := n.Name
	for _, p := range c.path {
		if from, ok := p.(*python.ImportFrom); ok && from.Level == 0 {
			name = from.Module + "." + name
		}
	}
	return Target{Kind: Python, Name: name, Span: c.sub(n.Span()).Span}
}

// dotted returns the dotted name of an expression, with what it was imported as: "" where it is a local variable, or no name at all.
// The methods that read and change variables are "d.getVar" and so on, whatever holds the data.
func (c *pythonCode) dotted(e python.Node) string {
	switch e := e.(type) {
	case *python.Name:
		return c.global(e)
	case *python.Attribute:
		if strings.Contains(e.Attr, "Var") && len(argumentsOf["d."+e.Attr]) > 0 {
			return "d." + e.Attr
		}
		if base := c.dotted(e.Value); base != "" {
			return base + "." + e.Attr
		}
	}
	return ""
}

// global returns what a name that is not local stands for; "" for a local one.
func (c *pythonCode) global(n *python.Name) string {
	if name := c.importedAs(n.ID); name != "" {
		return name
	}
	if n.ID == "d" || n.ID == "bb" || n.ID == "oe" || n.ID == "os" || c.broken || c.defined(n.ID) || slices.Contains(python.Unbound(c.tree), n) {
		return n.ID
	}
	return ""
}

// importedAs returns the dotted name of what the code imports under a name; "" where it imports nothing so.
func (c *pythonCode) importedAs(id string) (name string) {
	python.Walk(c.tree, func(x python.Node) bool {
		switch x := x.(type) {
		case *python.Import:
			for _, a := range x.Names {
				if root, _, _ := strings.Cut(a.Name, "."); a.AsName == "" && root == id {
					name = root
				} else if a.AsName == id {
					name = a.Name
				}
			}
		case *python.ImportFrom:
			for _, a := range x.Names {
				if x.Level == 0 && (a.AsName == id || a.AsName == "" && a.Name == id) {
					name = x.Module + "." + a.Name
				}
			}
		}
		return true
	})
	return name
}

// defined reports whether the text, a def or a module, defines a function of a name for others.
func (c *pythonCode) defined(name string) bool {
	m, ok := c.tree.(*python.Module)
	return ok && c.head == 0 && slices.ContainsFunc(m.Body, func(s python.Stmt) bool {
		f, ok := s.(*python.FunctionDef)
		return ok && f.Name == name
	})
}
