package feature

import (
	"strings"

	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/source"
	"github.com/knead-build/knead/lsp/internal/protocol"
)

// FoldingRange lists what can be folded: statements of several lines, blocks within functions, runs of comments, and of inherit and
// include lines.
func FoldingRange(r *Request, _ *protocol.FoldingRangeParams) ([]protocol.FoldingRange, error) {
	f := &folds{doc: r.Doc.File, out: []protocol.FoldingRange{}}
	if !r.Doc.Metadata {
		return f.out, nil
	}
	var run source.Span // of statements of one kind
	var kind protocol.FoldingRangeKind
	flush := func() {
		if kind != "" {
			f.add(run, kind)
		}
		kind = ""
	}
	for _, stmt := range r.Doc.Tree().Stmts {
		var k protocol.FoldingRangeKind
		switch stmt.(type) {
		case *bitbake.Comment:
			k = protocol.FoldingRangeKindComment
		case *bitbake.Inherit, *bitbake.IncludeStmt:
			k = protocol.FoldingRangeKindImports
		}
		span := statementSpan(f.doc, stmt)
		switch {
		case k != "" && k == kind:
			run = run.Union(span)
			continue
		case k != "":
			flush()
			run, kind = span, k
			continue
		}
		flush()
		switch s := stmt.(type) {
		case *bitbake.Function:
			f.add(source.Span{Start: span.Start, End: max(span.Start, span.End-1)}, "")
			f.blocks(s.Body)
		case *bitbake.PythonDef:
			f.add(span, "")
			f.blocks(s.Text)
		case *bitbake.Blank, *bitbake.Bad:
		default:
			f.add(span, "")
		}
	}
	flush()
	return f.out, nil
}

type folds struct {
	doc *source.File
	out []protocol.FoldingRange
}

// add adds the lines of a span, if there are several.
func (f *folds) add(span source.Span, kind protocol.FoldingRangeKind) {
	f.lines(f.doc.Line(span.Start), f.doc.Line(max(span.Start, span.End)), kind)
}

// lines adds 1-based lines.
func (f *folds) lines(first, last int, kind protocol.FoldingRangeKind) {
	if last > first {
		f.out = append(f.out, protocol.FoldingRange{StartLine: uint32(first - 1), EndLine: uint32(last - 1), Kind: kind})
	}
}

// blocks adds the indented blocks of code: a line, and those behind it that are indented deeper.
func (f *folds) blocks(code bitbake.Text) {
	type open struct{ line, indent int }
	var stack []open
	first, last := f.doc.Line(code.Span.Start), f.doc.Line(code.Span.End)
	previous := first
	for line := first; line <= last; line++ {
		text := strings.TrimRight(f.doc.Slice(f.doc.LineSpan(line)), " \t\r")
		if text == "" {
			continue
		}
		indent := indentation(text)
		for len(stack) > 0 && indent <= stack[len(stack)-1].indent {
			f.lines(stack[len(stack)-1].line, previous, "")
			stack = stack[:len(stack)-1]
		}
		stack = append(stack, open{line, indent})
		previous = line
	}
	for i := len(stack) - 1; i > 0; i-- {
		f.lines(stack[i].line, previous, "")
	}
}

// indentation returns how far a line is indented; a tab goes to the next multiple of eight.
func indentation(line string) int {
	n := 0
	for i := range len(line) {
		switch line[i] {
		case ' ':
			n++
		case '\t':
			n += 8 - n%8
		default:
			return n
		}
	}
	return n
}
