package pyvm

import (
	"math"
	"math/big"
)

// iteratorValue returns an iterator as a value that Python code can hold.
func iteratorValue(it Iterator) Value {
	switch x := it.(type) {
	case *userIterator:
		return x.v
	case Value:
		return x
	}
	return &heldIterator{it}
}

// heldIterator makes a value of an iterator that is none.
type heldIterator struct{ it Iterator }

func (*heldIterator) Type() *Type { return IteratorType }

func (h *heldIterator) Next(t *Thread) (Value, error) { return h.it.Next(t) }

// iterateAll returns iterators of all values.
func iterateAll(t *Thread, values []Value) ([]Iterator, error) {
	out := make([]Iterator, len(values))
	for i, v := range values {
		it, err := Iterate(t, v)
		if err != nil {
			return nil, err
		}
		out[i] = it
	}
	return out, nil
}

// wrapIterator finishes New of the types of iterators.
func wrapIterator(t *Thread, own, cls *Type, v Value, args []Value, kw []Kw) (Value, error) {
	if cls == own {
		return v, nil
	}
	return wrapNative(t, cls, v, args, kw)
}

type mapIterator struct {
	f     Value
	its   []Iterator
	items []Value
}

func newMap(t *Thread, cls *Type, args []Value, kw []Kw) (Value, error) {
	if len(kw) > 0 && cls == mapType {
		return nil, Raise(TypeError, "map() takes no keyword arguments")
	}
	if len(args) < 2 {
		return nil, Raise(TypeError, "map() must have at least two arguments.")
	}
	its, err := iterateAll(t, args[1:])
	if err != nil {
		return nil, err
	}
	return wrapIterator(t, mapType, cls, &mapIterator{args[0], its, make([]Value, len(its))}, args, kw)
}

func (*mapIterator) Type() *Type { return mapType }

// innerNext is Next of an iterator that another one is made of. It counts a nested call, as such iterators can be stacked
// without end.
func innerNext(t *Thread, it Iterator) (Value, error) {
	if err := t.enter(); err != nil {
		return nil, err
	}
	v, err := it.Next(t)
	t.leave()
	return v, err
}

func (m *mapIterator) Next(t *Thread) (Value, error) {
	for i, it := range m.its {
		v, err := innerNext(t, it)
		if v == nil || err != nil {
			return nil, err
		}
		m.items[i] = v
	}
	return Call(t, m.f, m.items, nil)
}

type filterIterator struct {
	f  Value
	it Iterator
}

func newFilter(t *Thread, cls *Type, args []Value, kw []Kw) (Value, error) {
	if err := positional("filter", args, kw, 2, 2); err != nil {
		return nil, err
	}
	it, err := Iterate(t, args[1])
	if err != nil {
		return nil, err
	}
	return wrapIterator(t, filterType, cls, &filterIterator{args[0], it}, args, kw)
}

func (*filterIterator) Type() *Type { return filterType }

func (f *filterIterator) Next(t *Thread) (Value, error) {
	for {
		v, err := innerNext(t, f.it)
		if v == nil || err != nil {
			return nil, err
		}
		keep := v
		if f.f != Value(None) && f.f != Value(BoolType) {
			if keep, err = Call(t, f.f, []Value{v}, nil); err != nil {
				return nil, err
			}
		}
		if truth, err := Truth(t, keep); truth || err != nil {
			return v, err
		}
		if err := t.Step(); err != nil {
			return nil, err
		}
	}
}

type zipIterator struct {
	its    []Iterator
	strict bool
	done   bool
}

func newZip(t *Thread, cls *Type, args []Value, kw []Kw) (Value, error) {
	strict := false
	_, kw, err := keywordOnly(t, kw, "strict", &strict)
	if err != nil {
		return nil, err
	}
	if len(kw) > 0 && cls == zipType {
		return nil, Raise(TypeError, "'%s' is an invalid keyword argument for zip()", kw[0].Name)
	}
	its := make([]Iterator, len(args))
	for i, v := range args {
		if its[i], err = Iterate(t, v); err != nil {
			return nil, err
		}
	}
	return wrapIterator(t, zipType, cls, &zipIterator{its: its, strict: strict}, args, kw)
}

func (*zipIterator) Type() *Type { return zipType }

func (z *zipIterator) Next(t *Thread) (Value, error) {
	if len(z.its) == 0 || z.done {
		return nil, nil
	}
	var out *Tuple
	if len(z.its) == 2 {
		out = newPair(nil, nil)
	} else {
		out = &Tuple{make([]Value, len(z.its))}
	}
	for i, it := range z.its {
		v, err := innerNext(t, it)
		if err != nil {
			return nil, err
		}
		if v == nil {
			z.done = true
			if z.strict {
				return nil, z.unequal(t, i)
			}
			return nil, nil
		}
		out.Items[i] = v
	}
	return out, nil
}

// unequal is the error of a strict zip whose argument with index i ended.
func (z *zipIterator) unequal(t *Thread, i int) error {
	before := func(n int) string {
		if n == 1 {
			return " 1"
		}
		s, _ := Int(n).Repr(t)
		return "s 1-" + s
	}
	if i > 0 {
		return Raise(ValueError, "zip() argument %d is shorter than argument%s", i+1, before(i))
	}
	for j, it := range z.its[1:] {
		v, err := innerNext(t, it)
		if err != nil {
			return err
		}
		if v != nil {
			return Raise(ValueError, "zip() argument %d is longer than argument%s", j+2, before(j+1))
		}
	}
	return nil
}

type enumerateIterator struct {
	it   Iterator
	next int64
	big  *big.Int // the next number, where it is no int64
}

func newEnumerate(t *Thread, cls *Type, args []Value, kw []Kw) (Value, error) {
	var from, start Value = nil, Int(0)
	if len(args) == 1 && len(kw) == 0 {
		from = args[0]
	} else if err := Unpack(t, "enumerate", args, kw, "iterable", &from, "start?", &start); err != nil {
		return nil, err
	}
	n, err := indexInt(t, start)
	if err != nil {
		return nil, err
	}
	e := &enumerateIterator{}
	if small, ok := n.(Int); ok {
		e.next = int64(small)
	} else {
		e.big = Big(n)
	}
	if e.it, err = Iterate(t, from); err != nil {
		return nil, err
	}
	return wrapIterator(t, enumerateType, cls, e, args, kw)
}

func (*enumerateIterator) Type() *Type { return enumerateType }

func (e *enumerateIterator) Next(t *Thread) (Value, error) {
	v, err := innerNext(t, e.it)
	if v == nil || err != nil {
		return nil, err
	}
	if e.big == nil && e.next < math.MaxInt64 {
		e.next++
		return newPair(makeInt(e.next-1), v), nil
	}
	if e.big == nil {
		e.big = big.NewInt(e.next)
	}
	n := MakeInt(e.big)
	e.big = new(big.Int).Add(e.big, big.NewInt(1))
	return newPair(n, v), nil
}

// reversedIterator goes through a sequence from the end by its indices.
type reversedIterator struct {
	typ  *Type
	seq  Value
	next int
}

func newReversed(t *Thread, cls *Type, args []Value, kw []Kw) (Value, error) {
	if err := positional("reversed", args, kw, 1, 1); err != nil {
		return nil, err
	}
	v := args[0]
	if f := v.Type().lookupUser("__reversed__"); f != nil {
		if f == Value(None) {
			return nil, Raise(TypeError, "'%s' object is not reversible", v.Type().name)
		}
		return callUser(t, v, "__reversed__")
	}
	switch x := Unwrap(v).(type) {
	case *List:
		return &reversedIterator{listReverseIteratorType, x, len(x.Items) - 1}, nil
	case *Dict:
		return x.iterator(dictKeys, true), nil
	case *DictView:
		return x.d.iterator(x.part, true), nil
	case *Range:
		return x.reversed(), nil
	}
	if f := v.Type().Lookup("__reversed__"); f != nil {
		return CallMethod(t, v, "__reversed__")
	}
	if !isSequence(v) {
		return nil, Raise(TypeError, "'%s' object is not reversible", v.Type().name)
	}
	n, err := Len(t, v)
	if err != nil {
		return nil, err
	}
	return wrapIterator(t, reversedType, cls, &reversedIterator{reversedType, v, n - 1}, args, kw)
}

// isSequence reports whether v has x[0], x[1], ...
func isSequence(v Value) bool {
	switch Unwrap(v).(type) {
	case *Dict, *Set, *FrozenSet:
		return false
	case Indexer:
		return true
	}
	return !v.Type().native && v.Type().lookupUser("__getitem__") != nil
}

func (r *reversedIterator) Type() *Type { return r.typ }

func (r *reversedIterator) Next(t *Thread) (Value, error) {
	if r.next < 0 {
		return nil, nil
	}
	i := r.next
	r.next--
	if l, ok := r.seq.(*List); ok {
		if i >= len(l.Items) { // it has become shorter
			r.next = -1
			return nil, nil
		}
		return l.Items[i], nil
	}
	v, err := Index(t, r.seq, Int(i))
	if IsException(err, IndexError) || IsException(err, StopIteration) {
		r.next = -1
		return nil, nil
	}
	return v, err
}

// callableIterator is iter(callable, sentinel).
type callableIterator struct{ f, sentinel Value }

func (*callableIterator) Type() *Type { return callableIteratorType }

func (c *callableIterator) Next(t *Thread) (Value, error) {
	if c.f == nil {
		return nil, nil
	}
	v, err := Call(t, c.f, nil, nil)
	if IsException(err, StopIteration) {
		c.f = nil
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	eq, err := IsOrEqual(t, v, c.sentinel)
	if eq || err != nil {
		c.f = nil
		return nil, err
	}
	return v, nil
}
