package feature

import (
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lsp/internal/snapshot"
)

// wordPlaces returns what a word of a value means, by the variable that it stands in.
func (r *Request) wordPlaces(t Target) ([]diag.Place, error) {
	switch t.Meaning() {
	case Recipe:
		return r.eachWord(t, r.recipePlaces)
	case Package:
		return r.eachWord(t, r.packagePlaces)
	case Option:
		return r.flagPlaces("PACKAGECONFIG", t.Name)
	case Feature:
		return r.wordsIn(t.Of, t.Name)
	case Source:
		return r.filesAlong(sourcePath(t.Name), "FILESPATH")
	case License:
		places, err := r.filesAlong(t.Name, "COMMON_LICENSE_DIR")
		if err == nil && len(places) == 0 {
			return r.filesAlong(t.Name, "LICENSE_PATH")
		}
		return places, err
	}
	root, _, _ := strings.Cut(t.Of, ":")
	switch {
	case root == "MACHINE":
		return r.filesAlong("conf/machine/"+t.Name+".conf", "BBPATH")
	case root == "DISTRO":
		return r.filesAlong("conf/distro/"+t.Name+".conf", "BBPATH")
	case strings.HasPrefix(root, "LAYERDEPENDS") || strings.HasPrefix(root, "LAYERRECOMMENDS"):
		return r.layerConf(func(name, _ string) bool { return name == t.Name })
	case root == "BBLAYERS":
		var dirs []string
		err := r.Read(func(_ *snapshot.Context, s eval.Scope) { dirs = expanded(s, t.Name) })
		if err != nil {
			return nil, err
		}
		return r.layerConf(func(_, dir string) bool { return slices.Contains(dirs, dir) })
	case strings.HasPrefix(root, "VIRTUAL-RUNTIME_"):
		return r.eachWord(t, r.packagePlaces)
	}
	return nil, nil
}

// wordsIn returns where the statements that make a variable's value have a word.
func (r *Request) wordsIn(variable, word string) (out []diag.Place, err error) {
	err = r.Read(func(_ *snapshot.Context, s eval.Scope) { out = wordsIn(s, rootOf(variable), word, map[string]bool{}) })
	return out, err
}

// wordsIn goes through the variables that a value refers to as well.
func wordsIn(s eval.Scope, variable, word string, seen map[string]bool) (out []diag.Place) {
	if seen[variable] {
		return nil
	}
	seen[variable] = true
	for _, x := range stepsOf(s, variable) {
		text, _ := x.Value.(string)
		if x.Flag != "" && !x.Weak() || !x.Counts() {
			continue
		}
		if span, ok := wordIn(x.File, x.Span, word); ok && slices.Contains(strings.Fields(text), word) {
			out = append(out, diag.Place{File: x.File, Span: span})
		}
		for _, name := range lint.References(text) {
			out = append(out, wordsIn(s, name, word, seen)...)
		}
	}
	return out
}

// eachWord calls f with each word that a target's name expands to.
func (r *Request) eachWord(t Target, f func(string) ([]diag.Place, error)) (out []diag.Place, err error) {
	words := []string{t.Name}
	if strings.Contains(t.Name, "${") {
		if err := r.Read(func(_ *snapshot.Context, s eval.Scope) { words = expanded(s, t.Name) }); err != nil {
			return nil, err
		}
	}
	for _, w := range words {
		places, err := f(w)
		if err != nil {
			return nil, err
		}
		out = append(out, places...)
	}
	return out, nil
}

// sourcePath returns the path that an item of a file on this disk has; "" for another item.
func sourcePath(item string) string {
	rest, ok := strings.CutPrefix(item, "file://")
	if !ok {
		return ""
	}
	rest, _, _ = strings.Cut(rest, ";")
	if decoded, err := url.PathUnescape(rest); err == nil {
		return decoded
	}
	return rest
}

// filesAlong looks a file up along a list of folders, as BitBake does: the first that is there.
func (r *Request) filesAlong(name, variable string) (out []diag.Place, err error) {
	if name == "" {
		return nil, nil
	}
	err = r.Read(func(c *snapshot.Context, s eval.Scope) {
		folders, err := s.Data.Get(variable)
		if err != nil {
			return
		}
		for _, n := range expanded(s, name) {
			if found := inFolders(c.View(), strings.FieldsFunc(folders, func(b rune) bool { return b == ':' || b == ' ' }), n); len(found) > 0 {
				out = append(out, filePlace(found[0]))
			}
		}
	})
	return out, err
}

// layerConf returns the layer.conf of the layers that are meant.
func (r *Request) layerConf(meant func(name, dir string) bool) (out []diag.Place, err error) {
	err = r.Read(func(c *snapshot.Context, _ eval.Scope) {
		for _, l := range c.Workspace.Layers {
			if meant(l.Name(), l.Dir) {
				out = append(out, filePlace(l.Conf))
			}
		}
	})
	return out, err
}

// recipePlaces returns the recipe that provides a name: the one that is chosen among several.
func (r *Request) recipePlaces(name string) ([]diag.Place, error) {
	c, err := r.context()
	if err != nil {
		return nil, err
	}
	l := c.Wait(r)
	if l == nil {
		return nil, r.Err()
	}
	info, err := c.Workspace.Provider(l, "", name)
	if err != nil || info == nil {
		return nil, r.Err() // a preference that makes no sense is told elsewhere
	}
	return []diag.Place{filePlace(info.File)}, nil
}

// context is the snapshot's Context for the document.
func (r *Request) context() (*snapshot.Context, error) { return r.Snapshot.Context(r, r.Doc) }

// packagePlaces returns where the recipe that makes a package, or has something that provides it, says so.
func (r *Request) packagePlaces(name string) (out []diag.Place, err error) {
	c, err := r.context()
	if err != nil {
		return nil, err
	}
	for _, info := range makers(c.Wait(r), name) {
		if name == info.PN {
			out = append(out, filePlace(info.File))
			continue
		}
		recipe, err := c.Workspace.Recipe(r, info.File)
		if err != nil {
			return nil, err
		}
		v := recipe.Named(info.Variant)
		if v == nil {
			continue
		}
		recipe.Do(func() {
			scope := (&eval.Found{Recipe: recipe, Variant: v}).Scope()
			out = append(out, packageLine(scope, info, name))
		})
	}
	return out, nil
}

// makers returns the recipes that make a package: those that list it, else those that have a package that provides it.
func makers(l *eval.Listing, name string) (out []*eval.Info) {
	if l == nil {
		return nil
	}
	var providers []*eval.Info
	for _, v := range l.Variants() {
		if v.Skipped || v.Inputs == nil {
			continue
		}
		provides := slices.Contains(v.Inputs.RProvides, name)
		for _, list := range v.Inputs.PackageRProvides {
			provides = provides || slices.Contains(list, name)
		}
		switch {
		case slices.Contains(v.Inputs.Packages, name):
			out = append(out, v)
		case provides:
			providers = append(providers, v)
		}
	}
	if len(out) == 0 {
		return providers
	}
	return out
}

// packageLine returns the statement that says what is in a package, else the one that lists it, else the recipe.
func packageLine(s eval.Scope, info *eval.Info, name string) diag.Place {
	for _, variable := range []string{"FILES:" + name, "SUMMARY:" + name, "RDEPENDS:" + name, "PACKAGES"} {
		for _, x := range slices.Backward(stepsOf(s, variable)) {
			if x.Flag != "" || !x.Counts() {
				continue
			}
			if kind, _ := bitbake.KindOf(x.File.Name()); kind == bitbake.Conf || path.Ext(x.File.Name()) == ".bbclass" {
				continue
			}
			return x.place
		}
	}
	return filePlace(info.File)
}
