package pyvm

// The methods __get__, __set__ and __delete__ of native descriptors, as Python code calls them or asks for them.

// descriptorGet is __get__ of a function, a slot or a getter.
func descriptorGet(t *Thread, args []Value, kw []Kw) (Value, error) {
	if len(args) == 0 {
		return nil, wrongCount("__get__", 1, -1, 0)
	}
	var self, owner Value
	if err := Unpack(t, "__get__", args[1:], kw, "instance", &self, "owner?", &owner); err != nil {
		return nil, err
	}
	if self == Value(None) {
		if owner == nil || owner == Value(None) {
			return nil, Raise(TypeError, "__get__(None, None) is invalid")
		}
		cls, ok := owner.(*Type)
		if !ok {
			return args[0], nil
		}
		return bind(t, args[0], nil, cls)
	}
	return bind(t, args[0], self, self.Type())
}

// descriptorSet is __set__ of a slot or a getter, descriptorDelete __delete__.
func descriptorSet(t *Thread, args []Value, kw []Kw) (Value, error) {
	if len(args) != 3 {
		return nil, wrongCount("__set__", 2, len(args)-1, len(kw))
	}
	_, err := setDescriptor(t, args[0], args[1], args[1].Type(), "", args[2])
	return None, err
}

func descriptorDelete(t *Thread, args []Value, kw []Kw) (Value, error) {
	if len(args) != 2 {
		return nil, wrongCount("__delete__", 1, len(args)-1, len(kw))
	}
	_, err := setDescriptor(t, args[0], args[1], args[1].Type(), "", nil)
	return None, err
}

var dataDescriptorMethods = map[string]Func{"__get__": descriptorGet, "__set__": descriptorSet, "__delete__": descriptorDelete}

// Attr returns __name__ and what else people ask of native functions.
func (b *Builtin) Attr(t *Thread, name string) (Value, error) {
	switch name {
	case "__name__":
		return Str(b.name), nil
	case "__qualname__":
		if b.owner != nil {
			return Str(b.owner.qualname + "." + b.name), nil
		}
		return Str(b.name), nil
	case "__doc__", "__self__", "__text_signature__":
		if name == "__self__" && b.owner != nil {
			return nil, nil
		}
		return None, nil
	case "__module__":
		if b.owner != nil {
			return nil, nil
		}
		return Str("builtins"), nil
	case "__objclass__":
		if b.owner != nil {
			return b.owner, nil
		}
	case "__get__":
		if b.owner != nil {
			return &Method{&Builtin{name: "__get__", fn: descriptorGet}, b}, nil
		}
	}
	return nil, nil
}

// The types that CPython tells native functions apart by. A method of a native type is a method_descriptor, bound to an
// object a builtin_function_or_method; a special method that an operation of the language calls is a wrapper_descriptor,
// bound a method-wrapper.
var (
	MethodDescriptorType  = &Type{}
	WrapperDescriptorType = &Type{}
	MethodWrapperType     = &Type{}
)

func (b *Builtin) Type() *Type {
	switch {
	case b.owner == nil:
		return BuiltinType
	case b.wrapsSlot():
		return WrapperDescriptorType
	}
	return MethodDescriptorType
}

func (m *Method) Type() *Type {
	b, ok := m.Func.(*Builtin)
	switch {
	case !ok:
		return MethodType
	case b.owner != nil && b.wrapsSlot():
		return MethodWrapperType
	}
	return BuiltinType
}

// wrapsSlot reports whether a native method is one that an operation of the language calls.
func (b *Builtin) wrapsSlot() bool {
	n := len(b.name)
	if n < 5 || b.name[:2] != "__" || b.name[n-2:] != "__" {
		return false
	}
	switch b.name {
	case "__dir__", "__format__", "__reduce__", "__reduce_ex__", "__sizeof__", "__getstate__", "__init_subclass__", "__subclasshook__",
		"__class_getitem__", "__new__", "__instancecheck__", "__subclasscheck__", "__subclasses__", "__prepare__", "__reversed__",
		"__getnewargs__", "__round__", "__trunc__", "__floor__", "__ceil__", "__length_hint__", "__setstate__", "__missing__", "__copy__",
		"__deepcopy__", "__enter__", "__exit__", "__complex__", "__bytes__", "__fspath__":
		return false
	case "__getitem__":
		return b.owner != DictType && b.owner != ListType
	case "__contains__":
		return b.owner != DictType && b.owner != SetType && b.owner != FrozenSetType
	}
	return true
}
