package pyvm

import (
	"strings"
)

// Builtin is a native function, or a native method (with an owner).
type Builtin struct {
	name  string
	fn    Func
	owner *Type // the class that it is a method of; nil for a function
}

// NewBuiltin returns a native function.
func NewBuiltin(name string, fn Func) *Builtin { return &Builtin{name: name, fn: fn} }

// Name returns the function's name.
func (b *Builtin) Name() string { return b.name }

// Call calls the function.
func (b *Builtin) Call(t *Thread, args []Value, kw []Kw) (Value, error) { return b.fn(t, args, kw) }

// Repr returns <built-in function f>.
func (b *Builtin) Repr(*Thread) (string, error) {
	if b.owner != nil {
		kind := "method"
		if b.wrapsSlot() {
			kind = "slot wrapper"
		}
		return "<" + kind + " '" + b.name + "' of '" + b.owner.name + "' objects>", nil
	}
	return "<built-in function " + b.name + ">", nil
}

// Method is a function bound to its first argument.
type Method struct {
	Func Value
	Self Value
}

// Call calls the function with Self in front.
func (m *Method) Call(t *Thread, args []Value, kw []Kw) (Value, error) {
	all := make([]Value, len(args)+1)
	all[0] = m.Self
	copy(all[1:], args)
	return Call(t, m.Func, all, kw)
}

// Call returns f(*args, **kw). The callee may keep kw but not args.
func Call(t *Thread, f Value, args []Value, kw []Kw) (Value, error) {
	switch f := f.(type) {
	case *Builtin:
		if err := t.Step(); err != nil {
			return nil, err
		}
		return f.fn(t, args, kw)
	case *Function:
		return f.Call(t, args, kw)
	case *Type:
		return construct(t, f, args, kw)
	case Caller:
		return f.Call(t, args, kw)
	}
	if ty := f.Type(); !ty.native {
		if m := ty.lookupUser("__call__"); m != nil {
			bound, err := bind(t, m, f, ty)
			if err != nil {
				return nil, err
			}
			return Call(t, bound, args, kw)
		}
	}
	if c, ok := Unwrap(f).(Caller); ok {
		return c.Call(t, args, kw)
	}
	return nil, Raise(TypeError, "'%s' object is not callable", f.Type().name)
}

// CallMethod returns v.name(*args).
func CallMethod(t *Thread, v Value, name string, args ...Value) (Value, error) {
	f, err := GetAttr(t, v, name)
	if err != nil {
		return nil, err
	}
	return Call(t, f, args, nil)
}

// Callable reports whether v can be called.
func Callable(v Value) bool {
	switch f := v.(type) {
	case *Type:
		return true
	case Caller:
		return true
	default:
		if _, ok := Unwrap(v).(Caller); ok {
			return true
		}
		return !f.Type().native && f.Type().lookupUser("__call__") != nil
	}
}

// Self takes the first argument of a method of a native type, unwrapped, and returns the rest.
func Self[T Value](name string, args []Value) (T, []Value, error) {
	var zero T
	if len(args) == 0 {
		if owner := typeOfGo(zero); owner != nil && strings.IndexByte(name, '.') < 0 {
			name = owner.name + "." + name
		}
		return zero, nil, Raise(TypeError, "unbound method %s() needs an argument", name)
	}
	self, ok := Unwrap(args[0]).(T)
	if !ok {
		name = name[strings.LastIndexByte(name, '.')+1:]
		if owner := typeOfGo(zero); owner != nil {
			if strings.HasPrefix(name, "__") {
				return zero, nil, Raise(TypeError, "descriptor '%s' requires a '%s' object but received a '%s'", name, owner.name, args[0].Type().name)
			}
			return zero, nil, Raise(TypeError, "descriptor '%s' for '%s' objects doesn't apply to a '%s' object", name, owner.name, args[0].Type().name)
		}
		return zero, nil, Raise(TypeError, "descriptor '%s' doesn't apply to a '%s' object", name, args[0].Type().name)
	}
	return self, args[1:], nil
}

// typeOfGo returns the class that values of a Go type have, or nil where these may have several. v may be a nil pointer.
func typeOfGo(v Value) *Type {
	switch v.(type) {
	case *List, *Dict, *Tuple, *Set, *FrozenSet, *Range, Str, Bytes, *ByteArray, Int, Float, *Generator, *Property, *ClassMethod,
		*StaticMethod:
		return v.Type()
	case *Exception:
		return BaseException
	case *Type:
		return TypeType
	}
	return nil
}

// Unpack assigns arguments to variables: pairs of a parameter's name and a pointer. A name that ends in "?" is optional;
// its variable keeps its value where there is no argument. The pointers are to Value, string (a str), int (an integer or
// __index__), int64, bool (any value's truth), float64, []Value (any iterable), []string (an iterable of str), *List, *Dict,
// *Set, *Tuple, *Type, *Module, *Exception, *Function or Bytes. None for an optional parameter leaves the variable as it is,
// but for Value (which becomes None) and bool (false). Errors are TypeErrors in CPython's words.
func Unpack(t *Thread, name string, args []Value, kw []Kw, pairs ...any) error {
	n := len(pairs) / 2
	if len(args)+len(kw) > n {
		required := 0
		for i := range n {
			if !strings.HasSuffix(pairs[2*i].(string), "?") {
				required++
			}
		}
		return tooMany(name, required, n, len(args)+len(kw))
	}
	for i, v := range args {
		if err := assign(t, name, pairs[2*i].(string), v, pairs[2*i+1]); err != nil {
			return err
		}
	}
	var seen [64]bool
next:
	for _, k := range kw {
		for i := range n {
			param := strings.TrimSuffix(pairs[2*i].(string), "?")
			if param != k.Name {
				continue
			}
			if i < len(args) {
				return Raise(TypeError, "argument for %s() given by name ('%s') and position (%d)", name, param, i+1)
			}
			seen[i%len(seen)] = true
			if err := assign(t, name, pairs[2*i].(string), k.Value, pairs[2*i+1]); err != nil {
				return err
			}
			continue next
		}
		return Raise(TypeError, "'%s' is an invalid keyword argument for %s()", k.Name, name)
	}
	for i := len(args); i < n; i++ {
		if param := pairs[2*i].(string); !strings.HasSuffix(param, "?") && !seen[i%len(seen)] {
			return Raise(TypeError, "%s() missing required argument '%s' (pos %d)", name, param, i+1)
		}
	}
	return nil
}

func tooMany(name string, required, most, given int) error {
	plural := func(n int) string {
		if n == 1 {
			return "argument"
		}
		return "arguments"
	}
	if most == 0 {
		return Raise(TypeError, "%s() takes no arguments (%d given)", name, given)
	}
	if required == most {
		return Raise(TypeError, "%s() takes exactly %d %s (%d given)", name, most, plural(most), given)
	}
	return Raise(TypeError, "%s() takes at most %d %s (%d given)", name, most, plural(most), given)
}

func assign(t *Thread, fn, param string, v Value, to any) error {
	param, optional := strings.CutSuffix(param, "?")
	wrong := func(want string) error {
		return Raise(TypeError, "%s() argument '%s' must be %s, not %s", fn, param, want, v.Type().name)
	}
	if optional && v == Value(None) {
		switch to := to.(type) {
		case *Value:
			*to = v
		case *bool:
			*to = false
		}
		return nil
	}
	switch to := to.(type) {
	case *Value:
		*to = v
	case *string:
		s, ok := Unwrap(v).(Str)
		if !ok {
			return wrong("str")
		}
		*to = string(s)
	case *Str:
		s, ok := Unwrap(v).(Str)
		if !ok {
			return wrong("str")
		}
		*to = s
	case *int:
		n, ok, err := AsIndex(t, v)
		if err != nil {
			return err
		}
		if !ok {
			return Raise(TypeError, "'%s' object cannot be interpreted as an integer", v.Type().name)
		}
		*to = n
	case *bool:
		truth, err := Truth(t, v)
		if err != nil {
			return err
		}
		*to = truth
	case *float64:
		switch x := Unwrap(v).(type) {
		case Float:
			*to = float64(x)
		case Int:
			*to = float64(x)
		case Bool:
			*to = 0
			if x {
				*to = 1
			}
		default:
			return Raise(TypeError, "must be real number, not %s", v.Type().name)
		}
	case *[]Value:
		items, err := ToSlice(t, v)
		if err != nil {
			return err
		}
		*to = items
	case *[]string:
		items, err := ToSlice(t, v)
		if err != nil {
			return err
		}
		list := make([]string, len(items))
		for i, x := range items {
			s, ok := Unwrap(x).(Str)
			if !ok {
				return Raise(TypeError, "%s() argument '%s': item %d: expected str, %s found", fn, param, i, x.Type().name)
			}
			list[i] = string(s)
		}
		*to = list
	default:
		return assignNative(v, to, wrong)
	}
	return nil
}

// assignNative assigns to the pointers of this package's own types.
func assignNative(v Value, to any, wrong func(string) error) error {
	ok := false
	want := ""
	switch to := to.(type) {
	case **List:
		want, *to, ok = convert[*List]("list", v)
	case **Dict:
		want, *to, ok = convert[*Dict]("dict", v)
	case **Tuple:
		want, *to, ok = convert[*Tuple]("tuple", v)
	case **Set:
		want, *to, ok = convert[*Set]("set", v)
	case **Type:
		want, *to, ok = convert[*Type]("type", v)
	case **Module:
		want, *to, ok = convert[*Module]("module", v)
	case **Exception:
		want, *to, ok = convert[*Exception]("exception", v)
	case **Function:
		want, *to, ok = convert[*Function]("function", v)
	case *Bytes:
		want, *to, ok = convert[Bytes]("bytes", v)
	default:
		panic("pyvm: Unpack cannot assign to this Go type")
	}
	if !ok {
		return wrong(want)
	}
	return nil
}

func convert[T Value](name string, v Value) (string, T, bool) {
	x, ok := Unwrap(v).(T)
	return name, x, ok
}
