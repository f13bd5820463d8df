package python

// The rules of atoms, displays, comprehensions and calls. See diagnoser.

// trailer takes an attribute, a call or a subscript behind an expression. Where then is given, it must hold behind that.
func (d *diagnoser) trailer(e Expr, then func() bool) Expr {
	mark := d.mark
	good := func() bool { return d.err == nil && (then == nil || then()) }
	if d.accept(tDot) {
		if n := d.name(); n != nil && good() {
			return &Attribute{Value: e, Attr: n.ID}
		}
	}
	d.mark = mark
	// The look for mistakes in a generator is for those in other comprehensions too, even where no bracket can follow.
	if g := d.generator(); g != nil && good() {
		return &Call{Func: e, Args: []Expr{g}}
	}
	d.mark = mark
	if d.accept(tLPar) {
		c := d.arguments()
		if d.accept(tRPar) && good() {
			call := &Call{Func: e}
			if c, ok := c.(*Call); ok {
				call.Args, call.Keywords = c.Args, c.Keywords
			}
			return call
		}
	}
	d.mark = mark
	if d.accept(tLSqb) {
		if s := d.slices(); s != nil && d.accept(tRSqb) && good() {
			return &Subscript{Value: e, Slice: s}
		}
	}
	return d.back(mark)
}

func (d *diagnoser) slices() Expr {
	mark, start := d.mark, d.start()
	if s := d.slice(); s != nil && !d.at(tComma) && d.err == nil {
		return s
	}
	d.mark = mark
	list := d.separated(func() Expr {
		if e := d.slice(); e != nil {
			return e
		}
		return d.starredExpression()
	})
	if list == nil {
		return d.back(mark)
	}
	return &Tuple{d.from(start), list, Load}
}

func (d *diagnoser) slice() Expr {
	mark, start := d.mark, d.start()
	s := &Slice{}
	s.Lower = d.expression()
	if d.accept(tColon) {
		s.Upper = d.expression()
		if d.accept(tColon) {
			s.Step = d.expression()
		}
		if d.err == nil {
			s.Range = d.from(start)
			return s
		}
	}
	d.mark = mark
	return d.named()
}

func (d *diagnoser) atom() Expr {
	t := d.token()
	if d.err != nil {
		return nil
	}
	at := Range{t.start, t.end}
	var v ConstantValue
	switch t.kind {
	case tName:
		return d.name()
	case tTrue:
		v.Kind = ConstTrue
	case tFalse:
		v.Kind = ConstFalse
	case tNone:
		v.Kind = ConstNone
	case tEllipsis:
		v.Kind = ConstEllipsis
	case tString:
		return d.strings()
	case tNumber:
		return d.number()
	case tLPar:
		if e := d.tuple(); e != nil {
			return e
		}
		if e := d.group(); e != nil {
			return e
		}
		return d.generator()
	case tLSqb:
		if e := d.list(); e != nil {
			return e
		}
		return d.comprehension(tLSqb, tRSqb)
	case tLBrace:
		if e := d.dict(); e != nil {
			return e
		}
		if e := d.set(); e != nil {
			return e
		}
		if e := d.dictComprehension(); e != nil {
			return e
		}
		return d.comprehension(tLBrace, tRBrace)
	default:
		return nil
	}
	d.mark++
	return &Constant{at, v, ""}
}

func (d *diagnoser) number() Expr {
	t := d.token()
	if !d.accept(tNumber) {
		return nil
	}
	v, err := number(d.text[t.start:t.end], t.span())
	if err != nil {
		d.raise(err.Span, err.Msg)
		return nil
	}
	return &Constant{Range{t.start, t.end}, v, ""}
}

func (d *diagnoser) strings() Expr {
	return d.memo(rStrings, func() Expr {
		first := d.mark
		for d.accept(tString) {
		}
		if d.mark == first || d.err != nil {
			return nil
		}
		e, err, nested := joinStrings(d.text, d.toks[first:d.mark], d.region)
		if err == nil {
			return e
		}
		if !nested {
			d.raise(err.Span, err.Msg)
		} else if d.err == nil {
			d.err = err
		}
		return nil
	})
}

func (d *diagnoser) tuple() Expr {
	mark, start := d.mark, d.start()
	if !d.accept(tLPar) {
		return nil
	}
	var list []Expr
	inner := d.mark
	if e := d.starNamed(); e != nil && d.accept(tComma) {
		list = append([]Expr{e}, d.starNameds()...)
	} else {
		d.mark = inner
	}
	if d.accept(tRPar) {
		return &Tuple{d.from(start), list, Load}
	}
	return d.back(mark)
}

func (d *diagnoser) group() Expr {
	mark := d.mark
	if !d.accept(tLPar) {
		return nil
	}
	e := d.yield()
	if e == nil {
		e = d.named()
	}
	if e != nil && d.accept(tRPar) {
		return e
	}
	d.mark = mark
	if d.second {
		d.badGroup()
	}
	return d.back(mark)
}

func (d *diagnoser) yield() Expr {
	mark, start := d.mark, d.start()
	if !d.accept(tYield) {
		return nil
	}
	inner := d.mark
	if d.accept(tFrom) {
		if e := d.expression(); e != nil {
			return &YieldFrom{d.from(start), e}
		}
		d.mark = inner
	}
	e := d.starExpressions()
	if d.err != nil {
		return d.back(mark)
	}
	return &Yield{d.from(start), e}
}

func (d *diagnoser) yieldOrStar() Expr {
	if e := d.yield(); e != nil {
		return e
	}
	return d.starExpressions()
}

func (d *diagnoser) generator() Expr {
	mark, start := d.mark, d.start()
	if d.accept(tLPar) {
		if e := d.walrusOr(); e != nil {
			if c := d.forIfs(); c != nil && d.accept(tRPar) {
				return &GeneratorExp{d.from(start), e, c}
			}
		}
	}
	d.mark = mark
	if d.second {
		d.badComprehension()
	}
	return d.back(mark)
}

func (d *diagnoser) list() Expr {
	mark, start := d.mark, d.start()
	if d.accept(tLSqb) {
		list := d.starNameds()
		if d.accept(tRSqb) {
			return &List{d.from(start), list, Load}
		}
	}
	return d.back(mark)
}

// comprehension takes a list's or a set's.
func (d *diagnoser) comprehension(open, closing kind) Expr {
	mark, start := d.mark, d.start()
	if d.accept(open) {
		if e := d.named(); e != nil {
			if c := d.forIfs(); c != nil && d.accept(closing) {
				if open == tLSqb {
					return &ListComp{d.from(start), e, c}
				}
				return &SetComp{d.from(start), e, c}
			}
		}
	}
	d.mark = mark
	if d.second {
		d.badComprehension()
	}
	return d.back(mark)
}

func (d *diagnoser) set() Expr {
	mark, start := d.mark, d.start()
	if d.accept(tLBrace) {
		if list := d.starNameds(); list != nil && d.accept(tRBrace) {
			return &Set{d.from(start), list}
		}
	}
	return d.back(mark)
}

func (d *diagnoser) dict() Expr {
	mark, start := d.mark, d.start()
	if !d.accept(tLBrace) {
		return nil
	}
	inner := d.mark
	if d.gather(d.pairOrDouble) > 0 {
		d.accept(tComma)
	}
	if d.accept(tRBrace) {
		return &Dict{Range: d.from(start)}
	}
	d.mark = inner
	d.badPairs() // at the first reading already
	return d.back(mark)
}

func (d *diagnoser) pairOrDouble() bool {
	mark := d.mark
	if d.accept(tDoubleStar) && d.bitOr() != nil {
		return true
	}
	d.mark = mark
	return d.pair()
}

func (d *diagnoser) pair() bool {
	mark := d.mark
	if d.expression() != nil && d.accept(tColon) && d.expression() != nil {
		return true
	}
	return d.backFalse(mark)
}

func (d *diagnoser) dictComprehension() Expr {
	mark, start := d.mark, d.start()
	if d.accept(tLBrace) && d.pair() {
		if c := d.forIfs(); c != nil && d.accept(tRBrace) {
			return &DictComp{Range: d.from(start), Generators: c}
		}
	}
	d.mark = mark
	if d.second {
		d.badDictComprehension()
	}
	return d.back(mark)
}

func (d *diagnoser) forIfs() []*Comprehension {
	var list []*Comprehension
	for {
		c := d.forIf()
		if c == nil {
			return list
		}
		list = append(list, c)
	}
}

func (d *diagnoser) forIf() *Comprehension {
	mark, start := d.mark, d.start()
	for _, async := range [...]bool{true, false} {
		d.mark = mark
		if async && !d.accept(tAsync) || !d.accept(tFor) {
			continue
		}
		c := &Comprehension{}
		if c.Target = d.starTargets(); c.Target == nil || !d.accept(tIn) {
			continue
		}
		if c.Iter = d.disjunction(); c.Iter == nil {
			d.mark = mark
			return nil // behind "in" nothing else is tried
		}
		for {
			m := d.mark
			if !d.accept(tIf) {
				break
			}
			e := d.disjunction()
			if e == nil {
				d.mark = m
				break
			}
			c.Ifs = append(c.Ifs, e)
		}
		c.Range = d.from(start)
		return c
	}
	d.mark = mark
	if d.second {
		d.badForTarget()
	}
	d.mark = mark
	return nil
}

// arguments takes the arguments of a call, and gives them as a call without a function.
func (d *diagnoser) arguments() Expr {
	return d.memo(rArguments, func() Expr {
		mark := d.mark
		if c := d.args(); c != nil {
			d.accept(tComma)
			if d.at(tRPar) {
				return c
			}
		}
		d.mark = mark
		if d.second {
			d.badArguments()
		}
		return nil
	})
}

func (d *diagnoser) args() Expr {
	mark, start := d.mark, d.start()
	c := &Call{}
	if d.positionals(c) {
		m := d.mark
		if !d.accept(tComma) || !d.keywords(c) {
			d.mark = m
		}
		c.Range = d.from(start)
		return c
	}
	d.mark = mark
	c.Args = nil
	if d.keywords(c) {
		c.Range = d.from(start)
		return c
	}
	return d.back(mark)
}

// positionals takes arguments without names.
func (d *diagnoser) positionals(c *Call) bool {
	return d.gather(func() bool {
		e := d.starredExpression()
		if e == nil {
			m := d.mark
			if e = d.walrusOr(); e == nil || d.at(tEqual) || d.err != nil {
				return d.backFalse(m)
			}
		}
		c.Args = append(c.Args, e)
		return true
	}) > 0
}

// keywords takes keyword arguments: first those among which "*" may be, then those among which "**" may be.
func (d *diagnoser) keywords(c *Call) bool {
	mark := d.mark
	first := func() bool { return d.keyword(c, d.starredExpression) }
	second := func() bool {
		return d.keyword(c, func() Expr {
			m := d.mark
			if d.accept(tDoubleStar) {
				if e := d.expression(); e != nil {
					return e
				}
			}
			return d.back(m)
		})
	}
	if d.gather(first) > 0 {
		m, args, keywords := d.mark, len(c.Args), len(c.Keywords)
		if !d.accept(tComma) || d.gather(second) == 0 {
			d.mark = m
			c.Args, c.Keywords = c.Args[:args], c.Keywords[:keywords]
		}
		return true
	}
	d.mark = mark
	return d.gather(second) > 0
}

func (d *diagnoser) keyword(c *Call, other func() Expr) bool {
	mark, start := d.mark, d.start()
	if d.second {
		d.badKeyword()
		d.mark = mark
	}
	if n := d.name(); n != nil && d.accept(tEqual) {
		if e := d.expression(); e != nil {
			c.Keywords = append(c.Keywords, &Keyword{Range: d.from(start), Name: n.ID, Value: e})
			return true
		}
	}
	d.mark = mark
	e := other()
	switch e.(type) {
	case nil:
		return false
	case *Starred:
		if d.toks[mark].kind == tStar {
			c.Args = append(c.Args, e)
			return true
		}
	}
	c.Keywords = append(c.Keywords, &Keyword{Range: d.from(start), Value: e})
	return true
}
