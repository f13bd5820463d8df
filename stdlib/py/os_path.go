package py

import (
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/stdlib/native"
	"github.com/knead-build/knead/stdlib/posixpath"
)

// osPathModule is os.path, posixPathModule the same under its own name.
var (
	osPathModule    = native.Module{Name: "os.path", Make: makePosixPath}
	posixPathModule = native.Module{Name: "posixpath", Make: func(e *native.Env) native.Attrs {
		if m, err := e.Thread.Import("os.path"); err == nil {
			e.Thread.Modules.SetStr("posixpath", m)
		}
		return nil
	}}
)

func makePosixPath(e *native.Env) native.Attrs {
	p := &posixPath{e}
	return native.Attrs{
		"__name__": pyvm.Str("posixpath"), "sep": pyvm.Str("/"), "curdir": pyvm.Str("."), "pardir": pyvm.Str(".."),
		"extsep": pyvm.Str("."), "pathsep": pyvm.Str(":"), "defpath": pyvm.Str("/bin:/usr/bin"), "altsep": pyvm.None,
		"devnull": pyvm.Str("/dev/null"), "supports_unicode_filenames": pyvm.False,
	}.Funcs(map[string]pyvm.Func{
		"join":  p.join,
		"split": pathFunc("split", "p", func(a pathArg) pyvm.Value { h, t := posixpath.Split(a.s); return pyvm.NewTuple(a.make(h), a.make(t)) }),
		"splitext": pathFunc("splitext", "p", func(a pathArg) pyvm.Value {
			r, x := posixpath.SplitExt(a.s)
			return pyvm.NewTuple(a.make(r), a.make(x))
		}),
		"splitdrive":   pathFunc("splitdrive", "p", func(a pathArg) pyvm.Value { return pyvm.NewTuple(a.make(""), a.make(a.s)) }),
		"basename":     pathFunc("basename", "p", func(a pathArg) pyvm.Value { _, t := posixpath.Split(a.s); return a.make(t) }),
		"dirname":      pathFunc("dirname", "p", func(a pathArg) pyvm.Value { h, _ := posixpath.Split(a.s); return a.make(h) }),
		"isabs":        pathFunc("isabs", "s", func(a pathArg) pyvm.Value { return pyvm.Bool(strings.HasPrefix(a.s, "/")) }),
		"normcase":     pathFunc("normcase", "s", func(a pathArg) pyvm.Value { return a.make(a.s) }),
		"normpath":     pathFunc("normpath", "path", func(a pathArg) pyvm.Value { return a.make(posixpath.Normal(a.s)) }),
		"abspath":      pathFunc("abspath", "path", func(a pathArg) pyvm.Value { return a.make(posixpath.Absolute(a.s, files(e).Cwd())) }),
		"expanduser":   p.expandUser,
		"expandvars":   pathFunc("expandvars", "path", func(a pathArg) pyvm.Value { return a.make(posixpath.ExpandVars(a.s, p.variable)) }),
		"relpath":      p.relPath,
		"realpath":     p.realPath,
		"commonpath":   commonPath,
		"commonprefix": commonPrefix,
		"exists":       p.test("stat", func(v *fsys.View, path string) bool { return v.Exists(path) }),
		"lexists":      p.test("lstat", func(v *fsys.View, path string) bool { return path != "" && ok(lstat(v, path)) }),
		"isfile":       p.test("stat", func(v *fsys.View, path string) bool { return v.IsFile(path) }),
		"isdir":        p.test("stat", func(v *fsys.View, path string) bool { return v.IsDir(path) }),
		"islink": p.test("lstat", func(v *fsys.View, path string) bool {
			info, err := lstat(v, path)
			return path != "" && err == nil && info.IsLink()
		}),
		"ismount":      p.isMount,
		"getsize":      p.stat(func(i *fsys.Info) pyvm.Value { return pyvm.Int(i.Size) }),
		"getmtime":     p.stat(func(i *fsys.Info) pyvm.Value { return seconds(i.ModTime) }),
		"getatime":     p.stat(func(i *fsys.Info) pyvm.Value { return seconds(i.ModTime) }),
		"getctime":     p.stat(func(i *fsys.Info) pyvm.Value { return seconds(i.ModTime) }),
		"samefile":     p.sameFile,
		"samestat":     sameStat,
		"sameopenfile": p.sameOpenFile,
	})
}

type posixPath struct{ e *native.Env }

func ok[T any](_ T, err error) bool { return err == nil }

// pathFunc makes a function of one path.
func pathFunc(name, param string, f func(a pathArg) pyvm.Value) pyvm.Func {
	return func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		var v pyvm.Value
		if len(args) == 1 && len(kw) == 0 {
			v = args[0]
		} else if err := pyvm.Unpack(t, name, args, kw, param, &v); err != nil {
			return nil, err
		}
		a, err := fsPath(t, v)
		if err != nil {
			return nil, err
		}
		return f(a), nil
	}
}

// test makes a function that asks something of a path; what has no answer is false. Files know no descriptors: a number is
// one of the standard streams, which exist and are no files.
func (p *posixPath) test(what string, f func(v *fsys.View, path string) bool) pyvm.Func {
	return func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		var v pyvm.Value
		if len(args) == 1 && len(kw) == 0 {
			v = args[0]
		} else if err := pyvm.Unpack(t, what, args, kw, "path", &v); err != nil {
			return nil, err
		}
		kinds := []string{"integer"}
		if what == "lstat" {
			kinds = nil
		}
		a, err := osPath(t, what, "path", v, kinds...)
		switch {
		case pyvm.IsException(err, pyvm.ValueError):
			return pyvm.False, nil
		case err != nil:
			return nil, err
		case a.fd >= 0:
			name, ok := openFileName(t, a.fd)
			return pyvm.Bool(ok && f(files(p.e), name)), nil
		}
		return pyvm.Bool(f(files(p.e), a.s)), nil
	}
}

func (p *posixPath) stat(f func(i *fsys.Info) pyvm.Value) pyvm.Func {
	return func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		var v pyvm.Value
		if err := pyvm.Unpack(t, "stat", args, kw, "filename", &v); err != nil {
			return nil, err
		}
		info, err := statArg(t, p.e, "stat", v, true)
		if err != nil {
			return nil, err
		}
		return f(info), nil
	}
}

// join is os.path.join, which complains as CPython does: of the first argument as fspath, of mixed ones by itself.
func (p *posixPath) join(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	if len(args) == 0 || len(kw) > 0 {
		var v pyvm.Value
		if err := pyvm.Unpack(t, "join", args, kw, "a", &v); err != nil {
			return nil, err
		}
		args = []pyvm.Value{v}
	}
	first, err := fsPath(t, args[0])
	if err != nil {
		return nil, err
	}
	rest := make([]string, len(args)-1)
	for i, v := range args[1:] {
		a, err := fsPath(t, v)
		if err != nil || a.bytes != first.bytes {
			if err == nil || pyvm.IsException(err, pyvm.TypeError) {
				err = checkPathTypes("join", args)
			}
			return nil, err
		}
		rest[i] = a.s
	}
	return first.make(posixpath.Join(first.s, rest...)), nil
}

// checkPathTypes is the error for arguments that do not go together.
func checkPathTypes(fn string, args []pyvm.Value) error {
	for _, v := range args {
		switch pyvm.Unwrap(v).(type) {
		case pyvm.Str, pyvm.Bytes:
		default:
			if v.Type().Lookup("__fspath__") == nil {
				return pyvm.Raise(pyvm.TypeError, "%s() argument must be str, bytes, or os.PathLike object, not '%s'", fn, v.Type().Name())
			}
		}
	}
	return pyvm.Raise(pyvm.TypeError, "Can't mix strings and bytes in path components")
}

func (p *posixPath) variable(name string) (string, bool) { return environValue(p.e, name) }

// expandUser is os.path.expanduser: the home of the process's user is HOME, those of others are in /etc/passwd.
func (p *posixPath) expandUser(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	var v pyvm.Value
	if err := pyvm.Unpack(t, "expanduser", args, kw, "path", &v); err != nil {
		return nil, err
	}
	a, err := fsPath(t, v)
	if err != nil || !strings.HasPrefix(a.s, "~") {
		return pathOr(a), err
	}
	end := strings.IndexByte(a.s, '/')
	if end < 0 {
		end = len(a.s)
	}
	home, found := "", false
	if end == 1 {
		if home, found = p.variable("HOME"); !found {
			uid, _ := p.e.Host.Machine().IDs()
			home, found = passwdHome(p.e, func(e passwdEntry) bool { return e.uid == uid })
		}
	} else {
		home, found = passwdHome(p.e, func(e passwdEntry) bool { return e.name == a.s[1:end] })
	}
	if !found {
		return a.make(a.s), nil
	}
	out := strings.TrimRight(home, "/") + a.s[end:]
	if out == "" {
		out = "/"
	}
	return a.make(out), nil
}

func pathOr(a pathArg) pyvm.Value {
	if a.value == nil {
		return nil
	}
	return a.make(a.s)
}

func (p *posixPath) relPath(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	var path, start pyvm.Value = nil, pyvm.None
	if err := pyvm.Unpack(t, "relpath", args, kw, "path", &path, "start?", &start); err != nil {
		return nil, err
	}
	if truth, err := pyvm.Truth(t, path); err != nil || !truth {
		if err == nil {
			err = pyvm.Raise(pyvm.ValueError, "no path specified")
		}
		return nil, err
	}
	a, err := fsPath(t, path)
	if err != nil {
		return nil, err
	}
	cwd := files(p.e).Cwd()
	from := cwd
	if start != pyvm.Value(pyvm.None) {
		b, err := fsPath(t, start)
		if err != nil {
			return nil, err
		}
		if a.bytes != b.bytes {
			return nil, checkPathTypes("relpath", []pyvm.Value{path, start})
		}
		from = b.s
	}
	return a.make(posixpath.Relative(posixpath.Absolute(a.s, cwd), posixpath.Absolute(from, cwd))), nil
}

func (p *posixPath) realPath(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	var v pyvm.Value
	strict := false
	if err := pyvm.Unpack(t, "realpath", args, kw, "filename", &v, "strict?", &strict); err != nil {
		return nil, err
	}
	a, err := fsPath(t, v)
	if err != nil {
		return nil, err
	}
	if strings.IndexByte(a.s, 0) >= 0 {
		return nil, pyvm.Raise(pyvm.ValueError, "embedded null byte")
	}
	view := files(p.e)
	real := view.Realpath(a.s)
	if strict {
		if _, err := view.Stat(a.s); err != nil {
			return nil, native.OSError(err, a.s)
		}
	}
	return a.make(real), nil
}

func (p *posixPath) isMount(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	var v pyvm.Value
	if err := pyvm.Unpack(t, "ismount", args, kw, "path", &v); err != nil {
		return nil, err
	}
	a, err := osPath(t, "ismount", "path", v)
	if err != nil {
		return nil, err
	}
	view := files(p.e)
	info, err := view.Lstat(a.s)
	if err != nil || info.IsLink() {
		return pyvm.False, nil
	}
	up, err := view.Lstat(view.Realpath(posixpath.Join(a.s, "..")))
	return pyvm.Bool(err == nil && (info.Dev != up.Dev || info.Ino == up.Ino && info.Ino != 0)), nil
}

func (p *posixPath) sameFile(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	var a, b pyvm.Value
	if err := pyvm.Unpack(t, "samefile", args, kw, "f1", &a, "f2", &b); err != nil {
		return nil, err
	}
	var reals [2]string
	for i, v := range []pyvm.Value{a, b} {
		if _, err := statArg(t, p.e, "stat", v, true); err != nil {
			return nil, err
		}
		x, err := osPath(t, "stat", "path", v, "integer")
		if err != nil {
			return nil, err
		}
		name := x.s
		if x.fd >= 0 {
			name, _ = openFileName(t, x.fd)
		}
		reals[i] = files(p.e).Realpath(name)
	}
	if reals[0] == reals[1] {
		return pyvm.True, nil
	}
	one, err := files(p.e).Stat(reals[0])
	if err != nil {
		return pyvm.False, nil
	}
	two, err := files(p.e).Stat(reals[1])
	return pyvm.Bool(err == nil && one.Ino != 0 && one.Ino == two.Ino && one.Dev == two.Dev), nil
}

func (p *posixPath) sameOpenFile(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	var a, b int
	if err := pyvm.Unpack(t, "sameopenfile", args, kw, "fp1", &a, "fp2", &b); err != nil {
		return nil, err
	}
	one, ok := openFileName(t, a)
	two, ok2 := openFileName(t, b)
	return pyvm.Bool(ok && ok2 && files(p.e).Realpath(one) == files(p.e).Realpath(two)), nil
}

func sameStat(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	var a, b pyvm.Value
	if err := pyvm.Unpack(t, "samestat", args, kw, "s1", &a, "s2", &b); err != nil {
		return nil, err
	}
	for _, name := range []string{"st_ino", "st_dev"} {
		x, err := pyvm.GetAttr(t, a, name)
		if err != nil {
			return nil, err
		}
		y, err := pyvm.GetAttr(t, b, name)
		if err != nil {
			return nil, err
		}
		if same, err := pyvm.Equal(t, x, y); !same || err != nil {
			return pyvm.False, err
		}
	}
	return pyvm.True, nil
}

func commonPath(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	var items []pyvm.Value
	if err := pyvm.Unpack(t, "commonpath", args, kw, "paths", &items); err != nil {
		return nil, err
	}
	if len(items) == 0 {
		return nil, pyvm.Raise(pyvm.ValueError, "commonpath() arg is an empty sequence")
	}
	var first pathArg
	var split [][]string
	absolute := false
	for i, v := range items {
		a, err := fsPath(t, v)
		if err != nil {
			return nil, err
		}
		if i == 0 {
			first, absolute = a, strings.HasPrefix(a.s, "/")
		}
		if a.bytes != first.bytes {
			return nil, checkPathTypes("commonpath", items)
		}
		if strings.HasPrefix(a.s, "/") != absolute {
			return nil, pyvm.Raise(pyvm.ValueError, "Can't mix absolute and relative paths")
		}
		var parts []string
		for _, p := range posixpath.Parts(a.s) {
			if p != "." {
				parts = append(parts, p)
			}
		}
		split = append(split, parts)
	}
	common := split[0]
	for _, parts := range split[1:] {
		n := 0
		for n < len(common) && n < len(parts) && common[n] == parts[n] {
			n++
		}
		common = common[:n]
	}
	out := strings.Join(common, "/")
	if absolute {
		out = "/" + out
	}
	return first.make(out), nil
}

// commonPrefix works on texts and on sequences of anything.
func commonPrefix(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	var v pyvm.Value
	if err := pyvm.Unpack(t, "commonprefix", args, kw, "m", &v); err != nil {
		return nil, err
	}
	items, err := pyvm.ToSlice(t, v)
	if err != nil {
		return nil, err
	}
	if len(items) == 0 {
		return pyvm.Str(""), nil
	}
	switch pyvm.Unwrap(items[0]).(type) {
	case *pyvm.List, *pyvm.Tuple:
	default:
		items = slices.Clone(items)
		for i, x := range items {
			a, err := fsPath(t, x)
			if err != nil {
				return nil, checkPathTypes("commonprefix", items)
			}
			items[i] = a.make(a.s)
		}
	}
	low, high := items[0], items[0]
	for _, x := range items[1:] {
		for _, c := range []struct {
			op pyvm.CompareOp
			to *pyvm.Value
		}{{pyvm.OpLt, &low}, {pyvm.OpGt, &high}} {
			r, err := pyvm.Compare(t, c.op, x, *c.to)
			if err != nil {
				return nil, err
			}
			if truth, err := pyvm.Truth(t, r); err != nil {
				return nil, err
			} else if truth {
				*c.to = x
			}
		}
	}
	n, err := pyvm.Len(t, low)
	if err != nil {
		return nil, err
	}
	i := 0
	for ; i < n; i++ {
		a, err := pyvm.Index(t, low, pyvm.Int(i))
		if err != nil {
			return nil, err
		}
		b, err := pyvm.Index(t, high, pyvm.Int(i))
		if err != nil {
			break
		}
		if same, err := pyvm.Equal(t, a, b); err != nil {
			return nil, err
		} else if !same {
			break
		}
	}
	if i == n {
		return low, nil
	}
	return pyvm.Index(t, low, &pyvm.Slice{Start: pyvm.None, Stop: pyvm.Int(i), Step: pyvm.None})
}
