package rules

import (
	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/diag"
)

var doubledDependency = &lint.Rule{
	ID: "doubled-dependency", Aliases: []string{"oelint.vars.duplicate"}, Severity: diag.Warning,
	Doc: lint.Doc{
		Summary: "a recipe names each build dependency once",
		Why:     "The second mention does nothing, and is forgotten when the first is removed.",
		Bad:     "DEPENDS = \"zlib openssl zlib\"\n",
		Good:    "DEPENDS = \"zlib openssl\"\n",
	},
	Recipe: func(p *lint.RecipePass) {
		for _, s := range p.Steps("DEPENDS") {
			if !s.Counts() {
				continue
			}
			seen := map[string]bool{}
			for _, w := range s.Words() {
				if seen[w.Value] && w.Plain {
					p.Report(s.At(w.Text), "%s is in DEPENDS already", w.Value).About("DEPENDS")
				}
				seen[w.Value] = true
			}
		}
	},
}
