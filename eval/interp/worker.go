package interp

import (
	"cmp"
	"context"
	"slices"
	"sync"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/eval/sig"
	"github.com/knead-build/knead/lang/diag"
)

// Worker evaluates recipes, one after the other, on top of a configuration. It has Python of its own, which starts as the
// configuration left it; workers of one configuration may run side by side. A worker may be used by several goroutines: they
// wait for one another.
type Worker struct {
	mutex sync.Mutex
	in    *Interp
	start state // as the configuration left it
}

// state is what an evaluation has of its own, beside its variables: values that are read later are computed in it.
type state struct {
	view     *fsys.View
	context  *pyvm.Dict
	handlers []*handler
	diags    []*diag.Diagnostic
}

// enter makes a state the current one.
func (in *Interp) enterState(s *state) {
	in.view, in.context, in.handlers, in.diags = s.view, s.context, s.handlers, s.diags
	in.thread.Globals = s.context
	in.thread.Reset()
	in.includes, in.at, in.defs = nil, diag.Place{}, nil
	in.ForgetIncluded()
}

// NewWorker returns a worker. base evaluated the configuration, d is its main variables, view its file system.
func NewWorker(base *Interp, d *datastore.Store, view *fsys.View) (*Worker, error) {
	in := New(base.Shared, view.Derive(nil), base.env.Tracking)
	in.moduleRecord = &fsys.Record{}
	in.library = slices.Clone(base.library)
	in.modules = slices.Clone(base.modules)
	in.Library.Inherit(in.thread, base.thread)
	if err := in.replay(base); err != nil {
		return nil, err
	}
	for _, h := range base.handlers {
		fn, err := in.handlerFunction(h.function, h.body, d)
		if err != nil {
			return nil, err
		}
		copied := *h
		copied.fn = fn
		in.handlers = append(in.handlers, &copied)
	}
	return &Worker{in: in, start: state{view: view, context: in.context, handlers: in.handlers}}, nil
}

// replay gives Python what the configuration's has: modules, and in the context modules, the functions that files define and
// plain values.
func (in *Interp) replay(base *Interp) error {
	for name := range base.thread.Modules.All {
		if name, ok := name.(pyvm.Str); ok {
			if _, err := in.thread.Import(string(name)); err != nil {
				return err
			}
		}
	}
	for name, v := range base.context.All {
		key, ok := name.(pyvm.Str)
		if !ok {
			continue
		}
		switch v := v.(type) {
		case *pyvm.Module:
			m, err := in.thread.Import(v.Name)
			if err != nil {
				return err
			}
			in.context.SetStr(string(key), m)
		case pyvm.Str, pyvm.Int, pyvm.Bool, pyvm.Float:
			in.context.SetStr(string(key), v)
		}
	}
	for _, code := range base.defs {
		if err := in.thread.Exec(code, nil, nil); err != nil {
			return err
		}
	}
	return nil
}

// Result is what became of a recipe file.
type Result struct {
	Variants []*Variant
	Diags    []*diag.Diagnostic
	// Failed says that an error keeps the recipe from being used.
	Failed bool

	state  state
	worker *Worker
}

// Do runs f, which may read the variants' variables: what they need of Python is there. Only f may read them, as other recipes
// have other functions. Results of one worker wait for one another.
func (r *Result) Do(f func()) {
	w := r.worker
	w.mutex.Lock()
	defer w.mutex.Unlock()
	w.in.enterState(&r.state)
	f()
}

// Diagnose turns an error of reading a recipe's variables into a diagnostic; nil for one that was reported already. It is to be
// called inside Do.
func (r *Result) Diagnose(err error) *diag.Diagnostic { return r.worker.in.Diagnose(err) }

// Thread returns Python's thread, for values that are Python objects. It is to be used inside Do.
func (r *Result) Thread() *pyvm.Thread { return r.worker.in.thread }

// Defines reports whether the recipe's Python has a global name: a function of a file that it read, or a module. It is to be used
// inside Do.
func (r *Result) Defines(name string) bool { return r.state.context.GetStr(name) != nil }

// Read calls f with a configuration's variables, which it may read and change: they are a copy, with the worker's Python.
func (w *Worker) Read(d *datastore.Store, f func(d *datastore.Store, diagnose func(error) *diag.Diagnostic)) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	s := w.start
	s.context = s.context.Copy()
	w.in.SetContext(context.Background())
	w.in.enterState(&s)
	f(d.With(w.in.env), w.in.Diagnose)
}

// Functions returns what code may depend on of the layers' Python modules.
func (w *Worker) Functions(d *datastore.Store) (map[string]*sig.Function, error) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	s := w.start
	s.context = s.context.Copy()
	w.in.enterState(&s)
	return w.in.Functions(d.With(w.in.env))
}

// Modules returns what the worker has looked at so far to find Python modules: all its results depend on that.
func (w *Worker) Modules() *fsys.Record {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	out := &fsys.Record{}
	out.Merge(w.in.moduleRecord)
	return out
}

// Job is a recipe file to evaluate.
type Job struct {
	File    string
	Appends []string
	// Layer is the collection that the file belongs to, nil for none.
	Layer any
	// Multiconfig is the name of the configuration, "" for the main one, and Data its variables.
	Multiconfig string
	Data        *datastore.Store
	// Signatures is how signatures are computed; nil: they are not.
	Signatures *sig.Shared
	// View is the file system; nil: the worker's.
	View *fsys.View
	// Record, where it is not nil, takes what the evaluation looks at.
	Record *fsys.Record
}

// Recipe evaluates a recipe file on top of a configuration's variables. then, where it is not nil, is called inside Do.
func (w *Worker) Recipe(ctx context.Context, job Job, then func(*Result)) *Result {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	in := w.in
	in.SetContext(ctx)
	view := cmp.Or(job.View, w.start.view)
	if job.Record != nil {
		job.Record.Shared = in.moduleRecord
	}
	in.enterState(&state{view: view.Derive(job.Record), context: w.start.context.Copy(), handlers: w.start.handlers})
	in.Signatures = job.Signatures
	if job.Record != nil {
		defer func() { job.Record.Shared = nil }()
	}
	out := &Result{worker: w}
	variants, err := in.job(job)
	out.Variants = variants
	if err != nil {
		out.Failed = true
		if x := in.Diagnose(err); x != nil {
			in.diags = append(in.diags, x)
		}
	}
	out.Diags = in.diags
	out.state = state{in.view, in.context, in.handlers, nil}
	if then != nil {
		in.diags = nil
		then(out)
	}
	return out
}

func (in *Interp) job(job Job) ([]*Variant, error) {
	d := job.Data.With(in.env)
	at := datastore.Origin{}
	if err := d.Set("__BBMULTICONFIG", job.Multiconfig, at); err != nil {
		return nil, err
	}
	if !in.Release.before(2, 8) {
		if err := d.Set("FILE_LAYERNAME", job.Layer, at); err != nil {
			return nil, err
		}
	}
	if !in.Release.before(2, 18) {
		if err := d.Set("__BB_RECIPE_FILE", job.File, at); err != nil {
			return nil, err
		}
	}
	return in.Recipe(job.File, job.Appends, d)
}
