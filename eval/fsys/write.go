package fsys

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// Grant lets writes below a directory through to the disk. What the disk showed there before is forgotten.
func (v *View) Grant(dir string) { v.grants = append(v.grants, Clean(dir)) }

func (v *View) granted(p string) bool {
	for _, g := range v.grants {
		if p == g || strings.HasPrefix(p, g+"/") || g == "/" {
			return true
		}
	}
	return false
}

// forget drops what is known of a path and of its directory.
func (d *Disk) forget(p string) {
	for _, q := range [...]string{p, path.Dir(p)} {
		d.infos.Delete(q)
		d.files.Delete(q)
		d.lists.Delete(q)
		d.links.Delete(q)
	}
	d.reals.Clear()
}

// put keeps a node, after a look at the directory that it is in.
func (v *View) put(op, p string, n *node) error {
	abs := v.Abs(p)
	dir := path.Dir(abs)
	info, err := v.statAbs(dir, dir)
	if err != nil {
		return pathError(op, p, syscall.ENOENT)
	}
	if !info.IsDir() {
		return pathError(op, p, syscall.ENOTDIR)
	}
	if v.nodes == nil {
		v.nodes = map[string]*node{}
	}
	v.written += len(n.data) + len(abs) + 200
	if v.written > v.max {
		return pathError(op, p, ErrWriteLimit)
	}
	v.nodes[v.key(abs)] = n
	return nil
}

// epoch is the time of what evaluation writes. The clock is not asked, so that two runs see the same.
var epoch = time.Unix(0, 0)

// WriteFile writes a file, in memory unless the path is granted.
func (v *View) WriteFile(p, data string, perm fs.FileMode) error {
	abs := v.realpath(v.Abs(p), 0)
	if v.granted(abs) {
		defer v.disk.forget(abs)
		return os.WriteFile(filepath.FromSlash(abs), []byte(data), perm)
	}
	info, err := v.statAbs(abs, abs)
	if err == nil {
		if info.IsDir() {
			return pathError("open", p, syscall.EISDIR)
		}
		perm = info.Mode.Perm()
	}
	return v.put("open", abs, &node{info: Info{Mode: perm.Perm(), Size: int64(len(data)), ModTime: epoch, Nlink: 1}, data: data})
}

// Mkdir makes a directory.
func (v *View) Mkdir(p string, perm fs.FileMode) error {
	abs := v.Abs(p)
	if _, err := v.lstat(abs); err == nil {
		return pathError("mkdir", p, syscall.EEXIST)
	}
	if v.granted(abs) {
		defer v.disk.forget(abs)
		return os.Mkdir(filepath.FromSlash(abs), perm)
	}
	return v.put("mkdir", abs, &node{info: Info{Mode: fs.ModeDir | perm.Perm(), ModTime: epoch, Nlink: 2}})
}

// MkdirAll makes a directory and those above it.
func (v *View) MkdirAll(p string, perm fs.FileMode) error {
	abs := v.Abs(p)
	if info, err := v.statAbs(abs, abs); err == nil {
		if !info.IsDir() {
			return pathError("mkdir", p, syscall.EEXIST)
		}
		return nil
	}
	if dir := path.Dir(abs); dir != abs {
		if err := v.MkdirAll(dir, perm); err != nil {
			return err
		}
	}
	return v.Mkdir(abs, perm)
}

// Remove removes a file or link, or an empty directory where dir says so.
func (v *View) Remove(p string, dir bool) error {
	abs := v.Abs(p)
	info, err := v.lstat(abs)
	if err != nil {
		return pathError("remove", p, syscall.ENOENT)
	}
	if info.IsDir() != dir {
		if dir {
			return pathError("rmdir", p, syscall.ENOTDIR)
		}
		return pathError("remove", p, syscall.EISDIR)
	}
	if dir {
		names, err := v.readDir(abs)
		if err != nil {
			return err
		}
		if len(names) > 0 {
			return pathError("rmdir", p, syscall.ENOTEMPTY)
		}
	}
	if v.granted(abs) {
		defer v.disk.forget(abs)
		return os.Remove(filepath.FromSlash(abs))
	}
	return v.put("remove", abs, &node{gone: true})
}

// Symlink makes a symbolic link.
func (v *View) Symlink(target, p string) error {
	abs := v.Abs(p)
	if _, err := v.lstat(abs); err == nil {
		return pathError("symlink", p, syscall.EEXIST)
	}
	if v.granted(abs) {
		defer v.disk.forget(abs)
		return os.Symlink(filepath.FromSlash(target), filepath.FromSlash(abs))
	}
	return v.put("symlink", abs, &node{info: Info{Mode: fs.ModeSymlink | 0o777, Size: int64(len(target)), ModTime: epoch, Nlink: 1}, target: target})
}

// Rename moves a file or link. Directories move only where the disk does it.
func (v *View) Rename(from, to string) error {
	a, b := v.Abs(from), v.Abs(to)
	if v.granted(a) && v.granted(b) {
		defer v.disk.forget(a)
		defer v.disk.forget(b)
		return os.Rename(filepath.FromSlash(a), filepath.FromSlash(b))
	}
	info, err := v.lstat(a)
	if err != nil {
		return err
	}
	n := &node{info: *info}
	switch {
	case info.IsDir():
		return pathError("rename", from, syscall.EXDEV)
	case info.IsLink():
		if n.target, err = v.readlink(a); err != nil {
			return err
		}
	default:
		if n.data, err = v.ReadFile(a); err != nil {
			return err
		}
	}
	if err := v.put("rename", b, n); err != nil {
		return err
	}
	return v.put("rename", a, &node{gone: true})
}

// Touch sets a file's mode and time; a zero value leaves it as it is.
func (v *View) Touch(p string, perm fs.FileMode, when time.Time) error {
	abs := v.realpath(v.Abs(p), 0)
	info, err := v.lstat(abs)
	if err != nil {
		return err
	}
	if v.granted(abs) {
		defer v.disk.forget(abs)
		if perm != 0 {
			if err := os.Chmod(filepath.FromSlash(abs), perm); err != nil {
				return err
			}
		}
		if !when.IsZero() {
			return os.Chtimes(filepath.FromSlash(abs), when, when)
		}
		return nil
	}
	n := &node{info: *info}
	if !info.IsDir() {
		if n.data, err = v.ReadFile(abs); err != nil {
			return err
		}
	}
	if perm != 0 {
		n.info.Mode = n.info.Mode&^fs.ModePerm | perm.Perm()
	}
	if !when.IsZero() {
		n.info.ModTime = when
	}
	return v.put("chmod", abs, n)
}

// Written returns the paths that this view has written or removed, for diagnostics.
func (v *View) Written() []string {
	out := make([]string, 0, len(v.nodes))
	for p := range v.nodes {
		out = append(out, p)
	}
	return out
}
