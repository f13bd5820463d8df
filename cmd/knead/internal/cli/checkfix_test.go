package cli

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/knead-build/knead/eval/lint/fix"
)

// TestWriteFixed writes files with their permissions, all or, where one is not what it was, none.
func TestWriteFixed(t *testing.T) {
	dir := t.TempDir()
	a, b := filepath.Join(dir, "a"), filepath.Join(dir, "b")
	for name, mode := range map[string]os.FileMode{a: 0o640, b: 0o755} {
		if err := os.WriteFile(name, []byte("before"), mode); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(name, mode); err != nil {
			t.Fatal(err)
		}
	}
	both := []fix.File{{Path: a, Before: "before", After: "after"}, {Path: b, Before: "before", After: "after"}}
	want := func(text string) {
		t.Helper()
		for name, mode := range map[string]os.FileMode{a: 0o640, b: 0o755} {
			got, err := os.ReadFile(name)
			info, e := os.Stat(name)
			if err != nil || e != nil || string(got) != text || info.Mode().Perm() != mode {
				t.Errorf("%s: %q %v %v %v", name, got, info, err, e)
			}
		}
		if entries, err := os.ReadDir(dir); err != nil || len(entries) != 2 {
			t.Errorf("%v %v", entries, err)
		}
	}
	other := []fix.File{both[0], {Path: b, Before: "other", After: "after"}}
	if err := writeFixed(other); err == nil || err.Error() != b+" has changed while it was checked: nothing is mended" {
		t.Error(err)
	}
	want("before")
	if err := writeFixed(both); err != nil {
		t.Error(err)
	}
	want("after")
}
