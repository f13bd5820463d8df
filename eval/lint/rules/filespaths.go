package rules

import (
	"strings"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
)

var extraPathsInRecipe = &lint.Rule{
	ID: "extra-paths-in-recipe", Aliases: []string{"oelint.vars.fileextrapaths"}, Severity: diag.Info,
	Kinds: []bitbake.Kind{bitbake.Recipe, bitbake.Class, bitbake.Include, bitbake.Conf},
	Doc: lint.Doc{
		Summary: "FILESEXTRAPATHS is for appends",
		Why: "A recipe's own folders are FILESPATH's: ${BP}, ${BPN} and files beside the recipe. An append needs FILESEXTRAPATHS, as its files " +
			"are elsewhere; set by a recipe it only changes the order of what appends add.",
		Bad:  "FILESEXTRAPATHS:prepend := \"${THISDIR}/patches:\"\n",
		Good: "FILESPATH =. \"${FILE_DIRNAME}/patches:\"\n",
	},
	File: func(p *lint.FilePass) {
		if strings.HasSuffix(p.Path, "/conf/bitbake.conf") {
			return // where it begins
		}
		for _, a := range assignments(p.File, "FILESEXTRAPATHS") {
			p.Report(p.At(a.Name.Span), "FILESEXTRAPATHS is for appends; a recipe's folders are those of FILESPATH")
		}
	},
}

var extraPathsOperator = &lint.Rule{
	ID: "extra-paths-operator", Fixes: true, Aliases: []string{"oelint.vars.fileextrapathsop"}, Severity: diag.Error, Changes: true,
	Doc: lint.Doc{
		Summary: "FILESEXTRAPATHS is prepended to with :=, and ends in a colon",
		Why: "THISDIR is the folder of the file that is read at the time of expansion: only := expands it while the append is read. Without a colon " +
			"the last folder and the next become one name, and a plain assignment drops what other layers have added.",
		Bad: "-- recipes/x/x_1.0.bb --\nPV = \"1.0\"\n-- recipes/x/x_%.bbappend --\nFILESEXTRAPATHS:prepend = \"${THISDIR}/files:\"\n" +
			"FILESEXTRAPATHS:prepend := \"${THISDIR}/patches\"\n",
		Good: "-- recipes/x/x_1.0.bb --\nPV = \"1.0\"\n-- recipes/x/x_%.bbappend --\nFILESEXTRAPATHS:prepend := \"${THISDIR}/files:\"\n",
	},
	File: func(p *lint.FilePass) {
		for _, a := range assignments(p.File, "FILESEXTRAPATHS") {
			// In a recipe the folder is that of the recipe at any time.
			early := p.Kind == bitbake.Append && (strings.Contains(a.Value.Value, "${THISDIR}") || strings.Contains(a.Value.Value, "${FILE_DIRNAME}"))
			front := strings.Contains(a.Name.Value, ":prepend") || a.Op == bitbake.DotPrepend
			back := strings.Contains(a.Name.Value, ":append") || a.Op == bitbake.DotAppend
			value := strings.TrimSpace(a.Value.Value)
			switch {
			case early && a.Op != bitbake.Immediate:
				f := p.Report(p.At(a.OpSpan), "THISDIR is expanded too late by %s: use FILESEXTRAPATHS:prepend := ...", a.Op)
				if a.Op == bitbake.Set {
					f.Mend("use :=", p.Replace(a.OpSpan, ":="))
				}
			case front && value != "" && !strings.HasSuffix(value, ":") && !strings.HasSuffix(value, "}"):
				f := p.Report(p.At(a.Value.Span), "the folder and the one behind it become one name: there is no colon at the end")
				f.Mend("add a colon", p.Replace(source.At(a.Value.Span.End), ":"))
			case back && value != "" && !strings.HasPrefix(value, ":") && !strings.HasPrefix(value, "${"):
				p.Report(p.At(a.Value.Span), "the folder and the one in front of it may become one name: there is no colon at the beginning")
			case !front && !back && a.Op == bitbake.Set:
				p.Report(p.At(a.OpSpan), "what other layers have added to FILESEXTRAPATHS is lost")
			}
		}
	},
}

// assignments returns a file's assignments to a variable, with what overrides it.
func assignments(f *bitbake.File, name string) []*bitbake.Assignment {
	var out []*bitbake.Assignment
	for _, s := range f.Stmts {
		if a, ok := s.(*bitbake.Assignment); ok && !a.Flag.Known() && (a.Name.Value == name || strings.HasPrefix(a.Name.Value, name+":")) {
			out = append(out, a)
		}
	}
	return out
}
