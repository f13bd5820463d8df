package py

import (
	"slices"

	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/stdlib/native"
)

// itertoolsModule is Python's itertools.
var itertoolsModule = native.Module{
	Name: "itertools",
	Make: func(e *native.Env) native.Attrs {
		attrs := native.Attrs{}
		for name, ty := range itertoolTypes {
			attrs[name] = ty
		}
		return attrs.Funcs(map[string]pyvm.Func{"tee": tee})
	},
}

// itertool is an object of one of the classes of itertools: what Next returns is made by a function.
type itertool struct {
	ty   *pyvm.Type
	next func(t *pyvm.Thread) (pyvm.Value, error)
	repr func(t *pyvm.Thread) (string, error) // or nil
	done bool
}

func (it *itertool) Type() *pyvm.Type { return it.ty }

// Next returns the next item.
func (it *itertool) Next(t *pyvm.Thread) (pyvm.Value, error) {
	if it.done {
		return nil, nil
	}
	if err := t.Step(); err != nil {
		return nil, err
	}
	v, err := it.next(t)
	if v == nil && err == nil {
		it.done = true
	}
	return v, err
}

// Repr returns <itertools.chain object at 0x...>, or count(1).
func (it *itertool) Repr(t *pyvm.Thread) (string, error) {
	if it.repr != nil {
		return it.repr(t)
	}
	return "<itertools." + it.ty.Name() + " object>", nil
}

// toolArgs are the arguments of a class.
type toolArgs struct {
	t    *pyvm.Thread
	args []pyvm.Value
	kw   []pyvm.Kw
}

func (a toolArgs) unpack(name string, pairs ...any) error {
	return pyvm.Unpack(a.t, name, a.args, a.kw, pairs...)
}

type nextFunc = func(t *pyvm.Thread) (pyvm.Value, error)

var itertoolTypes map[string]*pyvm.Type

func init() {
	itertoolTypes = map[string]*pyvm.Type{}
	for name, make := range map[string]func(a toolArgs) (nextFunc, func(t *pyvm.Thread) (string, error), error){
		"accumulate": accumulate, "chain": chain, "combinations": combinations, "combinations_with_replacement": combinationsAgain,
		"compress": compress, "count": countFrom, "cycle": cycle, "dropwhile": dropWhile, "filterfalse": filterFalse, "groupby": groupBy,
		"islice": islice, "pairwise": pairwise, "permutations": permutations, "product": product, "repeat": repeat, "starmap": starMap,
		"takewhile": takeWhile, "zip_longest": zipLongest,
	} {
		spec := pyvm.Spec{Name: name, Module: "itertools", Methods: iteratorMethods, New: func(t *pyvm.Thread, cls *pyvm.Type, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			next, repr, err := make(toolArgs{t, args, kw})
			if err != nil {
				return nil, err
			}
			return pyvm.WrapNative(t, cls, &itertool{ty: itertoolTypes[name], next: next, repr: repr}, nil, nil)
		}}
		if name == "chain" {
			spec.Attrs = map[string]pyvm.Value{"from_iterable": &pyvm.StaticMethod{Func: pyvm.NewBuiltin("from_iterable", chainFromIterable)}}
		}
		itertoolTypes[name] = pyvm.NewType(spec)
	}
}

func iterators(t *pyvm.Thread, values []pyvm.Value) ([]pyvm.Iterator, error) {
	out := make([]pyvm.Iterator, len(values))
	for i, v := range values {
		var err error
		if out[i], err = pyvm.Iterate(t, v); err != nil {
			return nil, err
		}
	}
	return out, nil
}

type reprFunc = func(t *pyvm.Thread) (string, error)

func chain(a toolArgs) (nextFunc, reprFunc, error) {
	if len(a.kw) > 0 {
		return nil, nil, pyvm.Raise(pyvm.TypeError, "chain() takes no keyword arguments")
	}
	rest := slices.Clone(a.args)
	return chained(func(t *pyvm.Thread) (pyvm.Value, error) {
		if len(rest) == 0 {
			return nil, nil
		}
		v := rest[0]
		rest = rest[1:]
		return v, nil
	}), nil, nil
}

// chained yields the items of what outer yields.
func chained(outer nextFunc) nextFunc {
	var cur pyvm.Iterator
	return func(t *pyvm.Thread) (pyvm.Value, error) {
		for {
			if cur != nil {
				v, err := cur.Next(t)
				if v != nil || err != nil {
					return v, err
				}
				cur = nil
			}
			v, err := outer(t)
			if v == nil || err != nil {
				return nil, err
			}
			if cur, err = pyvm.Iterate(t, v); err != nil {
				return nil, err
			}
			if err := t.Step(); err != nil {
				return nil, err
			}
		}
	}
}

func chainFromIterable(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	var v pyvm.Value
	if err := pyvm.Unpack(t, "from_iterable", args, kw, "iterable", &v); err != nil {
		return nil, err
	}
	it, err := pyvm.Iterate(t, v)
	if err != nil {
		return nil, err
	}
	return &itertool{ty: itertoolTypes["chain"], next: chained(it.Next)}, nil
}

func accumulate(a toolArgs) (nextFunc, reprFunc, error) {
	var v, f, initial pyvm.Value
	if err := a.unpack("accumulate", "iterable", &v, "func?", &f, "initial?", &initial); err != nil {
		return nil, nil, err
	}
	it, err := pyvm.Iterate(a.t, v)
	if err != nil {
		return nil, nil, err
	}
	var total pyvm.Value
	started := false
	return func(t *pyvm.Thread) (pyvm.Value, error) {
		if !started && given(initial) {
			started, total = true, initial
			return total, nil
		}
		x, err := it.Next(t)
		if x == nil || err != nil {
			return nil, err
		}
		switch {
		case total == nil:
			total = x
		case given(f):
			total, err = pyvm.Call(t, f, []pyvm.Value{total, x}, nil)
		default:
			total, err = pyvm.Binary(t, pyvm.OpAdd, total, x)
		}
		started = true
		return total, err
	}, nil, nil
}

// withFunc unpacks a function and an iterable.
func (a toolArgs) withFunc(name string) (pyvm.Value, pyvm.Iterator, error) {
	var f, v pyvm.Value
	if len(a.args) != 2 || len(a.kw) > 0 {
		return nil, nil, pyvm.Raise(pyvm.TypeError, "%s expected 2 arguments, got %d", name, len(a.args)+len(a.kw))
	}
	f, v = a.args[0], a.args[1]
	it, err := pyvm.Iterate(a.t, v)
	return f, it, err
}

func holds(t *pyvm.Thread, f, x pyvm.Value) (bool, error) {
	if f != pyvm.Value(pyvm.None) {
		var err error
		if x, err = pyvm.Call(t, f, []pyvm.Value{x}, nil); err != nil {
			return false, err
		}
	}
	return pyvm.Truth(t, x)
}

func dropWhile(a toolArgs) (nextFunc, reprFunc, error) {
	f, it, err := a.withFunc("dropwhile")
	dropping := true
	return func(t *pyvm.Thread) (pyvm.Value, error) {
		for {
			x, err := it.Next(t)
			if x == nil || err != nil || !dropping {
				return x, err
			}
			if dropping, err = holds(t, f, x); err != nil {
				return nil, err
			}
			if !dropping {
				return x, nil
			}
		}
	}, nil, err
}

func takeWhile(a toolArgs) (nextFunc, reprFunc, error) {
	f, it, err := a.withFunc("takewhile")
	return func(t *pyvm.Thread) (pyvm.Value, error) {
		x, err := it.Next(t)
		if x == nil || err != nil {
			return nil, err
		}
		if ok, err := holds(t, f, x); !ok || err != nil {
			return nil, err
		}
		return x, nil
	}, nil, err
}

func filterFalse(a toolArgs) (nextFunc, reprFunc, error) {
	f, it, err := a.withFunc("filterfalse")
	return func(t *pyvm.Thread) (pyvm.Value, error) {
		for {
			x, err := it.Next(t)
			if x == nil || err != nil {
				return nil, err
			}
			if ok, err := holds(t, f, x); !ok || err != nil {
				return x, err
			}
		}
	}, nil, err
}

func starMap(a toolArgs) (nextFunc, reprFunc, error) {
	f, it, err := a.withFunc("starmap")
	return func(t *pyvm.Thread) (pyvm.Value, error) {
		x, err := it.Next(t)
		if x == nil || err != nil {
			return nil, err
		}
		items, err := pyvm.ToSlice(t, x)
		if err != nil {
			return nil, err
		}
		return pyvm.Call(t, f, slices.Clone(items), nil)
	}, nil, err
}

func compress(a toolArgs) (nextFunc, reprFunc, error) {
	var data, selectors pyvm.Value
	if err := a.unpack("compress", "data", &data, "selectors", &selectors); err != nil {
		return nil, nil, err
	}
	its, err := iterators(a.t, []pyvm.Value{data, selectors})
	return func(t *pyvm.Thread) (pyvm.Value, error) {
		for {
			x, err := its[0].Next(t)
			if x == nil || err != nil {
				return nil, err
			}
			s, err := its[1].Next(t)
			if s == nil || err != nil {
				return nil, err
			}
			if ok, err := pyvm.Truth(t, s); ok || err != nil {
				return x, err
			}
		}
	}, nil, err
}

func countFrom(a toolArgs) (nextFunc, reprFunc, error) {
	var start, step pyvm.Value = pyvm.Int(0), pyvm.Int(1)
	if err := a.unpack("count", "start?", &start, "step?", &step); err != nil {
		return nil, nil, err
	}
	for _, v := range []pyvm.Value{start, step} {
		switch pyvm.Unwrap(v).(type) {
		case pyvm.Int, pyvm.Bool, *pyvm.BigInt, pyvm.Float, pyvm.Complex:
		default:
			if v.Type().IsNative() {
				return nil, nil, pyvm.Raise(pyvm.TypeError, "a number is required")
			}
		}
	}
	cur := start
	return func(t *pyvm.Thread) (pyvm.Value, error) {
			v := cur
			var err error
			cur, err = pyvm.Binary(t, pyvm.OpAdd, cur, step)
			return v, err
		}, func(t *pyvm.Thread) (string, error) {
			s, err := pyvm.Repr(t, cur)
			if err != nil || step == pyvm.Value(pyvm.Int(1)) {
				return "count(" + s + ")", err
			}
			by, err := pyvm.Repr(t, step)
			return "count(" + s + ", " + by + ")", err
		}, nil
}

func cycle(a toolArgs) (nextFunc, reprFunc, error) {
	var v pyvm.Value
	if err := a.unpack("cycle", "iterable", &v); err != nil {
		return nil, nil, err
	}
	it, err := pyvm.Iterate(a.t, v)
	if err != nil {
		return nil, nil, err
	}
	var saved []pyvm.Value
	at := -1
	return func(t *pyvm.Thread) (pyvm.Value, error) {
		if at < 0 {
			x, err := it.Next(t)
			if err != nil {
				return nil, err
			}
			if x != nil {
				saved = append(saved, x)
				return x, t.Alloc(len(saved) % 64 * 16)
			}
			at = 0
		}
		if len(saved) == 0 {
			return nil, nil
		}
		x := saved[at]
		at = (at + 1) % len(saved)
		return x, nil
	}, nil, nil
}

func repeat(a toolArgs) (nextFunc, reprFunc, error) {
	var v, times pyvm.Value
	if err := a.unpack("repeat", "object", &v, "times?", &times); err != nil {
		return nil, nil, err
	}
	left := -1
	if times != nil {
		n, ok, err := pyvm.AsIndex(a.t, times)
		if err != nil {
			return nil, nil, err
		}
		if !ok {
			return nil, nil, pyvm.Raise(pyvm.TypeError, "'%s' object cannot be interpreted as an integer", times.Type().Name())
		}
		left = max(n, 0)
	}
	return func(t *pyvm.Thread) (pyvm.Value, error) {
			if left == 0 {
				return nil, nil
			}
			if left > 0 {
				left--
			}
			return v, nil
		}, func(t *pyvm.Thread) (string, error) {
			s, err := pyvm.Repr(t, v)
			if left >= 0 {
				n, _ := pyvm.Int(left).Repr(t)
				s += ", " + n
			}
			return "repeat(" + s + ")", err
		}, nil
}

func islice(a toolArgs) (nextFunc, reprFunc, error) {
	if len(a.args) < 2 || len(a.args) > 4 || len(a.kw) > 0 {
		return nil, nil, pyvm.Raise(pyvm.TypeError, "islice expected at least 2 arguments, got %d", len(a.args)+len(a.kw))
	}
	it, err := pyvm.Iterate(a.t, a.args[0])
	if err != nil {
		return nil, nil, err
	}
	start, stop, step := 0, -1, 1
	bound := func(v pyvm.Value, to *int, low int, text string) error {
		if v == pyvm.Value(pyvm.None) {
			return nil
		}
		n, ok, err := pyvm.AsIndex(a.t, v)
		if err != nil || !ok || n < low {
			return pyvm.Raise(pyvm.ValueError, "%s", text)
		}
		*to = n
		return nil
	}
	const indices = "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize."
	const stopText = "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize."
	args := a.args[1:]
	if len(args) == 1 {
		err = bound(args[0], &stop, 0, stopText)
	} else {
		if err = bound(args[1], &stop, 0, stopText); err == nil {
			err = bound(args[0], &start, 0, indices)
		}
		if err == nil && len(args) == 3 {
			err = bound(args[2], &step, 1, "Step for islice() must be a positive integer or None.")
		}
	}
	if err != nil {
		return nil, nil, err
	}
	at, want := 0, start
	return func(t *pyvm.Thread) (pyvm.Value, error) {
		if stop >= 0 && want >= stop {
			for ; at < stop; at++ { // what comes before the stop is taken all the same
				if x, err := it.Next(t); x == nil || err != nil {
					return nil, err
				}
			}
			return nil, nil
		}
		for {
			x, err := it.Next(t)
			if x == nil || err != nil {
				return nil, err
			}
			at++
			if at > want {
				want += step
				return x, nil
			}
			if err := t.Step(); err != nil {
				return nil, err
			}
		}
	}, nil, nil
}

func pairwise(a toolArgs) (nextFunc, reprFunc, error) {
	var v, last pyvm.Value
	if err := a.unpack("pairwise", "iterable", &v); err != nil {
		return nil, nil, err
	}
	it, err := pyvm.Iterate(a.t, v)
	return func(t *pyvm.Thread) (pyvm.Value, error) {
		if last == nil {
			var err error
			if last, err = it.Next(t); last == nil || err != nil {
				return nil, err
			}
		}
		x, err := it.Next(t)
		if x == nil || err != nil {
			return nil, err
		}
		pair := pyvm.NewTuple(last, x)
		last = x
		return pair, nil
	}, nil, err
}

func zipLongest(a toolArgs) (nextFunc, reprFunc, error) {
	var fill pyvm.Value = pyvm.None
	for _, k := range a.kw {
		if k.Name != "fillvalue" {
			return nil, nil, pyvm.Raise(pyvm.TypeError, "zip_longest() got an unexpected keyword argument")
		}
		fill = k.Value
	}
	its, err := iterators(a.t, a.args)
	live := len(its)
	return func(t *pyvm.Thread) (pyvm.Value, error) {
		if live == 0 {
			return nil, nil
		}
		out := make([]pyvm.Value, len(its))
		for i, it := range its {
			out[i] = fill
			if it == nil {
				continue
			}
			x, err := it.Next(t)
			if err != nil {
				return nil, err
			}
			if x != nil {
				out[i] = x
				continue
			}
			its[i] = nil
			if live--; live == 0 {
				return nil, nil
			}
		}
		return pyvm.NewTuple(out...), nil
	}, nil, err
}

// groupBy yields keys with iterators of the items that have them; an iterator ends when the next key is asked for.
func groupBy(a toolArgs) (nextFunc, reprFunc, error) {
	var v, key pyvm.Value
	if err := a.unpack("groupby", "iterable", &v, "key?", &key); err != nil {
		return nil, nil, err
	}
	it, err := pyvm.Iterate(a.t, v)
	var item, itemKey, groupKey pyvm.Value
	group := 0
	advance := func(t *pyvm.Thread) error {
		var err error
		if item, err = it.Next(t); item == nil || err != nil {
			return err
		}
		itemKey = item
		if given(key) {
			itemKey, err = pyvm.Call(t, key, []pyvm.Value{item}, nil)
		}
		return err
	}
	return func(t *pyvm.Thread) (pyvm.Value, error) {
		group++
		for {
			if groupKey != nil && item != nil {
				same, err := pyvm.IsOrEqual(t, itemKey, groupKey)
				if err != nil {
					return nil, err
				}
				if !same {
					break
				}
			} else if item != nil {
				break
			}
			if err := advance(t); err != nil {
				return nil, err
			}
			if item == nil {
				return nil, nil
			}
		}
		groupKey = itemKey
		mine, mineKey := group, groupKey
		return pyvm.NewTuple(groupKey, &itertool{ty: itertoolTypes["groupby"], next: func(t *pyvm.Thread) (pyvm.Value, error) {
			if group != mine {
				return nil, nil
			}
			if item == nil {
				if err := advance(t); err != nil || item == nil {
					return nil, err
				}
			}
			same, err := pyvm.IsOrEqual(t, itemKey, mineKey)
			if !same || err != nil {
				return nil, err
			}
			x := item
			item = nil
			return x, nil
		}}), nil
	}, nil, err
}

// tee is itertools.tee.
func tee(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	var v pyvm.Value
	n := 2
	if err := pyvm.Unpack(t, "tee", args, kw, "iterable", &v, "n?", &n); err != nil {
		return nil, err
	}
	if n < 0 {
		return nil, pyvm.Raise(pyvm.ValueError, "n must be >= 0")
	}
	it, err := pyvm.Iterate(t, v)
	if err != nil {
		return nil, err
	}
	var seen []pyvm.Value
	out := make([]pyvm.Value, n)
	for i := range out {
		at := 0
		out[i] = &itertool{ty: itertoolTypes["chain"], next: func(t *pyvm.Thread) (pyvm.Value, error) {
			if at == len(seen) {
				x, err := it.Next(t)
				if x == nil || err != nil {
					return nil, err
				}
				if err := t.Alloc(len(seen) % 64 * 16); err != nil {
					return nil, err
				}
				seen = append(seen, x)
			}
			at++
			return seen[at-1], nil
		}}
	}
	return pyvm.NewTuple(out...), nil
}
