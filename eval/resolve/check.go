package resolve

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/graph"
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

// checkLoops returns an error where tasks wait for each other. It has a shortest loop of each set of such tasks.
func (q *queue) checkLoops(a active) error {
	depends := make(graph.Digraph, len(q.tasks))
	for i := range q.tasks {
		if !a[i] {
			continue
		}
		depends[i] = make([]int, len(q.tasks[i].edges))
		for k, e := range q.tasks[i].edges {
			depends[i][k] = int(e.to)
		}
	}
	loops := depends.Loops()
	if len(loops) == 0 {
		return nil
	}
	first := loops[0]
	text := fmt.Sprintf("Task %s has circular dependency on %s", q.id(first[0]), q.id(first[1]))
	if len(first) > 2 || len(loops) > 1 {
		var b strings.Builder
		if len(first) > 2 {
			fmt.Fprintf(&b, "tasks wait for each other: %s needs itself, over %d others\n", q.id(first[0]), len(first)-1)
		} else {
			b.WriteString(text + "\n")
		}
		for n, loop := range loops {
			fmt.Fprintf(&b, "Dependency loop #%d found:\n", n+1)
			for k, t := range loop {
				fmt.Fprintf(&b, "  Task %s waits for %s\n", q.id(t), q.id(loop[(k+1)%len(loop)]))
			}
		}
		text = b.String()
	}
	var causes []Cause
	for _, loop := range loops {
		for k, t := range loop {
			causes = append(causes, q.causes(t, loop[(k+1)%len(loop)])...)
		}
	}
	return problem(CodeCircular, text, causes...)
}

// causes says what makes an edge.
func (q *queue) causes(from, to int) []Cause {
	t := &q.tasks[from]
	i := slices.IndexFunc(t.edges, func(e edge) bool { return int(e.to) == to })
	if i < 0 {
		return nil
	}
	var out []Cause
	what := fmt.Sprintf("%s:%s waits for %s:%s", t.recipe.PN, t.Name, q.tasks[to].recipe.PN, q.tasks[to].Name)
	for _, r := range q.whys.lists[t.edges[i].why] {
		out = append(out, ReasonCauses(t.recipe, t.Name, q.tasks[to].Name, r, what)...)
	}
	return out
}

// ReasonCauses returns what in the metadata of a recipe makes an edge from one of its tasks to another task.
func ReasonCauses(r *Recipe, from, to string, reason graph.Reason, what string) []Cause {
	if reason.Kind == graph.Addtask {
		return []Cause{{r, from, "deps", to, what}}
	}
	item := reason.Item
	if reason.Variable != "" || item == "" {
		item = to
	}
	out := []Cause{{r, from, string(reason.Kind), item, what}}
	if reason.Variable != "" {
		out = append(out, Cause{r, reason.Variable, "", reason.Item, what})
	}
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
	q.say(message(CodeSameProvides, b.String()))
	return nil
}
