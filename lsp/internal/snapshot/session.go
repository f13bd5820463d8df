package snapshot

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"sync"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/config"
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
	MakeUp     func(layers []string, series, machine, distro string) map[string]string
}

// Snapshot is what the server sees at one moment.
type Snapshot struct {
	ID     int64
	Docs   map[string]*Document // that are open, by path
	Builds []*Build

	recent []string // recipes that were looked at, the last one first
	disk   *fsys.Disk
	opts   *Options
	// configs are the configurations of checks that were read.
	configs *configs
	lately  *lately // of all snapshots
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
func (s *Session) next(change func(n *Snapshot)) *Snapshot {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	n := *s.now
	n.ID++
	n.Docs, n.Builds, n.recent = maps.Clone(n.Docs), slices.Clone(n.Builds), slices.Clone(n.recent)
	change(&n)
	s.now = &n
	return &n
}

// Open makes a text of the editor's take the place of a file, or the next version of it the place of the last. Where the file may
// belong to a build that has never been evaluated, that is done first: only then its layers are known.
func (s *Session) Open(ctx context.Context, p, text string, version int32) *Snapshot {
	if now := s.Snapshot(); now.Docs[p] == nil {
		for _, b := range now.Builds {
			_, _ = b.Workspace(ctx) // the next request tells the error
		}
	}
	return s.next(func(n *Snapshot) {
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

// Changed says that files were written, made or removed on the host.
func (s *Session) Changed(paths []string) *Snapshot {
	return s.next(func(n *Snapshot) { n.edit(fsys.Edit{Changed: paths}) })
}

// SetFolders says which folders the editor shows: the builds and layers in them are looked for.
func (s *Session) SetFolders(dirs []string) *Snapshot {
	return s.next(func(n *Snapshot) {
		n.Builds = nil
		for _, dir := range dirs {
			n.find(dir)
		}
		for _, p := range slices.Sorted(maps.Keys(n.Docs)) {
			n.discover(p)
		}
	})
}

// Switch sets the assignments (MACHINE=qemuarm) that a build, found by its Root, is evaluated with.
func (s *Session) Switch(root string, set []string) *Snapshot {
	return s.next(func(n *Snapshot) {
		for i, b := range n.Builds {
			if b.Root == root {
				n.Builds[i] = b.switchTo(set)
			}
		}
	})
}

// edit hands an edit to all builds.
func (n *Snapshot) edit(e fsys.Edit) {
	n.disk = n.disk.Edit(e)
	for i, b := range n.Builds {
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
	for _, b := range n.Builds {
		if b.Has(p) {
			return b
		}
	}
	return nil
}

// find looks for builds in a folder: the folder itself, or folders in it, are build directories, or else there are layers.
func (n *Snapshot) find(dir string) {
	view := n.View()
	dirs := []string{dir}
	for _, f := range view.Glob(dir+"/*/conf/bblayers.conf", false) {
		dirs = append(dirs, path.Dir(path.Dir(f)))
	}
	found := false
	for _, d := range dirs {
		if view.IsFile(d + "/conf/bblayers.conf") {
			n.add(&Build{Root: dir, Dir: d, disk: n.disk})
			found = true
		}
	}
	if layers := config.FindLayers(view, dir); !found && len(layers) > 0 {
		n.add(n.makeUp(dir, layers))
	}
}

// discover looks for the layer that a file is in, if it is in no build.
func (n *Snapshot) discover(p string) {
	if n.Build(p) != nil {
		return
	}
	view := n.View()
	for dir := path.Dir(p); dir != path.Dir(dir); dir = path.Dir(dir) {
		switch {
		case view.IsFile(dir + "/conf/bblayers.conf"):
			n.add(&Build{Root: dir, Dir: dir, disk: n.disk})
			return
		case view.IsFile(dir + "/conf/layer.conf"):
			n.add(n.makeUp(dir, []string{dir}))
			return
		}
	}
}

// makeUp returns a build for layers without a build directory.
func (n *Snapshot) makeUp(root string, layers []string) *Build {
	_, series, ok := config.LayersRelease(n.View(), layers)
	if !ok {
		series = "master"
	}
	core := n.opts.Core
	disk := n.disk.Mount(core.Dir, core.Files).Overlay(core.MakeUp(layers, series, "", ""))
	return &Build{Root: root, Dir: core.Build, Layers: layers, Alone: true, disk: disk}
}

func (n *Snapshot) add(b *Build) {
	if slices.ContainsFunc(n.Builds, func(x *Build) bool { return x.Root == b.Root && x.Dir == b.Dir }) {
		return
	}
	b.opts, b.now, b.mended, b.names, b.checks = n.opts, &evaluation{}, &mended{}, names{shared: &words{}}, newChecks()
	b.Index = &Index{updating: make(chan struct{}, 1)}
	n.Builds = append(n.Builds, b)
}
