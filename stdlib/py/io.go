package py

import (
	"strings"

	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/stdlib/native"
)

// ioModule is Python's io.
var ioModule = native.Module{
	Name: "io",
	Make: func(e *native.Env) native.Attrs {
		return native.Attrs{
			"open": e.Thread.Builtins.GetStr("open"), "open_code": pyvm.NewBuiltin("open_code", openCode),
			"text_encoding": pyvm.NewBuiltin("text_encoding", textEncoding),
			"IOBase":        ioBaseType, "RawIOBase": rawIOBaseType, "BufferedIOBase": bufferedIOBaseType, "TextIOBase": textIOBaseType,
			"FileIO": fileIOType, "BufferedReader": bufferedReaderType, "BufferedWriter": bufferedWriterType,
			"BufferedRandom": bufferedRandomType, "BytesIO": bytesIOType, "TextIOWrapper": textIOWrapperType, "StringIO": stringIOType,
			"UnsupportedOperation": unsupportedType(e.Thread), "BlockingIOError": e.Thread.Builtins.GetStr("BlockingIOError"),
			"DEFAULT_BUFFER_SIZE": pyvm.Int(8192), "SEEK_SET": pyvm.Int(0), "SEEK_CUR": pyvm.Int(1), "SEEK_END": pyvm.Int(2),
		}
	},
}

// envKey is the key of the thread's native.Env, which methods of native types need.
type envKey struct{}

func envOf(t *pyvm.Thread) *native.Env {
	e, _ := t.Local[envKey{}].(*native.Env)
	return e
}

// openArgs are the arguments of open.
type openArgs struct {
	file             pyvm.Value
	mode             string
	buffering        int
	encoding, errors pyvm.Value
	newline, opener  pyvm.Value
	closefd          bool
}

func builtinOpen(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	a := openArgs{mode: "r", buffering: -1, closefd: true}
	if err := pyvm.Unpack(t, "open", args, kw, "file", &a.file, "mode?", &a.mode, "buffering?", &a.buffering, "encoding?", &a.encoding,
		"errors?", &a.errors, "newline?", &a.newline, "closefd?", &a.closefd, "opener?", &a.opener); err != nil {
		return nil, err
	}
	return openPython(t, a)
}

func openCode(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	a := openArgs{mode: "rb", buffering: -1}
	if err := pyvm.Unpack(t, "open_code", args, kw, "path", &a.file); err != nil {
		return nil, err
	}
	return openPython(t, a)
}

func textEncoding(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	var encoding pyvm.Value
	level := 2
	if err := pyvm.Unpack(t, "text_encoding", args, kw, "encoding", &encoding, "stacklevel?", &level); err != nil {
		return nil, err
	}
	if encoding == pyvm.Value(pyvm.None) {
		return pyvm.Str("locale"), nil
	}
	return encoding, nil
}

func given(v pyvm.Value) bool { return v != nil && v != pyvm.Value(pyvm.None) }

// openMode reads open's mode.
func openMode(mode string) (o openFlags, binary bool, err error) {
	text := false
	kinds := 0
	for i, c := range mode {
		if strings.IndexRune(mode, c) != i {
			return o, false, pyvm.Raise(pyvm.ValueError, "invalid mode: '%s'", mode)
		}
		switch c {
		case 'r':
			o.read = true
			kinds++
		case 'w':
			o.write, o.create, o.truncate = true, true, true
			kinds++
		case 'a':
			o.write, o.create, o.append = true, true, true
			kinds++
		case 'x':
			o.write, o.create, o.exclusive = true, true, true
			kinds++
		case 't':
			text = true
		case 'b':
			binary = true
		case '+':
		default:
			return o, false, pyvm.Raise(pyvm.ValueError, "invalid mode: '%s'", mode)
		}
	}
	if strings.Contains(mode, "+") {
		o.read, o.write = true, true
	}
	switch {
	case text && binary:
		return o, false, pyvm.Raise(pyvm.ValueError, "can't have text and binary mode at once")
	case kinds == 0:
		return o, false, pyvm.Raise(pyvm.ValueError, "Must have exactly one of create/read/write/append mode and at most one plus")
	case kinds > 1:
		return o, false, pyvm.Raise(pyvm.ValueError, "must have exactly one of create/read/write/append mode")
	}
	return o, binary, nil
}

// openPython is open().
func openPython(t *pyvm.Thread, a openArgs) (pyvm.Value, error) {
	e := envOf(t)
	o, binary, err := openMode(a.mode)
	if err != nil {
		return nil, err
	}
	path, err := osPath(t, "open", "file", a.file, "integer")
	if err != nil {
		if pyvm.IsException(err, pyvm.TypeError) {
			err = pyvm.Raise(pyvm.TypeError, "expected str, bytes or os.PathLike object, not %s", a.file.Type().Name())
		}
		return nil, err
	}
	switch {
	case binary && given(a.encoding):
		return nil, pyvm.Raise(pyvm.ValueError, "binary mode doesn't take an encoding argument")
	case binary && given(a.errors):
		return nil, pyvm.Raise(pyvm.ValueError, "binary mode doesn't take an errors argument")
	case binary && given(a.newline):
		return nil, pyvm.Raise(pyvm.ValueError, "binary mode doesn't take a newline argument")
	case !binary && a.buffering == 0:
		return nil, pyvm.Raise(pyvm.ValueError, "can't have unbuffered text I/O")
	}
	o.perm = 0o666
	var f *openFile
	if given(a.opener) {
		if path.fd, err = callOpener(t, a, o); err != nil {
			return nil, err
		}
	}
	if path.fd >= 0 {
		if f, err = openDescriptor(t, path.fd, o); err != nil {
			return nil, err
		}
	} else if f, err = open(t, e, path.s, o); err != nil {
		return nil, err
	}
	if binary {
		b := &binaryFile{ty: bufferedType(f), f: f, name: a.file, mode: binaryModeName(o)}
		if a.buffering == 0 {
			b.ty = fileIOType
		}
		return b, nil
	}
	x := &textFile{f: f, name: a.file, mode: a.mode, encoding: "UTF-8", errors: "strict"}
	if x.newline, err = newlineOf(t, a.newline); err != nil {
		return nil, err
	}
	for _, arg := range []struct {
		name string
		v    pyvm.Value
		to   *string
	}{{"encoding", a.encoding, &x.encoding}, {"errors", a.errors, &x.errors}} {
		if !given(arg.v) {
			continue
		}
		s, ok := pyvm.Unwrap(arg.v).(pyvm.Str)
		if !ok {
			return nil, pyvm.Raise(pyvm.TypeError, "open() argument '%s' must be str or None, not %s", arg.name, arg.v.Type().Name())
		}
		*arg.to = string(s)
	}
	if x.encoding == "locale" {
		x.encoding = "UTF-8"
	}
	if _, err := pyvm.Decode(t, "", x.encoding, x.errors); err != nil {
		return nil, err
	}
	return x, nil
}

func binaryModeName(o openFlags) string {
	mode := "rb"
	switch {
	case o.append:
		mode = "ab"
	case o.exclusive:
		mode = "xb"
	case o.truncate && o.read:
		return "rb+"
	case o.truncate:
		mode = "wb"
	}
	if o.read && o.write {
		mode += "+"
	}
	return mode
}

// callOpener asks an opener for a descriptor.
func callOpener(t *pyvm.Thread, a openArgs, o openFlags) (int, error) {
	flags := 0
	switch {
	case o.read && o.write:
		flags = 2
	case o.write:
		flags = 1
	}
	if o.create {
		flags |= 0o100
	}
	if o.truncate {
		flags |= 0o1000
	}
	if o.append {
		flags |= 0o2000
	}
	if o.exclusive {
		flags |= 0o200
	}
	r, err := pyvm.Call(t, a.opener, []pyvm.Value{a.file, pyvm.Int(flags | 0o2000000)}, nil)
	if err != nil {
		return 0, err
	}
	n, ok, err := pyvm.AsIndex(t, r)
	if err == nil && !ok {
		err = pyvm.Raise(pyvm.TypeError, "expected integer from opener")
	}
	return n, err
}

// openDescriptor returns the open file with a number.
func openDescriptor(t *pyvm.Thread, fd int, o openFlags) (*openFile, error) {
	if f := fileTableOf(t).files[fd]; f != nil {
		return f, nil
	}
	if fd >= 0 && fd <= 2 {
		if s := standardStream(t, fd); s != nil {
			return s.f, nil
		}
	}
	return nil, &pyvm.Raised{Exc: pyvm.NewOSError(pyvm.Int(9), pyvm.Str("Bad file descriptor"), pyvm.Int(fd))}
}
