package server

import (
	"encoding/json"
	"maps"
	"slices"

	"github.com/knead-build/knead/lsp/internal/feature"
	"github.com/knead-build/knead/lsp/internal/protocol"
	"github.com/knead-build/knead/lsp/internal/snapshot"
)

// command answers workspace/executeCommand for one command; argument is the first one, an object.
type command func(s *Server, r *feature.Request, argument json.RawMessage) (any, error)

// commands are those that are announced.
var commands = map[string]command{
	"knead.builds":       on((*Server).builds),
	"knead.distros":      on(names("distro")),
	"knead.evaluate":     on((*Server).evaluate),
	"knead.machines":     on(names("machine")),
	"knead.multiconfigs": on((*Server).multiconfigs),
	"knead.signature":    document(feature.Signatures),
	"knead.switch":       on((*Server).choose),
	"knead.value":        document(feature.Value),
}

func commandNames() []string { return slices.Sorted(maps.Keys(commands)) }

// executeCommand runs a command.
func executeCommand(s *Server, r *feature.Request, params json.RawMessage) (any, error) {
	var p struct {
		Command   string
		Arguments []json.RawMessage
	}
	if err := json.Unmarshal(params, &p); err != nil {
		return nil, invalid(err.Error())
	}
	c := commands[p.Command]
	if c == nil {
		return nil, invalid("there is no command " + p.Command)
	}
	argument := json.RawMessage("{}")
	if len(p.Arguments) > 0 && string(p.Arguments[0]) != "null" {
		argument = p.Arguments[0]
	}
	return c(s, r, argument)
}

// on makes a command of a function of the server.
func on[A, R any](f func(*Server, *feature.Request, *A) (R, error)) command {
	return func(s *Server, r *feature.Request, argument json.RawMessage) (any, error) {
		a := new(A)
		if err := json.Unmarshal(argument, a); err != nil {
			return nil, invalid(err.Error())
		}
		return f(s, r, a)
	}
}

// document makes a command about a document of a feature: the argument has its "uri" and perhaps a "position".
func document[A, R any](f func(*feature.Request, *A) (R, error)) command {
	return func(s *Server, r *feature.Request, argument json.RawMessage) (any, error) {
		var where struct {
			URI      protocol.URI
			Position *protocol.Position
		}
		a := new(A)
		for _, to := range []any{&where, a} {
			if err := json.Unmarshal(argument, to); err != nil {
				return nil, invalid(err.Error())
			}
		}
		if found, err := locate(r, where.URI, where.Position); !found {
			return nil, err
		}
		return quiet(f(r, a))
	}
}

// aBuild is the argument of commands about a build: its root; "" is the first one.
type aBuild struct {
	Root string `json:"root"`
}

func (a *aBuild) build(r *feature.Request) (*snapshot.Build, error) {
	for _, b := range r.Builds {
		if a.Root == "" || b.Root == a.Root || b.Dir == a.Root || b.Root == protocol.URI(a.Root).Path() {
			return b, nil
		}
	}
	return nil, invalid("there is no build " + a.Root)
}

// choose switches a build to a machine, a distribution, a multiconfig; what is left out stays as it is, "" is what the configuration
// says.
func (s *Server) choose(r *feature.Request, a *struct {
	aBuild
	Machine, Distro, Multiconfig *string
	Set                          *[]string
}) (*snapshot.Status, error) {
	b, err := a.build(r)
	if err != nil {
		return nil, err
	}
	c := b.Choice
	for _, x := range []struct{ from, to *string }{{a.Machine, &c.Machine}, {a.Distro, &c.Distro}, {a.Multiconfig, &c.Multiconfig}} {
		if x.from != nil {
			*x.to = *x.from
		}
	}
	if a.Set != nil {
		c.Set = *a.Set
	}
	snap := s.session.Choose(b, c)
	s.switched()
	return snap.Builds[0].Status(r)
}

// builds describes all builds.
func (s *Server) builds(r *feature.Request, _ *struct{}) ([]*snapshot.Status, error) {
	out := []*snapshot.Status{}
	for _, b := range r.Builds {
		status, err := b.Status(r)
		if err != nil && r.Err() != nil {
			return nil, r.Err()
		}
		out = append(out, status)
	}
	return out, nil
}

// evaluate evaluates and checks everything, and describes the builds.
func (s *Server) evaluate(r *feature.Request, _ *struct{}) ([]*snapshot.Status, error) {
	for _, b := range r.Builds {
		s.checkBuild(r, r.Snapshot, b, snapshot.Pace{})
	}
	if err := r.Err(); err != nil {
		return nil, err
	}
	return s.builds(r, nil)
}

// names lists what there is of machines or distributions.
func names(folder string) func(*Server, *feature.Request, *aBuild) ([]string, error) {
	return func(_ *Server, r *feature.Request, a *aBuild) ([]string, error) {
		b, err := a.build(r)
		if err != nil {
			return nil, err
		}
		return r.Names(b, folder), nil
	}
}

func (s *Server) multiconfigs(r *feature.Request, a *aBuild) ([]string, error) {
	b, err := a.build(r)
	if err != nil {
		return nil, err
	}
	w, err := b.Usable(r)
	if err != nil {
		return nil, err
	}
	return append([]string{}, w.Multiconfigs...), nil
}
