package pyvm

import (
	"github.com/knead-build/knead/lang/python"
	"github.com/knead-build/knead/lang/source"
)

// A list, set or dict comprehension runs in the frame of the code around it, with variables of its own in that frame. Only
// tracebacks show it as the function that it is in CPython 3.11.

// comprehensionLoop runs one "for" of a comprehension over an iterable and adds to what is made.
type comprehensionLoop func(f *frame, items *cursor, made Value) error

// comprehensionStep does what is inside the loops: tests, inner loops, the element.
type comprehensionStep func(f *frame, made Value) error

func (c *compiler) comprehension(e python.Expr) exprFunc {
	var gens []*python.Comprehension
	name := "<listcomp>"
	switch e := e.(type) {
	case *python.ListComp:
		gens = e.Generators
	case *python.SetComp:
		gens, name = e.Generators, "<setcomp>"
	case *python.DictComp:
		gens, name = e.Generators, "<dictcomp>"
	}
	iterable, iterSpan, span := c.expr(gens[0].Iter), gens[0].Iter.Span(), e.Span()

	outer, memo, prefix := c.scope, c.unit.memo, c.unit.prefix
	c.scope, c.unit.memo, c.unit.prefix = c.table.scopes[e], false, prefix+name+"."
	loop := c.comprehensionLoop(gens, c.comprehensionElement(e))
	var clear, cells []int
	for _, sym := range c.scope.order {
		if sym.kind != localSymbol {
			continue
		}
		if sym.cell {
			cells = append(cells, sym.slot)
		} else {
			clear = append(clear, sym.slot)
		}
	}
	code := &Code{name: name, qualname: prefix + name, file: c.file, line: c.line, node: e, first: span.Start, classFree: -1, comprehension: true}
	if sym := c.scope.names["__class__"]; sym != nil && sym.kind == freeSymbol {
		code.classFree = 0
	}
	c.scope, c.unit.memo, c.unit.prefix = outer, memo, prefix

	return func(f *frame) (Value, error) {
		v, err := iterable(f)
		if err != nil {
			return nil, err
		}
		var items cursor
		if err := items.start(f.t, v); err != nil {
			return nil, f.trace(err, iterSpan)
		}
		var made Value
		switch name {
		case "<listcomp>":
			made = &List{}
		case "<setcomp>":
			made = &Set{}
		default:
			made = &Dict{}
		}
		for _, i := range clear {
			f.slots[i] = nil
		}
		for _, i := range cells {
			f.slots[i] = &Cell{}
		}
		around := f.code
		f.code = code
		err = loop(f, &items, made)
		f.code = around
		if err != nil {
			if r, ok := err.(*Raised); ok && r.Exc == f.traced {
				f.traced = nil
			}
			return nil, f.trace(err, span)
		}
		return made, nil
	}
}

// comprehensionElement compiles the adding of an element.
func (c *compiler) comprehensionElement(e python.Expr) comprehensionStep {
	switch e := e.(type) {
	case *python.ListComp:
		elt, span := c.expr(e.Elt), e.Elt.Span()
		return func(f *frame, made Value) error {
			v, err := elt(f)
			if err != nil {
				return f.trace(err, span)
			}
			l := made.(*List)
			if n := len(l.Items); n == cap(l.Items) && n >= 1024 {
				if err := f.t.Alloc(16 * n); err != nil {
					return err
				}
			}
			l.Items = append(l.Items, v)
			return nil
		}
	case *python.SetComp:
		elt, span := c.expr(e.Elt), e.Elt.Span()
		return func(f *frame, made Value) error {
			v, err := elt(f)
			if err == nil {
				err = made.(*Set).d.Set(f.t, v, None)
			}
			return f.trace(err, span)
		}
	}
	d := e.(*python.DictComp)
	key, value, span := c.expr(d.Key), c.expr(d.Value), d.Key.Span()
	return func(f *frame, made Value) error {
		k, err := key(f)
		if err != nil {
			return f.trace(err, span)
		}
		v, err := value(f)
		if err == nil {
			err = made.(*Dict).Set(f.t, k, v)
		}
		return f.trace(err, span)
	}
}

// comprehensionLoop compiles the loops around the element.
func (c *compiler) comprehensionLoop(gens []*python.Comprehension, step comprehensionStep) comprehensionLoop {
	g := gens[0]
	store := c.target(g.Target)
	slot, _, plain := c.localSlot(g.Target)
	targetSpan := g.Target.Span()
	conds := make([]condFunc, len(g.Ifs))
	spans := make([]source.Span, len(g.Ifs))
	for i, e := range g.Ifs {
		conds[i], spans[i] = c.cond(e), e.Span()
	}
	if len(gens) > 1 {
		step = c.innerLoop(gens[1:], step)
	}
	return func(f *frame, items *cursor, made Value) error {
	next:
		for {
			x, err := items.next(f.t)
			if err != nil {
				return f.trace(err, targetSpan)
			}
			if x == nil {
				return nil
			}
			if plain {
				f.slots[slot] = x
			} else if err := store(f, x); err != nil {
				return f.trace(err, targetSpan)
			}
			for i, cond := range conds {
				truth, err := cond(f)
				if err != nil {
					return f.trace(err, spans[i])
				}
				if !truth {
					continue next
				}
			}
			if err := step(f, made); err != nil {
				return err
			}
		}
	}
}

func (c *compiler) innerLoop(gens []*python.Comprehension, step comprehensionStep) comprehensionStep {
	iterable, span := c.expr(gens[0].Iter), gens[0].Iter.Span()
	loop := c.comprehensionLoop(gens, step)
	return func(f *frame, made Value) error {
		v, err := iterable(f)
		if err != nil {
			return f.trace(err, span)
		}
		var items cursor
		if err := items.start(f.t, v); err != nil {
			return f.trace(err, span)
		}
		return loop(f, &items, made)
	}
}
