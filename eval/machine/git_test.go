package machine

import (
	"testing"

	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/host"
)

func TestGit(t *testing.T) {
	const hash, other = "0123456789012345678901234567890123456789", "abcdefabcdefabcdefabcdefabcdefabcdefabcd"
	view := fsys.NewView(fsys.NewDisk().Overlay(map[string]string{
		"/.r/a/.git/HEAD":                  "ref: refs/heads/main\n",
		"/.r/a/.git/refs/heads/main":       hash + "\n",
		"/.r/a/.git/config":                "[core]\n\tbare = false\n[remote \"origin\"]\n\turl = https://example.com/a.git\n\tfetch = x\n",
		"/.r/a/sub/file":                   "",
		"/.r/b/.git/HEAD":                  other + "\n",
		"/.r/c/.git/HEAD":                  "ref: refs/heads/x/y\n",
		"/.r/c/.git/packed-refs":           "# pack-refs with: peeled\n" + other + " refs/heads/x/y\n^" + hash + "\n",
		"/.r/w/.git":                       "gitdir: /.r/a/.git/worktrees/w\n",
		"/.r/a/.git/worktrees/w/HEAD":      "ref: refs/heads/main\n",
		"/.r/a/.git/worktrees/w/commondir": "../..\n",
		"/.r/none/file":                    "",
	}), "/")
	for _, c := range []struct {
		dir    string
		args   []string
		want   string
		status int
	}{
		{"/.r/a/sub", []string{"git", "rev-parse", "HEAD"}, hash + "\n", 0},
		{"/.r/a", []string{"/bin/sh", "-c", "git rev-parse --abbrev-ref HEAD"}, "main\n", 0},
		{"/", []string{"git", "-C", "/.r/a", "remote", "get-url", "origin"}, "https://example.com/a.git\n", 0},
		{"/.r/a", []string{"git", "remote"}, "origin\n", 0},
		{"/.r/b", []string{"git", "rev-parse", "--abbrev-ref", "HEAD"}, "HEAD\n", 0},
		{"/.r/c", []string{"git", "rev-parse", "HEAD"}, other + "\n", 0},
		{"/.r/c", []string{"git", "symbolic-ref", "--short", "HEAD"}, "x/y\n", 0},
		{"/.r/w", []string{"git", "rev-parse", "--short", "HEAD"}, hash[:7] + "\n", 0},
		{"/.r/a/sub", []string{"git", "rev-parse", "--show-toplevel"}, "/.r/a\n", 0},
		{"/.r/none", []string{"git", "rev-parse", "HEAD"}, "", 128},
	} {
		r, ok := Git(view, host.Command{Args: c.args, Dir: c.dir})
		if !ok || r.Stdout != c.want || r.Status != c.status {
			t.Errorf("%v in %s: %v %+v", c.args, c.dir, ok, r)
		}
	}
	for _, args := range [][]string{{"git", "fetch"}, {"gcc", "--version"}, {"/bin/sh", "-c", "git rev-parse HEAD; rm x"}} {
		if _, ok := Git(view, host.Command{Args: args}); ok {
			t.Errorf("%v was answered", args)
		}
	}
}
