package feature

import (
	"strings"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/format"
	"github.com/knead-build/knead/lang/source"
	"github.com/knead-build/knead/lsp/internal/protocol"
)

// Formatting lays a document out as "knead fmt" does. The client's options do not count: how values are indented is part of them, and
// all else has one layout.
func Formatting(r *Request, _ *protocol.DocumentFormattingParams) ([]protocol.TextEdit, error) {
	return r.formatted(source.Span{End: r.Doc.Len()}), nil
}

// RangeFormatting lays out what is in a range.
func RangeFormatting(r *Request, p *protocol.DocumentRangeFormattingParams) ([]protocol.TextEdit, error) {
	return r.formatted(r.Client.Mapper(r.Doc.File).Span(p.Range)), nil
}

// formatted returns the edits that touch a span, none where all of them together would change what is evaluated.
func (r *Request) formatted(span source.Span) []protocol.TextEdit {
	out := []protocol.TextEdit{}
	if !r.Doc.Metadata {
		return out
	}
	if _, err := format.Text(r.Doc.Tree(), format.Options{}); err != nil {
		return out // the formatter's mistake is to do no harm
	}
	for _, e := range format.Edits(r.Doc.Tree(), format.Options{}) {
		if e.Span.Start <= span.End && span.Start <= e.Span.End {
			out = append(out, r.textEdit(e))
		}
	}
	return out
}

// textEdit returns an edit of the document as the protocol has it.
func (r *Request) textEdit(e diag.Edit) protocol.TextEdit {
	return protocol.TextEdit{Range: r.Range(e.Span), NewText: e.Text}
}

// OnTypeFormatting goes on with a value when a line is broken in it: a backslash behind the line, and blanks before the next. A quote
// that ends such a value on a line of its own is moved to the line's beginning.
func OnTypeFormatting(r *Request, p *protocol.DocumentOnTypeFormattingParams) ([]protocol.TextEdit, error) {
	out := []protocol.TextEdit{}
	line := r.Doc.Line(r.Pos)
	if !r.Doc.Metadata || line < 2 {
		return out, nil
	}
	before, here := r.Doc.LineSpan(line-1), r.Doc.LineSpan(line)
	rest := r.Doc.Slice(here)
	indent := source.Span{Start: here.Start, End: here.Start + source.Pos(len(rest)-len(strings.TrimLeft(rest, " \t")))}
	last := strings.TrimRight(r.Doc.Slice(before), "\r\n")
	switch {
	case p.Ch == "\n" && !strings.HasSuffix(last, `\`) && r.breaks(before.Start+source.Pos(len(last)), r.Pos):
		end := strings.TrimRight(last, " \t")
		out = append(out,
			r.textEdit(r.edit(source.Span{Start: before.Start + source.Pos(len(end)), End: before.Start + source.Pos(len(last))}, ` \`)),
			r.textEdit(r.edit(indent, r.indentation(line-1, p.Options))))
	case p.Ch != "\n" && strings.HasSuffix(last, `\`) && strings.TrimRight(rest, " \t\r\n") == rest[:indent.Len()]+p.Ch && r.closes(r.Pos) && indent.Len() > 0:
		out = append(out, r.textEdit(r.edit(indent, "")))
	}
	return out, nil
}

func (r *Request) edit(span source.Span, text string) diag.Edit {
	return diag.Edit{Place: diag.Place{File: r.Doc.File, Span: span}, Text: text}
}

// breaks reports whether the end of a line is inside of a quoted value, which goes on at pos: with a backslash there, and a closing quote
// if there is none, the text is an assignment.
func (r *Request) breaks(end, pos source.Pos) bool {
	text := r.Doc.Text()
	for _, quote := range []string{"", `"`, "'"} {
		tail := text[pos:]
		if quote != "" {
			tail = "\n" + tail
		}
		tree := r.Doc.Parse(text[:end] + " \\\n" + quote + tail)
		if a, ok := lint.StatementAt(tree, end).(*bitbake.Assignment); ok && a.Value.Known() && a.Quote != 0 && a.Value.Span.Start <= end && end < a.Value.Span.End+1 && a.Span().End > end+2 {
			return true
		}
	}
	return false
}

// closes reports whether the quote before a position ends a value.
func (r *Request) closes(pos source.Pos) bool {
	a, ok := lint.StatementAt(r.Doc.Tree(), max(pos, 1)-1).(*bitbake.Assignment)
	return ok && a.Value.Known() && a.Value.Span.End+1 == pos
}

// indentation returns what stands before the lines of a value that goes on in the line behind this one.
func (r *Request) indentation(line int, options protocol.FormattingOptions) string {
	if line > 1 && strings.HasSuffix(strings.TrimRight(r.Doc.Slice(r.Doc.LineSpan(line-1)), "\r\n"), `\`) {
		text := r.Doc.Slice(r.Doc.LineSpan(line))
		return text[:len(text)-len(strings.TrimLeft(text, " \t"))]
	}
	if !options.InsertSpaces {
		return "\t"
	}
	return strings.Repeat(" ", int(min(options.TabSize, 16)))
}
