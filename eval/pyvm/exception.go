package pyvm

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/knead-build/knead/lang/source"
)

// Exception is an exception object.
type Exception struct {
	cls   *Type
	attrs *Dict
	Args  *Tuple
	// Cause is __cause__ (raise ... from), Context __context__; either may be nil.
	Cause, Context  *Exception
	SuppressContext bool
	// chained says that Context has been decided: when the exception was raised or thrown into a generator.
	chained bool
	// Trace is the traceback, the frame where it was raised first.
	Trace []TraceEntry
	// group has the exceptions in an exception group; nil for others.
	group []Value
	// missing is the name that a NameError or AttributeError is about, missingOf the object that has it not.
	missing   string
	missingOf Value
	// Native is what a native function wants to find again: the error that the exception stands for.
	Native error
}

// TraceEntry is a frame of a traceback.
type TraceEntry struct {
	Code *Code
	Span source.Span
}

func (e *Exception) Type() *Type { return e.cls }

// InstanceDict returns the exception's attributes.
func (e *Exception) InstanceDict() *Dict {
	if e.attrs == nil {
		e.attrs = NewDict(2)
	}
	return e.attrs
}

// Attr returns args, __cause__, __context__, __traceback__, __suppress_context__ and what the class derives from args
// (errno, strerror, filename, code, value, msg).
func (e *Exception) Attr(t *Thread, name string) (Value, error) {
	switch name {
	case "args":
		if n := len(e.Args.Items); n >= 3 && n <= 5 && e.cls.IsSubclass(OSError) {
			return NewTuple(e.Args.Items[:2]...), nil
		}
		return e.Args, nil
	case "__cause__":
		return orNone(e.Cause), nil
	case "__context__":
		return orNone(e.Context), nil
	case "__suppress_context__":
		return Bool(e.SuppressContext), nil
	case "__traceback__":
		if len(e.Trace) == 0 {
			return None, nil
		}
		return &Traceback{e.Trace}, nil
	}
	if e.attrs != nil {
		if v := e.attrs.GetStr(name); v != nil {
			return v, nil
		}
	}
	arg := func(i, minimum int) (Value, error) {
		if len(e.Args.Items) >= minimum && i < len(e.Args.Items) {
			return e.Args.Items[i], nil
		}
		return None, nil
	}
	switch {
	case e.cls.IsSubclass(OSError):
		switch name {
		case "errno":
			return arg(0, 2)
		case "strerror":
			return arg(1, 2)
		case "filename":
			return arg(2, 3)
		case "filename2":
			return arg(4, 5)
		}
	case e.cls.IsSubclass(SystemExit) && name == "code":
		if len(e.Args.Items) > 1 {
			return e.Args, nil
		}
		return arg(0, 1)
	case e.cls.IsSubclass(StopIteration) && name == "value":
		return arg(0, 1)
	case e.cls.IsSubclass(SyntaxError):
		switch name {
		case "msg":
			return arg(0, 1)
		case "print_file_and_line":
			return None, nil
		}
		return e.syntaxDetail(name), nil
	case e.cls.IsSubclass(ImportError):
		switch name {
		case "msg":
			return arg(0, 1)
		case "name", "path":
			return None, nil
		}
	case name == "name" && (e.cls.IsSubclass(NameError) || e.cls.IsSubclass(AttributeError)):
		if e.missing != "" {
			return Str(e.missing), nil
		}
		return None, nil
	case name == "obj" && e.cls.IsSubclass(AttributeError):
		if e.missingOf != nil {
			return e.missingOf, nil
		}
		return None, nil
	case e.cls.IsSubclass(UnicodeDecodeErr) || e.cls.IsSubclass(UnicodeEncodeErr):
		if i := slices.Index([]string{"encoding", "object", "start", "end", "reason"}, name); i >= 0 && i < len(e.Args.Items) {
			return e.Args.Items[i], nil
		}
	case e.group != nil && name == "message":
		return arg(0, 1)
	case e.group != nil && name == "exceptions":
		return NewTuple(e.group...), nil
	}
	return nil, nil
}

// SetAttr sets args, __cause__, __context__, __traceback__ and __suppress_context__, and leaves others to the dictionary.
func (e *Exception) SetAttr(t *Thread, name string, v Value) error {
	exc, _ := v.(*Exception)
	switch name {
	case "args":
		items, err := ToSlice(t, v)
		if err != nil {
			return err
		}
		e.Args = NewTuple(items...)
	case "__cause__":
		e.Cause, e.SuppressContext = exc, true
	case "__context__":
		e.Context = exc
	case "__suppress_context__":
		truth, err := Truth(t, v)
		if err != nil {
			return err
		}
		e.SuppressContext = truth
	case "__traceback__":
		if tb, ok := v.(*Traceback); ok {
			e.Trace = tb.Entries
		} else {
			e.Trace = nil
		}
	default:
		if v == nil {
			if !e.InstanceDict().DelStr(name) {
				return noAttribute(e, name)
			}
			return nil
		}
		e.InstanceDict().SetStr(name, v)
	}
	return nil
}

// Raised is the Go error that an exception travels as.
type Raised struct{ Exc *Exception }

func (r *Raised) Error() string {
	text := r.Exc.message()
	if text == "" {
		return r.Exc.cls.FullName()
	}
	return r.Exc.cls.FullName() + ": " + text
}

func (r *Raised) Unwrap() error { return r.Exc.Native }

// message is str(exception) for what no Python code has a say in.
func (e *Exception) message() string {
	s, err := ToString(NewThread(Limits{Steps: 1 << 20}), e)
	if err != nil {
		return ""
	}
	return s
}

// NewException returns an exception of a class with these arguments.
func NewException(cls *Type, args ...Value) *Exception {
	return &Exception{cls: cls, Args: NewTuple(args...)}
}

// Raise returns a new exception of a class as an error. The message is args formatted by the first where there are more.
func Raise(cls *Type, format string, args ...any) error {
	if len(args) > 0 {
		format = fmt.Sprintf(format, args...)
	}
	return &Raised{NewException(cls, Str(format))}
}

// AsException returns the exception that err carries, or nil where err is nil or an Abort.
func AsException(err error) *Exception {
	if r, ok := err.(*Raised); ok {
		return r.Exc
	}
	var r *Raised
	if err != nil && errors.As(err, &r) {
		return r.Exc
	}
	return nil
}

// IsException reports whether err is an exception of the class or of one derived from it.
func IsException(err error, cls *Type) bool {
	e := AsException(err)
	return e != nil && e.cls.IsSubclass(cls)
}

// FormatTrace returns the traceback as CPython prints it, without source lines: one "File ..., line ..., in ..." a frame,
// the outermost first. Frames of native functions do not show.
func (e *Exception) FormatTrace() string {
	var b strings.Builder
	for _, f := range slices.Backward(e.Trace) {
		fmt.Fprintf(&b, "  File \"%s\", line %d, in %s\n", f.Code.Filename(), f.Code.Line(f.Span.Start), f.Code.Name())
	}
	return b.String()
}

// exceptionTree is the hierarchy of built-in exceptions (the library manual's "Exception hierarchy").
const exceptionTree = `
BaseException
 BaseExceptionGroup
 GeneratorExit
 KeyboardInterrupt
 SystemExit
 Exception
  ArithmeticError
   FloatingPointError
   OverflowError
   ZeroDivisionError
  AssertionError
  AttributeError
  BufferError
  EOFError
  ImportError
   ModuleNotFoundError
  LookupError
   IndexError
   KeyError
  MemoryError
  NameError
   UnboundLocalError
  OSError
   BlockingIOError
   ChildProcessError
   ConnectionError
    BrokenPipeError
    ConnectionAbortedError
    ConnectionRefusedError
    ConnectionResetError
   FileExistsError
   FileNotFoundError
   InterruptedError
   IsADirectoryError
   NotADirectoryError
   PermissionError
   ProcessLookupError
   TimeoutError
  ReferenceError
  RuntimeError
   NotImplementedError
   RecursionError
  StopAsyncIteration
  StopIteration
  SyntaxError
   IndentationError
    TabError
  SystemError
  TypeError
  ValueError
   UnicodeError
    UnicodeDecodeError
    UnicodeEncodeError
    UnicodeTranslateError
  Warning
   BytesWarning
   DeprecationWarning
   EncodingWarning
   FutureWarning
   ImportWarning
   PendingDeprecationWarning
   ResourceWarning
   RuntimeWarning
   SyntaxWarning
   UnicodeWarning
   UserWarning
`

// exceptionTypes are the classes by name. They are defined in defineTypes.
var exceptionTypes = func() map[string]*Type {
	out := map[string]*Type{}
	for _, name := range strings.Fields(exceptionTree) {
		out[name] = &Type{}
	}
	out["ExceptionGroup"] = &Type{}
	return out
}()

func defineExceptions() {
	stack := []*Type{ObjectType}
	for line := range strings.Lines(strings.TrimPrefix(exceptionTree, "\n")) {
		name := strings.TrimSpace(line)
		depth := len(line) - len(strings.TrimLeft(line, " "))
		stack = stack[:depth+1]
		spec := Spec{Name: name, Base: stack[depth], New: newException}
		switch name {
		case "BaseException":
			spec.Methods = exceptionMethods
			spec.Getters = attrGetters("args", "__cause__", "__context__", "__traceback__", "__suppress_context__")
		case "BaseExceptionGroup":
			spec.New, spec.Methods = newExceptionGroup, groupMethods
		}
		exceptionTypes[name].define(spec)
		stack = append(stack, exceptionTypes[name])
	}
	ExceptionGroup.define(Spec{Name: "ExceptionGroup", Base: BaseExceptionGroup, New: newExceptionGroup})
	ExceptionGroup.bases = append(ExceptionGroup.bases, ExceptionType)
	ExceptionGroup.mro = []*Type{ExceptionGroup, BaseExceptionGroup, ExceptionType, BaseException, ObjectType}
}

var exceptionMethods = map[string]Func{
	"__init__": func(t *Thread, args []Value, kw []Kw) (Value, error) {
		self, rest, err := Self[*Exception]("__init__", args)
		if err != nil {
			return nil, err
		}
		if len(kw) > 0 {
			if err := self.setKeywords(kw); err != nil {
				return nil, err
			}
		}
		if self.group == nil {
			self.Args = NewTuple(slices.Clone(rest)...)
		}
		return None, nil
	},
	"__reduce__": func(t *Thread, args []Value, kw []Kw) (Value, error) {
		self, _, err := Self[*Exception]("__reduce__", args)
		if err != nil {
			return nil, err
		}
		return NewTuple(self.cls, self.Args), nil
	},
	"with_traceback": func(t *Thread, args []Value, kw []Kw) (Value, error) {
		var self *Exception
		var tb Value
		if err := Unpack(t, "with_traceback", args, kw, "self", &self, "tb", &tb); err != nil {
			return nil, err
		}
		return self, self.SetAttr(t, "__traceback__", tb)
	},
	"add_note": func(t *Thread, args []Value, kw []Kw) (Value, error) {
		var self *Exception
		var note string
		if err := Unpack(t, "add_note", args, kw, "self", &self, "note", &note); err != nil {
			return nil, err
		}
		notes, _ := self.InstanceDict().GetStr("__notes__").(*List)
		if notes == nil {
			notes = NewList()
			self.InstanceDict().SetStr("__notes__", notes)
		}
		notes.Items = append(notes.Items, Str(note))
		return None, nil
	},
}

func newException(t *Thread, cls *Type, args []Value, kw []Kw) (Value, error) {
	e := NewException(cls, slices.Clone(args)...)
	if len(kw) > 0 && cls.native {
		if err := e.setKeywords(kw); err != nil {
			return nil, err
		}
	}
	if cls == OSError && len(args) >= 2 {
		if n, ok := args[0].(Int); ok && errnoTypes[n] != "" {
			e.cls = exceptionTypes[errnoTypes[n]]
		}
	}
	return e, nil
}

// setKeywords takes the keyword arguments of the few exceptions that have any.
func (e *Exception) setKeywords(kw []Kw) error {
	var allowed []string
	switch {
	case e.cls.IsSubclass(ImportError):
		allowed = []string{"name", "path"}
	case e.cls.IsSubclass(AttributeError):
		allowed = []string{"name", "obj"}
	case e.cls.IsSubclass(NameError):
		allowed = []string{"name"}
	default:
		return Raise(TypeError, "%s() takes no keyword arguments", e.cls.name)
	}
	for _, k := range kw {
		if !slices.Contains(allowed, k.Name) {
			return Raise(TypeError, "'%s' is an invalid keyword argument for %s()", k.Name, e.cls.name)
		}
		e.InstanceDict().SetStr(k.Name, k.Value)
	}
	return nil
}

// errnoTypes are the classes that OSError(errno, ...) makes (Linux numbers).
var errnoTypes = map[Int]string{
	1: "PermissionError", 2: "FileNotFoundError", 3: "ProcessLookupError", 4: "InterruptedError", 10: "ChildProcessError",
	11: "BlockingIOError", 13: "PermissionError", 17: "FileExistsError", 20: "NotADirectoryError", 21: "IsADirectoryError",
	32: "BrokenPipeError", 103: "ConnectionAbortedError", 104: "ConnectionResetError", 110: "TimeoutError",
	111: "ConnectionRefusedError", 114: "BlockingIOError", 115: "BlockingIOError",
}

// The built-in exceptions that Go code raises or looks for.
var (
	BaseException      = exceptionTypes["BaseException"]
	BaseExceptionGroup = exceptionTypes["BaseExceptionGroup"]
	ExceptionGroup     = exceptionTypes["ExceptionGroup"]
	ExceptionType      = exceptionTypes["Exception"]
	ArithmeticError    = exceptionTypes["ArithmeticError"]
	AssertionError     = exceptionTypes["AssertionError"]
	AttributeError     = exceptionTypes["AttributeError"]
	FileExistsError    = exceptionTypes["FileExistsError"]
	FileNotFoundError  = exceptionTypes["FileNotFoundError"]
	GeneratorExit      = exceptionTypes["GeneratorExit"]
	ImportError        = exceptionTypes["ImportError"]
	IndexError         = exceptionTypes["IndexError"]
	KeyError           = exceptionTypes["KeyError"]
	LookupError        = exceptionTypes["LookupError"]
	ModuleNotFound     = exceptionTypes["ModuleNotFoundError"]
	NameError          = exceptionTypes["NameError"]
	NotImplementedErr  = exceptionTypes["NotImplementedError"]
	OSError            = exceptionTypes["OSError"]
	OverflowError      = exceptionTypes["OverflowError"]
	PermissionError    = exceptionTypes["PermissionError"]
	RecursionError     = exceptionTypes["RecursionError"]
	RuntimeError       = exceptionTypes["RuntimeError"]
	StopIteration      = exceptionTypes["StopIteration"]
	SyntaxError        = exceptionTypes["SyntaxError"]
	SystemExit         = exceptionTypes["SystemExit"]
	TypeError          = exceptionTypes["TypeError"]
	UnboundLocalError  = exceptionTypes["UnboundLocalError"]
	UnicodeDecodeErr   = exceptionTypes["UnicodeDecodeError"]
	UnicodeEncodeErr   = exceptionTypes["UnicodeEncodeError"]
	ValueError         = exceptionTypes["ValueError"]
	ZeroDivisionError  = exceptionTypes["ZeroDivisionError"]
)

// NewExceptionType returns a native exception class with a dotted module name. It is for package-level variables.
func NewExceptionType(name, module string, base *Type) *Type {
	return NewType(Spec{Name: name, Module: module, Base: base, New: newException})
}

// NewOSError returns an OSError with these arguments, of the class that goes with the error number.
func NewOSError(args ...Value) *Exception {
	e := NewException(OSError, args...)
	if n, ok := args[0].(Int); ok && errnoTypes[n] != "" {
		e.cls = exceptionTypes[errnoTypes[n]]
	}
	return e
}
