package pyvm

// object.__reduce_ex__ takes an object apart for copy.copy and copy.deepcopy: what to call, with what, and the state to set.

// newObj is copyreg.__newobj__: cls.__new__(cls, *args).
var newObj = NewBuiltin("__newobj__", func(t *Thread, args []Value, kw []Kw) (Value, error) {
	if len(args) == 0 {
		return nil, Raise(TypeError, "__newobj__() missing 1 required positional argument: 'cls'")
	}
	f, err := getAttrIdent(t, args[0], idNew)
	if err != nil {
		return nil, err
	}
	return Call(t, f, args, nil)
})

// objectReduce is object.__reduce_ex__ of protocol 2 and above.
func objectReduce(t *Thread, v Value) (Value, error) {
	if f := v.Type().lookupUser("__reduce__"); f != nil {
		return CallMethod(t, v, "__reduce__")
	}
	x, ok := v.(*Instance)
	if !ok || x.cls.native && x.cls != ObjectType {
		return nil, Raise(TypeError, "cannot pickle '%s' object", v.Type().name)
	}
	args := []Value{x.cls}
	listItems, dictItems := Value(None), Value(None)
	switch base := x.base.(type) {
	case *List:
		it, err := Iterate(t, v)
		if err != nil {
			return nil, err
		}
		listItems = iteratorValue(it)
	case *Dict:
		items, err := CallMethod(t, v, "items")
		if err != nil {
			return nil, err
		}
		it, err := Iterate(t, items)
		if err != nil {
			return nil, err
		}
		dictItems = iteratorValue(it)
	case nil:
	default:
		args = append(args, base)
	}
	if more, err := LookupAttr(t, v, "__getnewargs__"); err != nil {
		return nil, err
	} else if more != nil {
		r, err := Call(t, more, nil, nil)
		if err != nil {
			return nil, err
		}
		tuple, ok := r.(*Tuple)
		if !ok {
			return nil, Raise(TypeError, "__getnewargs__ should return a tuple, not '%s'", r.Type().name)
		}
		args = append([]Value{x.cls}, tuple.Items...)
	}
	state, err := CallMethod(t, v, "__getstate__")
	if err != nil {
		return nil, err
	}
	return NewTuple(newObj, NewTuple(args...), state, listItems, dictItems), nil
}

// objectState is object.__getstate__: the attributes, and those in __slots__.
func objectState(t *Thread, v Value) (Value, error) {
	x, ok := v.(*Instance)
	if !ok {
		if h, ok := v.(HasDict); ok && h.InstanceDict() != nil {
			return h.InstanceDict().Copy(), nil
		}
		return None, nil
	}
	state := Value(None)
	if x.cls.hasDict() && (len(x.values) > 0 || x.attrs != nil && x.attrs.Len() > 0) {
		state = x.InstanceDict().Copy()
	}
	slots := NewDict(0)
	for _, c := range x.cls.mro {
		for _, name := range c.slots {
			if m, ok := c.attrs.GetStr(name).(*member); ok {
				if v, err := m.value(x); err == nil {
					slots.SetStr(name, v)
				}
			}
		}
	}
	if slots.Len() > 0 {
		return NewTuple(state, slots), nil
	}
	return state, nil
}
