package feature

import (
	"path"
	"strings"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/source"
)

// statement returns the statement that the position is in; the end of the last line belongs to what it ends.
func (r *Request) statement() bitbake.Stmt {
	at := r.Pos
	if text := r.Doc.Text(); at > 0 && int(at) == len(text) && text[at-1] != '\n' {
		at--
	}
	return lint.StatementAt(r.Doc.Tree(), at)
}

// codeAt returns the Python that the position is in; nil where it is in none.
func (r *Request) codeAt() *pythonCode {
	if !r.Doc.Metadata {
		if path.Ext(r.Doc.Path) != ".py" {
			return nil
		}
		return parseCode(bitbake.Text{Value: r.Doc.Text(), Span: source.Span{End: r.Doc.Len()}}, "", false, r.Pos)
	}
	stmt := r.statement()
	if stmt == nil {
		return nil
	}
	switch s := stmt.(type) {
	case *bitbake.Function:
		if isPython(s) && s.Body.Known() && s.Body.Span.Contains(r.Pos) {
			return parseCode(s.Body, bodyHead, false, r.Pos)
		}
	case *bitbake.PythonDef:
		return parseCode(s.Text, "", false, r.Pos)
	case *bitbake.Blank, *bitbake.Comment:
		return nil
	}
	whole := bitbake.Text{Value: r.Doc.Slice(stmt.Span()), Span: stmt.Span()}
	if m := functionHead.FindStringSubmatchIndex(whole.Value); m != nil && strings.HasPrefix(whole.Value, "python") {
		if body := whole.Sub(m[1], len(whole.Value)); body.Span.Contains(r.Pos) {
			return parseCode(body, bodyHead, false, r.Pos)
		}
	}
	if start, end, ok := inlineAt(whole.Value, offsetIn(whole, r.Pos)); ok {
		code := whole.Sub(start, end)
		lead := len(code.Value) - len(strings.TrimLeft(code.Value, " \t"))
		return parseCode(code.Sub(lead, len(code.Value)), "", true, r.Pos)
	}
	return nil
}
