package rules

import (
	"strings"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
)

var overwritten = &lint.Rule{
	ID: "overwritten-assignment", Severity: diag.Warning, Tag: diag.Unnecessary,
	Doc: lint.Doc{
		Summary: "an assignment is not overwritten before anybody can have read it",
		Why: "Only what a variable has in the end counts. The earlier line is left over from an edit or a merge, and who changes it wonders why nothing " +
			"happens.",
		Bad:  "EXTRA_OECONF = \"--with-x\"\nDEPENDS = \"zlib\"\nEXTRA_OECONF = \"--without-y\"\n",
		Good: "EXTRA_OECONF = \"--with-x\"\nDEPENDS = \"zlib\"\nEXTRA_OECONF += \"--without-y\"\n",
	},
	File: func(p *lint.FilePass) {
		pending := map[string][]*bitbake.Assignment{}
		for _, s := range p.Stmts {
			switch s := s.(type) {
			case *bitbake.IncludeStmt:
				clear(pending)
			case *bitbake.Inherit:
				if !s.Defer {
					clear(pending)
				}
			case *bitbake.Unset:
				delete(pending, s.Name.Value)
			case *bitbake.Assignment:
				if s.Flag.Known() {
					continue
				}
				if s.Op == bitbake.Immediate && strings.Contains(s.Value.Value, "${") {
					clear(pending)
				}
				name := s.Name.Value
				if _, _, _, ok := lint.Operator(name); ok {
					continue
				}
				if s.Op == bitbake.Set || s.Op == bitbake.Immediate {
					for _, old := range pending[name] {
						p.Report(p.At(old.Name.Span), "%s is overwritten before anybody reads it", name).Relate(p.At(s.Name.Span), "by this")
					}
					pending[name] = nil
				}
				pending[name] = append(pending[name], s)
			}
		}
	},
}

var replacedAssignment = &lint.Rule{
	ID: "replaced-assignment", Aliases: []string{"oelint.var.override"}, Severity: diag.Info, Tag: diag.Unnecessary, Off: true,
	Doc: lint.Doc{
		Summary: "no file of a recipe replaces what another has assigned",
		Why: "A value in an include that its recipes replace, or one of a recipe that an append replaces, is easily taken for the one that counts. ?= in " +
			"the include, or += and :append in the other file, say what is meant.",
		Bad:  "-- recipes/x/x_1.0.bb --\nrequire x.inc\nEXTRA_OECONF = \"--with-x\"\n-- recipes/x/x.inc --\nEXTRA_OECONF = \"--without-x\"\n",
		Good: "-- recipes/x/x_1.0.bb --\nEXTRA_OECONF = \"--with-x\"\nrequire x.inc\n-- recipes/x/x.inc --\nEXTRA_OECONF ?= \"--without-x\"\n",
	},
	Recipe: func(p *lint.RecipePass) {
		if !p.First {
			return
		}
		for _, name := range p.Names() {
			for _, steps := range byName(p.Steps(name)) {
				var last *lint.Step
				for i := range steps {
					s := &steps[i]
					if s.Flag != "" || s.Op != "set" && s.Op != "immediate" || s.Assignment == nil || !p.IsOwn(s.File) {
						continue
					}
					if last != nil && last.File.Name() != s.File.Name() {
						p.Report(s.At(s.Assignment.Name), "%s replaces the value that another file of the recipe assigns", s.Name).Relate(last.Place(), "the value")
					}
					last = s
				}
			}
		}
	},
}

var assignmentBehindAppend = &lint.Rule{
	ID: "assignment-behind-append", Severity: diag.Info,
	Doc: lint.Doc{
		Summary: "an assignment stands before what is appended to the variable",
		Why: "Read from top to bottom the assignment seems to drop what was appended before. It does not: :append, :prepend and :remove act at the end, " +
			"on whatever the value is then.",
		Bad:  "EXTRA_OECONF:append = \" --with-x\"\nEXTRA_OECONF = \"--without-y\"\n",
		Good: "EXTRA_OECONF = \"--without-y\"\nEXTRA_OECONF:append = \" --with-x\"\n",
	},
	File: func(p *lint.FilePass) {
		appended := map[string]*bitbake.Assignment{}
		for _, s := range p.Stmts {
			a, ok := s.(*bitbake.Assignment)
			if !ok || a.Flag.Known() {
				continue
			}
			_, base, cond, ok := lint.Operator(a.Name.Value)
			if ok && cond == "" && appended[base] == nil {
				appended[base] = a
			}
			if first := appended[a.Name.Value]; !ok && first != nil && (a.Op == bitbake.Set || a.Op == bitbake.Immediate) {
				p.Report(p.At(a.Name.Span), "this does not drop what %s has added before", first.Name.Value).Relate(p.At(first.Name.Span), "added here")
				delete(appended, a.Name.Value)
			}
		}
	},
}
