package py

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/knead-build/knead/eval/pyvm"
)

// textIOWrapperType is the class of text files.
var textIOWrapperType *pyvm.Type

// textFile is a text file object. Positions (tell, seek) are those of the bytes, as in CPython for the encodings that there
// are here.
type textFile struct {
	f        *openFile
	name     pyvm.Value
	mode     string
	encoding string
	errors   string
	newline  newlineMode
	seen     int // kinds of newlines that have been read, as of newlineKinds
	attrs    *pyvm.Dict
	binary   *binaryFile
}

// newlineMode is open's newline argument.
type newlineMode struct {
	universal bool   // "" or None: lines end at \n, \r and \r\n
	translate bool   // None: these become \n
	end       string // lines end there where not universal; what \n becomes when it is written
}

// newlineOf reads the newline argument.
func newlineOf(t *pyvm.Thread, v pyvm.Value) (newlineMode, error) {
	if v == nil || v == pyvm.Value(pyvm.None) {
		return newlineMode{universal: true, translate: true, end: "\n"}, nil
	}
	s, ok := pyvm.Unwrap(v).(pyvm.Str)
	if !ok {
		return newlineMode{}, pyvm.Raise(pyvm.TypeError, "open() argument 'newline' must be str or None, not %s", v.Type().Name())
	}
	switch s {
	case "":
		return newlineMode{universal: true, end: "\n"}, nil
	case "\n", "\r", "\r\n":
		return newlineMode{end: string(s)}, nil
	}
	return newlineMode{}, pyvm.Raise(pyvm.ValueError, "illegal newline value: %s", s)
}

func (*textFile) Type() *pyvm.Type { return textIOWrapperType }

// InstanceDict returns the attributes that Python code sets.
func (x *textFile) InstanceDict() *pyvm.Dict {
	if x.attrs == nil {
		x.attrs = pyvm.NewDict(2)
	}
	return x.attrs
}

func (x *textFile) isClosed() bool                   { return x.f.closed }
func (x *textFile) closeStream(t *pyvm.Thread) error { return x.f.close(t) }

// Attr returns name, mode, encoding and the like.
func (x *textFile) Attr(t *pyvm.Thread, name string) (pyvm.Value, error) {
	switch name {
	case "closed":
		return pyvm.Bool(x.f.closed), nil
	case "name":
		if x.name == nil {
			return nil, nil
		}
		return x.name, nil
	case "mode":
		if x.mode == "" {
			return nil, nil
		}
		return pyvm.Str(x.mode), nil
	case "encoding":
		return pyvm.Str(x.encoding), nil
	case "errors":
		return pyvm.Str(x.errors), nil
	case "newlines":
		return newlineKinds(x.seen), nil
	case "line_buffering", "write_through":
		return pyvm.False, nil
	case "buffer":
		if x.binary == nil {
			x.binary = &binaryFile{ty: bufferedType(x.f), f: x.f, name: x.name, mode: strings.TrimRight(x.mode, "+t") + "b"}
		}
		return x.binary, nil
	}
	return nil, nil
}

// bufferedType returns the class of a buffered file.
func bufferedType(f *openFile) *pyvm.Type {
	switch {
	case f.readable && f.writable:
		return bufferedRandomType
	case f.writable:
		return bufferedWriterType
	}
	return bufferedReaderType
}

// newlineKinds is the attribute newlines.
func newlineKinds(seen int) pyvm.Value {
	var out []pyvm.Value
	for i, s := range []string{"\r", "\n", "\r\n"} {
		if seen&(1<<i) != 0 {
			out = append(out, pyvm.Str(s))
		}
	}
	switch len(out) {
	case 0:
		return pyvm.None
	case 1:
		return out[0]
	}
	return pyvm.NewTuple(out...)
}

// Repr returns <_io.TextIOWrapper name='x' mode='r' encoding='UTF-8'>.
func (x *textFile) Repr(t *pyvm.Thread) (string, error) {
	out := "<_io.TextIOWrapper"
	if x.name != nil {
		name, err := pyvm.Repr(t, x.name)
		if err != nil {
			return "", err
		}
		out += " name=" + name
	}
	if x.mode != "" {
		out += " mode='" + x.mode + "'"
	}
	return out + " encoding='" + x.encoding + "'>", nil
}

func (x *textFile) check(t *pyvm.Thread, read bool) error {
	switch {
	case x.f.closed:
		return errClosed()
	case read && !x.f.readable:
		return unsupportedOperation(t, "not readable")
	case !read && !x.f.writable:
		return unsupportedOperation(t, "not writable")
	}
	return nil
}

// lineEnd returns the length of the first line of b.
func (n newlineMode) lineEnd(b []byte) int {
	if !n.universal {
		if i := bytes.Index(b, []byte(n.end)); i >= 0 {
			return i + len(n.end)
		}
		return len(b)
	}
	for start := 0; ; {
		i := bytes.IndexAny(b[start:min(len(b), start+4096)], "\r\n")
		if i < 0 {
			if start += 4096; start >= len(b) {
				return len(b)
			}
			continue
		}
		i += start
		if b[i] == '\r' && i+1 < len(b) && b[i+1] == '\n' {
			return i + 2
		}
		return i + 1
	}
}

// decode turns bytes that have been read into text.
func (x *textFile) decode(t *pyvm.Thread, b string, start int) (pyvm.Value, error) {
	if start == 0 && x.encoding == "utf-8-sig" {
		b = strings.TrimPrefix(b, "\ufeff")
	}
	s, err := pyvm.Decode(t, b, x.encoding, x.errors)
	if err != nil {
		return nil, err
	}
	return pyvm.Str(x.newline.read(s, &x.seen)), nil
}

// read translates newlines of a text that was read, and notes which kinds there were.
func (n newlineMode) read(s string, seen *int) string {
	if !strings.Contains(s, "\r") {
		if strings.Contains(s, "\n") && n.universal {
			*seen |= 2
		}
		return s
	}
	if !n.universal {
		return s
	}
	crlf := strings.Count(s, "\r\n")
	if crlf > 0 {
		*seen |= 4
	}
	if strings.Count(s, "\r") > crlf {
		*seen |= 1
	}
	if strings.Count(s, "\n") > crlf {
		*seen |= 2
	}
	if n.translate {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	}
	return s
}

// write translates newlines of a text to be written.
func (n newlineMode) write(s string) string {
	if n.end != "\n" && n.end != "" {
		return strings.ReplaceAll(s, "\n", n.end)
	}
	return s
}

// Next returns the next line.
func (x *textFile) Next(t *pyvm.Thread) (pyvm.Value, error) {
	if err := x.check(t, true); err != nil {
		return nil, err
	}
	return x.line(t, -1)
}

// line returns the next line, at most limit characters of it; nil at the end.
func (x *textFile) line(t *pyvm.Thread, limit int) (pyvm.Value, error) {
	start := x.f.pos
	if start >= len(x.f.data) {
		return nil, nil
	}
	n := x.newline.lineEnd(x.f.data[start:])
	if limit >= 0 {
		n = min(n, x.chars(start, limit))
	}
	return x.decode(t, x.f.read(n), start)
}

// chars returns the length of n characters from a position.
func (x *textFile) chars(start, n int) int {
	b := x.f.data[min(start, len(x.f.data)):]
	wide := strings.HasPrefix(x.encoding, "utf") || strings.HasPrefix(x.encoding, "UTF")
	i := 0
	for ; n > 0 && i < len(b); n-- {
		size := 1
		switch {
		case b[i] == '\r' && x.newline.translate && i+1 < len(b) && b[i+1] == '\n':
			size = 2
		case b[i] >= utf8.RuneSelf && wide:
			_, size = utf8.DecodeRune(b[i:])
		}
		i += size
	}
	return i
}

func (x *textFile) read(t *pyvm.Thread, n int) (pyvm.Value, error) {
	start := x.f.pos
	if n >= 0 {
		n = x.chars(start, n)
	}
	return x.decode(t, x.f.read(n), start)
}

func (x *textFile) write(t *pyvm.Thread, s string) error {
	b, err := pyvm.Encode(t, x.newline.write(s), x.encoding, x.errors)
	if err != nil {
		return err
	}
	return x.f.write(t, b)
}

// newTextIOWrapper makes a text file of a binary one.
func newTextIOWrapper(t *pyvm.Thread, cls *pyvm.Type, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	var buffer, newline pyvm.Value
	encoding, errs := "", "strict"
	lineBuffering, writeThrough := false, false
	if err := pyvm.Unpack(t, "TextIOWrapper", args, kw, "buffer", &buffer, "encoding?", &encoding, "errors?", &errs, "newline?", &newline,
		"line_buffering?", &lineBuffering, "write_through?", &writeThrough); err != nil {
		return nil, err
	}
	b, ok := pyvm.Unwrap(buffer).(*binaryFile)
	if !ok {
		return nil, pyvm.Raise(pyvm.NotImplementedErr, "TextIOWrapper of a '%s' object is not supported by Knead's Python", buffer.Type().Name())
	}
	if encoding == "" {
		encoding = "UTF-8"
	}
	mode, err := newlineOf(t, newline)
	if err != nil {
		return nil, err
	}
	return pyvm.WrapNative(t, cls, &textFile{f: b.f, name: b.name, encoding: encoding, errors: errs, newline: mode, binary: b}, nil, nil)
}

// textMethod makes a method of text files.
func textMethod(name string, f func(t *pyvm.Thread, x *textFile, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error)) pyvm.Func {
	return func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		self, rest, err := pyvm.Self[*textFile](name, args)
		if err != nil {
			return nil, err
		}
		return f(t, self, rest, kw)
	}
}

var textMethods = map[string]pyvm.Func{
	"read": textMethod("read", func(t *pyvm.Thread, x *textFile, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		n, err := sizeOf(t, "read", args, kw)
		if err == nil {
			err = x.check(t, true)
		}
		if err != nil {
			return nil, err
		}
		return x.read(t, n)
	}),
	"readline": textMethod("readline", func(t *pyvm.Thread, x *textFile, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		n, err := sizeOf(t, "readline", args, kw)
		if err == nil {
			err = x.check(t, true)
		}
		if err != nil {
			return nil, err
		}
		line, err := x.line(t, n)
		if line == nil && err == nil {
			line = pyvm.Str("")
		}
		return line, err
	}),
	"write": textMethod("write", func(t *pyvm.Thread, x *textFile, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		if len(args) != 1 || len(kw) > 0 {
			return nil, pyvm.Raise(pyvm.TypeError, "TextIOWrapper.write() takes exactly one argument (%d given)", len(args)+len(kw))
		}
		s, ok := pyvm.Unwrap(args[0]).(pyvm.Str)
		if !ok {
			return nil, pyvm.Raise(pyvm.TypeError, "write() argument must be str, not %s", args[0].Type().Name())
		}
		if err := x.check(t, false); err != nil {
			return nil, err
		}
		return pyvm.Int(s.Len()), x.write(t, string(s))
	}),
	"seek": textMethod("seek", func(t *pyvm.Thread, x *textFile, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		offset, whence := 0, 0
		if err := pyvm.Unpack(t, "seek", args, kw, "cookie", &offset, "whence?", &whence); err != nil {
			return nil, err
		}
		switch {
		case x.f.closed:
			return nil, errClosed()
		case whence == 1 && offset != 0:
			return nil, unsupportedOperation(t, "can't do nonzero cur-relative seeks")
		case whence == 2 && offset != 0:
			return nil, unsupportedOperation(t, "can't do nonzero end-relative seeks")
		case whence < 0 || whence > 2:
			return nil, pyvm.Raise(pyvm.ValueError, "invalid whence (%d, should be 0, 1 or 2)", whence)
		case offset < 0:
			return nil, pyvm.Raise(pyvm.ValueError, "negative seek position %d", offset)
		}
		n, err := x.f.seek(offset, whence)
		return pyvm.Int(n), err
	}),
	"tell": textMethod("tell", func(t *pyvm.Thread, x *textFile, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		if x.f.closed {
			return nil, errClosed()
		}
		return pyvm.Int(x.f.pos), nil
	}),
	"truncate": textMethod("truncate", func(t *pyvm.Thread, x *textFile, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		size := x.f.pos
		if err := pyvm.Unpack(t, "truncate", args, kw, "pos?", &size); err != nil {
			return nil, err
		}
		if x.f.closed {
			return nil, errClosed()
		}
		if !x.f.writable {
			return nil, unsupportedOperation(t, "truncate")
		}
		return pyvm.Int(size), x.f.truncate(t, size)
	}),
	"flush": textMethod("flush", func(t *pyvm.Thread, x *textFile, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		if x.f.closed {
			return nil, errClosed()
		}
		return pyvm.None, x.f.flush()
	}),
	"readable": textMethod("readable", func(t *pyvm.Thread, x *textFile, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		return pyvm.Bool(x.f.readable), checkOpen(t, x)
	}),
	"writable": textMethod("writable", func(t *pyvm.Thread, x *textFile, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		return pyvm.Bool(x.f.writable), checkOpen(t, x)
	}),
	"seekable": textMethod("seekable", func(t *pyvm.Thread, x *textFile, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		return pyvm.Bool(x.f.sink == nil), checkOpen(t, x)
	}),
	"fileno": textMethod("fileno", func(t *pyvm.Thread, x *textFile, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		return pyvm.Int(x.f.fd), checkOpen(t, x)
	}),
	"reconfigure": textMethod("reconfigure", func(t *pyvm.Thread, x *textFile, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		var lineBuffering, writeThrough bool
		var newline pyvm.Value
		if err := pyvm.Unpack(t, "reconfigure", args, kw, "encoding?", &x.encoding, "errors?", &x.errors, "newline?", &newline,
			"line_buffering?", &lineBuffering, "write_through?", &writeThrough); err != nil {
			return nil, err
		}
		if newline == nil {
			return pyvm.None, nil
		}
		mode, err := newlineOf(t, newline)
		x.newline = mode
		return pyvm.None, err
	}),
	"detach": textMethod("detach", func(t *pyvm.Thread, x *textFile, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		return x.Attr(t, "buffer")
	}),
}
