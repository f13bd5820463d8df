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
	for i, r := range recipes {
		if slices.ContainsFunc(recipes[:i], func(o *Recipe) bool { return o.PN == r.PN }) {
			return problem(CodeVersions, fmt.Sprintf("Multiple versions of %s are due to be built (%s). Only one version of a given PN should be built in any given build. "+
				"You likely need to set PREFERRED_VERSION_%s to select the correct version or don't depend on multiple versions.", r.PN, strings.Join(names(recipes), " "), r.PN))
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "Multiple .bb files are due to be built which each provide %s:\n  %s", name, strings.Join(names(recipes), "\n  "))
	own := make([][]string, len(recipes))
	for i, r := range recipes {
		for _, t := range tasks {
			if q.tasks[t].recipe != r && slices.ContainsFunc(q.tasks[t].edges, func(e edge) bool { return q.tasks[e.to].recipe == r }) {
				own[i] = append(own[i], q.id(t))
			}
		}
	}
	for i, r := range recipes {
		others := map[string]int{}
		for _, list := range own {
			for _, id := range list {
				others[id]++
			}
		}
		unique := slices.DeleteFunc(slices.Clone(own[i]), func(id string) bool { return others[id] == len(recipes) })
		fmt.Fprintf(&b, "\n%s has unique dependees:\n  %s", r.Name, strings.Join(unique, "\n  "))
	}
	d := message(CodeSameProvides, b.String())
	if q.universe {
		d.Severity = diag.Info
	}
	q.say(d)
	return nil
}
