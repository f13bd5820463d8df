// Package stdlib is the Python library that metadata sees: BitBake's own modules (stdlib/bb), Python's (stdlib/py), and
// modules from the layers' directories. It is handed to an evaluation by whoever starts one; nothing registers itself.
package stdlib

import (
	"slices"
	"sync"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/eval/host"
	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/lang/source"
	"github.com/knead-build/knead/stdlib/bb"
	"github.com/knead-build/knead/stdlib/native"
	"github.com/knead-build/knead/stdlib/py"
	"github.com/knead-build/knead/stdlib/py/regex"
)

// Library implements host.Library. It is safe for concurrent use; what it makes for a thread belongs to the thread.
type Library struct {
	modules  map[string]*native.Module
	packages map[string]bool // modules that have submodules
	code     sync.Map        // path -> *sourceCode
}

// sourceCode is a compiled module, or one that is being compiled.
type sourceCode struct {
	text string
	done chan struct{} // closed once the rest is there
	code *pyvm.Code
	err  error
}

// wait returns the code once it is there.
func (c *sourceCode) wait() (*pyvm.Code, error) {
	<-c.done
	return c.code, c.err
}

// New returns the library.
func New() *Library {
	l := &Library{modules: native.Table(py.Modules(), bb.Modules()), packages: map[string]bool{}}
	for name := range l.modules {
		for i := range name {
			if name[i] == '.' {
				l.packages[name[:i]] = true
			}
		}
	}
	return l
}

var _ host.Library = (*Library)(nil)

// Start gives a thread its modules and the built-in functions that need a host. bb and os are built-in names, too, as
// BitBake has it.
func (l *Library) Start(t *pyvm.Thread, h host.Host) {
	e := &native.Env{Thread: t, Host: h, Library: l}
	bb.Start(e)
	t.Importer = func(t *pyvm.Thread, name string) (*pyvm.Module, error) { return l.find(e, name) }
	for name, v := range py.Builtins(e) {
		t.Builtins.SetStr(name, v)
	}
	for _, name := range []string{"bb", "os"} {
		if m, err := t.Import(name); err == nil {
			t.Builtins.SetStr(name, m)
		}
	}
}

// Inherit gives a thread another's sys.path.
func (l *Library) Inherit(t, from *pyvm.Thread) {
	old, ok := from.Modules.GetStr("sys").(*pyvm.Module)
	if !ok {
		return
	}
	list, ok := old.Dict.GetStr("path").(*pyvm.List)
	if !ok {
		return
	}
	if m, err := t.Import("sys"); err == nil {
		if sys, ok := m.(*pyvm.Module); ok {
			sys.Dict.SetStr("path", pyvm.NewList(slices.Clone(list.Items)...))
		}
	}
}

// find returns a module, of the library's own first.
func (l *Library) find(e *native.Env, name string) (*pyvm.Module, error) {
	if m := l.modules[name]; m != nil {
		return l.make(e, m)
	}
	return l.findSource(e, name)
}

// make makes a module of the library for a thread. Its Python runs at the first look at an attribute that Go code does not
// provide.
func (l *Library) make(e *native.Env, m *native.Module) (*pyvm.Module, error) {
	out := pyvm.NewModule(m.Name, nil)
	if m.Source != "" {
		out = pyvm.NewLazyModule(m.Name, func(t *pyvm.Thread, mod *pyvm.Module) error {
			code, err := l.compile("<"+m.Name+">", m.Source).wait()
			if err != nil {
				return err
			}
			return t.Exec(code, mod.Dict, nil)
		})
	}
	out.Dict.SetStr("__package__", pyvm.Str(m.Name))
	out.Dict.SetStr("__doc__", pyvm.None)
	if l.packages[m.Name] {
		out.Dict.SetStr("__path__", pyvm.NewList())
	}
	e.Thread.Modules.SetStr(m.Name, out) // the module's own submodules may be imported while it is made
	if m.Make != nil {
		for name, v := range m.Make(e) {
			out.Dict.SetStr(name, v)
		}
	}
	return out, nil
}

// compile compiles a module, beside whatever else is done meanwhile.
func (l *Library) compile(path, text string) *sourceCode {
	if got, ok := l.code.Load(path); ok && got.(*sourceCode).text == text {
		return got.(*sourceCode)
	}
	c := &sourceCode{text: text, done: make(chan struct{})}
	l.code.Store(path, c)
	go func() {
		defer close(c.done)
		c.code, c.err = pyvm.CompileModule(source.NewFile(path, text), 0)
	}()
	return c
}

// findSource looks for a module below the directories of sys.path and of addpylib, or of the package that it is in.
func (l *Library) findSource(e *native.Env, name string) (*pyvm.Module, error) {
	dirs, last, err := searchPath(e, name)
	if err != nil {
		return nil, err
	}
	view := e.Host.ModuleFiles()
	var spaces []string // directories without __init__.py: a package of the kind that has no code
	for _, dir := range dirs {
		base := dir + "/" + last
		if init := base + "/__init__.py"; view.IsFile(init) {
			return l.source(e, name, init, []string{base})
		}
		if file := base + ".py"; view.IsFile(file) {
			return l.source(e, name, file, nil)
		}
		if view.IsDir(base) {
			spaces = append(spaces, base)
		}
	}
	if spaces == nil {
		return nil, nil
	}
	m := pyvm.NewModule(name, nil)
	m.Dict.SetStr("__path__", pyvm.NewList(pyvm.Strings(spaces)...))
	m.Dict.SetStr("__package__", pyvm.Str(name))
	return m, nil
}

// searchPath returns the directories to look for a module in, and the last part of its name.
func searchPath(e *native.Env, name string) (dirs []string, last string, err error) {
	parent, last := "", name
	for i := range name {
		if name[i] == '.' {
			parent, last = name[:i], name[i+1:]
		}
	}
	var list pyvm.Value
	if parent != "" {
		if m, ok := e.Thread.Modules.GetStr(parent).(*pyvm.Module); ok {
			list = m.Dict.GetStr("__path__")
		}
	} else {
		dirs = e.Host.LibraryPath()
		if m, ok := e.Thread.Modules.GetStr("sys").(*pyvm.Module); ok {
			list = m.Dict.GetStr("path")
		}
	}
	if list == nil {
		return dirs, last, nil
	}
	items, err := pyvm.ToSlice(e.Thread, list)
	if err != nil {
		return nil, "", err
	}
	for _, x := range items {
		if s, ok := x.(pyvm.Str); ok {
			dirs = append(dirs, string(s))
		}
	}
	return dirs, last, nil
}

func (l *Library) source(e *native.Env, name, file string, path []string) (*pyvm.Module, error) {
	text, err := e.Host.ModuleFiles().ReadFile(file)
	if err != nil {
		return nil, native.OSError(err, file)
	}
	return pyvm.NewCompilingModule(name, file, path, l.compile(file, text).wait), nil
}

// Data returns the object for a store.
func (l *Library) Data(s *datastore.Store) pyvm.Value { return bb.NewData(s) }

// Store returns the store of such an object, or nil.
func (l *Library) Store(v pyvm.Value) *datastore.Store {
	if d, ok := v.(*bb.Data); ok {
		return d.Store()
	}
	return nil
}

// Value converts a variable's value to a Python object, Go the other way round.
func (l *Library) Value(x any) pyvm.Value { return bb.Value(x) }

// Go converts a Python object to a variable's value.
func (l *Library) Go(v pyvm.Value) any { return bb.Go(v) }

// Filters returns the names that filter expressions see.
func (l *Library) Filters(t *pyvm.Thread) (*pyvm.Dict, error) { return bb.Filters(t) }

// Regexp compiles a regular expression in Python's syntax.
func (l *Library) Regexp(pattern string) (host.Regexp, error) { return regex.Compile(pattern, 0) }
