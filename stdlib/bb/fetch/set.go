package fetch

import (
	"slices"
	"weak"

	"github.com/knead-build/knead/eval/datastore"
)

// Set has the items that were looked at, by URL (the attribute ud of bb.fetch2.Fetch). An item that is no local file is nil
// in a set of local files.
type Set struct {
	order []string
	items map[string]*Item
	// Object is what a binding keeps for the set.
	Object any
}

// Item returns the item for a URL, nil where there is none.
func (x *Set) Item(url string) *Item { return x.items[url] }

// Has reports whether a URL was looked at.
func (x *Set) Has(url string) bool {
	_, ok := x.items[url]
	return ok
}

// URLs returns the URLs in the order in which they were looked at.
func (x *Set) URLs() []string { return x.order }

// Put puts an item in.
func (x *Set) Put(url string, ud *Item) {
	if x.items == nil {
		x.items = map[string]*Item{}
	}
	if !x.Has(url) {
		x.order = append(x.order, url)
	}
	x.items[url] = ud
}

// setKey says what a set is remembered for: BitBake looks at an item once for a file in a multiconfig and its datastore,
// and does not look again when variables change.
type setKey struct {
	store weak.Pointer[datastore.Store]
	file  string // with the multiconfig
}

// sets are the sets that are remembered. They do not keep the datastores alive.
type sets struct {
	m     map[setKey]*Set
	sweep int // when there are so many, those of datastores that are gone are dropped
}

func (x *sets) put(key setKey, set *Set) {
	if x.m == nil {
		x.m, x.sweep = map[setKey]*Set{}, 256
	}
	if len(x.m) >= x.sweep {
		for k := range x.m {
			if k.store.Value() == nil {
				delete(x.m, k)
			}
		}
		x.sweep = max(256, 2*len(x.m))
	}
	x.m[key] = set
}

// Options say how Open looks at items.
type Options struct {
	// Cache uses what is remembered, and remembers.
	Cache bool
	// Local leaves out what is no local file.
	Local bool
}

// Open looks at the items of a list, or of SRC_URI where the list is empty (bb.fetch2.Fetch). It returns the URLs, too.
// Errors are *Error and those of expanding variables.
func (s *Session) Open(urls []string, d *datastore.Store, o Options) ([]string, *Set, error) {
	if o.Local && o.Cache {
		return nil, nil, python("Exception", "items of local files only are not remembered: cache and localonly exclude each other")
	}
	if len(urls) == 0 {
		var err error
		if urls, err = sourceURLs(d); err != nil {
			return nil, nil, err
		}
	}
	v := variables{d: d}
	file := v.get("FILE")
	key := setKey{file: v.get("__BBMULTICONFIG") + file}
	if v.err != nil {
		return nil, nil, v.err
	}
	var set *Set
	if o.Cache = o.Cache && file != ""; o.Cache {
		key.store = weak.Make(d)
		set = s.sets.m[key]
	}
	if set == nil {
		set = &Set{}
	}
	for _, url := range urls {
		if set.Has(url) {
			continue
		}
		ud, err := s.NewItem(url, d, o.Local)
		if err != nil {
			return nil, nil, err
		}
		set.Put(url, ud)
	}
	if o.Cache {
		s.sets.put(key, set)
	}
	return urls, set, nil
}

// Localpath returns where the download of a URL is, or the local file.
func (s *Session) Localpath(urls []string, set *Set, url string, d *datastore.Store) (string, error) {
	if !slices.Contains(urls, url) {
		ud, err := s.NewItem(url, d, false)
		if err != nil {
			return "", err
		}
		set.Put(url, ud)
	}
	ud := set.Item(url)
	if ud == nil {
		return "", python("KeyError", "%s", url)
	}
	return ud.Localpath, s.SetupLocalpath(ud, d)
}

// Expanded returns the items for URLs with those that they imply: of a list of Node packages each package.
func (s *Session) Expanded(urls []string, set *Set) []*Item {
	var out []*Item
	for _, url := range urls {
		if ud := set.Item(url); ud != nil {
			out = append(out, ud)
			out = append(out, ud.Implied()...)
		}
	}
	return out
}
