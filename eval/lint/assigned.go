package lint

import (
	"strings"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/source"
)

// Operator takes a name with an override-style operator apart: A:append:x is ":append" of A under "x". ok is false for other names.
func Operator(name string) (op, base, cond string, ok bool) { return datastore.SplitOperator(name) }

// Variable returns the variable that an assignment's name is about: the name up to its overrides and operators. Of a name with a
// reference among its overrides all overrides stay ("FILES:${PN}-doc"): until names are expanded that is a variable of its own.
func Variable(name string) string {
	if _, base, _, ok := Operator(name); ok {
		name = base
	}
	if !strings.Contains(name, "${") {
		name, _, _ = strings.Cut(name, ":")
	}
	return name
}

type assignedIn struct{}

// Names returns the variables that the recipe's own files assign, each once, as Variable has them.
func (p *RecipePass) Names() []string {
	if p.read.names == nil {
		seen := map[string]bool{}
		for _, tree := range p.Own() {
			for _, name := range OnceIn(p, tree, assignedIn{}, func() []string { return assigned(tree) }) {
				if !seen[name] {
					seen[name] = true
					p.read.names = append(p.read.names, name)
				}
			}
		}
	}
	return p.read.names
}

// assigned returns the variables that a file assigns.
func assigned(tree *bitbake.File) []string {
	var out []string
	seen := map[string]bool{}
	for _, s := range tree.Stmts {
		if a, ok := s.(*bitbake.Assignment); ok && !a.Flag.Known() {
			if name := Variable(a.Name.Value); !seen[name] {
				seen[name] = true
				out = append(out, name)
			}
		}
	}
	return out
}

// IsOwn reports whether a file is one of Own.
func (p *RecipePass) IsOwn(f *source.File) bool {
	for _, tree := range p.Own() {
		if tree.Source.Name() == f.Name() {
			return true
		}
	}
	return false
}

// All returns passes over all variants that are not skipped, this one among them: for what is wrong only where it is so in each.
func (p *RecipePass) All() []*RecipePass {
	var out []*RecipePass
	for i, v := range p.variants {
		q := *p
		q.Variant, q.Data, q.read, q.First = v, v.Data, p.reads[i], i == 0
		out = append(out, &q)
	}
	return out
}
