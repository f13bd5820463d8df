// Package graph is the task graph: which tasks of which recipes have to run, in which order, and why. It is plain data that
// nobody changes once it is made, with a versioned JSON form (see WriteJSON); it is all that a builder has to read. It knows
// nothing of metadata and of how the graph is worked out: that is package resolve's business.
//
// Terms are BitBake's: a task's id is "[mc:NAME:][virtual:VARIANT:]/path/recipe.bb:do_task".
package graph

import (
	"cmp"
	"slices"
	"sync"
)

// Graph is a task graph. All places in it (Targets, Edge.To, Task.Recipe) are indexes into its lists.
type Graph struct {
	// Release is the BitBake release whose rules made the graph, "2.18.0".
	Release string
	// Targets are the tasks that were asked for.
	Targets []int
	Recipes []Recipe // those that have a task in the graph, by name
	Tasks   []Task   // by id
	// Reasons are what edges are there for; an edge has the index of one list.
	Reasons [][]Reason
	// Providers are, by multiconfig and by the name in DEPENDS or a [depends], the names of the recipes that were chosen.
	Providers map[string]map[string]string

	forwardOnce, backwardOnce sync.Once
	forward, backward         Digraph
}

// Recipe is a variant of a recipe in a configuration.
type Recipe struct {
	// Name is what BitBake calls it: "virtual:native:/path/x.bb".
	Name        string   `json:"name"`
	File        string   `json:"file"`
	Variant     string   `json:"variant,omitempty"` // "native", "lib32", ...
	Multiconfig string   `json:"multiconfig,omitempty"`
	Layer       string   `json:"layer,omitempty"` // the collection
	PN          string   `json:"pn"`
	PE          string   `json:"pe,omitempty"`
	PV          string   `json:"pv,omitempty"`
	PR          string   `json:"pr,omitempty"`
	Provides    []string `json:"provides,omitempty"`
	Classes     []string `json:"classes,omitempty"` // the names of those that it inherits
	// Stamp is STAMP, HashFilename BB_HASHFILENAME.
	Stamp        string `json:"stamp,omitempty"`
	HashFilename string `json:"hash_filename,omitempty"`
}

// ShortName returns PN, with "mc:NAME:" in front in a multiconfig, as BitBake writes it in task-depends.dot.
func (r *Recipe) ShortName() string {
	if r.Multiconfig != "" {
		return "mc:" + r.Multiconfig + ":" + r.PN
	}
	return r.PN
}

// Version returns "PE:PV-PR", as BitBake writes it in task-depends.dot: without an epoch it begins with the colon.
func (r *Recipe) Version() string { return r.PE + ":" + r.PV + "-" + r.PR }

// Task is a task of a recipe.
type Task struct {
	Recipe int    `json:"recipe"`
	Name   string `json:"name"` // "do_compile"
	// Setscene says that the recipe has NAME_setscene, which may take the task's place.
	Setscene bool `json:"setscene,omitempty"`
	// NoExec, NoStamp and Fakeroot are the flags of these names.
	NoExec   bool `json:"noexec,omitempty"`
	NoStamp  bool `json:"nostamp,omitempty"`
	Fakeroot bool `json:"fakeroot,omitempty"`
	// Umask, StampExtraInfo and FileChecksums are the expanded flags.
	Umask          string `json:"umask,omitempty"`
	StampExtraInfo string `json:"stamp_extra_info,omitempty"`
	FileChecksums  string `json:"file_checksums,omitempty"`
	Hashes
	// Depends are the tasks that have to run before, by id.
	Depends []Edge `json:"-"`
}

// Hashes are a task's digests, "" where they have not been worked out.
type Hashes struct {
	Base    string `json:"base_hash,omitempty"`
	Task    string `json:"hash,omitempty"`
	Unified string `json:"unihash,omitempty"`
	// Locked is the variable that fixes the hash, where one does: Task and Unified are what it says, and Computed is what Task
	// would be without; "" where that is another one in each run.
	Locked   string `json:"locked,omitempty"`
	Computed string `json:"computed_hash,omitempty"`
}

// Own returns the hash that a task is computed to have, locked or not.
func (h *Hashes) Own() string {
	if h.Locked != "" {
		return h.Computed
	}
	return h.Task
}

// Edge is a dependency.
type Edge struct {
	To  int // the task that has to run before
	Why int // the reasons
}

// Kind is a kind of reason for an edge: the statement or flag that makes it.
type Kind string

// The kinds of reasons.
const (
	Addtask     Kind = "addtask"     // "addtask X after Y before Z"
	Depends     Kind = "depends"     // X[depends] = "NAME:do_Y"
	RDepends    Kind = "rdepends"    // X[rdepends] = "PACKAGE:do_Y"
	MCDepends   Kind = "mcdepends"   // X[mcdepends] = "mc:FROM:TO:NAME:do_Y"
	DepTask     Kind = "deptask"     // X[deptask] = "do_Y", for each name in DEPENDS
	RDepTask    Kind = "rdeptask"    // X[rdeptask] = "do_Y", for each name in RDEPENDS and RRECOMMENDS
	RecRDepTask Kind = "recrdeptask" // X[recrdeptask] = "do_Y", for all that X comes to depend on
)

// Reason is why an edge is there.
type Reason struct {
	Kind Kind `json:"kind"`
	// Item is the word that names the other task: "NAME:do_Y" of a [depends]; for deptask, rdeptask and recrdeptask the name
	// in Variable. It is empty where the kind says all: a task of a recipe that is reached through others.
	Item string `json:"item,omitempty"`
	// Variable is where Item stands: DEPENDS, RDEPENDS:pkg, RRECOMMENDS:pkg; empty for a task's flag.
	Variable string `json:"variable,omitempty"`
}

// ID returns a task's id.
func (g *Graph) ID(task int) string {
	t := &g.Tasks[task]
	return g.Recipes[t.Recipe].Name + ":" + t.Name
}

// ShortID returns "PN:do_task", with "mc:NAME:" in front in a multiconfig.
func (g *Graph) ShortID(task int) string {
	t := &g.Tasks[task]
	return g.Recipes[t.Recipe].ShortName() + ":" + t.Name
}

// Why returns the reasons of an edge.
func (g *Graph) Why(e Edge) []Reason {
	if e.Why < 0 || e.Why >= len(g.Reasons) {
		return nil
	}
	return g.Reasons[e.Why]
}

// Edge returns the edge from a task to another that has to run before.
func (g *Graph) Edge(from, to int) (Edge, bool) {
	list := g.Tasks[from].Depends
	i, ok := slices.BinarySearchFunc(list, to, func(e Edge, to int) int { return cmp.Compare(e.To, to) })
	if !ok {
		return Edge{}, false
	}
	return list[i], true
}

// Depends returns, for each task, those that have to run before.
func (g *Graph) Depends() Digraph {
	g.forwardOnce.Do(func() {
		g.forward = make(Digraph, len(g.Tasks))
		for i := range g.Tasks {
			g.forward[i] = make([]int, len(g.Tasks[i].Depends))
			for k, e := range g.Tasks[i].Depends {
				g.forward[i][k] = e.To
			}
		}
	})
	return g.forward
}

// Dependents returns, for each task, those that wait for it.
func (g *Graph) Dependents() Digraph {
	g.backwardOnce.Do(func() { g.backward = g.Depends().Reverse() })
	return g.backward
}

// RecipeDepends returns, for each recipe, the others that a task of it waits for.
func (g *Graph) RecipeDepends() Digraph {
	out := make(Digraph, len(g.Recipes))
	sets := make([]Bits, len(g.Recipes))
	for i := range g.Tasks {
		from := g.Tasks[i].Recipe
		if sets[from] == nil {
			sets[from] = NewBits(len(g.Recipes))
		}
		for _, e := range g.Tasks[i].Depends {
			sets[from].Add(g.Tasks[e.To].Recipe)
		}
	}
	for i, set := range sets {
		set.Remove(i)
		for k := range set.All {
			out[i] = append(out[i], k)
		}
	}
	return out
}

// Find returns the task of an id, -1 where there is none.
func (g *Graph) Find(id string) int {
	i, ok := slices.BinarySearchFunc(g.Tasks, id, func(t Task, id string) int {
		return cmp.Compare(g.Recipes[t.Recipe].Name+":"+t.Name, id)
	})
	if !ok {
		return -1
	}
	return i
}

// WithHashes returns the graph with the digests of all its tasks, in the order of Tasks.
func (g *Graph) WithHashes(hashes []Hashes) *Graph {
	out := &Graph{Release: g.Release, Targets: g.Targets, Recipes: g.Recipes, Tasks: slices.Clone(g.Tasks), Reasons: g.Reasons, Providers: g.Providers}
	for i := range out.Tasks {
		out.Tasks[i].Hashes = hashes[i]
	}
	return out
}

// RecipeTasks returns the tasks of each recipe.
func (g *Graph) RecipeTasks() [][]int {
	out := make([][]int, len(g.Recipes))
	for i := range g.Tasks {
		r := g.Tasks[i].Recipe
		out[r] = append(out[r], i)
	}
	return out
}
