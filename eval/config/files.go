package config

import (
	"path"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/interp"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
)

// FindLayers returns the directories of the layers at or below dir, sorted: those with a conf/layer.conf.
func FindLayers(view *fsys.View, dir string) []string {
	if view.IsFile(dir + "/conf/layer.conf") {
		return []string{dir}
	}
	var out []string
	_ = view.Walk(dir, func(d string, dirs, _ []string) ([]string, error) { // the visitor returns no error
		if view.IsFile(d + "/conf/layer.conf") {
			out = append(out, d)
		}
		return slices.DeleteFunc(dirs, hidden), nil
	})
	return out
}

func hidden(name string) bool { return strings.HasPrefix(name, ".") || name == "__pycache__" }

// File is a metadata file of a layer.
type File struct {
	Path string
	Kind bitbake.Kind
	// Base says that the configuration parser opens it itself.
	Base bool
	// Perhaps says that by its place alone it is not certain that the file is metadata: a .conf file that lies in conf
	// itself is, if other metadata includes it.
	Perhaps bool
}

// LayerFiles returns the metadata files of a layer, sorted by path. A .conf file is metadata only below the layer's conf
// folder; elsewhere it is something that a recipe installs.
func LayerFiles(view *fsys.View, layer string) []File {
	var out []File
	_ = view.Walk(layer, func(d string, dirs, files []string) ([]string, error) { // the visitor returns no error
		for _, name := range files {
			if f, ok := LayerFile(layer, d+"/"+name); ok {
				out = append(out, f)
			}
		}
		return slices.DeleteFunc(dirs, hidden), nil
	})
	return out
}

// BuildFiles returns the metadata files of a build directory and of its layers.
func BuildFiles(view *fsys.View, dir string, layers []*Layer) []File {
	var out []File
	for _, f := range view.Glob(dir+"/conf/*.conf", false) {
		out = append(out, File{Path: f, Kind: bitbake.Conf, Base: IsBaseConf(f)})
	}
	for _, l := range layers {
		out = append(out, LayerFiles(view, l.Dir)...)
	}
	return out
}

// LayerFile returns a file below a layer's folder; ok is false where it is no metadata.
func LayerFile(layer, p string) (f File, ok bool) {
	kind, ok := bitbake.KindOf(p)
	if !ok || strings.HasSuffix(p, ".wks.inc") { // kickstart files are no metadata
		return File{}, false
	}
	f = File{Path: p, Kind: kind, Base: IsBaseConf(p)}
	if kind != bitbake.Conf {
		return f, true
	}
	rest, ok := strings.CutPrefix(p, layer+"/conf/")
	if !ok {
		return File{}, false
	}
	f.Perhaps = !f.Base && !strings.Contains(rest, "/")
	return f, true
}

// IsBaseConf reports whether the configuration parser opens a file of this name itself, so that addpylib may stand in it.
func IsBaseConf(p string) bool {
	switch path.Base(p) {
	case "bblayers.conf", "layer.conf", "bitbake.conf":
		return path.Base(path.Dir(p)) == "conf"
	}
	return false
}

// Includes collects the files that metadata includes, to tell what is metadata.
type Includes struct {
	patterns map[string]bool
}

// Add adds what a file includes.
func (n *Includes) Add(f *bitbake.File) {
	if n.patterns == nil {
		n.patterns = map[string]bool{}
	}
	for _, s := range f.Stmts {
		if s, ok := s.(*bitbake.IncludeStmt); ok {
			for _, w := range strings.Fields(s.Files.Value) {
				// A name that is nothing but a reference may mean anything; it says nothing of any one file.
				if pattern := ReferencePattern(w); !strings.Contains(path.Base(pattern), "*") {
					n.patterns[pattern] = true
				}
			}
		}
	}
}

// Match reports whether any of the files may be the one at p.
func (n *Includes) Match(p string) bool {
	for pattern := range n.patterns {
		if fsys.Match("*/"+pattern, p) {
			return true
		}
	}
	return false
}

// ReferencePattern replaces references in a name by "*".
func ReferencePattern(s string) string {
	var b strings.Builder
	for depth, i := 0, 0; i < len(s); i++ {
		switch {
		case strings.HasPrefix(s[i:], "${"):
			if depth == 0 {
				b.WriteByte('*')
			}
			depth++
			i++
		case depth > 0 && s[i] == '}':
			depth--
		case depth == 0:
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

// LayersRelease returns the BitBake release that layers are for by what their layer.conf say of series: the newest that
// Knead knows of. ok is false where they name none.
func LayersRelease(view *fsys.View, layers []string) (r interp.Release, series string, ok bool) {
	for _, dir := range layers {
		names, _ := LayerSeries(view, dir)
		for _, name := range names {
			if x, known := interp.SeriesRelease(name); known && (!ok || r.Less(x)) {
				r, series, ok = x, name, true
			}
		}
	}
	return r, series, ok
}

// LayerSeries returns the names of the series that a layer's layer.conf says it is for, as they are written there, and where the first
// list of them stands.
func LayerSeries(view *fsys.View, dir string) (names []string, at diag.Place) {
	conf := dir + "/conf/layer.conf"
	text, err := view.ReadFile(conf)
	if err != nil {
		return nil, at
	}
	for _, m := range anyCompatPattern.FindAllStringSubmatchIndex(text, -1) {
		if at.File == nil {
			at = diag.Place{File: source.NewFile(conf, text), Span: source.Span{Start: source.Pos(m[2]), End: source.Pos(m[3])}}
		}
		names = append(names, strings.Fields(text[m[2]:m[3]])...)
	}
	return names, at
}
