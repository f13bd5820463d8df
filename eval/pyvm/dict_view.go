package pyvm

// dictPart is what a view or an iterator shows of the entries.
type dictPart int

const (
	dictKeys dictPart = iota
	dictValues
	dictItems
)

func (p dictPart) of(e *dictEntry) Value {
	switch p {
	case dictKeys:
		return e.key
	case dictValues:
		return e.value
	}
	return newPair(e.key, e.value)
}

// dictIterator yields a part of the entries. It fails once the number of entries has changed.
type dictIterator struct {
	d       *Dict // nil at the end
	part    dictPart
	reverse bool
	next    int
	live    int
}

func (d *Dict) iterator(part dictPart, reverse bool) *dictIterator {
	it := &dictIterator{d: d, part: part, reverse: reverse, live: d.live}
	if reverse {
		it.next = len(d.entries) - 1
	}
	return it
}

func (it *dictIterator) Type() *Type {
	if it.reverse {
		return dictReverseIteratorTypes[it.part]
	}
	return dictIteratorTypes[it.part]
}

func (it *dictIterator) Next(*Thread) (Value, error) {
	d := it.d
	if d == nil {
		return nil, nil
	}
	if d.live != it.live {
		it.live = -1 // and so it stays
		return nil, Raise(RuntimeError, "dictionary changed size during iteration")
	}
	it.next = min(it.next, len(d.entries)) // which may have become fewer
	for it.next >= 0 && it.next < len(d.entries) {
		e := &d.entries[it.next]
		if it.reverse {
			it.next--
		} else {
			it.next++
		}
		if e.key != nil {
			return it.part.of(e), nil
		}
	}
	it.d = nil
	return nil, nil
}

// DictView is what keys(), values() and items() return: a live view of the dictionary.
type DictView struct {
	d    *Dict
	part dictPart
}

func (v *DictView) Type() *Type { return dictViewTypes[v.part] }

// Len returns the number of entries.
func (v *DictView) Len() int { return v.d.Len() }

// Iter yields keys, values or pairs.
func (v *DictView) Iter(*Thread) (Iterator, error) { return v.d.iterator(v.part, false), nil }

// Repr returns dict_keys([...]).
func (v *DictView) Repr(t *Thread) (string, error) {
	var items []Value
	for i := range v.d.entries {
		if e := &v.d.entries[i]; e.key != nil {
			items = append(items, v.part.of(e))
		}
	}
	return reprItems(t, v, v.Type().name+"([", "])", items)
}

// Contains looks for a key, a value or a pair.
func (v *DictView) Contains(t *Thread, x Value) (bool, error) {
	switch v.part {
	case dictKeys:
		return v.d.Contains(t, x)
	case dictItems:
		pair, ok := Unwrap(x).(*Tuple)
		if !ok || len(pair.Items) != 2 {
			return false, nil
		}
		value, err := v.d.Get(t, pair.Items[0])
		if value == nil || err != nil {
			return false, err
		}
		return IsOrEqual(t, value, pair.Items[1])
	}
	for _, value := range v.d.All {
		if eq, err := IsOrEqual(t, value, x); eq || err != nil {
			return eq, err
		}
	}
	return false, nil
}

// Compare compares keys and pairs with each other and with sets, as sets.
func (v *DictView) Compare(t *Thread, op CompareOp, other Value) (Value, error) {
	o, ok := Unwrap(other).(setLike)
	if !ok || !v.isSet() || !o.isSet() {
		return NotImplemented, nil
	}
	return compareSets(t, op, v, o)
}

// isSet reports whether the view has the operators of sets: values have not.
func (v *DictView) isSet() bool { return v.part != dictValues }

// Hash fails for views that compare, as they do.
func (v *DictView) Hash(*Thread) (uint64, error) {
	if v.isSet() {
		return 0, Raise(TypeError, "unhashable type: '%s'", v.Type().name)
	}
	return hashIdentity(v), nil
}

// Binary has &, |, - and ^ with any iterable. The result is a set.
func (v *DictView) Binary(t *Thread, op BinaryOp, other Value, swapped bool) (Value, error) {
	if !v.isSet() || op != OpBitAnd && op != OpBitOr && op != OpBitXor && op != OpSub {
		return NotImplemented, nil
	}
	if swapped && isSetOperand(other) {
		return NotImplemented, nil
	}
	var left, right Value = v, other
	if swapped {
		left, right = other, v
	}
	out := &Set{}
	if err := out.addAll(t, left); err != nil {
		return nil, err
	}
	return out, out.d.combine(t, op, right)
}

// isSetOperand reports whether v is a view with set operators itself.
func isSetOperand(v Value) bool {
	x, ok := v.(*DictView)
	return ok && x.isSet()
}

func dictViewMethod(name string, low, high int, f func(t *Thread, v *DictView, args []Value) (Value, error)) Func {
	return func(t *Thread, args []Value, kw []Kw) (Value, error) {
		self, rest, err := Self[*DictView](name, args)
		if err != nil {
			return nil, err
		}
		if err := positional(self.Type().name+"."+name, rest, kw, low, high); err != nil {
			return nil, err
		}
		return f(t, self, rest)
	}
}

var dictViewGetters = map[string]func(t *Thread, self Value) (Value, error){
	"mapping": getterOf(func(v *DictView) Value { return &MappingProxy{v.d} }),
}

var dictViewMethods = map[string]Func{
	"__reversed__": dictViewMethod("__reversed__", 0, 0, func(t *Thread, v *DictView, args []Value) (Value, error) {
		return v.d.iterator(v.part, true), nil
	}),
}

var dictSetViewMethods = map[string]Func{
	"__reversed__": dictViewMethods["__reversed__"],
	"isdisjoint": dictViewMethod("isdisjoint", 1, 1, func(t *Thread, v *DictView, args []Value) (Value, error) {
		it, err := Iterate(t, args[0])
		if err != nil {
			return nil, err
		}
		for {
			x, err := it.Next(t)
			if x == nil || err != nil {
				return True, err
			}
			if in, err := v.Contains(t, x); in || err != nil {
				return False, err
			}
			if err := t.Step(); err != nil {
				return nil, err
			}
		}
	}),
}
