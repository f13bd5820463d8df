package feature

import (
	"path"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/python"
)

// pythonPlaces returns where a Python name is made: a def of the files that the recipe reads, or a module in lib of a layer, or what
// the module defines. The modules of BitBake are in no layer.
func (r *Request) pythonPlaces(name string) ([]diag.Place, error) {
	c, err := r.context()
	if err != nil {
		return nil, err
	}
	if !strings.Contains(name, ".") && !python.Builtin(name) {
		if places, err := r.statements(name, defHeads); err != nil || len(places) > 0 {
			return places, err
		}
	}
	var folders []string
	for _, l := range c.Workspace.Layers {
		folders = append(folders, l.Dir+"/lib")
	}
	for _, l := range c.Workspace.Layers { // where there is a BitBake, it is beside the core layer
		folders = append(folders, path.Dir(l.Dir)+"/bitbake/lib", path.Dir(path.Dir(l.Dir))+"/bitbake/lib")
	}
	for _, lib := range folders {
		if file, rest := moduleFile(r.View(), lib, name); file != "" {
			return r.inModule(file, rest), nil
		}
	}
	return nil, nil
}

// moduleFile returns the file of the module that a dotted name is, or is in, and what follows the module's name.
func moduleFile(view *fsys.View, lib, name string) (file, rest string) {
	parts := strings.Split(name, ".")
	for n := len(parts); n > 0; n-- {
		base := path.Join(lib, path.Join(parts[:n]...))
		for _, p := range []string{base + ".py", base + "/__init__.py"} {
			if view.IsFile(p) {
				return p, strings.Join(parts[n:], ".")
			}
		}
	}
	return "", ""
}

// inModule returns where a module defines a name; the module itself where it does not say.
func (r *Request) inModule(file, name string) []diag.Place {
	doc := r.Document(file)
	first, _, _ := strings.Cut(name, ".")
	if doc == nil || first == "" {
		return []diag.Place{filePlace(file)}
	}
	text := doc.Text()
	var out []diag.Place
	for at := range matches(text, first) {
		line := text[strings.LastIndexByte(text[:at], '\n')+1 : at]
		after := strings.TrimLeft(text[at+len(first):], " ")
		if slices.Contains([]string{"def ", "class ", "async def "}, line) || line == "" && strings.HasPrefix(after, "=") {
			out = append(out, diag.Place{File: doc.File, Span: spanAt(at, len(first))})
		}
	}
	if len(out) == 0 {
		return []diag.Place{filePlace(file)}
	}
	return out
}
