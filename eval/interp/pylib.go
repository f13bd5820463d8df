package interp

import (
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/lang/bitbake"
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
		if _, err := in.thread.Import(full); err != nil {
			return err
		}
		in.modules = append(in.modules, full)
	}
	return nil
}

func topModule(name string) string {
	top, _, _ := strings.Cut(name, ".")
	return top
}
