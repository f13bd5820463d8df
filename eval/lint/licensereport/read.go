package licensereport

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/config"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/graph"
	"github.com/knead-build/knead/eval/lint/licenses"
	"github.com/knead-build/knead/lang/license"
)

// Read reads the recipes of a graph. The listing is the one that the graph was made of. The error is the context's, or one of the
// configuration.
func Read(ctx context.Context, w *eval.Workspace, g *graph.Graph, l *eval.Listing, targets []string, fetcher licenses.Fetcher) (*Report, error) {
	base := ""
	if err := w.Read("", func(s eval.Scope) { base, _ = s.Data.Get("COREBASE") }); err != nil { // what is not set is no core layer
		return nil, err
	}
	core := licenses.FindCore(w.View, base, w.Release.Release)
	r := &reader{core: core, fetcher: fetcher, graph: g, at: map[string]int{}, tasks: map[int]int{}}
	files := map[string]bool{}
	for i := range g.Recipes {
		r.at[g.Recipes[i].Name] = i
		files[g.Recipes[i].File] = true
	}
	for i, t := range g.Tasks {
		if _, ok := r.tasks[t.Recipe]; !ok {
			r.tasks[t.Recipe] = i
		}
	}
	out := &Report{Targets: targets, Recipes: []Recipe{}}
	images := map[string]*image{}
	opts := eval.RecipeOptions{Multiconfigs: w.AllMulticonfigs(), Select: func(f *config.RecipeFile) bool { return files[f.Path] }}
	type found struct {
		recipes []Recipe
		images  map[string]*image
	}
	err := eval.MapRecipes(ctx, w, opts, func(recipe *eval.Recipe) (found, error) {
		f := found{images: map[string]*image{}}
		for _, v := range recipe.Variants {
			if i, ok := r.at[v.VirtualFn]; ok {
				f.recipes = append(f.recipes, r.recipe(i, v, fsys.NewView(w.View.Disk(), "/")))
				if im := readImage(v.Data); im != nil && r.isTarget(i) {
					f.images[v.VirtualFn] = im
				}
			}
		}
		return f, nil
	}, func(f found) error {
		out.Recipes = append(out.Recipes, f.recipes...)
		for name, im := range f.images {
			images[name] = im
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(out.Recipes, func(a, b Recipe) int { return cmp.Or(cmp.Compare(a.PN, b.PN), cmp.Compare(a.Name, b.Name)) })
	out.images = len(images) > 0
	out.install(images, g, l, w.Regexp)
	return out, nil
}

// reader reads recipes.
type reader struct {
	core    *licenses.Core
	fetcher licenses.Fetcher
	graph   *graph.Graph
	at      map[string]int // the graph's recipes by name
	tasks   map[int]int    // a task of each
}

// isTarget reports whether a recipe of the graph was asked for.
func (r *reader) isTarget(recipe int) bool {
	return slices.ContainsFunc(r.graph.Targets, func(t int) bool { return r.graph.Tasks[t].Recipe == recipe })
}

// recipe reads a variant. A variable that cannot be expanded counts as empty: the recipe has an error that says so.
func (r *reader) recipe(i int, v *eval.Variant, view *fsys.View) Recipe {
	get := func(name string) string {
		text, err := v.Data.Get(name)
		if err != nil {
			return ""
		}
		return strings.TrimSpace(text)
	}
	says := r.core.Read(v.Data, view, r.fetcher)
	g := &r.graph.Recipes[i]
	out := Recipe{
		Name: g.Name, PN: g.PN, Version: g.PV, File: g.File, Layer: g.Layer, Summary: get("SUMMARY"), Page: get("HOMEPAGE"), Scope: Target,
		License: says.License, Packages: []Package{}, Files: []File{}, Flags: nonNil(strings.Fields(get("LICENSE_FLAGS"))), task: r.tasks[i],
	}
	if slices.ContainsFunc(g.Classes, func(c string) bool { return buildClasses[c] }) {
		out.Scope = Build
	}
	if len(says.Packages) == 0 && !r.isTarget(i) {
		out.Scope = Build // other recipes are built with it
	}
	out.expr = r.core.Expression(says, says.License)
	out.Expression = license.String(out.expr)
	skips, _ := r.core.Skips(says, licenses.ReadPolicy(v.Data)) // of a wrong policy the evaluation tells
	for _, p := range says.Packages {
		text := cmp.Or(p.License, says.License)
		e := r.core.Expression(says, text)
		out.Packages = append(out.Packages, Package{
			Name: p.Name, License: text, Expression: license.String(e), Unwanted: skips.Packages[p.Name], expr: e,
		})
	}
	for _, f := range says.Files() {
		out.Files = append(out.Files, File{f.Path, f.MD5, f.Begin, f.End})
	}
	return out
}

// buildClasses are the classes of recipes that make tools for the build and for SDKs.
var buildClasses = map[string]bool{"native": true, "cross": true, "crosssdk": true, "cross-canadian": true, "nativesdk": true}

func nonNil(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}
