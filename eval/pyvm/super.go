package pyvm

// Super is what super() returns: an object seen from the class behind cls in the order of its class.
type Super struct {
	cls     *Type
	obj     Value // nil of super(C)
	objType *Type // the class whose order counts: the object's, or the object itself where that is a class
}

func (*Super) Type() *Type { return SuperType }

// find returns the attribute of the classes behind cls, raw, or nil.
func (s *Super) find(id ident) Value {
	if s.objType == nil {
		return nil
	}
	mro := s.objType.mro
	for i, c := range mro {
		if c != s.cls {
			continue
		}
		for _, next := range mro[i+1:] {
			if v := next.attrs.getIdent(id); v != nil {
				return v
			}
		}
		break
	}
	return nil
}

// Attr looks an attribute up and binds it to the object.
func (s *Super) Attr(t *Thread, name string) (Value, error) {
	if name == "__class__" {
		return SuperType, nil
	}
	if f := s.find(makeIdent(name)); f != nil {
		self := s.obj
		if cls, ok := self.(*Type); ok && cls == s.objType {
			self = nil
		}
		return bind(t, f, self, s.objType)
	}
	switch name {
	case "__thisclass__":
		return s.cls, nil
	case "__self__":
		if s.obj == nil {
			return None, nil
		}
		return s.obj, nil
	case "__self_class__":
		if s.objType == nil {
			return None, nil
		}
		return s.objType, nil
	}
	return nil, nil
}

// SetAttr sets what super() sets: attributes of the super object, of which there are none.
func (s *Super) SetAttr(t *Thread, name string, v Value) error {
	return Raise(AttributeError, "'super' object has no attribute '%s'", name)
}

// DescriptorGet binds super(C), an attribute of a class, to an instance.
func (s *Super) DescriptorGet(t *Thread, self Value, owner *Type) (Value, error) {
	if self == nil || s.obj != nil {
		return s, nil
	}
	return makeSuper(s.cls, self)
}

// Repr returns <super: <class 'C'>, <C object>>.
func (s *Super) Repr(*Thread) (string, error) {
	if s.objType == nil {
		return "<super: " + reprOfType(s.cls) + ", NULL>", nil
	}
	return "<super: " + reprOfType(s.cls) + ", <" + s.objType.name + " object>>", nil
}

var superSpec = Spec{Name: "super", New: func(t *Thread, cls *Type, args []Value, kw []Kw) (Value, error) {
	if len(kw) > 0 {
		return nil, Raise(TypeError, "super() takes no keyword arguments")
	}
	switch len(args) {
	case 0:
		return t.superHere()
	case 1, 2:
		c, ok := args[0].(*Type)
		if !ok {
			return nil, Raise(TypeError, "super() argument 1 must be a type, not %s", args[0].Type().name)
		}
		if len(args) == 1 || args[1] == Value(None) {
			return &Super{cls: c}, nil
		}
		return makeSuper(c, args[1])
	}
	return nil, Raise(TypeError, "super() expected at most 2 arguments, got %d", len(args))
}}

func makeSuper(cls *Type, obj Value) (Value, error) {
	if c, ok := obj.(*Type); ok && c.IsSubclass(cls) {
		return &Super{cls, obj, c}, nil
	}
	if ty := obj.Type(); ty.IsSubclass(cls) {
		return &Super{cls, obj, ty}, nil
	}
	return nil, Raise(TypeError, "super(type, obj): obj must be an instance or subtype of type")
}

// superHere is super() without arguments: of the class that the running function is in, and its first argument.
func (t *Thread) superHere() (Value, error) {
	f := t.frame
	if f == nil {
		return nil, Raise(RuntimeError, "super(): no current frame")
	}
	if f.code.comprehension {
		// In CPython that is a function of its own, whose first argument is an iterator.
		if f.code.classFree < 0 {
			return nil, Raise(RuntimeError, "super(): __class__ cell not found")
		}
		return nil, Raise(TypeError, "super(type, obj): obj must be an instance or subtype of type")
	}
	if f.code.nargs == 0 {
		return nil, Raise(RuntimeError, "super(): no arguments")
	}
	self := f.slots[0]
	if c, ok := self.(*Cell); ok && len(f.code.cellParams) > 0 && f.code.cellParams[0] == 0 {
		self = c.v
	}
	if self == nil {
		return nil, Raise(RuntimeError, "super(): arg[0] deleted")
	}
	if f.code.classFree < 0 {
		return nil, Raise(RuntimeError, "super(): __class__ cell not found")
	}
	cls, ok := f.closure[f.code.classFree].v.(*Type)
	if !ok {
		return nil, Raise(RuntimeError, "super(): empty __class__ cell")
	}
	return makeSuper(cls, self)
}
