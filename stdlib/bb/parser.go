package bb

import (
	"path"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/eval/host"
	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/stdlib/native"
)

// VarsFromFile returns what a recipe's file name says of name, version and revision; each may be missing (nil). ok is false
// for a name with too many parts.
func VarsFromFile(file string) (parts [3]pyvm.Value, ok bool) {
	parts = [3]pyvm.Value{pyvm.None, pyvm.None, pyvm.None}
	if !strings.HasSuffix(file, ".bb") && !strings.HasSuffix(file, ".bbappend") {
		return parts, true
	}
	base := path.Base(file)
	list := strings.Split(strings.TrimSuffix(base, path.Ext(base)), "_")
	if len(list) > 3 {
		return parts, false
	}
	for i, s := range list {
		parts[i] = pyvm.Str(s)
	}
	return parts, true
}

var parseModule = native.Module{
	Name: "bb.parse",
	Make: func(e *native.Env) native.Attrs {
		return native.Attrs{
			"SkipRecipe":  host.SkipRecipe,
			"SkipPackage": host.SkipRecipe,
			"ParseError":  host.ParseError,
			"BBHandler":   lazyImport(e, "bb.parse.parse_py.BBHandler"),
			"ConfHandler": lazyImport(e, "bb.parse.parse_py.ConfHandler"),
		}.Funcs(map[string]pyvm.Func{
			"vars_from_file": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
				var file, dv pyvm.Value
				if err := pyvm.Unpack(t, "vars_from_file", args, kw, "mypkg", &file, "d", &dv); err != nil {
					return nil, err
				}
				s, _ := file.(pyvm.Str)
				parts, ok := VarsFromFile(string(s))
				if !ok {
					return nil, pyvm.Raise(host.ParseError, "the file name %s has more than two underscores, so that its name, version and revision cannot be told", string(s))
				}
				if s == "" || parts[0] == pyvm.Value(pyvm.None) {
					return pyvm.NewTuple(parts[:]...), nil
				}
				return pyvm.NewList(parts[:]...), nil
			},
			"mark_dependency": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
				var dv pyvm.Value
				var file string
				if err := pyvm.Unpack(t, "mark_dependency", args, kw, "d", &dv, "f", &file); err != nil {
					return nil, err
				}
				d, err := dataArg(dv)
				if err != nil {
					return nil, err
				}
				e.Host.Parser().MarkDependency(d, file)
				return pyvm.None, nil
			},
			"get_file_depends": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
				var dv pyvm.Value
				if err := pyvm.Unpack(t, "get_file_depends", args, kw, "d", &dv); err != nil {
					return nil, err
				}
				return pyvm.Str(strings.Join(e.Host.Parser().Dependencies(), " ")), nil
			},
			"update_cache": nothing,
			"handle": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
				var file string
				var dv pyvm.Value
				include, base := false, false
				if err := pyvm.Unpack(t, "handle", args, kw, "fn", &file, "data", &dv, "include?", &include, "baseconfig?", &base); err != nil {
					return nil, err
				}
				d, err := dataArg(dv)
				if err != nil {
					return nil, err
				}
				return dv, raise(e.Host.Parser().Handle(d, file))
			},
		})
	},
	Source: pythonSource("bb.parse"),
}

// lazyImport returns a module that is imported when it is looked at.
func lazyImport(e *native.Env, name string) pyvm.Value {
	return pyvm.NewLazyModule(name, func(t *pyvm.Thread, m *pyvm.Module) error {
		got, err := t.Import(name)
		if err != nil {
			return err
		}
		if module, ok := got.(*pyvm.Module); ok {
			if err := module.Load(t); err != nil {
				return err
			}
			return m.Dict.Update(t, module.Dict)
		}
		return nil
	})
}

var handlerModule = native.Module{
	Name: "bb.parse.parse_py.BBHandler",
	Make: func(e *native.Env) native.Attrs {
		inherit := func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			var classes, file string
			var line, dv pyvm.Value
			deferred := false
			if err := pyvm.Unpack(t, "inherit", args, kw, "files", &classes, "fn", &file, "lineno", &line, "d", &dv, "deferred?", &deferred); err != nil {
				return nil, err
			}
			d, err := dataArg(dv)
			if err != nil {
				return nil, err
			}
			return pyvm.None, raise(e.Host.Parser().Inherit(d, classes))
		}
		return native.Attrs{}.Funcs(map[string]pyvm.Func{"inherit": inherit})
	},
	Source: pythonSource("bb.parse.parse_py.BBHandler"),
}

var confHandlerModule = native.Module{
	Name: "bb.parse.parse_py.ConfHandler",
	Make: func(e *native.Env) native.Attrs {
		return native.Attrs{}.Funcs(map[string]pyvm.Func{
			"include": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
				var parent, files string
				var line, dv, verb pyvm.Value
				if err := pyvm.Unpack(t, "include", args, kw, "parentfn", &parent, "fns", &files, "lineno", &line, "data", &dv, "error_out", &verb); err != nil {
					return nil, err
				}
				d, err := dataArg(dv)
				if err != nil {
					return nil, err
				}
				for _, f := range fields(files) {
					if err := e.Host.Parser().Handle(d, f); err != nil {
						return nil, raise(err)
					}
				}
				return pyvm.None, nil
			},
		})
	},
	Source: pythonSource("bb.parse.parse_py.ConfHandler"),
}

var eventModule = native.Module{
	Name: "bb.event",
	Make: func(e *native.Env) native.Attrs {
		return native.Attrs{}.Funcs(map[string]pyvm.Func{
			"fire": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
				var event, dv pyvm.Value
				if err := pyvm.Unpack(t, "fire", args, kw, "event", &event, "d", &dv); err != nil {
					return nil, err
				}
				d, err := dataArg(dv)
				if err != nil {
					return pyvm.None, nil // an event for user interfaces only
				}
				return pyvm.None, raise(e.Host.Parser().Fire(event, d))
			},
		})
	},
	Source: pythonSource("bb.event"),
}

var filterModule = native.Module{Name: "bb.filter", Make: func(*native.Env) native.Attrs { return native.Attrs{} }, Source: pythonSource("bb.filter")}

// Filters returns the names that filter expressions see.
func Filters(t *pyvm.Thread) (*pyvm.Dict, error) {
	m, err := t.Import("bb.filter")
	if err != nil {
		return nil, err
	}
	v, err := pyvm.GetAttr(t, m, "FILTERS")
	if err != nil {
		return nil, err
	}
	d, ok := v.(*pyvm.Dict)
	if !ok {
		return nil, pyvm.Raise(pyvm.TypeError, "bb.filter.FILTERS is no dictionary")
	}
	return d, nil
}

// taskArgs takes a task's name and a store.
func taskArgs(t *pyvm.Thread, fn string, args []pyvm.Value, kw []pyvm.Kw, pairs ...any) (*datastore.Store, error) {
	var dv pyvm.Value
	if err := pyvm.Unpack(t, fn, args, kw, append(pairs, "d", &dv)...); err != nil {
		return nil, err
	}
	return dataArg(dv)
}

var buildModule = native.Module{
	Name: "bb.build",
	Make: func(e *native.Env) native.Attrs {
		return native.Attrs{
			"FuncFailed": host.FuncFailed,
		}.Funcs(map[string]pyvm.Func{
			"addtask": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
				var task string
				var before, after string
				d, err := taskArgs(t, "addtask", args, kw, "task", &task, "before?", &before, "after?", &after)
				if err != nil {
					return nil, err
				}
				return pyvm.None, raise(e.Host.Parser().AddTask(d, task, before, after))
			},
			"deltask": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
				var task string
				d, err := taskArgs(t, "deltask", args, kw, "task", &task)
				if err != nil {
					return nil, err
				}
				return pyvm.None, raise(e.Host.Parser().DelTask(d, task))
			},
			"exec_func": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
				var name string
				var dv, dirs pyvm.Value
				if err := pyvm.Unpack(t, "exec_func", args, kw, "func", &name, "d", &dv, "dirs?", &dirs); err != nil {
					return nil, err
				}
				d, err := dataArg(dv)
				if err != nil {
					return nil, err
				}
				return pyvm.None, raise(e.Host.Parser().ExecFunc(name, d))
			},
			"listtasks": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
				d, err := taskArgs(t, "listtasks", args, kw)
				if err != nil {
					return nil, err
				}
				list, _ := d.RawHard("__BBTASKS").([]string)
				return pyvm.NewTuple(pyvm.Strings(list)...), nil
			},
			"tasksbetween": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
				var first, last string
				d, err := taskArgs(t, "tasksbetween", args, kw, "task_start", &first, "task_end", &last)
				if err != nil {
					return nil, err
				}
				list, err := tasksBetween(t, d, first, last)
				return pyvm.NewList(pyvm.Strings(list)...), raise(err)
			},
		})
	},
	Source: pythonSource("bb.build"),
}

// tasksBetween returns the tasks on all ways from one task to another that comes after it, in the order in which following
// the ways meets them.
func tasksBetween(t *pyvm.Thread, d *datastore.Store, first, last string) ([]string, error) {
	tasks, err := d.KeysWith(func(n *datastore.Name) bool { return datastore.Truthy(d.RawFlagOf(n, "task")) })
	if err != nil {
		return nil, err
	}
	after := map[string][]string{}
	for _, n := range tasks {
		deps, _ := d.RawFlag(n, "deps").([]string)
		for _, dep := range deps {
			if dep != n {
				after[dep] = append(after[dep], n)
			}
		}
	}
	w := &taskWalk{after: after, last: last, leads: map[string]bool{}}
	if _, err := w.visit(t, first); err != nil {
		return nil, err
	}
	return slices.DeleteFunc(w.seen, func(n string) bool { return !w.leads[n] }), nil
}

// taskWalk finds the tasks that lead to one.
type taskWalk struct {
	after       map[string][]string
	last        string
	leads       map[string]bool
	seen, chain []string // in the order of first visits; the way to the current task
}

// visit reports whether a task leads to the last.
func (w *taskWalk) visit(t *pyvm.Thread, task string) (bool, error) {
	if slices.Contains(w.chain, task) {
		return false, pyvm.Raise(host.HandledException, "task %s depends on itself: %s", task, strings.Join(append(w.chain, task), " -> "))
	}
	if leads, done := w.leads[task]; done {
		return leads, nil
	}
	if err := t.Step(); err != nil {
		return false, err
	}
	w.seen = append(w.seen, task)
	w.chain = append(w.chain, task)
	defer func() { w.chain = w.chain[:len(w.chain)-1] }()
	leads := task == w.last
	for _, n := range w.after[task] {
		if task == w.last {
			break
		}
		on, err := w.visit(t, n)
		if err != nil {
			return false, err
		}
		leads = leads || on
	}
	w.leads[task] = leads
	return leads, nil
}
