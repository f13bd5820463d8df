package eval

import (
	"bytes"
	"cmp"
	"encoding/gob"
	"encoding/json"
	"maps"
	"slices"

	"github.com/knead-build/knead/eval/config"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/resolve"
)

// The cache has, for each build directory and way of asking (environment, options, release, tool), one entry with what is
// listed of the recipe files. The entry names each answer of the file system that a result depends on, with its fingerprint:
// contents, listings, absences. A result counts while all of its answers are the same; the clock does not matter.

// recipeKey names a recipe file of a configuration.
type recipeKey struct{ Path, Multiconfig string }

func (j recipeJob) key() recipeKey { return recipeKey{j.file.Path, j.mc} }

// cachedFile is a recipe file's entry.
type cachedFile struct {
	Variants []*Info
	Appends  []string
	Layer    string
	Signed   bool  // the tasks have base hashes
	Facts    []int // by their place in cacheEntry.Facts

	record *fsys.Record // of a new one, in place of Facts
}

// cacheEntry is what the cache has for a build directory.
type cacheEntry struct {
	Facts  []cachedFact
	Config []int // what the configuration looked at
	Shared []int // what was looked at to find Python modules: all results depend on that
	Files  map[recipeKey]*cachedFile
	// Inputs is the key under which the variants' Inputs are kept: few commands need them.
	Inputs string

	inputs bool   // they have been read
	same   []int8 // of each fact: 0 not asked yet, 1 the same as then, -1 another
	disk   *fsys.Disk
}

type cachedFact struct {
	Look        fsys.Look
	Path        string
	Fingerprint string
}

// cacheKey tells the ways of asking apart.
func (w *Workspace) cacheKey() string {
	o := w.options
	text, err := json.Marshal([]any{
		"recipes 3", o.CacheKey, w.TopDir, o.Dir, w.Release.String(), w.Interp.Shared.Environ, o.Read, o.PostRead, o.Set, o.Limits, o.Machine.Uname(),
		o.Machine.CPUs(), o.Machine.Network(),
	})
	if err != nil {
		return ""
	}
	return fsys.Key(string(text))
}

// loadCache returns what the cache has for the workspace, with the variants' Inputs or without. It is empty, not nil, where there
// is nothing that counts.
func (w *Workspace) loadCache(inputs bool) *cacheEntry {
	e := &cacheEntry{Files: map[recipeKey]*cachedFile{}}
	data, ok := w.cache.Get(w.cacheKey())
	if !ok {
		return e
	}
	var read cacheEntry
	if err := gob.NewDecoder(bytes.NewReader(data)).Decode(&read); err != nil {
		return e
	}
	read.disk, read.same = w.disk, make([]int8, len(read.Facts))
	if !read.valid(read.Config) || !read.valid(read.Shared) || inputs && !w.loadInputs(&read) {
		return e
	}
	return &read
}

// loadInputs reads the variants' Inputs, unless that was done. It reports whether they are there.
func (w *Workspace) loadInputs(e *cacheEntry) bool {
	if e.inputs || e.Inputs == "" {
		return e.inputs || len(e.Files) == 0
	}
	data, ok := w.cache.Get(e.Inputs)
	if !ok {
		return false
	}
	var list []keptInputs
	if err := gob.NewDecoder(bytes.NewReader(data)).Decode(&list); err != nil {
		return false
	}
	all := map[recipeKey][]*resolve.Inputs{}
	for _, k := range list {
		all[k.Key] = k.Inputs
	}
	for key, c := range e.Files {
		list := all[key]
		if len(list) != len(c.Variants) {
			return false
		}
		for i, v := range c.Variants {
			if !v.Skipped {
				v.Inputs = list[i]
			}
		}
	}
	e.inputs = true
	return true
}

// keptInputs are the Inputs of a file's variants, as they are kept.
type keptInputs struct {
	Key    recipeKey
	Inputs []*resolve.Inputs
}

// keepInputs keeps the variants' Inputs, and takes them out of what is kept of the variants otherwise.
func (w *Workspace) keepInputs(e *cacheEntry) error {
	var all []keptInputs
	for key, c := range e.Files {
		k := keptInputs{Key: key}
		variants := make([]*Info, len(c.Variants))
		for i, v := range c.Variants {
			inputs := v.Inputs
			if inputs == nil {
				inputs = &resolve.Inputs{} // gob has no nil among pointers
			}
			k.Inputs = append(k.Inputs, inputs)
			bare := *v
			bare.Inputs = nil
			variants[i] = &bare
		}
		c.Variants = variants
		all = append(all, k)
	}
	slices.SortFunc(all, func(a, b keptInputs) int {
		return cmp.Or(cmp.Compare(a.Key.Multiconfig, b.Key.Multiconfig), cmp.Compare(a.Key.Path, b.Key.Path))
	})
	var b bytes.Buffer
	if err := gob.NewEncoder(&b).Encode(all); err != nil {
		return err
	}
	e.Inputs = "inputs-" + fsys.Key(b.String())
	return w.cache.Put(e.Inputs, b.Bytes())
}

// valid reports whether facts are as they were.
func (e *cacheEntry) valid(facts []int) bool {
	for _, i := range facts {
		if i < 0 || i >= len(e.Facts) {
			return false
		}
		if e.same[i] == 0 {
			f := e.Facts[i]
			e.same[i] = -1
			if e.disk.Fingerprint(fsys.Fact{Look: f.Look, Path: f.Path}) == f.Fingerprint {
				e.same[i] = 1
			}
		}
		if e.same[i] < 0 {
			return false
		}
	}
	return true
}

// get returns a file's entry where it counts.
func (e *cacheEntry) get(j recipeJob) *cachedFile {
	c := e.Files[j.key()]
	if c == nil || !slices.Equal(c.Appends, j.file.Appends) || c.Layer != layerName(j.file) || !e.valid(c.Facts) {
		return nil
	}
	return c
}

func layerName(f *config.RecipeFile) string {
	if f.Layer == nil {
		return ""
	}
	return f.Layer.Name
}

// saveCache keeps what was found out. all says that fresh has all files; otherwise what the entry had is kept besides.
func (w *Workspace) saveCache(old *cacheEntry, fresh map[recipeKey]*cachedFile, all bool) {
	if w.cache == nil {
		return
	}
	if !w.loadInputs(old) {
		for key := range old.Files {
			delete(fresh, key) // what is not whole is not worth keeping
		}
		old.Files = nil
	}
	files := fresh
	if !all {
		files = maps.Clone(old.Files)
		maps.Copy(files, fresh)
	}
	e := &cacheEntry{Files: map[recipeKey]*cachedFile{}}
	index := map[fsys.Fact]int{}
	add := func(f fsys.Fact, fingerprint func() string) int {
		i, ok := index[f]
		if !ok {
			i = len(e.Facts)
			index[f] = i
			e.Facts = append(e.Facts, cachedFact{f.Look, f.Path, fingerprint()})
		}
		return i
	}
	record := func(r *fsys.Record) []int {
		var out []int
		for _, f := range r.Facts() {
			out = append(out, add(f, func() string { return w.disk.Fingerprint(f) }))
		}
		return out
	}
	e.Config = record(w.Record)
	shared := w.moduleRecord()
	e.Shared = record(shared)
	for _, i := range old.Shared {
		f := old.Facts[i]
		e.Shared = append(e.Shared, add(fsys.Fact{Look: f.Look, Path: f.Path}, func() string { return f.Fingerprint }))
	}
	for key, c := range files {
		n := &cachedFile{Variants: c.Variants, Appends: c.Appends, Layer: c.Layer, Signed: c.Signed}
		if c.record != nil {
			n.Facts = record(c.record)
			n.Appends, n.Layer = c.Variants[0].Appends, c.Variants[0].Layer
		} else {
			for _, i := range c.Facts {
				f := old.Facts[i]
				n.Facts = append(n.Facts, add(fsys.Fact{Look: f.Look, Path: f.Path}, func() string { return f.Fingerprint }))
			}
		}
		e.Files[key] = n
	}
	var b bytes.Buffer
	if w.keepInputs(e) != nil || gob.NewEncoder(&b).Encode(e) != nil {
		return
	}
	if w.cache.Put(w.cacheKey(), b.Bytes()) != nil {
		return // without it the next run takes longer, nothing else
	}
	if old.Inputs != "" && old.Inputs != e.Inputs {
		w.cache.Delete(old.Inputs)
	}
}
