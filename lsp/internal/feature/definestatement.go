package feature

import (
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lsp/internal/snapshot"
)

// Heads of statements: what may stand in their lines before the name that they make.
var (
	variableHeads = []string{"", "export ", "python ", "fakeroot ", "fakeroot python ", "python fakeroot "}
	defHeads      = []string{"def ", "async def "}
)

// statements returns where statements of all layers make a name, as far as texts tell: those in files that the document's evaluation
// reads where there are any. It is quick, as nothing is parsed for it.
func (r *Request) statements(name string, heads []string) ([]diag.Place, error) {
	b := r.Build(r.Doc.Path)
	if b == nil {
		return nil, nil
	}
	files, err := r.FilesWith(r, b, name)
	if err != nil {
		return nil, err
	}
	c, _ := r.context() // without one, no file is preferred
	view := r.View()
	var read, others []diag.Place
	for _, p := range files {
		text, err := view.ReadFile(p)
		if err != nil {
			continue
		}
		for at := range matches(text, name) {
			line := strings.LastIndexByte(text[:at], '\n') + 1
			if !slices.Contains(heads, text[line:at]) || !isMade(text[at+len(name):]) {
				continue
			}
			place := diag.Place{File: r.Document(p).File, Span: spanAt(at, len(name))}
			if r.isRead(c, p) {
				read = append(read, place)
			} else {
				others = append(others, place)
			}
		}
	}
	if len(read) > 0 {
		return read, nil
	}
	return others, nil
}

// isMade reports whether a statement's text goes on behind the name as one that makes it.
func isMade(after string) bool {
	after = strings.TrimLeft(after, " \t")
	return after != "" && strings.IndexByte("=?:+.([", after[0]) >= 0
}

// isRead reports whether the document's evaluation reads a file.
func (r *Request) isRead(c *snapshot.Context, p string) bool {
	return p == r.Doc.Path || c != nil && (c.Workspace.Record.Has(fsys.LookRead, p) || c.Recipe != nil && c.Recipe.Record.Has(fsys.LookRead, p))
}
