package python

import (
	"strconv"

	"github.com/knead-build/knead/lang/source"
)

// block parses the colon and the block behind a compound statement's head. The words say what it belongs to.
func (p *parser) block(what string, head source.Pos) []Stmt {
	if !p.accept(tColon) {
		p.fail("expected ':'")
	}
	if p.kind != tNewline {
		if p.quiet && p.recovering && p.kind == tEOF {
			return nil
		}
		return p.simpleStatements(nil)
	}
	p.next()
	if p.kind != tIndent {
		span := p.toks[p.pos].span()
		msg := "expected an indented block after " + what + " on line "
		if p.recovering && !p.quiet && len(p.errs) < maxErrors {
			msg += strconv.Itoa(lineOf(p.text, head))
		}
		p.failAt(indentationError, msg, span)
		return nil
	}
	p.next()
	list := p.statements(nil)
	p.accept(tDedent)
	return list
}

func (p *parser) ifStmt() Stmt {
	first := &If{}
	chain := []*If{}
	for s := first; ; {
		start := p.start()
		what := "'if' statement"
		if p.kind == tElif {
			what = "'elif' statement"
		}
		p.next()
		s.Start = start
		s.Test = p.named()
		s.Body = p.block(what, start)
		chain = append(chain, s)
		if p.kind != tElif {
			s.Else = p.elseBlock()
			break
		}
		if len(chain)+p.depth > maxDepth {
			p.deep(p.toks[p.pos].span())
			p.skip()
			break
		}
		p.quiet = false
		next := &If{}
		s.Else = []Stmt{next}
		s = next
	}
	for _, s := range chain {
		s.Range = p.blockFrom(s.Start)
	}
	return first
}

// elseBlock parses an "else" with its block, if there is one.
func (p *parser) elseBlock() []Stmt {
	if p.kind != tElse {
		return nil
	}
	start := p.start()
	p.quiet = false
	p.next()
	return p.block("'else' statement", start)
}

func (p *parser) whileStmt() Stmt {
	start := p.start()
	p.next()
	s := &While{}
	s.Test = p.named()
	s.Body = p.block("'while' statement", start)
	s.Else = p.elseBlock()
	s.Range = p.blockFrom(start)
	return s
}

func (p *parser) forStmt(start source.Pos, async bool) Stmt {
	head := p.start()
	p.next()
	s := &For{Async: async}
	s.Target = p.targets()
	if p.expect(tIn) {
		s.Iter = p.starExpressions()
	} else {
		s.Iter = &BadExpr{p.from(p.end())}
	}
	s.Body = p.block("'for' statement", head)
	s.Else = p.elseBlock()
	s.Range = p.blockFrom(start)
	return s
}

func (p *parser) tryStmt() Stmt {
	start := p.start()
	p.next()
	s := &Try{}
	s.Body = p.block("'try' statement", start)
	for p.kind == tExcept {
		p.quiet = false
		h := &ExceptHandler{}
		head := p.start()
		p.next()
		star := false
		what := "'except' statement"
		if p.kind == tStar {
			star = true
			what = "'except*' statement"
			p.next()
			if p.kind == tColon || p.kind == tNewline {
				p.failAt(syntaxError, "expected one or more exception types", p.toks[p.pos].span())
			}
		}
		if len(s.Handlers) > 0 && star != s.Star {
			p.failAt(syntaxError, "cannot have both 'except' and 'except*' on the same 'try'", p.from(head).Span())
		}
		s.Star = star
		if p.kind != tColon && p.kind != tNewline {
			h.Type = p.expression()
			if p.kind == tComma {
				p.fail("multiple exception types must be parenthesized")
			}
			if p.accept(tAs) {
				h.Name, h.NameSpan = p.identifier()
			}
		}
		h.Body = p.block(what, head)
		h.Range = p.blockFrom(head)
		s.Handlers = append(s.Handlers, h)
	}
	if s.Handlers != nil {
		s.Else = p.elseBlock()
	}
	if p.kind == tFinally {
		head := p.start()
		p.quiet = false
		p.next()
		s.Finally = p.block("'finally' statement", head)
	} else if s.Handlers == nil {
		p.failAt(syntaxError, "expected 'except' or 'finally' block", p.toks[p.pos].span())
	}
	s.Range = p.blockFrom(start)
	return s
}

func (p *parser) withStmt(start source.Pos, async bool) Stmt {
	head := p.start()
	p.next()
	s := &With{Async: async}
	if p.kind == tLPar && p.closesBeforeColon() && p.try(func() bool {
		s.Items = p.withItems(true)
		return p.kind == tColon
	}) {
		// the parentheses hold the items
	} else {
		s.Items = p.withItems(false)
	}
	s.Body = p.block("'with' statement", head)
	s.Range = p.blockFrom(start)
	return s
}

// closesBeforeColon reports whether a colon follows the bracket that closes the one at hand.
func (p *parser) closesBeforeColon() bool {
	level := p.toks[p.pos].level - 1
	for i := p.pos + 1; i+1 < len(p.toks); i++ {
		if p.toks[i].level == level {
			return p.toks[i+1].kind == tColon
		}
	}
	return false
}

func (p *parser) withItems(parenthesised bool) []*WithItem {
	if parenthesised {
		p.enter()
	}
	var items []*WithItem
	for {
		start := p.start()
		item := &WithItem{Context: p.expression()}
		if p.accept(tAs) {
			item.Vars = p.starTarget()
		}
		item.Range = p.from(start)
		items = append(items, item)
		if !p.accept(tComma) || parenthesised && p.kind == tRPar {
			break
		}
	}
	if parenthesised {
		p.leave(tRPar)
	}
	return items
}

// async parses what "async" begins.
func (p *parser) async(decorators []Expr) Stmt {
	start := p.start()
	switch p.peek() {
	case tDef:
		p.next()
		return p.function(start, decorators, true)
	case tFor:
		if decorators == nil {
			p.next()
			return p.forStmt(start, true)
		}
	case tWith:
		if decorators == nil {
			p.next()
			return p.withStmt(start, true)
		}
	}
	p.next()
	p.fail("invalid syntax")
	p.accept(tNewline)
	return p.badStmt(start)
}

func (p *parser) decorated() Stmt {
	start := p.start()
	var decorators []Expr
	for p.accept(tAt) {
		decorators = append(decorators, p.named())
		p.expect(tNewline)
		p.accept(tNewline)
	}
	switch p.kind {
	case tDef:
		return p.function(p.start(), decorators, false)
	case tClass:
		return p.class(decorators)
	case tAsync:
		return p.async(decorators)
	}
	p.failAt(syntaxError, "invalid syntax", p.toks[p.pos].span())
	return p.badStmt(start)
}

func (p *parser) function(start source.Pos, decorators []Expr, async bool) Stmt {
	head := p.start()
	p.next()
	f := &FunctionDef{Async: async, Decorators: decorators}
	f.Name, f.NameSpan = p.identifier()
	if p.kind == tLPar {
		p.enter()
		f.Args = p.parameters(false)
		p.leave(tRPar)
	} else {
		p.fail("expected '('")
		f.Args = &Arguments{Range: p.from(p.end())}
	}
	if p.accept(tArrow) {
		f.Returns = p.expression()
	}
	f.Body = p.block("function definition", head)
	f.Range = p.blockFrom(start)
	return f
}

func (p *parser) class(decorators []Expr) Stmt {
	start := p.start()
	p.next()
	c := &ClassDef{Decorators: decorators}
	c.Name, c.NameSpan = p.identifier()
	if p.kind == tLPar {
		p.arguments(&c.Bases, &c.Keywords, false)
	}
	c.Body = p.block("class definition", start)
	c.Range = p.blockFrom(start)
	return c
}
