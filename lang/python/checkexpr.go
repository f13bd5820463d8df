package python

// What CPython refuses to make code of in expressions. See coder.

// elements makes code of the elements of a display or the arguments of a call, which may be starred.
func (g *coder) elements(list []Expr) {
	for _, e := range list {
		if s, ok := e.(*Starred); ok {
			e = s.Value
		}
		g.expr(e)
	}
}

// unpack makes code of the targets in a list.
func (g *coder) unpack(list []Expr) {
	seen := false
	for i, e := range list {
		if s, ok := e.(*Starred); ok {
			if seen {
				g.fail(s.Span(), "multiple starred expressions in assignment")
			} else if i >= 1<<8 || len(list)-i-1 >= 1<<23 {
				g.fail(s.Span(), "too many expressions in star-unpacking assignment")
			}
			seen = true
		}
	}
	g.elements(list)
}

func (g *coder) call(args []Expr, keywords []*Keyword) {
	g.checkKeywords(keywords)
	g.elements(args)
	for _, k := range keywords {
		g.expr(k.Value)
	}
}

// checkKeywords refuses keyword arguments of the same name.
func (g *coder) checkKeywords(keywords []*Keyword) {
	for i, k := range keywords {
		if k.Name == "" {
			continue
		}
		g.debug(k.Name, Store, k.Span())
		for _, other := range keywords[i+1:] {
			if other.Name == k.Name {
				g.fail(other.Span(), "keyword argument repeated: %s", k.Name)
				break
			}
		}
	}
}

func (g *coder) expr(node Expr) {
	switch n := node.(type) {
	case *NamedExpr:
		g.expr(n.Value)
		g.expr(n.Target)
	case *BoolOp:
		g.exprs(n.Values)
	case *BinOp:
		g.expr(n.Left)
		g.expr(n.Right)
	case *UnaryOp:
		g.expr(n.Operand)
	case *Lambda:
		g.debugArgs(n.Args)
		g.exprs(n.Args.Defaults)
		g.exprs(n.Args.KwDefaults)
		g.inside(n).expr(n.Body)
	case *IfExp:
		g.expr(n.Test)
		g.expr(n.Body)
		g.expr(n.Else)
	case *Dict:
		for i, k := range n.Keys {
			g.expr(k)
			g.expr(n.Values[i])
		}
	case *Set:
		g.elements(n.Elts)
	case *ListComp:
		g.comprehension(n, n.Generators, n.Elt)
	case *SetComp:
		g.comprehension(n, n.Generators, n.Elt)
	case *DictComp:
		g.comprehension(n, n.Generators, n.Key, n.Value)
	case *GeneratorExp:
		g.comprehension(n, n.Generators, n.Elt)
	case *Yield:
		if g.scope.kind != scopeFunction {
			g.fail(n.Span(), "'yield' outside function")
		}
		g.expr(n.Value)
	case *YieldFrom:
		if g.scope.kind != scopeFunction {
			g.fail(n.Span(), "'yield' outside function")
		} else if g.async {
			g.fail(n.Span(), "'yield from' inside async function")
		}
		g.expr(n.Value)
	case *Await:
		if g.scope.kind != scopeFunction {
			g.fail(n.Span(), "'await' outside function")
		} else if !g.async && !g.comp {
			g.fail(n.Span(), "'await' outside async function")
		}
		g.expr(n.Value)
	case *Compare:
		g.expr(n.Left)
		g.exprs(n.Comparators)
	case *Call:
		g.checkKeywords(n.Keywords)
		g.expr(n.Func)
		g.elements(n.Args)
		for _, k := range n.Keywords {
			g.expr(k.Value)
		}
	case *FormattedValue:
		g.expr(n.Value)
		if n.FormatSpec != nil {
			g.expr(n.FormatSpec)
		}
	case *JoinedStr:
		g.exprs(n.Values)
	case *Attribute:
		g.expr(n.Value)
		if n.Ctx == Store {
			g.debug(n.Attr, Store, n.Span())
		}
	case *Subscript:
		g.expr(n.Value)
		g.expr(n.Slice)
	case *Starred:
		if n.Ctx == Store {
			g.fail(n.Span(), "starred assignment target must be in a list or tuple")
		} else {
			g.fail(n.Span(), "can't use starred expression here")
		}
	case *Name:
		g.debug(n.ID, n.Ctx, n.Span())
	case *List:
		g.sequence(n.Elts, n.Ctx)
	case *Tuple:
		g.sequence(n.Elts, n.Ctx)
	case *Slice:
		g.expr(n.Lower)
		g.expr(n.Upper)
		g.expr(n.Step)
	}
}

func (g *coder) sequence(list []Expr, ctx Context) {
	switch ctx {
	case Load:
		g.elements(list)
	case Store:
		g.unpack(list)
	default:
		g.exprs(list)
	}
}

func (g *coder) comprehension(node Expr, clauses []*Comprehension, elts ...Expr) {
	inner := g.inside(node)
	inner.comp = true
	if _, ok := node.(*GeneratorExp); !ok && inner.scope.coroutine && !g.async && !g.comp {
		g.fail(node.Span(), "asynchronous comprehension outside of an asynchronous function")
	}
	for i, clause := range clauses {
		if i > 0 {
			inner.expr(clause.Iter)
		}
		inner.expr(clause.Target)
		inner.exprs(clause.Ifs)
	}
	inner.exprs(elts)
	g.expr(clauses[0].Iter)
}
