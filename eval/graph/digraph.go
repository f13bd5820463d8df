package graph

import (
	"cmp"
	"slices"
)

// Digraph is a graph of numbered nodes: for each node, those that it depends on.
type Digraph [][]int

// Reverse returns, for each node, those that depend on it, in ascending order.
func (d Digraph) Reverse() Digraph {
	count := make([]int, len(d))
	total := 0
	for _, list := range d {
		total += len(list)
		for _, to := range list {
			count[to]++
		}
	}
	room := make([]int, total)
	out := make(Digraph, len(d))
	for i, n := range count {
		out[i], room = room[:0:n], room[n:]
	}
	for i, list := range d {
		for _, to := range list {
			out[to] = append(out[to], i)
		}
	}
	return out
}

// Reach returns the nodes themselves and all that they depend on, over at most depth steps; depth below 0 is without limit.
func (d Digraph) Reach(from Bits, depth int) Bits {
	out := slices.Clone(from)
	var now []int
	for i := range from.All {
		now = append(now, i)
	}
	for ; len(now) > 0 && depth != 0; depth-- {
		var next []int
		for _, i := range now {
			for _, to := range d[i] {
				if !out.Has(to) {
					out.Add(to)
					next = append(next, to)
				}
			}
		}
		now = next
	}
	return out
}

// Path returns a shortest way from one of some nodes to one of others, each node followed by one that it depends on; nil where
// there is none.
func (d Digraph) Path(from, to Bits) []int {
	before := make([]int, len(d))
	for i := range before {
		before[i] = -1
	}
	var queue []int
	for i := range from.All {
		before[i] = i
		queue = append(queue, i)
	}
	for ; len(queue) > 0; queue = queue[1:] {
		i := queue[0]
		if to.Has(i) {
			path := []int{i}
			for before[i] != i {
				i = before[i]
				path = append(path, i)
			}
			slices.Reverse(path)
			return path
		}
		for _, k := range d[i] {
			if before[k] < 0 {
				before[k] = i
				queue = append(queue, k)
			}
		}
	}
	return nil
}

// Between returns the nodes on all ways from some nodes to others.
func (d Digraph) Between(from, to Bits) Bits {
	down, up := d.Reach(from, -1), d.Reverse().Reach(to, -1)
	for i := range down {
		down[i] &= up[i]
	}
	return down
}

// Reduce returns the graph without the edges that say nothing that others do not say together (the transitive reduction). Of
// nodes that all depend on each other it keeps the edges between them.
func (d Digraph) Reduce() Digraph {
	sets := d.Components()
	of := make([]int, len(d)) // the set of each node
	for s, set := range sets {
		for _, i := range set {
			of[i] = s
		}
	}
	out := make(Digraph, len(d))
	reach := make([]Bits, len(sets))
	type edge struct{ from, to int }
	for s, set := range sets { // those that it depends on come before
		seen := NewBits(len(sets))
		var edges []edge
		for _, i := range set {
			for _, k := range d[i] {
				if of[k] == s {
					out[i] = append(out[i], k)
				} else {
					edges = append(edges, edge{i, k})
				}
			}
		}
		slices.SortStableFunc(edges, func(a, b edge) int { return cmp.Compare(of[b.to], of[a.to]) })
		for _, e := range edges {
			if t := of[e.to]; !seen.Has(t) {
				out[e.from] = append(out[e.from], e.to)
				seen.Or(reach[t])
			}
		}
		seen.Add(s)
		reach[s] = seen
	}
	for _, list := range out {
		slices.Sort(list)
	}
	return out
}

// Reduced returns the graph without the edges that others imply.
func (g *Graph) Reduced() *Graph {
	out := g.WithHashes(g.hashes())
	for i, keep := range g.Depends().Reduce() {
		list := make([]Edge, 0, len(keep))
		for _, e := range g.Tasks[i].Depends {
			if _, ok := slices.BinarySearch(keep, e.To); ok {
				list = append(list, e)
			}
		}
		out.Tasks[i].Depends = list
	}
	return out
}

func (g *Graph) hashes() []Hashes {
	out := make([]Hashes, len(g.Tasks))
	for i := range g.Tasks {
		out[i] = g.Tasks[i].Hashes
	}
	return out
}
