package pyvm

import (
	"slices"
	"strings"

	"github.com/knead-build/knead/lang/python"
)

// List is a list.
type List struct{ Items []Value }

// NewList returns a list of the items, which it keeps.
func NewList(items ...Value) *List { return &List{items} }

func (*List) Type() *Type { return ListType }

// Len returns the number of items.
func (l *List) Len() int { return len(l.Items) }

// Iter yields the items, also those that are appended meanwhile.
func (l *List) Iter(*Thread) (Iterator, error) { return &listIterator{l, 0}, nil }

type listIterator struct {
	list *List
	next int
}

func (*listIterator) Type() *Type { return listIteratorType }

func (it *listIterator) Next(*Thread) (Value, error) {
	if it.next >= len(it.list.Items) {
		it.list = &List{} // an exhausted iterator stays so
		return nil, nil
	}
	it.next++
	return it.list.Items[it.next-1], nil
}

// Contains compares with each item.
func (l *List) Contains(t *Thread, v Value) (bool, error) {
	i, err := indexOf(t, l.Items, v)
	return i >= 0, err
}

// Index returns the item, or the list of the items of a slice.
func (l *List) Index(t *Thread, key Value) (Value, error) {
	if s, ok := key.(*Slice); ok {
		items, err := sliceItems(t, l.Items, s)
		return &List{items}, err
	}
	i, err := itemIndex(t, key, len(l.Items), "list")
	if err != nil {
		return nil, err
	}
	return l.Items[i], nil
}

// SetIndex sets or deletes an item or the items of a slice.
func (l *List) SetIndex(t *Thread, key, v Value) error {
	if s, ok := key.(*Slice); ok {
		return l.setSlice(t, s, v)
	}
	i, err := itemIndex(t, key, len(l.Items), "list assignment")
	if err != nil {
		return err
	}
	if v == nil {
		l.Items = slices.Delete(l.Items, i, i+1)
	} else {
		l.Items[i] = v
	}
	return nil
}

func (l *List) setSlice(t *Thread, s *Slice, v Value) error {
	var items []Value
	if v != nil {
		got, err := ToSlice(t, v)
		if err != nil {
			return err
		}
		items = slices.Clone(got)
	}
	start, stop, step, n, err := s.bounds(t, len(l.Items))
	if err != nil {
		return err
	}
	if step == 1 {
		l.Items = slices.Replace(l.Items, start, max(start, stop), items...)
		return nil
	}
	if v == nil {
		drop := map[int]bool{}
		for i := range n {
			drop[start+i*step] = true
		}
		kept := make([]Value, 0, len(l.Items)-n)
		for i, x := range l.Items {
			if !drop[i] {
				kept = append(kept, x)
			}
		}
		l.Items = kept
		return nil
	}
	if len(items) != n {
		return Raise(ValueError, "attempt to assign sequence of size %d to extended slice of size %d", len(items), n)
	}
	for i, x := range items {
		l.Items[start+i*step] = x
	}
	return nil
}

// Compare compares item by item.
func (l *List) Compare(t *Thread, op CompareOp, other Value) (Value, error) {
	if o, ok := Unwrap(other).(*List); ok {
		return compareItems(t, op, l.Items, o.Items)
	}
	return NotImplemented, nil
}

// Binary has list + list and list * int.
func (l *List) Binary(t *Thread, op BinaryOp, other Value, swapped bool) (Value, error) {
	switch o := Unwrap(other).(type) {
	case *List:
		if op == OpAdd && !swapped {
			if err := t.allocN(len(l.Items)+len(o.Items), 16); err != nil {
				return nil, err
			}
			return &List{slices.Concat(l.Items, o.Items)}, nil
		}
	}
	if op == OpMult {
		if _, ok, err := repeatArg(t, other); ok || err != nil {
			if err != nil {
				return nil, err
			}
			items, err := repeatItems(t, l.Items, other)
			return &List{items}, err
		}
	}
	return NotImplemented, nil
}

// Repr returns [a, b].
func (l *List) Repr(t *Thread) (string, error) {
	return reprItems(t, l, "[", "]", l.Items)
}

var listSpec = Spec{
	Name: "list",
	New: func(t *Thread, cls *Type, args []Value, kw []Kw) (Value, error) {
		return wrapNative(t, cls, &List{}, args, kw)
	},
	Methods: map[string]Func{
		"__init__": func(t *Thread, args []Value, kw []Kw) (Value, error) {
			self, rest, err := Self[*List]("list.__init__", args)
			if err != nil {
				return nil, err
			}
			if err := positional("list", rest, kw, 0, 1); err != nil {
				return nil, err
			}
			var from Value
			if len(rest) == 1 {
				from = rest[0]
			}
			self.Items = nil
			if from != nil {
				items, err := ToSlice(t, from)
				if err != nil {
					return nil, err
				}
				self.Items = slices.Clone(items)
			}
			return None, nil
		},
		"append": func(t *Thread, args []Value, kw []Kw) (Value, error) {
			self, rest, err := Self[*List]("append", args)
			if err != nil {
				return nil, err
			}
			if len(rest) != 1 || len(kw) > 0 {
				return nil, Raise(TypeError, "list.append() takes exactly one argument (%d given)", len(rest)+len(kw))
			}
			self.Items = append(self.Items, rest[0])
			return None, nil
		},
		"extend": func(t *Thread, args []Value, kw []Kw) (Value, error) {
			self, rest, err := Self[*List]("extend", args)
			if err != nil {
				return nil, err
			}
			if err := positional("list.extend", rest, kw, 1, 1); err != nil {
				return nil, err
			}
			return None, self.extend(t, rest[0])
		},
		"insert": func(t *Thread, args []Value, kw []Kw) (Value, error) {
			self, rest, err := Self[*List]("insert", args)
			if err != nil {
				return nil, err
			}
			if err := positional("list.insert", rest, kw, 2, 2); err != nil {
				return nil, err
			}
			at, err := sizeArg(t, rest[0])
			if err != nil {
				return nil, err
			}
			self.Items = slices.Insert(self.Items, clampIndex(at, len(self.Items)), rest[1])
			return None, nil
		},
		"pop": func(t *Thread, args []Value, kw []Kw) (Value, error) {
			self, rest, err := Self[*List]("pop", args)
			if err != nil {
				return nil, err
			}
			if err := positional("list.pop", rest, kw, 0, 1); err != nil {
				return nil, err
			}
			at, err := popIndex(t, rest, len(self.Items), "list")
			if err != nil {
				return nil, err
			}
			v := self.Items[at]
			self.Items = slices.Delete(self.Items, at, at+1)
			return v, nil
		},
		"remove": func(t *Thread, args []Value, kw []Kw) (Value, error) {
			self, rest, err := Self[*List]("remove", args)
			if err != nil {
				return nil, err
			}
			if err := positional("list.remove", rest, kw, 1, 1); err != nil {
				return nil, err
			}
			i, err := indexOf(t, self.Items, rest[0])
			if err != nil {
				return nil, err
			}
			if i < 0 {
				return nil, Raise(ValueError, "list.remove(x): x not in list")
			}
			self.Items = slices.Delete(self.Items, i, i+1)
			return None, nil
		},
		"clear": func(t *Thread, args []Value, kw []Kw) (Value, error) {
			self, rest, err := Self[*List]("clear", args)
			if err != nil {
				return nil, err
			}
			self.Items = nil
			return None, positional("list.clear", rest, kw, 0, 0)
		},
		"copy": func(t *Thread, args []Value, kw []Kw) (Value, error) {
			self, rest, err := Self[*List]("copy", args)
			if err != nil {
				return nil, err
			}
			return &List{slices.Clone(self.Items)}, positional("list.copy", rest, kw, 0, 0)
		},
		"reverse": func(t *Thread, args []Value, kw []Kw) (Value, error) {
			self, rest, err := Self[*List]("reverse", args)
			if err != nil {
				return nil, err
			}
			slices.Reverse(self.Items)
			return None, positional("list.reverse", rest, kw, 0, 0)
		},
		"sort": func(t *Thread, args []Value, kw []Kw) (Value, error) {
			self, rest, err := Self[*List]("sort", args)
			if err != nil {
				return nil, err
			}
			if len(rest) > 0 {
				return nil, Raise(TypeError, "sort() takes no positional arguments")
			}
			var key Value
			var reverse bool
			if err := Unpack(t, "sort", nil, kw, "key?", &key, "reverse?", &reverse); err != nil {
				return nil, err
			}
			sorted, err := sortValues(t, self.Items, key, reverse)
			if err != nil {
				return nil, err
			}
			self.Items = sorted
			return None, nil
		},
		"__reversed__": func(t *Thread, args []Value, kw []Kw) (Value, error) {
			self, rest, err := Self[*List]("__reversed__", args)
			if err != nil {
				return nil, err
			}
			return &reversedIterator{listReverseIteratorType, self, len(self.Items) - 1}, positional("list.__reversed__", rest, kw, 0, 0)
		},
		"index": func(t *Thread, args []Value, kw []Kw) (Value, error) {
			self, rest, err := Self[*List]("index", args)
			if err != nil {
				return nil, err
			}
			return indexMethod(t, "list", self.Items, rest, kw)
		},
		"count": func(t *Thread, args []Value, kw []Kw) (Value, error) {
			self, rest, err := Self[*List]("count", args)
			if err != nil {
				return nil, err
			}
			return countMethod(t, "list", self.Items, rest, kw)
		},
	},
}

// extend appends what an iterable yields.
func (l *List) extend(t *Thread, from Value) error {
	items, err := ToSlice(t, from)
	if err != nil {
		return err
	}
	if err := t.Alloc(16 * len(items)); err != nil {
		return err
	}
	l.Items = append(l.Items, items...)
	return nil
}

// The helpers below serve lists, tuples and other sequences.

// indexOf returns the index of the first item that is or equals v, or -1.
func indexOf(t *Thread, items []Value, v Value) (int, error) {
	for i, x := range items {
		eq, err := IsOrEqual(t, x, v)
		if err != nil {
			return -1, err
		}
		if eq {
			return i, nil
		}
	}
	return -1, nil
}

func indexMethod(t *Thread, name string, items, args []Value, kw []Kw) (Value, error) {
	if err := positional(name+".index", args, kw, 1, 3); err != nil {
		return nil, err
	}
	v := args[0]
	start, stop := 0, len(items)
	for i, to := range []*int{&start, &stop} {
		if i+1 < len(args) {
			if args[i+1] == Value(None) {
				return nil, Raise(TypeError, "slice indices must be integers or have an __index__ method")
			}
			var err error
			if *to, err = boundArg(t, args[i+1], 0); err != nil {
				return nil, err
			}
		}
	}
	start, stop = clampIndex(start, len(items)), clampIndex(stop, len(items))
	if start < stop {
		i, err := indexOf(t, items[start:stop], v)
		if err != nil {
			return nil, err
		}
		if i >= 0 {
			return Int(start + i), nil
		}
	}
	if name == "tuple" {
		return nil, Raise(ValueError, "tuple.index(x): x not in tuple")
	}
	text, err := Repr(t, v)
	if err != nil {
		return nil, err
	}
	return nil, Raise(ValueError, "%s is not in %s", text, name)
}

func countMethod(t *Thread, name string, items, args []Value, kw []Kw) (Value, error) {
	if err := positional(name+".count", args, kw, 1, 1); err != nil {
		return nil, err
	}
	v, n := args[0], 0
	for _, x := range items {
		eq, err := IsOrEqual(t, x, v)
		if err != nil {
			return nil, err
		}
		if eq {
			n++
		}
	}
	return Int(n), nil
}

// clampIndex turns an index as slices count it (negative from the end) into one between 0 and n.
func clampIndex(i, n int) int {
	if i < 0 {
		i += n
	}
	return min(max(i, 0), n)
}

// itemIndex turns x[key]'s key into an index below n.
func itemIndex(t *Thread, key Value, n int, what string) (int, error) {
	i, ok, err := AsIndex(t, key)
	if err != nil {
		return 0, err
	}
	if !ok {
		what, _, _ = strings.Cut(what, " ")
		return 0, Raise(TypeError, "%s indices must be integers or slices, not %s", what, key.Type().name)
	}
	if i < 0 {
		i += n
	}
	if i < 0 || i >= n {
		return 0, Raise(IndexError, "%s index out of range", what)
	}
	return i, nil
}

// sliceItems returns a new slice with the items that a slice object selects.
func sliceItems(t *Thread, items []Value, s *Slice) ([]Value, error) {
	start, _, step, n, err := s.bounds(t, len(items))
	if err != nil {
		return nil, err
	}
	out := make([]Value, n)
	for i := range out {
		out[i] = items[start+i*step]
	}
	return out, nil
}

// repeatItems returns items * n.
func repeatItems(t *Thread, items []Value, n Value) ([]Value, error) {
	count, _, err := repeatArg(t, n)
	if err != nil {
		return nil, err
	}
	if count <= 0 || len(items) == 0 {
		return nil, nil
	}
	if err := t.allocN(count, 16*len(items)); err != nil {
		return nil, err
	}
	return slices.Repeat(items, count), nil
}

// compareItems compares two sequences as lists and tuples do.
func compareItems(t *Thread, op CompareOp, a, b []Value) (Value, error) {
	if (op == OpEq || op == OpNotEq) && len(a) != len(b) {
		return Bool(op == OpNotEq), nil
	}
	for i := range min(len(a), len(b)) {
		eq, err := IsOrEqual(t, a[i], b[i])
		if err != nil {
			return nil, err
		}
		if !eq {
			if op == OpEq || op == OpNotEq {
				return Bool(op == OpNotEq), nil
			}
			return Compare(t, op, a[i], b[i])
		}
	}
	return Bool(op.holds(len(a) - len(b))), nil
}

// reprItems returns the items' reprs between brackets; a container inside itself shows as "...".
func reprItems(t *Thread, self Value, open, end string, items []Value) (string, error) {
	inside, done := t.reprEnter(self)
	if inside {
		return open + "..." + end, nil
	}
	defer done()
	var b strings.Builder
	b.WriteString(open)
	for i, x := range items {
		if i > 0 {
			b.WriteString(", ")
		}
		before := b.Len()
		if str, ok := x.(Str); ok {
			python.WriteRepr(&b, string(str), false)
		} else {
			s, err := Repr(t, x)
			if err != nil {
				return "", err
			}
			b.WriteString(s)
		}
		if err := t.Alloc(b.Len() - before); err != nil {
			return "", err
		}
	}
	b.WriteString(end)
	return b.String(), nil
}

// popIndex returns the index of the item that pop takes out of n: the last unless it is said.
func popIndex(t *Thread, args []Value, n int, class string) (int, error) {
	at := -1
	if len(args) > 0 {
		var err error
		if at, err = sizeArg(t, args[0]); err != nil {
			return 0, err
		}
	}
	if n == 0 {
		return 0, Raise(IndexError, "pop from empty %s", class)
	}
	if at < 0 {
		at += n
	}
	if at < 0 || at >= n {
		return 0, Raise(IndexError, "pop index out of range")
	}
	return at, nil
}
