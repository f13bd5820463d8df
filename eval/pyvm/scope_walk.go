package pyvm

import (
	"strings"

	"github.com/knead-build/knead/lang/python"
)

// This file walks a tree for its scopes and names.

func (st *symbolTable) push(n python.Node) bool {
	if st.depth++; st.depth > maxDepth && st.err == nil {
		st.err = &python.SyntaxError{Kind: "RecursionError", Msg: "maximum recursion depth exceeded during compilation", Span: n.Span()}
	}
	st.path = append(st.path, n)
	return st.err == nil
}

func (st *symbolTable) pop() {
	st.depth--
	st.path = st.path[:len(st.path)-1]
}

func (st *symbolTable) stmts(list []python.Stmt) {
	for _, s := range list {
		st.stmt(s)
	}
}

func (st *symbolTable) stmt(s python.Stmt) {
	defer st.pop()
	if !st.push(s) {
		return
	}
	switch s := s.(type) {
	case *python.FunctionDef:
		st.bind(s.Name)
		st.functionDef(s)
	case *python.ClassDef:
		st.bind(s.Name)
		st.exprs(s.Decorators)
		st.exprs(s.Bases)
		st.keywords(s.Keywords)
		path := st.path
		st.path = nil
		st.enter(s, classScope).class = s.Name
		st.stmts(s.Body)
		st.leave()
		st.path = path
	case *python.Return:
		st.expr(s.Value)
	case *python.Delete:
		st.exprs(s.Targets)
	case *python.Assign:
		st.expr(s.Value)
		st.exprs(s.Targets)
	case *python.AugAssign:
		if n, ok := s.Target.(*python.Name); ok {
			st.bind(n.ID)
		}
		st.expr(s.Target)
		st.expr(s.Value)
	case *python.AnnAssign:
		st.annAssign(s)
	case *python.For:
		if s.Async {
			st.refuseAsync(s.Span())
		}
		st.expr(s.Target)
		st.expr(s.Iter)
		st.stmts(s.Body)
		st.stmts(s.Else)
	case *python.While:
		st.expr(s.Test)
		st.stmts(s.Body)
		st.stmts(s.Else)
	case *python.If:
		st.expr(s.Test)
		st.stmts(s.Body)
		st.stmts(s.Else)
	case *python.With:
		if s.Async {
			st.refuseAsync(s.Span())
		}
		for _, it := range s.Items {
			st.expr(it.Context)
			st.expr(it.Vars)
		}
		st.stmts(s.Body)
	case *python.Match:
		st.expr(s.Subject)
		for _, c := range s.Cases {
			st.pattern(c.Pattern)
			st.expr(c.Guard)
			st.stmts(c.Body)
		}
	case *python.Raise:
		st.expr(s.Exc)
		st.expr(s.Cause)
	case *python.Try:
		st.stmts(s.Body)
		for _, h := range s.Handlers {
			st.expr(h.Type)
			if h.Name != "" {
				st.bind(h.Name)
			}
			st.stmts(h.Body)
		}
		st.stmts(s.Else)
		st.stmts(s.Finally)
	case *python.Assert:
		st.expr(s.Test)
		st.expr(s.Msg)
	case *python.Import:
		for _, a := range s.Names {
			st.alias(a)
		}
	case *python.ImportFrom:
		for _, a := range s.Names {
			if a.Name == "*" {
				continue
			}
			if s.Module == "__future__" && s.Level == 0 && a.Name == "annotations" {
				st.future = true
			}
			st.alias(a)
		}
	case *python.Global:
		for _, name := range s.Names {
			st.declare(name, symbolGlobal)
		}
	case *python.Nonlocal:
		for _, name := range s.Names {
			st.declare(name, symbolNonlocal)
		}
	case *python.ExprStmt:
		st.expr(s.Value)
	}
}

func (st *symbolTable) alias(a *python.Alias) {
	name := a.AsName
	if name == "" {
		name, _, _ = strings.Cut(a.Name, ".")
	}
	st.bind(name)
}

func (st *symbolTable) annAssign(s *python.AnnAssign) {
	if n, ok := s.Target.(*python.Name); ok {
		if s.Simple || s.Value != nil {
			st.bind(n.ID)
		}
	} else {
		st.expr(s.Target)
	}
	if !st.future {
		st.expr(s.Annotation)
	}
	st.expr(s.Value)
}

func (st *symbolTable) functionDef(s *python.FunctionDef) {
	if s.Async {
		st.refuseAsync(s.Span())
	}
	st.exprs(s.Decorators)
	st.defaults(s.Args)
	if !st.future {
		for _, a := range allArgs(s.Args) {
			st.expr(a.Annotation)
		}
		st.expr(s.Returns)
	}
	path := st.path
	st.path = nil
	st.enter(s, functionScope)
	st.params(s.Args)
	st.stmts(s.Body)
	st.leave()
	st.path = path
}

// allArgs returns the parameters in the order of their slots: positional ones, keyword-only ones, *args, **kwargs.
func allArgs(a *python.Arguments) []*python.Arg {
	if a == nil {
		return nil
	}
	var out []*python.Arg
	out = append(out, a.PosOnly...)
	out = append(out, a.Args...)
	out = append(out, a.KwOnly...)
	if a.Vararg != nil {
		out = append(out, a.Vararg)
	}
	if a.Kwarg != nil {
		out = append(out, a.Kwarg)
	}
	return out
}

func (st *symbolTable) defaults(a *python.Arguments) {
	if a != nil {
		st.exprs(a.Defaults)
		st.exprs(a.KwDefaults)
	}
}

func (st *symbolTable) params(a *python.Arguments) {
	for _, p := range allArgs(a) {
		st.param(p.Name)
	}
}

func (st *symbolTable) exprs(list []python.Expr) {
	for _, e := range list {
		st.expr(e)
	}
}

func (st *symbolTable) keywords(list []*python.Keyword) {
	for _, k := range list {
		st.expr(k.Value)
	}
}

func (st *symbolTable) expr(e python.Expr) {
	if e == nil {
		return
	}
	defer st.pop()
	if !st.push(e) {
		return
	}
	switch e := e.(type) {
	case *python.BoolOp:
		st.exprs(e.Values)
	case *python.NamedExpr:
		st.bindNamed(e.Target.ID)
		st.expr(e.Value)
	case *python.BinOp:
		st.expr(e.Left)
		st.expr(e.Right)
	case *python.UnaryOp:
		st.expr(e.Operand)
	case *python.Lambda:
		st.defaults(e.Args)
		path := st.path
		st.path = nil
		st.enter(e, functionScope)
		st.params(e.Args)
		st.expr(e.Body)
		st.leave()
		st.path = path
	case *python.IfExp:
		st.expr(e.Test)
		st.expr(e.Body)
		st.expr(e.Else)
	case *python.Dict:
		for i := range e.Values {
			st.expr(e.Keys[i])
			st.expr(e.Values[i])
		}
	case *python.Set:
		st.exprs(e.Elts)
	case *python.ListComp:
		st.comprehension(e, e.Generators, e.Elt, nil)
	case *python.SetComp:
		st.comprehension(e, e.Generators, e.Elt, nil)
	case *python.DictComp:
		st.comprehension(e, e.Generators, e.Key, e.Value)
	case *python.GeneratorExp:
		st.comprehension(e, e.Generators, e.Elt, nil)
	case *python.Await:
		st.refuseAsync(e.Span())
	case *python.Yield:
		st.yield()
		st.expr(e.Value)
	case *python.YieldFrom:
		st.yield()
		st.expr(e.Value)
	case *python.Compare:
		st.expr(e.Left)
		st.exprs(e.Comparators)
	case *python.Call:
		st.expr(e.Func)
		st.exprs(e.Args)
		st.keywords(e.Keywords)
	case *python.FormattedValue:
		st.expr(e.Value)
		if e.FormatSpec != nil {
			st.expr(e.FormatSpec)
		}
	case *python.JoinedStr:
		st.exprs(e.Values)
	case *python.Attribute:
		st.expr(e.Value)
	case *python.Subscript:
		st.expr(e.Value)
		st.expr(e.Slice)
	case *python.Starred:
		st.expr(e.Value)
	case *python.Name:
		if e.Ctx == python.Load {
			st.use(e.ID)
		} else {
			st.bind(e.ID)
		}
	case *python.List:
		st.exprs(e.Elts)
	case *python.Tuple:
		st.exprs(e.Elts)
	case *python.Slice:
		st.expr(e.Lower)
		st.expr(e.Upper)
		st.expr(e.Step)
	}
}

// yield notes that the function is a generator.
func (st *symbolTable) yield() {
	st.scope.generator = true
	for _, n := range st.path {
		st.yields[n] = true
	}
}

func (st *symbolTable) comprehension(n python.Expr, gens []*python.Comprehension, elt, value python.Expr) {
	if len(gens) == 0 {
		return
	}
	st.expr(gens[0].Iter)
	kind := comprehensionScope
	_, genexp := n.(*python.GeneratorExp)
	if genexp {
		kind = functionScope
	}
	path := st.path
	st.path = nil
	s := st.enter(n, kind)
	s.genexp = genexp
	if genexp {
		s.generator = true
		st.scope.symbol(iterableParam).flags |= symbolParam | symbolBound
	}
	for i, g := range gens {
		if g.Async {
			st.refuseAsync(g.Span())
		}
		st.expr(g.Target)
		if i > 0 {
			st.expr(g.Iter)
		}
		st.exprs(g.Ifs)
	}
	st.expr(elt)
	st.expr(value)
	st.leave()
	st.path = path
}

// iterableParam is the parameter of a generator expression: what its outermost for iterates over.
const iterableParam = ".0"

func (st *symbolTable) pattern(p python.Pattern) {
	if p == nil {
		return
	}
	defer st.pop()
	if !st.push(p) {
		return
	}
	switch p := p.(type) {
	case *python.MatchValue:
		st.expr(p.Value)
	case *python.MatchSequence:
		for _, x := range p.Patterns {
			st.pattern(x)
		}
	case *python.MatchMapping:
		st.exprs(p.Keys)
		for _, x := range p.Patterns {
			st.pattern(x)
		}
		if p.Rest != "" {
			st.bind(p.Rest)
		}
	case *python.MatchClass:
		st.expr(p.Cls)
		for _, x := range p.Patterns {
			st.pattern(x)
		}
		for _, x := range p.KwdPatterns {
			st.pattern(x)
		}
	case *python.MatchStar:
		if p.Name != "" {
			st.bind(p.Name)
		}
	case *python.MatchAs:
		st.pattern(p.Pattern)
		if p.Name != "" {
			st.bind(p.Name)
		}
	case *python.MatchOr:
		for _, x := range p.Patterns {
			st.pattern(x)
		}
	}
}
