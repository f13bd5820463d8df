package resolve

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/knead-build/knead/lang/diag"
)

// order returns the tasks that are in the graph by their ids.
func (q *queue) order(a active) []int {
	var out []int
	for i, in := range a {
		if in {
			out = append(out, i)
		}
	}
	slices.SortFunc(out, func(i, j int) int {
		x, y := &q.tasks[i], &q.tasks[j]
		if x.recipe != y.recipe && !strings.HasPrefix(x.recipe.Name, y.recipe.Name) && !strings.HasPrefix(y.recipe.Name, x.recipe.Name) {
			return cmp.Compare(x.recipe.Name, y.recipe.Name)
		}
		return cmp.Compare(q.id(i), q.id(j))
	})
	return out
}

// checkProviders complains where tasks of several recipes are in the graph that provide one name: an error where they are
// versions of one PN, else a message (the manual's BB_MULTI_PROVIDER_ALLOWED).
func (q *queue) checkProviders(tasks []int, allowed []string) error {
	for _, m := range q.configs {
		var names []string
		by := map[string][]*Recipe{}
		seen := map[*Recipe]bool{}
		for _, t := range tasks {
			r := q.tasks[t].recipe
			if q.tasks[t].m != m || seen[r] {
				continue
			}
			seen[r] = true
			for _, p := range r.provides() {
				if list := by[p]; len(list) > 0 && list[len(list)-1] == r {
					continue
				} else if len(list) == 1 {
					names = append(names, p)
				}
				by[p] = append(by[p], r)
			}
		}
		slices.Sort(names)
		for _, p := range names {
			if slices.Contains(allowed, p) {
				continue
			}
			if err := q.sameProvides(p, by[p], tasks); err != nil {
				return err
			}
		}
	}
	return nil
}

func (q *queue) sameProvides(name string, recipes []*Recipe, tasks []int) error {
	dependees := make([][]string, len(recipes))
	var causes []Cause
	for i, r := range recipes {
		for _, t := range tasks {
			k := slices.IndexFunc(q.tasks[t].edges, func(e edge) bool { return q.tasks[e.to].recipe == r })
			if k < 0 || q.tasks[t].recipe == r {
				continue
			}
			if dependees[i] = append(dependees[i], q.id(t)); len(dependees[i]) == 1 {
				causes = append(causes, q.causes(t, int(q.tasks[t].edges[k].to))...)
			}
		}
	}
	for i, r := range recipes {
		if slices.ContainsFunc(recipes[:i], func(o *Recipe) bool { return o.PN == r.PN }) {
			return problem(CodeVersions, fmt.Sprintf("Multiple versions of %s are due to be built (%s). Only one version of a given PN should be built in any given build. "+
				"You likely need to set PREFERRED_VERSION_%s to select the correct version or don't depend on multiple versions.", r.PN, strings.Join(names(recipes), " "), r.PN), causes...)
		}
	}
	provides, rprovides := make([][]string, len(recipes)), make([][]string, len(recipes))
	for i, r := range recipes {
		provides[i], rprovides[i] = r.provides(), r.rprovides()
	}
	dependees, provides, rprovides = unique(dependees), unique(provides), unique(rprovides)
	var b strings.Builder
	list := func(head string, items []string) { fmt.Fprintf(&b, "%s:\n  %s\n", head, strings.Join(items, "\n  ")) }
	list("Multiple .bb files are due to be built which each provide "+name, names(recipes))
	for i, r := range recipes {
		list(r.Name+" has unique dependees", dependees[i])
	}
	for i, r := range recipes {
		list(r.Name+" has unique provides", provides[i])
		list(r.Name+" has unique rprovides", rprovides[i])
	}
	d := message(CodeSameProvides, b.String())
	if q.universe {
		d.Severity = diag.Info
	}
	q.say(d)
	return nil
}

// unique returns what each list has that is not in all of them, sorted. As with BitBake a list behind those that have nothing in
// common begins anew: "all" are it and those behind it.
func unique(lists [][]string) [][]string {
	var common []string
	for _, l := range lists {
		if len(common) == 0 {
			common = slices.Clone(l)
		} else {
			common = slices.DeleteFunc(common, func(s string) bool { return !slices.Contains(l, s) })
		}
	}
	out := make([][]string, len(lists))
	for i, l := range lists {
		l = slices.DeleteFunc(slices.Clone(l), func(s string) bool { return slices.Contains(common, s) })
		slices.Sort(l)
		out[i] = slices.Compact(l)
	}
	return out
}
