package pyvm

// Module is a module.
type Module struct {
	Name string
	Dict *Dict
	// load runs the module's code. It is called before the first look at an attribute, and nil afterwards, so that modules
	// that nobody uses cost nothing.
	load func(t *Thread) error
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
	if v := m.Dict.GetStr(name); v != nil {
		return v, nil
	}
	if err := m.Load(t); err != nil {
		return nil, err
	}
	if v := m.Dict.GetStr(name); v != nil {
		return v, nil
	}
	if name == "__dict__" {
		return m.Dict, nil
	}
	if f := m.Dict.GetStr("__getattr__"); f != nil {
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

// Repr returns <module 'os'>.
func (m *Module) Repr(*Thread) (string, error) { return "<module '" + m.Name + "'>", nil }

var moduleSpec = Spec{Name: "module"}
