package pyvm

import (
	"sync"

	"github.com/knead-build/knead/lang/python"
	"github.com/knead-build/knead/lang/source"
)

// functionDef compiles a def statement.
func (c *compiler) functionDef(s *python.FunctionDef) stmtFunc {
	decorators := c.decorators(s.Decorators)
	first := s.Range.Start
	if len(s.Decorators) > 0 {
		first = min(first, decoratorStart(s.Decorators[0]))
	}
	make := c.maker(s, s.Name, first, s.Args)
	notes := c.functionAnnotations(s)
	store := c.store(s.Name, s.NameSpan)
	return func(f *frame) (signal, error) {
		wrap, err := decorators.evaluate(f)
		if err != nil {
			return 0, err
		}
		fn, err := make(f)
		if err != nil {
			return 0, err
		}
		if notes != nil {
			if fn.annotations, err = notes(f); err != nil {
				return 0, err
			}
		}
		v, err := decorators.apply(f, wrap, fn)
		if err != nil {
			return 0, err
		}
		return 0, store(f, v)
	}
}

// decoratorStart returns where a decorator's line starts as far as lines are concerned: its "@" stands before the
// expression, on the same line.
func decoratorStart(e python.Expr) source.Pos { return e.Span().Start }

// decoratorList are the decorators of a definition.
type decoratorList struct {
	exprs []exprFunc
	spans []source.Span
}

func (c *compiler) decorators(list []python.Expr) decoratorList {
	var d decoratorList
	for _, e := range list {
		d.exprs = append(d.exprs, c.expr(e))
		d.spans = append(d.spans, e.Span())
	}
	return d
}

// evaluate returns the values of the decorators, in order.
func (d *decoratorList) evaluate(f *frame) ([]Value, error) {
	if len(d.exprs) == 0 {
		return nil, nil
	}
	out := make([]Value, len(d.exprs))
	for i, e := range d.exprs {
		v, err := e(f)
		if err != nil {
			return nil, err
		}
		out[i] = v
	}
	return out, nil
}

// apply calls the decorators, the last first.
func (d *decoratorList) apply(f *frame, decorators []Value, v Value) (Value, error) {
	for i := len(decorators) - 1; i >= 0; i-- {
		r, err := Call(f.t, decorators[i], []Value{v}, nil)
		if err != nil {
			return nil, f.trace(err, d.spans[i])
		}
		v = r
	}
	return v, nil
}

// functionAnnotations compiles the annotations of a def: names and values in turn. It returns nil where there are none.
func (c *compiler) functionAnnotations(s *python.FunctionDef) func(f *frame) ([]Value, error) {
	var names []Value
	var exprs []exprFunc
	for _, a := range signatureOrder(s.Args) {
		if a.Annotation != nil {
			names = append(names, Str(c.mangled(a.Name)))
			exprs = append(exprs, c.annotation(a.Annotation))
		}
	}
	if s.Returns != nil {
		names = append(names, Str("return"))
		exprs = append(exprs, c.annotation(s.Returns))
	}
	if names == nil {
		return nil
	}
	return func(f *frame) ([]Value, error) {
		out := make([]Value, 0, 2*len(names))
		for i, e := range exprs {
			v, err := e(f)
			if err != nil {
				return nil, err
			}
			out = append(out, names[i], v)
		}
		return out, nil
	}
}

// signatureOrder returns the parameters in the order in which CPython evaluates their annotations.
func signatureOrder(a *python.Arguments) []*python.Arg {
	if a == nil {
		return nil
	}
	var out []*python.Arg
	out = append(out, a.PosOnly...)
	out = append(out, a.Args...)
	if a.Vararg != nil {
		out = append(out, a.Vararg)
	}
	out = append(out, a.KwOnly...)
	if a.Kwarg != nil {
		out = append(out, a.Kwarg)
	}
	return out
}

func (c *compiler) lambda(e *python.Lambda) exprFunc {
	make := c.maker(e, "<lambda>", e.Range.Start, e.Args)
	return func(f *frame) (Value, error) {
		fn, err := make(f)
		if err != nil {
			return nil, err
		}
		return fn, nil
	}
}

// maker compiles a def or lambda and returns what makes the function object: it evaluates the defaults and binds the closure.
func (c *compiler) maker(n python.Node, name string, first source.Pos, args *python.Arguments) func(f *frame) (*Function, error) {
	if args == nil {
		args = &python.Arguments{}
	}
	var defaults []exprFunc
	for _, e := range args.Defaults {
		defaults = append(defaults, c.expr(e))
	}
	type kwDefault struct {
		id    ident
		value exprFunc
	}
	var kwDefaults []kwDefault
	for i, e := range args.KwDefaults {
		if e != nil {
			kwDefaults = append(kwDefaults, kwDefault{c.ident(args.KwOnly[i].Name), c.expr(e)})
		}
	}
	code := c.function(n, name, first, args)
	closure := c.closure(n)
	module := c.moduleName()
	return func(f *frame) (*Function, error) {
		fn := &Function{code: code, globals: f.globals, name: code.name, qualname: code.qualname, doc: code.doc}
		if len(defaults) > 0 {
			fn.defaults = make([]Value, len(defaults))
			for i, e := range defaults {
				v, err := e(f)
				if err != nil {
					return nil, err
				}
				fn.defaults[i] = v
			}
		}
		if len(kwDefaults) > 0 {
			fn.kwdefaults = NewDict(len(kwDefaults))
			for _, k := range kwDefaults {
				v, err := k.value(f)
				if err != nil {
					return nil, err
				}
				fn.kwdefaults.setIdent(k.id, v)
			}
		}
		fn.closure = closure(f)
		fn.module = module(f)
		return fn, nil
	}
}

// moduleName returns what finds __name__ of the module.
func (c *compiler) moduleName() func(f *frame) Value {
	return func(f *frame) Value { return f.globalDict().getIdent(idName) }
}

// function compiles the code of a def or lambda.
func (c *compiler) function(n python.Node, name string, first source.Pos, args *python.Arguments) *Code {
	scope := c.scope
	code := c.enter(n, name, first)
	kinds := []struct {
		list []*python.Arg
		kind ParamKind
	}{{args.PosOnly, PositionalOnly}, {args.Args, PositionalOrKeyword}, {args.KwOnly, KeywordOnly}}
	for _, k := range kinds {
		for _, a := range k.list {
			code.params = append(code.params, Param{a.Name, k.kind, c.ident(a.Name)})
		}
	}
	if args.Vararg != nil {
		code.params = append(code.params, Param{args.Vararg.Name, VarPositional, c.ident(args.Vararg.Name)})
	}
	if args.Kwarg != nil {
		code.params = append(code.params, Param{args.Kwarg.Name, VarKeyword, c.ident(args.Kwarg.Name)})
	}
	code.posOnly, code.nargs, code.nkwonly = len(args.PosOnly), len(args.PosOnly)+len(args.Args), len(args.KwOnly)
	code.vararg, code.kwarg = args.Vararg != nil, args.Kwarg != nil
	code.simple = code.nkwonly == 0 && !code.vararg && !code.kwarg
	switch n := n.(type) {
	case *python.FunctionDef:
		code.doc = docstring(n.Body)
		if code.generator {
			code.body = c.block(n.Body)
		} else {
			code.body = c.later(n.Body)
		}
	case *python.Lambda:
		c.lambdaBody(code, n)
	}
	c.leave(scope)
	return code
}

// later compiles a body when it runs for the first time: most functions of a module never do. The text has been checked.
func (c *compiler) later(body []python.Stmt) stmtFunc {
	saved := *c
	var once sync.Once
	var run stmtFunc
	var failed error
	return func(f *frame) (signal, error) {
		once.Do(func() {
			saved.table.mutex.Lock()
			defer saved.table.mutex.Unlock()
			run = saved.block(body)
			if saved.err != nil {
				failed = syntaxError(saved.file, saved.line, saved.err, compiled)
			}
		})
		if failed != nil {
			return 0, failed
		}
		return run(f)
	}
}

func (c *compiler) lambdaBody(code *Code, n *python.Lambda) {
	span := n.Body.Span()
	if code.generator {
		code.body = c.suspendingExprStmt(n.Body, func(f *frame, v Value) (signal, error) {
			f.ret = v
			return signalReturn, nil
		})
		return
	}
	body := c.expr(n.Body)
	code.expr = func(f *frame) (Value, error) {
		v, err := body(f)
		if err != nil {
			return nil, f.trace(err, span)
		}
		return v, nil
	}
}

// closure returns what collects the variables that the code of a node shares with the frames around.
func (c *compiler) closure(n python.Node) func(f *frame) []*Cell {
	free := c.table.scopes[n].free
	if len(free) == 0 {
		return func(*frame) []*Cell { return nil }
	}
	type from struct {
		own  bool // in a slot of this frame; else in its closure
		slot int
	}
	list := make([]from, len(free))
	for i, sym := range free {
		if sym.scope.host() == c.unit.host {
			list[i] = from{true, sym.slot}
		} else {
			list[i] = from{false, c.unit.host.freeIndex(sym)}
		}
	}
	return func(f *frame) []*Cell {
		cells := make([]*Cell, len(list))
		for i, l := range list {
			if l.own {
				cells[i] = f.slots[l.slot].(*Cell)
			} else {
				cells[i] = f.closure[l.slot]
			}
		}
		return cells
	}
}
