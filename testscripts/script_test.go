// Package testscripts has the scripts for all that a user can type (testscripts/<area>/*.txtar), and the test of who may
// import whom.
package testscripts

import (
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/go-git/go-git/v5"
	"github.com/go-git/go-git/v5/plumbing/object"
	"github.com/rogpeppe/go-internal/testscript"

	"github.com/knead-build/knead/eval/hashserv/hashservtest"
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
				Cmds:          map[string]func(*testscript.TestScript, bool, []string){"commit": commit, "hashserv": hashserv, "serve": serve},
				Condition: func(name string) (bool, error) {
					if name != "extension" {
						return false, fmt.Errorf("there is no condition %s", name)
					}
					_, err := os.Stat(filepath.Join(root, "lsp", "editors", "vscode", "dist", "extension.js"))
					return err == nil, nil
				},
				Setup: func(e *testscript.Env) error {
					e.Setenv("PATH", bin+string(os.PathListSeparator)+e.Getenv("PATH"))
					e.Setenv("EXAMPLES", filepath.Join(root, "examples"))
					e.Setenv("EDITORS", filepath.Join(root, "lsp", "editors"))
					e.Setenv("USER", "builder")
					e.Setenv("NO_COLOR", "1")
					return nil
				},
			})
		})
	}
}

// commit is the scripts' command "commit DIR [MESSAGE]": it commits all files of a folder to the git repository there, which it makes first
// where there is none.
func commit(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 && len(args) != 2 {
		ts.Fatalf("usage: commit DIR [MESSAGE]")
	}
	message := "change"
	if len(args) == 2 {
		message = args[1]
	}
	dir := ts.MkAbs(args[0])
	r, err := git.PlainOpen(dir)
	if err != nil {
		r, err = git.PlainInit(dir, false)
	}
	ts.Check(err)
	w, err := r.Worktree()
	ts.Check(err)
	ts.Check(w.AddWithOptions(&git.AddOptions{All: true}))
	_, err = w.Commit(message, &git.CommitOptions{Author: &object.Signature{When: time.Unix(0, 0)}})
	ts.Check(err)
}

// serve is the scripts' command "serve DIR": it serves the folder's files by http, at the address that it names in $SERVER.
func serve(ts *testscript.TestScript, _ bool, args []string) {
	s := httptest.NewServer(http.FileServer(http.Dir(ts.MkAbs(args[0]))))
	ts.Defer(s.Close)
	ts.Setenv("SERVER", s.URL)
}

// hashserv starts a hash equivalence server that knows a unified hash for each task hash, and names its address in $HASHSERV.
func hashserv(ts *testscript.TestScript, _ bool, _ []string) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	ts.Defer(func() { _ = l.Close() })
	s := &hashservtest.Server{Answer: func(_, hash string) string { return "0000" + hash[4:] }}
	go s.Serve(l)
	ts.Setenv("HASHSERV", l.Addr().String())
}
