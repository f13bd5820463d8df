package rules

import (
	"strings"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/diag"
)

var missingVariable = &lint.Rule{
	ID: "missing-variable", Aliases: []string{"oelint.var.mandatoryvar"}, Severity: diag.Warning,
	Options: []lint.Option{{Name: "variables", Default: "SUMMARY HOMEPAGE", Doc: "the variables that are to be set"}},
	Doc: lint.Doc{
		Summary: "a recipe sets the variables that nobody can do without",
		Why: "SUMMARY is what people see of a package, and HOMEPAGE says where what is fetched comes from. A recipe that fetches nothing needs " +
			"no HOMEPAGE. (Without a LICENSE the core layer refuses the recipe anyway.)",
		Bad:  "LICENSE = \"MIT\"\nSRC_URI = \"https://example.org/x.tar.gz\"\nHOMEPAGE = \"https://example.org\"\n",
		Good: "SUMMARY = \"A tool\"\nLICENSE = \"MIT\"\nSRC_URI = \"file://x.c\"\n",
	},
	Recipe: missing,
}

var suggestedVariable = &lint.Rule{
	ID: "suggested-variable", Aliases: []string{"oelint.var.suggestedvar"}, Severity: diag.Hint, Off: true,
	Options: []lint.Option{{Name: "variables", Default: "DESCRIPTION SECTION BUGTRACKER CVE_PRODUCT", Doc: "the variables that are good to have"}},
	Doc: lint.Doc{
		Summary: "a recipe sets the variables that it is good to have",
		Why:     "They tell people and tools more of the software: what it is, where its faults are reported, under which name they are published.",
		Bad:     "SUMMARY = \"A tool\"\nSECTION = \"utils\"\n",
		Good:    "SECTION = \"utils\"\nDESCRIPTION = \"A tool that does this and that\"\nBUGTRACKER = \"https://bugs.example.org\"\nCVE_PRODUCT = \"tool\"\n",
	},
	Recipe: missing,
}

// missing reports the variables of the rule's option to which neither the recipe nor a class of its gives a value.
func missing(p *lint.RecipePass) {
	if !p.First {
		return
	}
	for _, name := range strings.Fields(p.Options["variables"]) {
		if name == "HOMEPAGE" && !fetches(p) || said(p, name) != "" && setsItself(p, name) {
			continue
		}
		p.Report(p.Start(), "%s is not set", name).About(name)
	}
}
