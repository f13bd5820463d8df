package rules

import (
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
)

// recipeOrder is the order of a recipe's parts that OpenEmbedded's recipe style guide gives.
const recipeOrder = "SUMMARY DESCRIPTION HOMEPAGE BUGTRACKER SECTION LICENSE LIC_FILES_CHKSUM DEPENDS PROVIDES PV SRC_URI SRCREV S inherit " +
	"PACKAGECONFIG EXTRA_OECONF EXTRA_OEMESON EXTRA_OECMAKE EXTRA_OEMAKE do_configure do_compile do_install PACKAGE_ARCH PACKAGES FILES " +
	"RDEPENDS RRECOMMENDS RSUGGESTS RPROVIDES RCONFLICTS BBCLASSEXTEND"

var variableOrder = &lint.Rule{
	ID: "variable-order", Aliases: []string{"oelint.var.order"}, Severity: diag.Info, Off: true, Kinds: []bitbake.Kind{bitbake.Recipe},
	Options: []lint.Option{{Name: "order", Default: recipeOrder, Doc: "variables, functions and \"inherit\", in their order"}},
	Doc: lint.Doc{
		Summary: "a recipe's variables stand in the usual order",
		Why: "Whoever knows one recipe finds his way in the next. The order is that of OpenEmbedded's style guide, " +
			"unless the option says another.",
		Bad:  "LICENSE = \"MIT\"\nSUMMARY = \"x\"\n",
		Good: "SUMMARY = \"x\"\nLICENSE = \"MIT\"\n",
	},
	File: func(p *lint.FilePass) {
		order := strings.Fields(p.Options["order"])
		seen := map[string]bool{}
		last, lastName, lastPlace := -1, "", diag.Place{}
		for _, s := range p.Stmts {
			name := nameOf(s)
			if i, ok := s.(*bitbake.Inherit); ok {
				name = i.Classes
				name.Value = "inherit"
			}
			what := root(name.Value)
			at := slices.Index(order, what)
			if at < 0 || seen[what] {
				continue
			}
			seen[what] = true
			if at < last {
				p.Report(p.At(name.Span), "%s stands before %s as a rule", what, lastName).About(what).Relate(lastPlace, "here")
				continue
			}
			last, lastName, lastPlace = at, what, p.At(name.Span)
		}
	},
}
