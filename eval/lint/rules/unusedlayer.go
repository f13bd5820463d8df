package rules

import (
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/depend"
	"github.com/knead-build/knead/lang/diag"
)

var layerDependsUnused = &lint.Rule{
	ID: "layer-depends-unused", Severity: diag.Info,
	Doc: lint.Doc{
		Summary: "a layer uses the layers that LAYERDEPENDS names",
		Why: "Who adds the layer has to add the other one as well, for nothing. A layer is used by an append, a class, an included file, a recipe or " +
			"a package of it: it is not complained of where any name of these stands anywhere in the files, whether or not this configuration " +
			"needs it.",
		Bad:  unusedLayerExample,
		Good: unusedLayerExample + "-- recipes/x/x_1.0.bb --\nDEPENDS = \"libother\"\n",
	},
	Workspace: func(p *lint.WorkspacePass) {
		infos, err := p.LayerInfo()
		if err != nil || p.Alone() {
			return // the configuration has told
		}
		u := layerNames{p: p, infos: infos, names: map[string]*namesOf{}}
		for i := range infos {
			u.check(&infos[i])
		}
	},
}

const unusedLayerExample = "-- conf/layer.conf --\nBBPATH .= \":${LAYERDIR}\"\nBBFILES += \"${LAYERDIR}/recipes/*/*.bb\"\nBBFILE_COLLECTIONS += \"example\"\n" +
	"BBFILE_PATTERN_example = \"^${LAYERDIR}/recipes/\"\nLAYERSERIES_COMPAT_example = \"master\"\nLAYERDEPENDS_example = \"core other\"\n" +
	"-- other/conf/layer.conf --\nBBFILES += \"${LAYERDIR}/recipes/*/*.bb\"\nBBFILE_COLLECTIONS += \"other\"\nBBFILE_PATTERN_other = \"^${LAYERDIR}/\"\n" +
	"LAYERSERIES_COMPAT_other = \"master\"\n-- other/recipes/libother/libother_1.0.bb --\nSUMMARY = \"another\"\n"

// namesOf are the names by which others use a layer.
type namesOf struct {
	names   map[string]bool
	dynamic []*regexp.Regexp // of packages that code makes
}

func (n *namesOf) has(word string) bool {
	return n.names[word] || slices.ContainsFunc(n.dynamic, func(r *regexp.Regexp) bool { return r.MatchString(word) })
}

// layerNames finds out which layers use the names of which.
type layerNames struct {
	p     *lint.WorkspacePass
	infos []eval.LayerInfo
	names map[string]*namesOf // by layer
}

func (u *layerNames) check(layer *eval.LayerInfo) {
	var words map[string]bool // of the layer's files and values, once they are asked for
	for _, name := range depend.Names(strings.Join(layer.Depends, " ")) {
		i := slices.IndexFunc(u.infos, func(o eval.LayerInfo) bool { return o.Name == name })
		if i < 0 || name == layer.Name || name == "core" {
			continue
		}
		at := u.place(layer, name)
		if !at.Known() {
			continue
		}
		if words == nil {
			words = u.words(layer)
		}
		other := u.of(&u.infos[i])
		if len(other.names) == 0 || u.appends(layer, name) {
			continue
		}
		used := false
		for w := range words {
			used = used || other.has(w)
		}
		if !used {
			u.p.Report(at, "nothing in layer %s uses layer %s", layer.Name, name).About(name)
		}
	}
}

// place returns where a layer says that it depends on another.
func (u *layerNames) place(layer *eval.LayerInfo, name string) diag.Place {
	tree := u.p.Tree(layer.Dir + "/conf/layer.conf")
	if tree == nil {
		return diag.Place{}
	}
	for _, s := range tree.Stmts {
		if a, ok := s.(*bitbake.Assignment); ok && lint.Variable(a.Name.Value) == "LAYERDEPENDS_"+layer.Name {
			for _, w := range lint.Words(a.Value) {
				if w.Value == name {
					return diag.Place{File: tree.Source, Span: w.Span}
				}
			}
		}
	}
	return diag.Place{}
}

// files returns the files of a layer: those below its folder that are not another layer's.
func (u *layerNames) files(layer *eval.LayerInfo) []*bitbake.File {
	return slices.DeleteFunc(slices.Clone(u.p.Files), func(f *bitbake.File) bool {
		name := f.Source.Name()
		return !strings.HasPrefix(name, layer.Dir+"/") || slices.ContainsFunc(u.infos, func(o eval.LayerInfo) bool {
			return len(o.Dir) > len(layer.Dir) && strings.HasPrefix(name, o.Dir+"/")
		})
	})
}

// of returns the names by which others use a layer.
func (u *layerNames) of(layer *eval.LayerInfo) *namesOf {
	if n := u.names[layer.Name]; n != nil {
		return n
	}
	n := &namesOf{names: map[string]bool{}}
	u.names[layer.Name] = n
	add := func(list ...string) {
		for _, w := range list {
			n.names[w] = true
		}
	}
	for _, f := range u.files(layer) {
		switch base := path.Base(f.Source.Name()); {
		case f.Kind == bitbake.Class:
			add(lint.ClassName(base))
		case f.Kind == bitbake.Include, f.Kind == bitbake.Conf && base != "layer.conf":
			add(base, strings.TrimSuffix(base, path.Ext(base)))
		}
	}
	for _, v := range u.p.Listing.Variants() {
		if v.Layer != layer.Name {
			continue
		}
		add(v.PN)
		add(v.Provides...)
		add(v.RProvides...)
		if in := v.Inputs; in != nil {
			add(in.Packages...)
			add(in.RProvides...)
			for list := range maps.Values(in.PackageRProvides) {
				add(list...)
			}
			for _, text := range in.PackagesDynamic {
				if re, err := regexp.Compile(text); err == nil && !re.MatchString("") {
					n.dynamic = append(n.dynamic, re)
				}
			}
		}
	}
	return n
}

var notInNames = regexp.MustCompile(`[^A-Za-z0-9+._@-]+`)

// words returns all words in a layer's files, and those in the evaluated values of its recipes that lead to others: names may be put
// together there.
func (u *layerNames) words(layer *eval.LayerInfo) map[string]bool {
	out := map[string]bool{}
	add := func(text string) {
		for _, w := range notInNames.Split(text, -1) {
			out[w] = true
		}
	}
	for _, f := range u.files(layer) {
		add(f.Source.Text())
		add(f.Source.Name())
		for _, w := range strings.Fields(f.Source.Text()) { // virtual/x
			out[strings.Trim(w, `"'\`)] = true
		}
	}
	for _, v := range u.p.Listing.Variants() {
		if v.Layer != layer.Name {
			continue
		}
		for _, c := range v.Classes {
			out[lint.ClassName(c)] = true
		}
		in := v.Inputs
		if in == nil {
			continue
		}
		lists := [][]string{in.Depends, in.RDepends, in.RRecommends}
		lists = slices.AppendSeq(lists, maps.Values(in.PackageRDepends))
		lists = slices.AppendSeq(lists, maps.Values(in.PackageRRecommends))
		for _, list := range lists {
			for _, w := range list {
				out[w] = true
			}
		}
		for _, t := range in.Tasks {
			for text := range maps.Values(t.Flags) {
				add(text)
			}
		}
	}
	return out
}

// appends reports whether a layer appends to recipes of another.
func (u *layerNames) appends(layer *eval.LayerInfo, to string) bool {
	return slices.ContainsFunc(u.p.Listing.Variants(), func(v *eval.Info) bool {
		return v.Layer == to && slices.ContainsFunc(v.Appends, func(a string) bool { return strings.HasPrefix(a, layer.Dir+"/") })
	})
}
