package lint

import (
	"slices"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/lang/diag"
)

// kept are a recipe's findings as the cache has them.
type kept struct {
	Diags *eval.KeptDiags
	Rules []string // their ids; "" for what the evaluation complained of
	Subs  []string
	Own   []string // the recipe file and its appends
	All   bool     // the rules saw all variants
	Asked []string // linter's, up to then

	found []*Finding     // themselves, where they have just been found
	info  *eval.FileInfo // of what has just been evaluated
}

func keep(r *eval.Recipe, found []*Finding) kept {
	k := kept{found: found, Own: append([]string{r.Path}, r.Appends...)}
	k.All = !r.Failed && !slices.ContainsFunc(r.Variants, func(v *eval.Variant) bool { return v.Skipped })
	var diags []*diag.Diagnostic
	for _, f := range found {
		id := ""
		if f.Rule != nil {
			id = f.Rule.ID
		}
		diags, k.Rules, k.Subs = append(diags, f.Diagnostic), append(k.Rules, id), append(k.Subs, f.Sub)
	}
	k.Diags = eval.KeepDiags(diags)
	return k
}

// findings returns what is kept, by the rules that are known.
func (k kept) findings(rules []*Rule) []*Finding {
	if k.found != nil {
		return k.found
	}
	diags, ok := k.Diags.Diagnostics(func(id string) *diag.Code {
		if i := slices.IndexFunc(rules, func(r *Rule) bool { return r.ID == id }); i >= 0 { // a project's own is in no register
			return rules[i].code
		}
		return diag.Lookup(id)
	})
	if !ok || len(k.Rules) != len(diags) || len(k.Subs) != len(diags) {
		return nil // another program's: its key is another, so this does not happen
	}
	var out []*Finding
	for i, d := range diags {
		f := &Finding{Diagnostic: d, Sub: k.Subs[i]}
		for _, r := range rules {
			if r.ID == k.Rules[i] {
				f.Rule = r
			}
		}
		out = append(out, f)
	}
	return out
}
