package query

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/knead-build/knead/eval/graph"
	"github.com/knead-build/knead/eval/resolve"
)

// arg is what a function takes.
type arg uint8

const (
	argSet  arg = iota
	argText     // a word as it stands
	argNumber
)

// function is one of the language's functions. The last optional arguments may be left out.
type function struct {
	args     []arg
	optional int
	do       func(q *questions, a values) (Set, error)
}

// values are a call's arguments, each kind by itself.
type values struct {
	sets   []Set
	texts  []string
	number int // -1 where it is left out
}

// functions are the language's functions, by name.
var functions map[string]*function

func init() { // a variable's value may not refer to itself by way of functions that look names up in it
	functions = map[string]*function{
		"all":      {do: func(q *questions, _ values) (Set, error) { return q.all(), nil }},
		"deps":     {args: []arg{argSet, argNumber}, optional: 1, do: (*questions).deps},
		"rdeps":    {args: []arg{argSet, argNumber}, optional: 1, do: (*questions).rdeps},
		"allpaths": {args: []arg{argSet, argSet}, do: (*questions).allpaths},
		"somepath": {args: []arg{argSet, argSet}, do: (*questions).somepath},
		"tasks":    {args: []arg{argSet, argText}, optional: 1, do: (*questions).tasks},
		"recipes":  {args: []arg{argSet}, do: (*questions).recipesOf},
		"filter":   {args: []arg{argText, argSet}, do: (*questions).filter},
		"inherits": {args: []arg{argText, argSet}, do: (*questions).inherits},
		"layer":    {args: []arg{argText, argSet}, do: (*questions).layer},
	}
}

// call evaluates a call's arguments and the call.
func (q *questions) call(f *function, c *Call) (Set, error) {
	if n := len(c.Args); n > len(f.args) || n < len(f.args)-f.optional {
		return Set{}, fmt.Errorf("takes %d arguments, not %d", len(f.args), n)
	}
	v := values{number: -1}
	for i, a := range c.Args {
		if f.args[i] == argSet {
			s, err := q.expr(a)
			if err != nil {
				return s, err
			}
			v.sets = append(v.sets, s)
			continue
		}
		if a.First.Word == nil || len(a.Rest) > 0 {
			return Set{}, fmt.Errorf("argument %d has to be a word", i+1)
		}
		text := *a.First.Word
		if f.args[i] == argText {
			v.texts = append(v.texts, text)
			continue
		}
		n, err := strconv.Atoi(text)
		if err != nil || n < 0 {
			return Set{}, fmt.Errorf("%q is no number", text)
		}
		v.number = n
	}
	return f.do(q, v)
}

// word returns the recipe or task of a name, or those that a pattern matches: against names of recipes, or, where it has a colon,
// of tasks.
func (q *questions) word(word string) (Set, error) {
	out := q.empty()
	mc, name, task := resolve.Split(word)
	if !isPattern(word) {
		recipes := q.g.RecipesNamed(mc, name)
		if len(recipes) == 0 {
			return out, fmt.Errorf("the graph has no recipe %s", word)
		}
		if task == "" {
			for _, r := range recipes {
				out.Recipes.Add(r)
			}
			return out, nil
		}
		if out.Tasks = q.g.TasksOf(recipes, task); out.Tasks.Count() == 0 {
			return out, fmt.Errorf("the graph has no task %s", word)
		}
		return out, nil
	}
	in := graph.NewBits(len(q.g.Recipes))
	for r := range q.g.Recipes {
		if x := &q.g.Recipes[r]; x.Multiconfig == mc && match(name, x.PN) {
			in.Add(r)
		}
	}
	if task == "" {
		out.Recipes = in
		return out, nil
	}
	for t := range q.g.Tasks {
		if x := &q.g.Tasks[t]; in.Has(x.Recipe) && match(task, x.Name) {
			out.Tasks.Add(t)
		}
	}
	return out, nil
}

// match matches a name with "*" and "?"; a "/" is nothing special.
func match(pattern, name string) bool {
	ok, err := path.Match(strings.ReplaceAll(pattern, "/", "\x01"), strings.ReplaceAll(name, "/", "\x01"))
	return ok && err == nil
}

func (q *questions) all() Set {
	out := q.empty()
	for r := range q.g.Recipes {
		out.Recipes.Add(r)
	}
	return out
}

func (q *questions) deps(a values) (Set, error) {
	return Set{q.recipes.Reach(a.sets[0].Recipes, a.number), q.g.Depends().Reach(a.sets[0].Tasks, a.number)}, nil
}

func (q *questions) rdeps(a values) (Set, error) {
	return Set{q.recipes.Reverse().Reach(a.sets[0].Recipes, a.number), q.g.Dependents().Reach(a.sets[0].Tasks, a.number)}, nil
}

func (q *questions) allpaths(a values) (Set, error) {
	from, to := a.sets[0], a.sets[1]
	return Set{q.recipes.Between(from.Recipes, to.Recipes), q.g.Depends().Between(from.Tasks, to.Tasks)}, nil
}

func (q *questions) somepath(a values) (Set, error) {
	out := q.empty()
	for _, r := range q.recipes.Path(a.sets[0].Recipes, a.sets[1].Recipes) {
		out.Recipes.Add(r)
	}
	for _, t := range q.g.Depends().Path(a.sets[0].Tasks, a.sets[1].Tasks) {
		out.Tasks.Add(t)
	}
	return out, nil
}

func (q *questions) tasks(a values) (Set, error) {
	out := q.empty()
	pattern := "*"
	if len(a.texts) > 0 {
		pattern = a.texts[0]
		if !strings.HasPrefix(pattern, "do_") && !isPattern(pattern) {
			pattern = "do_" + pattern
		}
	}
	for t := range q.g.Tasks {
		if x := &q.g.Tasks[t]; (a.sets[0].Recipes.Has(x.Recipe) || a.sets[0].Tasks.Has(t)) && match(pattern, x.Name) {
			out.Tasks.Add(t)
		}
	}
	return out, nil
}

func (q *questions) recipesOf(a values) (Set, error) {
	out := q.empty()
	out.Recipes.Or(a.sets[0].Recipes)
	out.Recipes.Or(q.g.RecipesOf(a.sets[0].Tasks))
	return out, nil
}

// keep keeps what is of recipes that fit.
func (q *questions) keep(s Set, fits func(*graph.Recipe) bool) Set {
	out := q.empty()
	for r := range s.Recipes.All {
		if fits(&q.g.Recipes[r]) {
			out.Recipes.Add(r)
		}
	}
	for t := range s.Tasks.All {
		if fits(&q.g.Recipes[q.g.Tasks[t].Recipe]) {
			out.Tasks.Add(t)
		}
	}
	return out
}

func (q *questions) filter(a values) (Set, error) {
	re, err := regexp.Compile(a.texts[0])
	if err != nil {
		return Set{}, err
	}
	out := q.empty()
	for r := range a.sets[0].Recipes.All {
		if re.MatchString(q.g.Recipes[r].ShortName()) {
			out.Recipes.Add(r)
		}
	}
	for t := range a.sets[0].Tasks.All {
		if re.MatchString(q.g.ShortID(t)) {
			out.Tasks.Add(t)
		}
	}
	return out, nil
}

func (q *questions) inherits(a values) (Set, error) {
	return q.keep(a.sets[0], func(r *graph.Recipe) bool { return slices.Contains(r.Classes, a.texts[0]) }), nil
}

func (q *questions) layer(a values) (Set, error) {
	return q.keep(a.sets[0], func(r *graph.Recipe) bool { return r.Layer == a.texts[0] }), nil
}
