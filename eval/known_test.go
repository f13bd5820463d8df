package eval_test

import (
	"context"
	"testing"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/stdlib"
)

// TestKnown lists recipes that have just been evaluated: they are not evaluated again, and the cache has them afterwards.
func TestKnown(t *testing.T) {
	store := &fsys.Store{Dir: t.TempDir()}
	w, err := eval.Open(context.Background(), eval.Options{
		Dir: "/project/build", Library: stdlib.New(), Disk: fsys.NewDisk().Overlay(in(project)), Cache: store, CacheKey: "test",
	})
	if err != nil {
		t.Fatal(err)
	}
	opts := eval.ListOptions{Inputs: true}
	read := func(r *eval.Recipe) (*eval.FileInfo, error) { return w.Info(r), nil }
	err = eval.MapRecipes(context.Background(), w, opts.RecipeOptions, read, func(i *eval.FileInfo) error {
		opts.Known = append(opts.Known, i)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	last := opts.Known[len(opts.Known)-1]
	opts.Known = opts.Known[:len(opts.Known)-1]
	evaluated := 0
	opts.Progress = func(done, _ int) { evaluated = max(evaluated, done) }
	l, err := w.List(context.Background(), opts)
	if err != nil {
		t.Fatal(err)
	}
	if evaluated != 1 {
		t.Errorf("%d files are evaluated again, not the one that was not known", evaluated)
	}
	if n := len(l.Files); n != len(opts.Known)+1 || l.Files[n-1].Path != last.Path || l.Files[0] != opts.Known[0] {
		t.Errorf("%d files are listed", n)
	}
	if n, _ := listed(t, store, nil, nil); n != len(l.Files) {
		t.Errorf("%d of %d files come from the cache", n, len(l.Files))
	}
}
