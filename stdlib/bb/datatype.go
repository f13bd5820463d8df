package bb

import (
	"maps"

	"github.com/knead-build/knead/eval/pyvm"
)

var dataType = pyvm.NewType(pyvm.Spec{
	Name: "DataSmart", Module: "bb.data_smart",
	Methods: func() map[string]pyvm.Func {
		all := maps.Clone(dataMethods)
		maps.Copy(all, flagMethods)
		return all
	}(),
	Getters: map[string]func(t *pyvm.Thread, self pyvm.Value) (pyvm.Value, error){
		"overrides": func(t *pyvm.Thread, self pyvm.Value) (pyvm.Value, error) {
			list, err := self.(*Data).store.Overrides()
			return pyvm.NewList(pyvm.Strings(list)...), raise(err)
		},
		"varhistory": func(t *pyvm.Thread, self pyvm.Value) (pyvm.Value, error) {
			return &varHistory{self.(*Data).store}, nil
		},
	},
})

// Iter yields the names of the variables.
func (x *Data) Iter(t *pyvm.Thread) (pyvm.Iterator, error) {
	names, err := x.store.Keys()
	if err != nil {
		return nil, raise(err)
	}
	return pyvm.NewList(pyvm.Strings(names)...).Iter(t)
}

// Truth reports whether there are variables; there always are.
func (x *Data) Truth() bool { return true }

// Len returns the number of variables.
func (x *Data) Len() int {
	names, err := x.store.Keys()
	if err != nil {
		return 0
	}
	return len(names)
}

// Contains reports whether a variable has a value (it is d[name] that BitBake tries).
func (x *Data) Contains(t *pyvm.Thread, v pyvm.Value) (bool, error) {
	name, ok := v.(pyvm.Str)
	if !ok {
		return false, nil
	}
	got, err := x.store.Raw(string(name))
	return got != nil, raise(err)
}

// Index is d[name]: the unexpanded value.
func (x *Data) Index(t *pyvm.Thread, key pyvm.Value) (pyvm.Value, error) {
	name, err := text(key, "the variable")
	if err != nil {
		return nil, err
	}
	v, err := x.store.Raw(name)
	if err == nil && v == nil {
		return nil, &pyvm.Raised{Exc: pyvm.NewException(pyvm.KeyError, key)}
	}
	return Value(v), raise(err)
}

// SetIndex is d[name] = value and del d[name].
func (x *Data) SetIndex(t *pyvm.Thread, key, v pyvm.Value) error {
	name, err := text(key, "the variable")
	if err != nil {
		return err
	}
	if v == nil {
		x.store.Delete(name, origin(t))
		return nil
	}
	return raise(x.store.Set(name, Go(v), origin(t)))
}

// varHistory is d.varhistory, as far as metadata reads it.
type varHistory struct {
	store interface{ HistoryFiles(string) []string }
}

func (*varHistory) Type() *pyvm.Type { return historyType }

var historyType = pyvm.NewType(pyvm.Spec{
	Name: "VariableHistory", Module: "bb.data_smart",
	Methods: map[string]pyvm.Func{
		"get_variable_files": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			h, rest, err := pyvm.Self[*varHistory]("get_variable_files", args)
			if err != nil {
				return nil, err
			}
			var name string
			if err := pyvm.Unpack(t, "get_variable_files", rest, kw, "var", &name); err != nil {
				return nil, err
			}
			return pyvm.NewList(pyvm.Strings(h.store.HistoryFiles(name))...), nil
		},
		"variable": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			return pyvm.NewList(), nil
		},
		"record":          nothing,
		"del_var_history": nothing,
		"emit":            nothing,
		"get_variable_lines": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			return pyvm.NewList(), nil
		},
		"get_variable_items_files": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			return pyvm.NewDict(0), nil
		},
	},
})
