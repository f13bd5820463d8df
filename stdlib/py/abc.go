package py

import (
	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/stdlib/native"
)

// abcModule is Python's abc; the classes are the interpreter's own.
var abcModule = native.Module{
	Name: "abc",
	Make: func(e *native.Env) native.Attrs {
		return native.Attrs{"ABCMeta": pyvm.ABCMetaType, "ABC": pyvm.ABCType}.Funcs(map[string]pyvm.Func{
			"abstractmethod": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
				var f pyvm.Value
				if err := pyvm.Unpack(t, "abstractmethod", args, kw, "funcobj", &f); err != nil {
					return nil, err
				}
				return f, pyvm.SetAttr(t, f, "__isabstractmethod__", pyvm.True)
			},
			"get_cache_token": func(*pyvm.Thread, []pyvm.Value, []pyvm.Kw) (pyvm.Value, error) { return pyvm.Int(0), nil },
			"update_abstractmethods": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
				var cls pyvm.Value
				return cls, pyvm.Unpack(t, "update_abstractmethods", args, kw, "cls", &cls)
			},
		})
	},
	Source: pySource("abc"),
}
