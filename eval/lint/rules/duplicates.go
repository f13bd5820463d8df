package rules

import (
	"strings"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/diag"
)

var doubledDependency = &lint.Rule{
	ID: "doubled-dependency", Aliases: []string{"oelint.vars.duplicate"}, Severity: diag.Warning, Tag: diag.Unnecessary,
	Doc: lint.Doc{
		Summary: "a recipe names each dependency once",
		Why:     "The second mention does nothing, and is forgotten when the first is removed.",
		Bad:     "DEPENDS = \"zlib openssl zlib\"\n",
		Good:    "DEPENDS = \"zlib openssl\"\n",
	},
	Recipe: func(p *lint.RecipePass) {
		for _, name := range dependencyVariables(p) {
			if name != "DEPENDS" && !repeats(p.Get(name)) { // BitBake rewrites DEPENDS
				continue
			}
			variable, _, _ := strings.Cut(name, ":")
			for _, s := range p.Made(name) {
				seen := map[string]bool{}
				for _, w := range s.Words() {
					if strings.ContainsAny(w.Value, "()<>=") {
						continue
					}
					if seen[w.Value] && w.Plain {
						p.Report(s.At(w.Text), "%s is in %s already", w.Value, variable).About(variable)
					}
					seen[w.Value] = true
				}
			}
		}
	},
}
