package eval

import (
	"bytes"
	"encoding/gob"
	"encoding/json"
	"maps"
	"slices"

	"github.com/knead-build/knead/eval/config"
	"github.com/knead-build/knead/eval/fsys"
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
	Diags    *keptDiags

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
	State       string // of a file that was read: while it stays, so does what is in it. "": that cannot be told
}

// cacheKey tells the ways of asking apart.
func (w *Workspace) cacheKey() string {
	o := w.options
	text, err := json.Marshal([]any{
		"recipes 4", o.CacheKey, w.TopDir, o.Dir, w.Release.String(), w.Interp.Shared.Environ, o.Read, o.PostRead, o.Set, o.Limits, o.Machine.Uname(),
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
	if !inputs {
		if !read.valid(read.Config) || !read.valid(read.Shared) {
			return e
		}
		return &read
	}
	loaded := make(chan bool)
	go func() { loaded <- w.loadInputs(&read) }() // meanwhile the facts are checked, which takes as long
	good := read.valid(read.Config) && read.valid(read.Shared)
	for _, c := range read.Files {
		if good {
			read.valid(c.Facts)
		}
	}
	if !<-loaded || !good {
		return e
	}
	return &read
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
			if f.State != "" && e.disk.State(f.Path) == f.State || e.disk.Fingerprint(fsys.Fact{Look: f.Look, Path: f.Path}) == f.Fingerprint {
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
	add := func(f fsys.Fact, known *cachedFact) int {
		i, ok := index[f]
		if !ok {
			i = len(e.Facts)
			index[f] = i
			if known == nil {
				known = &cachedFact{Look: f.Look, Path: f.Path, Fingerprint: w.disk.Fingerprint(f)}
				if f.Look == fsys.LookRead {
					known.State = w.disk.State(f.Path)
				}
			}
			e.Facts = append(e.Facts, *known)
		}
		return i
	}
	record := func(r *fsys.Record) []int {
		var out []int
		for _, f := range r.Facts() {
			out = append(out, add(f, nil))
		}
		return out
	}
	e.Config = record(w.Record)
	shared := w.moduleRecord()
	e.Shared = record(shared)
	for _, i := range old.Shared {
		f := &old.Facts[i]
		e.Shared = append(e.Shared, add(fsys.Fact{Look: f.Look, Path: f.Path}, f))
	}
	for key, c := range files {
		n := &cachedFile{Variants: c.Variants, Appends: c.Appends, Layer: c.Layer, Signed: c.Signed, Diags: c.Diags}
		if c.record != nil {
			n.Facts = record(c.record)
			n.Appends, n.Layer = c.Variants[0].Appends, c.Variants[0].Layer
		} else {
			for _, i := range c.Facts {
				f := &old.Facts[i]
				n.Facts = append(n.Facts, add(fsys.Fact{Look: f.Look, Path: f.Path}, f))
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
