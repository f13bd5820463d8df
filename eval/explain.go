package eval

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/eval/graph"
	"github.com/knead-build/knead/eval/resolve"
	"github.com/knead-build/knead/lang/diag"
)

// Explanation says where something that makes a dependency stands.
type Explanation struct {
	resolve.Cause
	Value string // of the variable or flag, expanded
	// Places are the lines that the word comes from: those that name it; where none does, as it comes out of an expansion,
	// those that make the value.
	Places []diag.Place
}

// explainer reads recipes with the history of their variables.
type explainer struct {
	w     *Workspace
	found map[string]*Found
}

// Explain finds the lines in the metadata that make dependencies. The recipes are evaluated anew for that, with history.
func (w *Workspace) Explain(ctx context.Context, causes []resolve.Cause) ([]Explanation, error) {
	x, err := w.explainer(ctx)
	if err != nil {
		return nil, err
	}
	return x.explain(ctx, causes)
}

// explainer opens the workspace with history, unless it has one.
func (w *Workspace) explainer(ctx context.Context) (*explainer, error) {
	x := &explainer{w: w, found: map[string]*Found{}}
	if w.options.Tracking {
		return x, nil
	}
	opts := w.options
	opts.Tracking, opts.Cache, opts.shared = true, nil, nil
	var err error
	x.w, err = Open(ctx, opts)
	return x, err
}

func (x *explainer) explain(ctx context.Context, causes []resolve.Cause) ([]Explanation, error) {
	out := make([]Explanation, len(causes))
	for i, c := range causes {
		out[i] = Explanation{Cause: c}
		f, err := x.recipe(ctx, c.Recipe.Name)
		if err != nil {
			return nil, err
		}
		if f.Failed || f.Variant == nil {
			continue
		}
		f.Do(func() { err = out[i].look(f.Variant.Data) })
		if err != nil {
			return nil, f.Diagnose(err)
		}
	}
	return out, nil
}

// recipe evaluates a recipe by BitBake's name of it.
func (x *explainer) recipe(ctx context.Context, name string) (*Found, error) {
	if f := x.found[name]; f != nil {
		return f, nil
	}
	f, err := x.w.Find(ctx, name)
	x.found[name] = f
	return f, err
}

// look reads the value and its history.
func (x *Explanation) look(d *datastore.Store) (err error) {
	if x.Flag != "" {
		if x.Flag != "deps" {
			if x.Value, err = d.FlagText(x.Variable, x.Flag); err != nil {
				return err
			}
		}
		var all, named []diag.Place
		for _, e := range d.History(x.Variable) {
			if e.Flag != x.Flag || e.File == nil {
				continue
			}
			p := diag.Place{File: e.File, Span: e.Span}
			all = append(all, p)
			if (x.mentions(e.Value) || x.expandsTo(d, e.Value)) && (x.Flag != "deps" || len(named) == 0) {
				named = append(named, p) // later lists have what the first added
			}
		}
		x.choose(all, named)
		return nil
	}
	if x.Value, err = d.Get(x.Variable); err != nil {
		return err
	}
	var all, named []diag.Place
	steps, err := timeline(d, x.Variable, 0)
	if err != nil {
		return err
	}
	for _, s := range steps {
		if s.File == nil || s.Flag != "" && !s.Weak() || strings.HasPrefix(s.Op, ":remove") || !s.Won {
			continue
		}
		p := diag.Place{File: s.File, Span: s.Span}
		all = append(all, p)
		if x.mentions(s.Value) || x.expandsTo(d, s.Value) {
			named = append(named, p)
		}
	}
	x.choose(all, named)
	return nil
}

// timeline returns what was done to a variable. What BitBake itself overwrites, as it rewrites DEPENDS, counts all the same, and
// what was done under a name with a reference (RDEPENDS:${PN}) stands where that was replaced.
func timeline(d *datastore.Store, variable string, depth int) (out []datastore.Step, err error) {
	steps, err := d.Timeline(variable)
	if err != nil {
		return nil, err
	}
	for _, s := range steps {
		if from, ok := strings.CutPrefix(s.Op, "rename from "); ok && depth < 3 {
			inner, err := timeline(d, from, depth+1)
			if err != nil {
				return nil, err
			}
			out = append(out, inner...)
			continue
		}
		if s.Counts() {
			s.Won, s.Why = true, ""
		}
		out = append(out, s)
	}
	return out, nil
}

// expandsTo reports whether a value that was set has the word once it is expanded.
func (x *Explanation) expandsTo(d *datastore.Store, value any) bool {
	text, ok := value.(string)
	if !ok || !strings.Contains(text, "${") {
		return false
	}
	text, err := d.Expand(text, "")
	return err == nil && slices.Contains(strings.Fields(text), x.Item)
}

// mentions reports whether a value that was set has the word.
func (x *Explanation) mentions(value any) bool {
	if list, ok := value.([]string); ok {
		return slices.Contains(list, x.Item)
	}
	return slices.Contains(strings.Fields(datastore.TextOf(value)), x.Item)
}

func (x *Explanation) choose(all, named []diag.Place) {
	if x.Places = named; len(named) == 0 {
		x.Places = all
	}
}

// ExplainProblem adds the lines that make a problem to its diagnostic, where the error is a *resolve.Problem.
func (w *Workspace) ExplainProblem(ctx context.Context, err error) error {
	var p *resolve.Problem
	if !errors.As(err, &p) || len(p.Causes) == 0 || len(p.Related) > 0 {
		return err
	}
	list, e := w.Explain(ctx, p.Causes)
	if e != nil {
		return errors.Join(err, e)
	}
	d := *p.Diagnostic
	for _, x := range list {
		for _, place := range x.Places {
			what := x.What
			if what == "" {
				what = x.Variable + "[" + x.Flag + "] has " + x.Item
			}
			if !d.Known() {
				d.Place = place
			}
			d.Relate(place, "%s", what)
		}
	}
	return &resolve.Problem{Diagnostic: &d, Causes: p.Causes}
}

// Causes returns what in the metadata makes a dependency between two tasks of a graph, for one of its reasons. from is the task
// that waits.
func Causes(g *graph.Graph, from, to int, reason graph.Reason) []resolve.Cause {
	t := &g.Tasks[from]
	r := &g.Recipes[t.Recipe]
	recipe := &resolve.Recipe{Name: r.Name, PN: r.PN, PE: r.PE, PV: r.PV, PR: r.PR}
	return resolve.ReasonCauses(recipe, t.Name, g.Tasks[to].Name, reason, g.ShortID(from)+" waits for "+g.ShortID(to))
}
