package python

import (
	"github.com/knead-build/knead/lang/source"
)

// begins tells which tokens an expression may begin with (a starred one aside).
var begins = [kindCount]bool{
	tName: true, tNumber: true, tString: true, tBad: true, tLPar: true, tLSqb: true, tLBrace: true, tMinus: true,
	tPlus: true, tTilde: true, tEllipsis: true, tFalse: true, tNone: true, tTrue: true, tAwait: true, tLambda: true,
	tNot: true,
}

func beginsPlain(k kind) bool { return begins[k] }

// beginsStar is begins with the star.
func beginsStar(k kind) bool { return begins[k] || k == tStar }

// tuple parses the rest of a tuple behind its first item: a comma, and another item as long as a token begins one.
func (p *parser) tuple(start source.Pos, first Expr, begins func(kind) bool, item func() Expr, ctx Context) Expr {
	mark := len(p.exprs)
	p.exprs = append(p.exprs, first)
	for p.accept(tComma) && begins(p.kind) {
		p.exprs = append(p.exprs, item())
	}
	list := p.list(mark)
	return &Tuple{p.from(start), list, ctx}
}

// starExpressions parses expressions, some perhaps starred, that commas make a tuple of.
func (p *parser) starExpressions() Expr {
	start := p.start()
	first := p.starExpression()
	if p.kind != tComma {
		return first
	}
	return p.tuple(start, first, beginsStar, p.starExpression, Load)
}

// expressions parses expressions, none starred, that commas make a tuple of: the whole of mode "eval".
func (p *parser) expressions() Expr {
	start := p.start()
	first := p.expression()
	if p.kind != tComma {
		return first
	}
	return p.tuple(start, first, beginsPlain, p.expression, Load)
}

func (p *parser) starExpression() Expr {
	if p.kind == tStar {
		return p.starred()
	}
	return p.expression()
}

// starred parses "*" and an operand without comparisons.
func (p *parser) starred() Expr {
	start := p.start()
	p.next()
	value := p.binary(1)
	return &Starred{p.from(start), value, Load}
}

// starNamed parses an element of a list, set or tuple display.
func (p *parser) starNamed() Expr {
	if p.kind == tStar {
		return p.starred()
	}
	return p.named()
}

// named parses an expression which may be "name := value".
func (p *parser) named() Expr {
	if p.kind == tName && p.peek() == tColonEqual {
		start := p.start()
		name := p.name()
		name.Ctx = Store
		p.next()
		value := p.expression()
		return &NamedExpr{p.from(start), name, value}
	}
	return p.expression()
}

func (p *parser) name() *Name {
	t := p.toks[p.pos]
	p.next()
	return &Name{Range{t.start, t.end}, identifier(p.text[t.start:t.end]), Load}
}

// identifier takes a name where the grammar wants one, and returns it with its span.
func (p *parser) identifier() (string, source.Span) {
	if p.kind != tName {
		p.fail("invalid syntax")
		return "", source.At(p.end())
	}
	span := p.toks[p.pos].span()
	p.next()
	return identifier(p.text[span.Start:span.End]), span
}

func (p *parser) expression() Expr {
	if !p.down() {
		p.up()
		return &BadExpr{p.from(p.end())}
	}
	defer p.up()
	if p.kind == tLambda {
		return p.lambda()
	}
	start := p.start()
	body := p.disjunction()
	if p.kind != tIf {
		return body
	}
	p.next()
	test := p.disjunction()
	if p.kind != tElse {
		other := p.bad("expected 'else' after 'if' expression")
		return &IfExp{p.from(start), test, body, other}
	}
	p.next()
	other := p.expression()
	return &IfExp{p.from(start), test, body, other}
}

func (p *parser) lambda() Expr {
	start := p.start()
	p.next()
	args := p.parameters(true)
	if !p.expect(tColon) {
		return &Lambda{p.from(start), args, &BadExpr{p.from(p.end())}}
	}
	body := p.expression()
	return &Lambda{p.from(start), args, body}
}

func (p *parser) disjunction() Expr {
	start := p.start()
	left := p.conjunction()
	if p.kind != tOr {
		return left
	}
	mark := len(p.exprs)
	p.exprs = append(p.exprs, left)
	for p.accept(tOr) {
		p.exprs = append(p.exprs, p.conjunction())
	}
	list := p.list(mark)
	return &BoolOp{p.from(start), Or, list}
}

func (p *parser) conjunction() Expr {
	start := p.start()
	left := p.inversion()
	if p.kind != tAnd {
		return left
	}
	mark := len(p.exprs)
	p.exprs = append(p.exprs, left)
	for p.accept(tAnd) {
		p.exprs = append(p.exprs, p.inversion())
	}
	list := p.list(mark)
	return &BoolOp{p.from(start), And, list}
}

func (p *parser) inversion() Expr {
	if p.kind != tNot {
		return p.comparison()
	}
	start := p.start()
	if !p.down() {
		p.up()
		return &BadExpr{p.from(start)}
	}
	p.next()
	operand := p.inversion()
	p.up()
	return &UnaryOp{p.from(start), Not, operand}
}

// compareOp takes a comparison's operator.
func (p *parser) compareOp() (CompareOperator, bool) {
	var op CompareOperator
	switch p.kind {
	case tEqEqual:
		op = Eq
	case tNotEqual:
		op = NotEq
	case tLess:
		op = Lt
	case tLessEqual:
		op = LtE
	case tGreater:
		op = Gt
	case tGreaterEqual:
		op = GtE
	case tIn:
		op = In
	case tIs:
		p.next()
		if p.accept(tNot) {
			return IsNot, true
		}
		return Is, true
	case tNot:
		if p.peek() != tIn {
			return 0, false
		}
		p.next()
		op = NotIn
	default:
		return 0, false
	}
	p.next()
	return op, true
}

func (p *parser) comparison() Expr {
	start := p.start()
	left := p.binary(1)
	op, ok := p.compareOp()
	if !ok {
		return left
	}
	right := p.binary(1)
	next, more := p.compareOp()
	if !more {
		return &Compare{p.from(start), left, []CompareOperator{op}, []Expr{right}}
	}
	ops := []CompareOperator{op}
	mark := len(p.exprs)
	p.exprs = append(p.exprs, right)
	for ; more; next, more = p.compareOp() {
		ops = append(ops, next)
		p.exprs = append(p.exprs, p.binary(1))
	}
	list := p.list(mark)
	return &Compare{p.from(start), left, ops, list}
}

// binaryOp is an operator and how tightly it binds.
type binaryOp struct {
	precedence int8
	op         Operator
}

var binaryOps = [kindCount]binaryOp{
	tVBar: {1, BitOr}, tCircumflex: {2, BitXor}, tAmper: {3, BitAnd}, tLeftShift: {4, LShift}, tRightShift: {4, RShift},
	tPlus: {5, Add}, tMinus: {5, Sub}, tStar: {6, Mult}, tSlash: {6, Div}, tDoubleSlash: {6, FloorDiv},
	tPercent: {6, Mod}, tAt: {6, MatMult},
}

// binary parses operands joined by operators that bind at least as tightly as given: 1 is all from "|" on.
func (p *parser) binary(least int8) Expr {
	start := p.start()
	left := p.factor()
	for {
		op := binaryOps[p.kind]
		if op.precedence < least || op.precedence == 0 {
			return left
		}
		p.next()
		p.links++
		right := p.binary(op.precedence + 1)
		left = &BinOp{p.from(start), left, op.op, right}
	}
}

// factor parses the operators with one operand, and "**".
func (p *parser) factor() Expr {
	var op UnaryOperator
	switch p.kind {
	case tPlus:
		op = UAdd
	case tMinus:
		op = USub
	case tTilde:
		op = Invert
	default:
		start := p.start()
		left := p.awaited()
		if p.kind != tDoubleStar {
			return left
		}
		if !p.down() {
			p.up()
			return left
		}
		p.next()
		right := p.factor()
		p.up()
		return &BinOp{p.from(start), left, Pow, right}
	}
	start := p.start()
	if !p.down() {
		p.up()
		return &BadExpr{p.from(start)}
	}
	p.next()
	operand := p.factor()
	p.up()
	return &UnaryOp{p.from(start), op, operand}
}

func (p *parser) awaited() Expr {
	if p.kind != tAwait {
		return p.primary()
	}
	start := p.start()
	p.next()
	value := p.primary()
	return &Await{p.from(start), value}
}

// yield parses "yield", with what it yields.
func (p *parser) yield() Expr {
	start := p.start()
	p.next()
	if p.accept(tFrom) {
		value := p.expression()
		return &YieldFrom{p.from(start), value}
	}
	if !beginsStar(p.kind) {
		return &Yield{p.from(start), nil}
	}
	value := p.starExpressions()
	return &Yield{p.from(start), value}
}

// yieldOrStar parses what may stand on the right of an assignment.
func (p *parser) yieldOrStar() Expr {
	if p.kind == tYield {
		return p.yield()
	}
	return p.starExpressions()
}

// targets parses what "for" assigns to.
func (p *parser) targets() Expr {
	start := p.start()
	first := p.starTarget()
	if p.kind != tComma {
		return first
	}
	return p.tuple(start, first, beginsStar, p.starTarget, Store)
}

// starTarget parses one of the targets of "for", or that of "with".
func (p *parser) starTarget() Expr {
	var e Expr
	if p.kind == tStar {
		e = p.starred()
	} else {
		e = p.binary(1)
	}
	p.target(e, Store)
	return e
}
