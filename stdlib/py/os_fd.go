package py

import (
	"github.com/knead-build/knead/eval/pyvm"
)

// descriptorFuncs are the functions on numbers of open files.
func (m *osFuncs) descriptorFuncs() map[string]pyvm.Func {
	out := map[string]pyvm.Func{
		"open": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			var v, dirFD pyvm.Value
			flags, mode := 0, 0o777
			if err := pyvm.Unpack(t, "open", args, kw, "path", &v, "flags", &flags, "mode?", &mode, "dir_fd?", &dirFD); err != nil {
				return nil, err
			}
			p, err := osPath(t, "open", "path", v)
			if err != nil {
				return nil, err
			}
			o := openFlags{read: flags&3 != 1, write: flags&3 != 0, create: flags&0o100 != 0, exclusive: flags&0o200 != 0,
				truncate: flags&0o1000 != 0, append: flags&0o2000 != 0, perm: goMode(mode)}
			if info, err := files(m.e).Stat(p.s); err == nil && info.IsDir() && !o.write {
				f := &openFile{e: m.e, path: p.s}
				fileTableOf(t).add(f)
				return pyvm.Int(f.fd), nil
			}
			f, err := open(t, m.e, p.s, o)
			if err != nil {
				return nil, err
			}
			return pyvm.Int(f.fd), nil
		},
		"fdopen": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			if len(args) > 0 {
				if _, ok, err := pyvm.AsIndex(t, args[0]); !ok || err != nil {
					return nil, pyvm.Raise(pyvm.TypeError, "invalid fd type (%s, expected integer)", args[0].Type().Name())
				}
			}
			return builtinOpen(t, args, kw)
		},
		"close": m.descriptor("close", func(t *pyvm.Thread, f *openFile, args []pyvm.Value) (pyvm.Value, error) {
			return pyvm.None, f.close(t)
		}),
		"read": m.descriptor("read", func(t *pyvm.Thread, f *openFile, args []pyvm.Value) (pyvm.Value, error) {
			var n int
			if err := pyvm.Unpack(t, "read", args, nil, "length", &n); err != nil {
				return nil, err
			}
			return pyvm.Bytes(f.read(max(n, 0))), nil
		}),
		"write": m.descriptor("write", func(t *pyvm.Thread, f *openFile, args []pyvm.Value) (pyvm.Value, error) {
			var v pyvm.Value
			if err := pyvm.Unpack(t, "write", args, nil, "data", &v); err != nil {
				return nil, err
			}
			s, err := bytesOf(v)
			if err != nil {
				return nil, err
			}
			if err := f.write(t, s); err != nil {
				return nil, err
			}
			return pyvm.Int(len(s)), f.flush()
		}),
		"lseek": m.descriptor("lseek", func(t *pyvm.Thread, f *openFile, args []pyvm.Value) (pyvm.Value, error) {
			var pos, how int
			if err := pyvm.Unpack(t, "lseek", args, nil, "position", &pos, "how", &how); err != nil {
				return nil, err
			}
			n, err := f.seek(pos, how)
			return pyvm.Int(n), err
		}),
		"ftruncate": m.descriptor("ftruncate", func(t *pyvm.Thread, f *openFile, args []pyvm.Value) (pyvm.Value, error) {
			var n int
			if err := pyvm.Unpack(t, "ftruncate", args, nil, "length", &n); err != nil {
				return nil, err
			}
			return pyvm.None, f.truncate(t, max(n, 0))
		}),
		"fsync": m.descriptor("fsync", flushFile), "fdatasync": m.descriptor("fdatasync", flushFile),
		"dup": m.descriptor("dup", func(t *pyvm.Thread, f *openFile, args []pyvm.Value) (pyvm.Value, error) {
			table := fileTableOf(t)
			table.files[table.next] = f
			table.next++
			return pyvm.Int(table.next - 1), nil
		}),
		"isatty":          func(*pyvm.Thread, []pyvm.Value, []pyvm.Kw) (pyvm.Value, error) { return pyvm.False, nil },
		"set_inheritable": m.pretend("set_inheritable"), "set_blocking": m.pretend("set_blocking"),
		"get_inheritable": func(*pyvm.Thread, []pyvm.Value, []pyvm.Kw) (pyvm.Value, error) { return pyvm.False, nil },
		"lockf":           m.pretend("lockf"), "posix_fadvise": m.pretend("posix_fadvise"), "posix_fallocate": m.pretend("posix_fallocate"),
		"closerange": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			var low, high int
			if err := pyvm.Unpack(t, "closerange", args, kw, "fd_low", &low, "fd_high", &high); err != nil {
				return nil, err
			}
			for fd, f := range fileTableOf(t).files {
				if low <= fd && fd < high {
					if err := f.close(t); err != nil {
						return nil, err
					}
				}
			}
			return pyvm.None, nil
		},
	}
	addRefused(out, m.e, "os", "pipe pipe2 dup2 sendfile memfd_create eventfd tcsetpgrp")
	return out
}

func flushFile(t *pyvm.Thread, f *openFile, args []pyvm.Value) (pyvm.Value, error) {
	return pyvm.None, f.flush()
}

// descriptor makes a function whose first argument is the number of an open file (or has a fileno method).
func (m *osFuncs) descriptor(name string, f func(t *pyvm.Thread, f *openFile, args []pyvm.Value) (pyvm.Value, error)) pyvm.Func {
	return func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		if len(args) == 0 {
			var fd int
			return nil, pyvm.Unpack(t, name, args, kw, "fd", &fd)
		}
		for _, k := range kw {
			args = append(args[:len(args):len(args)], k.Value)
		}
		fd, ok, err := pyvm.AsIndex(t, args[0])
		if err == nil && !ok {
			var v pyvm.Value
			if v, err = pyvm.CallMethod(t, args[0], "fileno"); err == nil {
				fd, _, err = pyvm.AsIndex(t, v)
			}
		}
		if err != nil {
			return nil, err
		}
		file := fileTableOf(t).files[fd]
		if file == nil {
			if s := standardStream(t, fd); s != nil {
				file = s.f
			} else {
				return nil, badDescriptor()
			}
		}
		return f(t, file, args[1:])
	}
}
