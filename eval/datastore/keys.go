package datastore

import (
	"fmt"
	"slices"
	"strings"
)

// Keys returns the names of the variables that exist, sorted: those with a value or a flag, and those that an active
// override gives a value.
func (s *Store) Keys() ([]string, error) { return s.KeysWith(nil) }

// KeysWith is Keys with those alone that keep wants; nil: all.
func (s *Store) KeysWith(keep func(*Name) bool) ([]string, error) {
	o, err := s.needOverrides()
	if err != nil {
		return nil, err
	}
	var out []string
	if keep == nil {
		n := 0
		for p := s; p != nil; p = p.parent {
			n += p.vars.used
		}
		out = make([]string, 0, n)
	}
	seen := newNameSet()
	add := func(n *Name) {
		if seen.add(n) && (keep == nil || keep(n)) && s.exists(n, o) {
			out = append(out, n.text)
		}
	}
	for p := s; p != nil; p = p.parent {
		p.overridden.all(func(n *Name, _ []overrider) bool {
			add(n)
			return true
		})
		p.vars.all(func(n *Name, _ *variable) bool {
			add(n)
			return true
		})
	}
	slices.Sort(out)
	return out, nil
}

// exists reports whether a variable has a value or a flag, or an active override.
func (s *Store) exists(n *Name, o *overrides) bool {
	if v := s.find(n); v != nil && !v.empty() {
		return true
	}
	return slices.ContainsFunc(s.overriders(n), func(r overrider) bool { return o.active(r.place) })
}

// nameSet is a set of names, by their numbers.
type nameSet []uint64

func newNameSet() nameSet { return make(nameSet, nextID.Load()/64+1) }

// add adds a name and reports whether it was not in the set. Names made later than the set are not kept: they are added again.
func (s nameSet) add(n *Name) bool {
	word, bit := int(n.id/64), uint64(1)<<(n.id%64)
	if word >= len(s) {
		return true
	}
	if s[word]&bit != 0 {
		return false
	}
	s[word] |= bit
	return true
}

// Has reports whether a variable exists.
func (s *Store) Has(name string) bool {
	o, err := s.needOverrides()
	return err == nil && s.exists(s.intern(name), o)
}

// Exists is Has for a name.
func (s *Store) Exists(n *Name) bool {
	o, err := s.needOverrides()
	return err == nil && s.exists(n, o)
}

// ExpandKeys renames the variables whose names have references in them to what these expand to.
func (s *Store) ExpandKeys() error {
	o, err := s.needOverrides()
	if err != nil {
		return err
	}
	var names []*Name
	for p := s; p != nil; p = p.parent {
		names = append(names, p.referring...)
	}
	seen := newNameSet()
	names = slices.DeleteFunc(names, func(n *Name) bool { return !seen.add(n) || !s.exists(n, o) })
	type renaming struct{ from, to string }
	var todo []renaming
	for _, n := range names {
		to, err := s.Expand(n.text, "")
		if err != nil {
			return err
		}
		if to != n.text {
			todo = append(todo, renaming{n.text, to})
		}
	}
	slices.SortFunc(todo, func(a, b renaming) int { return strings.Compare(a.from, b.from) })
	for _, r := range todo {
		old, err := s.Raw(r.to)
		if err != nil {
			return err
		}
		if old != nil {
			value, err := s.Raw(r.from)
			if err != nil {
				return err
			}
			if value != nil && s.env.Report != nil {
				s.env.Report(LevelWarn, Origin{}, fmt.Sprintf("variable %s (%s) replaces %s (%s)", r.from, short(TextOf(value)), r.to, short(TextOf(old))))
			}
		}
		if err := s.Rename(r.from, r.to, Origin{}); err != nil {
			return err
		}
	}
	return nil
}

// ReplaceReferences replaces ${name} by the variable's unexpanded value in the values of the variables that this store
// itself holds. (BitBake does so with LAYERDIR once a layer.conf is read.)
func (s *Store) ReplaceReferences(name string) error {
	ref := "${" + name + "}"
	known, err := s.Raw(name)
	if err != nil {
		return err
	}
	var names []*Name
	s.vars.all(func(n *Name, _ *variable) bool {
		names = append(names, n)
		return true
	})
	slices.SortFunc(names, func(a, b *Name) int { return strings.Compare(a.text, b.text) })
	for _, n := range names {
		raw, err := s.raw(n, readFull)
		if err != nil {
			return err
		}
		if text, ok := raw.(string); ok && strings.Contains(text, ref) {
			value, ok := known.(string)
			if !ok {
				return fmt.Errorf("%s refers to %s, which has no value", n.text, name)
			}
			if err := s.set(n, strings.ReplaceAll(text, ref, value), false, Origin{Op: "set"}); err != nil {
				return err
			}
		}
	}
	return nil
}
