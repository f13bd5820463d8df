package graph

import (
	"slices"
	"strings"
)

// RecipesNamed returns the recipes that a name means in a multiconfig: the one that was chosen for the name, or those with this PN,
// file, or name of BitBake's; those that provide it where there are none.
func (g *Graph) RecipesNamed(mc, name string) []int {
	chosen := g.Providers[mc][name]
	find := func(fits func(r *Recipe) bool) []int {
		var out []int
		for i := range g.Recipes {
			if r := &g.Recipes[i]; r.Multiconfig == mc && fits(r) {
				out = append(out, i)
			}
		}
		return out
	}
	out := find(func(r *Recipe) bool { return r.Name == chosen || r.PN == name || r.File == name || r.Name == name })
	if len(out) == 0 {
		out = find(func(r *Recipe) bool { return slices.Contains(r.Provides, name) })
	}
	return out
}

// TasksOf returns the tasks of some recipes: all, or those of one name.
func (g *Graph) TasksOf(recipes []int, name string) Bits {
	in := NewBits(len(g.Recipes))
	for _, r := range recipes {
		in.Add(r)
	}
	out := NewBits(len(g.Tasks))
	for i := range g.Tasks {
		if t := &g.Tasks[i]; in.Has(t.Recipe) && (name == "" || t.Name == name) {
			out.Add(i)
		}
	}
	return out
}

// RecipesOf returns the recipes of some tasks.
func (g *Graph) RecipesOf(tasks Bits) Bits {
	out := NewBits(len(g.Recipes))
	for t := range tasks.All {
		out.Add(g.Tasks[t].Recipe)
	}
	return out
}

// Direct returns, for each task, those that it waits for for a reason of its own: not only as recursion came upon them.
func (g *Graph) Direct() Digraph {
	out := make(Digraph, len(g.Tasks))
	for i := range g.Tasks {
		for _, e := range g.Tasks[i].Depends {
			if !g.recursive(e) {
				out[i] = append(out[i], e.To)
			}
		}
	}
	return out
}

// Describe says what a reason is, for people.
func (r Reason) Describe(from, to string) string {
	switch {
	case r.Kind == Addtask:
		return from + " comes after " + to + " by addtask"
	case r.Kind == RecRDepTask && r.Item == "":
		return from + "[recrdeptask] asks for " + to + " of all that it comes to depend on"
	case r.Variable != "":
		return from + "[" + string(r.Kind) + "] asks for " + to + " of what " + strings.SplitN(r.Variable, ":", 2)[0] + " names, and " + r.Variable + " has " + r.Item
	}
	return from + "[" + string(r.Kind) + "] has " + r.Item
}
