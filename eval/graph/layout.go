package graph

import (
	"cmp"
	"slices"
)

// layout places the nodes of a graph in rows, from those that nothing depends on at the top to what they need below (Sugiyama's
// method: rows by the longest way, order within them by the neighbours' middle, then places that pull edges straight). Long edges
// bend at points that keep a place in each row which they pass.
type layout struct {
	row  []int // of each node; those behind the graph's own are points of long edges
	rows [][]int
	x    []float64 // the middle of each node
	size []float64 // its width

	edges []laidEdge
}

// laidEdge is an edge over the points that it bends at. back says that it goes against the direction, as edges on loops do.
type laidEdge struct {
	nodes []int
	back  bool
}

const (
	pointSize = 7.0
	nodeGap   = 8.0
)

// newLayout lays a graph out whose nodes have these widths.
func newLayout(d Digraph, widths []float64) *layout {
	l := &layout{row: make([]int, len(d)), size: slices.Clone(widths)}
	forward := l.rank(d)
	l.bend(d, forward)
	up, down := l.neighbours()
	for range 12 {
		l.sweep(up, 1)
		l.sweep(down, -1)
	}
	l.place(up, down)
	return l
}

// rank puts each node into the row behind those of all that depend on it, but for edges that close a loop.
func (l *layout) rank(d Digraph) map[[2]int]bool {
	position := make([]int, len(d))
	n := 0
	for _, set := range slices.Backward(d.Components()) {
		for _, i := range set {
			position[i] = n
			n++
		}
	}
	order := make([]int, len(d))
	for i, p := range position {
		order[p] = i
	}
	forward := map[[2]int]bool{}
	for _, i := range order {
		for _, to := range d[i] {
			if position[to] > position[i] {
				forward[[2]int{i, to}] = true
				l.row[to] = max(l.row[to], l.row[i]+1)
			}
		}
	}
	return forward
}

// bend gives edges over several rows points in between.
func (l *layout) bend(d Digraph, forward map[[2]int]bool) {
	last := 0
	for _, c := range l.row {
		last = max(last, c)
	}
	l.rows = make([][]int, last+1)
	for i, c := range l.row {
		l.rows[c] = append(l.rows[c], i)
	}
	for i, list := range d {
		for _, to := range list {
			e := laidEdge{nodes: []int{i}}
			if e.back = !forward[[2]int{i, to}]; !e.back {
				for c := l.row[i] + 1; c < l.row[to]; c++ {
					p := len(l.row)
					l.row, l.size = append(l.row, c), append(l.size, pointSize)
					l.rows[c] = append(l.rows[c], p)
					e.nodes = append(e.nodes, p)
				}
			}
			e.nodes = append(e.nodes, to)
			l.edges = append(l.edges, e)
		}
	}
}

// neighbours returns, for each node, those in the rows above and below that it is connected with.
func (l *layout) neighbours() (above, below [][]int) {
	above, below = make([][]int, len(l.row)), make([][]int, len(l.row))
	for _, e := range l.edges {
		if e.back {
			continue
		}
		for k := 1; k < len(e.nodes); k++ {
			above[e.nodes[k]] = append(above[e.nodes[k]], e.nodes[k-1])
			below[e.nodes[k-1]] = append(below[e.nodes[k-1]], e.nodes[k])
		}
	}
	return above, below
}

// sweep orders the rows, from the top (1) or from below (-1), by the middle of each node's neighbours.
func (l *layout) sweep(neighbours [][]int, direction int) {
	at := make([]float64, len(l.row))
	number := func(c []int) {
		for i, n := range c {
			at[n] = float64(i)
		}
	}
	for _, c := range l.rows {
		number(c)
	}
	weight := make([]float64, len(l.row))
	for k := range l.rows {
		if direction < 0 {
			k = len(l.rows) - 1 - k
		}
		c := l.rows[k]
		for _, n := range c {
			weight[n] = at[n]
			if list := neighbours[n]; len(list) > 0 {
				sum := 0.0
				for _, o := range list {
					sum += at[o] * float64(len(c)) / float64(max(1, len(l.rows[l.row[o]])))
				}
				weight[n] = sum / float64(len(list))
			}
		}
		slices.SortStableFunc(c, func(a, b int) int { return cmp.Compare(weight[a], weight[b]) })
		number(c)
	}
}

// place gives the nodes their places: first packed, then drawn towards the middle of their neighbours as far as there is room.
func (l *layout) place(above, below [][]int) {
	l.x = make([]float64, len(l.row))
	for _, c := range l.rows {
		total := 0.0
		for _, n := range c {
			total += l.size[n] + nodeGap
		}
		x := -total / 2
		for _, n := range c {
			l.x[n] = x + l.size[n]/2
			x += l.size[n] + nodeGap
		}
	}
	for round := range 16 {
		neighbours := above
		if round%2 == 1 {
			neighbours = below
		}
		for _, c := range l.rows {
			l.pull(c, neighbours)
		}
	}
	least := 0.0
	for i, x := range l.x {
		least = min(least, x-l.size[i]/2)
	}
	for i := range l.x {
		l.x[i] -= least
	}
}

// pull moves the nodes of a row to where they want to be, without changing their order: runs of nodes that push each other
// settle at their mean.
func (l *layout) pull(c []int, neighbours [][]int) {
	type run struct {
		sum   float64 // of where its nodes want its first to be
		nodes []int
		size  float64
	}
	var runs []run
	first := func(r run) float64 { return r.sum / float64(len(r.nodes)) }
	for _, n := range c {
		want := l.x[n]
		if list := neighbours[n]; len(list) > 0 {
			want = 0
			for _, o := range list {
				want += l.x[o]
			}
			want /= float64(len(list))
		}
		r := run{sum: want - l.size[n]/2, nodes: []int{n}, size: l.size[n] + nodeGap}
		for len(runs) > 0 {
			before := runs[len(runs)-1]
			if first(before)+before.size <= first(r) {
				break
			}
			r = run{sum: before.sum + r.sum - before.size*float64(len(r.nodes)), nodes: append(before.nodes, r.nodes...), size: before.size + r.size}
			runs = runs[:len(runs)-1]
		}
		runs = append(runs, r)
	}
	for _, r := range runs {
		x := first(r)
		for _, n := range r.nodes {
			l.x[n] = x + l.size[n]/2
			x += l.size[n] + nodeGap
		}
	}
}
