package lint

import (
	"context"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/config"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
)

// Session is a check that goes on while files are edited. It does not change: Edit makes the next one, which shares what the edit does
// not touch. It may be used by several goroutines.
type Session struct {
	opts Options
	*known
	epoch int
}

// Open parses the files of a check. Where the context ends before that is done, some are missing.
func Open(ctx context.Context, opts Options) *Session {
	return &Session{opts: opts, known: read(ctx, opts)}
}

// OpenTree is Open for one file that has been parsed already.
func OpenTree(tree *bitbake.File, opts Options) *Session {
	return &Session{opts: opts, known: &known{
		trees: map[string]*bitbake.File{tree.Source.Name(): tree}, sorted: []*bitbake.File{tree}, facts: map[*bitbake.File]*sync.Map{tree: {}},
	}}
}

// Run checks everything, see Run.
func (s *Session) Run(ctx context.Context) (*Report, error) {
	return newLinter(ctx, s.opts, s.known).run(ctx)
}

// By returns the session with other rules and settings.
func (s *Session) By(rules []*Rule, settings map[string]map[string]string) *Session {
	n := *s
	n.opts.Rules, n.opts.Settings = rules, settings
	return &n
}

// Within returns the session with another choice of files, see Options.Within.
func (s *Session) Within(choose func(path string) bool) *Session {
	n := *s
	n.opts.Within = choose
	return &n
}

// Epoch differs between a session and one that comes of it where what files show of others does: findings in a recipe may be others
// then, though nothing that it reads has changed.
func (s *Session) Epoch() int { return s.epoch }

// Progress returns the session with another function to tell about progress.
func (s *Session) Progress(tell func(done, total int)) *Session {
	n := *s
	n.opts.Progress = tell
	return &n
}

// Workspace returns what the session's recipes are evaluated in.
func (s *Session) Workspace() *eval.Workspace { return s.opts.Workspace }

// Names returns what evaluation calls the files that are checked, sorted.
func (s *Session) Names() []string {
	out := make([]string, len(s.sorted))
	for i, tree := range s.sorted {
		out[i] = tree.Source.Name()
	}
	return out
}

// Complaint returns what the parser or the evaluation complain of as a finding.
func (s *Session) Complaint(d *diag.Diagnostic) *Finding {
	return newLinter(context.Background(), s.opts, s.known).complaint(d)
}

// Tree returns a file that is checked, by its path; nil for others, and of no session.
func (s *Session) Tree(path string) *bitbake.File {
	if s == nil {
		return nil
	}
	return s.trees[s.name(path)]
}

// Check checks one file: by the File rules, and by the Recipe rules on a recipe that reads it, which may be nil. The recipe is
// evaluated in the session's workspace; its variables are read, so that this is called in its Do.
func (s *Session) Check(ctx context.Context, file string, r *eval.Recipe) *Report {
	opts, file := s.opts, s.name(file)
	opts.Within = func(p string) bool { return p == file }
	if r == nil {
		opts.Workspace = nil
	}
	l := newLinter(ctx, opts, s.known)
	if tree := s.trees[file]; tree != nil {
		l.add(l.file(tree, l.fileRules()))
	}
	if r != nil {
		found := l.recipe(r, l.recipeRules())
		l.add(found)
		l.saw(keep(r, nil), r.Record.Read())
	}
	l.finish()
	l.cover(ctx.Err() == nil)
	return &l.out
}

// lasting is a key of what was worked out once that may still hold when files have been edited.
type lasting interface{ HoldsAfter(paths []string) bool }

// Edit returns the session after files were edited, made or removed. The workspace is of the same layers and release.
func (s *Session) Edit(disk *fsys.Disk, w *eval.Workspace, paths []string) *Session {
	n := &Session{s.opts, &known{
		trees: maps.Clone(s.trees), names: maps.Clone(s.names), sorted: slices.Clone(s.sorted), facts: maps.Clone(s.facts), unreadable: s.unreadable,
	}, s.epoch}
	n.opts.Disk, n.opts.Workspace = disk, w
	sameFunctions, sameHabits := true, true
	for _, p := range paths {
		before := s.Tree(p)
		after := n.replace(p)
		if before == after {
			continue
		}
		for _, t := range []*bitbake.File{before, after} {
			sameFunctions = sameFunctions && (t == nil || t.Kind == bitbake.Recipe || t.Kind == bitbake.Append)
		}
		sameHabits = sameHabits && before != nil && after != nil && slices.Equal(habitsOf(s.known, before), habitsOf(n.known, after))
	}
	if !sameFunctions || !sameHabits {
		n.epoch++
	}
	s.once.Range(func(key, work any) bool {
		keep := false
		switch key := key.(type) {
		case functionsKey:
			keep = sameFunctions
		case habitsKey:
			keep = sameHabits
		case lasting:
			keep = key.HoldsAfter(paths)
		}
		if keep {
			n.once.Store(key, work)
		}
		return true
	})
	return n
}

// replace reads a file anew, and returns its tree; nil where there is none.
func (s *Session) replace(p string) *bitbake.File {
	before := s.Tree(p)
	f, ok := s.fileOf(p, before)
	if !ok {
		return nil
	}
	if f.Path != p {
		s.names[p] = f.Path
		p = f.Path
	}
	tree, _ := parse(s.opts.Disk, f, s.opts.Release) // what cannot be read is gone
	if before != nil && tree != nil && before.Source.Text() == tree.Source.Text() {
		return before
	}
	i, _ := s.index(p)
	delete(s.facts, before)
	switch {
	case tree == nil && before != nil:
		delete(s.trees, p)
		s.sorted = slices.Delete(s.sorted, i, i+1)
	case tree != nil && before != nil:
		s.sorted[i] = tree
	case tree != nil:
		s.sorted = slices.Insert(s.sorted, i, tree)
	}
	if tree != nil {
		s.trees[p], s.facts[tree] = tree, &sync.Map{}
	}
	return tree
}

// fileOf tells what a file is: one that is checked already, or that lies in one of the layers or the build directory.
func (s *Session) fileOf(p string, known *bitbake.File) (config.File, bool) {
	if known != nil {
		return config.File{Path: known.Source.Name(), Kind: known.Kind, Base: config.IsBaseConf(p)}, true
	}
	if s.opts.Workspace == nil {
		return config.File{}, false
	}
	for _, l := range s.opts.Workspace.Layers {
		if rest, ok := strings.CutPrefix(p, path.Clean(l.Dir)+"/"); ok {
			return config.LayerFile(l.Dir, l.Dir+"/"+rest)
		}
	}
	kind, ok := bitbake.KindOf(p)
	return config.File{Path: p, Kind: kind, Base: config.IsBaseConf(p)}, ok && path.Dir(p) == path.Join(s.opts.Workspace.TopDir, "conf")
}
