package shell

import (
	"cmp"
	"slices"
	"strings"

	"mvdan.cc/sh/v3/syntax"

	"github.com/knead-build/knead/lang/source"
)

// Comments returns the comments of a body, in order, and for each the line that it speaks of, with those that continue it: the
// one that it stands in, and where it has a line for itself, the next that is neither blank nor a comment. Of a body that does not
// parse only comments with a line for themselves are known.
func Comments(body string) (comments, lines []source.Span) {
	parsed, err := Parse(body)
	all := logicalLines(body)
	if err == nil {
		syntax.Walk(parsed.Tree, func(n syntax.Node) bool {
			if c, ok := n.(*syntax.Comment); ok {
				start := source.Pos(c.Hash.Offset())
				comments = append(comments, source.Span{Start: start, End: start + 1 + source.Pos(len(c.Text))})
			}
			return true
		})
		slices.SortFunc(comments, func(a, b source.Span) int { return cmp.Compare(a.Start, b.Start) })
	} else {
		for _, l := range all {
			if i := strings.IndexByte(body[l.Start:l.End], '#'); i >= 0 && isComment(body[l.Start:l.End]) {
				comments = append(comments, source.Span{Start: l.Start + source.Pos(i), End: l.End})
			}
		}
	}
	for _, c := range comments {
		i := slices.IndexFunc(all, func(l source.Span) bool { return c.Start < l.End })
		if isComment(body[all[i].Start:all[i].End]) {
			for i++; i < len(all) && (isComment(body[all[i].Start:all[i].End]) || isBlank(body[all[i].Start:all[i].End])); i++ {
			}
		}
		if i < len(all) {
			lines = append(lines, all[i])
		} else {
			lines = append(lines, source.At(source.Pos(len(body))))
		}
	}
	return comments, lines
}

// logicalLines returns the lines of a body, without their ends; a backslash at a line's end joins it with the next, but for a
// comment's.
func logicalLines(body string) []source.Span {
	var out []source.Span
	joined := false
	at := 0
	for line := range strings.Lines(body) {
		text := strings.TrimRight(line, "\r\n")
		span := source.Span{Start: source.Pos(at), End: source.Pos(at + len(text))}
		if joined {
			out[len(out)-1].End = span.End
		} else {
			out = append(out, span)
		}
		slashes := len(text) - len(strings.TrimRight(text, `\`))
		joined = slashes%2 == 1 && (joined || !isComment(text))
		at += len(line)
	}
	return out
}

func isBlank(line string) bool { return strings.TrimLeft(line, " \t") == "" }

func isComment(line string) bool { return strings.HasPrefix(strings.TrimLeft(line, " \t"), "#") }
