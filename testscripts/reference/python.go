package reference

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
)

// Program is a Python program to run with the python3 at hand.
type Program struct {
	Args  []string // its file and its arguments
	Dir   string   // as in exec.Cmd
	Env   []string // as in exec.Cmd
	Input any      // what it reads as JSON; nil for nothing
}

// Answer runs the program and decodes the last line that it prints, which has to be JSON. It returns all that was printed.
func (p Program) Answer(t testing.TB, answer any) (output string) {
	t.Helper()
	cmd := exec.Command("python3", p.Args...)
	cmd.Dir, cmd.Env = p.Dir, p.Env
	if p.Input != nil {
		input, err := json.Marshal(p.Input)
		if err != nil {
			t.Fatal(err)
		}
		cmd.Stdin = bytes.NewReader(input)
	}
	var problems bytes.Buffer
	cmd.Stderr = &problems
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s%s", strings.Join(p.Args, " "), err, out, problems.Bytes())
	}
	last := bytes.TrimRight(out, "\n")
	last = last[bytes.LastIndexByte(last, '\n')+1:]
	if err := json.Unmarshal(last, answer); err != nil {
		t.Fatalf("%s: %v\n%s%s", strings.Join(p.Args, " "), err, out, problems.Bytes())
	}
	return string(out)
}

// Python311 returns the path of a CPython 3.11, which is the Python that Knead is equal to, or "" where there is none. KNEAD_PYTHON
// names one that is not found as python3.11 or python3.
var Python311 = sync.OnceValue(func() string {
	const ask = "import sys; print(sys.implementation.name, *sys.version_info[:2], sys.executable)"
	for _, name := range []string{os.Getenv("KNEAD_PYTHON"), "python3.11", "python3"} {
		if name == "" {
			continue
		}
		out, err := exec.Command(name, "-c", ask).Output()
		if path, ok := strings.CutPrefix(strings.TrimSpace(string(out)), "cpython 3 11 "); ok && err == nil {
			return path
		}
	}
	return ""
})

// NeedPython311 skips a test where there is no CPython 3.11, and else returns its path.
func NeedPython311(t testing.TB) string {
	t.Helper()
	if Python311() == "" {
		t.Skip("no CPython 3.11 is at hand: KNEAD_PYTHON, python3.11 and python3 name none")
	}
	return Python311()
}
