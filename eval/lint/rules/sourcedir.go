package rules

import (
	"strings"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/diag"
)

var sourceDirectory = &lint.Rule{
	ID: "source-directory", Fixes: true, Aliases: []string{"qa_unpack"}, Severity: diag.Error, Since: whinlatter, Changes: true,
	Doc: lint.Doc{
		Summary: "S is below UNPACKDIR, and is not set for git",
		Why:     "Since whinlatter sources are unpacked into UNPACKDIR, and S is right by itself for a git repository: do_unpack refuses S = \"${WORKDIR}/git\", and any S with ${WORKDIR}.",
		Bad:     "S = \"${WORKDIR}/x-src\"\n",
		Good:    "S = \"${UNPACKDIR}/x-src\"\n",
	},
	Recipe: func(p *lint.RecipePass) {
		raw, err := p.Data.RawText("S")
		if err != nil {
			return
		}
		s := written(p, "S")
		if s == nil || s.Assignment.Value.Value != raw {
			return
		}
		switch {
		case raw == "${WORKDIR}/git" || raw == "${UNPACKDIR}/git":
			p.Report(s.Place(), "S need not be set for a git repository").
				Mend("remove it", diag.Edit{Place: diag.Place{File: s.File, Span: s.Assignment.Span()}})
		case raw != "${WORKDIR}" && strings.Contains(raw, "${WORKDIR}"):
			p.Report(s.Place(), "S is in UNPACKDIR, not in WORKDIR").Mend("use ${UNPACKDIR}", edits(inText(p, "S", "${WORKDIR}"), "${UNPACKDIR}")...)
		}
	},
}

var workDirectory = &lint.Rule{
	ID: "work-directory", Severity: diag.Error, Since: styhead,
	Doc: lint.Doc{
		Summary: "S, B and UNPACKDIR are not WORKDIR itself",
		Why:     "Since styhead sources have a folder of their own in WORKDIR, which is emptied before they are unpacked: parsing the recipe fails otherwise.",
		Bad:     "B = \"${WORKDIR}\"\n",
		Good:    "B = \"${WORKDIR}/build\"\n",
	},
	Recipe: func(p *lint.RecipePass) {
		dir := p.Get("WORKDIR")
		for _, name := range []string{"S", "B", "UNPACKDIR"} {
			if dir != "" && p.Get(name) == dir {
				p.Report(p.Where(name), "%s is WORKDIR: give it a folder in there", name).About(name)
			}
		}
	},
}
