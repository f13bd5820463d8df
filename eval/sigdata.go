package eval

import (
	"context"
	"path"
	"strings"

	"github.com/knead-build/knead/eval/config"
	"github.com/knead-build/knead/eval/graph"
	"github.com/knead-build/knead/eval/sig"
	"github.com/knead-build/knead/eval/sigdata"
)

// SigData works out what the hashes of tasks are made of, as BitBake's signature files have it, and calls visit for each task. The
// graph is one that Hash returned for the listing. For a task with a random hash ([nostamp], and what depends on such a task) only
// the base hash is described; of one whose hash is locked, TaskHash is the one that is computed.
func (w *Workspace) SigData(ctx context.Context, g *graph.Graph, l *Listing, tasks []int, visit func(task int, d *sigdata.Data) error) error {
	h, err := w.describer(g, l)
	if err != nil {
		return err
	}
	byRecipe, files, confs := map[string][]int{}, map[string]bool{}, map[string]bool{}
	for _, i := range tasks {
		r := &g.Recipes[g.Tasks[i].Recipe]
		byRecipe[r.Name] = append(byRecipe[r.Name], i)
		files[r.File], confs[r.Multiconfig] = true, true
	}
	opts := RecipeOptions{Select: func(f *config.RecipeFile) bool { return files[f.Path] }, Signatures: true}
	for _, mc := range w.AllMulticonfigs() {
		if confs[mc] {
			opts.Multiconfigs = append(opts.Multiconfigs, mc)
		}
	}
	type described struct {
		task int
		data *sigdata.Data
	}
	do := func(r *Recipe) (out []described, err error) {
		for _, v := range r.Variants {
			for _, i := range byRecipe[v.VirtualFn] {
				out = append(out, described{i, w.baseData(v, g.Tasks[i].Name)})
			}
		}
		return out, nil
	}
	return MapRecipes(ctx, w, opts, do, func(list []described) error {
		for _, x := range list {
			if x.data == nil {
				continue
			}
			x.data.IgnoreVars, x.data.Listed = h.ignoreVars, !h.byShortID()
			h.describe(x.task, x.data)
			if err := visit(x.task, x.data); err != nil {
				return err
			}
		}
		return nil
	})
}

// TaskData is SigData without what base hashes are made of. It evaluates no recipe.
func (w *Workspace) TaskData(g *graph.Graph, l *Listing, tasks []int, visit func(task int, d *sigdata.Data) error) error {
	h, err := w.describer(g, l)
	if err != nil {
		return err
	}
	for _, i := range tasks {
		d := &sigdata.Data{Task: g.Tasks[i].Name, BaseHash: g.Tasks[i].Base, Listed: !h.byShortID()}
		h.describe(i, d)
		if err := visit(i, d); err != nil {
			return err
		}
	}
	return nil
}

// describer returns a hasher that knows the hashes of a graph.
func (w *Workspace) describer(g *graph.Graph, l *Listing) (*hasher, error) {
	h := newHasher(w, g, l)
	for i := range g.Tasks {
		h.out[i] = g.Tasks[i].Hashes
	}
	return h, h.settings()
}

// baseData describes a task's base hash; nil where there is none.
func (w *Workspace) baseData(v *Variant, task string) *sigdata.Data {
	s := v.Signatures()
	if s == nil {
		return nil
	}
	d := &sigdata.Data{
		Task: task, BaseHash: s.BaseHash[task], TaskDeps: s.Deps(task), GenDeps: map[string]sigdata.Set{}, VarVals: map[string]any{},
	}
	value := func(x sig.Item) any {
		if !x.Set {
			return nil
		}
		if name, flag, ok := strings.Cut(x.Name, "["); ok {
			switch n := v.Data.RawFlag(name, strings.TrimSuffix(flag, "]")).(type) {
			case int, bool:
				return n
			}
		}
		return x.Text
	}
	for _, name := range d.TaskDeps {
		x, _ := s.Item(name)
		d.GenDeps[name], d.VarVals[name] = x.Deps, value(x)
	}
	x, _ := s.Item(task)
	d.VarVals[task] = value(x)
	return d
}

// describe adds to a description of a task's base hash what its hash is made of.
func (h *hasher) describe(i int, d *sigdata.Data) {
	t := &h.g.Tasks[i]
	if t.Own() == "" {
		return
	}
	d.Whole, d.TaskHash, d.UniHash, d.Taint = true, t.Own(), t.Unified, h.taint(i)
	d.RunTaskHashes = map[string]string{}
	depends, _ := h.depends(i)
	for _, x := range depends {
		name := x.tid
		if h.byShortID() {
			name = x.key
		}
		d.RunTaskDeps = append(d.RunTaskDeps, name)
		d.RunTaskHashes[name] = x.hash
	}
	for _, f := range sig.SortFiles(h.files(t.FileChecksums), h.byBase()) {
		d.Files = append(d.Files, sigdata.File{Name: signedName(f.Path), Sum: &f.Sum})
	}
}

// signedName returns the name that a file has in signature files.
func signedName(file string) string {
	if _, below, ok := strings.Cut(file, "/./"); ok {
		return "./" + strings.SplitN(below, "/./", 2)[0]
	}
	return path.Base(file)
}
