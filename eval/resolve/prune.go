package resolve

import (
	"fmt"
	"slices"
	"strings"

	"github.com/knead-build/knead/lang/diag"
)

// Selection says which tasks of the graph to keep.
type Selection struct {
	// RunAll are tasks to run of all recipes in the graph of the targets, and what those need (bitbake --runall).
	RunAll []string
	// RunOnly are tasks to run of the graph of the targets, and what those need (bitbake --runonly).
	RunOnly []string
}

// active is a set of tasks that are needed.
type active []bool

// mark adds a task and all that it depends on.
func (q *queue) mark(a active, task int) {
	if a[task] {
		return
	}
	a[task] = true
	for stack := []int{task}; len(stack) > 0; {
		i := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		for _, e := range q.tasks[i].edges {
			if !a[e.to] {
				a[e.to] = true
				stack = append(stack, int(e.to))
			}
		}
	}
}

// prune returns the tasks that the targets need, and those that were asked for.
func (q *queue) prune(s Selection) (active, []int, error) {
	a := make(active, len(q.tasks))
	targets, err := q.markTargets(a)
	if err != nil {
		return nil, nil, err
	}
	if len(s.RunAll) > 0 {
		var all []int
		if a, all = q.runAll(a, s.RunAll); len(all) == 0 {
			return nil, nil, problem(CodeNothingToRun, fmt.Sprintf("Could not find any tasks with the tasknames %s to run within the recipes of the taskgraphs of the targets %s", quoted(s.RunAll), q.targetNames()))
		}
		targets = append(targets, all...)
	}
	if len(s.RunOnly) > 0 {
		if a, targets = q.runOnly(a, s.RunOnly); len(targets) == 0 {
			return nil, nil, problem(CodeNothingToRun, fmt.Sprintf("Could not find any tasks with the tasknames %s to run within the taskgraphs of the targets %s", quoted(s.RunOnly), q.targetNames()))
		}
	}
	targets = slices.DeleteFunc(targets, func(t int) bool { return !a[t] })
	slices.Sort(targets)
	return a, slices.Compact(targets), nil
}

func (q *queue) targetNames() string {
	var out []string
	for _, t := range q.targets {
		name := t.name
		if t.m.Name != "" {
			name = "mc:" + t.m.Name + ":" + name
		}
		out = append(out, name+":"+t.task)
	}
	return quoted(out)
}

// markTargets marks what was asked for.
func (q *queue) markTargets(a active) ([]int, error) {
	var targets []int
	for _, t := range q.targets {
		if t.m.build.provider(t.name) == nil || t.m.build.failed[t.name] || t.m.failed[t.recipe] {
			continue
		}
		name, before := strings.CutSuffix(t.task, "-")
		i := q.task(t.recipe, name)
		if i < 0 {
			return nil, q.noTask(t, name)
		}
		targets = append(targets, i)
		if !before {
			q.mark(a, i)
			continue
		}
		for _, e := range q.tasks[i].edges {
			q.mark(a, int(e.to))
		}
	}
	return targets, nil
}

// noTask returns the error of a target that has no such task.
func (q *queue) noTask(t target, name string) error {
	var has []string
	for _, x := range t.recipe.Inputs.Tasks {
		has = append(has, x.Name)
	}
	text := fmt.Sprintf("Task %s does not exist for target %s (%s:%s)", name, t.name, t.recipe.Name, name)
	if close := diag.Similar(name, has); len(close) > 0 {
		text += ". Close matches:\n  " + strings.Join(close, "\n  ")
	}
	return problem(CodeNoTask, text)
}

// runAll marks tasks of all recipes that are in a graph, with what these need; newer releases do so again for the recipes that
// come in with that, until there are none.
func (q *queue) runAll(a active, tasks []string) (active, []int) {
	found := map[int]bool{}
	for {
		next := make(active, len(q.tasks))
		var now []int
		for _, task := range tasks {
			task = taskName(task)
			seen := make([]bool, len(q.recipes))
			for i, in := range a {
				if place := q.place(i); in && !seen[place] {
					seen[place] = true
					if t := q.task(q.tasks[i].recipe, task); t >= 0 {
						now = append(now, t)
						q.mark(next, t)
					}
				}
			}
		}
		a = next
		more := slices.ContainsFunc(now, func(t int) bool { return !found[t] })
		if !more || q.opts.Behaviour.RunAllOnce {
			return a, now
		}
		clear(found)
		for _, t := range now {
			found[t] = true
		}
	}
}

// runOnly marks the tasks of some names in a graph, with what these need.
func (q *queue) runOnly(a active, tasks []string) (active, []int) {
	next := make(active, len(q.tasks))
	var found []int
	for _, task := range tasks {
		n, ok := q.names[taskName(task)]
		for i, in := range a {
			if ok && in && q.numbers[i] == n {
				found = append(found, i)
				q.mark(next, i)
			}
		}
	}
	return next, found
}
