package rules

import (
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
)

var lostDefault = &lint.Rule{
	ID: "lost-default", Fixes: true, Aliases: []string{"oelint.vars.appendop"}, Severity: diag.Warning, Changes: true,
	Doc: lint.Doc{
		Summary: "+= does not take the place of a default",
		Why: "?= and ??= give a value only where there is none. What += and its like add to nothing is a value: a weak default (??=) is never looked " +
			"at then, and a default (?=) that is read later finds the variable set. :append comes behind whatever the value is in the end.",
		Bad:  "PACKAGECONFIG ??= \"gnutls\"\nPACKAGECONFIG += \"zlib\"\n",
		Good: "PACKAGECONFIG ??= \"gnutls\"\nPACKAGECONFIG:append = \" zlib\"\n",
	},
	Recipe: func(p *lint.RecipePass) {
		for _, name := range p.Names() {
			for _, steps := range byName(p.Steps(name)) {
				if add, lost := replacesDefault(steps); add != nil && add.Assignment != nil && p.IsOwn(add.File) {
					a := add.Assignment
					f := p.Report(add.At(a.Name), "%s takes the place of a default of %s, which is lost", a.Op, add.Name)
					f.Relate(lost.Place(), "the default")
					mendAdding(f, add, a.Name.Value, "")
				}
			}
		}
	},
}

// byName puts the steps of a variable and of those that override it apart.
func byName(steps []lint.Step) [][]lint.Step {
	if len(steps) > 0 && !slices.ContainsFunc(steps, func(s lint.Step) bool { return s.Name != steps[0].Name }) {
		return [][]lint.Step{steps}
	}
	var out [][]lint.Step
	index := map[string]int{}
	for _, s := range steps {
		i, ok := index[s.Name]
		if !ok {
			i = len(out)
			index[s.Name] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], s)
	}
	return out
}

// adds reports whether a step is one of += =+ .= =.
func adds(s *lint.Step) bool {
	return s.Flag == "" && (s.Op == "append" || s.Op == "prepend" || s.Op == "postdot" || s.Op == "predot")
}

// sets reports whether a step is one of = and :=, or a ?= that finds no value.
func sets(s *lint.Step) bool {
	return s.Flag == "" && !s.IsIdle() && (s.Op == "set" || s.Op == "set?" || s.Op == "immediate")
}

// replacesDefault returns the step that adds to nothing, and the default that is lost thereby; nil where there is none.
func replacesDefault(steps []lint.Step) (add, lost *lint.Step) {
	for i := range steps {
		s := &steps[i]
		if s.Func != "" {
			return nil, nil // Python: what it makes of the value is its own business
		}
		if sets(s) {
			break
		}
		if adds(s) && s.Counts() {
			add = s
			break
		}
	}
	if add == nil {
		return nil, nil
	}
	for i := range steps {
		s := &steps[i]
		if (s.Weak() || s.IsIdle()) && s.Func == "" && s.Assignment != nil && strings.TrimSpace(s.Assignment.Value.Value) != "" {
			lost = s
		}
	}
	if lost == nil {
		return nil, nil
	}
	return add, lost
}

// mendAdding makes an override-style operator of += and its like, on a variable and under overrides (":x"; "" for none).
func mendAdding(f *lint.Finding, s *lint.Step, name, overrides string) {
	a := s.Assignment
	operator, front, back := ":append", "", ""
	switch a.Op {
	case bitbake.AppendOp:
		front = " "
	case bitbake.PrependOp:
		operator, back = ":prepend", " "
	case bitbake.DotPrepend:
		operator = ":prepend"
	}
	edits := []diag.Edit{
		{Place: s.At(a.Name), Text: name + operator + overrides},
		{Place: diag.Place{File: s.File, Span: a.OpSpan}, Text: "="},
	}
	if front != "" {
		edits = append(edits, diag.Edit{Place: s.Point(a.Value.Span.Start), Text: front})
	}
	if back != "" {
		edits = append(edits, diag.Edit{Place: s.Point(a.Value.Span.End), Text: back})
	}
	f.Mend("use "+operator+overrides, edits...)
}

var idleDefault = &lint.Rule{
	ID: "idle-default", Severity: diag.Warning, Tag: diag.Unnecessary,
	Doc: lint.Doc{
		Summary: "?= stands where the variable can be without a value",
		Why:     "The recipe itself has set the variable when it comes to the ?=, whatever the configuration: the line does nothing, and looks as if it did.",
		Bad:     "-- recipes/x/x_1.0.bb --\nrequire x.inc\nEXTRA_OECONF ?= \"--with-x\"\n-- recipes/x/x.inc --\nEXTRA_OECONF = \"--without-x\"\n",
		Good:    "-- recipes/x/x_1.0.bb --\nrequire x.inc\nEXTRA_OECONF ?= \"--with-x\"\n-- recipes/x/x.inc --\nX_OPTION = \"--without-x\"\n",
	},
	Recipe: func(p *lint.RecipePass) {
		if !p.First {
			return
		}
		for _, name := range p.Names() {
			for _, steps := range byName(p.Steps(name)) {
				var before *lint.Step // of the recipe's own files
				for i := range steps {
					s := &steps[i]
					if !p.IsOwn(s.File) || s.Assignment == nil {
						continue
					}
					if before == nil && (sets(s) || adds(s)) {
						before = s
					}
					if !s.IsIdle() || before == nil {
						continue
					}
					if forSeveral(s.File) {
						continue
					}
					p.Report(diag.Place{File: s.File, Span: s.Assignment.OpSpan}, "this ?= never applies: the recipe has set %s before", s.Name).
						Relate(before.Place(), "set here")
				}
			}
		}
	},
}

// forSeveral reports whether a file is for several recipes: what it says in vain for one of them may be for another.
func forSeveral(f *source.File) bool {
	kind, ok := bitbake.KindOf(f.Name())
	return !ok || kind == bitbake.Include
}
