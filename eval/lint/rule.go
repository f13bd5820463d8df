package lint

import (
	"fmt"

	"github.com/knead-build/knead/eval/interp"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
)

// Rule is one thing that metadata is checked for. Just one of File, Recipe, Layer, Workspace, Comments and Of is set: it says what the
// rule needs to know, and it reports what it finds.
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
	// Fixes says that the findings come with fixes, where those are safe.
	Fixes bool
	// Changes says that the rule's fixes change evaluated values: they are made only where that is asked for.
	Changes bool
	// Tag is that of the rule's code: see diag.Code.
	Tag diag.Tag
	// Options are what a configuration may set of the rule.
	Options []Option

	Doc Doc

	File      func(*FilePass)
	Recipe    func(*RecipePass)
	Layer     func(*LayerPass)
	Workspace func(*WorkspacePass)
	// Of is the code of what the parser or the evaluation complain of by themselves: the rule, which has the code's id, checks
	// nothing; it gives their findings aliases and a description.
	Of *diag.Code
	// Comments says that the rule is about comments that suppress findings: package suppress reports it when all is found.
	Comments bool

	code *diag.Code
}

// Option is something that a configuration may set of a rule.
type Option struct {
	// Name is lower-case, with underscores.
	Name string
	// Default is what the rule has where no configuration says otherwise. A list is its items, joined by blanks.
	Default string
	// Doc is one line.
	Doc string
}

// Doc tells people about a rule. Bad has the rule's findings, Good has none: both are tested. They are the text of a recipe x_1.0.bb,
// or files of a layer in the txtar format ("-- recipes/x/x_1.0.bb --"); a folder in it with a conf/layer.conf is another layer.
type Doc struct {
	// Summary is one line, Why says what goes wrong otherwise.
	Summary, Why string
	Bad, Good    string
}

// Needs says what a rule has to know: "file", "recipe", "layer", "workspace", "comments", or "nothing" where it is Of a code.
func (r *Rule) Needs() string {
	switch {
	case r.File != nil:
		return "file"
	case r.Recipe != nil:
		return "recipe"
	case r.Layer != nil:
		return "layer"
	case r.Workspace != nil:
		return "workspace"
	case r.Comments:
		return "comments"
	}
	return "nothing"
}

// Releases tells for which BitBake releases a rule is: "all", "2.8 and later", "before 2.16".
func (r *Rule) Releases() string {
	name := func(r interp.Release) string { return fmt.Sprintf("%d.%d", r.Major, r.Minor) }
	none := interp.Release{}
	switch {
	case r.Since != none && r.Before != none:
		return name(r.Since) + " and later, before " + name(r.Before)
	case r.Since != none:
		return name(r.Since) + " and later"
	case r.Before != none:
		return "before " + name(r.Before)
	}
	return "all"
}

// Repair tells what the rule's fixes do: "no" fix, "yes", or "changes values".
func (r *Rule) Repair() string {
	switch {
	case !r.Fixes:
		return "no"
	case r.Changes:
		return "changes values"
	}
	return "yes"
}

// IDs returns the ids by which the rule is known, its own first.
func (r *Rule) IDs() []string { return append([]string{r.ID}, r.Aliases...) }

// Finding returns a finding of the rule.
func (r *Rule) Finding(place diag.Place, format string, args ...any) *Finding {
	return &Finding{Rule: r, Diagnostic: &diag.Diagnostic{
		Code: r.code, Severity: r.Severity, Place: place, Message: fmt.Sprintf(format, args...),
	}}
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
		r.mustCheckOne()
		if r.Of != nil {
			r.ID, r.Severity, r.code = r.Of.ID, r.Of.Severity, r.Of
			continue
		}
		r.code = diag.Register(r.ID, r.Severity, "")
		r.code.Page, r.code.Tag = Page, r.Tag
	}
	return rules
}

// Own gives a rule of a project's own, which is not known to the program, a code. page is where it is described.
func Own(r *Rule, page string) *Rule {
	r.mustCheckOne()
	r.code = &diag.Code{ID: r.ID, Severity: r.Severity, Page: page}
	return r
}

func (r *Rule) mustCheckOne() {
	n := 0
	for _, set := range []bool{r.File != nil, r.Recipe != nil, r.Layer != nil, r.Workspace != nil, r.Comments, r.Of != nil} {
		if set {
			n++
		}
	}
	if n != 1 {
		panic(fmt.Sprintf("lint: rule %s checks %d things", r.ID, n))
	}
}

// Finding is what a rule found.
type Finding struct {
	*diag.Diagnostic
	// Rule is nil for what the parser and the evaluation complain of, unless a rule is Of its code.
	Rule *Rule
	// Sub, where it is not "", is what the finding is about, as a part of the id: the variable's name in
	// "oelint.var.mandatoryvar.HOMEPAGE".
	Sub string
	// Releases are those that it is for, where several were checked for; nil: all.
	Releases []string
}

// Ours reports whether a rule has found it: it is not what the parser or the evaluation says, nor that a rule has gone wrong.
func (f *Finding) Ours() bool { return f.Rule != nil && f.Rule.Of == nil && f.Code == f.Rule.code }

// IDs returns all ids of a finding, the rule's own first.
func (f *Finding) IDs() []string {
	ids := []string{f.Code.ID}
	if f.Rule != nil && f.Code == f.Rule.code {
		ids = f.Rule.IDs()
	}
	if f.Sub != "" {
		for _, id := range ids {
			ids = append(ids, id+"."+f.Sub)
		}
	}
	return ids
}
