package resolve

import (
	"fmt"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/graph"
)

// checkLoops returns an error where tasks wait for each other. It has a shortest loop of each set of such tasks, with what makes
// each of its dependencies.
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
	var b strings.Builder
	if pair := q.pair(a); pair != nil { // of two tasks BitBake names the first pair only
		fmt.Fprintf(&b, "Task %s has circular dependency on %s\n", q.id(pair[0]), q.id(pair[1]))
		loops = [][]int{pair}
	} else {
		fmt.Fprintf(&b, "%d unbuildable tasks were found.\n", q.unbuildable(a))
	}
	var causes []Cause
	for n, loop := range loops {
		if len(loop) > 2 {
			fmt.Fprintf(&b, "Dependency loop #%d found:\n", n+1)
		}
		for k, t := range loop {
			to := loop[(k+1)%len(loop)]
			causes = append(causes, q.causes(t, to)...)
			if len(loop) > 2 {
				fmt.Fprintf(&b, "  Task %s waits for %s\n", q.id(t), q.id(to))
			}
		}
	}
	return problem(CodeCircular, b.String(), causes...)
}

// pair returns the first two tasks that wait for each other; nil where there are none.
func (q *queue) pair(a active) []int {
	for i := range q.tasks {
		if !a[i] {
			continue
		}
		for _, e := range q.tasks[i].edges {
			if slices.ContainsFunc(q.tasks[e.to].edges, func(e edge) bool { return int(e.to) == i }) {
				return []int{i, int(e.to)}
			}
		}
	}
	return nil
}

// unbuildable counts the tasks that BitBake calls so: those on loops and all that they depend on.
func (q *queue) unbuildable(a active) int {
	waiting := make([]int, len(q.tasks))
	for i := range q.tasks {
		if a[i] {
			for _, e := range q.tasks[i].edges {
				waiting[e.to]++
			}
		}
	}
	var free []int
	left := 0
	for i := range q.tasks {
		if a[i] {
			left++
			if waiting[i] == 0 {
				free = append(free, i)
			}
		}
	}
	for len(free) > 0 {
		i := free[len(free)-1]
		free = free[:len(free)-1]
		left--
		for _, e := range q.tasks[i].edges {
			if waiting[e.to]--; waiting[e.to] == 0 {
				free = append(free, int(e.to))
			}
		}
	}
	return left
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
	flag := Cause{r, from, string(reason.Kind), item, what}
	if reason.Variable != "" {
		return []Cause{{r, reason.Variable, "", reason.Item, what}, flag}
	}
	return []Cause{flag}
}
