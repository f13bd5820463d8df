// Package fsys is evaluation's only door to files. A Disk is what is there, as it was at the first look, with an overlay
// of texts that an editor holds; a View adds what an evaluation itself writes, which never reaches the disk, and a record
// of what it looked at: contents, existence, listings, and absences just as well, so that a later run can tell whether
// anything has changed.
//
// Paths are absolute, with slashes. No other package of eval imports os.
package fsys

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"
)

// Info is what stat tells of a file.
type Info struct {
	Mode    fs.FileMode
	Size    int64
	ModTime time.Time
	Ino     uint64
	Dev     uint64
	Nlink   uint64
	UID     uint32
	GID     uint32
}

// IsDir reports whether it is a directory.
func (i *Info) IsDir() bool { return i.Mode.IsDir() }

// IsRegular reports whether it is a plain file.
func (i *Info) IsRegular() bool { return i.Mode.IsRegular() }

// IsLink reports whether it is a symbolic link.
func (i *Info) IsLink() bool { return i.Mode&fs.ModeSymlink != 0 }

// Disk is the file system as it was when it was first looked at: each file is read, and each path asked for, at most once.
// It is safe for concurrent use.
type Disk struct {
	overlay overlay
	mounts  []mount
	*looks
}

// looks are the answers of the host, with what the overlay's paths change of them; the overlay's own files are not among them.
type looks struct {
	infos sync.Map // path -> *infoEntry
	files sync.Map // path -> *fileEntry
	lists sync.Map // path -> *listEntry
	links sync.Map // path -> *linkEntry
	reals sync.Map // path -> path without links
}

type (
	infoEntry struct {
		info *Info
		err  error
	}
	fileEntry struct {
		once sync.Once
		data string
		err  error
	}
	listEntry struct {
		once  sync.Once
		names []string
		err   error
	}
	linkEntry struct {
		target string
		err    error
	}
	mount struct {
		at string
		fs fs.FS
	}
)

// NewDisk returns the host's file system.
func NewDisk() *Disk { return &Disk{looks: &looks{}} }

// Mount returns a disk on which a read-only tree (an embedded one) is at a path that the host does not have.
func (d *Disk) Mount(at string, tree fs.FS) *Disk {
	out := d.Overlay(nil)
	out.mounts = append(slices.Clone(d.mounts), mount{Clean(at), tree})
	return out
}

// Clean returns a path in its shortest form, with slashes.
func Clean(p string) string {
	return path.Clean(filepath.ToSlash(p))
}

// mounted returns the mounted tree that a path lies in, and the path within it.
func (d *Disk) mounted(p string) (fs.FS, string) {
	for _, m := range d.mounts {
		if p == m.at {
			return m.fs, "."
		}
		if rest, ok := strings.CutPrefix(p, m.at+"/"); ok {
			return m.fs, rest
		}
	}
	return nil, ""
}

// pathError is the error for a path that the disk does not have.
func pathError(op, p string, err error) error { return &fs.PathError{Op: op, Path: p, Err: err} }

// lstat looks at a path without following a link at its end.
func (d *Disk) lstat(p string) (*Info, error) {
	if info := d.overlay.info(p); info != nil {
		return info, nil
	}
	if e, ok := d.infos.Load(p); ok {
		e := e.(*infoEntry)
		return e.info, e.err
	}
	info, err := d.look(p)
	e, _ := d.infos.LoadOrStore(p, &infoEntry{info, err})
	return e.(*infoEntry).info, e.(*infoEntry).err
}

func (d *Disk) look(p string) (*Info, error) {
	if tree, name := d.mounted(p); tree != nil {
		fi, err := fs.Stat(tree, name)
		if err != nil {
			return nil, pathError("stat", p, syscall.ENOENT)
		}
		return &Info{Mode: fi.Mode(), Size: fi.Size(), ModTime: fi.ModTime(), Nlink: 1}, nil
	}
	if d.overlay.dirs[p] {
		if fi, err := os.Lstat(filepath.FromSlash(p)); err == nil && !d.overlay.gone[p] {
			return infoOf(fi), nil
		}
		return &Info{Mode: fs.ModeDir | 0o755, Nlink: 2}, nil
	}
	if err := d.overlay.hides("stat", p); err != nil {
		return nil, err
	}
	if above, ok := d.infos.Load(path.Dir(p)); ok && errors.Is(above.(*infoEntry).err, fs.ErrNotExist) {
		return nil, above.(*infoEntry).err // most paths in a recipe's WORKDIR, which is not there either
	}
	fi, err := os.Lstat(filepath.FromSlash(p))
	if err != nil {
		return nil, err
	}
	return infoOf(fi), nil
}

func infoOf(fi fs.FileInfo) *Info {
	info := &Info{Mode: fi.Mode(), Size: fi.Size(), ModTime: fi.ModTime(), Nlink: 1}
	info.system(fi)
	return info
}

// readlink returns a symbolic link's target.
func (d *Disk) readlink(p string) (string, error) {
	if e, ok := d.links.Load(p); ok {
		e := e.(*linkEntry)
		return e.target, e.err
	}
	e := &linkEntry{err: pathError("readlink", p, syscall.EINVAL)}
	if info, err := d.lstat(p); err != nil {
		e.err = err
	} else if target, ok := d.overlay.links[p]; ok {
		e.target, e.err = target, nil
	} else if info.IsLink() {
		e.target, e.err = os.Readlink(filepath.FromSlash(p))
		e.target = filepath.ToSlash(e.target)
	}
	got, _ := d.links.LoadOrStore(p, e)
	return got.(*linkEntry).target, got.(*linkEntry).err
}

// MaxFile is the largest file that is read, in bytes.
const MaxFile = 256 << 20

var errTooLarge = errors.New("the file is too large to be read")

// readFile returns a file's content.
func (d *Disk) readFile(p string) (string, error) {
	if text, ok := d.overlay.texts[p]; ok {
		return text, nil
	}
	got, _ := d.files.LoadOrStore(p, &fileEntry{})
	e := got.(*fileEntry)
	e.once.Do(func() { e.data, e.err = d.load(p) })
	return e.data, e.err
}

func (d *Disk) load(p string) (string, error) {
	if tree, name := d.mounted(p); tree != nil {
		data, err := fs.ReadFile(tree, name)
		if err != nil {
			err = pathError("open", p, syscall.ENOENT)
		}
		return string(data), err
	}
	if err := d.overlay.hides("open", p); err != nil {
		return "", err
	}
	info, err := os.Stat(filepath.FromSlash(p))
	if err != nil {
		return "", err
	}
	switch {
	case info.IsDir():
		return "", pathError("read", p, syscall.EISDIR)
	case !info.Mode().IsRegular(): // a pipe or device would block or never end
		return "", pathError("read", p, errors.New("not a regular file"))
	case info.Size() > MaxFile:
		return "", pathError("read", p, errTooLarge)
	}
	data, err := os.ReadFile(filepath.FromSlash(p))
	return string(data), err
}

// readDir returns the names in a directory, sorted.
func (d *Disk) readDir(p string) ([]string, error) {
	got, _ := d.lists.LoadOrStore(p, &listEntry{})
	e := got.(*listEntry)
	e.once.Do(func() { e.names, e.err = d.list(p) })
	return e.names, e.err
}

func (d *Disk) list(p string) ([]string, error) {
	var names []string
	if tree, name := d.mounted(p); tree != nil {
		entries, err := fs.ReadDir(tree, name)
		if err != nil {
			return nil, pathError("scandir", p, syscall.ENOTDIR)
		}
		for _, e := range entries {
			names = append(names, e.Name())
		}
		return names, nil
	}
	if _, ok := d.overlay.texts[p]; ok {
		return nil, pathError("scandir", p, syscall.ENOTDIR)
	}
	err := d.overlay.hides("scandir", p)
	if err == nil {
		names, err = listHost(p)
	}
	if err != nil && !d.overlay.dirs[p] {
		return nil, err
	}
	return d.overlay.list(p, names), nil
}

func listHost(p string) ([]string, error) {
	f, err := os.Open(filepath.FromSlash(p))
	if err != nil {
		return nil, err
	}
	names, err := f.Readdirnames(-1)
	_ = f.Close() // it was only read
	return names, err
}
