package eval

import (
	"context"
	"fmt"
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
}

// Variant is a recipe: the file's own, or one that BBCLASSEXTEND makes.
type Variant struct {
	// Name is "" for the file's own, else "native", "lib32", ...
	Name string
	// VirtualFn is what BitBake calls it: "virtual:native:/path/x.bb".
	VirtualFn string
	Data      *datastore.Store
	Skipped   bool
	Reason    string // why it is skipped
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
	// Progress is called after each file with how many are done and how many there are. It may be nil.
	Progress func(done, total int)
}

// FindRecipes returns the recipe files of a multiconfig.
func (w *Workspace) FindRecipes(mc string) (*config.Recipes, error) {
	if _, err := w.Multiconfig(mc); err != nil {
		return nil, err
	}
	return w.Config.FindRecipes(mc, w.library)
}

// Recipes evaluates recipes and hands each to visit, in the order of the files' paths, on the caller's goroutine. An error of
// visit ends it. What visit does not keep is freed.
func (w *Workspace) Recipes(ctx context.Context, opts RecipeOptions, visit func(*Recipe) error) error {
	mcs := opts.Multiconfigs
	if mcs == nil {
		mcs = []string{""}
	}
	var jobs []*recipeJob
	for _, mc := range mcs {
		found, err := w.FindRecipes(mc)
		if err != nil {
			return err
		}
		files := slices.Clone(found.Files)
		slices.SortFunc(files, func(a, b *config.RecipeFile) int { return strings.Compare(a.Path, b.Path) })
		for _, f := range files {
			if opts.Select == nil || opts.Select(f) {
				jobs = append(jobs, &recipeJob{file: f, mc: mc, done: make(chan *Recipe, 1)})
			}
		}
	}
	return w.run(ctx, jobs, opts, visit)
}

// recipeJob is a recipe file on its way.
type recipeJob struct {
	file *config.RecipeFile
	mc   string
	done chan *Recipe
}

// run evaluates jobs side by side. At most a few results wait for visit, so that memory stays bounded.
func (w *Workspace) run(ctx context.Context, jobs []*recipeJob, opts RecipeOptions, visit func(*Recipe) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	n := opts.Jobs
	if n <= 0 {
		n = runtime.GOMAXPROCS(0)
	}
	n = max(1, min(n, len(jobs)))
	queue := make(chan *recipeJob)
	room := make(chan struct{}, 4*n)
	var group sync.WaitGroup
	defer group.Wait()
	defer cancel()
	for range n {
		worker, err := w.NewWorker(ctx)
		if err != nil {
			close(queue)
			return err
		}
		group.Go(func() {
			for j := range queue {
				j.done <- worker.evaluate(j)
			}
		})
	}
	group.Go(func() {
		defer close(queue)
		for _, j := range jobs {
			select {
			case room <- struct{}{}:
			case <-ctx.Done():
				return
			}
			select {
			case queue <- j:
			case <-ctx.Done():
				return
			}
		}
	})
	for i, j := range jobs {
		select {
		case r := <-j.done:
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := visit(r); err != nil {
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

// Worker evaluates recipes one after the other. It is for one goroutine.
type Worker struct {
	w      *Workspace
	worker *interp.Worker
}

// NewWorker returns a worker on top of the configuration.
func (w *Workspace) NewWorker(ctx context.Context) (*Worker, error) {
	d, err := w.Multiconfig("")
	if err != nil {
		return nil, err
	}
	worker, err := interp.NewWorker(w.Interp, d, w.View)
	if err != nil {
		return nil, w.Diagnose(err)
	}
	worker.SetContext(ctx)
	return &Worker{w, worker}, nil
}

func (k *Worker) evaluate(j *recipeJob) *Recipe {
	record := &fsys.Record{}
	var layer any
	if j.file.Layer != nil {
		layer = j.file.Layer.Name
	}
	res := k.worker.Recipe(interp.Job{
		File: j.file.Path, Appends: j.file.Appends, Layer: layer, Multiconfig: j.mc, Data: k.w.Data[j.mc], Record: record,
	})
	r := &Recipe{RecipeFile: j.file, Multiconfig: j.mc, Diags: res.Diags, Failed: res.Failed, Record: record}
	for _, v := range res.Variants {
		r.Variants = append(r.Variants, &Variant{
			Name: v.Name, VirtualFn: VirtualFn(j.file.Path, v.Name, j.mc), Data: v.Data, Skipped: v.Skipped, Reason: v.Reason,
		})
	}
	return r
}

// Recipe evaluates one recipe file of the main configuration.
func (w *Workspace) Recipe(ctx context.Context, path string) (*Recipe, error) {
	var out *Recipe
	err := w.Recipes(ctx, RecipeOptions{Select: func(f *config.RecipeFile) bool { return f.Path == path }, Jobs: 1}, func(r *Recipe) error {
		out = r
		return nil
	})
	if err == nil && out == nil {
		err = fmt.Errorf("%s is no recipe file of the configuration", path)
	}
	return out, err
}
