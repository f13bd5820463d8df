package eval

import (
	"iter"

	"github.com/knead-build/knead/eval/fsys"
)

// factTable are the answers of the file system that an entry of the cache depends on; results name them by their numbers.
type factTable struct {
	List []cachedFact

	same []int8 // of each: 0 not asked yet, 1 the same as then, -1 another
	disk *fsys.Disk
}

type cachedFact struct {
	Look        fsys.Look
	Path        string
	Fingerprint string
	State       string // of a file that was read: while it stays, so does what is in it. "": that cannot be told
}

// on makes a table that was read ready to be asked.
func (t *factTable) on(disk *fsys.Disk) { t.disk, t.same = disk, make([]int8, len(t.List)) }

// valid reports whether facts are as they were.
func (t *factTable) valid(facts []int) bool {
	for _, i := range facts {
		if i < 0 || i >= len(t.List) {
			return false
		}
		if t.same[i] == 0 {
			f := t.List[i]
			t.same[i] = -1
			if f.State != "" && t.disk.State(f.Path) == f.State || t.disk.Fingerprint(fsys.Fact{Look: f.Look, Path: f.Path}) == f.Fingerprint {
				t.same[i] = 1
			}
		}
		if t.same[i] < 0 {
			return false
		}
	}
	return true
}

// read goes over the files that were read, of some facts.
func (t *factTable) read(facts []int) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, i := range facts {
			if f := t.List[i]; f.Look == fsys.LookRead && !yield(f.Path) {
				return
			}
		}
	}
}

// factWriter makes a table.
type factWriter struct {
	to    *factTable
	disk  *fsys.Disk
	index map[fsys.Fact]int
}

func newFactWriter(to *factTable, disk *fsys.Disk) *factWriter {
	return &factWriter{to, disk, map[fsys.Fact]int{}}
}

// record adds what was looked at now.
func (w *factWriter) record(r *fsys.Record) []int {
	var out []int
	for _, f := range r.Facts() {
		i, ok := w.index[f]
		if !ok {
			fact := cachedFact{Look: f.Look, Path: f.Path, Fingerprint: w.disk.Fingerprint(f)}
			if f.Look == fsys.LookRead {
				fact.State = w.disk.State(f.Path)
			}
			i = w.add(f, fact)
		}
		out = append(out, i)
	}
	return out
}

// take adds facts of another table, as they are there.
func (w *factWriter) take(from *factTable, facts []int) []int {
	var out []int
	for _, n := range facts {
		fact := from.List[n]
		f := fsys.Fact{Look: fact.Look, Path: fact.Path}
		i, ok := w.index[f]
		if !ok {
			i = w.add(f, fact)
		}
		out = append(out, i)
	}
	return out
}

func (w *factWriter) add(f fsys.Fact, fact cachedFact) int {
	i := len(w.to.List)
	w.index[f] = i
	w.to.List = append(w.to.List, fact)
	return i
}
