package suppress

import (
	"strings"

	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/python"
	"github.com/knead-build/knead/lang/shell"
	"github.com/knead-build/knead/lang/source"
)

// reader reads the comments of a file.
type reader struct {
	tree     *bitbake.File
	out      []*Suppression
	problems []diag.Related // what is wrong, and where
	open     []*Suppression // that begin a block
}

// read returns what a file's comments suppress, and what is wrong with them.
func read(tree *bitbake.File) ([]*Suppression, []diag.Related) {
	if !marked(tree.Source.Text()) {
		return nil, nil
	}
	r := &reader{tree: tree}
	head := true
	for i, s := range tree.Stmts {
		if marked(tree.Source.Slice(s.Span())) {
			r.statement(i, s, head)
		}
		switch s.(type) {
		case *bitbake.Comment, *bitbake.Blank:
		default:
			head = false
		}
	}
	for _, s := range r.open {
		r.complain(s.Place, "the block is never closed: write \"knead: ignore-end\" behind it, or ignore-file")
	}
	return r.out, r.problems
}

func (r *reader) complain(at diag.Place, msg string) {
	r.problems = append(r.problems, diag.Related{Place: at, Message: msg})
}

// statement reads a comment, or those in a function.
func (r *reader) statement(i int, s bitbake.Stmt, head bool) {
	switch s := s.(type) {
	case *bitbake.Comment:
		text := strings.TrimRight(r.tree.Source.Slice(s.Span()), "\r\n")
		span := source.Span{Start: s.Span().Start, End: s.Span().Start + source.Pos(len(text))}
		r.comment(bitbake.Text{Value: text, Span: span}, r.behind(i), s.Span(), head)
	case *bitbake.Function:
		end := source.At(s.Span().End)
		if s.Python {
			r.body(s.Body, end, python.Comments)
		} else {
			r.body(s.Body, end, shell.Comments)
		}
	case *bitbake.PythonDef: // comments behind its last line are part of it, but people mean what comes next
		r.body(s.Text, r.behind(i), python.Comments)
	}
}

// behind returns what a comment speaks of that is a statement of its own: the next statement with the comments before it, or else
// the blank lines that come first.
func (r *reader) behind(i int) source.Span {
	out := source.At(r.tree.Stmts[i].Span().End)
	blank := false
	for _, s := range r.tree.Stmts[i+1:] {
		switch s.(type) {
		case *bitbake.Blank:
			blank = true
		case *bitbake.Comment:
		default:
			if !blank {
				out.End = s.Span().End
			}
			return out
		}
		out.End = s.Span().End
	}
	return out
}

// body reads the comments in a function. Those that no line of it follows are about what is behind.
func (r *reader) body(body bitbake.Text, behind source.Span, find func(string) (comments, lines []source.Span)) {
	comments, lines := find(body.Value)
	for i, c := range comments {
		text := body.Sub(int(c.Start), int(c.End))
		if marked(text.Value) {
			r.comment(text, r.lines(body, c, lines[i], behind), source.Span{}, false)
		}
	}
}

// lines returns what of the file a comment in a function speaks of: whole lines. A blank line keeps it from what follows.
func (r *reader) lines(body bitbake.Text, comment, line, behind source.Span) source.Span {
	whole := func(at source.Pos) source.Span { return r.tree.Source.LineSpan(r.tree.Source.Line(body.Pos(int(at)))) }
	if line.Start < comment.Start { // it stands in the line
		return source.Span{Start: whole(line.Start).Start, End: whole(line.End - 1).End}
	}
	out, end := source.Span{Start: body.Pos(int(comment.End)), End: behind.Start}, behind.End
	if line.Len() > 0 {
		out.End, end = body.Pos(int(line.Start)), whole(line.End-1).End
	}
	if !blankLine(r.tree.Source.Slice(out)) {
		out.End = end
	}
	return out
}

// blankLine reports whether there is a blank line in what follows the text of a line.
func blankLine(text string) bool {
	_, text, _ = strings.Cut(text, "\n")
	for line := range strings.Lines(text) {
		if strings.TrimSpace(line) == "" && strings.HasSuffix(line, "\n") {
			return true
		}
	}
	return false
}

// comment keeps what a comment suppresses. The line is empty in a function; head says that no statement comes before it.
func (r *reader) comment(t bitbake.Text, target, line source.Span, head bool) {
	c, wrong := parseComment(t)
	at := func(t bitbake.Text) diag.Place { return diag.Place{File: r.tree.Source, Span: t.Span} }
	if wrong != nil {
		r.complain(at(wrong.at), wrong.msg)
	}
	if c == nil {
		return
	}
	if c.verb == ignoreEnd {
		if len(r.open) == 0 {
			r.complain(at(t), "there is no block to end here: it begins with \"knead: ignore-begin[RULE]\"")
			return
		}
		last := r.open[len(r.open)-1]
		r.open = r.open[:len(r.open)-1]
		last.target.End = t.Span.Start
		last.lines = append(last.lines, line)
		return
	}
	s := &Suppression{Place: at(t), Reason: c.reason, target: target, whole: c.verb == ignoreFile, head: head, lines: []source.Span{line}, joint: c.joint, foreign: c.foreign}
	for _, id := range c.ids {
		s.IDs = append(s.IDs, ID{Name: id.Value, Place: at(id)})
	}
	if c.verb == ignoreBegin {
		s.target = source.Span{Start: t.Span.Start, End: r.tree.Source.Len()}
		r.open = append(r.open, s)
	}
	r.out = append(r.out, s)
}
