package pyvm

import (
	"math"
	"strconv"
)

// count returns how many numbers the range has.
func (r *Range) count() uint64 {
	switch {
	case r.Step > 0 && r.Start < r.Stop:
		return (uint64(r.Stop)-uint64(r.Start)-1)/uint64(r.Step) + 1
	case r.Step < 0 && r.Start > r.Stop:
		return (uint64(r.Start)-uint64(r.Stop)-1)/-uint64(r.Step) + 1
	}
	return 0
}

// Len returns how many numbers the range has.
func (r *Range) Len() int { return int(min(r.count(), math.MaxInt64)) }

// at returns the number with an index that is below count.
func (r *Range) at(i uint64) Int { return Int(uint64(r.Start) + i*uint64(r.Step)) }

// Iter yields the numbers.
func (r *Range) Iter(*Thread) (Iterator, error) {
	return &rangeIterator{r.Start, r.Step, r.count()}, nil
}

type rangeIterator struct {
	next, step int64
	left       uint64
}

func (*rangeIterator) Type() *Type { return rangeIteratorType }

func (it *rangeIterator) Next(*Thread) (Value, error) {
	if it.left == 0 {
		return nil, nil
	}
	v := makeInt(it.next)
	it.left--
	it.next += it.step // wraps around after the last one at most
	return v, nil
}

// indexOf returns the index of a number, if the range has it.
func (r *Range) indexOf(t *Thread, v Value) (i uint64, ok bool, err error) {
	if n, isInt := plainInt(Unwrap(v)); isInt {
		var distance, step uint64
		if r.Step > 0 {
			distance, step = uint64(n)-uint64(r.Start), uint64(r.Step)
			ok = n >= r.Start && n < r.Stop
		} else {
			distance, step = uint64(r.Start)-uint64(n), -uint64(r.Step)
			ok = n <= r.Start && n > r.Stop
		}
		return distance / step, ok && distance%step == 0, nil
	}
	it, _ := r.Iter(t)
	for ; ; i++ {
		x, err := it.Next(t)
		if x == nil || err != nil {
			return 0, false, err
		}
		if eq, err := Equal(t, x, v); eq || err != nil {
			return i, eq, err
		}
		if err := t.Step(); err != nil {
			return 0, false, err
		}
	}
}

// Contains looks for a number.
func (r *Range) Contains(t *Thread, v Value) (bool, error) {
	_, ok, err := r.indexOf(t, v)
	return ok, err
}

// Index returns a number, or the range that a slice selects.
func (r *Range) Index(t *Thread, key Value) (Value, error) {
	n := r.Len()
	if s, ok := key.(*Slice); ok {
		start, stop, step, _, err := s.bounds(t, n)
		if err != nil {
			return nil, err
		}
		return &Range{r.bound(start), r.bound(stop), saturate(r.Step, int64(step))}, nil
	}
	i, ok, err := AsIndex(t, key)
	if isBigIndex(key) {
		err = Raise(IndexError, "range object index out of range")
	}
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, Raise(TypeError, "range indices must be integers or slices, not %s", key.Type().name)
	}
	if i < 0 {
		i += n
	}
	if i < 0 || i >= n {
		return nil, Raise(IndexError, "range object index out of range")
	}
	return r.at(uint64(i)), nil
}

// bound returns where the range would be at an index, which may be -1 or its length.
func (r *Range) bound(i int) int64 {
	d := saturate(r.Step, int64(i))
	sum := r.Start + d
	if d > 0 && sum < r.Start {
		return math.MaxInt64
	}
	if d < 0 && sum > r.Start {
		return math.MinInt64
	}
	return sum
}

// saturate returns a * b, or the closest number to it.
func saturate(a, b int64) int64 {
	if v, ok := smallBinary(OpMult, a, b).(Int); ok {
		return int64(v)
	}
	if (a < 0) != (b < 0) {
		return math.MinInt64
	}
	return math.MaxInt64
}

// Compare has == and !=: ranges are equal that have the same numbers.
func (r *Range) Compare(t *Thread, op CompareOp, other Value) (Value, error) {
	o, ok := other.(*Range)
	if !ok || op != OpEq && op != OpNotEq {
		return NotImplemented, nil
	}
	n := r.count()
	eq := n == o.count() && (n == 0 || r.Start == o.Start && (n == 1 || r.Step == o.Step))
	return Bool(eq == (op == OpEq)), nil
}

// Hash is that of the tuple of length, first number and step.
func (r *Range) Hash(t *Thread) (uint64, error) {
	key := []Value{Int(r.count()), None, None}
	if n := r.count(); n > 0 {
		key[1] = Int(r.Start)
		if n > 1 {
			key[2] = Int(r.Step)
		}
	}
	return NewTuple(key...).Hash(t)
}

// Repr returns range(start, stop), and the step where it is not 1.
func (r *Range) Repr(*Thread) (string, error) {
	s := "range(" + strconv.FormatInt(r.Start, 10) + ", " + strconv.FormatInt(r.Stop, 10)
	if r.Step != 1 {
		s += ", " + strconv.FormatInt(r.Step, 10)
	}
	return s + ")", nil
}

// reversed returns an iterator from the end.
func (r *Range) reversed() Value {
	n := r.count()
	if n == 0 {
		return &rangeIterator{}
	}
	return &rangeIterator{int64(r.at(n - 1)), -r.Step, n}
}

var rangeSpec = Spec{
	Name:  "range",
	Final: true,
	New: func(t *Thread, cls *Type, args []Value, kw []Kw) (Value, error) {
		if err := positional("range", args, kw, 1, 3); err != nil {
			return nil, err
		}
		var n [3]int64
		for i, a := range args {
			v, err := sizeArg(t, a)
			if err != nil {
				return nil, err
			}
			n[i] = int64(v)
		}
		switch len(args) {
		case 1:
			return &Range{0, n[0], 1}, nil
		case 2:
			return &Range{n[0], n[1], 1}, nil
		}
		if n[2] == 0 {
			return nil, Raise(ValueError, "range() arg 3 must not be zero")
		}
		return &Range{n[0], n[1], n[2]}, nil
	},
	Methods: map[string]Func{
		"index": rangeMethod("index", 1, func(t *Thread, r *Range, args []Value) (Value, error) {
			i, ok, err := r.indexOf(t, args[0])
			if err != nil {
				return nil, err
			}
			if !ok {
				s, err := Repr(t, args[0])
				if err != nil {
					return nil, err
				}
				if numberRank(Unwrap(args[0])) != 1 {
					return nil, Raise(ValueError, "sequence.index(x): x not in sequence")
				}
				return nil, Raise(ValueError, "%s is not in range", s)
			}
			return Int(i), nil
		}),
		"count": rangeMethod("count", 1, func(t *Thread, r *Range, args []Value) (Value, error) {
			in, err := r.Contains(t, args[0])
			if in {
				return Int(1), err
			}
			return Int(0), err
		}),
		"__reversed__": rangeMethod("__reversed__", 0, func(t *Thread, r *Range, args []Value) (Value, error) {
			return r.reversed(), nil
		}),
	},
	Getters: map[string]func(t *Thread, self Value) (Value, error){
		"start": getterOf(func(r *Range) Value { return Int(r.Start) }),
		"stop":  getterOf(func(r *Range) Value { return Int(r.Stop) }),
		"step":  getterOf(func(r *Range) Value { return Int(r.Step) }),
	},
}

func rangeMethod(name string, n int, f func(t *Thread, r *Range, args []Value) (Value, error)) Func {
	qualified := "range." + name
	return func(t *Thread, args []Value, kw []Kw) (Value, error) {
		self, rest, err := Self[*Range](name, args)
		if err != nil {
			return nil, err
		}
		if err := positional(qualified, rest, kw, n, n); err != nil {
			return nil, err
		}
		return f(t, self, rest)
	}
}
