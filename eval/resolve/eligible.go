package resolve

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/knead-build/knead/lang/diag"
)

// Eligible returns the recipes that may provide an item, the most eligible first: of each PN the one that Choose chooses, the
// one whose PN is the item itself in front, and before that the one that PREFERRED_PROVIDER names. unique says that
// PREFERRED_PROVIDER has decided.
func Eligible(d Config, item string, providers []*Recipe) (eligible []*Recipe, unique bool, err error) {
	p := preferences{config: d}
	return p.eligible(item, providers)
}

// preferences choose among providers.
type preferences struct {
	config Config
	// listed are PREFERRED_PROVIDERS and each PREFERRED_PROVIDER that was looked up, by item.
	listed map[string]string
	say    func(*diag.Diagnostic) // nil: nobody listens
}

// eligible orders the build-time providers of an item (bb.providers.filterProviders).
func (p *preferences) eligible(item string, providers []*Recipe) (eligible []*Recipe, unique bool, err error) {
	if eligible, err = p.order(item, providers); err != nil {
		return nil, false, err
	}
	want, err := p.config.Get("PREFERRED_PROVIDER_" + item)
	if err != nil {
		return nil, false, err
	}
	if want = cmp.Or(want, p.listed[item]); want != "" {
		unique = toFront(eligible, want)
	}
	return eligible, unique, nil
}

// order returns one recipe for each PN: first those whose version is asked for, then the newest of the others, and the one that
// is called as the item in front of all.
func (p *preferences) order(item string, providers []*Recipe) ([]*Recipe, error) {
	sorted := slices.Clone(providers)
	slices.SortStableFunc(sorted, func(a, b *Recipe) int { return cmp.Or(cmp.Compare(a.PN, b.PN), cmp.Compare(a.Name, b.Name)) })
	sorted = slices.Compact(sorted)
	var eligible, newest []*Recipe
	for len(sorted) > 0 {
		n := 1
		for n < len(sorted) && sorted[n].PN == sorted[0].PN {
			n++
		}
		c, err := Choose(p.config, sorted[0].PN, sorted[:n])
		if err != nil {
			return nil, err
		}
		p.describe(item, sorted[:n], c)
		switch {
		case c.Required && c.Best == nil:
			return eligible, nil
		case c.Wanted != "" && !c.Missing:
			eligible = append(eligible, c.Best)
		default:
			newest = append(newest, c.Best)
		}
		sorted = sorted[n:]
	}
	eligible = append(eligible, newest...)
	toFront(eligible, item)
	return eligible, nil
}

// toFront moves the recipe with a PN to the front, where there is one.
func toFront(list []*Recipe, pn string) bool {
	i := slices.IndexFunc(list, func(r *Recipe) bool { return r.PN == pn })
	if i < 0 {
		return false
	}
	r := list[i]
	copy(list[1:], list[:i])
	list[0] = r
	return true
}

// describe says what is odd about a choice.
func (p *preferences) describe(item string, recipes []*Recipe, c Choice) {
	if p.say == nil {
		return
	}
	pn := recipes[0].PN
	if c.Both {
		p.say(message(CodeVersionBoth, fmt.Sprintf("REQUIRED_VERSION and PREFERRED_VERSION for package %s (for item %s) are both set using REQUIRED_VERSION %s", pn, item, c.Wanted)))
	}
	if !c.Missing {
		return
	}
	var versions []string
	for _, r := range recipes {
		v := r.PV
		if r.PE != "" {
			v = r.PE + ":" + v
		}
		versions = append(versions, v)
	}
	slices.Sort(versions)
	available := fmt.Sprintf("versions of %s available: %s", pn, strings.Join(slices.Compact(versions), " "))
	text, code := "preferred", CodeVersionMissing
	if c.Required {
		text, code = "required", CodeVersionRequired
	}
	p.say(message(code, fmt.Sprintf("%s version %s of %s not available (for item %s)\n%s", text, c.wanted, pn, item, available)))
}

// eligibleAtRunTime orders the run-time providers of an item (bb.providers.filterProvidersRunTime). preferred is how many of
// them preferences put in front: those of PREFERRED_RPROVIDER, or else of PREFERRED_PROVIDER for what the recipes provide.
// provides lists what the recipes of a PN provide.
func (p *preferences) eligibleAtRunTime(item string, providers []*Recipe, provides func(pn string) []string) (eligible []*Recipe, preferred int, err error) {
	if eligible, err = p.order(item, providers); err != nil {
		return nil, 0, err
	}
	want, err := p.config.Get("PREFERRED_RPROVIDER_" + item)
	if err != nil {
		return nil, 0, err
	}
	if want != "" && toFront(eligible, want) {
		return eligible, 1, nil
	}
	byPN := map[string]*Recipe{}
	for _, r := range eligible {
		byPN[r.PN] = r
	}
	// BitBake walks the list while it takes the first preferred recipe out of it, and so passes over the one behind.
	walk := slices.Clone(eligible)
	var chosen []*Recipe
	var because []string
	for i := 0; i < len(walk); i++ {
		for _, name := range provides(walk[i].PN) {
			want, err := p.config.Get("PREFERRED_PROVIDER_" + name)
			if err != nil {
				return nil, 0, err
			}
			r := byPN[want]
			if r == nil || slices.Contains(chosen, r) {
				continue
			}
			because = append(because, fmt.Sprintf("PREFERRED_PROVIDER_%s = %s", name, want))
			if len(chosen) == 0 {
				walk = slices.DeleteFunc(walk, func(x *Recipe) bool { return x == r })
			}
			toFront(eligible, want)
			chosen = append(chosen, r)
			break
		}
	}
	if len(chosen) > 1 && p.say != nil {
		p.say(message(CodeProviderConflict, fmt.Sprintf("Trying to resolve runtime dependency %s resulted in conflicting PREFERRED_PROVIDER entries being found.\n"+
			"The providers found were: %s\nThe PREFERRED_PROVIDER entries resulting in this conflict were: %s. You could set PREFERRED_RPROVIDER_%s",
			item, strings.Join(names(chosen), " "), strings.Join(because, ", "), item)))
	}
	return eligible, len(chosen), nil
}

// names returns the recipes' names.
func names(list []*Recipe) []string {
	out := make([]string, len(list))
	for i, r := range list {
		out[i] = r.Name
	}
	return out
}

// pns returns the recipes' PNs.
func pns(list []*Recipe) []string {
	out := make([]string, len(list))
	for i, r := range list {
		out[i] = r.PN
	}
	return out
}
