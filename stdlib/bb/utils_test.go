package bb_test

import (
	"encoding/json"
	"math/rand"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/testscripts/reference"
)

const (
	utilsProgram   = "testdata/utils.py"
	utilsRecording = "testdata/utils.jsonl"
)

// utilsCase is an operation with its arguments, as testdata/utils.py takes it.
type utilsCase []any

// plantUtils makes the files that cases look for.
func plantUtils(t *testing.T, root string) {
	t.Helper()
	files := map[string]string{}
	for _, name := range []string{"p1/tool", "p1/data", "p2/tool", "p2/sub/x", "mod/go.mod"} {
		files[filepath.Join(root, name)] = "text of " + name + "\n"
	}
	reference.Plant(t, files)
	if err := os.Chmod(filepath.Join(root, "p2/tool"), 0o755); err != nil {
		t.Fatal(err)
	}
}

// ourUtils runs the program in our interpreter.
func ourUtils(t *testing.T, version string, cases []utilsCase) []any {
	t.Helper()
	root := filepath.Join(t.TempDir(), "r")
	plantUtils(t, root)
	program, err := os.ReadFile(utilsProgram)
	if err != nil {
		t.Fatal(err)
	}
	p := newProgramIn(t, version, fsys.NewView(fsys.NewDisk(), root))
	text := strings.Replace(string(program), "sys.stdin.read()", "CASES", 1)
	text = "import sys\nsys.argv = ['utils.py', '/nowhere', " + quote(root) + "]\nCASES = " + quote(reference.Show(cases)) + "\n" + text
	var list []any
	if out := p.run(text); json.Unmarshal([]byte(out), &list) != nil {
		t.Fatal(out)
	}
	return list
}

// compareUtils reports the first differences of our results from a release's.
func compareUtils(t *testing.T, r reference.Release, list []reference.Recorded[utilsCase]) {
	t.Helper()
	cases := make([]utilsCase, len(list))
	for i, x := range list {
		cases[i] = x.Case
	}
	failures := 0
	for i, got := range ourUtils(t, r.Version, cases) {
		if want := list[i].Results.Of(r.Folder); !reflect.DeepEqual(got, want) && failures < 8 {
			failures++
			t.Errorf("%s: %s\ngot  %s\nwant %s", r.Folder, reference.Show(cases[i]), reference.Show(got), reference.Show(want))
		}
	}
}

// TestUtilsRecorded compares with what four BitBakes said.
func TestUtilsRecorded(t *testing.T) {
	list := reference.ReadRecording[utilsCase](t, utilsRecording, 300)
	for _, r := range reference.Releases {
		compareUtils(t, r, list)
	}
}

// TestUtilsReplay makes cases by chance and compares with real BitBakes, where KNEAD_BITBAKE names a folder with checkouts of
// them. With UPDATE=1 it records some.
func TestUtilsReplay(t *testing.T) {
	reference.Need(t)
	seed, count := reference.Seed(t), reference.Count(t, 3000)
	g := utilsGenerator{rand.New(rand.NewSource(seed))}
	var cases []utilsCase
	var list []reference.Recorded[utilsCase]
	for range count {
		c := g.make()
		cases, list = append(cases, c), append(list, reference.Recorded[utilsCase]{Case: c, Results: reference.Results{}})
	}
	for _, r := range reference.Releases {
		root := filepath.Join(t.TempDir(), "r")
		plantUtils(t, root)
		var results []any
		reference.Program{Args: []string{utilsProgram, r.Dir(), root}, Input: cases}.Answer(t, &results)
		for i, want := range results {
			list[i].Results[r.Folder] = want
		}
		compareUtils(t, r, list)
	}
	t.Logf("%d cases, seed %d", count, seed)
	if os.Getenv("UPDATE") == "1" {
		reference.WriteRecording(t, utilsRecording, list[:min(len(list), 600)])
	}
}
