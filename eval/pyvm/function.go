package pyvm

// Function is a function that Python code made.
type Function struct {
	code       *Code
	globals    *Dict // nil: the thread's at the moment of the call
	defaults   []Value
	kwdefaults *Dict // nil where there are none
	closure    []*Cell
	name       string
	qualname   string
	doc        Value
	module     Value
	// annotations makes the dictionary __annotations__ when it is first asked for, from names and values in turn.
	annotations []Value
	notes       *Dict
	attrs       *Dict
}

func (*Function) Type() *Type { return FunctionType }

// Code returns the function's code.
func (fn *Function) Code() *Code { return fn.code }

// Name returns __name__, Qualname __qualname__.
func (fn *Function) Name() string     { return fn.name }
func (fn *Function) Qualname() string { return fn.qualname }

// Defaults returns the default values of the last positional parameters. The caller must not change them.
func (fn *Function) Defaults() []Value { return fn.defaults }

// KwDefault returns the default value of a keyword-only parameter, or nil.
func (fn *Function) KwDefault(name string) Value {
	if fn.kwdefaults == nil {
		return nil
	}
	return fn.kwdefaults.GetStr(name)
}

// Globals returns __globals__: where the function looks global names up when it runs in t.
func (fn *Function) Globals(t *Thread) *Dict {
	if fn.globals != nil {
		return fn.globals
	}
	return t.Globals
}

// InstanceDict returns the function's attributes.
func (fn *Function) InstanceDict() *Dict {
	if fn.attrs == nil {
		fn.attrs = &Dict{}
	}
	return fn.attrs
}

// Repr returns <function f at 0x...>.
func (fn *Function) Repr(*Thread) (string, error) {
	return "<function " + fn.qualname + " at " + address(fn) + ">", nil
}

// Call runs the function.
func (fn *Function) Call(t *Thread, args []Value, kw []Kw) (Value, error) {
	f := t.newFrame(fn.code)
	if fn.code.simple && len(args) == fn.code.nargs && len(kw) == 0 {
		copy(f.slots, args)
	} else if err := fn.bindArgs(t, f.slots, args, kw); err != nil {
		t.release(f)
		return nil, err
	}
	return fn.run(t, f)
}

// run runs the function in a frame that has its arguments, and gives the frame back.
func (fn *Function) run(t *Thread, f *frame) (Value, error) {
	if t.depth >= t.limits.Depth {
		t.release(f)
		return nil, t.tooDeep()
	}
	if t.steps--; t.steps <= 0 {
		if err := t.check(); err != nil {
			t.release(f)
			return nil, err
		}
	}
	code := fn.code
	f.closure, f.globals = fn.closure, fn.globals
	for _, i := range code.cellParams {
		f.slots[i] = &Cell{f.slots[i]}
	}
	for _, i := range code.cells {
		f.slots[i] = &Cell{}
	}
	if code.generator {
		return newGenerator(f, fn.name, fn.qualname), nil
	}
	t.depth++
	f.caller = t.frame
	t.frame = f
	v, err := code.run(f)
	t.frame = f.caller
	t.depth--
	t.release(f)
	return v, err
}

// run runs the code in a frame.
func (c *Code) run(f *frame) (Value, error) {
	if c.expr != nil {
		return c.expr(f)
	}
	sig, err := c.body(f)
	if err != nil {
		return nil, err
	}
	if sig == signalReturn {
		return f.ret, nil
	}
	return None, nil
}

// Attr returns the attributes that functions have besides those in their dictionary.
func (fn *Function) Attr(t *Thread, name string) (Value, error) {
	switch name {
	case "__name__":
		return Str(fn.name), nil
	case "__qualname__":
		return Str(fn.qualname), nil
	case "__doc__":
		if fn.doc == nil {
			return None, nil
		}
		return fn.doc, nil
	case "__module__":
		if fn.module == nil {
			return None, nil
		}
		return fn.module, nil
	case "__dict__":
		return fn.InstanceDict(), nil
	case "__code__":
		return fn.code, nil
	case "__globals__":
		return fn.Globals(t), nil
	case "__builtins__":
		return builtinsOf(t, fn.Globals(t)), nil
	case "__defaults__":
		if fn.defaults == nil {
			return None, nil
		}
		return NewTuple(fn.defaults...), nil
	case "__kwdefaults__":
		if fn.kwdefaults == nil {
			return None, nil
		}
		return fn.kwdefaults, nil
	case "__closure__":
		if len(fn.closure) == 0 {
			return None, nil
		}
		cells := make([]Value, len(fn.closure))
		for i, c := range fn.closure {
			cells[i] = c
		}
		return NewTuple(cells...), nil
	case "__annotations__":
		return fn.annotationDict(), nil
	}
	return nil, nil
}

func (fn *Function) annotationDict() *Dict {
	if fn.notes == nil {
		fn.notes = NewDict(len(fn.annotations) / 2)
		for i := 0; i+1 < len(fn.annotations); i += 2 {
			fn.notes.SetStr(string(fn.annotations[i].(Str)), fn.annotations[i+1])
		}
	}
	return fn.notes
}

// SetAttr sets and deletes attributes.
func (fn *Function) SetAttr(t *Thread, name string, v Value) error {
	text := func(to *string) error {
		s, ok := v.(Str)
		if !ok {
			return Raise(TypeError, "%s must be set to a string object", name)
		}
		*to = string(s)
		return nil
	}
	switch name {
	case "__name__":
		return text(&fn.name)
	case "__qualname__":
		return text(&fn.qualname)
	case "__doc__":
		fn.doc = v
	case "__module__":
		fn.module = v
	case "__defaults__":
		if tuple, ok := v.(*Tuple); ok {
			fn.defaults = tuple.Items
		} else if v == nil || v == Value(None) {
			fn.defaults = nil
		} else {
			return Raise(TypeError, "__defaults__ must be set to a tuple object")
		}
	case "__kwdefaults__":
		if d, ok := v.(*Dict); ok {
			fn.kwdefaults = d
		} else if v == nil || v == Value(None) {
			fn.kwdefaults = nil
		} else {
			return Raise(TypeError, "__kwdefaults__ must be set to a dict object")
		}
	case "__annotations__":
		if d, ok := v.(*Dict); ok {
			fn.notes = d
		} else if v == nil || v == Value(None) {
			fn.notes = NewDict(0)
		} else {
			return Raise(TypeError, "__annotations__ must be set to a dict object")
		}
	case "__code__":
		code, ok := v.(*Code)
		if !ok {
			return Raise(TypeError, "__code__ must be set to a code object")
		}
		if len(code.freevars) != len(fn.closure) {
			return Raise(ValueError, "%s() requires a code object with %d free vars, not %d", fn.name, len(fn.closure), len(code.freevars))
		}
		fn.code = code
	case "__dict__":
		if v == nil {
			return Raise(TypeError, "cannot delete __dict__")
		}
		d, ok := v.(*Dict)
		if !ok {
			return Raise(TypeError, "__dict__ must be set to a dictionary, not a '%s'", v.Type().name)
		}
		fn.attrs = d
	case "__globals__", "__closure__", "__builtins__":
		return Raise(AttributeError, "readonly attribute")
	default:
		if v != nil {
			fn.InstanceDict().SetStr(name, v)
		} else if !fn.InstanceDict().DelStr(name) {
			return Raise(AttributeError, "'function' object has no attribute '%s'", name)
		}
	}
	return nil
}

// Type and the methods below make a cell a value: an item of __closure__.
func (*Cell) Type() *Type { return CellType }

// Repr returns <cell at 0x...: str object at 0x...>.
func (c *Cell) Repr(*Thread) (string, error) {
	if c.v == nil {
		return "<cell at " + address(c) + ": empty>", nil
	}
	return "<cell at " + address(c) + ": " + c.v.Type().name + " object at " + address(c.v) + ">", nil
}

// Attr returns cell_contents.
func (c *Cell) Attr(t *Thread, name string) (Value, error) {
	if name != "cell_contents" {
		return nil, nil
	}
	if c.v == nil {
		return nil, Raise(ValueError, "Cell is empty")
	}
	return c.v, nil
}

// SetAttr sets cell_contents.
func (c *Cell) SetAttr(t *Thread, name string, v Value) error {
	if name != "cell_contents" {
		return readOnly(c, name)
	}
	c.v = v
	return nil
}

// Attr returns __self__, __func__ and the function's attributes.
func (m *Method) Attr(t *Thread, name string) (Value, error) {
	switch name {
	case "__self__":
		return m.Self, nil
	case "__func__":
		return m.Func, nil
	case "__doc__", "__name__", "__qualname__", "__module__", "__dict__", "__wrapped__":
		return LookupAttr(t, m.Func, name)
	}
	if MethodType.Lookup(name) != nil || name == "__class__" {
		return nil, nil
	}
	if _, native := m.Func.(*Builtin); native && name == "__get__" {
		return nil, nil
	}
	return LookupAttr(t, m.Func, name)
}

// SetAttr refuses: methods have no attributes of their own.
func (m *Method) SetAttr(t *Thread, name string, v Value) error {
	return readOnly(m, name)
}

// Repr returns <bound method A.f of <A object>>, or of a native function <built-in method f of list object at 0x...>.
func (m *Method) Repr(t *Thread) (string, error) {
	if b, ok := m.Func.(*Builtin); ok {
		if b.wrapsSlot() {
			return "<method-wrapper '" + b.name + "' of " + m.Self.Type().name + " object at " + address(m.Self) + ">", nil
		}
		return "<built-in method " + b.name + " of " + m.Self.Type().name + " object at " + address(m.Self) + ">", nil
	}
	name := "?"
	if v, err := LookupAttr(t, m.Func, "__qualname__"); err != nil {
		return "", err
	} else if s, ok := v.(Str); ok {
		name = string(s)
	}
	self, err := Repr(t, m.Self)
	return "<bound method " + name + " of " + self + ">", err
}

// Compare makes two bindings of one function to one object equal.
func (m *Method) Compare(t *Thread, op CompareOp, other Value) (Value, error) {
	o, ok := other.(*Method)
	if !ok || op != OpEq && op != OpNotEq {
		return NotImplemented, nil
	}
	return Bool((m.Func == o.Func && m.Self == o.Self) == (op == OpEq)), nil
}

// Hash agrees with Compare.
func (m *Method) Hash(t *Thread) (uint64, error) {
	return hashIdentity(m.Func) ^ 3*hashIdentity(m.Self), nil
}

var (
	functionSpec = Spec{Name: "function", Final: true, New: newFunction, Methods: map[string]Func{"__get__": descriptorGet}, Getters: attrGetters("__name__", "__qualname__", "__doc__", "__module__",
		"__dict__", "__code__", "__globals__", "__builtins__", "__defaults__", "__kwdefaults__", "__closure__", "__annotations__")}
	methodSpec = Spec{Name: "method", Final: true, Getters: attrGetters("__func__", "__self__"), New: func(t *Thread, cls *Type, args []Value, kw []Kw) (Value, error) {
		var fn, self Value
		if err := Unpack(t, "method", args, kw, "func", &fn, "self", &self); err != nil {
			return nil, err
		}
		return &Method{fn, self}, nil
	}}
)

// newFunction is types.FunctionType(code, globals, name, argdefs, closure).
func newFunction(t *Thread, cls *Type, args []Value, kw []Kw) (Value, error) {
	var code, namespace, name, defaults, closure Value
	if err := Unpack(t, "function", args, kw, "code", &code, "globals", &namespace, "name?", &name, "argdefs?", &defaults, "closure?", &closure); err != nil {
		return nil, err
	}
	c, ok := code.(*Code)
	if !ok {
		return nil, Raise(TypeError, "function() argument 'code' must be code, not %s", code.Type().name)
	}
	globals, ok := Unwrap(namespace).(*Dict)
	if !ok {
		return nil, Raise(TypeError, "function() argument 'globals' must be dict, not %s", namespace.Type().name)
	}
	fn := &Function{code: c, globals: globals, name: c.name, qualname: c.qualname, doc: c.doc, module: globals.getIdent(idName)}
	if s, ok := name.(Str); ok {
		fn.name, fn.qualname = string(s), string(s)
	}
	if tuple, ok := defaults.(*Tuple); ok {
		fn.defaults = tuple.Items
	}
	if tuple, ok := closure.(*Tuple); ok {
		for _, v := range tuple.Items {
			cell, ok := v.(*Cell)
			if !ok {
				return nil, Raise(TypeError, "arg 5 (closure) expected cell, found %s", v.Type().name)
			}
			fn.closure = append(fn.closure, cell)
		}
	}
	if len(fn.closure) != len(c.freevars) {
		return nil, Raise(ValueError, "%s requires closure of length %d, not %d", c.name, len(c.freevars), len(fn.closure))
	}
	return fn, nil
}
