package python

import (
	"fmt"
	"strings"

	"github.com/knead-build/knead/lang/source"
)

// The shapes of mistakes in expressions. Each method tries them in CPython's order, and raises for the first that fits.
// It may leave the mark anywhere.

// badExpression looks for two expressions without an operator between them, and for a condition without "else".
func (d *diagnoser) badExpression() {
	mark := d.mark
	soft := d.soft()
	prefix := d.accept(tName) && d.at(tString)
	d.mark = mark
	if !soft && !prefix && d.err == nil {
		if a := d.disjunction(); a != nil {
			if b := d.unlooked(); b != nil {
				// The explanation is given within brackets only; CPython looks for no other where it fits.
				if !isPrint(a) && d.toks[d.mark-1].level > 0 {
					d.raise(between(a, b), "invalid syntax. Perhaps you forgot a comma?")
				}
				return
			}
		}
	}
	d.mark = mark
	if a := d.disjunction(); a != nil && d.accept(tIf) {
		if b := d.disjunction(); b != nil && !d.at(tElse, tColon) && d.err == nil {
			d.raise(between(a, b), "expected 'else' after 'if' expression")
		}
	}
}

// soft reports whether the name at hand is a soft keyword. CPython 3.11 takes what such a word begins with for one too.
func (d *diagnoser) soft() bool {
	t := d.token()
	if t.kind != tName || d.err != nil {
		return false
	}
	word := d.text[t.start:t.end]
	return word == "_" || strings.HasPrefix("case", word) || strings.HasPrefix("match", word)
}

// isPrint reports whether an expression is the name of what was a statement in Python 2.
func isPrint(e Expr) bool {
	n, ok := e.(*Name)
	return ok && (n.ID == "print" || n.ID == "exec")
}

// badPrint looks for a statement of Python 2.
func (d *diagnoser) badPrint() {
	a := d.name()
	if a == nil || d.at(tLPar) || d.err != nil {
		return
	}
	if b := d.starExpressions(); b != nil && isPrint(a) {
		d.raise(between(a, b), fmt.Sprintf("Missing parentheses in call to '%s'. Did you mean %s(...)?", a.ID, a.ID))
	}
}

const maybeMeant = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?"

// badNamed looks for a wrong target of ":=", and for "=" in its place.
func (d *diagnoser) badNamed() Expr {
	mark := d.mark
	if a := d.expression(); a != nil && d.accept(tColonEqual) && d.expression() != nil {
		d.raise(a.Span(), "cannot use assignment expressions with "+nameOf(a))
	}
	d.mark = mark
	if a := d.name(); a != nil && d.accept(tEqual) {
		if b := d.bitOr(); b != nil && !d.at(tEqual, tColonEqual) && d.err == nil {
			d.raise(between(a, b), maybeMeant)
		}
	}
	d.mark = mark
	display := d.list() != nil || d.tuple() != nil || d.generator() != nil || d.acceptAny(tTrue, tNone, tFalse)
	d.mark = mark
	if display || d.err != nil {
		return nil
	}
	if a := d.bitOr(); a != nil && d.accept(tEqual) {
		if b := d.bitOr(); b != nil && !d.at(tEqual, tColonEqual) && d.err == nil {
			d.raise(a.Span(), "cannot assign to "+nameOf(a)+" here. Maybe you meant '==' instead of '='?")
		}
	}
	return nil
}

func (d *diagnoser) badGroup() {
	mark := d.mark
	d.accept(tLPar)
	inner := d.mark
	if e := d.starredExpression(); e != nil && d.accept(tRPar) {
		d.raise(e.Span(), "cannot use starred expression here")
	}
	d.mark = inner
	if t := d.token(); d.accept(tDoubleStar) && d.expression() != nil && d.accept(tRPar) {
		d.raise(t.span(), "cannot use double starred expression here")
	}
	d.mark = mark
}

func (d *diagnoser) badComprehension() {
	mark := d.mark
	if d.acceptAny(tLSqb, tLPar, tLBrace) {
		if e := d.starredExpression(); e != nil && d.forIfs() != nil {
			d.raise(e.Span(), "iterable unpacking cannot be used in comprehension")
		}
	}
	d.mark = mark
	if !d.acceptAny(tLSqb, tLBrace) {
		return
	}
	const forgot = "did you forget parentheses around the comprehension target?"
	a := d.starNamed()
	if a == nil {
		return
	}
	comma := d.token()
	if !d.accept(tComma) {
		return
	}
	inner := d.mark
	if list := d.starNameds(); list != nil && d.forIfs() != nil {
		d.raise(between(a, list[len(list)-1]), forgot)
	}
	d.mark = inner
	if d.forIfs() != nil {
		d.raise(source.Span{Start: a.Span().Start, End: comma.end}, forgot)
	}
}

func (d *diagnoser) badDictComprehension() {
	if !d.accept(tLBrace) {
		return
	}
	if t := d.token(); d.accept(tDoubleStar) && d.bitOr() != nil && d.forIfs() != nil && d.accept(tRBrace) {
		d.raise(t.span(), "dict unpacking cannot be used in dict comprehension")
	}
}

// badPairs looks at what stands behind a dict's brace.
func (d *diagnoser) badPairs() {
	mark := d.mark
	if d.gather(d.pairOrDouble) > 0 && d.accept(tComma) {
		inner := d.mark
		if a := d.expression(); a != nil && !d.at(tColon) && d.err == nil {
			d.raise(a.Span(), "':' expected after dictionary key")
		}
		d.mark = inner
		d.badPairValue()
	}
	d.mark = mark
	d.badPairValue()
}

// badPairValue looks at what stands behind the colon of a dict's pair.
func (d *diagnoser) badPairValue() {
	if d.expression() == nil {
		return
	}
	colon := d.token()
	if !d.accept(tColon) {
		return
	}
	inner := d.mark
	if a := d.token(); d.accept(tStar) && d.bitOr() != nil {
		d.raise(d.from(a.start).Span(), "cannot use a starred expression in a dictionary value")
	}
	d.mark = inner
	if d.at(tRBrace, tComma) {
		d.raise(colon.span(), "expression expected after dictionary key and ':'")
	}
}

// badForTarget looks for what cannot be the target of "for".
func (d *diagnoser) badForTarget() {
	d.accept(tAsync)
	if d.accept(tFor) {
		if e := d.starExpressions(); e != nil {
			d.badTarget(e, Store, true)
		}
	}
}

// badTarget raises if an expression cannot be assigned to or deleted.
func (d *diagnoser) badTarget(e Expr, ctx Context, loop bool) {
	verb := "assign to "
	if ctx == Del {
		verb = "delete "
	}
	if bad := notTarget(e, ctx, loop); bad != nil {
		d.raise(bad.Span(), "cannot "+verb+nameOf(bad))
	}
}

// notTarget returns the first part of an expression that cannot be a target. In a loop's head, "a in b" is its target
// with what it runs over.
func notTarget(e Expr, ctx Context, loop bool) Expr {
	all := func(list []Expr) Expr {
		for _, e := range list {
			if bad := notTarget(e, ctx, loop); bad != nil {
				return bad
			}
		}
		return nil
	}
	switch n := e.(type) {
	case *Name, *Attribute, *Subscript:
		return nil
	case *List:
		return all(n.Elts)
	case *Tuple:
		return all(n.Elts)
	case *Starred:
		if ctx != Del {
			return notTarget(n.Value, ctx, loop)
		}
	case *Compare:
		if loop {
			if n.Ops[0] == In {
				return notTarget(n.Left, ctx, loop)
			}
			return nil
		}
	}
	return e
}

func (d *diagnoser) badArguments() {
	mark := d.mark
	const parenthesise = "Generator expression must be parenthesized"
	c := &Call{}
	named := d.positionals(c) && d.accept(tComma) && d.keywords(c)
	if !named {
		d.mark = mark
		named = d.keywords(c)
	}
	if named && d.accept(tComma) {
		if t := d.token(); d.accept(tStar) {
			d.raise(t.span(), "iterable argument unpacking follows keyword argument unpacking")
		}
	}
	d.mark = mark
	if a := d.expression(); a != nil {
		if b := d.forIfs(); b != nil && d.accept(tComma) {
			m := d.mark
			if d.args() == nil {
				d.mark = m
				if d.expression() == nil || d.forIfs() == nil {
					d.mark = m
				}
			}
			d.raise(between(a, b[len(b)-1]), parenthesise)
		}
	}
	d.mark = mark
	if a := d.name(); a != nil {
		if t := d.token(); d.accept(tEqual) && d.expression() != nil && d.forIfs() != nil {
			d.raise(source.Span{Start: a.Start, End: t.end}, maybeMeant)
		}
	}
	d.mark = mark
	if a := d.args(); a != nil {
		if b := d.forIfs(); b != nil {
			if list := a.(*Call).Args; len(list) > 1 {
				d.raise(between(list[len(list)-1], b[len(b)-1]), parenthesise)
			}
			return
		}
	}
	d.mark = mark
	if d.args() != nil && d.accept(tComma) {
		if a := d.expression(); a != nil {
			if b := d.forIfs(); b != nil {
				d.raise(between(a, b[len(b)-1].Target), parenthesise)
			}
		}
	}
	d.mark = mark
	if a := d.args(); a != nil && d.accept(tComma) && d.args() != nil {
		msg := "positional argument follows keyword argument"
		for _, k := range a.(*Call).Keywords {
			if k.Name == "" {
				msg += " unpacking"
				break
			}
		}
		d.raiseHere(msg)
	}
}

// badKeyword looks for a keyword argument whose name is none.
func (d *diagnoser) badKeyword() {
	mark := d.mark
	t := d.token()
	if d.acceptAny(tTrue, tFalse, tNone) && d.at(tEqual) {
		d.raise(source.Span{Start: t.start, End: d.token().end}, "cannot assign to "+d.text[t.start:t.end])
	}
	d.mark = mark
	if a := d.name(); a != nil {
		if t := d.token(); d.accept(tEqual) {
			if d.expression() != nil && d.forIfs() != nil {
				d.raise(source.Span{Start: a.Start, End: t.end}, maybeMeant)
			}
			return // a name and "=" is none of the following
		}
	}
	d.mark = mark
	if a := d.expression(); a != nil {
		if t := d.token(); d.accept(tEqual) {
			d.raise(source.Span{Start: a.Span().Start, End: t.end},
				`expression cannot contain assignment, perhaps you meant "=="?`)
		}
	}
}
