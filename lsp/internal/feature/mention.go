package feature

import (
	"strings"

	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/source"
	"github.com/knead-build/knead/lsp/internal/snapshot"
)

// mentioned makes a target of a place where the entity's name stands by itself without being a target: a string of Python that is
// the name of a variable, a word of shell code that is one, a machine in the pattern of COMPATIBLE_MACHINE. Other targets stay.
func (s entity) mentioned(doc *snapshot.Document, t Target, at source.Span) Target {
	text := doc.Text()
	before, after := text[:at.Start], text[at.End:]
	a, _ := t.Stmt.(*bitbake.Assignment)
	switch {
	case s.kind == Override && a != nil && rootOf(a.Name.Value) == "COMPATIBLE_MACHINE" && a.Value.Span.Contains(at.Start):
		if !strings.HasSuffix(before, "-") && !strings.HasPrefix(after, "-") {
			t.Kind, t.Name, t.Span = Override, s.name, at
		}
		return t
	case t.Kind == Word || s.kind != Variable || s.name != text[at.Start:at.End]:
		return t
	}
	code, python := codeOf(t.Stmt, doc)
	if !code.Contains(at.Start) {
		return t
	}
	quoted := len(before) > 0 && len(after) > 0 && strings.IndexByte("\"'", after[0]) >= 0 && before[len(before)-1] == after[0]
	if python && quoted && isTelling(s.name) || !python && (isTelling(s.name) || strings.HasSuffix(before, "$")) {
		t.Kind, t.Name, t.Span = Variable, s.name, at
	}
	return t
}

// codeOf returns where a statement has code, and whether that is Python.
func codeOf(s bitbake.Stmt, doc *snapshot.Document) (span source.Span, python bool) {
	switch s := s.(type) {
	case *bitbake.PythonDef:
		return s.Text.Span, true
	case *bitbake.Function:
		return s.Body.Span, isPython(s)
	}
	if doc.Metadata {
		return source.Span{}, false
	}
	return source.Span{End: doc.Len()}, true
}
