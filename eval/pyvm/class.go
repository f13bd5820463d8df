package pyvm

import (
	"slices"

	"github.com/knead-build/knead/lang/python"
)

// classDef compiles a class statement.
func (c *compiler) classDef(s *python.ClassDef) stmtFunc {
	decorators := c.decorators(s.Decorators)
	first := s.Range.Start
	if len(s.Decorators) > 0 {
		first = min(first, decoratorStart(s.Decorators[0]))
	}
	bases := c.display(s.Bases, false)
	keywords := c.classKeywords(s.Keywords)

	scope := c.scope
	code := c.enter(s, s.Name, first)
	c.classBody(code, s)
	cellSlot := -1
	if sym := c.scope.names[classCellName]; sym != nil {
		cellSlot = sym.slot
	}
	c.leave(scope)

	closure := c.closure(s)
	store := c.store(s.Name, s.NameSpan)
	span := s.Span()
	return func(f *frame) (signal, error) {
		wrap, err := decorators.evaluate(f)
		if err != nil {
			return 0, err
		}
		baseValues, err := bases(f)
		if err != nil {
			return 0, err
		}
		kw, err := keywords(f)
		if err != nil {
			return 0, err
		}
		body := func(ns Value) (*Cell, error) {
			g := f.t.newFrame(code)
			g.closure, g.globals, g.locals = closure(f), f.globals, namespaceOf(ns)
			var cell *Cell
			if cellSlot >= 0 {
				cell = &Cell{}
			}
			return cell, f.t.runClassBody(g, cell, cellSlot)
		}
		v, err := buildClass(f.t, code.name, baseValues, kw, body)
		if err != nil {
			return 0, f.trace(err, span)
		}
		if v, err = decorators.apply(f, wrap, v); err != nil {
			return 0, err
		}
		return 0, store(f, v)
	}
}

// documented compiles statements that a module's or a class's code has, with what comes before them: the docstring, and a place for
// annotations.
func (c *compiler) documented(list []python.Stmt, doc Value) stmtFunc {
	setup := c.annotationsSetup(list)
	body := c.block(list)
	return func(f *frame) (signal, error) {
		if doc != nil {
			if err := f.storeName(idDoc, doc); err != nil {
				return 0, err
			}
		}
		if setup != nil {
			if err := setup(f); err != nil {
				return 0, err
			}
		}
		return body(f)
	}
}

// classBody compiles what runs in the class's namespace.
func (c *compiler) classBody(code *Code, s *python.ClassDef) {
	doc := docstring(s.Body)
	body := c.documented(s.Body, doc)
	qualname := Str(code.qualname)
	code.doc = doc
	code.body = func(f *frame) (signal, error) {
		if module := f.loadGlobal(idName); module != nil {
			if err := f.storeName(idModule, module); err != nil {
				return 0, err
			}
		}
		if err := f.storeName(idQualname, qualname); err != nil {
			return 0, err
		}
		return body(f)
	}
}

// classKeywords compiles the keywords of a class statement.
func (c *compiler) classKeywords(list []*python.Keyword) func(f *frame) ([]Kw, error) {
	kws := make([]keywordArg, len(list))
	for i, k := range list {
		kws[i] = keywordArg{makeIdent(k.Name), c.expr(k.Value)}
	}
	return func(f *frame) ([]Kw, error) {
		var out []Kw
		for i := range kws {
			v, err := kws[i].value(f)
			if err != nil {
				return nil, err
			}
			if kws[i].id.name != "" {
				out = append(out, Kw{kws[i].id.name, v})
				continue
			}
			more, notStrings, err := doubleStarArgs(f.t, NewBuiltin("__build_class__", builtinBuildClass), v)
			if err == nil {
				err = notStrings
			}
			if err != nil {
				return nil, err
			}
			out = append(out, more...)
		}
		return out, nil
	}
}

// runClassBody runs a class's body in its frame. Where functions in it use the class, cell is put into their closure.
func (t *Thread) runClassBody(f *frame, cell *Cell, slot int) error {
	if err := t.enter(); err != nil {
		t.release(f)
		return err
	}
	defer t.leave()
	if cell != nil {
		f.slots[slot] = cell
	}
	f.caller = t.frame
	t.frame = f
	_, err := f.code.body(f)
	t.frame = f.caller
	t.release(f)
	return err
}

// buildClass does what __build_class__ does: find the metaclass, run the body in the namespace that it prepares, call it.
func buildClass(t *Thread, name string, baseValues []Value, kw []Kw, body func(ns Value) (*Cell, error)) (Value, error) {
	bases, err := resolveBases(t, baseValues)
	if err != nil {
		return nil, err
	}
	var meta Value
	kw = slices.Clone(kw)
	for i, k := range kw {
		if k.Name == "metaclass" {
			meta = k.Value
			kw = slices.Delete(kw, i, i+1)
			break
		}
	}
	if meta == nil {
		meta = TypeType
		if len(bases) > 0 {
			meta = bases[0].Type()
		}
	}
	if m, ok := meta.(*Type); ok {
		if meta, err = mostDerivedMeta(m, bases); err != nil {
			return nil, err
		}
	}
	baseTuple := NewTuple(bases...)
	ns, err := prepareNamespace(t, meta, name, baseTuple, kw)
	if err != nil {
		return nil, err
	}
	cell, err := body(ns)
	if err != nil {
		return nil, err
	}
	if !slices.Equal(bases, baseValues) {
		if err := SetIndex(t, ns, Str("__orig_bases__"), NewTuple(baseValues...)); err != nil {
			return nil, err
		}
	}
	if cell != nil {
		if err := SetIndex(t, ns, Str("__classcell__"), cell); err != nil {
			return nil, err
		}
	}
	cls, err := Call(t, meta, []Value{Str(name), baseTuple, ns}, kw)
	if err != nil {
		return nil, err
	}
	if _, ok := cls.(*Type); ok && cell != nil && cell.v == nil {
		return nil, Raise(RuntimeError, "__class__ not set defining '%s' as %s. Was __classcell__ propagated to type.__new__?", name, reprOfType(cls.(*Type)))
	}
	return cls, nil
}

// resolveBases lets bases that are no classes say what they stand for (__mro_entries__, PEP 560).
func resolveBases(t *Thread, values []Value) ([]Value, error) {
	var out []Value
	for i, v := range values {
		if _, ok := v.(*Type); ok {
			if out != nil {
				out = append(out, v)
			}
			continue
		}
		entries, err := lookupAttrIdent(t, v, idMroEntries)
		if err != nil {
			return nil, err
		}
		if entries == nil {
			if out != nil {
				out = append(out, v)
			}
			continue
		}
		if out == nil {
			out = append(make([]Value, 0, len(values)), values[:i]...)
		}
		r, err := Call(t, entries, []Value{NewTuple(values...)}, nil)
		if err != nil {
			return nil, err
		}
		tuple, ok := r.(*Tuple)
		if !ok {
			return nil, Raise(TypeError, "__mro_entries__ must return a tuple")
		}
		out = append(out, tuple.Items...)
	}
	if out == nil {
		out = values
	}
	return out, nil
}

// mostDerivedMeta returns the metaclass that derives from those of all bases.
func mostDerivedMeta(meta *Type, bases []Value) (*Type, error) {
	for _, b := range bases {
		m := b.Type()
		switch {
		case meta.IsSubclass(m):
		case m.IsSubclass(meta):
			meta = m
		default:
			return nil, Raise(TypeError, "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases")
		}
	}
	return meta, nil
}

func prepareNamespace(t *Thread, meta Value, name string, bases *Tuple, kw []Kw) (Value, error) {
	if m, ok := meta.(*Type); ok && m.lookupUserIdent(idPrepare) == nil {
		return NewDict(8), nil
	}
	prepare, err := lookupAttrIdent(t, meta, idPrepare)
	if err != nil {
		return nil, err
	}
	if prepare == nil {
		return NewDict(8), nil
	}
	ns, err := Call(t, prepare, []Value{Str(name), bases}, kw)
	if err != nil {
		return nil, err
	}
	if _, ok := Unwrap(ns).(*Dict); !ok && ns.Type().Lookup("__getitem__") == nil {
		label := "<metaclass>"
		if m, ok := meta.(*Type); ok {
			label = m.name
		}
		return nil, Raise(TypeError, "%s.__prepare__() must return a mapping, not %s", label, ns.Type().name)
	}
	return ns, nil
}
