package resolve

import (
	"strings"

	"github.com/knead-build/knead/eval/graph"
)

// edge says that a task has to run before; why is the index of its reasons.
type edge struct{ to, why int32 }

// queue is the graph of all tasks that may be run, before what is not needed is left out (bb.runqueue.RunQueueData).
type queue struct {
	*Resolver
	names   map[string]int32 // the tasks' names, numbered
	numbers []int32          // of each task's name
	recipes []*Recipe        // those that have tasks here
	number  []int32          // their place in recipes, by Recipe.index
	table   []int32          // by place and name: the task, or -1

	whys whys
}

// whys are lists of reasons, each there once.
type whys struct {
	lists [][]graph.Reason
	index map[string]int32
}

func (w *whys) add(list ...graph.Reason) int32 {
	var b strings.Builder
	for _, r := range list {
		b.WriteString(string(r.Kind) + "\x00" + r.Item + "\x00" + r.Variable + "\x01")
	}
	i, ok := w.index[b.String()]
	if !ok {
		i = int32(len(w.lists))
		w.index[b.String()] = i
		w.lists = append(w.lists, list)
	}
	return i
}

func newQueue(r *Resolver) *queue {
	q := &queue{Resolver: r, names: map[string]int32{}, number: make([]int32, len(r.recipes)), whys: whys{index: map[string]int32{}}}
	q.numbers = make([]int32, len(r.tasks))
	for i := range r.tasks {
		q.numbers[i] = q.name(r.tasks[i].Name)
	}
	for _, m := range r.configs {
		for _, recipe := range m.seen {
			q.number[recipe.index] = int32(len(q.recipes))
			q.recipes = append(q.recipes, recipe)
		}
	}
	q.table = make([]int32, len(q.recipes)*len(q.names))
	for i := range q.table {
		q.table[i] = -1
	}
	for i := range r.tasks {
		q.table[q.place(i)*len(q.names)+int(q.numbers[i])] = int32(i)
	}
	return q
}

// place returns the place of a task's recipe.
func (q *queue) place(task int) int { return int(q.number[q.tasks[task].recipe.index]) }

// name returns the number of a task's name.
func (q *queue) name(name string) int32 {
	n, ok := q.names[name]
	if !ok {
		n = int32(len(q.names))
		q.names[name] = n
	}
	return n
}

// task returns a recipe's task, -1 where it has none of the name.
func (q *queue) task(r *Recipe, name string) int {
	n, ok := q.names[name]
	if !ok || r.tasks < 0 {
		return -1
	}
	return int(q.table[int(q.number[r.index])*len(q.names)+int(n)])
}

// id returns a task's id.
func (q *queue) id(task int) string { return q.tasks[task].recipe.Name + ":" + q.tasks[task].Name }
