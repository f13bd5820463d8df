package licenses

import (
	"errors"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/license"
)

const unset = "INVALID" // what OE-Core's configuration says where no recipe says anything

// CheckLicense judges LICENSE and the LICENSE:PACKAGE of the recipe's packages.
func (c *Core) CheckLicense(view *fsys.View, r *Recipe) []Problem {
	j := &judge{core: c, view: view, recipe: r, variable: "LICENSE", text: r.License}
	if r.License == unset {
		return []Problem{problem(Unset, j.variable, whole(j.text), "the recipe does not say a licence (LICENSE)")}
	}
	e, ok := j.expression()
	j.texts(e)
	j.obsolete(e, nil)
	main := namesOf(e)
	for _, p := range r.Packages {
		j.variable, j.text = "LICENSE:"+p.Name, p.License
		if p.License == "" || c.Dialect != license.Old && p.License == unset {
			continue
		}
		e, _ := j.expression()
		if ok {
			j.unlisted(e, main)
			j.obsolete(e, main)
		}
	}
	return j.problems
}

// names returns the names in an expression.
func namesOf(e license.Expr) map[string]bool {
	out := map[string]bool{}
	for id := range license.IDs(e) {
		out[id.Name] = true
	}
	return out
}

type judge struct {
	core     *Core
	view     *fsys.View
	recipe   *Recipe
	variable string
	text     string // its value
	problems []Problem
}

func (j *judge) add(p Problem) { j.problems = append(j.problems, p) }

// about is a problem of a name.
func (j *judge) about(id *license.ID, kind Kind, format string, args ...any) Problem {
	p := problem(kind, j.variable, id.At, format, args...)
	p.Name = id.Name
	return p
}

// addError adds what is wrong with an expression.
func (j *judge) addError(kind Kind, err error) {
	var e *license.Error
	if !errors.As(err, &e) {
		e = &license.Error{Span: whole(j.text), Message: err.Error()}
	}
	j.add(problem(kind, j.variable, e.Span, "%s", e.Message))
}

// expression returns the variable's expression in SPDX's names where the core layer's code reads it so; nil where there is none.
// ok is false for a wrong one.
func (j *judge) expression() (e license.Expr, ok bool) {
	if j.core.Dialect == license.Old {
		return j.oldExpression()
	}
	switch j.text {
	case "":
		return nil, true
	case license.Closed:
		name := "LicenseRef-" + j.recipe.PN + "-" + license.Closed
		fix := replace(whole(j.text), name)
		fix.Also = "a text of the licence is needed: a file " + name + " in a directory of LICENSE_PATH, or NO_GENERIC_LICENSE"
		p := problem(Closed, j.variable, whole(j.text), "CLOSED is deprecated in favour of a reference to a text of the licence")
		p.Fixes = []Fix{fix}
		j.add(p)
		return nil, true
	}
	e, err := license.Parse(j.text, license.Mixed, j.core.List)
	if err != nil {
		j.addError(Format, err)
		j.addConversion(e)
		return nil, false
	}
	e, refs, err := license.Resolve(e, j.recipe.Aliases, j.core.List)
	if err != nil {
		j.addError(Format, err)
		return nil, false
	}
	missing := j.references(e)
	if len(refs) > 0 || strings.ContainsAny(j.text, "&|") {
		j.add(problem(OldSyntax, j.variable, whole(j.text), "the expression is not SPDX's"))
		if !missing { // or a misspelt name would become a reference
			j.addConversion(e)
		}
	}
	j.deprecated(e)
	return e, true
}

// addConversion gives the last problem what makes an SPDX expression of the value, if it can be one.
func (j *judge) addConversion(e license.Expr) {
	if e == nil {
		return
	}
	p := &j.problems[len(j.problems)-1]
	c, err := license.Convert(j.text, j.recipe.Aliases, j.core.List)
	if e := (*license.Error)(nil); errors.As(err, &e) {
		p.Span, p.Message = e.Span, p.Message+": "+e.Message
		return
	}
	if len(c.Left) > 0 {
		return
	}
	fix := Fix{Title: "write it as an SPDX expression", Edits: c.Edits}
	if len(c.Renamed) > 0 {
		var names []string
		for _, id := range c.Renamed {
			names = append(names, id.Name)
		}
		fix.Also = "what is called " + strings.Join(names, ", ") + " in NO_GENERIC_LICENSE or LICENSE_PATH is called differently then"
	}
	p.Message += ": " + strings.Join(strings.Fields(license.Apply(j.text, c.Edits)), " ")
	p.Fixes = append(p.Fixes, fix)
}

func (j *judge) oldExpression() (e license.Expr, ok bool) {
	faults := license.Faults(j.text)
	for _, err := range faults {
		j.addError(Format, err)
	}
	e, err := license.Parse(j.text, license.Old, nil)
	if err != nil && !slices.ContainsFunc(faults, func(f *license.Error) bool { return f.Error() == err.Error() }) {
		j.addError(Syntax, err)
	}
	return e, err == nil
}

// references adds the references without a text, and returns whether there are any.
func (j *judge) references(e license.Expr) (missing bool) {
	for id := range license.IDs(e) {
		if id.Kind == license.Ref && !j.core.find(j.view, j.recipe, id).found {
			j.add(j.noText(Format, id))
			missing = true
		}
	}
	return missing
}

// texts adds the names of LICENSE that have no text and are no references.
func (j *judge) texts(e license.Expr) {
	inSums := j.recipe.files()
	for id := range license.IDs(e) {
		if j.core.Dialect == license.Old && id.Name == license.Closed {
			continue
		}
		t := j.core.find(j.view, j.recipe, id)
		switch {
		case !t.found && id.Kind != license.Ref:
			j.add(j.noText(Exists, id))
		case t.file != "" && !inSums[t.file]:
			j.add(j.about(id, Exists, "NO_GENERIC_LICENSE[%s] names %s, which is not in LIC_FILES_CHKSUM", id.TextName(), t.file))
		case t.both:
			j.add(j.about(id, NoGeneric, "%s has a text of its own: NO_GENERIC_LICENSE is not for it", id.Name))
		}
	}
}

func (j *judge) noText(kind Kind, id *license.ID) Problem {
	name := id.TextName()
	close := j.core.similar(j.view, j.recipe, name)
	p := j.about(id, kind, "there is no text of %s in COMMON_LICENSE_DIR or LICENSE_PATH, and no NO_GENERIC_LICENSE[%s]%s",
		name, name, diag.Meant(close))
	for _, n := range close {
		p.Fixes = append(p.Fixes, guess(id.At, n))
	}
	return p
}

// deprecated adds the names for which SPDX has others.
func (j *judge) deprecated(e license.Expr) {
	for id := range license.IDs(e) {
		entry := j.core.List.License(id.Name)
		if id.Kind == license.Exception {
			entry = j.core.List.Exception(id.Name)
		}
		if entry == nil || !entry.Deprecated {
			continue
		}
		p := j.about(id, Deprecated, "SPDX has deprecated %s", id.Name)
		if s := license.Successor(id.Name); s != "" {
			p.Message += "; it has " + s
			p.Fixes = []Fix{replace(id.At, s)}
		}
		j.add(p)
	}
}

// obsolete adds the names that OE-Core has given up, but for those that are complained of elsewhere.
func (j *judge) obsolete(e license.Expr, elsewhere map[string]bool) {
	for id := range license.IDs(e) {
		if !IsObsolete(id.Name) || elsewhere[id.Name] {
			continue
		}
		p := j.about(id, Obsolete, "%s is obsolete", id.Name)
		if s := j.recipe.Aliases[id.Name]; s != "" {
			p.Message += ": it is " + s
			p.Fixes = []Fix{replace(id.At, s)}
		}
		j.add(p)
	}
}

// unlisted adds a package's licences that LICENSE does not have.
func (j *judge) unlisted(e license.Expr, main map[string]bool) {
	for id := range license.IDs(e) {
		if !main[id.Name] {
			j.add(j.about(id, Unlisted, "%s is not in LICENSE", id.Name))
		}
	}
}
