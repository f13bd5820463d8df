package datastore

import (
	"strings"
)

// Names of flags that are kept apart in a variable.
const (
	flagContent    = "_content"
	flagWeak       = "_defaultval"
	weakFlagPrefix = "_defaultval_flag_"
)

// SetWeak gives a variable a weak default (??=). The last one counts.
func (s *Store) SetWeak(name string, value any, at Origin) error {
	n := s.intern(name)
	if err := s.checkRenamed(n.text, n.text, at); err != nil {
		return err
	}
	s.changed()
	v := s.own(n)
	v.def, v.hasDef = value, true
	s.log(n, at, value, flagWeak)
	if n.root != n {
		s.addPlaces(n)
	}
	return s.overridesChanged(n, n, value)
}

// SetFlag gives a flag a value.
func (s *Store) SetFlag(name, flagName string, value any, at Origin) error {
	n := s.intern(name)
	if name == "BB_RENAMED_VARIABLES" {
		if s.renamed == nil {
			s.renamed = map[string]string{}
		}
		s.renamed[flagName] = TextOf(value)
	}
	switch flagName {
	case flagWeak:
		return s.SetWeak(name, value, at)
	case flagContent:
		return s.set(n, value, true, at)
	}
	if err := s.checkRenamed(name, name, at); err != nil {
		return err
	}
	s.changed()
	s.own(n).setFlag(flagName, value)
	s.log(n, at, value, flagName)
	if flagName == "export" || flagName == "unexport" {
		if s.exports == nil {
			s.exports = map[*Name]bool{}
		}
		s.exports[n] = true
	}
	return nil
}

// SetWeakFlag gives a flag a weak default (VAR[flag] ??=, BitBake 2.18 and later).
func (s *Store) SetWeakFlag(name, flagName string, value any, at Origin) error {
	n := s.intern(name)
	if err := s.checkRenamed(name, name, at); err != nil {
		return err
	}
	s.changed()
	s.own(n).setFlag(weakFlagPrefix+flagName, value)
	s.log(n, at, value, weakFlagPrefix+flagName)
	return nil
}

// RawFlag returns a flag's unexpanded value, nil where it has none.
func (s *Store) RawFlag(name, flagName string) any {
	if n := s.Known(name); n != nil {
		return s.RawFlagOf(n, flagName)
	}
	return nil
}

// RawFlagOf is RawFlag for a name.
func (s *Store) RawFlagOf(n *Name, flagName string) any {
	v := s.find(n)
	if v == nil {
		return nil
	}
	if value, ok := v.flag(flagName); ok {
		return value
	}
	value, _ := v.flag(weakFlagPrefix + flagName)
	return value
}

// RawFlagHard is RawFlag without the flag's weak default.
func (s *Store) RawFlagHard(name, flagName string) any {
	v := s.find(s.intern(name))
	if v == nil {
		return nil
	}
	value, _ := v.flag(flagName)
	return value
}

// Flag returns a flag's expanded value, nil where it has none.
func (s *Store) Flag(name, flagName string) (any, error) {
	switch flagName {
	case flagContent:
		return s.Value(name)
	case ":append", ":prepend", ":remove":
		return nil, nil // held apart; nobody reads them as flags
	}
	value := s.RawFlag(name, flagName)
	text, ok := value.(string)
	if !ok || !strings.Contains(text, "${") {
		return value, nil
	}
	if s.depth >= maxDepth {
		return nil, &ExpansionError{Variable: flagKey(name, flagName), Err: errRecursion, Chain: []string{flagKey(name, flagName)}}
	}
	s.depth++
	defer func() { s.depth-- }()
	e, err := s.expand(text, flagKey(name, flagName))
	if err != nil {
		return nil, err
	}
	return e.Value, nil
}

// FlagText returns a flag's expanded value as text, "" where it has none.
func (s *Store) FlagText(name, flagName string) (string, error) {
	v, err := s.Flag(name, flagName)
	if v == nil || err != nil {
		return "", err
	}
	return TextOf(v), nil
}

func flagKey(name, flagName string) string { return name + "[" + flagName + "]" }

// FlagExpansion returns a flag's value expanded, with how it came about.
func (s *Store) FlagExpansion(name, flagName string) (*Expansion, error) {
	raw := s.RawFlag(name, flagName)
	text, ok := raw.(string)
	if !ok || !strings.Contains(text, "${") {
		return &Expansion{Value: raw, Raw: raw}, nil
	}
	return s.ExpandWithRefs(text, flagKey(name, flagName))
}

// DeleteFlag removes a flag.
func (s *Store) DeleteFlag(name, flagName string, at Origin) {
	n := s.intern(name)
	s.changed()
	if v := s.find(n); v == nil || v.empty() {
		return
	}
	v := s.own(n)
	switch flagName {
	case flagContent:
		v.content, v.hasContent = nil, false
		return
	case flagWeak:
		v.def, v.hasDef = nil, false
		return
	}
	if v.delFlag(flagName) {
		s.log(n, at.as("delFlag"), "", flagName)
		v.delFlag(weakFlagPrefix + flagName)
	}
}

// AppendFlag adds to a flag's unexpanded value.
func (s *Store) AppendFlag(name, flagName, value string, at Origin) error {
	old, _ := s.RawFlag(name, flagName).(string)
	s.log(s.intern(name), at.as("append"), value, flagName)
	return s.SetFlag(name, flagName, old+value, at.silent())
}

// PrependFlag adds in front of a flag's unexpanded value.
func (s *Store) PrependFlag(name, flagName, value string, at Origin) error {
	old, _ := s.RawFlag(name, flagName).(string)
	s.log(s.intern(name), at.as("prepend"), value, flagName)
	return s.SetFlag(name, flagName, value+old, at.silent())
}

// FlagValue is a flag and its unexpanded value.
type FlagValue struct {
	Name  string
	Value any
}

// Flags returns a variable's flags, unexpanded, in the order in which they were first set, without those that begin with
// "_", which are BitBake's own.
func (s *Store) Flags(name string) []FlagValue {
	v := s.find(s.intern(name))
	if v == nil {
		return nil
	}
	var out []FlagValue
	for _, f := range v.flags {
		if weak, ok := strings.CutPrefix(f.Name, weakFlagPrefix); ok {
			if _, set := v.flag(weak); !set {
				out = append(out, FlagValue{weak, f.Value})
			}
			continue
		}
		if !strings.HasPrefix(f.Name, "_") && !strings.HasPrefix(f.Name, ":") {
			out = append(out, FlagValue{f.Name, f.Value})
		}
	}
	return out
}

// RawFlags returns a variable's flags as the store has them: those that begin with "_" are BitBake's own, among them weak
// defaults (see WeakFlag). The caller must not change them.
func (s *Store) RawFlags(n *Name) []FlagValue {
	if v := s.find(n); v != nil {
		return v.flags
	}
	return nil
}

// WeakFlag returns the flag whose weak default is kept under a name; ok is false for other names.
func WeakFlag(name string) (flag string, ok bool) { return strings.CutPrefix(name, weakFlagPrefix) }

// Exports returns the variables whose export or unexport flag was ever set, in no order.
func (s *Store) Exports() []*Name {
	var out []*Name
	for p := s; p != nil; p = p.parent {
		for n := range p.exports {
			out = append(out, n)
		}
	}
	return out
}

// DeleteFlags removes all flags, and the weak default and conditional operators with them; the value stays. Of a variable
// without one, what the store that this one is a copy of holds comes back.
func (s *Store) DeleteFlags(name string, at Origin) {
	n := s.intern(name)
	s.changed()
	s.log(n, at.as("delete flags"), "", "")
	v := s.own(n)
	if v.hasContent {
		*v = variable{content: v.content, hasContent: true}
		return
	}
	*v = variable{}
	if s.parent != nil {
		s.parent.find(n).copyTo(v)
	}
}
