package bb

import (
	"slices"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/eval/pyvm"
)

// flagMethods are DataSmart's methods for flags.
var flagMethods = map[string]pyvm.Func{
	"getVarFlag": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		s, rest, err := self("getVarFlag", args)
		if err != nil {
			return nil, err
		}
		var name, flag string
		expand, hard, parsing, ret := true, false, false, false
		if err := pyvm.Unpack(t, "getVarFlag", rest, kw, "var", &name, "flag", &flag, "expand?", &expand,
			"noweakdefault?", &hard, "parsing?", &parsing, "retparser?", &ret); err != nil {
			return nil, err
		}
		if flag == "_content" {
			v, err := readVariable(s, name, expand, hard, parsing)
			return Value(v), raise(err)
		}
		if !expand {
			if hard {
				return Value(s.RawFlagHard(name, flag)), nil
			}
			return Value(s.RawFlag(name, flag)), nil
		}
		v, err := s.Flag(name, flag)
		return Value(v), raise(err)
	},
	"setVarFlag": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		s, rest, err := self("setVarFlag", args)
		if err != nil {
			return nil, err
		}
		name, flag, value, err := flagArguments("setVarFlag", rest, kw)
		if err != nil {
			return nil, err
		}
		return pyvm.None, raise(s.SetFlag(name, flag, Go(value), origin(t)))
	},
	"appendVarFlag":  flagChanger("appendVarFlag", (*datastore.Store).AppendFlag),
	"prependVarFlag": flagChanger("prependVarFlag", (*datastore.Store).PrependFlag),
	"delVarFlag": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		s, rest, err := self("delVarFlag", args)
		if err != nil {
			return nil, err
		}
		var name, flag string
		if err := pyvm.Unpack(t, "delVarFlag", rest, nil, "var", &name, "flag", &flag); err != nil {
			return nil, err
		}
		s.DeleteFlag(name, flag, origin(t))
		return pyvm.None, nil
	},
	"delVarFlags": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		s, rest, err := self("delVarFlags", args)
		if err != nil {
			return nil, err
		}
		var name string
		if err := pyvm.Unpack(t, "delVarFlags", rest, nil, "var", &name); err != nil {
			return nil, err
		}
		s.DeleteFlags(name, origin(t))
		return pyvm.None, nil
	},
	"setVarFlags": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		s, rest, err := self("setVarFlags", args)
		if err != nil {
			return nil, err
		}
		var name string
		var flags *pyvm.Dict
		if err := pyvm.Unpack(t, "setVarFlags", rest, nil, "var", &name, "flags", &flags); err != nil {
			return nil, err
		}
		for k, v := range flags.All {
			flag, err := text(k, "a flag")
			if err != nil {
				return nil, err
			}
			if flag != "_content" {
				if err := s.SetFlag(name, flag, Go(v), origin(t)); err != nil {
					return nil, raise(err)
				}
			}
		}
		return pyvm.None, nil
	},
	"getVarFlags": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		s, rest, err := self("getVarFlags", args)
		if err != nil {
			return nil, err
		}
		var name string
		var which pyvm.Value = pyvm.False
		internal := false
		if err := pyvm.Unpack(t, "getVarFlags", rest, kw, "var", &name, "expand?", &which, "internalflags?", &internal); err != nil {
			return nil, err
		}
		expand, err := expandedFlags(t, which)
		if err != nil {
			return nil, err
		}
		flags := s.Flags(name)
		if len(flags) == 0 {
			return pyvm.None, nil
		}
		out := pyvm.NewDict(len(flags))
		for _, f := range flags {
			v := f.Value
			if slices.Contains(expand, f.Name) {
				if str, ok := v.(string); ok {
					if v, err = s.Expand(str, name+"["+f.Name+"]"); err != nil {
						return nil, raise(err)
					}
				}
			}
			out.SetStr(f.Name, Value(v))
		}
		return out, nil
	},
}

// expandedFlags returns the flags that getVarFlags is to expand: a list of names, or nothing.
func expandedFlags(t *pyvm.Thread, v pyvm.Value) ([]string, error) {
	truth, err := pyvm.Truth(t, v)
	if !truth || err != nil {
		return nil, err
	}
	return pyvm.Texts(t, v)
}

// flagArguments takes a variable, a flag and a value; further keyword arguments do not count.
func flagArguments(fn string, args []pyvm.Value, kw []pyvm.Kw) (name, flag string, value pyvm.Value, err error) {
	var all [3]pyvm.Value
	if len(args) > 3 {
		return "", "", nil, pyvm.Raise(pyvm.TypeError, "%s() takes a variable, a flag and a value", fn)
	}
	copy(all[:], args)
	for _, k := range kw {
		switch k.Name {
		case "var":
			all[0] = k.Value
		case "flag":
			all[1] = k.Value
		case "value":
			all[2] = k.Value
		}
	}
	if all[0] == nil || all[1] == nil || all[2] == nil {
		return "", "", nil, pyvm.Raise(pyvm.TypeError, "%s() takes a variable, a flag and a value", fn)
	}
	if name, err = text(all[0], "the variable"); err != nil {
		return
	}
	flag, err = text(all[1], "the flag")
	return name, flag, all[2], err
}

func flagChanger(fn string, change func(*datastore.Store, string, string, string, datastore.Origin) error) pyvm.Func {
	return func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		s, rest, err := self(fn, args)
		if err != nil {
			return nil, err
		}
		name, flag, value, err := flagArguments(fn, rest, kw)
		if err != nil {
			return nil, err
		}
		more, err := text(value, "the value")
		if err != nil {
			return nil, err
		}
		return pyvm.None, raise(change(s, name, flag, more, origin(t)))
	}
}
