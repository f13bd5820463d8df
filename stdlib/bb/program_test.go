package bb_test

import (
	"maps"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/host"
	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/lang/source"
	"github.com/knead-build/knead/stdlib"
	"github.com/knead-build/knead/stdlib/bb"
)

// fakeHost is an evaluation without metadata.
type fakeHost struct {
	view    *fsys.View
	version string
	env     map[string]string
	library []string
	data    *datastore.Env
	log     []string
	parser  fakeParser
	machine host.Machine
}

func (h *fakeHost) Files() *fsys.View          { return h.view }
func (h *fakeHost) ModuleFiles() *fsys.View    { return h.view }
func (h *fakeHost) Environ() map[string]string { return maps.Clone(h.env) }
func (h *fakeHost) Machine() host.Machine      { return h.machine }
func (h *fakeHost) Version() string            { return h.version }
func (h *fakeHost) Log(level host.Level, text string) {
	h.log = append(h.log, levelNames[level]+": "+text)
}
func (h *fakeHost) Parser() host.Parser      { return &h.parser }
func (h *fakeHost) DataEnv() *datastore.Env  { return h.data }
func (h *fakeHost) Origin() datastore.Origin { return datastore.Origin{} }
func (h *fakeHost) Private(string) bool      { return false }
func (h *fakeHost) LibraryPath() []string    { return h.library }

var levelNames = [...]string{"debug", "note", "plain", "warn", "error", "fatal"}

type fakeMachine struct{}

func (fakeMachine) Uname() [5]string                      { return [5]string{"Linux", "host", "6.1.0", "#1 SMP", "x86_64"} }
func (fakeMachine) CPUs() int                             { return 4 }
func (fakeMachine) IDs() (uid, gid int)                   { return 1000, 1000 }
func (fakeMachine) Now() time.Time                        { return time.Unix(1700000000, 0) }
func (fakeMachine) Network() bool                         { return false }
func (fakeMachine) Run(host.Command) (host.Result, error) { return host.Result{}, host.ErrNotGranted }

// fakeParser notes what it is asked for.
type fakeParser struct {
	host.Parser
	calls []string
	fired []pyvm.Value
}

func (p *fakeParser) note(words ...string) { p.calls = append(p.calls, strings.Join(words, " ")) }
func (p *fakeParser) Inherit(d *datastore.Store, classes string) error {
	p.note("inherit", classes)
	return nil
}
func (p *fakeParser) Handle(d *datastore.Store, file string) error {
	p.note("handle", file)
	return nil
}
func (p *fakeParser) ExecFunc(name string, d *datastore.Store) error {
	p.note("exec", name)
	return nil
}
func (p *fakeParser) MarkDependency(d *datastore.Store, path string) { p.note("depends", path) }
func (p *fakeParser) Dependencies() []string                         { return []string{"a.bb", "b.inc"} }
func (p *fakeParser) Fire(event pyvm.Value, d *datastore.Store) error {
	p.fired = append(p.fired, event)
	p.note("fire", event.Type().Name())
	return nil
}

// pythonEvaluator evaluates ${@...}.
type pythonEvaluator struct {
	thread *pyvm.Thread
}

func (e *pythonEvaluator) Compile(code string) *datastore.Code { return &datastore.Code{Text: code} }

func (e *pythonEvaluator) Inline(d *datastore.Store, code *datastore.Code, variable string) (string, error) {
	c, err := pyvm.CompileInline(source.NewFile("<inline>", strings.TrimSpace(code.Text)), "d")
	if err != nil {
		return "", err
	}
	v, err := e.thread.EvalInline(c, bb.NewData(d), noNames{})
	if err != nil {
		return "", err
	}
	return pyvm.ToString(e.thread, v)
}

func (e *pythonEvaluator) Filter(*datastore.Store, string, string) (any, error) { return nil, nil }
func (e *pythonEvaluator) Analyse(string) *datastore.Analysis                   { return &datastore.Analysis{} }
func (e *pythonEvaluator) Passes(err error) bool                                { return false }

type noNames struct{}

func (noNames) Get(t *pyvm.Thread, name string) (pyvm.Value, error) { return nil, nil }
func (noNames) Set(t *pyvm.Thread, name string, v pyvm.Value) error { return nil }
func (noNames) Delete(t *pyvm.Thread, name string) error            { return nil }

var testLibrary = sync.OnceValue(stdlib.New)

// program is a thread to run Python in.
type program struct {
	t      *testing.T
	host   *fakeHost
	thread *pyvm.Thread
	data   *datastore.Store
	out    strings.Builder
}

func newProgram(t *testing.T, version string) *program {
	return newProgramIn(t, version, fsys.NewView(fsys.NewDisk(), t.TempDir()))
}

func newProgramIn(t *testing.T, version string, view *fsys.View) *program {
	p := &program{t: t, host: &fakeHost{view: view, machine: fakeMachine{}, version: version, env: map[string]string{"PATH": "/usr/bin:/bin", "HOME": "/home/tester"}}}
	p.thread = pyvm.NewThread(pyvm.Limits{Steps: 1 << 28})
	p.host.data = &datastore.Env{Evaluator: &pythonEvaluator{p.thread}}
	p.thread.Print = func(s string) { p.out.WriteString(s) }
	testLibrary().Start(p.thread, p.host)
	p.data = datastore.New(p.host.data)
	p.thread.Globals.SetStr("d", bb.NewData(p.data))
	return p
}

// try runs Python and returns what it printed.
func (p *program) try(text string) (string, error) {
	p.out.Reset()
	code, err := pyvm.CompileModule(source.NewFile("<test>", text), 0)
	if err == nil {
		err = p.thread.Exec(code, p.thread.Globals, nil)
	}
	return p.out.String(), err
}

func (p *program) run(text string) string {
	p.t.Helper()
	out, err := p.try(text)
	if err != nil {
		trace := ""
		if exc := pyvm.AsException(err); exc != nil {
			trace = exc.FormatTrace()
		}
		p.t.Errorf("%s%v\n%s", trace, err, text[:min(len(text), 2000)])
	}
	return out
}
