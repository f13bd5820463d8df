package pyvm

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/knead-build/knead/lang/source"
	"github.com/knead-build/knead/testscripts/reference"
)

// The files testdata/types/*.txt hold an expression a line, after statements that prepare for them and a line "---". What
// CPython 3.11 says to each stands in testdata/types/*.out: the value's repr, or the exception. Where python3 is CPython 3.11
// the test asks it too, so that the recording cannot be wrong; UPDATE=1 records anew.

// evalScript evaluates such a file from its standard input.
const evalScript = `
import sys, warnings
warnings.simplefilter('ignore')
sys.stdin.reconfigure(encoding='utf-8', errors='surrogatepass')
text = sys.stdin.read()
env = {'__name__': '__main__'}
if '\n---\n' in text:
    setup, text = text.split('\n---\n', 1)
    exec(setup, env)
def show(s):
    return ''.join(c if ' ' <= c <= '~' else '\\u%04x' % ord(c) for c in s)
for line in text.split('\n'):
    if not line or line.startswith('#'):
        continue
    try:
        r = repr(eval(line, env))
    except BaseException as e:
        r = type(e).__name__ + ': ' + str(e)
    print(show(line), '->', show(r))
`

// expressionFile is a file of expressions taken apart.
func expressionFile(text string) (setup string, lines []string) {
	if before, after, ok := strings.Cut(text, "\n---\n"); ok {
		setup, text = before+"\n", after
	}
	for line := range strings.SplitSeq(text, "\n") {
		if line != "" && line[0] != '#' {
			lines = append(lines, line)
		}
	}
	return setup, lines
}

// showText writes other than printable ASCII characters as escapes.
func showText(s string) string {
	var b strings.Builder
	for _, r := range runes(s) {
		if ' ' <= r && r <= '~' {
			b.WriteByte(byte(r))
		} else {
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	return b.String()
}

var addresses = regexp.MustCompile(` at 0x[0-9a-f]+`)

func hideAddresses(s string) string { return addresses.ReplaceAllString(s, " at 0x") }

// evaluateLines returns what this package says to a file of expressions, a line each.
func evaluateLines(t *testing.T, text string) []string {
	t.Helper()
	setup, lines := expressionFile(text)
	th := NewThread(Limits{Steps: 1 << 32, Memory: 1 << 32})
	th.Print = func(string) {}
	main := NewModule("__main__", nil)
	code, err := CompileModule(source.NewFile("setup.py", setup), 0)
	if err == nil {
		err = th.Exec(code, main.Dict, nil)
	}
	if err != nil {
		t.Fatalf("setup: %s", FormatException(err))
	}
	out := make([]string, len(lines))
	for i, line := range lines {
		out[i] = showText(line) + " -> " + showText(evaluateLine(th, main.Dict, line))
	}
	return out
}

func evaluateLine(th *Thread, globals *Dict, line string) string {
	code, err := CompileExpression(source.NewFile("<string>", line), 0)
	if err == nil {
		var v Value
		if v, err = th.Eval(code, globals, nil); err == nil {
			var s string
			if s, err = Repr(th, v); err == nil {
				return s
			}
		}
	}
	e := AsException(err)
	if e == nil {
		return "Abort: " + err.Error()
	}
	s, err := ToString(th, e)
	if err != nil {
		return "str(exception) failed: " + err.Error()
	}
	return e.cls.name + ": " + s
}

// evaluateInPython returns what CPython says to a file of expressions.
func evaluateInPython(t *testing.T, interpreter, text string) []string {
	t.Helper()
	cmd := exec.Command(interpreter, "-c", evalScript)
	cmd.Stdin = strings.NewReader(text)
	cmd.Env = append(os.Environ(), "PYTHONHASHSEED=0", "PYTHONDONTWRITEBYTECODE=1", "PYTHONIOENCODING=utf-8")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("python3: %v\n%s", err, stderr.String())
	}
	return strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")
}

// compareLines reports the lines that differ.
func compareLines(t *testing.T, what string, got, want []string) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s: %d lines, want %d", what, len(got), len(want))
	}
	bad := 0
	for i := range min(len(got), len(want)) {
		g, w := hideAddresses(got[i]), hideAddresses(want[i])
		if g == w {
			continue
		}
		if bad++; bad > 40 {
			continue
		}
		expr, _, _ := strings.Cut(g, " -> ")
		t.Errorf("%s: %s\n got %s\nwant %s", what, expr, strings.TrimPrefix(g, expr), strings.TrimPrefix(w, expr))
	}
	if bad > 0 {
		t.Errorf("%s: %d of %d lines differ", what, bad, len(want))
	}
}

func TestExpressions(t *testing.T) {
	files, err := filepath.Glob("testdata/types/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no expressions: %v", err)
	}
	interpreter := reference.Python311()
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			t.Parallel()
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			text := string(data)
			recorded := strings.TrimSuffix(file, ".txt") + ".out"
			if interpreter != "" {
				lines := evaluateInPython(t, interpreter, text)
				if os.Getenv("UPDATE") != "" {
					out := hideAddresses(strings.Join(lines, "\n")) + "\n"
					if err := os.WriteFile(recorded, []byte(out), 0o666); err != nil {
						t.Fatal(err)
					}
				}
				checkRecording(t, recorded, lines)
			}
			want, err := os.ReadFile(recorded)
			if err != nil {
				t.Fatal(err)
			}
			compareLines(t, "here", evaluateLines(t, text), strings.Split(strings.TrimSuffix(string(want), "\n"), "\n"))
		})
	}
}

// TestTypePrograms runs the programs testdata/types/*.py as TestPrograms does.
func TestTypePrograms(t *testing.T) { runPrograms(t, "testdata/types/*.py") }

func checkRecording(t *testing.T, recorded string, lines []string) {
	want, err := os.ReadFile(recorded)
	if err != nil {
		t.Fatal(err)
	}
	compareLines(t, "CPython, against the recording", lines, strings.Split(strings.TrimSuffix(string(want), "\n"), "\n"))
}
