package pyvm

import (
	"github.com/knead-build/knead/lang/python"
	"github.com/knead-build/knead/lang/source"
)

// block compiles statements.
func (c *compiler) block(list []python.Stmt) stmtFunc {
	stmts := make([]stmtFunc, 0, len(list))
	spans := make([]source.Span, 0, len(list))
	suspends := false
	for _, s := range list {
		if idle(s) {
			continue
		}
		suspends = suspends || c.table.yields[s]
		stmts = append(stmts, c.stmt(s))
		spans = append(spans, s.Span())
	}
	if suspends {
		return c.suspendingBlock(stmts, spans)
	}
	switch len(stmts) {
	case 0:
		return func(*frame) (signal, error) { return 0, nil }
	case 1:
		stmt, span := stmts[0], spans[0]
		return func(f *frame) (signal, error) {
			f.at = span
			sig, err := stmt(f)
			if err != nil {
				return 0, f.trace(err, span)
			}
			return sig, nil
		}
	case 2:
		first, second := stmts[0], stmts[1]
		return func(f *frame) (signal, error) {
			f.at = spans[0]
			sig, err := first(f)
			if err != nil {
				return 0, f.trace(err, spans[0])
			}
			if sig != 0 {
				return sig, nil
			}
			f.at = spans[1]
			if sig, err = second(f); err != nil {
				return 0, f.trace(err, spans[1])
			}
			return sig, nil
		}
	}
	return func(f *frame) (signal, error) {
		for i, stmt := range stmts {
			f.at = spans[i]
			sig, err := stmt(f)
			if err != nil {
				return 0, f.trace(err, spans[i])
			}
			if sig != 0 {
				return sig, nil
			}
		}
		return 0, nil
	}
}

// idle reports whether a statement does nothing when it runs.
func idle(s python.Stmt) bool {
	switch s := s.(type) {
	case *python.Pass, *python.Global, *python.Nonlocal:
		return true
	case *python.ExprStmt:
		_, literal := s.Value.(*python.Constant)
		return literal
	}
	return false
}

// stmt compiles a statement.
func (c *compiler) stmt(s python.Stmt) stmtFunc {
	if c.depth++; c.depth > maxDepth {
		c.fail(s.Span(), "too many statically nested blocks")
		return nil
	}
	defer func() { c.depth-- }()
	if c.table.yields[s] {
		if fn := c.suspendingStmt(s); fn != nil {
			return fn
		}
	}
	return c.plainStmt(s)
}

func (c *compiler) plainStmt(s python.Stmt) stmtFunc {
	span := s.Span()
	switch s := s.(type) {
	case *python.ExprStmt:
		e := c.expr(s.Value)
		return func(f *frame) (signal, error) {
			_, err := e(f)
			return 0, err
		}
	case *python.Assign:
		return c.assign(s)
	case *python.AugAssign:
		return c.augAssign(s)
	case *python.AnnAssign:
		return c.annAssign(s)
	case *python.Return:
		if s.Value == nil {
			return func(f *frame) (signal, error) {
				f.ret = None
				return signalReturn, nil
			}
		}
		e := c.expr(s.Value)
		return func(f *frame) (signal, error) {
			v, err := e(f)
			f.ret = v
			return signalReturn, err
		}
	case *python.If:
		return c.ifStmt(s)
	case *python.For:
		return c.forStmt(s)
	case *python.While:
		return c.whileStmt(s)
	case *python.Break:
		return func(*frame) (signal, error) { return signalBreak, nil }
	case *python.Continue:
		return func(*frame) (signal, error) { return signalContinue, nil }
	case *python.FunctionDef:
		return c.functionDef(s)
	case *python.ClassDef:
		return c.classDef(s)
	case *python.Try:
		return c.tryStmt(s)
	case *python.With:
		return c.withStmt(s, s.Items)
	case *python.Raise:
		return c.raise(s)
	case *python.Assert:
		return c.assert(s)
	case *python.Delete:
		del := c.delAll(s.Targets)
		return func(f *frame) (signal, error) { return 0, del(f) }
	case *python.Import:
		return c.importStmt(s)
	case *python.ImportFrom:
		return c.importFrom(s)
	case *python.Match:
		return c.match(s)
	case *python.Pass, *python.Global, *python.Nonlocal:
		return func(*frame) (signal, error) { return 0, nil }
	}
	c.fail(span, "invalid syntax")
	return nil
}

func (c *compiler) ifStmt(s *python.If) stmtFunc {
	// A chain of elif is one loop, so that a long one does not nest.
	type branch struct {
		test condFunc
		body stmtFunc
		span source.Span
	}
	var branches []branch
	var orelse stmtFunc
	for {
		branches = append(branches, branch{c.cond(s.Test), c.block(s.Body), s.Test.Span()})
		if len(s.Else) == 1 {
			if next, ok := s.Else[0].(*python.If); ok && !c.table.yields[next] {
				s = next
				continue
			}
		}
		if len(s.Else) > 0 {
			orelse = c.block(s.Else)
		}
		break
	}
	if len(branches) == 1 {
		test, body, span := branches[0].test, branches[0].body, branches[0].span
		return func(f *frame) (signal, error) {
			truth, err := test(f)
			if err != nil {
				return 0, f.trace(err, span)
			}
			if truth {
				return body(f)
			}
			if orelse != nil {
				return orelse(f)
			}
			return 0, nil
		}
	}
	return func(f *frame) (signal, error) {
		for i := range branches {
			b := &branches[i]
			truth, err := b.test(f)
			if err != nil {
				return 0, f.trace(err, b.span)
			}
			if truth {
				return b.body(f)
			}
		}
		if orelse != nil {
			return orelse(f)
		}
		return 0, nil
	}
}

// orElse compiles an else block, or returns nil where there is none.
func (c *compiler) orElse(list []python.Stmt) stmtFunc {
	if len(list) == 0 {
		return nil
	}
	return c.block(list)
}

func (c *compiler) whileStmt(s *python.While) stmtFunc {
	test, body, orelse, span := c.cond(s.Test), c.block(s.Body), c.orElse(s.Else), s.Test.Span()
	return func(f *frame) (signal, error) {
		t := f.t
		for {
			truth, err := test(f)
			if err != nil {
				return 0, f.trace(err, span)
			}
			if !truth {
				break
			}
			sig, err := body(f)
			if err != nil {
				return 0, err
			}
			if sig == signalBreak {
				return 0, nil
			}
			if sig == signalReturn {
				return sig, nil
			}
			if t.steps--; t.steps <= 0 {
				if err := t.check(); err != nil {
					return 0, err
				}
			}
		}
		if orelse != nil {
			return orelse(f)
		}
		return 0, nil
	}
}

func (c *compiler) forStmt(s *python.For) stmtFunc {
	iter, span := c.expr(s.Iter), s.Iter.Span()
	body, orelse := c.block(s.Body), c.orElse(s.Else)
	store := c.target(s.Target)
	slot, _, plain := c.localSlot(s.Target)
	return func(f *frame) (signal, error) {
		v, err := iter(f)
		if err != nil {
			return 0, err
		}
		var items cursor
		if err := items.start(f.t, v); err != nil {
			return 0, f.trace(err, span)
		}
		for {
			x, err := items.next(f.t)
			if err != nil {
				return 0, f.trace(err, span)
			}
			if x == nil {
				break
			}
			if plain {
				f.slots[slot] = x
			} else if err := store(f, x); err != nil {
				return 0, err
			}
			sig, err := body(f)
			if err != nil {
				return 0, err
			}
			if sig == signalBreak {
				return 0, nil
			}
			if sig == signalReturn {
				return sig, nil
			}
		}
		if orelse != nil {
			return orelse(f)
		}
		return 0, nil
	}
}

func (c *compiler) raise(s *python.Raise) stmtFunc {
	span := s.Span()
	if s.Exc == nil {
		return func(f *frame) (signal, error) {
			e := f.t.Handled()
			if e == nil {
				return 0, f.trace(Raise(RuntimeError, "No active exception to reraise"), span)
			}
			f.traced = e // raising again adds nothing to the traceback
			return 0, &Raised{e}
		}
	}
	exc := c.expr(s.Exc)
	var cause exprFunc
	if s.Cause != nil {
		cause = c.expr(s.Cause)
	}
	return func(f *frame) (signal, error) {
		v, err := exc(f)
		if err != nil {
			return 0, err
		}
		var from Value
		if cause != nil {
			if from, err = cause(f); err != nil {
				return 0, err
			}
		}
		e, err := makeException(f.t, v)
		if err != nil {
			return 0, f.trace(err, span)
		}
		if cause != nil {
			if err := setCause(f.t, e, from); err != nil {
				return 0, f.trace(err, span)
			}
		}
		f.t.setContext(e)
		f.traced = nil
		return 0, f.trace(&Raised{e}, span)
	}
}

func (c *compiler) assert(s *python.Assert) stmtFunc {
	test, span := c.cond(s.Test), s.Test.Span() // where CPython says that it was raised
	var msg exprFunc
	if s.Msg != nil {
		msg = c.expr(s.Msg)
	}
	return func(f *frame) (signal, error) {
		truth, err := test(f)
		if truth || err != nil {
			return 0, err
		}
		e := NewException(AssertionError)
		if msg != nil {
			v, err := msg(f)
			if err != nil {
				return 0, err
			}
			e.Args = NewTuple(v)
		}
		f.t.setContext(e)
		return 0, f.trace(&Raised{e}, span)
	}
}
