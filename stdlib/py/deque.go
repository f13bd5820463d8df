package py

import (
	"slices"

	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/stdlib/native"
)

// collectionsCore has the native parts of collections.
var collectionsCore = native.Module{
	Name: "_knead_collections",
	Make: func(e *native.Env) native.Attrs {
		return native.Attrs{"deque": dequeType, "tuplegetter": tupleGetterType}.Funcs(map[string]pyvm.Func{"count_elements": countElements})
	},
}

// countElements counts the items of an iterable in a mapping.
func countElements(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	var mapping, items pyvm.Value
	if err := pyvm.Unpack(t, "count_elements", args, kw, "mapping", &mapping, "iterable", &items); err != nil {
		return nil, err
	}
	d, plain := pyvm.Unwrap(mapping).(*pyvm.Dict)
	if !plain {
		return nil, pyvm.Raise(pyvm.TypeError, "a dict is needed, not %s", mapping.Type().Name())
	}
	it, err := pyvm.Iterate(t, items)
	if err != nil {
		return nil, err
	}
	for {
		x, err := it.Next(t)
		if x == nil || err != nil {
			return pyvm.None, err
		}
		n, err := d.Get(t, x)
		if err != nil {
			return nil, err
		}
		if n == nil {
			n = pyvm.Int(0)
		}
		if n, err = pyvm.Binary(t, pyvm.OpAdd, n, pyvm.Int(1)); err != nil {
			return nil, err
		}
		if err := d.Set(t, x, n); err != nil {
			return nil, err
		}
		if err := t.Step(); err != nil {
			return nil, err
		}
	}
}

var dequeType, dequeIteratorType *pyvm.Type

func init() {
	dequeType = pyvm.NewType(pyvm.Spec{Name: "deque", Module: "collections", New: newDeque, Methods: dequeMethods, Getters: map[string]func(t *pyvm.Thread, self pyvm.Value) (pyvm.Value, error){
		"maxlen": func(t *pyvm.Thread, self pyvm.Value) (pyvm.Value, error) {
			if d, ok := self.(*deque); ok && d.max >= 0 {
				return pyvm.Int(d.max), nil
			}
			return pyvm.None, nil
		},
	}, Attrs: map[string]pyvm.Value{"__hash__": pyvm.None}})
	dequeIteratorType = pyvm.NewType(pyvm.Spec{Name: "_deque_iterator", Module: "_collections", Final: true, Methods: iteratorMethods})
}

// deque is collections.deque: items[head:] are its items.
type deque struct {
	items []pyvm.Value
	head  int
	max   int // -1: any number
	moves int // changes, which iterators do not allow
}

func (*deque) Type() *pyvm.Type { return dequeType }

func (d *deque) live() []pyvm.Value { return d.items[d.head:] }

// Len returns the number of items.
func (d *deque) Len() int { return len(d.items) - d.head }

func (d *deque) append(v pyvm.Value) {
	d.moves++
	if d.max == 0 {
		return
	}
	if d.max > 0 && d.Len() == d.max {
		d.popLeft()
	}
	d.items = append(d.items, v)
}

func (d *deque) appendLeft(v pyvm.Value) {
	d.moves++
	if d.max == 0 {
		return
	}
	if d.max > 0 && d.Len() == d.max {
		d.items = d.items[:len(d.items)-1]
	}
	if d.head == 0 {
		room := d.Len() + 8
		items := make([]pyvm.Value, room, room+d.Len())
		d.items, d.head = append(items, d.items...), room
	}
	d.head--
	d.items[d.head] = v
}

func (d *deque) popLeft() pyvm.Value {
	v := d.items[d.head]
	d.items[d.head] = nil
	d.head++
	d.moves++
	if d.head > 32 && d.head > len(d.items)/2 {
		d.items, d.head = slices.Clone(d.live()), 0
	}
	return v
}

// Iter yields the items; a change meanwhile is a RuntimeError.
func (d *deque) Iter(*pyvm.Thread) (pyvm.Iterator, error) {
	return &dequeIterator{d, 0, d.moves, 1}, nil
}

type dequeIterator struct {
	d     *deque
	next  int
	moves int
	step  int
}

func (*dequeIterator) Type() *pyvm.Type { return dequeIteratorType }

// Next returns the next item.
func (it *dequeIterator) Next(*pyvm.Thread) (pyvm.Value, error) {
	if it.d.moves != it.moves {
		return nil, pyvm.Raise(pyvm.RuntimeError, "deque mutated during iteration")
	}
	if it.next < 0 || it.next >= it.d.Len() {
		return nil, nil
	}
	v := it.d.live()[it.next]
	it.next += it.step
	return v, nil
}

func (d *deque) at(t *pyvm.Thread, key pyvm.Value) (int, error) {
	i, ok, err := pyvm.AsIndex(t, key)
	if err != nil {
		return 0, err
	}
	if !ok {
		return 0, pyvm.Raise(pyvm.TypeError, "sequence index must be integer, not '%s'", key.Type().Name())
	}
	if i < 0 {
		i += d.Len()
	}
	if i < 0 || i >= d.Len() {
		return 0, pyvm.Raise(pyvm.IndexError, "deque index out of range")
	}
	return d.head + i, nil
}

// Index returns an item.
func (d *deque) Index(t *pyvm.Thread, key pyvm.Value) (pyvm.Value, error) {
	i, err := d.at(t, key)
	if err != nil {
		return nil, err
	}
	return d.items[i], nil
}

// SetIndex sets or deletes an item.
func (d *deque) SetIndex(t *pyvm.Thread, key, v pyvm.Value) error {
	i, err := d.at(t, key)
	if err != nil {
		return err
	}
	if v == nil {
		d.items = slices.Delete(d.items, i, i+1)
		d.moves++
	} else {
		d.items[i] = v
	}
	return nil
}

// Compare compares item by item with another deque.
func (d *deque) Compare(t *pyvm.Thread, op pyvm.CompareOp, other pyvm.Value) (pyvm.Value, error) {
	o, ok := pyvm.Unwrap(other).(*deque)
	if !ok {
		return pyvm.NotImplemented, nil
	}
	return pyvm.Compare(t, op, pyvm.NewList(d.live()...), pyvm.NewList(o.live()...))
}

// Binary has deque + deque and deque * int.
func (d *deque) Binary(t *pyvm.Thread, op pyvm.BinaryOp, other pyvm.Value, swapped bool) (pyvm.Value, error) {
	switch op {
	case pyvm.OpAdd:
		if o, ok := pyvm.Unwrap(other).(*deque); ok && !swapped {
			return d.with(slices.Concat(d.live(), o.live())), t.Alloc(16 * (d.Len() + o.Len()))
		}
	case pyvm.OpMult:
		if _, ok, err := pyvm.AsIndex(t, other); ok && err == nil {
			v, err := pyvm.Binary(t, op, pyvm.NewList(d.live()...), other)
			if l, ok := v.(*pyvm.List); ok {
				return d.with(l.Items), nil
			}
			return nil, err
		}
	}
	return pyvm.NotImplemented, nil
}

// with returns a deque of the same limit with other items.
func (d *deque) with(items []pyvm.Value) *deque {
	if d.max >= 0 && len(items) > d.max {
		items = items[len(items)-d.max:]
	}
	return &deque{items: items, max: d.max}
}

// Repr returns deque([a, b], maxlen=2).
func (d *deque) Repr(t *pyvm.Thread) (string, error) {
	if on, _ := t.Local[d].(bool); on {
		return "[...]", nil
	}
	t.Local[d] = true
	defer delete(t.Local, d)
	s, err := pyvm.Repr(t, pyvm.NewList(d.live()...))
	if err != nil {
		return "", err
	}
	if d.max >= 0 {
		n, _ := pyvm.Int(d.max).Repr(t)
		s += ", maxlen=" + n
	}
	return "deque(" + s + ")", nil
}

func newDeque(t *pyvm.Thread, cls *pyvm.Type, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	d := &deque{max: -1}
	if cls.IsNative() {
		_, err := initDeque(t, append([]pyvm.Value{d}, args...), kw)
		return d, err
	}
	return pyvm.WrapNative(t, cls, d, args, kw)
}

func initDeque(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	d, rest, err := pyvm.Self[*deque]("__init__", args)
	if err != nil {
		return nil, err
	}
	var from pyvm.Value
	var limit pyvm.Value = pyvm.None
	if err := pyvm.Unpack(t, "deque", rest, kw, "iterable?", &from, "maxlen?", &limit); err != nil {
		return nil, err
	}
	d.items, d.head, d.max = nil, 0, -1
	if limit != pyvm.Value(pyvm.None) {
		n, ok, err := pyvm.AsIndex(t, limit)
		if err != nil {
			return nil, err
		}
		if !ok {
			return nil, pyvm.Raise(pyvm.TypeError, "an integer is required")
		}
		if n < 0 {
			return nil, pyvm.Raise(pyvm.ValueError, "maxlen must be non-negative")
		}
		d.max = n
	}
	if from != nil {
		return pyvm.None, d.extend(t, from, (*deque).append)
	}
	return pyvm.None, nil
}

func (d *deque) extend(t *pyvm.Thread, from pyvm.Value, add func(*deque, pyvm.Value)) error {
	items, err := pyvm.ToSlice(t, from)
	if err != nil {
		return err
	}
	if err := t.Alloc(16 * len(items)); err != nil {
		return err
	}
	for _, x := range slices.Clone(items) {
		add(d, x)
	}
	return nil
}

func dequeMethod(name string, f func(t *pyvm.Thread, d *deque, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error)) pyvm.Func {
	return func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		d, rest, err := pyvm.Self[*deque](name, args)
		if err != nil {
			return nil, err
		}
		return f(t, d, rest, kw)
	}
}

// one makes a method of one argument.
func dequeOne(name string, f func(t *pyvm.Thread, d *deque, v pyvm.Value) (pyvm.Value, error)) pyvm.Func {
	return dequeMethod(name, func(t *pyvm.Thread, d *deque, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		var v pyvm.Value
		if len(args) == 1 && len(kw) == 0 {
			v = args[0]
		} else if err := pyvm.Unpack(t, name, args, kw, "item", &v); err != nil {
			return nil, err
		}
		return f(t, d, v)
	})
}

func notInDeque(t *pyvm.Thread, v pyvm.Value) error {
	s, err := pyvm.Repr(t, v)
	if err != nil {
		return err
	}
	return pyvm.Raise(pyvm.ValueError, "%s is not in deque", s)
}

func emptyDeque() error { return pyvm.Raise(pyvm.IndexError, "pop from an empty deque") }

var dequeMethods = map[string]pyvm.Func{
	"__init__": initDeque,
	"__len__": dequeMethod("__len__", func(t *pyvm.Thread, d *deque, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		return pyvm.Int(d.Len()), nil
	}),
	"__getitem__": dequeOne("__getitem__", func(t *pyvm.Thread, d *deque, v pyvm.Value) (pyvm.Value, error) { return d.Index(t, v) }),
	"__contains__": dequeOne("__contains__", func(t *pyvm.Thread, d *deque, v pyvm.Value) (pyvm.Value, error) {
		in, err := pyvm.Contains(t, pyvm.NewList(d.live()...), v)
		return pyvm.Bool(in), err
	}),
	"append": dequeOne("append", func(t *pyvm.Thread, d *deque, v pyvm.Value) (pyvm.Value, error) {
		d.append(v)
		return pyvm.None, nil
	}),
	"appendleft": dequeOne("appendleft", func(t *pyvm.Thread, d *deque, v pyvm.Value) (pyvm.Value, error) {
		d.appendLeft(v)
		return pyvm.None, nil
	}),
	"extend": dequeOne("extend", func(t *pyvm.Thread, d *deque, v pyvm.Value) (pyvm.Value, error) {
		return pyvm.None, d.extend(t, v, (*deque).append)
	}),
	"__iadd__": dequeOne("__iadd__", func(t *pyvm.Thread, d *deque, v pyvm.Value) (pyvm.Value, error) {
		return d, d.extend(t, v, (*deque).append)
	}),
	"extendleft": dequeOne("extendleft", func(t *pyvm.Thread, d *deque, v pyvm.Value) (pyvm.Value, error) {
		return pyvm.None, d.extend(t, v, (*deque).appendLeft)
	}),
	"pop": dequeMethod("pop", func(t *pyvm.Thread, d *deque, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		if d.Len() == 0 {
			return nil, emptyDeque()
		}
		v := d.items[len(d.items)-1]
		d.items = d.items[:len(d.items)-1]
		d.moves++
		return v, nil
	}),
	"popleft": dequeMethod("popleft", func(t *pyvm.Thread, d *deque, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		if d.Len() == 0 {
			return nil, emptyDeque()
		}
		return d.popLeft(), nil
	}),
	"clear": dequeMethod("clear", func(t *pyvm.Thread, d *deque, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		d.items, d.head = nil, 0
		d.moves++
		return pyvm.None, nil
	}),
	"__reduce_ex__": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		d, _, err := pyvm.Self[*deque]("__reduce_ex__", args)
		if err != nil {
			return nil, err
		}
		init := pyvm.NewTuple()
		if d.max >= 0 {
			init = pyvm.NewTuple(pyvm.NewTuple(), pyvm.Int(d.max))
		}
		var state pyvm.Value = pyvm.None
		if inst, ok := args[0].(*pyvm.Instance); ok && inst.InstanceDict().Len() > 0 {
			state = inst.InstanceDict().Copy()
		}
		return pyvm.NewTuple(args[0].Type(), init, state, &dequeIterator{d, 0, d.moves, 1}), nil
	},
	"copy":     dequeMethod("copy", copyDeque),
	"__copy__": dequeMethod("__copy__", copyDeque),
	"rotate": dequeMethod("rotate", func(t *pyvm.Thread, d *deque, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		n := 1
		if err := pyvm.Unpack(t, "rotate", args, kw, "n?", &n); err != nil {
			return nil, err
		}
		if size := d.Len(); size > 1 {
			n = ((n % size) + size) % size
			items := d.live()
			d.items, d.head = slices.Concat(items[size-n:], items[:size-n]), 0
		}
		d.moves++
		return pyvm.None, nil
	}),
	"reverse": dequeMethod("reverse", func(t *pyvm.Thread, d *deque, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		slices.Reverse(d.live())
		d.moves++
		return pyvm.None, nil
	}),
	"__reversed__": dequeMethod("__reversed__", func(t *pyvm.Thread, d *deque, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		return &dequeIterator{d, d.Len() - 1, d.moves, -1}, nil
	}),
	"insert": dequeMethod("insert", func(t *pyvm.Thread, d *deque, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		var at int
		var v pyvm.Value
		if err := pyvm.Unpack(t, "insert", args, kw, "index", &at, "object", &v); err != nil {
			return nil, err
		}
		n := d.Len()
		if d.max >= 0 && n >= d.max {
			return nil, pyvm.Raise(pyvm.IndexError, "deque already at its maximum size")
		}
		if at < 0 {
			at = max(0, at+n)
		}
		d.items, d.head = slices.Insert(slices.Clone(d.live()), min(at, n), v), 0
		d.moves++
		return pyvm.None, nil
	}),
	"remove": dequeOne("remove", func(t *pyvm.Thread, d *deque, v pyvm.Value) (pyvm.Value, error) {
		i, err := d.find(t, v, 0, d.Len())
		if err != nil {
			return nil, err
		}
		if i < 0 {
			return nil, notInDeque(t, v)
		}
		d.items = slices.Delete(d.items, d.head+i, d.head+i+1)
		d.moves++
		return pyvm.None, nil
	}),
	"index": dequeMethod("index", func(t *pyvm.Thread, d *deque, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		var v pyvm.Value
		start, stop := 0, d.Len()
		if err := pyvm.Unpack(t, "index", args, kw, "value", &v, "start?", &start, "stop?", &stop); err != nil {
			return nil, err
		}
		if start < 0 {
			start += d.Len()
		}
		if stop < 0 {
			stop += d.Len()
		}
		i, err := d.find(t, v, max(start, 0), min(stop, d.Len()))
		if err != nil {
			return nil, err
		}
		if i < 0 {
			return nil, notInDeque(t, v)
		}
		return pyvm.Int(i), nil
	}),
	"count": dequeOne("count", func(t *pyvm.Thread, d *deque, v pyvm.Value) (pyvm.Value, error) {
		return pyvm.CallMethod(t, pyvm.NewList(d.live()...), "count", v)
	}),
}

func copyDeque(t *pyvm.Thread, d *deque, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	return d.with(slices.Clone(d.live())), t.Alloc(16 * d.Len())
}

func (d *deque) find(t *pyvm.Thread, v pyvm.Value, start, stop int) (int, error) {
	moves := d.moves
	for i := start; i < stop; i++ {
		eq, err := pyvm.IsOrEqual(t, d.live()[i], v)
		if err != nil {
			return -1, err
		}
		if d.moves != moves {
			return -1, pyvm.Raise(pyvm.RuntimeError, "deque mutated during iteration")
		}
		if eq {
			return i, nil
		}
	}
	return -1, nil
}
