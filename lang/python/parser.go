package python

import (
	"github.com/knead-build/knead/lang/source"
)

// maxDepth is how deep a tree may be. CPython's compiler gives up there too (it allows about 3000 levels).
const maxDepth = 2990

// parser makes the tree of tokens. It is a recursive-descent parser without backtracking, but for three places in the
// grammar which need it (see try). In strict mode it stops at the first error, which then is looked into by a diagnoser.
// In recovering mode it notes the error, skips to the closing bracket or the line's end, and goes on.
type parser struct {
	text       string
	toks       []token
	pos        int
	kind       kind // of the token at pos
	recovering bool

	failed bool           // strict: there is an error, every token looks like the last
	first  *SyntaxError   // strict: that error
	errs   []*SyntaxError // recovering
	quiet  bool           // recovering: within a statement that already has an error

	depth    int // of recursion
	brackets int // how many brackets the parser has entered
	links    int // operators, calls and so on of this statement, which may make its tree deep without recursion

	exprs []Expr // scratch for lists of expressions
	plain bool   // the text is UTF-8
}

func (p *parser) reset(pos int) {
	p.pos = pos
	p.kind = p.toks[pos].kind
}

func (p *parser) next() {
	if p.pos+1 < len(p.toks) {
		p.pos++
	}
	p.kind = p.toks[p.pos].kind
}

// start returns where the token at hand begins, end where the one before it ends.
func (p *parser) start() source.Pos { return p.toks[p.pos].start }

func (p *parser) end() source.Pos {
	if p.pos == 0 {
		return p.toks[0].start
	}
	return p.toks[p.pos-1].end
}

// from returns the range from start to the last token taken; where nothing was taken, the empty one behind that token.
func (p *parser) from(start source.Pos) Range {
	end := p.end()
	return Range{min(start, end), end}
}

// blockFrom returns the range from start to the last token taken that is no newline, indent or dedent.
func (p *parser) blockFrom(start source.Pos) Range {
	end := p.toks[0].start
	for i := p.pos - 1; i >= 0; i-- {
		if k := p.toks[i].kind; k != tNewline && k != tIndent && k != tDedent && k != tEOF {
			end = p.toks[i].end
			break
		}
	}
	return Range{min(start, end), end}
}

func (p *parser) badStmt(start source.Pos) *BadStmt { return &BadStmt{p.blockFrom(start)} }

func (p *parser) peek() kind {
	if p.pos+1 < len(p.toks) {
		return p.toks[p.pos+1].kind
	}
	return tEOF
}

// accept takes a token of a kind.
func (p *parser) accept(k kind) bool {
	if p.kind == k {
		p.next()
		return true
	}
	return false
}

// expect takes a token of a kind or fails.
func (p *parser) expect(k kind) bool {
	if p.kind == k {
		p.next()
		return true
	}
	p.fail("invalid syntax")
	return false
}

// enter takes an opening bracket, leave a closing one.
func (p *parser) enter() {
	p.next()
	p.brackets++
}

func (p *parser) leave(k kind) {
	p.brackets--
	if p.kind == k {
		p.next()
		return
	}
	p.brackets++
	p.fail("invalid syntax")
	p.brackets--
	p.accept(k)
}

// fail says that the token at hand is not what the grammar wants.
func (p *parser) fail(msg string) {
	p.failAt(syntaxError, msg, p.toks[p.pos].span())
	p.skip()
}

// failAt notes an error and skips nothing.
func (p *parser) failAt(class, msg string, span source.Span) {
	if !p.recovering {
		if !p.failed {
			p.first = errorOf(class, span, msg)
		}
		p.failed = true
		p.reset(len(p.toks) - 1)
		return
	}
	if !p.quiet && len(p.errs) < maxErrors {
		p.errs = append(p.errs, errorOf(class, span, msg))
	}
	p.quiet = true
}

// skip goes to the bracket that closes the innermost one entered, or to the line's end.
func (p *parser) skip() {
	for p.kind != tNewline && p.kind != tEOF && p.kind != tIndent && p.kind != tDedent {
		if p.brackets > 0 && (p.kind == tRPar || p.kind == tRSqb || p.kind == tRBrace) && int(p.toks[p.pos].level) < p.brackets {
			return
		}
		p.next()
	}
}

// bad returns a bad expression for the tokens from the one at hand to where skip goes.
func (p *parser) bad(msg string) Expr {
	before, start := p.end(), p.start()
	p.fail(msg)
	if p.end() <= start {
		start = before // there was nothing to skip
	}
	return &BadExpr{p.from(start)}
}

// down counts a level of recursion; up must follow it. It reports false where the text is too deep.
func (p *parser) down() bool {
	p.depth++
	if p.depth <= maxDepth {
		return true
	}
	p.deep(p.toks[p.pos].span())
	p.skip()
	return false
}

func (p *parser) up() { p.depth-- }

func (p *parser) deep(span source.Span) {
	e := tooDeep(span)
	p.failAt(e.Kind, e.Msg, span)
}

// try calls f, which reports whether it parsed what it should, and goes back where it did not.
func (p *parser) try(f func() bool) bool {
	pos, brackets, errs, quiet := p.pos, p.brackets, len(p.errs), p.quiet
	n := len(p.exprs)
	p.quiet = false
	ok := f() && !p.failed && len(p.errs) == errs
	if !ok {
		p.failed, p.quiet, p.brackets, p.errs = false, quiet, brackets, p.errs[:errs]
		p.exprs = p.exprs[:n]
		p.reset(pos)
		return false
	}
	p.quiet = quiet
	return true
}

// list returns the scratch's expressions from mark on as a list of their own.
func (p *parser) list(mark int) []Expr {
	if len(p.exprs) == mark {
		return nil
	}
	out := make([]Expr, len(p.exprs)-mark)
	copy(out, p.exprs[mark:])
	clear(p.exprs[mark:])
	p.exprs = p.exprs[:mark]
	return out
}

// bind makes a target of an expression: it sets the context of the names, attributes and so on that are assigned to or
// deleted. It reports the first expression that cannot be a target.
func bind(e Expr, ctx Context) Expr {
	switch e := e.(type) {
	case *Name:
		e.Ctx = ctx
		return nil
	case *Attribute:
		e.Ctx = ctx
		return nil
	case *Subscript:
		e.Ctx = ctx
		return nil
	case *Starred:
		if ctx == Del {
			return e
		}
		e.Ctx = ctx
		return bind(e.Value, ctx)
	case *List:
		e.Ctx = ctx
		return bindAll(e.Elts, ctx)
	case *Tuple:
		e.Ctx = ctx
		return bindAll(e.Elts, ctx)
	}
	return e
}

func bindAll(list []Expr, ctx Context) Expr {
	for _, e := range list {
		if bad := bind(e, ctx); bad != nil {
			return bad
		}
	}
	return nil
}

// target makes a target of an expression, or fails where it is none.
func (p *parser) target(e Expr, ctx Context) {
	bad := bind(e, ctx)
	if bad == nil {
		return
	}
	if _, ok := bad.(*BadExpr); ok {
		return
	}
	verb := "assign to "
	if ctx == Del {
		verb = "delete "
	}
	p.failAt(syntaxError, "cannot "+verb+nameOf(bad), bad.Span())
}
