package bb

import (
	"errors"
	"slices"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/eval/host"
	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/stdlib/native"
)

// Data is the object that metadata calls d: a datastore (bb.data_smart.DataSmart).
type Data struct {
	store *datastore.Store
}

// NewData returns the object for a store.
func NewData(s *datastore.Store) *Data { return &Data{s} }

// Store returns the store.
func (x *Data) Store() *datastore.Store { return x.store }

// Type returns DataSmart.
func (*Data) Type() *pyvm.Type { return dataType }

// Hash and Compare make two objects for one store equal.
func (x *Data) Hash(t *pyvm.Thread) (uint64, error) { return pyvm.HashPointer(x.store), nil }

// Compare compares the stores' identity.
func (x *Data) Compare(t *pyvm.Thread, op pyvm.CompareOp, other pyvm.Value) (pyvm.Value, error) {
	o, ok := other.(*Data)
	if !ok || op != pyvm.OpEq && op != pyvm.OpNotEq {
		return pyvm.NotImplemented, nil
	}
	return pyvm.Bool((x.store == o.store) == (op == pyvm.OpEq)), nil
}

// Value converts a variable's value to a Python object. Lists and the like are copied, as BitBake does on reading.
func Value(x any) pyvm.Value {
	switch x := x.(type) {
	case nil:
		return pyvm.None
	case string:
		return pyvm.Str(x)
	case int:
		return pyvm.Int(x)
	case bool:
		return pyvm.Bool(x)
	case []string:
		return pyvm.NewList(pyvm.Strings(x)...)
	case *datastore.Store:
		return NewData(x.Copy())
	case *pyvm.List:
		return pyvm.NewList(slices.Clone(x.Items)...)
	case *pyvm.Dict:
		return x.Copy()
	case pyvm.Value:
		return x
	}
	return opaque{x}
}

// opaque is a value that the evaluation keeps in a variable for itself.
type opaque struct{ x any }

func (opaque) Type() *pyvm.Type { return opaqueType }

var opaqueType = pyvm.NewType(pyvm.Spec{Name: "opaque", Module: "bb", Final: true})

// Go converts a Python object to a variable's value.
func Go(v pyvm.Value) any {
	switch v := v.(type) {
	case pyvm.Str:
		return string(v)
	case pyvm.Int:
		return int(v)
	case pyvm.Bool:
		return bool(v)
	case *Data:
		return v.store
	case opaque:
		return v.x
	case *pyvm.List:
		out := make([]string, len(v.Items))
		for i, x := range v.Items {
			s, ok := x.(pyvm.Str)
			if !ok {
				return pyvm.NewList(slices.Clone(v.Items)...)
			}
			out[i] = string(s)
		}
		return out
	}
	if v == pyvm.Value(pyvm.None) {
		return nil
	}
	return v
}

// raise turns an error of the evaluation into a Python exception, so that Python code can catch it. The error stays inside.
func raise(err error) error {
	switch err.(type) {
	case nil, *pyvm.Raised, *pyvm.Abort:
		return err
	}
	var expansion *datastore.ExpansionError
	var parse *diag.Diagnostic
	class := host.HandledException
	switch {
	case errors.As(err, &expansion):
		class = host.ExpansionError
	case errors.As(err, &parse):
		class = host.ParseError
	}
	exc := pyvm.NewException(class, pyvm.Str(err.Error()))
	exc.Native = err
	return &pyvm.Raised{Exc: exc}
}

// self takes the store off the arguments of a method.
func self(name string, args []pyvm.Value) (*datastore.Store, []pyvm.Value, error) {
	x, rest, err := pyvm.Self[*Data](name, args)
	if err != nil {
		return nil, nil, err
	}
	return x.store, rest, nil
}

// text takes a string argument.
func text(v pyvm.Value, what string) (string, error) {
	if s, ok := v.(pyvm.Str); ok {
		return string(s), nil
	}
	if s, ok := pyvm.Unwrap(v).(pyvm.Str); ok {
		return string(s), nil
	}
	return "", pyvm.Raise(pyvm.TypeError, "%s must be str, not %s", what, v.Type().Name())
}

// dataMethods are DataSmart's methods. Keyword arguments that say where a change comes from are accepted and do not count:
// the evaluation knows.
var dataMethods = map[string]pyvm.Func{
	"getVar": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		s, rest, err := self("getVar", args)
		if err != nil {
			return nil, err
		}
		if len(rest) == 1 && len(kw) == 0 {
			if name, ok := rest[0].(pyvm.Str); ok {
				v, err := s.Value(string(name))
				if text, ok := v.(string); ok {
					return pyvm.Str(text), nil
				}
				return Value(v), raise(err)
			}
		}
		var name string
		expand, hard, parsing := true, false, false
		if err := pyvm.Unpack(t, "getVar", rest, kw, "var", &name, "expand?", &expand, "noweakdefault?", &hard, "parsing?", &parsing); err != nil {
			return nil, err
		}
		v, err := readVariable(s, name, expand, hard, parsing)
		return Value(v), raise(err)
	},
	"setVar": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		s, rest, err := self("setVar", args)
		if err != nil {
			return nil, err
		}
		name, value, err := nameAndValue("setVar", rest, &kw)
		if err != nil {
			return nil, err
		}
		for _, k := range kw {
			if k.Name == "parsing" {
				return pyvm.None, raise(s.Assign(name, Go(value), origin(t)))
			}
		}
		return pyvm.None, raise(s.Set(name, Go(value), origin(t)))
	},
	"appendVar":  changer("appendVar", (*datastore.Store).Append),
	"prependVar": changer("prependVar", (*datastore.Store).Prepend),
	"delVar": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		s, rest, err := self("delVar", args)
		if err != nil {
			return nil, err
		}
		if len(rest) != 1 {
			return nil, pyvm.Raise(pyvm.TypeError, "delVar() takes one variable")
		}
		name, err := text(rest[0], "the variable")
		if err != nil {
			return nil, err
		}
		s.Delete(name, origin(t))
		return pyvm.None, nil
	},
	"renameVar": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		s, rest, err := self("renameVar", args)
		if err != nil {
			return nil, err
		}
		from, to, err := nameAndValue("renameVar", rest, &kw)
		if err != nil {
			return nil, err
		}
		name, err := text(to, "the new name")
		if err != nil {
			return nil, err
		}
		return pyvm.None, raise(s.Rename(from, name, origin(t)))
	},
	"hasOverrides": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		s, rest, err := self("hasOverrides", args)
		if err != nil {
			return nil, err
		}
		var name string
		if err := pyvm.Unpack(t, "hasOverrides", rest, kw, "var", &name); err != nil {
			return nil, err
		}
		return pyvm.Bool(s.HasOverrides(name)), nil
	},
	"expand": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		s, rest, err := self("expand", args)
		if err != nil {
			return nil, err
		}
		var what pyvm.Value
		name := ""
		if err := pyvm.Unpack(t, "expand", rest, kw, "s", &what, "varname?", &name); err != nil {
			return nil, err
		}
		str, ok := what.(pyvm.Str)
		if !ok {
			return what, nil
		}
		out, err := s.Expand(string(str), name)
		return pyvm.Str(out), raise(err)
	},
	"expandWithRefs": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		s, rest, err := self("expandWithRefs", args)
		if err != nil {
			return nil, err
		}
		var what pyvm.Value
		var name pyvm.Value = pyvm.None
		if err := pyvm.Unpack(t, "expandWithRefs", rest, kw, "s", &what, "varname?", &name); err != nil {
			return nil, err
		}
		return expandWithRefs(t, s, what, name)
	},
	"setVarFilter": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		s, rest, err := self("setVarFilter", args)
		if err != nil {
			return nil, err
		}
		var name, expr string
		if err := pyvm.Unpack(t, "setVarFilter", rest, kw, "var", &name, "filter?", &expr); err != nil {
			return nil, err
		}
		s.SetFilter(name, expr)
		return pyvm.None, nil
	},
	"createCopy": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		s, _, err := self("createCopy", args)
		if err != nil {
			return nil, err
		}
		return NewData(s.Copy()), nil
	},
	"initVar":         nothing,
	"enableTracking":  nothing,
	"disableTracking": nothing,
	"need_overrides":  nothing,
	"expandVarref": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		s, rest, err := self("expandVarref", args)
		if err != nil {
			return nil, err
		}
		var name string
		parents := false
		if err := pyvm.Unpack(t, "expandVarref", rest, kw, "variable", &name, "parents?", &parents); err != nil {
			return nil, err
		}
		return pyvm.None, raise(s.ReplaceReferences(name))
	},
	"keys": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		s, _, err := self("keys", args)
		if err != nil {
			return nil, err
		}
		names, err := s.Keys()
		return pyvm.NewList(pyvm.Strings(names)...), raise(err)
	},
	"get": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		s, rest, err := self("get", args)
		if err != nil {
			return nil, err
		}
		var name string
		var def pyvm.Value = pyvm.None
		if err := pyvm.Unpack(t, "get", rest, kw, "key", &name, "default?", &def); err != nil {
			return nil, err
		}
		v, err := s.Raw(name)
		if v == nil && err == nil {
			return def, nil
		}
		return Value(v), raise(err)
	},
}

func nothing(*pyvm.Thread, []pyvm.Value, []pyvm.Kw) (pyvm.Value, error) { return pyvm.None, nil }

// readVariable is getVar.
func readVariable(s *datastore.Store, name string, expand, hard, parsing bool) (any, error) {
	switch {
	case hard && parsing:
		return s.RawHard(name), nil
	case hard:
		if s.RawHard(name) == nil && !s.HasOverrides(name) {
			return nil, nil
		}
	case parsing:
		return s.RawParsing(name)
	}
	if expand {
		return s.Value(name)
	}
	return s.Raw(name)
}

// nameAndValue takes the two arguments of setVar and the like; what is given by keyword is taken out of kw.
func nameAndValue(fn string, args []pyvm.Value, kw *[]pyvm.Kw) (string, pyvm.Value, error) {
	var pair [2]pyvm.Value
	copy(pair[:], args)
	if len(args) < 2 {
		var left []pyvm.Kw
		for _, k := range *kw {
			switch k.Name {
			case "var", "key", "variable":
				pair[0] = k.Value
			case "value", "newkey":
				pair[1] = k.Value
			default:
				left = append(left, k)
			}
		}
		*kw = left
	}
	if len(args) > 2 || pair[0] == nil || pair[1] == nil {
		return "", nil, pyvm.Raise(pyvm.TypeError, "%s() takes a variable and a value", fn)
	}
	name, err := text(pair[0], "the variable")
	return name, pair[1], err
}

// changer makes the method for an operation that adds text.
func changer(name string, change func(*datastore.Store, string, string, datastore.Origin) error) pyvm.Func {
	return func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		s, rest, err := self(name, args)
		if err != nil {
			return nil, err
		}
		variable, value, err := nameAndValue(name, rest, &kw)
		if err != nil {
			return nil, err
		}
		more, err := text(value, "the value")
		if err != nil {
			return nil, err
		}
		return pyvm.None, raise(change(s, variable, more, origin(t)))
	}
}

// origin returns where the running code stands.
func origin(t *pyvm.Thread) datastore.Origin {
	if e, ok := t.Local[envKey{}].(*native.Env); ok {
		return e.Host.Origin()
	}
	return datastore.Origin{}
}

// envKey is the key of a thread's environment among its locals.
type envKey struct{}
