package pyvm

// A generator keeps its frame between two yields; nothing runs meanwhile, so that an abandoned one is only garbage. A yield
// returns errSuspended through the statements around it. Those remember in the generator's states and temps where they were,
// and when the generator is resumed, each goes on from there: see suspend.go.

// Generator is what calling a function with a yield in it returns, and what a generator expression makes.
type Generator struct {
	f        *frame
	code     *Code
	name     string
	qualname string
	started  bool
	running  bool
	done     bool

	states  []int32
	temps   []any
	sent    Value // what yield returns when the generator goes on
	thrown  error // or raises
	yielded Value
	inner   Value // what yield from is at
	handled int   // how many exceptions are being handled outside, while the generator runs
}

// errSuspended is what a yield returns to the statements around it. It is of a type of its own so that comparing is quick.
var errSuspended = &suspension{}

type suspension struct{ _ byte }

func (*suspension) Error() string { return "suspended generator" }

// newGenerator makes a generator that will run in f.
func newGenerator(f *frame, name, qualname string) *Generator {
	g := &Generator{f: f, code: f.code, name: name, qualname: qualname}
	f.gen = g
	if n := f.code.states; n > 0 {
		g.states = make([]int32, n)
	}
	if n := f.code.temps; n > 0 {
		g.temps = make([]any, n)
	}
	return g
}

func (*Generator) Type() *Type { return GeneratorType }

// Next resumes the generator and returns what it yields, nil at its end.
func (g *Generator) Next(t *Thread) (Value, error) {
	v, _, err := g.resume(t, nil, nil)
	return v, err
}

// Iter returns the generator itself.
func (g *Generator) Iter(*Thread) (Iterator, error) { return g, nil }

// resume runs the generator up to its next yield and returns what that yields, or nil and what the function returns. sent is
// what the yield that it waits at returns, nil for None, unless thrown is an error for it to raise.
func (g *Generator) resume(t *Thread, sent Value, thrown error) (yielded, returned Value, err error) {
	switch {
	case g.running:
		return nil, nil, Raise(ValueError, "generator already executing")
	case g.done:
		return nil, None, thrown
	case !g.started && thrown != nil:
		f := g.f
		g.finish()
		return nil, nil, f.trace(thrown, f.code.node.Span())
	case !g.started && sent != nil && sent != Value(None):
		return nil, nil, Raise(TypeError, "can't send non-None value to a just-started generator")
	}
	if err := t.enter(); err != nil {
		return nil, nil, err
	}
	f := g.f
	g.started, g.running = true, true
	g.sent, g.thrown = sent, thrown
	f.t, f.traced = t, nil
	g.handled = len(t.excs)
	f.caller, t.frame = t.frame, f
	sig, err := f.code.body(f)
	t.frame, f.caller = f.caller, nil
	t.leave()
	g.running = false
	if err == errSuspended {
		yielded = g.yielded
		g.yielded = nil
		return yielded, nil, nil
	}
	returned = None
	if sig == signalReturn {
		returned = f.ret
	}
	g.finish()
	t.release(f)
	if err != nil {
		return nil, nil, stoppedInside(err)
	}
	return nil, returned, nil
}

// finish lets go of the frame.
func (g *Generator) finish() {
	g.done = true
	g.f, g.states, g.temps, g.inner = nil, nil, nil, nil
}

// stoppedInside turns a StopIteration that leaves a generator's code into a RuntimeError (PEP 479).
func stoppedInside(err error) error {
	e := AsException(err)
	if e == nil || !e.cls.IsSubclass(StopIteration) {
		return err
	}
	r := NewException(RuntimeError, Str("generator raised StopIteration"))
	r.Cause, r.Context, r.SuppressContext = e, e, true
	return &Raised{r}
}

// stopIteration is the exception that ends an iteration with a value.
func stopIteration(v Value) error {
	if v == nil || v == Value(None) {
		return &Raised{NewException(StopIteration)}
	}
	return &Raised{NewException(StopIteration, v)}
}

// NextOrStop resumes an iterator and returns what it yields. The end is a StopIteration, with a generator's return value.
func NextOrStop(t *Thread, it Iterator) (Value, error) {
	if g, ok := it.(*Generator); ok {
		return g.send(t, nil, nil)
	}
	if u, ok := it.(*userIterator); ok {
		return callSpecial(t, u.v, idNext)
	}
	v, err := it.Next(t)
	if v == nil && err == nil {
		return nil, stopIteration(nil)
	}
	return v, err
}

// send resumes the generator as send() and throw() do.
func (g *Generator) send(t *Thread, sent Value, thrown error) (Value, error) {
	yielded, returned, err := g.resume(t, sent, thrown)
	if err != nil {
		return nil, err
	}
	if yielded == nil {
		return nil, stopIteration(returned)
	}
	return yielded, nil
}

// close makes the generator raise GeneratorExit where it waits.
func (g *Generator) close(t *Thread) error {
	if g.done {
		return nil
	}
	if !g.started {
		g.finish()
		return nil
	}
	yielded, _, err := g.resume(t, nil, &Raised{NewException(GeneratorExit)})
	if yielded != nil {
		return Raise(RuntimeError, "generator ignored GeneratorExit")
	}
	if IsException(err, GeneratorExit) || IsException(err, StopIteration) {
		return nil
	}
	return err
}

// Attr returns __name__, __qualname__ and the gi_ attributes.
func (g *Generator) Attr(t *Thread, name string) (Value, error) {
	switch name {
	case "__name__":
		return Str(g.name), nil
	case "__qualname__":
		return Str(g.qualname), nil
	case "gi_code":
		return g.code, nil
	case "gi_running":
		return Bool(g.running), nil
	case "gi_suspended":
		return Bool(g.started && !g.running && !g.done), nil
	case "gi_yieldfrom":
		if g.inner != nil {
			return g.inner, nil
		}
		return None, nil
	case "gi_frame":
		return None, nil
	}
	return nil, nil
}

// SetAttr sets __name__ and __qualname__.
func (g *Generator) SetAttr(t *Thread, name string, v Value) error {
	s, ok := v.(Str)
	switch {
	case name == "__name__" && ok:
		g.name = string(s)
	case name == "__qualname__" && ok:
		g.qualname = string(s)
	case name == "__name__" || name == "__qualname__":
		return Raise(TypeError, "%s must be set to a string object", name)
	default:
		return readOnly(g, name)
	}
	return nil
}

// Repr returns <generator object f at 0x...>.
func (g *Generator) Repr(*Thread) (string, error) {
	return "<generator object " + g.qualname + " at " + address(g) + ">", nil
}

var generatorSpec = Spec{Name: "generator", Final: true, Getters: attrGetters("gi_code", "gi_running", "gi_frame", "gi_yieldfrom", "gi_suspended"), Methods: map[string]Func{
	"__iter__": func(t *Thread, args []Value, kw []Kw) (Value, error) {
		g, _, err := Self[*Generator]("__iter__", args)
		return g, err
	},
	"__next__": func(t *Thread, args []Value, kw []Kw) (Value, error) {
		g, _, err := Self[*Generator]("__next__", args)
		if err != nil {
			return nil, err
		}
		return g.send(t, nil, nil)
	},
	"send": func(t *Thread, args []Value, kw []Kw) (Value, error) {
		g, rest, err := Self[*Generator]("send", args)
		if err != nil {
			return nil, err
		}
		if len(rest) != 1 || len(kw) > 0 {
			return nil, Raise(TypeError, "generator.send() takes exactly one argument (%d given)", len(rest))
		}
		return g.send(t, rest[0], nil)
	},
	"throw": func(t *Thread, args []Value, kw []Kw) (Value, error) {
		g, rest, err := Self[*Generator]("throw", args)
		if err != nil {
			return nil, err
		}
		e, err := thrownException(t, rest)
		if err != nil {
			return nil, err
		}
		return g.send(t, nil, &Raised{e})
	},
	"close": func(t *Thread, args []Value, kw []Kw) (Value, error) {
		g, rest, err := Self[*Generator]("close", args)
		if err != nil {
			return nil, err
		}
		if err := positional("generator.close", rest, kw, 0, 0); err != nil {
			return nil, err
		}
		return None, g.close(t)
	},
}}

// thrownException makes the exception of throw(type[, value[, traceback]]).
func thrownException(t *Thread, args []Value) (*Exception, error) {
	if len(args) < 1 || len(args) > 3 {
		return nil, Raise(TypeError, "throw expected at least 1 argument, got %d", len(args))
	}
	cls, ok := args[0].(*Type)
	if !ok || len(args) < 2 || args[1] == Value(None) {
		if !ok && Unwrap(args[0]) == args[0] {
			if _, isExc := args[0].(*Exception); !isExc {
				return nil, Raise(TypeError, "exceptions must be classes or instances deriving from BaseException, not %s", args[0].Type().name)
			}
		}
		return makeException(t, args[0])
	}
	if e, ok := args[1].(*Exception); ok && e.cls.IsSubclass(cls) {
		return e, nil
	}
	values := []Value{args[1]}
	if tuple, ok := args[1].(*Tuple); ok {
		values = tuple.Items
	}
	v, err := Call(t, cls, values, nil)
	if err != nil {
		return nil, err
	}
	return makeException(t, v)
}
