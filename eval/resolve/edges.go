package resolve

import (
	"fmt"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/graph"
)

// collector gathers a task's edges with their reasons.
type collector struct {
	q     *queue
	task  int
	found []reasoned
}

type reasoned struct {
	to     int32
	reason graph.Reason
}

func (c *collector) add(to int, r graph.Reason) {
	if to >= 0 && to != c.task {
		c.found = append(c.found, reasoned{int32(to), r})
	}
}

// finish sorts the edges and merges those to the same task.
func (c *collector) finish() []edge {
	slices.SortStableFunc(c.found, func(a, b reasoned) int { return int(a.to) - int(b.to) })
	var out []edge
	for len(c.found) > 0 {
		n := 1
		for n < len(c.found) && c.found[n].to == c.found[0].to {
			n++
		}
		list := make([]graph.Reason, 0, n)
		for _, x := range c.found[:n] {
			if !slices.Contains(list, x.reason) {
				list = append(list, x.reason)
			}
		}
		out = append(out, edge{c.found[0].to, c.q.whys.add(list...)})
		c.found = c.found[n:]
	}
	return slices.Clip(out)
}

// connect draws the edges that do not need others to be known: the order of addtask, and the flags depends, rdepends, mcdepends,
// deptask, rdeptask and, as far as it is about a recipe's own dependencies, recrdeptask (the manual's "Dependencies").
func (q *queue) connect() error {
	c := &collector{q: q}
	for _, m := range q.configs {
		for _, r := range m.seen {
			if m.failed[r] {
				continue
			}
			run := r.runTimeNames()
			for i := range r.Inputs.Tasks {
				c.task, c.found = r.tasks+i, c.found[:0]
				t := &q.tasks[c.task]
				if err := c.flags(m, t); err != nil {
					return err
				}
				c.deptask(m, t, graph.DepTask, "deptask")
				c.rdeptask(m, t, run, graph.RDepTask, "rdeptask")
				c.deptask(m, t, graph.RecRDepTask, "recrdeptask")
				c.rdeptask(m, t, run, graph.RecRDepTask, "recrdeptask")
				t.edges = c.finish()
			}
		}
	}
	return nil
}

// flags draws the edges of addtask, [mcdepends], [depends] and [rdepends].
func (c *collector) flags(m *multi, t *taskEntry) error {
	if _, ok := t.Flags["mcdepends"]; ok {
		if err := c.multiconfig(m, t); err != nil {
			return err
		}
	}
	for _, p := range t.Parents {
		c.add(c.q.task(t.recipe, p), graph.Reason{Kind: graph.Addtask})
	}
	for _, d := range t.depends {
		if m.build.failed[d.name] {
			continue
		}
		if err := c.flag(t, graph.Depends, d, m.build.provider(d.name)); err != nil {
			return err
		}
	}
	for _, d := range t.rdepends {
		if err := c.flag(t, graph.RDepends, d, m.run.provider(d.name)); err != nil {
			return err
		}
	}
	return nil
}

// flag draws the edge to the task that an item of [depends] or [rdepends] names, if there is a recipe for it.
func (c *collector) flag(t *taskEntry, kind graph.Kind, d named, p *Recipe) error {
	if p == nil {
		return nil
	}
	to, item := c.q.task(p, d.task), d.name+":"+d.task
	if to < 0 {
		return problem(CodeNoTask, fmt.Sprintf("Task %s in %s %s upon non-existent task %s in %s", t.Name, t.recipe.Name, kind, d.task, p.Name),
			Cause{t.recipe, t.Name, string(kind), item, ""})
	}
	c.add(to, graph.Reason{Kind: kind, Item: item})
	return nil
}

// multiconfig draws the edges of [mcdepends]. BitBake does not ask whose flag an entry is from: each task with the flag waits for
// what any task's flag names, as long as it is of the same configuration.
func (c *collector) multiconfig(m *multi, t *taskEntry) error {
	for _, d := range m.mcdepends {
		parts := strings.Split(d, ":")
		from, to, name, task := parts[1], c.q.byName[parts[2]], parts[3], parts[4]
		if to == nil {
			return problem(CodeTaskDependency, fmt.Sprintf("Multiconfig '%s' is referenced in multiconfig dependency '%s' but not enabled in BBMULTICONFIG?", parts[2], d),
				Cause{t.recipe, t.Name, "mcdepends", d, ""})
		}
		if from != m.Name {
			continue
		}
		p := to.build.provider(name)
		if p == nil {
			return problem(CodeTaskDependency, fmt.Sprintf("nothing provides %s in multiconfig %s, which %s names", name, parts[2], d), Cause{t.recipe, t.Name, "mcdepends", d, ""})
		}
		other := c.q.task(p, task)
		if other < 0 {
			return problem(CodeNoTask, fmt.Sprintf("Task mcdepends on non-existent task %s:%s", p.Name, task), Cause{t.recipe, t.Name, "mcdepends", d, ""})
		}
		c.add(other, graph.Reason{Kind: graph.MCDepends, Item: d})
	}
	return nil
}

// deptask draws the edges to tasks of what DEPENDS names.
func (c *collector) deptask(m *multi, t *taskEntry, kind graph.Kind, flag string) {
	tasks := strings.Fields(t.Flags[flag])
	if len(tasks) == 0 {
		return
	}
	for _, d := range t.recipe.depends() {
		if p := m.build.provider(d); p != nil {
			for _, name := range tasks {
				c.add(c.q.task(p, name), graph.Reason{Kind: kind, Item: d, Variable: "DEPENDS"})
			}
		}
	}
}

// rdeptask draws the edges to tasks of what the packages need or recommend.
func (c *collector) rdeptask(m *multi, t *taskEntry, run []runTimeName, kind graph.Kind, flag string) {
	tasks := strings.Fields(t.Flags[flag])
	if len(tasks) == 0 {
		return
	}
	for _, d := range run {
		if p := m.run.provider(d.name); p != nil {
			for _, name := range tasks {
				c.add(c.q.task(p, name), graph.Reason{Kind: kind, Item: d.name, Variable: d.variable})
			}
		}
	}
}
