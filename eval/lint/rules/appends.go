package rules

import (
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
)

var identityInAppend = &lint.Rule{
	ID: "identity-in-append", Aliases: []string{"oelint.append.protvars"}, Severity: diag.Warning, Kinds: []bitbake.Kind{bitbake.Append},
	Doc: lint.Doc{
		Summary: "an append does not make another version of a recipe",
		Why: "The recipe goes on with the next version of its layer, and the append holds on to values that no longer fit its sources, its " +
			"patches and its licence. Another version is another recipe.",
		Bad:  "-- recipes/x/x_1.0.bb --\nPV = \"1.0\"\n-- recipes/x/x_%.bbappend --\nPV = \"1.1\"\n",
		Good: "-- recipes/x/x_1.0.bb --\nPV = \"1.0\"\n-- recipes/x/x_%.bbappend --\nEXTRA_OECONF += \"--with-x\"\n",
	},
	Options: []lint.Option{{
		Name: "variables", Default: "PN PE PV PR SRCREV LICENSE LIC_FILES_CHKSUM",
		Doc: "the variables that say which software a recipe is for, in which version and under which licence",
	}},
	File: func(p *lint.FilePass) {
		identity := strings.Fields(p.Options["variables"])
		for _, s := range p.Stmts {
			a, ok := s.(*bitbake.Assignment)
			if !ok || a.Flag.Known() || a.Op != bitbake.Set && a.Op != bitbake.Immediate {
				continue
			}
			if name := a.Name.Value; slices.Contains(identity, name) {
				p.Report(p.At(a.Name.Span), "the append changes the recipe's %s", name).About(name)
			}
		}
	},
}

var unconditionalAppend = &lint.Rule{
	ID: "unconditional-append", Aliases: []string{"oelint.vars.noncoreoverride"}, Severity: diag.Warning, Off: true,
	Kinds: []bitbake.Kind{bitbake.Append},
	Doc: lint.Doc{
		Summary: "an append acts for its own machine or distribution only",
		Why: "Adding a layer to a build is not to change what others' machines and distributions get. An override of the layer's own, or a " +
			"feature that is asked for, keeps its changes to those who want them.",
		Bad: "-- recipes/x/x_1.0.bb --\nPV = \"1.0\"\n-- recipes/x/x_%.bbappend --\nEXTRA_OECONF += \"--with-x\"\n",
		Good: "-- recipes/x/x_1.0.bb --\nPV = \"1.0\"\n-- recipes/x/x_%.bbappend --\nFILESEXTRAPATHS:prepend := \"${THISDIR}/files:\"\n" +
			"EXTRA_OECONF:append:mymachine = \" --with-x\"\n",
	},
	File: func(p *lint.FilePass) {
		for _, s := range p.Stmts {
			switch s := s.(type) {
			case *bitbake.Assignment:
				if !s.Flag.Known() && s.Name.Value != "FILESEXTRAPATHS:prepend" && !conditional(s.Name.Value) && !strings.Contains(s.Value.Value, "${@") {
					p.Report(p.At(s.Name.Span), "%s is changed for everybody whose build has the layer: use an override", lint.Variable(s.Name.Value)).
						About(lint.Variable(s.Name.Value))
				}
			case *bitbake.Function:
				if s.Name.Known() && !conditional(s.Name.Value) {
					p.Report(p.At(s.Name.Span), "%s is changed for everybody whose build has the layer: use an override", lint.Variable(s.Name.Value))
				}
			}
		}
	},
}

// conditional reports whether a name has an override that is no package of the recipe.
func conditional(name string) bool {
	parts := strings.Split(name, ":")
	for _, x := range parts[1:] {
		if x != "append" && x != "prepend" && x != "remove" && !strings.Contains(x, "${PN}") && !strings.Contains(x, "${BPN}") {
			return true
		}
	}
	return false
}
