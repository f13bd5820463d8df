package python

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestCorpus parses every Python file below the folders that KNEAD_PYTHON_CORPUS names, and compares the trees with those
// of the CPython 3.11 at hand. Files that CPython refuses are left out.
func TestCorpus(t *testing.T) {
	folders := os.Getenv("KNEAD_PYTHON_CORPUS")
	if folders == "" {
		t.Skip("KNEAD_PYTHON_CORPUS=DIR:DIR names no folders of Python files")
	}
	o := startOracle(t)
	if o == nil {
		t.Skip("no CPython 3.11 at hand")
	}
	equal, total, refused := 0, 0, 0
	for _, folder := range filepath.SplitList(folders) {
		err := filepath.WalkDir(folder, func(path string, e fs.DirEntry, err error) error {
			if err != nil || !e.Type().IsRegular() || !strings.HasSuffix(path, ".py") {
				return err
			}
			want := o.ask(t, "file", "", path)
			if want.Refused != "" {
				refused++
				return nil
			}
			total++
			if sameTree(t, path, want.Text, want.Tree) {
				equal++
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d of %d trees are equal; %d more files are refused by CPython", equal, total, refused)
}

func sameTree(t *testing.T, path, text, want string) bool {
	m, errs := ParseModule(text)
	if errs != nil {
		t.Errorf("%s: %v at %v", path, errs[0], errs[0].Span)
		return false
	}
	d := newDumper(text, true)
	d.mask = true
	d.node(m)
	got := d.String()
	if got != want {
		t.Errorf("%s%s", path, difference(got, want))
	}
	if got, want := Dump(text, m, false), withoutPositions(want); got != want {
		t.Errorf("%s: without positions%s", path, difference(got, want))
		return false
	}
	return got == want
}
