package feature

import (
	"strings"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/python"
	"github.com/knead-build/knead/lang/source"
	"github.com/knead-build/knead/lsp/internal/docs"
)

// function is a function of Python: how it is called, and what is said about it.
type function struct {
	name       string
	parameters []string // as they are written
	text       string
	at         diag.Place // where it is made; not Known for those of BitBake and of Python
}

func (f *function) signature() string { return f.name + "(" + strings.Join(f.parameters, ", ") + ")" }

// aboutPython tells about a function or module of Python.
func (r *Request) aboutPython(name string) (string, error) {
	f, ok, err := r.function(name)
	if ignored(err) != nil {
		return "", err
	}
	return r.page(func(p *page) {
		switch text := docs.Of(docs.Modules, name); {
		case ok:
			p.code("python", f.signature())
			p.para("%s", firstLines(f.text, mostLines))
			p.para("%s", p.place(f.at))
		case text != "":
			p.para("**%s**: %s", name, text)
		case f.at.File != nil:
			p.para("**%s** %s", name, p.place(f.at))
		}
	})
}

// function returns a function by its dotted name: of the metadata or of a layer's modules, else one that BitBake gives. ok is false
// for what is none; its place is known all the same where it is a module or a class.
func (r *Request) function(name string) (f function, ok bool, err error) {
	f.name = name
	places, err := r.pythonPlaces(name)
	for _, at := range places {
		f.at = at
		if def, text := r.defAt(at); def != nil {
			f.parameters, f.text = parameters(text, def), docstring(def)
			if f.text == "" {
				f.text = commentAbove(r.textOf(at.File), int(at.Span.Start))
			}
			ok = true
			break
		}
	}
	if known, is := docs.FunctionOf(name); is {
		if f.text == "" {
			f.text = known.Text
		}
		if !ok {
			f.parameters, ok = known.Parameters, true
		}
	}
	return f, ok, err
}

// textOf returns the text of a file: a place may have none.
func (r *Request) textOf(f *source.File) string {
	if d := r.Document(f.Name()); d != nil {
		return d.Text()
	}
	return f.Text()
}

// defAt returns the def whose name is at a place, and the text that its spans are in.
func (r *Request) defAt(at diag.Place) (*python.FunctionDef, string) {
	d := r.Document(at.File.Name())
	if d == nil || at.Span.Len() == 0 {
		return nil, ""
	}
	text, start := d.Text(), at.Span.Start
	if d.Metadata {
		def, ok := lint.StatementAt(d.Tree(), at.Span.Start).(*bitbake.PythonDef)
		if !ok {
			return nil, ""
		}
		text, start = def.Text.Value, source.Pos(offsetIn(def.Text, at.Span.Start))
	}
	tree, _ := python.ParseModule(text) // what is wrong with it is told elsewhere
	var found *python.FunctionDef
	python.Walk(tree, func(n python.Node) bool {
		if def, ok := n.(*python.FunctionDef); ok && def.NameSpan.Start == start {
			found = def
		}
		return found == nil
	})
	return found, text
}

// parameters returns the parameters of a def, as they are written.
func parameters(text string, def *python.FunctionDef) (out []string) {
	slice := func(n python.Node) string { return text[n.Span().Start:n.Span().End] }
	a := def.Args
	all := append(append([]*python.Arg{}, a.PosOnly...), a.Args...)
	for i, arg := range all {
		s := slice(arg)
		if k := i - (len(all) - len(a.Defaults)); k >= 0 {
			s += equals(arg) + slice(a.Defaults[k])
		}
		out = append(out, s)
		if i == len(a.PosOnly)-1 {
			out = append(out, "/")
		}
	}
	switch {
	case a.Vararg != nil:
		out = append(out, "*"+slice(a.Vararg))
	case len(a.KwOnly) > 0:
		out = append(out, "*")
	}
	for i, arg := range a.KwOnly {
		s := slice(arg)
		if a.KwDefaults[i] != nil {
			s += equals(arg) + slice(a.KwDefaults[i])
		}
		out = append(out, s)
	}
	if a.Kwarg != nil {
		out = append(out, "**"+slice(a.Kwarg))
	}
	return out
}

// equals is what stands before a default: blanks only behind an annotation.
func equals(arg *python.Arg) string {
	if arg.Annotation != nil {
		return " = "
	}
	return "="
}

// docstring returns the description that a def begins with, without the indent of its lines.
func docstring(def *python.FunctionDef) string {
	if len(def.Body) == 0 {
		return ""
	}
	first, ok := def.Body[0].(*python.ExprStmt)
	if !ok {
		return ""
	}
	s, ok := first.Value.(*python.Constant)
	if !ok || s.Value.Kind != python.ConstStr {
		return ""
	}
	var out []string
	for line := range strings.Lines(strings.TrimSpace(s.Value.Str)) {
		out = append(out, strings.TrimSpace(line))
	}
	return strings.Join(out, "\n")
}

// commentAbove returns the comment that ends above the line of a position.
func commentAbove(text string, pos int) string {
	lines := strings.Split(text[:min(pos, len(text))], "\n")
	var out []string
	for i := len(lines) - 2; i >= 0; i-- {
		words, ok := strings.CutPrefix(lines[i], "#")
		if !ok {
			break
		}
		out = append([]string{strings.TrimSpace(words)}, out...)
	}
	return firstComment("# " + strings.Join(out, "\n# "))
}
