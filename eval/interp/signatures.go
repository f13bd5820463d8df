package interp

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/eval/sig"
	"github.com/knead-build/knead/lang/source"
)

// SignatureBehaviour returns how the release computes signatures.
func (r Release) SignatureBehaviour() sig.Behaviour {
	return sig.Behaviour{
		FlagSubstring:  r.before(2, 8) || r.Major == 2 && r.Minor == 8 && r.Patch < 1,
		NoForcedValues: r.before(2, 4),
		SetExports:     r.before(2, 4),
		OldShell:       r.before(2, 10),
	}
}

// moduleFunctions is Python that lists a module's functions and classes with their sources: names of all that can be called,
// and of those whose source is in the module's file: name, source, first line, what decorators added and took away, visitor, file.
const moduleFunctions = `
def functions(mod):
    import inspect
    names, out = [], []
    for name in dir(mod):
        if name.startswith("_"):
            continue
        value = getattr(mod, name)
        if not callable(value):
            continue
        names.append(name)
        try:
            if inspect.getsourcefile(value) != mod.__file__:
                continue
            lines, first = inspect.getsourcelines(value)
        except TypeError:
            continue
        out.append((name, "".join(lines), first, list(getattr(value, "bb_vardeps", ())),
            list(getattr(value, "bb_vardepsexclude", ())), hasattr(value, "visitorcode"), mod.__file__))
    return names, out
`

// moduleFunction is a function or class of a module that addpylib named.
type moduleFunction struct {
	name, source      string
	file              string
	line              int
	depends, excludes []string
	visitor           bool
}

// Functions returns what code may depend on of the modules that addpylib imported. d is the configuration: its flag
// vardepsexclude of a function's name counts.
func (in *Interp) Functions(d *datastore.Store) (map[string]*sig.Function, error) {
	out := map[string]*sig.Function{}
	if len(in.modules) == 0 {
		return out, nil
	}
	code, err := pyvm.CompileModule(source.NewFile("<knead>", moduleFunctions), 0)
	if err != nil {
		return nil, err
	}
	globals := pyvm.NewDict(0)
	if err := in.thread.Exec(code, globals, nil); err != nil {
		return nil, err
	}
	all, visitors := map[string][]moduleFunction{}, map[string]bool{}
	names := map[string]map[string]bool{}
	for _, module := range in.modules {
		list, callable, err := in.listFunctions(globals.GetStr("functions"), module)
		if err != nil {
			return nil, err
		}
		all[module], names[module] = list, callable
		for _, f := range list {
			if f.visitor {
				visitors[module+"."+f.name] = true
			}
		}
	}
	in.Codes.SetVisitors(visitors)
	for _, module := range in.modules {
		for _, f := range all[module] {
			if out[module+"."+f.name], err = in.functionOf(module, f, names[module], d); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

func (in *Interp) listFunctions(lister pyvm.Value, module string) ([]moduleFunction, map[string]bool, error) {
	m, err := in.thread.Import(module)
	if err != nil {
		return nil, nil, err
	}
	v, err := pyvm.Call(in.thread, lister, []pyvm.Value{m}, nil)
	if err != nil {
		return nil, nil, err
	}
	pair, err := pyvm.ToSlice(in.thread, v)
	if err != nil {
		return nil, nil, err
	}
	names, err := pyvm.Texts(in.thread, pair[0])
	if err != nil {
		return nil, nil, err
	}
	callable := map[string]bool{}
	for _, n := range names {
		callable[n] = true
	}
	rows, err := pyvm.ToSlice(in.thread, pair[1])
	if err != nil {
		return nil, nil, err
	}
	var out []moduleFunction
	for _, row := range rows {
		x, err := pyvm.ToSlice(in.thread, row)
		if err != nil {
			return nil, nil, err
		}
		name, _ := x[0].(pyvm.Str)
		text, _ := x[1].(pyvm.Str)
		line, _ := x[2].(pyvm.Int)
		file, _ := x[6].(pyvm.Str)
		f := moduleFunction{name: string(name), source: string(text), file: string(file), line: int(line), visitor: x[5] == pyvm.Value(pyvm.True)}
		if f.depends, err = pyvm.Texts(in.thread, x[3]); err != nil {
			return nil, nil, err
		}
		if f.excludes, err = pyvm.Texts(in.thread, x[4]); err != nil {
			return nil, nil, err
		}
		out = append(out, f)
	}
	return out, callable, nil
}

// functionOf analyses a function. What stands for it in signatures is a hash of its source behind as many empty lines as are in
// front of it in its file.
func (in *Interp) functionOf(module string, f moduleFunction, names map[string]bool, d *datastore.Store) (*sig.Function, error) {
	a, syntax := in.Codes.Body(f.source)
	if syntax != nil {
		return nil, syntax
	}
	sum := sha256.Sum256([]byte(strings.Repeat("\n", f.line) + f.source))
	contains, calls, err := a.Resolve(in.Visit)
	if err != nil {
		return nil, err
	}
	out := &sig.Function{Contains: contains, Text: hex.EncodeToString(sum[:]), File: f.file, Line: f.line, Source: f.source}
	refs, execs := map[string]bool{}, map[string]bool{}
	for _, r := range a.References {
		refs[r] = true
	}
	for _, text := range a.Expands {
		e, err := datastore.New(in.env).ExpandWithRefs(text, "")
		if err != nil {
			return nil, err
		}
		for _, n := range e.References() {
			refs[n.Text()] = true
		}
	}
	if !in.Release.before(2, 10) {
		for _, r := range f.depends {
			refs[r] = true
		}
		for _, r := range f.excludes {
			delete(refs, r)
		}
	}
	for _, x := range calls {
		if names[x] {
			x = module + "." + x
		}
		execs[x] = true
	}
	excluded, err := d.FlagText(module+"."+f.name, "vardepsexclude")
	if err != nil {
		return nil, err
	}
	for _, x := range strings.Fields(excluded) {
		delete(refs, x)
		delete(execs, x)
	}
	out.References, out.Execs = slices.Sorted(maps.Keys(refs)), slices.Sorted(maps.Keys(execs))
	return out, nil
}

// Visit asks a function of a module, by its visitorcode, what a call of it refers to.
func (in *Interp) Visit(v datastore.Visit) (contains []datastore.Contains, execs []string, err error) {
	module, name, _ := cutLast(v.Function)
	m, err := in.thread.Import(module)
	if err != nil {
		return nil, nil, err
	}
	f, err := pyvm.GetAttr(in.thread, m, name)
	if err != nil {
		return nil, nil, err
	}
	if f, err = pyvm.GetAttr(in.thread, f, "visitorcode"); err != nil {
		return nil, nil, err
	}
	const text = "def visit(f, name, call):\n    import ast\n    c, e, w = f(name, ast.parse(call, mode='eval').body.args)\n" +
		"    return [[k, list(c[k])] for k in c], list(e)\n"
	code, err := pyvm.CompileModule(source.NewFile("<knead>", text), 0)
	if err != nil {
		return nil, nil, err
	}
	globals := pyvm.NewDict(0)
	if err := in.thread.Exec(code, globals, nil); err != nil {
		return nil, nil, err
	}
	r, err := pyvm.Call(in.thread, globals.GetStr("visit"), []pyvm.Value{f, pyvm.Str(v.Function), pyvm.Str(v.Call)}, nil)
	if err != nil {
		return nil, nil, err
	}
	pair, err := pyvm.ToSlice(in.thread, r)
	if err != nil {
		return nil, nil, err
	}
	rows, err := pyvm.ToSlice(in.thread, pair[0])
	if err != nil {
		return nil, nil, err
	}
	for _, row := range rows {
		x, err := pyvm.ToSlice(in.thread, row)
		if err != nil {
			return nil, nil, err
		}
		variable, _ := x[0].(pyvm.Str)
		items, err := pyvm.Texts(in.thread, x[1])
		if err != nil {
			return nil, nil, err
		}
		slices.Sort(items)
		contains = append(contains, datastore.Contains{Variable: string(variable), Items: items})
	}
	execs, err = pyvm.Texts(in.thread, pair[1])
	return contains, execs, err
}

func cutLast(s string) (before, after string, ok bool) {
	i := strings.LastIndexByte(s, '.')
	if i < 0 {
		return "", s, false
	}
	return s[:i], s[i+1:], true
}

// Str is str() of a variable's value.
func (in *Interp) Str(v any) (string, error) {
	if t, ok := v.(*TaskFlags); ok {
		return t.Repr(), nil
	}
	return pyvm.ToString(in.thread, in.Library.Value(v))
}

// sign computes the signatures of a recipe whose tasks are known, and keeps them in its variables.
func (in *Interp) sign(d *datastore.Store, tasks []string) error {
	s, err := sig.Generate(in.Signatures, in, d, tasks)
	if err != nil {
		return err
	}
	if in.Release.before(2, 8) {
		for _, t := range tasks {
			if err := d.Set("BB_BASEHASH:task-"+t, s.BaseHash[t], datastore.Origin{}); err != nil {
				return err
			}
		}
	}
	return d.Set("__siggen_basehashes", s, datastore.Origin{})
}

// Signatures returns the signatures of a finished recipe; nil where none were computed.
func Signatures(d *datastore.Store) *sig.Signatures {
	s, _ := d.RawHard("__siggen_basehashes").(*sig.Signatures)
	return s
}
