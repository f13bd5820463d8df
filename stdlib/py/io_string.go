package py

import (
	"strings"

	"github.com/knead-build/knead/eval/pyvm"
)

// stringIOType is io.StringIO.
var stringIOType *pyvm.Type

// stringIO is a text in memory. Positions count characters.
type stringIO struct {
	text    string
	offset  int // bytes of the position
	pos     int // characters
	past    int // characters that the position is behind the end
	newline newlineMode
	seen    int
	closed  bool
	attrs   *pyvm.Dict
}

func (*stringIO) Type() *pyvm.Type { return stringIOType }

// InstanceDict returns the attributes that Python code sets.
func (x *stringIO) InstanceDict() *pyvm.Dict {
	if x.attrs == nil {
		x.attrs = pyvm.NewDict(2)
	}
	return x.attrs
}

func (x *stringIO) isClosed() bool { return x.closed }

func (x *stringIO) closeStream(*pyvm.Thread) error {
	x.closed, x.text = true, ""
	return nil
}

// Attr returns closed, newlines and the like.
func (x *stringIO) Attr(t *pyvm.Thread, name string) (pyvm.Value, error) {
	switch name {
	case "closed":
		return pyvm.Bool(x.closed), nil
	case "line_buffering":
		return pyvm.False, nil
	case "encoding", "errors":
		return pyvm.None, nil
	case "newlines":
		return newlineKinds(x.seen), nil
	}
	return nil, nil
}

func newStringIO(t *pyvm.Thread, cls *pyvm.Type, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	x := &stringIO{}
	if cls.IsNative() {
		if _, err := initStringIO(t, append([]pyvm.Value{x}, args...), kw); err != nil {
			return nil, err
		}
		return x, nil
	}
	x.newline = newlineMode{end: "\n"}
	return pyvm.WrapNative(t, cls, x, args, kw)
}

func initStringIO(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	self, rest, err := pyvm.Self[*stringIO]("__init__", args)
	if err != nil {
		return nil, err
	}
	var initial, newline pyvm.Value = pyvm.None, pyvm.Str("\n")
	if err := pyvm.Unpack(t, "StringIO", rest, kw, "initial_value?", &initial, "newline?", &newline); err != nil {
		return nil, err
	}
	if self.newline, err = newlineOf(t, newline); err != nil {
		if pyvm.IsException(err, pyvm.ValueError) {
			r, rerr := pyvm.Repr(t, newline)
			if rerr != nil {
				return nil, rerr
			}
			err = pyvm.Raise(pyvm.ValueError, "illegal newline value: %s", r)
		}
		return nil, err
	}
	if initial == pyvm.Value(pyvm.None) {
		return pyvm.None, nil
	}
	s, ok := pyvm.Unwrap(initial).(pyvm.Str)
	if !ok {
		return nil, pyvm.Raise(pyvm.TypeError, "initial_value must be str or None, not %s", initial.Type().Name())
	}
	self.text = self.translate(string(s))
	return pyvm.None, nil
}

// translate applies the newline argument to a text that comes in.
func (x *stringIO) translate(s string) string {
	s = x.newline.read(s, &x.seen)
	return x.newline.write(s)
}

// length returns the length in bytes of n characters of s.
func length(s string, n int) int {
	i := 0
	for ; n > 0 && i < len(s); n-- {
		i += runeSize(s[i:])
	}
	return i
}

// runeSize returns the length of the first character of a Str's text.
func runeSize(s string) int {
	switch c := s[0]; {
	case c < 0xc0:
		return 1
	case c < 0xe0:
		return min(2, len(s))
	case c < 0xf0:
		return min(3, len(s))
	}
	return min(4, len(s))
}

// take returns n bytes at the position and goes on.
func (x *stringIO) take(n int) pyvm.Value {
	s := x.text[x.offset : x.offset+n]
	x.offset += n
	x.pos += pyvm.Str(s).Len()
	return pyvm.Str(s)
}

func (x *stringIO) rest() string {
	if x.past > 0 {
		return ""
	}
	return x.text[x.offset:]
}

func (x *stringIO) line(limit int) pyvm.Value {
	rest := x.rest()
	if rest == "" {
		return nil
	}
	n := x.newline.lineEnd([]byte(rest[:min(len(rest), 1<<12)]))
	if n == 1<<12 {
		n = x.newline.lineEnd([]byte(rest))
	}
	if limit >= 0 {
		n = min(n, length(rest, limit))
	}
	return x.take(n)
}

// Next returns the next line.
func (x *stringIO) Next(*pyvm.Thread) (pyvm.Value, error) {
	if x.closed {
		return nil, pyvm.Raise(pyvm.ValueError, "I/O operation on closed file")
	}
	return x.line(-1), nil
}

func (x *stringIO) seek(pos int) {
	x.offset = length(x.text, pos)
	x.pos = pyvm.Str(x.text[:x.offset]).Len()
	x.past = pos - x.pos
}

func (x *stringIO) write(t *pyvm.Thread, s string) error {
	n := pyvm.Str(s).Len()
	s = x.translate(s)
	if err := t.Alloc(len(s) + x.past); err != nil {
		return err
	}
	if x.past > 0 {
		x.text += strings.Repeat("\x00", x.past)
		x.pos, x.offset, x.past = x.pos+x.past, len(x.text), 0
	}
	rest := x.text[x.offset:]
	x.text = x.text[:x.offset] + s + rest[length(rest, n):]
	x.offset += len(s)
	x.pos += n
	return nil
}

func stringMethod(name string, f func(t *pyvm.Thread, x *stringIO, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error)) pyvm.Func {
	return func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		self, rest, err := pyvm.Self[*stringIO](name, args)
		if err != nil {
			return nil, err
		}
		if self.closed {
			return nil, pyvm.Raise(pyvm.ValueError, "I/O operation on closed file")
		}
		return f(t, self, rest, kw)
	}
}

var stringIOMethods = map[string]pyvm.Func{
	"__init__": initStringIO,
	"getvalue": stringMethod("getvalue", func(t *pyvm.Thread, x *stringIO, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		return pyvm.Str(x.text), nil
	}),
	"read": stringMethod("read", func(t *pyvm.Thread, x *stringIO, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		n, err := sizeOf(t, "read", args, kw)
		if err != nil {
			return nil, err
		}
		rest := x.rest()
		if n >= 0 {
			rest = rest[:length(rest, n)]
		}
		return x.take(len(rest)), nil
	}),
	"readline": stringMethod("readline", func(t *pyvm.Thread, x *stringIO, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		n, err := sizeOf(t, "readline", args, kw)
		if err != nil {
			return nil, err
		}
		if line := x.line(n); line != nil {
			return line, nil
		}
		return pyvm.Str(""), nil
	}),
	"write": stringMethod("write", func(t *pyvm.Thread, x *stringIO, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		var v pyvm.Value
		if err := pyvm.Unpack(t, "write", args, kw, "s", &v); err != nil {
			return nil, err
		}
		s, ok := pyvm.Unwrap(v).(pyvm.Str)
		if !ok {
			return nil, pyvm.Raise(pyvm.TypeError, "string argument expected, got '%s'", v.Type().Name())
		}
		return pyvm.Int(s.Len()), x.write(t, string(s))
	}),
	"seek": stringMethod("seek", func(t *pyvm.Thread, x *stringIO, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		pos, whence := 0, 0
		if err := pyvm.Unpack(t, "seek", args, kw, "pos", &pos, "whence?", &whence); err != nil {
			return nil, err
		}
		switch {
		case whence < 0 || whence > 2:
			return nil, pyvm.Raise(pyvm.ValueError, "Invalid whence (%d, should be 0, 1 or 2)", whence)
		case whence == 0 && pos < 0:
			return nil, pyvm.Raise(pyvm.ValueError, "Negative seek position %d", pos)
		case whence != 0 && pos != 0:
			return nil, pyvm.Raise(pyvm.OSError, "Can't do nonzero cur-relative seeks")
		case whence == 1:
			pos = x.pos + x.past
		case whence == 2:
			pos = pyvm.Str(x.text).Len()
		}
		x.seek(pos)
		return pyvm.Int(pos), nil
	}),
	"tell": stringMethod("tell", func(t *pyvm.Thread, x *stringIO, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		return pyvm.Int(x.pos + x.past), nil
	}),
	"truncate": stringMethod("truncate", func(t *pyvm.Thread, x *stringIO, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		size := x.pos + x.past
		if err := pyvm.Unpack(t, "truncate", args, kw, "pos?", &size); err != nil {
			return nil, err
		}
		if size < 0 {
			return nil, pyvm.Raise(pyvm.ValueError, "Negative size value %d", size)
		}
		pos := x.pos + x.past
		x.text = x.text[:length(x.text, size)]
		x.seek(pos)
		return pyvm.Int(size), nil
	}),
	"readable": sayTrue,
	"writable": sayTrue,
	"seekable": sayTrue,
}
