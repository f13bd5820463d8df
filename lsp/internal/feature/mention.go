package feature

import (
	"slices"
	"strings"

	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/source"
	"github.com/knead-build/knead/lsp/internal/snapshot"
)

// mentioned makes a target of a place where the entity's name stands by itself without being a target: a string of Python that is
// the name of a variable, a word of shell code that is one, a machine in the pattern of COMPATIBLE_MACHINE, an option that an
// expression gives. Other targets stay.
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
	case s.kind == Flag && s.of == "PACKAGECONFIG" && a != nil && rootOf(a.Name.Value) == s.of && !a.Flag.Known() && a.Value.Span.Contains(at.Start):
		if isWordEnd(before, -1, stringEnds) && isWordEnd(after, 0, stringEnds) && (t.Kind == None || strings.Contains(t.Name, "${@") || isFiltered(doc, t.Stmt, at)) {
			t.Kind, t.Name, t.Of, t.Span = Flag, s.name, s.of, at
		}
		return t
	case t.Kind == Word || s.kind != Variable || s.name != text[at.Start:at.End]:
		return t
	}
	code, python := codeOf(t.Stmt, doc)
	if !code.Contains(at.Start) {
		return t
	}
	switch quoted := isWordEnd(before, -1, quotes) && isWordEnd(after, 0, quotes); {
	case python && quoted && isTelling(s.name):
		t.Kind, t.Name, t.Span = Variable, s.name, at
	case !python && strings.HasSuffix(before, "$"):
		t.Kind, t.Name, t.Span = Variable, s.name, at
	case !python && isTelling(s.name) && isWordEnd(before, -1, shellEnds) && isWordEnd(after, 0, shellEnds):
		t.Kind, t.Name, t.Span = Command, s.name, at
	}
	return t
}

// What words end at: strings of Python, words in such, words of shell code.
const (
	quotes     = "\"'"
	stringEnds = quotes + " \t"
	shellEnds  = stringEnds + "\n;|&()`"
)

// certain leaves out what only may be meant: a variable of the shell is the metadata's where that is exported, a word that is no
// command where it is a function.
func certain(list []occurrence) []occurrence {
	function, exported := false, false
	for _, o := range list {
		switch s := o.target.Stmt.(type) {
		case *bitbake.Function:
			function = function || o.write && s.Name.Span.Start == o.span.Start
		case *bitbake.Assignment:
			exported = exported || s.Export || s.Flag.Value == "export"
		case *bitbake.Export:
			exported = true
		}
	}
	return slices.DeleteFunc(list, func(o occurrence) bool {
		return o.shell && (o.target.Kind == Command && !function || o.target.Kind == Variable && !exported)
	})
}

// isWordEnd reports whether a word ends at the text's last byte (-1) or first one (0), which is one of some.
func isWordEnd(text string, at int, ends string) bool {
	if text == "" {
		return false
	}
	return strings.IndexByte(ends, text[(at+len(text))%len(text)]) >= 0
}

// isFiltered reports whether a word is one that bb.utils.filter takes of a list of features: option and feature are one name then.
func isFiltered(doc *snapshot.Document, stmt bitbake.Stmt, at source.Span) bool {
	before := doc.Text()[stmt.Span().Start:at.Start]
	call := strings.LastIndex(before, "filter(")
	return call >= 0 && !strings.Contains(before[call:], ")") && !strings.Contains(before[call:], "PACKAGECONFIG")
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
