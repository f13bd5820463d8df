// Package lint finds what is wrong with metadata: the syntax of files, with the Python and the shell inside, and what rules look for
// in files, evaluated recipes, layers, and all of it together. Run checks; the rules are values (package rules has them), and
// know nothing of each other. What becomes of findings (levels, suppressions, output) is decided behind it.
package lint

import (
	"errors"
	"strings"

	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/python"
	"github.com/knead-build/knead/lang/shell"
	"github.com/knead-build/knead/lang/source"
)

// CodeUnreadable says that a file cannot be read.
var CodeUnreadable = diag.Register("file-unreadable", diag.Error, "")

// The diagnostics of the code inside metadata.
var (
	CodePython = diag.Register("python-syntax-error", diag.Error, "")
	CodeShell  = diag.Register("shell-syntax", diag.Warning,
		"the shell will most likely refuse the function when the task runs.")
)

// Syntax returns what is wrong with a file's syntax, in order.
func Syntax(f *bitbake.File) []*diag.Diagnostic {
	s := &syntaxPass{file: f, out: append([]*diag.Diagnostic(nil), f.Diags...)}
	for _, stmt := range f.Stmts {
		switch stmt := stmt.(type) {
		case *bitbake.Function:
			s.function(stmt)
		case *bitbake.PythonDef:
			s.python(stmt.Text, "", stmt.Name.Value+"()")
		case *bitbake.Assignment:
			s.value(stmt.Value, stmt.Name.Value)
		case *bitbake.Inherit:
			s.value(stmt.Classes, "the classes")
		case *bitbake.IncludeStmt:
			s.value(stmt.Files, "the file's name")
		}
	}
	diag.Sort(s.out)
	return s.out
}

type syntaxPass struct {
	file *bitbake.File
	out  []*diag.Diagnostic
}

// function checks a function's body. The language of one that is appended to another is that of the other, which may be in
// another file: it is complained of only where it is neither Python nor shell.
func (s *syntaxPass) function(f *bitbake.Function) {
	name := "the function"
	if f.Name.Known() {
		name = f.Name.Value + "()"
	}
	if f.Python {
		if d := s.python(f.Body, "def f(d):\n", name); d != nil && !f.Anonymous() {
			if _, err := shell.Parse(f.Body.Value); err == nil {
				d.Message += "; it looks like shell, whose functions have no \"python\" before the name"
			}
		}
		return
	}
	_, err := shell.Parse(f.Body.Value)
	var e *shell.Error
	if !errors.As(err, &e) {
		return
	}
	hint := ""
	if _, errs := python.ParseModule("def f(d):\n" + f.Body.Value); len(errs) == 0 {
		if strings.Contains(f.Name.Value, ":") || strings.Contains(f.Name.Value, "${") {
			return
		}
		hint = "; it looks like Python, whose functions have \"python\" before the name"
	}
	s.out = append(s.out, diag.New(CodeShell, s.file.Source, s.span(f.Body, e.Span), "%s: %s%s", name, e.Msg, hint))
}

// python checks a text behind a head of its own, and returns its complaint.
func (s *syntaxPass) python(text bitbake.Text, head, name string) *diag.Diagnostic {
	body := text.Value
	if head != "" && strings.TrimSpace(body) == "" {
		body += "    pass\n" // BitBake does not run what is empty
	}
	_, errs := python.ParseModule(head + body)
	if len(errs) == 0 {
		return nil
	}
	span := errs[0].Span
	span.Start -= min(span.Start, source.Pos(len(head)))
	span.End -= min(span.End, source.Pos(len(head)))
	d := diag.New(CodePython, s.file.Source, s.span(text, span), "%s: %s: %s", name, errs[0].Kind, errs[0].Msg)
	s.out = append(s.out, d)
	return d
}

// value checks the ${@...} of a text, as far as no references inside decide what the code is.
func (s *syntaxPass) value(text bitbake.Text, name string) {
	for _, span := range shell.Codes(text.Value) {
		code := text.Value[span.Start+3 : span.End-1]
		if strings.Contains(code, "${") {
			continue
		}
		lead := len(code) - len(strings.TrimLeft(code, " \t"))
		_, errs := python.ParseExpression(strings.TrimSpace(code))
		if len(errs) == 0 || strings.HasPrefix(errs[0].Msg, "unterminated string literal") {
			continue // the latter stays in the value as it is
		}
		at := errs[0].Span.Shift(span.Start + 3 + source.Pos(lead))
		s.out = append(s.out, diag.New(CodePython, s.file.Source, s.span(text, at), "inline Python in %s: %s: %s", name, errs[0].Kind, errs[0].Msg))
	}
}

// span leads from a span in a text to the file.
func (s *syntaxPass) span(text bitbake.Text, span source.Span) source.Span {
	n := source.Pos(len(text.Value))
	start, end := min(span.Start, n), min(max(span.End, span.Start), n)
	out := source.Span{Start: text.Pos(int(start)), End: text.Pos(int(start))}
	if end > start {
		out.End = text.Pos(int(end-1)) + 1
	}
	return out
}
