package pyvm

// newGroup makes an exception group. A BaseExceptionGroup of nothing but Exceptions is an ExceptionGroup.
func newGroup(cls *Type, msg string, excs []Value) (*Exception, error) {
	plain := true
	for i, v := range excs {
		e, ok := v.(*Exception)
		if !ok {
			return nil, Raise(ValueError, "Item %d of second argument (exceptions) is not an exception", i)
		}
		plain = plain && e.cls.IsSubclass(ExceptionType)
	}
	if cls == BaseExceptionGroup && plain {
		cls = ExceptionGroup
	} else if cls == ExceptionGroup && !plain {
		return nil, Raise(TypeError, "Cannot nest BaseExceptions in an ExceptionGroup")
	}
	return &Exception{cls: cls, Args: NewTuple(Str(msg), NewList(excs...)), group: excs}, nil
}

// newExceptionGroup is the constructor.
func newExceptionGroup(t *Thread, cls *Type, args []Value, kw []Kw) (Value, error) {
	if len(args) != 2 {
		return nil, Raise(TypeError, "BaseExceptionGroup.__new__() takes exactly 2 arguments (%d given)", len(args))
	}
	msg, ok := args[0].(Str)
	if !ok {
		return nil, Raise(TypeError, "BaseExceptionGroup.__new__() argument 1 must be str, not %s", args[0].Type().name)
	}
	if _, ok := Unwrap(args[1]).(Indexer); !ok {
		return nil, Raise(TypeError, "second argument (exceptions) must be a sequence")
	}
	items, err := ToSlice(t, args[1])
	if err != nil {
		return nil, err
	}
	if len(items) == 0 {
		return nil, Raise(ValueError, "second argument (exceptions) must be a non-empty sequence")
	}
	e, err := newGroup(cls, string(msg), append([]Value(nil), items...))
	if err != nil {
		return nil, err
	}
	e.Args = NewTuple(args[0], args[1])
	return e, nil
}

// splitGroup divides a group, in all its depth, into the exceptions that match and those that do not. Either may be nil.
func splitGroup(t *Thread, e *Exception, match func(*Exception) (bool, error)) (matched, rest *Exception, err error) {
	if err := t.enter(); err != nil {
		return nil, nil, err
	}
	defer t.leave()
	ok, err := match(e)
	if err != nil {
		return nil, nil, err
	}
	if ok {
		return e, nil, nil
	}
	if e.group == nil {
		return nil, e, nil
	}
	var yes, no []Value
	for _, v := range e.group {
		a, b, err := splitGroup(t, v.(*Exception), match)
		if err != nil {
			return nil, nil, err
		}
		if a != nil {
			yes = append(yes, a)
		}
		if b != nil {
			no = append(no, b)
		}
	}
	if len(yes) == 0 {
		return nil, e, nil
	}
	if matched, err = e.derive(t, yes); err != nil {
		return nil, nil, err
	}
	if len(no) > 0 {
		rest, err = e.derive(t, no)
	}
	return matched, rest, err
}

// derive makes a group with some of the exceptions of another.
func (e *Exception) derive(t *Thread, excs []Value) (*Exception, error) {
	g, err := callSpecial(t, e, idDerive, NewList(excs...))
	if err != nil {
		return nil, err
	}
	d, ok := g.(*Exception)
	if g == nil {
		msg, _ := e.Args.Items[0].(Str)
		if d, err = newGroup(BaseExceptionGroup, string(msg), excs); err != nil {
			return nil, err
		}
	} else if !ok || d.group == nil {
		return nil, Raise(TypeError, "derive must return an instance of BaseExceptionGroup")
	}
	d.Cause, d.Context, d.SuppressContext, d.Trace = e.Cause, e.Context, e.SuppressContext, e.Trace
	if notes := e.notes(); notes != nil {
		d.InstanceDict().SetStr("__notes__", NewList(append([]Value(nil), notes.Items...)...))
	}
	return d, nil
}

// groupMatcher makes the test that subgroup and split take: a class, a tuple of classes or a function.
func groupMatcher(t *Thread, v Value) (func(*Exception) (bool, error), error) {
	isClass := func(v Value) bool {
		cls, ok := v.(*Type)
		return ok && cls.IsSubclass(BaseException)
	}
	tuple, _ := v.(*Tuple)
	switch {
	case isClass(v), tuple != nil:
		if tuple != nil {
			for _, x := range tuple.Items {
				if !isClass(x) {
					return nil, Raise(TypeError, "expected a function, exception type or tuple of exception types")
				}
			}
		}
		return func(e *Exception) (bool, error) { return exceptionMatches(e, v) }, nil
	case Callable(v):
		return func(e *Exception) (bool, error) {
			r, err := Call(t, v, []Value{e}, nil)
			if err != nil {
				return false, err
			}
			return Truth(t, r)
		}, nil
	}
	return nil, Raise(TypeError, "expected a function, exception type or tuple of exception types")
}

var groupMethods = map[string]Func{
	"derive": func(t *Thread, args []Value, kw []Kw) (Value, error) {
		var self *Exception
		var excs []Value
		if err := Unpack(t, "derive", args, kw, "self", &self, "excs", &excs); err != nil {
			return nil, err
		}
		msg, _ := self.Args.Items[0].(Str)
		return newGroup(BaseExceptionGroup, string(msg), append([]Value(nil), excs...))
	},
	"subgroup": func(t *Thread, args []Value, kw []Kw) (Value, error) {
		matched, _, err := splitMethod(t, "subgroup", args, kw)
		return orNone(matched), err
	},
	"split": func(t *Thread, args []Value, kw []Kw) (Value, error) {
		matched, rest, err := splitMethod(t, "split", args, kw)
		return NewTuple(orNone(matched), orNone(rest)), err
	},
}

func splitMethod(t *Thread, name string, args []Value, kw []Kw) (matched, rest *Exception, err error) {
	var self *Exception
	var by Value
	if err := Unpack(t, name, args, kw, "self", &self, "condition", &by); err != nil {
		return nil, nil, err
	}
	match, err := groupMatcher(t, by)
	if err != nil {
		return nil, nil, err
	}
	return splitGroup(t, self, match)
}

func orNone(e *Exception) Value {
	if e == nil {
		return None
	}
	return e
}
