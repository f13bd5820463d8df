package feature

import (
	"path"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
	"github.com/knead-build/knead/lsp/internal/snapshot"
)

// variable returns the variable that a target is about: of a task its function's name.
func (t Target) variable() string {
	switch {
	case t.Kind == Variable && strings.Contains(t.Key, "${"): // as it is when the key is expanded
		return t.Key
	case t.Kind == Operator || t.Kind == Override || t.Kind == Flag:
		return t.Of
	case t.Kind == Task && !strings.HasPrefix(t.Name, "do_"):
		return "do_" + t.Name
	}
	return t.Name
}

// step is something that was done to a variable, and where its name stands in the statement.
type step struct {
	datastore.Step
	place diag.Place
}

// steps returns what statements did to a variable in the document's evaluation, in order.
func (r *Request) steps(name string) (out []step, err error) {
	err = r.Read(func(_ *snapshot.Context, s eval.Scope) { out = stepsOf(s, name) })
	return out, err
}

// stepsOf returns what statements did to a variable, in order. What was done under a name with a reference (RDEPENDS:${PN}) is
// among it.
func stepsOf(s eval.Scope, name string) (out []step) {
	if strings.Contains(name, "${") {
		if key, err := s.Data.Expand(name, ""); err == nil {
			name = key
		}
	}
	list, err := s.Timeline(name)
	if err != nil {
		return nil
	}
	for _, x := range list {
		if from, ok := strings.CutPrefix(x.Op, "rename from "); ok && x.Name == name {
			before, _ := s.Timeline(from) // an error is the variable's own, and was told above
			for _, b := range before {
				out = appendStep(out, b, from)
			}
		}
		out = appendStep(out, x, name)
	}
	return out
}

// appendStep adds a step that names the variable in its statement. Python that runs at the end of a file does not.
func appendStep(out []step, x datastore.Step, name string) []step {
	if x.File == nil {
		return out
	}
	if span, ok := nameIn(x.File, x.Span, name); ok {
		out = append(out, step{x, diag.Place{File: x.File, Span: span}})
	}
	return out
}

// nameIn finds a name in a span of a text; of a task without "do_" in front, too.
func nameIn(f *source.File, in source.Span, name string) (source.Span, bool) {
	text := f.Slice(in)
	for _, n := range (entity{kind: Variable, name: name}).words() {
		for at := range matches(text, n) {
			end := at + len(n)
			if (at == 0 || text[at-1] != '-') && (end == len(text) || text[end] != '-') {
				return spanAt(at, len(n)).Shift(in.Start), true
			}
		}
	}
	return source.Span{}, false
}

// variablePlaces returns the statements about a variable, those first that its value is made of; where the evaluation knows none,
// those of all layers.
func (r *Request) variablePlaces(name string) ([]diag.Place, error) {
	steps, err := r.steps(name)
	if err != nil {
		return nil, err
	}
	var won, lost []diag.Place
	for _, x := range steps {
		switch {
		case x.Flag != "" && !x.Weak():
		case x.Counts():
			won = append(append(won, x.place), r.exported(name, x)...)
		default:
			lost = append(lost, x.place)
		}
	}
	if all := slices.Concat(won, lost); len(all) > 0 {
		return all, nil
	}
	return r.statements(name, variableHeads)
}

// exported returns the function of a class that EXPORT_FUNCTIONS made the value of a function.
func (r *Request) exported(name string, x step) []diag.Place {
	class, ok := strings.CutSuffix(path.Base(x.File.Name()), ".bbclass")
	if !ok || !strings.HasPrefix(x.File.Slice(x.Span), "EXPORT_FUNCTIONS") {
		return nil
	}
	places, _ := r.variablePlaces(class + "_" + name) // the caller had no error
	return places
}

// flagPlaces returns the statements about a flag, those first that count.
func (r *Request) flagPlaces(variable, flag string) ([]diag.Place, error) {
	steps, err := r.steps(variable)
	if err != nil {
		return nil, err
	}
	var won, lost []diag.Place
	for _, x := range steps {
		if x.Flag != flag {
			continue
		}
		if span, ok := nameIn(x.File, x.Span, flag); ok {
			x.place.Span = span
		}
		if x.Counts() {
			won = append(won, x.place)
		} else {
			lost = append(lost, x.place)
		}
	}
	return append(won, lost...), nil
}

// declarations returns the first statement that gives a variable or flag a value; of other targets what definitions does.
func (r *Request) declarations(t Target) ([]diag.Place, error) {
	if !t.isVariable() && t.Kind != Flag {
		return r.definitions(t)
	}
	steps, err := r.steps(t.variable())
	if err != nil {
		return nil, err
	}
	for _, x := range steps {
		if t.Kind == Flag && x.Flag == t.Name || t.Kind != Flag && (x.Flag == "" || x.Weak()) {
			return []diag.Place{x.place}, nil
		}
	}
	return nil, nil
}

// parts returns what is added to a variable, taken from it, and what overrides it.
func (r *Request) parts(name string) ([]diag.Place, error) {
	steps, err := r.steps(name)
	var out []diag.Place
	for _, x := range steps {
		added := x.Op == "append" || x.Op == "prepend" || x.Op == "postdot" || x.Op == "predot" || strings.HasPrefix(x.Op, ":")
		if (x.Flag == "" || x.Weak()) && (added || x.Name != name) {
			out = append(out, x.place)
		}
	}
	return out, err
}
