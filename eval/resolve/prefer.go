// Package resolve decides which recipe is meant: among the versions of one recipe, and among the recipes that provide a name.
// It follows the BitBake manual's "Preferences" and what BitBake does where the manual is silent.
package resolve

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/knead-build/knead/lang/depend"
)

// Recipe is a recipe, or a variant of one, that may be chosen.
type Recipe struct {
	// Name is what BitBake calls it: "virtual:native:/path/x.bb".
	Name       string
	PN         string
	PE, PV, PR string
	// Preference is DEFAULT_PREFERENCE, Priority the layer's.
	Preference, Priority int
	// Provides are the words of PROVIDES; PN is always provided.
	Provides []string
	// Inputs are what its tasks and dependencies are worked out from; Choose and Eligible do without.
	Inputs *Inputs

	index int      // in the resolver
	extra []string // what calculate_extra_depends adds to DEPENDS
	tasks int      // the index of its first task in the resolver, -1 where it has not been needed
}

// Version returns "PV-PR", with "PE:" in front where there is an epoch.
func (r *Recipe) Version() string {
	v := r.PV + "-" + r.PR
	if r.PE != "" {
		v = r.PE + ":" + v
	}
	return v
}

func (r *Recipe) version() depend.Version {
	return depend.Version{Epoch: r.PE, Version: r.PV, Revision: r.PR}
}

// Choice is what was chosen among the recipes of one PN.
type Choice struct {
	// Best is the one to build; nil where REQUIRED_VERSION asks for one that is not there.
	Best *Recipe
	// Latest is the newest of those with the highest priority and preference.
	Latest *Recipe
	// Wanted is the version that PREFERRED_VERSION or REQUIRED_VERSION asks for, "" for none.
	Wanted string
	// Required says that it was REQUIRED_VERSION, Missing that no recipe has the version.
	Required, Missing bool
	// Both says that both variables are set.
	Both bool

	wanted string // Wanted without what is ahead of the last epoch
}

// Choose chooses among the recipes of one PN. d is the configuration, keys expanded. The order of the recipes decides between
// equals: the first counts.
func Choose(d Config, pn string, recipes []*Recipe) (Choice, error) {
	sets := byPriority(recipes)
	c, err := preferred(d, pn, sets)
	if err != nil || len(sets) == 0 {
		return c, err
	}
	c.Latest = latest(sets[0])
	if c.Best == nil && !c.Required {
		c.Best = c.Latest
	}
	return c, nil
}

// byPriority returns the recipes by priority, the highest first; within one by preference, the lowest first.
func byPriority(recipes []*Recipe) [][]*Recipe {
	sorted := slices.Clone(recipes)
	slices.SortStableFunc(sorted, func(a, b *Recipe) int {
		return cmp.Or(cmp.Compare(b.Priority, a.Priority), cmp.Compare(a.Preference, b.Preference))
	})
	var out [][]*Recipe
	for i, r := range sorted {
		if i == 0 || r.Priority != sorted[i-1].Priority {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], r)
	}
	return out
}

// latest returns the newest recipe of those with the highest preference. A first one with a preference below 0 gives way to a
// preference above 0 only, or to a newer version of its own preference where that is 0: so BitBake compares.
func latest(set []*Recipe) *Recipe {
	var best *Recipe
	preference := 0
	for _, r := range set {
		if best == nil || preference == r.Preference && best.version().Compare(r.version()) < 0 || r.Preference > preference {
			best, preference = r, r.Preference
		}
	}
	return best
}

// versionPattern splits PREFERRED_VERSION's value: epoch, version. What BitBake's own expression has behind it for the revision
// never matches, as the version takes everything.
var versionPattern = regexp.MustCompile(`^(?:(\d+):)*(.*)`)

// preferred finds the first recipe that has the version which is asked for.
func preferred(d Config, pn string, sets [][]*Recipe) (Choice, error) {
	required, err := versionVariable(d, "REQUIRED", pn)
	if err != nil {
		return Choice{}, err
	}
	wanted, err := versionVariable(d, "PREFERRED", pn)
	if err != nil {
		return Choice{}, err
	}
	c := Choice{}
	version := ""
	switch {
	case required.set:
		c.Required, c.Both, version = true, wanted.set, required.value
	case wanted.set:
		version = wanted.value
	}
	if version == "" {
		return c, nil
	}
	c.Wanted, c.Missing = version, true
	m := versionPattern.FindStringSubmatchIndex(version)
	epoch, hasEpoch := "", m[2] >= 0
	if hasEpoch {
		epoch = version[m[2]:m[3]]
	}
	v := version[m[4]:m[5]]
	if c.wanted = v; hasEpoch {
		c.wanted = epoch + ":" + v
	}
	prefix, wildcard := strings.CutSuffix(v, "%")
	for _, set := range sets {
		for _, r := range set {
			if (!hasEpoch || r.PE == epoch) && (r.PV == v || wildcard && strings.HasPrefix(r.PV, prefix)) {
				c.Best, c.Missing = r, false
				return c, nil
			}
		}
	}
	return c, nil
}

type setting struct {
	value string
	set   bool
}

// versionVariable returns PREFERRED_VERSION or REQUIRED_VERSION for a PN, from the first of VAR:pn-PN, VAR_PN and VAR that has a
// value. PN cannot be an override where it has an underscore, which is why it is asked for by name.
func versionVariable(d Config, keyword, pn string) (setting, error) {
	out := setting{}
	for _, name := range []string{keyword + "_VERSION:pn-" + pn, keyword + "_VERSION_" + pn, keyword + "_VERSION"} {
		value, ok, err := d.Lookup(name)
		if err != nil {
			return out, err
		}
		if out = (setting{value, ok}); value != "" {
			break
		}
	}
	return out, nil
}
