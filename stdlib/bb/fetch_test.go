package bb_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/host"
	"github.com/knead-build/knead/testscripts/reference"
)

// askedMachine answers what is asked of repositories, as fetch/testdata/replay.py lets them.
type askedMachine struct{ fakeMachine }

func (askedMachine) Network() bool { return true }

func (askedMachine) Run(c host.Command) (host.Result, error) {
	const hash = "0123456789abcdef0123456789abcdef01234567"
	out := "Change 77 on 2020/01/01\n"
	switch text := strings.Join(c.Args, " "); {
	case strings.Contains(text, "ls-remote"):
		out = hash + "\tHEAD\n76543210fedcba9876543210fedcba9876543210\trefs/heads/main\n" + strings.Repeat("1", 40) + "\trefs/tags/v1\n" + strings.Repeat("2", 40) + "\trefs/tags/v1^{}\n"
	case strings.Contains(text, "bzr"):
		out = "17\n"
	case strings.Contains(text, "svn"):
		out = "------\nr4711 | somebody\n"
	case strings.Contains(text, "hg"):
		out = "abcdef012345\n"
	case strings.Contains(text, "info"):
		out = "Server address: server:1666\n"
	}
	return host.Result{Stdout: out}, nil
}

// TestFetchReplay runs the program that is given to real BitBakes to record what their fetchers say, and compares with the
// recording.
func TestFetchReplay(t *testing.T) {
	program := replayProgram(t)
	list := reference.ReadRecording[any](t, "fetch/testdata/replay.jsonl", 500)
	var cases []any
	for _, x := range list {
		cases = append(cases, x.Case)
	}
	for _, r := range reference.Releases {
		t.Run(r.Folder, func(t *testing.T) {
			root := filepath.Join(t.TempDir(), "r")
			plantFetch(t, root)
			p := newProgramIn(t, r.Version, fsys.NewView(fsys.NewDisk(), root))
			p.host.machine = askedMachine{}
			text := "import sys\nsys.argv = ['replay.py', '/nowhere', " + quote(root) + "]\nCASES = " + quote(reference.Show(cases)) + "\n" + program
			var got []any
			if err := json.Unmarshal([]byte(p.run(text)), &got); err != nil {
				t.Fatal(err)
			}
			failures := 0
			for i, x := range list {
				if g, w := withoutCounts(got[i]), withoutCounts(x.Results.Of(r.Folder)); !reflect.DeepEqual(g, w) && failures < 10 {
					failures++
					t.Errorf("%s\ngot  %s\nwant %s", reference.Show(cases[i]), reference.Show(g), reference.Show(w))
				}
			}
		})
	}
}

// replayProgram returns the program, with what it does to BitBake's inner parts taken out.
func replayProgram(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile("fetch/testdata/replay.py")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Replace(string(data), "sys.stdin.read()", "CASES", 1)
	text = strings.Replace(text, "import logging\n", "", 1)
	cut := func(from, to, with string) {
		head, rest, ok := strings.Cut(text, from)
		_, tail, found := strings.Cut(rest, to)
		if !ok || !found {
			t.Fatalf("the program has no %s and %s", from, to)
		}
		text = head + with + to + tail
	}
	cut("class Counter", "def answer", "class counter:\n    count = []\n\n")
	cut("for module in", "def fresh", "")
	cut("    bb.fetch2.urldata_cache.clear()", "    counter.count", "    bb.fetch2.fetcher_init(bb.data.init())\n")
	return text
}

// quote writes a text as a Python literal.
func quote(s string) string {
	out, _ := json.Marshal(s)
	return string(out)
}

// withoutCounts drops the numbers of messages from the result of a recipe.
func withoutCounts(v any) any {
	list, ok := v.([]any)
	if ok && len(list) == 3 {
		if _, ok := list[2].([]any); ok {
			return list[:2]
		}
	}
	return v
}

// plantFetch makes the files that the cases look for.
func plantFetch(t *testing.T, root string) {
	t.Helper()
	list, err := os.ReadFile("fetch/testdata/list.json")
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{filepath.Join(root, "list.json"): string(list)}
	for _, name := range []string{"f1/a.patch", "f1/dir/x", "f2/a.patch", "f2/b.cfg", "f2/sub/c.h", "f3/with space.txt", "f3/ä.txt", "dl/down.tar.gz", "dl/only.txt"} {
		files[filepath.Join(root, name)] = "x"
	}
	reference.Plant(t, files)
}
