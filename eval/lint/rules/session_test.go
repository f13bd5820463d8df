package rules_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/config"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/eval/lint/rules"
	"github.com/knead-build/knead/stdlib"
	"github.com/knead-build/knead/stdlib/classes"
)

// TestSession edits a layer into the bad examples of the rules, one after the other: a session that goes on finds what a new check
// finds, and of one file what that finds there.
func TestSession(t *testing.T) {
	ctx := context.Background()
	base := fsys.NewDisk().Mount(classes.CoreDir, classes.Core()).Overlay((&classes.Build{Layers: []string{layer}, Series: "master"}).Files())
	now := lint.ExampleFiles(layer, "", "master")
	options := func(disk *fsys.Disk) lint.Options {
		w, err := eval.Open(ctx, eval.Options{Dir: classes.BuildDir, Disk: disk, Library: stdlib.New(), Tracking: true})
		if err != nil {
			t.Fatal(err)
		}
		opts := lint.Options{Rules: rules.All, Release: w.Release.Release, Disk: disk, Workspace: w, Fetcher: fetcher{}, Alone: true}
		for _, l := range w.Layers {
			opts.Files = append(opts.Files, config.LayerFiles(fsys.NewView(disk, "/"), l.Dir)...)
		}
		opts.Within = func(p string) bool { return strings.HasPrefix(p, layer+"/") }
		return opts
	}
	disk := base.Overlay(now)
	s := lint.Open(ctx, options(disk))
	for _, r := range rules.All {
		if r.Since != r.Before || r.Doc.Bad == "" {
			continue // an example of another release
		}
		next := lint.ExampleFiles(layer, r.Doc.Bad, "master")
		if len(lint.ExampleLayers(layer, fsys.NewView(fsys.NewDisk().Overlay(next), "/"))) > 1 {
			continue // an example of another BBLAYERS: no session goes on there
		}
		edit := fsys.Edit{Texts: next}
		for p := range now {
			if _, ok := next[p]; !ok {
				edit.Gone = append(edit.Gone, p)
			}
		}
		now = next
		paths := edit.Paths()
		disk = disk.Edit(edit)
		opts := options(disk)
		s = s.Edit(disk, opts.Workspace, paths)
		want, err := lint.Run(ctx, opts)
		if err != nil {
			t.Fatal(err)
		}
		got, err := s.Run(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if a, b := told(want.Findings), told(got.Findings); a != b {
			t.Errorf("%s: the session finds\n%s\na new check\n%s", r.ID, b, a)
		}
		checkFiles(t, s, opts.Workspace, want)
	}
}

// checkFiles compares what is found of single recipes.
func checkFiles(t *testing.T, s *lint.Session, w *eval.Workspace, all *lint.Report) {
	t.Helper()
	for p := range all.Seen.Files {
		if !strings.HasSuffix(p, ".bb") {
			continue
		}
		r, err := w.Recipe(context.Background(), p)
		if err != nil {
			t.Fatal(err)
		}
		var got *lint.Report
		r.Do(func() { got = s.Check(context.Background(), p, r) })
		want := slices.DeleteFunc(slices.Clone(all.Findings), func(f *lint.Finding) bool {
			return !f.Known() || f.File.Name() != p || f.Rule != nil && (f.Rule.Workspace != nil || f.Rule.Layer != nil)
		})
		if a, b := told(want), told(got.Findings); a != b {
			t.Errorf("of %s alone it finds\n%s\nnot\n%s", p, b, a)
		}
		for r, all := range all.Seen.Rules {
			if one, ok := got.Seen.Rules[r]; r.Workspace == nil && r.Layer == nil && (!ok || one && !all) {
				t.Errorf("of %s alone, %s has seen %v of %v", p, r.ID, one, all)
			}
		}
	}
}

func told(list []*lint.Finding) string {
	var b strings.Builder
	for _, f := range list {
		fmt.Fprintf(&b, "%s: %s: %s %v\n", f.Place, strings.Join(f.IDs(), " "), f.Message, f.Fixes != nil)
	}
	return b.String()
}
