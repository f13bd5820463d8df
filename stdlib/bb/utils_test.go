package bb_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/knead-build/knead/eval/fsys"
)

// bitbakes are the folders of BitBakes with their versions.
var bitbakes = map[string]string{"bitbake": "2.19.0", "bitbake-2.18": "2.18.0", "bitbake-2.8": "2.8.1", "bitbake-2.0": "2.0.15"}

const (
	utilsProgram   = "testdata/utils.py"
	utilsRecording = "testdata/utils.jsonl"
)

// utilsCase is an operation with its arguments, as testdata/utils.py takes it.
type utilsCase []any

// recordedUtils is a case with the results of the releases; "others" is that of all that are not named.
type recordedUtils struct {
	Case    utilsCase      `json:"case"`
	Results map[string]any `json:"results"`
}

func (r *recordedUtils) want(folder string) any {
	if want, ok := r.Results[folder]; ok {
		return want
	}
	return r.Results["others"]
}

// plantUtils makes the files that cases look for.
func plantUtils(t *testing.T, root string) {
	t.Helper()
	for _, name := range []string{"p1/tool", "p1/data", "p2/tool", "p2/sub/x", "mod/go.mod"} {
		p := filepath.Join(root, name)
		mode := os.FileMode(0o644)
		if strings.HasSuffix(name, "p2/tool") {
			mode = 0o755
		}
		if err := os.MkdirAll(filepath.Dir(p), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte("text of "+name+"\n"), mode); err != nil {
			t.Fatal(err)
		}
	}
}

// ourUtils runs the program in our interpreter.
func ourUtils(t *testing.T, version string, cases []byte) []any {
	t.Helper()
	root := filepath.Join(t.TempDir(), "r")
	plantUtils(t, root)
	program, err := os.ReadFile(utilsProgram)
	if err != nil {
		t.Fatal(err)
	}
	p := newProgramIn(t, version, fsys.NewView(fsys.NewDisk(), root))
	text := strings.Replace(string(program), "sys.stdin.read()", "CASES", 1)
	text = "import sys\nsys.argv = ['utils.py', '/nowhere', " + quote(root) + "]\nCASES = " + quote(string(cases)) + "\n" + text
	return results(t, []byte(p.run(text)))
}

func results(t *testing.T, out []byte) []any {
	t.Helper()
	var list []any
	if err := json.Unmarshal(out, &list); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return list
}

// compareUtils reports the first differences.
func compareUtils(t *testing.T, folder string, list []recordedUtils, got []any) {
	t.Helper()
	failures := 0
	for i := range list {
		if want := list[i].want(folder); !reflect.DeepEqual(got[i], want) && failures < 8 {
			failures++
			t.Errorf("%s: %s\ngot  %s\nwant %s", folder, shown(list[i].Case), shown(got[i]), shown(want))
		}
	}
}

// TestUtilsRecorded compares with what four BitBakes said.
func TestUtilsRecorded(t *testing.T) {
	data, err := os.ReadFile(utilsRecording)
	if err != nil {
		t.Fatal(err)
	}
	var list []recordedUtils
	var cases []utilsCase
	for line := range strings.Lines(string(data)) {
		var r recordedUtils
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatal(err)
		}
		list, cases = append(list, r), append(cases, r.Case)
	}
	if len(list) < 300 {
		t.Errorf("only %d cases are recorded", len(list))
	}
	input, err := json.Marshal(cases)
	if err != nil {
		t.Fatal(err)
	}
	for folder, version := range bitbakes {
		compareUtils(t, folder, list, ourUtils(t, version, input))
	}
}

// TestUtilsReplay makes cases by chance and compares with real BitBakes, where KNEAD_BITBAKE names a folder with checkouts of
// them. With UPDATE=1 it records some. KNEAD_SEED and KNEAD_COUNT say which cases, and how many.
func TestUtilsReplay(t *testing.T) {
	dir := os.Getenv("KNEAD_BITBAKE")
	if dir == "" {
		t.Skip("KNEAD_BITBAKE names no folder with BitBake checkouts (bitbake, bitbake-2.18, bitbake-2.8, bitbake-2.0)")
	}
	seed, count := int64(1), 3000
	for name, to := range map[string]any{"KNEAD_SEED": &seed, "KNEAD_COUNT": &count} {
		if s := os.Getenv(name); s != "" {
			if _, err := fmt.Sscan(s, to); err != nil {
				t.Fatal(err)
			}
		}
	}
	g := utilsGenerator{rand.New(rand.NewSource(seed))}
	var cases []utilsCase
	for range count {
		cases = append(cases, g.make())
	}
	input, err := json.Marshal(cases)
	if err != nil {
		t.Fatal(err)
	}
	list := make([]recordedUtils, len(cases))
	for i, c := range cases {
		list[i] = recordedUtils{c, map[string]any{}}
	}
	for folder, version := range bitbakes {
		root := filepath.Join(t.TempDir(), "r")
		plantUtils(t, root)
		cmd := exec.Command("python3", utilsProgram, filepath.Join(dir, folder), root)
		cmd.Stdin = bytes.NewReader(input)
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("%s: %v\n%s", folder, err, stderr.String())
		}
		for i, want := range results(t, out) {
			list[i].Results[folder] = want
		}
		compareUtils(t, folder, list, ourUtils(t, version, input))
	}
	t.Logf("%d cases, seed %d", count, seed)
	if os.Getenv("UPDATE") == "1" {
		recordUtils(t, list[:min(len(list), 600)])
	}
}

// recordUtils writes cases, the newest release's result for all that have the same.
func recordUtils(t *testing.T, list []recordedUtils) {
	t.Helper()
	var b strings.Builder
	for _, r := range list {
		packed := map[string]any{"others": r.Results["bitbake"]}
		for _, folder := range slices.Sorted(maps.Keys(r.Results)) {
			if !reflect.DeepEqual(r.Results[folder], r.Results["bitbake"]) {
				packed[folder] = r.Results[folder]
			}
		}
		b.WriteString(shown(recordedUtils{r.Case, packed}) + "\n")
	}
	if err := os.WriteFile(utilsRecording, []byte(b.String()), 0o666); err != nil {
		t.Fatal(err)
	}
}
