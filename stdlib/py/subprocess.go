package py

import (
	"strings"

	"github.com/knead-build/knead/eval/host"
	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/stdlib/native"
	"github.com/knead-build/knead/stdlib/posixpath"
)

// subprocessCore starts processes for lib/subprocess.py.
var subprocessCore = native.Module{
	Name: "_knead_subprocess",
	Make: func(e *native.Env) native.Attrs {
		return native.Attrs{}.Funcs(map[string]pyvm.Func{
			// run(args, executable, cwd, env, input, merge) returns stdout, stderr and the status. merge puts stderr into stdout.
			"run": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
				var list []pyvm.Value
				var executable, cwd, env pyvm.Value
				var input pyvm.Bytes
				merge := false
				if err := pyvm.Unpack(t, "run", args, kw, "args", &list, "executable", &executable, "cwd", &cwd, "env", &env, "input", &input, "merge", &merge); err != nil {
					return nil, err
				}
				return runProcess(t, e, list, executable, cwd, env, string(input), merge)
			},
		})
	},
}

func runProcess(t *pyvm.Thread, e *native.Env, list []pyvm.Value, executable, cwd, env pyvm.Value, input string, merge bool) (pyvm.Value, error) {
	c := host.Command{In: input}
	for _, v := range list {
		p, err := fsPath(t, v)
		if err != nil {
			return nil, err
		}
		if strings.IndexByte(p.s, 0) >= 0 {
			return nil, pyvm.Raise(pyvm.ValueError, "embedded null byte")
		}
		c.Args = append(c.Args, p.s)
	}
	if len(c.Args) == 0 {
		return nil, pyvm.Raise(pyvm.IndexError, "list index out of range")
	}
	what := strings.Join(c.Args, " ")
	if given(executable) {
		p, err := fsPath(t, executable)
		if err != nil {
			return nil, err
		}
		c.Args[0] = p.s
	}
	if given(cwd) {
		p, err := fsPath(t, cwd)
		if err != nil {
			return nil, err
		}
		if !files(e).IsDir(p.s) {
			_, err := lookAt(e, t, p, true)
			if err == nil {
				err = osError(20, p)
			}
			return nil, err
		}
		c.Dir = files(e).Abs(p.s)
	}
	if given(env) {
		d := pyvm.NewDict(0)
		if err := d.UpdateFrom(t, env); err != nil {
			return nil, err
		}
		c.Env = map[string]string{}
		var err error
		d.All(func(k, v pyvm.Value) bool {
			var name, value pathArg
			if name, err = fsPath(t, k); err == nil {
				if value, err = fsPath(t, v); err == nil {
					c.Env[name.s] = value.s
				}
			}
			return err == nil
		})
		if err != nil {
			return nil, err
		}
	}
	if merge {
		if missing := missingProgram(e, c); missing != nil {
			return nil, missing
		}
		c.Merge = true
	}
	r, err := runCommand(t, e, what, c)
	if err != nil {
		return nil, err
	}
	return pyvm.NewTuple(pyvm.Bytes(r.Stdout), pyvm.Bytes(r.Stderr), pyvm.Int(r.Status)), nil
}

// missingProgram is the error for a program that is not there, nil where it is.
func missingProgram(e *native.Env, c host.Command) error {
	name := c.Args[0]
	view := files(e)
	if strings.Contains(name, "/") {
		if view.Exists(name) {
			return nil
		}
	} else {
		path, ok := c.Env["PATH"]
		if c.Env == nil {
			path, ok = environValue(e, "PATH")
		}
		if !ok {
			path = "/bin:/usr/bin"
		}
		for dir := range strings.SplitSeq(path, ":") {
			if view.Exists(posixpath.Join(dir, name)) {
				return nil
			}
		}
	}
	p := pathArg{s: name, fd: -1}
	p.value = p.make(name)
	return osError(2, p)
}
