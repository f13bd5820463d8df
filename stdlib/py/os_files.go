package py

import (
	"crypto/sha256"
	"encoding/binary"
	"io/fs"
	"path"
	"syscall"
	"time"

	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/stdlib/native"
	"github.com/knead-build/knead/stdlib/posixpath"
)

type umaskKey struct{}

// umaskOf returns the thread's umask.
func umaskOf(t *pyvm.Thread) fs.FileMode {
	if m, ok := t.Local[umaskKey{}].(fs.FileMode); ok {
		return m
	}
	return 0o022
}

// onePath makes a function of one path that gives nothing.
func (m *osFuncs) onePath(name string, f func(t *pyvm.Thread, view *fsys.View, p pathArg) error) pyvm.Func {
	return func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		var v, dirFD pyvm.Value
		if err := pyvm.Unpack(t, name, args, kw, "path", &v, "dir_fd?", &dirFD); err != nil {
			return nil, err
		}
		p, err := osPath(t, name, "path", v)
		if err != nil {
			return nil, err
		}
		if p.s == "" {
			return nil, osError(syscall.ENOENT, p)
		}
		return pyvm.None, pathErr(f(t, files(m.e), p), p)
	}
}

// pathErr makes an exception of an error, unless it is one.
func pathErr(err error, p pathArg) error {
	if err == nil || pyvm.AsException(err) != nil {
		return err
	}
	exc := native.OSError(err, "x")
	if e := pyvm.AsException(exc); e != nil && len(e.Args.Items) == 3 {
		e.Args.Items[2] = p.value
		if p.value == nil {
			e.Args.Items[2] = p.make(p.s)
		}
	}
	return exc
}

// osError is the exception for an error number and a path.
func osError(n syscall.Errno, p pathArg) error {
	return pathErr(&fs.PathError{Op: "open", Path: p.s, Err: n}, p)
}

// twoPaths makes a function of two paths.
func (m *osFuncs) twoPaths(name, first, second string, f func(t *pyvm.Thread, view *fsys.View, a, b pathArg) error) pyvm.Func {
	return func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		var v [2]pyvm.Value
		var more [4]pyvm.Value
		if err := pyvm.Unpack(t, name, args, kw, first, &v[0], second, &v[1], "target_is_directory?", &more[0], "src_dir_fd?", &more[1],
			"dst_dir_fd?", &more[2], "follow_symlinks?", &more[3]); err != nil {
			return nil, err
		}
		var p [2]pathArg
		for i, param := range []string{first, second} {
			var err error
			if p[i], err = osPath(t, name, param, v[i]); err != nil {
				return nil, err
			}
		}
		err := f(t, files(m.e), p[0], p[1])
		if err != nil && pyvm.AsException(err) == nil {
			err = native.OSError(err, "x")
			if e := pyvm.AsException(err); e != nil && len(e.Args.Items) == 3 {
				e.Args.Items = append(e.Args.Items[:2:2], p[0].value, pyvm.None, p[1].value)
			}
		}
		return pyvm.None, err
	}
}

func (m *osFuncs) fileFuncs() map[string]pyvm.Func {
	remove := func(t *pyvm.Thread, view *fsys.View, p pathArg) error { return view.Remove(p.s, false) }
	return map[string]pyvm.Func{
		"getcwd": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			return pyvm.DecodeFS(files(m.e).Cwd()), nil
		},
		"getcwdb": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			return pyvm.Bytes(files(m.e).Cwd()), nil
		},
		"chdir":  m.onePath("chdir", func(t *pyvm.Thread, view *fsys.View, p pathArg) error { return view.Chdir(p.s) }),
		"remove": m.onePath("remove", remove),
		"unlink": m.onePath("unlink", remove),
		"rmdir":  m.onePath("rmdir", func(t *pyvm.Thread, view *fsys.View, p pathArg) error { return view.Remove(p.s, true) }),
		"mkdir": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			var v, dirFD pyvm.Value
			mode := 0o777
			if err := pyvm.Unpack(t, "mkdir", args, kw, "path", &v, "mode?", &mode, "dir_fd?", &dirFD); err != nil {
				return nil, err
			}
			p, err := osPath(t, "mkdir", "path", v)
			if err != nil {
				return nil, err
			}
			return pyvm.None, m.mkdir(t, p, mode)
		},
		"makedirs":   m.makeDirs,
		"removedirs": m.onePath("removedirs", removeDirs),
		"listdir": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			p, names, err := m.entries(t, "listdir", args, kw)
			if err != nil {
				return nil, err
			}
			return p.makeList(names), nil
		},
		"readlink": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			var v, dirFD pyvm.Value
			if err := pyvm.Unpack(t, "readlink", args, kw, "path", &v, "dir_fd?", &dirFD); err != nil {
				return nil, err
			}
			p, err := osPath(t, "readlink", "path", v)
			if err != nil {
				return nil, err
			}
			target, err := files(m.e).Readlink(p.s)
			if err != nil {
				return nil, pathErr(err, p)
			}
			return p.make(target), nil
		},
		"symlink": m.twoPaths("symlink", "src", "dst", func(t *pyvm.Thread, view *fsys.View, a, b pathArg) error { return view.Symlink(a.s, b.s) }),
		"link": m.twoPaths("link", "src", "dst", func(t *pyvm.Thread, view *fsys.View, a, b pathArg) error {
			if _, err := view.Lstat(b.s); err == nil {
				return &fs.PathError{Op: "link", Path: b.s, Err: syscall.EEXIST}
			}
			return copyFile(view, a.s, b.s)
		}),
		"rename":  m.twoPaths("rename", "src", "dst", rename),
		"replace": m.twoPaths("replace", "src", "dst", rename),
		"renames": m.twoPaths("renames", "old", "new", func(t *pyvm.Thread, view *fsys.View, a, b pathArg) error {
			if dir := path.Dir(b.s); dir != "." {
				if err := view.MkdirAll(dir, 0o777&^umaskOf(t)); err != nil {
					return err
				}
			}
			return rename(t, view, a, b)
		}),
		"chmod":  m.chmod,
		"lchmod": m.chmod,
		"chown":  m.pretend("chown"), "lchown": m.pretend("lchown"), "fchown": m.pretend("fchown"), "fchmod": m.pretend("fchmod"),
		"sync": m.pretend("sync"),
		"umask": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			var mask int
			if err := pyvm.Unpack(t, "umask", args, kw, "mask", &mask); err != nil {
				return nil, err
			}
			old := umaskOf(t)
			t.Local[umaskKey{}] = fs.FileMode(mask & 0o777)
			return pyvm.Int(old), nil
		},
		"utime":    m.utime,
		"truncate": m.truncate,
		"urandom":  random,
		"getrandom": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			return random(t, args[:min(len(args), 1)], nil)
		},
	}
}

// entries takes the path that listdir and scandir may have, and returns it and the names in the folder.
func (m *osFuncs) entries(t *pyvm.Thread, fn string, args []pyvm.Value, kw []pyvm.Kw) (pathArg, []string, error) {
	var v pyvm.Value = pyvm.None
	if err := pyvm.Unpack(t, fn, args, kw, "path?", &v); err != nil {
		return pathArg{}, nil, err
	}
	p, err := osPath(t, fn, "path", v, "integer", "None")
	if err != nil {
		return pathArg{}, nil, err
	}
	names, err := listDir(m.e, p)
	return p, names, err
}

func listDir(e *native.Env, p pathArg) ([]string, error) {
	view := files(e)
	fail := func(err error) ([]string, error) { return nil, pathErr(err, p) }
	if p.s == "" {
		return nil, osError(syscall.ENOENT, p)
	}
	info, err := view.Stat(p.s)
	if err != nil {
		return fail(err)
	}
	if !info.IsDir() {
		return nil, osError(syscall.ENOTDIR, p)
	}
	names, err := view.ReadDir(p.s)
	if err != nil {
		return fail(err)
	}
	return names, nil
}

func (m *osFuncs) mkdir(t *pyvm.Thread, p pathArg, mode int) error {
	if p.s == "" {
		return osError(syscall.ENOENT, p)
	}
	return pathErr(files(m.e).Mkdir(p.s, goMode(mode)&^umaskOf(t)), p)
}

// makeDirs is os.makedirs.
func (m *osFuncs) makeDirs(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	var v pyvm.Value
	mode := 0o777
	existOK := false
	if err := pyvm.Unpack(t, "makedirs", args, kw, "name", &v, "mode?", &mode, "exist_ok?", &existOK); err != nil {
		return nil, err
	}
	p, err := fsPath(t, v)
	if err != nil {
		return nil, err
	}
	return pyvm.None, m.makeAll(t, p, mode, existOK)
}

func (m *osFuncs) makeAll(t *pyvm.Thread, p pathArg, mode int, existOK bool) error {
	head, tail := posixpath.Split(p.s)
	if tail == "" {
		head, tail = posixpath.Split(head)
	}
	view := files(m.e)
	if head != "" && tail != "" && !view.Exists(head) {
		if err := m.makeAll(t, pathArg{s: head, bytes: p.bytes, fd: -1}, 0o777, existOK); err != nil && !pyvm.IsException(err, pyvm.FileExistsError) {
			return err
		}
		if tail == "." {
			return nil
		}
	}
	p.value = p.make(p.s)
	err := m.mkdir(t, p, mode)
	if err != nil && existOK && pyvm.IsException(err, pyvm.OSError) && view.IsDir(p.s) {
		return nil
	}
	return err
}

func removeDirs(t *pyvm.Thread, view *fsys.View, p pathArg) error {
	if err := view.Remove(p.s, true); err != nil {
		return err
	}
	head, tail := posixpath.Split(p.s)
	if tail == "" {
		head, tail = posixpath.Split(head)
	}
	for head != "" && tail != "" && view.Remove(head, true) == nil {
		head, tail = posixpath.Split(head)
	}
	return nil
}

// rename moves a file; a directory as a whole where it lies in memory.
func rename(t *pyvm.Thread, view *fsys.View, a, b pathArg) error {
	info, err := view.Lstat(a.s)
	if err != nil {
		return err
	}
	to, err := view.Lstat(b.s)
	exists := err == nil
	switch {
	case exists && to.IsDir() && !info.IsDir():
		return &fs.PathError{Op: "rename", Path: b.s, Err: syscall.EISDIR}
	case exists && !to.IsDir() && info.IsDir():
		return &fs.PathError{Op: "rename", Path: b.s, Err: syscall.ENOTDIR}
	case exists && view.Abs(a.s) == view.Abs(b.s):
		return nil
	}
	err = view.Rename(a.s, b.s)
	if err == nil || !info.IsDir() || fsys.Errno(err) != int(syscall.EXDEV) {
		return err
	}
	if exists {
		if err := view.Remove(b.s, true); err != nil {
			return err
		}
	}
	if err := copyTree(t, view, a.s, b.s); err != nil {
		return err
	}
	return removeTree(t, view, a.s)
}

func copyFile(view *fsys.View, from, to string) error {
	data, err := view.ReadFile(from)
	if err != nil {
		return err
	}
	info, err := view.Stat(from)
	if err != nil {
		return err
	}
	if err := view.WriteFile(to, data, info.Mode.Perm()); err != nil {
		return err
	}
	return view.Touch(to, info.Mode.Perm(), info.ModTime)
}

func copyTree(t *pyvm.Thread, view *fsys.View, from, to string) error {
	if err := t.Step(); err != nil {
		return err
	}
	info, err := view.Lstat(from)
	switch {
	case err != nil:
		return err
	case info.IsLink():
		target, err := view.Readlink(from)
		if err != nil {
			return err
		}
		return view.Symlink(target, to)
	case !info.IsDir():
		return copyFile(view, from, to)
	}
	if err := view.Mkdir(to, info.Mode.Perm()); err != nil {
		return err
	}
	names, err := view.ReadDir(from)
	if err != nil {
		return err
	}
	for _, n := range names {
		if err := copyTree(t, view, from+"/"+n, to+"/"+n); err != nil {
			return err
		}
	}
	return nil
}

func removeTree(t *pyvm.Thread, view *fsys.View, dir string) error {
	if err := t.Step(); err != nil {
		return err
	}
	info, err := view.Lstat(dir)
	if err != nil {
		return err
	}
	if !info.IsDir() {
		return view.Remove(dir, false)
	}
	names, err := view.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, n := range names {
		if err := removeTree(t, view, dir+"/"+n); err != nil {
			return err
		}
	}
	return view.Remove(dir, true)
}

func (m *osFuncs) chmod(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	var v, dirFD pyvm.Value
	var mode int
	follow := true
	if err := pyvm.Unpack(t, "chmod", args, kw, "path", &v, "mode", &mode, "dir_fd?", &dirFD, "follow_symlinks?", &follow); err != nil {
		return nil, err
	}
	p, err := osPath(t, "chmod", "path", v, "integer")
	if err != nil {
		return nil, err
	}
	if p.fd >= 0 {
		return pyvm.None, nil
	}
	return pyvm.None, pathErr(files(m.e).Touch(p.s, goMode(mode), time.Time{}), p)
}

// pretend makes a function that does nothing: owners and the like are of no meaning in memory.
func (m *osFuncs) pretend(name string) pyvm.Func {
	return func(*pyvm.Thread, []pyvm.Value, []pyvm.Kw) (pyvm.Value, error) { return pyvm.None, nil }
}

func (m *osFuncs) utime(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	var v, times, ns, dirFD pyvm.Value
	follow := true
	if err := pyvm.Unpack(t, "utime", args, kw, "path", &v, "times?", &times, "ns?", &ns, "dir_fd?", &dirFD, "follow_symlinks?", &follow); err != nil {
		return nil, err
	}
	p, err := osPath(t, "utime", "path", v, "integer")
	if err != nil {
		return nil, err
	}
	when := m.e.Host.Machine().Now()
	switch {
	case given(times) && given(ns):
		return nil, pyvm.Raise(pyvm.ValueError, "utime: you may specify either 'times' or 'ns' but not both")
	case given(times):
		var mtime float64
		if err := secondItem(t, times, &mtime); err != nil {
			return nil, err
		}
		when = time.Unix(0, int64(mtime*1e9))
	case given(ns):
		var mtime float64
		if err := secondItem(t, ns, &mtime); err != nil {
			return nil, err
		}
		when = time.Unix(0, int64(mtime))
	}
	if p.fd >= 0 {
		p.s, _ = openFileName(t, p.fd)
	}
	return pyvm.None, pathErr(files(m.e).Touch(p.s, 0, when), p)
}

// secondItem takes the second of a pair of numbers.
func secondItem(t *pyvm.Thread, v pyvm.Value, to *float64) error {
	pair, ok := pyvm.Unwrap(v).(*pyvm.Tuple)
	if !ok || len(pair.Items) != 2 {
		return pyvm.Raise(pyvm.TypeError, "utime: 'times' must be either a tuple of two ints or None")
	}
	return pyvm.Unpack(t, "utime", pair.Items[1:], nil, "mtime", to)
}

func (m *osFuncs) truncate(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	var v pyvm.Value
	var size int
	if err := pyvm.Unpack(t, "truncate", args, kw, "path", &v, "length", &size); err != nil {
		return nil, err
	}
	p, err := osPath(t, "truncate", "path", v, "integer")
	if err != nil {
		return nil, err
	}
	f := fileTableOf(t).files[p.fd]
	if p.fd < 0 {
		if f, err = open(t, m.e, p.s, openFlags{read: true, write: true}); err != nil {
			return nil, err
		}
		if err := f.truncate(t, max(size, 0)); err != nil {
			return nil, err
		}
		return pyvm.None, f.close(t)
	}
	if f == nil {
		return nil, badDescriptor()
	}
	return pyvm.None, f.truncate(t, max(size, 0))
}

type randomKey struct{}

// randomBytes returns bytes that look random and are the same in every run of the thread.
func randomBytes(t *pyvm.Thread, n int) string {
	count, _ := t.Local[randomKey{}].(uint64)
	var out []byte
	for len(out) < n {
		count++
		sum := sha256.Sum256(binary.BigEndian.AppendUint64([]byte("knead"), count))
		out = append(out, sum[:]...)
	}
	t.Local[randomKey{}] = count
	return string(out[:n])
}

// random is os.urandom.
func random(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	var n int
	if err := pyvm.Unpack(t, "urandom", args, kw, "size", &n); err != nil {
		return nil, err
	}
	if n < 0 {
		return nil, pyvm.Raise(pyvm.ValueError, "negative argument not allowed")
	}
	if err := t.Alloc(n); err != nil {
		return nil, err
	}
	if n > 1<<28 {
		return nil, pyvm.Raise(pyvm.OverflowError, "urandom of that many bytes is not supported")
	}
	return pyvm.Bytes(randomBytes(t, n)), nil
}

func badDescriptor() error {
	return &pyvm.Raised{Exc: pyvm.NewOSError(pyvm.Int(9), pyvm.Str("Bad file descriptor"))}
}
