package python

// The rules of match statements and their patterns. See diagnoser.

func (d *diagnoser) match() bool {
	mark := d.mark
	if !d.word("match") {
		return false
	}
	d.mark++
	if d.subject() && d.accept(tColon) && d.accept(tNewline) && d.accept(tIndent) {
		if repeat(d.matchCase) > 0 && d.accept(tDedent) {
			return true
		}
	}
	d.mark = mark
	if d.second {
		d.badMatch()
	}
	return d.backFalse(mark)
}

func (d *diagnoser) subject() bool {
	mark := d.mark
	if d.starNamed() != nil && d.accept(tComma) {
		d.starNameds()
		return d.err == nil
	}
	d.mark = mark
	return d.named() != nil
}

func (d *diagnoser) matchCase() bool {
	mark := d.mark
	if d.second {
		d.badCase()
		d.mark = mark
	}
	if !d.word("case") {
		return false
	}
	d.mark++
	if d.patterns() != nil && d.guard() && d.accept(tColon) && d.block() {
		return true
	}
	return d.backFalse(mark)
}

// guard takes a case's condition, if there is one.
func (d *diagnoser) guard() bool {
	m := d.mark
	if !d.accept(tIf) || d.named() == nil {
		d.mark = m
	}
	return d.err == nil
}

// patterns takes what stands behind "case". Patterns are given as expressions: only where they stand is of interest.
func (d *diagnoser) patterns() Expr {
	if e := d.openSequence(); e != nil {
		return e
	}
	return d.pattern()
}

func (d *diagnoser) openSequence() Expr {
	mark, start := d.mark, d.start()
	if d.maybeStar() != nil && d.accept(tComma) {
		d.sequence()
		if d.err == nil {
			return &BadExpr{d.from(start)}
		}
	}
	return d.back(mark)
}

// sequence takes patterns separated by commas, with a comma behind them perhaps.
func (d *diagnoser) sequence() bool {
	if d.gather(func() bool { return d.maybeStar() != nil }) == 0 {
		return false
	}
	d.accept(tComma)
	return d.err == nil
}

func (d *diagnoser) maybeStar() Expr {
	e := d.memo(rStarPattern, func() Expr {
		start := d.start()
		if d.accept(tStar) && (d.capture() || d.wildcard()) {
			return &BadExpr{d.from(start)}
		}
		return nil
	})
	if e != nil {
		return e
	}
	return d.pattern()
}

func (d *diagnoser) pattern() Expr {
	mark, start := d.mark, d.start()
	if d.orPattern() != nil && d.accept(tAs) && d.capture() {
		return &BadExpr{d.from(start)}
	}
	d.mark = mark
	if d.second {
		d.badAs()
		d.mark = mark
	}
	return d.orPattern()
}

func (d *diagnoser) orPattern() Expr {
	start := d.start()
	n := 0
	for {
		m := d.mark
		if n > 0 && !d.accept(tVBar) {
			break
		}
		if d.closedPattern() == nil {
			d.mark = m
			break
		}
		n++
	}
	if n == 0 || d.err != nil {
		return nil
	}
	return &BadExpr{d.from(start)}
}

// capture takes a name that a pattern binds.
func (d *diagnoser) capture() bool {
	mark := d.mark
	if !d.word("_") && d.accept(tName) && !d.at(tDot, tLPar, tEqual) && d.err == nil {
		return true
	}
	return d.backFalse(mark)
}

func (d *diagnoser) wildcard() bool {
	if d.word("_") {
		d.mark++
		return true
	}
	return false
}

func (d *diagnoser) closedPattern() Expr {
	return d.memo(rClosedPattern, func() Expr {
		start := d.start()
		mark := d.mark
		for _, f := range [...]func() bool{
			d.literalPattern, d.capture, d.wildcard, d.valuePattern, d.groupPattern, d.sequencePattern, d.mappingPattern,
			d.classPattern,
		} {
			if f() && d.err == nil {
				return &BadExpr{d.from(start)}
			}
			d.mark = mark
		}
		return nil
	})
}

// literalPattern takes a number, a string, or one of the constants.
func (d *diagnoser) literalPattern() bool {
	mark := d.mark
	if d.signed() != nil && !d.at(tPlus, tMinus) && d.err == nil {
		return true
	}
	d.mark = mark
	left := d.signed()
	if left != nil {
		if !isReal(left) {
			d.raise(left.Span(), "real number required in complex literal")
		}
		if d.acceptAny(tPlus, tMinus) {
			if right := d.number(); right != nil {
				if c := right.(*Constant); c.Value.Kind != ConstComplex {
					d.raise(right.Span(), "imaginary number required in complex literal")
				}
				return d.err == nil
			}
		}
		return d.backFalse(mark)
	}
	return d.strings() != nil || d.acceptAny(tNone, tTrue, tFalse)
}

func (d *diagnoser) signed() Expr {
	mark, start := d.mark, d.start()
	minus := d.accept(tMinus)
	e := d.number()
	switch {
	case e == nil:
		return d.back(mark)
	case minus:
		return &UnaryOp{d.from(start), USub, e}
	}
	return e
}

// dottedName takes a name with at least as many dots as asked for.
func (d *diagnoser) dottedName(least int) bool {
	mark := d.mark
	if !d.accept(tName) {
		return false
	}
	n := 0
	for {
		m := d.mark
		if !d.accept(tDot) || !d.accept(tName) {
			d.mark = m
			break
		}
		n++
	}
	return n >= least && d.err == nil || d.backFalse(mark)
}

func (d *diagnoser) valuePattern() bool {
	return d.dottedName(1) && !d.at(tDot, tLPar, tEqual) && d.err == nil
}

func (d *diagnoser) groupPattern() bool {
	return d.accept(tLPar) && d.pattern() != nil && d.accept(tRPar)
}

func (d *diagnoser) sequencePattern() bool {
	if d.accept(tLSqb) {
		d.sequence()
		return d.accept(tRSqb)
	}
	if d.accept(tLPar) {
		d.openSequence()
		return d.accept(tRPar)
	}
	return false
}

func (d *diagnoser) mappingPattern() bool {
	if !d.accept(tLBrace) {
		return false
	}
	mark := d.mark
	if d.accept(tRBrace) || d.doubleStar() && d.mappingEnd() {
		return true
	}
	d.mark = mark
	if d.gather(d.keyValue) == 0 {
		return false
	}
	m := d.mark
	if d.accept(tComma) && d.doubleStar() && d.mappingEnd() {
		return true
	}
	d.mark = m
	return d.mappingEnd()
}

func (d *diagnoser) mappingEnd() bool {
	d.accept(tComma)
	return d.accept(tRBrace)
}

func (d *diagnoser) doubleStar() bool {
	mark := d.mark
	return d.accept(tDoubleStar) && d.capture() || d.backFalse(mark)
}

func (d *diagnoser) keyValue() bool {
	mark := d.mark
	key := d.literalPattern()
	if !key {
		d.mark = mark
		key = d.dottedName(1)
	}
	return key && d.accept(tColon) && d.pattern() != nil || d.backFalse(mark)
}

func (d *diagnoser) classPattern() bool {
	mark := d.mark
	if !d.dottedName(0) || !d.accept(tLPar) {
		return false
	}
	if d.accept(tRPar) {
		return true
	}
	inner := d.mark
	if d.positional() {
		m := d.mark
		if d.mappingEndWith(tRPar) {
			return true
		}
		d.mark = m
		if d.accept(tComma) && d.keywordPatterns() && d.mappingEndWith(tRPar) {
			return true
		}
		d.mark = inner
	} else if d.keywordPatterns() && d.mappingEndWith(tRPar) {
		return true
	}
	d.mark = mark
	if d.second {
		d.badClassPattern()
	}
	return false
}

func (d *diagnoser) mappingEndWith(k kind) bool {
	d.accept(tComma)
	return d.accept(k)
}

func (d *diagnoser) positional() bool {
	return d.gather(func() bool { return d.pattern() != nil }) > 0
}

func (d *diagnoser) keywordPatterns() bool {
	return d.gather(func() bool {
		mark := d.mark
		return d.accept(tName) && d.accept(tEqual) && d.pattern() != nil || d.backFalse(mark)
	}) > 0
}
