package rules

import (
	"slices"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/diag"
)

var unhandledFeatures = &lint.Rule{
	ID: "unhandled-features-check", QA: "unhandled-features-check", Severity: diag.Warning,
	Doc: lint.Doc{
		Summary: "REQUIRED_DISTRO_FEATURES and the like need inherit features_check",
		Why:     "Without the class nobody reads them, and the recipe is built where it was not to be.",
		Bad:     "REQUIRED_DISTRO_FEATURES = \"x11\"\n",
		Good:    "REQUIRED_DISTRO_FEATURES = \"x11\"\ninherit features_check\n",
	},
	Recipe: packaged("unhandled-features-check", func(p *lint.RecipePass, found reporter) {
		if p.Inherits("features_check") {
			return
		}
		for _, kind := range []string{"DISTRO", "MACHINE", "COMBINED"} {
			for _, name := range []string{"ANY_OF_" + kind + "_FEATURES", "REQUIRED_" + kind + "_FEATURES", "CONFLICT_" + kind + "_FEATURES"} {
				if _, set, err := p.Data.Lookup(name); err == nil && set || p.Data.HasOverrides(name) {
					found(p.Where(name), "%s is set, but the recipe does not inherit features_check", name).About(name)
				}
			}
		}
	}),
}

var missingAlternatives = &lint.Rule{
	ID: "missing-update-alternatives", QA: "missing-update-alternatives", Severity: diag.Warning,
	Doc: lint.Doc{
		Summary: "ALTERNATIVE needs inherit update-alternatives",
		Why:     "Without the class the files keep their names, and two packages with the same file cannot be installed together.",
		Bad:     "ALTERNATIVE:${PN} = \"vi\"\n",
		Good:    "-- classes/update-alternatives.bbclass --\nALTERNATIVE_PRIORITY ?= \"10\"\n-- recipes/x/x_1.0.bb --\ninherit update-alternatives\nALTERNATIVE:${PN} = \"vi\"\n",
	},
	Recipe: packaged("missing-update-alternatives", func(p *lint.RecipePass, found reporter) {
		if p.Inherits("update-alternatives") {
			return
		}
		for _, pkg := range madePackages(p) {
			if name := "ALTERNATIVE:" + pkg; p.Get(name) != "" {
				found(p.Where(name), "%s is set, but the recipe does not inherit update-alternatives", name).About(pkg)
			}
		}
	}),
}

var invalidPackageconfig = &lint.Rule{
	ID: "invalid-packageconfig", QA: "invalid-packageconfig", Severity: diag.Warning,
	Doc: lint.Doc{
		Summary: "each word of PACKAGECONFIG is defined",
		Why:     "A word without a PACKAGECONFIG[word] does nothing: most often it is misspelt, or the option has gone with an upgrade.",
		Bad:     "PACKAGECONFIG ??= \"sll\"\nPACKAGECONFIG[ssl] = \"--with-ssl,--without-ssl,openssl\"\n",
		Good:    "PACKAGECONFIG ??= \"ssl\"\nPACKAGECONFIG[ssl] = \"--with-ssl,--without-ssl,openssl\"\n",
	},
	Recipe: quality("invalid-packageconfig", func(p *lint.RecipePass, found reporter) {
		options := flagNames(p, "PACKAGECONFIG")
		told := map[string]bool{}
		for _, word := range fields(p, "PACKAGECONFIG") {
			if slices.Contains(options, word) || told[word] {
				continue
			}
			told[word] = true
			found(p.WhereWord("PACKAGECONFIG", word), "there is no PACKAGECONFIG[%s]%s", word, diag.Meant(diag.Similar(word, options))).About(word)
		}
	}),
}
