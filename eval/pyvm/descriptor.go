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
