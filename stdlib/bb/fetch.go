package bb

import (
	"errors"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/eval/host"
	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/stdlib/bb/fetch"
	"github.com/knead-build/knead/stdlib/native"
)

// fetcher is bb.fetch2 of one thread.
type fetcher struct {
	e           *native.Env
	s           fetch.Session
	orderedDict pyvm.Value // collections.OrderedDict, once it is needed
}

// fetchModule is bb.fetch2. What metadata asks while it is parsed, revisions and lists of files above all, is answered
// without its Python.
func fetchModule() native.Module {
	return native.Module{
		Name:   "bb.fetch2",
		Source: pythonSource("bb.fetch2") + pythonSource("bb.fetch2-item") + pythonSource("bb.fetch2-checksum") + pythonSource("bb.fetch2-release"),
		Make:   func(e *native.Env) native.Attrs { return newFetcher(e).attrs() },
	}
}

func newFetcher(e *native.Env) *fetcher {
	f := &fetcher{e: e}
	f.s = fetch.Session{
		Release: fetch.ReleaseOf(e.Host.Version()),
		Origin:  e.Host.Origin,
		Run:     f.run,
		Log: func(level fetch.Level, text string) {
			to := host.Warn
			if level == fetch.Fault {
				to = host.Fatal
			}
			e.Host.Log(to, text)
		},
	}
	return f
}

// attrs are what Go code has of the module. What a release does not have is left out.
func (f *fetcher) attrs() native.Attrs {
	a := native.Attrs{
		"__version__":   pyvm.Str("2"),
		"CHECKSUM_LIST": pyvm.NewList(pyvm.Strings(f.s.Release.ChecksumIDs())...),
		"_release":      pyvm.NewTuple(pyvm.Int(f.s.Release.Major), pyvm.Int(f.s.Release.Minor)),
		"_fetchers":     f.fetchers(),
	}.Funcs(map[string]pyvm.Func{
		"get_autorev":            f.text("get_autorev", (*fetch.Session).Autorev),
		"get_checksum_file_list": f.text("get_checksum_file_list", (*fetch.Session).FileList),
		"get_srcrev":             f.revisions("get_srcrev", (*fetch.Session).SourceRevision),
		"srcrev_internal_helper": f.revision,
		"trusted_network":        f.trusted,
		"check_network_access":   f.checkNetwork,
		"_forget": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			f.s.Forget()
			return pyvm.None, nil
		},
	})
	if !f.s.Release.Before(2, 8) {
		a.Funcs(map[string]pyvm.Func{
			"get_hashvalue":       f.revisions("get_hashvalue", (*fetch.Session).HashValue),
			"get_pkgv_string":     f.revisions("get_pkgv_string", (*fetch.Session).PackageVersion),
			"_get_srcrev":         f.revisionPair,
			"mark_recipe_nocache": f.noCache,
		})
	}
	return f.urlFuncs(f.itemFuncs(a))
}

// fetchAlias is bb.fetch: the same module under its older name.
var fetchAlias = native.Module{
	Name: "bb.fetch",
	Make: func(e *native.Env) native.Attrs {
		if m, err := e.Thread.Import("bb.fetch2"); err == nil {
			e.Thread.Modules.SetStr("bb.fetch", m)
		}
		return nil
	},
}

// session returns the session, which sees the files that the evaluation sees now.
func (f *fetcher) session() *fetch.Session {
	f.s.Files = f.e.Host.Files()
	return &f.s
}

// run runs a command that asks a repository, where that is granted.
func (f *fetcher) run(c fetch.Command) (string, error) {
	m := f.e.Host.Machine()
	if !c.Local && !m.Network() {
		return "", fetch.ErrNotAsked
	}
	r, err := m.Run(host.Command{Args: c.Args})
	switch {
	case errors.Is(err, host.ErrNotGranted):
		return "", fetch.ErrNotAsked
	case err != nil:
		return "", err
	case r.Status != 0:
		return "", &fetch.Error{Kind: fetch.FetchError, Text: "the command '" + c.String() + "' failed: " + r.Stderr}
	}
	return r.Stdout, nil
}

// text makes a function of d that returns a text.
func (f *fetcher) text(name string, get func(*fetch.Session, *datastore.Store) (string, error)) pyvm.Func {
	return func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		d, err := taskArgs(t, name, args, kw)
		if err != nil {
			return nil, err
		}
		text, err := get(f.session(), d)
		return pyvm.Str(text), f.raise(t, err)
	}
}

// revisions makes a function of d, and of what a fetcher's method for a revision is called, that returns a text.
func (f *fetcher) revisions(name string, get func(*fetch.Session, *datastore.Store, fetch.Sortable) (string, error)) pyvm.Func {
	return func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		d, by, err := f.revisionArgs(t, name, args, kw)
		if err != nil {
			return nil, err
		}
		text, err := get(f.session(), d, by)
		return pyvm.Str(text), f.raise(t, err)
	}
}

// revisionPair is _get_srcrev.
func (f *fetcher) revisionPair(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	d, by, err := f.revisionArgs(t, "_get_srcrev", args, kw)
	if err != nil {
		return nil, err
	}
	text, revs, err := f.session().Revisions(d, by)
	return pyvm.NewTuple(pyvm.Str(text), pyvm.NewList(pyvm.Strings(revs)...)), f.raise(t, err)
}

// revisionArgs takes the arguments (d, method_name='sortable_revision').
func (f *fetcher) revisionArgs(t *pyvm.Thread, name string, args []pyvm.Value, kw []pyvm.Kw) (*datastore.Store, fetch.Sortable, error) {
	const usual = "sortable_revision"
	var dv pyvm.Value
	method := usual
	if err := pyvm.Unpack(t, name, args, kw, "d", &dv, "method_name?", &method); err != nil {
		return nil, nil, err
	}
	d, err := dataArg(dv)
	if method == usual || err != nil {
		return d, fetch.SortableRevision, err
	}
	return d, func(s *fetch.Session, ud *fetch.Item, d *datastore.Store, i int) (bool, string, error) {
		return f.sortableBy(t, method, ud, d, i)
	}, nil
}

// sortableBy asks a method of the fetcher's class for a revision.
func (f *fetcher) sortableBy(t *pyvm.Thread, method string, ud *fetch.Item, d *datastore.Store, i int) (bool, string, error) {
	data, err := f.object(t, ud, d)
	if err != nil {
		return false, "", err
	}
	m, err := pyvm.GetAttr(t, data, "method")
	if err != nil {
		return false, "", err
	}
	v, err := pyvm.CallMethod(t, m, method, data, NewData(d), pyvm.Str(ud.Names[i]))
	if err != nil {
		return false, "", err
	}
	pair, err := pyvm.ToSlice(t, v)
	if err != nil {
		return false, "", err
	}
	if len(pair) != 2 {
		return false, "", pyvm.Raise(pyvm.ValueError, "%s returns %d values, not two", method, len(pair))
	}
	auto, err := pyvm.Truth(t, pair[0])
	if err != nil {
		return false, "", err
	}
	rev, err := text(pair[1], "the revision")
	return auto, rev, err
}

// revision is srcrev_internal_helper.
func (f *fetcher) revision(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	var name string
	ud, d, err := f.itemArgs(t, "srcrev_internal_helper", args, kw, "name", &name)
	if err != nil {
		return nil, err
	}
	rev, err := f.session().RevisionOf(ud, d, name)
	return pyvm.Str(rev), f.raise(t, err)
}

func (f *fetcher) trusted(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	var dv pyvm.Value
	var url string
	if err := pyvm.Unpack(t, "trusted_network", args, kw, "d", &dv, "url", &url); err != nil {
		return nil, err
	}
	d, err := dataArg(dv)
	if err != nil {
		return nil, err
	}
	ok, err := f.session().Trusted(d, url)
	return pyvm.Bool(ok), f.raise(t, err)
}

func (f *fetcher) checkNetwork(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	var dv, info pyvm.Value
	var url string
	if err := pyvm.Unpack(t, "check_network_access", args, kw, "d", &dv, "info", &info, "url", &url); err != nil {
		return nil, err
	}
	d, err := dataArg(dv)
	if err != nil {
		return nil, err
	}
	command, err := pyvm.ToString(t, info)
	if err != nil {
		return nil, err
	}
	return pyvm.None, f.raise(t, f.session().CheckNetwork(d, command, url))
}

func (f *fetcher) noCache(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	d, err := taskArgs(t, "mark_recipe_nocache", args, kw)
	if err != nil {
		return nil, err
	}
	return pyvm.None, f.raise(t, f.session().NoCache(d))
}
