package pyvm

import (
	"github.com/knead-build/knead/lang/python"
	"github.com/knead-build/knead/lang/source"
)

// Code is compiled Python code. It is immutable and shared by threads.
type Code struct {
	name     string
	qualname string
	file     *source.File
	line     int // added to the file's lines: where the text starts in the file that people know
	node     python.Node
	first    source.Pos // the start of the definition, decorators included
	doc      Value      // the docstring, or nil

	params  []Param // positional ones, keyword-only ones, *args, **kwargs: in the order of their slots
	posOnly int     // of the positional parameters, those that cannot be given by name
	nargs   int     // positional parameters
	nkwonly int
	vararg  bool
	kwarg   bool
	simple  bool // positional parameters only, none of them shared with an inner function

	nslots     int
	varnames   []string // the variables by slot
	cellParams []int    // parameters that are shared with inner functions
	cells      []int    // other variables that are shared with inner functions
	freevars   []string // variables of functions around, in the order of the closure
	classFree  int      // index of the class cell among them, or -1

	body      stmtFunc // of statements
	expr      exprFunc // of a lambda or an expression
	generator bool
	// comprehension says that this is no code to run, only what tracebacks show of a comprehension.
	comprehension bool

	states int // numbers that a generator keeps while it is suspended
	temps  int // and values
}

func (*Code) Type() *Type { return CodeType }

// ParamKind is the kind of a parameter, numbered as inspect.Parameter's kinds are.
type ParamKind uint8

// The kinds of parameters.
const (
	PositionalOnly ParamKind = iota
	PositionalOrKeyword
	VarPositional
	KeywordOnly
	VarKeyword
)

// Param is a parameter.
type Param struct {
	Name string // as written; inside a class a name __x is mangled
	Kind ParamKind
	id   ident
}

// Name returns co_name, Filename co_filename.
func (c *Code) Name() string     { return c.name }
func (c *Code) Filename() string { return c.file.Name() }

// Qualname returns co_qualname.
func (c *Code) Qualname() string { return c.qualname }

// File returns the text that the code was compiled from.
func (c *Code) File() *source.File { return c.file }

// Line returns the line of a position as tracebacks count it.
func (c *Code) Line(p source.Pos) int { return c.line + c.file.Line(p) }

// FirstLine returns co_firstlineno: the line of the first decorator, or of the definition.
func (c *Code) FirstLine() int { return c.Line(c.first) }

// Node returns the definition: a *python.FunctionDef, *python.ClassDef, *python.Lambda, a comprehension, or the tree of a
// whole text.
func (c *Code) Node() python.Node { return c.node }

// FunctionDef returns the definition of a def, and nil for other code.
func (c *Code) FunctionDef() *python.FunctionDef {
	def, _ := c.node.(*python.FunctionDef)
	return def
}

// Params returns the parameters as inspect.signature orders them. The caller must not change them.
func (c *Code) Params() []Param {
	positional := c.params[:c.nargs]
	kwonly := c.params[c.nargs : c.nargs+c.nkwonly]
	rest := c.params[c.nargs+c.nkwonly:]
	out := make([]Param, 0, len(c.params))
	out = append(out, positional...)
	if c.vararg {
		out = append(out, rest[0])
		rest = rest[1:]
	}
	out = append(out, kwonly...)
	return append(out, rest...)
}

// Varnames returns co_varnames: the parameters and the other local variables that no inner function uses.
func (c *Code) Varnames() []string { return c.varnames[:len(c.varnames):len(c.varnames)] }

// Doc returns the docstring, or nil.
func (c *Code) Doc() Value { return c.doc }

// IsGenerator reports whether calling the function makes a generator.
func (c *Code) IsGenerator() bool { return c.generator }

// Repr returns <code object f at 0x..., file "x", line 1>.
func (c *Code) Repr(*Thread) (string, error) {
	return "<code object " + c.name + " at " + address(c) + ", file \"" + c.Filename() + "\", line " + itoa(c.FirstLine()) + ">", nil
}

// Attr returns co_name and the other attributes that people look at.
func (c *Code) Attr(t *Thread, name string) (Value, error) {
	switch name {
	case "co_name":
		return Str(c.name), nil
	case "co_qualname":
		return Str(c.qualname), nil
	case "co_filename":
		return Str(c.Filename()), nil
	case "co_firstlineno":
		return Int(c.FirstLine()), nil
	case "co_argcount":
		return Int(c.nargs), nil
	case "co_posonlyargcount":
		return Int(c.posOnly), nil
	case "co_kwonlyargcount":
		return Int(c.nkwonly), nil
	case "co_varnames":
		return NewTuple(Strings(c.plainVarnames())...), nil
	case "co_nlocals":
		return Int(len(c.plainVarnames())), nil
	case "co_freevars":
		return NewTuple(Strings(c.freevars)...), nil
	case "co_cellvars":
		var names []string
		for _, list := range [][]int{c.cellParams, c.cells} {
			for _, i := range list {
				names = append(names, c.varnames[i])
			}
		}
		return NewTuple(Strings(names)...), nil
	case "co_flags":
		flags := 1 | 2 // optimized, new locals
		if c.vararg {
			flags |= 4
		}
		if c.kwarg {
			flags |= 8
		}
		if c.generator {
			flags |= 32
		}
		return Int(flags), nil
	case "co_consts":
		if c.doc != nil {
			return NewTuple(c.doc), nil
		}
		return NewTuple(None), nil
	}
	return nil, nil
}

// plainVarnames returns the parameters and the variables that no inner function uses.
func (c *Code) plainVarnames() []string {
	var out []string
	for i, name := range c.varnames {
		if name == "" || name[0] == '.' && i >= len(c.params) {
			continue
		}
		shared := false
		for _, j := range c.cells {
			shared = shared || i == j
		}
		if !shared {
			out = append(out, name)
		}
	}
	return out
}
