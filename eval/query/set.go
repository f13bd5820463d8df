package query

import (
	"fmt"
	"slices"

	"github.com/knead-build/knead/eval/graph"
)

// Set is a set of recipes and tasks of a graph.
type Set struct {
	Recipes, Tasks graph.Bits
}

func (q *questions) empty() Set {
	return Set{graph.NewBits(len(q.g.Recipes)), graph.NewBits(len(q.g.Tasks))}
}

// join makes one set of two; op is a word that both operators of a kind have.
func join(a, b Set, op string) Set {
	do := func(x, y graph.Bits) graph.Bits {
		out := slices.Clone(x)
		for i := range out {
			switch op {
			case "+", "union":
				out[i] |= y[i]
			case "-", "except":
				out[i] &^= y[i]
			default:
				out[i] &= y[i]
			}
		}
		return out
	}
	return Set{do(a.Recipes, b.Recipes), do(a.Tasks, b.Tasks)}
}

// Eval returns the set that an expression means in a graph.
func Eval(g *graph.Graph, e *Expr) (Set, error) {
	q := &questions{g: g, recipes: g.RecipeDepends()}
	return q.expr(e)
}

// Keep keeps what is of recipes that fit.
func (s Set) Keep(g *graph.Graph, fits func(*graph.Recipe) bool) Set {
	return (&questions{g: g}).keep(s, fits)
}

// Names returns the names of what is in a set: recipes, then tasks, each sorted.
func (s Set) Names(g *graph.Graph) []string {
	var recipes, tasks []string
	for r := range s.Recipes.All {
		recipes = append(recipes, g.Recipes[r].ShortName())
	}
	for t := range s.Tasks.All {
		tasks = append(tasks, g.ShortID(t))
	}
	slices.Sort(recipes)
	slices.Sort(tasks)
	return append(slices.Compact(recipes), tasks...)
}

// questions are asked of one graph.
type questions struct {
	g       *graph.Graph
	recipes graph.Digraph
}

func (q *questions) expr(e *Expr) (Set, error) {
	out, err := q.term(e.First)
	for _, j := range e.Rest {
		if err != nil {
			return out, err
		}
		var next Set
		if next, err = q.term(j.Term); err == nil {
			out = join(out, next, j.Op)
		}
	}
	return out, err
}

func (q *questions) term(t *Term) (Set, error) {
	switch {
	case t.Sub != nil:
		return q.expr(t.Sub)
	case t.Call != nil:
		out, err := q.call(functions[t.Call.Name], t.Call)
		if err != nil {
			return out, fmt.Errorf("%s: %w", t.Call.Name, err)
		}
		return out, nil
	}
	out, err := q.word(*t.Word)
	if err != nil {
		err = fmt.Errorf("column %d: %w", t.Pos.Column, err)
	}
	return out, err
}
