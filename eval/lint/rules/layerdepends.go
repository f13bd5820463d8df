package rules

import (
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
)

var layerDepends = &lint.Rule{
	ID: "layer-depends-missing", Severity: diag.Warning,
	Doc: lint.Doc{
		Summary: "a layer says in LAYERDEPENDS which layers it needs",
		Why: "An append for another layer's recipe, an inherit of its class, or a DEPENDS that it alone provides, fails where the layer is not " +
			"there. LAYERDEPENDS says so at once; LAYERRECOMMENDS and BBFILES_DYNAMIC are for what can do without. What depends on it indirectly counts.",
		Bad: "inherit cmake\n",
		Good: "-- conf/layer.conf --\nBBPATH .= \":${LAYERDIR}\"\nBBFILES += \"${LAYERDIR}/recipes/*/*.bb\"\nBBFILE_COLLECTIONS += \"example\"\n" +
			"BBFILE_PATTERN_example = \"^${LAYERDIR}/\"\nLAYERSERIES_COMPAT_example = \"master\"\nLAYERDEPENDS_example = \"core\"\n" +
			"-- recipes/x/x_1.0.bb --\ninherit cmake\n",
	},
	Workspace: func(p *lint.WorkspacePass) {
		infos, err := p.LayerInfo()
		if err != nil {
			return // the configuration has told
		}
		u := layerUse{p: p, infos: map[string]eval.LayerInfo{}, dynamic: map[string]bool{}, told: map[[2]string]bool{}, needed: map[[2]string]bool{}, providers: map[string]map[string]bool{}}
		for _, i := range infos {
			u.infos[i.Name] = i
		}
		if v, err := p.Variable("", "BBFILES_DYNAMIC"); err == nil {
			for _, entry := range strings.Fields(v.Value) {
				name, _, _ := strings.Cut(entry, ":")
				u.dynamic[name] = true
			}
		}
		for _, v := range p.Listing.Variants() {
			for _, name := range append([]string{v.PN}, v.Provides...) {
				if u.providers[name] == nil {
					u.providers[name] = map[string]bool{}
				}
				u.providers[name][v.Layer] = true
			}
		}
		for _, v := range p.Listing.Variants() {
			u.variant(v)
		}
	},
}

// layerUse finds out which layers use which.
type layerUse struct {
	p         *lint.WorkspacePass
	infos     map[string]eval.LayerInfo
	dynamic   map[string]bool
	told      map[[2]string]bool
	needed    map[[2]string]bool         // what needs has found
	providers map[string]map[string]bool // the layers by what they provide
}

func (u *layerUse) variant(v *eval.Info) {
	for _, a := range v.Appends {
		u.use(u.layer(a), v.Layer, startOf(u.p.Files, a), "appends to "+path.Base(v.File))
	}
	for _, c := range v.Classes {
		layer := u.layer(c)
		if !u.lacks(v.Layer, layer) {
			continue
		}
		if at, ok := u.inherit(v.File, strings.TrimSuffix(path.Base(c), ".bbclass")); ok {
			u.use(v.Layer, layer, at, "inherits "+path.Base(c))
		}
	}
	if v.Inputs == nil {
		return
	}
	for _, d := range v.Inputs.Depends {
		layers := u.providers[d]
		if len(layers) == 1 && !layers[v.Layer] { // one that several layers provide can come from any
			at := startOf(u.p.Files, v.File)
			if at.Known() && strings.Contains(at.File.Text(), d) {
				at.Span.End = at.File.Len()
				u.use(v.Layer, slices.Collect(maps.Keys(layers))[0], wordIn(at, d), "depends on "+d)
			}
		}
	}
}

// inherit returns where a recipe file itself inherits a class: another class may, or the configuration.
func (u *layerUse) inherit(file, class string) (diag.Place, bool) {
	at := startOf(u.p.Files, file)
	if !at.Known() {
		return at, false
	}
	i := slices.IndexFunc(u.p.Files, func(f *bitbake.File) bool { return f.Source == at.File })
	for _, s := range u.p.Files[i].Stmts {
		if inherit, ok := s.(*bitbake.Inherit); ok && slices.Contains(strings.Fields(inherit.Classes.Value), class) {
			at.Span = inherit.Classes.Span
			return wordIn(at, class), true
		}
	}
	return at, false
}

// layer returns the layer in whose folder a file lies.
func (u *layerUse) layer(file string) string {
	best := ""
	for name, i := range u.infos {
		if strings.HasPrefix(file, i.Dir+"/") && (best == "" || len(i.Dir) > len(u.infos[best].Dir)) {
			best = name
		}
	}
	return best
}

// lacks reports whether it is worth telling that a layer uses another.
func (u *layerUse) lacks(from, to string) bool {
	pair := [2]string{from, to}
	if from == to || from == "" || to == "" || u.dynamic[to] || u.told[pair] {
		return false
	}
	needed, ok := u.needed[pair]
	if !ok {
		needed = u.needs(from, to, map[string]bool{})
		u.needed[pair] = needed
	}
	return !needed
}

// use tells that a layer uses another that it does not depend on, once.
func (u *layerUse) use(from, to string, at diag.Place, how string) {
	if u.lacks(from, to) {
		u.told[[2]string{from, to}] = true
		u.p.Report(at, "layer %s %s of layer %s, which is not in LAYERDEPENDS_%[1]s", from, how, to).About(to)
	}
}

// needs reports whether a layer depends on another, or recommends it, by itself or through others.
func (u *layerUse) needs(from, to string, seen map[string]bool) bool {
	if seen[from] {
		return false
	}
	seen[from] = true
	names := slices.Clone(u.infos[from].Depends)
	if v, err := u.p.Variable("", "LAYERRECOMMENDS_"+from); err == nil {
		names = append(names, strings.Fields(v.Value)...)
	}
	return slices.ContainsFunc(names, func(n string) bool { return n == to || u.needs(n, to, seen) })
}
