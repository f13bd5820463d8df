package graph

import "slices"

// Loops returns, for each set of nodes that all depend on each other, a shortest way round, each node followed by one that it
// depends on. A node that depends on itself is one.
func (d Digraph) Loops() [][]int {
	var out [][]int
	for _, set := range d.Components() {
		if loop := d.loopIn(set); loop != nil {
			out = append(out, loop)
		}
	}
	slices.SortFunc(out, slices.Compare)
	return out
}

// loopIn returns a shortest loop through the lowest node of a component.
func (d Digraph) loopIn(set []int) []int {
	start := slices.Min(set)
	in := map[int]bool{}
	for _, i := range set {
		in[i] = true
	}
	from := map[int]int{}
	for queue := []int{start}; len(queue) > 0; queue = queue[1:] {
		for _, k := range d[queue[0]] {
			if k == start {
				loop := []int{}
				for i := queue[0]; i != start; i = from[i] {
					loop = append(loop, i)
				}
				loop = append(loop, start)
				slices.Reverse(loop)
				return loop
			}
			if _, seen := from[k]; !seen && in[k] {
				from[k] = queue[0]
				queue = append(queue, k)
			}
		}
	}
	return nil
}

// Components returns the sets of nodes that all depend on each other (Tarjan's strongly connected components); most have one
// node. A set comes behind those that it depends on.
func (d Digraph) Components() [][]int {
	const unseen = -1
	n := len(d)
	index, low := make([]int, n), make([]int, n)
	onStack := make([]bool, n)
	for i := range index {
		index[i] = unseen
	}
	type frame struct {
		node int
		rest []int
	}
	var out [][]int
	var stack []int
	var calls []frame
	next := 0
	enter := func(i int) {
		index[i], low[i] = next, next
		next++
		stack, onStack[i] = append(stack, i), true
		calls = append(calls, frame{i, d[i]})
	}
	for root := range n {
		if index[root] != unseen {
			continue
		}
		enter(root)
		for len(calls) > 0 {
			f := &calls[len(calls)-1]
			if len(f.rest) > 0 {
				to := f.rest[0]
				f.rest = f.rest[1:]
				if index[to] == unseen {
					enter(to)
				} else if onStack[to] {
					low[f.node] = min(low[f.node], index[to])
				}
				continue
			}
			node := f.node
			calls = calls[:len(calls)-1]
			if len(calls) > 0 {
				up := calls[len(calls)-1].node
				low[up] = min(low[up], low[node])
			}
			if low[node] != index[node] {
				continue
			}
			k := len(stack) - 1
			for stack[k] != node {
				k--
			}
			set := slices.Clone(stack[k:])
			stack = stack[:k]
			for _, i := range set {
				onStack[i] = false
			}
			out = append(out, set)
		}
	}
	return out
}
