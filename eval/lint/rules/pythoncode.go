package rules

import (
	"strings"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/python"
	"github.com/knead-build/knead/lang/shell"
	"github.com/knead-build/knead/lang/source"
)

// snippet is a piece of Python of the metadata with its tree.
type snippet struct {
	file *bitbake.File
	text bitbake.Text
	tree python.Node
	skip int // the bytes in front of the text that the tree has besides
	// function is nil for a def and for ${@code}.
	function *bitbake.Function
	inline   bool
	// unbound are the names that nothing in it binds and that are neither builtins nor everywhere.
	unbound []*python.Name
}

// everywhere are the names that BitBake gives all of the metadata's Python: its own modules, OpenEmbedded's, and what functions are
// called with: d, and e in handlers of events.
var everywhere = map[string]bool{"bb": true, "oe": true, "os": true, "sys": true, "time": true, "d": true, "e": true}

type snippetsIn struct{}

// snippets returns the Python of a file, as far as it parses.
func snippets(p sharer, f *bitbake.File) []*snippet {
	return lint.OnceIn(p, f, snippetsIn{}, func() []*snippet {
		r := &snippetReader{file: f}
		for _, s := range f.Stmts {
			switch s := s.(type) {
			case *bitbake.PythonDef:
				r.module(s.Text, "", nil)
			case *bitbake.Function:
				if s.Python {
					r.module(s.Body, "def f(d):\n", s)
				} else {
					r.inline(s.Body)
				}
			case *bitbake.Assignment:
				r.inline(s.Value)
			case *bitbake.Inherit:
				r.inline(s.Classes)
			case *bitbake.IncludeStmt:
				r.inline(s.Files)
			}
		}
		return r.out
	})
}

type snippetReader struct {
	file *bitbake.File
	out  []*snippet
}

func (r *snippetReader) module(text bitbake.Text, head string, f *bitbake.Function) {
	tree, errs := python.ParseModule(head + text.Value)
	if len(errs) == 0 {
		r.add(&snippet{file: r.file, text: text, tree: tree, skip: len(head), function: f})
	}
}

// inline reads the ${@code} of a text, but for code that references decide.
func (r *snippetReader) inline(text bitbake.Text) {
	for _, span := range shell.Codes(text.Value) {
		code := text.Sub(int(span.Start)+3, int(span.End)-1)
		lead := len(code.Value) - len(strings.TrimLeft(code.Value, " \t"))
		code = code.Sub(lead, len(strings.TrimRight(code.Value, " \t")))
		if strings.Contains(code.Value, "${") {
			continue
		}
		if tree, errs := python.ParseExpression(code.Value); len(errs) == 0 {
			r.add(&snippet{file: r.file, text: code, tree: tree, inline: true})
		}
	}
}

func (r *snippetReader) add(s *snippet) {
	for _, n := range python.Unbound(s.tree) {
		if !everywhere[n.ID] && !python.Builtin(n.ID) {
			s.unbound = append(s.unbound, n)
		}
	}
	r.out = append(r.out, s)
}

// place returns where a piece of the tree stands.
func (s *snippet) place(span source.Span) diag.Place {
	return diag.Place{File: s.file.Source, Span: s.text.Sub(int(span.Start)-s.skip, int(span.End)-s.skip).Span}
}
