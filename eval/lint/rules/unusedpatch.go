package rules

import (
	"path"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/config"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
)

var unusedPatch = &lint.Rule{
	ID: "unused-patch", Severity: diag.Warning,
	Doc: lint.Doc{
		Summary: "a patch in a recipe's folder is used",
		Why: "A patch that no metadata names is not applied. It was forgotten when the recipe was updated, or its name has a slip. " +
			"Every file of the metadata counts, whatever the configuration.",
		Bad:  strings.Replace(patchExample(goodHeader), "file://fix.patch", "file://other.txt", 1),
		Good: patchExample(goodHeader),
	},
	Workspace: func(p *lint.WorkspacePass) {
		used := &usedFiles{plain: map[string]bool{}, folders: map[string]bool{}}
		recipes := map[string]bool{} // folders with metadata
		for _, f := range p.Files {
			used.read(f)
			if f.Kind != bitbake.Class && f.Kind != bitbake.Conf {
				recipes[path.Dir(f.Source.Name())] = true
			}
		}
		for _, layer := range p.Layers {
			_ = p.View.Walk(layer.Dir, func(dir string, dirs, files []string) ([]string, error) { // the visitor returns no error
				for _, name := range files {
					if ext := path.Ext(name); (ext == ".patch" || ext == ".diff") && !used.has(layer.Dir, dir, name) && below(recipes, dir, layer.Dir) {
						p.Report(fileStart(dir+"/"+name), "no SRC_URI of any recipe names %s", name)
					}
				}
				return slices.DeleteFunc(dirs, func(d string) bool { return strings.HasPrefix(d, ".") }), nil
			})
		}
	},
}

// fileStart returns the beginning of a file whose text does not matter.
func fileStart(name string) diag.Place { return diag.Place{File: source.NewFile(name, "")} }

// below reports whether a folder, or one above it within top, is one of some.
func below(folders map[string]bool, dir, top string) bool {
	for ; len(dir) >= len(top); dir = path.Dir(dir) {
		if folders[dir] {
			return true
		}
	}
	return false
}

// usedFiles are the names of patches and folders that metadata has.
type usedFiles struct {
	plain    map[string]bool // names of patches
	patterns []string        // the same with references, "*" in their place
	folders  map[string]bool // names of what file:// items name else
	anything []string        // folders of files that have a reference for a whole name
	in, bpn  string          // the folder, and the recipe's name, of the file that is read
}

// read takes the names from a file: all but comments counts, as code may put items together.
func (u *usedFiles) read(f *bitbake.File) {
	u.in, u.bpn = path.Dir(f.Source.Name()), "${BPN}"
	if f.Kind == bitbake.Recipe {
		u.bpn, _, _ = strings.Cut(strings.TrimSuffix(path.Base(f.Source.Name()), ".bb"), "_")
	}
	for _, s := range f.Stmts {
		switch s := s.(type) {
		case *bitbake.Comment, *bitbake.Blank:
		case *bitbake.Assignment:
			u.text(s.Value.Value)
		default:
			u.text(f.Source.Slice(s.Span()))
		}
	}
}

func (u *usedFiles) text(text string) {
	if !strings.Contains(text, ".patch") && !strings.Contains(text, ".diff") && !strings.Contains(text, "file://") {
		return
	}
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" \t\n\"'\\;=,()[]", r) }) {
		item, isFile := strings.CutPrefix(w, "file://")
		name := path.Base(config.ReferencePattern(strings.ReplaceAll(item, "${BPN}", u.bpn)))
		switch ext := path.Ext(name); {
		case ext != ".patch" && ext != ".diff" && !isFile || name == "*":
		case ext != ".patch" && ext != ".diff":
			u.folders[name] = true
		case strings.TrimSuffix(name, ext) == "*":
			u.anything = append(u.anything, u.in)
		case strings.Contains(name, "*"):
			u.patterns = append(u.patterns, name)
		default:
			u.plain[name] = true
		}
	}
}

// has reports whether a patch in a folder of a layer is named, or a folder on its way.
func (u *usedFiles) has(layer, dir, name string) bool {
	for d := dir; len(d) > len(layer); d = path.Dir(d) {
		if u.folders[path.Base(d)] {
			return true
		}
	}
	if slices.ContainsFunc(u.anything, func(d string) bool { return dir == d || strings.HasPrefix(dir, d+"/") }) {
		return true
	}
	return u.plain[name] || slices.ContainsFunc(u.patterns, func(p string) bool { return fsys.Match(p, name) })
}
