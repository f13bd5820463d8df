package python

import (
	"strings"
)

// The pass over a tree that notes the names of its scopes, in the order in which CPython's symbol table does.

func (c *checker) stmts(list []Stmt) {
	for _, s := range list {
		c.stmt(s)
	}
}

func (c *checker) exprs(list []Expr) {
	for _, e := range list {
		c.expr(e)
	}
}

func (c *checker) stmt(node Stmt) {
	switch n := node.(type) {
	case *FunctionDef:
		c.name(n.Name, useLocal, n.NameSpan)
		c.exprs(n.Args.Defaults)
		c.exprs(n.Args.KwDefaults)
		c.signature(n)
		c.exprs(n.Decorators)
		s := c.push(n, scopeFunction, "")
		s.coroutine = n.Async
		c.params(n.Args)
		c.stmts(n.Body)
		c.pop()
	case *ClassDef:
		c.name(n.Name, useLocal, n.NameSpan)
		c.exprs(n.Bases)
		c.keywords(n.Keywords)
		c.exprs(n.Decorators)
		c.push(n, scopeClass, "")
		class := c.class
		c.class = n.Name
		c.stmts(n.Body)
		c.class = class
		c.pop()
	case *Return:
		c.expr(n.Value)
	case *Delete:
		c.exprs(n.Targets)
	case *Assign:
		c.exprs(n.Targets)
		c.expr(n.Value)
	case *AugAssign:
		c.expr(n.Target)
		c.expr(n.Value)
	case *AnnAssign:
		c.annAssign(n)
	case *For:
		c.expr(n.Target)
		c.expr(n.Iter)
		c.stmts(n.Body)
		c.stmts(n.Else)
	case *While:
		c.expr(n.Test)
		c.stmts(n.Body)
		c.stmts(n.Else)
	case *If:
		c.expr(n.Test)
		c.stmts(n.Body)
		c.stmts(n.Else)
	case *With:
		for _, item := range n.Items {
			c.expr(item.Context)
			c.expr(item.Vars)
		}
		c.stmts(n.Body)
	case *Match:
		c.expr(n.Subject)
		for _, m := range n.Cases {
			c.pattern(m.Pattern)
			c.expr(m.Guard)
			c.stmts(m.Body)
		}
	case *Raise:
		c.expr(n.Exc)
		c.expr(n.Cause)
	case *Try:
		c.stmts(n.Body)
		c.stmts(n.Else)
		for _, h := range n.Handlers {
			c.expr(h.Type)
			if h.Name != "" {
				c.name(h.Name, useLocal, h.NameSpan)
			}
			c.stmts(h.Body)
		}
		c.stmts(n.Finally)
	case *Assert:
		c.expr(n.Test)
		c.expr(n.Msg)
	case *Import:
		c.aliases(n.Names)
	case *ImportFrom:
		c.aliases(n.Names)
	case *Global:
		c.declare(n, n.Names, useGlobal, "global")
	case *Nonlocal:
		c.declare(n, n.Names, useNonlocal, "nonlocal")
	case *ExprStmt:
		c.expr(n.Value)
	}
}

func (c *checker) annAssign(n *AnnAssign) {
	if t, ok := n.Target.(*Name); ok {
		what := c.cur.names[c.mangle(t.ID)]
		if what&(useGlobal|useNonlocal) != 0 && c.cur != c.top && n.Simple {
			word := "global"
			if what&useGlobal == 0 {
				word = "nonlocal"
			}
			c.fail(n.Span(), "annotated name '%s' can't be %s", t.ID, word)
		}
		if n.Simple {
			c.name(t.ID, useAnnotated|useLocal, t.Span())
		} else if n.Value != nil {
			c.name(t.ID, useLocal, t.Span())
		}
	} else {
		c.expr(n.Target)
	}
	c.annotation(n.Annotation)
	c.expr(n.Value)
}

func (c *checker) aliases(list []*Alias) {
	for _, a := range list {
		name := a.AsName
		if name == "" {
			name, _, _ = strings.Cut(a.Name, ".")
		}
		if name != "*" {
			c.name(name, useImport, a.Span())
		} else if c.cur.kind != scopeModule {
			c.fail(a.Span(), "import * only allowed at module level")
		}
	}
}

func (c *checker) keywords(list []*Keyword) {
	for _, k := range list {
		c.expr(k.Value)
	}
}

// annotation looks at an annotation, which is a scope of its own where annotations are not evaluated.
func (c *checker) annotation(e Expr) {
	if e == nil {
		return
	}
	if c.annotations {
		c.push(&Expression{Body: e}, scopeAnnotation, "")
		defer c.pop()
	}
	c.expr(e)
}

// signature looks at the annotations of a function.
func (c *checker) signature(f *FunctionDef) {
	a := f.Args
	if c.annotations {
		c.push(a, scopeAnnotation, "")
	}
	list := append(append([]*Arg{}, a.PosOnly...), a.Args...)
	list = append(append(list, a.Vararg, a.Kwarg), a.KwOnly...)
	for _, arg := range list {
		if arg != nil {
			c.expr(arg.Annotation)
		}
	}
	if c.annotations {
		c.pop()
	}
	c.annotation(f.Returns)
}

func (c *checker) params(a *Arguments) {
	for _, list := range [...][]*Arg{a.PosOnly, a.Args, a.KwOnly, {a.Vararg, a.Kwarg}} {
		for _, arg := range list {
			if arg != nil {
				c.name(arg.Name, useParam, arg.Span())
			}
		}
	}
}

// outsideAnnotation complains of an expression that cannot be part of an annotation which is not evaluated.
func (c *checker) outsideAnnotation(e Expr) {
	if c.cur.kind == scopeAnnotation {
		c.fail(e.Span(), "'%s' can not be used within an annotation", nameOf(e))
	}
}

func (c *checker) expr(node Expr) {
	switch n := node.(type) {
	case *NamedExpr:
		c.outsideAnnotation(n)
		if c.cur.iterExpr > 0 {
			c.fail(n.Span(), "assignment expression cannot be used in a comprehension iterable expression")
		}
		if c.cur.what != "" {
			c.outwards(n.Target)
		}
		c.expr(n.Value)
		c.expr(n.Target)
	case *BoolOp:
		c.exprs(n.Values)
	case *BinOp:
		c.expr(n.Left)
		c.expr(n.Right)
	case *UnaryOp:
		c.expr(n.Operand)
	case *Lambda:
		c.exprs(n.Args.Defaults)
		c.exprs(n.Args.KwDefaults)
		c.push(n, scopeFunction, "")
		c.params(n.Args)
		c.expr(n.Body)
		c.pop()
	case *IfExp:
		c.expr(n.Test)
		c.expr(n.Body)
		c.expr(n.Else)
	case *Dict:
		c.exprs(n.Keys)
		c.exprs(n.Values)
	case *Set:
		c.exprs(n.Elts)
	case *ListComp:
		c.comprehension(n, "list comprehension", n.Generators, n.Elt, nil)
	case *SetComp:
		c.comprehension(n, "set comprehension", n.Generators, n.Elt, nil)
	case *DictComp:
		c.comprehension(n, "dict comprehension", n.Generators, n.Key, n.Value)
	case *GeneratorExp:
		c.comprehension(n, "generator expression", n.Generators, n.Elt, nil)
	case *Yield:
		c.yield(n, n.Value)
	case *YieldFrom:
		c.yield(n, n.Value)
	case *Await:
		c.outsideAnnotation(n)
		c.expr(n.Value)
		c.cur.coroutine = true
	case *Compare:
		c.expr(n.Left)
		c.exprs(n.Comparators)
	case *Call:
		c.expr(n.Func)
		c.exprs(n.Args)
		c.keywords(n.Keywords)
	case *FormattedValue:
		c.expr(n.Value)
		if n.FormatSpec != nil {
			c.expr(n.FormatSpec)
		}
	case *JoinedStr:
		c.exprs(n.Values)
	case *Attribute:
		c.expr(n.Value)
	case *Subscript:
		c.expr(n.Value)
		c.expr(n.Slice)
	case *Starred:
		c.expr(n.Value)
	case *Name:
		what := useLocal
		if n.Ctx == Load {
			what = useRead
			if c.read != nil {
				c.read(n)
			}
		}
		c.name(n.ID, what, n.Span())
		if n.ID == "super" && n.Ctx == Load && c.cur.kind == scopeFunction {
			c.name("__class__", useRead, n.Span())
		}
	case *List:
		c.exprs(n.Elts)
	case *Tuple:
		c.exprs(n.Elts)
	case *Slice:
		c.expr(n.Lower)
		c.expr(n.Upper)
		c.expr(n.Step)
	}
}

func (c *checker) yield(e, value Expr) {
	c.outsideAnnotation(e)
	c.expr(value)
	c.cur.generator = true
	if c.cur.what != "" {
		c.fail(e.Span(), "'yield' inside %s", c.cur.what)
	}
}

// outwards binds the target of an assignment expression in a comprehension where it belongs: in the function or module
// around it.
func (c *checker) outwards(target *Name) {
	m := c.mangle(target.ID)
	for s := c.cur; s != nil; s = s.parent {
		switch {
		case s.what != "":
			if what := s.names[m]; what&useIterated != 0 && what&(useLocal|useGlobal) != 0 {
				c.fail(target.Span(), "assignment expression cannot rebind comprehension iteration variable '%s'", target.ID)
				return
			}
			continue
		case s.kind == scopeFunction:
			what := useNonlocal
			if s.names[m]&useGlobal != 0 {
				what = useGlobal
			}
			c.name(target.ID, what, target.Span())
			c.cur.declared[m] = target.Span()
			c.define(s, target.ID, useLocal, target.Span())
		case s.kind == scopeModule:
			c.name(target.ID, useGlobal, target.Span())
			c.cur.declared[m] = target.Span()
			c.define(s, target.ID, useGlobal, target.Span())
		case s.kind == scopeClass:
			c.fail(target.Span(), "assignment expression within a comprehension cannot be used in a class body")
		default:
			continue
		}
		return
	}
}

func (c *checker) comprehension(node Expr, what string, clauses []*Comprehension, elt, value Expr) {
	first := clauses[0]
	c.cur.iterExpr++ // it is evaluated in the scope around
	c.expr(first.Iter)
	c.cur.iterExpr--
	s := c.push(node, scopeFunction, what)
	s.coroutine = first.Async
	c.name(".0", useParam, first.Span())
	for i, clause := range clauses {
		s.iterTarget = true
		c.expr(clause.Target)
		s.iterTarget = false
		if i > 0 {
			s.iterExpr++
			c.expr(clause.Iter)
			s.iterExpr--
		}
		c.exprs(clause.Ifs)
		if clause.Async {
			s.coroutine = true
		}
	}
	c.expr(value)
	c.expr(elt)
	_, s.generator = node.(*GeneratorExp)
	c.pop()
	if s.coroutine && !s.generator {
		c.cur.coroutine = true
	}
}

func (c *checker) pattern(node Pattern) {
	all := func(list []Pattern) {
		for _, p := range list {
			c.pattern(p)
		}
	}
	bind := func(name string) {
		if name != "" {
			c.name(name, useLocal, node.Span())
		}
	}
	switch n := node.(type) {
	case *MatchValue:
		c.expr(n.Value)
	case *MatchSequence:
		all(n.Patterns)
	case *MatchStar:
		bind(n.Name)
	case *MatchMapping:
		c.exprs(n.Keys)
		all(n.Patterns)
		bind(n.Rest)
	case *MatchClass:
		c.expr(n.Cls)
		all(n.Patterns)
		all(n.KwdPatterns)
	case *MatchAs:
		if n.Pattern != nil {
			c.pattern(n.Pattern)
		}
		bind(n.Name)
	case *MatchOr:
		all(n.Patterns)
	}
}
