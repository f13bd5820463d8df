// Package datastore holds BitBake's variables: values with their operators, weak defaults, overrides and conditional
// appends, flags, expansion, and who set what where. It does what the BitBake manual's "Syntax and Operators" describes
// and what BitBake's own data store does in the corners that the manual leaves open.
//
// It does not know Python: ${@...} is evaluated by an Evaluator. It opens no file.
package datastore

import (
	"fmt"
	"slices"
	"strings"
)

// A variable's or flag's value is nil (Python's None), a string, an int, a bool, a []string (a list of strings), or any
// other object that the Evaluator's language has.

// Behaviour says in what a BitBake release differs from the newest. The zero value is the newest.
type Behaviour struct {
	// FirstBrace: ${@...} ends at the first "}" (before 2.8); later, pairs of braces within it are skipped.
	FirstBrace bool
	// EvaluateUnset: ${@...} with a reference in it that has no value is evaluated all the same (before 2.8); later it
	// stays as it is.
	EvaluateUnset bool
	// LowerCaseOverrides: deleting A:x forgets the override only where x has letters, all lower-case (before 2.8).
	LowerCaseOverrides bool
	// RenameAbsent: renaming a variable that does not exist registers the new name's overrides (before 2.19).
	RenameAbsent bool
}

// BehaviourOf returns how a BitBake release behaves.
func BehaviourOf(major, minor int) Behaviour {
	before := func(a, b int) bool { return major < a || major == a && minor < b }
	return Behaviour{
		FirstBrace:         before(2, 8),
		EvaluateUnset:      before(2, 8),
		LowerCaseOverrides: before(2, 8),
		RenameAbsent:       before(2, 19),
	}
}

// Store is a set of variables. A store made by Copy sees what its parent holds and keeps its own changes to itself. A
// store is for one goroutine; one that no longer changes may be the parent of stores of several.
type Store struct {
	env    *Env
	parent *Store
	vars   table[*variable]

	// overridden has, for a variable, the variables that override it, and the override of each. A list without entries is
	// one whose entries have all gone; nil says that there is none, also where the parent has one.
	overridden table[[]overrider]
	// overrideVars are the variables that the value of OVERRIDES depends on.
	overrideVars table[struct{}]
	overrides    *overrides // nil while not worked out
	settled      *overrides // what was worked out last
	inOverrides  bool

	// referring are names with references in them that the store knows of, some more than once.
	referring []*Name

	filters   map[*Name]string
	renamed   map[string]string // BB_RENAMED_VARIABLES of this store
	history   table[[]Event]
	relatives relatives
	exports   map[*Name]bool // variables whose export or unexport flag was ever set

	parsing bool   // an assignment in a file is being done
	version uint64 // counts changes
	cache   table[*Expansion]
	oldest  uint64  // what was worked out before this version is worked out again: see unchanged
	parents uint64  // the sum of the parents' versions when that was looked at
	failed  failure // what unchanged met, for the one who works the value out again
	depth   int
}

// Env is what the stores of an evaluation share.
type Env struct {
	Behaviour Behaviour
	Evaluator Evaluator
	// Renamed are BitBake's own renamed variables: a new name, or a message where it has a blank.
	Renamed map[string]string
	// Report takes a warning or an error that does not end the evaluation.
	Report func(level Level, at Origin, text string)
	// Tracking makes the stores record history.
	Tracking bool
	// MaxExpansion is the longest text that an expansion may give, in bytes; 0 is DefaultMaxExpansion.
	MaxExpansion int

	events int              // how many were recorded
	names  map[string]*Name // those that were used

	templates map[string]*template // of texts with references
	flagNames table[flagNames]
}

// DefaultMaxExpansion bounds a value's length.
const DefaultMaxExpansion = 64 << 20

// Level is the level of a report.
type Level uint8

// The levels.
const (
	LevelWarn Level = iota
	LevelError
)

type overrider struct {
	name  *Name
	place *place
}

// variable is what is known of a variable. It is copied before it changes unless it belongs to the store.
type variable struct {
	content    any
	hasContent bool
	def        any // ??=
	hasDef     bool
	appends    []conditional
	prepends   []conditional
	removes    []conditional
	flags      []FlagValue
}

// conditional is an :append, :prepend or :remove and the overrides that it needs.
type conditional struct {
	value any
	cond  string
	parts []string
}

// empty reports whether nothing is known: the variable does not exist.
func (v *variable) empty() bool {
	return !v.hasContent && !v.hasDef && len(v.appends)+len(v.prepends)+len(v.removes)+len(v.flags) == 0
}

// copyTo makes w a copy that can be changed. v may be nil.
func (v *variable) copyTo(w *variable) {
	if v != nil {
		*w = *v
		w.appends, w.prepends, w.removes = slices.Clip(v.appends), slices.Clip(v.prepends), slices.Clip(v.removes)
		w.flags = slices.Clone(v.flags)
	}
}

func (v *variable) conditionals(op operator) *[]conditional {
	switch op {
	case opAppend:
		return &v.appends
	case opPrepend:
		return &v.prepends
	}
	return &v.removes
}

func (v *variable) flag(name string) (any, bool) {
	for i := range v.flags {
		if v.flags[i].Name == name {
			return v.flags[i].Value, true
		}
	}
	return nil, false
}

func (v *variable) setFlag(name string, value any) {
	for i := range v.flags {
		if v.flags[i].Name == name {
			v.flags[i].Value = value
			return
		}
	}
	v.flags = append(v.flags, FlagValue{name, value})
}

func (v *variable) delFlag(name string) bool {
	for i := range v.flags {
		if v.flags[i].Name == name {
			v.flags = slices.Delete(v.flags, i, i+1)
			return true
		}
	}
	return false
}

var (
	nameOverrides = intern("OVERRIDES")
	nameFile      = intern("FILE")
	nameIncluded  = intern("BBINCLUDED")
)

// New returns an empty store.
func New(env *Env) *Store {
	s := &Store{env: env}
	s.overrideVars.set(nameOverrides, struct{}{})
	s.overrideVars.set(nameFile, struct{}{})
	return s
}

// Copy returns a store that sees s and keeps its own changes.
func (s *Store) Copy() *Store {
	return &Store{env: s.env, parent: s, depth: s.depth}
}

// With returns a copy whose expressions another environment evaluates.
func (s *Store) With(env *Env) *Store {
	c := s.Copy()
	c.env = env
	env.events = max(env.events, s.env.events) // what happens from now on comes behind what has happened
	return c
}

// Flatten returns a store that holds what s sees, without being a copy of another: reading it is faster. Neither sees the
// other's later changes.
func (s *Store) Flatten() *Store {
	out := New(s.env)
	var chain []*Store
	for p := s; p != nil; p = p.parent {
		chain = append(chain, p)
	}
	for _, p := range slices.Backward(chain) {
		for n, v := range p.vars.all {
			w := &variable{}
			v.copyTo(w)
			out.vars.set(n, w)
			out.noteReference(n)
		}
		for n, list := range p.overridden.all {
			out.setOverriders(n, slices.Clone(list))
		}
		for n := range p.overrideVars.all {
			out.overrideVars.set(n, struct{}{})
		}
		for n, list := range p.history.all {
			old, _ := out.history.get(n)
			out.history.set(n, slices.Concat(old, list))
		}
		for n, expr := range p.filters {
			out.SetFilter(n.text, expr)
		}
		for n := range p.exports {
			if out.exports == nil {
				out.exports = map[*Name]bool{}
			}
			out.exports[n] = true
		}
		for name, to := range p.renamed {
			if out.renamed == nil {
				out.renamed = map[string]string{}
			}
			out.renamed[name] = to
		}
	}
	return out
}

// Env returns the store's environment.
func (s *Store) Env() *Env { return s.env }

// find returns what is known of a variable, or nil.
func (s *Store) find(n *Name) *variable {
	for ; s != nil; s = s.parent {
		if v, ok := s.vars.get(n); ok {
			return v
		}
	}
	return nil
}

// own returns the store's own copy of a variable, to be changed.
func (s *Store) own(n *Name) *variable {
	s.touch(n)
	if v, ok := s.vars.get(n); ok {
		return v
	}
	v := &variable{}
	if s.parent != nil {
		s.parent.find(n).copyTo(v)
	}
	s.vars.set(n, v)
	s.noteReference(n)
	return v
}

// noteReference notes that the store knows of a name with a reference in it, for ExpandKeys.
func (s *Store) noteReference(n *Name) {
	if n.hasRef {
		s.referring = append(s.referring, n)
	}
}

func (s *Store) changed() { s.version++ }

// Set gives a variable a value as d.setVar does: conditional appends and what overrides it now are dropped. A name with an
// operator (A:append:x) adds to that operator instead. The errors are *SyntaxError and those of expanding OVERRIDES.
func (s *Store) Set(name string, value any, at Origin) error {
	return s.set(s.intern(name), value, false, at)
}

// Assign gives a variable a value as an assignment in a file does: appends and overrides stay.
func (s *Store) Assign(name string, value any, at Origin) error {
	return s.set(s.intern(name), value, true, at)
}

func (s *Store) set(n *Name, value any, parsing bool, at Origin) error {
	if n.oldSyntax {
		return &SyntaxError{At: at, Name: n.text}
	}
	if err := s.checkRenamed(n.root.text, n.text, at); err != nil {
		return err
	}
	s.changed()
	s.parsing = parsing
	if n.op != opNone {
		v := s.own(n.base)
		list := v.conditionals(n.op)
		c := conditional{value: value, cond: n.cond}
		if n.cond != "" {
			c.parts = strings.Split(n.cond, ":")
		}
		*list = append(*list, c)
		op := operatorNames[n.op]
		if n.cond != "" {
			op += "[" + n.cond + "]"
		}
		s.log(n.base, at.as(op), value, "")
		s.addPlaces(n.base)
		return s.overridesChanged(n.base, n, value)
	}
	v := s.own(n)
	if !parsing {
		v.appends, v.prepends, v.removes = nil, nil, nil
		if list := s.overriders(n); list != nil {
			o, err := s.needOverrides()
			if err != nil {
				return err
			}
			for _, r := range slices.Clone(list) { // which changes meanwhile
				if o.active(r.place) {
					s.del(r.name, at, true)
				}
			}
			s.setOverriders(n, nil)
			v = s.own(n)
		}
	}
	if n.root != n {
		s.addPlaces(n)
	}
	v.content, v.hasContent = value, true
	s.log(n, at, value, "")
	return s.overridesChanged(n, n, value)
}

// checkRenamed reports a name that a release has given up, and marks the evaluation as failed.
func (s *Store) checkRenamed(root, full string, at Origin) error {
	text, ok := s.env.Renamed[root]
	for p := s; p != nil && !ok; p = p.parent {
		text, ok = p.renamed[root]
	}
	if !ok {
		return nil
	}
	if s.env.Report != nil {
		s.env.Report(LevelError, at, renameMessage(root, full, text))
	}
	return s.Set("_FAILPARSINGERRORHANDLED", true, Origin{})
}

func renameMessage(root, full, text string) string {
	if full != root {
		full = " (written as " + full + ")"
	} else {
		full = ""
	}
	if strings.Contains(text, " ") {
		return fmt.Sprintf("variable %s%s %s", root, full, text)
	}
	return fmt.Sprintf("variable %s%s has been renamed to %s", root, full, text)
}

// Append is d.appendVar: A:append without a condition.
func (s *Store) Append(name, value string, at Origin) error {
	return s.set(s.intern(name+":append"), value, true, at)
}

// Prepend is d.prependVar.
func (s *Store) Prepend(name, value string, at Origin) error {
	return s.set(s.intern(name+":prepend"), value, true, at)
}

// Delete removes a variable and what it overrides.
func (s *Store) Delete(name string, at Origin) {
	s.del(s.intern(name), at, false)
}

func (s *Store) del(n *Name, at Origin, quiet bool) {
	s.changed()
	if !quiet {
		s.log(n, at.as("del"), "", "")
	}
	s.touch(n)
	s.vars.set(n, &variable{})
	s.noteReference(n)
	if s.overriders(n) != nil {
		s.setOverriders(n, nil)
	}
	if n.root == n {
		return
	}
	places := n.places()
	for i := range places {
		p := &places[i]
		if s.env.Behaviour.LowerCaseOverrides && !isLower(p.override) {
			return
		}
		s.removePlace(n, p)
	}
}

// isLower is Python's str.islower.
func isLower(s string) bool {
	return strings.ToLower(s) == s && strings.ToUpper(s) != s
}

// Rename moves a variable with its operators, and what overrides it, to another name.
func (s *Store) Rename(from, to string, at Origin) error {
	if from != to && !s.env.Behaviour.RenameAbsent && s.Known(from) == nil {
		return nil
	}
	return s.rename(s.intern(from), s.intern(to), at)
}

func (s *Store) rename(from, to *Name, at Origin) error {
	if from == to {
		if s.env.Report != nil {
			s.env.Report(LevelWarn, at, fmt.Sprintf("renaming variable %s to itself", from.text))
		}
		return nil
	}
	found := false
	value, err := s.raw(from, readParsing)
	if err != nil {
		return err
	}
	if value != nil {
		s.log(to, at.as("rename from "+from.text), value, "")
		if err := s.set(to, value, true, at.silent()); err != nil {
			return err
		}
		found = true
	}
	if src := s.find(from); src != nil {
		for op := opAppend; op <= opRemove; op++ {
			if more := *src.conditionals(op); len(more) > 0 {
				s.changed()
				list := s.own(to).conditionals(op)
				*list = slices.Concat(*list, more)
				found = true
			}
		}
	}
	if list := s.overriders(from); list != nil {
		found = true
		moved := make([]overrider, 0, len(list))
		s.setOverriders(to, []overrider{})
		for _, r := range slices.Clone(list) { // which changes meanwhile

			name := s.intern(strings.ReplaceAll(r.name.text, from.text, to.text))
			moved = append(moved, overrider{name, r.place})
			s.setOverriders(to, slices.Clone(moved))
			if err := s.rename(r.name, name, at); err != nil {
				return err
			}
		}
	}
	if !found && !s.env.Behaviour.RenameAbsent {
		return nil
	}
	if to.root != to && value == nil {
		s.addPlaces(to)
	}
	s.log(from, at.as("rename (to)"), to.text, "")
	s.del(from, at, true)
	return nil
}
