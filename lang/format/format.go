// Package format lays metadata out in one way, as minimal edits. What it does by itself changes no value and no signature: blanks around
// operators and at the ends of lines, blank lines, the heads of functions. The text of values, functions and comments stays as it is,
// for it is part of what is evaluated and hashed. Wrapping lists changes the blanks inside values, so it has to be asked for.
package format

import (
	"fmt"
	"slices"
	"strings"

	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
)

// Options say what more to do.
type Options struct {
	// Lists lays out values of several lines that are lists of words, one word a line. The words stay, the blanks between them
	// change, and with them the unexpanded value and the hashes that it is part of.
	Lists bool
}

// Edits returns what to change in a file; nothing for a file that has errors, whose statements are not what they seem.
func Edits(f *bitbake.File, opts Options) []diag.Edit {
	if f.Failed() {
		return nil
	}
	p := &printer{file: f, opts: opts, text: f.Source.Text(), newline: "\n"}
	if i := strings.IndexByte(p.text, '\n'); i > 0 && p.text[i-1] == '\r' {
		p.newline = "\r\n"
	}
	p.statements()
	return p.edits
}

// Text returns a file's text with the edits made. It fails where the result would not mean the same, which is a mistake of this
// package; Options.Lists may change the blanks in values.
func Text(f *bitbake.File, opts Options) (string, error) {
	edits := Edits(f, opts)
	if len(edits) == 0 {
		return f.Source.Text(), nil
	}
	out := diag.Apply(f.Source, edits)
	after := bitbake.Parse(source.NewFile(f.Source.Name(), out), f.Kind, bitbake.Options{Dialect: f.Dialect})
	var words func(string) string
	if opts.Lists {
		words = func(s string) string { return strings.Join(strings.Fields(s), " ") }
	}
	if a, b := f.Meaning(words), after.Meaning(words); !slices.Equal(a, b) {
		for i := range a {
			if i >= len(b) || a[i] != b[i] {
				return "", fmt.Errorf("%s: formatting would change the meaning of %.80q: left as it is", f.Source.Name(), a[i])
			}
		}
		return "", fmt.Errorf("%s: formatting would change the meaning: left as it is", f.Source.Name())
	}
	return out, nil
}

// printer collects the edits.
type printer struct {
	file    *bitbake.File
	opts    Options
	text    string
	newline string
	edits   []diag.Edit
}

// replace replaces a span where its text is another.
func (p *printer) replace(span source.Span, text string) {
	if p.file.Source.Slice(span) != text {
		p.edits = append(p.edits, diag.Edit{Place: diag.Place{File: p.file.Source, Span: span}, Text: text})
	}
}

func (p *printer) statements() {
	isBlank := func(s bitbake.Stmt) bool { _, ok := s.(*bitbake.Blank); return ok }
	end := len(p.file.Stmts) // of what is not blank
	for end > 0 && isBlank(p.file.Stmts[end-1]) {
		end--
	}
	blank := true // so that the file does not begin with a blank line
	for i, s := range p.file.Stmts {
		switch {
		case !isBlank(s):
			p.statement(s)
			blank = false
		case blank || i >= end:
			p.replace(s.Span(), "")
		default:
			p.replace(s.Span(), p.newline)
			blank = true
		}
	}
	if end == len(p.file.Stmts) && end > 0 && !strings.ContainsAny(p.text[len(p.text)-1:], "\r\n") {
		p.replace(source.At(source.Pos(len(p.text))), p.newline)
	}
}

func (p *printer) statement(s bitbake.Stmt) {
	switch s := s.(type) {
	case *bitbake.Assignment:
		p.assignment(s)
	case *bitbake.Function:
		p.function(s)
	case *bitbake.PythonDef: // its text is hashed, blanks at the ends of lines are not part of that
		p.lineEnds(s.Span())
	case *bitbake.Comment:
		p.lineEnds(s.Span())
	case *bitbake.Bad:
	default:
		p.directive(s)
	}
}

// lineEnds removes blanks at the ends of lines.
func (p *printer) lineEnds(span source.Span) {
	at := span.Start
	for line := range strings.Lines(p.file.Source.Slice(span)) {
		body := strings.TrimRight(line, "\r\n")
		if kept := strings.TrimRight(body, " \t"); len(kept) < len(body) {
			p.replace(source.Span{Start: at + source.Pos(len(kept)), End: at + source.Pos(len(body))}, "")
		}
		at += source.Pos(len(line))
	}
}

// assignment sets one blank around the operator, and none behind the value.
func (p *printer) assignment(a *bitbake.Assignment) {
	span := a.Span()
	open := strings.IndexByte(p.text[a.OpSpan.End:], a.Quote)
	if open < 0 || strings.Contains(p.text[span.Start:int(a.OpSpan.End)+open], "\n") {
		p.lineEnds(span)
		return
	}
	head := a.Name.Value
	if a.Export {
		head = "export " + head
	}
	if a.Flag.Known() {
		head += "[" + a.Flag.Value + "]"
	}
	start := source.Pos(int(a.OpSpan.End) + open)
	p.replace(source.Span{Start: span.Start, End: start}, head+" "+a.Op.String()+" ")
	if p.opts.Lists {
		if text, ok := p.list(a, source.Span{Start: start, End: span.End}); ok {
			p.replace(source.Span{Start: start, End: span.End}, text)
			return
		}
	}
	p.lineEnds(source.Span{Start: start, End: span.End})
}

// directive sets one blank between the words of a statement on one line.
func (p *printer) directive(s bitbake.Stmt) {
	span := s.Span()
	text := p.file.Source.Slice(span)
	body := strings.TrimRight(text, "\r\n")
	if strings.Contains(body, "\n") || strings.Contains(body, "${@") {
		p.lineEnds(span)
		return
	}
	p.replace(source.Span{Start: span.Start, End: span.Start + source.Pos(len(body))}, strings.Join(strings.Fields(body), " "))
}

// function sets the head of a function.
func (p *printer) function(f *bitbake.Function) {
	head := ""
	if f.Fakeroot {
		head = "fakeroot "
	}
	if f.Python && (f.Name.Known() || strings.HasPrefix(p.text[f.Header.Start:], "python") || f.Fakeroot) {
		head = "python " + head
	}
	if f.Name.Known() {
		head += f.Name.Value
	} else if !strings.HasPrefix(p.text[f.Header.Start:], "python") {
		return // "() {" and "fakeroot () {": rare enough to be left alone
	}
	if strings.Contains(p.file.Source.Slice(f.Header), "\n") {
		return
	}
	p.replace(f.Header, head+"() {")
	end := f.Span()
	close := strings.LastIndexByte(strings.TrimRight(p.file.Source.Slice(end), "\r\n"), '\n') + 1
	p.lineEnds(source.Span{Start: end.Start + source.Pos(close), End: end.End})
}
