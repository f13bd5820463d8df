package pyvm

import (
	"github.com/knead-build/knead/lang/python"
	"github.com/knead-build/knead/lang/source"
)

// This file compiles what a yield is in: expressions and statements that can be left in the middle and gone on with. A
// statement that suspends returns errSuspended; it is run again from its beginning when the generator is resumed, and knows
// by its state in the generator what it has done already.

// newState returns the index of a number that the generator keeps, 0 to begin with; newTemp of a value, nil to begin with.
func (c *compiler) newState() int {
	c.unit.code.states++
	return c.unit.code.states - 1
}

func (c *compiler) newTemp() int {
	c.unit.code.temps++
	return c.unit.code.temps - 1
}

// remember makes an expression keep its value until the statement that it is in has been finished.
func (c *compiler) remember(fn exprFunc) exprFunc {
	k := c.newTemp()
	return func(f *frame) (Value, error) {
		if v := f.gen.temps[k]; v != nil {
			return v.(Value), nil
		}
		v, err := fn(f)
		if err == nil {
			f.gen.temps[k] = v
		}
		return v, err
	}
}

// forgetting compiles something with a yield in it, and returns what lets the generator forget the values that it keeps: to
// be called when it is finished. nil: it keeps none.
func (c *compiler) forgetting(compile func()) (forget func(f *frame)) {
	from := c.unit.code.temps
	compile()
	to := c.unit.code.temps
	if from == to {
		return nil
	}
	return func(f *frame) { clear(f.gen.temps[from:to]) }
}

// suspendingExpr compiles an expression with a yield in it that a statement evaluates, perhaps many times.
func (c *compiler) suspendingExpr(e python.Expr) exprFunc {
	if !c.table.yields[e] {
		return c.expr(e)
	}
	var fn exprFunc
	forget := c.forgetting(func() { fn = c.expr(e) })
	if forget == nil {
		return fn
	}
	return func(f *frame) (Value, error) {
		v, err := fn(f)
		if err != errSuspended {
			forget(f)
		}
		return v, err
	}
}

// suspendingExprStmt compiles a lambda's body with a yield in it.
func (c *compiler) suspendingExprStmt(e python.Expr, then func(f *frame, v Value) (signal, error)) stmtFunc {
	fn := c.suspendingExpr(e)
	return func(f *frame) (signal, error) {
		v, err := fn(f)
		if err != nil {
			return 0, err
		}
		return then(f, v)
	}
}

// suspendingStmt compiles a statement with a yield in it. It returns nil for try, with and match, which suspend by themselves.
func (c *compiler) suspendingStmt(s python.Stmt) stmtFunc {
	switch s := s.(type) {
	case *python.If:
		return c.suspendingIf(s)
	case *python.While:
		return c.suspendingWhile(s)
	case *python.For:
		return c.suspendingFor(s)
	case *python.Try, *python.With, *python.Match:
		return nil
	case *python.ExprStmt:
		fn := c.suspendingExpr(s.Value)
		return func(f *frame) (signal, error) {
			_, err := fn(f)
			return 0, err
		}
	case *python.Return:
		return c.suspendingExprStmt(s.Value, func(f *frame, v Value) (signal, error) {
			f.ret = v
			return signalReturn, nil
		})
	case *python.Assign:
		if _, name := s.Targets[0].(*python.Name); name && len(s.Targets) == 1 {
			value := c.suspendingExpr(s.Value)
			store := c.target(s.Targets[0])
			return func(f *frame) (signal, error) {
				v, err := value(f)
				if err != nil {
					return 0, err
				}
				return 0, store(f, v)
			}
		}
	}
	// Other statements keep the values of all their parts.
	var fn stmtFunc
	forget := c.forgetting(func() {
		was := c.unit.memo
		c.unit.memo = true
		fn = c.plainStmt(s)
		c.unit.memo = was
	})
	if forget == nil {
		return fn
	}
	return func(f *frame) (signal, error) {
		sig, err := fn(f)
		if err != errSuspended {
			forget(f)
		}
		return sig, err
	}
}

func (c *compiler) suspendingBlock(stmts []stmtFunc, spans []source.Span) stmtFunc {
	if len(stmts) == 1 {
		stmt, span := stmts[0], spans[0]
		return func(f *frame) (signal, error) {
			f.at = span
			sig, err := stmt(f)
			if err != nil && err != errSuspended {
				err = f.trace(err, span)
			}
			return sig, err
		}
	}
	k := c.newState()
	return func(f *frame) (signal, error) {
		g := f.gen
		i := int(g.states[k])
		g.states[k] = 0
		for ; i < len(stmts); i++ {
			f.at = spans[i]
			sig, err := stmts[i](f)
			if err != nil {
				if err == errSuspended {
					g.states[k] = int32(i)
					return 0, err
				}
				return 0, f.trace(err, spans[i])
			}
			if sig != 0 {
				return sig, nil
			}
		}
		return 0, nil
	}
}

// suspendingCond compiles a condition that may have a yield in it.
func (c *compiler) suspendingCond(e python.Expr) condFunc {
	if !c.table.yields[e] {
		return c.cond(e)
	}
	fn, span := c.suspendingExpr(e), e.Span()
	return func(f *frame) (bool, error) {
		v, err := fn(f)
		if err != nil {
			return false, err
		}
		truth, err := Truth(f.t, v)
		return truth, f.trace(err, span)
	}
}

const (
	atBeginning int32 = iota
	inBody
	inElse
)

func (c *compiler) suspendingIf(s *python.If) stmtFunc {
	k := c.newState()
	test, body, orelse, span := c.suspendingCond(s.Test), c.block(s.Body), c.orElse(s.Else), s.Test.Span()
	return func(f *frame) (signal, error) {
		g := f.gen
		state := g.states[k]
		g.states[k] = atBeginning
		if state == atBeginning {
			truth, err := test(f)
			if err != nil {
				return 0, f.trace(err, span)
			}
			state = inElse
			if truth {
				state = inBody
			}
		}
		if state == inElse {
			return suspendingElse(f, g, k, orelse)
		}
		sig, err := body(f)
		if err == errSuspended {
			g.states[k] = state
		}
		return sig, err
	}
}

func (c *compiler) suspendingWhile(s *python.While) stmtFunc {
	k := c.newState()
	test, body, orelse, span := c.suspendingCond(s.Test), c.block(s.Body), c.orElse(s.Else), s.Test.Span()
	return func(f *frame) (signal, error) {
		g := f.gen
		state := g.states[k]
		g.states[k] = atBeginning
		for state != inElse {
			if state == atBeginning {
				truth, err := test(f)
				if err != nil {
					return 0, f.trace(err, span)
				}
				if !truth {
					break
				}
			}
			state = atBeginning
			sig, err := body(f)
			if err != nil {
				if err == errSuspended {
					g.states[k] = inBody
				}
				return 0, err
			}
			if sig == signalBreak {
				return 0, nil
			}
			if sig == signalReturn {
				return sig, nil
			}
			if err := f.t.Step(); err != nil {
				return 0, err
			}
		}
		return suspendingElse(f, g, k, orelse)
	}
}

// suspendingElse runs the else block of a loop or of "if".
func suspendingElse(f *frame, g *Generator, k int, orelse stmtFunc) (signal, error) {
	if orelse == nil {
		return 0, nil
	}
	sig, err := orelse(f)
	if err == errSuspended {
		g.states[k] = inElse
	}
	return sig, err
}

func (c *compiler) suspendingFor(s *python.For) stmtFunc {
	k, at := c.newState(), c.newTemp()
	iter, span := c.suspendingExpr(s.Iter), s.Iter.Span()
	store := c.target(s.Target)
	if c.table.yields[s.Target] {
		c.fail(s.Target.Span(), "yield in the target of a for loop is not supported")
	}
	body, orelse := c.block(s.Body), c.orElse(s.Else)
	return func(f *frame) (signal, error) {
		g := f.gen
		state := g.states[k]
		g.states[k] = atBeginning
		items, _ := g.temps[at].(*cursor)
		if state == atBeginning {
			v, err := iter(f)
			if err != nil {
				return 0, err
			}
			items = &cursor{}
			if err := items.start(f.t, v); err != nil {
				return 0, f.trace(err, span)
			}
			g.temps[at] = items
		}
		for state != inElse {
			if state == atBeginning {
				x, err := items.next(f.t)
				if err != nil {
					return 0, f.trace(err, span)
				}
				if x == nil {
					break
				}
				if err := store(f, x); err != nil {
					return 0, err
				}
			}
			state = atBeginning
			sig, err := body(f)
			if err != nil {
				if err == errSuspended {
					g.states[k] = inBody
				}
				return 0, err
			}
			if sig == signalBreak || sig == signalReturn {
				g.temps[at] = nil
				if sig == signalBreak {
					sig = 0
				}
				return sig, nil
			}
		}
		g.temps[at] = nil
		return suspendingElse(f, g, k, orelse)
	}
}

// yield compiles a yield expression.
func (c *compiler) yield(e *python.Yield) exprFunc {
	k, span := c.newState(), e.Span()
	value := constant(None)
	if e.Value != nil {
		value = c.expr(e.Value)
	}
	return func(f *frame) (Value, error) {
		g := f.gen
		if g.states[k] == atBeginning {
			v, err := value(f)
			if err != nil {
				return nil, err
			}
			g.states[k] = inBody
			g.yielded = v
			return nil, errSuspended
		}
		g.states[k] = atBeginning
		return g.resumed(f, span)
	}
}

// resumed returns what the generator has been resumed with.
func (g *Generator) resumed(f *frame, span source.Span) (Value, error) {
	v, err := g.sent, g.thrown
	g.sent, g.thrown = nil, nil
	if err != nil {
		g.chainThrown(f.t, err)
		return nil, f.trace(err, span)
	}
	if v == nil {
		v = None
	}
	return v, nil
}

// chainThrown decides the context of an exception that is thrown into the generator: what the generator itself is handling.
func (g *Generator) chainThrown(t *Thread, err error) {
	e := AsException(err)
	if e == nil || e.chained {
		return
	}
	e.chained = true
	if len(t.excs) > g.handled {
		t.setContext(e)
	}
}

// yieldFrom compiles yield from.
func (c *compiler) yieldFrom(e *python.YieldFrom) exprFunc {
	at, span := c.newTemp(), e.Span()
	value := c.expr(e.Value)
	return func(f *frame) (Value, error) {
		g := f.gen
		it, _ := g.temps[at].(Iterator)
		sent, thrown := g.sent, g.thrown
		if it == nil {
			v, err := value(f)
			if err != nil {
				return nil, err
			}
			if it, err = Iterate(f.t, v); err != nil {
				return nil, f.trace(err, span)
			}
			sent, thrown = nil, nil
		} else {
			g.sent, g.thrown = nil, nil
		}
		g.temps[at] = it
		g.inner = iteratorValue(it)
		yielded, returned, err := delegate(f.t, it, sent, thrown)
		if err == nil && yielded != nil {
			g.yielded = yielded
			return nil, errSuspended
		}
		g.temps[at], g.inner = nil, nil
		if err != nil {
			if thrown != nil && AsException(err) == AsException(thrown) {
				g.chainThrown(f.t, err)
			}
			return nil, f.trace(err, span)
		}
		return returned, nil
	}
}

// delegate passes what a generator is resumed with on to the iterator that its yield from is at. It returns what that yields,
// or nil and the value of the whole yield from.
func delegate(t *Thread, it Iterator, sent Value, thrown error) (yielded, returned Value, err error) {
	if g, ok := it.(*Generator); ok {
		if thrown != nil && IsException(thrown, GeneratorExit) {
			if err := g.close(t); err != nil {
				return nil, nil, err
			}
			return nil, nil, thrown
		}
		yielded, returned, err = g.resume(t, sent, thrown)
		if err != nil || yielded != nil {
			return yielded, nil, stopValue(err, &returned)
		}
		return nil, returned, nil
	}
	v := iteratorValue(it)
	if thrown != nil {
		return delegateThrow(t, v, thrown)
	}
	if sent != nil && sent != Value(None) {
		yielded, err = CallMethod(t, v, "send", sent)
	} else {
		yielded, err = NextOrStop(t, it)
	}
	if err != nil {
		err = stopValue(err, &returned)
		return nil, returned, err
	}
	return yielded, nil, nil
}

// delegateThrow raises an exception in the iterator, if it takes any.
func delegateThrow(t *Thread, v Value, thrown error) (yielded, returned Value, err error) {
	if IsException(thrown, GeneratorExit) {
		closer, err := lookupAttrIdent(t, v, idClose)
		if err == nil && closer != nil {
			_, err = Call(t, closer, nil, nil)
		}
		if err != nil {
			return nil, nil, err
		}
		return nil, nil, thrown
	}
	throw, err := lookupAttrIdent(t, v, idThrow)
	if err != nil {
		return nil, nil, err
	}
	if throw == nil {
		return nil, nil, thrown
	}
	yielded, err = Call(t, throw, []Value{AsException(thrown)}, nil)
	if err != nil {
		err = stopValue(err, &returned)
		return nil, returned, err
	}
	return yielded, nil, nil
}

// stopValue takes the value out of a StopIteration, for which it returns nil.
func stopValue(err error, to *Value) error {
	e := AsException(err)
	if e == nil || !e.cls.IsSubclass(StopIteration) {
		return err
	}
	*to = None
	if len(e.Args.Items) > 0 {
		*to = e.Args.Items[0]
	}
	return nil
}

// generatorExp compiles a generator expression: a generator whose body is its loops.
func (c *compiler) generatorExp(e *python.GeneratorExp) exprFunc {
	iterable, iterSpan := c.expr(e.Generators[0].Iter), e.Generators[0].Iter.Span()
	scope := c.scope
	code := c.enter(e, "<genexpr>", e.Range.Start)
	code.nargs = 1
	code.params = []Param{{iterableParam, PositionalOnly, makeIdent(iterableParam)}}
	code.body = c.generatorLoops(e.Generators, c.generatorYield(e.Elt), true)
	c.leave(scope)
	closure := c.closure(e)
	return func(f *frame) (Value, error) {
		v, err := iterable(f)
		if err != nil {
			return nil, err
		}
		items := &cursor{}
		if err := items.start(f.t, v); err != nil {
			return nil, f.trace(err, iterSpan)
		}
		inner := f.t.newFrame(code)
		inner.closure, inner.globals = closure(f), f.globals
		for _, i := range code.cells {
			inner.slots[i] = &Cell{}
		}
		g := newGenerator(inner, code.name, code.qualname)
		g.temps[0] = items
		return g, nil
	}
}

// generatorYield compiles the yielding of a generator expression's element.
func (c *compiler) generatorYield(elt python.Expr) stmtFunc {
	k, value, span := c.newState(), c.expr(elt), elt.Span()
	return func(f *frame) (signal, error) {
		g := f.gen
		if g.states[k] != atBeginning {
			g.states[k] = atBeginning
			_, err := g.resumed(f, span)
			return 0, err
		}
		v, err := value(f)
		if err != nil {
			return 0, f.trace(err, span)
		}
		g.states[k] = inBody
		g.yielded = v
		return 0, errSuspended
	}
}

// generatorLoops compiles the loops of a generator expression around its yield. The iterator of the outermost is given.
func (c *compiler) generatorLoops(gens []*python.Comprehension, yield stmtFunc, outermost bool) stmtFunc {
	g := gens[0]
	at, k := c.newTemp(), c.newState() // the outermost loop's temp is the first: generatorExp puts the iterator there
	var iterable exprFunc
	if !outermost {
		iterable = c.expr(g.Iter)
	}
	store, span := c.target(g.Target), g.Iter.Span()
	slot, _, plain := c.localSlot(g.Target)
	conds := make([]condFunc, len(g.Ifs))
	spans := make([]source.Span, len(g.Ifs))
	for i, e := range g.Ifs {
		conds[i], spans[i] = c.cond(e), e.Span()
	}
	step := yield
	if len(gens) > 1 {
		step = c.generatorLoops(gens[1:], yield, false)
	}
	return func(f *frame) (signal, error) {
		g := f.gen
		items, _ := g.temps[at].(*cursor)
		if items == nil {
			v, err := iterable(f)
			if err != nil {
				return 0, f.trace(err, span)
			}
			items = &cursor{}
			if err := items.start(f.t, v); err != nil {
				return 0, f.trace(err, span)
			}
			g.temps[at] = items
		}
		resuming := g.states[k] != atBeginning
		g.states[k] = atBeginning
	next:
		for {
			if !resuming {
				x, err := items.next(f.t)
				if err != nil {
					return 0, f.trace(err, span)
				}
				if x == nil {
					g.temps[at] = nil
					return 0, nil
				}
				if plain {
					f.slots[slot] = x
				} else if err := store(f, x); err != nil {
					return 0, f.trace(err, span)
				}
				for i, cond := range conds {
					truth, err := cond(f)
					if err != nil {
						return 0, f.trace(err, spans[i])
					}
					if !truth {
						continue next
					}
				}
			}
			resuming = false
			if _, err := step(f); err != nil {
				if err == errSuspended {
					g.states[k] = inBody
				}
				return 0, err
			}
		}
	}
}
