package bb

import (
	"slices"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/stdlib/bb/fetch"
	"github.com/knead-build/knead/stdlib/native"
)

// itemFuncs adds the functions that look at items of SRC_URI. In Python an item is an object of FetchData, whose attribute
// _item is what Go code knows of it.
func (f *fetcher) itemFuncs(a native.Attrs) native.Attrs {
	return a.Funcs(map[string]pyvm.Func{
		"_new_item": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			var url string
			var dv pyvm.Value
			local := false
			if err := pyvm.Unpack(t, "FetchData", args, kw, "url", &url, "d", &dv, "localonly?", &local); err != nil {
				return nil, err
			}
			d, err := dataArg(dv)
			if err != nil {
				return nil, err
			}
			ud, err := f.session().NewItem(url, d, local)
			if ud == nil || err != nil {
				return pyvm.None, f.raise(t, err)
			}
			return opaque{ud}, nil
		},
		"_open":       f.open,
		"_attributes": f.attributes,
		"_localpath":  f.ofItem("localpath", f.localpath),
		"_searched": f.ofItem("localfile_searchpaths", func(t *pyvm.Thread, ud *fetch.Item, d *datastore.Store) (pyvm.Value, error) {
			list, err := f.session().LocalPaths(ud, d)
			return pyvm.NewList(pyvm.Strings(list)...), err
		}),
		"_latest": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			var name pyvm.Value
			ud, d, err := f.itemArgs(t, "latest_revision", args, kw, "name?", &name)
			if err != nil {
				return nil, err
			}
			s, _ := name.(pyvm.Str)
			rev, err := f.session().Latest(ud, d, max(slices.Index(ud.Names, string(s)), 0))
			return pyvm.Str(rev), f.raise(t, err)
		},
		"_implied": f.ofItem("implicit_urldata", func(t *pyvm.Thread, ud *fetch.Item, d *datastore.Store) (pyvm.Value, error) {
			var out []pyvm.Value
			for _, implied := range ud.Implied() {
				v, err := f.object(t, implied, d)
				if err != nil {
					return nil, err
				}
				out = append(out, v)
			}
			return pyvm.NewList(out...), nil
		}),
	})
}

// ofItem makes a function of an item and a store.
func (f *fetcher) ofItem(name string, get func(t *pyvm.Thread, ud *fetch.Item, d *datastore.Store) (pyvm.Value, error)) pyvm.Func {
	return func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		ud, d, err := f.itemArgs(t, name, args, kw)
		if err != nil {
			return nil, err
		}
		v, err := get(t, ud, d)
		return v, f.raise(t, err)
	}
}

// itemArgs takes the arguments of a function of an item and a store, and those more that it has.
func (f *fetcher) itemArgs(t *pyvm.Thread, fn string, args []pyvm.Value, kw []pyvm.Kw, more ...any) (*fetch.Item, *datastore.Store, error) {
	var data, store pyvm.Value
	if err := pyvm.Unpack(t, fn, args, kw, append([]any{"ud", &data, "d", &store}, more...)...); err != nil {
		return nil, nil, err
	}
	d, err := dataArg(store)
	if err != nil {
		return nil, nil, err
	}
	ud, err := f.item(t, data)
	return ud, d, err
}

// item returns what an object of FetchData is about.
func (f *fetcher) item(t *pyvm.Thread, data pyvm.Value) (*fetch.Item, error) {
	v, err := pyvm.LookupAttr(t, data, "_item")
	if err != nil {
		return nil, err
	}
	o, _ := v.(opaque)
	ud, ok := o.x.(*fetch.Item)
	if !ok {
		return nil, pyvm.Raise(pyvm.TypeError, "a bb.fetch2.FetchData is needed, not %s", data.Type().Name())
	}
	return ud, nil
}

// object returns the object of FetchData for an item.
func (f *fetcher) object(t *pyvm.Thread, ud *fetch.Item, d *datastore.Store) (pyvm.Value, error) {
	if v, ok := ud.Object.(pyvm.Value); ok {
		return v, nil
	}
	m, err := t.Import("bb.fetch2")
	if err != nil {
		return nil, err
	}
	make, err := pyvm.GetAttr(t, m, "_data_of")
	if err != nil {
		return nil, err
	}
	v, err := pyvm.Call(t, make, []pyvm.Value{opaque{ud}, NewData(d)}, nil)
	if err == nil {
		ud.Object = v
	}
	return v, err
}

// open looks at the items of a list and returns the dictionary of all that are known, by URL (Fetch.ud). The dictionary is
// the same for all Fetch that BitBake lets share it.
func (f *fetcher) open(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	var urls []string
	var dv pyvm.Value
	o := fetch.Options{}
	if err := pyvm.Unpack(t, "Fetch", args, kw, "urls", &urls, "d", &dv, "cache", &o.Cache, "localonly", &o.Local); err != nil {
		return nil, err
	}
	d, err := dataArg(dv)
	if err != nil {
		return nil, err
	}
	_, set, err := f.session().Open(urls, d, o)
	if err != nil {
		return nil, f.raise(t, err)
	}
	all, ok := set.Object.(*pyvm.Dict)
	if !ok {
		all = pyvm.NewDict(len(set.URLs()))
		set.Object = all
	}
	for _, url := range set.URLs() {
		if all.GetStr(url) != nil {
			continue
		}
		var v pyvm.Value = pyvm.None
		if ud := set.Item(url); ud != nil {
			if v, err = f.object(t, ud, d); err != nil {
				return nil, err
			}
		}
		all.SetStr(url, v)
	}
	return all, nil
}

func (f *fetcher) localpath(_ *pyvm.Thread, ud *fetch.Item, d *datastore.Store) (pyvm.Value, error) {
	err := f.session().SetupLocalpath(ud, d)
	return pyvm.Str(ud.Localpath), err
}
