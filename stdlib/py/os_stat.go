package py

import (
	"io/fs"
	"strings"
	"syscall"
	"time"

	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/stdlib/native"
)

var statResult = &structSpec{module: "os", name: "stat_result", fields: []string{"st_mode", "st_ino", "st_dev", "st_nlink", "st_uid",
	"st_gid", "st_size", "st_atime", "st_mtime", "st_ctime"}, hidden: statHidden}

// unixMode returns st_mode.
func unixMode(m fs.FileMode) int {
	mode := int(m.Perm())
	switch {
	case m&fs.ModeDir != 0:
		mode |= 0o040000
	case m&fs.ModeSymlink != 0:
		mode |= 0o120000
	case m&fs.ModeNamedPipe != 0:
		mode |= 0o010000
	case m&fs.ModeSocket != 0:
		mode |= 0o140000
	case m&fs.ModeCharDevice != 0:
		mode |= 0o020000
	case m&fs.ModeDevice != 0:
		mode |= 0o060000
	default:
		mode |= 0o100000
	}
	for _, b := range specialModes {
		if m&b.bit != 0 {
			mode |= b.n
		}
	}
	return mode
}

// specialModes are the bits besides the permissions that chmod knows.
var specialModes = []struct {
	bit fs.FileMode
	n   int
}{{fs.ModeSetuid, 0o4000}, {fs.ModeSetgid, 0o2000}, {fs.ModeSticky, 0o1000}}

// goMode returns the permission bits of chmod's argument.
func goMode(n int) fs.FileMode {
	m := fs.FileMode(n & 0o777)
	for _, b := range specialModes {
		if n&b.n != 0 {
			m |= b.bit
		}
	}
	return m
}

func seconds(t time.Time) pyvm.Value { return pyvm.Float(float64(t.UnixNano()) / 1e9) }

// newStat returns an os.stat_result. Files have one time only.
func newStat(t *pyvm.Thread, i *fsys.Info) (pyvm.Value, error) {
	sec := pyvm.Int(i.ModTime.Unix())
	return newStruct(t, statResult, pyvm.Int(unixMode(i.Mode)), pyvm.Int(i.Ino), pyvm.Int(i.Dev), pyvm.Int(i.Nlink), pyvm.Int(i.UID),
		pyvm.Int(i.GID), pyvm.Int(i.Size), sec, sec, sec, pyvm.Int(i.ModTime.UnixNano()))
}

// statHidden are the attributes of stat results that are not among the ten items: times as numbers of either kind, made of the
// nanoseconds behind the items, and what files have on a disk.
func statHidden() map[string]pyvm.Value {
	attrs := map[string]pyvm.Value{}
	add := func(name string, item int, f func(n int64) pyvm.Value) {
		attrs[name] = property(func(t *pyvm.Thread, self pyvm.Value) (pyvm.Value, error) {
			if n, ok := hiddenItem(self, item).(pyvm.Int); ok {
				return f(int64(n)), nil
			}
			return pyvm.None, nil
		})
	}
	for _, name := range []string{"st_atime", "st_mtime", "st_ctime"} {
		add(name, 10, func(n int64) pyvm.Value { return pyvm.Float(float64(n) / 1e9) })
		add(name+"_ns", 10, func(n int64) pyvm.Value { return pyvm.Int(n) })
	}
	add("st_blksize", 6, func(int64) pyvm.Value { return pyvm.Int(4096) })
	add("st_blocks", 6, func(n int64) pyvm.Value { return pyvm.Int((n + 511) / 512) })
	add("st_rdev", 6, func(int64) pyvm.Value { return pyvm.Int(0) })
	return attrs
}

// lstat looks at a path without following a link at its end, unless the path ends in a slash.
func lstat(view *fsys.View, path string) (*fsys.Info, error) {
	if strings.HasSuffix(path, "/") {
		return view.Stat(path)
	}
	return view.Lstat(path)
}

// lookAt stats a path argument.
func lookAt(e *native.Env, t *pyvm.Thread, p pathArg, follow bool) (*fsys.Info, error) {
	view := files(e)
	if p.fd >= 0 {
		f := fileTableOf(t).files[p.fd]
		switch {
		case f == nil && p.fd <= 2:
			return &fsys.Info{Mode: fs.ModeCharDevice | 0o620, Nlink: 1}, nil
		case f == nil:
			return nil, &pyvm.Raised{Exc: pyvm.NewOSError(pyvm.Int(9), pyvm.Str("Bad file descriptor"), pyvm.Int(p.fd))}
		}
		if err := f.flush(); err != nil {
			return nil, err
		}
		p.s, follow = f.path, true
	}
	look := view.Stat
	if !follow {
		look = func(path string) (*fsys.Info, error) { return lstat(view, path) }
	}
	var info *fsys.Info
	err := error(&fs.PathError{Op: "stat", Path: p.s, Err: syscall.ENOENT})
	if p.s != "" {
		info, err = look(p.s)
	}
	if err != nil {
		return nil, pathErr(err, p)
	}
	return info, nil
}

// statArg stats an argument.
func statArg(t *pyvm.Thread, e *native.Env, fn string, v pyvm.Value, follow bool) (*fsys.Info, error) {
	p, err := osPath(t, fn, "path", v, "integer")
	if err != nil {
		return nil, err
	}
	return lookAt(e, t, p, follow)
}

func (m *osFuncs) statFuncs() map[string]pyvm.Func {
	return map[string]pyvm.Func{
		"stat": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			var path, dirFD pyvm.Value
			follow := true
			if err := pyvm.Unpack(t, "stat", args, kw, "path", &path, "dir_fd?", &dirFD, "follow_symlinks?", &follow); err != nil {
				return nil, err
			}
			info, err := statArg(t, m.e, "stat", path, follow)
			if err != nil {
				return nil, err
			}
			return newStat(t, info)
		},
		"lstat": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			var path, dirFD pyvm.Value
			if err := pyvm.Unpack(t, "lstat", args, kw, "path", &path, "dir_fd?", &dirFD); err != nil {
				return nil, err
			}
			p, err := osPath(t, "lstat", "path", path)
			if err != nil {
				return nil, err
			}
			info, err := lookAt(m.e, t, p, false)
			if err != nil {
				return nil, err
			}
			return newStat(t, info)
		},
		"fstat": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			var fd int
			if err := pyvm.Unpack(t, "fstat", args, kw, "fd", &fd); err != nil {
				return nil, err
			}
			info, err := lookAt(m.e, t, pathArg{fd: fd}, true)
			if err != nil {
				return nil, err
			}
			return newStat(t, info)
		},
		"access": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			var path, dirFD pyvm.Value
			mode := 0
			effective, follow := false, true
			if err := pyvm.Unpack(t, "access", args, kw, "path", &path, "mode", &mode, "dir_fd?", &dirFD, "effective_ids?", &effective, "follow_symlinks?", &follow); err != nil {
				return nil, err
			}
			p, err := osPath(t, "access", "path", path)
			if err != nil {
				return nil, err
			}
			return pyvm.Bool(p.s != "" && files(m.e).Access(p.s, mode)), nil
		},
		"statvfs":  m.statvfs,
		"fstatvfs": m.statvfs,
	}
}

// statvfs tells of a roomy file system: what there really is changes from run to run.
func (m *osFuncs) statvfs(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	var path pyvm.Value
	if err := pyvm.Unpack(t, "statvfs", args, kw, "path", &path); err != nil {
		return nil, err
	}
	if _, err := statArg(t, m.e, "statvfs", path, true); err != nil {
		return nil, err
	}
	const blocks, files = 1 << 30, 1 << 28
	return newStruct(t, statvfsResult, pyvm.Int(4096), pyvm.Int(4096), pyvm.Int(blocks), pyvm.Int(blocks/2), pyvm.Int(blocks/2),
		pyvm.Int(files), pyvm.Int(files/2), pyvm.Int(files/2), pyvm.Int(4096), pyvm.Int(255))
}
