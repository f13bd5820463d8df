package python

// The rules of statements, in the order in which CPython tries them. See diagnoser.

func (d *diagnoser) statements() bool {
	n := 0
	for d.statement() {
		n++
	}
	return n > 0
}

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
		if d.targetList(d.delTarget) != nil && d.at(tSemi, tNewline) {
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
func (d *diagnoser) orElse() bool {
	mark := d.mark
	if !d.at(tElse) {
		return false
	}
	if d.second {
		d.badBare(tElse, "'else' statement")
		d.mark = mark
	}
	if d.accept(tElse) && d.force(tColon, ":") && d.block() {
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
		n := 0
		for handler() {
			n++
		}
		if n > 0 && d.err == nil {
			d.orElse()
			d.finally()
			return d.err == nil
		}
		d.mark = inner
	}
	return d.backFalse(mark)
}

func (d *diagnoser) finally() bool {
	mark := d.mark
	if !d.at(tFinally) {
		return false
	}
	if d.second {
		d.badBare(tFinally, "'finally' statement")
		d.mark = mark
	}
	if d.accept(tFinally) && d.force(tColon, ":") && d.block() {
		return true
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
