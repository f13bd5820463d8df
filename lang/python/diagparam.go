package python

// paramRules are the rules of a function's parameters, which end at a parenthesis, and of a lambda's, which end at a
// colon. See diagnoser.
type paramRules struct {
	*diagnoser
	end kind
}

func (r paramRules) lambda() bool { return r.end == tColon }

func (r paramRules) params() bool {
	mark := r.mark
	if r.second {
		r.badParams()
		r.mark = mark
	}
	switch {
	case r.slashPlain():
		repeat(r.plain)
		repeat(r.withDefault)
		r.starEtc()
	case r.slashDefault():
		repeat(r.withDefault)
		r.starEtc()
	case repeat(r.plain) > 0:
		repeat(r.withDefault)
		r.starEtc()
	case repeat(r.withDefault) > 0:
		r.starEtc()
	default:
		return r.starEtc()
	}
	return true
}

// slashPlain takes parameters without defaults, and a slash.
func (r paramRules) slashPlain() bool {
	mark := r.mark
	if repeat(r.plain) > 0 && r.slash() {
		return true
	}
	return r.backFalse(mark)
}

// slashDefault takes parameters of which some have defaults, and a slash.
func (r paramRules) slashDefault() bool {
	mark := r.mark
	repeat(r.plain)
	if repeat(r.withDefault) > 0 && r.slash() {
		return true
	}
	return r.backFalse(mark)
}

func (r paramRules) slash() bool {
	return r.accept(tSlash) && r.separated()
}

// separated takes a comma, or nothing before the end.
func (r paramRules) separated() bool { return r.accept(tComma) || r.at(r.end) }

// param takes a name, with its annotation.
func (r paramRules) param() *Name {
	start := r.start()
	n := r.name()
	if n == nil {
		return nil
	}
	if !r.lambda() {
		mark := r.mark
		if !r.accept(tColon) || r.expression() == nil {
			r.mark = mark
		}
	}
	n.Range = r.from(start)
	return n
}

func (r paramRules) plain() bool { return r.plainName() != nil }

func (r paramRules) plainName() *Name {
	mark := r.mark
	if n := r.param(); n != nil && r.separated() {
		return n
	}
	r.mark = mark
	return nil
}

// plainStarred takes the parameter of "*args: *Ts".
func (r paramRules) plainStarred() bool {
	mark := r.mark
	if !r.lambda() && r.name() != nil && r.accept(tColon) && r.starExpression() != nil && r.separated() {
		return true
	}
	return r.backFalse(mark)
}

func (r paramRules) withDefault() bool {
	mark := r.mark
	if r.param() != nil && r.defaultValue() && r.separated() {
		return true
	}
	return r.backFalse(mark)
}

func (r paramRules) maybeDefault() bool {
	mark := r.mark
	if r.param() != nil {
		r.defaultValue()
		if r.separated() {
			return true
		}
	}
	return r.backFalse(mark)
}

func (r paramRules) defaultValue() bool {
	mark := r.mark
	if r.accept(tEqual) && r.expression() != nil {
		return true
	}
	r.mark = mark
	if r.second && r.accept(tEqual) {
		at := r.toks[mark].span()
		if r.at(tRPar, tComma) {
			r.raise(at, "expected default value expression")
		}
	}
	return r.backFalse(mark)
}

func (r paramRules) starEtc() bool {
	mark := r.mark
	if r.second {
		r.badStarEtc()
		r.mark = mark
	}
	if r.accept(tStar) {
		inner := r.mark
		if r.plain() || r.plainStarred() {
			repeat(r.maybeDefault)
			r.kwargs()
			return r.err == nil
		}
		r.mark = inner
		if r.accept(tComma) && repeat(r.maybeDefault) > 0 {
			r.kwargs()
			return r.err == nil
		}
	}
	r.mark = mark
	return r.kwargs()
}

func (r paramRules) kwargs() bool {
	mark := r.mark
	if r.second {
		r.badKwargs()
		r.mark = mark
	}
	if r.accept(tDoubleStar) && r.plain() {
		return true
	}
	return r.backFalse(mark)
}

// badParams looks for mistakes in the order of parameters.
func (r paramRules) badParams() {
	mark := r.mark
	repeat(r.plain)
	afterPlain := r.mark
	if r.slashDefault() || repeat(r.withDefault) > 0 {
		if n := r.plainName(); n != nil {
			r.raise(n.Span(), "non-default argument follows default argument")
		}
	}
	r.mark = afterPlain
	if t := r.token(); r.accept(tLPar) {
		found := false
		if r.lambda() {
			if found = r.gather(func() bool { return r.param() != nil }) > 0; found {
				r.accept(tComma)
			}
		} else if found = repeat(r.plain) > 0; found {
			r.accept(tComma)
		}
		if found && r.accept(tRPar) {
			what := "Function parameters"
			if r.lambda() {
				what = "Lambda expression parameters"
			}
			r.raise(r.from(t.start).Span(), what+" cannot be parenthesized")
		}
	}
	r.mark = mark
	if t := r.token(); r.accept(tSlash) && r.accept(tComma) {
		r.raise(t.span(), "at least one argument must precede /")
	}
	r.mark = mark
	if r.slashPlain() || r.slashDefault() {
		repeat(r.maybeDefault)
		if t := r.token(); r.accept(tSlash) {
			r.raise(t.span(), "/ may appear only once")
		}
	}
	r.mark = mark
	if !r.slashPlain() {
		r.slashDefault()
	}
	repeat(r.maybeDefault)
	if r.accept(tStar) && (r.accept(tComma) || r.plain()) {
		repeat(r.maybeDefault)
		if t := r.token(); r.accept(tSlash) {
			r.raise(t.span(), "/ must be ahead of *")
		}
	}
	r.mark = mark
	if repeat(r.maybeDefault) > 0 && r.accept(tSlash) {
		if t := r.token(); r.accept(tStar) {
			r.raise(t.span(), "expected comma between / and *")
		}
	}
	r.mark = mark
}

// badStarEtc looks for mistakes around "*".
func (r paramRules) badStarEtc() {
	mark := r.mark
	t := r.token()
	if !r.accept(tStar) {
		return
	}
	inner := r.mark
	if r.at(r.end) || r.accept(tComma) && r.at(r.end, tDoubleStar) {
		r.raise(t.span(), "named arguments must follow bare *")
	}
	r.mark = inner
	if r.param() != nil {
		if t := r.token(); r.accept(tEqual) {
			r.raise(t.span(), "var-positional argument cannot have default value")
		}
	}
	r.mark = inner
	if r.plain() || r.accept(tComma) {
		repeat(r.maybeDefault)
		if t := r.token(); r.accept(tStar) && (r.plain() || r.accept(tComma)) {
			r.raise(t.span(), "* argument may appear only once")
		}
	}
	r.mark = mark
}

// badKwargs looks for mistakes around "**".
func (r paramRules) badKwargs() {
	mark := r.mark
	if !r.accept(tDoubleStar) || r.param() == nil {
		r.mark = mark
		return
	}
	inner := r.mark
	if t := r.token(); r.accept(tEqual) {
		r.raise(t.span(), "var-keyword argument cannot have default value")
	}
	r.mark = inner
	if r.accept(tComma) {
		const cannot = "arguments cannot follow var-keyword argument"
		m := r.mark
		if n := r.param(); n != nil {
			r.raise(n.Span(), cannot)
		}
		r.mark = m
		if t := r.token(); r.acceptAny(tStar, tDoubleStar, tSlash) {
			r.raise(t.span(), cannot)
		}
	}
	r.mark = mark
}
