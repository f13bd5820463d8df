package eval_test

import (
	"context"
	"errors"
	"iter"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/stdlib"
)

const recipeA = "/project/layer/recipes/a_1.0.bb"

// TestRecipeOnce asks for one recipe from many sides at a time.
func TestRecipeOnce(t *testing.T) {
	w := openProject(t, nil)
	got := make(chan *eval.Recipe)
	for range 8 {
		go func() {
			r, err := w.Recipe(context.Background(), recipeA)
			if err != nil {
				t.Error(err)
			}
			got <- r
		}()
	}
	first := <-got
	for range 7 {
		if r := <-got; r != first {
			t.Error("it was evaluated more than once")
		}
	}
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := w.Recipe(ended, "/project/layer/recipes/b_1.0.bb"); !errors.Is(err, context.Canceled) {
		t.Errorf("with an ended context: %v", err)
	}
	if r, err := w.Recipe(context.Background(), "/project/layer/recipes/b_1.0.bb"); err != nil || r == nil {
		t.Errorf("after an ended context: %v", err)
	}
	w.Forget(func(r *eval.Recipe) bool { return r.Path == recipeA })
	if kept := w.Kept(); len(kept) != 1 || kept[0] != first {
		t.Errorf("%v are kept", kept)
	}
}

// TestAside holds a recipe of a workspace while another one evaluates the same.
func TestAside(t *testing.T) {
	w := openProject(t, nil)
	r, err := w.Recipe(context.Background(), recipeA)
	if err != nil {
		t.Fatal(err)
	}
	r.Do(func() {
		if other, err := w.Aside().Recipe(context.Background(), recipeA); err != nil || other == r {
			t.Error("the recipe is not evaluated aside", err)
		}
	})
}

// TestRemember derives something again after edits.
func TestRemember(t *testing.T) {
	w, err := eval.Open(context.Background(), eval.Options{
		Dir: "/project/build", Library: stdlib.New(), Disk: fsys.NewDisk().Overlay(in(project)), Remember: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		what  string
		files map[string]string
		want  string
	}{
		{"at first", nil, "a_1.0.bb a_2.0.bb b_1.0.bb c_1.0.bb"},
		{"after an edit of a recipe", map[string]string{"layer/recipes/b_1.0.bb": "SUMMARY = \"b\"\n"}, "b_1.0.bb"},
		{"after an edit that changes nothing", map[string]string{"layer/recipes/b_1.0.bb": "SUMMARY = \"b\"\n"}, ""},
		{"after an edit of the configuration", map[string]string{"build/conf/local.conf": "MACHINE = \"x\"\n"}, "a_1.0.bb a_2.0.bb b_1.0.bb c_1.0.bb"},
	} {
		w = edit(t, w, c.files)
		var made, seen []string
		err := eval.Derive(context.Background(), w, "names", eval.RecipeOptions{Jobs: 1}, func(r *eval.Recipe) (string, bool) {
			made = append(made, path.Base(r.Path))
			return path.Base(r.Path), true
		}, func(name string, _ iter.Seq[string]) error {
			seen = append(seen, name)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(made, " "); got != c.want {
			t.Errorf("%s: %q is made, not %q", c.what, got, c.want)
		}
		if slices.Sort(seen); len(seen) != 4 {
			t.Errorf("%s: there is only %v", c.what, seen)
		}
	}
}
