package pyvm

import "maps"

// newBuiltins returns the namespace of the module builtins. Everything in it is shared by all threads; the dictionary is the
// thread's own.
func newBuiltins() *Dict { return builtinNames.Copy() }

// builtinNames is filled in once, by defineBuiltins, and never changes afterwards.
var builtinNames = NewDict(200)

// defineBuiltins fills builtinNames in: the functions of the library manual's "Built-in Functions", the constants, the types
// and the exceptions. What needs files or other modules (open, __import__) comes from whoever has them.
func defineBuiltins() {
	d := builtinNames
	funcs := map[string]Func{}
	maps.Copy(funcs, introspectionBuiltins)
	maps.Copy(funcs, numberBuiltins)
	maps.Copy(funcs, iterationBuiltins)
	maps.Copy(funcs, objectBuiltins)
	d.SetStr("__name__", Str("builtins"))
	for _, name := range sortedKeys(funcs) {
		d.SetStr(name, NewBuiltin(name, funcs[name]))
	}
	for _, name := range sortedKeys(exceptionTypes) {
		d.SetStr(name, exceptionTypes[name])
	}
	d.SetStr("EnvironmentError", OSError)
	d.SetStr("IOError", OSError)
	for _, ty := range []*Type{
		BoolType, ByteArrayType, BytesType, ClassMethodType, ComplexType, DictType, enumerateType, filterType, FloatType,
		FrozenSetType, IntType, ListType, mapType, ObjectType, PropertyType, RangeType, reversedType, SetType, SliceType,
		StaticMethodType, StrType, SuperType, TupleType, TypeType, zipType,
	} {
		d.SetStr(ty.name, ty)
	}
	for name, v := range map[string]Value{
		"None": None, "True": True, "False": False, "Ellipsis": Ellipsis, "NotImplemented": NotImplemented, "__debug__": True,
	} {
		d.SetStr(name, v)
	}
}

// oneParam makes a function of one positional argument.
func oneParam(name string, f func(t *Thread, v Value) (Value, error)) Func {
	return func(t *Thread, args []Value, kw []Kw) (Value, error) {
		if len(args) != 1 || len(kw) > 0 {
			if err := positional(name, args, kw, 1, 1); err != nil {
				return nil, err
			}
		}
		return f(t, args[0])
	}
}

// textOf makes a Value of a string and an error.
func textOf(s string, err error) (Value, error) { return Str(s), err }
