package py

import (
	"sort"
	"strings"

	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/stdlib/native"
)

// osModule is Python's os. Files are those of the host's view; what would start processes or change the system is refused.
var osModule = native.Module{Name: "os", Make: makeOS}

func makeOS(e *native.Env) native.Attrs {
	m := &osFuncs{e: e}
	attrs := native.Attrs{
		"name": pyvm.Str("posix"), "sep": pyvm.Str("/"), "altsep": pyvm.None, "extsep": pyvm.Str("."), "pathsep": pyvm.Str(":"),
		"linesep": pyvm.Str("\n"), "curdir": pyvm.Str("."), "pardir": pyvm.Str(".."), "devnull": pyvm.Str(devNull),
		"defpath": pyvm.Str("/bin:/usr/bin"), "supports_bytes_environ": pyvm.True,
		"error":          pyvm.OSError,
		"environ":        environOf(e),
		"stat_result":    mustType(e, statResult),
		"statvfs_result": mustType(e, statvfsResult),
		"uname_result":   mustType(e, unameResult),
		"terminal_size":  mustType(e, terminalSize),
		"times_result":   mustType(e, timesResult),
		"sched_param":    mustType(e, schedParam),
		"DirEntry":       dirEntryType,
		"PathLike":       pathLike(e.Thread),
		"get_exec_path":  pyvm.NewBuiltin("get_exec_path", m.execPath),
		"strerror":       pyvm.NewBuiltin("strerror", strError),
		"get_terminal_size": pyvm.NewBuiltin("get_terminal_size", func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			return newStruct(t, terminalSize, pyvm.Int(80), pyvm.Int(24))
		}),
	}
	if path, err := e.Thread.Import("os.path"); err == nil {
		attrs["path"] = path
	} else {
		attrs["path"] = pyvm.NewModule("posixpath", makePosixPath(e))
	}
	for name, n := range osConstants {
		attrs[name] = pyvm.Int(n)
	}
	for _, name := range []string{"supports_dir_fd", "supports_effective_ids", "supports_fd", "supports_follow_symlinks"} {
		if s, err := pyvm.NewSet(e.Thread); err == nil {
			attrs[name] = s
		}
	}
	attrs.Funcs(m.fileFuncs()).Funcs(m.statFuncs()).Funcs(m.processFuncs()).Funcs(m.environFuncs()).Funcs(m.descriptorFuncs()).Funcs(m.walkFuncs())
	return attrs
}

// osFuncs has the functions of module os that need the host.
type osFuncs struct{ e *native.Env }

// osConstants are those of Linux.
var osConstants = map[string]int{
	"F_OK": 0, "X_OK": 1, "W_OK": 2, "R_OK": 4, "SEEK_SET": 0, "SEEK_CUR": 1, "SEEK_END": 2, "SEEK_DATA": 3, "SEEK_HOLE": 4,
	"O_RDONLY": 0, "O_WRONLY": 1, "O_RDWR": 2, "O_ACCMODE": 3, "O_CREAT": 0o100, "O_EXCL": 0o200, "O_NOCTTY": 0o400, "O_TRUNC": 0o1000,
	"O_APPEND": 0o2000, "O_NONBLOCK": 0o4000, "O_NDELAY": 0o4000, "O_DSYNC": 0o10000, "O_ASYNC": 0o20000, "O_DIRECT": 0o40000,
	"O_LARGEFILE": 0, "O_DIRECTORY": 0o200000, "O_NOFOLLOW": 0o400000, "O_NOATIME": 0o1000000, "O_CLOEXEC": 0o2000000,
	"O_SYNC": 0o4010000, "O_RSYNC": 0o4010000, "O_PATH": 0o10000000, "O_TMPFILE": 0o20200000,
	"EX_OK": 0, "EX_USAGE": 64, "EX_DATAERR": 65, "EX_NOINPUT": 66, "EX_NOUSER": 67, "EX_NOHOST": 68, "EX_UNAVAILABLE": 69,
	"EX_SOFTWARE": 70, "EX_OSERR": 71, "EX_OSFILE": 72, "EX_CANTCREAT": 73, "EX_IOERR": 74, "EX_TEMPFAIL": 75, "EX_PROTOCOL": 76,
	"EX_NOPERM": 77, "EX_CONFIG": 78, "NGROUPS_MAX": 65536, "P_NOWAIT": 1, "P_NOWAITO": 1, "P_WAIT": 0, "P_ALL": 0, "P_PID": 1,
	"P_PGID": 2, "P_PIDFD": 3, "PRIO_PROCESS": 0, "PRIO_PGRP": 1, "PRIO_USER": 2, "WNOHANG": 1, "WUNTRACED": 2, "WCONTINUED": 8,
	"WEXITED": 4, "WSTOPPED": 2, "WNOWAIT": 0x1000000, "F_LOCK": 1, "F_TLOCK": 2, "F_ULOCK": 0, "F_TEST": 3,
	"ST_RDONLY": 1, "ST_NOSUID": 2, "ST_NODEV": 4, "ST_NOEXEC": 8, "ST_SYNCHRONOUS": 16, "ST_MANDLOCK": 64, "ST_WRITE": 128,
	"ST_APPEND": 256, "ST_NOATIME": 1024, "ST_NODIRATIME": 2048, "ST_RELATIME": 4096,
	"SCHED_OTHER": 0, "SCHED_FIFO": 1, "SCHED_RR": 2, "SCHED_BATCH": 3, "SCHED_IDLE": 5, "SCHED_RESET_ON_FORK": 0x40000000,
	"RTLD_LAZY": 1, "RTLD_NOW": 2, "RTLD_NOLOAD": 4, "RTLD_DEEPBIND": 8, "RTLD_GLOBAL": 256, "RTLD_LOCAL": 0, "RTLD_NODELETE": 4096,
	"POSIX_FADV_NORMAL": 0, "POSIX_FADV_RANDOM": 1, "POSIX_FADV_SEQUENTIAL": 2, "POSIX_FADV_WILLNEED": 3, "POSIX_FADV_DONTNEED": 4,
	"POSIX_FADV_NOREUSE": 5, "GRND_NONBLOCK": 1, "GRND_RANDOM": 2, "XATTR_CREATE": 1, "XATTR_REPLACE": 2, "XATTR_SIZE_MAX": 65536,
	"CLD_EXITED": 1, "CLD_KILLED": 2, "CLD_DUMPED": 3, "CLD_TRAPPED": 4, "CLD_STOPPED": 5, "CLD_CONTINUED": 6, "TMP_MAX": 238328,
}

var (
	unameResult   = &structSpec{module: "posix", name: "uname_result", fields: []string{"sysname", "nodename", "release", "version", "machine"}}
	terminalSize  = &structSpec{module: "os", name: "terminal_size", fields: []string{"columns", "lines"}}
	timesResult   = &structSpec{module: "posix", name: "times_result", fields: []string{"user", "system", "children_user", "children_system", "elapsed"}}
	schedParam    = &structSpec{module: "posix", name: "sched_param", fields: []string{"sched_priority"}}
	statvfsResult = &structSpec{module: "os", name: "statvfs_result", fields: []string{"f_bsize", "f_frsize", "f_blocks", "f_bfree", "f_bavail", "f_files", "f_ffree", "f_favail", "f_flag", "f_namemax"}}
)

// pathLike returns os.PathLike: what has __fspath__ is an instance.
func pathLike(t *pyvm.Thread) pyvm.Value {
	hook := func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		if len(args) == 2 {
			if sub, ok := args[1].(*pyvm.Type); ok && pyvm.HasMethods(sub, "__fspath__") {
				return pyvm.True, nil
			}
		}
		return pyvm.NotImplemented, nil
	}
	ty, err := makeClass(t, classSpec{name: "PathLike", module: "os", meta: pyvm.ABCMetaType, attrs: map[string]pyvm.Value{
		"__subclasshook__": &pyvm.ClassMethod{Func: &method{pyvm.NewBuiltin("__subclasshook__", hook)}},
	}})
	if err != nil {
		return pyvm.ObjectType
	}
	return ty
}

func strError(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	var n int
	if err := pyvm.Unpack(t, "strerror", args, kw, "code", &n); err != nil {
		return nil, err
	}
	return pyvm.Str(errnoText(n)), nil
}

// environ is what os.environ begins with, and the key of the thread's mapping.
type environKey struct{}

// environOf returns the thread's os.environ, a dictionary that takes strings only.
func environOf(e *native.Env) pyvm.Value {
	t := e.Thread
	if v, ok := t.Local[environKey{}].(pyvm.Value); ok {
		return v
	}
	d := pyvm.NewDict(0)
	env := e.Host.Environ()
	names := make([]string, 0, len(env))
	for name := range env {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		d.SetStr(string(pyvm.DecodeFS(name)), pyvm.DecodeFS(env[name]))
	}
	ty, err := makeClass(t, classSpec{name: "_Environ", module: "os", base: pyvm.DictType, methods: environMethods})
	if err != nil {
		return d
	}
	v, err := pyvm.WrapNative(t, ty, d, nil, nil)
	if err != nil {
		return d
	}
	t.Local[environKey{}] = v
	return v
}

// environDict returns the variables of the thread's os.environ.
func environDict(e *native.Env) *pyvm.Dict {
	d, _ := pyvm.Unwrap(environOf(e)).(*pyvm.Dict)
	return d
}

// environValue returns a variable of os.environ.
func environValue(e *native.Env, name string) (string, bool) {
	v, ok := environDict(e).GetStr(name).(pyvm.Str)
	if !ok {
		return "", false
	}
	s, err := pyvm.EncodeFS(v)
	return s, err == nil
}

// environMap returns os.environ for a process.
func environMap(e *native.Env) map[string]string {
	out := map[string]string{}
	environDict(e).All(func(k, v pyvm.Value) bool {
		name, ok := k.(pyvm.Str)
		value, ok2 := v.(pyvm.Str)
		if ok && ok2 {
			n, err := pyvm.EncodeFS(name)
			x, err2 := pyvm.EncodeFS(value)
			if err == nil && err2 == nil {
				out[n] = x
			}
		}
		return true
	})
	return out
}

func checkEnviron(values ...pyvm.Value) error {
	for _, v := range values {
		s, ok := pyvm.Unwrap(v).(pyvm.Str)
		if !ok {
			return pyvm.Raise(pyvm.TypeError, "str expected, not %s", v.Type().Name())
		}
		if strings.IndexByte(string(s), 0) >= 0 {
			return pyvm.Raise(pyvm.ValueError, "embedded null byte")
		}
	}
	return nil
}

var environMethods = map[string]pyvm.Func{
	"__setitem__": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		d, rest, err := pyvm.Self[*pyvm.Dict]("__setitem__", args)
		if err == nil {
			err = checkEnviron(rest...)
		}
		if err != nil {
			return nil, err
		}
		return pyvm.None, d.Set(t, pyvm.Unwrap(rest[0]), pyvm.Unwrap(rest[1]))
	},
	"__getitem__": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		d, rest, err := pyvm.Self[*pyvm.Dict]("__getitem__", args)
		if err == nil {
			err = checkEnviron(rest...)
		}
		if err != nil {
			return nil, err
		}
		v, err := d.Get(t, rest[0])
		if v == nil && err == nil {
			err = &pyvm.Raised{Exc: pyvm.NewException(pyvm.KeyError, rest[0])}
		}
		return v, err
	},
	"setdefault": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		d, rest, err := pyvm.Self[*pyvm.Dict]("setdefault", args)
		if err != nil {
			return nil, err
		}
		var key, value pyvm.Value
		if err := pyvm.Unpack(t, "setdefault", rest, kw, "key", &key, "value", &value); err != nil {
			return nil, err
		}
		if v, err := d.Get(t, key); v != nil || err != nil {
			return v, err
		}
		if err := checkEnviron(key, value); err != nil {
			return nil, err
		}
		return value, d.Set(t, key, value)
	},
	"update": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		d, rest, err := pyvm.Self[*pyvm.Dict]("update", args)
		if err != nil {
			return nil, err
		}
		add := pyvm.NewDict(len(kw))
		if len(rest) > 0 {
			if err := add.UpdateFrom(t, rest[0]); err != nil {
				return nil, err
			}
		}
		for _, k := range kw {
			add.SetStr(k.Name, k.Value)
		}
		add.All(func(k, v pyvm.Value) bool {
			if err = checkEnviron(k, v); err == nil {
				err = d.Set(t, k, v)
			}
			return err == nil
		})
		return pyvm.None, err
	},
	"copy": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		d, _, err := pyvm.Self[*pyvm.Dict]("copy", args)
		if err != nil {
			return nil, err
		}
		return d.Copy(), nil
	},
	"__repr__": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		d, _, err := pyvm.Self[*pyvm.Dict]("__repr__", args)
		if err != nil {
			return nil, err
		}
		s, err := pyvm.Repr(t, d)
		return pyvm.Str("environ(" + s + ")"), err
	},
}

func (m *osFuncs) environFuncs() map[string]pyvm.Func {
	return map[string]pyvm.Func{
		"getenv": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			var key, def pyvm.Value = nil, pyvm.None
			if err := pyvm.Unpack(t, "getenv", args, kw, "key", &key, "default?", &def); err != nil {
				return nil, err
			}
			if err := checkEnviron(key); err != nil {
				return nil, err
			}
			if v, err := environDict(m.e).Get(t, key); v != nil || err != nil {
				return v, err
			}
			return def, nil
		},
		"getenvb": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			var key pyvm.Bytes
			var def pyvm.Value = pyvm.None
			if err := pyvm.Unpack(t, "getenvb", args, kw, "key", &key, "default?", &def); err != nil {
				return nil, err
			}
			if s, ok := environValue(m.e, string(pyvm.DecodeFS(string(key)))); ok {
				return pyvm.Bytes(s), nil
			}
			return def, nil
		},
		"putenv": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			var key, value string
			return pyvm.None, pyvm.Unpack(t, "putenv", args, kw, "name", &key, "value", &value)
		},
		"unsetenv": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			var key string
			return pyvm.None, pyvm.Unpack(t, "unsetenv", args, kw, "name", &key)
		},
		"fspath": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			var v pyvm.Value
			if err := pyvm.Unpack(t, "fspath", args, kw, "path", &v); err != nil {
				return nil, err
			}
			switch pyvm.Unwrap(v).(type) {
			case pyvm.Str, pyvm.Bytes:
				return v, nil
			}
			p, err := fsPath(t, v)
			return pathOr(p), err
		},
		"fsencode": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			var v pyvm.Value
			if err := pyvm.Unpack(t, "fsencode", args, kw, "filename", &v); err != nil {
				return nil, err
			}
			p, err := fsPath(t, v)
			return pyvm.Bytes(p.s), err
		},
		"fsdecode": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			var v pyvm.Value
			if err := pyvm.Unpack(t, "fsdecode", args, kw, "filename", &v); err != nil {
				return nil, err
			}
			p, err := fsPath(t, v)
			return pyvm.DecodeFS(p.s), err
		},
	}
}

// execPath is os.get_exec_path.
func (m *osFuncs) execPath(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	var env pyvm.Value
	if err := pyvm.Unpack(t, "get_exec_path", args, kw, "env?", &env); err != nil {
		return nil, err
	}
	path, found := environValue(m.e, "PATH")
	if d, ok := pyvm.Unwrap(env).(*pyvm.Dict); ok {
		s, has := d.GetStr("PATH").(pyvm.Str)
		path, found = string(s), has
	}
	if !found {
		path = "/bin:/usr/bin"
	}
	return pyvm.NewList(pyvm.Strings(strings.Split(path, ":"))...), nil
}
