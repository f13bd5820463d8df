package lint

import (
	"fmt"

	"github.com/knead-build/knead/eval/interp"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
)

// Rule is one thing that metadata is checked for. Just one of File, Recipe, Layer, Workspace and Of is set: it says what the rule
// needs to know, and it reports what it finds.
type Rule struct {
	// ID is stable: lower-case words joined by dashes.
	ID string
	// Aliases are the ids by which others know the rule: "oelint.vars.listappend", a QA class of OpenEmbedded ("license-format").
	// A finding may have a more special one, see Finding.Sub.
	Aliases  []string
	Severity diag.Severity
	// Off rules run where a configuration turns them on: they are a matter of a project's taste.
	Off bool
	// QA is the name under which OpenEmbedded's own checks know it: INSANE_SKIP, WARN_QA and ERROR_QA of a recipe decide about it.
	QA string
	// Kinds are the kinds of files that a File rule looks at; nil: all.
	Kinds []bitbake.Kind
	// Since and Before are the first BitBake release that the rule holds for, and the first that it does not hold for any more.
	// The zero value does not bound.
	Since, Before interp.Release
	// Skipped says that a Recipe rule looks at skipped recipes, too.
	Skipped bool
	// Changes says that the rule's fixes change evaluated values: they are made only where that is asked for.
	Changes bool

	Doc Doc

	File      func(*FilePass)
	Recipe    func(*RecipePass)
	Layer     func(*LayerPass)
	Workspace func(*WorkspacePass)
	// Of is the code of what the parser or the evaluation complain of by themselves: the rule, which has the code's id, checks
	// nothing; it gives their findings aliases and a description.
	Of *diag.Code

	code *diag.Code
}

// Doc tells people about a rule. Bad has the rule's findings, Good has none: both are tested. They are the text of a recipe x_1.0.bb,
// or files of a layer in the txtar format ("-- recipes/x/x_1.0.bb --").
type Doc struct {
	// Summary is one line, Why says what goes wrong otherwise.
	Summary, Why string
	Bad, Good    string
}

// Code returns the rule's code of diagnostics.
func (r *Rule) Code() *diag.Code { return r.code }

// Holds reports whether the rule is for a release.
func (r *Rule) Holds(release interp.Release) bool {
	zero := interp.Release{}
	return !release.Less(r.Since) && (r.Before == zero || release.Less(r.Before))
}

// Page is where the rules are described.
const Page = "https://github.com/knead-build/knead/blob/main/eval/lint/rules/README.md#"

// Declare registers rules. A rule that is not well formed is a programming error and panics at start.
func Declare(rules ...*Rule) []*Rule {
	for _, r := range rules {
		n := 0
		for _, set := range []bool{r.File != nil, r.Recipe != nil, r.Layer != nil, r.Workspace != nil, r.Of != nil} {
			if set {
				n++
			}
		}
		if n != 1 {
			panic(fmt.Sprintf("lint: rule %s checks %d things", r.ID, n))
		}
		if r.Of != nil {
			r.ID, r.Severity, r.code = r.Of.ID, r.Of.Severity, r.Of
			continue
		}
		r.code = diag.Register(r.ID, r.Severity, "")
		r.code.Page = Page
	}
	return rules
}

// Finding is what a rule found.
type Finding struct {
	*diag.Diagnostic
	// Rule is nil for what the parser and the evaluation complain of, unless a rule is Of its code.
	Rule *Rule
	// Sub, where it is not "", is what the finding is about, as a part of the id: the variable's name in
	// "oelint.var.mandatoryvar.HOMEPAGE".
	Sub string
}

// IDs returns all ids of a finding, the rule's own first.
func (f *Finding) IDs() []string {
	ids := []string{f.Code.ID}
	if f.Rule != nil {
		ids = append(ids, f.Rule.Aliases...)
	}
	if f.Sub != "" {
		for _, id := range ids {
			ids = append(ids, id+"."+f.Sub)
		}
	}
	return ids
}
