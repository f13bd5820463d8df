package rules

import (
	"slices"
	"strings"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
)

var outOfContext = &lint.Rule{
	ID: "out-of-context", Aliases: []string{"oelint.vars.outofcontext"}, Severity: diag.Warning,
	Doc: lint.Doc{
		Summary: "a recipe sets variables that it or its classes read",
		Why: "The variable is that of a class which the recipe does not inherit: nothing in the recipe looks at it. The inherit is missing, or went and " +
			"left the variable behind.",
		Bad: "-- recipes/x/x_1.0.bb --\nMY_OPTIONS = \"--with-x\"\n-- recipes/y/y_1.0.bb --\ninherit mine\nMY_OPTIONS = \"\"\n" +
			"-- classes-recipe/mine.bbclass --\nEXTRA_OECONF += \"${MY_OPTIONS}\"\n",
		Good: "-- recipes/x/x_1.0.bb --\ninherit mine\nMY_OPTIONS = \"--with-x\"\n" +
			"-- classes-recipe/mine.bbclass --\nEXTRA_OECONF += \"${MY_OPTIONS}\"\n",
	},
	Workspace: func(p *lint.WorkspacePass) {
		if p.Alone() {
			return
		}
		for _, f := range p.Listing.Files {
			if r := newContext(p, f); r != nil {
				for _, tree := range r.own {
					r.check(p, tree)
				}
			}
		}
	},
}

// variableContext is what a recipe file is made of: itself with its appends, and the classes of all its variants.
type variableContext struct {
	own, classes []*bitbake.File
	inherits     []string // what is inherited by the value of a variable
}

// newContext returns nil where something is not known.
func newContext(p *lint.WorkspacePass, f *eval.FileInfo) *variableContext {
	r := &variableContext{}
	if f.Failed || len(f.Variants) == 0 {
		return nil
	}
	for _, path := range append([]string{f.Path}, f.Variants[0].Appends...) {
		tree := p.Tree(path)
		if tree == nil {
			return nil
		}
		r.own = append(r.own, tree)
	}
	for _, v := range f.Variants {
		if v.Skipped {
			return nil
		}
		for _, path := range v.Classes {
			if tree := p.Tree(path); tree != nil {
				r.classes = append(r.classes, tree)
			}
		}
	}
	for _, tree := range append(slices.Clone(r.own), r.classes...) {
		for _, s := range tree.Stmts {
			if s, ok := s.(*bitbake.Inherit); ok && strings.Contains(s.Classes.Value, "${") {
				r.inherits = append(r.inherits, s.Classes.Value)
			}
		}
	}
	return r
}

func (r *variableContext) check(p *lint.WorkspacePass, tree *bitbake.File) {
	seen := map[string]bool{}
	for _, s := range tree.Stmts {
		a, ok := s.(*bitbake.Assignment)
		if !ok || a.Flag.Known() || a.Export {
			continue
		}
		root, _, _ := strings.Cut(a.Name.Value, ":")
		if seen[root] || strings.Contains(root, "${") || named(root, bitbakeVariables) {
			continue
		}
		seen[root] = true
		trees, others := p.Usage().Readers(root)
		if class := r.stranger(p, trees); !others && class != "" {
			at := diag.Place{File: tree.Source, Span: a.Name.Sub(0, len(root)).Span}
			p.Report(at, "%s is read by the class %s, which the recipe does not inherit", root, class).About(root)
		}
	}
}

// stranger returns a class of the files that read a variable, where none of them is among the recipe's, or can be in another
// configuration; else "". A file that is included may be one of the recipe's.
func (r *variableContext) stranger(p *lint.WorkspacePass, readers []*bitbake.File) string {
	class := ""
	for _, tree := range readers {
		switch {
		case tree.Kind == bitbake.Conf || tree.Kind == bitbake.Include || slices.Contains(r.own, tree) || slices.Contains(r.classes, tree):
			return ""
		case tree.Kind == bitbake.Class:
			name := lint.ClassName(tree.Source.Name())
			if !p.Classes().ByRecipes(tree) || r.mayInherit(name) {
				return ""
			}
			if class == "" || name < class {
				class = name
			}
		}
	}
	return class
}

// mayInherit reports whether the recipe inherits a class where some condition holds.
func (r *variableContext) mayInherit(class string) bool {
	return slices.ContainsFunc(r.inherits, func(text string) bool { return strings.Contains(text, class) || !strings.Contains(text, "${@") })
}
