package bb_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/pyvm"
)

// oeReleases are the checkouts of OE-Core in KNEAD_OECORE, with the release of BitBake that goes with each.
var oeReleases = map[string]string{"oe-core": "2.19.0", "oe-wrynose": "2.18.0", "oe-scarthgap": "2.8.0", "oe-kirkstone": "2.0.0"}

// TestOEImports imports every module of meta/lib/oe and runs its code.
func TestOEImports(t *testing.T) {
	base := os.Getenv("KNEAD_OECORE")
	if base == "" {
		t.Skip("KNEAD_OECORE names no folder with checkouts of OE-Core")
	}
	for folder, version := range oeReleases {
		t.Run(folder, func(t *testing.T) {
			lib := filepath.Join(base, folder, "meta/lib")
			names := pythonModules(t, lib)
			if len(names) < 30 {
				t.Fatalf("%s has only %d modules", lib, len(names))
			}
			for _, name := range names {
				// A thread for each, so that none has what another imported.
				p := newProgramIn(t, version, fsys.NewView(fsys.NewDisk(), t.TempDir()))
				p.host.library = []string{lib}
				_, err := p.thread.Import(name)
				if err == nil {
					err = load(p)
				}
				if err != nil && !strings.HasSuffix(strings.TrimSpace(pyvm.FormatException(err)), "No module named 'git'") { // not Python's own
					t.Errorf("%s: %s", name, pyvm.FormatException(err))
				}
			}
		})
	}
}

// load runs the code of a module and of the modules that it has imported, of which nothing may be missing.
func load(p *program) error {
	for n := -1; n != p.thread.Modules.Len(); {
		n = p.thread.Modules.Len()
		for _, key := range p.thread.Modules.Keys() {
			v, err := p.thread.Modules.Get(p.thread, key)
			if err != nil {
				return err
			}
			if mod, ok := v.(*pyvm.Module); ok {
				if err := mod.Load(p.thread); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// pythonModules returns the modules of the package oe below a folder.
func pythonModules(t *testing.T, lib string) []string {
	var out []string
	err := fs.WalkDir(os.DirFS(lib), "oe", func(path string, d fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, ".py") {
			out = append(out, strings.ReplaceAll(strings.TrimSuffix(strings.TrimSuffix(path, ".py"), "/__init__"), "/", "."))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
