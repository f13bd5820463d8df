package bb

import (
	"archive/zip"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"slices"
	"strings"
	"unicode"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/eval/host"
	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/lang/depend"
	"github.com/knead-build/knead/stdlib/bb/fetch"
	"github.com/knead-build/knead/stdlib/native"
	"github.com/knead-build/knead/stdlib/posixpath"
)

// fields is str.split().
func fields(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r >= 0x1c && r <= 0x1f })
}

// dataArg takes a d argument.
func dataArg(v pyvm.Value) (*datastore.Store, error) {
	if x, ok := v.(*Data); ok {
		return x.store, nil
	}
	return nil, pyvm.Raise(pyvm.AttributeError, "'%s' object has no attribute 'getVar'", v.Type().Name())
}

// words returns the words of an argument: of a string, or the items of a list or set.
func words(t *pyvm.Thread, v pyvm.Value) ([]string, error) {
	if s, ok := v.(pyvm.Str); ok {
		return fields(string(s)), nil
	}
	items, err := pyvm.ToSlice(t, v)
	if err != nil {
		return nil, err
	}
	out := make([]string, 0, len(items))
	for _, x := range items {
		s, ok := pyvm.Unwrap(x).(pyvm.Str)
		if !ok {
			s = "\x00" // no word of a variable is that
		}
		out = append(out, string(s))
	}
	return out, nil
}

// wordArgs returns the words of a variable's value, and those of checkvalues; ok is false where the value is empty.
func wordArgs(t *pyvm.Thread, variable, check, store pyvm.Value) (have, want []string, ok bool, err error) {
	d, err := dataArg(store)
	if err != nil {
		return nil, nil, false, err
	}
	name, err := text(variable, "the variable")
	if err != nil {
		return nil, nil, false, err
	}
	value, err := d.Get(name)
	if err != nil || value == "" {
		return nil, nil, false, raise(err)
	}
	want, err = words(t, check)
	return fields(value), want, err == nil, err
}

// containsArgs are the arguments of contains and contains_any.
func containsArgs(t *pyvm.Thread, fn string, args []pyvm.Value, kw []pyvm.Kw) (a [5]pyvm.Value, err error) {
	if len(args) == 5 && len(kw) == 0 {
		copy(a[:], args)
		return a, nil
	}
	err = pyvm.Unpack(t, fn, args, kw, "variable", &a[0], "checkvalues", &a[1], "truevalue", &a[2], "falsevalue", &a[3], "d", &a[4])
	return a, err
}

// contains makes contains and contains_any: which of two values is returned depends on the words.
func contains(fn string, holds func(have, want []string) bool) pyvm.Func {
	return func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		a, err := containsArgs(t, fn, args, kw)
		if err != nil {
			return nil, err
		}
		have, want, ok, err := wordArgs(t, a[0], a[1], a[4])
		if err != nil {
			return nil, err
		}
		if ok && holds(have, want) {
			return a[2], nil
		}
		return a[3], nil
	}
}

func haveAll(have, want []string) bool {
	return !slices.ContainsFunc(want, func(w string) bool { return !slices.Contains(have, w) })
}

func haveAny(have, want []string) bool {
	return slices.ContainsFunc(want, func(w string) bool { return slices.Contains(have, w) })
}

func filter(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	var variable, check, store pyvm.Value
	if err := pyvm.Unpack(t, "filter", args, kw, "variable", &variable, "checkvalues", &check, "d", &store); err != nil {
		return nil, err
	}
	have, want, _, err := wordArgs(t, variable, check, store)
	return pyvm.Str(common(have, want)), err
}

// common returns the words of check that are among have, sorted, each once.
func common(have, check []string) string {
	var out []string
	for _, w := range check {
		if slices.Contains(have, w) && !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

func filterString(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	var val, check pyvm.Value
	if err := pyvm.Unpack(t, "filter_string", args, kw, "val", &val, "checkvalues", &check); err != nil {
		return nil, err
	}
	s, _ := val.(pyvm.Str)
	if s == "" {
		return pyvm.Str(""), nil
	}
	want, err := words(t, check)
	return pyvm.Str(common(fields(string(s)), want)), err
}

// goModuleSum makes the function that returns the checksum that go.sum has of a module's archive, or of a file go.mod: of
// lines with the files' checksums and names, in hexadecimal digits.
func goModuleSum(e *native.Env) pyvm.Func {
	return func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		var file string
		if err := pyvm.Unpack(t, "goh1_file", args, kw, "filename", &file); err != nil {
			return nil, err
		}
		data, err := e.Host.Files().ReadFile(file)
		if err != nil {
			return nil, native.OSError(err, file)
		}
		sums, err := archiveSums(data)
		if err != nil {
			sums = fmt.Sprintf("%x  go.mod\n", sha256.Sum256([]byte(data)))
		}
		return pyvm.Str(fmt.Sprintf("%x", sha256.Sum256([]byte(sums)))), nil
	}
}

// archiveSums returns the lines for a zip archive.
func archiveSums(data string) (string, error) {
	z, err := zip.NewReader(strings.NewReader(data), int64(len(data)))
	if err != nil {
		return "", err
	}
	files := slices.SortedFunc(slices.Values(z.File), func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	var out strings.Builder
	for _, f := range files {
		r, err := f.Open()
		if err != nil {
			return "", err
		}
		h := sha256.New()
		if _, err := io.Copy(h, io.LimitReader(r, maxMember)); err != nil {
			return "", err
		}
		fmt.Fprintf(&out, "%x  %s\n", h.Sum(nil), f.Name)
	}
	return out.String(), nil
}

// maxMember is how much of a file in an archive is read.
const maxMember = 1 << 30

func toBoolean(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	var v pyvm.Value
	var def pyvm.Value = pyvm.None
	if err := pyvm.Unpack(t, "to_boolean", args, kw, "string", &v, "default?", &def); err != nil {
		return nil, err
	}
	truth, err := pyvm.Truth(t, v)
	if err != nil {
		return nil, err
	}
	if !truth {
		return def, nil
	}
	if pyvm.Big(v) != nil {
		return pyvm.True, nil
	}
	s, ok := v.(pyvm.Str)
	if !ok {
		return nil, pyvm.Raise(pyvm.AttributeError, "'%s' object has no attribute 'lower'", v.Type().Name())
	}
	switch strings.ToLower(string(s)) {
	case "y", "yes", "1", "true":
		return pyvm.True, nil
	case "n", "no", "0", "false":
		return pyvm.False, nil
	}
	return nil, pyvm.Raise(pyvm.ValueError, "Invalid value for to_boolean: %s", string(s))
}

func which(e *native.Env) pyvm.Func {
	return func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		var path pyvm.Value
		var item string
		reverse, history, executable := false, false, false
		if err := pyvm.Unpack(t, "which", args, kw, "path", &path, "item", &item, "direction?", &reverse, "history?", &history, "executable?", &executable); err != nil {
			return nil, err
		}
		str, _ := path.(pyvm.Str)
		dirs := strings.Split(string(str), ":")
		if reverse {
			slices.Reverse(dirs)
		}
		view := e.Host.Files()
		var tried []pyvm.Value
		found := ""
		for _, dir := range dirs {
			p := posixpath.Join(dir, item)
			tried = append(tried, pyvm.Str(p))
			if executable && !(view.IsFile(p) && view.Access(p, 1)) || !executable && !view.Exists(p) {
				continue
			}
			if found = p; !strings.HasPrefix(p, "/") {
				found = view.Abs(p)
			}
			break
		}
		if history {
			return pyvm.NewTuple(pyvm.Str(found), pyvm.NewList(tried...)), nil
		}
		return pyvm.Str(found), nil
	}
}

// checksum makes the function that returns a file's checksum.
func checksum(e *native.Env, fn string, sum func() hash.Hash) pyvm.Func {
	return func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		var file string
		if err := pyvm.Unpack(t, fn, args, kw, "filename", &file); err != nil {
			return nil, err
		}
		data, err := e.Host.Files().ReadFile(file)
		if err != nil {
			return nil, native.OSError(err, file)
		}
		h := sum()
		h.Write([]byte(data))
		return pyvm.Str(hex.EncodeToString(h.Sum(nil))), nil
	}
}

// versionException is bb.utils.VersionStringException.
var versionException = pyvm.NewExceptionType("VersionStringException", "bb.utils", pyvm.ExceptionType)

func explodeDepVersions(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	var s string
	sorted := true
	if err := pyvm.Unpack(t, "explode_dep_versions2", args, kw, "s", &s, "sort?", &sorted); err != nil {
		return nil, err
	}
	items, err := depend.Parse(s)
	if err != nil {
		return nil, pyvm.Raise(versionException, "%s", err.Error())
	}
	// a version in front of all names belongs to None
	nobody := slices.IndexFunc(items, func(i depend.Item) bool { return i.Name == "" })
	if sorted && nobody >= 0 && len(items) > 1 {
		return nil, pyvm.Raise(pyvm.TypeError, "'<' not supported between instances of 'str' and 'NoneType'")
	}
	if sorted {
		slices.SortFunc(items, func(a, b depend.Item) int { return strings.Compare(a.Name, b.Name) })
	}
	out := pyvm.NewDict(len(items))
	for _, i := range items {
		var name pyvm.Value = pyvm.Str(i.Name)
		if i.Name == "" {
			name = pyvm.None
		}
		if err := out.Set(t, name, pyvm.NewList(pyvm.Strings(i.Constraints)...)); err != nil {
			return nil, err
		}
	}
	return out, nil
}

var utilsModule = native.Module{
	Name: "bb.utils",
	Make: func(e *native.Env) native.Attrs {
		release := fetch.ReleaseOf(e.Host.Version())
		attrs := native.Attrs{
			"_release":               pyvm.NewTuple(pyvm.Int(release.Major), pyvm.Int(release.Minor)),
			"VersionStringException": versionException,
		}.Funcs(map[string]pyvm.Func{
			"contains":     contains("contains", haveAll),
			"contains_any": contains("contains_any", haveAny),
			"filter":       filter,
			"to_boolean":   toBoolean,
			"which":        which(e),
			"explode_deps": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
				var s string
				if err := pyvm.Unpack(t, "explode_deps", args, kw, "s", &s); err != nil {
					return nil, err
				}
				return pyvm.NewList(pyvm.Strings(depend.Names(s))...), nil
			},
			"explode_dep_versions2": explodeDepVersions,
			"mkdirhier": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
				var dir string
				if err := pyvm.Unpack(t, "mkdirhier", args, kw, "directory", &dir); err != nil {
					return nil, err
				}
				if strings.Contains(dir, "${") && !release.Before(2, 8) {
					return log(e, "fatal", host.Fatal, 0)(t, []pyvm.Value{pyvm.Str("the directory " + dir + " that is to be made has an unexpanded variable in its name")}, nil)
				}
				return pyvm.None, native.OSError(e.Host.Files().MkdirAll(dir, 0o777), dir)
			},
			"cpu_count": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
				return pyvm.Int(e.Host.Machine().CPUs()), nil
			},
			"md5_file":    checksum(e, "md5_file", md5.New),
			"sha1_file":   checksum(e, "sha1_file", sha1.New),
			"sha256_file": checksum(e, "sha256_file", sha256.New),
			"sha384_file": checksum(e, "sha384_file", sha512.New384),
			"sha512_file": checksum(e, "sha512_file", sha512.New),
			"get_context": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
				return t.Globals, nil
			},
			"set_context": nothing,
		})
		if !release.Before(2, 18) {
			attrs.Funcs(map[string]pyvm.Func{"filter_string": filterString, "goh1_file": goModuleSum(e)})
		}
		return attrs
	},
	Source: pythonSource("bb.utils") + pythonSource("bb.utils-version") + pythonSource("bb.utils-edit") + pythonSource("bb.utils-code") + pythonSource("bb.utils-host"),
}
