// Package testscripts has the scripts for all that a user can type (testscripts/<area>/*.txtar), and the test of who may
// import whom.
package testscripts

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestScripts builds the command and runs the scripts. UPDATE=1 writes what differs back into them.
func TestScripts(t *testing.T) {
	bin := t.TempDir()
	name := "knead"
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	build := exec.Command("go", "build", "-o", filepath.Join(bin, name), "./cmd/knead")
	build.Dir = ".."
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("building the command: %v\n%s", err, out)
	}
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	areas, err := filepath.Glob("*/*.txtar")
	if err != nil || len(areas) == 0 {
		t.Fatal("no scripts", err)
	}
	dirs := map[string]bool{}
	for _, f := range areas {
		dirs[filepath.Dir(f)] = true
	}
	for dir := range dirs {
		t.Run(dir, func(t *testing.T) {
			testscript.Run(t, testscript.Params{
				Dir:           dir,
				UpdateScripts: os.Getenv("UPDATE") != "",
				Setup: func(e *testscript.Env) error {
					e.Setenv("PATH", bin+string(os.PathListSeparator)+e.Getenv("PATH"))
					e.Setenv("EXAMPLES", filepath.Join(root, "examples"))
					e.Setenv("USER", "builder")
					e.Setenv("NO_COLOR", "1")
					return nil
				},
			})
		})
	}
}
