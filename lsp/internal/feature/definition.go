package feature

import (
	"slices"

	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
	"github.com/knead-build/knead/lsp/internal/protocol"
)

// Definition returns where the thing at the position is made: of a variable all statements about it, those first that its value is
// made of, in the order in which they count.
func Definition(r *Request, _ *protocol.DefinitionParams) (any, error) { return r.goTo(r.definitions) }

// Declaration returns the first place that gives the thing at the position a value.
func Declaration(r *Request, _ *protocol.DeclarationParams) (any, error) {
	return r.goTo(r.declarations)
}

// Implementation returns the parts that something is made of: of a variable or function what is appended, prepended, removed and
// overridden; of a virtual name the recipes that provide it; where nothing stands, the appends of the recipe.
func Implementation(r *Request, _ *protocol.ImplementationParams) (any, error) {
	return r.goTo(r.implementations)
}

// goTo answers with the places that find finds. Where nothing can be evaluated, it is the statements that make a name.
func (r *Request) goTo(find func(Target) ([]diag.Place, error)) (any, error) {
	t := r.Target()
	places, err := find(t)
	if err != nil && r.Err() == nil {
		places, err = nil, nil
		if t.isVariable() {
			places, err = r.statements(rootOf(t.variable()), variableHeads)
		}
	}
	return r.links(t, places), err
}

// isVariable reports whether a target is a variable, which functions and tasks are, too.
func (t Target) isVariable() bool {
	return t.Kind == Variable || t.Kind == Operator || t.Kind == Task || t.Kind == Command
}

// definitions goes by the kind of a target.
func (r *Request) definitions(t Target) ([]diag.Place, error) {
	switch t.Kind {
	case Variable, Operator, Task, Command:
		return r.variablePlaces(t.variable())
	case Flag:
		return r.flagPlaces(t.Of, t.Name)
	case Override:
		return r.overridePlaces(t.Name)
	case Class:
		return r.classFiles(t.Name)
	case Include:
		return r.includeFiles(t)
	case Python:
		return r.pythonPlaces(t.Name)
	case Word:
		return r.wordPlaces(t)
	}
	return nil, nil
}

// filePlace is the beginning of a file.
func filePlace(path string) diag.Place { return diag.Place{File: source.NewFile(path, "")} }

// links returns places as the client wants them, each once, without those that are in no file on disk.
func (r *Request) links(t Target, places []diag.Place) any {
	var links []protocol.LocationLink
	locations := []protocol.Location{}
	origin := r.Range(t.Span)
	view := r.View()
	for _, p := range places {
		loc, ok := r.Client.Location(p)
		if !ok || !view.Exists(p.File.Name()) || slices.Contains(locations, loc) {
			continue
		}
		locations = append(locations, loc)
		links = append(links, protocol.LocationLink{
			OriginSelectionRange: &origin, TargetURI: loc.URI, TargetRange: loc.Range, TargetSelectionRange: loc.Range,
		})
	}
	if c := r.Client.TextDocument; c != nil && c.Definition != nil && c.Definition.LinkSupport && len(links) > 0 {
		return links
	}
	return locations
}

func spanAt(start, length int) source.Span {
	return source.Span{Start: source.Pos(start), End: source.Pos(start + length)}
}
