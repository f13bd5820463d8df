package resolve

import (
	"slices"

	"github.com/knead-build/knead/lang/diag"
)

// Missing is a name that a recipe needs and no recipe provides.
type Missing struct {
	Cause
	// Similar are names that are like it.
	Similar []string
	// Skipped says that a recipe that is skipped would provide it.
	Skipped bool
}

// Missing returns what the recipes of a multiconfig need (DEPENDS and RDEPENDS, those of tasks left out) and nothing provides,
// whatever is asked for.
func (r *Resolver) Missing(mc string) ([]Missing, error) {
	m := r.byName[mc]
	var out []Missing
	known := map[runTimeName]*Missing{} // by name and kind; nil for what is provided
	look := func(kind, name string) (*Missing, error) {
		key := runTimeName{name, kind}
		if found, ok := known[key]; ok {
			return found, nil
		}
		found, err := m.missing(name, kind != "DEPENDS")
		known[key] = found
		return found, err
	}
	for _, recipe := range m.recipes {
		if recipe.Inputs == nil {
			continue
		}
		names := []runTimeName{}
		for _, d := range recipe.Inputs.Depends {
			names = append(names, runTimeName{d, "DEPENDS"})
		}
		add := func(variable string, list []string) {
			for _, d := range list {
				names = append(names, runTimeName{d, variable})
			}
		}
		add("RDEPENDS", recipe.Inputs.RDepends)
		for _, p := range recipe.Inputs.Packages {
			add("RDEPENDS:"+p, recipe.Inputs.PackageRDepends[p])
		}
		for _, n := range names {
			kind := "DEPENDS"
			if n.variable != kind {
				kind = "RDEPENDS"
			}
			found, err := look(kind, n.name)
			if err != nil {
				return nil, err
			}
			if found != nil {
				x := *found
				x.Cause = Cause{Recipe: recipe, Variable: n.variable, Item: n.name, What: "nothing provides " + n.name}
				out = append(out, x)
			}
		}
	}
	return out, nil
}

// missing returns nil for a name that is provided.
func (m *multi) missing(name string, runTime bool) (*Missing, error) {
	if m.isIgnored(name) {
		return nil, nil
	}
	names := m.providerNames
	if runTime {
		list, err := m.runTime(name, m.r.opts.Compile)
		if err != nil || len(list) > 0 {
			return nil, err
		}
		names = nil
		for p := range m.packages {
			names = append(names, p)
		}
		slices.Sort(names)
	} else if len(m.providers[name]) > 0 {
		return nil, nil
	}
	return &Missing{Similar: diag.Similar(name, names), Skipped: len(m.reasons(name, runTime)) > 0}, nil
}
