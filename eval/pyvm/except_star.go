package pyvm

// This file runs try statements with except* (PEP 654).

// runStar runs the statement.
func (s *tryStmt) runStar(f *frame) (signal, error) {
	sig, err := s.body(f)
	st := tryState{sig: sig, err: err, ret: f.ret}
	if err == nil {
		return s.after(f, &st)
	}
	e := AsException(err)
	if e == nil {
		return 0, err
	}
	f.t.chainContext(e)
	st.sig, st.err = s.handleGroup(f, e)
	if st.err != nil && IsAbort(st.err) {
		return 0, st.err
	}
	return s.finish(f, &st)
}

// handleGroup offers the exceptions in a group to the handlers in turn, and returns what is left of them.
func (s *tryStmt) handleGroup(f *frame, e *Exception) (signal, error) {
	t := f.t
	rest := e
	naked := e.group == nil
	var raised []Value
	for i := range s.handlers {
		h := &s.handlers[i]
		if rest == nil {
			break
		}
		v, err := h.match(f)
		var matched *Exception
		if err == nil {
			matched, rest, err = splitForHandler(t, rest, v, naked)
		}
		if err != nil {
			if inner := AsException(err); inner != nil {
				t.chainContext(inner)
			}
			return 0, f.trace(err, h.span)
		}
		if matched == nil {
			continue
		}
		f.traced = nil
		if h.store != nil {
			if err := h.store(f, matched); err != nil {
				return 0, err
			}
		}
		t.pushHandled(matched)
		_, err = h.body(f)
		inner := AsException(err)
		if inner != nil {
			t.chainContext(inner)
		}
		t.popHandled()
		if err != nil && inner == nil {
			return 0, err
		}
		if h.unset != nil {
			if err := h.unset(f); err != nil {
				return 0, err
			}
		}
		if inner != nil {
			raised = append(raised, inner)
		}
	}
	if len(raised) == 0 {
		if rest == nil {
			return 0, nil
		}
		f.traced = rest
		return 0, &Raised{rest}
	}
	if rest != nil {
		raised = append(raised, rest)
	}
	if len(raised) == 1 && naked {
		return 0, &Raised{raised[0].(*Exception)}
	}
	g, err := newGroup(BaseExceptionGroup, "", raised)
	if err != nil {
		return 0, err
	}
	return 0, &Raised{g}
}

// splitForHandler divides an exception into what an except* clause handles and what it does not.
func splitForHandler(t *Thread, e *Exception, v Value, naked bool) (matched, rest *Exception, err error) {
	if _, err := exceptionMatches(e, v); err != nil {
		return nil, nil, err
	}
	classes := []Value{v}
	if tuple, ok := Unwrap(v).(*Tuple); ok {
		classes = tuple.Items
	}
	for _, c := range classes {
		if c.(*Type).IsSubclass(BaseExceptionGroup) {
			return nil, nil, Raise(TypeError, "catching ExceptionGroup with except* is not allowed. Use except instead.")
		}
	}
	if naked {
		if ok, err := exceptionMatches(e, v); !ok || err != nil {
			return nil, e, err
		}
		g, err := newGroup(BaseExceptionGroup, "", []Value{e})
		if err == nil {
			g.Args = NewTuple(Str(""), NewTuple(e))
		}
		return g, nil, err
	}
	return splitGroup(t, e, func(x *Exception) (bool, error) { return exceptionMatches(x, v) })
}
