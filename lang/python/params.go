package python

// arguments parses the arguments of a call or of a class, parentheses included. A generator may stand alone in a call.
func (p *parser) arguments(args *[]Expr, keywords *[]*Keyword, call bool) {
	open := p.start()
	p.enter()
	mark := len(p.exprs)
	double := false // "**" was seen
	var named []*Keyword
	for p.kind != tRPar {
		start := p.start()
		switch {
		case p.kind == tStar:
			if double {
				p.failAt(syntaxError, "iterable argument unpacking follows keyword argument unpacking", p.toks[p.pos].span())
			}
			p.next()
			value := p.expression()
			p.exprs = append(p.exprs, &Starred{p.from(start), value, Load})
		case p.kind == tDoubleStar:
			double = true
			p.next()
			value := p.expression()
			named = append(named, &Keyword{Range: p.from(start), Value: value})
		case p.kind == tName && p.peek() == tEqual:
			name, span := p.identifier()
			p.next()
			value := p.expression()
			named = append(named, &Keyword{p.from(start), name, span, value})
		default:
			if !begins[p.kind] {
				p.fail("invalid syntax")
				break
			}
			walrus := p.kind == tName && p.peek() == tColonEqual
			e := p.named()
			if p.kind == tFor || p.kind == tAsync {
				clauses := p.comprehensions()
				if !call || len(p.exprs) > mark || named != nil || p.kind != tRPar {
					p.failAt(syntaxError, "Generator expression must be parenthesized", p.from(start).Span())
				}
				p.leave(tRPar)
				p.exprs = append(p.exprs, &GeneratorExp{p.from(open), e, clauses})
				*args = p.list(mark)
				*keywords = named
				return
			}
			switch {
			case p.kind == tEqual && !walrus:
				p.fail(`expression cannot contain assignment, perhaps you meant "=="?`)
			case double:
				p.failAt(syntaxError, "positional argument follows keyword argument unpacking", e.Span())
			case named != nil:
				p.failAt(syntaxError, "positional argument follows keyword argument", e.Span())
			}
			p.exprs = append(p.exprs, e)
		}
		if !p.accept(tComma) {
			break
		}
	}
	p.leave(tRPar)
	*args = p.list(mark)
	*keywords = named
}

// parameters parses the parameters of a function, or of a lambda, up to the parenthesis or colon that ends them.
func (p *parser) parameters(lambda bool) *Arguments {
	a := &Arguments{}
	start := p.start()
	end := tRPar
	if lambda {
		end = tColon
	}
	var star, slash, bare bool // seen: "*", "/", and a "*" that has no name and no parameter behind it yet
	for p.kind != end {
		switch p.kind {
		case tName:
			p.parameter(a, lambda, star)
			bare = false
		case tSlash:
			if slash || star || len(a.Args) == 0 {
				p.fail("invalid syntax")
				break
			}
			slash = true
			a.PosOnly, a.Args = a.Args, nil
			p.next()
		case tStar:
			if star {
				p.fail("* argument may appear only once")
				break
			}
			star = true
			p.next()
			if p.kind == tName {
				a.Vararg = p.plainParameter(lambda, true)
			} else {
				bare = true
			}
		case tDoubleStar:
			if bare {
				p.fail("named arguments must follow bare *")
				break
			}
			p.next()
			a.Kwarg = p.plainParameter(lambda, false)
			p.accept(tComma)
			if p.kind != end {
				p.fail("arguments cannot follow var-keyword argument")
			}
			a.Range = p.from(start)
			return a
		default:
			p.fail("invalid syntax")
		}
		if !p.accept(tComma) {
			break
		}
		if bare && p.kind == end {
			break
		}
	}
	if bare {
		p.fail("named arguments must follow bare *")
	}
	a.Range = p.from(start)
	return a
}

// parameter parses a parameter which may have a default.
func (p *parser) parameter(a *Arguments, lambda, star bool) {
	arg := p.plainParameter(lambda, false)
	var value Expr
	if p.accept(tEqual) {
		value = p.expression()
	}
	switch {
	case star:
		a.KwOnly = append(a.KwOnly, arg)
		a.KwDefaults = append(a.KwDefaults, value)
		return
	case value != nil:
		a.Defaults = append(a.Defaults, value)
	case len(a.Defaults) > 0:
		p.failAt(syntaxError, "non-default argument follows default argument", arg.Span())
	}
	a.Args = append(a.Args, arg)
}

// plainParameter parses a name and its annotation, which may be starred for a "*args".
func (p *parser) plainParameter(lambda, star bool) *Arg {
	start := p.start()
	name, span := p.identifier()
	arg := &Arg{Range: Range{span.Start, span.End}, Name: name}
	if lambda || !p.accept(tColon) {
		return arg
	}
	if star {
		arg.Annotation = p.starExpression()
	} else {
		arg.Annotation = p.expression()
	}
	arg.Range = p.from(start)
	return arg
}
