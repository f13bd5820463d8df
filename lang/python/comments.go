package python

import "github.com/knead-build/knead/lang/source"

// Comments returns the comments of a text of statements, in order, and for each the logical line that it speaks of: the one that
// it stands in, and where it has a line for itself, the next, as far as it is not over. The text may have errors.
func Comments(text string) (comments, lines []source.Span) {
	text = cut(text)
	toks := lexText(text, true, true).toks
	begin := 0 // of the logical line, in toks
	last := source.Pos(0)
	for i, t := range toks {
		for at := last; at < t.start; at++ {
			if text[at] != '#' {
				continue
			}
			c := source.Span{Start: at, End: at}
			for c.End < t.start && text[c.End] != '\n' && text[c.End] != '\r' {
				c.End++
			}
			at = c.End
			first := t.start
			if !aloneInLine(text, c.Start) {
				first = toks[begin].start
			}
			comments = append(comments, c)
			lines = append(lines, source.Span{Start: first, End: lineEnd(toks[i:])})
		}
		last = max(last, t.end)
		if t.kind == tNewline || i == begin && (t.kind == tIndent || t.kind == tDedent) {
			begin = i + 1
		}
	}
	return comments, lines
}

// lineEnd returns the end of the logical line that the first token is part of or begins.
func lineEnd(toks []token) source.Pos {
	for _, t := range toks {
		if t.kind == tNewline || t.kind == tEOF {
			return t.start
		}
	}
	return 0
}

// aloneInLine reports whether nothing but blanks stands in the line before a position.
func aloneInLine(text string, at source.Pos) bool {
	for at > 0 {
		switch at--; text[at] {
		case ' ', '\t', '\f':
		case '\n', '\r':
			return true
		default:
			return false
		}
	}
	return true
}
