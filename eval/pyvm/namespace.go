package pyvm

// Namespace is where code finds and puts the names of its outermost scope: the locals of exec and eval. Get returns nil, nil
// for a name that is not there.
type Namespace interface {
	Get(t *Thread, name string) (Value, error)
	Set(t *Thread, name string, v Value) error
	Delete(t *Thread, name string) error
}

// dictNamespace is a dictionary as a namespace.
type dictNamespace struct{ d *Dict }

// NamespaceOf returns the namespace of a dictionary.
func NamespaceOf(d *Dict) Namespace { return dictNamespace{d} }

func (n dictNamespace) Get(t *Thread, name string) (Value, error) { return n.d.GetStr(name), nil }

func (n dictNamespace) Set(t *Thread, name string, v Value) error {
	n.d.SetStr(name, v)
	return nil
}

func (n dictNamespace) Delete(t *Thread, name string) error {
	n.d.DelStr(name)
	return nil
}

// mappingNamespace is any mapping as a namespace.
type mappingNamespace struct{ v Value }

func (n mappingNamespace) Get(t *Thread, name string) (Value, error) {
	v, err := Index(t, n.v, Str(name))
	if err != nil && IsException(err, KeyError) {
		return nil, nil
	}
	return v, err
}

func (n mappingNamespace) Set(t *Thread, name string, v Value) error {
	return SetIndex(t, n.v, Str(name), v)
}

func (n mappingNamespace) Delete(t *Thread, name string) error {
	return SetIndex(t, n.v, Str(name), nil)
}

// namespaceOf returns the namespace of a mapping.
func namespaceOf(v Value) Namespace {
	if d, ok := v.(*Dict); ok {
		return dictNamespace{d}
	}
	return mappingNamespace{v}
}

// Exec runs statements. globals nil means the thread's Globals at each use of a name, also in functions that the code
// defines: these have no globals of their own. locals nil means the globals.
func (t *Thread) Exec(code *Code, globals *Dict, locals Namespace) error {
	_, err := t.runCode(code, globals, locals)
	return err
}

// Eval returns the value of an expression. See Exec. Names are looked up in locals, globals and the built-ins; but lambdas,
// comprehensions and generator expressions inside skip locals, as in CPython 3.11.
func (t *Thread) Eval(code *Code, globals *Dict, locals Namespace) (Value, error) {
	return t.runCode(code, globals, locals)
}

func (t *Thread) runCode(code *Code, globals *Dict, locals Namespace) (Value, error) {
	if err := t.enter(); err != nil {
		return nil, err
	}
	if d, ok := locals.(dictNamespace); ok && d.d == globals {
		locals = nil
	}
	f := t.newFrame(code)
	f.globals, f.locals = globals, locals
	v, err := t.runFrame(f)
	t.leave()
	return v, err
}

// runFrame runs the code of a frame that is no function's, and gives the frame back.
func (t *Thread) runFrame(f *frame) (Value, error) {
	for _, i := range f.code.cells {
		f.slots[i] = &Cell{}
	}
	f.caller = t.frame
	t.frame = f
	v, err := f.code.run(f)
	t.frame = f.caller
	t.release(f)
	return v, err
}
