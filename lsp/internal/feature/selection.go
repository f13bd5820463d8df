package feature

import (
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/source"
	"github.com/knead-build/knead/lsp/internal/protocol"
)

// SelectionRange returns for each position what surrounds it, from the word to the file.
func SelectionRange(r *Request, p *protocol.SelectionRangeParams) ([]protocol.SelectionRange, error) {
	out := []protocol.SelectionRange{}
	for _, at := range p.Positions {
		q := *r
		q.Pos = r.Client.Mapper(r.Doc.File).Offset(at)
		var chain *protocol.SelectionRange
		for _, span := range slices.Backward(q.surroundings()) {
			chain = &protocol.SelectionRange{Range: r.Range(span), Parent: chain}
		}
		out = append(out, *chain)
	}
	return out, nil
}

// surroundings returns the spans around the position, each within the next.
func (r *Request) surroundings() []source.Span {
	line := r.Doc.LineSpan(r.Doc.Line(r.Pos))
	text := r.Doc.Slice(line)
	indent := source.Pos(len(text) - len(strings.TrimLeft(text, " \t")))
	spans := []source.Span{source.At(r.Pos), {Start: min(line.Start+indent, line.End), End: line.End}, {End: r.Doc.Len()}}
	if r.Doc.Metadata {
		if t := r.Target(); t.Kind != None {
			spans = append(spans, t.Span)
		}
		stmt := lint.StatementAt(r.Doc.Tree(), r.Pos)
		if stmt != nil {
			spans = append(spans, statementSpan(r.Doc.File, stmt))
		}
		switch s := stmt.(type) {
		case *bitbake.Assignment:
			spans = append(spans, s.Name.Span, s.Value.Span)
			if s.Quote != 0 {
				spans = append(spans, source.Span{Start: s.Value.Span.Start - 1, End: s.Value.Span.End + 1})
			}
			spans = append(spans, references(s.Value)...)
		case *bitbake.Function:
			spans = append(spans, s.Name.Span, s.Body.Span)
			spans = append(spans, references(s.Body)...)
		}
	}
	return nested(spans, r.Pos)
}

// nested returns the spans that a position is in, each within the next, each once.
func nested(spans []source.Span, pos source.Pos) []source.Span {
	spans = slices.DeleteFunc(spans, func(s source.Span) bool { return !s.Contains(pos) })
	slices.SortFunc(spans, func(a, b source.Span) int { return int(a.Len()) - int(b.Len()) })
	var out []source.Span
	for _, s := range spans {
		if len(out) == 0 || s != out[len(out)-1] && s.Union(out[len(out)-1]) == s {
			out = append(out, s)
		}
	}
	return out
}

// references returns the spans of the ${...} in a text, nested ones too, with and without what surrounds the name.
func references(text bitbake.Text) []source.Span {
	var out []source.Span
	var open []int
	for i := 0; i < len(text.Value); i++ {
		switch {
		case strings.HasPrefix(text.Value[i:], "${"):
			open = append(open, i)
			i++
		case text.Value[i] == '}' && len(open) > 0:
			start := open[len(open)-1]
			open = open[:len(open)-1]
			out = append(out, text.Sub(start, i+1).Span, text.Sub(start+2, i).Span)
		}
	}
	return out
}
