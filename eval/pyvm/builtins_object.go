package pyvm

import "strings"

// objectBuiltins are the built-in functions on objects, their attributes and their texts.
var objectBuiltins = map[string]Func{
	"ascii":    oneParam("ascii", func(t *Thread, v Value) (Value, error) { return textOf(ASCII(t, v)) }),
	"callable": oneParam("callable", func(t *Thread, v Value) (Value, error) { return Bool(Callable(v)), nil }),
	"hash": oneParam("hash", func(t *Thread, v Value) (Value, error) {
		h, err := Hash(t, v)
		return hashValue(h), err
	}),
	"id":   oneParam("id", func(t *Thread, v Value) (Value, error) { return Int(hashIdentity(v) >> 16), nil }),
	"repr": oneParam("repr", func(t *Thread, v Value) (Value, error) { return textOf(Repr(t, v)) }),
	"format": func(t *Thread, args []Value, kw []Kw) (Value, error) {
		if err := positional("format", args, kw, 1, 2); err != nil {
			return nil, err
		}
		spec := Str("")
		if len(args) == 2 {
			var ok bool
			if spec, ok = Unwrap(args[1]).(Str); !ok {
				return nil, Raise(TypeError, "format() argument 2 must be str, not %s", typeOrNone(args[1]))
			}
		}
		return textOf(Format(t, args[0], string(spec)))
	},
	"getattr": func(t *Thread, args []Value, kw []Kw) (Value, error) {
		if err := positional("getattr", args, kw, 2, 3); err != nil {
			return nil, err
		}
		name, err := attrName(args[1])
		if err != nil {
			return nil, err
		}
		if len(args) == 2 {
			return GetAttr(t, args[0], name)
		}
		v, err := LookupAttr(t, args[0], name)
		if v == nil && err == nil {
			v = args[2]
		}
		return v, err
	},
	"hasattr": func(t *Thread, args []Value, kw []Kw) (Value, error) {
		if err := positional("hasattr", args, kw, 2, 2); err != nil {
			return nil, err
		}
		name, err := attrName(args[1])
		if err != nil {
			return nil, err
		}
		v, err := LookupAttr(t, args[0], name)
		return Bool(v != nil), err
	},
	"setattr": func(t *Thread, args []Value, kw []Kw) (Value, error) {
		if err := positional("setattr", args, kw, 3, 3); err != nil {
			return nil, err
		}
		name, err := attrName(args[1])
		if err != nil {
			return nil, err
		}
		return None, SetAttr(t, args[0], name, args[2])
	},
	"delattr": func(t *Thread, args []Value, kw []Kw) (Value, error) {
		if err := positional("delattr", args, kw, 2, 2); err != nil {
			return nil, err
		}
		name, err := attrName(args[1])
		if err != nil {
			return nil, err
		}
		return None, SetAttr(t, args[0], name, nil)
	},
	"print": builtinPrint,
}

// attrName returns an attribute's name given as an argument.
func attrName(v Value) (string, error) {
	s, ok := Unwrap(v).(Str)
	if !ok {
		return "", Raise(TypeError, "attribute name must be string, not '%s'", v.Type().name)
	}
	return string(s), nil
}

func builtinPrint(t *Thread, args []Value, kw []Kw) (Value, error) {
	sep, end := " ", "\n"
	var file Value
	flush := false
	for _, k := range kw {
		switch k.Name {
		case "sep", "end":
			if k.Value == Value(None) {
				continue
			}
			s, ok := Unwrap(k.Value).(Str)
			if !ok {
				return nil, Raise(TypeError, "%s must be None or a string, not %s", k.Name, k.Value.Type().name)
			}
			if k.Name == "sep" {
				sep = string(s)
			} else {
				end = string(s)
			}
		case "file":
			file = k.Value
		case "flush":
			var err error
			if flush, err = Truth(t, k.Value); err != nil {
				return nil, err
			}
		default:
			return nil, Raise(TypeError, "'%s' is an invalid keyword argument for print()", k.Name)
		}
	}
	if file != nil && file != Value(None) {
		return None, printTo(t, file, args, sep, end, flush)
	}
	var b strings.Builder
	for i, v := range args {
		if i > 0 {
			b.WriteString(sep)
		}
		s, err := ToString(t, v)
		if err != nil {
			return nil, err
		}
		if b.Len()+len(s)+len(sep)+len(end) > maxObject {
			return nil, memoryError()
		}
		if err := t.Alloc(len(s)); err != nil {
			return nil, err
		}
		b.WriteString(s)
	}
	b.WriteString(end)
	if t.Print != nil {
		t.Print(b.String())
	}
	return None, nil
}

// printTo prints to a file, piece by piece as CPython does.
func printTo(t *Thread, file Value, args []Value, sep, end string, flush bool) error {
	write := func(s string) error {
		_, err := CallMethod(t, file, "write", Str(s))
		return err
	}
	for i, v := range args {
		if i > 0 {
			if err := write(sep); err != nil {
				return err
			}
		}
		s, err := ToString(t, v)
		if err != nil {
			return err
		}
		if err := write(s); err != nil {
			return err
		}
	}
	if err := write(end); err != nil {
		return err
	}
	if flush {
		_, err := CallMethod(t, file, "flush")
		return err
	}
	return nil
}
