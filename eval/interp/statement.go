package interp

import (
	"fmt"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
)

// run runs a file's statements. class is the class's name in a .bbclass file.
func (in *Interp) run(tree *bitbake.File, class string, d *datastore.Store) error {
	for _, s := range tree.Stmts {
		switch s.(type) {
		case *bitbake.Blank, *bitbake.Comment:
			continue
		}
		in.at = diag.Place{File: tree.Source, Span: s.Span()}
		if err := in.statement(tree, s, class, d); err != nil {
			if _, skip := SkipReason(err); skip {
				return err
			}
			if d := in.Diagnose(err); d != nil {
				return d
			}
			return err
		}
	}
	return nil
}

func (in *Interp) statement(tree *bitbake.File, s bitbake.Stmt, class string, d *datastore.Store) error {
	switch s := s.(type) {
	case *bitbake.Assignment:
		return in.assign(s, d)
	case *bitbake.Export:
		return d.SetFlag(s.Name.Value, "export", 1, in.origin("exported"))
	case *bitbake.Unset:
		if s.Flag.Known() {
			d.DeleteFlag(s.Name.Value, s.Flag.Value, in.origin(""))
		} else {
			d.Delete(s.Name.Value, in.origin(""))
		}
		return nil
	case *bitbake.IncludeStmt:
		return in.includeStmt(tree, s, d)
	case *bitbake.Inherit:
		if s.Defer {
			return in.deferInherit(s.Classes.Value, d)
		}
		return in.inherit(s.Classes.Value, d, false)
	case *bitbake.AddTask:
		for _, task := range strings.Fields(s.Tasks) {
			if err := in.AddTask(d, task, s.Before, s.After); err != nil {
				return err
			}
		}
		return nil
	case *bitbake.DelTask:
		tasks, err := d.Expand(s.Tasks.Value, "")
		if err != nil {
			return err
		}
		for _, task := range strings.Fields(tasks) {
			if err := in.DelTask(d, task); err != nil {
				return err
			}
		}
		return nil
	case *bitbake.AddHandler:
		return in.addHandlers(s, d)
	case *bitbake.ExportFunctions:
		return in.exportFunctions(strings.Fields(s.Functions.Value), class, d)
	case *bitbake.AddPylib:
		return in.addPylib(s, d)
	case *bitbake.AddFragments:
		return in.addFragments(tree, s, d)
	case *bitbake.Function:
		return in.defineFunction(tree, s, d)
	case *bitbake.PythonDef:
		return in.definePython(tree, s, d)
	}
	return nil
}

func (in *Interp) includeStmt(tree *bitbake.File, s *bitbake.IncludeStmt, d *datastore.Store) error {
	files, err := d.Expand(s.Files.Value, "")
	if err != nil {
		return err
	}
	parent := tree.Source.Name()
	switch s.Verb {
	case "require":
		return in.include(parent, files, d, "require")
	case "include":
		return in.include(parent, files, d, "")
	}
	bbpath, err := d.Get("BBPATH")
	if err != nil {
		return err
	}
	for _, dir := range strings.Split(bbpath, ":") {
		if err := in.include(parent, joinPath(dir, files), d, ""); err != nil {
			return err
		}
	}
	return nil
}

// joinPath is os.path.join.
func joinPath(dir, name string) string {
	switch {
	case dir == "" || strings.HasPrefix(name, "/"):
		return name
	case strings.HasSuffix(dir, "/"):
		return dir + name
	}
	return dir + "/" + name
}

// opNames are BitBake's names of the assignment operators in its history.
var opNames = [...]string{
	bitbake.Set: "set", bitbake.Immediate: "immediate", bitbake.Default: "set?", bitbake.WeakDefault: "set",
	bitbake.AppendOp: "append", bitbake.PrependOp: "prepend", bitbake.DotAppend: "postdot", bitbake.DotPrepend: "predot",
}

// assign runs an assignment. What += and the like build on, and what ?= looks at, is what assignments gave the variable so
// far, without overrides, conditional operators and weak defaults.
func (in *Interp) assign(s *bitbake.Assignment, d *datastore.Store) error {
	name, at := s.Name.Value, in.origin(opNames[s.Op])
	at.Span = spanOf(in.at.File, s)
	if s.Export {
		exported := in.origin("exported")
		exported.Span = at.Span
		if err := d.SetFlag(name, "export", 1, exported); err != nil {
			return err
		}
	}
	old := func() any {
		if s.Flag.Known() {
			return d.RawFlagHard(name, s.Flag.Value)
		}
		return d.RawHard(name)
	}
	oldText := func() string {
		if v := old(); datastore.Truthy(v) {
			return fmt.Sprint(v)
		}
		return ""
	}
	var value any = s.Value.Value
	switch s.Op {
	case bitbake.Default:
		if v := old(); v != nil {
			value, at = v, at.Idle()
		}
	case bitbake.Immediate:
		text, err := d.Copy().Expand(s.Value.Value, name+"[:=]")
		if err != nil {
			return err
		}
		value = text
	case bitbake.AppendOp:
		value = oldText() + " " + s.Value.Value
	case bitbake.PrependOp:
		value = s.Value.Value + " " + oldText()
	case bitbake.DotAppend:
		value = oldText() + s.Value.Value
	case bitbake.DotPrepend:
		value = s.Value.Value + oldText()
	}
	at.Detail = s.Value.Value
	switch {
	case s.Flag.Known() && s.Op == bitbake.WeakDefault && !in.Release.before(2, 18):
		return d.SetWeakFlag(name, s.Flag.Value, value, at)
	case s.Flag.Known():
		return d.SetFlag(name, s.Flag.Value, value, at)
	case s.Op == bitbake.WeakDefault:
		return d.SetWeak(name, value, at)
	}
	return d.Assign(name, value, at)
}

// AddTask makes a function a task, between others.
func (in *Interp) AddTask(d *datastore.Store, task, before, after string) error {
	task = taskName(task)
	at := in.origin("")
	if err := d.SetFlag(task, "task", 1, at); err != nil {
		return err
	}
	tasks := stringsOf(d.RawHard("__BBTASKS"))
	if !slices.Contains(tasks, task) {
		tasks = append(slices.Clip(tasks), task)
	}
	if err := d.Set("__BBTASKS", tasks, at); err != nil {
		return err
	}
	names := taskName
	if in.Release.before(2, 18) {
		names = func(s string) string { return s } // "after x" depends on x, not on do_x
	}
	deps := stringsOf(d.RawFlag(task, "deps"))
	for _, other := range strings.Fields(after) {
		if other = names(other); !slices.Contains(deps, other) {
			deps = append(slices.Clip(deps), other)
		}
	}
	if deps == nil {
		deps = []string{}
	}
	if err := d.SetFlag(task, "deps", deps, at); err != nil {
		return err
	}
	for _, other := range strings.Fields(before) {
		other = names(other)
		deps := stringsOf(d.RawFlag(other, "deps"))
		if !slices.Contains(deps, task) {
			if err := d.SetFlag(other, "deps", append([]string{task}, deps...), at); err != nil {
				return err
			}
		}
	}
	return nil
}

// taskName puts "do_" in front of a task's name where it is missing.
func taskName(s string) string {
	if strings.HasPrefix(s, "do_") {
		return s
	}
	return "do_" + s
}

func stringsOf(v any) []string {
	list, _ := v.([]string)
	return list
}

// DelTask makes a task a mere function again.
func (in *Interp) DelTask(d *datastore.Store, task string) error {
	task = taskName(task)
	at := in.origin("")
	tasks := stringsOf(d.RawHard("__BBTASKS"))
	if i := slices.Index(tasks, task); i >= 0 {
		d.DeleteFlag(task, "task", at)
		tasks = slices.Concat(tasks[:i], tasks[i+1:])
		if err := d.Set("__BBTASKS", tasks, at); err != nil {
			return err
		}
	}
	d.DeleteFlag(task, "deps", at)
	for _, other := range tasks {
		deps := stringsOf(d.RawFlag(other, "deps"))
		if i := slices.Index(deps, task); i >= 0 {
			if err := d.SetFlag(other, "deps", slices.Concat(deps[:i], deps[i+1:]), at); err != nil {
				return err
			}
		}
	}
	return nil
}
