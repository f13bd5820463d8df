package rules

import (
	"context"
	"strings"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/diag"
)

// reacher is a fetcher that asks the network, where the user allows that.
type reacher interface {
	// Reach returns why a page is not there; nil where it is, or where nothing may be asked.
	Reach(ctx context.Context, url string) error
}

var homepageUnreachable = &lint.Rule{
	ID: "homepage-unreachable", Aliases: []string{"oelint.vars.homepageping"}, Severity: diag.Warning,
	Doc: lint.Doc{
		Summary: "HOMEPAGE is a page that is there",
		Why:     "A page that has gone helps nobody to find out about the software. It is asked for with --fetch only.",
		Bad:     "HOMEPAGE = \"https://gone.example\"\n",
		Good:    "HOMEPAGE = \"https://example.org\"\n",
	},
	Recipe: func(p *lint.RecipePass) {
		page := said(p, "HOMEPAGE")
		r, ok := p.Fetcher().(reacher)
		if !ok || !p.First || !strings.HasPrefix(page, "http://") && !strings.HasPrefix(page, "https://") {
			return
		}
		place, ok := setByRecipe(p, "HOMEPAGE")
		if !ok {
			return
		}
		if err := r.Reach(p.Context(), page); err != nil {
			p.Report(place, "HOMEPAGE is not to be reached: %v", err)
		}
	},
}
