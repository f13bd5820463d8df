package licenses

import (
	"io/fs"
	"path"

	"github.com/go-git/go-billy/v5"

	"github.com/knead-build/knead/eval/fsys"
)

// viewFS shows go-git a directory, to be read only.
type viewFS struct {
	view *fsys.View
	root string
}

func (f viewFS) path(name string) string { return path.Join(f.root, path.Join("/", name)) }

func (f viewFS) Open(name string) (billy.File, error) {
	r, err := f.view.Open(f.path(name))
	if err != nil {
		return nil, err
	}
	return viewFile{r, name}, nil
}

func (f viewFS) OpenFile(name string, _ int, _ fs.FileMode) (billy.File, error) { return f.Open(name) }

func (f viewFS) Stat(name string) (fs.FileInfo, error) {
	info, err := f.view.Stat(f.path(name))
	return info.FileInfo(path.Base(name)), err
}

func (f viewFS) Lstat(name string) (fs.FileInfo, error) {
	info, err := f.view.Lstat(f.path(name))
	return info.FileInfo(path.Base(name)), err
}

func (f viewFS) ReadDir(name string) ([]fs.FileInfo, error) {
	names, err := f.view.ReadDir(f.path(name))
	var out []fs.FileInfo
	for _, n := range names {
		if info, err := f.view.Lstat(f.path(name) + "/" + n); err == nil { // git removes files while it is looked at
			out = append(out, info.FileInfo(n))
		}
	}
	return out, err
}

func (f viewFS) Readlink(name string) (string, error) { return f.view.Readlink(f.path(name)) }
func (f viewFS) Chroot(name string) (billy.Filesystem, error) {
	return viewFS{f.view, f.path(name)}, nil
}
func (f viewFS) Root() string                                { return f.root }
func (f viewFS) Join(parts ...string) string                 { return path.Join(parts...) }
func (f viewFS) Create(string) (billy.File, error)           { return nil, billy.ErrReadOnly }
func (f viewFS) TempFile(string, string) (billy.File, error) { return nil, billy.ErrReadOnly }
func (f viewFS) Rename(string, string) error                 { return billy.ErrReadOnly }
func (f viewFS) Remove(string) error                         { return billy.ErrReadOnly }
func (f viewFS) MkdirAll(string, fs.FileMode) error          { return billy.ErrReadOnly }
func (f viewFS) Symlink(string, string) error                { return billy.ErrReadOnly }

type viewFile struct {
	fsys.Reader
	name string
}

func (f viewFile) Name() string              { return f.name }
func (f viewFile) Write([]byte) (int, error) { return 0, billy.ErrReadOnly }
func (f viewFile) Lock() error               { return billy.ErrReadOnly }
func (f viewFile) Unlock() error             { return billy.ErrReadOnly }
func (f viewFile) Truncate(int64) error      { return billy.ErrReadOnly }
