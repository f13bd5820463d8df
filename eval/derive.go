package eval

import (
	"bytes"
	"context"
	"encoding/gob"
	"iter"
	"slices"
	"sync"

	"github.com/knead-build/knead/eval/fsys"
)

// derivedEntry is what the cache has of a kind of results that are made of evaluated recipes.
type derivedEntry struct {
	Facts          factTable
	Config, Shared []int // as of cacheEntry
	Files          map[recipeKey]*derivedFile
}

type derivedFile struct {
	Appends []string
	Layer   string
	Facts   []int
	Data    []byte // gob

	record *fsys.Record // of a new one, in place of Facts
}

// Derive is MapRecipes with results that are kept between runs, under a name that tells all that they depend on besides the recipe:
// what has not changed is neither evaluated nor made again. do's second result says whether to keep the first, which gob has to be
// able to encode. Files that do looks at count where it looks through the recipe's Record. visit gets the files that were read, too.
func Derive[T any](ctx context.Context, w *Workspace, name string, opts RecipeOptions, do func(*Recipe) (T, bool), visit func(T, iter.Seq[string]) error) error {
	jobs, err := w.jobs(opts)
	if err != nil {
		return err
	}
	key := fsys.Key(w.ownKey(), name)
	known := w.loadDerived(key)
	fresh := map[recipeKey]*derivedFile{}
	var rest []recipeJob
	cached := map[recipeKey]T{}
	for _, j := range jobs {
		c := known.Files[j.key()]
		var value T
		if c == nil || !slices.Equal(c.Appends, j.file.Appends) || c.Layer != layerName(j.file) || !known.Facts.valid(c.Facts) ||
			gob.NewDecoder(bytes.NewReader(c.Data)).Decode(&value) != nil {
			rest = append(rest, j)
			continue
		}
		fresh[j.key()], cached[j.key()] = c, value
	}
	for _, j := range jobs {
		if value, ok := cached[j.key()]; ok {
			if err := visit(value, known.Facts.read(fresh[j.key()].Facts)); err != nil {
				return err
			}
		}
	}
	type made struct {
		value  T
		record *fsys.Record
		file   *derivedFile
		key    recipeKey
	}
	err = mapJobs(ctx, w, rest, opts, func(r *Recipe) (made, error) {
		value, keep := do(r)
		m := made{value: value, record: r.Record, key: recipeKey{r.Path, r.Multiconfig}}
		if keep && (w.cache.Keeps() || w.options.memory != nil) && !slices.ContainsFunc(r.Variants, func(v *Variant) bool { return v.Data.RawHard("BB_DONT_CACHE") != nil }) {
			var b bytes.Buffer
			if gob.NewEncoder(&b).Encode(value) == nil {
				m.file = &derivedFile{Appends: r.Appends, Layer: layerName(r.RecipeFile), Data: b.Bytes(), record: r.Record}
			}
		}
		return m, nil
	}, func(m made) error {
		if m.file != nil {
			fresh[m.key] = m.file
		}
		return visit(m.value, m.record.Read())
	})
	if len(fresh) > len(cached) || len(known.Files) > len(fresh) && opts.Select == nil && err == nil {
		w.saveDerived(key, known, fresh, opts.Select == nil && err == nil)
	}
	return err
}

// memory has the latest results by the key that the cache has them under.
type memory struct {
	mutex   sync.Mutex
	entries map[string]*derivedEntry
}

// get returns a copy of an entry, to be asked on a disk.
func (m *memory) get(key string) *derivedEntry {
	if m == nil {
		return nil
	}
	m.mutex.Lock()
	defer m.mutex.Unlock()
	e := m.entries[key]
	if e == nil {
		return nil
	}
	return &derivedEntry{Facts: factTable{List: e.Facts.List}, Config: e.Config, Shared: e.Shared, Files: e.Files}
}

func (m *memory) put(key string, e *derivedEntry) {
	if m == nil {
		return
	}
	m.mutex.Lock()
	defer m.mutex.Unlock()
	if m.entries == nil || len(m.entries) >= maxRemembered {
		m.entries = map[string]*derivedEntry{}
	}
	m.entries[key] = e
}

// maxRemembered is how many entries are remembered: a few kinds of results for a few settings (Options.Set).
const maxRemembered = 16

func (w *Workspace) loadDerived(key string) *derivedEntry {
	none := &derivedEntry{}
	e := w.options.memory.get(key)
	if e == nil {
		data, ok := w.cache.Get(key)
		if !ok {
			return none
		}
		e = &derivedEntry{}
		if gob.NewDecoder(bytes.NewReader(data)).Decode(e) != nil {
			return none
		}
	}
	e.Facts.on(w.disk)
	if !e.Facts.valid(e.Config) || !e.Facts.valid(e.Shared) {
		return none
	}
	return e
}

// saveDerived keeps results; all is saveCache's.
func (w *Workspace) saveDerived(key string, old *derivedEntry, fresh map[recipeKey]*derivedFile, all bool) {
	e := &derivedEntry{Files: map[recipeKey]*derivedFile{}}
	facts := newFactWriter(&e.Facts, w.disk)
	e.Config = facts.record(w.Record)
	e.Shared = append(facts.record(w.moduleRecord()), facts.take(&old.Facts, old.Shared)...)
	add := func(key recipeKey, f *derivedFile) {
		n := *f
		if f.record != nil {
			n.Facts = facts.record(f.record)
		} else {
			n.Facts = facts.take(&old.Facts, f.Facts)
		}
		e.Files[key] = &n
	}
	for key, f := range fresh {
		add(key, f)
	}
	for key, f := range old.Files {
		if e.Files[key] == nil && !all {
			add(key, f)
		}
	}
	w.options.memory.put(key, e)
	if !w.cache.Keeps() {
		return
	}
	var b bytes.Buffer
	if gob.NewEncoder(&b).Encode(e) == nil {
		_ = w.cache.Put(key, b.Bytes()) // without it the next run takes longer, nothing else
	}
}
