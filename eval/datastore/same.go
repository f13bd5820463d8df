package datastore

import (
	"maps"
	"reflect"
	"slices"
)

// Same reports whether two stores say the same of each variable: its value, what is appended, prepended and removed, its flags, and
// what overrides it. Their histories do not count, nor the files that were read (BBINCLUDED).
func (s *Store) Same(o *Store) bool {
	a, b := s.Flatten(), o.Flatten()
	return a.within(b) && b.within(a) && maps.Equal(a.filters, b.filters) && maps.Equal(a.exports, b.exports) && maps.Equal(a.renamed, b.renamed)
}

// within reports whether another store says the same of all variables that this one has, both flat.
func (s *Store) within(o *Store) bool {
	for n, v := range s.vars.all {
		if n != nameIncluded && !v.same(o.find(n)) {
			return false
		}
	}
	for n, list := range s.overridden.all {
		other, _ := o.overridden.get(n)
		if !slices.EqualFunc(list, other, func(a, b overrider) bool { return a.name == b.name && a.place.override == b.place.override }) {
			return false
		}
	}
	for n := range s.overrideVars.all {
		if _, ok := o.overrideVars.get(n); !ok {
			return false
		}
	}
	return true
}

// same compares what is known of a variable. w may be nil.
func (v *variable) same(w *variable) bool {
	if w == nil {
		w = &variable{}
	}
	conditional := func(a, b conditional) bool { return a.cond == b.cond && sameValue(a.value, b.value) }
	flag := func(a, b FlagValue) bool { return a.Name == b.Name && sameValue(a.Value, b.Value) }
	return v.hasContent == w.hasContent && v.hasDef == w.hasDef && sameValue(v.content, w.content) && sameValue(v.def, w.def) &&
		slices.EqualFunc(v.appends, w.appends, conditional) && slices.EqualFunc(v.prepends, w.prepends, conditional) &&
		slices.EqualFunc(v.removes, w.removes, conditional) && slices.EqualFunc(v.flags, w.flags, flag)
}

func sameValue(a, b any) bool {
	switch a := a.(type) {
	case nil, string, int, bool:
		return a == b
	case []string:
		list, ok := b.([]string)
		return ok && slices.Equal(a, list)
	case *Store:
		store, ok := b.(*Store)
		return ok && (a == store || a.Same(store))
	}
	return reflect.DeepEqual(a, b)
}
