package config

import (
	"path"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
)

// Layer is a layer of the configuration.
type Layer struct {
	Dir string // as BBLAYERS has it, without a slash at the end
	// Collections are the names of BBFILE_COLLECTIONS that the layer added; nearly always one.
	Collections []string
	// Conf is the layer's conf/layer.conf.
	Conf string
}

// Name returns the layer's collection, or the directory's name where it has none.
func (l *Layer) Name() string {
	if len(l.Collections) > 0 {
		return l.Collections[0]
	}
	return path.Base(l.Dir)
}

// parseLayers evaluates the layer.conf of each layer.
func (l *loader) parseLayers(conf string, d *datastore.Store) error {
	dirs, err := d.Fields("BBLAYERS")
	if err != nil {
		return err
	}
	place := l.confPlace(conf, "BBLAYERS")
	failAt := func(code *diag.Code, format string, args ...any) *diag.Diagnostic {
		return diag.New(code, place.File, place.Span, format, args...)
	}
	if len(dirs) == 0 {
		return failAt(CodeNoLayers, "BBLAYERS has no layers")
	}
	var missing *diag.Diagnostic
	for _, dir := range dirs {
		if !l.View.IsDir(dir) {
			missing = failAt(CodeLayerMissing, "there is no directory %s, which BBLAYERS names", dir)
			l.Diags = append(l.Diags, missing)
		}
	}
	if missing != nil {
		l.Diags = l.Diags[:len(l.Diags)-1]
		return missing
	}
	l.Layers = nil
	l.in.Roots = append([]string{l.TopDir}, dirs...)
	series := &layerSeries{compat: map[string][]string{}, older: l.Config.Release.Major == 2 && l.Config.Release.Minor < 8}
	known := map[string]bool{}
	for _, dir := range dirs {
		if home, ok := l.Environ["HOME"]; ok && strings.HasPrefix(dir, "~/") {
			dir = home + dir[1:]
		}
		dir = strings.TrimRight(dir, "/")
		layer := &Layer{Dir: dir, Conf: dir + "/conf/layer.conf"}
		l.Layers = append(l.Layers, layer)
		if err := l.parseLayer(layer, d); err != nil {
			return err
		}
		names, err := d.Fields("BBFILE_COLLECTIONS")
		if err != nil {
			return err
		}
		for _, c := range names {
			if !known[c] {
				known[c] = true
				layer.Collections = append(layer.Collections, c)
			}
		}
		if err := series.take(names, d); err != nil {
			return err
		}
	}
	d.Delete("LAYERDIR_RE", datastore.Origin{})
	d.Delete("LAYERDIR", datastore.Origin{})
	if err := series.give(d); err != nil {
		return err
	}
	if err := l.dynamicFiles(d); err != nil {
		return err
	}
	return l.checkSeries(series, d)
}

func (l *loader) parseLayer(layer *Layer, d *datastore.Store) error {
	if err := d.Set("LAYERDIR", layer.Dir, datastore.Origin{}); err != nil {
		return err
	}
	if err := d.Set("LAYERDIR_RE", escapeRegexp(layer.Dir), datastore.Origin{}); err != nil {
		return err
	}
	if err := l.in.Conf(layer.Conf, d); err != nil {
		return err
	}
	if err := d.ReplaceReferences("LAYERDIR"); err != nil {
		return err
	}
	return d.ReplaceReferences("LAYERDIR_RE")
}

// confPlace returns where a variable is first mentioned in a file, for messages.
func (l *loader) confPlace(conf, name string) diag.Place {
	text, err := l.View.ReadFile(conf)
	if err != nil {
		return diag.Place{}
	}
	f := source.NewFile(conf, text)
	i := strings.Index(text, name)
	if i < 0 {
		return diag.Place{File: f}
	}
	return diag.Place{File: f, Span: source.Span{Start: source.Pos(i), End: source.Pos(i + len(name))}}
}

// escapeRegexp is Python's re.escape.
func escapeRegexp(s string) string {
	var b strings.Builder
	for _, r := range s {
		if strings.ContainsRune("()[]{}?*+-|^$\\.&~# \t\n\r\v\f", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// layerSeries collects which series of the core layer the layers are for. Since 2.8 BitBake takes the variables away while
// it reads the layers, so that none can copy another's.
type layerSeries struct {
	compat map[string][]string // by collection
	core   []string
	older  bool
}

func (s *layerSeries) take(collections []string, d *datastore.Store) error {
	if s.older {
		return nil
	}
	for _, c := range collections {
		words, err := d.Fields("LAYERSERIES_COMPAT_" + c)
		if err != nil {
			return err
		}
		if len(words) > 0 {
			s.compat[c] = sortedSet(words)
			d.Delete("LAYERSERIES_COMPAT_"+c, datastore.Origin{})
		}
	}
	if len(s.core) > 0 {
		return nil
	}
	words, err := d.Fields("LAYERSERIES_CORENAMES")
	if err != nil {
		return err
	}
	if s.core = sortedSet(words); len(s.core) > 0 {
		d.Delete("LAYERSERIES_CORENAMES", datastore.Origin{})
	}
	return nil
}

func (s *layerSeries) give(d *datastore.Store) error {
	for c, words := range s.compat {
		if err := d.Set("LAYERSERIES_COMPAT_"+c, strings.Join(words, " "), datastore.Origin{}); err != nil {
			return err
		}
	}
	return nil
}

func sortedSet(words []string) []string {
	out := slices.Clone(words)
	slices.Sort(out)
	return slices.Compact(out)
}

// dynamicFiles adds the entries of BBFILES_DYNAMIC whose collection is there, or with "!" is not, to BBFILES.
func (l *loader) dynamicFiles(d *datastore.Store) error {
	entries, err := d.Fields("BBFILES_DYNAMIC")
	if err != nil {
		return err
	}
	collections, err := d.Fields("BBFILE_COLLECTIONS")
	if err != nil {
		return err
	}
	for _, e := range entries {
		c, pattern, ok := strings.Cut(e, ":")
		if !ok || c == "" {
			return l.fail(CodeDynamic, "BBFILES_DYNAMIC has %q", e)
		}
		name, absent := strings.CutPrefix(c, "!")
		if slices.Contains(collections, name) != absent {
			if err := d.Append("BBFILES", " "+pattern, datastore.Origin{}); err != nil {
				return err
			}
		}
	}
	return nil
}

// checkSeries checks that collections are unique and that each layer is for the core layer's series.
func (l *loader) checkSeries(s *layerSeries, d *datastore.Store) error {
	collections, err := d.Fields("BBFILE_COLLECTIONS")
	if err != nil {
		return err
	}
	if s.older {
		words, err := d.Fields("LAYERSERIES_CORENAMES")
		if err != nil {
			return err
		}
		s.core = words
	}
	for i, c := range collections {
		if slices.Contains(collections[i+1:], c) {
			return l.fail(CodeCollection, "collection %s is there twice", c)
		}
		compat := s.compat[c]
		if s.older {
			if compat, err = d.Fields("LAYERSERIES_COMPAT_" + c); err != nil {
				return err
			}
		}
		switch {
		case len(compat) == 0:
			l.Diags = append(l.Diags, l.fail(CodeNoSeries, "layer %s does not say which series it is for", c))
		case len(s.core) == 0:
			return l.fail(CodeSeries, "layer %s is for %s, but there is no core layer", c, strings.Join(compat, " "))
		case !slices.ContainsFunc(compat, func(x string) bool { return slices.Contains(s.core, x) }):
			return l.fail(CodeSeries, "layer %s is for %s, but the core layer is %s", c, strings.Join(compat, " "), strings.Join(s.core, " "))
		}
	}
	if s.older {
		return nil
	}
	return d.Set("LAYERSERIES_CORENAMES", strings.Join(s.core, " "), datastore.Origin{})
}
