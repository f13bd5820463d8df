package snapshot

import (
	"context"
	"maps"
	"path"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/fsys"
)

// Build is a build directory's configuration at one moment, or one that was made up for layers without a build directory. It is
// evaluated when it is first asked for.
type Build struct {
	// Root is the folder that the build was found for, Dir the build directory.
	Root, Dir string
	// Layers are the folders of the layers, as far as they are known without evaluation.
	Layers []string
	// Alone says that Knead's own small core layer takes the place of a real one.
	Alone  bool
	Choice Choice

	opts    *Options
	made    map[string]string           // texts of a build directory that is nowhere on disk
	missing []string                    // layers that those of a made up build depend on, and that are not at hand
	over    func(*fsys.Disk) *fsys.Disk // puts what was made up over a disk
	disk    *fsys.Disk                  // as the build was first seen
	base    *eval.Workspace
	edit    eval.Edit // since base
	now     *evaluation
	// good is the last workspace with a configuration that can be used, and since what was edited since then.
	good  *eval.Workspace
	since fsys.Edit
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
	turn   chan struct{} // has room for the one that evaluates
	result atomic.Pointer[evaluated]
}

type evaluated struct {
	w   *eval.Workspace
	err error
	// good, where w cannot be used, is the last configuration that could, with the files as they are now.
	good *eval.Workspace
}

func newEvaluation() *evaluation { return &evaluation{turn: make(chan struct{}, 1)} }

// Workspace returns the evaluated configuration. The error says why there is none, or that the context has ended.
func (b *Build) Workspace(ctx context.Context) (*eval.Workspace, error) {
	r, err := b.evaluation(ctx)
	if err != nil {
		return nil, err
	}
	return r.w, r.err
}

// Usable returns the evaluated configuration, or where that has failed the last one that had not; it is the failed one where there
// is no other.
func (b *Build) Usable(ctx context.Context) (*eval.Workspace, error) {
	r, err := b.evaluation(ctx)
	switch {
	case err != nil:
		return nil, err
	case r.good != nil:
		return r.good, nil
	}
	return r.w, r.err
}

// evaluation evaluates the build, unless somebody has or does; then it waits.
func (b *Build) evaluation(ctx context.Context) (*evaluated, error) {
	if r := b.now.result.Load(); r != nil {
		return r, nil
	}
	select {
	case b.now.turn <- struct{}{}:
		defer func() { <-b.now.turn }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if r := b.now.result.Load(); r != nil {
		return r, nil
	}
	r := &evaluated{}
	r.w, r.err = b.evaluate(ctx)
	if b.good != nil && (r.err != nil || r.w.Failed()) && ctx.Err() == nil {
		r.good, _ = b.good.Edit(ctx, eval.Edit{Edit: b.since, Settled: true}) // without it there is what failed
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	b.now.result.Store(r)
	return r, nil
}

func (b *Build) evaluate(ctx context.Context) (*eval.Workspace, error) {
	if b.base != nil {
		return b.base.Edit(ctx, b.edit)
	}
	opts := b.opts.Evaluation(b.Dir)
	opts.Dir, opts.Disk, opts.Tracking, opts.Remember = b.Dir, b.disk.Edit(b.edit.Edit), true, true
	opts.Read = append(slices.Clone(opts.Read), choiceFile)
	opts.Set = slices.Concat(opts.Set, b.Choice.Set)
	opts.CacheKey = b.cacheKey(opts)
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
	n.now, n.mended = newEvaluation(), &mended{}
	n.names = b.names.with(e)
	r := b.now.result.Load()
	if r == nil || r.err != nil {
		n.edit.Edit, n.since = merge(b.edit.Edit, e), merge(b.since, e)
		return &n
	}
	n.base, n.edit = r.w, eval.Edit{Edit: e}
	switch {
	case !r.w.Failed():
		n.good, n.since, n.Layers = r.w, e, layersOf(r.w)
	case r.good != nil:
		n.good, n.since = r.good, e
	default:
		n.since = merge(b.since, e)
	}
	return &n
}

// layers returns the folders of the layers, as the evaluation has them where there is one.
func (b *Build) layers() []string {
	if w := b.latest(); w != nil && len(w.Layers) > 0 {
		return layersOf(w)
	}
	return b.Layers
}

func layersOf(w *eval.Workspace) []string {
	var out []string
	for _, l := range w.Layers {
		out = append(out, path.Clean(l.Dir))
	}
	return out
}

// reopened returns the build as if it were found on a disk. Nothing is kept of what was evaluated, unless the configuration cannot be
// used as it is.
func (b *Build) reopened(disk *fsys.Disk) *Build {
	n := b.with(fsys.Edit{})
	if w := b.evaluated(); w != nil && !w.Failed() {
		n.good, n.since = nil, fsys.Edit{}
	}
	n.disk = b.over(disk).Overlay(map[string]string{choiceFile: n.Choice.text()})
	n.base, n.edit, n.names, n.checks, n.edits = nil, eval.Edit{}, names{shared: &words{}}, newChecks(), 0
	n.checks.whole = b.checks.last()
	return n
}

// HasGood reports whether there is an earlier configuration that can be used while the present one cannot.
func (b *Build) HasGood() bool { return b.good != nil }

// evaluated returns the workspace if it has been evaluated already.
func (b *Build) evaluated() *eval.Workspace {
	if r := b.now.result.Load(); r != nil && r.err == nil {
		return r.w
	}
	return nil
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
	slices.Sort(out.Changed)
	out.Changed = slices.Compact(out.Changed)
	return out
}

// Has reports whether a file belongs to the build: it lies in the build directory, in the folder that the build was found for, or
// in one of its layers.
func (b *Build) Has(p string) bool { return b.layered(p) || within(p, b.Dir) || within(p, b.Root) }

// layered reports whether a file lies in one of the layers.
func (b *Build) layered(p string) bool {
	in := func(l string) bool { return within(p, l) }
	return slices.ContainsFunc(b.Layers, in) || slices.ContainsFunc(b.layers(), in)
}

func within(p, dir string) bool {
	return dir != "" && (p == dir || strings.HasPrefix(p, path.Clean(dir)+"/"))
}
