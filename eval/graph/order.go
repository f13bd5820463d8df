package graph

import "slices"

// Order returns the nodes so that each comes behind those that it depends on, of those that are free the lowest first. Nodes on
// loops, and those that depend on them, are left out.
func (d Digraph) Order() []int {
	left := make([]int, len(d))
	dependents := d.Reverse()
	var free heap
	for i := range d {
		if left[i] = len(d[i]); left[i] == 0 {
			free.push(i)
		}
	}
	out := make([]int, 0, len(d))
	for len(free) > 0 {
		i := free.pop()
		out = append(out, i)
		for _, k := range dependents[i] {
			if left[k]--; left[k] == 0 {
				free.push(k)
			}
		}
	}
	return out
}

// Levels returns the nodes that depend on none, then those that depend on these only, and so on, each list in order. Nodes on loops,
// and those that depend on them, are left out.
func (d Digraph) Levels() [][]int {
	level, height := make([]int, len(d)), 0
	order := d.Order()
	for _, i := range order {
		for _, k := range d[i] {
			level[i] = max(level[i], level[k]+1)
		}
		height = max(height, level[i]+1)
	}
	out := make([][]int, height)
	slices.Sort(order)
	for _, i := range order {
		out[level[i]] = append(out[level[i]], i)
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
