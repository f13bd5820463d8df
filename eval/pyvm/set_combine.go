package pyvm

// setBinary has &, |, - and ^ of two sets. The result is of the left one's type.
func setBinary(t *Thread, s Value, op BinaryOp, other Value, swapped bool) (Value, error) {
	if setItems(other) == nil || swapped || op != OpBitAnd && op != OpBitOr && op != OpBitXor && op != OpSub {
		return NotImplemented, nil
	}
	d := *setItems(s).Copy()
	err := d.combine(t, op, other)
	return setOfKind(s, d), err
}

// setOfKind returns the items as a set or frozenset, as v is one.
func setOfKind(v Value, d Dict) Value {
	if _, ok := Unwrap(v).(*FrozenSet); ok {
		return &FrozenSet{d}
	}
	return &Set{d}
}

// inPlace does s op= other where op is |, &, - or ^ and other a set.
func (s *Set) inPlace(t *Thread, op BinaryOp, other Value) (bool, error) {
	if setItems(other) == nil || op != OpBitAnd && op != OpBitOr && op != OpBitXor && op != OpSub {
		return false, nil
	}
	return true, s.d.combine(t, op, other)
}

// addAll adds what an iterable yields.
func (s *Set) addAll(t *Thread, from Value) error { return s.d.combine(t, OpBitOr, from) }

// combine does d op= other, where d holds the items of a set and other is any iterable.
func (d *Dict) combine(t *Thread, op BinaryOp, other Value) error {
	o := setItems(other)
	if x, ok := other.(*Dict); ok {
		o = x
	}
	if o == nil || o == d && op != OpBitOr && op != OpBitAnd {
		var err error
		if o, err = collect(t, other, op == OpBitOr, d); err != nil || op == OpBitOr {
			return err
		}
	}
	switch op {
	case OpBitOr:
		for i := 0; i < len(o.entries); i++ {
			if e := o.entries[i]; e.key != nil {
				if err := d.Set(t, e.key, None); err != nil {
					return err
				}
			}
		}
	case OpSub:
		for k := range o.All {
			if _, err := d.Delete(t, k); err != nil {
				return err
			}
		}
	case OpBitAnd:
		out := NewDict(0)
		for k := range d.All {
			in, err := o.Contains(t, k)
			if err != nil {
				return err
			}
			if in {
				if err := out.Set(t, k, None); err != nil {
					return err
				}
			}
		}
		*d = *out
	case OpBitXor:
		for k := range o.All {
			old, err := d.Delete(t, k)
			if err != nil {
				return err
			}
			if old == nil {
				if err := d.Set(t, k, None); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// reserve makes room for n entries in an empty dictionary, if they are not so many that few may be left of them.
func (d *Dict) reserve(n int) {
	if d.entries == nil && n <= 64 {
		*d = *NewDict(n)
	}
}

// collect adds what an iterable yields to d, or to a new dictionary.
func collect(t *Thread, from Value, add bool, d *Dict) (*Dict, error) {
	if !add {
		d = NewDict(0)
	}
	switch x := from.(type) {
	case *List:
		d.reserve(len(x.Items))
	case *Tuple:
		d.reserve(len(x.Items))
	}
	it, err := Iterate(t, from)
	if err != nil {
		return nil, err
	}
	for {
		v, err := it.Next(t)
		if v == nil || err != nil {
			return d, err
		}
		n := d.live
		if err := d.Set(t, v, None); err != nil {
			return nil, err
		}
		if d.live > n && d.live%1024 == 0 {
			if err := t.Alloc(64 * 1024); err != nil {
				return nil, err
			}
		}
		if err := t.Step(); err != nil {
			return nil, err
		}
	}
}
