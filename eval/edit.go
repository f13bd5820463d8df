package eval

import (
	"context"

	"github.com/knead-build/knead/eval/fsys"
)

// Edit is what has changed since a workspace was opened.
type Edit struct {
	fsys.Edit
	// Set, where it is not nil, takes the place of Options.Set.
	Set *[]string
	// Settled says that the configuration stays as it is, whatever the edit touches: for who goes on with one that can be used while
	// the present one cannot.
	Settled bool
	// Name, where it is not empty, names the edit for the cache: what comes of it is kept under the name. Nothing is kept of edits
	// without one, as what an editor holds is not worth it.
	Name string
}

// Edit returns the workspace after an edit. What the edit does not touch is shared: files that were parsed, code that was
// compiled, the configuration unless it looked at something that is different now, and recipes that were kept (see
// RecipeOptions.Keep) and looked at nothing that is different now. The receiver stays as it is. Both may be used at the same
// time.
//
// What the cache has of the receiver counts for the new workspace as far as it is what the edited files come to.
func (w *Workspace) Edit(ctx context.Context, e Edit) (*Workspace, error) {
	disk, paths := w.disk.Edit(e.Edit), e.Paths()
	opts := w.options
	opts.Disk, opts.shared = disk, w.Interp.Shared
	if e.Name != "" {
		opts.edits += e.Name + "\n"
	} else if len(paths) > 0 {
		opts.Cache = w.cache.Frozen()
	}
	if e.Set != nil {
		opts.Set = *e.Set
	}
	if !e.Settled && (e.Set != nil || w.Record.Touched(paths, w.disk, disk)) {
		return Open(ctx, opts)
	}
	config := *w.Config
	config.View = w.View.On(disk)
	out := &Workspace{Config: &config, library: w.library, options: opts, disk: disk, cache: opts.Cache, workers: w.workers}
	modules := w.moduleRecord().Touched(paths, w.disk, disk) // it waits for workers, which may wait for the workspace
	w.mutex.Lock()
	defer w.mutex.Unlock()
	out.found = map[string]*foundRecipes{}
	for mc, f := range w.found {
		if !f.record.Touched(paths, w.disk, disk) {
			out.found[mc] = f
		}
	}
	if modules {
		out.workers = &workers{} // Python modules that they have are not what they would be now
		return out, nil
	}
	out.kept = map[recipeKey]*Recipe{}
	for key, r := range w.kept {
		if !r.Record.Touched(paths, w.disk, disk) {
			out.kept[key] = r
		}
	}
	return out, nil
}
