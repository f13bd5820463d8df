package rules

import (
	"strings"

	"github.com/knead-build/knead/eval/interp"
	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
)

// The rules about ${PN} and its relatives. PN is another name in each variant of a recipe (x-native, lib32-x); BPN is the same in all.

// baseNamed are the variables that are about the sources, which have the same name whatever the variant.
var baseNamed = []string{"B", "FILESEXTRAPATHS", "FILESPATH", "LIC_FILES_CHKSUM", "S", "SRC_URI", "UPSTREAM_CHECK_REGEX", "UPSTREAM_CHECK_URI"}

var baseName = baseNameRule("base-name", "pnbpnusage", "PN", "BPN", "SRC_URI = \"https://example.org/${%s}.tar.gz\"\n")
var baseNameVersion = baseNameRule("base-name-version", "pbpusage", "P", "BP", "SRC_URI = \"https://example.org/${%s}.tar.gz\"\n")

// baseNameRule is the rule that what is about sources is named by BPN and BP, not by PN and P.
func baseNameRule(id, alias, wrong, right, example string) *lint.Rule {
	reference := "${" + wrong + "}"
	return &lint.Rule{
		ID: id, Fixes: true, Aliases: []string{"oelint.vars." + alias}, Severity: diag.Warning, Changes: true,
		Doc: lint.Doc{
			Summary: "sources are named by ${" + right + "}, not by ${" + wrong + "}",
			Why: wrong + " has what the variant adds: for x-native, nativesdk-x and lib32-x the sources would have to have other names. " +
				right + " is the same for all.",
			Bad:  strings.Replace(example, "%s", wrong, 1),
			Good: strings.Replace(example, "%s", right, 1),
		},
		Recipe: func(p *lint.RecipePass) {
			if !p.First || p.Get(wrong) != p.Get(right) {
				return // the file is itself named like a variant
			}
			for _, name := range baseNamed {
				for _, s := range p.Steps(name) {
					if s.Assignment == nil || s.Flag != "" && !s.Weak() || !p.IsOwn(s.File) {
						continue
					}
					value := s.Assignment.Value
					for i := 0; ; {
						k := strings.Index(value.Value[i:], reference)
						if k < 0 {
							break
						}
						i += k + len(reference)
						at := s.At(value.Sub(i-len(reference), i))
						p.Report(at, "%s has ${%s}, which differs between variants: use ${%s}", name, wrong, right).
							Mend("use ${"+right+"}", diag.Edit{Place: at, Text: "${" + right + "}"})
					}
				}
			}
		},
	}
}

var nameInText = &lint.Rule{
	ID: "name-in-text", Aliases: []string{"oelint.vars.pnusagediscouraged"}, Severity: diag.Info,
	Doc: lint.Doc{
		Summary: "texts and addresses spell the name out",
		Why: "SUMMARY, DESCRIPTION, HOMEPAGE and BUGTRACKER are for people, who search the metadata for them. With ${PN} they change with every variant, " +
			"and with the recipe's file name.",
		Bad:  "HOMEPAGE = \"https://example.org/${BPN}\"\n",
		Good: "HOMEPAGE = \"https://example.org/x\"\n",
	},
	File: func(p *lint.FilePass) {
		if p.Kind == bitbake.Conf || p.Kind == bitbake.Class {
			return
		}
		for _, name := range []string{"SUMMARY", "DESCRIPTION", "HOMEPAGE", "BUGTRACKER"} {
			for _, a := range assignments(p.File, name) {
				if strings.Contains(a.Name.Value, "${") {
					continue // of a package
				}
				for _, ref := range []string{"${PN}", "${BPN}", "${P}", "${BP}"} {
					if i := strings.Index(a.Value.Value, ref); i >= 0 {
						p.Report(p.At(a.Value.Sub(i, i+len(ref)).Span), "%s is not to be searched for: it has %s", name, ref)
					}
				}
			}
		}
	},
}

var pythonName = &lint.Rule{
	ID: "python-name", Fixes: true, Changes: true, Aliases: []string{"oelint.vars.pythonpnusage"}, Severity: diag.Info, Since: interp.Release{Major: 2, Minor: 8},
	Kinds: []bitbake.Kind{bitbake.Recipe, bitbake.Append, bitbake.Include, bitbake.Class},
	Doc: lint.Doc{
		Summary: "recipes write python3, not ${PYTHON_PN}",
		Why:     "There is one Python, and the variable that once told two apart is gone from newer releases: what has it stays unexpanded there.",
		Bad:     "DEPENDS = \"${PYTHON_PN}-native\"\n",
		Good:    "DEPENDS = \"python3-native\"\n",
	},
	File: func(p *lint.FilePass) {
		const ref = "${PYTHON_PN}"
		text := p.Source.Text()
		for i := strings.Index(text, ref); i >= 0; {
			span := source.Span{Start: source.Pos(i), End: source.Pos(i + len(ref))}
			if _, comment := lint.StatementAt(p.File, span.Start).(*bitbake.Comment); !comment {
				p.Report(p.At(span), "PYTHON_PN is python3, and gone from newer releases").Mend("write python3", p.Replace(span, "python3"))
			}
			k := strings.Index(text[i+1:], ref)
			if k < 0 {
				break
			}
			i += 1 + k
		}
	},
}
