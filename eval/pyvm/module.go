package pyvm

// Module is a module.
type Module struct {
	Name string
	Dict *Dict
	// load runs the module's code. It is called before the first look at an attribute, and nil afterwards, so that modules
	// that nobody uses cost nothing.
	load     func(t *Thread) error
	compiled func() error // waits for the code; nil where there is none
	// Eager makes the module's code run when the module is imported.
	Eager     bool
	importing bool
}

// NewModule returns a module with these attributes besides __name__.
func NewModule(name string, attrs map[string]Value) *Module {
	m := &Module{Name: name, Dict: NewDict(len(attrs) + 1)}
	m.Dict.SetStr("__name__", Str(name))
	for _, k := range sortedKeys(attrs) {
		m.Dict.SetStr(k, attrs[k])
	}
	return m
}

// NewLazyModule returns a module that load fills in when the first attribute is asked for.
func NewLazyModule(name string, load func(t *Thread, m *Module) error) *Module {
	m := NewModule(name, nil)
	m.load = func(t *Thread) error { return load(t, m) }
	return m
}

func (*Module) Type() *Type { return ModuleType }

// Compiled waits until the module's code is compiled, without running it. The error is that of compiling it.
func (m *Module) Compiled() error {
	if m.compiled == nil {
		return nil
	}
	return m.compiled()
}

// Load runs the module's code if that has not been done.
func (m *Module) Load(t *Thread) error {
	load := m.load
	if load == nil {
		return nil
	}
	m.load = nil // a module that imports itself in a circle sees what is there so far
	if err := load(t); err != nil {
		m.load = load
		return err
	}
	return nil
}

// Attr returns an attribute, or the module's __getattr__'s answer.
func (m *Module) Attr(t *Thread, name string) (Value, error) {
	id := makeIdent(name)
	if v := m.Dict.getIdent(id); v != nil {
		return v, nil
	}
	if m.load != nil {
		if name == "__path__" { // which the importer sets; asking for it does not run the code
			return nil, nil
		}
		if err := m.Load(t); err != nil {
			return nil, err
		}
		if v := m.Dict.getIdent(id); v != nil {
			return v, nil
		}
	}
	if name == "__dict__" {
		return m.Dict, nil
	}
	if f := m.Dict.getIdent(idGetattr); f != nil {
		return Call(t, f, []Value{Str(name)}, nil)
	}
	return nil, nil
}

// SetAttr sets an attribute.
func (m *Module) SetAttr(t *Thread, name string, v Value) error {
	if err := m.Load(t); err != nil {
		return err
	}
	if v == nil {
		if !m.Dict.DelStr(name) {
			return Raise(AttributeError, "module '%s' has no attribute '%s'", m.Name, name)
		}
		return nil
	}
	m.Dict.SetStr(name, v)
	return nil
}

// InstanceDict returns the module's names.
func (m *Module) InstanceDict() *Dict { return m.Dict }

// Repr returns <module 'os' from 'os.py'>.
func (m *Module) Repr(*Thread) (string, error) {
	if file, ok := m.Dict.getIdent(idFile).(Str); ok {
		return "<module '" + m.Name + "' from '" + string(file) + "'>", nil
	}
	return "<module '" + m.Name + "'>", nil
}

var moduleSpec = Spec{Name: "module", New: func(t *Thread, cls *Type, args []Value, kw []Kw) (Value, error) {
	var name string
	var doc Value = None
	if err := Unpack(t, "module", args, kw, "name", &name, "doc?", &doc); err != nil {
		return nil, err
	}
	m := NewModule(name, map[string]Value{"__doc__": doc})
	return wrapNative(t, cls, m, nil, nil)
}}
