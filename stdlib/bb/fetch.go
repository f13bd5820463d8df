package bb

import (
	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/stdlib/native"
)

// fetchModule is bb.fetch2.
func fetchModule() native.Module {
	return native.Module{
		Name:   "bb.fetch2",
		Source: pythonSource("bb.fetch2"),
		Make: func(e *native.Env) native.Attrs {
			return native.Attrs{}.Funcs(map[string]pyvm.Func{
				"get_autorev": storeFunc("get_autorev", func(d *datastore.Store, at datastore.Origin) (pyvm.Value, error) {
					return pyvm.Str("AUTOINC"), autorev(d, at)
				}),
			})
		},
	}
}

// fetchAlias is bb.fetch: the same module under its older name.
var fetchAlias = native.Module{
	Name: "bb.fetch",
	Make: func(e *native.Env) native.Attrs {
		if m, err := e.Thread.Import("bb.fetch2"); err == nil {
			e.Thread.Modules.SetStr("bb.fetch", m)
		}
		return nil
	},
}

// storeFunc makes a function of d alone.
func storeFunc(name string, f func(d *datastore.Store, at datastore.Origin) (pyvm.Value, error)) pyvm.Func {
	return func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		d, err := taskArgs(t, name, args, kw)
		if err != nil {
			return nil, err
		}
		v, err := f(d, origin(t))
		if err != nil {
			return nil, raise(err)
		}
		return v, nil
	}
}

// autorev notes that a recipe takes the newest revision.
func autorev(d *datastore.Store, at datastore.Origin) error {
	policy, err := d.Get("BB_SRCREV_POLICY")
	if err != nil {
		return err
	}
	if policy != "cache" {
		if err := d.Set("BB_DONT_CACHE", "1", at); err != nil {
			return err
		}
	}
	return d.Set("__BBAUTOREV_SEEN", true, at)
}
