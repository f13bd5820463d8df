package lint

import (
	"slices"
	"strings"

	"github.com/knead-build/knead/lang/diag"
)

// QA returns how bad a recipe's metadata takes what one of OpenEmbedded's own checks finds: an error where ERROR_QA has the check,
// a warning where WARN_QA has it (oe.qa.handle_error). ok is false where neither has it, as nobody hears of it then. With a core
// layer that has no such checks, and so sets neither, it is the rule's own severity.
func (p *RecipePass) QA(check string) (s diag.Severity, ok bool) {
	failing, fails := p.lookup("ERROR_QA")
	warning, warns := p.lookup("WARN_QA")
	switch {
	case !fails && !warns:
		return p.rule.Severity, true
	case slices.Contains(strings.Fields(failing), check):
		return diag.Error, true
	case slices.Contains(strings.Fields(warning), check):
		return diag.Warning, true
	}
	return 0, false
}

// Skips reports whether INSANE_SKIP leaves out a check of a package, for all packages or for this one. Checks of recipes do not
// look at it (do_package_qa of insane.bbclass).
func (p *RecipePass) Skips(check, pkg string) bool {
	return slices.Contains(strings.Fields(p.Get("INSANE_SKIP")+" "+p.Get("INSANE_SKIP:"+pkg)), check)
}

func (p *RecipePass) lookup(name string) (string, bool) {
	value, ok, err := p.Data.Lookup(name)
	return value, ok && err == nil
}
