package datastore

import (
	"github.com/knead-build/knead/lang/source"
)

// Origin says where a change comes from and by which operator.
type Origin struct {
	File *source.File
	Span source.Span
	// Op is what happened, in BitBake's words: "set" where empty; "set?", "immediate", "append", "prepend", "postdot",
	// "predot", ":append[x]", "exported", "del", "rename from A", ...
	Op string
	// Func is the Python function that did it.
	Func string
	// Detail is the text of the statement where it differs from the value that came of it.
	Detail any

	quiet bool // not to be recorded
	idle  bool // a ?= that finds a value
}

// Idle says that an assignment changes nothing, as the variable has a value. BitBake has it in its history all the same.
func (at Origin) Idle() Origin {
	at.idle = true
	return at
}

// IsIdle reports whether it is such an assignment.
func (at Origin) IsIdle() bool { return at.idle }

func (at Origin) as(op string) Origin {
	at.Op = op
	return at
}

func (at Origin) silent() Origin {
	at.quiet = true
	return at
}

// Event is an entry of a variable's history.
type Event struct {
	Origin
	Flag  string // "" for the value
	Value any

	seq     int  // grows from event to event of an evaluation
	parsing bool // an assignment in a file, which leaves appends and overrides in place
}

// log records a change, where history is asked for.
func (s *Store) log(n *Name, at Origin, value any, flagName string) {
	if !s.env.Tracking || at.quiet {
		return
	}
	if at.Op == "" {
		at.Op = "set"
	}
	if at.Detail != nil {
		value = at.Detail
	}
	s.env.events++
	list, _ := s.history.get(n)
	s.history.set(n, append(list, Event{Origin: at, Flag: flagName, Value: value, seq: s.env.events, parsing: s.parsing}))
}

// History returns what happened to a variable, in order. It is empty unless the environment tracks.
func (s *Store) History(name string) []Event { return s.events(s.intern(name)) }

func (s *Store) events(n *Name) []Event {
	var out []Event
	if s.parent != nil {
		out = s.parent.events(n)
	}
	list, _ := s.history.get(n)
	return append(out, list...)
}

// HistoryFiles returns the files where a variable was changed, in order.
func (s *Store) HistoryFiles(name string) []string {
	var out []string
	for _, e := range s.History(name) {
		if e.File != nil {
			out = append(out, e.File.Name())
		}
	}
	return out
}
