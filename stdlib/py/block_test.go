package py

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/knead-build/knead/testscripts/reference"
)

// TestBlockLines compares with inspect.getblock at every definition of real modules, where CPython 3.11 is at hand, and with
// recorded numbers for testdata/blocks.txt.
func TestBlockLines(t *testing.T) {
	const recorded = "testdata/blocks.txt"
	text, err := os.ReadFile(recorded)
	if err != nil {
		t.Fatal(err)
	}
	checkBlocks(t, recorded, string(text), blocksOf(t, string(text)))
	interpreter := reference.NeedPython311(t)
	files := []string{recorded}
	out, err := exec.Command(interpreter, "-c", "import inspect, os; print(os.path.dirname(inspect.__file__))").Output()
	if err != nil {
		t.Fatal(err)
	}
	more, err := filepath.Glob(filepath.Join(strings.TrimSpace(string(out)), "[a-z]*.py"))
	if err != nil {
		t.Fatal(err)
	}
	if dir := os.Getenv("KNEAD_OECORE"); dir != "" {
		own, err := filepath.Glob(filepath.Join(dir, "meta/lib/oe/*.py"))
		if err != nil {
			t.Fatal(err)
		}
		more = append(own, more...)
	}
	if os.Getenv("KNEAD_OECORE") == "" {
		more = more[:min(len(more), 10)]
	}
	total := 0
	for _, file := range append(files, more...) {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(interpreter, "testdata/tools/blocks.py", file)
		out, err := cmd.Output()
		if err != nil {
			continue // a file that CPython does not take either
		}
		want := map[int]int{}
		for line := range strings.Lines(string(out)) {
			at, n, _ := strings.Cut(strings.TrimSpace(line), " ")
			a, err := strconv.Atoi(at)
			if err != nil {
				t.Fatal(err)
			}
			want[a], _ = strconv.Atoi(n)
		}
		total += len(want)
		checkBlocks(t, file, string(text), want)
	}
	t.Logf("%d definitions compared", total)
}

// blocksOf reads the comments "# BLOCK n" above definitions.
func blocksOf(t *testing.T, text string) map[int]int {
	want := map[int]int{}
	for i, line := range strings.Split(text, "\n") {
		if n, ok := strings.CutPrefix(strings.TrimSpace(line), "# BLOCK "); ok {
			var err error
			if want[i+1], err = strconv.Atoi(n); err != nil {
				t.Fatal(err)
			}
		}
	}
	return want
}

func checkBlocks(t *testing.T, file, text string, want map[int]int) {
	t.Helper()
	lines := splitLines(text)
	for at, n := range want {
		if got := BlockLines(lines[at:]); got != n {
			t.Errorf("%s:%d: %d lines, want %d", file, at+1, got, n)
		}
	}
}
