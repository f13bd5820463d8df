package snapshot

import (
	"context"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/fsys"
)

// Build is a build directory's configuration at one moment, or one that was made up for layers without a build directory. It is
// evaluated when it is first asked for.
type Build struct {
	// Root is the folder that the build was found for, Dir the build directory.
	Root, Dir string
	// Layers are those of a build that was made up. Alone says that Knead's own small core layer takes the place of a real one.
	Layers []string
	Alone  bool
	// Set are assignments that the editor's user chose: MACHINE=qemuarm.
	Set []string

	opts *Options
	disk *fsys.Disk // with what was made up
	base *eval.Workspace
	edit eval.Edit // since base
	now  *evaluation
	// mended is for the text of one document at a time: the one that is typed in.
	mended *mended
	// Index has what was last listed of the recipes; it is the same for all snapshots of a build.
	Index *Index

	names  names
	checks *checks
	edits  int64 // how many there were, for checks
}

// evaluation is the result of evaluating a build, once.
type evaluation struct {
	mutex sync.Mutex
	done  bool
	w     *eval.Workspace
	err   error
}

// Workspace returns the evaluated configuration. The error says why there is none, or that the context has ended.
func (b *Build) Workspace(ctx context.Context) (*eval.Workspace, error) {
	b.now.mutex.Lock()
	defer b.now.mutex.Unlock()
	if b.now.done {
		return b.now.w, b.now.err
	}
	w, err := b.evaluate(ctx)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	b.now.done, b.now.w, b.now.err = true, w, err
	return w, err
}

func (b *Build) evaluate(ctx context.Context) (*eval.Workspace, error) {
	if b.base != nil {
		return b.base.Edit(ctx, b.edit)
	}
	opts := b.opts.Evaluation(b.Dir)
	opts.Dir, opts.Disk, opts.Tracking = b.Dir, b.disk.Edit(b.edit.Edit), true
	opts.Set = slices.Concat(opts.Set, b.Set)
	return eval.Open(ctx, opts)
}

// with returns the build after an edit.
func (b *Build) with(e fsys.Edit) *Build {
	n := b.after(e)
	n.mended, n.edits = b.mended.keptFor(e), b.checks.edited(e.Paths())
	return n
}

func (b *Build) after(e fsys.Edit) *Build {
	n := *b
	n.now, n.mended = &evaluation{}, &mended{}
	n.names = b.names.with(e)
	if w := b.evaluated(); w != nil {
		n.base, n.edit = w, eval.Edit{Edit: e}
	} else {
		n.edit.Edit = merge(b.edit.Edit, e)
	}
	return &n
}

// switchTo returns the build with other assignments.
func (b *Build) switchTo(set []string) *Build {
	n := b.with(fsys.Edit{})
	n.Set = set
	all := slices.Concat(b.opts.Evaluation(b.Dir).Set, set)
	n.edit.Set = &all
	return n
}

// evaluated returns the workspace if it has been evaluated already.
func (b *Build) evaluated() *eval.Workspace {
	if !b.now.mutex.TryLock() {
		return nil
	}
	defer b.now.mutex.Unlock()
	if !b.now.done || b.now.err != nil {
		return nil
	}
	return b.now.w
}

// latest returns the workspace, or one from before the last edits; nil: the build has never been evaluated.
func (b *Build) latest() *eval.Workspace {
	if w := b.evaluated(); w != nil {
		return w
	}
	return b.base
}

// merge returns one edit for two, one after the other.
func merge(a, b fsys.Edit) fsys.Edit {
	out := fsys.Edit{
		Texts: maps.Clone(a.Texts), Links: maps.Clone(a.Links), Gone: slices.Clone(a.Gone), Closed: slices.Clone(a.Closed),
		Changed: slices.Concat(a.Changed, b.Changed),
	}
	if out.Texts == nil {
		out.Texts = map[string]string{}
	}
	for p, text := range b.Texts {
		out.Texts[p] = text
		out.Closed = slices.DeleteFunc(out.Closed, func(c string) bool { return c == p })
	}
	for _, p := range b.Closed {
		delete(out.Texts, p)
		out.Closed = append(out.Closed, p)
	}
	return out
}

// Has reports whether a file belongs to the build: it lies in the build directory, in the folder that the build was found for, or
// in one of its layers.
func (b *Build) Has(p string) bool {
	if within(p, b.Dir) || within(p, b.Root) || slices.ContainsFunc(b.Layers, func(l string) bool { return within(p, l) }) {
		return true
	}
	w := b.latest()
	if w == nil {
		return false
	}
	for _, l := range w.Layers {
		if within(p, l.Dir) {
			return true
		}
	}
	return false
}

func within(p, dir string) bool {
	return dir != "" && (p == dir || strings.HasPrefix(p, path.Clean(dir)+"/"))
}
