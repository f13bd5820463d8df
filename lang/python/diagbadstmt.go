package python

import (
	"fmt"

	"github.com/knead-build/knead/lang/source"
)

// The shapes of mistakes in statements. See diagbad.go.

func (d *diagnoser) badAssignment() {
	mark := d.mark
	const only = "only single target (not %s) can be annotated"
	if a := d.displayTarget(); a != nil && d.accept(tColon) && d.expression() != nil {
		d.raise(a.Span(), fmt.Sprintf(only, nameOf(a)))
	}
	d.mark = mark
	if a := d.starNamed(); a != nil && d.accept(tComma) {
		for d.starNameds() != nil {
		}
		if d.accept(tColon) && d.expression() != nil {
			d.raise(a.Span(), fmt.Sprintf(only, "tuple"))
		}
	}
	d.mark = mark
	if a := d.expression(); a != nil && d.accept(tColon) && d.expression() != nil {
		d.raise(a.Span(), "illegal target for annotation")
	}
	d.mark = mark
	d.earlierTargets()
	if a := d.starExpressions(); a != nil && d.accept(tEqual) {
		d.badTarget(a, Store, false)
		return
	}
	d.mark = mark
	d.earlierTargets()
	if a := d.yield(); a != nil && d.accept(tEqual) {
		d.raise(a.Span(), "assignment to yield expression not possible")
	}
	d.mark = mark
	if a := d.starExpressions(); a != nil && d.augmented() && d.yieldOrStar() != nil {
		d.raise(a.Span(), fmt.Sprintf("'%s' is an illegal expression for augmented assignment", nameOf(a)))
	}
}

// earlierTargets takes the good targets of an assignment, with the "=" behind each.
func (d *diagnoser) earlierTargets() {
	for {
		m := d.mark
		if d.starTargets() == nil || !d.accept(tEqual) {
			d.mark = m
			return
		}
	}
}

// displayTarget takes a list or a tuple, in parentheses perhaps.
func (d *diagnoser) displayTarget() Expr {
	if e := d.list(); e != nil {
		return e
	}
	if e := d.tuple(); e != nil {
		return e
	}
	mark := d.mark
	if d.accept(tLPar) {
		if e := d.displayTarget(); e != nil && d.accept(tRPar) {
			return e
		}
	}
	return d.back(mark)
}

func (d *diagnoser) badDel() {
	if d.accept(tDel) {
		if e := d.starExpressions(); e != nil {
			d.badTarget(e, Del, false)
		}
	}
}

// noBlock raises if no block follows the colon that ends a statement's head.
func (d *diagnoser) noBlock(what string, head source.Pos) {
	if d.accept(tColon) && d.accept(tNewline) && !d.at(tIndent) && d.err == nil {
		d.raiseIndent(fmt.Sprintf("expected an indented block after %s on line %d", what, lineOf(d.text, head)))
	}
}

const noColon = "expected ':'"

// badHead looks at a head that is a keyword and one more thing.
func (d *diagnoser) badHead(k kind, what string, rest func() Expr) {
	t := d.token()
	if !d.accept(k) || rest() == nil {
		return
	}
	inner := d.mark
	if d.accept(tNewline) {
		d.raiseHere(noColon)
	}
	d.mark = inner
	d.noBlock(what, t.start)
}

// badBare looks at a head that is a keyword alone.
func (d *diagnoser) badBare(k kind, what string) {
	if t := d.token(); d.accept(k) {
		d.noBlock(what, t.start)
	}
}

func (d *diagnoser) badFor() {
	mark := d.mark
	d.accept(tAsync)
	t := d.token()
	if !d.accept(tFor) || d.starTargets() == nil || !d.accept(tIn) || d.starExpressions() == nil {
		d.mark = mark
		return
	}
	inner := d.mark
	if d.accept(tNewline) {
		d.raiseHere(noColon)
	}
	d.mark = inner
	d.noBlock("'for' statement", t.start)
}

// withHeads calls then behind each way to read the head of a "with".
func (d *diagnoser) withHeads(then func(head source.Pos)) {
	d.accept(tAsync)
	t := d.token()
	if !d.accept(tWith) {
		return
	}
	as := func() {
		m := d.mark
		if !d.accept(tAs) || d.starTarget() == nil {
			d.mark = m
		}
	}
	inner := d.mark
	if d.gather(func() bool {
		if d.expression() == nil {
			return false
		}
		as()
		return d.err == nil
	}) > 0 {
		then(t.start)
	}
	d.mark = inner
	if d.accept(tLPar) && d.gather(func() bool {
		if d.expressions() == nil {
			return false
		}
		as()
		return d.err == nil
	}) > 0 {
		d.accept(tComma)
		if d.accept(tRPar) {
			then(t.start)
		}
	}
}

func (d *diagnoser) badWith() {
	d.withHeads(func(source.Pos) {
		if d.accept(tNewline) {
			d.raiseHere(noColon)
		}
	})
}

func (d *diagnoser) badWithBlock() {
	d.withHeads(func(head source.Pos) { d.noBlock("'with' statement", head) })
}

func (d *diagnoser) badWithItem() {
	if d.expression() != nil && d.accept(tAs) {
		if a := d.expression(); a != nil && d.at(tComma, tRPar, tColon) {
			d.badTarget(a, Store, false)
		}
	}
}

func (d *diagnoser) badTry() {
	mark := d.mark
	d.badBare(tTry, "'try' statement")
	d.mark = mark
	if d.accept(tTry) && d.accept(tColon) && d.block() && !d.at(tExcept, tFinally) {
		d.raiseHere("expected 'except' or 'finally' block")
	}
	d.mark = mark
	if !d.accept(tTry) || !d.accept(tColon) {
		return
	}
	for d.block() {
	}
	inner := d.mark
	const both = "cannot have both 'except' and 'except*' on the same 'try'"
	if repeat(d.except) > 0 {
		t := d.token()
		if d.accept(tExcept) && d.accept(tStar) && d.expression() != nil && d.as() && d.accept(tColon) {
			d.raise(source.Span{Start: t.start, End: t.end + 1}, both)
		}
	}
	d.mark = inner
	if repeat(d.exceptStar) > 0 {
		t := d.token()
		if d.accept(tExcept) {
			if d.expression() != nil {
				d.as()
			}
			if d.accept(tColon) {
				d.raise(t.span(), both)
			}
		}
	}
}

func (d *diagnoser) badExceptBlock() {
	mark := d.mark
	t := d.token()
	if !d.accept(tExcept) {
		return
	}
	inner := d.mark
	if d.expression() != nil && d.as() {
		d.noBlock("'except' statement", t.start)
	}
	d.mark = inner
	d.noBlock("'except' statement", t.start)
	d.mark = mark
}

func (d *diagnoser) badExceptStarBlock() {
	if t := d.token(); d.accept(tExcept) && d.accept(tStar) && d.expression() != nil && d.as() {
		d.noBlock("'except*' statement", t.start)
	}
}

func (d *diagnoser) badExcept() {
	if !d.accept(tExcept) {
		return
	}
	bare := d.mark
	star := d.accept(tStar)
	inner := d.mark
	if a := d.expression(); a != nil && d.accept(tComma) && d.expressions() != nil && d.as() && d.accept(tColon) {
		d.raise(d.from(a.Span().Start).Span(), "multiple exception types must be parenthesized")
	}
	d.mark = inner
	if d.expression() != nil && d.as() && d.accept(tNewline) {
		d.raiseHere(noColon)
	}
	d.mark = bare
	if d.accept(tNewline) {
		d.raiseHere(noColon)
	}
	d.mark = inner
	if star && d.acceptAny(tNewline, tColon) {
		d.raiseHere("expected one or more exception types")
	}
}

func (d *diagnoser) badMatch() {
	mark := d.mark
	t := d.token()
	d.mark++
	if d.subject() {
		inner := d.mark
		if d.accept(tNewline) {
			d.raiseHere(noColon)
		}
		d.mark = inner
		d.noBlock("'match' statement", t.start)
	}
	d.mark = mark
}

func (d *diagnoser) badCase() {
	t := d.token()
	if !d.word("case") {
		return
	}
	d.mark++
	if d.patterns() != nil && d.guard() {
		inner := d.mark
		if d.accept(tNewline) {
			d.raiseHere(noColon)
		}
		d.mark = inner
		d.noBlock("'case' statement", t.start)
	}
}

func (d *diagnoser) badAs() {
	if d.orPattern() == nil || !d.accept(tAs) {
		return
	}
	mark := d.mark
	if t := d.token(); d.word("_") {
		d.raise(t.span(), "cannot use '_' as a target")
	}
	d.mark = mark
	if !d.at(tName) && d.err == nil {
		if a := d.expression(); a != nil {
			d.raise(a.Span(), "invalid pattern target")
		}
	}
}

func (d *diagnoser) badClassPattern() {
	if !d.dottedName(0) || !d.accept(tLPar) {
		return
	}
	mark := d.mark
	if !d.positional() || !d.accept(tComma) {
		d.mark = mark
	}
	if !d.keywordPatterns() || !d.accept(tComma) {
		return
	}
	start := d.start()
	if d.err != nil || !d.positional() {
		return
	}
	if d.err != nil { // what refuses a further pattern is forgotten
		d.err, d.tokens = nil, true
	}
	d.raise(d.from(start).Span(), "positional patterns follow keyword patterns")
}

func (d *diagnoser) badFunction() {
	d.accept(tAsync)
	t := d.token()
	if !d.accept(tDef) || !d.accept(tName) || !d.accept(tLPar) {
		return
	}
	paramRules{d, tRPar}.params()
	if d.accept(tRPar) {
		d.returns()
		d.noBlock("function definition", t.start)
	}
}

func (d *diagnoser) badClass() {
	t := d.token()
	if !d.accept(tClass) || !d.accept(tName) {
		return
	}
	d.bases()
	inner := d.mark
	if d.accept(tNewline) {
		d.raiseHere(noColon)
	}
	d.mark = inner
	d.noBlock("class definition", t.start)
}
