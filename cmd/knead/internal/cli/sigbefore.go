package cli

import (
	"context"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/knead-build/knead/cmd/knead/internal/gitrev"
	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/config"
	"github.com/knead-build/knead/eval/fsys"
)

// signaturesBefore opens what a task was before.
func (a *app) signaturesBefore(ctx context.Context, target string, after signatures, o sigDiffOptions) (signatures, error) {
	_, name, err := after.root()
	if err != nil {
		return nil, err
	}
	if o.before == "" {
		w := after.workspace()
		if w == nil { // target is a file
			target = name
			if w, err = a.open(ctx, false); err != nil {
				return nil, err
			}
		}
		if w, err = a.edited(ctx, w, o.beforeSet, o.beforeRev); err != nil {
			return nil, err
		}
		return a.taskSignatures(ctx, w, target, o.graphOptions)
	}
	if _, err := os.Stat(filepath.Join(o.before, "conf", "bblayers.conf")); err == nil {
		b := *a
		b.dir = o.before
		if after.workspace() == nil {
			target = name
		}
		return b.taskSignatures(ctx, nil, target, o.graphOptions)
	}
	s, err := newFolder(o.before)
	if err != nil {
		return nil, err
	}
	return s, s.find(name)
}

// edited returns a workspace as it would be with other settings and with layers as they were at revisions (LAYER=REV).
func (a *app) edited(ctx context.Context, w *eval.Workspace, set, revs []string) (*eval.Workspace, error) {
	out := w
	for _, x := range revs {
		name, rev, ok := strings.Cut(x, "=")
		if !ok || rev == "" {
			return nil, fmt.Errorf("%s is not LAYER=REV", x)
		}
		layer, err := findLayer(w, name)
		if err != nil {
			return nil, err
		}
		e, err := folderAt(w.View, layer.Dir, rev)
		if err != nil {
			return nil, err
		}
		if out, err = out.Edit(ctx, eval.Edit{Edit: e, Name: x}); err != nil {
			return nil, err
		}
	}
	if set != nil {
		var err error
		all := slices.Concat(a.set, set)
		if out, err = out.Edit(ctx, eval.Edit{Set: &all}); err != nil {
			return nil, err
		}
	}
	return out, a.checked(out)
}

// findLayer returns the layer with a name, its collection's or its folder's, or with a path.
func findLayer(w *eval.Workspace, name string) (*config.Layer, error) {
	full, err := filepath.Abs(name)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, l := range w.Layers {
		names = append(names, l.Name())
	}
	if i := slices.Index(names, name); i >= 0 {
		return w.Layers[i], nil
	}
	for _, l := range w.Layers {
		if path.Base(l.Dir) == name || fsys.Clean(l.Dir) == fsys.Clean(full) {
			return l, nil
		}
	}
	return nil, fmt.Errorf("there is no layer %s; there is %s", name, strings.Join(names, ", "))
}

// folderAt returns the edit that makes a folder what it was at a revision of its git repository.
func folderAt(view *fsys.View, dir, rev string) (fsys.Edit, error) {
	dir = view.Abs(dir)
	r, err := gitrev.Open(dir)
	if err != nil {
		return fsys.Edit{}, err
	}
	e, err := r.Edit(rev, dir)
	if err != nil {
		return e, err
	}
	real := view.Realpath(dir)
	for _, p := range e.Paths() {
		if below, ok := strings.CutPrefix(p, real+"/"); ok && real != dir {
			e.Changed = append(e.Changed, dir+"/"+below) // the same under the name that the layer is read by
		}
	}
	return e, nil
}
