package bb

import (
	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/stdlib/bb/fetch"
	"github.com/knead-build/knead/stdlib/native"
)

// urlFuncs adds the functions that take URLs apart and put them together.
func (f *fetcher) urlFuncs(a native.Attrs) native.Attrs {
	a.Funcs(map[string]pyvm.Func{
		"decodeurl":    f.decode("decodeurl", func(url string) (fetch.Decoded, error) { return f.s.Decode(url) }, f.params),
		"encodeurl":    f.encode,
		"_parse_uri":   f.parseURI,
		"_format_uri":  f.formatURI,
		"_replace":     f.replace,
		"_quote":       textFunc("path", fetch.Quote),
		"_unquote":     textFunc("path", fetch.Unquote),
		"_npm_package": textFunc("package", f.s.Release.NpmPackage),
	})
	if !f.s.Release.Before(2, 18) {
		a.Funcs(map[string]pyvm.Func{"decodemirrorurl": f.decode("decodemirrorurl", f.s.Release.DecodeMirror, f.ordered)})
	}
	return a
}

// textFunc makes a function of a text that returns a text.
func textFunc(param string, get func(string) string) pyvm.Func {
	return func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		var s string
		err := pyvm.Unpack(t, "a function of bb.fetch2", args, kw, param, &s)
		return pyvm.Str(get(s)), err
	}
}

func (f *fetcher) decode(name string, decode func(string) (fetch.Decoded, error), params func(*pyvm.Thread, fetch.Params) (pyvm.Value, error)) pyvm.Func {
	return func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		var url string
		if err := pyvm.Unpack(t, name, args, kw, "url", &url); err != nil {
			return nil, err
		}
		d, err := decode(url)
		if err != nil {
			return nil, f.raise(t, err)
		}
		list, err := params(t, d.Params)
		if err != nil {
			return nil, err
		}
		return pyvm.NewTuple(pyvm.Str(d.Type), pyvm.Str(d.Host), pyvm.Str(d.Path), pyvm.Str(d.User), pyvm.Str(d.Password), list), nil
	}
}

// encode takes the tuple that decode makes. What is false counts as nothing.
func (f *fetcher) encode(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	var decoded pyvm.Value
	if err := pyvm.Unpack(t, "encodeurl", args, kw, "decoded", &decoded); err != nil {
		return nil, err
	}
	parts, err := pyvm.ToSlice(t, decoded)
	if err != nil {
		return nil, err
	}
	if len(parts) != 6 {
		return nil, pyvm.Raise(pyvm.ValueError, "an URL has six parts, not %d", len(parts))
	}
	var d fetch.Decoded
	for i, to := range []*string{&d.Type, &d.Host, &d.Path, &d.User, &d.Password} {
		if truth, err := pyvm.Truth(t, parts[i]); err != nil || !truth {
			if err != nil {
				return nil, err
			}
			continue
		}
		if *to, err = text(parts[i], "a part of an URL"); err != nil {
			return nil, err
		}
	}
	if d.Params, err = paramsOf(t, parts[5]); err != nil {
		return nil, err
	}
	url, err := f.s.Release.Encode(d)
	return pyvm.Str(url), f.raise(t, err)
}

// params makes the dictionary of parameters that BitBake makes: an ordered one or, for none since 2.18, a plain one.
func (f *fetcher) params(t *pyvm.Thread, list fetch.Params) (pyvm.Value, error) {
	if len(list) == 0 && !f.s.Release.Before(2, 18) {
		return pyvm.NewDict(0), nil
	}
	return f.ordered(t, list)
}

// ordered makes a collections.OrderedDict of parameters.
func (f *fetcher) ordered(t *pyvm.Thread, list fetch.Params) (pyvm.Value, error) {
	if f.orderedDict == nil {
		m, err := t.Import("collections")
		if err != nil {
			return nil, err
		}
		if f.orderedDict, err = pyvm.GetAttr(t, m, "OrderedDict"); err != nil {
			return nil, err
		}
	}
	out := pyvm.NewDict(len(list))
	for _, p := range list {
		switch {
		case p.Bare:
			out.SetStr(p.Key, pyvm.None)
		case p.Bytes:
			out.SetStr(p.Key, pyvm.Bytes(p.Value))
		default:
			out.SetStr(p.Key, pyvm.Str(p.Value))
		}
	}
	return pyvm.Call(t, f.orderedDict, []pyvm.Value{out}, nil)
}

// uriParams makes the dictionary that a bb.fetch2.URI has: a plain one for none.
func (f *fetcher) uriParams(t *pyvm.Thread, list fetch.Params) (pyvm.Value, error) {
	if len(list) == 0 {
		return pyvm.NewDict(0), nil
	}
	return f.ordered(t, list)
}

// paramsOf takes a dictionary of parameters, or what is false for none.
func paramsOf(t *pyvm.Thread, v pyvm.Value) (fetch.Params, error) {
	if truth, err := pyvm.Truth(t, v); err != nil || !truth {
		return nil, err
	}
	dict, ok := pyvm.Unwrap(v).(*pyvm.Dict)
	if !ok {
		return nil, pyvm.Raise(pyvm.AttributeError, "'%s' object has no attribute 'items'", v.Type().Name())
	}
	var out fetch.Params
	var err error
	dict.All(func(k, v pyvm.Value) bool {
		p := fetch.Param{}
		if p.Key, err = pyvm.ToString(t, k); err != nil {
			return false
		}
		if p.Bare = v == pyvm.Value(pyvm.None); !p.Bare {
			p.Value, err = pyvm.ToString(t, v)
		}
		out = append(out, p)
		return err == nil
	})
	return out, err
}

// parseURI returns the attributes of a bb.fetch2.URI.
func (f *fetcher) parseURI(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	var url string
	if err := pyvm.Unpack(t, "URI", args, kw, "uri", &url); err != nil {
		return nil, err
	}
	u, err := f.s.Release.ParseURI(url)
	if err != nil {
		return nil, f.raise(t, err)
	}
	var port pyvm.Value = pyvm.None
	if u.Port != 0 {
		port = pyvm.Int(u.Port)
	}
	list, err := f.uriParams(t, u.Params)
	if err != nil {
		return nil, err
	}
	query, err := f.uriParams(t, u.Query)
	return pyvm.NewTuple(pyvm.Str(u.Scheme), pyvm.Str(u.Userinfo), pyvm.Str(u.Hostname), port, pyvm.Str(u.Path), list, query, pyvm.Bool(u.Relative)), err
}

// formatURI puts the attributes together.
func (f *fetcher) formatURI(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	var u fetch.URI
	var list, query pyvm.Value
	if err := pyvm.Unpack(t, "URI", args, kw, "scheme", &u.Scheme, "userinfo", &u.Userinfo, "hostname", &u.Hostname, "port?", &u.Port,
		"path", &u.Path, "params", &list, "query", &query, "relative", &u.Relative); err != nil {
		return nil, err
	}
	var err error
	if u.Params, err = paramsOf(t, list); err != nil {
		return nil, err
	}
	if u.Query, err = paramsOf(t, query); err != nil {
		return nil, err
	}
	url, err := f.s.Release.Format(&u)
	return pyvm.Str(url), f.raise(t, err)
}

// replace is uri_replace, with what it asks of the item as arguments.
func (f *fetcher) replace(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	var m fetch.Mirrored
	var line fetch.Mirror
	var replacements pyvm.Value
	if err := pyvm.Unpack(t, "uri_replace", args, kw, "url", &m.URL, "find", &line.Find, "replace", &line.Replace, "replacements", &replacements,
		"tarball?", &m.Tarball, "localpath?", &m.Localpath, "checksums?", &m.Checksums); err != nil {
		return nil, err
	}
	list, err := paramsOf(t, replacements)
	if err != nil {
		return nil, err
	}
	m.Replacements = list
	url, err := f.s.Release.Replace(m, line)
	if err != nil || url == "" {
		return pyvm.None, f.raise(t, err)
	}
	return pyvm.Str(url), nil
}
