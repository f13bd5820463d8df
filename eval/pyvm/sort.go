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
	if reverse { // twice, so that equal items keep their order
		slices.Reverse(pairs)
	}
	s := sorter{t: t}
	s.sort(pairs, make([]keyed[Value], len(pairs)))
	if s.err != nil {
		return nil, s.err
	}
	if reverse {
		slices.Reverse(pairs)
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

// sorter sorts with Python's < as the only comparison. It stops at the first error. Up to 63 items it compares the same
// ones in the same order as CPython, which shows in errors and in comparisons written in Python.
type sorter struct {
	t   *Thread
	err error
}

// less reports whether a is less than b.
func (s *sorter) less(a, b Value) bool {
	if s.err != nil {
		return false
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
	if len(pairs) < 64 {
		s.insert(pairs)
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

// insert sorts by inserting each item, after those that are in order from the start, or in reverse order, into what is sorted
// already, at a place that it finds by halving.
func (s *sorter) insert(pairs []keyed[Value]) {
	run := 2
	if s.less(pairs[1].key, pairs[0].key) {
		for run < len(pairs) && s.less(pairs[run].key, pairs[run-1].key) {
			run++
		}
		slices.Reverse(pairs[:run])
	} else {
		for run < len(pairs) && s.err == nil && !s.less(pairs[run].key, pairs[run-1].key) {
			run++
		}
	}
	for ; run < len(pairs) && s.err == nil; run++ {
		pivot := pairs[run]
		low, high := 0, run
		for low < high {
			mid := low + (high-low)/2
			if s.less(pivot.key, pairs[mid].key) {
				high = mid
			} else {
				low = mid + 1
			}
		}
		copy(pairs[low+1:run+1], pairs[low:run])
		pairs[low] = pivot
	}
}
