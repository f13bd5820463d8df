package python

import (
	"strings"

	"github.com/knead-build/knead/lang/source"
)

// coder is the pass over a tree that finds what CPython refuses to make code of, in the order in which it makes code.
// There is one coder for each function, class, lambda and comprehension.
type coder struct {
	*checker
	scope    *scope
	async    bool // an async function
	comp     bool // a comprehension
	blocks   []block
	patterns *patternNames
}

// block is a block of statements that break, continue and return leave.
type block struct {
	kind    blockKind
	finally *finally
}

// finally is what follows a "finally". It is looked at once: where the first statement leaves what it belongs to, or at
// the end of that.
type finally struct {
	body []Stmt
	seen bool
}

type blockKind uint8

const (
	blockLoop    blockKind = iota
	blockGroup             // an except* handler
	blockFinally           // what a "finally" follows
)

// inside returns the coder of what a node of the tree makes a scope of.
func (g *coder) inside(n Node) *coder { return &coder{checker: g.checker, scope: g.scopes[n]} }

func (g *coder) stmts(list []Stmt) {
	for _, s := range list {
		g.stmt(s)
	}
}

func (g *coder) exprs(list []Expr) {
	for _, e := range list {
		g.expr(e)
	}
}

// within makes code of statements in a block that can be left.
func (g *coder) within(b block, list []Stmt) {
	g.blocks = append(g.blocks, b)
	g.stmts(list)
	g.blocks = g.blocks[:len(g.blocks)-1]
}

// debug refuses to bind or delete the one name that cannot be.
func (g *coder) debug(name string, ctx Context, span source.Span) {
	if name == "__debug__" && ctx != Load {
		if ctx == Del {
			g.fail(span, "cannot delete __debug__")
		} else {
			g.fail(span, "cannot assign to __debug__")
		}
	}
}

func (g *coder) stmt(node Stmt) {
	switch n := node.(type) {
	case *FunctionDef:
		g.debugArgs(n.Args)
		g.exprs(n.Decorators)
		g.exprs(n.Args.Defaults)
		g.exprs(n.Args.KwDefaults)
		if !g.annotations {
			g.signature(n)
		}
		inner := g.inside(n)
		inner.async = n.Async
		inner.stmts(n.Body)
		g.debug(n.Name, Store, n.NameSpan)
	case *ClassDef:
		g.exprs(n.Decorators)
		g.inside(n).stmts(n.Body)
		g.call(n.Bases, n.Keywords)
		g.debug(n.Name, Store, n.NameSpan)
	case *Return:
		g.returns(n)
	case *Delete:
		g.exprs(n.Targets)
	case *Assign:
		g.expr(n.Value)
		g.exprs(n.Targets)
	case *AugAssign:
		switch t := n.Target.(type) {
		case *Attribute:
			g.expr(t.Value)
		case *Subscript:
			g.expr(t.Value)
			g.expr(t.Slice)
		}
		g.expr(n.Value)
		if t, ok := n.Target.(*Name); ok {
			g.debug(t.ID, Store, t.Span())
		}
	case *AnnAssign:
		g.annAssign(n)
	case *For:
		if n.Async && !g.async {
			g.fail(n.Span(), "'async for' outside async function")
		}
		g.expr(n.Iter)
		g.blocks = append(g.blocks, block{})
		g.expr(n.Target)
		g.stmts(n.Body)
		g.blocks = g.blocks[:len(g.blocks)-1]
		g.stmts(n.Else)
	case *While:
		g.expr(n.Test)
		g.within(block{kind: blockLoop}, n.Body)
		g.stmts(n.Else)
	case *If:
		g.expr(n.Test)
		g.stmts(n.Body)
		g.stmts(n.Else)
	case *With:
		if n.Async && !g.async {
			g.fail(n.Span(), "'async with' outside async function")
		}
		for _, item := range n.Items {
			g.expr(item.Context)
			g.expr(item.Vars)
		}
		g.stmts(n.Body)
	case *Match:
		g.match(n)
	case *Raise:
		g.expr(n.Exc)
		g.expr(n.Cause)
	case *Try:
		g.try(n)
	case *Assert:
		g.expr(n.Test)
		g.expr(n.Msg)
	case *Import:
		g.imports(n.Names)
	case *ImportFrom:
		if n.Module == "__future__" && (!g.hasFuture || !sameLine(g.text, g.lastFuture, n.Start)) {
			g.fail(n.Span(), lateFuture)
		}
		g.imports(n.Names)
	case *ExprStmt:
		g.expr(n.Value)
	case *Break:
		if !g.leave(n, false) {
			g.fail(n.Span(), "'break' outside loop")
		}
	case *Continue:
		if !g.leave(n, false) {
			g.fail(n.Span(), "'continue' not properly in loop")
		}
	}
}

// leave makes code of leaving blocks up to the innermost loop, or all. The blocks that "finally" begins run then. It
// reports whether there is such a loop, or may be one: it is of no interest behind an error.
func (g *coder) leave(n Stmt, all bool) bool {
	blocks := g.blocks
	defer func() { g.blocks = blocks }()
	for i := len(blocks) - 1; i >= 0; i-- {
		g.blocks = blocks[:i:i]
		switch b := blocks[i]; {
		case b.kind == blockGroup:
			g.fail(n.Span(), "'break', 'continue' and 'return' cannot appear in an except* block")
			return true
		case b.kind == blockFinally:
			g.finally(b.finally)
		case !all:
			return true
		}
	}
	return false
}

func (g *coder) finally(f *finally) {
	if !f.seen {
		f.seen = true
		g.stmts(f.body)
	}
}

func (g *coder) returns(n *Return) {
	switch {
	case g.scope.kind != scopeFunction:
		g.fail(n.Span(), "'return' outside function")
	case n.Value != nil && g.scope.coroutine && g.scope.generator:
		g.fail(n.Span(), "'return' with value in async generator")
	}
	g.expr(n.Value)
	g.leave(n, true)
}

func (g *coder) annAssign(n *AnnAssign) {
	evaluated := g.scope.kind != scopeFunction && !g.annotations
	if n.Value != nil {
		g.expr(n.Value)
		g.expr(n.Target)
	}
	switch t := n.Target.(type) {
	case *Name:
		if n.Value == nil {
			g.debug(t.ID, Store, t.Span())
		}
		if n.Simple && evaluated {
			g.expr(n.Annotation)
		}
	case *Attribute:
		if n.Value == nil {
			g.debug(t.Attr, Store, t.Span())
			g.expr(t.Value)
		}
	case *Subscript:
		if n.Value == nil {
			g.expr(t.Value)
			if index, ok := t.Slice.(*Tuple); ok { // each for itself
				g.exprs(index.Elts)
			} else {
				g.expr(t.Slice)
			}
		}
	}
	if !n.Simple && evaluated {
		g.expr(n.Annotation)
	}
}

func (g *coder) try(n *Try) {
	if n.Finally != nil {
		f := &finally{body: n.Finally}
		g.blocks = append(g.blocks, block{blockFinally, f})
		defer func() {
			g.blocks = g.blocks[:len(g.blocks)-1]
			g.finally(f)
		}()
	}
	g.stmts(n.Body)
	if !n.Star {
		g.stmts(n.Else)
	}
	for i, h := range n.Handlers {
		if h.Type == nil && i < len(n.Handlers)-1 {
			g.fail(h.Span(), "default 'except:' must be last")
		}
		g.expr(h.Type)
		g.debug(h.Name, Store, h.NameSpan)
		if n.Star {
			g.within(block{kind: blockGroup}, h.Body)
		} else {
			g.stmts(h.Body)
		}
	}
	if n.Star {
		g.stmts(n.Else)
	}
}

func (g *coder) imports(list []*Alias) {
	for _, a := range list {
		name := a.AsName
		if name == "" {
			name, _, _ = strings.Cut(a.Name, ".")
		}
		g.debug(name, Store, a.Span())
	}
}

func (g *coder) debugArgs(a *Arguments) {
	for _, list := range [...][]*Arg{a.PosOnly, a.Args, {a.Vararg}, a.KwOnly, {a.Kwarg}} {
		for _, arg := range list {
			if arg != nil {
				g.debug(arg.Name, Store, arg.Span())
			}
		}
	}
}

// signature makes code of a function's annotations.
func (g *coder) signature(f *FunctionDef) {
	a := f.Args
	for _, list := range [...][]*Arg{a.Args, a.PosOnly, {a.Vararg}, a.KwOnly, {a.Kwarg}} {
		for _, arg := range list {
			if arg == nil || arg.Annotation == nil {
				continue
			}
			if s, ok := arg.Annotation.(*Starred); ok && arg == a.Vararg {
				g.expr(s.Value)
			} else {
				g.expr(arg.Annotation)
			}
		}
	}
	g.expr(f.Returns)
}
