package rules

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
)

// The rules about what a recipe says of itself. That does not differ between the variants of a recipe.

var bugtrackerURL = &lint.Rule{
	ID: "bugtracker-url", Aliases: []string{"oelint.vars.bugtrackerisurl"}, Severity: diag.Warning,
	Doc: lint.Doc{
		Summary: "BUGTRACKER is a URL",
		Why:     "Reports and front ends make a link of it.",
		Bad:     "BUGTRACKER = \"bugs at example.org\"\n",
		Good:    "BUGTRACKER = \"https://bugs.example.org/?product=x\"\n",
	},
	Recipe: func(p *lint.RecipePass) {
		if value := said(p, "BUGTRACKER"); value != "" && !isURL(value, "http", "https", "mailto") {
			p.Report(p.Where("BUGTRACKER"), "BUGTRACKER is no URL: %s", value)
		}
	},
}

var homepageURL = &lint.Rule{
	ID: "homepage-url", Aliases: []string{"oelint.vars.homepageprefix"}, Severity: diag.Warning,
	Doc: lint.Doc{
		Summary: "HOMEPAGE is an http or https URL",
		Why:     "Reports and front ends make a link of it.",
		Bad:     "HOMEPAGE = \"www.example.org\"\n",
		Good:    "HOMEPAGE = \"https://www.example.org\"\n",
	},
	Recipe: func(p *lint.RecipePass) {
		if value := said(p, "HOMEPAGE"); value != "" && !isURL(value, "http", "https") {
			p.Report(p.Where("HOMEPAGE"), "HOMEPAGE is no http or https URL: %s", value)
		}
	},
}

func isURL(value string, schemes ...string) bool {
	u, err := url.Parse(value)
	if err != nil || strings.ContainsAny(value, " \t\n") {
		return false
	}
	for _, s := range schemes {
		if u.Scheme == s {
			return u.Host != "" || u.Opaque != ""
		}
	}
	return false
}

var descriptionIsSummary = &lint.Rule{
	ID: "description-is-summary", Aliases: []string{"oelint.vars.descriptionsame"}, Severity: diag.Warning,
	Doc: lint.Doc{
		Summary: "DESCRIPTION says more than SUMMARY",
		Why:     "DESCRIPTION is SUMMARY by default: a copy of it has to be kept up to date for nothing.",
		Bad:     "SUMMARY = \"A small tool\"\nDESCRIPTION = \"A small tool.\"\n",
		Good:    "SUMMARY = \"A small tool\"\nDESCRIPTION = \"A small tool that does what large ones do, in less time.\"\n",
	},
	Recipe: func(p *lint.RecipePass) {
		summary, description := said(p, "SUMMARY"), said(p, "DESCRIPTION")
		if summary == "" || strings.TrimSuffix(description, ".") != strings.TrimSuffix(summary, ".") {
			return
		}
		if place, ok := setByRecipe(p, "DESCRIPTION"); ok {
			p.Report(place, "DESCRIPTION repeats SUMMARY, which it is by default").Relate(p.Where("SUMMARY"), "SUMMARY")
		}
	},
}

var briefDescription = &lint.Rule{
	ID: "brief-description", Aliases: []string{"oelint.vars.descriptiontoobrief"}, Severity: diag.Warning,
	Doc: lint.Doc{
		Summary: "DESCRIPTION is longer than SUMMARY",
		Why:     "SUMMARY is the short form; who asks for the long one should get more.",
		Bad:     "SUMMARY = \"A tool that does many things\"\nDESCRIPTION = \"Does many things\"\n",
		Good:    "SUMMARY = \"Does many things\"\nDESCRIPTION = \"A tool that does many things: one, and two, and three.\"\n",
	},
	Recipe: func(p *lint.RecipePass) {
		summary, description := said(p, "SUMMARY"), said(p, "DESCRIPTION")
		if description == "" || utf8.RuneCountInString(description) >= utf8.RuneCountInString(summary) {
			return
		}
		place, ok := setByRecipe(p, "DESCRIPTION")
		if _, both := setByRecipe(p, "SUMMARY"); ok && both {
			p.Report(place, "DESCRIPTION is shorter than SUMMARY").Relate(p.Where("SUMMARY"), "SUMMARY")
		}
	},
}

var sectionCase = &lint.Rule{
	ID: "section-case", Fixes: true, Aliases: []string{"oelint.vars.sectionlowercase"}, Severity: diag.Warning, Changes: true,
	Doc: lint.Doc{
		Summary: "SECTION is in lower case",
		Why:     "Package managers group packages by it: \"Libs\" and \"libs\" are two sections.",
		Bad:     "SECTION = \"Libs\"\n",
		Good:    "SECTION = \"libs\"\n",
	},
	Recipe: func(p *lint.RecipePass) {
		value := said(p, "SECTION")
		lower := strings.ToLower(value)
		if value == lower {
			return
		}
		f := p.Report(p.Where("SECTION"), "SECTION has capital letters: %s", value)
		if s := lastStep(p, "SECTION"); s != nil && s.Assignment != nil && s.Assignment.Value.Value == value {
			f.Mend("write it in lower case", diag.Edit{Place: s.At(s.Assignment.Value), Text: lower})
		}
	},
}

var longSummary = &lint.Rule{
	ID: "long-summary", Aliases: []string{"oelint.vars.summary80chars"}, Severity: diag.Warning,
	Doc: lint.Doc{
		Summary: "SUMMARY has at most 80 characters",
		Why:     "Package managers show it in one line. What does not fit belongs to DESCRIPTION.",
		Bad:     "SUMMARY = \"A tool that does so many things that it is hard to say all of them in a line that is this short\"\n",
		Good:    "SUMMARY = \"A tool that does many things\"\n",
	},
	Recipe: func(p *lint.RecipePass) {
		const most = 80
		if n := utf8.RuneCountInString(said(p, "SUMMARY")); n > most {
			if place, ok := setByRecipe(p, "SUMMARY"); ok {
				p.Report(place, "SUMMARY has %d characters, %d more than package managers show", n, n-most)
			}
		}
	},
}

var summaryInLines = &lint.Rule{
	ID: "summary-in-lines", Aliases: []string{"oelint.vars.summarylinebreaks"}, Severity: diag.Warning,
	Doc: lint.Doc{
		Summary: "SUMMARY is written in one line",
		Why:     "It is one line where it is shown. A continued line keeps its indentation in the value, and \\n is two characters.",
		Bad:     "SUMMARY = \"A tool \\\n    that does many things\"\n",
		Good:    "SUMMARY = \"A tool that does many things\"\n",
	},
	Recipe: func(p *lint.RecipePass) {
		for _, s := range p.Steps("SUMMARY") {
			if s.Assignment == nil || !s.Counts() || !p.IsOwn(s.File) {
				continue
			}
			value := s.Assignment.Value
			if strings.Contains(strings.TrimSpace(s.File.Slice(value.Span)), "\n") {
				p.Report(s.At(value), "SUMMARY is continued over several lines")
			} else if i := strings.Index(value.Value, `\n`); i >= 0 {
				p.Report(s.At(value.Sub(i, i+2)), "SUMMARY has \\n, which is no line break but two characters")
			}
		}
	},
}

// said returns a variable's value without blanks around it, for the first variant; "" for others.
func said(p *lint.RecipePass, name string) string {
	if !p.First {
		return ""
	}
	return strings.TrimSpace(p.Get(name))
}

// lastStep returns the last of what counts for a variable's value; nil where nothing does.
func lastStep(p *lint.RecipePass, name string) *lint.Step {
	steps := p.Steps(name)
	for i := len(steps) - 1; i >= 0; i-- {
		if s := &steps[i]; s.Counts() && s.Flag == "" {
			return s
		}
	}
	return nil
}

// setByRecipe returns where one of the recipe's own files makes a variable's value; ok is false where none does.
func setByRecipe(p *lint.RecipePass, name string) (place diag.Place, ok bool) {
	s := lastStep(p, name)
	if s == nil || !p.IsOwn(s.File) {
		return diag.Place{File: p.Tree.Source, Span: source.At(0)}, false
	}
	return s.Place(), true
}
