package pyvm

// Repr returns slice(start, stop, step).
func (s *Slice) Repr(t *Thread) (string, error) {
	return reprItems(t, s, "slice(", ")", []Value{s.Start, s.Stop, s.Step})
}

// Compare compares the three parts in their order.
func (s *Slice) Compare(t *Thread, op CompareOp, other Value) (Value, error) {
	o, ok := other.(*Slice)
	if !ok {
		return NotImplemented, nil
	}
	return compareItems(t, op, []Value{s.Start, s.Stop, s.Step}, []Value{o.Start, o.Stop, o.Step})
}

var sliceSpec = Spec{
	Name:  "slice",
	Final: true,
	New: func(t *Thread, cls *Type, args []Value, kw []Kw) (Value, error) {
		if err := positional("slice", args, kw, 1, 3); err != nil {
			return nil, err
		}
		switch len(args) {
		case 1:
			return &Slice{None, args[0], None}, nil
		case 2:
			return &Slice{args[0], args[1], None}, nil
		}
		return &Slice{args[0], args[1], args[2]}, nil
	},
	Methods: map[string]Func{
		"indices": func(t *Thread, args []Value, kw []Kw) (Value, error) {
			self, rest, err := Self[*Slice]("indices", args)
			if err != nil {
				return nil, err
			}
			if err := positional("slice.indices", rest, kw, 1, 1); err != nil {
				return nil, err
			}
			n, err := sizeArg(t, rest[0])
			if err != nil {
				return nil, err
			}
			if n < 0 {
				return nil, Raise(ValueError, "length should not be negative")
			}
			start, stop, step, _, err := self.bounds(t, n)
			return NewTuple(Int(start), Int(stop), Int(step)), err
		},
	},
	Getters: map[string]func(t *Thread, self Value) (Value, error){
		"start": getterOf(func(s *Slice) Value { return s.Start }),
		"stop":  getterOf(func(s *Slice) Value { return s.Stop }),
		"step":  getterOf(func(s *Slice) Value { return s.Step }),
	},
}
