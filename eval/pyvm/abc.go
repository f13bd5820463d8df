package pyvm

// ABCMetaType is abc.ABCMeta, the metaclass of abstract classes: it notes their abstract methods and lets classes be
// registered as subclasses.
var ABCMetaType = &Type{}

// ABCType is abc.ABC, an empty class with that metaclass.
var ABCType = &Type{}

var abcMetaSpec = Spec{
	Name:   "ABCMeta",
	Module: "abc",
	Base:   TypeType,
	New: func(t *Thread, meta *Type, args []Value, kw []Kw) (Value, error) {
		v, err := newType(t, meta, args, kw)
		if err != nil {
			return nil, err
		}
		if cls, ok := v.(*Type); ok && !cls.native {
			return cls, noteAbstract(t, cls)
		}
		return v, nil
	},
	Methods: map[string]Func{
		"register": func(t *Thread, args []Value, kw []Kw) (Value, error) {
			var cls, sub *Type
			if err := Unpack(t, "register", args, kw, "cls", &cls, "subclass", &sub); err != nil {
				return nil, err
			}
			if cls.IsSubclass(sub) && cls != sub {
				return nil, Raise(RuntimeError, "Refusing to create an inheritance cycle")
			}
			if t.registered == nil {
				t.registered = map[*Type][]*Type{}
			}
			t.registered[cls] = append(t.registered[cls], sub)
			return sub, nil
		},
		"__instancecheck__": comparison("__instancecheck__", func(t *Thread, cls, v Value) (Value, error) {
			c, ok := cls.(*Type)
			if !ok {
				return nil, Raise(TypeError, "descriptor '__instancecheck__' requires a 'type' object")
			}
			if c.instanceOf != nil {
				if ok, err := c.instanceOf(t, v); ok || err != nil {
					return Bool(ok), err
				}
			}
			r, err := abstractSubclass(t, v.Type(), c)
			return Bool(r), err
		}),
		"__subclasscheck__": subclassCheck(abstractSubclass),
	},
}

// noteAbstract sets __abstractmethods__.
func noteAbstract(t *Thread, cls *Type) error {
	names := &FrozenSet{}
	add := func(name Value, v Value) error {
		abstract, err := isAbstract(t, v)
		if err == nil && abstract {
			err = names.d.Set(t, name, None)
		}
		return err
	}
	for _, e := range cls.attrs.Copy().entries {
		if err := add(e.key, e.value); err != nil {
			return err
		}
	}
	for _, b := range cls.bases {
		inherited := b.attrs.getIdent(idAbstractmethods)
		if inherited == nil {
			continue
		}
		items, err := ToSlice(t, inherited)
		if err != nil {
			return err
		}
		for _, name := range items {
			s, ok := name.(Str)
			if !ok {
				continue
			}
			if v := cls.Lookup(string(s)); v != nil {
				if err := add(name, v); err != nil {
					return err
				}
			}
		}
	}
	cls.attrs.setIdent(idAbstractmethods, names)
	cls.changed()
	return nil
}

// abstractSubclass is ABCMeta.__subclasscheck__: by __subclasshook__, by inheritance, by what has been registered.
func abstractSubclass(t *Thread, sub, cls *Type) (bool, error) {
	if err := t.enter(); err != nil {
		return false, err
	}
	defer t.leave()
	if hook := cls.lookupUserIdent(idSubclasshook); hook != nil {
		bound, err := bind(t, hook, nil, cls)
		if err != nil {
			return false, err
		}
		r, err := Call(t, bound, []Value{sub}, nil)
		if err != nil {
			return false, err
		}
		if r != Value(NotImplemented) {
			return Truth(t, r)
		}
	}
	if cls.subclassOf != nil {
		if ok, err := cls.subclassOf(t, sub); ok || err != nil {
			return ok, err
		}
	}
	if sub.IsSubclass(cls) {
		return true, nil
	}
	for _, r := range t.registered[cls] {
		if ok, err := IsSubclassOf(t, sub, r); ok || err != nil {
			return ok, err
		}
	}
	for _, s := range cls.subclasses() {
		if ok, err := IsSubclassOf(t, sub, s); ok || err != nil {
			return ok, err
		}
	}
	return false, nil
}

// HasMethods reports whether a class has all of these methods, none set to None: what the abstract classes of collections.abc
// with few methods ask (a native type has what its Go type implements).
func HasMethods(ty *Type, names ...string) bool {
	for _, name := range names {
		if v := ty.Lookup(name); v == nil || v == Value(None) {
			return false
		}
	}
	return true
}
