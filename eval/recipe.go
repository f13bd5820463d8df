package eval

import (
	"cmp"
	"context"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/knead-build/knead/eval/config"
	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/interp"
	"github.com/knead-build/knead/lang/diag"
)

// Recipe is an evaluated recipe file of one configuration.
type Recipe struct {
	*config.RecipeFile
	Multiconfig string
	Variants    []*Variant
	Diags       []*diag.Diagnostic
	// Failed says that errors keep the recipe from being used; Variants may be empty then.
	Failed bool
	// Record has the files that the evaluation looked at besides the configuration's.
	Record *fsys.Record

	result *interp.Result
	signed bool
}

// Named returns the variant of a name, "" for the file's own recipe; nil where there is none.
func (r *Recipe) Named(variant string) *Variant {
	for _, v := range r.Variants {
		if v.Name == variant {
			return v
		}
	}
	return nil
}

// Do runs f, which may read the variants' variables. Outside they must not be read: recipes are evaluated by a few workers,
// whose Python serves one recipe at a time.
func (r *Recipe) Do(f func()) { r.result.Do(f) }

// Defines reports whether the recipe's Python has a global name: a function of a file that it read, or a module. It is to be used
// inside Do.
func (r *Recipe) Defines(name string) bool { return r.result.Defines(name) }

// Variant is a recipe: the file's own, or one that BBCLASSEXTEND makes.
type Variant struct {
	// Name is "" for the file's own, else "native", "lib32", ...
	Name string
	// VirtualFn is what BitBake calls it: "virtual:native:/path/x.bb".
	VirtualFn string
	// Data has the variables. They may be read inside Recipe.Do only.
	Data    *datastore.Store
	Skipped bool
	Reason  string // why it is skipped
}

// VirtualFn returns BitBake's name of a variant of a recipe file in a multiconfig.
func VirtualFn(file, variant, mc string) string {
	if variant != "" {
		file = "virtual:" + variant + ":" + file
	}
	if mc != "" {
		file = "mc:" + mc + ":" + file
	}
	return file
}

// RecipeOptions say which recipes to evaluate, and how.
type RecipeOptions struct {
	// Select chooses recipe files; nil: all.
	Select func(*config.RecipeFile) bool
	// Multiconfigs to evaluate for; nil: the main one only.
	Multiconfigs []string
	// Jobs is how many are evaluated side by side; 0: as many as there are processors.
	Jobs int
	// Keep keeps the results in the workspace, for the next time and for workspaces that edits make of this one. The variables
	// of all recipes of OE-Core take some gigabytes.
	Keep bool
	// Signatures computes base hashes as well.
	Signatures bool
	// Progress is called after each file with how many are done and how many there are. It may be nil.
	Progress func(done, total int)
}

// foundRecipes are recipe files with what was looked at to find them.
type foundRecipes struct {
	*config.Recipes
	record *fsys.Record
}

// FindRecipes returns the recipe files of a multiconfig.
func (w *Workspace) FindRecipes(mc string) (*config.Recipes, error) {
	if _, err := w.Multiconfig(mc); err != nil {
		return nil, err
	}
	w.mutex.Lock()
	defer w.mutex.Unlock()
	if f := w.found[mc]; f != nil {
		return f.Recipes, nil
	}
	f := &foundRecipes{record: &fsys.Record{}}
	err := w.readMain(mc, func(main, s Scope) (err error) {
		if f.Recipes, err = config.FindRecipes(main.Data, s.Data, w.library, w.View.Derive(f.record)); err != nil {
			err = s.diagnose(err)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	if w.found == nil {
		w.found = map[string]*foundRecipes{}
	}
	w.found[mc] = f
	return f.Recipes, nil
}

// readMain calls f with the variables of the main configuration and of a multiconfig.
func (w *Workspace) readMain(mc string, f func(main, s Scope) error) (err error) {
	if mc == "" {
		if e := w.Read("", func(s Scope) { err = f(s, s) }); e != nil {
			return e
		}
		return err
	}
	e := w.Read("", func(main Scope) {
		if e := w.Read(mc, func(s Scope) { err = f(main, s) }); e != nil {
			err = e
		}
	})
	if e != nil {
		return e
	}
	return err
}

// Recipes evaluates recipes and hands each to visit, in the order of the files' paths, on the caller's goroutine. An error of
// visit ends it. What visit does not keep is freed.
func (w *Workspace) Recipes(ctx context.Context, opts RecipeOptions, visit func(*Recipe) error) error {
	same := func(r *Recipe) (*Recipe, error) { return r, nil }
	return MapRecipes(ctx, w, opts, same, visit)
}

// MapRecipes evaluates recipes, makes something of each, side by side, and hands that to visit, in the order of the files'
// paths, on the caller's goroutine. do may read the recipe's variables without Recipe.Do. An error of do or visit ends it.
func MapRecipes[T any](ctx context.Context, w *Workspace, opts RecipeOptions, do func(*Recipe) (T, error), visit func(T) error) error {
	jobs, err := w.jobs(opts)
	if err != nil {
		return err
	}
	return mapJobs(ctx, w, jobs, opts, do, visit)
}

func mapJobs[T any](ctx context.Context, w *Workspace, jobs []recipeJob, opts RecipeOptions, do func(*Recipe) (T, error), visit func(T) error) error {
	type result struct {
		value T
		err   error
	}
	results := make([]chan result, len(jobs))
	for i := range results {
		results[i] = make(chan result, 1)
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	n := opts.Jobs
	if n <= 0 {
		n = runtime.GOMAXPROCS(0)
	}
	n = max(1, min(n, len(jobs)))
	queue := make(chan int)
	room := make(chan struct{}, 128*n) // at most so many results wait for visit: memory stays bounded, and a slow recipe does not hold up the others
	var group sync.WaitGroup
	defer group.Wait()
	defer cancel()
	for range n {
		group.Go(func() {
			for i := range queue {
				r := result{}
				err := w.evaluate(ctx, jobs[i], opts, func(recipe *Recipe) { r.value, r.err = do(recipe) })
				if err != nil {
					r.err = err
				}
				results[i] <- r
			}
		})
	}
	group.Go(func() {
		defer close(queue)
		for i := range jobs {
			select {
			case room <- struct{}{}:
			case <-ctx.Done():
				return
			}
			select {
			case queue <- i:
			case <-ctx.Done():
				return
			}
		}
	})
	for i := range jobs {
		select {
		case r := <-results[i]:
			if err := cmp.Or(ctx.Err(), r.err); err != nil {
				return err
			}
			if err := visit(r.value); err != nil {
				return err
			}
			<-room
			if opts.Progress != nil {
				opts.Progress(i+1, len(jobs))
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// recipeJob is a recipe file to evaluate.
type recipeJob struct {
	file *config.RecipeFile
	mc   string
}

// jobs lists the recipe files that options ask for, by path.
func (w *Workspace) jobs(opts RecipeOptions) ([]recipeJob, error) {
	mcs := opts.Multiconfigs
	if mcs == nil {
		mcs = []string{""}
	}
	var jobs []recipeJob
	for _, mc := range mcs {
		found, err := w.FindRecipes(mc)
		if err != nil {
			return nil, err
		}
		files := slices.Clone(found.Files)
		slices.SortFunc(files, func(a, b *config.RecipeFile) int { return strings.Compare(a.Path, b.Path) })
		for _, f := range files {
			if opts.Select == nil || opts.Select(f) {
				jobs = append(jobs, recipeJob{f, mc})
			}
		}
	}
	return jobs, nil
}

// evaluate evaluates a recipe with a worker that is free, or takes the result that was kept; then is called while the variables
// may be read.
func (w *Workspace) evaluate(ctx context.Context, j recipeJob, opts RecipeOptions, then func(*Recipe)) error {
	if r := w.keptRecipe(j, opts.Signatures); r != nil {
		r.Do(func() { then(r) })
		return ctx.Err()
	}
	worker, err := w.takeWorker()
	if err != nil {
		return err
	}
	defer w.releaseWorker(worker)
	record := &fsys.Record{}
	var layer any
	if j.file.Layer != nil {
		layer = j.file.Layer.Name
	}
	job := interp.Job{File: j.file.Path, Appends: j.file.Appends, Layer: layer, Multiconfig: j.mc, Data: w.Data[j.mc], View: w.View, Record: record}
	if opts.Signatures {
		if job.Signatures, err = w.signatures(worker); err != nil {
			return err
		}
	}
	worker.Recipe(ctx, job, func(res *interp.Result) {
		r := &Recipe{RecipeFile: j.file, Multiconfig: j.mc, Diags: res.Diags, Failed: res.Failed, Record: record, result: res, signed: opts.Signatures}
		for _, v := range res.Variants {
			r.Variants = append(r.Variants, &Variant{
				Name: v.Name, VirtualFn: VirtualFn(j.file.Path, v.Name, j.mc), Data: v.Data, Skipped: v.Skipped, Reason: v.Reason,
			})
		}
		if opts.Keep && ctx.Err() == nil {
			w.keep(j, r)
		}
		then(r)
	})
	return ctx.Err()
}

// takeWorker returns a worker that nobody evaluates with.
func (w *Workspace) takeWorker() (*interp.Worker, error) {
	d, err := w.Multiconfig("")
	if err != nil {
		return nil, err
	}
	w.workers.mutex.Lock()
	if n := len(w.workers.idle); n > 0 {
		k := w.workers.idle[n-1]
		w.workers.idle = w.workers.idle[:n-1]
		w.workers.mutex.Unlock()
		return k, nil
	}
	w.workers.mutex.Unlock()
	k, err := interp.NewWorker(w.Interp, d, w.View)
	if err != nil {
		return nil, w.Diagnose(err)
	}
	w.workers.mutex.Lock()
	w.workers.all = append(w.workers.all, k)
	w.workers.mutex.Unlock()
	return k, nil
}

// releaseWorker gives a worker back.
func (w *Workspace) releaseWorker(k *interp.Worker) {
	w.workers.mutex.Lock()
	w.workers.idle = append(w.workers.idle, k)
	w.workers.mutex.Unlock()
}

// moduleRecord returns what all workers have looked at to find Python modules.
func (w *Workspace) moduleRecord() *fsys.Record {
	w.workers.mutex.Lock()
	all := slices.Clone(w.workers.all)
	w.workers.mutex.Unlock()
	out := &fsys.Record{}
	for _, k := range all {
		out.Merge(k.Modules())
	}
	return out
}
