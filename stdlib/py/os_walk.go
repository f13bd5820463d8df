package py

import (
	"strings"

	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/stdlib/native"
	"github.com/knead-build/knead/stdlib/posixpath"
)

var dirEntryType, scandirType *pyvm.Type

func init() {
	dirEntryType = pyvm.NewType(pyvm.Spec{Name: "DirEntry", Module: "posix", Final: true, Methods: map[string]pyvm.Func{
		"is_dir":     entryMethod("is_dir", func(i *fsys.Info) bool { return i.IsDir() }),
		"is_file":    entryMethod("is_file", func(i *fsys.Info) bool { return i.IsRegular() }),
		"is_symlink": isLinkEntry,
		"stat":       entryStat,
		"inode": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			d, _, err := pyvm.Self[*dirEntry]("inode", args)
			if err != nil {
				return nil, err
			}
			info, err := files(d.e).Lstat(d.path)
			if err != nil {
				return nil, pathErr(err, d.arg(d.path))
			}
			return pyvm.Int(info.Ino), nil
		},
		"__fspath__": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			d, _, err := pyvm.Self[*dirEntry]("__fspath__", args)
			if err != nil {
				return nil, err
			}
			return d.dir.make(d.path), nil
		},
	}})
	scandirType = pyvm.NewType(pyvm.Spec{Name: "ScandirIterator", Module: "posix", Final: true, Methods: map[string]pyvm.Func{
		"__enter__": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) { return args[0], nil },
		"__exit__":  closeScan,
		"close":     closeScan,
		"__iter__":  func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) { return args[0], nil },
		"__next__": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			it, _, err := pyvm.Self[*scandir]("__next__", args)
			if err != nil {
				return nil, err
			}
			return pyvm.NextOrStop(t, it)
		},
	}})
}

// dirEntry is os.DirEntry.
type dirEntry struct {
	e    *native.Env
	dir  pathArg
	name string
	path string
}

func (*dirEntry) Type() *pyvm.Type { return dirEntryType }

func (d *dirEntry) arg(s string) pathArg { return pathArg{s: s, bytes: d.dir.bytes, fd: -1} }

// Attr returns name and path.
func (d *dirEntry) Attr(t *pyvm.Thread, name string) (pyvm.Value, error) {
	switch name {
	case "name":
		return d.dir.make(d.name), nil
	case "path":
		return d.dir.make(d.path), nil
	}
	return nil, nil
}

// Repr returns <DirEntry 'name'>.
func (d *dirEntry) Repr(t *pyvm.Thread) (string, error) {
	s, err := pyvm.Repr(t, d.dir.make(d.name))
	return "<DirEntry " + s + ">", err
}

func (d *dirEntry) look(follow bool) (*fsys.Info, error) {
	if follow {
		return files(d.e).Stat(d.path)
	}
	return files(d.e).Lstat(d.path)
}

func followArg(t *pyvm.Thread, name string, args []pyvm.Value, kw []pyvm.Kw) (*dirEntry, bool, error) {
	d, rest, err := pyvm.Self[*dirEntry](name, args)
	if err != nil {
		return nil, false, err
	}
	follow := true
	if len(rest) > 0 {
		return nil, false, pyvm.Raise(pyvm.TypeError, "%s() takes no positional arguments", name)
	}
	return d, follow, pyvm.Unpack(t, name, nil, kw, "follow_symlinks?", &follow)
}

func entryMethod(name string, is func(*fsys.Info) bool) pyvm.Func {
	return func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		d, follow, err := followArg(t, name, args, kw)
		if err != nil {
			return nil, err
		}
		info, err := d.look(follow)
		if err != nil && !fsys.IsNotExist(err) {
			return nil, pathErr(err, d.arg(d.path))
		}
		return pyvm.Bool(err == nil && is(info)), nil
	}
}

func isLinkEntry(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	d, _, err := pyvm.Self[*dirEntry]("is_symlink", args)
	if err != nil {
		return nil, err
	}
	info, err := d.look(false)
	return pyvm.Bool(err == nil && info.IsLink()), nil
}

func entryStat(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	d, follow, err := followArg(t, "stat", args, kw)
	if err != nil {
		return nil, err
	}
	info, err := d.look(follow)
	if err != nil {
		return nil, pathErr(err, d.arg(d.path))
	}
	return newStat(t, info)
}

// scandir is what os.scandir returns.
type scandir struct {
	e     *native.Env
	dir   pathArg
	names []string
}

func (*scandir) Type() *pyvm.Type { return scandirType }

// Next returns the next entry.
func (s *scandir) Next(*pyvm.Thread) (pyvm.Value, error) {
	if len(s.names) == 0 {
		return nil, nil
	}
	name := s.names[0]
	s.names = s.names[1:]
	path := name
	if s.dir.value != pyvm.Value(pyvm.None) {
		path = posixpath.Join(s.dir.s, name)
	} else {
		path = "./" + name
	}
	return &dirEntry{s.e, s.dir, name, path}, nil
}

func closeScan(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	s, _, err := pyvm.Self[*scandir]("close", args)
	if err == nil {
		s.names = nil
	}
	return pyvm.None, err
}

func (m *osFuncs) walkFuncs() map[string]pyvm.Func {
	return map[string]pyvm.Func{
		"scandir": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			p, names, err := m.entries(t, "scandir", args, kw)
			if err != nil {
				return nil, err
			}
			return &scandir{m.e, p, names}, nil
		},
		"walk": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			w := &walk{e: m.e, topdown: true}
			var top pyvm.Value
			if err := pyvm.Unpack(t, "walk", args, kw, "top", &top, "topdown?", &w.topdown, "onerror?", &w.onError, "followlinks?", &w.follow); err != nil {
				return nil, err
			}
			p, err := fsPath(t, top)
			if err != nil {
				return nil, err
			}
			w.kind = p
			w.todo = []walkItem{{path: p.s}}
			return w, nil
		},
	}
}

// walk is os.walk's generator.
type walk struct {
	e       *native.Env
	kind    pathArg
	topdown bool
	follow  bool
	onError pyvm.Value
	todo    []walkItem // last first
}

// walkItem is a directory to be visited, or, with a result, one that has been read. Of a result from top to bottom the
// subdirectories are still to come, as the caller leaves them in the list.
type walkItem struct {
	path   string
	result *pyvm.Tuple
	dirs   *pyvm.List
}

func (*walk) Type() *pyvm.Type { return pyvm.GeneratorType }

// Next returns the next directory's path, subdirectories and files.
func (w *walk) Next(t *pyvm.Thread) (pyvm.Value, error) {
	for len(w.todo) > 0 {
		if err := t.Step(); err != nil {
			return nil, err
		}
		item := w.todo[len(w.todo)-1]
		w.todo = w.todo[:len(w.todo)-1]
		switch {
		case item.result != nil && !w.topdown:
			return item.result, nil
		case item.result != nil:
			if err := w.descend(t, item); err != nil {
				return nil, err
			}
			continue
		}
		done, err := w.read(t, item.path)
		if err != nil {
			return nil, err
		}
		if done == nil {
			continue
		}
		w.todo = append(w.todo, *done)
		if w.topdown {
			return done.result, nil
		}
		if err := w.descend(t, *done); err != nil {
			return nil, err
		}
	}
	return nil, nil
}

// read lists a directory; nil where that fails.
func (w *walk) read(t *pyvm.Thread, path string) (*walkItem, error) {
	p := pathArg{s: path, bytes: w.kind.bytes, fd: -1}
	p.value = p.make(path)
	names, err := listDir(w.e, p)
	if err != nil {
		if pyvm.IsAbort(err) {
			return nil, err
		}
		if given(w.onError) {
			_, err := pyvm.Call(t, w.onError, []pyvm.Value{pyvm.AsException(err)}, nil)
			return nil, err
		}
		return nil, nil
	}
	dirs, notDirs := pyvm.NewList(), pyvm.NewList()
	for _, name := range names {
		v := p.make(name)
		if info, err := files(w.e).Stat(posixpath.Join(path, name)); err == nil && info.IsDir() {
			dirs.Items = append(dirs.Items, v)
		} else {
			notDirs.Items = append(notDirs.Items, v)
		}
	}
	return &walkItem{path, pyvm.NewTuple(p.value, dirs, notDirs), dirs}, nil
}

// descend puts the subdirectories of a directory on the list.
func (w *walk) descend(t *pyvm.Thread, item walkItem) error {
	for i := len(item.dirs.Items) - 1; i >= 0; i-- {
		p, err := fsPath(t, item.dirs.Items[i])
		if err != nil {
			return err
		}
		path := posixpath.Join(item.path, p.s)
		if !w.follow {
			if info, err := files(w.e).Lstat(path); err == nil && info.IsLink() || strings.HasPrefix(p.s, "/") && err != nil {
				continue
			}
		}
		w.todo = append(w.todo, walkItem{path: path})
	}
	return nil
}
