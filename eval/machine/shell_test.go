package machine

import (
	"os"
	"strings"
	"testing"

	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/host"
)

func TestShell(t *testing.T) {
	view := fsys.NewView(fsys.NewDisk().Overlay(map[string]string{"/.r/f": "text\n", "/.r/.git/HEAD": strings.Repeat("a", 40) + "\n"}), "/")
	for _, c := range []struct {
		script string
		merge  bool
		want   host.Result
	}{
		{"echo out; echo err >&2", false, host.Result{Stdout: "out\n", Stderr: "err\n"}},
		{"echo out; echo err >&2; echo more", true, host.Result{Stdout: "out\nerr\nmore\n"}},
		{"exit 3", false, host.Result{Status: 3}},
		{"A=$((1 + 2)); echo $A $HOME $1", false, host.Result{Stdout: "3 /h one\n"}},
		{"test -f /.r/f && read line < /.r/f && echo $line", false, host.Result{Stdout: "text\n"}},
		{"echo 1 > /.r/new; echo 2 >> /.r/new; while read l; do echo \"<$l>\"; done < /.r/new", false, host.Result{Stdout: "<1>\n<2>\n"}},
		{"for f in /.r/*; do echo $f; done", false, host.Result{Stdout: "/.r/f\n/.r/new\n"}},
		{"cd /.r && git rev-parse --short HEAD | { read h; echo \"[$h]\"; }", false, host.Result{Stdout: "[aaaaaaa]\n"}},
		{"echo x > /dev/null", false, host.Result{}},
	} {
		r, ok := Shell(view, host.Command{
			Args: []string{"sh", "-c", c.script, "sh", "one"}, Dir: os.TempDir(), Env: map[string]string{"HOME": "/h"}, Merge: c.merge,
		})
		if !ok || r != c.want {
			t.Errorf("%s: %v %+v", c.script, ok, r)
		}
	}
	for _, args := range [][]string{
		{"gcc", "--version"}, {"sh", "-c", "gcc --version"}, {"sh", "-c", "echo $("}, {"sh", "x.sh"}, {"sh", "-c", "rm -f /.r/f || true"},
		{"sh", "-c", "while :; do echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa; done"},
	} {
		if r, ok := Shell(view, host.Command{Args: args}); ok {
			t.Errorf("%v was run: %+v", args, r.Status)
		}
	}
	if _, err := os.Lstat("/.r"); err == nil {
		t.Error("a file was written")
	}
}
