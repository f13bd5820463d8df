package eval_test

import (
	"context"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/fsys"
)

// evaluated lists the recipe files that are evaluated anew when all are asked for.
func evaluated(t *testing.T, w *eval.Workspace) []string {
	t.Helper()
	before := map[string]*eval.Recipe{}
	for _, r := range w.Kept() {
		before[r.Path] = r
	}
	var fresh []string
	err := w.Recipes(context.Background(), eval.RecipeOptions{Keep: true}, func(r *eval.Recipe) error {
		if before[r.Path] != r {
			fresh = append(fresh, path.Base(r.Path))
		}
		if r.Failed {
			t.Errorf("%s: %v", r.Path, r.Diags)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(fresh)
	return fresh
}

func edit(t *testing.T, w *eval.Workspace, files map[string]string) *eval.Workspace {
	t.Helper()
	out, err := w.Edit(context.Background(), eval.Edit{Edit: fsys.Edit{Texts: in(files)}})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range out.Diags {
		t.Error(d)
	}
	return out
}

func valueOf(t *testing.T, w *eval.Workspace, recipe, name string) string {
	t.Helper()
	r, err := w.Find(context.Background(), recipe)
	if err != nil {
		t.Fatal(err)
	}
	v, err := r.Variable(name)
	if err != nil {
		t.Fatal(err)
	}
	return v.Value
}

// TestEdit edits files of all kinds and looks at what is evaluated again.
func TestEdit(t *testing.T) {
	w := openProject(t, nil)
	all := []string{"a_1.0.bb", "a_2.0.bb", "b_1.0.bb", "c_1.0.bb"}
	if got := evaluated(t, w); !slices.Equal(got, all) {
		t.Fatalf("at first: %v", got)
	}
	if got := evaluated(t, w); got != nil {
		t.Errorf("again: %v", got)
	}
	for _, c := range []struct {
		what       string
		file, text string
		want       string
		recipe     string // one whose value of variable is to be value
		variable   string
		value      string
	}{
		{"a recipe", "layer/recipes/a_1.0.bb", "SUMMARY = \"edited\"\n", "a_1.0.bb", "a", "SUMMARY", "edited"},
		{"a class", "layer/classes/tool.bbclass", "WITH = \"edited\"\n", "b_1.0.bb", "b", "WITH", "edited"},
		{"an append", "layer/recipes/b_%.bbappend", "EXTRA = \"edited\"\n", "b_1.0.bb", "b", "EXTRA", "edited"},
		{"a new append", "layer/recipes/a_1.0.bbappend", "EXTRA = \"new\"\n", "a_1.0.bb", "a", "EXTRA", "new"},
		{"a new recipe", "layer/recipes/d_1.0.bb", "", "d_1.0.bb", "d", "PV", "1.0"},
		{"a class that hides another", "build/classes/tool.bbclass", "WITH = \"hidden\"\n", "b_1.0.bb", "b", "WITH", "hidden"},
		{"a Python module", "layer/lib/here/__init__.py", "def shout(s):\n    return s + '!'\n", strings.Join(all, " "), "a", "SUMMARY", "first!"},
		{"the configuration", "build/conf/local.conf", "MACHINE = \"other\"\n", strings.Join(all, " "), "a", "MACHINE", "other"},
		{"nothing that counts", "layer/README", "text", "", "a", "SUMMARY", "FIRST"},
		{"a recipe, to the same text", "layer/recipes/a_1.0.bb", project["layer/recipes/a_1.0.bb"], "", "a", "SUMMARY", "FIRST"},
	} {
		edited := edit(t, w, map[string]string{c.file: c.text})
		if got := strings.Join(evaluated(t, edited), " "); got != c.want {
			t.Errorf("%s: %q is evaluated again, not %q", c.what, got, c.want)
		}
		if got := valueOf(t, edited, c.recipe, c.variable); got != c.value {
			t.Errorf("%s: %s of %s is %q", c.what, c.variable, c.recipe, got)
		}
	}
	if got := valueOf(t, w, "a", "SUMMARY"); got != "FIRST" {
		t.Errorf("the workspace itself has changed: %q", got)
	}
	if got := evaluated(t, w); got != nil {
		t.Errorf("the workspace itself is evaluated again: %v", got)
	}
}

// TestEditBack takes an edit back, and changes a setting.
func TestEditBack(t *testing.T) {
	ctx := context.Background()
	w := openProject(t, nil)
	evaluated(t, w)
	bad := edit(t, w, map[string]string{"layer/recipes/a_1.0.bb": "nonsense\n"})
	r, err := bad.Recipe(ctx, "/project/layer/recipes/a_1.0.bb")
	if err != nil || !r.Failed || len(r.Diags) == 0 {
		t.Fatalf("%v %+v", err, r)
	}
	good := edit(t, bad, map[string]string{"layer/recipes/a_1.0.bb": "SUMMARY = \"good\"\n"})
	if got := valueOf(t, good, "a", "SUMMARY"); got != "good" {
		t.Errorf("SUMMARY is %q", got)
	}
	set, err := good.Edit(ctx, eval.Edit{Set: &[]string{"MACHINE=elsewhere"}})
	if err != nil {
		t.Fatal(err)
	}
	if got := valueOf(t, set, "a", "MACHINE"); got != "elsewhere" {
		t.Errorf("MACHINE is %q", got)
	}
	if got := valueOf(t, set, "a", "SUMMARY"); got != "good" {
		t.Errorf("SUMMARY is %q with the setting", got)
	}
}
