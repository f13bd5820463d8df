package rules

import (
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
)

var classOverride = &lint.Rule{
	ID: "class-override-without-variant", Aliases: []string{"oelint.vars.inappclassoverride"}, Severity: diag.Warning,
	Doc: lint.Doc{
		Summary: "class-native, class-nativesdk and class-target are overrides that the recipe has",
		Why:     "A recipe that neither inherits native nor extends to it is never built with class-native in OVERRIDES: the line does nothing.",
		Bad:     "CFLAGS:append:class-native = \" -DX\"\n",
		Good:    "BBCLASSEXTEND = \"native\"\nCFLAGS:append:class-native = \" -DX\"\n",
	},
	Recipe: func(p *lint.RecipePass) {
		if p.Variant.Name != "" {
			return
		}
		var have []string
		for _, s := range p.Tree.Stmts {
			name := nameOf(s)
			for i, part := range overridesIn(name) {
				if !strings.HasPrefix(part.Value, "class-") || i == 0 {
					continue
				}
				if have == nil {
					have = classOverrides(p)
				}
				if !slices.Contains(have, part.Value) {
					p.Report(diag.Place{File: p.Tree.Source, Span: part.Span}, "no variant of the recipe has %s", part.Value)
				}
			}
		}
	},
}

// classOverrides returns the class-... overrides of a recipe's variants. A variant that is skipped may not have got as far as setting
// its own: BBCLASSEXTEND names it.
func classOverrides(p *lint.RecipePass) []string {
	var out []string
	for _, v := range p.Variants {
		class, _ := v.Data.Get("CLASSOVERRIDE") // where that fails the recipe has an error
		out = append(out, strings.Split(class, ":")...)
	}
	for _, extend := range strings.Fields(p.Get("BBCLASSEXTEND")) {
		class, _, _ := strings.Cut(extend, ":")
		out = append(out, "class-"+class)
	}
	return out
}

// nameOf returns the name of the variable or function that a statement is about.
func nameOf(s bitbake.Stmt) bitbake.Text {
	switch s := s.(type) {
	case *bitbake.Assignment:
		return s.Name
	case *bitbake.Function:
		return s.Name
	}
	return bitbake.Text{}
}

// overridesIn returns the parts of a name, the variable's or function's own first, then operators and overrides.
func overridesIn(name bitbake.Text) []bitbake.Text {
	if !strings.Contains(name.Value, ":") {
		return nil
	}
	var out []bitbake.Text
	start, depth := 0, 0
	for i := range len(name.Value) {
		switch c := name.Value[i]; {
		case c == '{':
			depth++
		case c == '}':
			depth--
		case c == ':' && depth == 0:
			out = append(out, name.Sub(start, i))
			start = i + 1
		}
	}
	return append(out, name.Sub(start, len(name.Value)))
}
