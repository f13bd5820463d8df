package feature

import "github.com/knead-build/knead/lsp/internal/protocol"

// References returns where the thing at the position stands in all layers.
func References(r *Request, p *protocol.ReferenceParams) ([]protocol.Location, error) {
	list, err := r.same()
	out := []protocol.Location{}
	for _, o := range list {
		if o.write && !p.Context.IncludeDeclaration {
			continue
		}
		if loc, ok := r.Client.Location(o.place()); ok {
			out = append(out, loc)
		}
	}
	return out, err
}

// same returns all places of what stands at the position, as far as they mean the same there.
func (r *Request) same() ([]occurrence, error) {
	t := r.Target()
	s, ok := t.entity()
	if !ok || !r.exists(t) {
		return nil, nil
	}
	list, err := r.occurrences(s)
	if err != nil {
		return nil, err
	}
	if s.kind == Variable || s.kind == Flag {
		list = r.local(list)
	}
	return list, nil
}

// exists reports whether a target is something of the metadata: a command in shell code may be a program.
func (r *Request) exists(t Target) bool {
	if t.Kind != Command {
		return true
	}
	steps, err := r.steps(t.Name)
	return err == nil && len(steps) > 0
}

// DocumentHighlight returns where the thing at the position stands in the document, and whether it is changed there.
func DocumentHighlight(r *Request, _ *protocol.DocumentHighlightParams) ([]protocol.DocumentHighlight, error) {
	out := []protocol.DocumentHighlight{}
	s, ok := r.Target().entity()
	if !ok {
		return out, nil
	}
	for _, o := range certain(r.occurrencesIn(r.Doc, s)) {
		kind := protocol.DocumentHighlightKindRead
		if o.write {
			kind = protocol.DocumentHighlightKindWrite
		}
		out = append(out, protocol.DocumentHighlight{Range: r.Range(o.span), Kind: kind})
	}
	return out, nil
}
