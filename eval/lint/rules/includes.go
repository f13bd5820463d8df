package rules

import (
	"path"
	"strings"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/interp"
	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
)

var requireNotFound = &lint.Rule{
	Of: interp.CodeNotFound, Aliases: []string{"oelint.file.requirenotfound"},
	Doc: lint.Doc{
		Summary: "a file that is required is there",
		Why: "BitBake refuses the recipe. The name is looked for beside the file that requires it, and then along BBPATH; the finding " +
			"lists these places.",
		Bad:  "require x-common.inc\n",
		Good: "-- recipes/x/x_1.0.bb --\nrequire x-common.inc\n-- recipes/x/x-common.inc --\nSUMMARY = \"x\"\n",
	},
}

var duplicateInclude = &lint.Rule{
	Of: interp.CodeDuplicateInclude, Aliases: []string{"oelint.var.multiinclude"},
	Doc: lint.Doc{
		Summary: "a recipe includes each file once",
		Why:     "The file's statements run again, and what += and :append add is there twice.",
		Bad:     "-- recipes/x/x_1.0.bb --\nrequire x.inc\nrequire x.inc\n-- recipes/x/x.inc --\nCFLAGS += \"-DX\"\n",
		Good:    "-- recipes/x/x_1.0.bb --\nrequire x.inc\n-- recipes/x/x.inc --\nCFLAGS += \"-DX\"\n",
	},
}

// eachInclude calls check with the plain names of files that a file includes.
func eachInclude(f *bitbake.File, check func(*bitbake.IncludeStmt, lint.Word)) {
	for _, s := range f.Stmts {
		s, ok := s.(*bitbake.IncludeStmt)
		if !ok {
			continue
		}
		for _, w := range lint.Words(s.Files) {
			if w.Plain {
				check(s, w)
			}
		}
	}
}

var relativeInclude = &lint.Rule{
	ID: "relative-include", Aliases: []string{"oelint.file.includerelpath"}, Severity: diag.Info,
	Doc: lint.Doc{
		Summary: "include and require name files by their place in the layer",
		Why: "A name with \"../\" is right only beside the file that it was written for: an append or an include from elsewhere does not " +
			"find it. A name such as recipes-core/x/x.inc is found along BBPATH from everywhere.",
		Bad:  "-- recipes/x/x_1.0.bb --\nrequire ../y/y.inc\n-- recipes/y/y.inc --\nSUMMARY = \"y\"\n",
		Good: "-- recipes/x/x_1.0.bb --\nrequire recipes/y/y.inc\n-- recipes/y/y.inc --\nSUMMARY = \"y\"\n",
	},
	File: func(p *lint.FilePass) {
		eachInclude(p.File, func(s *bitbake.IncludeStmt, w lint.Word) {
			if strings.HasPrefix(w.Value, "./") || strings.HasPrefix(w.Value, "../") || strings.Contains(w.Value, "/../") {
				p.Report(p.At(w.Span), "%s is relative to this file: name it from the layer's top", w.Value)
			}
		})
	},
}

// findInclude returns the file that a file includes by a name, "" where there is none, and where it was looked for.
func findInclude(p *lint.WorkspacePass, from *bitbake.File, name string, folders []string) (found string, tried []string) {
	if path.IsAbs(name) {
		folders = []string{""}
	} else {
		folders = append([]string{path.Dir(from.Source.Name())}, folders...)
	}
	for _, folder := range folders {
		file := path.Join(folder, name)
		if p.View.IsFile(file) {
			return file, tried
		}
		tried = append(tried, file)
	}
	return "", tried
}

// checkIncludes calls check with the plain names that include names. What lies in conf itself is made by people or tools for one
// build directory (conf/site.conf), and is optional: it is left out.
func checkIncludes(p *lint.WorkspacePass, check func(f *bitbake.File, s *bitbake.IncludeStmt, w lint.Word, found string, tried []string)) {
	bbpath := ""
	err := p.Read("", func(s eval.Scope) { bbpath, _ = s.Data.Get("BBPATH") })
	if err != nil || bbpath == "" {
		return
	}
	folders := strings.Split(bbpath, ":")
	for _, f := range p.Files {
		eachInclude(f, func(s *bitbake.IncludeStmt, w lint.Word) {
			if s.Verb == "include" && path.Dir(w.Value) != "conf" {
				found, tried := findInclude(p, f, w.Value, folders)
				check(f, s, w, found, tried)
			}
		})
	}
}

var includeNotFound = &lint.Rule{
	ID: "include-not-found", Aliases: []string{"oelint.file.includenotfound"}, Severity: diag.Info,
	Doc: lint.Doc{
		Summary: "a file that is included is there",
		Why: "include goes on without the file, in silence: a slip in the name, or a layer that is missing, is not noticed. Where the " +
			"file is there only sometimes, the finding is to be suppressed with that reason.",
		Bad:  "include x-common.inc\n",
		Good: "-- recipes/x/x_1.0.bb --\nrequire x-common.inc\n-- recipes/x/x-common.inc --\nSUMMARY = \"x\"\n",
	},
	Workspace: func(p *lint.WorkspacePass) {
		checkIncludes(p, func(f *bitbake.File, _ *bitbake.IncludeStmt, w lint.Word, found string, tried []string) {
			if found == "" {
				out := p.Report(diag.Place{File: f.Source, Span: w.Span}, "there is no file %s: include goes on without it", w.Value)
				out.Detail = "looked for\n" + strings.Join(tried, "\n")
			}
		})
	},
}

var requireForInclude = &lint.Rule{
	ID: "include-of-own-file", Fixes: true, Aliases: []string{"oelint.file.requireinclude"}, Severity: diag.Info,
	Doc: lint.Doc{
		Summary: "what a layer has itself is required, not included",
		Why: "include goes on in silence without the file. A file of the same layer is always there, so its absence is a mistake, which " +
			"require reports.",
		Bad:  "-- recipes/x/x_1.0.bb --\ninclude x-common.inc\n-- recipes/x/x-common.inc --\nSUMMARY = \"x\"\n",
		Good: "-- recipes/x/x_1.0.bb --\nrequire x-common.inc\n-- recipes/x/x-common.inc --\nSUMMARY = \"x\"\n",
	},
	Workspace: func(p *lint.WorkspacePass) {
		checkIncludes(p, func(f *bitbake.File, s *bitbake.IncludeStmt, w lint.Word, found string, _ []string) {
			if found == "" {
				return
			}
			for _, layer := range p.Layers {
				if dir := layer.Dir + "/"; strings.HasPrefix(found, dir) && strings.HasPrefix(f.Source.Name(), dir) {
					place := diag.Place{File: f.Source, Span: s.Span()}
					place.Span.End = place.Span.Start + 7 // "include"
					p.Report(place, "%s is a file of this layer: use require", w.Value).
						Mend("require it", diag.Edit{Place: place, Text: "require"})
					return
				}
			}
		})
	},
}
