package rules

import (
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
)

var overrideReplaces = &lint.Rule{
	ID: "override-replaces", Fixes: true, Aliases: []string{"oelint.vars.overrideappend"}, Severity: diag.Warning, Changes: true,
	Doc: lint.Doc{
		Summary: "what is added under an override is added to the variable, not to nothing",
		Why: "A:x is a value of its own, which takes the place of A's where x holds. A:x += \"b\" and A:x:append = \" b\" add to that value; where " +
			"nobody has set it, all that A has is lost. A:append:x = \" b\" adds to A.",
		Bad:  "EXTRA_OECONF = \"--with-x\"\nEXTRA_OECONF:class-target += \"--with-y\"\n",
		Good: "EXTRA_OECONF = \"--with-x\"\nEXTRA_OECONF:append:class-target = \" --with-y\"\n",
	},
	Recipe: func(p *lint.RecipePass) {
		if !p.First {
			return
		}
		packages := strings.Fields(p.Get("PACKAGES"))
		for _, name := range p.Names() {
			groups := byName(p.Steps(name))
			base := valued(groups, name)
			if base == nil {
				continue
			}
			for _, steps := range groups {
				s := &steps[0]
				override, ok := strings.CutPrefix(s.Name, name+":")
				if !ok || s.Assignment == nil || !p.IsOwn(s.File) || slices.Contains(packages, override) || !extends(s) || slices.ContainsFunc(steps, func(s lint.Step) bool { return sets(&s) || s.Weak() }) {
					continue
				}
				a := s.Assignment
				f := p.Report(s.At(a.Name), "%s has nothing to add to: where %s holds, this takes the place of the value of %s", s.Name, override, name)
				f.Relate(base.Place(), "the value of %s", name)
				if op, _, cond, ok := lint.Operator(a.Name.Value); ok && cond == "" {
					f.Mend("use "+op+":"+override, diag.Edit{Place: s.At(a.Name), Text: name + op + ":" + override})
				} else if !ok {
					mendAdding(f, s, name, ":"+override)
				}
			}
		}
	},
}

// valued returns a step that gives a variable itself a value.
func valued(groups [][]lint.Step, name string) *lint.Step {
	for _, steps := range groups {
		for i := range steps {
			s := &steps[i]
			if s.Name == name && (sets(s) || s.Weak() || adds(s)) && s.Assignment != nil && strings.TrimSpace(s.Assignment.Value.Value) != "" {
				return s
			}
		}
	}
	return nil
}

// extends reports whether a step adds to a value by any operator.
func extends(s *lint.Step) bool {
	return adds(s) || s.Flag == "" && (strings.HasPrefix(s.Op, ":append") || strings.HasPrefix(s.Op, ":prepend"))
}

var severalOperators = &lint.Rule{
	ID: "several-operators", Aliases: []string{"oelint.vars.doublemodify"}, Severity: diag.Error,
	Doc: lint.Doc{
		Summary: "a name has one operator",
		Why:     "What stands behind :append, :prepend or :remove is taken for overrides: no build has an override called \"remove\", and the line never acts.",
		Bad:     "DEPENDS:append:remove = \" zlib\"\n",
		Good:    "DEPENDS:append = \" zlib\"\n",
	},
	File: func(p *lint.FilePass) {
		for _, s := range p.Stmts {
			a, ok := s.(*bitbake.Assignment)
			if !ok || a.Flag.Known() {
				continue
			}
			if op, _, cond, ok := lint.Operator(a.Name.Value); ok {
				for _, x := range strings.Split(cond, ":") {
					if x == "append" || x == "prepend" || x == "remove" {
						p.Report(p.At(a.Name.Span), "behind %s, %q is taken for an override, which never holds", op, x)
					}
				}
			}
		}
	},
}

var operatorMix = &lint.Rule{
	Of: bitbake.CodeOperatorMix, Aliases: []string{"oelint.vars.doublemodify"},
	Doc: lint.Doc{
		Summary: "an override-style operator is assigned by =",
		Why: ":append, :prepend and :remove act at the end of parsing, each by itself. += and the like on top of them add nothing to what they do, but " +
			"look as if they added to the value that is there.",
		Bad:  "DEPENDS:append += \" zlib\"\n",
		Good: "DEPENDS:append = \" zlib\"\n",
	},
}
