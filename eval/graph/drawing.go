package graph

import "strings"

// drawing is what is drawn of a graph: its recipes with the dependencies that are there for a reason of their own, less those that
// others imply.
type drawing struct {
	down Digraph // has no loops but those of build-time dependencies
	up   [][2]int
}

// newDrawing sorts dependencies into those that go down and those that would close a loop. Recipes often need each other at run time
// and hardly ever to be built, so build-time dependencies decide about the order, and run-time ones go up where they do not fit it.
func newDrawing(g *Graph) drawing {
	n := len(g.Recipes)
	build, run := make([]Bits, n), make([]Bits, n)
	for i := range n {
		build[i], run[i] = NewBits(n), NewBits(n)
	}
	for i := range g.Tasks {
		from := g.Tasks[i].Recipe
		for _, e := range g.Tasks[i].Depends {
			if to := g.Tasks[e.To].Recipe; to != from {
				if g.atBuildTime(e) {
					build[from].Add(to)
				} else if !g.recursive(e) {
					run[from].Add(to)
				}
			}
		}
	}
	order := drawingOrder(build, run)
	at := make([]int, n)
	for p, i := range order {
		at[i] = p
	}
	d := drawing{down: make(Digraph, n)}
	for i := range n {
		for k := range run[i].All {
			if build[i].Has(k) {
				continue
			}
			if at[i] < at[k] {
				build[i].Add(k)
			} else {
				d.up = append(d.up, [2]int{i, k})
			}
		}
		for k := range build[i].All {
			d.down[i] = append(d.down[i], k)
		}
	}
	d.down = d.down.Reduce()
	return d
}

// atBuildTime reports whether an edge is there for more than what packages need at run time.
func (g *Graph) atBuildTime(e Edge) bool {
	for _, r := range g.Why(e) {
		if r.Kind != RDepends && !strings.HasPrefix(r.Variable, "R") && (r.Kind != RecRDepTask || r.Item != "") {
			return true
		}
	}
	return false
}

// drawingOrder orders recipes so that each comes before what it needs to be built, and, as far as that leaves a choice, before what
// it needs at run time.
func drawingOrder(build, run []Bits) []int {
	n := len(build)
	down := make(Digraph, n)
	waits := make([]int, n) // for so many by run-time dependencies
	for i := range n {
		for k := range build[i].All {
			down[i] = append(down[i], k)
		}
		for k := range run[i].All {
			waits[k]++
		}
	}
	sets := down.Components()
	of, left := make([]int, n), make([]int, len(sets))
	for s, set := range sets {
		for _, i := range set {
			of[i] = s
		}
	}
	for i := range n {
		for _, k := range down[i] {
			if of[k] != of[i] {
				left[of[k]]++
			}
		}
	}
	var free, out []int
	for s := range sets {
		if left[s] == 0 {
			free = append(free, s)
		}
	}
	for len(free) > 0 {
		best := 0
		for f := range free {
			if waits[sets[free[f]][0]] < waits[sets[free[best]][0]] {
				best = f
			}
		}
		s := free[best]
		free = append(free[:best], free[best+1:]...)
		for _, i := range sets[s] {
			out = append(out, i)
			for k := range run[i].All {
				waits[k]--
			}
			for _, k := range down[i] {
				if t := of[k]; t != s {
					if left[t]--; left[t] == 0 {
						free = append(free, t)
					}
				}
			}
		}
	}
	return out
}
