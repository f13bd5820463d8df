package py

import (
	"strings"

	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/stdlib/native"
)

// addRefused adds functions that an evaluation may not call.
func addRefused(to map[string]pyvm.Func, e *native.Env, module, names string) {
	for name := range strings.FieldsSeq(names) {
		to[name] = func(*pyvm.Thread, []pyvm.Value, []pyvm.Kw) (pyvm.Value, error) {
			return nil, e.Refused(module + "." + name)
		}
	}
}
