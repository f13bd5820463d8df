package pyvm

import (
	"github.com/knead-build/knead/lang/python"
	"github.com/knead-build/knead/lang/source"
)

// Inline is a compiled expression with one variable of its own, which inner functions see too. It is shared by threads.
type Inline struct {
	code *Code
	slot int
	cell bool
}

// CompileInline compiles an expression like CompileExpression does, but for the name variable: what EvalInline gives for it
// is found in lambdas and comprehensions as well.
func CompileInline(file *source.File, variable string) (*Inline, error) {
	tree, errs := python.ParseExpression(file.Text())
	if len(errs) > 0 {
		return nil, syntaxError(file, 0, errs[0], parsedExpression)
	}
	if errs := python.Check(file.Text(), tree); len(errs) > 0 {
		return nil, syntaxError(file, 0, errs[0], compiled)
	}
	table, err := analyze(tree, variable)
	if err != nil {
		return nil, syntaxError(file, 0, err, compiled)
	}
	c := &compiler{file: file, table: table}
	code := c.module(tree)
	if c.err != nil {
		return nil, syntaxError(file, 0, c.err, compiled)
	}
	sym := table.scopes[tree].names[variable]
	return &Inline{code, sym.slot, sym.cell}, nil
}

// Code returns the expression's code.
func (x *Inline) Code() *Code { return x.code }

// EvalInline returns the value of an expression whose variable is v. Other names are looked up in locals, the thread's
// Globals and the built-ins; but lambdas, comprehensions and generator expressions inside skip locals.
func (t *Thread) EvalInline(x *Inline, v Value, locals Namespace) (Value, error) {
	if err := t.enter(); err != nil {
		return nil, err
	}
	f := t.newFrame(x.code)
	f.locals = locals
	for _, i := range x.code.cells {
		f.slots[i] = &Cell{}
	}
	if x.cell {
		f.slots[x.slot].(*Cell).v = v
	} else {
		f.slots[x.slot] = v
	}
	f.caller = t.frame
	t.frame = f
	r, err := x.code.run(f)
	t.frame = f.caller
	t.release(f)
	t.leave()
	return r, err
}
