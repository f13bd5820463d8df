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
	Diags    *KeptDiags

	record *fsys.Record // of a new one, in place of Facts
}

// cacheEntry is what the cache has for a build directory.
type cacheEntry struct {
	Facts  factTable
	Config []int // what the configuration looked at
	Shared []int // what was looked at to find Python modules: all results depend on that
	Files  map[recipeKey]*cachedFile
	// Inputs is the key under which the variants' Inputs are kept: few commands need them.
	Inputs string

	borrowed bool // from the workspace without its edits
	inputs   bool // they have been read
}

// ownKey is the key of the workspace's own entry: with edits that have a name it is another one than without.
func (w *Workspace) ownKey() string {
	if w.options.edits == "" {
		return w.cacheKey()
	}
	return fsys.Key(w.cacheKey(), w.options.edits)
}

// cacheKey tells the ways of asking apart.
func (w *Workspace) cacheKey() string {
	o := w.options
	text, err := json.Marshal([]any{
		"recipes 5", o.CacheKey, w.TopDir, o.Dir, w.Release.String(), w.Interp.Shared.Environ, o.Read, o.PostRead, o.Set, o.Limits, o.Machine.Uname(),
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
	if e := w.loadEntry(w.ownKey(), inputs); e != nil {
		return e
	}
	if w.options.edits != "" {
		if e := w.loadEntry(w.cacheKey(), inputs); e != nil {
			e.borrowed = true
			return e
		}
	}
	return &cacheEntry{Files: map[recipeKey]*cachedFile{}}
}

// loadEntry returns an entry that counts; nil where there is none.
func (w *Workspace) loadEntry(key string, inputs bool) *cacheEntry {
	data, ok := w.cache.Get(key)
	if !ok {
		return nil
	}
	var read cacheEntry
	if err := gob.NewDecoder(bytes.NewReader(data)).Decode(&read); err != nil {
		return nil
	}
	read.Facts.on(w.disk)
	if !inputs {
		if !read.Facts.valid(read.Config) || !read.Facts.valid(read.Shared) {
			return nil
		}
		return &read
	}
	loaded := make(chan bool)
	go func() { loaded <- w.loadInputs(&read) }() // meanwhile the facts are checked, which takes as long
	good := read.Facts.valid(read.Config) && read.Facts.valid(read.Shared)
	for _, c := range read.Files {
		if good {
			read.Facts.valid(c.Facts)
		}
	}
	if !<-loaded || !good {
		return nil
	}
	return &read
}

// get returns a file's entry where it counts.
func (e *cacheEntry) get(j recipeJob) *cachedFile {
	c := e.Files[j.key()]
	if c == nil || !slices.Equal(c.Appends, j.file.Appends) || c.Layer != layerName(j.file) || !e.Facts.valid(c.Facts) {
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

// saveCache keeps what was found out. all says that fresh has all files; otherwise what the entry had is kept besides. What little
// edits change, so that most of the workspace without them counts, is not kept.
func (w *Workspace) saveCache(old *cacheEntry, fresh map[recipeKey]*cachedFile, all bool) {
	if !w.cache.Keeps() || old.borrowed {
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
	facts := newFactWriter(&e.Facts, w.disk)
	e.Config = facts.record(w.Record)
	e.Shared = append(facts.record(w.moduleRecord()), facts.take(&old.Facts, old.Shared)...)
	for key, c := range files {
		n := &cachedFile{Variants: c.Variants, Appends: c.Appends, Layer: c.Layer, Signed: c.Signed, Diags: c.Diags}
		if c.record != nil {
			n.Facts = facts.record(c.record)
			n.Appends, n.Layer = c.Variants[0].Appends, c.Variants[0].Layer
		} else {
			n.Facts = facts.take(&old.Facts, c.Facts)
		}
		e.Files[key] = n
	}
	var b bytes.Buffer
	if w.keepInputs(e) != nil || gob.NewEncoder(&b).Encode(e) != nil {
		return
	}
	if w.cache.Put(w.ownKey(), b.Bytes()) != nil {
		return // without it the next run takes longer, nothing else
	}
	if old.Inputs != "" && old.Inputs != e.Inputs {
		w.cache.Delete(old.Inputs)
	}
}
