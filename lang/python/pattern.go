package python

import (
	"github.com/knead-build/knead/lang/source"
)

// isWord reports whether the token at i is the soft keyword s.
func (p *parser) isWord(i int, s string) bool {
	if i >= len(p.toks) || p.toks[i].kind != tName {
		return false
	}
	t := p.toks[i]
	return p.text[t.start:t.end] == s
}

// matchStmt parses a match statement. It returns nil, and has taken nothing, where the name at hand is "match" but a
// plain name, or another one.
func (p *parser) matchStmt() Stmt {
	if !p.isWord(p.pos, "match") || !beginsStar(p.peek()) {
		return nil
	}
	start := p.start()
	s := &Match{}
	if !p.try(func() bool {
		p.next()
		s.Subject = p.subject()
		if p.kind != tColon || p.peek() != tNewline {
			return false
		}
		return p.recovering || p.toks[p.pos+2].kind == tIndent && p.isWord(p.pos+3, "case")
	}) {
		return nil
	}
	p.next()
	p.next()
	if p.kind != tIndent {
		p.failAt(indentationError, "expected an indented block after 'match' statement", p.toks[p.pos].span())
		s.Range = p.blockFrom(start)
		return s
	}
	p.next()
	for p.isWord(p.pos, "case") {
		p.quiet = false
		s.Cases = append(s.Cases, p.matchCase())
	}
	if !p.accept(tDedent) && p.kind != tEOF {
		// Something else stands among the cases.
		p.failAt(syntaxError, "invalid syntax", p.toks[p.pos].span())
		if p.recovering {
			c := &MatchCase{}
			c.Start = p.start()
			c.Pattern = &MatchAs{Range: Range{c.Start, c.Start}}
			c.Body = p.statements(nil)
			c.Range = p.blockFrom(c.Start)
			s.Cases = append(s.Cases, c)
			p.accept(tDedent)
		}
	}
	s.Range = p.blockFrom(start)
	return s
}

func (p *parser) subject() Expr {
	start := p.start()
	first := p.starNamed()
	if p.kind != tComma {
		if _, ok := first.(*Starred); ok {
			p.fail("invalid syntax")
		}
		return first
	}
	mark := len(p.exprs)
	p.exprs = append(p.exprs, first)
	p.elements()
	list := p.list(mark)
	return &Tuple{p.from(start), list, Load}
}

func (p *parser) matchCase() *MatchCase {
	start := p.start()
	p.next()
	c := &MatchCase{}
	c.Pattern = p.patterns()
	if p.accept(tIf) {
		c.Guard = p.named()
	}
	c.Body = p.block("'case' statement", start)
	c.Range = p.blockFrom(start)
	return c
}

// patterns parses what stands behind "case": a pattern, or a sequence without brackets.
func (p *parser) patterns() Pattern {
	start := p.start()
	first := p.maybeStar()
	if p.kind != tComma {
		if _, ok := first.(*MatchStar); ok {
			p.fail("invalid syntax")
		}
		return first
	}
	list := p.sequence([]Pattern{first})
	return &MatchSequence{p.from(start), list}
}

// sequence parses the patterns of a sequence behind the first, the comma before them included.
func (p *parser) sequence(list []Pattern) []Pattern {
	for p.accept(tComma) {
		switch p.kind {
		case tRPar, tRSqb, tColon, tIf:
			return list
		}
		list = append(list, p.maybeStar())
	}
	return list
}

func (p *parser) maybeStar() Pattern {
	if p.kind != tStar {
		return p.pattern()
	}
	start := p.start()
	p.next()
	name, _ := p.identifier()
	if name == "_" {
		name = ""
	}
	return &MatchStar{p.from(start), name}
}

func (p *parser) pattern() Pattern {
	if !p.down() {
		p.up()
		return p.badPattern()
	}
	defer p.up()
	start := p.start()
	left := p.orPattern()
	if !p.accept(tAs) {
		return left
	}
	if p.isWord(p.pos, "_") {
		p.fail("cannot use '_' as a target")
	}
	if p.kind != tName {
		p.fail("invalid pattern target")
		return left
	}
	name, _ := p.identifier()
	return &MatchAs{p.from(start), left, name}
}

func (p *parser) orPattern() Pattern {
	start := p.start()
	first := p.closedPattern()
	if p.kind != tVBar {
		return first
	}
	list := []Pattern{first}
	for p.accept(tVBar) {
		list = append(list, p.closedPattern())
	}
	return &MatchOr{p.from(start), list}
}

func (p *parser) badPattern() Pattern {
	e := p.bad("invalid syntax")
	span := e.Span()
	return &MatchValue{Range{span.Start, span.End}, e}
}

func (p *parser) closedPattern() Pattern {
	start := p.start()
	switch p.kind {
	case tNone, tTrue, tFalse:
		c := p.atom().(*Constant)
		return &MatchSingleton{c.Range, c.Value}
	case tNumber, tMinus, tString, tBad:
		e := p.literalPattern()
		return &MatchValue{p.from(start), e}
	case tName:
		return p.namePattern()
	case tLPar:
		p.enter()
		if p.kind == tRPar {
			p.leave(tRPar)
			return &MatchSequence{p.from(start), nil}
		}
		first := p.maybeStar()
		if p.kind != tComma {
			if _, ok := first.(*MatchStar); ok {
				p.fail("invalid syntax")
			}
			p.leave(tRPar)
			return first
		}
		list := p.sequence([]Pattern{first})
		p.leave(tRPar)
		return &MatchSequence{p.from(start), list}
	case tLSqb:
		p.enter()
		var list []Pattern
		if p.kind != tRSqb {
			list = p.sequence([]Pattern{p.maybeStar()})
		}
		p.leave(tRSqb)
		return &MatchSequence{p.from(start), list}
	case tLBrace:
		return p.mappingPattern()
	}
	return p.badPattern()
}

// literalPattern parses a string, or a number which may have a sign and an imaginary part.
func (p *parser) literalPattern() Expr {
	if p.kind == tString || p.kind == tBad {
		return p.atom()
	}
	start := p.start()
	left := p.signedNumber()
	if p.kind != tPlus && p.kind != tMinus {
		return left
	}
	if !isReal(left) {
		p.failAt(syntaxError, "real number required in complex literal", left.Span())
	}
	op := Add
	if p.kind == tMinus {
		op = Sub
	}
	p.next()
	if p.kind != tNumber {
		p.fail("invalid syntax")
		return left
	}
	right := p.atom()
	if c, ok := right.(*Constant); ok && c.Value.Kind != ConstComplex {
		p.failAt(syntaxError, "imaginary number required in complex literal", right.Span())
	}
	return &BinOp{p.from(start), left, op, right}
}

func (p *parser) signedNumber() Expr {
	start := p.start()
	minus := p.accept(tMinus)
	if p.kind != tNumber {
		return p.bad("invalid syntax")
	}
	n := p.atom()
	if !minus {
		return n
	}
	return &UnaryOp{p.from(start), USub, n}
}

// isReal reports whether a number, perhaps with a sign, has no imaginary part.
func isReal(e Expr) bool {
	if u, ok := e.(*UnaryOp); ok {
		e = u.Operand
	}
	c, ok := e.(*Constant)
	return !ok || c.Value.Kind != ConstComplex
}

// namePattern parses what begins with a name: a capture, the wildcard, a dotted value, a class.
func (p *parser) namePattern() Pattern {
	start := p.start()
	wild := p.isWord(p.pos, "_")
	n := p.name()
	if wild {
		return &MatchAs{Range: n.Range}
	}
	var e Expr = n
	for p.accept(tDot) {
		attr, span := p.identifier()
		e = &Attribute{p.from(start), e, attr, span, Load}
		p.links++
	}
	if p.kind == tLPar {
		return p.classPattern(start, e)
	}
	if e == Expr(n) {
		return &MatchAs{n.Range, nil, n.ID}
	}
	return &MatchValue{p.from(start), e}
}

func (p *parser) classPattern(start source.Pos, cls Expr) Pattern {
	c := &MatchClass{Cls: cls}
	p.enter()
	for p.kind != tRPar {
		if p.kind == tName && p.peek() == tEqual {
			name, _ := p.identifier()
			p.next()
			c.KwdAttrs = append(c.KwdAttrs, name)
			c.KwdPatterns = append(c.KwdPatterns, p.pattern())
		} else {
			pat := p.pattern()
			if c.KwdAttrs != nil {
				p.failAt(syntaxError, "positional patterns follow keyword patterns", pat.Span())
			}
			c.Patterns = append(c.Patterns, pat)
		}
		if !p.accept(tComma) {
			break
		}
	}
	p.leave(tRPar)
	c.Range = p.from(start)
	return c
}

func (p *parser) mappingPattern() Pattern {
	start := p.start()
	m := &MatchMapping{}
	p.enter()
	for p.kind != tRBrace {
		if p.accept(tDoubleStar) {
			if p.isWord(p.pos, "_") {
				p.fail("invalid syntax")
			}
			m.Rest, _ = p.identifier()
			p.accept(tComma)
			break
		}
		m.Keys = append(m.Keys, p.mappingKey())
		if p.expect(tColon) {
			m.Patterns = append(m.Patterns, p.pattern())
		} else {
			m.Patterns = append(m.Patterns, &MatchAs{Range: p.from(p.end())})
		}
		if !p.accept(tComma) {
			break
		}
	}
	p.leave(tRBrace)
	m.Range = p.from(start)
	return m
}

func (p *parser) mappingKey() Expr {
	switch p.kind {
	case tNumber, tMinus, tString, tBad:
		return p.literalPattern()
	case tNone, tTrue, tFalse:
		return p.atom()
	case tName:
		start := p.start()
		var e Expr = p.name()
		if p.kind != tDot {
			return p.bad("invalid syntax")
		}
		for p.accept(tDot) {
			attr, span := p.identifier()
			e = &Attribute{p.from(start), e, attr, span, Load}
		}
		return e
	}
	return p.bad("invalid syntax")
}
