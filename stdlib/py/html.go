package py

import (
	"html"

	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/stdlib/native"
)

// htmlCore replaces references to characters for lib/html.py.
var htmlCore = native.Module{
	Name: "_knead_html",
	Make: func(e *native.Env) native.Attrs {
		return native.Attrs{}.Funcs(map[string]pyvm.Func{
			"unescape": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
				var s string
				if err := pyvm.Unpack(t, "unescape", args, kw, "s", &s); err != nil {
					return nil, err
				}
				return pyvm.Str(html.UnescapeString(s)), nil
			},
		})
	},
}
