package pyvm

import (
	"github.com/knead-build/knead/lang/source"
)

// Code is compiled Python code. It is immutable and shared by threads.
type Code struct {
	name string
	file *source.File
	line int // added to the file's lines: where the text starts in the file that people know
}

func (*Code) Type() *Type { return CodeType }

// Name returns co_name, Filename co_filename.
func (c *Code) Name() string     { return c.name }
func (c *Code) Filename() string { return c.file.Name() }

// Line returns the line of a position as tracebacks count it.
func (c *Code) Line(p source.Pos) int { return c.line + c.file.Line(p) }

// Function is a function that Python code made.
type Function struct {
	code *Code
}

func (*Function) Type() *Type { return FunctionType }

// Call runs the function.
func (f *Function) Call(t *Thread, args []Value, kw []Kw) (Value, error) {
	panic("not written yet")
}

var (
	functionSpec  = Spec{Name: "function", Final: true}
	methodSpec    = Spec{Name: "method", Final: true}
	generatorSpec = Spec{Name: "generator", Final: true}
)
