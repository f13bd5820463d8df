package rules

import (
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/diag"
)

// reporter adds a finding.
type reporter func(at diag.Place, format string, args ...any) *lint.Finding

// quality returns a Recipe rule's check that is one of OpenEmbedded's own: it runs where the metadata has the check in ERROR_QA or
// WARN_QA, and what it finds is as bad as these say.
func quality(name string, check func(*lint.RecipePass, reporter)) func(*lint.RecipePass) {
	return func(p *lint.RecipePass) {
		severity, ok := p.QA(name)
		if !ok {
			return
		}
		check(p, func(at diag.Place, format string, args ...any) *lint.Finding {
			f := p.Report(at, format, args...)
			f.Severity = severity
			return f
		})
	}
}

// madePackages returns the packages that a recipe makes; those of native recipes are not made.
func madePackages(p *lint.RecipePass) []string {
	if p.Inherits("native") || p.Inherits("nopackages") {
		return nil
	}
	return strings.Fields(p.Get("PACKAGES"))
}

// packaged returns the check for a recipe that has packages and does not leave the check out: do_package_qa runs for no other.
func packaged(name string, check func(*lint.RecipePass, reporter)) func(*lint.RecipePass) {
	return quality(name, func(p *lint.RecipePass, found reporter) {
		if list := madePackages(p); len(list) > 0 && !slices.ContainsFunc(list, func(pkg string) bool { return p.Skips(name, pkg) }) {
			check(p, found)
		}
	})
}

// written returns the last assignment of a variable that counts; nil where there is none.
func written(p *lint.RecipePass, name string) *lint.Step {
	for _, s := range slices.Backward(p.Made(name)) {
		if s.Assignment != nil {
			return &s
		}
	}
	return nil
}

// inText returns the places of a piece of text in what makes a variable's value.
func inText(p *lint.RecipePass, name, piece string) []diag.Place {
	var out []diag.Place
	for _, s := range p.Made(name) {
		if s.Assignment == nil {
			continue
		}
		for at := 0; ; {
			i := strings.Index(s.Assignment.Value.Value[at:], piece)
			if i < 0 {
				break
			}
			at += i
			out = append(out, s.At(s.Assignment.Value.Sub(at, at+len(piece))))
			at += len(piece)
		}
	}
	return out
}

// edits returns the edits that put a text in several places.
func edits(places []diag.Place, text string) []diag.Edit {
	var out []diag.Edit
	for _, at := range places {
		out = append(out, diag.Edit{Place: at, Text: text})
	}
	return out
}

// fields returns the words of a variable's value.
func fields(p *lint.RecipePass, name string) []string { return strings.Fields(p.Get(name)) }

// flagNames returns the names of a variable's flags but for its description.
func flagNames(p *lint.RecipePass, name string) []string {
	var out []string
	for _, f := range p.Data.Flags(name) {
		if f.Name != "doc" {
			out = append(out, f.Name)
		}
	}
	return out
}
