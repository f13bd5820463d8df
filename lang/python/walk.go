package python

// Walk visits a node and what is below it, parents before children, in the order of CPython's ast.iter_child_nodes: that
// of the fields. It does not go below a node for which visit returns false. The nodes that are mere flags in this tree
// (contexts and operators) are not visited.
func Walk(node Node, visit func(Node) bool) {
	if visit(node) {
		children(node, func(n Node) { Walk(n, visit) })
	}
}

// WalkBreadth visits a node and all that is below it in the order of CPython's ast.walk: level by level.
func WalkBreadth(node Node, visit func(Node)) {
	queue := []Node{node}
	for i := 0; i < len(queue); i++ {
		visit(queue[i])
		children(queue[i], func(n Node) { queue = append(queue, n) })
	}
}

// deeper reports whether the tree below a node has more than limit levels.
func deeper(node Node, limit int) bool {
	if limit < 0 {
		return true
	}
	deep := false
	children(node, func(n Node) { deep = deep || deeper(n, limit-1) })
	return deep
}

func each[T Node](list []T, visit func(Node)) {
	for _, n := range list {
		visit(n)
	}
}

// maybe visits expressions which may be nil.
func maybe(visit func(Node), list ...Expr) {
	for _, e := range list {
		if e != nil {
			visit(e)
		}
	}
}

// children calls visit with the nodes right below a node.
func children(node Node, visit func(Node)) {
	switch n := node.(type) {
	case *Module:
		each(n.Body, visit)
	case *Expression:
		maybe(visit, n.Body)
	case Stmt:
		stmtChildren(n, visit)
	case Expr:
		exprChildren(n, visit)
	case Pattern:
		patternChildren(n, visit)
	case *Comprehension:
		maybe(visit, n.Target, n.Iter)
		each(n.Ifs, visit)
	case *ExceptHandler:
		maybe(visit, n.Type)
		each(n.Body, visit)
	case *Arguments:
		each(n.PosOnly, visit)
		each(n.Args, visit)
		if n.Vararg != nil {
			visit(n.Vararg)
		}
		each(n.KwOnly, visit)
		maybe(visit, n.KwDefaults...)
		if n.Kwarg != nil {
			visit(n.Kwarg)
		}
		each(n.Defaults, visit)
	case *Arg:
		maybe(visit, n.Annotation)
	case *Keyword:
		maybe(visit, n.Value)
	case *WithItem:
		maybe(visit, n.Context, n.Vars)
	case *MatchCase:
		visit(n.Pattern)
		maybe(visit, n.Guard)
		each(n.Body, visit)
	}
}

func stmtChildren(node Stmt, visit func(Node)) {
	switch n := node.(type) {
	case *FunctionDef:
		visit(n.Args)
		each(n.Body, visit)
		each(n.Decorators, visit)
		maybe(visit, n.Returns)
	case *ClassDef:
		each(n.Bases, visit)
		each(n.Keywords, visit)
		each(n.Body, visit)
		each(n.Decorators, visit)
	case *Return:
		maybe(visit, n.Value)
	case *Delete:
		each(n.Targets, visit)
	case *Assign:
		each(n.Targets, visit)
		maybe(visit, n.Value)
	case *AugAssign:
		maybe(visit, n.Target, n.Value)
	case *AnnAssign:
		maybe(visit, n.Target, n.Annotation, n.Value)
	case *For:
		maybe(visit, n.Target, n.Iter)
		each(n.Body, visit)
		each(n.Else, visit)
	case *While:
		maybe(visit, n.Test)
		each(n.Body, visit)
		each(n.Else, visit)
	case *If:
		maybe(visit, n.Test)
		each(n.Body, visit)
		each(n.Else, visit)
	case *With:
		each(n.Items, visit)
		each(n.Body, visit)
	case *Match:
		maybe(visit, n.Subject)
		each(n.Cases, visit)
	case *Raise:
		maybe(visit, n.Exc, n.Cause)
	case *Try:
		each(n.Body, visit)
		each(n.Handlers, visit)
		each(n.Else, visit)
		each(n.Finally, visit)
	case *Assert:
		maybe(visit, n.Test, n.Msg)
	case *Import:
		each(n.Names, visit)
	case *ImportFrom:
		each(n.Names, visit)
	case *ExprStmt:
		maybe(visit, n.Value)
	}
}

func exprChildren(node Expr, visit func(Node)) {
	switch n := node.(type) {
	case *BoolOp:
		each(n.Values, visit)
	case *NamedExpr:
		visit(n.Target)
		maybe(visit, n.Value)
	case *BinOp:
		maybe(visit, n.Left, n.Right)
	case *UnaryOp:
		maybe(visit, n.Operand)
	case *Lambda:
		visit(n.Args)
		maybe(visit, n.Body)
	case *IfExp:
		maybe(visit, n.Test, n.Body, n.Else)
	case *Dict:
		maybe(visit, n.Keys...)
		each(n.Values, visit)
	case *Set:
		each(n.Elts, visit)
	case *ListComp:
		maybe(visit, n.Elt)
		each(n.Generators, visit)
	case *SetComp:
		maybe(visit, n.Elt)
		each(n.Generators, visit)
	case *DictComp:
		maybe(visit, n.Key, n.Value)
		each(n.Generators, visit)
	case *GeneratorExp:
		maybe(visit, n.Elt)
		each(n.Generators, visit)
	case *Await:
		maybe(visit, n.Value)
	case *Yield:
		maybe(visit, n.Value)
	case *YieldFrom:
		maybe(visit, n.Value)
	case *Compare:
		maybe(visit, n.Left)
		each(n.Comparators, visit)
	case *Call:
		maybe(visit, n.Func)
		each(n.Args, visit)
		each(n.Keywords, visit)
	case *FormattedValue:
		maybe(visit, n.Value)
		if n.FormatSpec != nil {
			visit(n.FormatSpec)
		}
	case *JoinedStr:
		each(n.Values, visit)
	case *Attribute:
		maybe(visit, n.Value)
	case *Subscript:
		maybe(visit, n.Value, n.Slice)
	case *Starred:
		maybe(visit, n.Value)
	case *List:
		each(n.Elts, visit)
	case *Tuple:
		each(n.Elts, visit)
	case *Slice:
		maybe(visit, n.Lower, n.Upper, n.Step)
	}
}

func patternChildren(node Pattern, visit func(Node)) {
	switch n := node.(type) {
	case *MatchValue:
		maybe(visit, n.Value)
	case *MatchSequence:
		each(n.Patterns, visit)
	case *MatchMapping:
		each(n.Keys, visit)
		each(n.Patterns, visit)
	case *MatchClass:
		maybe(visit, n.Cls)
		each(n.Patterns, visit)
		each(n.KwdPatterns, visit)
	case *MatchStar:
	case *MatchAs:
		if n.Pattern != nil {
			visit(n.Pattern)
		}
	case *MatchOr:
		each(n.Patterns, visit)
	}
}
