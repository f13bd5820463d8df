package pyvm

import (
	"strings"

	"github.com/knead-build/knead/lang/python"
)

// NewSourceModule returns a module whose code runs, with the module's dictionary as globals, at the first look at an
// attribute that it does not have yet; with m.Eager set, when it is imported. path is __path__ of a package, nil of another
// module.
func NewSourceModule(name string, code *Code, path []string) *Module {
	return NewCompilingModule(name, code.Filename(), path, func() (*Code, error) { return code, nil })
}

// NewCompilingModule is NewSourceModule for code that is still being compiled: code waits for it.
func NewCompilingModule(name, file string, path []string, code func() (*Code, error)) *Module {
	m := NewLazyModule(name, func(t *Thread, m *Module) error {
		c, err := code()
		if err != nil {
			return err
		}
		return t.Exec(c, m.Dict, nil)
	})
	m.compiled = func() error {
		_, err := code()
		return err
	}
	m.Dict.SetStr("__file__", Str(file))
	m.Dict.SetStr("__doc__", None)
	m.Dict.SetStr("__spec__", None)
	m.Dict.SetStr("__loader__", None)
	if path != nil {
		m.Dict.SetStr("__path__", NewList(Strings(path)...))
		m.Dict.SetStr("__package__", Str(name))
	} else {
		m.Dict.SetStr("__package__", Str(parentName(name)))
	}
	return m
}

func parentName(name string) string {
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		return name[:i]
	}
	return ""
}

// Import imports a module by its full name, its packages before it, and returns it: what importlib.import_module does.
func (t *Thread) Import(name string) (Value, error) {
	if v := t.Modules.GetStr(name); v != nil {
		if v == Value(None) {
			return nil, importError(ModuleNotFound, name, "import of %s halted; None in sys.modules", name)
		}
		return v, nil
	}
	if err := t.enter(); err != nil {
		return nil, err
	}
	defer t.leave()
	var parent Value
	if p := parentName(name); p != "" {
		var err error
		if parent, err = t.Import(p); err != nil {
			return nil, err
		}
		if v := t.Modules.GetStr(name); v != nil { // importing the package has imported it
			return v, nil
		}
		path, err := lookupAttrIdent(t, parent, idPath)
		if err != nil {
			return nil, err
		}
		if path == nil {
			return nil, importError(ModuleNotFound, name, "No module named '%s'; '%s' is not a package", name, p)
		}
	}
	var m *Module
	if t.Importer != nil {
		var err error
		if m, err = t.Importer(t, name); err != nil {
			return nil, err
		}
	}
	if m == nil {
		return nil, importError(ModuleNotFound, name, "No module named '%s'", name)
	}
	return t.install(name, m, parent)
}

// install puts a module that has been found into sys.modules and runs its code if that is to be done at once.
func (t *Thread) install(name string, m *Module, parent Value) (Value, error) {
	if v := t.Modules.GetStr(name); v == nil {
		t.Modules.SetStr(name, m)
	}
	if m.Eager {
		m.importing = true
		err := m.Load(t)
		m.importing = false
		if err != nil {
			t.Modules.DelStr(name)
			return nil, err
		}
	}
	v := t.Modules.GetStr(name) // the module's code may have put another thing there
	if v == nil {
		v = m
	}
	if parent != nil {
		last := name[strings.LastIndexByte(name, '.')+1:]
		if p, ok := parent.(*Module); ok {
			p.Dict.SetStr(last, v) // without running the package's code
		} else if err := SetAttr(t, parent, last, v); err != nil {
			return nil, err
		}
	}
	return v, nil
}

func importError(cls *Type, name, format string, args ...any) error {
	err := Raise(cls, format, args...)
	err.(*Raised).Exc.InstanceDict().SetStr("name", Str(name))
	return err
}

// importStmt compiles import a.b, c as d.
func (c *compiler) importStmt(s *python.Import) stmtFunc {
	type item struct {
		name  string
		first string // what is bound without "as": the outermost package
		store storeFunc
		as    bool
	}
	var items []item
	for _, a := range s.Names {
		it := item{name: strings.Clone(a.Name), as: a.AsName != ""}
		it.first, _, _ = strings.Cut(it.name, ".")
		if it.as {
			it.store = c.store(a.AsName, a.Span())
		} else {
			it.store = c.store(it.first, a.Span())
		}
		items = append(items, it)
	}
	span := s.Span()
	return func(f *frame) (signal, error) {
		for i := range items {
			it := &items[i]
			v, err := f.importName(it.name, nil, 0)
			if err != nil {
				return 0, f.trace(err, span)
			}
			if it.as && it.first != it.name {
				if v, err = dottedAttr(f.t, v, it.name); err != nil {
					return 0, f.trace(err, span)
				}
			}
			if err := it.store(f, v); err != nil {
				return 0, err
			}
		}
		return 0, nil
	}
}

// dottedAttr returns the module that a dotted name means, from its outermost package.
func dottedAttr(t *Thread, v Value, name string) (Value, error) {
	parts := strings.Split(name, ".")
	for i, part := range parts[1:] {
		full := strings.Join(parts[:i+2], ".")
		next, err := fromModule(t, v, part, full)
		if err != nil {
			return nil, err
		}
		v = next
	}
	return v, nil
}

// importName calls __import__ where Python code has replaced it, and else does what that does.
func (f *frame) importName(name string, from []string, level int) (Value, error) {
	t := f.t
	if imp := builtinsOf(t, f.globalDict()).getIdent(idImport); imp != nil {
		if b, ok := imp.(*Builtin); !ok || b.name != "__import__" {
			var list Value = None
			if from != nil {
				list = NewTuple(Strings(from)...)
			}
			locals, err := t.CurrentLocals()
			if err != nil {
				return nil, err
			}
			return Call(t, imp, []Value{Str(name), f.globalDict(), locals, list, Int(level)}, nil)
		}
	}
	return t.importModule(name, f.globalDict(), from != nil, level)
}

// importModule returns the outermost package of a dotted name, or with leaf the module itself.
func (t *Thread) importModule(name string, globals *Dict, leaf bool, level int) (Value, error) {
	full := name
	if level > 0 {
		pkg, err := packageOf(t, globals, level)
		if err != nil {
			return nil, err
		}
		full = pkg
		if name != "" {
			full += "." + name
		}
	}
	v, err := t.Import(full)
	if err != nil || leaf {
		return v, err
	}
	if level > 0 {
		cut := len(full) - len(name) + strings.IndexByte(name+".", '.')
		return t.Import(full[:cut])
	}
	first, _, dotted := strings.Cut(full, ".")
	if !dotted {
		return v, nil
	}
	return t.Import(first)
}

// packageOf returns the package that a relative import with that many dots starts from.
func packageOf(t *Thread, globals *Dict, level int) (string, error) {
	pkg, ok := globals.getIdent(idPackage).(Str)
	if !ok {
		name, isName := globals.getIdent(idName).(Str)
		if !isName {
			return "", importError(ImportError, "", "attempted relative import with no known parent package")
		}
		pkg = name
		if globals.getIdent(idPath) == nil {
			pkg = Str(parentName(string(name)))
		}
	}
	if pkg == "" {
		return "", importError(ImportError, "", "attempted relative import with no known parent package")
	}
	for range level - 1 {
		i := strings.LastIndexByte(string(pkg), '.')
		if i < 0 {
			return "", importError(ImportError, "", "attempted relative import beyond top-level package")
		}
		pkg = pkg[:i]
	}
	return string(pkg), nil
}

// importFrom compiles from a import b as c, and from a import *.
func (c *compiler) importFrom(s *python.ImportFrom) stmtFunc {
	if s.Module == "__future__" && s.Level == 0 {
		return c.importFuture(s)
	}
	module, level, span := strings.Clone(s.Module), s.Level, s.Span()
	if len(s.Names) == 1 && s.Names[0].Name == "*" {
		return func(f *frame) (signal, error) {
			v, err := f.importName(module, []string{"*"}, level)
			if err == nil {
				err = f.importStar(v)
			}
			return 0, f.trace(err, span)
		}
	}
	names := make([]string, len(s.Names))
	stores := make([]storeFunc, len(s.Names))
	for i, a := range s.Names {
		names[i] = strings.Clone(a.Name)
		as := a.AsName
		if as == "" {
			as = names[i]
		}
		stores[i] = c.store(as, a.Span())
	}
	return func(f *frame) (signal, error) {
		m, err := f.importName(module, names, level)
		if err != nil {
			return 0, f.trace(err, span)
		}
		for i, name := range names {
			v, err := importedName(f.t, m, name)
			if err != nil {
				return 0, f.trace(err, span)
			}
			if err := stores[i](f, v); err != nil {
				return 0, err
			}
		}
		return 0, nil
	}
}

// importedName returns the attribute of a module, or its submodule of that name.
func importedName(t *Thread, m Value, name string) (Value, error) {
	full := name
	if mod, ok := m.(*Module); ok {
		full = mod.Name + "." + name
		if s, ok := mod.Dict.getIdent(idName).(Str); ok {
			full = string(s) + "." + name
		}
		if v, err := LookupAttr(t, m, name); v != nil || err != nil {
			return v, err
		}
		if mod.Dict.getIdent(idPath) != nil {
			v, err := t.Import(full)
			if err == nil {
				return v, nil
			}
			if !IsException(err, ModuleNotFound) || !notFound(t, err, full) {
				return nil, err
			}
		}
	}
	return fromModule(t, m, name, full)
}

// notFound reports whether an import failed because the module itself is missing, not one that it imports.
func notFound(t *Thread, err error, name string) bool {
	v, _ := AsException(err).Attr(t, "name")
	return v == Value(Str(name))
}

// fromModule is what IMPORT_FROM does: the attribute, or what sys.modules has under the full name.
func fromModule(t *Thread, m Value, name, full string) (Value, error) {
	v, err := LookupAttr(t, m, name)
	if v != nil || err != nil {
		return v, err
	}
	if v := t.Modules.GetStr(full); v != nil {
		return v, nil
	}
	module, where := "<unknown module name>", "unknown location"
	if s, err := LookupAttr(t, m, "__name__"); err == nil {
		if s, ok := s.(Str); ok {
			module = string(s)
		}
	}
	if s, err := LookupAttr(t, m, "__file__"); err == nil {
		if s, ok := s.(Str); ok {
			where = string(s)
		}
	}
	if mod, ok := m.(*Module); ok && mod.importing {
		return nil, importError(ImportError, module, "cannot import name '%s' from partially initialized module '%s' (most likely due to a circular import) (%s)", name, module, where)
	}
	return nil, importError(ImportError, module, "cannot import name '%s' from '%s' (%s)", name, module, where)
}

// importStar binds the public names of a module.
func (f *frame) importStar(m Value) error {
	t := f.t
	if mod, ok := m.(*Module); ok {
		if err := mod.Load(t); err != nil {
			return err
		}
	}
	all, err := lookupAttrIdent(t, m, idAll)
	if err != nil {
		return err
	}
	if all != nil {
		items, err := ToSlice(t, all)
		if err != nil {
			return err
		}
		for _, x := range items {
			s, ok := x.(Str)
			if !ok {
				return Raise(TypeError, "Item in %s.__all__ must be str, not %s", moduleLabel(m), x.Type().name)
			}
			v, err := LookupAttr(t, m, string(s))
			if err == nil && v == nil {
				if mod, ok := m.(*Module); ok && mod.Dict.getIdent(idPath) != nil {
					v, err = t.Import(mod.Name + "." + string(s))
					if err != nil && IsException(err, ModuleNotFound) {
						err = nil
					}
				}
			}
			if err == nil && v == nil {
				err = noAttribute(m, string(s))
			}
			if err != nil {
				return err
			}
			if err := f.storeName(makeIdent(string(s)), v); err != nil {
				return err
			}
		}
		return nil
	}
	d, err := lookupAttrIdent(t, m, idDict)
	if err != nil {
		return err
	}
	dict, ok := d.(*Dict)
	if !ok {
		return Raise(ImportError, "from-import-* object has no __dict__ and no __all__")
	}
	for _, e := range dict.Copy().entries {
		if s, ok := e.key.(Str); ok && !strings.HasPrefix(string(s), "_") {
			if err := f.storeName(makeIdent(string(s)), e.value); err != nil {
				return err
			}
		}
	}
	return nil
}

func moduleLabel(m Value) string {
	if mod, ok := m.(*Module); ok {
		return mod.Name
	}
	return m.Type().name
}

// importFuture compiles from __future__ import x: it binds what says since when the feature is there.
func (c *compiler) importFuture(s *python.ImportFrom) stmtFunc {
	var stores []storeFunc
	for _, a := range s.Names {
		as := a.AsName
		if as == "" {
			as = a.Name
		}
		stores = append(stores, c.store(as, a.Span()))
	}
	return func(f *frame) (signal, error) {
		for _, store := range stores {
			if err := store(f, None); err != nil {
				return 0, err
			}
		}
		return 0, nil
	}
}

// builtinImport is __import__.
func builtinImport(t *Thread, args []Value, kw []Kw) (Value, error) {
	var name string
	var globals, locals, from Value
	level := 0
	if err := Unpack(t, "__import__", args, kw, "name", &name, "globals?", &globals, "locals?", &locals, "fromlist?", &from, "level?", &level); err != nil {
		return nil, err
	}
	if level < 0 {
		return nil, Raise(ValueError, "level must be >= 0")
	}
	if name == "" && level == 0 {
		return nil, Raise(ValueError, "Empty module name")
	}
	g, ok := globals.(*Dict)
	if !ok {
		g = t.CurrentGlobals()
	}
	leaf := false
	if from != nil {
		var err error
		if leaf, err = Truth(t, from); err != nil {
			return nil, err
		}
	}
	m, err := t.importModule(name, g, leaf, level)
	if err != nil || !leaf {
		return m, err
	}
	mod, ok := m.(*Module)
	if !ok || mod.Dict.getIdent(idPath) == nil {
		return m, nil
	}
	items, err := ToSlice(t, from)
	if err != nil {
		return nil, err
	}
	for _, x := range items {
		if s, ok := x.(Str); ok && s != "*" && mod.Dict.GetStr(string(s)) == nil {
			full := mod.Name + "." + string(s)
			if _, err := t.Import(full); err != nil && !(IsException(err, ModuleNotFound) && notFound(t, err, full)) {
				return nil, err
			}
		}
	}
	return m, nil
}
