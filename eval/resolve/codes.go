package resolve

import (
	"strings"

	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
)

// The codes of what is said while providers are chosen and edges are drawn. The messages are BitBake's own, as they are what
// people look for.
var (
	CodeNoProvider       = diag.Register("no-provider", diag.Error, "correct the name, add the layer that has the recipe, or do away with what keeps the recipe from being used.")
	CodeUnbuildable      = diag.Register("unbuildable", diag.Error, "the last name of the chain is what is missing.")
	CodeUnbuildableRun   = diag.Register("unbuildable-at-run-time", diag.Info, "the recipes that need it cannot be built; they are left out.")
	CodeProviders        = diag.Register("multiple-providers", diag.Info, "set PREFERRED_PROVIDER (for packages, PREFERRED_RPROVIDER) for the name.")
	CodeProviderConflict = diag.Register("conflicting-providers", diag.Error, "set PREFERRED_RPROVIDER for the package.")
	CodeVersionMissing   = diag.Register("preferred-version-missing", diag.Warning, "correct PREFERRED_VERSION, or add the layer that has the version.")
	CodeVersionRequired  = diag.Register("required-version-missing", diag.Error, "correct REQUIRED_VERSION, or add the layer that has the version.")
	CodeVersionBoth      = diag.Register("required-and-preferred-version", diag.Warning, "set one of the two; REQUIRED_VERSION counts.")
	CodePreferences      = diag.Register("bad-preferred-providers", diag.Error, "PREFERRED_PROVIDERS is a list of NAME:PN.")
	CodePattern          = diag.Register("bad-package-pattern", diag.Error, "PACKAGES_DYNAMIC and ASSUME_PROVIDED take Python regular expressions.")
	CodeTarget           = diag.Register("bad-target", diag.Error, "targets are NAME, NAME:do_TASK, mc:MULTICONFIG:NAME, mc:*:NAME, world, universe.")
	CodeAssumed          = diag.Register("assumed-target", diag.Warning, "take the name out of ASSUME_PROVIDED to have it built.")
	CodeTaskDependency   = diag.Register("bad-task-dependency", diag.Error, "a dependency on a task is NAME:do_TASK; one between multiconfigs is mc:FROM:TO:NAME:do_TASK.")
	CodeNoTask           = diag.Register("no-task", diag.Error, "name a task that the recipe has.")
	CodeNothingToRun     = diag.Register("nothing-to-run", diag.Error, "name a task that one of the recipes has; a recipe that cannot be built counts for nothing.")
	CodeCircular         = diag.Register("circular-dependency", diag.Error, "take one of the dependencies away, or let it hang on another task.")
	CodeVersions         = diag.Register("multiple-versions", diag.Error, "set PREFERRED_VERSION, so that all depend on one version.")
	CodeSameProvides     = diag.Register("same-provides", diag.Error, "let one of the recipes be preferred by all, or list the name in BB_MULTI_PROVIDER_ALLOWED.")
)

// Problem is an error that keeps a graph from being made, and what in the metadata makes it.
type Problem struct {
	*diag.Diagnostic
	Causes []Cause
}

// Unwrap returns the diagnostic.
func (p *Problem) Unwrap() error { return p.Diagnostic }

// Cause is a word of a variable, or of a task's flag, that has a part in a dependency.
type Cause struct {
	Recipe *Recipe
	// Variable is DEPENDS, RDEPENDS:pkg, or a task; Flag is the task's flag, "" for a variable's value.
	Variable, Flag string
	Item           string // the word
	// What says what it comes to: "do_a comes after do_b".
	What string
}

// problem makes an error of BitBake's message. Lines behind the first are detail.
func problem(code *diag.Code, text string, causes ...Cause) *Problem {
	return &Problem{message(code, text), causes}
}

func message(code *diag.Code, text string) *diag.Diagnostic {
	head, rest, _ := strings.Cut(text, "\n")
	d := diag.New(code, nil, source.Span{}, "%s", head)
	d.Detail = strings.TrimRight(rest, "\n")
	return d
}
