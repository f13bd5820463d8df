package python

// The rules of what can be assigned to or deleted, and of parameters. See diagnoser.

func (d *diagnoser) starTargets() Expr { return d.commas(d.starTarget, Store) }

func (d *diagnoser) starTarget() Expr {
	return d.memo(rStarTarget, func() Expr {
		mark, start := d.mark, d.start()
		if d.accept(tStar) && !d.at(tStar) {
			if e := d.starTarget(); e != nil {
				return &Starred{d.from(start), e, Store}
			}
		}
		d.mark = mark
		return d.targetAtom()
	})
}

// attributeOrItem takes an attribute or a subscript that can be a target.
func (d *diagnoser) attributeOrItem() Expr {
	mark, start := d.mark, d.start()
	e := d.targetPrimary()
	if e == nil {
		return d.back(mark)
	}
	m := d.mark
	if d.accept(tDot) {
		if n := d.name(); n != nil && !d.goesOn() && d.err == nil {
			return &Attribute{Range: d.from(start), Value: e, Attr: n.ID}
		}
	}
	d.mark = m
	if d.accept(tLSqb) {
		if s := d.slices(); s != nil && d.accept(tRSqb) && !d.goesOn() && d.err == nil {
			return &Subscript{d.from(start), e, s, Store}
		}
	}
	return d.back(mark)
}

// goesOn reports whether a call, a subscript or an attribute follows.
func (d *diagnoser) goesOn() bool { return d.at(tLPar, tLSqb, tDot) }

// targetPrimary takes an expression up to its last attribute or subscript.
func (d *diagnoser) targetPrimary() Expr {
	return d.memo(rTargetPrimary, func() Expr {
		start := d.start()
		e := d.atom()
		if e == nil || !d.goesOn() {
			return nil
		}
		for {
			next := d.trailer(e, d.goesOn)
			if next == nil {
				return e
			}
			span := d.from(start)
			switch n := next.(type) {
			case *Attribute:
				n.Range = span
			case *Call:
				n.Range = span
			case *Subscript:
				n.Range = span
			}
			e = next
		}
	})
}

func (d *diagnoser) targetAtom() Expr {
	return d.memo(rTargetAtom, func() Expr { return d.target(Store, d.targetAtom, d.starTarget, d.targetTuple) })
}

// target takes a name, an attribute or a subscript; one in parentheses; or some in brackets or in parentheses.
func (d *diagnoser) target(ctx Context, inner, element func() Expr, several func() []Expr) Expr {
	if e := d.attributeOrItem(); e != nil {
		return e
	}
	mark, start := d.mark, d.start()
	if n := d.name(); n != nil {
		return n
	}
	if d.accept(tLPar) {
		open := d.mark
		if e := inner(); e != nil && d.accept(tRPar) {
			return e
		}
		d.mark = open
		list := several()
		if d.accept(tRPar) {
			return &Tuple{d.from(start), list, ctx}
		}
		d.mark = mark
	}
	if d.accept(tLSqb) {
		list := d.separated(element)
		if d.accept(tRSqb) {
			return &List{d.from(start), list, ctx}
		}
	}
	return d.back(mark)
}

// targetTuple takes targets with at least one comma.
func (d *diagnoser) targetTuple() []Expr {
	mark := d.mark
	e := d.starTarget()
	if e == nil || !d.accept(tComma) {
		d.mark = mark
		return nil
	}
	return append([]Expr{e}, d.separated(d.starTarget)...)
}

// singleTarget takes a target that is no list: a name, an attribute or a subscript, in parentheses perhaps.
func (d *diagnoser) singleTarget() Expr {
	if e := d.attributeOrItem(); e != nil {
		return e
	}
	mark := d.mark
	if n := d.name(); n != nil {
		return n
	}
	if d.accept(tLPar) {
		if e := d.singleTarget(); e != nil && d.accept(tRPar) {
			return e
		}
	}
	return d.back(mark)
}

func (d *diagnoser) delTarget() Expr {
	return d.memo(rDelTarget, func() Expr {
		return d.target(Del, d.delTarget, d.delTarget, func() []Expr { return d.separated(d.delTarget) })
	})
}
