package rules

import (
	"regexp"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
)

// packageVariables are read of packages only: what is said of another name is never looked at.
var packageVariables = []string{
	"ALLOW_EMPTY", "CONFFILES", "FILES", "RCONFLICTS", "RDEPENDS", "RPROVIDES", "RRECOMMENDS", "RREPLACES", "RSUGGESTS", "pkg_postinst",
	"pkg_postinst_ontarget", "pkg_postrm", "pkg_preinst", "pkg_prerm",
}

var unknownPackage = &lint.Rule{
	ID: "unknown-package", Severity: diag.Warning,
	Doc: lint.Doc{
		Summary: "what a recipe says of a package is of one that it makes",
		Why:     "The recipe makes no package of that name, in no configuration that its files know of: nobody looks at what is said of it.",
		Bad:     "FILES:${PN}-tools = \"${bindir}/x\"\n",
		Good:    "PACKAGES =+ \"${PN}-tools\"\nFILES:${PN}-tools = \"${bindir}/x\"\n",
	},
	Workspace: func(p *lint.WorkspacePass) {
		if p.Alone() {
			return
		}
		overrides := p.Overrides()
		for _, f := range p.Listing.Files {
			tree := p.Tree(f.Path)
			made := packagesOf(f)
			if tree == nil || made == nil {
				continue
			}
			for _, s := range tree.Stmts {
				name := nameOf(s)
				root, _, _ := strings.Cut(name.Value, ":")
				if !slices.Contains(packageVariables, root) {
					continue
				}
				parts := overrideParts(name)
				if len(parts) == 0 {
					continue
				}
				part := parts[0]
				pkg := strings.Replace(part.Value, "${PN}", made.names[0], 1)
				if strings.Contains(pkg, "${") || overrides.Holds(part.Value) || made.has(pkg) || mentions(p, f, tree, part.Value) {
					continue
				}
				p.Report(diag.Place{File: tree.Source, Span: part.Span}, "the recipe makes no package %s", pkg).About(root)
			}
		}
	},
}

// packages are those that a recipe file makes.
type packages struct {
	names   []string // the recipe's own name first
	dynamic []*regexp.Regexp
}

// packagesOf returns the packages of a recipe file's variants; nil where they are not known.
func packagesOf(f *eval.FileInfo) *packages {
	out := &packages{}
	for _, v := range f.Variants {
		if v.Inputs == nil {
			return nil
		}
		if out.names == nil {
			out.names = []string{v.PN}
		}
		out.names = append(out.names, v.Inputs.Packages...)
		for _, pattern := range v.Inputs.PackagesDynamic {
			r := lint.PackagePattern(pattern)
			if r == nil {
				return nil
			}
			out.dynamic = append(out.dynamic, r)
		}
	}
	if out.names == nil {
		return nil
	}
	return out
}

func (k *packages) has(name string) bool {
	return slices.Contains(k.names, name) || slices.ContainsFunc(k.dynamic, func(r *regexp.Regexp) bool { return r.MatchString(name) })
}

// mentions reports whether a recipe names a package elsewhere than in what it says of it: among the packages of another configuration,
// or in code; or whether a class of its does.
func mentions(p *lint.WorkspacePass, f *eval.FileInfo, tree *bitbake.File, pkg string) bool {
	bare := strings.TrimPrefix(pkg, "${PN}")
	for _, s := range tree.Stmts {
		switch s := s.(type) {
		case *bitbake.Function:
			if s.Python && strings.Contains(s.Body.Value, bare) {
				return true
			}
		case *bitbake.PythonDef:
			if strings.Contains(s.Text.Value, bare) {
				return true
			}
		}
	}
	trees := []*bitbake.File{tree}
	for _, v := range f.Variants {
		for _, class := range v.Classes {
			if t := p.Tree(class); t != nil {
				trees = append(trees, t)
			}
		}
	}
	for _, t := range p.Files {
		if t.Kind == bitbake.Class && inheritsSomewhere(tree, lint.ClassName(t.Source.Name())) {
			trees = append(trees, t)
		}
	}
	return slices.ContainsFunc(trees, func(t *bitbake.File) bool { return listsPackage(t, pkg) })
}

// inheritsSomewhere reports whether a file inherits a class where some condition holds.
func inheritsSomewhere(tree *bitbake.File, class string) bool {
	return slices.ContainsFunc(tree.Stmts, func(s bitbake.Stmt) bool {
		i, ok := s.(*bitbake.Inherit)
		return ok && strings.Contains(i.Classes.Value, "${@") && strings.Contains(i.Classes.Value, class)
	})
}

// listsPackage reports whether a file has a package in a value of PACKAGES, of a variable named so, or of one that such a value refers to.
func listsPackage(tree *bitbake.File, pkg string) bool {
	var refers []string
	lists := func(root string) bool { return strings.Contains(root, "PACKAGE") || slices.Contains(refers, root) }
	for range 2 { // what a value refers to may stand before it
		for _, s := range tree.Stmts {
			a, ok := s.(*bitbake.Assignment)
			if !ok || a.Flag.Known() {
				continue
			}
			if root, _, _ := strings.Cut(a.Name.Value, ":"); lists(root) {
				if strings.Contains(a.Value.Value, pkg) {
					return true
				}
				refers = append(refers, lint.References(a.Value.Value)...)
			}
		}
	}
	return false
}
