package rules_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/eval/lint/rules"
	"github.com/knead-build/knead/lang/diag"
)

// mended returns an example with all fixes made, and how many there are.
func mended(example string, found []*lint.Finding) (text string, fixes int) {
	files := lint.ExampleFiles(layer, example, "master")
	var edits []diag.Edit
	for _, f := range found {
		for _, fix := range f.Fixes {
			edits = append(edits, fix.Edits...)
			fixes++
		}
	}
	slices.SortFunc(edits, func(a, b diag.Edit) int { return int(b.Span.Start) - int(a.Span.Start) }) // the last first
	for _, e := range edits {
		name := e.File.Name()
		files[name] = files[name][:e.Span.Start] + e.Text + files[name][e.Span.End:]
	}
	delete(files, layer+"/conf/layer.conf")
	out := &txtar.Archive{}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		out.Files = append(out.Files, txtar.File{Name: strings.TrimPrefix(name, layer+"/"), Data: []byte(files[name])})
	}
	return string(txtar.Format(out)), fixes
}

// TestMend makes the fixes of the bad examples: nothing is found any more where each finding has one.
func TestMend(t *testing.T) {
	for _, r := range rules.All {
		bad := check(t, r, r.Doc.Bad)
		text, fixes := mended(r.Doc.Bad, bad)
		if fixes == 0 || fixes < len(bad) {
			continue
		}
		for _, f := range check(t, r, text) {
			t.Errorf("%s: the example is mended, and it says %v\n%s", r.ID, f.Diagnostic, text)
		}
	}
}
