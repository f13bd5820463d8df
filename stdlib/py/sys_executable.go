package py

import (
	"strings"

	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/stdlib/native"
	"github.com/knead-build/knead/stdlib/posixpath"
)

// sysAttr is the __getattr__ of sys. It finds sys.executable when somebody asks for it, as that looks at files of the host.
func sysAttr(e *native.Env) pyvm.Func {
	return func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		var name string
		if err := pyvm.Unpack(t, "__getattr__", args, kw, "name", &name); err != nil {
			return nil, err
		}
		if name != "executable" {
			return nil, pyvm.Raise(pyvm.AttributeError, "module 'sys' has no attribute '%s'", name)
		}
		v := pyvm.Value(pyvm.DecodeFS(findPython(e)))
		if m, ok := t.Modules.GetStr("sys").(*pyvm.Module); ok {
			m.Dict.SetStr("executable", v)
		}
		return v, nil
	}
}

// findPython returns what python3 is on the PATH that the process was started with, as CPython itself finds out: its name
// there, whatever it is a link to.
func findPython(e *native.Env) string {
	view := files(e)
	if path := e.Host.Environ()["PATH"]; path != "" {
		for dir := range strings.SplitSeq(path, ":") {
			if p := view.Abs(posixpath.Join(dir, "python3")); view.IsFile(p) && view.Access(p, 1) {
				return p
			}
		}
	}
	return "/usr/bin/python3"
}
