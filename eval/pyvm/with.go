package pyvm

import (
	"github.com/knead-build/knead/lang/python"
	"github.com/knead-build/knead/lang/source"
)

// withItem is one manager of a compiled with statement, and what is done with it.
type withItem struct {
	context exprFunc
	span    source.Span
	store   storeFunc // or nil
	body    stmtFunc  // the next manager, or the statement's body
	temp    int       // where a generator keeps a withState while it is suspended in the body, or -1
}

// withState is what the statement must know to go on.
type withState struct{ exit, manager Value }

func (c *compiler) withStmt(s *python.With, items []*python.WithItem) stmtFunc {
	it := items[0]
	w := &withItem{context: c.suspendingExpr(it.Context), span: it.Context.Span(), temp: -1}
	if c.table.yields[s] {
		w.temp = c.newTemp()
	}
	if it.Vars != nil {
		w.store = c.target(it.Vars)
	}
	if len(items) > 1 {
		w.body = c.withStmt(s, items[1:])
	} else {
		w.body = c.block(s.Body)
	}
	return w.run
}

func (w *withItem) run(f *frame) (signal, error) {
	var st *withState
	var sig signal
	var err error
	if w.temp >= 0 {
		st, _ = f.gen.temps[w.temp].(*withState)
		f.gen.temps[w.temp] = nil
	}
	if st == nil {
		var entered Value
		if st, entered, err = w.enter(f); err != nil {
			return 0, err
		}
		if w.store != nil {
			err = w.store(f, entered)
		}
	}
	if err == nil {
		sig, err = w.body(f)
	}
	if err == errSuspended {
		f.gen.temps[w.temp] = st
		return 0, err
	}
	return w.leave(f, st, sig, err)
}

// enter evaluates the manager and calls __enter__.
func (w *withItem) enter(f *frame) (*withState, Value, error) {
	m, err := w.context(f)
	if err != nil {
		return nil, nil, err
	}
	enter, err := specialMethod(f.t, m, idEnter)
	if err == nil && enter == nil {
		err = Raise(TypeError, "'%s' object does not support the context manager protocol", m.Type().name)
	}
	if err != nil {
		return nil, nil, f.trace(err, w.span)
	}
	exit, err := specialMethod(f.t, m, idExit)
	if err == nil && exit == nil {
		err = Raise(TypeError, "'%s' object does not support the context manager protocol (missed __exit__ method)", m.Type().name)
	}
	if err != nil {
		return nil, nil, f.trace(err, w.span)
	}
	v, err := Call(f.t, enter, nil, nil)
	if err != nil {
		return nil, nil, f.trace(err, w.span)
	}
	return &withState{exit, m}, v, nil
}

// specialMethod returns a method that the language calls, bound: what the class has, not the object. nil: there is none.
func specialMethod(t *Thread, v Value, id ident) (Value, error) {
	ty := v.Type()
	if f := ty.lookupIdent(id); f != nil {
		return bind(t, f, v, ty)
	}
	if a, ok := Unwrap(v).(Attributer); ok {
		return a.Attr(t, id.name)
	}
	return nil, nil
}

// leave calls __exit__ and decides how the statement ends.
func (w *withItem) leave(f *frame, st *withState, sig signal, err error) (signal, error) {
	t := f.t
	if err == nil {
		ret := f.ret
		if _, err := Call(t, st.exit, []Value{None, None, None}, nil); err != nil {
			return 0, f.trace(err, w.span)
		}
		f.ret = ret
		return sig, nil
	}
	e := AsException(err)
	if e == nil {
		return 0, err
	}
	t.chainContext(e)
	t.pushHandled(e)
	tb, _ := e.Attr(t, "__traceback__")
	r, exitErr := Call(t, st.exit, []Value{e.cls, e, tb}, nil)
	var suppress bool
	if exitErr == nil {
		suppress, exitErr = Truth(t, r)
	}
	if inner := AsException(exitErr); inner != nil {
		t.chainContext(inner)
	}
	t.popHandled()
	if exitErr != nil {
		if AsException(exitErr) == e {
			f.traced = nil
		}
		return 0, f.trace(exitErr, w.span)
	}
	if suppress {
		f.traced = nil
		return 0, nil
	}
	f.traced = e
	return 0, err
}
