package snapshot

import (
	"context"
	"slices"
	"sync"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/config"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/lint"
)

// checks are the checks of a build: all its files, parsed, and what was last found. It is the same for all snapshots of the build.
type checks struct {
	mutex   sync.Mutex
	edits   int64            // that there were
	touched map[string]int64 // by path, the last edit of it
	session *lint.Session    // nil: the files have not been parsed yet
	at      int64            // after which edit the session is
	dirs    []string         // of its layers
	whole   *Whole
	found   map[string]*Diagnosis // of documents, by path
}

func newChecks() *checks {
	return &checks{touched: map[string]int64{}, found: map[string]*Diagnosis{}}
}

// edited notes an edit, and returns its number.
func (c *checks) edited(paths []string) int64 {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.edits++
	for _, p := range paths {
		c.touched[p] = c.edits
	}
	return c.edits
}

// checker returns the check of the build's files in its workspace. It is nil as long as they have not been parsed: see Parse.
func (b *Build) checker(w *eval.Workspace) *lint.Session {
	c := b.checks
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if c.session == nil || w.Failed() || !slices.Equal(c.dirs, layerDirs(w)) {
		return nil
	}
	var paths []string
	for p, n := range c.touched {
		if n > min(c.at, b.edits) {
			paths = append(paths, p)
		}
	}
	if c.at == b.edits && c.session.Workspace() == w {
		return c.session
	}
	s := c.session.Edit(w.View.Disk(), w, paths)
	if b.edits >= c.at {
		c.session, c.at = s, b.edits
	}
	return s
}

func layerDirs(w *eval.Workspace) []string {
	out := []string{w.Release.Release.String()}
	for _, l := range w.Layers {
		out = append(out, l.Dir)
	}
	return out
}

// Parse parses all files of the build, so that they can be checked, unless that has been done for its layers.
func (b *Build) Parse(ctx context.Context) error {
	w, err := b.Workspace(ctx)
	if err != nil || w.Failed() || b.checker(w) != nil {
		return err
	}
	view := fsys.NewView(w.View.Disk(), "/")
	opts := lint.Options{Disk: w.View.Disk(), Workspace: w, Release: w.Release.Release, Alone: b.Alone, Jobs: 1}
	if b.opts.Fetcher != nil {
		opts.Fetcher = b.opts.Fetcher(opts.Release)
	}
	if b.Alone {
		for _, l := range b.Layers {
			opts.Files = append(opts.Files, config.LayerFiles(view, l)...)
		}
	} else {
		opts.Files = config.BuildFiles(view, b.Dir, w.Layers)
	}
	s := lint.Open(ctx, opts)
	if err := ctx.Err(); err != nil {
		return err
	}
	c := b.checks
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.session, c.at, c.dirs = s, b.edits, layerDirs(w)
	return nil
}

// Unparsed reports whether there is something to Parse: the configuration can be evaluated now, or has other layers.
func (b *Build) Unparsed() bool {
	w := b.evaluated()
	return w != nil && !w.Failed() && b.checker(w) == nil
}

// remembered returns what was found of a document, if nothing that it depends on has changed.
func (c *checks) remembered(p string, basis basis) *Diagnosis {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if d := c.found[p]; d != nil && d.basis == basis {
		return d
	}
	return nil
}

func (c *checks) remember(d *Diagnosis) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.found[d.Doc.Path] = d
}

// forget gives up what was found of a document.
func (c *checks) forget(p string) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	delete(c.found, p)
}
