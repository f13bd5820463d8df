package pyvm

// setSelf takes the first argument of a method of set or frozenset.
func setSelf(name string, ty *Type, args []Value) (Value, *Dict, []Value, error) {
	if len(args) == 0 {
		return nil, nil, nil, Raise(TypeError, "unbound method %s.%s() needs an argument", ty.name, name)
	}
	self := Unwrap(args[0])
	d := setItems(self)
	if d == nil || self.Type() != ty {
		return nil, nil, nil, Raise(TypeError, "descriptor '%s' for '%s' objects doesn't apply to a '%s' object", name, ty.name, args[0].Type().name)
	}
	return self, d, args[1:], nil
}

// setMethod is a method of set or frozenset with its number of arguments.
type setMethod struct {
	low, high int
	f         func(t *Thread, self Value, d *Dict, args []Value) (Value, error)
}

const manyArgs = 1 << 30

// combineMethod makes union and its like: a copy, combined with each argument.
func combineMethod(op BinaryOp, high int) setMethod {
	low := 0
	if high == 1 {
		low = 1
	}
	return setMethod{low, high, func(t *Thread, self Value, d *Dict, args []Value) (Value, error) {
		if err := t.allocN(d.Len(), 64); err != nil {
			return nil, err
		}
		out := *d.Copy()
		for _, a := range args {
			if err := out.combine(t, op, a); err != nil {
				return nil, err
			}
		}
		return setOfKind(self, out), nil
	}}
}

// updateMethod makes update and its like.
func updateMethod(op BinaryOp, high int) setMethod {
	low := 0
	if high == 1 {
		low = 1
	}
	return setMethod{low, high, func(t *Thread, self Value, d *Dict, args []Value) (Value, error) {
		for _, a := range args {
			if err := d.combine(t, op, a); err != nil {
				return nil, err
			}
		}
		return None, nil
	}}
}

// asSet returns an iterable as a set to look things up in.
func asSet(t *Thread, v Value) (setLike, error) {
	if s, ok := Unwrap(v).(setLike); ok && s.isSet() {
		return s, nil
	}
	s := &Set{}
	return s, s.addAll(t, v)
}

// setMethods are the methods that sets and frozensets have.
var setMethods = map[string]setMethod{
	"union":                combineMethod(OpBitOr, manyArgs),
	"intersection":         combineMethod(OpBitAnd, manyArgs),
	"difference":           combineMethod(OpSub, manyArgs),
	"symmetric_difference": combineMethod(OpBitXor, 1),
	"copy": {0, 0, func(t *Thread, self Value, d *Dict, args []Value) (Value, error) {
		if _, ok := self.(*FrozenSet); ok {
			return self, nil
		}
		return &Set{*d.Copy()}, t.allocN(d.Len(), 64)
	}},
	"issubset": {1, 1, func(t *Thread, self Value, d *Dict, args []Value) (Value, error) {
		o, err := asSet(t, args[0])
		if err != nil {
			return nil, err
		}
		return compareSets(t, OpLtE, self.(setLike), o)
	}},
	"issuperset": {1, 1, func(t *Thread, self Value, d *Dict, args []Value) (Value, error) {
		o, err := asSet(t, args[0])
		if err != nil {
			return nil, err
		}
		return compareSets(t, OpGtE, self.(setLike), o)
	}},
	"isdisjoint": {1, 1, func(t *Thread, self Value, d *Dict, args []Value) (Value, error) {
		it, err := Iterate(t, args[0])
		if err != nil {
			return nil, err
		}
		for {
			v, err := it.Next(t)
			if v == nil || err != nil {
				return Bool(err == nil), err
			}
			if in, err := d.Contains(t, v); in || err != nil {
				return False, err
			}
			if err := t.Step(); err != nil {
				return nil, err
			}
		}
	}},
}

// setChanges are the methods that only sets have.
var setChanges = map[string]setMethod{
	"update":                      updateMethod(OpBitOr, manyArgs),
	"intersection_update":         updateMethod(OpBitAnd, manyArgs),
	"difference_update":           updateMethod(OpSub, manyArgs),
	"symmetric_difference_update": updateMethod(OpBitXor, 1),
	"add": {1, 1, func(t *Thread, self Value, d *Dict, args []Value) (Value, error) {
		return None, d.Set(t, args[0], None)
	}},
	"discard": {1, 1, func(t *Thread, self Value, d *Dict, args []Value) (Value, error) {
		_, err := d.Delete(t, setKey(args[0]))
		return None, err
	}},
	"remove": {1, 1, func(t *Thread, self Value, d *Dict, args []Value) (Value, error) {
		old, err := d.Delete(t, setKey(args[0]))
		if old == nil && err == nil {
			err = &Raised{NewException(KeyError, args[0])}
		}
		return None, err
	}},
	"pop": {0, 0, func(t *Thread, self Value, d *Dict, args []Value) (Value, error) {
		for i := range d.entries {
			if e := d.entries[i]; e.key != nil {
				d.remove(i)
				if i > 32 && i*i > d.live { // lest every pop looks at all that is gone
					d.compact()
				}
				return e.key, nil
			}
		}
		return nil, Raise(KeyError, "pop from an empty set")
	}},
	"clear": {0, 0, func(t *Thread, self Value, d *Dict, args []Value) (Value, error) {
		d.Clear()
		return None, nil
	}},
}

// setKey is what a set is looked for as: a frozenset.
func setKey(v Value) Value {
	if s, ok := Unwrap(v).(*Set); ok {
		return &FrozenSet{s.d}
	}
	return v
}

// setFuncs makes native methods.
func setFuncs(ty *Type, sets ...map[string]setMethod) map[string]Func {
	out := map[string]Func{}
	for _, set := range sets {
		for name, m := range set {
			out[name] = func(t *Thread, args []Value, kw []Kw) (Value, error) {
				self, d, rest, err := setSelf(name, ty, args)
				if err != nil {
					return nil, err
				}
				if len(kw) > 0 || len(rest) < m.low || len(rest) > m.high {
					if err := positional(ty.name+"."+name, rest, kw, m.low, m.high); err != nil {
						return nil, err
					}
				}
				return m.f(t, self, d, rest)
			}
		}
	}
	return out
}

var setSpec = Spec{
	Name: "set",
	New: func(t *Thread, cls *Type, args []Value, kw []Kw) (Value, error) {
		return wrapNative(t, cls, &Set{}, args, kw)
	},
	Methods: func() map[string]Func {
		out := setFuncs(SetType, setMethods, setChanges)
		out["__init__"] = func(t *Thread, args []Value, kw []Kw) (Value, error) {
			_, d, rest, err := setSelf("__init__", SetType, args)
			if err != nil {
				return nil, err
			}
			if err := positional("set", rest, kw, 0, 1); err != nil {
				return nil, err
			}
			d.Clear()
			if len(rest) == 1 {
				err = d.combine(t, OpBitOr, rest[0])
			}
			return None, err
		}
		return out
	}(),
}

var frozenSetSpec = Spec{
	Name: "frozenset",
	New: func(t *Thread, cls *Type, args []Value, kw []Kw) (Value, error) {
		if len(kw) > 0 && cls == FrozenSetType {
			return nil, Raise(TypeError, "frozenset() takes no keyword arguments")
		}
		if err := positional("frozenset", args, nil, 0, 1); err != nil {
			return nil, err
		}
		s := &FrozenSet{}
		if len(args) == 1 {
			if x, ok := args[0].(*FrozenSet); ok && cls == FrozenSetType {
				return x, nil
			}
			if err := s.d.combine(t, OpBitOr, args[0]); err != nil {
				return nil, err
			}
		}
		if cls == FrozenSetType {
			return s, nil
		}
		return wrapNative(t, cls, s, args, kw)
	},
	Methods: setFuncs(FrozenSetType, setMethods),
}
