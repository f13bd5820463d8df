package feature

import (
	"path"
	"slices"

	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
)

// implementations goes by the kind of a target.
func (r *Request) implementations(t Target) ([]diag.Place, error) {
	switch t.Kind {
	case Variable, Operator, Task, Command:
		if t.variable() == "PN" {
			return r.appends()
		}
		return r.parts(t.variable())
	case Class:
		return r.inheritors(t.Name)
	case Word:
		if t.Meaning() == Recipe {
			return r.providers(t.Name)
		}
		return r.wordPlaces(t)
	case None, Keyword:
		return r.appends()
	}
	return r.definitions(t)
}

// appends returns the appends of the document's recipe; of an append the recipe.
func (r *Request) appends() (out []diag.Place, err error) {
	c, err := r.context()
	if err != nil || c.Recipe == nil || !r.Doc.Metadata {
		return nil, err
	}
	switch r.Doc.Kind {
	case bitbake.Recipe:
		for _, p := range c.Recipe.Appends {
			out = append(out, filePlace(path.Clean(p)))
		}
	case bitbake.Append:
		out = append(out, filePlace(c.Recipe.Path))
	}
	return out, nil
}

// providers returns all recipes that provide a name, each once.
func (r *Request) providers(name string) (out []diag.Place, err error) {
	c, err := r.context()
	if err != nil {
		return nil, err
	}
	l := c.Wait(r)
	if l == nil {
		return nil, nil
	}
	for _, v := range l.Variants() {
		if v.PN == name || slices.Contains(v.Provides, name) {
			out = append(out, filePlace(v.File))
		}
	}
	return out, nil
}

// inheritors returns the files that inherit a class.
func (r *Request) inheritors(name string) (out []diag.Place, err error) {
	found, err := r.occurrences(entity{kind: Class, name: name})
	for _, o := range found {
		out = append(out, o.place())
	}
	return out, err
}
