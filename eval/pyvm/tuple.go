package pyvm

import "slices"

// newPair returns a tuple of two items, in one piece of memory.
func newPair(a, b Value) *Tuple {
	p := &struct {
		tuple Tuple
		items [2]Value
	}{items: [2]Value{a, b}}
	p.tuple.Items = p.items[:]
	return &p.tuple
}

// Len returns the number of items.
func (x *Tuple) Len() int { return len(x.Items) }

// Iter yields the items.
func (x *Tuple) Iter(*Thread) (Iterator, error) { return &tupleIterator{x.Items}, nil }

type tupleIterator struct{ rest []Value }

func (*tupleIterator) Type() *Type { return tupleIteratorType }

func (it *tupleIterator) Next(*Thread) (Value, error) {
	if len(it.rest) == 0 {
		return nil, nil
	}
	v := it.rest[0]
	it.rest = it.rest[1:]
	return v, nil
}

// Contains compares with each item.
func (x *Tuple) Contains(t *Thread, v Value) (bool, error) {
	i, err := indexOf(t, x.Items, v)
	return i >= 0, err
}

// Index returns the item, or the tuple of the items of a slice.
func (x *Tuple) Index(t *Thread, key Value) (Value, error) {
	if s, ok := key.(*Slice); ok {
		items, err := sliceItems(t, x.Items, s)
		return &Tuple{items}, err
	}
	i, err := itemIndex(t, key, len(x.Items), "tuple")
	if err != nil {
		return nil, err
	}
	return x.Items[i], nil
}

// Compare compares item by item.
func (x *Tuple) Compare(t *Thread, op CompareOp, other Value) (Value, error) {
	if o, ok := Unwrap(other).(*Tuple); ok {
		return compareItems(t, op, x.Items, o.Items)
	}
	return NotImplemented, nil
}

// Hash combines the items' hashes in their order, as CPython does (xxHash).
func (x *Tuple) Hash(t *Thread) (uint64, error) {
	if err := t.enter(); err != nil {
		return 0, err
	}
	defer t.leave()
	const p1, p2, p5 = 11400714785074694791, 14029467366897019727, 2870177450012600261
	acc := uint64(p5)
	for _, v := range x.Items {
		h, err := Hash(t, v)
		if err != nil {
			return 0, err
		}
		acc += h * p2
		acc = acc<<31 | acc>>33
		acc *= p1
	}
	acc += uint64(len(x.Items)) ^ p5 ^ 3527539
	if acc == 1<<64-1 {
		return 1546275796, nil
	}
	return acc, nil
}

// Binary has tuple + tuple and tuple * int.
func (x *Tuple) Binary(t *Thread, op BinaryOp, other Value, swapped bool) (Value, error) {
	switch op {
	case OpAdd:
		if o, ok := Unwrap(other).(*Tuple); ok && !swapped {
			if err := t.allocN(len(x.Items)+len(o.Items), 16); err != nil {
				return nil, err
			}
			return &Tuple{slices.Concat(x.Items, o.Items)}, nil
		}
	case OpMult:
		if _, ok, err := repeatArg(t, other); ok || err != nil {
			if err != nil {
				return nil, err
			}
			items, err := repeatItems(t, x.Items, other)
			return &Tuple{items}, err
		}
	}
	return NotImplemented, nil
}

// Repr returns (a, b), and (a,) for a single item.
func (x *Tuple) Repr(t *Thread) (string, error) {
	if len(x.Items) != 1 {
		return reprItems(t, x, "(", ")", x.Items)
	}
	if inside, done := t.reprEnter(x); inside {
		return "(...)", nil
	} else {
		defer done()
	}
	s, err := Repr(t, x.Items[0])
	return "(" + s + ",)", err
}

var tupleSpec = Spec{
	Name: "tuple",
	New: func(t *Thread, cls *Type, args []Value, kw []Kw) (Value, error) {
		if len(kw) > 0 && cls == TupleType {
			return nil, Raise(TypeError, "tuple() takes no keyword arguments")
		}
		if err := positional("tuple", args, nil, 0, 1); err != nil {
			return nil, err
		}
		var items []Value
		if len(args) == 1 {
			if x, ok := args[0].(*Tuple); ok && cls == TupleType {
				return x, nil
			}
			got, err := ToSlice(t, args[0])
			if err != nil {
				return nil, err
			}
			items = slices.Clone(got)
		}
		if cls == TupleType {
			return &Tuple{items}, nil
		}
		return wrapNative(t, cls, &Tuple{items}, args, kw)
	},
	Methods: map[string]Func{
		"index": func(t *Thread, args []Value, kw []Kw) (Value, error) {
			self, rest, err := Self[*Tuple]("index", args)
			if err != nil {
				return nil, err
			}
			return indexMethod(t, "tuple", self.Items, rest, kw)
		},
		"count": func(t *Thread, args []Value, kw []Kw) (Value, error) {
			self, rest, err := Self[*Tuple]("count", args)
			if err != nil {
				return nil, err
			}
			return countMethod(t, "tuple", self.Items, rest, kw)
		},
	},
}
