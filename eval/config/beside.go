package config

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/interp"
	"github.com/knead-build/knead/lang/depend"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
)

// Beside is what layers can be evaluated beside, as far as it can be told from the texts of layer.conf files: which layers go
// together has to be known before they can be evaluated.
type Beside struct {
	// Core is the core layer; "" where there is none that fits.
	Core string
	// Needed are other layers that they depend on, those that others depend on first.
	Needed []string
	// Missing are the dependencies that are not at hand. Without a core layer the core layer is none of them.
	Missing []MissingLayer
}

// MissingLayer is a layer that another one depends on.
type MissingLayer struct {
	Name string
	// Item is how LAYERDEPENDS has it, with the version that it asks for.
	Item string
	// Of is the collection of the layer that depends on it, Place where it says so.
	Of    string
	Place diag.Place
}

// FindBeside looks for what layers need. The layers near count first, then what lies beside the first of them: in its parent folder, or
// one folder below that; and where the parent is a git repository and the layer is not, beside that. A core layer fits where it is of a
// series that all the layers are for and, where one is asked for, of a release. Of several that lie equally near, that of the newest
// release counts.
func FindBeside(view *fsys.View, layers, near []string, release *interp.Release) *Beside {
	return find(view, layers, append([][]string{near}, neighbours(view, layers[0])...), release)
}

// Alone is FindBeside for layers that nothing is to be looked for beside.
func Alone(view *fsys.View, layers []string) *Beside { return find(view, layers, nil, nil) }

func find(view *fsys.View, layers []string, groups [][]string, release *interp.Release) *Beside {
	s := &search{view: view, layers: layers, groups: groups, texts: map[string]*layerText{}, seen: map[string]bool{}, b: &Beside{}}
	for _, dir := range layers {
		if s.text(dir).core {
			s.b.Core = dir
		}
	}
	for _, group := range groups {
		if s.b.Core == "" {
			s.b.Core = s.core(group, release)
		}
	}
	for _, dir := range layers {
		s.needs(dir)
	}
	return s.b
}

// neighbours returns the layers near a layer, the nearest first.
func neighbours(view *fsys.View, layer string) [][]string {
	parent := path.Dir(layer)
	dirs := []string{parent}
	if view.Exists(parent+"/.git") && !view.Exists(layer+"/.git") {
		dirs = append(dirs, path.Dir(parent))
	}
	var out [][]string
	for _, dir := range dirs {
		if dir == path.Dir(dir) { // of the whole machine
			continue
		}
		for _, pattern := range []string{"", "/*", "/*/*"} {
			var group []string
			for _, conf := range view.Glob(dir+pattern+"/conf/layer.conf", false) {
				group = append(group, path.Dir(path.Dir(conf)))
			}
			out = append(out, group)
		}
	}
	return out
}

// layerText is what can be read off a layer.conf.
type layerText struct {
	core        bool
	collections []string
	series      []string // that it is for; of a core layer, its own
	depends     []MissingLayer
}

var (
	collectionsPattern = regexp.MustCompile(`(?m)^BBFILE_COLLECTIONS\s*\+?=\s*"([^"]*)"`)
	dependsPattern     = regexp.MustCompile(`(?m)^LAYERDEPENDS_([^\s:=+?]+)(?::append)?\s*[?+.:]?=\s*"([^"]*)"`)
)

type search struct {
	view   *fsys.View
	layers []string
	groups [][]string
	texts  map[string]*layerText
	seen   map[string]bool
	b      *Beside
}

func (s *search) text(dir string) *layerText {
	if t := s.texts[dir]; t != nil {
		return t
	}
	t := &layerText{}
	s.texts[dir] = t
	conf := dir + "/conf/layer.conf"
	text, err := s.view.ReadFile(conf)
	if err != nil {
		return t
	}
	t.series, _ = LayerSeries(s.view, dir)
	if t.core = s.view.IsFile(dir + "/conf/bitbake.conf"); t.core {
		t.series = coreSeries(text)
	}
	for _, m := range collectionsPattern.FindAllStringSubmatch(text, -1) {
		t.collections = append(t.collections, strings.Fields(m[1])...)
	}
	file := source.NewFile(conf, text)
	for _, m := range dependsPattern.FindAllStringSubmatchIndex(text, -1) {
		list := strings.ReplaceAll(text[m[4]:m[5]], "\\\n", " \n") // as long as it was
		items, err := depend.Parse(list)
		if err != nil {
			continue // the evaluation tells
		}
		for _, item := range items {
			d := MissingLayer{Name: item.Name, Item: item.Name, Of: text[m[2]:m[3]], Place: diag.Place{File: file}}
			for _, c := range item.Constraints {
				d.Item += " (" + c + ")"
			}
			at := source.Pos(m[4] + wordIn(list, item.Name))
			d.Place.Span = source.Span{Start: at, End: at + source.Pos(len(item.Name))}
			t.depends = append(t.depends, d)
		}
	}
	return t
}

// wordIn returns where a word of a text begins.
func wordIn(text, word string) int {
	at := 0
	for w := range strings.FieldsSeq(text) {
		at += strings.Index(text[at:], w)
		if w == word {
			break
		}
		at += len(w)
	}
	return min(at, len(text)-len(word)) // a constraint may touch it
}

// core returns the core layer among layers that fits, "" where none does.
func (s *search) core(among []string, release *interp.Release) string {
	best, newest := "", interp.Release{}
	for _, dir := range among {
		t := s.text(dir)
		r, ok := interp.Release{}, false
		for _, name := range t.series {
			if r, ok = interp.SeriesRelease(name); ok {
				break
			}
		}
		fits := ok && !slices.ContainsFunc(s.layers, func(l string) bool { return !s.together(dir, l) })
		if release != nil {
			fits = fits && r.Major == release.Major && r.Minor == release.Minor
		}
		if t.core && fits && (best == "" || newest.Less(r)) {
			best, newest = dir, r
		}
	}
	return best
}

// together reports whether a layer is for a series that a core layer is of.
func (s *search) together(core, layer string) bool {
	return slices.ContainsFunc(s.text(layer).series, func(name string) bool {
		return strings.Contains(name, "$") || slices.Contains(s.text(core).series, name)
	})
}

// needs finds what a layer depends on.
func (s *search) needs(layer string) {
	for _, d := range s.text(layer).depends {
		if d.Name == "core" || s.seen[d.Name] || s.has(s.layers, d.Name) != "" {
			continue
		}
		s.seen[d.Name] = true
		dir := ""
		for _, group := range s.groups {
			if s.b.Core != "" && dir == "" {
				dir = s.has(group, d.Name)
			}
		}
		if dir == "" {
			s.b.Missing = append(s.b.Missing, d)
			continue
		}
		s.needs(dir)
		s.b.Needed = append(s.b.Needed, dir)
	}
}

// has returns the layer with a collection that goes with the core layer, "" where none does.
func (s *search) has(among []string, collection string) string {
	for _, dir := range among {
		own := slices.Contains(s.layers, dir)
		if slices.Contains(s.text(dir).collections, collection) && (own || s.together(s.b.Core, dir)) {
			return dir
		}
	}
	return ""
}

// LocalTemplate returns the local.conf that a new build directory gets from a core layer; "" where it has none.
func LocalTemplate(view *fsys.View, core string) string {
	for _, name := range []string{"/conf/templates/default/local.conf.sample", "/conf/local.conf.sample"} {
		if text, err := view.ReadFile(core + name); err == nil {
			return text
		}
	}
	return ""
}
