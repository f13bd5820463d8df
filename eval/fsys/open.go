package fsys

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// Reader is an open file. Reading at an offset and seeking are independent of each other.
type Reader interface {
	io.ReadSeekCloser
	io.ReaderAt
	// Size is the file's length in bytes when it was opened.
	Size() int64
}

// Open opens a file to read pieces of it: one that ReadFile would keep in memory for the rest of the evaluation, and that may be
// too large for it. What counts of it in the record is what stat tells.
func (v *View) Open(p string) (Reader, error) {
	info, err := v.Stat(p)
	switch {
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, pathError("open", p, syscall.EISDIR)
	case !info.IsRegular():
		return nil, pathError("open", p, errors.New("not a regular file"))
	}
	real := v.realpath(v.Abs(p), 0)
	if n := v.find(real); n != nil {
		return textReader{strings.NewReader(n.data)}, nil
	}
	return v.disk.open(real)
}

func (d *Disk) open(p string) (Reader, error) {
	if text, ok := d.overlay.texts[p]; ok {
		return textReader{strings.NewReader(text)}, nil
	}
	if tree, name := d.mounted(p); tree != nil {
		data, err := fs.ReadFile(tree, name)
		return textReader{strings.NewReader(string(data))}, err
	}
	f, err := os.Open(filepath.FromSlash(p))
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return diskReader{f, info.Size()}, nil
}

type textReader struct{ *strings.Reader }

func (textReader) Close() error { return nil }

type diskReader struct {
	*os.File
	size int64
}

func (r diskReader) Size() int64 { return r.size }
