package python

// The rules of compound statements, in the order in which CPython tries them. See diagnoser.

func (d *diagnoser) compound() bool {
	k := d.token().kind
	if d.err != nil {
		return false
	}
	mark := d.mark
	switch k {
	case tDef, tAt, tAsync:
		if d.decorators(d.function) || d.function() {
			return true
		}
		d.mark = mark
	}
	switch k {
	case tIf:
		return d.ifStmt(tIf, "'if' statement")
	case tClass, tAt:
		if d.decorators(d.class) || d.class() {
			return true
		}
		d.mark = mark
	}
	switch k {
	case tWith, tAsync:
		if d.with() {
			return true
		}
		d.mark = mark
	}
	switch k {
	case tFor, tAsync:
		if d.forStmt() {
			return true
		}
		d.mark = mark
	case tTry:
		return d.try()
	case tWhile:
		return d.while()
	}
	return d.match()
}

// decorators takes decorators and what they decorate.
func (d *diagnoser) decorators(decorated func() bool) bool {
	mark := d.mark
	n := 0
	for {
		m := d.mark
		if !d.accept(tAt) || d.named() == nil || !d.accept(tNewline) {
			d.mark = m
			break
		}
		n++
	}
	return n > 0 && d.err == nil && decorated() || d.backFalse(mark)
}

func (d *diagnoser) block() bool {
	return d.memo(rBlock, func() Expr {
		mark := d.mark
		if d.accept(tNewline) && d.accept(tIndent) && d.statements() && d.accept(tDedent) {
			return fits
		}
		d.mark = mark
		if d.err == nil && d.simples() {
			return fits
		}
		if d.second && d.accept(tNewline) && !d.at(tIndent) {
			d.raiseIndent("expected an indented block")
		}
		return nil
	}) != nil
}

// function takes a function's definition without its decorators.
func (d *diagnoser) function() bool {
	mark := d.mark
	if d.second {
		d.badFunction()
		d.mark = mark
	}
	for _, async := range [...]bool{false, true} {
		d.mark = mark
		if async && !d.accept(tAsync) || !d.accept(tDef) || !d.accept(tName) || !d.force(tLPar, "(") {
			continue
		}
		paramRules{d, tRPar}.params()
		if !d.accept(tRPar) {
			continue
		}
		d.returns()
		if d.force(tColon, ":") && d.block() {
			return true
		}
	}
	return d.backFalse(mark)
}

// returns takes the annotation of what a function returns, if there is one.
func (d *diagnoser) returns() {
	m := d.mark
	if !d.accept(tArrow) || d.expression() == nil {
		d.mark = m
	}
}

func (d *diagnoser) class() bool {
	mark := d.mark
	if d.second {
		d.badClass()
		d.mark = mark
	}
	if d.accept(tClass) && d.accept(tName) {
		d.bases()
		if d.accept(tColon) && d.block() {
			return true
		}
	}
	return d.backFalse(mark)
}

// bases takes a class's arguments, if there are any.
func (d *diagnoser) bases() {
	m := d.mark
	if d.accept(tLPar) {
		d.arguments()
		if d.accept(tRPar) {
			return
		}
	}
	d.mark = m
}

// ifStmt takes an "if" or "elif" with what belongs to it.
func (d *diagnoser) ifStmt(k kind, what string) bool {
	mark := d.mark
	if !d.at(k) {
		return false
	}
	d.depth++
	defer func() { d.depth-- }()
	if d.depth > 4*maxDepth && d.err == nil {
		d.err, d.tokens = tooDeep(d.token().span()), true
	}
	if d.second {
		d.badHead(k, what, d.named)
		d.mark = mark
	}
	if d.accept(k) && d.named() != nil && d.accept(tColon) && d.block() {
		if d.ifStmt(tElif, "'elif' statement") {
			return true
		}
		if d.err == nil {
			d.orElse()
			return d.err == nil
		}
	}
	return d.backFalse(mark)
}

// orElse takes an "else" with its block, if there is one.
func (d *diagnoser) orElse() bool { return d.clause(tElse, "'else' statement") }

func (d *diagnoser) finally() bool { return d.clause(tFinally, "'finally' statement") }

// clause takes a keyword that has a block and nothing else, if it is there.
func (d *diagnoser) clause(k kind, what string) bool {
	mark := d.mark
	if !d.at(k) {
		return false
	}
	if d.second {
		d.badBare(k, what)
		d.mark = mark
	}
	if d.accept(k) && d.force(tColon, ":") && d.block() {
		return true
	}
	return d.backFalse(mark)
}

func (d *diagnoser) while() bool {
	mark := d.mark
	if d.second {
		d.badHead(tWhile, "'while' statement", d.named)
		d.mark = mark
	}
	if d.accept(tWhile) && d.named() != nil && d.accept(tColon) && d.block() {
		d.orElse()
		return d.err == nil
	}
	return d.backFalse(mark)
}

func (d *diagnoser) forStmt() bool {
	mark := d.mark
	if d.second {
		d.badFor()
		d.mark = mark
	}
	for _, async := range [...]bool{false, true} {
		d.mark = mark
		if async && !d.accept(tAsync) || !d.accept(tFor) || d.starTargets() == nil || !d.accept(tIn) {
			continue
		}
		if d.starExpressions() != nil && d.accept(tColon) && d.block() {
			d.orElse()
			return d.err == nil
		}
		return d.backFalse(mark) // behind "in" nothing else is tried
	}
	d.mark = mark
	if d.second {
		d.badForTarget()
	}
	return d.backFalse(mark)
}

func (d *diagnoser) with() bool {
	mark := d.mark
	if d.second {
		d.badWithBlock()
		d.mark = mark
	}
	for _, async := range [...]bool{false, true} {
		d.mark = mark
		if async && !d.accept(tAsync) || !d.accept(tWith) {
			continue
		}
		inner := d.mark
		if d.accept(tLPar) && d.gather(d.withItem) > 0 {
			d.accept(tComma)
			if d.accept(tRPar) && d.accept(tColon) && d.block() {
				return true
			}
		}
		d.mark = inner
		if d.gather(d.withItem) > 0 && d.accept(tColon) && d.block() {
			return true
		}
	}
	d.mark = mark
	if d.second {
		d.badWith()
	}
	return d.backFalse(mark)
}

func (d *diagnoser) withItem() bool {
	mark := d.mark
	if d.expression() != nil && d.accept(tAs) && d.starTarget() != nil && d.at(tComma, tRPar, tColon) {
		return true
	}
	d.mark = mark
	if d.second {
		d.badWithItem()
		d.mark = mark
	}
	return d.expression() != nil || d.backFalse(mark)
}

func (d *diagnoser) try() bool {
	mark := d.mark
	if d.second {
		d.badTry()
		d.mark = mark
	}
	if !d.accept(tTry) || !d.force(tColon, ":") || !d.block() {
		return d.backFalse(mark)
	}
	if d.finally() {
		return true
	}
	inner := d.mark
	for _, handler := range [...]func() bool{d.except, d.exceptStar} {
		if repeat(handler) > 0 && d.err == nil {
			d.orElse()
			d.finally()
			return d.err == nil
		}
		d.mark = inner
	}
	return d.backFalse(mark)
}

func (d *diagnoser) except() bool {
	mark := d.mark
	if d.second {
		d.badExceptBlock()
		d.mark = mark
	}
	if d.accept(tExcept) {
		inner := d.mark
		if d.expression() != nil && d.as() && d.accept(tColon) && d.block() {
			return true
		}
		d.mark = inner
		if d.accept(tColon) && d.block() {
			return true
		}
	}
	d.mark = mark
	if d.second {
		d.badExcept()
	}
	return d.backFalse(mark)
}

func (d *diagnoser) exceptStar() bool {
	mark := d.mark
	if d.second {
		d.badExceptStarBlock()
		d.mark = mark
	}
	if d.accept(tExcept) && d.accept(tStar) && d.expression() != nil && d.as() && d.accept(tColon) && d.block() {
		return true
	}
	d.mark = mark
	if d.second {
		d.badExcept()
	}
	return d.backFalse(mark)
}
