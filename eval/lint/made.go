package lint

import (
	"strings"

	"github.com/knead-build/knead/eval/datastore"
)

// Made returns the steps that count for a variable's value, in order, those under a name with a reference (RDEPENDS:${PN}) among
// them: Steps has only those under the name itself.
func (p *RecipePass) Made(name string) []Step {
	var out []Step
	p.eachMade(name, 0, func(s Step) {
		if s.Counts() {
			out = append(out, s)
		}
	})
	return out
}

// Done is Made with the steps that do not count.
func (p *RecipePass) Done(name string) []Step {
	var out []Step
	p.eachMade(name, 0, func(s Step) { out = append(out, s) })
	return out
}

// eachMade visits the steps. BitBake expands the names of variables once a file is read; depth bounds names that make each other.
// Where the name that comes of it does not count, neither does what made it.
func (p *RecipePass) eachMade(name string, depth int, visit func(Step)) {
	for _, s := range p.timeline(name) {
		if from, ok := strings.CutPrefix(s.Op, "rename from "); ok && depth < 3 {
			p.eachMade(from, depth+1, func(made Step) {
				if !s.Counts() {
					made.Won, made.Why = false, s.Why
				}
				visit(made)
			})
		} else if s.File != nil && (s.Flag == "" || s.Weak()) {
			visit(Step{s, p.linter.assignment(s)})
		}
	}
}

// timeline returns a variable's timeline, worked out once for all rules; empty where that fails: then the recipe has an error.
func (p *RecipePass) timeline(name string) []datastore.Step {
	list, ok := p.read.timelines[name]
	if !ok {
		list, _ = p.Data.Timeline(name)
		if p.read.timelines == nil {
			p.read.timelines = map[string][]datastore.Step{}
		}
		p.read.timelines[name] = list
	}
	return list
}
