package rules

import (
	"strings"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/python"
)

type unboundIn struct{}

// unboundName is a name that nothing in a snippet binds.
type unboundName struct {
	*snippet
	name *python.Name
}

var undefinedName = &lint.Rule{
	ID: "undefined-python-name", Severity: diag.Error,
	Doc: lint.Doc{
		Summary: "Python uses names that are defined",
		Why: "The code ends with a NameError as soon as it comes to the name. It is neither bound in the function nor a builtin, nor a module " +
			"or function that the metadata's Python has. What any class defines counts: whether code that uses it runs only where the class " +
			"is inherited cannot be told.",
		Bad:  "python do_compile() {\n    bb.note(subprocess.check_output([\"true\"]))\n}\n",
		Good: "python do_compile() {\n    import subprocess\n    bb.note(subprocess.check_output([\"true\"]))\n}\n",
	},
	Recipe: func(p *lint.RecipePass) {
		if p.Variant.Name != "" { // all have the same Python
			return
		}
		for _, f := range p.Files() {
			names := lint.OnceIn(p, f, unboundIn{}, func() []unboundName {
				var out []unboundName
				for _, s := range snippets(p, f) {
					for _, n := range s.unbound {
						out = append(out, unboundName{s, n})
					}
				}
				return out
			})
			for _, n := range names {
				if !p.Defines(n.name.ID) && !p.Functions().Python[n.name.ID] && !n.given() && !n.isVariable(p) && !n.boundBefore(p) {
					p.Report(n.place(n.name.Span()), "the name %s is not defined", n.name.ID)
				}
			}
		}
	},
}

// isVariable reports whether the name is, or by its capitals may be, that of a variable in ${@code}, which may use variables as names.
func (n *unboundName) isVariable(p *lint.RecipePass) bool {
	return n.inline && (p.Data.Has(n.name.ID) || n.name.ID == strings.ToUpper(n.name.ID))
}

// given reports whether BitBake gives the name to the function in particular: calculate_extra_depends runs with the names of its own.
func (n *unboundName) given() bool {
	return n.function != nil && root(n.function.Name.Value) == "calculate_extra_depends" && extraDepends[n.name.ID]
}

var extraDepends = words("deps self_pn world_target")

// boundBefore reports whether the name is bound in what the snippet is appended to.
func (n *unboundName) boundBefore(p *lint.RecipePass) bool {
	if n.function == nil || !strings.Contains(n.function.Name.Value, ":") {
		return false
	}
	text, err := p.Data.RawText(root(n.function.Name.Value))
	if err != nil {
		return true
	}
	tree, errs := python.ParseModule("def f(d):\n" + text)
	if len(errs) > 0 {
		return true
	}
	for _, free := range python.Unbound(tree) {
		if free.ID == n.name.ID {
			return false
		}
	}
	return true
}

// dataMethods are the methods and attributes of BitBake's data store, by the BitBake manual's "Functions for Accessing Datastore
// Variables" and, for the rest, as metadata meets them: those of any mapping, and what BitBake itself calls.
var dataMethods = words(`appendVar appendVarFlag addVar copy createCopy delVar delVarFlag delVarFlags disableTracking enableTracking expand
	expandVarref expandWithRefs getVar getVarFlag getVarFlags get_hash hasOverrides initVar keylist localkeys need_overrides prependVar
	prependVarFlag renameVar setVar setVarFlag setVarFlags setVarFilter
	get keys items values pop popitem clear update setdefault
	inchistory varhistory overrides overridedata expand_cache dict configurevars parents`)

// oldMethods are those of releases before 2.8.
var oldMethods = words("finalize internal_finalize")

func words(text string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(text) {
		out[w] = true
	}
	return out
}

var unknownMethod = &lint.Rule{
	ID: "unknown-data-method", Fixes: true, Severity: diag.Error, Changes: true,
	Doc: lint.Doc{
		Summary: "d has the methods that are called",
		Why:     "The code ends with an AttributeError as soon as it comes to the call: d.getvar(\"X\") is not d.getVar(\"X\").",
		Bad:     "python do_compile() {\n    bb.note(d.getvar(\"PN\"))\n}\n",
		Good:    "python do_compile() {\n    bb.note(d.getVar(\"PN\"))\n}\n",
	},
	File: func(p *lint.FilePass) {
		known := func(name string) bool {
			return dataMethods[name] || strings.HasPrefix(name, "_") || oldMethods[name] && p.Release.Less(release(2, 8))
		}
		for _, s := range snippets(p, p.File) {
			for _, a := range s.dataAttributes(known) {
				found := p.Report(s.place(a.AttrSpan), "d has no method %s", a.Attr)
				if right := sameInOtherCase(a.Attr); right != "" {
					found.Message += ": it is " + right
					found.Mend("call "+right, diag.Edit{Place: found.Place, Text: right})
				}
			}
		}
	},
}

// sameInOtherCase returns the method that differs from a name in case only.
func sameInOtherCase(name string) string {
	for m := range dataMethods {
		if strings.EqualFold(m, name) {
			return m
		}
	}
	return ""
}

// dataAttributes returns the attributes of d that are not known. In a function that is not called by BitBake, d may be anything: only
// what is almost a method counts there, or anything beside one.
func (s *snippet) dataAttributes(known func(string) bool) []*python.Attribute {
	var out []*python.Attribute
	certain := s.function != nil || s.inline
	other := false // d is bound to something else
	python.Walk(s.tree, func(n python.Node) bool {
		switch n := n.(type) {
		case *python.Name:
			other = other || n.ID == "d" && n.Ctx != python.Load
		case *python.Attribute:
			if base, ok := n.Value.(*python.Name); ok && base.ID == "d" {
				switch {
				case !known(n.Attr):
					out = append(out, n)
				case strings.Contains(n.Attr, "Var"):
					certain = true
				}
			}
		}
		return true
	})
	switch {
	case other:
		return nil
	case certain:
		return out
	}
	var almost []*python.Attribute
	for _, a := range out {
		if sameInOtherCase(a.Attr) != "" {
			almost = append(almost, a)
		}
	}
	return almost
}
