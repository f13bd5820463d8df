package pyvm

import "strings"

// Iter yields the keys.
func (d *Dict) Iter(*Thread) (Iterator, error) { return d.iterator(dictKeys, false), nil }

// Contains looks for a key.
func (d *Dict) Contains(t *Thread, v Value) (bool, error) {
	i, _, err := d.find(t, v)
	return i >= 0, err
}

// SetIndex sets the value of a key, or deletes it.
func (d *Dict) SetIndex(t *Thread, key, v Value) error {
	if v != nil {
		return d.Set(t, key, v)
	}
	old, err := d.Delete(t, key)
	if err == nil && old == nil {
		err = &Raised{NewException(KeyError, key)}
	}
	return err
}

// Compare has == and !=: the same keys with equal values, in any order.
func (d *Dict) Compare(t *Thread, op CompareOp, other Value) (Value, error) {
	o, ok := Unwrap(other).(*Dict)
	if !ok || op != OpEq && op != OpNotEq {
		return NotImplemented, nil
	}
	eq, err := d.equal(t, o)
	return Bool(eq == (op == OpEq)), err
}

func (d *Dict) equal(t *Thread, o *Dict) (bool, error) {
	if d.Len() != o.Len() {
		return false, nil
	}
	for k, v := range d.All {
		x, err := o.Get(t, k)
		if x == nil || err != nil {
			return false, err
		}
		if eq, err := IsOrEqual(t, v, x); !eq || err != nil {
			return false, err
		}
	}
	return true, nil
}

// Binary has dict | dict.
func (d *Dict) Binary(t *Thread, op BinaryOp, other Value, swapped bool) (Value, error) {
	o, ok := Unwrap(other).(*Dict)
	if !ok || op != OpBitOr {
		return NotImplemented, nil
	}
	if swapped {
		d, o = o, d
	}
	if err := t.allocN(d.Len()+o.Len(), 64); err != nil {
		return nil, err
	}
	out := d.Copy()
	return out, out.Update(t, o)
}

// Repr returns {k: v, ...}.
func (d *Dict) Repr(t *Thread) (string, error) {
	inside, done := t.reprEnter(d)
	if inside {
		return "{...}", nil
	}
	defer done()
	var b strings.Builder
	b.WriteByte('{')
	for k, v := range d.All {
		if b.Len() > 1 {
			b.WriteString(", ")
		}
		key, err := Repr(t, k)
		if err != nil {
			return "", err
		}
		value, err := Repr(t, v)
		if err != nil {
			return "", err
		}
		if err := t.Alloc(len(key) + len(value)); err != nil {
			return "", err
		}
		b.WriteString(key)
		b.WriteString(": ")
		b.WriteString(value)
	}
	b.WriteByte('}')
	return b.String(), nil
}

// UpdateFrom does what dict.update does with its argument: a mapping, or an iterable of pairs.
func (d *Dict) UpdateFrom(t *Thread, from Value) error {
	if o, ok := from.(*Dict); ok {
		return d.Update(t, o)
	}
	if inst, ok := from.(*Instance); ok {
		if o, ok := inst.base.(*Dict); ok && inst.cls.lookupUser("__iter__") == nil {
			return d.Update(t, o)
		}
	}
	keys, err := LookupAttr(t, from, "keys")
	if err != nil {
		return err
	}
	if keys == nil {
		return d.updatePairs(t, from)
	}
	list, err := Call(t, keys, nil, nil)
	if err != nil {
		return err
	}
	it, err := Iterate(t, list)
	if err != nil {
		return err
	}
	for {
		k, err := it.Next(t)
		if k == nil || err != nil {
			return err
		}
		v, err := Index(t, from, k)
		if err != nil {
			return err
		}
		if err := d.Set(t, k, v); err != nil {
			return err
		}
		if err := t.Step(); err != nil {
			return err
		}
	}
}

func (d *Dict) updatePairs(t *Thread, from Value) error {
	it, err := Iterate(t, from)
	if err != nil {
		return err
	}
	for n := 0; ; n++ {
		pair, err := it.Next(t)
		if pair == nil || err != nil {
			return err
		}
		items, err := ToSlice(t, pair)
		if err != nil {
			if IsException(err, TypeError) && !isIterable(pair) {
				err = Raise(TypeError, "cannot convert dictionary update sequence element #%d to a sequence", n)
			}
			return err
		}
		if len(items) != 2 {
			return Raise(ValueError, "dictionary update sequence element #%d has length %d; 2 is required", n, len(items))
		}
		if err := d.Set(t, items[0], items[1]); err != nil {
			return err
		}
		if err := t.Step(); err != nil {
			return err
		}
	}
}

// updateArgs is update(...) and dict(...).
func (d *Dict) updateArgs(t *Thread, name string, args []Value, kw []Kw) error {
	if err := positional(name, args, nil, 0, 1); err != nil {
		return err
	}
	if len(args) == 1 {
		if err := d.UpdateFrom(t, args[0]); err != nil {
			return err
		}
	}
	for _, k := range kw {
		d.SetStr(k.Name, k.Value)
	}
	return nil
}

// dictMethod makes a method of dict that takes only positional arguments.
func dictMethod(name string, low, high int, f func(t *Thread, d *Dict, args []Value) (Value, error)) Func {
	qualified := "dict." + name
	return func(t *Thread, args []Value, kw []Kw) (Value, error) {
		self, rest, err := Self[*Dict](name, args)
		if err != nil {
			return nil, err
		}
		if err := positional(qualified, rest, kw, low, high); err != nil {
			return nil, err
		}
		return f(t, self, rest)
	}
}

var dictSpec = Spec{
	Name: "dict",
	New: func(t *Thread, cls *Type, args []Value, kw []Kw) (Value, error) {
		return wrapNative(t, cls, &Dict{}, args, kw)
	},
	Methods: map[string]Func{
		"__init__": func(t *Thread, args []Value, kw []Kw) (Value, error) {
			self, rest, err := Self[*Dict]("__init__", args)
			if err != nil {
				return nil, err
			}
			return None, self.updateArgs(t, "dict", rest, kw)
		},
		"update": func(t *Thread, args []Value, kw []Kw) (Value, error) {
			self, rest, err := Self[*Dict]("update", args)
			if err != nil {
				return nil, err
			}
			return None, self.updateArgs(t, "update", rest, kw)
		},
		"get": dictMethod("get", 1, 2, func(t *Thread, d *Dict, args []Value) (Value, error) {
			v, err := d.Get(t, args[0])
			if v == nil && err == nil {
				v = defaultArg(args)
			}
			return v, err
		}),
		"setdefault": dictMethod("setdefault", 1, 2, func(t *Thread, d *Dict, args []Value) (Value, error) {
			v, err := d.Get(t, args[0])
			if v != nil || err != nil {
				return v, err
			}
			v = defaultArg(args)
			return v, d.Set(t, args[0], v)
		}),
		"pop": dictMethod("pop", 1, 2, func(t *Thread, d *Dict, args []Value) (Value, error) {
			var v Value
			var err error
			if d.Len() > 0 { // else the key need not even be hashable
				v, err = d.Delete(t, args[0])
			}
			if v == nil && err == nil {
				if len(args) < 2 {
					return nil, &Raised{NewException(KeyError, args[0])}
				}
				v = args[1]
			}
			return v, err
		}),
		"popitem": dictMethod("popitem", 0, 0, func(t *Thread, d *Dict, args []Value) (Value, error) {
			for i := len(d.entries) - 1; i >= 0; i-- {
				if e := d.entries[i]; e.key != nil {
					d.remove(i)
					return NewTuple(e.key, e.value), nil
				}
			}
			return nil, Raise(KeyError, "popitem(): dictionary is empty")
		}),
		"clear": dictMethod("clear", 0, 0, func(t *Thread, d *Dict, args []Value) (Value, error) {
			d.Clear()
			return None, nil
		}),
		"copy": dictMethod("copy", 0, 0, func(t *Thread, d *Dict, args []Value) (Value, error) {
			if err := t.allocN(d.Len(), 64); err != nil {
				return nil, err
			}
			return d.Copy(), nil
		}),
		"keys":   dictMethod("keys", 0, 0, func(t *Thread, d *Dict, args []Value) (Value, error) { return &DictView{d, dictKeys}, nil }),
		"values": dictMethod("values", 0, 0, func(t *Thread, d *Dict, args []Value) (Value, error) { return &DictView{d, dictValues}, nil }),
		"items":  dictMethod("items", 0, 0, func(t *Thread, d *Dict, args []Value) (Value, error) { return &DictView{d, dictItems}, nil }),
		"__reversed__": dictMethod("__reversed__", 0, 0, func(t *Thread, d *Dict, args []Value) (Value, error) {
			return d.iterator(dictKeys, true), nil
		}),
	},
	Attrs: map[string]Value{
		"fromkeys": classMethod(DictType, "fromkeys", dictFromKeys),
	},
}

// defaultArg is the second argument, or None.
func defaultArg(args []Value) Value {
	if len(args) > 1 {
		return args[1]
	}
	return None
}

func dictFromKeys(t *Thread, args []Value, kw []Kw) (Value, error) {
	cls := args[0]
	if err := positional("dict.fromkeys", args[1:], kw, 1, 2); err != nil {
		return nil, err
	}
	value := defaultArg(args[1:])
	var out Value = &Dict{}
	if cls != Value(DictType) {
		var err error
		if out, err = Call(t, cls, nil, nil); err != nil {
			return nil, err
		}
	}
	it, err := Iterate(t, args[1])
	if err != nil {
		return nil, err
	}
	for {
		k, err := it.Next(t)
		if k == nil || err != nil {
			return out, err
		}
		if d, ok := out.(*Dict); ok {
			err = d.Set(t, k, value)
		} else {
			err = SetIndex(t, out, k, value)
		}
		if err != nil {
			return nil, err
		}
		if err := t.Step(); err != nil {
			return nil, err
		}
	}
}
