package py

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/lang/source"
)

// TestExecutable: sys.executable is the first python3 on PATH that can be executed, links and all.
func TestExecutable(t *testing.T) {
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range []string{"folder/python3", "plain", "link", "good"} {
		if err := os.MkdirAll(filepath.Join(dir, d), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(dir+"/plain/python3", nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(dir+"/good/python3", nil, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("../good/python3", dir+"/link/python3"); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ path, want string }{
		{"/nowhere:DIR/folder:DIR/plain:DIR/link:DIR/good", dir + "/link/python3"},
		{"DIR/plain:good/:DIR/link", dir + "/good/python3"},
		{"DIR/plain", "/usr/bin/python3"},
		{"", "/usr/bin/python3"},
	} {
		h := &fakeHost{view: fsys.NewView(fsys.NewDisk(), dir), env: map[string]string{"PATH": strings.ReplaceAll(c.path, "DIR", dir)}}
		var out strings.Builder
		code, err := pyvm.CompileModule(source.NewFile("<string>", "import sys\nprint(sys.executable, 'executable' in dir(sys), hasattr(sys, 'nothing'))"), 0)
		if err != nil {
			t.Fatal(err)
		}
		if err := newThread(h, &out).Exec(code, nil, nil); err != nil {
			t.Fatal(pyvm.FormatException(err))
		}
		if want := c.want + " True False\n"; out.String() != want {
			t.Errorf("PATH=%s: got %s, want %s", c.path, out.String(), want)
		}
	}
}
