package resolve

import (
	"path"
	"strings"

	"github.com/knead-build/knead/eval/graph"
)

// Graph draws the edges between the tasks of all that was added, and returns what the targets need of it. Details tells what the
// graph has to say of a recipe besides what is here: layer and classes; it may be nil. allowed are the names that several recipes
// may provide (BB_MULTI_PROVIDER_ALLOWED).
//
// Where all that was asked for is assumed to be provided the graph is empty.
func (r *Resolver) Graph(s Selection, allowed []string, details func(*Recipe) graph.Recipe) (*graph.Graph, error) {
	if len(r.tasks) == 0 {
		return &graph.Graph{}, nil
	}
	q := newQueue(r)
	if err := q.connect(); err != nil {
		return nil, err
	}
	q.recurse()
	a, targets, err := q.prune(s)
	if err != nil {
		return nil, err
	}
	tasks := q.order(a)
	if len(tasks) == 0 {
		return nil, problem(CodeNothingToRun, "there is no task to run: what was asked for cannot be built")
	}
	if err := q.checkLoops(a); err != nil {
		return nil, err
	}
	if err := q.checkProviders(tasks, allowed); err != nil {
		return nil, err
	}
	return q.build(tasks, targets, details), nil
}

// build writes the graph down.
func (q *queue) build(tasks, targets []int, details func(*Recipe) graph.Recipe) *graph.Graph {
	g := &graph.Graph{Tasks: make([]graph.Task, len(tasks)), Reasons: q.whys.lists, Providers: map[string]map[string]string{}}
	place := make([]int, len(q.tasks))
	recipes := map[*Recipe]int{}
	edges := make([]int, len(tasks))
	total := 0
	for n, i := range tasks {
		place[i] = n
		t := &q.tasks[i]
		at, ok := recipes[t.recipe]
		if !ok {
			at = len(g.Recipes)
			recipes[t.recipe] = at
			g.Recipes = append(g.Recipes, q.recipe(t.recipe, t.m, details))
		}
		edges[n] = len(t.edges)
		total += len(t.edges)
		flag := func(name string) bool { _, ok := t.Flags[name]; return ok }
		g.Tasks[n] = graph.Task{
			Recipe: at, Name: t.Name, Setscene: q.task(t.recipe, t.Name+"_setscene") >= 0,
			NoExec: flag("noexec"), NoStamp: flag("nostamp"), Fakeroot: flag("fakeroot"), Umask: t.Flags["umask"],
			StampExtraInfo: t.StampExtraInfo, FileChecksums: t.FileChecksums, Hashes: graph.Hashes{Base: t.BaseHash},
		}
	}
	// Dependencies in the order of their ids: tasks are gone through in that order, and each is handed to those that wait for it.
	waiting := make([][]graph.Edge, len(tasks))
	for n, i := range tasks {
		for _, e := range q.tasks[i].edges {
			to := place[e.to]
			waiting[to] = append(waiting[to], graph.Edge{To: n, Why: int(e.why)})
		}
	}
	room := make([]graph.Edge, total)
	for n := range tasks {
		g.Tasks[n].Depends, room = room[:0:edges[n]], room[edges[n]:]
	}
	for to, list := range waiting {
		for _, w := range list {
			t := &g.Tasks[w.To]
			t.Depends = append(t.Depends, graph.Edge{To: to, Why: w.Why})
		}
	}
	for _, t := range targets {
		g.Targets = append(g.Targets, place[t])
	}
	for _, m := range q.configs {
		chosen := map[string]string{}
		for name, r := range q.Providers(m.Name) {
			if _, in := recipes[r]; in {
				chosen[name] = r.Name
			}
		}
		if len(chosen) > 0 {
			g.Providers[m.Name] = chosen
		}
	}
	return g
}

func (q *queue) recipe(r *Recipe, m *multi, details func(*Recipe) graph.Recipe) graph.Recipe {
	var out graph.Recipe
	if details != nil {
		out = details(r)
	}
	out.Name, out.Multiconfig, out.PN, out.PE, out.PV, out.PR = r.Name, m.Name, r.PN, r.PE, r.PV, r.PR
	out.Provides, out.Stamp, out.HashFilename = r.provides(), r.Inputs.Stamp, r.Inputs.HashFilename
	return out
}

// ClassNames returns the names of class files.
func ClassNames(files []string) []string {
	out := make([]string, len(files))
	for i, f := range files {
		out[i] = strings.TrimSuffix(path.Base(f), ".bbclass")
	}
	return out
}
