package codeparser

import (
	"fmt"
	"slices"
	"strings"

	"github.com/knead-build/knead/lang/python"
)

// wordKind is what a word is to its command.
type wordKind uint8

const (
	wordPlain  wordKind = iota
	wordName            // the command's name
	wordAssign          // the value of an assignment
)

type shellWord struct {
	kind wordKind
	text string
	pos  int
}

// shellCommand is a command, with the commands in it. Of what it does with them nothing is known.
type shellCommand struct {
	defines string // the function that it defines
	body    []*shellCommand
	words   []shellWord
}

// shellParser reads the POSIX shell's grammar, with three liberties that BitBake takes: commands of the outermost list may
// follow each other without anything between them, a reserved word may be an argument if it begins something, and two
// semicolons with a blank between them are one.
type shellParser struct {
	tokens []shellToken
	i      int
	depth  int
}

// parseShell parses a text's tokens.
func parseShell(tokens []shellToken) (out []*shellCommand, err *ShellError) {
	p := &shellParser{tokens: tokens}
	defer func() {
		if e, ok := recover().(*ShellError); ok {
			out, err = nil, e
		}
	}()
	p.newlines()
	for p.i < len(p.tokens) {
		out = append(out, p.list()...)
	}
	return out, nil
}

// peek returns the kind of the next token, "" at the end.
func (p *shellParser) peek() tokenKind {
	if p.i < len(p.tokens) {
		return p.tokens[p.i].kind
	}
	return ""
}

// next takes a token, which has to be of one of the kinds.
func (p *shellParser) next(kinds ...tokenKind) shellToken {
	if p.i < len(p.tokens) && slices.Contains(kinds, p.tokens[p.i].kind) {
		p.i++
		return p.tokens[p.i-1]
	}
	panic(p.unexpected())
}

// accept takes a token if it is of a kind.
func (p *shellParser) accept(kind tokenKind) bool {
	if p.peek() == kind {
		p.i++
		return true
	}
	return false
}

// unexpected is the error for the next token.
func (p *shellParser) unexpected() *ShellError {
	if p.i >= len(p.tokens) {
		end := 0
		if len(p.tokens) > 0 {
			end = p.tokens[len(p.tokens)-1].pos
		}
		return syntaxError(end, "Unexpected EOF")
	}
	show := func(t shellToken) string { return fmt.Sprintf("LexToken(%s,%s,0,0)\n", t.kind, python.Quote(t.text)) }
	var b strings.Builder
	b.WriteString(show(p.tokens[p.i]) + "followed by:\n")
	for _, t := range p.tokens[p.i+1 : min(p.i+6, len(p.tokens))] {
		b.WriteString("  " + show(t))
	}
	return syntaxError(p.tokens[p.i].pos, "%s", b.String())
}

func (p *shellParser) unsupported(what string) *ShellError {
	pos := 0
	if p.i > 0 {
		pos = p.tokens[p.i-1].pos
	}
	return &ShellError{classUnsupported, what, pos}
}

func (p *shellParser) newlines() {
	for p.accept(tokenNewline) {
	}
}

// startsCommand are the tokens that a command, a pipeline or a list can begin with.
func startsCommand(k tokenKind) bool {
	switch k {
	case tokenBang, tokenWord, tokenLbrace, tokenOpen, tokenCase, tokenWhile, tokenUntil, tokenFor, tokenIf, tokenAssignment:
		return true
	}
	return startsRedirection(k)
}

func startsRedirection(k tokenKind) bool {
	switch k {
	case tokenIONumber, tokenHere, tokenHereTabs, "LESS", "LESSAND", "GREATER", "GREATAND", "DGREAT", "LESSGREAT", "CLOBBER":
		return true
	}
	return false
}

// list reads a list of the outermost level up to a newline, or to where it cannot go on.
func (p *shellParser) list() []*shellCommand {
	out := p.andOr()
	for {
		switch p.peek() {
		case tokenSemicolon, tokenAmpersand:
			p.separatorOp()
			if startsCommand(p.peek()) {
				out = append(out, p.andOr()...)
				continue
			}
			p.newlines()
		case tokenNewline:
			p.newlines()
		}
		return out
	}
}

// separatorOp reads ";", "; ;" or "&" and returns its first token.
func (p *shellParser) separatorOp() tokenKind {
	t := p.next(tokenSemicolon, tokenAmpersand)
	if t.kind == tokenSemicolon {
		p.accept(tokenSemicolon)
	}
	return t.kind
}

func (p *shellParser) andOr() []*shellCommand {
	out := p.pipeline()
	for p.peek() == tokenAndIf || p.peek() == tokenOrIf {
		p.i++
		p.newlines()
		out = append(out, p.pipeline()...)
	}
	return out
}

func (p *shellParser) pipeline() []*shellCommand {
	p.accept(tokenBang)
	out := []*shellCommand{p.command()}
	for p.accept(tokenPipe) {
		p.newlines()
		out = append(out, p.command())
	}
	return out
}

func (p *shellParser) command() *shellCommand {
	if p.depth++; p.depth > maxShellDepth {
		panic(&ShellError{classRecursion, "maximum recursion depth exceeded", p.tokens[min(p.i, len(p.tokens)-1)].pos})
	}
	defer func() { p.depth-- }()
	if c := p.compound(); c != nil {
		for startsRedirection(p.peek()) {
			p.redirection()
		}
		return c
	}
	if p.peek() == tokenWord && p.i+1 < len(p.tokens) && p.tokens[p.i+1].kind == tokenOpen {
		return p.function()
	}
	return p.simple()
}

// compound reads a compound command; nil where there is none.
func (p *shellParser) compound() *shellCommand {
	c := &shellCommand{}
	switch p.peek() {
	case tokenLbrace:
		p.i++
		c.body = p.compoundList()
		p.next(tokenRbrace)
	case tokenOpen:
		p.i++
		c.body = p.compoundList()
		p.next(tokenClose)
	case tokenFor:
		p.forClause(c)
	case tokenCase:
		p.caseClause(c)
	case tokenIf:
		p.ifClause(c)
	case tokenWhile, tokenUntil:
		p.i++
		c.body = p.compoundList()
		c.body = append(c.body, p.doGroup()...)
	default:
		return nil
	}
	return c
}

// afterCompoundList are the tokens that can stand behind the commands of a compound command.
var afterCompoundList = []tokenKind{
	tokenRbrace, tokenClose, tokenThen, tokenDo, tokenDone, tokenElif, tokenElse, tokenFi, tokenEsac, tokenCaseEnd, tokenNewline,
}

func (p *shellParser) compoundList() []*shellCommand {
	p.newlines()
	out := p.andOr()
	for {
		var sep tokenKind
		switch p.peek() {
		case tokenSemicolon, tokenAmpersand:
			sep = p.separatorOp()
			p.newlines()
		case tokenNewline:
			p.newlines()
		default:
			return out
		}
		if !startsCommand(p.peek()) {
			if sep == tokenAmpersand && slices.Contains(afterCompoundList, p.peek()) {
				panic(p.unsupported(""))
			}
			return out
		}
		out = append(out, p.andOr()...)
	}
}

func (p *shellParser) doGroup() []*shellCommand {
	p.next(tokenDo)
	out := p.compoundList()
	p.next(tokenDone)
	return out
}

func (p *shellParser) forClause(c *shellCommand) {
	p.next(tokenFor)
	p.next(tokenWord, tokenFi)
	p.newlines()
	if p.peek() == tokenDo {
		p.doGroup()
		panic(p.unsupported(`"in" omission is not implemented`))
	}
	p.next(tokenIn)
	for p.peek() == tokenWord || p.peek() == tokenFi {
		t := p.next(tokenWord, tokenFi)
		c.words = append(c.words, shellWord{wordPlain, t.text, t.pos})
	}
	p.next(tokenSemicolon, tokenNewline)
	p.newlines()
	c.body = p.doGroup()
}

func (p *shellParser) caseClause(c *shellCommand) {
	p.next(tokenCase)
	p.next(tokenWord, tokenFi)
	p.newlines()
	p.next(tokenIn)
	p.newlines()
	for p.peek() != tokenEsac {
		p.accept(tokenOpen)
		for {
			t := p.next(tokenWord, tokenFi)
			c.words = append(c.words, shellWord{wordPlain, t.text, t.pos})
			if !p.accept(tokenPipe) {
				break
			}
		}
		p.next(tokenClose)
		p.newlines()
		if startsCommand(p.peek()) {
			c.body = append(c.body, p.compoundList()...)
		}
		p.newlines()
		if !p.accept(tokenCaseEnd) {
			break
		}
		p.newlines()
	}
	p.next(tokenEsac)
}

func (p *shellParser) ifClause(c *shellCommand) {
	p.next(tokenIf)
	for {
		c.body = append(c.body, p.compoundList()...)
		p.next(tokenThen)
		c.body = append(c.body, p.compoundList()...)
		if !p.accept(tokenElif) {
			break
		}
	}
	if p.accept(tokenElse) {
		c.body = append(c.body, p.compoundList()...)
	}
	p.next(tokenFi)
}

func (p *shellParser) function() *shellCommand {
	c := &shellCommand{defines: p.next(tokenWord).text}
	p.next(tokenOpen)
	p.next(tokenClose)
	p.newlines()
	body := p.compound()
	if body == nil {
		panic(p.unexpected())
	}
	if startsRedirection(p.peek()) {
		for startsRedirection(p.peek()) {
			p.redirection()
		}
		panic(p.unsupported("functions redirections lists are not implemented"))
	}
	c.body = []*shellCommand{body}
	return c
}

func (p *shellParser) simple() *shellCommand {
	c := &shellCommand{}
	var assigns []shellWord
	named, first := false, true
	for ; ; first = false {
		k := p.peek()
		switch {
		case startsRedirection(k):
			p.redirection()
		case k == tokenAssignment && !named:
			t := p.next(tokenAssignment)
			_, value, _ := strings.Cut(t.text, "=")
			assigns = append(assigns, shellWord{wordAssign, value, t.pos})
		case !named && (k == tokenWord || k == tokenFi && !first):
			t := p.next(tokenWord, tokenFi)
			c.words = append(c.words, shellWord{wordName, t.text, t.pos})
			named = true
		case named && argument(k):
			t := p.next(k)
			c.words = append(c.words, shellWord{wordPlain, t.text, t.pos})
		case first:
			panic(p.unexpected())
		default:
			c.words = append(c.words, assigns...)
			return c
		}
	}
}

// argument reports whether a token can be a command's argument.
func argument(k tokenKind) bool {
	switch k {
	case tokenWord, tokenFi, tokenFor, tokenDone, tokenDo, tokenUntil, tokenAssignment, tokenIf, tokenThen, tokenBang:
		return true
	}
	return false
}

func (p *shellParser) redirection() {
	p.accept(tokenIONumber)
	switch t := p.tokens[min(p.i, len(p.tokens)-1)]; {
	case p.i >= len(p.tokens) || !startsRedirection(t.kind) || t.kind == tokenIONumber:
		panic(p.unexpected())
	case t.kind == tokenHere || t.kind == tokenHereTabs:
		p.i++
		p.next(tokenHereName)
	default:
		p.i++
	}
	p.next(tokenWord)
}
