package fsys

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"iter"
	"path"
	"slices"
	"strings"
	"sync"
	"time"
)

// Look is a kind of question to the file system.
type Look uint8

// The kinds of looks, by what of the answer counts.
const (
	LookKind  Look = iota // nothing, file, directory, other
	LookStat              // all that stat tells
	LookLstat             // the same of a link itself
	LookRead              // the content
	LookList              // the names in a directory
	LookLink              // a link's target
	LookReal              // the path without links
)

var lookNames = [...]string{"kind", "stat", "lstat", "read", "list", "link", "real"}

func (l Look) String() string { return lookNames[l] }

// Fact is a look at an absolute path.
type Fact struct {
	Look Look
	Path string
}

// Record collects the looks of an evaluation. Its zero value is ready; a nil record collects nothing. It may be asked while it
// collects: an editor asks which recipes read a file while rules look at more of them.
type Record struct {
	// Shared, where it is not nil, takes the reads of files that are no metadata as well: the metadata's code may keep what it
	// read for other evaluations.
	Shared *Record

	mutex sync.Mutex
	facts map[Fact]struct{}
}

func (r *Record) add(look Look, p string) {
	if r == nil {
		return
	}
	r.mutex.Lock()
	if r.facts == nil {
		r.facts = map[Fact]struct{}{}
	}
	r.facts[Fact{look, p}] = struct{}{}
	r.mutex.Unlock()
	if r.Shared != nil && (look == LookRead || look == LookStat) && !metadataFiles[path.Ext(p)] {
		r.Shared.add(look, p)
	}
}

// metadataFiles are the ends of the names of metadata files.
var metadataFiles = map[string]bool{".bb": true, ".bbappend": true, ".bbclass": true, ".inc": true, ".conf": true}

// Merge adds the looks of another record.
func (r *Record) Merge(o *Record) {
	for _, f := range o.all() {
		r.add(f.Look, f.Path)
	}
}

// Read goes over the files that were read, in any order.
func (r *Record) Read() iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, f := range r.all() {
			if f.Look == LookRead && !yield(f.Path) {
				return
			}
		}
	}
}

// Facts returns the looks, sorted by path and kind.
func (r *Record) Facts() []Fact {
	out := r.all()
	slices.SortFunc(out, func(a, b Fact) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Look, b.Look))
	})
	return out
}

// Has reports whether the record has a look at the path.
func (r *Record) Has(look Look, p string) bool {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	_, ok := r.facts[Fact{look, p}]
	return ok
}

// all returns the looks, in any order.
func (r *Record) all() []Fact {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	out := make([]Fact, 0, len(r.facts))
	for f := range r.facts {
		out = append(out, f)
	}
	return out
}

// Touched reports whether an answer that the record has may differ between two disks, where only these paths have changed.
func (r *Record) Touched(paths []string, before, after *Disk) bool {
	for _, p := range paths {
		for dir := p; ; dir = path.Dir(dir) {
			for look := LookKind; look <= LookReal; look++ {
				f := Fact{look, dir}
				if r.Has(look, dir) && before.Fingerprint(f) != after.Fingerprint(f) {
					return true
				}
			}
			if dir == path.Dir(dir) {
				break
			}
		}
	}
	return false
}

// settled is how old a change of a file has to be for another one to show in its time, as some file systems keep it.
const settled = 2 * time.Second

// State returns a text that stays the same as long as a file is not written to; it costs no reading of it. It is "" where that
// cannot be told: nothing is there, or the file has changed just now.
func (d *Disk) State(p string) string {
	v := &View{disk: d, cwd: "/"}
	info, err := v.statAbs(p, p)
	if err != nil || !info.Mode.IsRegular() || info.ModTime.IsZero() || time.Since(info.ModTime) < settled {
		return ""
	}
	return fmt.Sprintf("%d %d %d", info.Size, info.ModTime.UnixNano(), info.Ino)
}

// Fingerprint returns a text that stays the same as long as the answer to a look does.
func (d *Disk) Fingerprint(f Fact) string {
	v := &View{disk: d, cwd: "/"}
	stat := func(info *Info, err error) string {
		if err != nil {
			return "none"
		}
		if info.Mode.IsDir() {
			// A directory's times and size change with every file that comes or goes, a lock or a log in the build directory too;
			// whoever needs its names lists it.
			return fmt.Sprintf("%v %d", info.Mode, info.Ino)
		}
		return fmt.Sprintf("%v %d %d %d", info.Mode, info.Size, info.ModTime.UnixNano(), info.Ino)
	}
	switch f.Look {
	case LookKind:
		return string(rune(kindOf(v.statAbs(f.Path, f.Path)) + 'A'))
	case LookStat:
		return stat(v.statAbs(f.Path, f.Path))
	case LookLstat:
		return stat(v.lstat(f.Path))
	case LookRead:
		text, err := v.ReadFile(f.Path)
		if err != nil {
			return "none"
		}
		sum := sha256.Sum256([]byte(text))
		return hex.EncodeToString(sum[:16])
	case LookList:
		names, err := v.readDir(f.Path)
		if err != nil {
			return "none"
		}
		sum := sha256.Sum256([]byte(strings.Join(names, "\x00")))
		return hex.EncodeToString(sum[:16])
	case LookLink:
		target, err := v.readlink(f.Path)
		if err != nil {
			return "none"
		}
		return target
	}
	return v.realpath(f.Path, 0)
}
