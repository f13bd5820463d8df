package licensereport

import (
	"maps"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/graph"
	"github.com/knead-build/knead/eval/resolve"
)

// installer finds out what images install.
type installer struct {
	*Report
	graph    *graph.Graph
	recipes  map[string]int             // by name
	inputs   map[string]*resolve.Inputs // by the recipe's name
	packages map[string]place
	provided map[string]string // package by a name that it provides
	dynamic  []dynamic
	missing  map[string]bool
	compile  func(pattern string) (resolve.Pattern, error)
}

// place is a package of a recipe of the report.
type place struct{ recipe, pkg int }

// dynamic are the packages that a recipe may split off.
type dynamic struct {
	recipe  int
	pattern resolve.Pattern
}

// install marks what images install, and what that is built with.
func (r *Report) install(images map[string]*image, g *graph.Graph, l *eval.Listing, compile func(string) (resolve.Pattern, error)) {
	in := &installer{
		Report: r, graph: g, recipes: map[string]int{}, inputs: map[string]*resolve.Inputs{}, packages: map[string]place{},
		provided: map[string]string{}, missing: map[string]bool{}, compile: compile,
	}
	for _, i := range l.Variants() {
		if i.Inputs != nil {
			in.inputs[i.VirtualFn] = i.Inputs
		}
	}
	for i := range r.Recipes {
		if r.Recipes[i].Scope != Build {
			in.add(i)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(images)) {
		in.image(images[name])
	}
	in.link()
	r.Missing = nonNil(slices.Sorted(maps.Keys(in.missing)))
}

// add takes in the packages of a recipe.
func (in *installer) add(i int) {
	recipe := &in.Recipes[i]
	in.recipes[recipe.Name] = i
	for k, p := range recipe.Packages {
		in.packages[p.Name] = place{i, k}
	}
	for pkg, names := range in.inputsOf(i).PackageRProvides {
		for _, n := range names {
			in.provided[n] = pkg
		}
	}
	for _, pattern := range in.inputsOf(i).PackagesDynamic {
		if re, err := in.compile(pattern); err == nil { // of one that is wrong the graph tells
			in.dynamic = append(in.dynamic, dynamic{i, re})
		}
	}
}

func (in *installer) inputsOf(i int) *resolve.Inputs {
	if x := in.inputs[in.Recipes[i].Name]; x != nil {
		return x
	}
	return &resolve.Inputs{}
}

// find returns the package of a name, which it has or provides, or which a recipe may split off: that becomes one of its packages.
func (in *installer) find(name string) (place, bool) {
	at, ok := in.packages[name]
	if !ok {
		at, ok = in.packages[in.provided[name]]
	}
	for i := 0; !ok && i < len(in.dynamic); i++ {
		if d := in.dynamic[i]; d.pattern.MatchStart(name) {
			r := &in.Recipes[d.recipe]
			at, ok = place{d.recipe, len(r.Packages)}, true
			r.Packages = append(r.Packages, Package{Name: name, License: r.License, Expression: r.Expression, expr: r.expr})
			in.packages[name] = at
		}
	}
	return at, ok
}

// image marks the packages of an image.
func (in *installer) image(im *image) {
	type wish struct{ name, because string }
	var queue []wish
	want := func(names []string, because string) {
		for _, n := range names {
			queue = append(queue, wish{n, because})
		}
	}
	want(im.packages, im.pn)
	for seen := map[string]bool{}; len(queue) > 0; queue = queue[1:] {
		x := queue[0]
		at, ok := in.find(x.name)
		if !ok {
			in.missing[x.name] = true
			continue
		}
		p := &in.Recipes[at.recipe].Packages[at.pkg]
		if seen[p.Name] || im.without[p.Name] {
			continue
		}
		seen[p.Name] = true
		if !p.Installed {
			p.Installed, p.Because = true, x.because
		}
		in.Recipes[at.recipe].Scope = Installed
		inputs := in.inputsOf(at.recipe)
		want(inputs.RDepends, p.Name)
		want(inputs.PackageRDepends[p.Name], p.Name)
		if !im.alone {
			want(inputs.RRecommends, p.Name)
			want(inputs.PackageRRecommends[p.Name], p.Name)
		}
	}
}

// link marks the recipes that installed ones are built with, and what those need at run time.
func (in *installer) link() {
	var queue []int
	for i := range in.Recipes {
		if in.Recipes[i].Scope == Installed {
			queue = append(queue, i)
		}
	}
	reach := func(i int) {
		if in.Recipes[i].Scope == Target {
			in.Recipes[i].Scope = Linked
			queue = append(queue, i)
		}
	}
	for ; len(queue) > 0; queue = queue[1:] {
		i := queue[0]
		inputs := in.inputsOf(i)
		mc := in.graph.Recipes[in.graph.Tasks[in.Recipes[i].task].Recipe].Multiconfig
		for _, name := range inputs.Depends {
			if k, ok := in.recipes[in.graph.Providers[mc][name]]; ok {
				reach(k)
			}
		}
		if in.Recipes[i].Scope == Installed {
			continue // what its packages need has been found
		}
		for _, p := range in.Recipes[i].Packages {
			if isExtra(p.Name) {
				continue
			}
			for _, name := range slices.Concat(inputs.RDepends, inputs.PackageRDepends[p.Name]) {
				if at, ok := in.find(name); ok {
					reach(at.recipe)
				}
			}
		}
	}
}

// isExtra reports whether a package is one that no shared library of another package brings along.
func isExtra(name string) bool {
	return slices.ContainsFunc([]string{"-dev", "-dbg", "-src", "-doc", "-staticdev", "-ptest", "-locale"}, func(end string) bool { return strings.HasSuffix(name, end) })
}
