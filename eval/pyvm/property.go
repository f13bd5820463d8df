package pyvm

// Property is a property.
type Property struct {
	Get, Set, Del Value // nil where there is none
	Doc           Value
	name          string // what the class calls it
}

func (*Property) Type() *Type { return PropertyType }

// label returns what error texts call the property.
func (p *Property) label() string {
	if p.name == "" {
		return "property"
	}
	return "property '" + p.name + "'"
}

func (p *Property) value(t *Thread, self Value) (Value, error) {
	switch fn := p.Get.(type) {
	case nil:
		return nil, Raise(AttributeError, "%s of '%s' object has no getter", p.label(), self.Type().name)
	case *Function:
		args := t.pushArgs(1)
		args[0] = self
		v, err := fn.Call(t, args, nil)
		t.popArgs(args)
		return v, err
	}
	return Call(t, p.Get, []Value{self}, nil)
}

// set sets the property's value, and deletes it where x is nil.
func (p *Property) set(t *Thread, self Value, name string, x Value) error {
	if x == nil {
		if p.Del == nil {
			return Raise(AttributeError, "%s of '%s' object has no deleter", p.label(), self.Type().name)
		}
		_, err := Call(t, p.Del, []Value{self}, nil)
		return err
	}
	if p.Set == nil {
		return Raise(AttributeError, "%s of '%s' object has no setter", p.label(), self.Type().name)
	}
	_, err := Call(t, p.Set, []Value{self, x}, nil)
	return err
}

// SetName notes what the class calls the property.
func (p *Property) SetName(t *Thread, owner *Type, name string) error {
	p.name = name
	return nil
}

// Attr returns fget, fset, fdel, __doc__ and __isabstractmethod__.
func (p *Property) Attr(t *Thread, name string) (Value, error) {
	or := func(v Value) Value {
		if v == nil {
			return None
		}
		return v
	}
	switch name {
	case "fget":
		return or(p.Get), nil
	case "fset":
		return or(p.Set), nil
	case "fdel":
		return or(p.Del), nil
	case "__doc__":
		if p.Doc == nil && p.Get != nil {
			return LookupAttr(t, p.Get, "__doc__")
		}
		return or(p.Doc), nil
	case "__isabstractmethod__":
		for _, f := range []Value{p.Get, p.Set, p.Del} {
			if abstract, err := isAbstract(t, f); abstract || err != nil {
				return Bool(abstract), err
			}
		}
		return False, nil
	}
	return nil, nil
}

// SetAttr sets __doc__.
func (p *Property) SetAttr(t *Thread, name string, v Value) error {
	switch name {
	case "__doc__":
		p.Doc = v
		return nil
	case "fget", "fset", "fdel":
		return Raise(AttributeError, "readonly attribute")
	}
	return readOnly(p, name)
}

// isAbstract reports whether a function has been marked by abc.abstractmethod.
func isAbstract(t *Thread, f Value) (bool, error) {
	if f == nil {
		return false, nil
	}
	v, err := LookupAttr(t, f, "__isabstractmethod__")
	if v == nil || err != nil {
		return false, err
	}
	return Truth(t, v)
}

var propertySpec = Spec{
	Name: "property",
	New: func(t *Thread, cls *Type, args []Value, kw []Kw) (Value, error) {
		return wrapNative(t, cls, &Property{}, args, kw)
	},
	Methods: map[string]Func{
		"__init__": func(t *Thread, args []Value, kw []Kw) (Value, error) {
			p, rest, err := Self[*Property]("__init__", args)
			if err != nil {
				return nil, err
			}
			var get, set, del, doc Value
			if err := Unpack(t, "property", rest, kw, "fget?", &get, "fset?", &set, "fdel?", &del, "doc?", &doc); err != nil {
				return nil, err
			}
			orNil := func(v Value) Value {
				if v == Value(None) {
					return nil
				}
				return v
			}
			p.Get, p.Set, p.Del, p.Doc = orNil(get), orNil(set), orNil(del), orNil(doc)
			return None, nil
		},
		"getter":  propertyWith("getter", func(p *Property, f Value) { p.Get = f }),
		"setter":  propertyWith("setter", func(p *Property, f Value) { p.Set = f }),
		"deleter": propertyWith("deleter", func(p *Property, f Value) { p.Del = f }),
		"__get__": func(t *Thread, args []Value, kw []Kw) (Value, error) {
			p, rest, err := Self[*Property]("__get__", args)
			if err != nil {
				return nil, err
			}
			var self, owner Value
			if err := Unpack(t, "__get__", rest, kw, "instance", &self, "owner?", &owner); err != nil {
				return nil, err
			}
			if self == Value(None) {
				return args[0], nil
			}
			return p.value(t, self)
		},
		"__set__": func(t *Thread, args []Value, kw []Kw) (Value, error) {
			p, rest, err := Self[*Property]("__set__", args)
			if err != nil {
				return nil, err
			}
			var self, v Value
			if err := Unpack(t, "__set__", rest, kw, "instance", &self, "value", &v); err != nil {
				return nil, err
			}
			return None, p.set(t, self, "", v)
		},
		"__delete__": func(t *Thread, args []Value, kw []Kw) (Value, error) {
			p, rest, err := Self[*Property]("__delete__", args)
			if err != nil {
				return nil, err
			}
			var self Value
			if err := Unpack(t, "__delete__", rest, kw, "instance", &self); err != nil {
				return nil, err
			}
			return None, p.set(t, self, "", nil)
		},
	},
}

// propertyWith returns the method that makes a copy of a property with another function.
func propertyWith(name string, change func(p *Property, f Value)) Func {
	return func(t *Thread, args []Value, kw []Kw) (Value, error) {
		p, rest, err := Self[*Property](name, args)
		if err != nil {
			return nil, err
		}
		var f Value
		if err := Unpack(t, name, rest, kw, "f", &f); err != nil {
			return nil, err
		}
		q := *p
		if f != Value(None) {
			change(&q, f)
		}
		if inst, ok := args[0].(*Instance); ok { // a class derived from property
			or := func(v Value) Value {
				if v == nil {
					return None
				}
				return v
			}
			return Call(t, inst.cls, []Value{or(q.Get), or(q.Set), or(q.Del), or(q.Doc)}, nil)
		}
		return &q, nil
	}
}

// ClassMethod and StaticMethod are what the decorators make.
type (
	ClassMethod  struct{ Func Value }
	StaticMethod struct{ Func Value }
)

func (*ClassMethod) Type() *Type  { return ClassMethodType }
func (*StaticMethod) Type() *Type { return StaticMethodType }

// Attr returns __func__, __wrapped__ and what the function says of itself.
func (m *ClassMethod) Attr(t *Thread, name string) (Value, error) {
	return wrapperAttr(t, m.Func, name)
}

// Attr returns __func__, __wrapped__ and what the function says of itself.
func (m *StaticMethod) Attr(t *Thread, name string) (Value, error) {
	return wrapperAttr(t, m.Func, name)
}

func wrapperAttr(t *Thread, f Value, name string) (Value, error) {
	switch name {
	case "__func__", "__wrapped__":
		return f, nil
	case "__name__", "__qualname__", "__doc__", "__module__", "__annotations__":
		return LookupAttr(t, f, name)
	case "__isabstractmethod__":
		abstract, err := isAbstract(t, f)
		return Bool(abstract), err
	}
	return nil, nil
}

// Call calls the function: a static method can be called in the class's body.
func (m *StaticMethod) Call(t *Thread, args []Value, kw []Kw) (Value, error) {
	return Call(t, m.Func, args, kw)
}

// Repr returns <classmethod(...)>.
func (m *ClassMethod) Repr(t *Thread) (string, error) {
	s, err := Repr(t, m.Func)
	return "<classmethod(" + s + ")>", err
}

// Repr returns <staticmethod(...)>.
func (m *StaticMethod) Repr(t *Thread) (string, error) {
	s, err := Repr(t, m.Func)
	return "<staticmethod(" + s + ")>", err
}

var classMethodSpec = Spec{
	Name: "classmethod",
	New: func(t *Thread, cls *Type, args []Value, kw []Kw) (Value, error) {
		return wrapNative(t, cls, &ClassMethod{}, args, kw)
	},
	Methods: map[string]Func{
		"__init__": func(t *Thread, args []Value, kw []Kw) (Value, error) {
			m, rest, err := Self[*ClassMethod]("__init__", args)
			if err != nil {
				return nil, err
			}
			if len(rest) != 1 || len(kw) > 0 {
				return nil, Raise(TypeError, "classmethod expected 1 argument, got %d", len(rest))
			}
			m.Func = rest[0]
			return None, nil
		},
		"__get__": func(t *Thread, args []Value, kw []Kw) (Value, error) {
			m, rest, err := Self[*ClassMethod]("__get__", args)
			if err != nil {
				return nil, err
			}
			var self, owner Value
			if err := Unpack(t, "__get__", rest, kw, "instance", &self, "owner?", &owner); err != nil {
				return nil, err
			}
			ty, ok := owner.(*Type)
			if !ok {
				ty = self.Type()
			}
			return bind(t, m.Func, ty, ty)
		},
	},
}

var staticMethodSpec = Spec{
	Name: "staticmethod",
	New: func(t *Thread, cls *Type, args []Value, kw []Kw) (Value, error) {
		return wrapNative(t, cls, &StaticMethod{}, args, kw)
	},
	Methods: map[string]Func{
		"__init__": func(t *Thread, args []Value, kw []Kw) (Value, error) {
			m, rest, err := Self[*StaticMethod]("__init__", args)
			if err != nil {
				return nil, err
			}
			if len(rest) != 1 || len(kw) > 0 {
				return nil, Raise(TypeError, "staticmethod expected 1 argument, got %d", len(rest))
			}
			m.Func = rest[0]
			return None, nil
		},
		"__get__": func(t *Thread, args []Value, kw []Kw) (Value, error) {
			m, _, err := Self[*StaticMethod]("__get__", args)
			if err != nil {
				return nil, err
			}
			return m.Func, nil
		},
	},
}
