package resolve

import (
	mathbits "math/bits"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/graph"
)

// recursion is a task with [recrdeptask]: it waits for tasks of all recipes that it comes to depend on.
type recursion struct {
	task  int
	names []int32              // of the tasks that it waits for
	also  []int                // the tasks of [recideptask], whose dependencies count as its own
	list  []int32              // what it waits for, in the order in which it was found
	has   map[int32]graph.Bits // the recipes in list, by the task's name
	reach graph.Bits           // the recipes behind what is in list
	deep  []*recursion         // those in list that are such tasks themselves
	done  int                  // how much of list has gone into reach
	seen  []int                // how much of each of also
}

// recurse draws the edges of [recrdeptask] and [recideptask] (the manual's "Recursive Dependencies").
//
// A task reaches the recipes that its dependencies depend on, over the edges that connect has drawn, and waits for their tasks of
// the names that its flag lists. What it waits for counts as its dependency again, and so does what those of them wait for that
// have the flag too: so on until nothing is added. Recipes are bits, so that a step is the union of two sets.
func (q *queue) recurse() {
	var all []*recursion
	at := make([]*recursion, len(q.tasks))
	for i := range q.tasks {
		if x := q.recursion(i); x != nil {
			at[i] = x
			all = append(all, x)
		}
	}
	if len(all) == 0 {
		return
	}
	behind := q.behind()
	having := q.having(all)
	for _, x := range all {
		for _, e := range q.tasks[x.task].edges {
			x.add(q, at, e.to)
		}
	}
	for again := true; again; {
		again = false
		for _, x := range all {
			x.gather(q, at, behind)
			for _, name := range x.names {
				again = x.union(q, at, name, x.reach, having[name], x.task) || again
			}
			for k := 0; k < len(x.deep); k++ { // it grows
				for _, name := range x.names {
					if more := x.deep[k].has[name]; more != nil {
						again = x.union(q, at, name, more, nil, -1) || again
					}
				}
			}
		}
	}
	own := make([]bool, len(q.tasks)) // tasks that wait for tasks of their own name: not for each other
	for _, x := range all {
		own[x.task] = slices.Contains(x.names, q.numbers[x.task])
	}
	why := q.whys.add(graph.Reason{Kind: graph.RecRDepTask})
	for _, x := range all {
		t := &q.tasks[x.task]
		edges := make([]edge, 0, len(x.list))
		for k, to := range x.list {
			switch {
			case own[x.task] && own[to]:
			case k < len(t.edges):
				edges = append(edges, t.edges[k])
			default:
				edges = append(edges, edge{to, why})
			}
		}
		t.edges = slices.Clip(edges)
	}
}

// recursion returns what a task's [recrdeptask] asks for; nil where it has none.
func (q *queue) recursion(task int) *recursion {
	t := &q.tasks[task]
	text, ok := t.Flags["recrdeptask"]
	if !ok || t.m.failed[t.recipe] {
		return nil
	}
	x := &recursion{task: task, has: map[int32]graph.Bits{}, reach: graph.NewBits(len(q.recipes))}
	for _, name := range strings.Fields(text) {
		if n, ok := q.names[name]; ok && !slices.Contains(x.names, n) {
			x.names = append(x.names, n)
		}
	}
	for _, name := range strings.Fields(t.Flags["recideptask"]) {
		if i := q.task(t.recipe, name); i >= 0 {
			x.also = append(x.also, i)
		}
	}
	x.seen = make([]int, len(x.also))
	return x
}

// add notes that the task waits for another.
func (x *recursion) add(q *queue, at []*recursion, to int32) {
	name := q.numbers[to]
	set := x.has[name]
	if set == nil {
		set = graph.NewBits(len(q.recipes))
		x.has[name] = set
	}
	set.Add(q.place(int(to)))
	x.list = append(x.list, to)
	if at[to] != nil {
		x.deep = append(x.deep, at[to])
	}
}

// gather adds what is behind the dependencies that are new to what the task reaches.
func (x *recursion) gather(q *queue, at []*recursion, behind []graph.Bits) {
	for _, to := range x.list[x.done:] {
		x.reach.Or(behind[to])
	}
	x.done = len(x.list)
	for k, other := range x.also {
		if x.seen[k] == 0 {
			x.reach.Or(behind[other])
		}
		if o := at[other]; o != nil {
			for _, to := range o.list[x.seen[k]:] {
				x.reach.Or(behind[to])
			}
			x.seen[k] = len(o.list)
			continue
		}
		edges := q.tasks[other].edges
		for _, e := range edges[x.seen[k]:] {
			x.reach.Or(behind[e.to])
		}
		x.seen[k] = len(edges)
	}
}

// union waits for the tasks of a name of a set of recipes: of those in mask, where there is one. It reports whether any is new.
func (x *recursion) union(q *queue, at []*recursion, name int32, set, mask graph.Bits, not int) bool {
	has := x.has[name]
	any := false
	for w, bits := range set {
		if mask != nil {
			bits &= mask[w]
		}
		if has != nil {
			bits &^= has[w]
		}
		for ; bits != 0; bits &= bits - 1 {
			recipe := w*64 + mathbits.TrailingZeros64(bits)
			if to := q.table[recipe*len(q.names)+int(name)]; int(to) != not {
				x.add(q, at, to)
				has = x.has[name]
				any = true
			}
		}
	}
	return any
}

// behind returns, for each task, the recipes of the tasks that it depends on over whatever others. Tasks on loops, and those that
// depend on them, know only what is behind the dependencies that do not.
func (q *queue) behind() []graph.Bits {
	n := len(q.tasks)
	sets := make([]graph.Bits, n)
	left, dependents := make([]int, n), make([][]int32, n)
	var free []int32
	for i := range q.tasks {
		sets[i] = graph.NewBits(len(q.recipes))
		left[i] = len(q.tasks[i].edges)
		for _, e := range q.tasks[i].edges {
			dependents[e.to] = append(dependents[e.to], int32(i))
		}
		if left[i] == 0 {
			free = append(free, int32(i))
		}
	}
	for len(free) > 0 {
		i := free[len(free)-1]
		free = free[:len(free)-1]
		place := q.place(int(i))
		for _, d := range dependents[i] {
			sets[d].Add(place)
			sets[d].Or(sets[i])
			if left[d]--; left[d] == 0 {
				free = append(free, d)
			}
		}
	}
	return sets
}

// having returns, for the names of tasks that are waited for, the recipes that have one.
func (q *queue) having(all []*recursion) map[int32]graph.Bits {
	out := map[int32]graph.Bits{}
	for _, x := range all {
		for _, name := range x.names {
			if out[name] != nil {
				continue
			}
			set := graph.NewBits(len(q.recipes))
			for r := range q.recipes {
				if q.table[r*len(q.names)+int(name)] >= 0 {
					set.Add(r)
				}
			}
			out[name] = set
		}
	}
	return out
}
