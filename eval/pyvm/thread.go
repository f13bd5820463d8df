package pyvm

import (
	"context"
	"errors"
	"fmt"
)

// Thread is one interpreter: its modules, its globals, what it may still spend. It is for one goroutine at a time; values
// that Python code can change must not be shared between threads. Compiled code and native types may be.
type Thread struct {
	// Builtins is the namespace of the module builtins.
	Builtins *Dict
	// Globals is the namespace of code that was compiled without a module of its own: what BitBake calls the context. A
	// caller may replace it between calls (each recipe has its own).
	Globals *Dict
	// Modules is sys.modules.
	Modules *Dict
	// Importer finds a module that is not in Modules yet, by its full dotted name. It returns nil, nil where there is none.
	Importer func(t *Thread, name string) (*Module, error)
	// Print takes what print() writes and what goes to sys.stdout.
	Print func(text string)
	// Local is room for what native modules keep for the thread, by a key of their own.
	Local map[any]any

	limits Limits
	ctx    context.Context
	steps  int64 // counts down; at 0 check looks at the limits
	spent  int64 // steps so far, in full slices
	memory int64
	depth  int
	excs   []*Exception // exceptions being handled, innermost last
	inRepr map[Value]bool
	// scratch is room to make texts in. Who uses it sets it to nil meanwhile.
	scratch    []byte
	registered map[*Type][]*Type // classes registered with abstract classes
	frame      *frame            // the innermost running one
	frames     *frame            // frames to use again, linked by caller
	args       []Value           // arguments of the native calls under way
}

// Limits bounds what code may spend. A zero field is no limit, but for Depth.
type Limits struct {
	Steps  int64 // calls and loop rounds
	Memory int64 // bytes of values made at once or kept in large containers, counted roughly and never given back
	Depth  int   // nested calls; 0 is DefaultDepth
}

// DefaultDepth is how deep calls may nest: CPython's own limit.
const DefaultDepth = 1000

// NewThread returns a thread with empty globals and the built-in functions and classes.
func NewThread(limits Limits) *Thread {
	if limits.Depth == 0 {
		limits.Depth = DefaultDepth
	}
	t := &Thread{Globals: NewDict(16), Modules: NewDict(16), Local: map[any]any{}, limits: limits, ctx: context.Background()}
	t.Builtins = newBuiltins()
	t.steps = slice
	return t
}

// SetContext makes the thread stop with the context's error once it is cancelled.
func (t *Thread) SetContext(ctx context.Context) { t.ctx = ctx }

// Reset gives the thread its limits anew.
func (t *Thread) Reset() { t.steps, t.spent, t.memory = slice, 0, 0 }

const slice = 4096 // steps between two looks at the limits

// Abort is an error that no Python code can catch: a limit is reached, or the context is cancelled.
type Abort struct {
	Reason string
	Err    error // the context's error, or nil
	// Frames are the frames that were running, the innermost first: ten at the most.
	Frames []FrameInfo
}

// abort makes the error with the running frames.
func (t *Thread) abort(reason string, err error) *Abort {
	a := &Abort{Reason: reason, Err: err}
	for depth := range 10 {
		f, ok := t.Frame(depth)
		if !ok {
			break
		}
		a.Frames = append(a.Frames, f)
	}
	return a
}

func (e *Abort) Error() string { return e.Reason }
func (e *Abort) Unwrap() error { return e.Err }

// Step counts one step. Loops in native functions that run code or may run long call it.
func (t *Thread) Step() error {
	t.steps--
	if t.steps > 0 {
		return nil
	}
	return t.check()
}

func (t *Thread) check() error {
	t.spent += slice - t.steps
	t.steps = slice
	if err := t.ctx.Err(); err != nil {
		return t.abort("evaluation was cancelled", err)
	}
	if t.limits.Steps > 0 && t.spent > t.limits.Steps {
		return t.abort(fmt.Sprintf("code ran for more than %d steps", t.limits.Steps), nil)
	}
	return nil
}

// Alloc counts n bytes that a value is about to take. Whatever can make a large value from small ones (repetition,
// concatenation, joining, padding, ranges turned into lists, powers) calls it first.
func (t *Thread) Alloc(n int) error {
	if n < 0 || n > maxObject {
		return memoryError()
	}
	if n < 256 {
		return nil
	}
	t.memory += int64(n)
	if t.limits.Memory > 0 && t.memory > t.limits.Memory {
		return t.abort(fmt.Sprintf("code used more than %d bytes of memory", t.limits.Memory), nil)
	}
	return nil
}

// enter counts a nested call; leave goes back.
func (t *Thread) enter() error {
	if t.depth >= t.limits.Depth {
		return t.tooDeep()
	}
	if err := t.Step(); err != nil {
		return err
	}
	t.depth++
	return nil
}

func (t *Thread) leave() { t.depth-- }

func (t *Thread) tooDeep() error { return Raise(RecursionError, "maximum recursion depth exceeded") }

// Handled returns the exception that is being handled (sys.exc_info), or nil.
func (t *Thread) Handled() *Exception {
	if n := len(t.excs); n > 0 {
		return t.excs[n-1]
	}
	return nil
}

// IsAbort reports whether Python code cannot catch err.
func IsAbort(err error) bool {
	if _, ok := err.(*Raised); ok {
		return false
	}
	var r *Raised
	return err != nil && !errors.As(err, &r)
}
