package graph

// Via returns how a task comes to wait for a task of a recipe that it does not name itself: the shortest way, over dependencies
// that are there for other reasons than recursion, to a task of that recipe. It is nil where there is none.
func (g *Graph) Via(from, to int) []int {
	recipe := g.Tasks[to].Recipe
	direct := g.Direct()
	start, goal := NewBits(len(g.Tasks)), NewBits(len(g.Tasks))
	for i := range g.Tasks {
		if g.Tasks[i].Recipe == recipe {
			goal.Add(i)
		}
	}
	if g.Tasks[from].Recipe == recipe {
		goal.Remove(from)
	}
	start.Add(from)
	if path := direct.Path(start, goal); path != nil {
		return path
	}
	// Over what those that it waits for wait for.
	start.Remove(from)
	for _, e := range g.Tasks[from].Depends {
		if e.To != to {
			start.Add(e.To)
		}
	}
	if path := direct.Path(start, goal); path != nil {
		return append([]int{from}, path...)
	}
	return nil
}

// recursive reports whether an edge is there only as the recipe was reached through others.
func (g *Graph) recursive(e Edge) bool {
	for _, r := range g.Why(e) {
		if r.Kind != RecRDepTask || r.Item != "" {
			return false
		}
	}
	return true
}
