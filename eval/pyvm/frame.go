package pyvm

import (
	"github.com/knead-build/knead/lang/source"
)

// frame is a running function, class body or module.
type frame struct {
	t       *Thread
	code    *Code
	slots   []Value
	closure []*Cell
	globals *Dict     // nil: the thread's of the moment
	locals  Namespace // of module and class code; nil: the globals
	ret     Value     // what return returns
	// traced is the exception on its way out of the frame, once this frame is in its traceback.
	traced *Exception
	at     source.Span // the statement that runs
	caller *frame
	gen    *Generator
	buf    []Value // the memory of slots
}

type (
	exprFunc func(f *frame) (Value, error)
	stmtFunc func(f *frame) (signal, error)
	// condFunc is an expression of which only the truth counts.
	condFunc func(f *frame) (bool, error)
	// storeFunc assigns to a target.
	storeFunc func(f *frame, v Value) error
)

// signal is how a statement ended.
type signal uint8

const (
	signalNone signal = iota
	signalBreak
	signalContinue
	signalReturn // with frame.ret
)

// newFrame takes a frame for a code from the thread's store.
func (t *Thread) newFrame(code *Code) *frame {
	f := t.frames
	if f == nil {
		f = &frame{t: t}
	} else {
		t.frames = f.caller
	}
	n := code.nslots
	if n > cap(f.buf) {
		f.buf = make([]Value, n, n+8)
	}
	f.slots = f.buf[:n]
	f.code, f.at = code, source.Span{}
	return f
}

// release gives a frame back that nothing refers to any more.
func (t *Thread) release(f *frame) {
	slots := f.slots
	for i := 0; i < len(slots); i++ { // faster than clear for the few that there are
		slots[i] = nil
	}
	f.code, f.closure, f.globals, f.locals, f.ret, f.traced, f.gen = nil, nil, nil, nil, nil, nil, nil
	f.caller = t.frames
	t.frames = f
}

// globalDict returns the dictionary of global names.
func (f *frame) globalDict() *Dict {
	if f.globals != nil {
		return f.globals
	}
	return f.t.Globals
}

// trace adds the frame to the traceback of an exception that has come up at a span, if it is not in it already.
func (f *frame) trace(err error, span source.Span) error {
	r, ok := err.(*Raised)
	if !ok || r.Exc == f.traced {
		return err
	}
	f.traced = r.Exc
	r.Exc.Trace = append(r.Exc.Trace, TraceEntry{f.code, span})
	return err
}

// pushArgs returns room for the arguments of a native function; popArgs gives it back once the function has returned.
func (t *Thread) pushArgs(n int) []Value {
	top := len(t.args)
	if top+n > cap(t.args) {
		t.growArgs(n)
	}
	t.args = t.args[:top+n]
	return t.args[top : top+n : top+n]
}

func (t *Thread) growArgs(n int) {
	grown := make([]Value, len(t.args), 2*cap(t.args)+n+64)
	copy(grown, t.args)
	t.args = grown
}

func (t *Thread) popArgs(args []Value) {
	for i := 0; i < len(args); i++ {
		args[i] = nil
	}
	t.args = t.args[:len(t.args)-len(args)]
}

// loadGlobal returns a global or built-in name, or nil.
func (f *frame) loadGlobal(id ident) Value {
	g := f.globals
	if g == nil {
		g = f.t.Globals
	}
	if v := g.getIdent(id); v != nil {
		return v
	}
	return builtinsOf(f.t, g).getIdent(id)
}

// builtinsOf returns the built-in names that code with these globals sees.
func builtinsOf(t *Thread, globals *Dict) *Dict {
	if !globals.hasBuiltins {
		return t.Builtins
	}
	switch b := globals.getIdent(idBuiltins).(type) {
	case *Dict:
		return b
	case *Module:
		return b.Dict
	}
	return t.Builtins
}

func undefined(name string) error {
	e := NewException(NameError, Str("name '"+name+"' is not defined"))
	e.missing = name
	return &Raised{e}
}

// unbound is the error of a local variable that has no value.
func unbound(name string) error {
	return Raise(UnboundLocalError, "cannot access local variable '%s' where it is not associated with a value", name)
}

// unboundFree is the error of a variable of a function around that has no value.
func unboundFree(name string) error {
	return Raise(NameError, "cannot access free variable '%s' where it is not associated with a value in enclosing scope", name)
}
