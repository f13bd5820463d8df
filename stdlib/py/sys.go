package py

import (
	"math"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/host"
	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/stdlib/native"
)

// sysModule is Python's sys. The version is that of the language that Knead's Python is.
var sysModule = native.Module{Name: "sys", Make: makeSys}

var (
	versionInfo = &structSpec{module: "sys", name: "version_info", fields: []string{"major", "minor", "micro", "releaselevel", "serial"}}
	sysFlags    = &structSpec{module: "sys", name: "flags", fields: []string{"debug", "inspect", "interactive", "optimize", "dont_write_bytecode",
		"no_user_site", "no_site", "ignore_environment", "verbose", "bytes_warning", "quiet", "hash_randomization", "isolated", "dev_mode",
		"utf8_mode", "warn_default_encoding", "safe_path", "int_max_str_digits"}}
	floatInfo = &structSpec{module: "sys", name: "float_info", fields: []string{"max", "max_exp", "max_10_exp", "min", "min_exp", "min_10_exp",
		"dig", "mant_dig", "epsilon", "radix", "rounds"}}
	intInfo = &structSpec{module: "sys", name: "int_info", fields: []string{"bits_per_digit", "sizeof_digit", "default_max_str_digits",
		"str_digits_check_threshold"}}
	hashInfo = &structSpec{module: "sys", name: "hash_info", fields: []string{"width", "modulus", "inf", "nan", "imag", "algorithm", "hash_bits",
		"seed_bits", "cutoff"}}
	threadInfo = &structSpec{module: "sys", name: "thread_info", fields: []string{"name", "lock", "version"}}
)

func ints(list ...int) []pyvm.Value {
	out := make([]pyvm.Value, len(list))
	for i, n := range list {
		out[i] = pyvm.Int(n)
	}
	return out
}

const pythonVersion = "3.11.7"

func makeSys(e *native.Env) native.Attrs {
	t := e.Thread
	version := mustStruct(e, versionInfo, pyvm.Int(3), pyvm.Int(11), pyvm.Int(7), pyvm.Str("final"), pyvm.Int(0))
	flags := append(ints(0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0), pyvm.False, pyvm.Int(0), pyvm.Int(0), pyvm.False, pyvm.Int(-1))
	attrs := native.Attrs{
		"version": pyvm.Str(pythonVersion + " (Knead)"), "version_info": version, "hexversion": pyvm.Int(0x030b07f0), "api_version": pyvm.Int(1013),
		"platform": pyvm.Str("linux"), "byteorder": pyvm.Str("little"), "maxsize": pyvm.Int(math.MaxInt64), "maxunicode": pyvm.Int(0x10ffff),
		"prefix": pyvm.Str("/usr"), "exec_prefix": pyvm.Str("/usr"), "base_prefix": pyvm.Str("/usr"),
		"base_exec_prefix": pyvm.Str("/usr"), "platlibdir": pyvm.Str("lib"), "abiflags": pyvm.Str(""), "copyright": pyvm.Str(""),
		"argv": pyvm.NewList(pyvm.Str("bitbake")), "orig_argv": pyvm.NewList(pyvm.Str("bitbake")), "path": pyvm.NewList(),
		"modules": t.Modules, "meta_path": pyvm.NewList(), "path_hooks": pyvm.NewList(), "path_importer_cache": pyvm.NewDict(0),
		"warnoptions": pyvm.NewList(), "dont_write_bytecode": pyvm.True, "float_repr_style": pyvm.Str("short"), "pycache_prefix": pyvm.None,
		"flags": mustStruct(e, sysFlags, flags...), "_xoptions": pyvm.NewDict(0),
		"float_info": mustStruct(e, floatInfo, pyvm.Float(math.MaxFloat64), pyvm.Int(1024), pyvm.Int(308), pyvm.Float(2.2250738585072014e-308),
			pyvm.Int(-1021), pyvm.Int(-307), pyvm.Int(15), pyvm.Int(53), pyvm.Float(2.220446049250313e-16), pyvm.Int(2), pyvm.Int(1)),
		"int_info": mustStruct(e, intInfo, ints(30, 4, 4300, 640)...),
		"hash_info": mustStruct(e, hashInfo, pyvm.Int(64), pyvm.Int(1<<61-1), pyvm.Int(314159), pyvm.Int(0), pyvm.Int(1000003),
			pyvm.Str("siphash13"), pyvm.Int(64), pyvm.Int(128), pyvm.Int(0)),
		"thread_info":          mustStruct(e, threadInfo, pyvm.Str("pthread"), pyvm.Str("semaphore"), pyvm.None),
		"builtin_module_names": pyvm.NewTuple(pyvm.Strings([]string{"builtins", "sys"})...),
	}
	implementation := pyvm.NewModule("implementation", map[string]pyvm.Value{"name": pyvm.Str("knead"), "version": version,
		"hexversion": pyvm.Int(0x030b07f0), "cache_tag": pyvm.None})
	attrs["implementation"] = implementation
	for fd, name := range []string{"stdin", "stdout", "stderr"} {
		s := standardStream(t, fd)
		attrs[name], attrs["__"+name+"__"] = s, s
	}
	return attrs.Funcs(sysFuncs(e))
}

type streamKey struct{ fd int }

// standardStream returns stdin, stdout or stderr; nil for another number. What goes to stdout is what print prints; stderr goes
// to the log, line by line.
func standardStream(t *pyvm.Thread, fd int) *textFile {
	if fd < 0 || fd > 2 {
		return nil
	}
	if s, ok := t.Local[streamKey{fd}].(*textFile); ok {
		return s
	}
	f := &openFile{e: envOf(t), fd: fd, readable: fd == 0, writable: fd > 0}
	s := &textFile{f: f, name: pyvm.Str([]string{"<stdin>", "<stdout>", "<stderr>"}[fd]), mode: []string{"r", "w", "w"}[fd], encoding: "utf-8",
		errors: []string{"strict", "strict", "backslashreplace"}[fd], newline: newlineMode{universal: true, translate: true, end: "\n"}}
	switch fd {
	case 1:
		f.sink = func(t *pyvm.Thread, data string) error {
			if t.Print != nil {
				t.Print(data)
			}
			return nil
		}
	case 2:
		pending := ""
		f.sink = func(t *pyvm.Thread, data string) error {
			pending += data
			if i := strings.LastIndexByte(pending, '\n'); i >= 0 {
				envOf(t).Host.Log(host.Plain, pending[:i])
				pending = pending[i+1:]
			}
			return nil
		}
	}
	t.Local[streamKey{fd}] = s
	return s
}

func sysFuncs(e *native.Env) map[string]pyvm.Func {
	constant := func(v pyvm.Value) pyvm.Func {
		return func(*pyvm.Thread, []pyvm.Value, []pyvm.Kw) (pyvm.Value, error) { return v, nil }
	}
	return map[string]pyvm.Func{
		"__getattr__": sysAttr(e),
		"exit": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			var status pyvm.Value
			if err := pyvm.Unpack(t, "exit", args, kw, "status?", &status); err != nil {
				return nil, err
			}
			return nil, &pyvm.Raised{Exc: pyvm.NewException(pyvm.SystemExit, slices.Clone(args)...)}
		},
		"exc_info": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			exc := t.Handled()
			if exc == nil {
				return pyvm.NewTuple(pyvm.None, pyvm.None, pyvm.None), nil
			}
			tb, err := exc.Attr(t, "__traceback__")
			return pyvm.NewTuple(exc.Type(), exc, tb), err
		},
		"exception": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			if exc := t.Handled(); exc != nil {
				return exc, nil
			}
			return pyvm.None, nil
		},
		"getrecursionlimit": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			return pyvm.Int(pyvm.DefaultDepth), nil
		},
		"setrecursionlimit":     constant(pyvm.None),
		"getdefaultencoding":    constant(pyvm.Str("utf-8")),
		"getfilesystemencoding": constant(pyvm.Str("utf-8")), "getfilesystemencodeerrors": constant(pyvm.Str("surrogateescape")),
		"getswitchinterval": constant(pyvm.Float(0.005)), "setswitchinterval": constant(pyvm.None), "gettrace": constant(pyvm.None),
		"settrace": constant(pyvm.None), "getprofile": constant(pyvm.None), "setprofile": constant(pyvm.None), "is_finalizing": constant(pyvm.False),
		"get_int_max_str_digits": constant(pyvm.Int(4300)), "set_int_max_str_digits": constant(pyvm.None), "addaudithook": constant(pyvm.None),
		"audit": constant(pyvm.None), "getallocatedblocks": constant(pyvm.Int(0)), "getrefcount": constant(pyvm.Int(2)),
		"intern": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			var s pyvm.Value
			if err := pyvm.Unpack(t, "intern", args, kw, "string", &s); err != nil {
				return nil, err
			}
			if _, ok := s.(pyvm.Str); !ok {
				return nil, pyvm.Raise(pyvm.TypeError, "intern() argument must be str, not %s", s.Type().Name())
			}
			return s, nil
		},
		"getsizeof":  sizeOfObject,
		"_getframe":  getFrame,
		"excepthook": exceptHook, "__excepthook__": exceptHook,
		"displayhook": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			var v pyvm.Value
			if err := pyvm.Unpack(t, "displayhook", args, kw, "object", &v); err != nil || v == pyvm.Value(pyvm.None) {
				return pyvm.None, err
			}
			s, err := pyvm.Repr(t, v)
			if err == nil && t.Print != nil {
				t.Print(s + "\n")
			}
			return pyvm.None, err
		},
	}
}

// exceptHook prints an exception to stderr.
func exceptHook(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	var ty, exc, tb pyvm.Value
	if err := pyvm.Unpack(t, "excepthook", args, kw, "exctype", &ty, "value", &exc, "traceback", &tb); err != nil {
		return nil, err
	}
	if x, ok := pyvm.Unwrap(exc).(*pyvm.Exception); ok {
		return pyvm.None, standardStream(t, 2).write(t, pyvm.FormatException(&pyvm.Raised{Exc: x}))
	}
	return pyvm.None, nil
}

// sizeOfObject guesses: nobody can rely on it.
func sizeOfObject(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	var v, def pyvm.Value
	if err := pyvm.Unpack(t, "getsizeof", args, kw, "object", &v, "default?", &def); err != nil {
		return nil, err
	}
	size := 48
	switch x := pyvm.Unwrap(v).(type) {
	case pyvm.Str:
		size = 49 + len(x)
	case pyvm.Bytes:
		size = 33 + len(x)
	case pyvm.Int, pyvm.Bool:
		size = 28
	case pyvm.Float:
		size = 24
	case pyvm.Sized:
		size = 56 + 8*x.Len()
	}
	return pyvm.Int(size), nil
}
