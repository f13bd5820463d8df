package rules

import (
	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
)

var undefinedOverride = &lint.Rule{
	ID: "undefined-override", Aliases: []string{"oelint.vars.specific", "oelint.func.specific"}, Severity: diag.Warning,
	Doc: lint.Doc{
		Summary: "what is said under an override holds somewhere",
		Why: "No machine, distribution, recipe, package, class or task of the build's layers brings the override: whatever is configured, the line " +
			"never counts. It is misspelt, or what it was for is gone.",
		Bad:  "EXTRA_OECONF:append:class-natvie = \" --without-x\"\n",
		Good: "EXTRA_OECONF:append:class-native = \" --without-x\"\nBBCLASSEXTEND = \"native\"\n",
	},
	Workspace: func(p *lint.WorkspacePass) {
		if p.Alone() {
			return
		}
		overrides := p.Overrides()
		for _, tree := range p.Files {
			for _, s := range tree.Stmts {
				name := nameOf(s)
				if p.Usage().Key(name.Value) {
					continue
				}
				for _, part := range overrideParts(name) {
					if !overrides.Has(part.Value) {
						f := p.Report(diag.Place{File: tree.Source, Span: part.Span}, "nothing brings the override %s", part.Value)
						if near := nearest(part.Value, overrides.Names()); near != "" {
							f.Message += "; is it " + near + "?"
						}
					}
				}
			}
		}
	},
}

// overrideParts returns the overrides of a name: what stands between its colons, but for operators and what cannot be an override.
func overrideParts(name bitbake.Text) []bitbake.Text {
	var out []bitbake.Text
	for i, part := range overridesIn(name) {
		x := part.Value
		if i == 0 || x == "" || x == "append" || x == "prepend" || x == "remove" {
			continue
		}
		if c := x[0]; c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '$' {
			out = append(out, part)
		}
	}
	return out
}
