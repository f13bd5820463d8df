package pyvm

import "slices"

// sortValues returns the items sorted, by key(item) where key is given; stable, also in reverse.
func sortValues(t *Thread, items []Value, key Value, reverse bool) ([]Value, error) {
	if err := t.allocN(len(items), 32); err != nil {
		return nil, err
	}
	items = slices.Clone(items)
	keys := items
	if key != nil && key != Value(None) {
		keys = make([]Value, len(items))
		for i, v := range items {
			var err error
			if keys[i], err = Call(t, key, []Value{v}, nil); err != nil {
				return nil, err
			}
		}
	}
	if len(items) < 2 {
		return items, nil
	}
	if keys, ok := allOf[Str](keys); ok {
		sortByKeys(items, keys, reverse)
		return items, nil
	}
	if keys, ok := allOf[Int](keys); ok {
		sortByKeys(items, keys, reverse)
		return items, nil
	}
	pairs := make([]keyed[Value], len(items))
	for i := range items {
		pairs[i] = keyed[Value]{keys[i], items[i]}
	}
	s := sorter{t: t, reverse: reverse}
	s.sort(pairs, make([]keyed[Value], len(pairs)))
	if s.err != nil {
		return nil, s.err
	}
	for i := range pairs {
		items[i] = pairs[i].item
	}
	return items, nil
}

// keyed is an item with what it is sorted by.
type keyed[K any] struct {
	key  K
	item Value
}

// allOf returns the values as one type, if all are of it.
func allOf[K Value](values []Value) ([]K, bool) {
	for _, v := range values {
		if _, ok := v.(K); !ok {
			return nil, false
		}
	}
	out := make([]K, len(values))
	for i, v := range values {
		out[i] = v.(K)
	}
	return out, true
}

// sortByKeys sorts by keys whose order needs no Python code.
func sortByKeys[K Str | Int](items []Value, keys []K, reverse bool) {
	pairs := make([]keyed[K], len(items))
	for i := range items {
		pairs[i] = keyed[K]{keys[i], items[i]}
	}
	slices.SortStableFunc(pairs, func(a, b keyed[K]) int {
		c := 0
		if a.key < b.key {
			c = -1
		} else if a.key > b.key {
			c = 1
		}
		if reverse {
			c = -c
		}
		return c
	})
	for i := range pairs {
		items[i] = pairs[i].item
	}
}

// sorter sorts by merging, with Python's < as the only comparison. It stops at the first error.
type sorter struct {
	t       *Thread
	reverse bool
	err     error
}

// less reports whether a must come before b.
func (s *sorter) less(a, b Value) bool {
	if s.err != nil {
		return false
	}
	if s.reverse {
		a, b = b, a
	}
	r, err := Compare(s.t, OpLt, a, b)
	if err == nil {
		var truth bool
		if truth, err = Truth(s.t, r); err == nil {
			if err = s.t.Step(); err == nil {
				return truth
			}
		}
	}
	s.err = err
	return false
}

// sort sorts pairs, with room of the same length for merging.
func (s *sorter) sort(pairs, room []keyed[Value]) {
	if len(pairs) <= 8 {
		for i := 1; i < len(pairs); i++ {
			for j := i; j > 0 && s.less(pairs[j].key, pairs[j-1].key); j-- {
				pairs[j], pairs[j-1] = pairs[j-1], pairs[j]
			}
		}
		return
	}
	mid := len(pairs) / 2
	s.sort(pairs[:mid], room[:mid])
	s.sort(pairs[mid:], room[mid:])
	if s.err != nil || !s.less(pairs[mid].key, pairs[mid-1].key) {
		return
	}
	copy(room, pairs)
	left, right := room[:mid], room[mid:len(pairs)]
	for i := range pairs {
		if len(left) > 0 && (len(right) == 0 || !s.less(right[0].key, left[0].key)) {
			pairs[i], left = left[0], left[1:]
		} else {
			pairs[i], right = right[0], right[1:]
		}
	}
}
