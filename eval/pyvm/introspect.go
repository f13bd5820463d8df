package pyvm

import (
	"slices"
	"strings"

	"github.com/knead-build/knead/lang/source"
)

// introspectionBuiltins are the built-in functions that look at running code, classes and namespaces. newBuiltins has them.
var introspectionBuiltins = map[string]Func{
	"globals":    builtinGlobals,
	"locals":     builtinLocals,
	"vars":       builtinVars,
	"dir":        builtinDir,
	"exec":       builtinExec,
	"eval":       builtinEval,
	"compile":    builtinCompile,
	"isinstance": builtinIsInstance,
	"issubclass": builtinIsSubclass,
	"__import__": builtinImport,

	"__build_class__": builtinBuildClass,
}

// CurrentGlobals returns the globals of the running code: the thread's where none runs.
func (t *Thread) CurrentGlobals() *Dict {
	if t.frame == nil {
		return t.Globals
	}
	return t.frame.globalDict()
}

// CurrentLocals returns the local variables of the running code: the dictionary that is the module's or class's namespace, or
// a copy of a function's variables.
func (t *Thread) CurrentLocals() (Value, error) {
	f := t.frame
	if f == nil {
		return t.Globals, nil
	}
	switch n := f.locals.(type) {
	case nil:
	case dictNamespace:
		return n.d, nil
	case mappingNamespace:
		return n.v, nil
	default:
		return NewDict(0), nil
	}
	if _, module := moduleLevel(f.code); module {
		return f.globalDict(), nil
	}
	d := NewDict(len(f.slots))
	for i, name := range f.code.varnames {
		if name == "" || name[0] == '.' {
			continue
		}
		v := f.slots[i]
		if c, ok := v.(*Cell); ok && (slices.Contains(f.code.cells, i) || slices.Contains(f.code.cellParams, i)) {
			v = c.v
		}
		if v != nil {
			d.SetStr(name, v)
		}
	}
	for i, name := range f.code.freevars {
		if v := f.closure[i].v; v != nil && name != "__class__" {
			d.SetStr(name, v)
		} else if v != nil {
			d.SetStr("__class__", v)
		}
	}
	return d, nil
}

// moduleLevel reports whether code is a whole text, whose locals are its globals.
func moduleLevel(c *Code) (*Code, bool) { return c, c.name == "<module>" }

// FrameInfo says where running code is.
type FrameInfo struct {
	Code    *Code
	Globals *Dict
	Span    source.Span // the statement that runs
}

// Frame returns the code that runs depth calls further out, 0 being the innermost. ok is false beyond the outermost.
func (t *Thread) Frame(depth int) (info FrameInfo, ok bool) {
	f := t.frame
	for ; f != nil && depth > 0; depth-- {
		f = f.caller
	}
	if f == nil {
		return FrameInfo{}, false
	}
	return FrameInfo{f.code, f.globalDict(), f.at}, true
}

func builtinGlobals(t *Thread, args []Value, kw []Kw) (Value, error) {
	if err := Unpack(t, "globals", args, kw); err != nil {
		return nil, err
	}
	return t.CurrentGlobals(), nil
}

func builtinLocals(t *Thread, args []Value, kw []Kw) (Value, error) {
	if err := Unpack(t, "locals", args, kw); err != nil {
		return nil, err
	}
	return t.CurrentLocals()
}

func builtinVars(t *Thread, args []Value, kw []Kw) (Value, error) {
	var v Value
	if err := positional("vars", args, kw, 0, 1); err != nil {
		return nil, err
	}
	if len(args) > 0 {
		v = args[0]
	}
	if v == nil {
		return t.CurrentLocals()
	}
	d, err := lookupAttrIdent(t, v, idDict)
	if err != nil {
		return nil, err
	}
	if d == nil {
		return nil, Raise(TypeError, "vars() argument must have __dict__ attribute")
	}
	return d, nil
}

func builtinDir(t *Thread, args []Value, kw []Kw) (Value, error) {
	var v Value
	if err := positional("dir", args, kw, 0, 1); err != nil {
		return nil, err
	}
	if len(args) > 0 {
		v = args[0]
	}
	var names []string
	if v == nil {
		locals, err := t.CurrentLocals()
		if err != nil {
			return nil, err
		}
		items, err := ToSlice(t, locals)
		if err != nil {
			return nil, err
		}
		for _, x := range items {
			if s, ok := x.(Str); ok {
				names = append(names, string(s))
			}
		}
	} else {
		r, err := callSpecial(t, v, idDir)
		if err != nil {
			return nil, err
		}
		if m, ok := v.(*Module); ok {
			if err := m.Load(t); err != nil {
				return nil, err
			}
			if f := m.Dict.getIdent(idDir); f != nil {
				if r, err = Call(t, f, nil, nil); err != nil {
					return nil, err
				}
			}
		}
		if r != nil {
			return sortedList(t, r)
		}
		if names, err = attributeNames(t, v); err != nil {
			return nil, err
		}
	}
	slices.Sort(names)
	return NewList(Strings(slices.Compact(names))...), nil
}

func sortedList(t *Thread, v Value) (Value, error) {
	items, err := ToSlice(t, v)
	if err != nil {
		return nil, err
	}
	sorted, err := sortValues(t, slices.Clone(items), nil, false)
	return NewList(sorted...), err
}

// attributeNames returns the names of an object's attributes, sorted.
func attributeNames(t *Thread, v Value) ([]string, error) {
	seen := map[string]bool{}
	add := func(d *Dict) {
		if d == nil {
			return
		}
		for i := range d.entries {
			if s, ok := d.entries[i].key.(Str); ok && !strings.HasPrefix(string(s), ".") {
				seen[string(s)] = true
			}
		}
	}
	addType := func(ty *Type) {
		for _, c := range ty.mro {
			add(c.attrs)
		}
	}
	switch x := v.(type) {
	case *Module:
		if err := x.Load(t); err != nil {
			return nil, err
		}
		add(x.Dict)
		return sortedKeys(seen), nil
	case *Type:
		addType(x)
	default:
		addType(v.Type())
		if h, ok := v.(HasDict); ok {
			add(h.InstanceDict())
		}
		seen["__class__"] = true
	}
	for _, name := range []string{"__class__", "__doc__"} {
		seen[name] = true
	}
	return sortedKeys(seen), nil
}

// namespaces reads the globals and locals arguments of exec and eval.
func (t *Thread) namespaces(name string, globals, locals Value) (*Dict, Namespace, error) {
	if globals == nil || globals == Value(None) {
		if locals != nil && locals != Value(None) {
			return t.frameGlobals(), namespaceOf(locals), nil
		}
		here, err := t.CurrentLocals()
		if err != nil {
			return nil, nil, err
		}
		g := t.frameGlobals()
		if f := t.frame; f != nil && f.locals != nil {
			return g, f.locals, nil
		}
		if d, ok := here.(*Dict); ok && d == t.CurrentGlobals() {
			return g, nil, nil
		}
		return g, namespaceOf(here), nil
	}
	d, ok := Unwrap(globals).(*Dict)
	if !ok {
		if name == "eval" {
			return nil, nil, Raise(TypeError, "globals must be a dict")
		}
		return nil, nil, Raise(TypeError, "%s() globals must be a dict, not %s", name, globals.Type().name)
	}
	if d.getIdent(idBuiltins) == nil {
		d.setIdent(idBuiltins, t.Builtins)
	}
	if locals == nil || locals == Value(None) {
		return d, nil, nil
	}
	if _, ok := Unwrap(locals).(*Dict); !ok && locals.Type().Lookup("__getitem__") == nil {
		if name == "eval" {
			return nil, nil, Raise(TypeError, "locals must be a mapping")
		}
		return nil, nil, Raise(TypeError, "locals must be a mapping or None, not %s", locals.Type().name)
	}
	return d, namespaceOf(locals), nil
}

// frameGlobals returns the globals that code started here is to have: nil where they are the thread's.
func (t *Thread) frameGlobals() *Dict {
	if t.frame == nil {
		return nil
	}
	return t.frame.globals
}

func builtinExec(t *Thread, args []Value, kw []Kw) (Value, error) {
	var src, globals, locals, closure Value
	if err := positional("exec", args, nil, 1, 3); err != nil {
		return nil, err
	}
	if err := Unpack(t, "exec", args, nil, "source", &src, "globals?", &globals, "locals?", &locals); err != nil {
		return nil, err
	}
	for _, k := range kw {
		if k.Name != "closure" {
			return nil, Raise(TypeError, "exec() got an unexpected keyword argument '%s'", k.Name)
		}
		closure = k.Value
	}
	_ = closure
	g, l, err := t.namespaces("exec", globals, locals)
	if err != nil {
		return nil, err
	}
	code, err := codeOf(t, "exec", src, CompileModule)
	if err != nil {
		return nil, err
	}
	return None, t.Exec(code, g, l)
}

func builtinEval(t *Thread, args []Value, kw []Kw) (Value, error) {
	var src, globals, locals Value
	if len(kw) > 0 {
		return nil, Raise(TypeError, "eval() takes no keyword arguments")
	}
	if err := positional("eval", args, nil, 1, 3); err != nil {
		return nil, err
	}
	if err := Unpack(t, "eval", args, nil, "source", &src, "globals?", &globals, "locals?", &locals); err != nil {
		return nil, err
	}
	g, l, err := t.namespaces("eval", globals, locals)
	if err != nil {
		return nil, err
	}
	if s, ok := Unwrap(src).(Str); ok {
		src = Str(strings.TrimLeft(string(s), " \t"))
	}
	code, err := codeOf(t, "eval", src, CompileExpression)
	if err != nil {
		return nil, err
	}
	return t.Eval(code, g, l)
}

// codeOf compiles what exec or eval got, unless it is code already.
func codeOf(t *Thread, name string, v Value, compile func(*source.File, int) (*Code, error)) (*Code, error) {
	switch x := Unwrap(v).(type) {
	case *Code:
		if len(x.freevars) > 0 {
			return nil, Raise(TypeError, "code object passed to %s() may not contain free variables", name)
		}
		return x, nil
	case Str:
		return compileText(t, string(x), "<string>", compile)
	case Bytes:
		return compileText(t, string(x), "<string>", compile)
	}
	return nil, Raise(TypeError, "%s() arg 1 must be a string, bytes or code object", name)
}

// compileText compiles text that a program has made. That counts: a byte of it is worth a hundred of tree and code.
func compileText(t *Thread, text, name string, compile func(*source.File, int) (*Code, error)) (*Code, error) {
	if strings.IndexByte(text, 0) >= 0 {
		return nil, Raise(ValueError, "source code string cannot contain null bytes")
	}
	if err := t.spend(int64(len(text) / 8)); err != nil {
		return nil, err
	}
	if err := t.Alloc(100 * len(text)); err != nil {
		return nil, err
	}
	return compile(source.NewFile(name, text), 0)
}

func builtinCompile(t *Thread, args []Value, kw []Kw) (Value, error) {
	var src Value
	var filename, mode string
	flags, optimize := 0, -1
	var noInherit bool
	if err := Unpack(t, "compile", args, kw, "source", &src, "filename", &filename, "mode", &mode, "flags?", &flags,
		"dont_inherit?", &noInherit, "optimize?", &optimize); err != nil {
		return nil, err
	}
	compile := CompileModule
	switch mode {
	case "exec", "single":
	case "eval":
		compile = CompileExpression
	default:
		return nil, Raise(ValueError, "compile() mode must be 'exec', 'eval' or 'single'")
	}
	text := ""
	switch x := Unwrap(src).(type) {
	case Str:
		text = string(x)
	case Bytes:
		text = string(x)
	default:
		return nil, Raise(TypeError, "compile() arg 1 must be a string, bytes or AST object")
	}
	code, err := compileText(t, text, filename, compile)
	if err != nil {
		return nil, err
	}
	return code, nil
}

func builtinIsInstance(t *Thread, args []Value, kw []Kw) (Value, error) {
	if len(args) != 2 || len(kw) > 0 {
		return nil, Raise(TypeError, "isinstance expected 2 arguments, got %d", len(args)+len(kw))
	}
	r, err := IsInstance(t, args[0], args[1])
	return Bool(r), err
}

func builtinIsSubclass(t *Thread, args []Value, kw []Kw) (Value, error) {
	if len(args) != 2 || len(kw) > 0 {
		return nil, Raise(TypeError, "issubclass expected 2 arguments, got %d", len(args)+len(kw))
	}
	r, err := IsSubclassOf(t, args[0], args[1])
	return Bool(r), err
}

// builtinBuildClass is __build_class__(func, name, *bases, **keywords), as code calls it that makes classes by hand.
func builtinBuildClass(t *Thread, args []Value, kw []Kw) (Value, error) {
	if len(args) < 2 {
		return nil, Raise(TypeError, "__build_class__: not enough arguments")
	}
	fn, ok := args[0].(*Function)
	if !ok {
		return nil, Raise(TypeError, "__build_class__: func must be a function")
	}
	name, ok := args[1].(Str)
	if !ok {
		return nil, Raise(TypeError, "__build_class__: name is not a string")
	}
	return buildClass(t, string(name), slices.Clone(args[2:]), kw, func(ns Value) (*Cell, error) {
		_, err := fn.Call(t, nil, nil)
		return nil, err
	})
}
