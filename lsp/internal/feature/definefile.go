package feature

import (
	"path"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/interp"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lsp/internal/snapshot"
)

// searchPath returns the folders of BBPATH.
func searchPath(s eval.Scope) []string {
	value, err := s.Data.Get("BBPATH")
	if err != nil {
		return nil
	}
	return strings.Split(value, ":")
}

// inFolders returns the files of a name in folders, in order; of an absolute one itself, if it is there.
func inFolders(view *fsys.View, folders []string, name string) (out []string) {
	if path.IsAbs(name) {
		folders = []string{""}
	}
	for _, dir := range folders {
		if p := path.Join(dir, name); path.IsAbs(p) && view.Exists(p) && !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	return out
}

// expanded returns the words of a text with its references expanded; none where that goes wrong.
func expanded(s eval.Scope, text string) []string {
	if value, err := s.Data.Expand(text, ""); err == nil {
		return strings.Fields(value)
	}
	return nil
}

// classFiles returns the files of the classes that a word of inherit means: the ones that were inherited, else those that would be.
func (r *Request) classFiles(word string) (out []diag.Place, err error) {
	err = r.Read(func(c *snapshot.Context, s eval.Scope) {
		for _, name := range expanded(s, word) {
			if file := r.classFile(c, s, name); file != "" {
				out = append(out, filePlace(file))
			}
		}
	})
	return out, err
}

func (r *Request) classFile(c *snapshot.Context, s eval.Scope, name string) string {
	for _, file := range interp.Inherited(s.Data) {
		if strings.TrimSuffix(path.Base(file), ".bbclass") == name {
			return fsys.Clean(file)
		}
	}
	view, dirs := c.View(), searchPath(s)
	kinds := []string{"classes-recipe", "classes", "classes-global"}
	if c.Recipe == nil {
		kinds = []string{"classes-global", "classes", "classes-recipe"}
	}
	if strings.HasSuffix(name, ".bbclass") {
		kinds, name = []string{""}, strings.TrimSuffix(name, ".bbclass")
	}
	for _, kind := range kinds {
		if found := inFolders(view, dirs, path.Join(kind, name+".bbclass")); len(found) > 0 {
			return found[0]
		}
	}
	return ""
}

// includeFiles returns the files that a word of include, require or include_all means.
func (r *Request) includeFiles(t Target) (out []diag.Place, err error) {
	err = r.Read(func(c *snapshot.Context, s eval.Scope) {
		for _, file := range r.included(c, s, t.Name, isIncludeAll(t.Stmt)) {
			out = append(out, filePlace(file))
		}
	})
	return out, err
}

func (r *Request) included(c *snapshot.Context, s eval.Scope, word string, all bool) (out []string) {
	for _, name := range expanded(s, word) {
		folders := searchPath(s)
		if !all {
			folders = append([]string{path.Dir(r.Doc.Path)}, folders...)
		}
		found := inFolders(c.View(), folders, name)
		if !all {
			found = found[:min(1, len(found))]
		}
		out = append(out, found...)
	}
	return out
}
