package pyvm

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/knead-build/knead/lang/source"
	"github.com/knead-build/knead/testscripts/reference"
)

// The programs in testdata/*.py print what CPython 3.11 prints: testdata/*.out. Where python3 is CPython 3.11 the test runs it
// too, so that the recording cannot be wrong; UPDATE=1 records anew. Modules that a program imports are in files named
// testdata/<program>.<module>.py.

func TestPrograms(t *testing.T) { runPrograms(t, "testdata/*.py") }

func runPrograms(t *testing.T, pattern string) {
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("no programs: %v", err)
	}
	interpreter := reference.Python311()
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".py")
		if strings.Contains(name, ".") {
			continue // a module
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			recorded := strings.TrimSuffix(file, ".py") + ".out"
			if interpreter != "" {
				compareWithRecording(t, interpreter, file, recorded)
			}
			want, err := os.ReadFile(recorded)
			if err != nil {
				t.Fatal(err)
			}
			got := runProgram(t, name, string(text))
			if got != string(want) {
				t.Errorf("%s", reference.FirstDifference(got, string(want)))
			}
		})
	}
}

// compareWithRecording runs a program in CPython and compares with what was recorded, or with UPDATE=1 records.
func compareWithRecording(t *testing.T, interpreter, file, recorded string) {
	dir := t.TempDir()
	name := strings.TrimSuffix(filepath.Base(file), ".py")
	modules, _ := filepath.Glob("testdata/" + name + ".*.py")
	for _, m := range modules {
		text, err := os.ReadFile(m)
		if err != nil {
			t.Fatal(err)
		}
		module := strings.TrimSuffix(strings.TrimPrefix(filepath.Base(m), name+"."), ".py")
		to := filepath.Join(dir, strings.ReplaceAll(module, ".", "/")+".py")
		if err := os.MkdirAll(filepath.Dir(to), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(to, text, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "program.py"), text, 0o666); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(interpreter, "program.py")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "PYTHONHASHSEED=0", "PYTHONDONTWRITEBYTECODE=1")
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err = cmd.Run()
	out := stdout.String()
	if err != nil {
		out += "uncaught: " + lastLine(stderr.String()) + "\n"
	}
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(recorded, []byte(out), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(recorded)
	if err != nil {
		t.Fatal(err)
	}
	if out != string(want) {
		t.Errorf("the recording is not what CPython prints: %s", reference.FirstDifference(out, string(want)))
	}
}

func lastLine(s string) string {
	lines := strings.Split(strings.TrimRight(s, "\n"), "\n")
	return lines[len(lines)-1]
}

// runProgram runs a program and returns what it prints.
func runProgram(t *testing.T, name, text string) string {
	t.Helper()
	var out strings.Builder
	th := NewThread(Limits{Steps: 20_000_000, Memory: 1 << 30})
	th.Print = func(s string) { out.WriteString(s) }
	th.Importer = testImporter(name)
	code, err := CompileModule(source.NewFile("program.py", text), 0)
	if err == nil {
		main := NewModule("__main__", nil)
		main.Dict.SetStr("__builtins__", &Module{Name: "builtins", Dict: th.Builtins})
		th.Modules.SetStr("__main__", main)
		err = th.Exec(code, main.Dict, nil)
	}
	if err != nil {
		t.Logf("%s", FormatException(err))
		out.WriteString("uncaught: " + lastLine(FormatException(err)) + "\n")
	}
	return out.String()
}

// testImporter finds modules in testdata/<program>.<module>.py, and a few small native ones.
func testImporter(program string) func(t *Thread, name string) (*Module, error) {
	return func(t *Thread, name string) (*Module, error) {
		switch name {
		case "abc":
			return NewModule("abc", map[string]Value{"ABCMeta": ABCMetaType, "ABC": ABCType, "abstractmethod": NewBuiltin("abstractmethod",
				func(t *Thread, args []Value, kw []Kw) (Value, error) {
					return args[0], SetAttr(t, args[0], "__isabstractmethod__", True)
				})}), nil
		case "sys":
			return NewModule("sys", map[string]Value{
				"modules": t.Modules,
				"exc_info": NewBuiltin("exc_info", func(t *Thread, args []Value, kw []Kw) (Value, error) {
					e := t.Handled()
					if e == nil {
						return NewTuple(None, None, None), nil
					}
					tb, err := e.Attr(t, "__traceback__")
					return NewTuple(e.Type(), e, tb), err
				}),
			}), nil
		case "traceback":
			return NewModule("traceback", map[string]Value{
				"format_exc": NewBuiltin("format_exc", func(t *Thread, args []Value, kw []Kw) (Value, error) {
					e := t.Handled()
					if e == nil {
						return Str("NoneType: None\n"), nil
					}
					return Str(FormatException(&Raised{e})), nil
				}),
			}), nil
		}
		base := "testdata/" + program + "." + name
		text, err := os.ReadFile(base + ".py")
		var path []string
		if err != nil {
			if text, err = os.ReadFile(base + ".__init__.py"); err != nil {
				return nil, nil
			}
			path = []string{name}
		}
		code, err := CompileModule(source.NewFile(name+".py", string(text)), 0)
		if err != nil {
			return nil, err
		}
		m := NewSourceModule(name, code, path)
		m.Eager = true
		return m, nil
	}
}
