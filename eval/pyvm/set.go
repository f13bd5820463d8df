package pyvm

// Set is a set, FrozenSet an immutable one. Iteration is in the order in which items were added: CPython's order depends on
// a random seed, so that no program can rely on it.
type (
	Set       struct{ d Dict }
	FrozenSet struct{ d Dict }
)

func (*Set) Type() *Type { return SetType }

func (*FrozenSet) Type() *Type { return FrozenSetType }

// NewSet returns a set of the items, which can be hashed without running code: strings, numbers.
func NewSet(t *Thread, items ...Value) (*Set, error) {
	s := &Set{}
	for _, v := range items {
		if err := s.d.Set(t, v, None); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// NewFrozenSet returns a frozenset of the items; see NewSet.
func NewFrozenSet(t *Thread, items ...Value) (*FrozenSet, error) {
	s, err := NewSet(t, items...)
	return &FrozenSet{s.d}, err
}

// Add adds an item.
func (s *Set) Add(t *Thread, v Value) error { return s.d.Set(t, v, None) }

// Items returns the items in the order in which they were added.
func (s *Set) Items() []Value { return s.d.Keys() }

// Items returns the items in the order in which they were added.
func (s *FrozenSet) Items() []Value { return s.d.Keys() }

// setLike is a set, a frozenset, or a view of a dictionary's keys or pairs.
type setLike interface {
	Value
	Len() int
	Contains(t *Thread, v Value) (bool, error)
	Iter(t *Thread) (Iterator, error)
	isSet() bool
}

func (*Set) isSet() bool { return true }

func (*FrozenSet) isSet() bool { return true }

// setItems returns the items of a set or frozenset, nil for other values.
func setItems(v Value) *Dict {
	switch x := Unwrap(v).(type) {
	case *Set:
		return &x.d
	case *FrozenSet:
		return &x.d
	}
	return nil
}

func (s *Set) Len() int { return s.d.Len() }

func (s *FrozenSet) Len() int { return s.d.Len() }

func (s *Set) Contains(t *Thread, v Value) (bool, error) { return setContains(t, &s.d, v) }

func (s *FrozenSet) Contains(t *Thread, v Value) (bool, error) { return setContains(t, &s.d, v) }

// setContains looks for an item. A set is looked for as if it were a frozenset.
func setContains(t *Thread, d *Dict, v Value) (bool, error) {
	if s, ok := Unwrap(v).(*Set); ok {
		v = &FrozenSet{s.d}
	}
	return d.Contains(t, v)
}

func (s *Set) Iter(*Thread) (Iterator, error) {
	return &setIterator{s.d.iterator(dictKeys, false)}, nil
}

func (s *FrozenSet) Iter(*Thread) (Iterator, error) {
	return &setIterator{s.d.iterator(dictKeys, false)}, nil
}

type setIterator struct{ it *dictIterator }

func (*setIterator) Type() *Type { return setIteratorType }

func (it *setIterator) Next(t *Thread) (Value, error) {
	v, err := it.it.Next(t)
	if err != nil {
		err = Raise(RuntimeError, "Set changed size during iteration")
	}
	return v, err
}

func (s *Set) Repr(t *Thread) (string, error) {
	if s.d.Len() == 0 {
		return "set()", nil
	}
	return reprSet(t, s, "{", "}", "set", &s.d)
}

func (s *FrozenSet) Repr(t *Thread) (string, error) { return s.reprAs(t, "frozenset") }

func (s *Set) reprAs(t *Thread, class string) (string, error) {
	return reprSet(t, s, class+"({", "})", class, &s.d)
}

func (s *FrozenSet) reprAs(t *Thread, class string) (string, error) {
	return reprSet(t, s, class+"({", "})", class, &s.d)
}

func reprSet(t *Thread, v Value, open, end, class string, d *Dict) (string, error) {
	if d.Len() == 0 {
		return class + "()", nil
	}
	inside, done := t.reprEnter(v)
	if inside {
		return class + "(...)", nil
	}
	defer done()
	return reprItems(t, &Tuple{}, open, end, d.Keys())
}

// Hash combines the items' hashes in any order, as CPython does.
func (s *FrozenSet) Hash(t *Thread) (uint64, error) {
	if err := t.enter(); err != nil {
		return 0, err
	}
	defer t.leave()
	var hash uint64
	for k := range s.d.All {
		h, err := Hash(t, k)
		if err != nil {
			return 0, err
		}
		hash ^= (h ^ 89869747 ^ h<<16) * 3644798167
	}
	hash ^= (uint64(s.d.Len()) + 1) * 1927868237
	hash ^= hash>>11 ^ hash>>25
	hash = hash*69069 + 907133923
	if hash == 1<<64-1 {
		hash = 590923713
	}
	return hash, nil
}

func (s *Set) Compare(t *Thread, op CompareOp, other Value) (Value, error) {
	return compareSetWith(t, op, s, other)
}

func (s *FrozenSet) Compare(t *Thread, op CompareOp, other Value) (Value, error) {
	return compareSetWith(t, op, s, other)
}

func compareSetWith(t *Thread, op CompareOp, s setLike, other Value) (Value, error) {
	o, ok := Unwrap(other).(setLike)
	if !ok || setItems(o) == nil {
		return NotImplemented, nil
	}
	return compareSets(t, op, s, o)
}

// compareSets compares by inclusion.
func compareSets(t *Thread, op CompareOp, a, b setLike) (Value, error) {
	switch op {
	case OpEq, OpNotEq:
		eq := a.Len() == b.Len()
		if eq {
			var err error
			if eq, err = includes(t, b, a); err != nil {
				return nil, err
			}
		}
		return Bool(eq == (op == OpEq)), nil
	case OpGt, OpGtE:
		a, b = b, a
	}
	strict := op == OpLt || op == OpGt
	if a.Len() > b.Len() || strict && a.Len() == b.Len() {
		return False, nil
	}
	in, err := includes(t, b, a)
	return Bool(in), err
}

// includes reports whether all items of b are in a.
func includes(t *Thread, a, b setLike) (bool, error) {
	it, err := b.Iter(t)
	if err != nil {
		return false, err
	}
	for {
		v, err := it.Next(t)
		if v == nil || err != nil {
			return err == nil, err
		}
		if in, err := a.Contains(t, v); !in || err != nil {
			return false, err
		}
		if err := t.Step(); err != nil {
			return false, err
		}
	}
}

func (s *Set) Binary(t *Thread, op BinaryOp, other Value, swapped bool) (Value, error) {
	return setBinary(t, s, op, other, swapped)
}

func (s *FrozenSet) Binary(t *Thread, op BinaryOp, other Value, swapped bool) (Value, error) {
	return setBinary(t, s, op, other, swapped)
}
