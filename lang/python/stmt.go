package python

import (
	"strings"

	"github.com/knead-build/knead/lang/source"
)

// statements parses statements up to the end of the block or text, and appends them to list.
func (p *parser) statements(list []Stmt) []Stmt {
	for p.kind != tEOF && p.kind != tDedent && p.kind != tError {
		before := p.pos
		list = p.statement(list)
		if p.pos == before { // whatever this is, it is behind us now
			start := p.start()
			p.fail("invalid syntax")
			if p.pos == before {
				p.next()
			}
			list = append(list, p.badStmt(start))
		}
	}
	return list
}

// statement parses a compound statement, or the simple statements of a line.
func (p *parser) statement(list []Stmt) []Stmt {
	p.quiet = false
	outer := p.links
	p.links = 0
	defer func() { p.links = outer }()
	mark, n := p.start(), len(list)
	var s Stmt
	switch p.kind {
	case tNewline: // after text that was skipped
		p.next()
		return list
	case tIndent:
		return p.strayIndent(list)
	case tIf:
		s = p.ifStmt()
	case tFor:
		s = p.forStmt(mark, false)
	case tWhile:
		s = p.whileStmt()
	case tTry:
		s = p.tryStmt()
	case tWith:
		s = p.withStmt(mark, false)
	case tDef:
		s = p.function(mark, nil, false)
	case tClass:
		s = p.class(nil)
	case tAt:
		s = p.decorated()
	case tAsync:
		s = p.async(nil)
	case tName:
		if s = p.matchStmt(); s == nil {
			list = p.simpleStatements(list)
		}
	default:
		list = p.simpleStatements(list)
	}
	if s != nil {
		list = append(list, s)
	}
	if p.links > maxDepth {
		for i, s := range list[n:] {
			if deeper(s, maxDepth-p.depth) {
				p.deep(s.Span())
				list[n+i] = &BadStmt{Range{s.Span().Start, s.Span().End}}
			}
		}
	}
	return list
}

// strayIndent takes a block that nothing announces.
func (p *parser) strayIndent(list []Stmt) []Stmt {
	p.failAt(indentationError, "unexpected indent", p.toks[p.pos].span())
	if !p.recovering {
		return list
	}
	p.next()
	list = p.statements(list)
	p.accept(tDedent)
	return list
}

// simpleStatements parses statements up to the line's end.
func (p *parser) simpleStatements(list []Stmt) []Stmt {
	for {
		start, pos := p.start(), p.pos
		s := p.simple()
		if s != nil {
			list = append(list, s)
		}
		if p.kind == tSemi && p.pos > pos {
			p.next()
			if p.kind != tNewline && p.kind != tEOF {
				continue
			}
		}
		if p.accept(tNewline) || p.kind == tEOF && p.recovering {
			return list
		}
		if s != nil {
			start = p.start()
		}
		p.fail("invalid syntax")
		if !p.recovering {
			return list
		}
		if r := p.from(start); r.End > r.Start {
			list = append(list, &BadStmt{r})
		}
		p.accept(tNewline)
		return list
	}
}

// simple parses a simple statement. It returns nil where there is none.
func (p *parser) simple() Stmt {
	start := p.start()
	switch p.kind {
	case tPass:
		p.next()
		return &Pass{p.from(start)}
	case tBreak:
		p.next()
		return &Break{p.from(start)}
	case tContinue:
		p.next()
		return &Continue{p.from(start)}
	case tReturn:
		p.next()
		var value Expr
		if p.kind != tNewline && p.kind != tSemi {
			value = p.starExpressions()
		}
		return &Return{p.from(start), value}
	case tRaise:
		p.next()
		var exc, cause Expr
		if begins[p.kind] {
			exc = p.expression()
			if p.accept(tFrom) {
				cause = p.expression()
			}
		}
		return &Raise{p.from(start), exc, cause}
	case tDel:
		return p.delete()
	case tAssert:
		p.next()
		test := p.expression()
		var msg Expr
		if p.accept(tComma) {
			msg = p.expression()
		}
		return &Assert{p.from(start), test, msg}
	case tGlobal:
		names := p.nameList()
		return &Global{p.from(start), names}
	case tNonlocal:
		names := p.nameList()
		return &Nonlocal{p.from(start), names}
	case tImport:
		p.next()
		var names []*Alias
		for {
			names = append(names, p.alias(true))
			if !p.accept(tComma) {
				break
			}
		}
		return &Import{p.from(start), names}
	case tFrom:
		return p.importFrom()
	case tYield:
		return p.assignment(start, p.yield())
	}
	if !beginsStar(p.kind) {
		return nil
	}
	return p.assignment(start, p.starExpressions())
}

// assignment goes on behind an expression that begins a statement. The statement begins at start, where the expression
// does or a parenthesis before it.
func (p *parser) assignment(start source.Pos, first Expr) Stmt {
	switch p.kind {
	case tEqual:
	case tColon:
		return p.annotation(start, first)
	default:
		op, ok := augmented(p.kind)
		if !ok {
			return &ExprStmt{p.from(start), first}
		}
		switch first.(type) {
		case *Name, *Attribute, *Subscript:
			bind(first, Store)
		default:
			p.failAt(syntaxError, "'"+nameOf(first)+"' is an illegal expression for augmented assignment", first.Span())
		}
		p.next()
		value := p.yieldOrStar()
		return &AugAssign{p.from(start), first, op, value}
	}
	mark := len(p.exprs)
	value := first
	for p.accept(tEqual) {
		switch value.(type) {
		case *Yield, *YieldFrom:
			p.failAt(syntaxError, "assignment to yield expression not possible", value.Span())
		default:
			p.target(value, Store)
		}
		p.exprs = append(p.exprs, value)
		value = p.yieldOrStar()
	}
	targets := p.list(mark)
	return &Assign{p.from(start), targets, value}
}

// annotation parses "target: type = value" from the colon on.
func (p *parser) annotation(start source.Pos, target Expr) Stmt {
	simple := false
	switch t := target.(type) {
	case *Name:
		simple = t.Start == start
	case *Attribute, *Subscript:
	case *List:
		p.failAt(syntaxError, "only single target (not list) can be annotated", t.Span())
	case *Tuple:
		p.failAt(syntaxError, "only single target (not tuple) can be annotated", t.Span())
	default:
		p.failAt(syntaxError, "illegal target for annotation", t.Span())
	}
	if base := base(target); target.Span().Start == start && base.Span().Start != start {
		switch base.(type) {
		case *Name, *Attribute, *Subscript:
			// CPython takes the parentheses for the whole target.
			p.failAt(syntaxError, "illegal target for annotation", target.Span())
		}
	}
	bind(target, Store)
	p.next()
	annotation := p.expression()
	var value Expr
	if p.accept(tEqual) {
		value = p.yieldOrStar()
	}
	return &AnnAssign{p.from(start), target, annotation, value, simple}
}

// base returns what the attributes, subscripts and calls that an expression ends in are of, down to parentheses.
func base(e Expr) Expr {
	start := e.Span().Start
	for e.Span().Start == start {
		switch n := e.(type) {
		case *Attribute:
			e = n.Value
		case *Subscript:
			e = n.Value
		case *Call:
			e = n.Func
		default:
			return e
		}
	}
	return e
}

func (p *parser) delete() Stmt {
	start := p.start()
	p.next()
	mark := len(p.exprs)
	for {
		if !begins[p.kind] {
			if len(p.exprs) == mark {
				p.exprs = append(p.exprs, p.bad("invalid syntax"))
			}
			break
		}
		e := p.binary(1)
		p.target(e, Del)
		p.exprs = append(p.exprs, e)
		if !p.accept(tComma) {
			break
		}
	}
	list := p.list(mark)
	return &Delete{p.from(start), list}
}

// nameList parses the names behind "global" and "nonlocal".
func (p *parser) nameList() []string {
	p.next()
	var names []string
	for {
		name, _ := p.identifier()
		names = append(names, name)
		if !p.accept(tComma) {
			return names
		}
	}
}

// dotted parses a dotted name.
func (p *parser) dotted() string {
	start := p.start()
	name, _ := p.identifier()
	if p.kind != tDot {
		return name
	}
	parts := []string{name}
	for p.accept(tDot) {
		name, _ = p.identifier()
		parts = append(parts, name)
	}
	name = strings.Join(parts, ".")
	if text := p.text[start:max(start, p.end())]; text == name {
		return text
	}
	return name
}

// alias parses an imported name and what it is called here.
func (p *parser) alias(dotted bool) *Alias {
	start := p.start()
	a := &Alias{}
	if dotted {
		a.Name = p.dotted()
	} else {
		a.Name, _ = p.identifier()
	}
	if p.accept(tAs) {
		a.AsName, _ = p.identifier()
	}
	a.Range = p.from(start)
	return a
}

func (p *parser) importFrom() Stmt {
	start := p.start()
	p.next()
	s := &ImportFrom{}
	for {
		switch p.kind {
		case tDot:
			s.Level++
		case tEllipsis:
			s.Level += 3
		default:
			goto module
		}
		p.next()
	}
module:
	if s.Level == 0 || p.kind != tImport {
		s.Module = p.dotted()
	}
	if !p.expect(tImport) {
		s.Range = p.from(start)
		return s
	}
	switch p.kind {
	case tStar:
		at := p.toks[p.pos]
		p.next()
		s.Names = []*Alias{{Range: Range{at.start, at.end}, Name: "*"}}
	case tLPar:
		p.enter()
		for {
			s.Names = append(s.Names, p.alias(false))
			if !p.accept(tComma) || p.kind == tRPar {
				break
			}
		}
		p.leave(tRPar)
	default:
		for {
			s.Names = append(s.Names, p.alias(false))
			if !p.accept(tComma) {
				break
			}
			if p.kind == tNewline {
				p.fail("trailing comma not allowed without surrounding parentheses")
				break
			}
		}
	}
	s.Range = p.from(start)
	return s
}
