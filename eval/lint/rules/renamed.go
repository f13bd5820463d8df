package rules

import (
	"maps"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/interp"
	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
)

var renamedVariable = &lint.Rule{
	Of: interp.CodeRenamed, Fixes: true, Aliases: []string{"oelint.vars.renamed"}, Changes: true,
	Doc: lint.Doc{
		Summary: "variables are called by the names that the release has for them",
		Why: "BitBake and the core layer (BB_RENAMED_VARIABLES) list the names that are gone. Whoever sets one gets an error, as the value would have no " +
			"effect.",
		Bad:  "PNBLACKLIST[x] = \"broken\"\nSYSROOT_DIRS_BLACKLIST = \"/x\"\n",
		Good: "SKIP_RECIPE[x] = \"broken\"\nSYSROOT_DIRS_IGNORE = \"/x\"\n",
	},
}

var renamedReference = &lint.Rule{
	ID: "renamed-reference", Fixes: true, Aliases: []string{"oelint.vars.renamed"}, Severity: diag.Warning, Tag: diag.Deprecated, Changes: true,
	Doc: lint.Doc{
		Summary: "nothing reads a variable by a name that is gone",
		Why: "Nobody can set the old name any more: who reads it gets nothing. The evaluation reports who sets one; who reads one it cannot see, nor what " +
			"stands in the files of other machines and distributions.",
		Bad:  "EXTRA_OECONF = \"${BB_HASHBASE_WHITELIST}\"\n",
		Good: "EXTRA_OECONF = \"${BB_BASEHASH_IGNORE_VARS}\"\n",
	},
	Workspace: func(p *lint.WorkspacePass) {
		renamed := map[string]string{}
		_ = p.Read("", func(s eval.Scope) { // without its variables there are no new names
			for old, to := range s.Data.Env().Renamed {
				renamed[old] = to
			}
			for _, f := range s.Data.Flags("BB_RENAMED_VARIABLES") {
				renamed[f.Name], _ = f.Value.(string)
			}
		})
		told := toldLines(p)
		for _, tree := range p.Files {
			for _, s := range tree.Stmts {
				a, ok := s.(*bitbake.Assignment)
				if !ok || a.Flag.Known() {
					continue
				}
				old, _, _ := strings.Cut(a.Name.Value, ":")
				if to, ok := renamed[old]; ok && !told[lineOf(tree.Source, a.Name.Span.Start)] {
					report(p, tree, a.Name.Sub(0, len(old)).Span, old, to)
				}
			}
		}
		usage := p.Usage()
		for _, old := range slices.Sorted(maps.Keys(renamed)) {
			readers, _ := usage.Readers(old)
			for _, tree := range readers {
				for _, span := range readsOf(tree, old) {
					report(p, tree, span, old, renamed[old])
				}
			}
		}
	},
}

func report(p *lint.WorkspacePass, tree *bitbake.File, span source.Span, old, to string) {
	at := diag.Place{File: tree.Source, Span: span}
	if strings.Contains(to, " ") {
		p.Report(at, "%s %s", old, to).About(old)
	} else {
		p.Report(at, "%s has been renamed to %s", old, to).About(old).Mend("write "+to, diag.Edit{Place: at, Text: to})
	}
}

// line is a line of a file.
type line struct {
	file string
	line int
}

func lineOf(f *source.File, pos source.Pos) line { return line{f.Name(), f.Line(pos)} }

// toldLines returns where the evaluation has complained of names that are gone.
func toldLines(p *lint.WorkspacePass) map[line]bool {
	out := map[line]bool{}
	add := func(list []*diag.Diagnostic) {
		for _, d := range list {
			if d.Code == interp.CodeRenamed && d.Known() {
				out[lineOf(d.File, d.Span.Start)] = true
			}
		}
	}
	add(p.Diags)
	for _, f := range p.Listing.Files {
		add(f.Diags)
	}
	return out
}

// readsOf returns where a file reads a variable: behind "${" and behind a quote, but for comments.
func readsOf(tree *bitbake.File, name string) []source.Span {
	var out []source.Span
	text := tree.Source.Text()
	for i := 0; ; {
		k := strings.Index(text[i:], name)
		if k < 0 {
			return out
		}
		start := i + k
		i = start + len(name)
		if start == 0 || strings.IndexByte("{\"'", text[start-1]) < 0 || i < len(text) && strings.IndexByte("}\"':", text[i]) < 0 {
			continue
		}
		span := source.Span{Start: source.Pos(start), End: source.Pos(i)}
		if _, comment := lint.StatementAt(tree, span.Start).(*bitbake.Comment); !comment {
			out = append(out, span)
		}
	}
}
