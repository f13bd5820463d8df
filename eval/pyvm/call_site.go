package pyvm

import (
	"github.com/knead-build/knead/lang/python"
	"github.com/knead-build/knead/lang/source"
)

// attribute compiles x.name.
func (c *compiler) attribute(e *python.Attribute) exprFunc {
	obj, id, span := c.expr(e.Value), c.ident(e.Attr), attributeSpan(e)
	return func(f *frame) (Value, error) {
		o, err := obj(f)
		if err != nil {
			return nil, err
		}
		switch x := o.(type) {
		case *Instance:
			if ty := x.cls; !ty.native && ty.accessMethods().getattribute == nil {
				if e := ty.cached(id); e.any == nil || !isDataDescriptor(e.any) {
					if v := x.get(e); v != nil {
						return v, nil
					}
				}
			}
		case *Module:
			if v := x.Dict.getIdent(id); v != nil {
				return v, nil
			}
		}
		v, err := getAttrIdent(f.t, o, id)
		if err != nil {
			return nil, f.trace(err, span)
		}
		return v, nil
	}
}

// attributeSpan returns where a traceback puts x.name: where that goes over several lines, at the name.
func attributeSpan(e *python.Attribute) source.Span {
	s := e.Span()
	if e.AttrSpan.Start > s.Start && e.AttrSpan.End <= s.End {
		s.Start = e.AttrSpan.Start
	}
	return s
}

// callSite is a call without stars.
type callSite struct {
	fn   exprFunc // nil of a method call
	obj  exprFunc // of a method call: x of x.name(...)
	id   ident    // and its name
	args []exprFunc
	kws  []keywordArg
	span source.Span
	at   source.Span // of the attribute of a method call
	// suspends says that an argument has a yield in it: arguments must not be kept where other calls put theirs.
	suspends bool
}

type keywordArg struct {
	id    ident
	value exprFunc
}

// call compiles a call.
func (c *compiler) call(e *python.Call) exprFunc {
	if hasStar(e.Args) || hasDoubleStar(e.Keywords) {
		return c.starCall(e)
	}
	s := &callSite{span: callSpan(e), suspends: c.unit.memo}
	if attr, ok := e.Func.(*python.Attribute); ok && !c.unit.memo {
		s.obj, s.id, s.at = c.expr(attr.Value), c.ident(attr.Attr), attributeSpan(attr)
	} else {
		s.fn = c.expr(e.Func)
	}
	for _, a := range e.Args {
		s.args = append(s.args, c.expr(a))
	}
	for _, k := range e.Keywords {
		s.kws = append(s.kws, keywordArg{makeIdent(k.Name), c.expr(k.Value)})
	}
	if s.obj != nil {
		return s.callMethod
	}
	return s.call
}

// callSpan returns where a traceback puts a call: the name of a method, the start of other calls.
func callSpan(e *python.Call) source.Span {
	s := e.Span()
	if attr, ok := e.Func.(*python.Attribute); ok {
		s.Start = attributeSpan(attr).Start
	}
	return s
}

func hasDoubleStar(list []*python.Keyword) bool {
	for _, k := range list {
		if k.Name == "" {
			return true
		}
	}
	return false
}

// call evaluates the function and calls it.
func (s *callSite) call(f *frame) (Value, error) {
	fn, err := s.fn(f)
	if err != nil {
		return nil, err
	}
	return s.invoke(f, fn, nil)
}

// callMethod evaluates the object, finds its method and calls it.
func (s *callSite) callMethod(f *frame) (Value, error) {
	obj, err := s.obj(f)
	if err != nil {
		return nil, err
	}
	fn, bound, err := loadMethod(f.t, obj, s.id)
	if err != nil {
		return nil, f.trace(err, s.at)
	}
	if bound {
		return s.invoke(f, fn, obj)
	}
	return s.invoke(f, fn, nil)
}

// invoke evaluates the arguments and calls fn with them; self, where it is not nil, comes first.
func (s *callSite) invoke(f *frame, fn, self Value) (Value, error) {
	switch x := fn.(type) {
	case *Function:
		return s.invokeFunction(f, x, self)
	case *Method:
		if inner, ok := x.Func.(*Function); ok && self == nil {
			return s.invokeFunction(f, inner, x.Self)
		}
	}
	t := f.t
	n := len(s.args)
	if self != nil {
		n++
	}
	var args []Value
	if s.suspends {
		args = make([]Value, n)
	} else {
		args = t.pushArgs(n)
	}
	rest := args
	if self != nil {
		args[0] = self
		rest = args[1:]
	}
	v, err := s.invokeWith(f, fn, args, rest)
	if !s.suspends {
		t.popArgs(args)
	}
	if err != nil {
		return nil, err
	}
	return v, nil
}

// invokeWith evaluates the arguments into rest, the end of args, and calls fn with args.
func (s *callSite) invokeWith(f *frame, fn Value, args, rest []Value) (v Value, err error) {
	t := f.t
	for i, arg := range s.args {
		if rest[i], err = arg(f); err != nil {
			return nil, err
		}
	}
	var kw []Kw
	if len(s.kws) > 0 {
		kw = make([]Kw, len(s.kws))
		for i := range s.kws {
			kw[i].Name = s.kws[i].id.name
			if kw[i].Value, err = s.kws[i].value(f); err != nil {
				return nil, err
			}
		}
	}
	if b, ok := fn.(*Builtin); ok {
		if t.steps--; t.steps <= 0 {
			if err := t.check(); err != nil {
				return nil, err
			}
		}
		v, err = b.fn(t, args, kw)
	} else {
		v, err = Call(t, fn, args, kw)
	}
	if err != nil {
		return nil, f.trace(err, s.span)
	}
	return v, nil
}

// invokeFunction calls a function of Python code. The arguments are evaluated right into the slots of its frame.
func (s *callSite) invokeFunction(f *frame, fn *Function, self Value) (Value, error) {
	t, code := f.t, fn.code
	given := len(s.args)
	if self != nil {
		given++
	}
	if given > code.nargs || code.vararg || code.kwarg || s.suspends {
		return s.invokeSlowly(f, fn, self)
	}
	g := t.newFrame(code)
	slots := g.slots
	if self != nil {
		slots[0] = self
		slots = slots[1:]
	}
	for i, arg := range s.args {
		v, err := arg(f)
		if err != nil {
			t.release(g)
			return nil, err
		}
		slots[i] = v
	}
	var bad error
	for i := range s.kws {
		k := &s.kws[i]
		v, err := k.value(f)
		if err != nil {
			t.release(g)
			return nil, err
		}
		if bad == nil {
			bad = fn.bindKeyword(g.slots, Kw{k.id.name, v}, nil)
		}
	}
	if bad == nil && (given < code.nargs || code.nkwonly > 0) {
		bad = fn.bindDefaults(g.slots, given)
	}
	if bad != nil {
		t.release(g)
		return nil, f.trace(bad, s.span)
	}
	v, err := fn.run(t, g)
	if err != nil {
		return nil, f.trace(err, s.span)
	}
	return v, nil
}

// invokeSlowly is invokeFunction for functions that take any number of arguments, and for wrong calls.
func (s *callSite) invokeSlowly(f *frame, fn *Function, self Value) (Value, error) {
	args := make([]Value, 0, len(s.args)+1)
	if self != nil {
		args = append(args, self)
	}
	for _, arg := range s.args {
		v, err := arg(f)
		if err != nil {
			return nil, err
		}
		args = append(args, v)
	}
	var kw []Kw
	for i := range s.kws {
		v, err := s.kws[i].value(f)
		if err != nil {
			return nil, err
		}
		kw = append(kw, Kw{s.kws[i].id.name, v})
	}
	v, err := fn.Call(f.t, args, kw)
	if err != nil {
		return nil, f.trace(err, s.span)
	}
	return v, nil
}

// starCall compiles a call with *args or **kwargs.
func (c *compiler) starCall(e *python.Call) exprFunc {
	fn := c.expr(e.Func)
	span := callSpan(e)
	type argument struct {
		value exprFunc
		star  bool
	}
	args := make([]argument, len(e.Args))
	for i, a := range e.Args {
		if s, ok := a.(*python.Starred); ok {
			args[i] = argument{c.expr(s.Value), true}
		} else {
			args[i] = argument{c.expr(a), false}
		}
	}
	kws := make([]keywordArg, len(e.Keywords))
	for i, k := range e.Keywords {
		kws[i] = keywordArg{makeIdent(k.Name), c.expr(k.Value)}
	}
	// The star of an only argument is looked at when the keywords have been.
	alone := len(args) == 1 && args[0].star
	return func(f *frame) (Value, error) {
		t := f.t
		fv, err := fn(f)
		if err != nil {
			return nil, err
		}
		var only Value
		all := make([]Value, 0, len(args)+4)
		for _, a := range args {
			v, err := a.value(f)
			if err != nil {
				return nil, err
			}
			if !a.star {
				all = append(all, v)
				continue
			}
			if alone {
				only = v
				break
			}
			items, err := starArgs(t, fv, v)
			if err != nil {
				return nil, f.trace(err, span)
			}
			all = append(all, items...)
		}
		var kw []Kw
		var seen map[string]bool
		var notStrings error // which is looked at last
		for i := range kws {
			v, err := kws[i].value(f)
			if err != nil {
				return nil, err
			}
			more := []Kw{{kws[i].id.name, v}}
			if kws[i].id.name == "" {
				if more, notStrings, err = doubleStarArgs(t, fv, v); err != nil {
					return nil, f.trace(err, span)
				}
			}
			if kw == nil && len(kws) == 1 {
				kw = more
				break
			}
			if seen == nil {
				seen = map[string]bool{}
			}
			for _, k := range more {
				if seen[k.Name] {
					err := Raise(TypeError, "%s got multiple values for keyword argument '%s'", calledName(t, fv), k.Name)
					return nil, f.trace(err, span)
				}
				seen[k.Name] = true
			}
			kw = append(kw, more...)
		}
		if only != nil {
			if all, err = starArgs(t, fv, only); err != nil {
				return nil, f.trace(err, span)
			}
		}
		if notStrings != nil {
			return nil, f.trace(notStrings, span)
		}
		v, err := Call(t, fv, all, kw)
		if err != nil {
			return nil, f.trace(err, span)
		}
		return v, nil
	}
}

// starArgs returns the arguments of *v.
func starArgs(t *Thread, fn, v Value) ([]Value, error) {
	items, err := ToSlice(t, v)
	if err != nil && IsException(err, TypeError) && !iterable(v) {
		return nil, Raise(TypeError, "%s argument after * must be an iterable, not %s", calledName(t, fn), v.Type().name)
	}
	if err == nil {
		err = t.Alloc(16 * len(items))
	}
	return items, err
}

// iterable reports whether v has what iteration needs.
func iterable(v Value) bool {
	if ty := v.Type(); !ty.native && (ty.lookupUserIdent(idIter) != nil || ty.lookupUserIdent(idGetitem) != nil) {
		return true
	}
	switch Unwrap(v).(type) {
	case Iterable, Iterator:
		return true
	}
	return false
}

// doubleStarArgs returns the arguments of **v. notStrings is the error of keys that are no strings.
func doubleStarArgs(t *Thread, fn, v Value) (kw []Kw, notStrings, err error) {
	d, ok := v.(*Dict)
	if !ok {
		d = NewDict(8)
		if err := updateFromMapping(t, d, v); err != nil {
			if IsException(err, TypeError) {
				if keys, _ := LookupAttr(t, v, "keys"); keys == nil {
					err = Raise(TypeError, "%s argument after ** must be a mapping, not %s", calledName(t, fn), v.Type().name)
				}
			}
			return nil, nil, err
		}
	}
	kw = make([]Kw, 0, d.Len())
	for i := range d.entries {
		e := &d.entries[i]
		if e.key == nil {
			continue
		}
		s, ok := Unwrap(e.key).(Str)
		if !ok {
			notStrings = Raise(TypeError, "keywords must be strings")
			continue
		}
		kw = append(kw, Kw{string(s), e.value})
	}
	return kw, notStrings, nil
}

// calledName returns what error texts call a function: its qualified name with the module's, or else the object's text.
func calledName(t *Thread, fn Value) string {
	name, err := lookupAttrIdent(t, fn, idQualname)
	qualname, ok := name.(Str)
	if err != nil || !ok {
		text, err := ToString(t, fn)
		if err != nil {
			return fn.Type().name + " object"
		}
		return text
	}
	module, err := lookupAttrIdent(t, fn, idModule)
	if m, ok := module.(Str); ok && err == nil && m != "builtins" {
		return string(m) + "." + string(qualname) + "()"
	}
	return string(qualname) + "()"
}
