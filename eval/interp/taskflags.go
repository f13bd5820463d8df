package interp

import (
	"strconv"
	"strings"

	"github.com/knead-build/knead/eval/datastore"
)

// TaskFlags is what a recipe's tasks came to: what each comes after, and the flags that decide about its place in the graph.
// It is the value of _task_deps. Orders are those in which the tasks were added.
type TaskFlags struct {
	Names   []string
	Parents map[string][]string
	Flags   []*TaskFlag
}

// TaskFlag is a flag (depends, deptask, rdepends, noexec, ...) with its expanded value for each task that has it.
type TaskFlag struct {
	Name  string
	Tasks []TaskValue
}

// TaskValue is a flag's value of a task.
type TaskValue struct {
	Task  string
	Value any // a text; an int or bool where the metadata's Python set that
}

// Tasks returns what a finished recipe's tasks came to.
func Tasks(d *datastore.Store) *TaskFlags {
	if t, ok := d.RawHard("_task_deps").(*TaskFlags); ok {
		return t
	}
	return &TaskFlags{}
}

// Get returns the flag's value of a task; ok is false where it has none.
func (t *TaskFlags) Get(flag, task string) (value any, ok bool) {
	for _, f := range t.Flags {
		if f.Name != flag {
			continue
		}
		for _, v := range f.Tasks {
			if v.Task == task {
				return v.Value, true
			}
		}
	}
	return nil, false
}

// Repr returns Python's repr of the dictionary that BitBake keeps.
func (t *TaskFlags) Repr() string {
	var b strings.Builder
	b.WriteString("{'tasks': ")
	reprList(&b, t.Names)
	b.WriteString(", 'parents': {")
	for i, name := range t.Names {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(reprText(name) + ": ")
		reprList(&b, t.Parents[name])
	}
	b.WriteString("}")
	for _, f := range t.Flags {
		b.WriteString(", " + reprText(f.Name) + ": {")
		for i, v := range f.Tasks {
			if i > 0 {
				b.WriteString(", ")
			}
			b.WriteString(reprText(v.Task) + ": ")
			if s, ok := v.Value.(string); ok {
				b.WriteString(reprText(s))
			} else {
				b.WriteString(pythonText(v.Value))
			}
		}
		b.WriteString("}")
	}
	b.WriteString("}")
	return b.String()
}

func reprList(b *strings.Builder, list []string) {
	b.WriteByte('[')
	for i, s := range list {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(reprText(s))
	}
	b.WriteByte(']')
}

// reprText is Python's repr of a text of printable characters.
func reprText(s string) string {
	q := strconv.Quote(s)
	q = strings.ReplaceAll(q[1:len(q)-1], `\"`, `"`)
	if strings.Contains(s, "'") && !strings.Contains(s, `"`) {
		return `"` + q + `"`
	}
	return "'" + strings.ReplaceAll(q, "'", `\'`) + "'"
}

// taskFlagNames are the flags that decide about a task's place in the graph.
var taskFlagNames = [...]string{"mcdepends", "depends", "rdepends", "deptask", "rdeptask", "recrdeptask", "recideptask", "nostamp", "fakeroot", "noexec", "umask"}

// finishTasks collects the tasks' flags.
func (in *Interp) finishTasks(tasks []string, d *datastore.Store) error {
	out := &TaskFlags{Parents: map[string][]string{}}
	if len(tasks) > 0 {
		for _, name := range taskFlagNames {
			out.Flags = append(out.Flags, &TaskFlag{Name: name})
		}
	}
	for _, task := range tasks {
		task, err := d.Expand(task, "")
		if err != nil {
			return err
		}
		if err := d.SetFlag(task, "task", 1, datastore.Origin{}); err != nil {
			return err
		}
		if _, again := out.Parents[task]; !again {
			out.Names = append(out.Names, task)
		}
		for i, name := range taskFlagNames {
			value := d.RawFlag(task, name)
			if value == nil {
				continue
			}
			if text, ok := value.(string); ok {
				if value, err = d.Expand(text, ""); err != nil {
					return err
				}
			}
			if (name == "noexec" || name == "fakeroot" || name == "nostamp") && value != any("1") {
				in.warn(CodeTaskFlag, "%s[%s] is %q: a flag that is set counts, whatever its value; set it to \"1\"", task, name, pythonText(value))
			}
			out.Flags[i].Tasks = append(out.Flags[i].Tasks, TaskValue{task, value})
		}
		parents := []string{}
		for _, p := range stringsOf(d.RawFlag(task, "deps")) {
			if p, err = d.Expand(p, ""); err != nil {
				return err
			}
			parents = append(parents, p)
		}
		out.Parents[task] = parents
	}
	return d.Set("_task_deps", out, datastore.Origin{})
}
