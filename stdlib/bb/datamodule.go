package bb

import (
	"strings"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/eval/host"
	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/stdlib/native"
)

// method makes a function of bb.data of a method of DataSmart: the store is its argument at an index.
func method(name string, at int) pyvm.Func {
	return func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		if at >= len(args) {
			return nil, pyvm.Raise(pyvm.TypeError, "%s() missing an argument", name)
		}
		all := append([]pyvm.Value{args[at]}, args[:at]...)
		all = append(all, args[at+1:]...)
		f := dataMethods[name]
		if f == nil {
			f = flagMethods[name]
		}
		return f(t, all, kw)
	}
}

// inherited reports whether a class is among those that a store has inherited.
func inherited(d *datastore.Store, class string) bool {
	list, _ := d.RawHard("__inherit_cache").([]string)
	end := "/" + class + ".bbclass"
	for _, file := range list {
		if strings.HasSuffix(file, end) {
			return true
		}
	}
	return false
}

var dataModule = native.Module{
	Name: "bb.data",
	Make: func(e *native.Env) native.Attrs {
		before28 := strings.HasPrefix(e.Host.Version(), "2.0.")
		return native.Attrs{}.Funcs(map[string]pyvm.Func{
			"init": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
				return NewData(datastore.New(e.Host.DataEnv())), nil
			},
			"init_db": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
				return NewData(datastore.New(e.Host.DataEnv())), nil
			},
			"createCopy": method("createCopy", 0),
			"keys":       method("keys", 0),
			"expand":     method("expand", 1),
			"expandKeys": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
				var dv, read pyvm.Value
				if err := pyvm.Unpack(t, "expandKeys", args, kw, "alterdata", &dv, "readdata?", &read); err != nil {
					return nil, err
				}
				d, err := dataArg(dv)
				if err != nil {
					return nil, err
				}
				return pyvm.None, raise(d.ExpandKeys())
			},
			"inherits_class": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
				var class string
				var dv pyvm.Value
				if err := pyvm.Unpack(t, "inherits_class", args, kw, "klass", &class, "d", &dv); err != nil {
					return nil, err
				}
				d, err := dataArg(dv)
				if err != nil {
					return nil, err
				}
				if before28 {
					class = "classes/" + class
				}
				return pyvm.Bool(inherited(d, class)), nil
			},
			"update_data": nothing,
			"getVar":      method("getVar", 1),
			"setVar":      method("setVar", 2),
			"getVarFlag":  method("getVarFlag", 2),
			"setVarFlag":  method("setVarFlag", 3),
			"delVar":      method("delVar", 1),
		})
	},
	Source: pythonSource("bb.data"),
}

var dataSmartModule = native.Module{
	Name: "bb.data_smart",
	Make: func(e *native.Env) native.Attrs {
		return native.Attrs{
			"DataSmart":       dataType,
			"ExpansionError":  host.ExpansionError,
			"VariableParse":   expansionType,
			"VariableHistory": historyType,
		}
	},
}
