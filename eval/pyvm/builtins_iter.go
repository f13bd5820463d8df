package pyvm

// iterationBuiltins are the built-in functions on iterables.
var iterationBuiltins = map[string]Func{
	"all": oneParam("all", func(t *Thread, v Value) (Value, error) { return anyTrue(t, v, false) }),
	"any": oneParam("any", func(t *Thread, v Value) (Value, error) { return anyTrue(t, v, true) }),
	"iter": func(t *Thread, args []Value, kw []Kw) (Value, error) {
		if err := positional("iter", args, kw, 1, 2); err != nil {
			return nil, err
		}
		if len(args) == 2 {
			if !Callable(args[0]) {
				return nil, Raise(TypeError, "iter(v, w): v must be callable")
			}
			return &callableIterator{args[0], args[1]}, nil
		}
		it, err := Iterate(t, args[0])
		if err != nil {
			return nil, err
		}
		if _, own := Unwrap(args[0]).(Iterator); own && args[0].Type().lookupUser("__iter__") == nil {
			return args[0], nil
		}
		return iteratorValue(it), nil
	},
	"len": oneParam("len", func(t *Thread, v Value) (Value, error) {
		n, err := Len(t, v)
		return makeInt(int64(n)), err
	}),
	"max":  func(t *Thread, args []Value, kw []Kw) (Value, error) { return extreme(t, "max", OpGt, args, kw) },
	"min":  func(t *Thread, args []Value, kw []Kw) (Value, error) { return extreme(t, "min", OpLt, args, kw) },
	"next": builtinNext,
	"sorted": func(t *Thread, args []Value, kw []Kw) (Value, error) {
		if len(args) != 1 {
			return nil, Raise(TypeError, "sorted expected 1 argument, got %d", len(args))
		}
		var key Value
		reverse := false
		if len(kw) > 0 {
			if err := Unpack(t, "sort", nil, kw, "key?", &key, "reverse?", &reverse); err != nil {
				return nil, err
			}
		}
		items, err := ToSlice(t, args[0])
		if err != nil {
			return nil, err
		}
		items, err = sortValues(t, items, key, reverse)
		return &List{items}, err
	},
	"sum": builtinSum,
}

// anyTrue is any for want true, and all for want false.
func anyTrue(t *Thread, v Value, want bool) (Value, error) {
	it, err := Iterate(t, v)
	if err != nil {
		return nil, err
	}
	for {
		x, err := it.Next(t)
		if x == nil || err != nil {
			return Bool(!want), err
		}
		truth, err := Truth(t, x)
		if truth == want || err != nil {
			return Bool(want), err
		}
		if err := t.Step(); err != nil {
			return nil, err
		}
	}
}

func builtinNext(t *Thread, args []Value, kw []Kw) (Value, error) {
	if err := positional("next", args, kw, 1, 2); err != nil {
		return nil, err
	}
	v := args[0]
	if r, err := callUser(t, v, "__next__"); r != nil || err != nil {
		if len(args) == 2 && IsException(err, StopIteration) {
			return args[1], nil
		}
		return r, err
	}
	it, ok := Unwrap(v).(Iterator)
	if !ok {
		return nil, Raise(TypeError, "'%s' object is not an iterator", v.Type().name)
	}
	if len(args) == 1 {
		return NextOrStop(t, it)
	}
	r, err := it.Next(t)
	if r == nil && (err == nil || IsException(err, StopIteration)) {
		return args[1], nil
	}
	return r, err
}

// extreme is max and min.
func extreme(t *Thread, name string, op CompareOp, args []Value, kw []Kw) (Value, error) {
	var key, def Value
	for _, k := range kw {
		switch k.Name {
		case "key":
			key = k.Value
		case "default":
			def = k.Value
		default:
			return nil, Raise(TypeError, "'%s' is an invalid keyword argument for %s()", k.Name, name)
		}
	}
	if key == Value(None) {
		key = nil
	}
	var it Iterator
	switch len(args) {
	case 0:
		return nil, positional(name, args, nil, 1, manyArgs)
	case 1:
		var err error
		if it, err = Iterate(t, args[0]); err != nil {
			return nil, err
		}
	default:
		if def != nil {
			return nil, Raise(TypeError, "Cannot specify a default for %s() with multiple positional arguments", name)
		}
		it = &tupleIterator{args}
	}
	var best, bestKey Value
	for {
		v, err := it.Next(t)
		if err != nil {
			return nil, err
		}
		if v == nil {
			break
		}
		k := v
		if key != nil {
			if k, err = Call(t, key, []Value{v}, nil); err != nil {
				return nil, err
			}
		}
		better := best == nil
		if !better {
			r, err := Compare(t, op, k, bestKey)
			if err != nil {
				return nil, err
			}
			if better, err = Truth(t, r); err != nil {
				return nil, err
			}
		}
		if better {
			best, bestKey = v, k
		}
		if err := t.Step(); err != nil {
			return nil, err
		}
	}
	if best == nil {
		if def == nil {
			return nil, Raise(ValueError, "%s() arg is an empty sequence", name)
		}
		best = def
	}
	return best, nil
}

func builtinSum(t *Thread, args []Value, kw []Kw) (Value, error) {
	if len(args) == 0 {
		return nil, Raise(TypeError, "sum() takes at least 1 positional argument (0 given)")
	}
	var from, total Value = nil, Int(0)
	if err := Unpack(t, "sum", args, kw, "iterable", &from, "start?", &total); err != nil {
		return nil, err
	}
	switch Unwrap(total).(type) {
	case Str:
		return nil, Raise(TypeError, "sum() can't sum strings [use ''.join(seq) instead]")
	case Bytes:
		return nil, Raise(TypeError, "sum() can't sum bytes [use b''.join(seq) instead]")
	case *ByteArray:
		return nil, Raise(TypeError, "sum() can't sum bytearray [use b''.join(seq) instead]")
	}
	it, err := Iterate(t, from)
	if err != nil {
		return nil, err
	}
	small, isSmall := total.(Int) // the total as long as everything is an int64
	for {
		v, err := it.Next(t)
		if err != nil {
			return nil, err
		}
		if isSmall {
			if n, ok := v.(Int); ok {
				if next := small + n; (next > small) == (n > 0) {
					small = next
					if err := t.Step(); err != nil {
						return nil, err
					}
					continue
				}
			}
			total, isSmall = makeInt(int64(small)), false
		}
		if v == nil {
			return total, nil
		}
		if total, err = Binary(t, OpAdd, total, v); err != nil {
			return nil, err
		}
		if err := t.Step(); err != nil {
			return nil, err
		}
	}
}
