package pyvm

// GetAttr returns v.name.
func GetAttr(t *Thread, v Value, name string) (Value, error) {
	r, err := findAttr(t, v, name)
	if r != nil || err != nil {
		return r, err
	}
	if m, ok := v.(*Module); ok {
		return nil, Raise(AttributeError, "module '%s' has no attribute '%s'", m.Name, name)
	}
	if ty, ok := v.(*Type); ok {
		return nil, Raise(AttributeError, "type object '%s' has no attribute '%s'", ty.name, name)
	}
	return nil, Raise(AttributeError, "'%s' object has no attribute '%s'", v.Type().name, name)
}

// LookupAttr is GetAttr with nil, nil for an attribute that is not there (also where __getattr__ raises AttributeError).
func LookupAttr(t *Thread, v Value, name string) (Value, error) {
	r, err := findAttr(t, v, name)
	if IsException(err, AttributeError) {
		return nil, nil
	}
	return r, err
}

// findAttr returns the attribute, or nil where neither the value nor its class has it.
func findAttr(t *Thread, v Value, name string) (Value, error) {
	ty := v.Type()
	if !ty.native {
		if f := ty.lookupUser("__getattribute__"); f != nil {
			r, err := callUser(t, v, "__getattribute__", Str(name))
			if err == nil || !IsException(err, AttributeError) || ty.lookupUser("__getattr__") == nil {
				return r, err
			}
			return callUser(t, v, "__getattr__", Str(name))
		}
	}
	r, err := genericAttr(t, v, name)
	if r != nil || ty.native {
		return r, err
	}
	if err != nil && !IsException(err, AttributeError) {
		return nil, err
	}
	if ty.lookupUser("__getattr__") != nil {
		return callUser(t, v, "__getattr__", Str(name))
	}
	return nil, err
}

// genericAttr is object.__getattribute__: data descriptors of the class, then the instance, then the class.
func genericAttr(t *Thread, v Value, name string) (Value, error) {
	if cls, ok := v.(*Type); ok {
		return typeAttr(t, cls, name)
	}
	ty := v.Type()
	fromType := ty.Lookup(name)
	if fromType != nil && isDataDescriptor(fromType) {
		return bind(t, fromType, v, ty)
	}
	if a, ok := Unwrap(v).(Attributer); ok {
		if r, err := a.Attr(t, name); r != nil || err != nil {
			return r, err
		}
	}
	if h, ok := v.(HasDict); ok {
		if d := h.InstanceDict(); d != nil {
			if r := d.GetStr(name); r != nil {
				return r, nil
			}
			if name == "__dict__" {
				return d, nil
			}
		}
	}
	if fromType != nil {
		return bind(t, fromType, v, ty)
	}
	if name == "__class__" {
		return ty, nil
	}
	return nil, nil
}

// typeAttr returns an attribute of a class: of its metaclass where that is a data descriptor, of the class and its bases,
// of the metaclass.
func typeAttr(t *Thread, cls *Type, name string) (Value, error) {
	switch name {
	case "__name__":
		return Str(cls.name), nil
	case "__qualname__":
		return Str(cls.qualname), nil
	case "__module__":
		if v := cls.attrs.GetStr("__module__"); v != nil {
			return v, nil
		}
		return Str(cls.module), nil
	case "__doc__":
		if v := cls.attrs.GetStr("__doc__"); v != nil {
			return v, nil
		}
		if cls.native && cls.doc != "" {
			return Str(cls.doc), nil
		}
		return None, nil
	case "__mro__":
		items := make([]Value, len(cls.mro))
		for i, c := range cls.mro {
			items[i] = c
		}
		return NewTuple(items...), nil
	case "__bases__":
		items := make([]Value, len(cls.bases))
		for i, c := range cls.bases {
			items[i] = c
		}
		return NewTuple(items...), nil
	case "__base__":
		if len(cls.bases) == 0 {
			return None, nil
		}
		return cls.bases[0], nil
	case "__dict__":
		return cls.attrs, nil
	case "__class__":
		return cls.Type(), nil
	}
	meta := cls.Type()
	fromMeta := meta.Lookup(name)
	if fromMeta != nil && isDataDescriptor(fromMeta) {
		return bind(t, fromMeta, cls, meta)
	}
	if v := cls.Lookup(name); v != nil {
		return bind(t, v, nil, cls)
	}
	if fromMeta != nil {
		return bind(t, fromMeta, cls, meta)
	}
	return nil, nil
}

// isDataDescriptor reports whether an attribute of a class comes before those of its instances.
func isDataDescriptor(v Value) bool {
	switch v := v.(type) {
	case *Property, *getter:
		return true
	case *Instance:
		return v.cls.lookupUser("__set__") != nil || v.cls.lookupUser("__delete__") != nil
	}
	return false
}

// bind returns what an attribute f of class ty becomes when it is reached through self, or through the class where self is
// nil: a method, a property's value, or itself.
func bind(t *Thread, f, self Value, ty *Type) (Value, error) {
	switch f := f.(type) {
	case *Function:
		if self != nil {
			return &Method{f, self}, nil
		}
	case *Builtin:
		if self != nil && f.owner != nil {
			return &Method{f, self}, nil
		}
	case *ClassMethod:
		if self != nil {
			if cls, ok := self.(*Type); ok && ty.IsSubclass(TypeType) {
				return bind(t, f.Func, cls, cls)
			}
		}
		return bind(t, f.Func, ty, ty)
	case *StaticMethod:
		return f.Func, nil
	case *Property:
		if self != nil {
			return f.value(t, self)
		}
	case *getter:
		if self != nil {
			return f.get(t, Unwrap(self))
		}
	case *Instance:
		if f.cls.lookupUser("__get__") != nil {
			var s Value = None
			if self != nil {
				s = self
			}
			return callUser(t, f, "__get__", s, ty)
		}
	}
	return f, nil
}

// SetAttr does v.name = x, and del v.name where x is nil.
func SetAttr(t *Thread, v Value, name string, x Value) error {
	if ty := v.Type(); !ty.native {
		if x != nil {
			if ty.lookupUser("__setattr__") != nil {
				_, err := callUser(t, v, "__setattr__", Str(name), x)
				return err
			}
		} else if ty.lookupUser("__delattr__") != nil {
			_, err := callUser(t, v, "__delattr__", Str(name))
			return err
		}
	}
	return genericSetAttr(t, v, name, x)
}

// genericSetAttr is object.__setattr__ and object.__delattr__.
func genericSetAttr(t *Thread, v Value, name string, x Value) error {
	if cls, ok := v.(*Type); ok {
		return setTypeAttr(cls, name, x)
	}
	ty := v.Type()
	switch f := ty.Lookup(name).(type) {
	case *Property:
		return f.set(t, v, name, x)
	case *getter:
		return Raise(AttributeError, "attribute '%s' of '%s' objects is not writable", name, ty.name)
	case *Instance:
		if x != nil && f.cls.lookupUser("__set__") != nil {
			_, err := callUser(t, f, "__set__", v, x)
			return err
		}
		if x == nil && f.cls.lookupUser("__delete__") != nil {
			_, err := callUser(t, f, "__delete__", v)
			return err
		}
	}
	if s, ok := v.(AttrSetter); ok {
		return s.SetAttr(t, name, x)
	}
	if inst, ok := v.(*Instance); ok && name == "__class__" {
		cls, ok := x.(*Type)
		if !ok || cls.native {
			return Raise(TypeError, "__class__ must be set to a class, not '%s' object", x.Type().name)
		}
		inst.cls = cls
		return nil
	}
	if h, ok := v.(HasDict); ok && ty.hasDict() {
		if d := h.InstanceDict(); d != nil {
			if x != nil {
				d.SetStr(name, x)
				return nil
			}
			if d.DelStr(name) {
				return nil
			}
		}
	}
	if ty.Lookup(name) != nil && x != nil && ty.native {
		return Raise(AttributeError, "'%s' object attribute '%s' is read-only", ty.name, name)
	}
	return Raise(AttributeError, "'%s' object has no attribute '%s'", ty.name, name)
}

// hasDict reports whether instances take any attribute: not where every class from Python code has __slots__.
func (ty *Type) hasDict() bool { return true }

func setTypeAttr(cls *Type, name string, x Value) error {
	if cls.native {
		return Raise(TypeError, "cannot set '%s' attribute of immutable type '%s'", name, cls.name)
	}
	if x == nil {
		if !cls.attrs.DelStr(name) {
			return Raise(AttributeError, "type object '%s' has no attribute '%s'", cls.name, name)
		}
		return nil
	}
	switch name {
	case "__name__":
		s, ok := x.(Str)
		if !ok {
			return Raise(TypeError, "can only assign string to %s.__name__, not '%s'", cls.name, x.Type().name)
		}
		cls.name = string(s)
		return nil
	case "__qualname__":
		if s, ok := x.(Str); ok {
			cls.qualname = string(s)
		}
		return nil
	}
	cls.attrs.SetStr(name, x)
	return nil
}
