package eval

import (
	"context"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/eval/graph"
	"github.com/knead-build/knead/eval/sig"
	"github.com/knead-build/knead/lang/source"
)

// SigHistory tells where the parts of the hashes of a graph's tasks come from; see SigData for the parts. Recipes are evaluated
// anew for that, with history, each when it is first asked about.
type SigHistory struct {
	*explainer
	h         *hasher
	functions map[string]*sig.Function
}

// SigHistory opens the history of a graph that Hash returned for the listing.
func (w *Workspace) SigHistory(ctx context.Context, g *graph.Graph, l *Listing) (*SigHistory, error) {
	s := &SigHistory{h: newHasher(w, g, l)}
	err := s.h.settings()
	if err != nil {
		return nil, err
	}
	worker, err := w.takeWorker()
	if err != nil {
		return nil, err
	}
	defer w.releaseWorker(worker)
	shared, err := w.signatures(worker)
	if err != nil {
		return nil, err
	}
	if shared != nil {
		s.functions = shared.Functions
	}
	s.explainer, err = w.explainer(ctx)
	return s, err
}

// signedFlags are the flags of a variable that decide what its part in signatures is; see package sig.
var signedFlags = []string{
	"", "vardepvalue", "vardepvalueexclude", "vardeps", "vardepsexclude", "prefuncs", "postfuncs", "exports", "export", "unexport",
}

// Steps returns what was done to a variable, flag ("VAR[FLAG]") or function that a task's base hash is made of, in order. The
// definition of a function of a module is one step, "def".
func (s *SigHistory) Steps(ctx context.Context, task int, name string) ([]datastore.Step, error) {
	if x, ok := s.Definition(name); ok {
		return []datastore.Step{x}, nil
	}
	variable, flag, flagged := strings.Cut(strings.TrimSuffix(name, "]"), "[")
	g := s.h.g
	f, err := s.recipe(ctx, g.Recipes[g.Tasks[task].Recipe].Name)
	if err != nil || f.Failed || f.Variant == nil {
		return nil, err
	}
	var steps []datastore.Step
	f.Do(func() { steps, err = timeline(f.Variant.Data, variable, 0) })
	if err != nil {
		return nil, f.Diagnose(err)
	}
	return slices.DeleteFunc(steps, func(x datastore.Step) bool {
		if flagged {
			of, _ := datastore.WeakFlag(x.Flag)
			return of != flag
		}
		return !x.Weak() && !slices.Contains(signedFlags, x.Flag)
	}), nil
}

// Definition returns the definition of a function of a module, with its source as the value; ok is false for other names.
func (s *SigHistory) Definition(name string) (x datastore.Step, ok bool) {
	f := s.functions[name]
	if f == nil {
		return x, false
	}
	x = datastore.Step{Name: name, Won: true}
	x.Op, x.Value = "def", f.Source
	if text, err := s.w.View.ReadFile(f.File); err == nil {
		x.File = source.NewFile(f.File, text)
		x.Span = x.File.LineSpan(f.Line)
	}
	return x, true
}

// Files returns the paths of the files that a task's hash has under a name.
func (s *SigHistory) Files(task int, name string) []string {
	var out []string
	for _, f := range s.h.files(s.h.g.Tasks[task].FileChecksums) {
		if signedName(f.Path) == name {
			out = append(out, strings.Replace(f.Path, "/./", "/", 1))
		}
	}
	return out
}

// Depends tells what in the metadata makes a task's dependency on another, which is named by its id or its short id.
func (s *SigHistory) Depends(ctx context.Context, task int, on string) ([]Explanation, error) {
	g := s.h.g
	var out []Explanation
	for _, e := range g.Tasks[task].Depends {
		if g.ID(e.To) != on && g.ShortID(e.To) != on {
			continue
		}
		for _, r := range g.Why(e) {
			list, err := s.explain(ctx, Causes(g, task, e.To, r))
			if err != nil {
				return nil, err
			}
			out = append(out, list...)
		}
	}
	return out, nil
}
