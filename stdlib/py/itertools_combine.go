package py

import (
	"slices"

	"github.com/knead-build/knead/eval/pyvm"
)

// pool unpacks an iterable and a length.
func (a toolArgs) pool(name string, optional bool) (items []pyvm.Value, r int, err error) {
	var v, length pyvm.Value
	pairs := []any{"iterable", &v, "r", &length}
	if optional {
		pairs[2] = "r?"
	}
	if err := a.unpack(name, pairs...); err != nil {
		return nil, 0, err
	}
	if items, err = pyvm.ToSlice(a.t, v); err != nil {
		return nil, 0, err
	}
	items = slices.Clone(items)
	if !given(length) {
		if !optional {
			return nil, 0, pyvm.Raise(pyvm.TypeError, "'NoneType' object cannot be interpreted as an integer")
		}
		return items, len(items), nil
	}
	r, ok, err := pyvm.AsIndex(a.t, length)
	if err == nil && !ok {
		err = pyvm.Raise(pyvm.TypeError, "Expected int as r")
	}
	if err == nil && r < 0 {
		err = pyvm.Raise(pyvm.ValueError, "r must be non-negative")
	}
	return items, r, err
}

// picks yields tuples of the items at indices that step goes through; it returns false behind the last.
func picks(items []pyvm.Value, indices []int, step func() bool) nextFunc {
	first := true
	return func(*pyvm.Thread) (pyvm.Value, error) {
		if !first && !step() {
			return nil, nil
		}
		first = false
		out := make([]pyvm.Value, len(indices))
		for i, at := range indices {
			out[i] = items[at]
		}
		return pyvm.NewTuple(out...), nil
	}
}

func none(*pyvm.Thread) (pyvm.Value, error) { return nil, nil }

func combinations(a toolArgs) (nextFunc, reprFunc, error) {
	items, r, err := a.pool("combinations", false)
	n := len(items)
	if err != nil || r > n {
		return none, nil, err
	}
	indices := make([]int, r)
	for i := range indices {
		indices[i] = i
	}
	return picks(items, indices, func() bool {
		i := r - 1
		for i >= 0 && indices[i] == i+n-r {
			i--
		}
		if i < 0 {
			return false
		}
		indices[i]++
		for j := i + 1; j < r; j++ {
			indices[j] = indices[j-1] + 1
		}
		return true
	}), nil, nil
}

func combinationsAgain(a toolArgs) (nextFunc, reprFunc, error) {
	items, r, err := a.pool("combinations_with_replacement", false)
	n := len(items)
	if err != nil || n == 0 && r > 0 {
		return none, nil, err
	}
	indices := make([]int, r)
	return picks(items, indices, func() bool {
		i := r - 1
		for i >= 0 && indices[i] == n-1 {
			i--
		}
		if i < 0 {
			return false
		}
		next := indices[i] + 1
		for j := i; j < r; j++ {
			indices[j] = next
		}
		return true
	}), nil, nil
}

func permutations(a toolArgs) (nextFunc, reprFunc, error) {
	items, r, err := a.pool("permutations", true)
	n := len(items)
	if err != nil || r > n {
		return none, nil, err
	}
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	cycles := make([]int, r)
	for i := range cycles {
		cycles[i] = n - i
	}
	return picks(items, order[:r], func() bool {
		for i := r - 1; i >= 0; i-- {
			cycles[i]--
			if cycles[i] > 0 {
				j := n - cycles[i]
				order[i], order[j] = order[j], order[i]
				return true
			}
			first := order[i]
			copy(order[i:], order[i+1:])
			order[n-1] = first
			cycles[i] = n - i
		}
		return false
	}), nil, nil
}

func product(a toolArgs) (nextFunc, reprFunc, error) {
	times := 1
	for _, k := range a.kw {
		if k.Name != "repeat" {
			return nil, nil, pyvm.Raise(pyvm.TypeError, "'%s' is an invalid keyword argument for product()", k.Name)
		}
		if err := pyvm.Unpack(a.t, "product", []pyvm.Value{k.Value}, nil, "repeat", &times); err != nil {
			return nil, nil, err
		}
	}
	if times < 0 {
		return nil, nil, pyvm.Raise(pyvm.ValueError, "repeat argument cannot be negative")
	}
	var items []pyvm.Value
	var starts, ends []int
	for _, v := range a.args {
		list, err := pyvm.ToSlice(a.t, v)
		if err != nil {
			return nil, nil, err
		}
		starts = append(starts, len(items))
		items = append(items, list...)
		ends = append(ends, len(items))
	}
	if err := a.t.Alloc(16 * times * len(starts)); err != nil {
		return nil, nil, err
	}
	starts, ends = slices.Repeat(starts, times), slices.Repeat(ends, times)
	for i := range starts {
		if starts[i] == ends[i] {
			return none, nil, nil
		}
	}
	indices := slices.Clone(starts)
	return picks(items, indices, func() bool {
		for i := len(indices) - 1; i >= 0; i-- {
			if indices[i]++; indices[i] < ends[i] {
				return true
			}
			indices[i] = starts[i]
		}
		return false
	}), nil, nil
}
