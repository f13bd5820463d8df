package py

import (
	"github.com/knead-build/knead/eval/pyvm"
)

// The classes of module io. Objects of the abstract ones are what Python classes derived from them have inside.
var ioBaseType, rawIOBaseType, bufferedIOBaseType, textIOBaseType *pyvm.Type

func init() {
	ioBaseType = pyvm.NewType(pyvm.Spec{Name: "_IOBase", Module: "_io", New: newIOBase, Methods: ioBaseMethods})
	rawIOBaseType = pyvm.NewType(pyvm.Spec{Name: "_RawIOBase", Module: "_io", Base: ioBaseType, New: newIOBase})
	bufferedIOBaseType = pyvm.NewType(pyvm.Spec{Name: "_BufferedIOBase", Module: "_io", Base: ioBaseType, New: newIOBase})
	textIOBaseType = pyvm.NewType(pyvm.Spec{Name: "_TextIOBase", Module: "_io", Base: ioBaseType, New: newIOBase})

	binary := func(name string, base *pyvm.Type, make func(*pyvm.Thread, *pyvm.Type, []pyvm.Value, []pyvm.Kw) (pyvm.Value, error), methods map[string]pyvm.Func) *pyvm.Type {
		return pyvm.NewType(pyvm.Spec{Name: name, Module: "_io", Base: base, New: make, Methods: methods})
	}
	fileIOType = binary("FileIO", rawIOBaseType, newFileIO, binaryMethods)
	bufferedReaderType = binary("BufferedReader", bufferedIOBaseType, newBuffered, binaryMethods)
	bufferedWriterType = binary("BufferedWriter", bufferedIOBaseType, newBuffered, binaryMethods)
	bufferedRandomType = binary("BufferedRandom", bufferedIOBaseType, newBuffered, binaryMethods)
	bytesIOType = binary("BytesIO", bufferedIOBaseType, newBytesIO, bytesIOMethods)
	textIOWrapperType = binary("TextIOWrapper", textIOBaseType, newTextIOWrapper, textMethods)
	stringIOType = binary("StringIO", textIOBaseType, newStringIO, stringIOMethods)
}

// ioBase is an object of an abstract class.
type ioBase struct {
	ty     *pyvm.Type
	closed bool
	self   pyvm.Value // the object that it is inside of
}

// Next returns the next line.
func (b *ioBase) Next(t *pyvm.Thread) (pyvm.Value, error) {
	if err := checkOpen(t, b.self); err != nil {
		return nil, err
	}
	return nextLine(t, b.self)
}

func (b *ioBase) Type() *pyvm.Type { return b.ty }

// Attr returns closed.
func (b *ioBase) Attr(t *pyvm.Thread, name string) (pyvm.Value, error) {
	if name == "closed" {
		return pyvm.Bool(b.closed), nil
	}
	return nil, nil
}

func newIOBase(t *pyvm.Thread, cls *pyvm.Type, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	b := &ioBase{ty: cls}
	v, err := pyvm.WrapNative(t, cls, b, args, kw)
	b.self = v
	return v, err
}

// stream is what all file objects have.
type stream interface {
	pyvm.Value
	isClosed() bool
	closeStream(t *pyvm.Thread) error
}

// streamOf returns the file object in v, or nil for an object of an abstract class.
func streamOf(v pyvm.Value) stream {
	s, _ := pyvm.Unwrap(v).(stream)
	return s
}

func errClosed() error { return pyvm.Raise(pyvm.ValueError, "I/O operation on closed file.") }

// unsupportedType returns io.UnsupportedOperation, which is an OSError and a ValueError.
func unsupportedType(t *pyvm.Thread) *pyvm.Type {
	type key struct{}
	if ty, ok := t.Local[key{}].(*pyvm.Type); ok {
		return ty
	}
	ty, err := makeClass(t, classSpec{name: "UnsupportedOperation", module: "io", base: pyvm.OSError, second: pyvm.ValueError})
	if err != nil {
		return pyvm.OSError
	}
	t.Local[key{}] = ty
	return ty
}

func unsupportedOperation(t *pyvm.Thread, text string) error {
	return pyvm.Raise(unsupportedType(t), "%s", text)
}

// ioBaseMethods work through the methods of the object, so that derived classes need few.
var ioBaseMethods = map[string]pyvm.Func{
	"__enter__": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		if err := checkOpen(t, args[0]); err != nil {
			return nil, err
		}
		return args[0], nil
	},
	"__exit__": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		_, err := pyvm.CallMethod(t, args[0], "close")
		return pyvm.None, err
	},
	"__iter__": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		return args[0], checkOpen(t, args[0])
	},
	"__next__": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		line, err := nextLine(t, args[0])
		if line == nil && err == nil {
			err = &pyvm.Raised{Exc: pyvm.NewException(pyvm.StopIteration)}
		}
		return line, err
	},
	"__del__": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) { return pyvm.None, nil },
	"close": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		if s := streamOf(args[0]); s != nil {
			return pyvm.None, s.closeStream(t)
		}
		if b, ok := pyvm.Unwrap(args[0]).(*ioBase); ok && !b.closed {
			_, err := pyvm.CallMethod(t, args[0], "flush")
			b.closed = true
			return pyvm.None, err
		}
		return pyvm.None, nil
	},
	"flush": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		return pyvm.None, checkOpen(t, args[0])
	},
	"readable": sayFalse,
	"writable": sayFalse,
	"seekable": sayFalse,
	"isatty":   sayFalse,
	"fileno":   notSupported("fileno"),
	"seek":     notSupported("seek"),
	"truncate": notSupported("truncate"),
	"read":     notSupported("read"),
	"write":    notSupported("write"),
	"detach":   notSupported("detach"),
	"tell": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		return pyvm.CallMethod(t, args[0], "seek", pyvm.Int(0), pyvm.Int(1))
	},
	"readline":   baseReadline,
	"readlines":  readLines,
	"writelines": writeLines,
}

func sayFalse(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	return pyvm.False, checkOpen(t, args[0])
}

func sayTrue(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	return pyvm.True, checkOpen(t, args[0])
}

func notSupported(name string) pyvm.Func {
	return func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		return nil, unsupportedOperation(t, name)
	}
}

// checkOpen refuses to work on a closed file.
func checkOpen(t *pyvm.Thread, v pyvm.Value) error {
	if s := streamOf(v); s != nil && s.Type() == v.Type() {
		if s.isClosed() {
			return errClosed()
		}
		return nil
	}
	closed, err := pyvm.GetAttr(t, v, "closed")
	if err != nil {
		return err
	}
	truth, err := pyvm.Truth(t, closed)
	if err == nil && truth {
		err = errClosed()
	}
	return err
}

// nextLine returns the next line of a file, nil at the end.
func nextLine(t *pyvm.Thread, v pyvm.Value) (pyvm.Value, error) {
	line, err := pyvm.CallMethod(t, v, "readline")
	if err != nil {
		return nil, err
	}
	n, err := pyvm.Len(t, line)
	if n == 0 || err != nil {
		return nil, err
	}
	return line, nil
}

// baseReadline reads bytes one by one.
func baseReadline(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	var self pyvm.Value
	size := -1
	if err := pyvm.Unpack(t, "readline", args, kw, "self", &self, "size?", &size); err != nil {
		return nil, err
	}
	var line []byte
	for size < 0 || len(line) < size {
		r, err := pyvm.CallMethod(t, self, "read", pyvm.Int(1))
		if err != nil {
			return nil, err
		}
		b, ok := pyvm.Unwrap(r).(pyvm.Bytes)
		if !ok || b == "" {
			break
		}
		line = append(line, b...)
		if b == "\n" {
			break
		}
	}
	return pyvm.Bytes(line), nil
}

func readLines(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	var self pyvm.Value
	hint := -1
	if err := pyvm.Unpack(t, "readlines", args, kw, "self", &self, "hint?", &hint); err != nil {
		return nil, err
	}
	out := pyvm.NewList()
	for total := 0; hint <= 0 || total < hint; {
		line, err := nextLine(t, self)
		if err != nil {
			return nil, err
		}
		if line == nil {
			break
		}
		n, err := pyvm.Len(t, line)
		if err != nil {
			return nil, err
		}
		total += n
		out.Items = append(out.Items, line)
	}
	return out, nil
}

func writeLines(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	var self, lines pyvm.Value
	if err := pyvm.Unpack(t, "writelines", args, kw, "self", &self, "lines", &lines); err != nil {
		return nil, err
	}
	if err := checkOpen(t, self); err != nil {
		return nil, err
	}
	it, err := pyvm.Iterate(t, lines)
	if err != nil {
		return nil, err
	}
	for {
		line, err := it.Next(t)
		if line == nil || err != nil {
			return pyvm.None, err
		}
		if _, err := pyvm.CallMethod(t, self, "write", line); err != nil {
			return nil, err
		}
	}
}
