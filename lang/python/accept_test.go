package python

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/knead-build/knead/testscripts/reference"
)

// TestCorpus parses every Python file below the folders that KNEAD_PYTHON_CORPUS names, and compares the trees with those
// of the CPython 3.11 at hand. Files that CPython refuses are left out.
func TestCorpus(t *testing.T) {
	folders := os.Getenv("KNEAD_PYTHON_CORPUS")
	if folders == "" {
		t.Skip("KNEAD_PYTHON_CORPUS=DIR:DIR names no folders of Python files")
	}
	reference.NeedPython311(t)
	o := startOracle(t)
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
			if sameTree(t, path, want) {
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

func sameTree(t *testing.T, path string, want answer) bool {
	m, errs := ParseModule(want.Text)
	if errs != nil {
		t.Errorf("%s: %v at %v", path, errs[0], errs[0].Span)
		return false
	}
	d := newDumper(want.Text, true)
	d.mask = true
	d.node(m)
	if d.String() != want.Tree {
		t.Errorf("%s%s", path, difference(d.String(), want.Tree))
		return false
	}
	if fmt.Sprintf("%x", sha256.Sum256([]byte(Dump(want.Text, m, false)))) != want.Plain {
		t.Errorf("%s: the dump without positions differs", path)
		return false
	}
	return true
}
