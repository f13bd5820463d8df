package eval

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/knead-build/knead/eval/config"
)

// Recipe evaluates one recipe file of the main configuration, and keeps the result. Who asks for one that is being evaluated waits
// for it.
func (w *Workspace) Recipe(ctx context.Context, path string) (*Recipe, error) {
	return w.RecipeIn(ctx, "", path)
}

// RecipeIn is Recipe for a multiconfig.
func (w *Workspace) RecipeIn(ctx context.Context, mc, path string) (*Recipe, error) {
	found, err := w.FindRecipes(mc)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(found.Files, func(f *config.RecipeFile) bool { return f.Path == path })
	if i < 0 {
		return nil, fmt.Errorf("%s is no recipe file of the configuration", path)
	}
	job := recipeJob{found.Files[i], mc}
	done, err := w.turn(ctx, job.key())
	if err != nil {
		return nil, err
	}
	defer done()
	out := w.keptRecipe(job, false)
	if out != nil {
		return out, nil
	}
	if err := w.evaluate(ctx, job, RecipeOptions{Keep: true}, func(r *Recipe) { out = r }); err != nil {
		return nil, err
	}
	return out, nil
}

// turn waits until nobody else evaluates a recipe; done says that the caller does not any more.
func (w *Workspace) turn(ctx context.Context, key recipeKey) (done func(), err error) {
	for {
		w.mutex.Lock()
		other := w.turns[key]
		if other == nil {
			mine := make(chan struct{})
			if w.turns == nil {
				w.turns = map[recipeKey]chan struct{}{}
			}
			w.turns[key] = mine
			w.mutex.Unlock()
			return func() {
				w.mutex.Lock()
				delete(w.turns, key)
				w.mutex.Unlock()
				close(mine)
			}, nil
		}
		w.mutex.Unlock()
		select {
		case <-other:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// keptRecipe returns a result that was kept; nil where there is none that fits.
func (w *Workspace) keptRecipe(j recipeJob, signed bool) *Recipe {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	r := w.kept[j.key()]
	if r == nil || signed && !r.signed || layerName(r.RecipeFile) != layerName(j.file) || !slices.Equal(r.Appends, j.file.Appends) {
		return nil
	}
	return r
}

// Kept returns the recipes that are kept, in no order.
func (w *Workspace) Kept() []*Recipe {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	return slices.Collect(maps.Values(w.kept))
}

func (w *Workspace) keep(j recipeJob, r *Recipe) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	if w.kept == nil {
		w.kept = map[recipeKey]*Recipe{}
	}
	w.kept[j.key()] = r
}

// Forget frees the recipes that are kept but for those that a function chooses.
func (w *Workspace) Forget(except func(*Recipe) bool) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	maps.DeleteFunc(w.kept, func(_ recipeKey, r *Recipe) bool { return !except(r) })
}

// Aside returns the workspace with evaluators of its own: what it is asked holds up nobody who reads recipes of the receiver. It
// keeps no recipes of the receiver's.
func (w *Workspace) Aside() *Workspace {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	return &Workspace{
		Config: w.Config, library: w.library, options: w.options, disk: w.disk, cache: w.cache, workers: &workers{}, found: maps.Clone(w.found),
	}
}
