package pyvm

import "slices"

// construct makes an instance by calling a class.
func construct(t *Thread, cls *Type, args []Value, kw []Kw) (Value, error) {
	if err := t.Step(); err != nil {
		return nil, err
	}
	if meta := cls.Type(); !meta.native {
		if f := meta.cached(idCall).user; f != nil {
			bound, err := bind(t, f, cls, meta)
			if err != nil {
				return nil, err
			}
			return Call(t, bound, args, kw)
		}
	}
	return callType(t, cls, args, kw)
}

// callType is type.__call__: __new__, then __init__.
func callType(t *Thread, cls *Type, args []Value, kw []Kw) (Value, error) {
	if cls.native {
		if cls == TypeType && len(args) == 1 && len(kw) == 0 {
			return args[0].Type(), nil
		}
		if cls.make == nil {
			return nil, Raise(TypeError, "cannot create '%s' instances", cls.FullName())
		}
		return cls.make(t, cls, args, kw)
	}
	v, err := callNew(t, cls, args, kw)
	if err != nil {
		return nil, err
	}
	ty := v.Type()
	if ty != cls && !ty.IsSubclass(cls) {
		return v, nil
	}
	return v, callInit(t, v, ty, args, kw)
}

// callNew makes an object that __init__ has not seen yet.
func callNew(t *Thread, cls *Type, args []Value, kw []Kw) (Value, error) {
	f := cls.accessMethods().new
	if f == nil {
		if cls.layout == ObjectType {
			return newObject(t, cls, args, kw)
		}
		return cls.nativeMake()(t, cls, args, kw)
	}
	bound, err := bind(t, f, nil, cls)
	if err != nil {
		return nil, err
	}
	all := t.pushArgs(len(args) + 1)
	all[0] = cls
	copy(all[1:], args)
	v, err := Call(t, bound, all, kw)
	t.popArgs(all)
	return v, err
}

// nativeMake returns what makes instances of a class that derives from a native type.
func (ty *Type) nativeMake() func(t *Thread, cls *Type, args []Value, kw []Kw) (Value, error) {
	for _, c := range ty.mro {
		if c.native && c.make != nil && c != ObjectType {
			return c.make
		}
	}
	return newObject
}

// callInit calls __init__.
func callInit(t *Thread, v Value, ty *Type, args []Value, kw []Kw) error {
	var f Value
	if ty.native {
		f = ty.lookupIdent(idInit)
	} else {
		f = ty.accessMethods().init
	}
	switch fn := f.(type) {
	case nil:
		return nil
	case *Function:
		all := t.pushArgs(len(args) + 1)
		all[0] = v
		copy(all[1:], args)
		r, err := fn.Call(t, all, kw)
		t.popArgs(all)
		return checkInit(r, err)
	case *Builtin:
		if fn.owner == ObjectType {
			return initObject(t, v, args, kw)
		}
	}
	bound, err := bind(t, f, v, ty)
	if err != nil {
		return err
	}
	return checkInit(Call(t, bound, args, kw))
}

func checkInit(r Value, err error) error {
	if err == nil && r != Value(None) {
		return Raise(TypeError, "__init__() should return None, not '%s'", r.Type().name)
	}
	return err
}

// newObject is object.__new__.
func newObject(t *Thread, cls *Type, args []Value, kw []Kw) (Value, error) {
	if cls.native {
		if len(args)+len(kw) > 0 {
			return nil, Raise(TypeError, "%s() takes no arguments", cls.name)
		}
		return &Instance{cls: cls}, nil
	}
	if len(args)+len(kw) > 0 {
		if cls.cached(idNew).user != nil {
			return nil, Raise(TypeError, "object.__new__() takes exactly one argument (the type to instantiate)")
		}
		if b, ok := cls.lookupIdent(idInit).(*Builtin); ok && b.owner == ObjectType {
			return nil, Raise(TypeError, "%s() takes no arguments", cls.name)
		}
	}
	if cls.meta != TypeType {
		if err := checkAbstract(t, cls); err != nil {
			return nil, err
		}
	}
	return &Instance{cls: cls}, nil
}

// checkAbstract refuses to make an instance of a class that has abstract methods left.
func checkAbstract(t *Thread, cls *Type) error {
	if !cls.Type().IsSubclass(ABCMetaType) {
		return nil
	}
	v := cls.attrs.getIdent(idAbstractmethods)
	if v == nil {
		return nil
	}
	items, err := ToSlice(t, v)
	if err != nil || len(items) == 0 {
		return err
	}
	var names []string
	for _, x := range items {
		s, err := ToString(t, x)
		if err != nil {
			return err
		}
		names = append(names, s)
	}
	slices.Sort(names)
	list := names[0]
	for _, n := range names[1:] {
		list += ", " + n
	}
	return Raise(TypeError, "Can't instantiate abstract class %s with abstract method%s %s", cls.name, plural(len(names)), list)
}

// initObject is object.__init__.
func initObject(t *Thread, v Value, args []Value, kw []Kw) error {
	if len(args)+len(kw) == 0 {
		return nil
	}
	ty := v.Type()
	if b, ok := ty.lookupIdent(idInit).(*Builtin); !ok || b.owner != ObjectType {
		return Raise(TypeError, "object.__init__() takes exactly one argument (the instance to initialize)")
	}
	if ty == ObjectType || !ty.native && ty.layout == ObjectType && ty.cached(idNew).user == nil {
		return Raise(TypeError, "%s() takes no arguments", ty.name)
	}
	return nil
}

// wrapNative finishes making a value of a native type: for the type itself the value, initialised by its __init__; for a
// class that Python code derived from it an instance with the value inside, whose __init__ construct calls.
func wrapNative(t *Thread, cls *Type, v Value, args []Value, kw []Kw) (Value, error) {
	if !cls.native {
		if err := checkAbstract(t, cls); err != nil {
			return nil, err
		}
		return &Instance{cls: cls, base: v}, nil
	}
	init, ok := cls.lookupIdent(idInit).(*Builtin)
	if !ok || init.owner == ObjectType {
		return v, nil
	}
	all := t.pushArgs(len(args) + 1)
	all[0] = v
	copy(all[1:], args)
	_, err := init.fn(t, all, kw)
	t.popArgs(all)
	return v, err
}

// WrapNative is wrapNative for native types of other packages.
func WrapNative(t *Thread, cls *Type, v Value, args []Value, kw []Kw) (Value, error) {
	return wrapNative(t, cls, v, args, kw)
}
