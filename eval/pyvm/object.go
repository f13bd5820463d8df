package pyvm

import "slices"

// The methods of object and type, as Python code calls them.

var objectSpec = Spec{
	Name: "object",
	New:  newObject,
	Methods: map[string]Func{
		"__init__": func(t *Thread, args []Value, kw []Kw) (Value, error) {
			if len(args) == 0 {
				return nil, Raise(TypeError, "unbound method object.__init__() needs an argument")
			}
			return None, initObject(t, args[0], args[1:], kw)
		},
		"__setattr__": func(t *Thread, args []Value, kw []Kw) (Value, error) {
			if len(args) != 3 {
				return nil, wrongCount("__setattr__", 2, len(args)-1, len(kw))
			}
			name, err := attributeName(args[1])
			if err != nil {
				return nil, err
			}
			return None, genericSetAttr(t, args[0], args[0].Type(), name, args[2])
		},
		"__delattr__": func(t *Thread, args []Value, kw []Kw) (Value, error) {
			if len(args) != 2 {
				return nil, wrongCount("__getattribute__", 1, len(args)-1, len(kw))
			}
			name, err := attributeName(args[1])
			if err != nil {
				return nil, err
			}
			return None, genericSetAttr(t, args[0], args[0].Type(), name, nil)
		},
		"__getattribute__": func(t *Thread, args []Value, kw []Kw) (Value, error) {
			if len(args) != 2 {
				return nil, wrongCount("__getattribute__", 1, len(args)-1, len(kw))
			}
			name, err := attributeName(args[1])
			if err != nil {
				return nil, err
			}
			v, err := genericAttr(t, args[0], args[0].Type(), name)
			if v == nil && err == nil {
				return nil, noAttribute(args[0], name.name)
			}
			return v, err
		},
		"__repr__": oneArg("__repr__", func(t *Thread, v Value) (Value, error) {
			s, err := nativeRepr(t, v)
			return Str(s), err
		}),
		"__str__": oneArg("__str__", func(t *Thread, v Value) (Value, error) {
			s, err := Repr(t, v)
			return Str(s), err
		}),
		"__hash__": oneArg("__hash__", func(t *Thread, v Value) (Value, error) {
			return hashValue(hashIdentity(v)), nil
		}),
		"__format__": func(t *Thread, args []Value, kw []Kw) (Value, error) {
			var self Value
			var spec string
			if err := Unpack(t, "__format__", args, kw, "self", &self, "format_spec", &spec); err != nil {
				return nil, err
			}
			if spec != "" {
				return nil, Raise(TypeError, "unsupported format string passed to %s.__format__", self.Type().name)
			}
			s, err := ToString(t, self)
			return Str(s), err
		},
		"__eq__": comparison("__eq__", func(t *Thread, a, b Value) (Value, error) {
			if Is(a, b) {
				return True, nil
			}
			return NotImplemented, nil
		}),
		"__ne__": comparison("__ne__", func(t *Thread, a, b Value) (Value, error) {
			r, err := compareOnce(t, OpEq, a, b)
			if err != nil {
				return nil, err
			}
			if r == Value(NotImplemented) {
				if Is(a, b) {
					return False, nil
				}
				return r, nil
			}
			truth, err := Truth(t, r)
			return Bool(!truth), err
		}),
		"__lt__": comparison("__lt__", neverComparable),
		"__le__": comparison("__le__", neverComparable),
		"__gt__": comparison("__gt__", neverComparable),
		"__ge__": comparison("__ge__", neverComparable),
		"__dir__": oneArg("__dir__", func(t *Thread, v Value) (Value, error) {
			names, err := attributeNames(t, v)
			return NewList(Strings(names)...), err
		}),
		"__sizeof__": oneArg("__sizeof__", func(t *Thread, v Value) (Value, error) { return Int(64), nil }),
		"__reduce_ex__": func(t *Thread, args []Value, kw []Kw) (Value, error) {
			var self Value
			protocol := 0
			if err := Unpack(t, "__reduce_ex__", args, kw, "self", &self, "protocol", &protocol); err != nil {
				return nil, err
			}
			return objectReduce(t, self)
		},
		"__reduce__":   oneArg("__reduce__", objectReduce),
		"__getstate__": oneArg("__getstate__", objectState),
	},
	Attrs: map[string]Value{
		"__subclasshook__": &ClassMethod{Func: NewBuiltin("__subclasshook__", func(*Thread, []Value, []Kw) (Value, error) {
			return NotImplemented, nil
		})},
		"__init_subclass__": &ClassMethod{Func: &Builtin{name: "__init_subclass__", owner: ObjectType, fn: func(t *Thread, args []Value, kw []Kw) (Value, error) {
			if len(args) == 0 {
				return nil, Raise(TypeError, "descriptor '__init_subclass__' needs an argument")
			}
			if len(kw) > 0 || len(args) > 1 {
				name := "object"
				if cls, ok := args[0].(*Type); ok {
					name = cls.name
				}
				return nil, Raise(TypeError, "%s.__init_subclass__() takes no keyword arguments", name)
			}
			return None, nil
		}}},
	},
}

func neverComparable(*Thread, Value, Value) (Value, error) { return NotImplemented, nil }

// hashValue returns what hash() shows of a hash.
func hashValue(h uint64) Value {
	if h == ^uint64(0) {
		return Int(-2)
	}
	return makeInt(int64(h))
}

func attributeName(v Value) (ident, error) {
	s, ok := Unwrap(v).(Str)
	if !ok {
		return ident{}, Raise(TypeError, "attribute name must be string, not '%s'", v.Type().name)
	}
	return makeIdent(string(s)), nil
}

// oneArg makes a method of nothing but the object.
func oneArg(name string, fn func(t *Thread, v Value) (Value, error)) Func {
	return func(t *Thread, args []Value, kw []Kw) (Value, error) {
		if len(args) != 1 || len(kw) > 0 {
			return nil, wrongCount(name, 0, len(args)-1, len(kw))
		}
		return fn(t, args[0])
	}
}

// comparison makes a method of the object and one argument.
func comparison(name string, fn func(t *Thread, a, b Value) (Value, error)) Func {
	return func(t *Thread, args []Value, kw []Kw) (Value, error) {
		if len(args) != 2 || len(kw) > 0 {
			return nil, wrongCount(name, 1, len(args)-1, len(kw))
		}
		return fn(t, args[0], args[1])
	}
}

// subclassCheck makes __subclasscheck__.
func subclassCheck(is func(t *Thread, sub, cls *Type) (bool, error)) Func {
	return comparison("__subclasscheck__", func(t *Thread, cls, sub Value) (Value, error) {
		c, ok := cls.(*Type)
		s, ok2 := sub.(*Type)
		if !ok || !ok2 {
			return nil, Raise(TypeError, "issubclass() arg 1 must be a class")
		}
		r, err := is(t, s, c)
		return Bool(r), err
	})
}

// wrongCount is the error of a special method that got other than n arguments.
func wrongCount(name string, n, given, kw int) error {
	switch {
	case given < 0:
		return Raise(TypeError, "unbound method %s() needs an argument", name)
	case kw > 0:
		return Raise(TypeError, "wrapper %s() takes no keyword arguments", name)
	}
	if n == 2 {
		return Raise(TypeError, " expected 2 arguments, got %d", given) // CPython's own gap
	}
	return Raise(TypeError, "expected %d argument%s, got %d", n, plural(n), given)
}

var typeSpec = Spec{
	Name: "type",
	New:  newType,
	Methods: map[string]Func{
		"__call__": func(t *Thread, args []Value, kw []Kw) (Value, error) {
			cls, rest, err := Self[*Type]("type.__call__", args)
			if err != nil {
				return nil, err
			}
			return callType(t, cls, rest, kw)
		},
		"__init__": func(t *Thread, args []Value, kw []Kw) (Value, error) {
			if n := len(args); n != 2 && n != 4 {
				return nil, Raise(TypeError, "type.__init__() takes 1 or 3 arguments")
			}
			return None, nil
		},
		"__instancecheck__": comparison("__instancecheck__", func(t *Thread, cls, v Value) (Value, error) {
			c, ok := cls.(*Type)
			if !ok {
				return nil, Raise(TypeError, "descriptor '__instancecheck__' requires a 'type' object")
			}
			r, err := realInstance(t, v, c)
			return Bool(r), err
		}),
		"__subclasscheck__": subclassCheck(func(_ *Thread, sub, cls *Type) (bool, error) { return sub.IsSubclass(cls), nil }),
		"mro": oneArg("mro", func(t *Thread, v Value) (Value, error) {
			cls, ok := v.(*Type)
			if !ok {
				return nil, Raise(TypeError, "descriptor 'mro' requires a 'type' object")
			}
			mro := cls.mro
			if !cls.native {
				if fresh, err := linearize(cls, cls.bases); err == nil {
					mro = fresh
				}
			}
			return NewList(typeTuple(mro).(*Tuple).Items...), nil
		}),
		"__subclasses__": oneArg("__subclasses__", func(t *Thread, v Value) (Value, error) {
			cls, ok := v.(*Type)
			if !ok {
				return nil, Raise(TypeError, "descriptor '__subclasses__' requires a 'type' object")
			}
			return NewList(typeTuple(cls.subclasses()).(*Tuple).Items...), nil
		}),
		"__dir__": oneArg("__dir__", func(t *Thread, v Value) (Value, error) {
			names, err := attributeNames(t, v)
			return NewList(Strings(names)...), err
		}),
	},
	Attrs: map[string]Value{
		"__prepare__": &ClassMethod{Func: NewBuiltin("__prepare__", func(*Thread, []Value, []Kw) (Value, error) {
			return NewDict(8), nil
		})},
	},
}

// newType is type(name, bases, dict) and, of a class derived from type, its construction; type(x) is callType's.
func newType(t *Thread, meta *Type, args []Value, kw []Kw) (Value, error) {
	if len(args) == 1 && meta == TypeType && len(kw) == 0 {
		return args[0].Type(), nil
	}
	if len(args) != 3 {
		if meta == TypeType {
			return nil, Raise(TypeError, "type() takes 1 or 3 arguments")
		}
		return nil, Raise(TypeError, "type.__new__() takes exactly 3 arguments (%d given)", len(args))
	}
	name, ok := Unwrap(args[0]).(Str)
	if !ok {
		return nil, Raise(TypeError, "type.__new__() argument 1 must be str, not %s", args[0].Type().name)
	}
	bases, ok := Unwrap(args[1]).(*Tuple)
	if !ok {
		return nil, Raise(TypeError, "type.__new__() argument 2 must be tuple, not %s", args[1].Type().name)
	}
	ns, ok := Unwrap(args[2]).(*Dict)
	if !ok {
		return nil, Raise(TypeError, "type.__new__() argument 3 must be dict, not %s", args[2].Type().name)
	}
	for _, b := range bases.Items {
		if _, ok := b.(*Type); ok {
			continue
		}
		if entries, err := lookupAttrIdent(t, b, idMroEntries); err != nil {
			return nil, err
		} else if entries != nil {
			return nil, Raise(TypeError, "type() doesn't support MRO entry resolution; use types.new_class()")
		}
	}
	winner, err := mostDerivedMeta(meta, bases.Items)
	if err != nil {
		return nil, err
	}
	if winner != meta && meta == TypeType {
		return Call(t, winner, slices.Clone(args), kw)
	}
	cls, err := newClass(t, winner, string(name), bases.Items, ns, kw)
	if err != nil {
		return nil, err
	}
	return cls, nil
}
