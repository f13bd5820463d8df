package py

import (
	"strings"

	"github.com/knead-build/knead/eval/pyvm"
)

// pathArg is an argument that is a path: a str or bytes, or what __fspath__ gives. s is as the system has it.
type pathArg struct {
	s     string
	bytes bool
	fd    int // where the caller takes descriptors and got one; else -1
	value pyvm.Value
}

// make returns a path of the same kind.
func (p pathArg) make(s string) pyvm.Value {
	if p.bytes {
		return pyvm.Bytes(s)
	}
	return pyvm.DecodeFS(s)
}

func (p pathArg) makeList(names []string) pyvm.Value {
	out := make([]pyvm.Value, len(names))
	for i, n := range names {
		out[i] = p.make(n)
	}
	return pyvm.NewList(out...)
}

// fsPath is os.fspath for an argument.
func fsPath(t *pyvm.Thread, v pyvm.Value) (pathArg, error) {
	if p, ok, err := plainPath(v); ok || err != nil {
		return p, err
	}
	r, err := fspathMethod(t, v)
	if err != nil {
		return pathArg{}, err
	}
	if r == nil {
		return pathArg{}, pyvm.Raise(pyvm.TypeError, "expected str, bytes or os.PathLike object, not %s", v.Type().Name())
	}
	p, ok, err := plainPath(r)
	if err == nil && !ok {
		err = pyvm.Raise(pyvm.TypeError, "expected %s.__fspath__() to return str or bytes, not %s", v.Type().Name(), r.Type().Name())
	}
	return p, err
}

func plainPath(v pyvm.Value) (pathArg, bool, error) {
	switch x := pyvm.Unwrap(v).(type) {
	case pyvm.Str:
		s, err := pyvm.EncodeFS(x)
		return pathArg{s: s, fd: -1, value: v}, err == nil, err
	case pyvm.Bytes:
		return pathArg{s: string(x), bytes: true, fd: -1, value: v}, true, nil
	}
	return pathArg{}, false, nil
}

// fspathMethod returns what v's __fspath__ gives, nil where it has none.
func fspathMethod(t *pyvm.Thread, v pyvm.Value) (pyvm.Value, error) {
	if v.Type().Lookup("__fspath__") == nil {
		return nil, nil
	}
	f, err := pyvm.GetAttr(t, v, "__fspath__")
	if err != nil {
		return nil, err
	}
	return pyvm.Call(t, f, nil, nil)
}

// osPath takes an argument of a function of module os. kinds is what the function takes besides str, bytes and PathLike:
// "integer", "None" or both.
func osPath(t *pyvm.Thread, fn, param string, v pyvm.Value, kinds ...string) (pathArg, error) {
	for _, k := range kinds {
		switch {
		case k == "None" && v == pyvm.Value(pyvm.None):
			return pathArg{s: ".", fd: -1, value: v}, nil
		case k == "integer":
			if n, ok, err := pyvm.AsIndex(t, v); ok && err == nil {
				return pathArg{fd: n, value: v}, nil
			}
		}
	}
	p, ok, err := plainPath(v)
	if !ok && err == nil {
		var r pyvm.Value
		if r, err = fspathMethod(t, v); err != nil {
			return pathArg{}, err
		}
		if r != nil {
			p, ok, err = plainPath(r)
		}
	}
	if err != nil {
		return pathArg{}, err
	}
	if !ok {
		list := append([]string{"string", "bytes", "os.PathLike"}, kinds...)
		text := strings.Join(list[:len(list)-1], ", ") + " or " + list[len(list)-1]
		return pathArg{}, pyvm.Raise(pyvm.TypeError, "%s: %s should be %s, not %s", fn, param, text, v.Type().Name())
	}
	if strings.IndexByte(p.s, 0) >= 0 {
		return pathArg{}, pyvm.Raise(pyvm.ValueError, "embedded null byte")
	}
	return p, nil
}
