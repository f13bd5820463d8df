package pyvm

// GenericAlias is list[int]: a class with the arguments that annotations give it.
type GenericAlias struct {
	Origin *Type
	Args   []Value
}

// GenericAliasType is types.GenericAlias.
var GenericAliasType = &Type{}

var genericAliasSpec = Spec{
	Name: "GenericAlias", Module: "types",
	New: func(t *Thread, cls *Type, args []Value, kw []Kw) (Value, error) {
		var origin *Type
		var item Value
		if err := Unpack(t, "GenericAlias", args, kw, "origin", &origin, "args", &item); err != nil {
			return nil, err
		}
		return newGenericAlias(origin, item), nil
	},
	Methods: map[string]Func{
		"__mro_entries__": func(t *Thread, args []Value, kw []Kw) (Value, error) {
			g, _, err := Self[*GenericAlias]("__mro_entries__", args)
			if err != nil {
				return nil, err
			}
			return NewTuple(g.Origin), nil
		},
		"__instancecheck__": func(t *Thread, args []Value, kw []Kw) (Value, error) {
			return nil, Raise(TypeError, "isinstance() argument 2 cannot be a parameterized generic")
		},
		"__subclasscheck__": func(t *Thread, args []Value, kw []Kw) (Value, error) {
			return nil, Raise(TypeError, "issubclass() argument 2 cannot be a parameterized generic")
		},
	},
}

func newGenericAlias(origin *Type, item Value) *GenericAlias {
	args := []Value{item}
	if tuple, ok := item.(*Tuple); ok {
		args = tuple.Items
	}
	return &GenericAlias{origin, args}
}

// subscriptable reports whether a native class can be given arguments. Those outside of builtins all can.
func (ty *Type) subscriptable() bool {
	switch ty {
	case ListType, DictType, TupleType, SetType, FrozenSetType:
		return true
	}
	return ty.module != "builtins"
}

func (*GenericAlias) Type() *Type { return GenericAliasType }

// Repr returns list[int].
func (g *GenericAlias) Repr(t *Thread) (string, error) {
	out := g.Origin.FullName() + "["
	for i, a := range g.Args {
		if i > 0 {
			out += ", "
		}
		switch x := a.(type) {
		case *Type:
			out += x.FullName()
		case *singleton:
			if x == Ellipsis {
				out += "..."
				continue
			}
			out += x.repr
		default:
			s, err := Repr(t, a)
			if err != nil {
				return "", err
			}
			out += s
		}
	}
	if len(g.Args) == 0 {
		out += "()"
	}
	return out + "]", nil
}

// Attr returns __origin__, __args__, __parameters__, and of other names what the class has.
func (g *GenericAlias) Attr(t *Thread, name string) (Value, error) {
	switch name {
	case "__origin__":
		return g.Origin, nil
	case "__args__":
		return NewTuple(g.Args...), nil
	case "__parameters__":
		return NewTuple(), nil
	case "__class__", "__mro_entries__", "__instancecheck__", "__subclasscheck__":
		return nil, nil
	}
	return typeAttr(t, g.Origin, makeIdent(name))
}

// Call makes an instance of the class.
func (g *GenericAlias) Call(t *Thread, args []Value, kw []Kw) (Value, error) {
	return Call(t, g.Origin, args, kw)
}

// Compare makes aliases of the same class and arguments equal.
func (g *GenericAlias) Compare(t *Thread, op CompareOp, other Value) (Value, error) {
	o, ok := other.(*GenericAlias)
	if !ok || op != OpEq && op != OpNotEq {
		return NotImplemented, nil
	}
	if g.Origin != o.Origin {
		return Bool(op == OpNotEq), nil
	}
	return compareItems(t, op, g.Args, o.Args)
}

// Hash agrees with Compare.
func (g *GenericAlias) Hash(t *Thread) (uint64, error) {
	h, err := Hash(t, NewTuple(g.Args...))
	return h ^ hashIdentity(g.Origin), err
}

// Binary has alias | class.
func (g *GenericAlias) Binary(t *Thread, op BinaryOp, other Value, swapped bool) (Value, error) {
	return unionOf(op, g, other, swapped), nil
}
