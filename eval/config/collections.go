package config

import (
	"slices"
	"strconv"
	"strings"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/eval/host"
	"github.com/knead-build/knead/lang/depend"
)

// Collection is a layer's collection as it decides about recipes: which files are its, and with which priority.
type Collection struct {
	Name     string
	Pattern  string
	Priority int
	regexp   host.Regexp // nil where the pattern is empty: it has no files
}

// Collections are a configuration's collections, in the order in which they are asked which one a file belongs to: the
// longest patterns come first, or rather those that are last by the alphabet.
type Collections []*Collection

// Of returns the collection that a file belongs to, or nil.
func (cs Collections) Of(file string) *Collection {
	for _, c := range cs {
		if c.regexp != nil && c.regexp.MatchStart(file) {
			return c
		}
	}
	return nil
}

// Priority returns the priority of a file or of an entry of BBFILES.
func (cs Collections) Priority(file string) int {
	if c := cs.Of(file); c != nil {
		return c.Priority
	}
	return 0
}

// NewCollections works the collections of a configuration out: priorities that are not set follow from the layers that one
// depends on. Missing dependencies are errors.
func NewCollections(d *datastore.Store, library host.Library) (Collections, error) {
	names, err := d.Fields("BBFILE_COLLECTIONS")
	if err != nil {
		return nil, err
	}
	w := &collectionWork{d: d, names: names, priority: map[string]int{}, depends: map[string][]string{}}
	for _, n := range names {
		if err := w.read(n); err != nil {
			return nil, err
		}
	}
	var out Collections
	for _, n := range names {
		w.settle(n, map[string]bool{})
		pattern, ok, err := d.Lookup("BBFILE_PATTERN_" + n)
		if err != nil {
			return nil, err
		}
		if !ok {
			return nil, (&loader{}).fail(CodePattern, "BBFILE_PATTERN_%s is not set", n)
		}
		x := &Collection{Name: n, Pattern: pattern, Priority: w.priority[n]}
		if pattern != "" {
			if x.regexp, err = library.Regexp(pattern); err != nil {
				return nil, (&loader{}).fail(CodePattern, "BBFILE_PATTERN_%s is no regular expression: %v", n, err)
			}
		}
		out = append(out, x)
	}
	slices.SortStableFunc(out, func(a, b *Collection) int { return strings.Compare(b.Pattern, a.Pattern) })
	return out, nil
}

type collectionWork struct {
	d        *datastore.Store
	names    []string
	lowest   int
	priority map[string]int // 0 while it is not known
	depends  map[string][]string
}

func (w *collectionWork) read(name string) error {
	text, err := w.d.Get("BBFILE_PRIORITY_" + name)
	if err != nil {
		return err
	}
	if text != "" {
		n, err := strconv.Atoi(strings.TrimSpace(text))
		if err != nil {
			return (&loader{}).fail(CodePriority, "BBFILE_PRIORITY_%s is %q", name, text)
		}
		if w.lowest == 0 || n < w.lowest {
			w.lowest = n
		}
		w.priority[name] = n
	}
	needed, err := w.items("LAYERDEPENDS_" + name)
	if err != nil {
		return err
	}
	for _, item := range needed {
		if !slices.Contains(w.names, item.Name) {
			return (&loader{}).fail(CodeLayerDepends, "layer %s depends on layer %s, which is not in BBLAYERS", name, item.Name)
		}
		ok, has, err := w.satisfied(item, item.Constraints)
		if err != nil {
			return err
		}
		if !ok {
			return (&loader{}).fail(CodeLayerDepends, "layer %s depends on layer %s (%s), which has version %q", name, item.Name, strings.Join(item.Constraints, ", "), has)
		}
		w.depends[name] = append(w.depends[name], item.Name)
	}
	recommended, err := w.items("LAYERRECOMMENDS_" + name)
	if err != nil {
		return err
	}
	for _, item := range recommended {
		if !slices.Contains(w.names, item.Name) {
			continue
		}
		ok, _, err := w.satisfied(item, item.Constraints[:min(1, len(item.Constraints))])
		if err != nil {
			return err
		}
		if ok {
			w.depends[name] = append(w.depends[name], item.Name)
		}
	}
	return nil
}

func (w *collectionWork) items(variable string) ([]depend.Item, error) {
	text, err := w.d.Get(variable)
	if err != nil {
		return nil, err
	}
	items, err := depend.Parse(text)
	if err != nil {
		return nil, (&loader{}).fail(CodeLayerDepends, "%s: %v", variable, err)
	}
	slices.SortStableFunc(items, func(a, b depend.Item) int { return strings.Compare(a.Name, b.Name) })
	return items, nil
}

// satisfied reports whether a layer's version fits constraints, and which it has.
func (w *collectionWork) satisfied(item depend.Item, constraints []string) (ok bool, has string, err error) {
	if len(constraints) == 0 {
		return true, "", nil
	}
	if has, err = w.d.Get("LAYERVERSION_" + item.Name); err != nil || has == "" {
		return false, has, err
	}
	for _, c := range constraints {
		op, version, _ := strings.Cut(c, " ")
		if ok, err := depend.Satisfies(has, op, version); !ok || err != nil {
			return false, has, err
		}
	}
	return true, has, nil
}

// settle gives a collection without priority one more than the highest of those that it depends on.
func (w *collectionWork) settle(name string, under map[string]bool) {
	if w.priority[name] != 0 || under[name] {
		return
	}
	under[name] = true
	highest := w.lowest
	for _, dep := range w.depends[name] {
		w.settle(dep, under)
		highest = max(highest, w.priority[dep])
	}
	w.priority[name] = highest + 1
}

// PrioritizedFiles returns the entries of BBFILES, those of lower priority first.
func (cs Collections) PrioritizedFiles(d *datastore.Store) ([]string, error) {
	files, err := d.Fields("BBFILES")
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(files, func(a, b string) int { return cs.Priority(a) - cs.Priority(b) })
	return files, nil
}
