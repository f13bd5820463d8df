package py

import (
	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/stdlib/native"
)

// jsonCore has the reading and writing of module json; its classes and functions are lib/json.py.
var jsonCore = native.Module{
	Name: "_knead_json",
	Make: func(e *native.Env) native.Attrs {
		return native.Attrs{}.Funcs(map[string]pyvm.Func{"encode": jsonEncode, "decode": jsonDecode, "quote": jsonQuoteFunc})
	},
}

// maxJSONDepth is how deep values may be nested.
const maxJSONDepth = 900

func jsonQuoteFunc(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	var s string
	ascii := true
	if err := pyvm.Unpack(t, "quote", args, kw, "s", &s, "ensure_ascii?", &ascii); err != nil {
		return nil, err
	}
	return pyvm.Str(jsonQuote(nil, s, ascii)), nil
}

// jsonDecode is decode(text, start, error, object_hook, object_pairs_hook, parse_float, parse_int, parse_constant, strict). It
// returns the value and where it ends. error makes an exception of a message, the text and a position.
func jsonDecode(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	d := &jsonDecoder{t: t, strict: true}
	start := 0
	if err := pyvm.Unpack(t, "decode", args, kw, "s", &d.text, "start", &start, "error", &d.fail, "object_hook?", &d.objectHook,
		"object_pairs_hook?", &d.pairsHook, "parse_float?", &d.parseFloat, "parse_int?", &d.parseInt, "parse_constant?", &d.parseConstant,
		"strict?", &d.strict); err != nil {
		return nil, err
	}
	d.plain = pyvm.Str(d.text).Len() == len(d.text)
	if start < 0 {
		return nil, pyvm.Raise(pyvm.ValueError, "idx cannot be negative")
	}
	at := min(start, len(d.text))
	if !d.plain {
		at = length(d.text, start)
	}
	v, end, err := d.value(at, 0)
	if err != nil {
		return nil, err
	}
	return pyvm.NewTuple(v, pyvm.Int(d.index(end))), nil
}
