package pyvm

// GetAttr returns v.name.
func GetAttr(t *Thread, v Value, name string) (Value, error) {
	return getAttrIdent(t, v, makeIdent(name))
}

func getAttrIdent(t *Thread, v Value, id ident) (Value, error) {
	r, err := findAttr(t, v, id)
	if r != nil || err != nil {
		return r, err
	}
	return nil, noAttribute(v, id.name)
}

func noAttribute(v Value, name string) error {
	var err error
	switch x := v.(type) {
	case *Module:
		err = Raise(AttributeError, "module '%s' has no attribute '%s'", x.Name, name)
	case *Type:
		err = Raise(AttributeError, "type object '%s' has no attribute '%s'", x.name, name)
	case *Super:
		err = Raise(AttributeError, "'super' object has no attribute '%s'", name)
	default:
		err = Raise(AttributeError, "'%s' object has no attribute '%s'", v.Type().name, name)
	}
	e := err.(*Raised).Exc
	e.missing, e.missingOf = name, v
	return err
}

// LookupAttr is GetAttr with nil, nil for an attribute that is not there (also where __getattr__ raises AttributeError).
func LookupAttr(t *Thread, v Value, name string) (Value, error) {
	return lookupAttrIdent(t, v, makeIdent(name))
}

func lookupAttrIdent(t *Thread, v Value, id ident) (Value, error) {
	r, err := findAttr(t, v, id)
	if err != nil && IsException(err, AttributeError) {
		return nil, nil
	}
	return r, err
}

// findAttr returns the attribute, or nil where neither the value nor its class has it.
func findAttr(t *Thread, v Value, id ident) (Value, error) {
	ty := v.Type()
	if ty.native {
		return genericAttr(t, v, ty, id)
	}
	access := ty.accessMethods()
	if f := access.getattribute; f != nil {
		r, err := callSpecialMethod(t, f, v, ty, idGetattribute, []Value{Str(id.name)})
		if err == nil || !IsException(err, AttributeError) || access.getattr == nil {
			return r, err
		}
		return callSpecial(t, v, idGetattr, Str(id.name))
	}
	r, err := genericAttr(t, v, ty, id)
	if r != nil {
		return r, err
	}
	if err != nil && !IsException(err, AttributeError) {
		return nil, err
	}
	if f := ty.accessMethods().getattr; f != nil {
		return callSpecialMethod(t, f, v, ty, idGetattr, []Value{Str(id.name)})
	}
	return nil, err
}

// genericAttr is object.__getattribute__: data descriptors of the class, then the instance, then the class. ty is v's class.
func genericAttr(t *Thread, v Value, ty *Type, id ident) (Value, error) {
	var fromType Value
	switch x := v.(type) {
	case *Type:
		return typeAttr(t, x, id)
	case *Instance:
		if ty.native {
			fromType = ty.lookupIdent(id)
			break
		}
		e := ty.cached(id)
		fromType = e.any
		if fromType != nil && isDataDescriptor(fromType) {
			return bind(t, fromType, v, ty)
		}
		if r := x.get(e); r != nil {
			return r, nil
		}
		if x.base != nil {
			if a, ok := x.base.(Attributer); ok {
				if r, err := a.Attr(t, id.name); r != nil || err != nil {
					return r, err
				}
			}
		}
		if id.name == "__dict__" && ty.hasDict() {
			return x.InstanceDict(), nil
		}
	default:
		fromType = ty.lookupIdent(id)
		if fromType != nil && isDataDescriptor(fromType) {
			return bind(t, fromType, v, ty)
		}
		if a, ok := v.(Attributer); ok {
			if r, err := a.Attr(t, id.name); r != nil || err != nil {
				return r, err
			}
		}
		if h, ok := v.(HasDict); ok {
			if d := h.InstanceDict(); d != nil {
				if r := d.getIdent(id); r != nil {
					return r, nil
				}
				if id.name == "__dict__" {
					return d, nil
				}
			}
		}
	}
	if fromType != nil {
		return bind(t, fromType, v, ty)
	}
	switch id.name {
	case "__class__":
		return ty, nil
	case "__doc__":
		if !ty.native {
			return nil, nil
		}
		return typeAttr(t, ty, id)
	}
	return nil, nil
}

// loadMethod finds what to call for v.name(...). With bound the method is to be called with v in front, so that no object
// for the bound method is needed.
func loadMethod(t *Thread, v Value, id ident) (f Value, bound bool, err error) {
	var ty *Type
	switch x := v.(type) {
	case *Instance:
		ty = x.cls
		if !ty.native {
			if ty.accessMethods().getattribute != nil {
				ty = nil
				break
			}
			e := ty.cached(id)
			if x.get(e) != nil {
				ty = nil
				break
			}
			if fn, ok := e.any.(*Function); ok && x.base == nil {
				return fn, true, nil
			}
		}
		if x.base != nil {
			if _, ok := x.base.(Attributer); ok {
				ty = nil
			}
		}
	case Str:
		ty = StrType
	case *List:
		ty = ListType
	case *Dict:
		ty = DictType
	case *Module:
		if r := x.Dict.getIdent(id); r != nil {
			return r, false, nil
		}
	case *Type:
	default:
		if _, ok := v.(Attributer); !ok {
			if _, ok := v.(HasDict); !ok {
				ty = v.Type()
			}
		}
	}
	if ty != nil {
		switch m := ty.lookupIdent(id).(type) {
		case *Function:
			return m, true, nil
		case *Builtin:
			if m.owner != nil {
				return m, true, nil
			}
		}
	}
	f, err = getAttrIdent(t, v, id)
	return f, false, err
}

// typeAttr returns an attribute of a class: of its metaclass where that is a data descriptor, of the class and its bases,
// of the metaclass.
func typeAttr(t *Thread, cls *Type, id ident) (Value, error) {
	if len(id.name) > 4 && id.name[0] == '_' && id.name[1] == '_' {
		if v := cls.special(id.name); v != nil {
			return v, nil
		}
	}
	meta := cls.Type()
	fromMeta := meta.lookupIdent(id)
	if fromMeta != nil && isDataDescriptor(fromMeta) {
		return bind(t, fromMeta, cls, meta)
	}
	if v := cls.lookupIdent(id); v != nil {
		return bind(t, v, nil, cls)
	}
	if fromMeta != nil {
		return bind(t, fromMeta, cls, meta)
	}
	return nil, nil
}

// special returns an attribute that every class has, or nil for any other.
func (ty *Type) special(name string) Value {
	switch name {
	case "__name__":
		return Str(ty.name)
	case "__qualname__":
		return Str(ty.qualname)
	case "__module__":
		if v := ty.attrs.GetStr("__module__"); v != nil {
			if _, ok := v.(*getter); !ok {
				return v
			}
		}
		return Str(ty.module)
	case "__doc__":
		if v := ty.attrs.GetStr("__doc__"); v != nil {
			if _, ok := v.(*getter); !ok {
				return v
			}
		}
		if ty.native && ty.doc != "" {
			return Str(ty.doc)
		}
		return None
	case "__mro__":
		return typeTuple(ty.mro)
	case "__bases__":
		return typeTuple(ty.bases)
	case "__base__":
		if ty == ObjectType {
			return None
		}
		return ty.bestBase()
	case "__dict__":
		return &MappingProxy{ty.attrs}
	case "__class__":
		return ty.Type()
	}
	return nil
}

func typeTuple(types []*Type) Value {
	items := make([]Value, len(types))
	for i, c := range types {
		items[i] = c
	}
	return NewTuple(items...)
}

// Descriptor is a native value that, as an attribute of a class, decides what it is for the class's instances. self is nil
// where the attribute is asked of the class.
type Descriptor interface {
	Value
	DescriptorGet(t *Thread, self Value, owner *Type) (Value, error)
}

// DataDescriptor is a Descriptor that comes before an instance's own attributes and takes assignments; a nil v deletes.
type DataDescriptor interface {
	Descriptor
	DescriptorSet(t *Thread, self, v Value) error
}

// isDataDescriptor reports whether an attribute of a class comes before those of its instances.
func isDataDescriptor(v Value) bool {
	switch v := v.(type) {
	case *Function, *Builtin, Str, Int:
		return false
	case *Property, *getter, *member:
		return true
	case *Instance:
		if _, ok := v.base.(*Property); ok {
			return true
		}
		return !v.cls.native && (v.cls.cached(idSet).user != nil || v.cls.cached(idDelete).user != nil)
	case DataDescriptor:
		return true
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
		if cls, ok := self.(*Type); ok && ty.IsSubclass(TypeType) {
			ty = cls
		}
		switch fn := f.Func.(type) {
		case *Property, *ClassMethod, *StaticMethod, *Instance, Descriptor:
			if r, err := bind(t, fn, ty, ty); r != fn || err != nil {
				return r, err
			}
		}
		return &Method{f.Func, ty}, nil
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
	case *member:
		if self != nil {
			return f.value(self)
		}
	case *Instance:
		return bindInstance(t, f, self, ty)
	case Descriptor:
		return f.DescriptorGet(t, self, ty)
	}
	return f, nil
}

// bindInstance is bind for a descriptor whose class Python code made.
func bindInstance(t *Thread, f *Instance, self Value, ty *Type) (Value, error) {
	if f.cls.native || f.cls.cached(idGet).user == nil {
		if f.base != nil {
			r, err := bind(t, f.base, self, ty)
			if r == f.base {
				return f, err
			}
			return r, err
		}
		return f, nil
	}
	var s Value = None
	if self != nil {
		s = self
	}
	return callSpecial(t, f, idGet, s, ty)
}

// SetAttr does v.name = x, and del v.name where x is nil.
func SetAttr(t *Thread, v Value, name string, x Value) error {
	return setAttrIdent(t, v, makeIdent(name), x)
}

func setAttrIdent(t *Thread, v Value, id ident, x Value) error {
	ty := v.Type()
	if ty.native {
		return genericSetAttr(t, v, ty, id, x)
	}
	if x != nil {
		if f := ty.accessMethods().setattr; f != nil {
			_, err := callSpecialMethod(t, f, v, ty, idSetattr, []Value{Str(id.name), x})
			return err
		}
		if inst, ok := v.(*Instance); ok && !ty.dictless && (len(id.name) < 2 || id.name[1] != '_') {
			if e := ty.cached(id); e.any == nil {
				inst.set(e, x)
				return nil
			}
		}
	} else if f := ty.accessMethods().delattr; f != nil {
		_, err := callSpecialMethod(t, f, v, ty, idDelattr, []Value{Str(id.name)})
		return err
	}
	return genericSetAttr(t, v, ty, id, x)
}

// genericSetAttr is object.__setattr__ and object.__delattr__. ty is v's class.
func genericSetAttr(t *Thread, v Value, ty *Type, id ident, x Value) error {
	name := id.name
	fromType := ty.lookupIdent(id)
	if fromType != nil {
		if done, err := setDescriptor(t, fromType, v, ty, name, x); done || err != nil {
			return err
		}
	}
	if name == "__class__" {
		return setClass(v, x)
	}
	if cls, ok := v.(*Type); ok {
		return setTypeAttr(t, cls, name, x)
	}
	if s, ok := v.(AttrSetter); ok {
		return s.SetAttr(t, name, x)
	}
	if inst, ok := v.(*Instance); ok {
		if done, err := inst.setSpecial(name, x); done || err != nil {
			return err
		}
		if ty.hasDict() {
			if x != nil {
				inst.set(ty.cached(id), x)
				return nil
			}
			if inst.delete(name) {
				return nil
			}
		}
	} else if h, ok := v.(HasDict); ok {
		if d := h.InstanceDict(); d != nil {
			if x != nil {
				d.setIdent(id, x)
				return nil
			}
			if d.DelStr(name) {
				return nil
			}
		}
	}
	return readOnly(v, name)
}

// readOnly is the error of setting or deleting an attribute of an object that takes none: the attribute may be there in the
// class.
func readOnly(v Value, name string) error {
	ty := v.Type()
	if (ty.native || !ty.hasDict()) && ty.Lookup(name) != nil {
		return Raise(AttributeError, "'%s' object attribute '%s' is read-only", ty.name, name)
	}
	return noAttribute(v, name)
}

// setDescriptor sets through an attribute of the class, and reports whether that is one that takes it.
func setDescriptor(t *Thread, f, v Value, ty *Type, name string, x Value) (bool, error) {
	switch f := f.(type) {
	case *Property:
		return true, f.set(t, v, name, x)
	case *getter:
		if _, ok := v.(AttrSetter); ok {
			return false, nil
		}
		return true, Raise(AttributeError, "attribute '%s' of '%s' objects is not writable", name, ty.name)
	case *member:
		return true, f.set(v, x)
	case *Instance:
		if p, ok := f.base.(*Property); ok && f.cls.lookupUserIdent(idSet) == nil {
			return true, p.set(t, v, name, x)
		}
		if x != nil && f.cls.lookupUserIdent(idSet) != nil {
			_, err := callSpecial(t, f, idSet, v, x)
			return true, err
		}
		if x == nil && f.cls.lookupUserIdent(idDelete) != nil {
			_, err := callSpecial(t, f, idDelete, v)
			return true, err
		}
		if f.cls.lookupUserIdent(idSet) != nil || f.cls.lookupUserIdent(idDelete) != nil {
			verb := map[bool]string{true: "__delete__", false: "__set__"}[x == nil]
			return true, Raise(AttributeError, "%s", verb)
		}
	case DataDescriptor:
		return true, f.DescriptorSet(t, v, x)
	}
	return false, nil
}

// setSpecial sets __dict__, and reports whether that is the name.
func (x *Instance) setSpecial(name string, v Value) (bool, error) {
	if name != "__dict__" || !x.cls.hasDict() {
		return false, nil
	}
	if v == nil {
		x.attrs, x.values = &Dict{}, nil
		return true, nil
	}
	d, ok := Unwrap(v).(*Dict)
	if !ok {
		return true, Raise(TypeError, "__dict__ must be set to a dictionary, not a '%s'", v.Type().name)
	}
	x.attrs, x.values = d, nil
	return true, nil
}

// setClass sets __class__.
func setClass(v, to Value) error {
	if to == nil {
		return Raise(TypeError, "can't delete __class__ attribute")
	}
	cls, ok := to.(*Type)
	if !ok {
		return Raise(TypeError, "__class__ must be set to a class, not '%s' object", to.Type().name)
	}
	old := v.Type()
	if cls.native || old.native {
		return Raise(TypeError, "__class__ assignment only supported for mutable types or ModuleType subclasses")
	}
	if cls.layout != old.layout || cls.nslots != old.nslots || cls.dictless != old.dictless {
		return Raise(TypeError, "__class__ assignment: '%s' object layout differs from '%s'", cls.name, old.name)
	}
	switch x := v.(type) {
	case *Instance:
		x.InstanceDict() // the keys are the old class's
		x.cls = cls
	case *Exception:
		x.cls = cls
	case *Type:
		x.meta = cls
		x.changed()
	}
	return nil
}

// hasDict reports whether instances take any attribute: not those of object itself, nor where every class from Python code
// has __slots__.
func (ty *Type) hasDict() bool { return !ty.native && !ty.dictless }

func setTypeAttr(t *Thread, cls *Type, name string, x Value) error {
	if cls.native {
		return Raise(TypeError, "cannot set '%s' attribute of immutable type '%s'", name, cls.name)
	}
	defer cls.changed()
	if x == nil {
		switch name {
		case "__dict__":
			return Raise(AttributeError, "attribute '__dict__' of 'type' objects is not writable")
		case "__name__", "__qualname__", "__module__", "__bases__", "__doc__":
			return Raise(TypeError, "cannot delete '%s' attribute of immutable type '%s'", name, cls.name)
		}
		if !cls.attrs.DelStr(name) {
			return noAttribute(cls, name)
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
		s, ok := x.(Str)
		if !ok {
			return Raise(TypeError, "can only assign string to %s.__qualname__, not '%s'", cls.name, x.Type().name)
		}
		cls.qualname = string(s)
		return nil
	case "__module__":
		if s, ok := x.(Str); ok {
			cls.module = string(s)
		}
	case "__bases__":
		return cls.setBases(t, x)
	case "__mro__", "__base__":
		return Raise(AttributeError, "readonly attribute")
	case "__dict__":
		return Raise(AttributeError, "attribute '__dict__' of 'type' objects is not writable")
	}
	cls.attrs.SetStr(name, x)
	return nil
}
