package rules

import (
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/eval/lint/licenses"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/license"
	"github.com/knead-build/knead/lang/source"
)

// What the rules about licences share: a variant is judged once for all of them.
type (
	licenseCore     struct{ dir string }     // the key of how a core layer judges
	licenseArchives struct{}                 // of what was read of archives
	judgedLicense   struct{ variant string } // of what came of a variant
)

// HoldsAfter keeps it while metadata alone is edited.
func (licenseCore) HoldsAfter(paths []string) bool { return allMetadata(paths) }

// HoldsAfter keeps what was read while metadata alone is edited.
func (licenseArchives) HoldsAfter(paths []string) bool { return allMetadata(paths) }

func allMetadata(paths []string) bool {
	return !slices.ContainsFunc(paths, func(p string) bool { _, ok := bitbake.KindOf(p); return !ok })
}

// judgement is what came of a variant. It does not keep what the variant says: there are thousands of them.
type judgement struct {
	problems []licenses.Problem
	// copied is the first item of LIC_FILES_CHKSUM where none is of the sources; empty otherwise.
	copied source.Span
}

// coreOf returns how the recipe's core layer judges licences; where there is none, as the release's does.
func coreOf(p *lint.RecipePass) *licenses.Core {
	dir := p.Get("COREBASE")
	return lint.Once(p, licenseCore{dir}, func() *licenses.Core { return licenses.FindCore(p.View, dir, p.Release) })
}

// licensed returns what a variant says of its licences; nil where there is no fetcher to take its URLs apart.
func licensed(p *lint.RecipePass) *licenses.Recipe {
	if p.Fetcher() == nil {
		return nil
	}
	return coreOf(p).Read(p.Data, p.View, p.Fetcher())
}

// judgeLicense judges a variant's licences.
func judgeLicense(p *lint.RecipePass) judgement {
	return lint.Once(p, judgedLicense{p.Variant.VirtualFn}, func() judgement {
		r := licensed(p)
		if r == nil {
			return judgement{}
		}
		archives := lint.Once(p, licenseArchives{}, func() *licenses.Archives { return &licenses.Archives{} })
		checker := licenses.Checker{View: p.View, Archives: archives}
		files, _ := checker.Check(p.Context(), r) // what cannot be looked at is no finding
		return judgement{append(coreOf(p).CheckLicense(p.View, r), files...), r.Copied()}
	})
}

// reportLicense returns a rule's check: it reports the problems of some kinds. Those that OpenEmbedded's own checks find are as bad
// as the metadata takes them.
func reportLicense(kinds ...licenses.Kind) func(*lint.RecipePass) {
	return func(p *lint.RecipePass) {
		for _, x := range judgeLicense(p).problems {
			if !slices.Contains(kinds, x.Kind) {
				continue
			}
			if !qaChecks[x.Kind] {
				reportProblem(p, x)
			} else if severity, ok := p.QA(string(x.Kind)); ok && !skipsPackage(p, x) {
				if x.Kind == licenses.Format && x.Variable != "LICENSE" && coreOf(p).Dialect == license.Old {
					severity = max(severity, diag.Warning) // OE-Core did not look at packages then
				}
				reportProblem(p, x).Severity = severity
			}
		}
	}
}

// skipsPackage reports whether INSANE_SKIP leaves out the one check that looks at a package's licences.
func skipsPackage(p *lint.RecipePass, x licenses.Problem) bool {
	pkg, ok := strings.CutPrefix(x.Variable, "LICENSE:")
	return ok && (x.Kind == licenses.Unlisted || x.Kind == licenses.Obsolete) && p.Skips(string(licenses.Unlisted), pkg)
}

// qaChecks are the kinds that have the names of OpenEmbedded's own checks.
var qaChecks = map[licenses.Kind]bool{
	licenses.Format: true, licenses.Syntax: true, licenses.Exists: true, licenses.NoGeneric: true, licenses.Obsolete: true,
	licenses.Unlisted: true, licenses.Checksum: true,
}

// reportProblem reports a problem where it stands, with the fixes that can be made there; of several names that are
// alike none is put in place.
func reportProblem(p *lint.RecipePass, x licenses.Problem) *lint.Finding {
	f := p.Report(p.Locate(x.Variable, x.Span), "%s", x.Message)
	f.Detail = x.Detail
	guesses := 0
	for _, fix := range x.Fixes {
		if fix.Guess {
			guesses++
		}
	}
	for _, fix := range x.Fixes {
		if fix.Guess && guesses > 1 {
			continue
		}
		var edits []diag.Edit
		for _, e := range fix.Edits {
			if edit, ok := p.Edit(x.Variable, e.Span, e.Text); ok {
				edits = append(edits, edit)
			}
		}
		if len(edits) < len(fix.Edits) {
			continue // a part of it comes out of an expression
		}
		title := fix.Title
		if fix.Also != "" {
			title += "; " + fix.Also
		}
		if fix.Also != "" && x.Kind != licenses.Checksum {
			f.Detail = title // half of what there is to do would leave it broken
			continue
		}
		f.Mend(title, edits...)
	}
	return f
}
