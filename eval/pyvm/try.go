package pyvm

import (
	"github.com/knead-build/knead/lang/python"
	"github.com/knead-build/knead/lang/source"
)

// tryStmt is a compiled try statement.
type tryStmt struct {
	body, orelse, finally stmtFunc // the latter two may be nil
	handlers              []exceptHandler
	star                  bool
	temp                  int // where a generator keeps a tryState while it is suspended in the statement, or -1
}

type exceptHandler struct {
	match exprFunc // nil: all exceptions
	span  source.Span
	body  stmtFunc
	store storeFunc // of the name; nil where there is none
	unset func(f *frame) error
}

// tryPhase is how far a try statement has come.
type tryPhase uint8

const (
	tryBody tryPhase = iota
	tryHandler
	tryElse
	tryFinally
)

// tryState is what a try statement must know to go on.
type tryState struct {
	phase   tryPhase
	handler *exceptHandler // of tryHandler
	exc     *Exception     // and what it handles

	// What the statement ends with, unless finally changes it:
	sig signal
	err error
	ret Value
}

func (c *compiler) tryStmt(s *python.Try) stmtFunc {
	t := &tryStmt{temp: -1, star: s.Star}
	if c.table.yields[s] {
		t.temp = c.newTemp()
	}
	t.body, t.orelse = c.block(s.Body), c.orElse(s.Else)
	for _, h := range s.Handlers {
		eh := exceptHandler{span: h.Span()}
		if h.Type != nil {
			eh.match, eh.span = c.expr(h.Type), h.Type.Span()
		}
		if h.Name != "" {
			eh.store, eh.unset = c.store(h.Name, h.NameSpan), c.delete(h.Name, h.NameSpan, true)
		}
		eh.body = c.block(h.Body)
		t.handlers = append(t.handlers, eh)
	}
	if len(s.Finally) > 0 {
		t.finally = c.block(s.Finally)
	}
	if s.Star {
		return t.runStar
	}
	if t.temp < 0 {
		return t.runPlain
	}
	return t.run
}

// runPlain runs the statement outside of generators: it begins at the beginning.
func (s *tryStmt) runPlain(f *frame) (signal, error) {
	sig, err := s.body(f)
	if err == nil && s.finally == nil && (s.orelse == nil || sig != 0) {
		return sig, nil
	}
	st := tryState{sig: sig, err: err, ret: f.ret}
	return s.after(f, &st)
}

// run runs the statement in a generator, from where it was.
func (s *tryStmt) run(f *frame) (signal, error) {
	saved, _ := f.gen.temps[s.temp].(*tryState)
	if saved == nil {
		saved = &tryState{}
	}
	f.gen.temps[s.temp] = nil
	var sig signal
	var err error
	switch saved.phase {
	case tryHandler:
		sig, err = s.handle(f, saved)
	case tryFinally:
		sig, err = s.finish(f, saved)
	case tryElse:
		sig, err = s.runElse(f, saved)
	default:
		saved.sig, saved.err = s.body(f)
		saved.ret = f.ret
		sig, err = s.after(f, saved)
	}
	if err == errSuspended {
		f.gen.temps[s.temp] = saved
	}
	return sig, err
}

// after goes on when the body has ended.
func (s *tryStmt) after(f *frame, st *tryState) (signal, error) {
	if st.err == nil {
		if st.sig == 0 && s.orelse != nil {
			return s.runElse(f, st)
		}
		return s.finish(f, st)
	}
	e := AsException(st.err)
	if e == nil {
		return 0, st.err // suspended, or a limit is reached
	}
	f.t.chainContext(e)
	for i := range s.handlers {
		h := &s.handlers[i]
		matches, err := h.matches(f, e)
		if err != nil {
			st.err = err
			break
		}
		if matches {
			st.handler, st.exc = h, e
			return s.begin(f, st)
		}
	}
	return s.finish(f, st)
}

// matches reports whether the handler is for the exception.
func (h *exceptHandler) matches(f *frame, e *Exception) (bool, error) {
	if h.match == nil {
		return true, nil
	}
	f.t.pushHandled(e)
	defer f.t.popHandled()
	v, err := h.match(f)
	if err == nil {
		var ok bool
		if ok, err = exceptionMatches(e, v); err == nil {
			return ok, nil
		}
	}
	if inner := AsException(err); inner != nil {
		f.t.chainContext(inner)
	}
	return false, f.trace(err, h.span)
}

// exceptionMatches reports whether e is of a class, or of one of a tuple of classes.
func exceptionMatches(e *Exception, v Value) (bool, error) {
	list := []Value{v}
	if tuple, ok := Unwrap(v).(*Tuple); ok {
		list = tuple.Items
	}
	for _, x := range list {
		if cls, ok := x.(*Type); !ok || !cls.IsSubclass(BaseException) {
			return false, Raise(TypeError, "catching classes that do not inherit from BaseException is not allowed")
		}
	}
	for _, x := range list {
		if e.cls.IsSubclass(x.(*Type)) {
			return true, nil
		}
	}
	return false, nil
}

// begin enters a handler.
func (s *tryStmt) begin(f *frame, st *tryState) (signal, error) {
	f.traced = nil
	if st.handler.store != nil {
		if err := st.handler.store(f, st.exc); err != nil {
			st.sig, st.err = 0, err
			return s.finish(f, st)
		}
	}
	return s.handle(f, st)
}

// handle runs a handler, or goes on with it.
func (s *tryStmt) handle(f *frame, st *tryState) (signal, error) {
	st.phase = tryHandler
	h := st.handler
	f.t.pushHandled(st.exc)
	sig, err := h.body(f)
	if err == errSuspended {
		f.t.popHandled()
		return 0, err
	}
	if e := AsException(err); e != nil {
		f.t.chainContext(e)
	}
	f.t.popHandled()
	if err != nil && IsAbort(err) {
		return 0, err
	}
	st.sig, st.err, st.ret = sig, err, f.ret
	if h.unset != nil {
		if err := h.unset(f); err != nil && st.err == nil {
			st.err = err
		}
	}
	return s.finish(f, st)
}

func (s *tryStmt) runElse(f *frame, st *tryState) (signal, error) {
	st.phase = tryElse
	sig, err := s.orelse(f)
	if err == errSuspended {
		return 0, err
	}
	st.sig, st.err, st.ret = sig, err, f.ret
	return s.finish(f, st)
}

// finish runs the finally block, or goes on with it, and ends the statement.
func (s *tryStmt) finish(f *frame, st *tryState) (signal, error) {
	e := AsException(st.err)
	if st.err != nil && e == nil {
		return 0, st.err
	}
	if s.finally == nil {
		return st.sig, st.err
	}
	st.phase = tryFinally
	if e != nil {
		f.t.chainContext(e)
		f.t.pushHandled(e)
	}
	sig, err := s.finally(f)
	if e != nil {
		if inner := AsException(err); inner != nil {
			f.t.chainContext(inner)
		}
		f.t.popHandled()
	}
	if err != nil || sig != 0 {
		return sig, err
	}
	f.ret = st.ret
	if e != nil {
		f.traced = e
	}
	return st.sig, st.err
}

// pushHandled notes that an exception is being handled; popHandled that it is no more.
func (t *Thread) pushHandled(e *Exception) { t.excs = append(t.excs, e) }
func (t *Thread) popHandled() {
	n := len(t.excs) - 1
	t.excs[n] = nil
	t.excs = t.excs[:n]
}

// setContext makes the exception that is being handled the context of one that is raised.
func (t *Thread) setContext(e *Exception) {
	e.chained = true
	handled := t.Handled()
	if handled == nil || handled == e {
		return
	}
	// The chain must not become a circle.
	slow := handled
	for x, odd := handled, false; x != nil; x, odd = x.Context, !odd {
		if x.Context == e {
			x.Context = nil
			break
		}
		if odd {
			if slow = slow.Context; slow == x {
				break
			}
		}
	}
	e.Context = handled
}

// chainContext is setContext for an exception that a native function has made: that is seen when it comes by.
func (t *Thread) chainContext(e *Exception) {
	if !e.chained && e.Context == nil {
		t.setContext(e)
	}
}

// makeException makes the exception that raise raises: an exception, or an instance of a class of exceptions.
func makeException(t *Thread, v Value) (*Exception, error) {
	switch x := v.(type) {
	case *Exception:
		return x, nil
	case *Type:
		if !x.IsSubclass(BaseException) {
			break
		}
		r, err := Call(t, x, nil, nil)
		if err != nil {
			return nil, err
		}
		e, ok := r.(*Exception)
		if !ok {
			return nil, Raise(TypeError, "calling %s should have returned an instance of BaseException, not %s", reprOfType(x), r.Type().name)
		}
		return e, nil
	}
	return nil, Raise(TypeError, "exceptions must derive from BaseException")
}

func reprOfType(ty *Type) string { return "<class '" + ty.FullName() + "'>" }

// setCause does "raise e from v".
func setCause(t *Thread, e *Exception, v Value) error {
	if v == Value(None) {
		e.Cause, e.SuppressContext = nil, true
		return nil
	}
	if cls, ok := v.(*Type); !ok || !cls.IsSubclass(BaseException) {
		if _, ok := v.(*Exception); !ok {
			return Raise(TypeError, "exception causes must derive from BaseException")
		}
	}
	cause, err := makeException(t, v)
	if err != nil {
		return err
	}
	e.Cause, e.SuppressContext = cause, true
	return nil
}
