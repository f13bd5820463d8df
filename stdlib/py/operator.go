package py

import (
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/lang/python"
	"github.com/knead-build/knead/stdlib/native"
)

// operatorModule is Python's operator. Every function is there with underscores around its name, too.
var operatorModule = native.Module{Name: "operator", Make: makeOperator}

var itemGetterType, attrGetterType, methodCallerType *pyvm.Type

func init() {
	spec := func(name string, make func(t *pyvm.Thread, cls *pyvm.Type, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error)) *pyvm.Type {
		return pyvm.NewType(pyvm.Spec{Name: name, Module: "operator", New: make})
	}
	itemGetterType = spec("itemgetter", newItemGetter)
	attrGetterType = spec("attrgetter", newAttrGetter)
	methodCallerType = spec("methodcaller", newMethodCaller)
}

func makeOperator(e *native.Env) native.Attrs {
	attrs := native.Attrs{"itemgetter": itemGetterType, "attrgetter": attrGetterType, "methodcaller": methodCallerType}
	add := func(name string, f pyvm.Func) {
		attrs[name] = pyvm.NewBuiltin(name, f)
		plain := strings.TrimSuffix(name, "_")
		attrs["__"+plain+"__"] = attrs[name]
	}
	for name, op := range map[string]pyvm.BinaryOp{"add": python.Add, "sub": python.Sub, "mul": python.Mult, "matmul": python.MatMult,
		"truediv": python.Div, "mod": python.Mod, "pow": python.Pow, "lshift": python.LShift, "rshift": python.RShift, "or_": python.BitOr,
		"xor": python.BitXor, "and_": python.BitAnd, "floordiv": python.FloorDiv} {
		add(name, two(name, func(t *pyvm.Thread, a, b pyvm.Value) (pyvm.Value, error) { return pyvm.Binary(t, op, a, b) }))
		inplace := "i" + strings.TrimSuffix(name, "_")
		add(inplace, two(inplace, func(t *pyvm.Thread, a, b pyvm.Value) (pyvm.Value, error) { return pyvm.InPlace(t, op, a, b) }))
	}
	for name, op := range map[string]pyvm.CompareOp{"eq": pyvm.OpEq, "ne": pyvm.OpNotEq, "lt": pyvm.OpLt, "le": pyvm.OpLtE, "gt": pyvm.OpGt, "ge": pyvm.OpGtE} {
		add(name, two(name, func(t *pyvm.Thread, a, b pyvm.Value) (pyvm.Value, error) { return pyvm.Compare(t, op, a, b) }))
	}
	for name, op := range map[string]pyvm.UnaryOp{"neg": python.USub, "pos": python.UAdd, "invert": python.Invert, "not_": python.Not} {
		add(name, oneArg(name, func(t *pyvm.Thread, v pyvm.Value) (pyvm.Value, error) { return pyvm.Unary(t, op, v) }))
	}
	attrs["inv"], attrs["__inv__"] = attrs["invert"], attrs["invert"]
	truth := func(b bool, err error) (pyvm.Value, error) { return pyvm.Bool(b), err }
	attrs.Funcs(map[string]pyvm.Func{
		"truth":  oneArg("truth", func(t *pyvm.Thread, v pyvm.Value) (pyvm.Value, error) { return truth(pyvm.Truth(t, v)) }),
		"is_":    two("is_", func(t *pyvm.Thread, a, b pyvm.Value) (pyvm.Value, error) { return pyvm.Bool(pyvm.Is(a, b)), nil }),
		"is_not": two("is_not", func(t *pyvm.Thread, a, b pyvm.Value) (pyvm.Value, error) { return pyvm.Bool(!pyvm.Is(a, b)), nil }),
		"length_hint": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			var v pyvm.Value
			def := 0
			if err := pyvm.Unpack(t, "length_hint", args, kw, "obj", &v, "default?", &def); err != nil {
				return nil, err
			}
			n, err := pyvm.Len(t, v)
			if pyvm.IsException(err, pyvm.TypeError) {
				return pyvm.Int(def), nil
			}
			return pyvm.Int(n), err
		},
		"countOf": two("countOf", func(t *pyvm.Thread, a, b pyvm.Value) (pyvm.Value, error) {
			items, err := pyvm.ToSlice(t, a)
			if err != nil {
				return nil, err
			}
			return pyvm.CallMethod(t, pyvm.NewList(items...), "count", b)
		}),
		"indexOf": two("indexOf", func(t *pyvm.Thread, a, b pyvm.Value) (pyvm.Value, error) {
			items, err := pyvm.ToSlice(t, a)
			if err != nil {
				return nil, err
			}
			for i, x := range items {
				if eq, err := pyvm.IsOrEqual(t, x, b); err != nil {
					return nil, err
				} else if eq {
					return pyvm.Int(i), nil
				}
			}
			return nil, pyvm.Raise(pyvm.ValueError, "sequence.index(x): x not in sequence")
		}),
		"call": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			if len(args) == 0 {
				return nil, pyvm.Raise(pyvm.TypeError, "call expected at least 1 argument, got 0")
			}
			return pyvm.Call(t, args[0], slices.Clone(args[1:]), kw)
		},
	})
	add("abs", oneArg("abs", func(t *pyvm.Thread, v pyvm.Value) (pyvm.Value, error) {
		return pyvm.Call(t, t.Builtins.GetStr("abs"), []pyvm.Value{v}, nil)
	}))
	add("index", oneArg("index", func(t *pyvm.Thread, v pyvm.Value) (pyvm.Value, error) {
		if n := pyvm.Big(pyvm.Unwrap(v)); n != nil {
			return pyvm.MakeInt(n), nil
		}
		n, ok, err := pyvm.AsIndex(t, v)
		if err == nil && !ok {
			err = pyvm.Raise(pyvm.TypeError, "'%s' object cannot be interpreted as an integer", v.Type().Name())
		}
		return pyvm.Int(n), err
	}))
	add("getitem", two("getitem", pyvm.Index))
	add("delitem", two("delitem", func(t *pyvm.Thread, a, b pyvm.Value) (pyvm.Value, error) {
		return pyvm.None, pyvm.SetIndex(t, a, b, nil)
	}))
	add("contains", two("contains", func(t *pyvm.Thread, a, b pyvm.Value) (pyvm.Value, error) { return truth(pyvm.Contains(t, a, b)) }))
	concat := func(f func(t *pyvm.Thread, op pyvm.BinaryOp, a, b pyvm.Value) (pyvm.Value, error)) func(t *pyvm.Thread, a, b pyvm.Value) (pyvm.Value, error) {
		return func(t *pyvm.Thread, a, b pyvm.Value) (pyvm.Value, error) {
			if a.Type().Lookup("__getitem__") == nil {
				return nil, pyvm.Raise(pyvm.TypeError, "'%s' object can't be concatenated", a.Type().Name())
			}
			return f(t, pyvm.OpAdd, a, b)
		}
	}
	add("concat", two("concat", concat(pyvm.Binary)))
	add("iconcat", two("iconcat", concat(pyvm.InPlace)))
	add("setitem", func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		var a, b, c pyvm.Value
		if err := pyvm.Unpack(t, "setitem", args, kw, "a", &a, "b", &b, "c", &c); err != nil {
			return nil, err
		}
		return pyvm.None, pyvm.SetIndex(t, a, b, c)
	})
	return attrs
}

// oneArg makes a function of one argument, which has no name.
func oneArg(name string, f func(t *pyvm.Thread, v pyvm.Value) (pyvm.Value, error)) pyvm.Func {
	return func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		if len(args) != 1 || len(kw) > 0 {
			return nil, pyvm.Raise(pyvm.TypeError, "%s() takes exactly one argument (%d given)", name, len(args)+len(kw))
		}
		return f(t, args[0])
	}
}

// two makes a function of two arguments, which have no names.
func two(name string, f func(t *pyvm.Thread, a, b pyvm.Value) (pyvm.Value, error)) pyvm.Func {
	return func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		if len(args) != 2 || len(kw) > 0 {
			return nil, pyvm.Raise(pyvm.TypeError, "%s expected 2 arguments, got %d", name, len(args)+len(kw))
		}
		return f(t, args[0], args[1])
	}
}

// getterCall takes the object that a getter is called with.
func getterCall(name string, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	if len(args) != 1 || len(kw) > 0 {
		return nil, pyvm.Raise(pyvm.TypeError, "%s expected 1 argument, got %d", name, len(args)+len(kw))
	}
	return args[0], nil
}

func reprCall(t *pyvm.Thread, name string, items []pyvm.Value) (string, error) {
	var parts []string
	for _, x := range items {
		s, err := pyvm.Repr(t, x)
		if err != nil {
			return "", err
		}
		parts = append(parts, s)
	}
	return "operator." + name + "(" + strings.Join(parts, ", ") + ")", nil
}

// itemGetter is operator.itemgetter.
type itemGetter struct{ keys []pyvm.Value }

func (*itemGetter) Type() *pyvm.Type { return itemGetterType }

func newItemGetter(t *pyvm.Thread, cls *pyvm.Type, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	if len(args) == 0 || len(kw) > 0 {
		return nil, pyvm.Raise(pyvm.TypeError, "itemgetter expected 1 argument, got %d", len(args))
	}
	return &itemGetter{slices.Clone(args)}, nil
}

// Call returns the items of an object.
func (g *itemGetter) Call(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	v, err := getterCall("itemgetter", args, kw)
	if err != nil {
		return nil, err
	}
	if len(g.keys) == 1 {
		return pyvm.Index(t, v, g.keys[0])
	}
	out := make([]pyvm.Value, len(g.keys))
	for i, k := range g.keys {
		if out[i], err = pyvm.Index(t, v, k); err != nil {
			return nil, err
		}
	}
	return pyvm.NewTuple(out...), nil
}

// Repr returns operator.itemgetter(1).
func (g *itemGetter) Repr(t *pyvm.Thread) (string, error) { return reprCall(t, "itemgetter", g.keys) }

// attrGetter is operator.attrgetter.
type attrGetter struct{ names []pyvm.Value }

func (*attrGetter) Type() *pyvm.Type { return attrGetterType }

func newAttrGetter(t *pyvm.Thread, cls *pyvm.Type, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	if len(args) == 0 || len(kw) > 0 {
		return nil, pyvm.Raise(pyvm.TypeError, "attrgetter expected 1 argument, got %d", len(args))
	}
	for _, v := range args {
		if _, ok := pyvm.Unwrap(v).(pyvm.Str); !ok {
			return nil, pyvm.Raise(pyvm.TypeError, "attribute name must be a string")
		}
	}
	return &attrGetter{slices.Clone(args)}, nil
}

// Call returns the attributes of an object.
func (g *attrGetter) Call(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	v, err := getterCall("attrgetter", args, kw)
	if err != nil {
		return nil, err
	}
	out := make([]pyvm.Value, len(g.names))
	for i, name := range g.names {
		x := v
		s, _ := pyvm.Unwrap(name).(pyvm.Str)
		for part := range strings.SplitSeq(string(s), ".") {
			if x, err = pyvm.GetAttr(t, x, part); err != nil {
				return nil, err
			}
		}
		out[i] = x
	}
	if len(out) == 1 {
		return out[0], nil
	}
	return pyvm.NewTuple(out...), nil
}

// Repr returns operator.attrgetter('a').
func (g *attrGetter) Repr(t *pyvm.Thread) (string, error) { return reprCall(t, "attrgetter", g.names) }

// methodCaller is operator.methodcaller.
type methodCaller struct {
	name string
	args []pyvm.Value
	kw   []pyvm.Kw
}

func (*methodCaller) Type() *pyvm.Type { return methodCallerType }

func newMethodCaller(t *pyvm.Thread, cls *pyvm.Type, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	if len(args) == 0 {
		return nil, pyvm.Raise(pyvm.TypeError, "methodcaller needs at least one argument, the method name")
	}
	name, ok := pyvm.Unwrap(args[0]).(pyvm.Str)
	if !ok {
		return nil, pyvm.Raise(pyvm.TypeError, "method name must be a string")
	}
	return &methodCaller{string(name), slices.Clone(args[1:]), kw}, nil
}

// Call calls the method of an object.
func (m *methodCaller) Call(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	v, err := getterCall("methodcaller", args, kw)
	if err != nil {
		return nil, err
	}
	f, err := pyvm.GetAttr(t, v, m.name)
	if err != nil {
		return nil, err
	}
	return pyvm.Call(t, f, m.args, m.kw)
}

// Repr returns operator.methodcaller('name', 1).
func (m *methodCaller) Repr(t *pyvm.Thread) (string, error) {
	return reprCall(t, "methodcaller", append([]pyvm.Value{pyvm.Str(m.name)}, m.args...))
}
