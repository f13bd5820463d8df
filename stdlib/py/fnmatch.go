package py

import (
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/stdlib/native"
)

// fnmatchModule is Python's fnmatch. On POSIX fnmatch and fnmatchcase are the same.
var fnmatchModule = native.Module{
	Name: "fnmatch",
	Make: func(e *native.Env) native.Attrs {
		match := func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			var name, pattern string
			if err := pyvm.Unpack(t, "fnmatch", args, kw, "name", &name, "pat", &pattern); err != nil {
				return nil, err
			}
			return pyvm.Bool(fsys.Match(pattern, name)), nil
		}
		return native.Attrs{}.Funcs(map[string]pyvm.Func{
			"fnmatch":     match,
			"fnmatchcase": match,
			"filter": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
				var names []string
				var pattern string
				if err := pyvm.Unpack(t, "filter", args, kw, "names", &names, "pat", &pattern); err != nil {
					return nil, err
				}
				out := []pyvm.Value{}
				for _, n := range names {
					if fsys.Match(pattern, n) {
						out = append(out, pyvm.Str(n))
					}
				}
				return pyvm.NewList(out...), nil
			},
		})
	},
}
