package rules

import (
	"strings"

	"github.com/knead-build/knead/eval/interp"
	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/diag"
)

var (
	scarthgap = interp.Release{Major: 2, Minor: 8}
	wrynose   = interp.Release{Major: 2, Minor: 18}
)

var cveStatus = &lint.Rule{
	ID: "cve-status", Severity: diag.Warning, Since: scarthgap,
	Doc: lint.Doc{
		Summary: "CVE_STATUS[CVE-...] begins with a status that CVE_CHECK_STATUSMAP has",
		Why:     "Any other status counts as Unpatched: the CVE that was to be settled is reported again.",
		Bad:     "CVE_CHECK_STATUSMAP[fixed-version] = \"Patched\"\nCVE_STATUS[CVE-2024-12345] = \"fixed-in-version: since 1.0\"\n",
		Good:    "CVE_CHECK_STATUSMAP[fixed-version] = \"Patched\"\nCVE_STATUS[CVE-2024-12345] = \"fixed-version: since 1.0\"\n",
	},
	Recipe: func(p *lint.RecipePass) {
		known := flagNames(p, "CVE_CHECK_STATUSMAP")
		if len(known) == 0 {
			return // a core layer without such checks
		}
		check := func(variable, flag, value string) {
			detail, rest, _ := strings.Cut(value, ":")
			if p.Data.RawFlag("CVE_CHECK_STATUSMAP", detail) == nil {
				p.Report(whereFlag(p, variable, flag), "%s is no status of CVE_CHECK_STATUSMAP%s", detail, diag.Meant(diag.Similar(detail, known))).About(flag)
				return
			}
			if first, more, _ := strings.Cut(rest, ":"); strings.TrimSpace(first) == "cpe" && strings.Count(more, ":") < 2 && !p.Release.Less(wrynose) {
				p.Report(whereFlag(p, variable, flag), "%s[%s] has \"cpe\" without vendor, product and description behind it", variable, flag).About(flag)
			}
		}
		for _, f := range p.Data.Flags("CVE_STATUS") {
			if value := flagText(p, "CVE_STATUS", f.Name); f.Name != "doc" && value != "" {
				check("CVE_STATUS", f.Name, value)
			}
		}
		for _, group := range fields(p, "CVE_STATUS_GROUPS") {
			if value := flagText(p, group, "status"); value != "" {
				check(group, "status", value)
			}
		}
	},
}

var cveStatusGroup = &lint.Rule{
	ID: "cve-status-group", Severity: diag.Warning, Since: scarthgap,
	Doc: lint.Doc{
		Summary: "each group of CVE_STATUS_GROUPS is a variable with a [status]",
		Why:     "The CVEs of a group that is not there, or says no status, stay unsettled.",
		Bad:     "CVE_STATUS_GROUPS = \"CVE_STATUS_WIN\"\n",
		Good:    "CVE_STATUS_GROUPS = \"CVE_STATUS_WIN\"\nCVE_STATUS_WIN = \"CVE-2024-12345\"\nCVE_STATUS_WIN[status] = \"not-applicable-platform: Windows only\"\n",
	},
	Recipe: func(p *lint.RecipePass) {
		for _, group := range fields(p, "CVE_STATUS_GROUPS") {
			if !p.Data.Has(group) {
				p.Report(p.WhereWord("CVE_STATUS_GROUPS", group), "there is no variable %s", group).About(group)
			} else if flagText(p, group, "status") == "" {
				p.Report(p.WhereWord("CVE_STATUS_GROUPS", group), "%s has no [status]", group).About(group)
			}
		}
	},
}

var cveCheckIgnore = &lint.Rule{
	ID: "cve-check-ignore", Severity: diag.Warning, Since: scarthgap,
	Doc: lint.Doc{
		Summary: "CVE_STATUS in place of CVE_CHECK_IGNORE",
		Why:     "CVE_STATUS says why a CVE does not matter, and reports show that; CVE_CHECK_IGNORE is deprecated since scarthgap.",
		Bad:     "CVE_CHECK_IGNORE += \"CVE-2024-12345\"\n",
		Good:    "CVE_STATUS[CVE-2024-12345] = \"not-applicable-config: the server is not built\"\n",
	},
	Recipe: func(p *lint.RecipePass) {
		for _, s := range p.Steps("CVE_CHECK_IGNORE") {
			if s.Assignment != nil && strings.TrimSpace(s.Assignment.Value.Value) != "" {
				p.Report(s.At(s.Assignment.Name), "CVE_CHECK_IGNORE is deprecated: use CVE_STATUS[CVE-...]")
			}
		}
	},
}

// whereFlag returns the value that a flag is last set to; where the metadata does not, the recipe's beginning.
func whereFlag(p *lint.RecipePass, name, flag string) diag.Place {
	place := p.Start()
	for _, s := range p.Steps(name) {
		if s.Flag == flag && s.Assignment != nil {
			place = s.Place()
		}
	}
	return place
}

// flagText returns a flag's value, "" where it has none or cannot be expanded.
func flagText(p *lint.RecipePass, name, flag string) string {
	text, err := p.Data.FlagText(name, flag)
	if err != nil {
		return ""
	}
	return text
}
