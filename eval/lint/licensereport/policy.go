package licensereport

import (
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/graph"
	"github.com/knead-build/knead/lang/license"
)

// Policy says which licences may be shipped: those that a pattern of Allow matches, and, where there is one of Deny, those that none
// of Deny matches. Patterns are of BitBake's kind (fnmatch), and match a licence's name, or it with its exception ("A WITH B").
type Policy struct{ Deny, Allow []string }

// Check adds to a report what a policy does not let through: of recipes of which something is installed what is installed, of those
// that it is built with the packages that may come along, and where the targets are no images all packages for the target. Of an OR
// one side has to be let through. What is no expression is matched as a whole.
func (r *Report) Check(p Policy, g *graph.Graph) {
	if len(p.Deny)+len(p.Allow) == 0 {
		return
	}
	r.Denied = []Denial{}
	for i := range r.Recipes {
		recipe := &r.Recipes[i]
		first := len(r.Denied)
		for _, pkg := range recipe.Packages {
			if !r.counts(recipe, &pkg) {
				continue
			}
			names := p.refused(pkg.expr, pkg.License)
			if len(names) == 0 {
				continue
			}
			k := slices.IndexFunc(r.Denied[first:], func(d Denial) bool { return d.License == pkg.License })
			if k >= 0 {
				r.Denied[first+k].Packages = append(r.Denied[first+k].Packages, pkg.Name)
				continue
			}
			why := chain(g, recipe.task)
			if pkg.Installed {
				why = append(r.wishes(pkg), why...)
			}
			slices.Sort(names)
			r.Denied = append(r.Denied, Denial{recipe.PN, []string{pkg.Name}, pkg.License, slices.Compact(names), why})
		}
	}
}

// counts reports whether a policy looks at a package.
func (r *Report) counts(recipe *Recipe, pkg *Package) bool {
	switch recipe.Scope {
	case Installed:
		return pkg.Installed
	case Linked:
		return !isExtra(pkg.Name)
	}
	return recipe.Scope == Target && !r.images
}

// refused returns the licences that keep an expression from being let through.
func (p Policy) refused(e license.Expr, text string) []string {
	switch e := e.(type) {
	case nil:
		if !p.lets(text) {
			return []string{text}
		}
	case *license.And:
		return slices.Concat(p.refused(e.X, text), p.refused(e.Y, text))
	case *license.Or:
		x, y := p.refused(e.X, text), p.refused(e.Y, text)
		if x == nil || y == nil {
			return nil
		}
		return slices.Concat(x, y)
	case *license.Group:
		return p.refused(e.X, text)
	case *license.With:
		if name := license.String(e); !p.lets(name, license.String(e.License)) {
			return []string{name}
		}
	case *license.ID:
		if name := license.String(e); !p.lets(name) {
			return []string{name}
		}
	}
	return nil
}

// lets reports whether a licence is let through that has these names.
func (p Policy) lets(names ...string) bool {
	match := func(patterns []string) bool {
		return slices.ContainsFunc(patterns, func(pattern string) bool {
			return slices.ContainsFunc(names, func(n string) bool { return fsys.Match(pattern, n) })
		})
	}
	return match(p.Allow) || len(p.Deny) > 0 && !match(p.Deny)
}

// wishes says which packages ask for a package, from the image on.
func (r *Report) wishes(p Package) []string {
	by := map[string]Package{}
	for i := range r.Recipes {
		for _, q := range r.Recipes[i].Packages {
			if q.Installed {
				by[q.Name] = q
			}
		}
	}
	names := []string{p.Name}
	for len(names) <= len(by) && p.Because != "" {
		names = append(names, p.Because)
		p = by[p.Because] // the zero value for the image itself
	}
	slices.Reverse(names)
	return []string{"installed by " + strings.Join(names, " > ")}
}

// chain says how the targets of a graph come to wait for a recipe's task, by the shortest way: a line for each step.
func chain(g *graph.Graph, task int) []string {
	start := graph.NewBits(len(g.Tasks))
	for _, t := range g.Targets {
		start.Add(t)
	}
	goal := g.TasksOf([]int{g.Tasks[task].Recipe}, "")
	path := g.Direct().Path(start, goal)
	if path == nil {
		path = g.Depends().Path(start, goal)
	}
	var out []string
	for i := 1; i < len(path); i++ {
		from, to := path[i-1], path[i]
		line := g.ShortID(from) + " waits for " + g.ShortID(to)
		if e, ok := g.Edge(from, to); ok {
			for n, reason := range g.Why(e) {
				line += map[bool]string{true: ": ", false: "; "}[n == 0] + reason.Describe(g.Tasks[from].Name, g.Tasks[to].Name)
			}
		}
		out = append(out, line)
	}
	return out
}
