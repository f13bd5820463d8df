package fix

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/config"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
)

// space compares what is evaluated in one workspace before and after changes.
type space struct {
	*prover
	before *eval.Workspace
	// What is known of before, for all files that were to be changed at first.
	base    []string            // those that the configuration reads
	readers map[string][]string // those that a recipe file reads, by its path
	valued  map[string]bool     // those that evaluated values come from
	hashes  hashes              // of recipes that were compared
	// What the last comparison has shown: recipes that the changes made no difference to.
	changes []*change
	equal   map[string]bool
}

// hashes are hashes of all that is evaluated of recipe files, by path.
type hashes map[string][sha256.Size]byte

// newSpace looks at what is evaluated before changes of files.
func newSpace(ctx context.Context, p *prover, before *eval.Workspace, paths []string) (*space, error) {
	s := &space{prover: p, before: before, base: reads(before.Record, paths), readers: map[string][]string{}, valued: map[string]bool{}, hashes: hashes{}}
	for _, p := range s.base {
		s.valued[p] = true
	}
	return s, s.findReaders(ctx, paths)
}

// reads returns the paths that an evaluation has read.
func reads(r *fsys.Record, paths []string) []string {
	var out []string
	for _, p := range paths {
		if r.Has(fsys.LookRead, p) {
			out = append(out, p)
		}
	}
	return out
}

// findReaders finds the recipes that read files; all do what the configuration does. Values come from a file that a recipe reads
// unless it fails or is skipped.
func (s *space) findReaders(ctx context.Context, paths []string) error {
	type reader struct {
		path   string
		files  []string
		valued bool
	}
	do := func(r *eval.Recipe) (reader, error) {
		some := slices.ContainsFunc(r.Variants, func(v *eval.Variant) bool { return !v.Skipped })
		return reader{r.Path, reads(r.Record, paths), some && !r.Failed}, nil
	}
	var choose func(string) bool
	if s.Readers != nil {
		some := map[string]bool{}
		for _, p := range paths {
			for _, reader := range s.Readers(p) {
				some[reader] = true
			}
		}
		choose = func(p string) bool { return some[p] }
	}
	return eval.MapRecipes(ctx, s.before, s.all(choose), do, func(r reader) error {
		if r.files != nil || s.base != nil {
			s.readers[r.path] = append(s.readers[r.path], r.files...)
		}
		for _, p := range r.files {
			s.valued[p] = s.valued[p] || r.valued
		}
		return nil
	})
}

// compare evaluates with changes made, and refuses those that make a difference.
func (s *space) compare(ctx context.Context, changes []*change, refused refusals) error {
	after, err := s.edited(ctx, s.before, changes)
	if err != nil {
		return err
	}
	if involved := touching(changes, s.base); involved != nil {
		if err := s.compareConfig(ctx, after, involved, refused); err != nil || len(refused) > 0 {
			return err
		}
	}
	return s.compareRecipes(ctx, after, changes, refused)
}

// all are the options for recipes of all configurations, those that are chosen.
func (s *space) all(choose func(path string) bool) eval.RecipeOptions {
	opts := eval.RecipeOptions{Multiconfigs: s.before.AllMulticonfigs()}
	if choose != nil {
		opts.Select = func(f *config.RecipeFile) bool { return choose(f.Path) }
	}
	return opts
}

// compareConfig compares the configuration, which some of the changes involve.
func (s *space) compareConfig(ctx context.Context, after *eval.Workspace, involved []*change, refused refusals) error {
	list, err := s.configDifferences(after)
	if err != nil || len(list) == 0 {
		return err
	}
	s.note(list)
	involved = culprits(involved, func(c *change) bool {
		one, err := s.edited(ctx, s.before, []*change{c})
		if err != nil {
			return true
		}
		list, err := s.configDifferences(one)
		return err != nil || len(list) > 0
	})
	s.refuse(refused, involved, list, "the configuration")
	return nil
}

// configDifferences returns what differs in the configuration's values.
func (s *space) configDifferences(after *eval.Workspace) ([]difference, error) {
	if after.Failed() {
		for _, d := range after.Diags {
			if d.Severity == diag.Error {
				return []difference{{fails: d.Message}}, nil
			}
		}
	}
	var a, b bytes.Buffer
	if err := s.before.DumpConfig(&a); err != nil {
		return nil, err
	}
	if err := after.DumpConfig(&b); err != nil {
		return nil, err
	}
	return differences(a.Bytes(), b.Bytes())
}

// compareRecipes compares all variants of the recipes that read changed files.
func (s *space) compareRecipes(ctx context.Context, after *eval.Workspace, changes []*change, refused refusals) error {
	involved := s.involved(after, changes)
	known := maps.Clone(s.hashes)
	before, err := s.hash(ctx, s.before, func(path string) bool { _, ok := known[path]; return involved[path] != nil && !ok })
	if err != nil {
		return err
	}
	maps.Copy(s.hashes, before)
	sums, err := s.hash(ctx, after, func(path string) bool { return involved[path] != nil })
	if err != nil {
		return err
	}
	s.changes, s.equal = changes, map[string]bool{}
	for path := range s.readers {
		s.equal[path] = involved[path] == nil || sums[path] == s.hashes[path]
	}
	for _, path := range slices.Sorted(maps.Keys(involved)) {
		if sums[path] == s.hashes[path] {
			continue
		}
		if slices.ContainsFunc(involved[path], func(c *change) bool { return refused[c] != nil }) {
			continue // it is compared again without them
		}
		list, err := s.recipeDifferences(ctx, after, path)
		if err != nil {
			return err
		}
		if len(list) == 0 {
			continue
		}
		s.note(list)
		guilty := culprits(involved[path], func(c *change) bool {
			one, err := s.edited(ctx, s.before, []*change{c})
			if err != nil {
				return true
			}
			list, err := s.recipeDifferences(ctx, one, path)
			return err != nil || len(list) > 0
		})
		s.refuse(refused, guilty, list, path)
	}
	return nil
}

// involved returns the changes that may make a difference to recipes, by their paths: of files that they read, and of the configuration's.
// Recipes that the last comparison found to be the same are so still where none of their changes is gone.
func (s *space) involved(after *eval.Workspace, changes []*change) map[string][]*change {
	gone := slices.DeleteFunc(slices.Clone(s.changes), func(c *change) bool { return slices.Contains(changes, c) })
	base := s.base
	if s.sameConfig(after, changes) {
		base = nil
	}
	out := map[string][]*change{}
	for path, files := range s.readers {
		list := touching(changes, slices.Concat(base, files))
		if list != nil && (!s.equal[path] || touching(gone, slices.Concat(s.base, files)) != nil) {
			out[path] = list
		}
	}
	return out
}

// sameConfig reports whether recipes start from the same configuration as before: no file of it that has changed has anything but
// variables and other files, and all variables say the same.
func (s *space) sameConfig(after *eval.Workspace, changes []*change) bool {
	texts := apply(s.disk, changes)
	for _, path := range s.base {
		if text, ok := texts[path]; ok {
			if a, b := s.trees(path, text); !plain(a) || !plain(b) {
				return false
			}
		}
	}
	for _, mc := range s.before.AllMulticonfigs() {
		if a, b := s.before.Data[mc], after.Data[mc]; a == nil || b == nil || !a.Same(b) {
			return false
		}
	}
	return true
}

// plain reports whether a file has only variables and other files.
func plain(tree *bitbake.File) bool {
	for _, s := range tree.Stmts {
		switch s.(type) {
		case *bitbake.Blank, *bitbake.Comment, *bitbake.Assignment, *bitbake.Export, *bitbake.Unset, *bitbake.IncludeStmt:
		default:
			return false
		}
	}
	return true
}

// hash returns the hashes of recipe files, of a file's variants and configurations together.
func (s *space) hash(ctx context.Context, w *eval.Workspace, choose func(string) bool) (hashes, error) {
	out := hashes{}
	err := s.dump(ctx, w, choose, func(key string, line []byte) {
		before := out[fileOf(key)]
		out[fileOf(key)] = sha256.Sum256(append(before[:], line...))
	})
	return out, err
}

// dump hands what is evaluated of recipes to emit, in a fixed order.
func (s *space) dump(ctx context.Context, w *eval.Workspace, choose func(string) bool, emit func(key string, line []byte)) error {
	_, err := w.DumpRecipes(ctx, eval.DumpOptions{RecipeOptions: s.all(choose)}, func(key string, line []byte) error {
		emit(key, line)
		return nil
	})
	return err
}

// recipeDifferences returns what differs of a recipe file's variants.
func (s *space) recipeDifferences(ctx context.Context, after *eval.Workspace, path string) ([]difference, error) {
	var lines [2][][]byte
	for i, w := range []*eval.Workspace{s.before, after} {
		err := s.dump(ctx, w, func(p string) bool { return p == path }, func(_ string, line []byte) { lines[i] = append(lines[i], line) })
		if err != nil {
			return nil, err
		}
	}
	if len(lines[0]) != len(lines[1]) {
		return []difference{{name: "the variants", before: fmt.Sprint(len(lines[0])), after: fmt.Sprint(len(lines[1]))}}, nil
	}
	var out []difference
	for i := range lines[0] {
		list, err := differences(lines[0][i], lines[1][i])
		if err != nil {
			return nil, err
		}
		out = append(out, list...)
	}
	return out, nil
}

// note counts what differs once for each recipe file.
func (s *space) note(list []difference) {
	seen := map[string]bool{}
	for _, d := range list {
		if d.name != "" && !seen[d.name] {
			seen[d.name] = true
			s.changed[d.name]++
		}
	}
}

// refuse refuses changes that make differences, unless they may. It tells the first that the file itself speaks of, if there is one:
// the others may come of it.
func (s *space) refuse(refused refusals, changes []*change, list []difference, of string) {
	if s.unsafe && list[0].fails == "" {
		return
	}
	for _, c := range changes {
		i := slices.IndexFunc(list, func(d difference) bool { return strings.Contains(c.at.File.Text(), d.name) })
		refused.add(c, "%s", list[max(i, 0)].describe(of))
	}
}
