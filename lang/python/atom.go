package python

import (
	"github.com/knead-build/knead/lang/source"
)

// primary parses an atom with the attributes, calls and subscripts behind it.
func (p *parser) primary() Expr {
	start := p.start()
	e := p.atom()
	for {
		switch p.kind {
		case tDot:
			p.next()
			attr, span := p.identifier()
			e = &Attribute{p.from(start), e, attr, span, Load}
		case tLPar:
			call := &Call{Func: e}
			p.arguments(&call.Args, &call.Keywords, true)
			call.Range = p.from(start)
			e = call
		case tLSqb:
			p.enter()
			index := p.slices()
			p.leave(tRSqb)
			e = &Subscript{p.from(start), e, index, Load}
		default:
			return e
		}
		p.links++
	}
}

func (p *parser) atom() Expr {
	t := p.toks[p.pos]
	at := Range{t.start, t.end}
	var value ConstantValue
	switch t.kind {
	case tName:
		p.next()
		return &Name{at, identifier(p.text[t.start:t.end]), Load}
	case tString:
		return p.strings()
	case tNumber:
		v, err := number(p.text[t.start:t.end], t.span())
		p.next()
		if err != nil {
			p.failAt(err.Kind, err.Msg, err.Span)
			return &BadExpr{at}
		}
		value = v
		return &Constant{at, value, ""}
	case tLPar:
		return p.parenthesised()
	case tLSqb:
		return p.bracketed()
	case tLBrace:
		return p.braced()
	case tNone:
		value.Kind = ConstNone
	case tTrue:
		value.Kind = ConstTrue
	case tFalse:
		value.Kind = ConstFalse
	case tEllipsis:
		value.Kind = ConstEllipsis
	case tBad:
		p.next()
		p.quiet = true // the lexer has said it
		return &BadExpr{at}
	default:
		return p.bad("invalid syntax")
	}
	p.next()
	return &Constant{at, value, ""}
}

// strings parses strings that follow one another.
func (p *parser) strings() Expr {
	first := p.pos
	t := p.toks[first]
	p.next()
	if p.kind != tString {
		// The usual string is a piece of the text.
		s := p.text[t.start:t.end]
		if q := s[0]; (q == '"' || q == '\'') && p.plain {
			_, _, body := stringParts(s)
			if simple(body) {
				return &Constant{Range{t.start, t.end}, ConstantValue{Kind: ConstStr, Str: body}, ""}
			}
		}
	}
	for p.kind == tString {
		p.next()
	}
	toks := p.toks[first:p.pos]
	e, err, _ := joinStrings(p.text, toks, p.region)
	if err != nil {
		p.failAt(err.Kind, err.Msg, err.Span)
		return &BadExpr{Range{t.start, toks[len(toks)-1].end}}
	}
	return e
}

func simple(s string) bool {
	for i := range len(s) {
		if s[i] == '\\' || s[i] == '\r' {
			return false
		}
	}
	return true
}

// region parses the expression of an f-string at text[start:end].
func (p *parser) region(start, end source.Pos) (Expr, *SyntaxError) {
	if p.recovering && len(p.errs) < maxErrors {
		return (&diagnoser{text: p.text}).region(start, end)
	}
	l := lexRegion(p.text, start, end, false)
	if l.stopped != nil {
		return nil, l.stopped.err
	}
	q := &parser{text: p.text, toks: l.toks, plain: p.plain, depth: p.depth}
	q.reset(0)
	e := q.starExpressions()
	p.links += q.links
	if q.failed {
		return nil, q.first
	}
	return inRegion(e, l.toks), nil
}

// inRegion gives an expression that begins with an f-string's virtual parenthesis the span of what lies between them.
func inRegion(e Expr, toks []token) Expr {
	inner := Range{toks[1].start, toks[len(toks)-3].end}
	switch e := e.(type) {
	case *Tuple:
		if e.Start == toks[0].start {
			e.Range = inner
		}
	case *GeneratorExp:
		if e.Start == toks[0].start {
			e.Range = inner
		}
	}
	return e
}

// parenthesised parses what begins with a parenthesis: an expression in parentheses, a tuple, a generator.
func (p *parser) parenthesised() Expr {
	start := p.start()
	p.enter()
	if p.kind == tRPar {
		p.leave(tRPar)
		return &Tuple{p.from(start), nil, Load}
	}
	if p.kind == tYield {
		e := p.yield()
		p.leave(tRPar)
		return e
	}
	first := p.starNamed()
	switch {
	case p.kind == tFor || p.kind == tAsync:
		if s, ok := first.(*Starred); ok {
			p.failAt(syntaxError, "iterable unpacking cannot be used in comprehension", s.Span())
		}
		clauses := p.comprehensions()
		p.leave(tRPar)
		return &GeneratorExp{p.from(start), first, clauses}
	case p.kind == tComma:
		mark := len(p.exprs)
		p.exprs = append(p.exprs, first)
		p.elements()
		p.leave(tRPar)
		list := p.list(mark)
		return &Tuple{p.from(start), list, Load}
	}
	if s, ok := first.(*Starred); ok {
		p.failAt(syntaxError, "cannot use starred expression here", s.Span())
	}
	p.leave(tRPar)
	return first
}

// elements parses the elements of a display behind the first, the comma before them included.
func (p *parser) elements() {
	for p.accept(tComma) {
		if !beginsStar(p.kind) {
			return
		}
		p.exprs = append(p.exprs, p.starNamed())
	}
}

func (p *parser) bracketed() Expr {
	start := p.start()
	p.enter()
	mark := len(p.exprs)
	if beginsStar(p.kind) {
		first := p.starNamed()
		if p.kind == tFor || p.kind == tAsync {
			if s, ok := first.(*Starred); ok {
				p.failAt(syntaxError, "iterable unpacking cannot be used in comprehension", s.Span())
			}
			clauses := p.comprehensions()
			p.leave(tRSqb)
			return &ListComp{p.from(start), first, clauses}
		}
		p.exprs = append(p.exprs, first)
		p.elements()
	}
	p.leave(tRSqb)
	list := p.list(mark)
	return &List{p.from(start), list, Load}
}

// braced parses a dict, a set, or a comprehension of either.
func (p *parser) braced() Expr {
	start := p.start()
	p.enter()
	if p.kind == tRBrace {
		p.leave(tRBrace)
		return &Dict{Range: p.from(start)}
	}
	if p.kind == tDoubleStar {
		return p.dict(start, nil)
	}
	walrus := p.kind == tName && p.peek() == tColonEqual
	first := p.starNamed()
	if _, star := first.(*Starred); !star && p.kind == tColon {
		if walrus { // it needs parentheses
			p.failAt(syntaxError, "invalid syntax", first.Span())
		}
		return p.dict(start, first)
	}
	if p.kind == tFor || p.kind == tAsync {
		if s, ok := first.(*Starred); ok {
			p.failAt(syntaxError, "iterable unpacking cannot be used in comprehension", s.Span())
		}
		clauses := p.comprehensions()
		p.leave(tRBrace)
		return &SetComp{p.from(start), first, clauses}
	}
	mark := len(p.exprs)
	p.exprs = append(p.exprs, first)
	p.elements()
	p.leave(tRBrace)
	list := p.list(mark)
	return &Set{p.from(start), list}
}

// dict parses a dict display or comprehension whose first key, if it has one, is parsed already.
func (p *parser) dict(start source.Pos, key Expr) Expr {
	var keys, values []Expr
	for first := true; ; first = false {
		if p.accept(tDoubleStar) {
			keys = append(keys, nil)
			values = append(values, p.binary(1))
		} else {
			if !first || key == nil {
				if !begins[p.kind] {
					if first {
						p.fail("invalid syntax")
					}
					break
				}
				key = p.expression()
			}
			if !p.expect(tColon) {
				keys, values = append(keys, key), append(values, &BadExpr{p.from(p.end())})
			} else {
				value := p.expression()
				keys, values = append(keys, key), append(values, value)
			}
			if first && (p.kind == tFor || p.kind == tAsync) {
				clauses := p.comprehensions()
				p.leave(tRBrace)
				return &DictComp{p.from(start), key, values[0], clauses}
			}
		}
		if !p.accept(tComma) {
			break
		}
	}
	p.leave(tRBrace)
	return &Dict{p.from(start), keys, values}
}

// comprehensions parses one or more "for" clauses.
func (p *parser) comprehensions() []*Comprehension {
	var out []*Comprehension
	for p.kind == tFor || p.kind == tAsync && p.peek() == tFor {
		c := &Comprehension{}
		start := p.start()
		c.Async = p.accept(tAsync)
		p.next()
		c.Target = p.targets()
		if p.expect(tIn) {
			c.Iter = p.disjunction()
		} else {
			c.Iter = &BadExpr{p.from(p.end())}
		}
		mark := len(p.exprs)
		for p.accept(tIf) {
			p.exprs = append(p.exprs, p.disjunction())
		}
		c.Ifs = p.list(mark)
		c.Range = p.from(start)
		out = append(out, c)
	}
	if out == nil {
		out = []*Comprehension{{}}
		out[0].Target = p.bad("invalid syntax")
		out[0].Iter = &BadExpr{p.from(p.end())}
		out[0].Range = p.from(out[0].Target.Span().Start)
	}
	return out
}

// slices parses what stands between the brackets of a subscript.
func (p *parser) slices() Expr {
	start := p.start()
	star := p.kind == tStar
	first := p.slice()
	if p.kind != tComma && !star {
		return first
	}
	return p.tuple(start, first, func(k kind) bool { return beginsStar(k) || k == tColon }, p.slice, Load)
}

func (p *parser) slice() Expr {
	start := p.start()
	if p.accept(tStar) {
		value := p.expression()
		return &Starred{p.from(start), value, Load}
	}
	var s Slice
	if p.kind != tColon {
		if p.kind == tName && p.peek() == tColonEqual {
			return p.named()
		}
		s.Lower = p.expression()
		if p.kind != tColon {
			return s.Lower
		}
	}
	p.next()
	if begins[p.kind] {
		s.Upper = p.expression()
	}
	if p.accept(tColon) && begins[p.kind] {
		s.Step = p.expression()
	}
	s.Range = p.from(start)
	return &s
}
