package resolve

import (
	"slices"
	"strings"
)

// Skipped is a recipe that cannot be used, with what it would provide.
type Skipped struct {
	PN, Reason string
	// Provides and RProvides are what it would provide for builds and at run time; they may be incomplete.
	Provides, RProvides []string
}

// Catalog is what the recipes of one configuration provide (BitBake's bb.cache.CacheData).
type Catalog struct {
	recipes []*Recipe
	skipped []Skipped
	// by name, in the order of the recipes
	providers, rproviders, packages map[string][]*Recipe
	providerNames                   []string // the keys of providers, in the order in which they came
	pnProvides                      map[string][]string
	dynamic                         []*dynamicPackages
	dynamicIndex                    map[string]*dynamicPackages
}

// NewCatalog returns the catalog of recipes, which have to be in the order of the recipe files.
func NewCatalog(recipes []*Recipe, skipped []Skipped) *Catalog {
	c := &Catalog{
		recipes: recipes, skipped: skipped,
		providers: map[string][]*Recipe{}, rproviders: map[string][]*Recipe{}, packages: map[string][]*Recipe{},
		pnProvides: map[string][]string{}, dynamicIndex: map[string]*dynamicPackages{},
	}
	for _, r := range recipes {
		r.tasks = -1
		c.add(r)
	}
	return c
}

// add adds what a recipe provides.
func (c *Catalog) add(r *Recipe) {
	known := c.pnProvides[r.PN]
	for i, p := range r.provides() {
		if i > 0 && p == r.PN {
			continue
		}
		if _, ok := c.providers[p]; !ok {
			c.providerNames = append(c.providerNames, p)
		}
		c.providers[p] = append(c.providers[p], r)
		if !slices.Contains(known, p) {
			known = append(known, p)
		}
	}
	c.pnProvides[r.PN] = known
	if r.Inputs == nil {
		return
	}
	rprovides := func(list []string) {
		for _, p := range list {
			if has := c.rproviders[p]; len(has) == 0 || has[len(has)-1] != r {
				c.rproviders[p] = append(has, r)
			}
		}
	}
	rprovides(r.Inputs.RProvides)
	for _, p := range r.Inputs.Packages {
		c.packages[p] = append(c.packages[p], r)
		rprovides(r.Inputs.PackageRProvides[p])
	}
	for _, pattern := range r.Inputs.PackagesDynamic {
		d := c.dynamicIndex[pattern]
		if d == nil {
			d = &dynamicPackages{pattern: pattern}
			c.dynamicIndex[pattern] = d
			c.dynamic = append(c.dynamic, d)
		}
		d.recipes = append(d.recipes, r)
	}
}

// provides returns PN and the words of PROVIDES. PN may be twice in it.
func (r *Recipe) provides() []string {
	if len(r.Provides) > 0 && r.Provides[0] == r.PN {
		return r.Provides
	}
	return append([]string{r.PN}, r.Provides...)
}

// rprovides returns all names by which a recipe's packages can be had: expressions of PACKAGES_DYNAMIC as they are written.
func (r *Recipe) rprovides() []string {
	out := slices.Concat(r.Inputs.RProvides, r.Inputs.Packages, r.Inputs.PackagesDynamic)
	for _, p := range r.Inputs.Packages {
		out = append(out, r.Inputs.PackageRProvides[p]...)
	}
	return out
}

// task returns the place of a task among the recipe's, -1 where it has none of the name.
func (r *Recipe) task(name string) int {
	return slices.IndexFunc(r.Inputs.Tasks, func(t Task) bool { return t.Name == name })
}

// dynamicPackages are the recipes whose PACKAGES_DYNAMIC has an expression.
type dynamicPackages struct {
	pattern string
	recipes []*Recipe

	ready  bool
	prefix string // of what matches
	exact  bool   // nothing but the prefix matches
	re     Pattern
}

// prepare makes an expression ready. Most are a plain beginning and ".*", which need no regular expressions.
func (d *dynamicPackages) prepare(compile func(string) (Pattern, error)) (err error) {
	if d.ready {
		return nil
	}
	text := strings.TrimPrefix(d.pattern, "^")
	rest, exact := strings.CutSuffix(text, "$")
	rest, open := strings.CutSuffix(rest, ".*")
	if strings.Trim(strings.ToLower(rest), "abcdefghijklmnopqrstuvwxyz0123456789-_+/") == "" {
		d.prefix, d.exact = rest, exact && !open
	} else if d.re, err = compile(strings.ReplaceAll(d.pattern, "+", `\+`)); err != nil {
		return problem(CodePattern, "Error parsing regular expression '"+d.pattern+"'\n"+err.Error())
	}
	d.ready = true
	return nil
}

func (d *dynamicPackages) match(name string) bool {
	switch {
	case d.re != nil:
		return d.re.MatchStart(name)
	case d.exact:
		return name == d.prefix
	}
	return strings.HasPrefix(name, d.prefix)
}

// runTime returns the run-time providers of a name: by RPROVIDES and PACKAGES, or else by PACKAGES_DYNAMIC
// (bb.providers.getRuntimeProviders). A "+" in PACKAGES_DYNAMIC stands for itself.
func (c *Catalog) runTime(name string, compile func(string) (Pattern, error)) ([]*Recipe, error) {
	out := slices.Concat(c.rproviders[name], c.packages[name])
	if len(out) > 0 {
		return out, nil
	}
	for _, d := range c.dynamic {
		if err := d.prepare(compile); err != nil {
			return nil, err
		}
		if d.match(name) {
			out = append(out, d.recipes...)
		}
	}
	return out, nil
}

// world returns the PNs that make "world": the recipes that do not exclude themselves, have the task, where one is named, provide nothing virtual
// and nothing that another recipe provides too (bb.providers.buildWorldTargetList).
func (c *Catalog) world(task string) []string {
	fine := map[string]bool{} // by PN: what its names say
	other := func(pn string) bool {
		for _, p := range c.pnProvides[pn] {
			if strings.HasPrefix(p, "virtual/") || slices.ContainsFunc(c.providers[p], func(r *Recipe) bool { return r.PN != pn }) {
				return true
			}
		}
		return false
	}
	var out []string
	in := map[string]bool{}
	for _, r := range c.recipes {
		if in[r.PN] || r.Inputs == nil || r.Inputs.NotWorld || task != "" && r.task(task) < 0 {
			continue
		}
		ok, known := fine[r.PN]
		if !known {
			ok = !other(r.PN)
			fine[r.PN] = ok
		}
		if ok {
			in[r.PN] = true
			out = append(out, r.PN)
		}
	}
	slices.Sort(out)
	return out
}

// universe returns the PNs that have a task.
func (c *Catalog) universe(task string) []string {
	var out []string
	seen := map[string]bool{}
	for _, r := range c.recipes {
		if seen[r.PN] {
			continue
		}
		seen[r.PN] = true
		if slices.ContainsFunc(c.providers[r.PN], func(p *Recipe) bool { return p.task(task) >= 0 }) {
			out = append(out, r.PN)
		}
	}
	return out
}

// reasons says why recipes that would provide a name are skipped.
func (c *Catalog) reasons(name string, runTime bool) []string {
	var out []string
	for _, s := range c.skipped {
		switch {
		case s.PN == name:
			out = append(out, s.PN+" was skipped: "+s.Reason)
		case runTime && slices.Contains(s.RProvides, name):
			out = append(out, s.PN+" RPROVIDES "+name+" but was skipped: "+s.Reason)
		case !runTime && slices.Contains(s.Provides, name):
			out = append(out, s.PN+" PROVIDES "+name+" but was skipped: "+s.Reason)
		}
	}
	return out
}
