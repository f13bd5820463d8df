package datastore

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Step is an entry of a variable's timeline: what was done to the variable, or to one that overrides it.
type Step struct {
	Event
	// Name is the variable that the statement is about: the variable itself, or "A:x".
	Name string
	// Override is "x" for a variable A:x and for A:append:x, "" for what needs none.
	Override string
	// Won says that the step is part of the variable's value; Why says why it is not.
	Won bool
	Why string
}

// Counts reports whether the step is part of what the metadata makes of the variable: it won, or what it made was overwritten by
// BitBake itself, as it rewrites DEPENDS.
func (s Step) Counts() bool { return s.Won || strings.HasSuffix(s.Why, "by BitBake itself") }

// operators are the ways to write what BitBake's history calls otherwise.
var operators = map[string]string{
	"set": "=", "immediate": ":=", "set?": "?=", "append": "+=", "prepend": "=+", "postdot": ".=", "predot": "=.",
}

// Operator returns how a step is written in a file: "=", "+=", and for A:append:x what BitBake's history has, ":append[x]".
func (s Step) Operator() string {
	_, weak := WeakFlag(s.Flag)
	switch {
	case weak || s.Weak():
		return "??="
	case operators[s.Op] != "":
		return operators[s.Op]
	}
	return s.Op
}

// Written returns what a step is about with the operator, as a file has them: "A:append:x =", "A[flag] ?=".
func (s Step) Written() string {
	flag, weak := WeakFlag(s.Flag)
	if !weak && s.Weak() {
		flag = "" // the value's own
	}
	return Written(s.Name, flag, s.Operator())
}

// Written is Step.Written for a step's parts; flag is "" where it is about the value.
func Written(name, flag, operator string) string {
	if flag != "" {
		name += "[" + flag + "]"
	}
	if strings.HasPrefix(operator, ":") && operator != ":=" {
		return name + strings.NewReplacer("[", ":", "]", "").Replace(operator) + " ="
	}
	return strings.TrimSpace(name + " " + operator)
}

// Weak reports whether it is a weak default (??=).
func (e Event) Weak() bool { return e.Flag == flagWeak }

// Timeline returns all that was done to a variable and to what overrides it, in order, and what came of each step. It is empty
// unless the environment tracks.
func (s *Store) Timeline(name string) ([]Step, error) {
	n := s.intern(name)
	o, err := s.needOverrides()
	if err != nil {
		return nil, err
	}
	chosen := n
	if match := o.choose(s.overriders(n)); match != nil {
		chosen = match
	}
	var out []Step
	for _, m := range s.related(n) {
		steps := s.steps(m, o)
		if m != chosen {
			for i := range steps {
				if steps[i].Flag != "" && steps[i].Flag != flagWeak || isConditional(steps[i].Op) && m == n {
					continue // appends to the variable itself come behind the override's value
				}
				steps[i].Won = false
				steps[i].Why = cmp.Or(steps[i].Why, s.whyNot(n, m, chosen, o))
			}
		}
		out = append(out, steps...)
	}
	slices.SortStableFunc(out, func(a, b Step) int { return cmp.Compare(a.seq, b.seq) })
	return out, nil
}

// relatives are, by variable, those that override it and have a history.
type relatives struct {
	of   map[*Name][]*Name
	seen int // histories, of all stores, when they were sorted
}

// related returns the variable and those that override it, active or not, and have a history.
func (s *Store) related(n *Name) []*Name {
	histories := 0
	for p := s; p != nil; p = p.parent {
		histories += p.history.used
	}
	if s.relatives.of == nil || s.relatives.seen != histories {
		s.relatives = relatives{s.relate(), histories}
	}
	out := append(slices.Clone(s.relatives.of[n]), n)
	slices.SortFunc(out, func(a, b *Name) int { return cmp.Compare(a.text, b.text) })
	return slices.Compact(out) // a parent has histories of the same
}

// relate sorts the variables that have a history by what they override.
func (s *Store) relate() map[*Name][]*Name {
	out := map[*Name][]*Name{}
	for p := s; p != nil; p = p.parent {
		for m := range p.history.all {
			for _, x := range m.places() {
				out[x.of] = append(out[x.of], m)
			}
		}
	}
	return out
}

// whyNot says why what was done to m is not part of n's value.
func (s *Store) whyNot(n, m, chosen *Name, o *overrides) string {
	if m == n {
		return "overridden by " + chosen.text
	}
	places := m.places()
	for i := range places {
		p := &places[i]
		if p.of != n {
			continue
		}
		if !o.active(p) {
			return o.missing(p.override)
		}
	}
	if s.find(m).nothing() {
		return "removed again, as " + n.text + " was set later"
	}
	return "overridden by " + chosen.text + ", whose override comes later in OVERRIDES"
}

// missing says which of some overrides are not in OVERRIDES.
func (o *overrides) missing(list string) string {
	parts := slices.DeleteFunc(strings.Split(list, ":"), o.has)
	if len(parts) == 1 {
		return parts[0] + " is not in OVERRIDES"
	}
	return strings.Join(parts, ", ") + " are not in OVERRIDES"
}

func (v *variable) nothing() bool { return v == nil || !v.hasContent && !v.hasDef }

// isConditional reports whether an operation is :append, :prepend or :remove.
func isConditional(op string) bool { return strings.HasPrefix(op, ":") }

// isAddition reports whether an operation adds to a value: +=, =+, .= and =.
func isAddition(op string) bool {
	return op == "append" || op == "prepend" || op == "postdot" || op == "predot"
}

// steps returns what was done to one variable, with what came of it as far as the variable itself goes.
func (s *Store) steps(m *Name, o *overrides) []Step {
	events := s.events(m)
	out := make([]Step, len(events))
	override := ""
	if places := m.places(); len(places) > 0 {
		override = places[len(places)-1].override
	}
	lose := func(from, to int, which func(Event) bool, why string) {
		for i := from; i < to; i++ {
			if out[i].Won && which(out[i].Event) {
				out[i].Won, out[i].Why = false, why
			}
		}
	}
	value := func(e Event) bool { return e.Flag == "" || e.Flag == flagWeak }
	plain := func(e Event) bool { return value(e) && !isConditional(e.Op) }
	for i, e := range events {
		out[i] = Step{Event: e, Name: m.text, Override: override, Won: true}
		x := &out[i]
		if !value(e) {
			if !isAddition(e.Op) {
				lose(0, i, func(x Event) bool { return x.Flag == e.Flag }, "overwritten, "+at(e))
			}
			continue
		}
		cond := ""
		if isConditional(e.Op) {
			if _, c, ok := strings.Cut(e.Op, "["); ok {
				cond = strings.TrimSuffix(c, "]")
			}
		}
		switch {
		case e.idle:
			x.Won, x.Why = false, m.text+" had a value already"
		case e.Flag == flagWeak:
			lose(0, i, func(e Event) bool { return e.Flag == flagWeak }, "another ??= comes later, "+at(e))
			if v := s.find(m); v != nil && v.hasContent {
				x.Won, x.Why = false, m.text+" has a value that is no weak default"
			}
		case cond != "" && !o.hasAll(strings.Split(cond, ":")):
			x.Override, x.Won, x.Why = cond, false, o.missing(cond)
		case cond != "":
			x.Override = cond
		case isConditional(e.Op), isAddition(e.Op):
		case e.Op == "del" || strings.HasPrefix(e.Op, "rename"):
			lose(0, i, value, "removed, "+at(e))
		case e.parsing:
			lose(0, i, plain, "overwritten, "+at(e))
		default:
			lose(0, i, value, "overwritten, "+at(e))
		}
	}
	return out
}

// at says where an event is from.
func at(e Event) string {
	if e.File == nil {
		return "by BitBake itself"
	}
	return fmt.Sprintf("at %s:%d", e.File.Name(), e.File.Line(e.Span.Start))
}
