package graph

import (
	"encoding/json"
	"fmt"
	"io"
)

// Version is the version of the JSON form. It grows when something changes its meaning or goes; what is added does not count, so
// readers have to pass over fields that they do not know.
const Version = 1

// jsonGraph is the JSON form of a graph:
//
//	version    1
//	release    the BitBake release whose rules made it
//	targets    the tasks that were asked for
//	recipes    name, file, variant, multiconfig, layer, pn, pe, pv, pr, provides, classes, stamp, hash_filename
//	tasks      recipe, name, the flags setscene, noexec, nostamp, fakeroot, umask, stamp_extra_info, file_checksums, the digests
//	           base_hash, hash, unihash, locked, computed_hash, and the two lists depends and why, which go together: a task that
//	           has to run before, and the reasons for that
//	reasons    lists of reasons, each with kind, item and variable (see Reason)
//	providers  by multiconfig and name, the recipe that was chosen
//
// Numbers are places in the lists recipes, tasks and reasons, from 0. What is empty, 0 or false is left out, except for places.
type jsonGraph struct {
	Version   int                          `json:"version"`
	Release   string                       `json:"release,omitempty"`
	Targets   []int                        `json:"targets"`
	Recipes   []Recipe                     `json:"recipes"`
	Tasks     []jsonTask                   `json:"tasks"`
	Reasons   [][]Reason                   `json:"reasons"`
	Providers map[string]map[string]string `json:"providers,omitempty"`
}

type jsonTask struct {
	*Task
	To  []int `json:"depends"`
	Why []int `json:"why"`
}

// WriteJSON writes the graph's JSON form: version, release, targets, recipes, tasks, reasons, providers. Reasons that no edge has
// are left out.
func (g *Graph) WriteJSON(w io.Writer) error {
	j := jsonGraph{Version: Version, Release: g.Release, Targets: orEmpty(g.Targets), Recipes: orEmpty(g.Recipes), Providers: g.Providers, Reasons: [][]Reason{}}
	place := map[int]int{}
	for i := range g.Tasks {
		t := jsonTask{Task: &g.Tasks[i], To: []int{}, Why: []int{}}
		for _, e := range t.Depends {
			at, ok := place[e.Why]
			if !ok {
				at = len(j.Reasons)
				place[e.Why] = at
				j.Reasons = append(j.Reasons, g.Why(e))
			}
			t.To, t.Why = append(t.To, e.To), append(t.Why, at)
		}
		j.Tasks = append(j.Tasks, t)
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(j)
}

func orEmpty[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

// ReadJSON reads what WriteJSON wrote. It refuses a version that it does not know, and places that are not there.
func ReadJSON(r io.Reader) (*Graph, error) {
	var j jsonGraph
	if err := json.NewDecoder(r).Decode(&j); err != nil {
		return nil, fmt.Errorf("reading a task graph: %w", err)
	}
	if j.Version != Version {
		return nil, fmt.Errorf("reading a task graph: its version is %d, this program knows %d", j.Version, Version)
	}
	g := &Graph{Release: j.Release, Targets: j.Targets, Recipes: j.Recipes, Reasons: j.Reasons, Providers: j.Providers}
	in := func(i, n int) bool { return i >= 0 && i < n }
	for i, t := range j.Tasks {
		if t.Task == nil || !in(t.Recipe, len(j.Recipes)) || len(t.To) != len(t.Why) {
			return nil, fmt.Errorf("reading a task graph: task %d is not whole", i)
		}
		for k := range t.To {
			if !in(t.To[k], len(j.Tasks)) || !in(t.Why[k], len(j.Reasons)) {
				return nil, fmt.Errorf("reading a task graph: task %d depends on what is not there", i)
			}
			t.Depends = append(t.Depends, Edge{t.To[k], t.Why[k]})
		}
		g.Tasks = append(g.Tasks, *t.Task)
	}
	for _, t := range g.Targets {
		if !in(t, len(g.Tasks)) {
			return nil, fmt.Errorf("reading a task graph: target %d is not there", t)
		}
	}
	return g, nil
}
