package interp

import (
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
)

func matchGlob(pattern, name string) bool { return fsys.Match(pattern, name) }

// addPylib makes a layer's Python modules known: it puts the directory on the module path, imports the namespace's package
// and the modules that the package lists in BBIMPORTS, and gives the metadata's Python the namespace as a name.
func (in *Interp) addPylib(s *bitbake.AddPylib, d *datastore.Store) error {
	global, err := d.Fields("BB_GLOBAL_PYMODULES")
	if err != nil {
		return err
	}
	for _, name := range global {
		if in.context.GetStr(name) == nil {
			if err := in.importContext(name); err != nil {
				return err
			}
		}
	}
	dir, err := d.Expand(s.Dir.Value, "")
	if err != nil {
		return err
	}
	if !slices.Contains(in.library, dir) {
		in.library = append(in.library, dir)
	}
	namespace := s.Namespace.Value
	m, err := in.thread.Import(namespace)
	if err != nil {
		return err
	}
	in.compiling(m)
	in.context.SetStr(topModule(namespace), m)
	list, err := pyvm.LookupAttr(in.thread, m, "BBIMPORTS")
	if err != nil || list == nil {
		return err
	}
	names, err := pyvm.ToSlice(in.thread, list)
	if err != nil {
		return err
	}
	for _, name := range names {
		sub, ok := name.(pyvm.Str)
		if !ok {
			continue
		}
		full := namespace + "." + string(sub)
		m, err := in.thread.Import(full)
		if err != nil {
			return err
		}
		in.compiling(m)
		in.modules = append(in.modules, full)
	}
	return nil
}

func topModule(name string) string {
	top, _, _ := strings.Cut(name, ".")
	return top
}

// pendingModule is a module of addpylib's that may still be compiled.
type pendingModule struct {
	module *pyvm.Module
	at     diag.Place // of the statement
}

func (in *Interp) compiling(v pyvm.Value) {
	if m, ok := v.(*pyvm.Module); ok {
		in.pending = append(in.pending, pendingModule{m, in.at})
	}
}

// CheckModules waits until all modules that addpylib imported are compiled. Its error is the first one's, at the statement.
func (in *Interp) CheckModules() error {
	for _, p := range in.pending {
		if err := p.module.Compiled(); err != nil {
			in.at = p.at
			if d := in.Diagnose(err); d != nil {
				return d
			}
			return err
		}
	}
	in.pending = nil
	return nil
}
