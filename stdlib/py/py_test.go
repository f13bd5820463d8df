package py

import (
	"bytes"
	"errors"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/host"
	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/lang/source"
	"github.com/knead-build/knead/stdlib/native"
	"github.com/knead-build/knead/testscripts/reference"
)

// fakeHost is a host on a real directory. Processes run where run says so.
type fakeHost struct {
	host.Host // nil: what else there is is not for Python's modules
	view      *fsys.View
	env       map[string]string
	now       time.Time
	run       bool
	log       []string
}

func (h *fakeHost) Files() *fsys.View                 { return h.view }
func (h *fakeHost) ModuleFiles() *fsys.View           { return h.view }
func (h *fakeHost) Environ() map[string]string        { return maps.Clone(h.env) }
func (h *fakeHost) Machine() host.Machine             { return fakeMachine{h} }
func (h *fakeHost) Version() string                   { return "2.8.0" }
func (h *fakeHost) Log(level host.Level, text string) { h.log = append(h.log, text) }
func (h *fakeHost) Parser() host.Parser               { return nil }
func (h *fakeHost) Private(string) bool               { return false }
func (h *fakeHost) LibraryPath() []string             { return nil }

type fakeMachine struct{ h *fakeHost }

func (fakeMachine) Uname() [5]string    { return [5]string{"Linux", "host", "6.1.0", "#1 SMP", "x86_64"} }
func (fakeMachine) CPUs() int           { return 4 }
func (fakeMachine) IDs() (uid, gid int) { return os.Getuid(), os.Getgid() }
func (m fakeMachine) Now() time.Time    { return m.h.now }
func (fakeMachine) Network() bool       { return false }

func (m fakeMachine) Run(c host.Command) (host.Result, error) {
	if !m.h.run {
		return host.Result{}, host.ErrNotGranted
	}
	cmd := exec.Command(c.Args[0], c.Args[1:]...)
	cmd.Dir = c.Dir
	for k, v := range c.Env {
		cmd.Env = append(cmd.Env, k+"="+v)
	}
	cmd.Stdin = strings.NewReader(c.In)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if c.Merge {
		cmd.Stderr = &stdout
	}
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return host.Result{}, err
	}
	return host.Result{Stdout: stdout.String(), Stderr: stderr.String(), Status: cmd.ProcessState.ExitCode()}, nil
}

// fakeLibrary finds this package's modules.
type fakeLibrary struct{ host.Library }

func (fakeLibrary) Data(*datastore.Store) pyvm.Value { return nil }

var testModules = sync.OnceValue(func() map[string]*native.Module { return native.Table(Modules()) })

var testCode sync.Map

// newThread returns a thread with this package's modules; out takes what is printed.
func newThread(h *fakeHost, out *strings.Builder) *pyvm.Thread {
	t := pyvm.NewThread(pyvm.Limits{})
	t.Print = func(s string) { out.WriteString(s) }
	e := &native.Env{Thread: t, Host: h, Library: fakeLibrary{}}
	table := testModules()
	t.Importer = func(t *pyvm.Thread, name string) (*pyvm.Module, error) {
		m := table[name]
		if m == nil {
			return nil, nil
		}
		return makeModule(e, m)
	}
	for name, v := range Builtins(e) {
		t.Builtins.SetStr(name, v)
	}
	return t
}

// makeModule does what the library does with a module.
func makeModule(e *native.Env, m *native.Module) (*pyvm.Module, error) {
	out := pyvm.NewModule(m.Name, nil)
	if m.Source != "" {
		out = pyvm.NewLazyModule(m.Name, func(t *pyvm.Thread, mod *pyvm.Module) error {
			code, ok := testCode.Load(m.Name)
			if !ok {
				c, err := pyvm.CompileModule(source.NewFile("<"+m.Name+">", m.Source), 0)
				if err != nil {
					return err
				}
				code, _ = testCode.LoadOrStore(m.Name, c)
			}
			return t.Exec(code.(*pyvm.Code), mod.Dict, nil)
		})
	}
	out.Dict.SetStr("__package__", pyvm.Str(m.Name))
	out.Dict.SetStr("__doc__", pyvm.None)
	for name := range testModules() {
		if strings.HasPrefix(name, m.Name+".") {
			out.Dict.SetStr("__path__", pyvm.NewList())
		}
	}
	if m.Make != nil {
		for name, v := range m.Make(e) {
			out.Dict.SetStr(name, v)
		}
	}
	return out, nil
}

// runEnviron is what programs have in os.environ.
var runEnviron = map[string]string{"HOME": "/home/tester", "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC", "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}

// TestPrograms runs testdata/*.py: each prints what CPython 3.11 prints, testdata/*.out. Where python3 is CPython 3.11 the
// recordings are compared with it; UPDATE=1 records anew.
func TestPrograms(t *testing.T) {
	files, err := filepath.Glob("testdata/*.py")
	if err != nil {
		t.Fatal(err)
	}
	interpreter := reference.Python311()
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".py"), func(t *testing.T) {
			t.Parallel()
			program, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			recorded := strings.TrimSuffix(file, ".py") + ".out"
			if interpreter != "" {
				record(t, interpreter, string(program), recorded)
			}
			want, err := os.ReadFile(recorded)
			if err != nil {
				t.Fatal(err)
			}
			if got := runProgram(t, string(program)); got != string(want) {
				t.Error(reference.FirstDifference(got, string(want)))
			}
		})
	}
}

// scratch makes a directory for a program to run in, with a few files.
func scratch(t *testing.T) string {
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"a.txt": "one\ntwo\nthree\n", "crlf.txt": "one\r\ntwo\rthree\n", "latin.txt": "caf\xe9\n", "sub/b.txt": "b\n",
		"sub/deep/c.py": "c = 1\n", "sub/.hidden": "", "empty": ""} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, time.Unix(1600000000, 0), time.Unix(1600000000, 0)); err != nil {
			t.Fatal(err)
		}
	}
	for name, target := range map[string]string{"link": "a.txt", "dirlink": "sub", "dangling": "nowhere", "loop": "loop"} {
		if err := os.Symlink(target, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func runProgram(t *testing.T, program string) string {
	dir := scratch(t)
	h := &fakeHost{view: fsys.NewView(fsys.NewDisk(), dir), env: maps.Clone(runEnviron), now: time.Unix(1700000000, 500000000), run: true}
	var out strings.Builder
	th := newThread(h, &out)
	code, err := pyvm.CompileModule(source.NewFile("<string>", program), 0)
	if err == nil {
		th.Globals.SetStr("__name__", pyvm.Str("__main__"))
		th.Modules.SetStr("__main__", &pyvm.Module{Name: "__main__", Dict: th.Globals})
		err = th.Exec(code, nil, nil)
	}
	if err != nil {
		exc := strings.TrimRight(pyvm.FormatException(err), "\n")
		t.Logf("%s", exc)
		out.WriteString("uncaught: " + exc[strings.LastIndexByte(exc, '\n')+1:] + "\n")
	}
	return strings.ReplaceAll(out.String(), dir, "/CWD")
}

func record(t *testing.T, interpreter, program, recorded string) {
	dir := scratch(t)
	cmd := exec.Command(interpreter, "-W", "ignore", "-c", program)
	cmd.Dir = dir
	for k, v := range runEnviron {
		cmd.Env = append(cmd.Env, k+"="+v)
	}
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	out := strings.ReplaceAll(stdout.String(), dir, "/CWD")
	if err != nil {
		lines := strings.Split(strings.TrimRight(stderr.String(), "\n"), "\n")
		out += "uncaught: " + lines[len(lines)-1] + "\n"
	}
	want, err := os.ReadFile(recorded)
	switch {
	case os.Getenv("UPDATE") != "":
		if err := os.WriteFile(recorded, []byte(out), 0o644); err != nil {
			t.Fatal(err)
		}
	case err != nil:
		t.Fatal(err)
	case out != string(want):
		t.Error("the recording is not what CPython prints: " + reference.FirstDifference(out, string(want)))
	}
}
