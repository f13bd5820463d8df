package lint

import "strings"

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
func (p *RecipePass) eachMade(name string, depth int, visit func(Step)) {
	list, err := p.Data.Timeline(name)
	if err != nil {
		return
	}
	for _, s := range list {
		if from, ok := strings.CutPrefix(s.Op, "rename from "); ok && depth < 3 {
			p.eachMade(from, depth+1, visit)
		} else if s.File != nil && (s.Flag == "" || s.Weak()) {
			visit(Step{s, p.linter.assignment(s)})
		}
	}
}
