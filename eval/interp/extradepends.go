package interp

import (
	"strings"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
)

// ExtraDepends runs the body of a recipe's calculate_extra_depends, which adds names to the recipe's dependencies once all recipes
// are known: OE-Core's meta-world-pkgdata needs all of "world" so. d are a configuration's variables, deps the recipe's own
// dependencies, world the names of "world", and recipes the recipes of each PN. It returns deps with what was added. The error is
// a diagnostic.
func (w *Worker) ExtraDepends(d *datastore.Store, pn, body string, deps, world []string, recipes map[string][]string) (out []string, err error) {
	w.Read(d, func(*datastore.Store, func(error) *diag.Diagnostic) {
		if out, err = w.in.extraDepends(pn, body, deps, world, recipes); err != nil {
			if x := w.in.Diagnose(err); x != nil {
				err = x
			}
		}
	})
	return out, err
}

func (in *Interp) extraDepends(pn, body string, deps, world []string, recipes map[string][]string) ([]string, error) {
	name := "_" + strings.ReplaceAll(pn, "-", "_") + "_calculate_extra_depends"
	head := "def " + name + "(deps, world_target, pkg_pn, self_pn):\n"
	code, err := pyvm.CompileModule(source.NewFile(pn+".calculate_extra_depends", head+body+"\n\n"+name+"(deps, world_target, pkg_pn, self_pn)\n"), 0)
	if err != nil {
		return nil, err
	}
	list := pyvm.NewList(pyvm.Strings(deps)...)
	byPN := pyvm.NewDict(len(recipes))
	for p, files := range recipes {
		byPN.SetStr(p, pyvm.NewList(pyvm.Strings(files)...))
	}
	names := pyvm.NewDict(5)
	names.SetStr("deps", list)
	names.SetStr("world_target", pyvm.NewList(pyvm.Strings(world)...))
	names.SetStr("pkg_pn", byPN)
	names.SetStr("self_pn", pyvm.Str(pn))
	if err := in.thread.Exec(code, in.context, pyvm.NamespaceOf(names)); err != nil {
		return nil, err
	}
	var out []string
	for _, v := range list.Items {
		text, err := pyvm.ToString(in.thread, v)
		if err != nil {
			return nil, err
		}
		out = append(out, text)
	}
	return out, nil
}
