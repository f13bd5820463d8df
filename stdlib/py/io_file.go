package py

import (
	"bytes"
	"io/fs"
	"strings"
	"syscall"

	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/host"
	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/stdlib/native"
)

// openFile is an open file: its whole content, a position, and what is to be written back. The file objects of Python are
// views of one.
type openFile struct {
	e     *native.Env
	path  string // "" of a file that is memory only
	fd    int
	data  []byte
	pos   int
	perm  fs.FileMode
	dirty bool

	readable, writable, appending bool

	closed bool
	sink   func(t *pyvm.Thread, data string) error // of a stream: where writes go
	onEnd  func(t *pyvm.Thread) error              // called when it is closed
}

// fileTable has the open files of a thread by number.
type fileTable struct {
	files map[int]*openFile
	next  int
	dirty []*openFile // with content that has not been written back
}

// files returns the host's files, after what was written to open ones has been written back: a file that nobody closes must
// not keep its content from those who look for it, as CPython closes it when it is forgotten.
func files(e *native.Env) *fsys.View {
	if table := fileTableOf(e.Thread); len(table.dirty) > 0 {
		list := table.dirty
		table.dirty = nil
		for _, f := range list {
			if err := f.flush(); err != nil {
				f.dirty = true // close says why
			}
		}
	}
	return e.Host.Files()
}

// Flush writes back what Python code has written to files that are still open.
func Flush(e *native.Env) { files(e) }

type fileTableKey struct{}

func fileTableOf(t *pyvm.Thread) *fileTable {
	table, ok := t.Local[fileTableKey{}].(*fileTable)
	if !ok {
		table = &fileTable{files: map[int]*openFile{}, next: 3}
		t.Local[fileTableKey{}] = table
	}
	return table
}

func (ft *fileTable) add(f *openFile) {
	f.fd = ft.next
	ft.files[f.fd] = f
	ft.next++
}

// openFileName returns the path of an open file.
func openFileName(t *pyvm.Thread, fd int) (string, bool) {
	if f := fileTableOf(t).files[fd]; f != nil {
		return f.path, true
	}
	return "/dev/null", 0 <= fd && fd <= 2
}

// openFlags are what open's mode or os.open's flags ask for.
type openFlags struct {
	read, write, append, create, exclusive, truncate bool
	perm                                             fs.FileMode
}

const devNull = "/dev/null"

// open opens a file of the view.
func open(t *pyvm.Thread, e *native.Env, path string, o openFlags) (*openFile, error) {
	f := &openFile{e: e, path: path, readable: o.read, writable: o.write, appending: o.append, perm: o.perm &^ umaskOf(t)}
	fail := func(errno syscall.Errno) error {
		return native.OSError(&fs.PathError{Op: "open", Path: path, Err: errno}, string(pyvm.DecodeFS(path)))
	}
	if path == devNull {
		f.sink = func(*pyvm.Thread, string) error { return nil }
		fileTableOf(t).add(f)
		return f, nil
	}
	view := files(e)
	info, err := view.Stat(path)
	switch {
	case err == nil && o.exclusive && o.create:
		return nil, fail(syscall.EEXIST)
	case err == nil && info.IsDir():
		return nil, fail(syscall.EISDIR)
	case err != nil && (!o.create || !fsys.IsNotExist(err)):
		return nil, fail(syscall.Errno(fsys.Errno(err)))
	case err != nil && strings.HasSuffix(path, "/"):
		return nil, fail(syscall.EISDIR)
	case err == nil && o.read && !view.Access(path, fsys.AccessRead), err == nil && o.write && !view.Access(path, fsys.AccessWrite):
		return nil, fail(syscall.EACCES)
	}
	if err != nil || o.truncate {
		if err := view.WriteFile(path, "", f.perm); err != nil {
			return nil, native.OSError(err, string(pyvm.DecodeFS(path)))
		}
	} else {
		if e.Host.Private(path) {
			e.Host.Log(host.Warn, path+": the metadata reads a file in the home directory, outside of the layers and the build directory")
		}
		data, err := view.ReadFile(path)
		if err != nil {
			return nil, native.OSError(err, string(pyvm.DecodeFS(path)))
		}
		if err := t.Alloc(len(data)); err != nil {
			return nil, err
		}
		f.data = []byte(data)
	}
	if o.append {
		f.pos = len(f.data)
	}
	fileTableOf(t).add(f)
	return f, nil
}

// read takes up to n bytes, all that are left where n is negative.
func (f *openFile) read(n int) string {
	if f.pos >= len(f.data) {
		return ""
	}
	end := len(f.data)
	if n >= 0 && n < end-f.pos {
		end = f.pos + n
	}
	s := string(f.data[f.pos:end])
	f.pos = end
	return s
}

// line takes bytes up to the next newline.
func (f *openFile) line(limit int) string {
	rest := f.data[min(f.pos, len(f.data)):]
	n := len(rest)
	if i := bytes.IndexByte(rest, '\n'); i >= 0 {
		n = i + 1
	}
	if limit >= 0 {
		n = min(n, limit)
	}
	return f.read(n)
}

// write puts bytes at the position.
func (f *openFile) write(t *pyvm.Thread, data string) error {
	if f.sink != nil {
		return f.sink(t, data)
	}
	if f.appending {
		f.pos = len(f.data)
	}
	if err := t.Alloc(len(data)); err != nil {
		return err
	}
	if gap := f.pos - len(f.data); gap > 0 {
		if err := t.Alloc(gap); err != nil {
			return err
		}
		f.data = append(f.data, make([]byte, gap)...)
	}
	n := copy(f.data[f.pos:], data)
	f.data = append(f.data, data[n:]...)
	f.pos += len(data)
	if len(data) > 0 {
		f.touch()
	}
	return nil
}

func (f *openFile) truncate(t *pyvm.Thread, size int) error {
	if grow := size - len(f.data); grow > 0 {
		if err := t.Alloc(grow); err != nil {
			return err
		}
		f.data = append(f.data, make([]byte, grow)...)
	} else {
		f.data = f.data[:size]
	}
	f.touch()
	return nil
}

// touch notes that the content has changed.
func (f *openFile) touch() {
	if f.dirty || f.path == "" {
		return
	}
	f.dirty = true
	table := fileTableOf(f.e.Thread)
	table.dirty = append(table.dirty, f)
}

// flush writes the content back.
func (f *openFile) flush() error {
	if !f.dirty || f.path == "" {
		return nil
	}
	f.dirty = false
	return native.OSError(f.e.Host.Files().WriteFile(f.path, string(f.data), f.perm), string(pyvm.DecodeFS(f.path)))
}

// close writes the content back and forgets the file.
func (f *openFile) close(t *pyvm.Thread) error {
	if f.closed {
		return nil
	}
	err := f.flush()
	f.closed = true
	delete(fileTableOf(t).files, f.fd)
	if f.onEnd != nil && err == nil {
		err = f.onEnd(t)
	}
	return err
}

// seek sets the position.
func (f *openFile) seek(offset, whence int) (int, error) {
	pos := offset
	switch whence {
	case 0:
		if offset < 0 {
			return 0, &pyvm.Raised{Exc: pyvm.NewOSError(pyvm.Int(22), pyvm.Str("Invalid argument"))}
		}
	case 1:
		pos += f.pos
	case 2:
		pos += len(f.data)
	default:
		return 0, pyvm.Raise(pyvm.ValueError, "whence value %d unsupported", whence)
	}
	if pos < 0 {
		return 0, &pyvm.Raised{Exc: pyvm.NewOSError(pyvm.Int(22), pyvm.Str("Invalid argument"))}
	}
	f.pos = pos
	return pos, nil
}
