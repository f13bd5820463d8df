package python

// The rules of statements, in the order in which CPython tries them. See diagnoser.

func (d *diagnoser) statements() bool { return repeat(d.statement) > 0 }

func (d *diagnoser) statement() bool {
	d.depth++
	defer func() { d.depth-- }()
	return d.compound() || d.simples()
}

// simples takes the simple statements of a line.
func (d *diagnoser) simples() bool {
	mark := d.mark
	n := 0
	for d.simple() != nil {
		n++
		if !d.accept(tSemi) {
			break
		}
	}
	if n > 0 && d.accept(tNewline) {
		return true
	}
	return d.backFalse(mark)
}

func (d *diagnoser) simple() Expr {
	return d.memo(rSimple, func() Expr {
		if d.assignment() {
			return fits
		}
		if e := d.starExpressions(); e != nil {
			return fits
		}
		if d.err == nil && d.keywordStatement() {
			return fits
		}
		return nil
	})
}

// keywordStatement takes a simple statement that begins with a keyword.
func (d *diagnoser) keywordStatement() bool {
	mark := d.mark
	switch d.token().kind {
	case tReturn:
		d.mark++
		d.starExpressions()
		return d.err == nil
	case tImport:
		d.mark++
		return d.gather(d.dottedAs) > 0 || d.backFalse(mark)
	case tFrom:
		return d.importFrom() || d.backFalse(mark)
	case tRaise:
		d.mark++
		if d.expression() != nil {
			m := d.mark
			if !d.accept(tFrom) || d.expression() == nil {
				d.mark = m
			}
		}
		return d.err == nil
	case tPass, tBreak, tContinue:
		d.mark++
		return true
	case tDel:
		d.mark++
		if d.separated(d.delTarget) != nil && d.at(tSemi, tNewline) {
			return true
		}
		d.mark = mark
		if d.second {
			d.badDel()
		}
		return d.backFalse(mark)
	case tYield:
		return d.yield() != nil
	case tAssert:
		d.mark++
		if d.expression() == nil {
			return d.backFalse(mark)
		}
		m := d.mark
		if !d.accept(tComma) || d.expression() == nil {
			d.mark = m
		}
		return d.err == nil
	case tGlobal, tNonlocal:
		d.mark++
		return d.gather(func() bool { return d.accept(tName) }) > 0 || d.backFalse(mark)
	}
	return false
}

func (d *diagnoser) assignment() bool {
	mark := d.mark
	// name: type
	if d.accept(tName) && d.annotated() {
		return true
	}
	d.mark = mark
	// (name): type, and attributes and subscripts
	parenthesised := d.accept(tLPar) && d.singleTarget() != nil && d.accept(tRPar)
	if !parenthesised {
		d.mark = mark
	}
	if (parenthesised || d.attributeOrItem() != nil) && d.annotated() {
		return true
	}
	d.mark = mark
	n := 0
	for {
		m := d.mark
		if d.starTargets() == nil || !d.accept(tEqual) {
			d.mark = m
			break
		}
		n++
	}
	if n > 0 && d.yieldOrStar() != nil && !d.at(tEqual) && d.err == nil {
		return true
	}
	d.mark = mark
	if d.singleTarget() != nil && d.augmented() {
		// No other explanation is tried behind the operator.
		return d.yieldOrStar() != nil || d.backFalse(mark)
	}
	d.mark = mark
	if d.second {
		d.badAssignment()
	}
	return d.backFalse(mark)
}

// annotated takes a colon, a type, and a value perhaps.
func (d *diagnoser) annotated() bool {
	if !d.accept(tColon) || d.expression() == nil {
		return false
	}
	m := d.mark
	if !d.accept(tEqual) || d.yieldOrStar() == nil {
		d.mark = m
	}
	return d.err == nil
}

func (d *diagnoser) augmented() bool {
	if _, ok := augmented(d.token().kind); !ok || d.err != nil {
		return false
	}
	d.mark++
	return true
}

func (d *diagnoser) dotted() bool {
	if !d.accept(tName) {
		return false
	}
	for {
		m := d.mark
		if !d.accept(tDot) || !d.accept(tName) {
			d.mark = m
			return d.err == nil
		}
	}
}

// as takes "as" and a name, if they are there.
func (d *diagnoser) as() bool {
	m := d.mark
	if !d.accept(tAs) || !d.accept(tName) {
		d.mark = m
	}
	return d.err == nil
}

func (d *diagnoser) dottedAs() bool { return d.dotted() && d.as() }
func (d *diagnoser) nameAs() bool   { return d.accept(tName) && d.as() }

func (d *diagnoser) importFrom() bool {
	d.mark++
	dots := 0
	for d.acceptAny(tDot, tEllipsis) {
		dots++
	}
	m := d.mark
	if d.dotted() && d.accept(tImport) && d.importTargets() {
		return true
	}
	d.mark = m
	return dots > 0 && d.accept(tImport) && d.importTargets()
}

func (d *diagnoser) importTargets() bool {
	mark := d.mark
	if d.accept(tLPar) {
		if d.gather(d.nameAs) > 0 {
			d.accept(tComma)
			if d.accept(tRPar) {
				return true
			}
		}
		d.mark = mark
	}
	if d.gather(d.nameAs) > 0 && !d.at(tComma) && d.err == nil {
		return true
	}
	d.mark = mark
	if d.accept(tStar) {
		return true
	}
	if d.second && d.gather(d.nameAs) > 0 && d.accept(tComma) && d.accept(tNewline) {
		d.raiseHere("trailing comma not allowed without surrounding parentheses")
	}
	return d.backFalse(mark)
}
