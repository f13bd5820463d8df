package graph

import "slices"

// order returns the nodes 0..n-1 so that each comes behind those that it depends on; nodes on loops and behind them are left out.
func order(n int, depends func(int) []int, dependents [][]int) []int {
	left := make([]int, n)
	var free heap
	for i := range n {
		if left[i] = len(depends(i)); left[i] == 0 {
			free.push(i)
		}
	}
	out := make([]int, 0, n)
	for len(free) > 0 {
		i := free.pop()
		out = append(out, i)
		for _, d := range dependents[i] {
			if left[d]--; left[d] == 0 {
				free.push(d)
			}
		}
	}
	return out
}

// heap gives the lowest of its numbers first.
type heap []int

func (h *heap) push(x int) {
	*h = append(*h, x)
	s := *h
	for i := len(s) - 1; i > 0; {
		up := (i - 1) / 2
		if s[up] <= s[i] {
			break
		}
		s[up], s[i] = s[i], s[up]
		i = up
	}
}

func (h *heap) pop() int {
	s := *h
	out, last := s[0], len(s)-1
	s[0] = s[last]
	s = s[:last]
	*h = s
	for i := 0; ; {
		down := 2*i + 1
		if down >= last {
			break
		}
		if down+1 < last && s[down+1] < s[down] {
			down++
		}
		if s[i] <= s[down] {
			break
		}
		s[i], s[down] = s[down], s[i]
		i = down
	}
	return out
}

// Loops returns, for each set of nodes that all depend on each other, a shortest way round, each node followed by one that it
// depends on. A node that depends on itself is one.
func Loops(n int, depends func(int) []int) [][]int {
	var out [][]int
	for _, set := range components(n, depends) {
		if loop := loopIn(set, depends); loop != nil {
			out = append(out, loop)
		}
	}
	slices.SortFunc(out, slices.Compare)
	return out
}

// loopIn returns a shortest loop through the lowest node of a component.
func loopIn(set []int, depends func(int) []int) []int {
	start := slices.Min(set)
	in := map[int]bool{}
	for _, i := range set {
		in[i] = true
	}
	from := map[int]int{}
	for queue := []int{start}; len(queue) > 0; queue = queue[1:] {
		for _, d := range depends(queue[0]) {
			if d == start {
				loop := []int{}
				for i := queue[0]; i != start; i = from[i] {
					loop = append(loop, i)
				}
				loop = append(loop, start)
				slices.Reverse(loop)
				return loop
			}
			if _, seen := from[d]; !seen && in[d] {
				from[d] = queue[0]
				queue = append(queue, d)
			}
		}
	}
	return nil
}

// components returns the sets of nodes that all depend on each other (Tarjan's strongly connected components), without
// recursion. A set comes behind those that it depends on.
func components(n int, depends func(int) []int) [][]int {
	const unseen = -1
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
		calls = append(calls, frame{i, depends(i)})
	}
	for root := range n {
		if index[root] != unseen {
			continue
		}
		enter(root)
		for len(calls) > 0 {
			f := &calls[len(calls)-1]
			if len(f.rest) > 0 {
				d := f.rest[0]
				f.rest = f.rest[1:]
				if index[d] == unseen {
					enter(d)
				} else if onStack[d] {
					low[f.node] = min(low[f.node], index[d])
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
