package pyvm

import (
	"github.com/knead-build/knead/lang/python"
	"github.com/knead-build/knead/lang/source"
)

// target compiles the assignment to a target.
func (c *compiler) target(e python.Expr) storeFunc {
	span := e.Span()
	switch e := e.(type) {
	case *python.Name:
		return c.store(e.ID, span)
	case *python.Attribute:
		obj, id := c.expr(e.Value), c.ident(e.Attr)
		return func(f *frame, v Value) error {
			o, err := obj(f)
			if err != nil {
				return err
			}
			return f.trace(setAttrIdent(f.t, o, id, v), span)
		}
	case *python.Subscript:
		obj, key := c.expr(e.Value), c.expr(e.Slice)
		return func(f *frame, v Value) error {
			o, err := obj(f)
			if err != nil {
				return err
			}
			k, err := key(f)
			if err != nil {
				return err
			}
			return f.trace(setItem(f.t, o, k, v), span)
		}
	case *python.Tuple:
		return c.targets(e.Elts, span)
	case *python.List:
		return c.targets(e.Elts, span)
	default:
		c.fail(span, "invalid syntax")
	}
	return func(*frame, Value) error { return nil }
}

// setItem does o[k] = v.
func setItem(t *Thread, o, k, v Value) error {
	switch x := o.(type) {
	case *Dict:
		if s, ok := k.(Str); ok {
			x.SetStr(string(s), v)
			return nil
		}
	case *List:
		if i, ok := k.(Int); ok && i >= 0 && int(i) < len(x.Items) {
			x.Items[i] = v
			return nil
		}
	}
	return SetIndex(t, o, k, v)
}

// targets compiles the assignment to a list of targets.
func (c *compiler) targets(elts []python.Expr, span source.Span) storeFunc {
	star := -1
	stores := make([]storeFunc, len(elts))
	for i, e := range elts {
		if s, ok := e.(*python.Starred); ok {
			star = i
			e = s.Value
		}
		stores[i] = c.target(e)
	}
	if star >= 0 {
		return c.starTargets(stores, star, span)
	}
	return func(f *frame, v Value) error {
		items, err := unpackSequence(f.t, v, len(stores))
		if err != nil {
			return f.trace(err, span)
		}
		for i, store := range stores {
			if err := store(f, items[i]); err != nil {
				return err
			}
		}
		return nil
	}
}

// unpackSequence returns the n items of an iterable, which the caller must not change nor keep. Any other number is an error.
func unpackSequence(t *Thread, v Value, n int) ([]Value, error) {
	var items []Value
	switch x := v.(type) {
	case *Tuple:
		items = x.Items
	case *List:
		items = append([]Value(nil), x.Items...) // a store may change it
	default:
		return unpackIterable(t, v, n)
	}
	if len(items) > n {
		return nil, Raise(ValueError, "too many values to unpack (expected %d)", n)
	}
	if len(items) < n {
		return nil, Raise(ValueError, "not enough values to unpack (expected %d, got %d)", n, len(items))
	}
	return items, nil
}

func unpackIterable(t *Thread, v Value, n int) ([]Value, error) {
	it, err := iterateForUnpacking(t, v)
	if err != nil {
		return nil, err
	}
	items := make([]Value, 0, n)
	for {
		x, err := it.Next(t)
		if err != nil {
			return nil, err
		}
		if x == nil {
			break
		}
		if len(items) == n {
			return nil, Raise(ValueError, "too many values to unpack (expected %d)", n)
		}
		items = append(items, x)
	}
	if len(items) < n {
		return nil, Raise(ValueError, "not enough values to unpack (expected %d, got %d)", n, len(items))
	}
	return items, nil
}

func iterateForUnpacking(t *Thread, v Value) (Iterator, error) {
	it, err := Iterate(t, v)
	if err != nil && v.Type().lookupUserIdent(idIter) == nil && IsException(err, TypeError) {
		return nil, Raise(TypeError, "cannot unpack non-iterable %s object", v.Type().name)
	}
	return it, err
}

// starTargets compiles a, *b, c = v.
func (c *compiler) starTargets(stores []storeFunc, star int, span source.Span) storeFunc {
	behind := len(stores) - star - 1
	return func(f *frame, v Value) error {
		it, err := iterateForUnpacking(f.t, v)
		if err != nil {
			return f.trace(err, span)
		}
		var items []Value
		for {
			x, err := it.Next(f.t)
			if err != nil {
				return f.trace(err, span)
			}
			if x == nil {
				break
			}
			items = append(items, x)
			if err := f.t.Step(); err != nil {
				return err
			}
		}
		if len(items) < len(stores)-1 {
			err := Raise(ValueError, "not enough values to unpack (expected at least %d, got %d)", len(stores)-1, len(items))
			return f.trace(err, span)
		}
		end := len(items) - behind
		for i, store := range stores {
			var x Value
			switch {
			case i < star:
				x = items[i]
			case i == star:
				x = NewList(append([]Value(nil), items[star:end]...)...)
			default:
				x = items[end+i-star-1]
			}
			if err := store(f, x); err != nil {
				return err
			}
		}
		return nil
	}
}

func (c *compiler) assign(s *python.Assign) stmtFunc {
	if fn := c.parallelAssign(s); fn != nil {
		return fn
	}
	value := c.expr(s.Value)
	if len(s.Targets) == 1 {
		if slot, _, ok := c.localSlot(s.Targets[0]); ok {
			return func(f *frame) (signal, error) {
				v, err := value(f)
				if err != nil {
					return 0, err
				}
				f.slots[slot] = v
				return 0, nil
			}
		}
		store := c.target(s.Targets[0])
		return func(f *frame) (signal, error) {
			v, err := value(f)
			if err != nil {
				return 0, err
			}
			return 0, store(f, v)
		}
	}
	stores := make([]storeFunc, len(s.Targets))
	for i, e := range s.Targets {
		stores[i] = c.target(e)
	}
	return func(f *frame) (signal, error) {
		v, err := value(f)
		if err != nil {
			return 0, err
		}
		for _, store := range stores {
			if err := store(f, v); err != nil {
				return 0, err
			}
		}
		return 0, nil
	}
}

// parallelAssign compiles a, b = x, y without making a tuple. It returns nil for any other assignment.
func (c *compiler) parallelAssign(s *python.Assign) stmtFunc {
	if len(s.Targets) != 1 || c.unit.memo {
		return nil
	}
	to, ok1 := s.Targets[0].(*python.Tuple)
	from, ok2 := s.Value.(*python.Tuple)
	if !ok1 || !ok2 || len(to.Elts) != 2 || len(from.Elts) != 2 || hasStar(to.Elts) || hasStar(from.Elts) {
		return nil
	}
	x, y := c.expr(from.Elts[0]), c.expr(from.Elts[1])
	a, b := c.target(to.Elts[0]), c.target(to.Elts[1])
	return func(f *frame) (signal, error) {
		v, err := x(f)
		if err != nil {
			return 0, err
		}
		w, err := y(f)
		if err != nil {
			return 0, err
		}
		if err := a(f, v); err != nil {
			return 0, err
		}
		return 0, b(f, w)
	}
}

// augAssign compiles x op= y.
func (c *compiler) augAssign(s *python.AugAssign) stmtFunc {
	op, span := s.Op, s.Span()
	inPlace := func(f *frame, old, v Value) (Value, error) {
		if x, ok := old.(Int); ok && op == python.Add {
			if y, ok := v.(Int); ok {
				if z := x + y; (z > x) == (y > 0) {
					return makeInt(int64(z)), nil
				}
			}
		}
		r, err := InPlace(f.t, op, old, v)
		if err != nil {
			return nil, f.trace(err, span)
		}
		return r, nil
	}
	switch target := s.Target.(type) {
	case *python.Name:
		load := c.load(target.ID, target.Span())
		if c.unit.memo {
			load = c.remember(load)
		}
		value := c.expr(s.Value)
		store := c.store(target.ID, target.Span())
		if slot, a, ok := c.localSlot(target); ok {
			name := target.Span()
			return func(f *frame) (signal, error) {
				old := f.slots[slot]
				if old == nil {
					return 0, f.trace(a.missing(), name)
				}
				v, err := value(f)
				if err != nil {
					return 0, err
				}
				if v, err = inPlace(f, old, v); err != nil {
					return 0, err
				}
				f.slots[slot] = v
				return 0, nil
			}
		}
		return func(f *frame) (signal, error) {
			old, err := load(f)
			if err != nil {
				return 0, err
			}
			v, err := value(f)
			if err != nil {
				return 0, err
			}
			if v, err = inPlace(f, old, v); err != nil {
				return 0, err
			}
			return 0, store(f, v)
		}
	case *python.Attribute:
		obj, id := c.expr(target.Value), c.ident(target.Attr)
		at := target.Span()
		return c.augStore(s, inPlace, obj, nil, func(f *frame, o, _ Value) (Value, error) {
			v, err := getAttrIdent(f.t, o, id)
			if err != nil {
				return nil, f.trace(err, at)
			}
			return v, nil
		}, func(f *frame, o, _, v Value) error {
			return f.trace(setAttrIdent(f.t, o, id, v), at)
		})
	case *python.Subscript:
		at := target.Span()
		return c.augStore(s, inPlace, c.expr(target.Value), c.expr(target.Slice), func(f *frame, o, k Value) (Value, error) {
			v, err := Index(f.t, o, k)
			if err != nil {
				return nil, f.trace(err, at)
			}
			return v, nil
		}, func(f *frame, o, k, v Value) error {
			return f.trace(setItem(f.t, o, k, v), at)
		})
	}
	c.fail(s.Target.Span(), "invalid syntax")
	return nil
}

// augStore compiles an augmented assignment to an attribute or item, whose object and key are evaluated once.
func (c *compiler) augStore(s *python.AugAssign, inPlace func(f *frame, old, v Value) (Value, error), obj, key exprFunc,
	get func(f *frame, o, k Value) (Value, error), set func(f *frame, o, k, v Value) error) stmtFunc {
	if key == nil {
		key = constant(None)
	}
	old := func(f *frame) (Value, error) { return nil, nil }
	if c.unit.memo {
		old = c.remember(func(f *frame) (Value, error) {
			o, err := obj(f)
			if err != nil {
				return nil, err
			}
			k, err := key(f)
			if err != nil {
				return nil, err
			}
			return get(f, o, k)
		})
	}
	value := c.expr(s.Value)
	return func(f *frame) (signal, error) {
		o, err := obj(f)
		if err != nil {
			return 0, err
		}
		k, err := key(f)
		if err != nil {
			return 0, err
		}
		was, err := old(f)
		if err != nil {
			return 0, err
		}
		if was == nil {
			if was, err = get(f, o, k); err != nil {
				return 0, err
			}
		}
		v, err := value(f)
		if err != nil {
			return 0, err
		}
		if v, err = inPlace(f, was, v); err != nil {
			return 0, err
		}
		return 0, set(f, o, k, v)
	}
}

// annAssign compiles x: T = v.
func (c *compiler) annAssign(s *python.AnnAssign) stmtFunc {
	var assign stmtFunc
	if s.Value != nil {
		assign = c.assign(&python.Assign{Range: s.Range, Targets: []python.Expr{s.Target}, Value: s.Value})
	}
	annotation := c.annotation(s.Annotation)
	name, simple := s.Target.(*python.Name)
	simple = simple && s.Simple
	inFunction := c.scope.functionLike()
	if inFunction && simple {
		annotation = nil // not evaluated
	}
	var id Value
	if simple {
		id = Str(c.mangled(name.ID))
	}
	var touch []exprFunc // x.y: T evaluates x
	if s.Value == nil && !simple {
		switch target := s.Target.(type) {
		case *python.Attribute:
			touch = append(touch, c.expr(target.Value))
		case *python.Subscript:
			touch = append(touch, c.expr(target.Value), c.expr(target.Slice))
		}
	}
	span := s.Span()
	return func(f *frame) (signal, error) {
		if assign != nil {
			if _, err := assign(f); err != nil {
				return 0, err
			}
		}
		for _, e := range touch {
			if _, err := e(f); err != nil {
				return 0, err
			}
		}
		if annotation == nil {
			return 0, nil
		}
		v, err := annotation(f)
		if err != nil || !simple || inFunction {
			return 0, err
		}
		notes, err := f.lookupLocalName(idAnnotations)
		if err == nil && notes == nil {
			err = undefined("__annotations__")
		}
		if err == nil {
			err = SetIndex(f.t, notes, id, v)
		}
		return 0, f.trace(err, span)
	}
}

// annotation compiles an annotation: the value, or its text under "from __future__ import annotations".
func (c *compiler) annotation(e python.Expr) exprFunc {
	if c.table.future {
		return constant(Str(c.file.Slice(e.Span())))
	}
	return c.expr(e)
}

// del compiles the deletion of a target.
func (c *compiler) del(e python.Expr) func(f *frame) error {
	span := e.Span()
	switch e := e.(type) {
	case *python.Name:
		return c.delete(e.ID, span, false)
	case *python.Attribute:
		obj, name := c.expr(e.Value), c.ident(e.Attr).name
		return func(f *frame) error {
			o, err := obj(f)
			if err != nil {
				return err
			}
			return f.trace(SetAttr(f.t, o, name, nil), span)
		}
	case *python.Subscript:
		obj, key := c.expr(e.Value), c.expr(e.Slice)
		return func(f *frame) error {
			o, err := obj(f)
			if err != nil {
				return err
			}
			k, err := key(f)
			if err != nil {
				return err
			}
			return f.trace(SetIndex(f.t, o, k, nil), span)
		}
	case *python.Tuple:
		return c.delAll(e.Elts)
	case *python.List:
		return c.delAll(e.Elts)
	}
	c.fail(span, "invalid syntax")
	return nil
}

func (c *compiler) delAll(elts []python.Expr) func(f *frame) error {
	dels := make([]func(f *frame) error, len(elts))
	for i, e := range elts {
		dels[i] = c.del(e)
	}
	return func(f *frame) error {
		for _, del := range dels {
			if err := del(f); err != nil {
				return err
			}
		}
		return nil
	}
}
