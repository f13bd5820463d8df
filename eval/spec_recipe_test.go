package eval_test

import (
	"cmp"
	"context"
	"strings"
	"testing"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/stdlib"
)

// recipeFiles returns a build directory and a layer with an example as the recipe x_1.0.bb. Lines "# FILE" in it begin further
// files of the layer.
func (x *example) recipeFiles(dir string) (build string, files map[string]string) {
	conf := example{kind: "conf"}
	build, files = conf.files(dir)
	files[dir+"/layer/conf/layer.conf"] += "BBFILES += \"${LAYERDIR}/recipes/*.bb ${LAYERDIR}/recipes/*.bbappend\"\n"
	files[dir+"/layer/conf/bitbake.conf"] += `PN = "${@bb.parse.vars_from_file(d.getVar('FILE', False), d)[0] or 'none'}"
PV = "${@bb.parse.vars_from_file(d.getVar('FILE', False), d)[1] or '1.0'}"
PR = "r0"
PROVIDES:prepend = "${PN} "
OVERRIDES = "pn-${PN}:${CLASSOVERRIDE}"
CLASSOVERRIDE ??= "class-target"
BB_SIGNATURE_HANDLER = "basichash"
BB_BASEHASH_IGNORE_VARS = "FILE HOME PATH PWD LC_ALL LOGNAME SHELL USER"
BB_SIGNATURE_EXCLUDE_FLAGS = "func python deps task depends filename lineno vardeps vardepsexclude"
`
	files[dir+"/layer/classes/native.bbclass"] = "CLASSOVERRIDE = \"class-native\"\n"
	name := "recipes/x_1.0.bb"
	for line := range strings.Lines(x.text) {
		if file, ok := strings.CutPrefix(line, "# "); ok && strings.Contains(file, "/") {
			name = strings.TrimSpace(file)
			continue
		}
		files[dir+"/layer/"+name] += line
	}
	return build, files
}

// checkRecipe runs an example that is a recipe. Besides variables, a result may have "variants" (their PNs), "skipped" (the
// reason), "tasks", "after TASK" and "refers TASK": what the task's signature depends on. "PN: NAME" is a variant's variable.
func (x *example) checkRecipe(t *testing.T) {
	t.Helper()
	build, files := x.recipeFiles(specDir)
	w, err := eval.Open(context.Background(), eval.Options{
		Dir: build, Disk: fsys.NewDisk().Overlay(files), Library: stdlib.New(), Environ: specEnviron, Release: cmp.Or(x.release, "2.19"),
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range w.Diags {
		if d.Severity == diag.Error {
			t.Errorf("SPEC.md:%d (%s): %v", x.line, x.heading, d)
		}
	}
	err = w.Recipes(context.Background(), eval.RecipeOptions{Signatures: true}, func(r *eval.Recipe) error {
		if !strings.HasSuffix(r.Path, "/x_1.0.bb") {
			return nil
		}
		r.Do(func() {
			for _, o := range x.results() {
				if got := o.recipe(r); got != o.value {
					t.Errorf("SPEC.md:%d (%s): want %s, got %q", x.line, x.heading, o.line, got)
				}
			}
		})
		if r.Failed && !strings.Contains(x.result, "error:") {
			t.Errorf("SPEC.md:%d (%s): %v", x.line, x.heading, r.Diags)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// recipe returns what a line of a result is about.
func (o *outcome) recipe(r *eval.Recipe) string {
	if o.level != "" {
		for _, d := range r.Diags {
			if d.Code.ID == o.name && d.Severity == map[string]diag.Severity{"error": diag.Error, "warning": diag.Warning}[o.level] {
				return o.value
			}
		}
		return "no such diagnostic"
	}
	v := r.Named("")
	name := o.name
	if pn, variable, ok := strings.Cut(o.name, ": "); ok {
		v, name = r.Named(strings.TrimPrefix(pn, "x-")), variable
	}
	if v == nil {
		return "no such variant"
	}
	what, task, _ := strings.Cut(name, " ")
	switch {
	case name == "variants":
		var list []string
		for _, v := range r.Variants {
			pn, err := v.Data.Get("PN")
			if err != nil {
				return err.Error()
			}
			list = append(list, pn)
		}
		return strings.Join(list, " ")
	case name == "skipped":
		return v.Reason
	case name == "tasks":
		list, _ := v.Data.RawHard("__BBTASKS").([]string)
		return strings.Join(list, " ")
	case what == "after":
		list, _ := v.Data.RawFlag(task, "deps").([]string)
		return strings.Join(list, " ")
	case what == "refers":
		return strings.Join(v.Signatures().Deps(task), " ")
	}
	value, set, err := v.Data.Lookup(name)
	if err != nil {
		return err.Error()
	}
	if !set {
		return "is not set"
	}
	return value
}
