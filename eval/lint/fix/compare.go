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
	"github.com/knead-build/knead/lang/diag"
)

// space compares what is evaluated in one workspace before and after changes.
type space struct {
	*prover
	before  *eval.Workspace
	changes []*change
	refused refusals

	base    []string            // changed files that the configuration reads
	readers map[string][]string // the changed files that a recipe file reads, by its path
}

// compare evaluates before and after, and refuses changes that make a difference. It adds the changed files that are read to read.
func (s *space) compare(ctx context.Context, read map[string]bool) error {
	paths := slices.Sorted(maps.Keys(apply(s.disk, s.changes)))
	s.base = reads(s.before.Record, paths)
	if err := s.findReaders(ctx, paths); err != nil {
		return err
	}
	for _, list := range append(slices.Collect(maps.Values(s.readers)), s.base) {
		for _, p := range list {
			read[p] = true
		}
	}
	after, err := s.edited(ctx, s.before, s.changes)
	if err != nil {
		return err
	}
	if s.base != nil {
		if err := s.compareConfig(ctx, after); err != nil || len(s.refused) > 0 {
			return err
		}
	}
	return s.compareRecipes(ctx, after)
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

// findReaders finds the recipes that read changed files. All do where the configuration does.
func (s *space) findReaders(ctx context.Context, paths []string) error {
	type reader struct {
		path  string
		files []string
	}
	s.readers = map[string][]string{}
	do := func(r *eval.Recipe) (reader, error) { return reader{r.Path, reads(r.Record, paths)}, nil }
	return eval.MapRecipes(ctx, s.before, s.all(nil), do, func(r reader) error {
		if r.files != nil || s.base != nil {
			s.readers[r.path] = append(s.readers[r.path], r.files...)
		}
		return nil
	})
}

// all are the options for recipes of all configurations, those that are chosen.
func (s *space) all(choose func(path string) bool) eval.RecipeOptions {
	opts := eval.RecipeOptions{Multiconfigs: s.before.AllMulticonfigs()}
	if choose != nil {
		opts.Select = func(f *config.RecipeFile) bool { return choose(f.Path) }
	}
	return opts
}

// compareConfig compares the configuration.
func (s *space) compareConfig(ctx context.Context, after *eval.Workspace) error {
	list, err := s.configDifferences(after)
	if err != nil || len(list) == 0 {
		return err
	}
	s.note(list)
	involved := culprits(touching(s.changes, s.base), func(c *change) bool {
		one, err := s.edited(ctx, s.before, []*change{c})
		if err != nil {
			return true
		}
		list, err := s.configDifferences(one)
		return err != nil || len(list) > 0
	})
	s.refuse(involved, list, "the configuration")
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
func (s *space) compareRecipes(ctx context.Context, after *eval.Workspace) error {
	chosen := func(path string) bool { _, ok := s.readers[path]; return ok }
	a, err := s.hashes(ctx, s.before, chosen)
	if err != nil {
		return err
	}
	b, err := s.hashes(ctx, after, chosen)
	if err != nil {
		return err
	}
	for _, path := range slices.Sorted(maps.Keys(s.readers)) {
		if a[path] == b[path] {
			continue
		}
		involved := touching(s.changes, append(slices.Clone(s.base), s.readers[path]...))
		if slices.ContainsFunc(involved, func(c *change) bool { return s.refused[c] != nil }) {
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
		involved = culprits(involved, func(c *change) bool {
			one, err := s.edited(ctx, s.before, []*change{c})
			if err != nil {
				return true
			}
			list, err := s.recipeDifferences(ctx, one, path)
			return err != nil || len(list) > 0
		})
		s.refuse(involved, list, path)
	}
	return nil
}

// hashes returns a hash of all that is evaluated of each recipe file, its variants and configurations together.
func (s *space) hashes(ctx context.Context, w *eval.Workspace, choose func(string) bool) (map[string][sha256.Size]byte, error) {
	out := map[string][sha256.Size]byte{}
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
func (s *space) refuse(changes []*change, list []difference, of string) {
	if s.unsafe && list[0].fails == "" {
		return
	}
	for _, c := range changes {
		i := slices.IndexFunc(list, func(d difference) bool { return strings.Contains(c.at.File.Text(), d.name) })
		s.refused.add(c, "%s", list[max(i, 0)].describe(of))
	}
}
