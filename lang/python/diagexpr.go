package python

// The rules of expressions, in the order in which CPython tries them. See diagnoser.

// commas takes expressions separated by commas: one alone is itself, more are a tuple.
func (d *diagnoser) commas(f func() Expr, ctx Context) Expr {
	start := d.start()
	first := f()
	if first == nil || !d.accept(tComma) {
		return first
	}
	list := []Expr{first}
	for {
		mark := d.mark
		e := f()
		if e == nil {
			d.mark = mark
			break
		}
		list = append(list, e)
		if !d.accept(tComma) {
			break
		}
	}
	return &Tuple{d.from(start), list, ctx}
}

func (d *diagnoser) expressions() Expr     { return d.commas(d.expression, Load) }
func (d *diagnoser) starExpressions() Expr { return d.commas(d.starExpression, Load) }

func (d *diagnoser) starExpression() Expr {
	return d.memo(rStarExpression, func() Expr {
		if e := d.star(d.bitOr); e != nil {
			return e
		}
		return d.expression()
	})
}

// star takes "*" and an operand.
func (d *diagnoser) star(operand func() Expr) Expr {
	mark, start := d.mark, d.start()
	if d.accept(tStar) {
		if e := operand(); e != nil {
			return &Starred{d.from(start), e, Load}
		}
	}
	return d.back(mark)
}

func (d *diagnoser) starredExpression() Expr { return d.star(d.expression) }

func (d *diagnoser) starNamed() Expr {
	if e := d.star(d.bitOr); e != nil {
		return e
	}
	return d.named()
}

// starNameds takes elements of a display, with a comma behind them perhaps.
func (d *diagnoser) starNameds() []Expr { return d.separated(d.starNamed) }

// walrus takes "name := value".
func (d *diagnoser) walrus() Expr {
	mark, start := d.mark, d.start()
	if n := d.name(); n != nil && d.accept(tColonEqual) {
		if e := d.expression(); e != nil {
			return &NamedExpr{d.from(start), n, e}
		}
	}
	return d.back(mark)
}

// notWalrus takes an expression that no ":=" follows.
func (d *diagnoser) notWalrus() Expr {
	mark := d.mark
	e := d.expression()
	if e != nil && !d.at(tColonEqual) && d.err == nil {
		return e
	}
	return d.back(mark)
}

// walrusOr takes an expression which may be "name := value", without a look for mistakes in that.
func (d *diagnoser) walrusOr() Expr {
	if e := d.walrus(); e != nil {
		return e
	}
	return d.notWalrus()
}

func (d *diagnoser) named() Expr {
	if e := d.walrus(); e != nil {
		return e
	}
	if d.second {
		d.memo(rInvalidNamed, d.badNamed)
	}
	return d.notWalrus()
}

func (d *diagnoser) expression() Expr {
	return d.memo(rExpression, func() Expr {
		mark := d.mark
		if d.second {
			d.badExpression()
			d.mark = mark
			d.badPrint()
			d.mark = mark
		}
		return d.conditional()
	})
}

// conditional takes an expression without a look for mistakes at this level.
func (d *diagnoser) conditional() Expr {
	mark, start := d.mark, d.start()
	if body := d.disjunction(); body != nil {
		end := d.mark
		if d.accept(tIf) {
			if test := d.disjunction(); test != nil && d.accept(tElse) {
				if other := d.expression(); other != nil {
					return &IfExp{d.from(start), test, body, other}
				}
			}
		}
		d.mark = end
		if d.err == nil {
			return body
		}
	}
	d.mark = mark
	return d.lambda()
}

// unlooked is conditional with no look for mistakes at any level.
func (d *diagnoser) unlooked() Expr {
	second := d.second
	d.second = false
	e := d.conditional()
	d.second = second
	return e
}

func (d *diagnoser) lambda() Expr {
	mark, start := d.mark, d.start()
	if !d.accept(tLambda) {
		return nil
	}
	paramRules{d, tColon}.params()
	if d.accept(tColon) {
		if body := d.expression(); body != nil {
			return &Lambda{d.from(start), &Arguments{}, body}
		}
	}
	return d.back(mark)
}

// joined takes operands joined by "or" or "and".
func (d *diagnoser) joined(k kind, op BoolOperator, operand func() Expr) Expr {
	start := d.start()
	first := operand()
	if first == nil {
		return nil
	}
	list := []Expr{first}
	for {
		mark := d.mark
		if !d.accept(k) {
			break
		}
		e := operand()
		if e == nil {
			d.mark = mark
			break
		}
		list = append(list, e)
	}
	if len(list) == 1 {
		return first
	}
	return &BoolOp{d.from(start), op, list}
}

func (d *diagnoser) disjunction() Expr {
	return d.memo(rDisjunction, func() Expr { return d.joined(tOr, Or, d.conjunction) })
}

func (d *diagnoser) conjunction() Expr {
	return d.memo(rConjunction, func() Expr { return d.joined(tAnd, And, d.inversion) })
}

func (d *diagnoser) inversion() Expr {
	return d.memo(rInversion, func() Expr {
		mark, start := d.mark, d.start()
		if d.accept(tNot) {
			if e := d.inversion(); e != nil {
				return &UnaryOp{d.from(start), Not, e}
			}
			d.mark = mark
		}
		return d.comparison()
	})
}

func (d *diagnoser) comparison() Expr {
	start := d.start()
	left := d.bitOr()
	if left == nil {
		return nil
	}
	c := &Compare{Left: left}
	for {
		mark := d.mark
		op, ok := d.compareOp()
		if !ok {
			d.mark = mark
			break
		}
		e := d.bitOr()
		if e == nil {
			d.mark = mark
			break
		}
		c.Ops = append(c.Ops, op)
		c.Comparators = append(c.Comparators, e)
	}
	if c.Ops == nil {
		return left
	}
	c.Range = d.from(start)
	return c
}

func (d *diagnoser) compareOp() (CompareOperator, bool) {
	switch {
	case d.accept(tEqEqual):
		return Eq, true
	case d.accept(tNotEqual):
		return NotEq, true
	case d.accept(tLessEqual):
		return LtE, true
	case d.accept(tLess):
		return Lt, true
	case d.accept(tGreaterEqual):
		return GtE, true
	case d.accept(tGreater):
		return Gt, true
	case d.accept(tNot):
		return NotIn, d.accept(tIn)
	case d.accept(tIn):
		return In, true
	case d.accept(tIs):
		if d.accept(tNot) {
			return IsNot, true
		}
		return Is, true
	}
	return 0, false
}

// binary takes operands joined by operators of one precedence.
func (d *diagnoser) binary(r rule, precedence int8, operand func() Expr) Expr {
	return d.memo(r, func() Expr {
		start := d.start()
		left := operand()
		for left != nil {
			mark := d.mark
			op := binaryOps[d.token().kind]
			if op.precedence != precedence || d.err != nil {
				break
			}
			d.mark++
			right := operand()
			if right == nil {
				d.mark = mark
				break
			}
			left = &BinOp{d.from(start), left, op.op, right}
		}
		return left
	})
}

func (d *diagnoser) bitOr() Expr  { return d.binary(rBitOr, 1, d.bitXor) }
func (d *diagnoser) bitXor() Expr { return d.binary(rBitXor, 2, d.bitAnd) }
func (d *diagnoser) bitAnd() Expr { return d.binary(rBitAnd, 3, d.shift) }
func (d *diagnoser) shift() Expr  { return d.binary(rShift, 4, d.sum) }
func (d *diagnoser) sum() Expr    { return d.binary(rSum, 5, d.term) }
func (d *diagnoser) term() Expr   { return d.binary(rTerm, 6, d.factor) }

func (d *diagnoser) factor() Expr {
	return d.memo(rFactor, func() Expr {
		mark, start := d.mark, d.start()
		if d.acceptAny(tPlus, tMinus, tTilde) {
			if e := d.factor(); e != nil {
				return &UnaryOp{d.from(start), USub, e}
			}
			d.mark = mark
		}
		left := d.awaited()
		if left == nil {
			return nil
		}
		mark = d.mark
		if d.accept(tDoubleStar) {
			if right := d.factor(); right != nil {
				return &BinOp{d.from(start), left, Pow, right}
			}
			d.mark = mark
		}
		return left
	})
}

func (d *diagnoser) awaited() Expr {
	return d.memo(rAwait, func() Expr {
		mark, start := d.mark, d.start()
		if d.accept(tAwait) {
			if e := d.primary(); e != nil {
				return &Await{d.from(start), e}
			}
			d.mark = mark
		}
		return d.primary()
	})
}

func (d *diagnoser) primary() Expr {
	return d.memo(rPrimary, func() Expr {
		start := d.start()
		e := d.atom()
		for e != nil {
			next := d.trailer(e, nil)
			if next == nil {
				break
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
		return e
	})
}
