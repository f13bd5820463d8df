package snapshot

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"slices"
	"sync"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/interp"
	"github.com/knead-build/knead/eval/lint/licenses"
	"github.com/knead-build/knead/eval/lint/settings"
	"github.com/knead-build/knead/lang/bitbake"
)

// ErrNoBuild says that a file belongs to no build and to no layer.
var ErrNoBuild = errors.New("the file belongs to no layer and to no build directory")

// Options are what a session needs of whoever starts it.
type Options struct {
	// Disk returns the file system, as it is now; nil: the host's.
	Disk func() *fsys.Disk
	// Evaluation returns the options to evaluate a build directory with: Library is needed.
	Evaluation func(dir string) eval.Options
	// Core is the embedded core layer for layers that have no other, and MakeUp the texts of a build directory at Dir with it.
	Core   Core
	Recent int // how many recipes count as recently looked at; 0: 16
	// Settings finds what is configured for checks; it is needed. Fetcher returns what knows what SRC_URI unpacks; it may be nil.
	Settings *settings.Finder
	Fetcher  func(interp.Release) licenses.Fetcher
}

// Core is a core layer that stands in for OpenEmbedded's.
type Core struct {
	Dir, Build string
	Files      fs.FS
	MakeUp     func(MadeUp) map[string]string
}

// MadeUp is a build directory that is nowhere on disk.
type MadeUp struct {
	Core   string   // the core layer; "" is the embedded one
	Layers []string // without the core layer
	Series string   // that the embedded core layer stands for
	// Machine and Distro are defaults and may be ""; Local is what else local.conf has.
	Machine, Distro, Local string
}

// Snapshot is what the server sees at one moment.
type Snapshot struct {
	ID     int64
	Docs   map[string]*Document // that are open, by path
	Builds []*Build

	// Folders are those that the editor shows.
	Folders []string

	recent []string // recipes that were looked at, the last one first
	config Config
	disk   *fsys.Disk
	opts   *Options
	// configs are the configurations of checks that were read.
	configs *configs
	lately  *lately // of all snapshots
}

// Config is what the editor's user configures.
type Config struct {
	Choice
	// BuildDirs are build directories besides those that are found in the folders.
	BuildDirs []string
}

// Session makes snapshots, one of the other.
type Session struct {
	mutex sync.Mutex
	opts  Options
	now   *Snapshot
}

// NewSession returns a session without folders and documents.
func NewSession(opts Options) *Session {
	if opts.Disk == nil {
		opts.Disk = fsys.NewDisk
	}
	if opts.Recent == 0 {
		opts.Recent = 16
	}
	s := &Session{opts: opts}
	s.now = &Snapshot{
		Docs: map[string]*Document{}, disk: opts.Disk(), opts: &s.opts, configs: &configs{read: map[string]*configured{}}, lately: &lately{},
	}
	return s
}

// Snapshot returns the latest snapshot.
func (s *Session) Snapshot() *Snapshot {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.now
}

// next makes the next snapshot.
func (s *Session) next(change func(n *Snapshot)) *Snapshot { return s.edited("", change) }

// edited makes the next snapshot of an edit of a document; "": of something else.
func (s *Session) edited(p string, change func(n *Snapshot)) *Snapshot {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	n := *s.now
	n.ID++
	n.Docs, n.Builds, n.recent = maps.Clone(n.Docs), slices.Clone(n.Builds), slices.Clone(n.recent)
	change(&n)
	n.lately.next(n.ID, p)
	s.now = &n
	return &n
}

// Open makes a text of the editor's take the place of a file, or the next version of it the place of the last. Where the file may
// belong to a build whose layers cannot be told without evaluating it, that is done first.
func (s *Session) Open(ctx context.Context, p, text string, version int32) *Snapshot {
	if now := s.Snapshot(); now.Docs[p] == nil && now.layered(p) == nil {
		for _, b := range now.Builds {
			if b.latest() == nil {
				_, _ = b.Workspace(ctx) // the next request tells the error
			}
		}
	}
	return s.edited(p, func(n *Snapshot) {
		d := newDocument(p, text, version, true, n.dialect(p))
		n.Docs[p] = d
		n.edit(d.edit())
		n.discover(p)
		n.look(d)
	})
}

// Close gives up the editor's text of a file.
func (s *Session) Close(p string) *Snapshot {
	return s.next(func(n *Snapshot) {
		delete(n.Docs, p)
		for _, b := range n.Builds {
			b.checks.forget(p)
		}
		n.lately.forget(p)
		n.edit(fsys.Edit{Closed: []string{p}})
	})
}

// Changed says that files were written, made or removed on the host. Where folders came or went, or it is files that say which layers
// and builds there are, these are looked for again.
func (s *Session) Changed(paths []string) *Snapshot {
	return s.next(func(n *Snapshot) {
		before := []*fsys.View{n.View()}
		for _, b := range n.Builds {
			if w := b.latest(); w != nil {
				before = append(before, fsys.NewView(w.View.Disk(), "/"))
			}
		}
		was := func(p string) bool { return slices.ContainsFunc(before, func(v *fsys.View) bool { return v.IsDir(p) }) }
		n.edit(fsys.Edit{Changed: paths})
		folder := slices.ContainsFunc(paths, func(p string) bool { return was(p) != n.View().IsDir(p) })
		if folder {
			n.reopen() // what lies in it may be anything
		}
		if folder || slices.ContainsFunc(paths, saysLayers) {
			n.find()
		}
	})
}

// SetFolders says which folders the editor shows: the builds and layers in them are looked for.
func (s *Session) SetFolders(dirs []string) *Snapshot {
	return s.next(func(n *Snapshot) {
		n.Folders = dirs
		n.find()
	})
}

// Configure says what the editor's user has configured for all builds. The choice counts for those for which nothing else was chosen.
func (s *Session) Configure(c Config) *Snapshot {
	return s.next(func(n *Snapshot) {
		for i, b := range n.Builds {
			if b.Choice.Equal(n.config.Choice) {
				n.Builds[i] = b.choose(c.Choice)
			}
		}
		n.config = c
		n.find()
	})
}

// Choose sets how a build is evaluated, and makes it the first that is asked about files of several builds. Nothing happens where the
// build is no longer there.
func (s *Session) Choose(of *Build, c Choice) *Snapshot {
	return s.next(func(n *Snapshot) {
		i := slices.IndexFunc(n.Builds, of.same)
		if i < 0 {
			return
		}
		b := n.Builds[i].choose(c)
		n.Builds = slices.Insert(slices.Delete(n.Builds, i, i+1), 0, b)
	})
}

// Reopen gives up all that was evaluated, and with it what is only kept because somebody once needed it.
func (s *Session) Reopen() *Snapshot {
	return s.next(func(n *Snapshot) { n.reopen() })
}

func (n *Snapshot) reopen() {
	n.disk = n.opts.Disk()
	for _, p := range slices.Sorted(maps.Keys(n.Docs)) {
		n.disk = n.disk.Edit(n.Docs[p].edit())
	}
	for i, b := range n.Builds {
		n.Builds[i] = b.reopened(n.disk)
	}
}

// edit hands an edit to all builds.
func (n *Snapshot) edit(e fsys.Edit) {
	n.disk = n.disk.Edit(e)
	for i, b := range n.Builds {
		if w := b.evaluated(); w != nil && len(w.Kept()) > n.opts.Recent {
			w.Forget(func(r *eval.Recipe) bool { return slices.Contains(n.recent, r.Path) })
		}
		n.Builds[i] = b.with(e)
	}
}

// look notes that a recipe is looked at.
func (n *Snapshot) look(d *Document) {
	if !d.Metadata || d.Kind != bitbake.Recipe {
		return
	}
	n.recent = slices.DeleteFunc(n.recent, func(p string) bool { return p == d.Path })
	n.recent = slices.Insert(n.recent, 0, d.Path)
	n.recent = n.recent[:min(len(n.recent), n.opts.Recent)]
}

// dialect returns the dialect of a file's text.
func (n *Snapshot) dialect(p string) bitbake.Dialect {
	if b := n.Build(p); b != nil {
		if w := b.latest(); w != nil {
			return w.Release.Dialect()
		}
	}
	return bitbake.Dialect{}
}

// View returns a view of what is on disk with the open texts over it.
func (n *Snapshot) View() *fsys.View { return fsys.NewView(n.disk, "/") }

// Document returns the text of a file, open or not; nil where there is none.
func (n *Snapshot) Document(p string) *Document {
	if d := n.Docs[p]; d != nil {
		return d
	}
	text, err := n.View().ReadFile(p)
	if err != nil {
		return nil
	}
	return newDocument(p, text, 0, false, n.dialect(p))
}

// Build returns the build that a file is evaluated in: among several the first whose layers have it, then the one whose folder it
// is in; nil where there is none.
func (n *Snapshot) Build(p string) *Build {
	if b := n.layered(p); b != nil {
		return b
	}
	for _, b := range n.Builds {
		if b.Has(p) {
			return b
		}
	}
	return nil
}

// layered returns the first build whose layers have a file; nil where there is none.
func (n *Snapshot) layered(p string) *Build {
	for _, b := range n.Builds {
		if b.layered(p) {
			return b
		}
	}
	return nil
}

// Concerns reports whether a file on the host may count for anything that is evaluated.
func (n *Snapshot) Concerns(p string) bool {
	return n.layered(p) != nil || saysLayers(p) || slices.ContainsFunc(n.Builds, func(b *Build) bool { return within(p, b.Dir+"/conf") })
}

// Outdated returns what has changed on the host since it was looked at.
func (n *Snapshot) Outdated() []string {
	var out []string
	for _, b := range n.Builds {
		if w := b.latest(); w != nil {
			out = append(out, w.View.Disk().Outdated()...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
