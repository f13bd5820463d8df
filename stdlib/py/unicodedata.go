package py

import (
	"unicode"

	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/unicode/runenames"

	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/stdlib/native"
)

// unicodeModule is Python's unicodedata, but for widths, numbers and what is only of use with them.
var unicodeModule = native.Module{Name: "unicodedata", Make: func(e *native.Env) native.Attrs {
	return native.Attrs{"unidata_version": pyvm.Str("14.0.0")}.Funcs(map[string]pyvm.Func{
		"normalize":     normalized("normalize", func(f norm.Form, s string) pyvm.Value { return pyvm.Str(f.String(s)) }),
		"is_normalized": normalized("is_normalized", func(f norm.Form, s string) pyvm.Value { return pyvm.Bool(f.IsNormalString(s)) }),
		"category": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			r, err := oneRune(t, "category", args, kw)
			if err != nil {
				return nil, err
			}
			for name, table := range unicode.Categories {
				if len(name) == 2 && name != "LC" && unicode.Is(table, r) {
					return pyvm.Str(name), nil
				}
			}
			return pyvm.Str("Cn"), nil
		},
		"combining": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			r, err := oneRune(t, "combining", args, kw)
			if err != nil {
				return nil, err
			}
			return pyvm.Int(norm.NFC.PropertiesString(string(r)).CCC()), nil
		},
		"name": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			r, err := oneRune(t, "name", args[:min(len(args), 1)], kw)
			if err != nil {
				return nil, err
			}
			name := runenames.Name(r)
			if name != "" && name[0] != '<' {
				return pyvm.Str(name), nil
			}
			if len(args) > 1 {
				return args[1], nil
			}
			return nil, pyvm.Raise(pyvm.ValueError, "no such name")
		},
	})
}}

var normForms = map[string]norm.Form{"NFC": norm.NFC, "NFD": norm.NFD, "NFKC": norm.NFKC, "NFKD": norm.NFKD}

func oneRune(t *pyvm.Thread, fn string, args []pyvm.Value, kw []pyvm.Kw) (rune, error) {
	var s string
	if err := pyvm.Unpack(t, fn, args, kw, "chr", &s); err != nil {
		return 0, err
	}
	list := []rune(s)
	if len(list) != 1 {
		return 0, pyvm.Raise(pyvm.TypeError, "%s() argument must be a unicode character, not str", fn)
	}
	return list[0], nil
}

// normalized makes a function of a normal form and a text.
func normalized(fn string, of func(norm.Form, string) pyvm.Value) pyvm.Func {
	return func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		var form, s string
		if err := pyvm.Unpack(t, fn, args, kw, "form", &form, "unistr", &s); err != nil {
			return nil, err
		}
		f, ok := normForms[form]
		if !ok {
			return nil, pyvm.Raise(pyvm.ValueError, "invalid normalization form")
		}
		return of(f, s), nil
	}
}
