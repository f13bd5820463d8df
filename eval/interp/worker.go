package interp

import (
	"context"
	"slices"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/lang/diag"
)

// Worker evaluates recipes, one after the other, on top of a configuration. It has Python of its own, which starts as the
// configuration left it; workers of one configuration may run side by side.
type Worker struct {
	in       *Interp
	view     *fsys.View
	context  *pyvm.Dict // as the configuration left it
	handlers []*handler
}

// NewWorker returns a worker. base evaluated the configuration, d is its main variables, view its file system.
func NewWorker(base *Interp, d *datastore.Store, view *fsys.View) (*Worker, error) {
	in := New(base.Shared, view, base.env.Tracking)
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
	return &Worker{in: in, view: view, context: in.context, handlers: in.handlers}, nil
}

// replay gives the context what the configuration's has: modules, the functions that files define, plain values.
func (in *Interp) replay(base *Interp) error {
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
	// Record, where it is not nil, takes what the evaluation looks at.
	Record *fsys.Record
}

// Recipe evaluates a recipe file on top of a configuration's variables.
func (w *Worker) Recipe(job Job) *Result {
	in := w.in
	in.view = w.view.Derive(job.Record)
	in.context = w.context.Copy()
	in.thread.Globals = in.context
	in.thread.Reset()
	in.handlers = w.handlers
	in.includes, in.depends, in.depOrder, in.diags, in.at, in.defs = nil, map[string]bool{}, nil, nil, diag.Place{}, nil
	out := &Result{}
	variants, err := in.job(job)
	out.Variants = variants
	if err != nil {
		out.Failed = true
		if x := in.Diagnose(err); x != nil {
			in.diags = append(in.diags, x)
		}
	}
	out.Diags = in.diags
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

// SetContext makes evaluations stop once the context is cancelled.
func (w *Worker) SetContext(ctx context.Context) { w.in.SetContext(ctx) }

// Thread returns the worker's Python, for reading values that are Python objects.
func (w *Worker) Thread() *pyvm.Thread { return w.in.thread }

// Diagnose turns an error of reading a recipe's variables into a diagnostic; nil for one that was reported already.
func (w *Worker) Diagnose(err error) *diag.Diagnostic { return w.in.Diagnose(err) }
