package datastore

import (
	"slices"
	"strings"
)

// overrides is OVERRIDES, split.
type overrides struct {
	text string
	list []string
	set  map[string]struct{}
}

func newOverrides(value string) *overrides {
	o := &overrides{text: value, list: strings.Split(value, ":"), set: map[string]struct{}{}}
	for _, x := range o.list {
		o.set[x] = struct{}{}
	}
	return o
}

func (o *overrides) has(x string) bool {
	_, ok := o.set[x]
	return ok
}

func (o *overrides) hasAll(parts []string) bool {
	for _, x := range parts {
		if !o.has(x) {
			return false
		}
	}
	return true
}

// active reports whether what is registered at a place counts: its override is one of OVERRIDES, or all its parts are.
func (o *overrides) active(p *place) bool {
	return o.has(p.override) || len(p.parts) > 1 && o.hasAll(p.parts)
}

// overriders returns the variables that override n.
func (s *Store) overriders(n *Name) []overrider {
	for ; s != nil; s = s.parent {
		if list, ok := s.overridden.get(n); ok {
			return list
		}
	}
	return nil
}

// HasOverrides reports whether any variable overrides this one, active or not, or did.
func (s *Store) HasOverrides(name string) bool { return s.overriders(s.intern(name)) != nil }

// ownOverriders returns the variables that override n as a list that the store may change in place.
func (s *Store) ownOverriders(n *Name) []overrider {
	if list, ok := s.overridden.get(n); ok || s.parent == nil {
		return list
	}
	list := s.parent.overriders(n)
	if list == nil {
		return nil
	}
	return append(make([]overrider, 0, len(list)+8), list...)
}

// setOverriders sets the list; it belongs to the store from now on.
func (s *Store) setOverriders(n *Name, list []overrider) {
	s.touch(n)
	s.overridden.set(n, list)
	s.noteReference(n)
}

// addPlaces registers n with what it overrides.
func (s *Store) addPlaces(n *Name) {
	places := n.places()
	for i := range places {
		p := &places[i]
		if !slices.ContainsFunc(s.overriders(p.of), func(r overrider) bool { return r.name == n && r.place.override == p.override }) {
			s.setOverriders(p.of, append(s.ownOverriders(p.of), overrider{n, p}))
		}
	}
}

// removePlace takes n out of what overrides p.of.
func (s *Store) removePlace(n *Name, p *place) {
	if j := slices.IndexFunc(s.overriders(p.of), func(r overrider) bool { return r.name == n }); j >= 0 {
		s.setOverriders(p.of, slices.Delete(s.ownOverriders(p.of), j, j+1))
	}
}

// Overrides returns OVERRIDES as it counts now.
func (s *Store) Overrides() ([]string, error) {
	o, err := s.needOverrides()
	if err != nil {
		return nil, err
	}
	return o.list, nil
}

// maxOverrideRounds is how often BitBake works OVERRIDES out until it gives up.
const maxOverrideRounds = 5

// needOverrides works OVERRIDES out. Its own value may depend on overrides, so this is repeated until it stays the same.
func (s *Store) needOverrides() (*overrides, error) {
	if s.overrides != nil {
		return s.overrides, nil
	}
	if s.inOverrides {
		return newOverrides(""), nil
	}
	var tried []string
	for range maxOverrideRounds {
		s.inOverrides = true
		s.overrides = &overrides{}
		value, err := s.Get("OVERRIDES")
		s.inOverrides = false
		if err != nil {
			s.overrides = nil
			return nil, err
		}
		s.settle(value)
		tried = append(tried, value)
		s.changed()
		again, err := s.Get("OVERRIDES")
		if err != nil {
			s.overrides = nil
			return nil, err
		}
		if again == value {
			return s.overrides, nil
		}
		s.settle(again)
	}
	s.overrides = nil
	return nil, &UnstableOverrides{Tried: tried}
}

// settle splits OVERRIDES, unless it is what it was.
func (s *Store) settle(value string) {
	if s.settled == nil || s.settled.text != value {
		s.settled = newOverrides(value)
	}
	s.overrides = s.settled
}

func (s *Store) isOverrideVar(n *Name) bool {
	for ; s != nil; s = s.parent {
		if _, ok := s.overrideVars.get(n); ok {
			return true
		}
	}
	return false
}

// overridesChanged notes that a variable got a value, through name. Where OVERRIDES depends on it, OVERRIDES has to be worked out anew,
// and from now on depends on what the value refers to as well.
func (s *Store) overridesChanged(n, name *Name, value any) error {
	if !s.isOverrideVar(n) {
		return nil
	}
	refs, err := s.references(value, name)
	if err != nil {
		return err
	}
	for {
		fresh := false
		for _, r := range refs {
			if !s.isOverrideVar(r) {
				fresh = true
				break
			}
		}
		if !fresh {
			break
		}
		var next []*Name
		for _, r := range refs {
			s.overrideVars.set(r, struct{}{})
		}
		for _, r := range refs {
			value, err := s.get(r)
			if err != nil {
				return err
			}
			more, err := s.references(value, r)
			if err != nil {
				return err
			}
			next = append(next, more...)
		}
		refs = next
	}
	s.overrides = nil
	s.changed()
	return nil
}

// references returns the variables that a text refers to, also from within Python.
func (s *Store) references(value any, n *Name) ([]*Name, error) {
	text, ok := value.(string)
	if !ok || !strings.Contains(text, "${") {
		return nil, nil
	}
	exp, err := s.expand(text, n.text)
	if err != nil {
		return nil, err
	}
	a := s.Analyse(exp)
	out := make([]*Name, 0, len(a.References)+len(a.Contains))
	for _, r := range a.References {
		out = append(out, s.intern(r))
	}
	for _, c := range a.Contains {
		out = append(out, s.intern(c.Variable))
	}
	return out, nil
}

// choose returns the variable whose value counts for n, or nil for n itself: of the active overrides the one that stands
// last in OVERRIDES, compared from the right for combined ones.
func (o *overrides) choose(list []overrider) *Name {
	type candidate struct {
		override string
		name     *Name
	}
	var candidates []candidate
	put := func(override string, name *Name) {
		for i := range candidates {
			if candidates[i].override == override {
				candidates[i].name = name
				return
			}
		}
		candidates = append(candidates, candidate{override, name})
	}
	for _, r := range list {
		if o.active(r.place) {
			put(r.place.override, r.name)
		}
	}
	if len(candidates) == 0 {
		return nil
	}
	if len(candidates) == 1 && !strings.Contains(candidates[0].override, ":") {
		return candidates[0].name
	}
	var match *Name
	remove := func(override string) *Name {
		for i, c := range candidates {
			if c.override == override {
				candidates = slices.Delete(candidates, i, i+1)
				return c.name
			}
		}
		return nil
	}
	for changed := true; changed; {
		changed = false
		for _, x := range o.list {
			for _, c := range slices.Clone(candidates) {
				if strings.HasSuffix(c.override, ":"+x) {
					name := remove(c.override)
					put(strings.ReplaceAll(c.override, ":"+x, ""), name)
					changed = true
				} else if c.override == x {
					match = remove(c.override)
				}
			}
		}
	}
	return match
}
