package rules

import (
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/diag"
)

var recipeNaming = &lint.Rule{
	ID: "recipe-naming", QA: "recipe-naming", Severity: diag.Warning,
	Doc: lint.Doc{
		Summary: "what is called native or nativesdk inherits the class",
		Why:     "A name that ends in -native, or begins with nativesdk-, promises something for the build machine or an SDK. Without the class the recipe is built for the target.",
		Bad:     "-- recipes/x/x-native_1.0.bb --\nSUMMARY = \"x\"\n",
		Good:    "-- recipes/x/x-native_1.0.bb --\nSUMMARY = \"x\"\ninherit native\n",
	},
	Recipe: quality("recipe-naming", func(p *lint.RecipePass, found reporter) {
		pn := p.Get("PN")
		if strings.HasSuffix(pn, "-native") && !p.Inherits("native") {
			found(whereName(p), "%s is called native but does not inherit native", pn)
		}
		if strings.HasPrefix(pn, "nativesdk-") && !p.Inherits("nativesdk") {
			found(whereName(p), "%s is called nativesdk but does not inherit nativesdk", pn)
		}
	}),
}

// whereName returns where a recipe sets PN; the file's beginning where its name does.
func whereName(p *lint.RecipePass) diag.Place {
	if s := written(p, "PN"); s != nil && !strings.HasSuffix(s.File.Name(), ".conf") {
		return s.Place()
	}
	return p.Start()
}

var upperCaseName = &lint.Rule{
	ID: "uppercase-pn", QA: "uppercase-pn", Severity: diag.Warning,
	Doc: lint.Doc{
		Summary: "names of recipes are lower-case",
		Why:     "Overrides are lower-case: pn-NAME never applies to a name with capital letters, and package managers want lower-case names.",
		Bad:     "-- recipes/x/Xorg_1.0.bb --\nSUMMARY = \"x\"\n",
		Good:    "-- recipes/x/xorg_1.0.bb --\nSUMMARY = \"x\"\n",
	},
	Recipe: quality("uppercase-pn", func(p *lint.RecipePass, found reporter) {
		if pn := p.Get("PN"); strings.ContainsAny(pn, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") {
			found(whereName(p), "the recipe's name %s has capital letters", pn)
		}
	}),
}

var nameInOverrides = &lint.Rule{
	ID: "pn-overrides", QA: "pn-overrides", Severity: diag.Error,
	Doc: lint.Doc{
		Summary: "a recipe is not called like an override",
		Why:     "RDEPENDS:NAME is then what is set for the package and what the override puts in place of RDEPENDS for all packages.",
		Bad:     "-- recipes/x/class-target_1.0.bb --\nSUMMARY = \"x\"\nOVERRIDES .= \":class-target\"\n",
		Good:    "-- recipes/x/x_1.0.bb --\nSUMMARY = \"x\"\nOVERRIDES .= \":class-target\"\n",
	},
	Recipe: quality("pn-overrides", func(p *lint.RecipePass, found reporter) {
		pn := p.Get("PN")
		if pn != "" && slices.Contains(strings.Split(p.Get("OVERRIDES"), ":"), pn) {
			found(whereName(p), "the recipe's name %s is in OVERRIDES", pn)
		}
	}),
}

var missingMetadata = &lint.Rule{
	ID: "missing-metadata", QA: "missing-metadata", Severity: diag.Warning, Off: true,
	Doc: lint.Doc{
		Summary: "recipes have a SUMMARY, and a HOMEPAGE where they fetch something",
		Why:     "Package managers and layer indexes show both. OpenEmbedded's own check holds for its core layer; with a core layer that has no such check the rule is off.",
		Bad:     "SRC_URI = \"https://example.org/x-${PV}.tar.gz\"\n",
		Good:    "SUMMARY = \"does x\"\nHOMEPAGE = \"https://example.org\"\nSRC_URI = \"https://example.org/x-${PV}.tar.gz\"\n",
	},
	Recipe: quality("missing-metadata", func(p *lint.RecipePass, found reporter) {
		if standard, err := p.Data.Expand("${PN} version ${PV}-${PR}", ""); err == nil && p.Get("SUMMARY") == standard {
			found(p.Start(), "%s has no SUMMARY", p.Get("PN")).About("SUMMARY")
		}
		sources := strings.Fields(p.Get("SRC_URI"))
		if p.Get("HOMEPAGE") == "" && len(sources) > 0 && !strings.HasPrefix(sources[0], "file") {
			found(p.Start(), "%s has no HOMEPAGE", p.Get("PN")).About("HOMEPAGE")
		}
	}),
}

var missingMaintainer = &lint.Rule{
	ID: "missing-maintainer", QA: "missing-maintainer", Severity: diag.Warning, Off: true,
	Doc: lint.Doc{
		Summary: "recipes have a RECIPE_MAINTAINER",
		Why:     "The core layer's recipes are each looked after by someone; elsewhere it is a matter of a project's ways.",
		Bad:     "SUMMARY = \"x\"\n",
		Good:    "SUMMARY = \"x\"\nRECIPE_MAINTAINER = \"A Person <a@example.org>\"\n",
	},
	Recipe: quality("missing-maintainer", func(p *lint.RecipePass, found reporter) {
		pn := p.Get("PN")
		if strings.HasSuffix(pn, "-native") || strings.HasPrefix(pn, "nativesdk-") || strings.Contains(pn, "packagegroup-") ||
			strings.Contains(pn, "core-image-ptest-") || p.Get("RECIPE_MAINTAINER") != "" {
			return
		}
		found(p.Start(), "%s has no RECIPE_MAINTAINER", pn)
	}),
}
