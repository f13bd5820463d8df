package rules

import (
	"context"
	"strings"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/eval/resolve"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
)

var missingProvider = &lint.Rule{
	ID: "missing-provider", Severity: diag.Error,
	Doc: lint.Doc{
		Summary: "something provides what DEPENDS and RDEPENDS name",
		Why:     "The recipe cannot be built: the name is misspelt, or its layer is not in BBLAYERS. Names that only skipped recipes provide are left out, as are those that a class of the core layer adds where there is no core layer.",
		Bad:     "-- recipes/x/x_1.0.bb --\nINHIBIT_DEFAULT_DEPS = \"1\"\nDEPENDS = \"libfoo\"\n-- recipes/x/libfooo_1.0.bb --\nINHIBIT_DEFAULT_DEPS = \"1\"\n",
		Good:    "-- recipes/x/x_1.0.bb --\nINHIBIT_DEFAULT_DEPS = \"1\"\nDEPENDS = \"libfoo\"\n-- recipes/x/libfoo_1.0.bb --\nINHIBIT_DEFAULT_DEPS = \"1\"\n",
	},
	Workspace: func(p *lint.WorkspacePass) {
		if p.Alone() {
			return
		}
		missing, err := p.Missing(p.Listing)
		if err != nil {
			return // the configuration's, which whoever asks for a graph is told
		}
		var causes []resolve.Cause
		var about []resolve.Missing
		for _, m := range missing {
			if !m.Skipped {
				causes, about = append(causes, m.Cause), append(about, m)
			}
		}
		explained, err := p.Explain(context.Background(), causes)
		if err != nil {
			return
		}
		for i, x := range explained {
			at := diag.Place{}
			if len(x.Places) > 0 {
				at = wordIn(x.Places[len(x.Places)-1], x.Item)
			}
			variable, _, _ := strings.Cut(x.Variable, ":")
			what := "provides"
			if variable == "RDEPENDS" {
				what = "provides the package"
			}
			p.Report(at, "nothing %s %s, which %s of %s names%s", what, x.Item, variable, x.Recipe.PN, diag.Meant(about[i].Similar)).About(x.Item)
		}
	},
}

// wordIn returns the place of a word in a statement; the statement's where the word is not written there.
func wordIn(at diag.Place, word string) diag.Place {
	text := at.File.Text()[at.Span.Start:at.Span.End]
	for from := 0; ; {
		i := strings.Index(text[from:], word)
		if i < 0 {
			return at
		}
		i += from
		end := i + len(word)
		if isDelimiter(text, i-1) && isDelimiter(text, end) {
			start := at.Span.Start + source.Pos(i)
			return diag.Place{File: at.File, Span: source.Span{Start: start, End: start + source.Pos(len(word))}}
		}
		from = end
	}
}

// isDelimiter reports whether a word may end or begin beside a byte of a text, or at its ends.
func isDelimiter(text string, i int) bool {
	return i < 0 || i >= len(text) || strings.IndexByte(" \t\n\\\"'(),:", text[i]) >= 0
}
