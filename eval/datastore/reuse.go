package datastore

// A change of any variable may change any value. Most stay as they are, and often it is cheaper to find that out than to expand a
// text again: a value is the same as long as nothing was done to the variable itself, OVERRIDES is the same where it was looked at,
// and all that the text refers to has the same values. Where more counts (Python that may ask anything, removals, filters) the value
// is always worked out again.

// fleeting, in an expansion, is not what any store's overrides are: it says that the value is not known to last.
var fleeting = &overrides{}

// failure is what went wrong with a variable that was read to see whether a value is still the same.
type failure struct {
	name *Name
	err  error
}

// unchanged reports whether working a variable's value out again would give what was worked out before. It reads what that would
// read, in the same order.
func (s *Store) unchanged(n *Name, e *Expansion) bool {
	s.checkParents()
	if e.version < s.oldest || s.filter(n.root) != "" {
		return false
	}
	if e.overrides != nil && e.overrides != s.overrides {
		return false
	}
	start := s.version
	if e.from != nil {
		for _, r := range e.from.reads {
			x, err := s.expansion(r, true)
			if err != nil {
				s.failed = failure{r, err}
				return false
			}
			if x.changed > e.version || !isText(x.Value) {
				return false
			}
		}
	}
	if s.version != start {
		e.overrides = fleeting
	}
	e.version = s.version
	return true
}

// checkParents gives up what is known where a store that this one is a copy of has changed.
func (s *Store) checkParents() {
	sum := uint64(0)
	for p := s.parent; p != nil; p = p.parent {
		sum += p.version
	}
	if sum != s.parents {
		s.parents, s.oldest = sum, s.version+1
	}
}

// touch notes that something is done to a variable.
func (s *Store) touch(n *Name) {
	if e, ok := s.cache.get(n); ok {
		e.overrides = fleeting
	}
}

// isText reports whether a value is text or none: others may change by themselves.
func isText(v any) bool {
	_, ok := v.(string)
	return ok || v == nil
}

// sameText reports whether two values are the same text, or both none.
func sameText(a, b any) bool { return isText(a) && isText(b) && a == b }
