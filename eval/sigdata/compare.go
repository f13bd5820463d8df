package sigdata

import (
	"maps"
	"slices"
)

// Side finds the descriptions of tasks by their hashes, for one side of a comparison.
type Side interface {
	// Load returns the description of the task with a hash; nil where it is not known.
	Load(hash string) (*Data, error)
}

// Kind is a kind of difference.
type Kind string

// The kinds of differences.
const (
	VariableDiffers Kind = "variable" // a variable, flag or function
	FileDiffers     Kind = "file"     // the content of a file, or which files there are
	TaskDiffers     Kind = "task"     // a task that is depended on: another one, or a hash that nothing is known about
	TaintDiffers    Kind = "taint"    // what forcing a task leaves
)

// Difference is a cause for hashes to differ.
type Difference struct {
	Kind Kind   `json:"kind"`
	Name string `json:"name"`
	// Before and After are the texts, checksums or hashes; nil where there is none.
	Before *string `json:"before"`
	After  *string `json:"after"`
	// Tasks are those whose own hashes it changes, those that others depend on first.
	Tasks []string `json:"tasks"`
}

// Compare tells why the hashes of two tasks differ. It follows the tasks that both depend on under the same name. The causes come
// first: the differences of a task stand behind those of the tasks that it depends on, and texts that changed stand before names
// that came or went, as those often follow from these. name is what to call the compared task.
func Compare(name string, a, b *Data, before, after Side) ([]Difference, error) {
	c := &comparison{before: before, after: after, seen: map[[2]string]bool{}, index: map[differenceKey]int{}}
	if err := c.tasks(name, a, b); err != nil {
		return nil, err
	}
	return c.out, nil
}

type differenceKey struct {
	kind                Kind
	name, before, after string
}

type comparison struct {
	before, after Side
	seen          map[[2]string]bool
	index         map[differenceKey]int
	out           []Difference
}

func (c *comparison) add(task string, kind Kind, name string, before, after *string) {
	text := func(s *string) string {
		if s == nil {
			return "-"
		}
		return "=" + *s
	}
	k := differenceKey{kind, name, text(before), text(after)}
	i, ok := c.index[k]
	if !ok {
		i = len(c.out)
		c.index[k] = i
		c.out = append(c.out, Difference{Kind: kind, Name: name, Before: before, After: after})
	}
	c.out[i].Tasks = append(c.out[i].Tasks, task)
}

func (c *comparison) tasks(name string, a, b *Data) error {
	for _, dep := range b.RunTaskDeps {
		old, both := a.RunTaskHashes[dep]
		if hash := b.RunTaskHashes[dep]; both && hash != old {
			if err := c.follow(dep, old, hash); err != nil {
				return err
			}
		}
	}
	c.variables(name, a, b)
	c.files(name, a, b)
	for _, dep := range names(a.RunTaskHashes, b.RunTaskHashes) {
		old, had := a.RunTaskHashes[dep]
		hash, has := b.RunTaskHashes[dep]
		switch {
		case !had:
			c.add(name, TaskDiffers, dep, nil, &hash)
		case !has:
			c.add(name, TaskDiffers, dep, &old, nil)
		}
	}
	if a.Taint != b.Taint {
		c.add(name, TaintDiffers, "", filled(a.Taint), filled(b.Taint))
	}
	return nil
}

// follow compares two tasks of the same name that are depended on.
func (c *comparison) follow(name, before, after string) error {
	if c.seen[[2]string{before, after}] {
		return nil
	}
	c.seen[[2]string{before, after}] = true
	a, err := c.before.Load(before)
	if err != nil {
		return err
	}
	b, err := c.after.Load(after)
	if err != nil {
		return err
	}
	if a == nil || b == nil {
		c.add(name, TaskDiffers, name, &before, &after)
		return nil
	}
	return c.tasks(name, a, b)
}

func (c *comparison) variables(task string, a, b *Data) {
	var cameOrWent []string
	for _, v := range names(a.VarVals, b.VarVals) {
		_, had := a.VarVals[v]
		_, has := b.VarVals[v]
		switch old, text := a.text(v), b.text(v); {
		case had != has:
			cameOrWent = append(cameOrWent, v)
		case (old == nil) != (text == nil), a.Text(v) != b.Text(v):
			c.add(task, VariableDiffers, v, old, text)
		}
	}
	for _, v := range cameOrWent {
		c.add(task, VariableDiffers, v, a.text(v), b.text(v))
	}
}

// text returns a variable's text; nil where it has none.
func (d *Data) text(name string) *string {
	if d.VarVals[name] == nil {
		return nil
	}
	text := d.Text(name)
	return &text
}

func (c *comparison) files(task string, a, b *Data) {
	sums := func(d *Data) map[string]string {
		out := map[string]string{}
		for _, f := range d.Files {
			if f.Sum != nil {
				out[f.Name] += *f.Sum
			}
		}
		return out
	}
	old, now := sums(a), sums(b)
	for _, f := range names(old, now) {
		if old[f] != now[f] {
			c.add(task, FileDiffers, f, filled(old[f]), filled(now[f]))
		}
	}
}

// names returns the keys of either map, sorted.
func names[T any](a, b map[string]T) []string {
	all := slices.AppendSeq(slices.Collect(maps.Keys(a)), maps.Keys(b))
	slices.Sort(all)
	return slices.Compact(all)
}

func filled(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
