package py

import (
	"github.com/knead-build/knead/eval/pyvm"
)

// The classes of binary files.
var fileIOType, bufferedReaderType, bufferedWriterType, bufferedRandomType, bytesIOType *pyvm.Type

// binaryFile is a binary file object.
type binaryFile struct {
	ty    *pyvm.Type
	f     *openFile
	name  pyvm.Value
	mode  string
	attrs *pyvm.Dict
}

func (b *binaryFile) Type() *pyvm.Type { return b.ty }

// InstanceDict returns the attributes that Python code sets.
func (b *binaryFile) InstanceDict() *pyvm.Dict {
	if b.attrs == nil {
		b.attrs = pyvm.NewDict(2)
	}
	return b.attrs
}

func (b *binaryFile) isClosed() bool                   { return b.f.closed }
func (b *binaryFile) closeStream(t *pyvm.Thread) error { return b.f.close(t) }

// Attr returns name, mode, closed and raw.
func (b *binaryFile) Attr(t *pyvm.Thread, name string) (pyvm.Value, error) {
	switch name {
	case "closed":
		return pyvm.Bool(b.f.closed), nil
	case "name":
		if b.name != nil {
			return b.name, nil
		}
	case "mode":
		if b.mode != "" {
			return pyvm.Str(b.mode), nil
		}
	case "raw":
		if b.ty != bytesIOType && b.ty != fileIOType {
			return &binaryFile{ty: fileIOType, f: b.f, name: b.name, mode: b.mode}, nil
		}
	}
	return nil, nil
}

// Repr returns <_io.BufferedReader name='x'>.
func (b *binaryFile) Repr(t *pyvm.Thread) (string, error) {
	if b.name == nil {
		return "<" + b.ty.FullName() + " object>", nil
	}
	name, err := pyvm.Repr(t, b.name)
	if b.ty == fileIOType {
		return "<_io.FileIO name=" + name + " mode='" + b.mode + "' closefd=True>", err
	}
	return "<" + b.ty.FullName() + " name=" + name + ">", err
}

// Next returns the next line.
func (b *binaryFile) Next(t *pyvm.Thread) (pyvm.Value, error) {
	if err := b.check(t, true); err != nil {
		return nil, err
	}
	if line := b.f.line(-1); line != "" {
		return pyvm.Bytes(line), nil
	}
	return nil, nil
}

// check refuses to read or write what is not open for it.
func (b *binaryFile) check(t *pyvm.Thread, read bool) error {
	switch {
	case b.f.closed && b.ty == bytesIOType:
		return errClosed()
	case b.f.closed:
		what := map[bool]string{true: "read of closed file", false: "write to closed file"}[read]
		if b.ty == fileIOType {
			what = "I/O operation on closed file"
		}
		return pyvm.Raise(pyvm.ValueError, "%s", what)
	case read && !b.f.readable:
		return unsupportedOperation(t, map[bool]string{true: "File not open for reading", false: "read"}[b.ty == fileIOType])
	case !read && !b.f.writable:
		return unsupportedOperation(t, map[bool]string{true: "File not open for writing", false: "write"}[b.ty == fileIOType])
	}
	return nil
}

func newFileIO(t *pyvm.Thread, cls *pyvm.Type, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	var file pyvm.Value
	mode := "r"
	if err := pyvm.Unpack(t, "FileIO", args, kw, "file", &file, "mode?", &mode); err != nil {
		return nil, err
	}
	v, err := openPython(t, openArgs{file: file, mode: mode + "b", buffering: 0})
	if err != nil {
		return nil, err
	}
	return pyvm.WrapNative(t, cls, v, nil, nil)
}

// newBuffered makes a buffered file of a raw one.
func newBuffered(t *pyvm.Thread, cls *pyvm.Type, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	var raw pyvm.Value
	size := 0
	if err := pyvm.Unpack(t, cls.Name(), args, kw, "raw", &raw, "buffer_size?", &size); err != nil {
		return nil, err
	}
	b, ok := pyvm.Unwrap(raw).(*binaryFile)
	if !ok {
		return nil, pyvm.Raise(pyvm.NotImplementedErr, "%s of a '%s' object is not supported by Knead's Python", cls.Name(), raw.Type().Name())
	}
	ty := bufferedReaderType
	for _, c := range []*pyvm.Type{bufferedReaderType, bufferedWriterType, bufferedRandomType} {
		if cls.IsSubclass(c) {
			ty = c
		}
	}
	return pyvm.WrapNative(t, cls, &binaryFile{ty: ty, f: b.f, name: b.name, mode: b.mode}, nil, nil)
}

func newBytesIO(t *pyvm.Thread, cls *pyvm.Type, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	b := &binaryFile{ty: bytesIOType, f: &openFile{readable: true, writable: true}}
	if cls.IsNative() {
		if _, err := initBytesIO(t, append([]pyvm.Value{b}, args...), kw); err != nil {
			return nil, err
		}
		return b, nil
	}
	return pyvm.WrapNative(t, cls, b, args, kw)
}

func initBytesIO(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	self, rest, err := pyvm.Self[*binaryFile]("__init__", args)
	if err != nil {
		return nil, err
	}
	var initial pyvm.Value = pyvm.None
	if err := pyvm.Unpack(t, "BytesIO", rest, kw, "initial_bytes?", &initial); err != nil {
		return nil, err
	}
	if initial != pyvm.Value(pyvm.None) {
		s, err := bytesOf(initial)
		if err != nil {
			return nil, err
		}
		self.f.data = []byte(s)
	}
	return pyvm.None, nil
}

// bytesOf returns the bytes of a bytes-like object.
func bytesOf(v pyvm.Value) (string, error) {
	switch x := pyvm.Unwrap(v).(type) {
	case pyvm.Bytes:
		return string(x), nil
	case *pyvm.ByteArray:
		return string(x.B), nil
	}
	return "", pyvm.Raise(pyvm.TypeError, "a bytes-like object is required, not '%s'", v.Type().Name())
}

// sizeOf takes the optional size of a read; None and negative numbers mean all.
func sizeOf(t *pyvm.Thread, name string, args []pyvm.Value, kw []pyvm.Kw) (int, error) {
	var v pyvm.Value = pyvm.None
	if err := pyvm.Unpack(t, name, args, kw, "size?", &v); err != nil {
		return 0, err
	}
	if v == pyvm.Value(pyvm.None) {
		return -1, nil
	}
	n, ok, err := pyvm.AsIndex(t, v)
	if err == nil && !ok {
		err = pyvm.Raise(pyvm.TypeError, "argument should be integer or None, not '%s'", v.Type().Name())
	}
	return n, err
}

// binaryMethod makes a method of binary files.
func binaryMethod(name string, f func(t *pyvm.Thread, b *binaryFile, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error)) pyvm.Func {
	return func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		self, rest, err := pyvm.Self[*binaryFile](name, args)
		if err != nil {
			return nil, err
		}
		return f(t, self, rest, kw)
	}
}

var binaryMethods = map[string]pyvm.Func{
	"read":  binaryMethod("read", readBinary),
	"read1": binaryMethod("read1", readBinary),
	"peek": binaryMethod("peek", func(t *pyvm.Thread, b *binaryFile, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		pos := b.f.pos
		v, err := readBinary(t, b, nil, nil)
		b.f.pos = pos
		return v, err
	}),
	"readall": binaryMethod("readall", func(t *pyvm.Thread, b *binaryFile, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		return readBinary(t, b, nil, nil)
	}),
	"readinto":  binaryMethod("readinto", readInto),
	"readinto1": binaryMethod("readinto1", readInto),
	"readline": binaryMethod("readline", func(t *pyvm.Thread, b *binaryFile, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		n, err := sizeOf(t, "readline", args, kw)
		if err == nil {
			err = b.check(t, true)
		}
		if err != nil {
			return nil, err
		}
		return pyvm.Bytes(b.f.line(n)), nil
	}),
	"write": binaryMethod("write", func(t *pyvm.Thread, b *binaryFile, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		var v pyvm.Value
		if err := pyvm.Unpack(t, "write", args, kw, "b", &v); err != nil {
			return nil, err
		}
		if err := b.check(t, false); err != nil {
			return nil, err
		}
		s, err := bytesOf(v)
		if err != nil {
			return nil, err
		}
		return pyvm.Int(len(s)), b.f.write(t, s)
	}),
	"seek": binaryMethod("seek", func(t *pyvm.Thread, b *binaryFile, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		offset, whence := 0, 0
		if err := pyvm.Unpack(t, "seek", args, kw, "offset", &offset, "whence?", &whence); err != nil {
			return nil, err
		}
		if b.f.closed {
			return nil, errClosed()
		}
		if b.ty == bytesIOType && whence == 0 && offset < 0 {
			return nil, pyvm.Raise(pyvm.ValueError, "negative seek value %d", offset)
		}
		n, err := b.f.seek(offset, whence)
		return pyvm.Int(n), err
	}),
	"tell": binaryMethod("tell", func(t *pyvm.Thread, b *binaryFile, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		if b.f.closed {
			return nil, errClosed()
		}
		return pyvm.Int(b.f.pos), nil
	}),
	"truncate": binaryMethod("truncate", func(t *pyvm.Thread, b *binaryFile, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		size := b.f.pos
		if err := pyvm.Unpack(t, "truncate", args, kw, "size?", &size); err != nil {
			return nil, err
		}
		if err := b.check(t, false); err != nil {
			return nil, err
		}
		if size < 0 {
			return nil, pyvm.Raise(pyvm.ValueError, "negative size value %d", size)
		}
		if b.ty == bytesIOType && size > len(b.f.data) {
			return pyvm.Int(size), nil
		}
		return pyvm.Int(size), b.f.truncate(t, size)
	}),
	"flush": binaryMethod("flush", func(t *pyvm.Thread, b *binaryFile, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		if b.f.closed {
			if b.ty == bytesIOType {
				return nil, errClosed()
			}
			return nil, pyvm.Raise(pyvm.ValueError, "flush of closed file")
		}
		return pyvm.None, b.f.flush()
	}),
	"readable": binaryMethod("readable", func(t *pyvm.Thread, b *binaryFile, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		return pyvm.Bool(b.f.readable), checkOpen(t, b)
	}),
	"writable": binaryMethod("writable", func(t *pyvm.Thread, b *binaryFile, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		return pyvm.Bool(b.f.writable), checkOpen(t, b)
	}),
	"seekable": sayTrue,
	"fileno": binaryMethod("fileno", func(t *pyvm.Thread, b *binaryFile, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		if b.ty == bytesIOType {
			return nil, unsupportedOperation(t, "fileno")
		}
		return pyvm.Int(b.f.fd), checkOpen(t, b)
	}),
	"detach": binaryMethod("detach", func(t *pyvm.Thread, b *binaryFile, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		return &binaryFile{ty: fileIOType, f: b.f, name: b.name, mode: b.mode}, nil
	}),
}

func readBinary(t *pyvm.Thread, b *binaryFile, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	n, err := sizeOf(t, "read", args, kw)
	if err == nil {
		err = b.check(t, true)
	}
	if err != nil {
		return nil, err
	}
	if n < -1 && b.ty != bytesIOType && b.ty != fileIOType {
		return nil, pyvm.Raise(pyvm.ValueError, "read length must be non-negative or -1")
	}
	s := b.f.read(n)
	return pyvm.Bytes(s), t.Alloc(len(s))
}

func readInto(t *pyvm.Thread, b *binaryFile, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	var to pyvm.Value
	if err := pyvm.Unpack(t, "readinto", args, kw, "buffer", &to); err != nil {
		return nil, err
	}
	buf, ok := pyvm.Unwrap(to).(*pyvm.ByteArray)
	if !ok {
		return nil, pyvm.Raise(pyvm.TypeError, "readinto() argument must be read-write bytes-like object, not %s", to.Type().Name())
	}
	if err := b.check(t, true); err != nil {
		return nil, err
	}
	return pyvm.Int(copy(buf.B, b.f.read(len(buf.B)))), nil
}

var bytesIOMethods = func() map[string]pyvm.Func {
	value := binaryMethod("getvalue", func(t *pyvm.Thread, b *binaryFile, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		if b.f.closed {
			return nil, errClosed()
		}
		return pyvm.Bytes(b.f.data), nil
	})
	out := map[string]pyvm.Func{"__init__": initBytesIO, "getvalue": value, "getbuffer": value}
	for name, f := range binaryMethods {
		out[name] = f
	}
	return out
}()
