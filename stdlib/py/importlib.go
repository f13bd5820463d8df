package py

import (
	"strings"

	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/stdlib/native"
)

// importlibModule is Python's importlib.
var importlibModule = native.Module{
	Name: "importlib",
	Make: func(e *native.Env) native.Attrs {
		return native.Attrs{"__import__": e.Thread.Builtins.GetStr("__import__")}.Funcs(map[string]pyvm.Func{
			"import_module":     importModule,
			"invalidate_caches": func(*pyvm.Thread, []pyvm.Value, []pyvm.Kw) (pyvm.Value, error) { return pyvm.None, nil },
			"reload":            reloadModule,
		})
	},
}

// importCore has what lib/importlib_*.py and lib/pkgutil.py cannot do by themselves.
var importCore = native.Module{
	Name: "_knead_import",
	Make: func(e *native.Env) native.Attrs {
		return native.Attrs{}.Funcs(map[string]pyvm.Func{
			// find(name) is a module that is not imported by this, or None
			"find": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
				var name string
				if err := pyvm.Unpack(t, "find", args, kw, "name", &name); err != nil {
					return nil, err
				}
				if m := t.Modules.GetStr(name); m != nil {
					return m, nil
				}
				if t.Importer == nil {
					return pyvm.None, nil
				}
				m, err := t.Importer(t, name)
				if m == nil || err != nil {
					return pyvm.None, err
				}
				return m, nil
			},
			// path() is where modules are looked for besides sys.path
			"path": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
				return pyvm.NewList(pyvm.Strings(e.Host.LibraryPath())...), nil
			},
		})
	},
}

func importModule(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	var name string
	var pkg pyvm.Value
	if err := pyvm.Unpack(t, "import_module", args, kw, "name", &name, "package?", &pkg); err != nil {
		return nil, err
	}
	rest := strings.TrimLeft(name, ".")
	level := len(name) - len(rest)
	if level == 0 {
		if name == "" {
			return nil, pyvm.Raise(pyvm.ValueError, "Empty module name")
		}
		return t.Import(name)
	}
	base, ok := pkg.(pyvm.Str)
	if !ok || base == "" {
		return nil, pyvm.Raise(pyvm.TypeError, "the 'package' argument is required to perform a relative import for '%s'", name)
	}
	parent := string(base)
	for range level - 1 {
		i := strings.LastIndexByte(parent, '.')
		if i < 0 {
			return nil, pyvm.Raise(pyvm.ImportError, "attempted relative import beyond top-level package")
		}
		parent = parent[:i]
	}
	if rest == "" {
		return t.Import(parent)
	}
	return t.Import(parent + "." + rest)
}

// reloadModule runs a module's code again in the same module.
func reloadModule(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	var v pyvm.Value
	if err := pyvm.Unpack(t, "reload", args, kw, "module", &v); err != nil {
		return nil, err
	}
	m, ok := v.(*pyvm.Module)
	if !ok {
		return nil, pyvm.Raise(pyvm.TypeError, "reload() argument must be a module")
	}
	name := m.Name
	if t.Modules.GetStr(name) != v {
		return nil, pyvm.Raise(pyvm.ImportError, "module %s not in sys.modules", name)
	}
	if t.Importer == nil {
		return v, nil
	}
	fresh, err := t.Importer(t, name)
	if err != nil {
		return nil, err
	}
	if fresh == nil {
		return nil, pyvm.Raise(pyvm.ModuleNotFound, "spec not found for the module '%s'", name)
	}
	if err := fresh.Load(t); err != nil {
		return nil, err
	}
	return v, m.Dict.Update(t, fresh.Dict)
}
