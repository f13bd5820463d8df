package rules

import (
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/eval/lint/licenses"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
)

var incompatibleLicense = &lint.Rule{
	ID: "incompatible-license", Aliases: []string{"license-exception"}, Severity: diag.Info, Skipped: true,
	Doc: lint.Doc{
		Summary: "what INCOMPATIBLE_LICENSE leaves out",
		Why: "A recipe all of whose packages have a licence of INCOMPATIBLE_LICENSE is skipped; where some have, those are kept out of images. " +
			"It is told where, and for which licence.",
		Bad:  "LICENSE = \"GPL-3.0-only\"\nINCOMPATIBLE_LICENSE = \"GPL-3.0*\"\n",
		Good: "LICENSE = \"GPL-3.0-only OR MIT\"\nINCOMPATIBLE_LICENSE = \"GPL-3.0*\"\n",
	},
	Recipe: func(p *lint.RecipePass) {
		r := restricted(p)
		if r == nil {
			return
		}
		skips, _ := coreOf(p).Skips(r, licenses.ReadPolicy(p.Data)) // what is wrong with the policy is another rule's
		if len(skips.Recipe) > 0 {
			relatePolicy(p, p.Report(whereLicense(p, "LICENSE", skips.Recipe), "the recipe is skipped: %s not wanted", areNot(skips.Recipe)))
			return
		}
		for _, pkg := range r.Packages {
			names := skips.Packages[pkg.Name]
			if len(names) == 0 {
				continue
			}
			variable := "LICENSE"
			if pkg.License != "" {
				variable += ":" + pkg.Name
			}
			relatePolicy(p, p.Report(whereLicense(p, variable, names), "the package %s is kept out of images: %s not wanted", pkg.Name, areNot(names)).About(pkg.Name))
		}
	},
}

// restricted returns what a variant says of its licences where the configuration does not want some; nil where it takes all.
func restricted(p *lint.RecipePass) *licenses.Recipe {
	if strings.TrimSpace(p.Get("INCOMPATIBLE_LICENSE")) == "" {
		return nil
	}
	return licensed(p)
}

// whereLicense returns the place of the first of some licences in a variable's value; of all of it where none is there by its name.
func whereLicense(p *lint.RecipePass, variable string, names []string) diag.Place {
	value := p.Get(variable)
	span := source.Span{End: source.Pos(len(value))}
	for _, n := range names {
		if i := strings.Index(value, n); i >= 0 {
			span = source.Span{Start: source.Pos(i), End: source.Pos(i + len(n))}
			break
		}
	}
	return p.Locate(variable, span)
}

// areNot begins a sentence about licences.
func areNot(names []string) string {
	if len(names) == 1 {
		return names[0] + " is"
	}
	return strings.Join(names, ", ") + " are"
}

// relatePolicy says where INCOMPATIBLE_LICENSE is set.
func relatePolicy(p *lint.RecipePass, f *lint.Finding) {
	if at := p.Where("INCOMPATIBLE_LICENSE"); at != p.Start() {
		f.Relate(at, "INCOMPATIBLE_LICENSE is set here")
	}
}

var incompatibleWord = &lint.Rule{
	ID: "incompatible-license-word", Severity: diag.Error, Skipped: true,
	Doc: lint.Doc{
		Summary: "INCOMPATIBLE_LICENSE has SPDX's names",
		Why:     "An obsolete name, or a * elsewhere than in AGPL-3.0*, GPL-3.0* and LGPL-3.0*, ends the parsing of every recipe.",
		Bad:     "LICENSE = \"MIT\"\nINCOMPATIBLE_LICENSE = \"GPLv3 LGPL*\"\n",
		Good:    "LICENSE = \"MIT\"\nINCOMPATIBLE_LICENSE = \"GPL-3.0* LGPL-2.1-only\"\n",
	},
	Recipe: func(p *lint.RecipePass) {
		if r := restricted(p); r != nil {
			_, problems := coreOf(p).Skips(r, licenses.ReadPolicy(p.Data))
			for _, x := range problems {
				reportProblem(p, x)
			}
		}
	},
}

var licenseFlags = &lint.Rule{
	ID: "license-flags", Severity: diag.Info, Skipped: true,
	Doc: lint.Doc{
		Summary: "recipes that LICENSE_FLAGS keeps from being built",
		Why:     "A word of LICENSE_FLAGS skips the recipe until LICENSE_FLAGS_ACCEPTED has the word, or the word with _ and the recipe's name.",
		Bad:     "LICENSE = \"MIT\"\nLICENSE_FLAGS = \"commercial\"\npython () {\n    raise bb.parse.SkipRecipe('commercial')\n}\n",
		Good:    "LICENSE = \"MIT\"\nLICENSE_FLAGS = \"commercial\"\nLICENSE_FLAGS_ACCEPTED = \"commercial_${PN}\"\n",
	},
	Recipe: func(p *lint.RecipePass) {
		if !p.Variant.Skipped {
			return
		}
		flags, pn := p.Get("LICENSE_FLAGS"), p.Get("PN")
		refused := licenses.RefusedFlags(pn, flags, p.Get("LICENSE_FLAGS_ACCEPTED"))
		for word, span := range licenses.Fields(flags) {
			if slices.Contains(refused, word) {
				p.Report(p.Locate("LICENSE_FLAGS", span), "%s is skipped: LICENSE_FLAGS_ACCEPTED has neither %s nor %[2]s_%[1]s", pn, word).About(word)
			}
		}
	},
}
