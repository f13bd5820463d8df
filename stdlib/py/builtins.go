package py

import (
	"slices"

	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/stdlib/native"
)

// Builtins are the built-in functions that need a host: open, and print and input, which look at sys.stdout and sys.stdin.
// It also makes the host known to the methods of this package's types, so it is called when a thread starts.
func Builtins(e *native.Env) map[string]pyvm.Value {
	t := e.Thread
	t.Local[envKey{}] = e
	out := map[string]pyvm.Value{
		"open": pyvm.NewBuiltin("open", builtinOpen),
		"input": pyvm.NewBuiltin("input", func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			return nil, pyvm.Raise(t.Builtins.GetStr("EOFError").(*pyvm.Type), "EOF when reading a line")
		}),
	}
	if plain, ok := t.Builtins.GetStr("print").(*pyvm.Builtin); ok {
		out["print"] = pyvm.NewBuiltin("print", func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			if !slices.ContainsFunc(kw, func(k pyvm.Kw) bool { return k.Name == "file" && k.Value != pyvm.Value(pyvm.None) }) {
				if s := replacedStdout(t); s != nil {
					kw = append(slices.Clone(kw), pyvm.Kw{Name: "file", Value: s})
				}
			}
			return plain.Call(t, args, kw)
		})
	}
	return out
}

// replacedStdout returns sys.stdout where it is not the one that the thread began with.
func replacedStdout(t *pyvm.Thread) pyvm.Value {
	m, ok := t.Modules.GetStr("sys").(*pyvm.Module)
	if !ok {
		return nil
	}
	v := m.Dict.GetStr("stdout")
	if own, ok := v.(*textFile); v == nil || ok && own == t.Local[streamKey{1}] {
		return nil
	}
	return v
}

// builtinsModule is Python's builtins: the namespace that all code sees.
var builtinsModule = native.Module{Name: "builtins", Make: func(e *native.Env) native.Attrs {
	d := e.Thread.Builtins
	if d.GetStr("__name__") == nil {
		d.SetStr("__name__", pyvm.Str("builtins"))
	}
	e.Thread.Modules.SetStr("builtins", &pyvm.Module{Name: "builtins", Dict: d})
	return nil
}}
