package pyvm

// IsInstance returns isinstance(v, cls): cls is a class, a union or a tuple of such, in any depth.
func IsInstance(t *Thread, v, cls Value) (bool, error) {
	switch c := cls.(type) {
	case *Type:
		if v.Type() == c {
			return true, nil
		}
		if r, err := callSpecial(t, c, idInstancecheck, v); r != nil || err != nil {
			if err != nil {
				return false, err
			}
			return Truth(t, r)
		}
		if c.instanceOf != nil {
			if ok, err := c.instanceOf(t, v); ok || err != nil {
				return ok, err
			}
		}
		if c.Type().IsSubclass(ABCMetaType) {
			return abstractSubclass(t, v.Type(), c)
		}
		return realInstance(t, v, c)
	case *Tuple:
		return anyOf(t, c.Items, func(x Value) (bool, error) { return IsInstance(t, v, x) })
	case *Union:
		return anyOf(t, c.Args, func(x Value) (bool, error) { return IsInstance(t, v, x) })
	case *GenericAlias:
		return false, Raise(TypeError, "isinstance() argument 2 cannot be a parameterized generic")
	}
	if r, err := callSpecial(t, cls, idInstancecheck, v); r != nil || err != nil {
		if err != nil {
			return false, err
		}
		return Truth(t, r)
	}
	return false, Raise(TypeError, "isinstance() arg 2 must be a type, a tuple of types, or a union")
}

// anyOf reports whether test holds of any item. It counts a nested call.
func anyOf(t *Thread, items []Value, test func(Value) (bool, error)) (bool, error) {
	if err := t.enter(); err != nil {
		return false, err
	}
	defer t.leave()
	for _, x := range items {
		if ok, err := test(x); ok || err != nil {
			return ok, err
		}
	}
	return false, nil
}

// realInstance is type.__instancecheck__: by the class, or by __class__ where the object says another.
func realInstance(t *Thread, v Value, cls *Type) (bool, error) {
	ty := v.Type()
	if ty.IsSubclass(cls) {
		return true, nil
	}
	if ty.native || ty.lookupUserIdent(idClass) == nil {
		return false, nil
	}
	c, err := lookupAttrIdent(t, v, idClass)
	if err != nil {
		return false, err
	}
	said, ok := c.(*Type)
	return ok && said.IsSubclass(cls), nil
}

// IsSubclassOf returns issubclass(sub, cls): cls is a class, a union or a tuple of such, in any depth.
func IsSubclassOf(t *Thread, sub, cls Value) (bool, error) {
	switch c := cls.(type) {
	case *Type:
		if r, err := callSpecial(t, c, idSubclasscheck, sub); r != nil || err != nil {
			if err != nil {
				return false, err
			}
			return Truth(t, r)
		}
		s, ok := sub.(*Type)
		if !ok {
			return false, Raise(TypeError, "issubclass() arg 1 must be a class")
		}
		if c.subclassOf != nil {
			if ok, err := c.subclassOf(t, s); ok || err != nil {
				return ok, err
			}
		}
		if c.Type().IsSubclass(ABCMetaType) {
			return abstractSubclass(t, s, c)
		}
		return s.IsSubclass(c), nil
	case *Tuple:
		return anyOf(t, c.Items, func(x Value) (bool, error) { return IsSubclassOf(t, sub, x) })
	case *Union:
		return anyOf(t, c.Args, func(x Value) (bool, error) { return IsSubclassOf(t, sub, x) })
	case *GenericAlias:
		return false, Raise(TypeError, "issubclass() argument 2 cannot be a parameterized generic")
	}
	if r, err := callSpecial(t, cls, idSubclasscheck, sub); r != nil || err != nil {
		if err != nil {
			return false, err
		}
		return Truth(t, r)
	}
	if _, ok := sub.(*Type); !ok {
		return false, Raise(TypeError, "issubclass() arg 1 must be a class")
	}
	return false, Raise(TypeError, "issubclass() arg 2 must be a class, a tuple of classes, or a union")
}

// Union is int | str.
type Union struct{ Args []Value }

// UnionType is types.UnionType.
var UnionType = &Type{}

func (*Union) Type() *Type { return UnionType }

// Repr returns int | str.
func (u *Union) Repr(t *Thread) (string, error) {
	out := ""
	for i, a := range u.Args {
		if i > 0 {
			out += " | "
		}
		switch x := a.(type) {
		case *Type:
			if x == NoneType {
				out += "None"
			} else {
				out += x.FullName()
			}
		default:
			s, err := Repr(t, a)
			if err != nil {
				return "", err
			}
			out += s
		}
	}
	return out, nil
}

// Attr returns __args__.
func (u *Union) Attr(t *Thread, name string) (Value, error) {
	if name == "__args__" {
		return NewTuple(u.Args...), nil
	}
	return nil, nil
}

// Compare makes unions of the same classes equal.
func (u *Union) Compare(t *Thread, op CompareOp, other Value) (Value, error) {
	o, ok := other.(*Union)
	if !ok || op != OpEq && op != OpNotEq {
		return NotImplemented, nil
	}
	same := len(u.Args) == len(o.Args)
	for _, a := range u.Args {
		found := false
		for _, b := range o.Args {
			found = found || a == b
		}
		same = same && found
	}
	return Bool(same == (op == OpEq)), nil
}

// Hash agrees with Compare.
func (u *Union) Hash(t *Thread) (uint64, error) {
	h := uint64(0)
	for _, a := range u.Args {
		h ^= hashIdentity(a)
	}
	return h, nil
}

// Binary has union | class.
func (u *Union) Binary(t *Thread, op BinaryOp, other Value, swapped bool) (Value, error) {
	return unionOf(op, u, other, swapped), nil
}

// Binary has class | class.
func (ty *Type) Binary(t *Thread, op BinaryOp, other Value, swapped bool) (Value, error) {
	return unionOf(op, ty, other, swapped), nil
}

func unionOf(op BinaryOp, a, b Value, swapped bool) Value {
	if op != OpBitOr {
		return NotImplemented
	}
	if swapped {
		a, b = b, a
	}
	u := &Union{}
	for _, v := range []Value{a, b} {
		switch x := v.(type) {
		case *Union:
			for _, y := range x.Args {
				u.add(y)
			}
		case *Type, *GenericAlias:
			u.add(v)
		default:
			if v != Value(None) {
				return NotImplemented
			}
			u.add(NoneType)
		}
	}
	if len(u.Args) == 1 {
		return u.Args[0]
	}
	return u
}

func (u *Union) add(v Value) {
	for _, a := range u.Args {
		if a == v {
			return
		}
	}
	u.Args = append(u.Args, v)
}
