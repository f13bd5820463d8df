package codeparser

import (
	"strings"
)

// tokenKind is what a token of a shell text is to BitBake. The names are those of its messages.
type tokenKind string

// The kinds of tokens. Reserved words are that wherever they stand.
const (
	tokenWord       tokenKind = "TOKEN"
	tokenNewline    tokenKind = "NEWLINE"
	tokenIONumber   tokenKind = "IO_NUMBER"
	tokenAssignment tokenKind = "ASSIGNMENT_WORD"
	tokenHereName   tokenKind = "HERENAME"
	tokenPipe       tokenKind = "PIPE"
	tokenAndIf      tokenKind = "AND_IF"
	tokenOrIf       tokenKind = "OR_IF"
	tokenCaseEnd    tokenKind = "DSEMI"
	tokenHere       tokenKind = "DLESS"
	tokenHereTabs   tokenKind = "DLESSDASH"
	tokenAmpersand  tokenKind = "AMP"
	tokenSemicolon  tokenKind = "COMMA"
	tokenOpen       tokenKind = "LPARENS"
	tokenClose      tokenKind = "RPARENS"
	tokenIf         tokenKind = "If"
	tokenThen       tokenKind = "Then"
	tokenElse       tokenKind = "Else"
	tokenElif       tokenKind = "Elif"
	tokenFi         tokenKind = "Fi"
	tokenDo         tokenKind = "Do"
	tokenDone       tokenKind = "Done"
	tokenCase       tokenKind = "Case"
	tokenEsac       tokenKind = "Esac"
	tokenWhile      tokenKind = "While"
	tokenUntil      tokenKind = "Until"
	tokenFor        tokenKind = "For"
	tokenLbrace     tokenKind = "Lbrace"
	tokenRbrace     tokenKind = "Rbrace"
	tokenBang       tokenKind = "Bang"
	tokenIn         tokenKind = "In"

	kindOperator tokenKind = "OP"      // while it is read
	kindComment  tokenKind = "COMMENT" // never handed on
)

var shellOperators = map[string]tokenKind{
	"&&": tokenAndIf, "||": tokenOrIf, ";;": tokenCaseEnd, "<<": tokenHere, "<<-": tokenHereTabs, "&": tokenAmpersand,
	";": tokenSemicolon, "(": tokenOpen, ")": tokenClose, ">>": "DGREAT", "<&": "LESSAND", ">&": "GREATAND", "<>": "LESSGREAT",
	">|": "CLOBBER", "<": "LESS", ">": "GREATER",
}

var shellReserved = map[string]tokenKind{
	"if": tokenIf, "then": tokenThen, "else": tokenElse, "elif": tokenElif, "fi": tokenFi, "do": tokenDo, "done": tokenDone,
	"case": tokenCase, "esac": tokenEsac, "while": tokenWhile, "until": tokenUntil, "for": tokenFor, "{": tokenLbrace,
	"}": tokenRbrace, "!": tokenBang, "in": tokenIn, "|": tokenPipe,
}

// operatorPart reports whether a text is the beginning of an operator.
func operatorPart(s string) bool {
	switch s {
	case "&", "&&", "|", "||", ";", ";;", "<", "<<", "<<-", "<&", "<>", ">", ">>", ">&", ">|", "(", ")":
		return true
	}
	return false
}

// shellToken is a token and where it begins.
type shellToken struct {
	kind tokenKind
	text string
	pos  int
}

// heldToken is one that waits behind a here-document's operator for the document, with what ended it.
type heldToken struct {
	shellToken
	end string
}

type shellLexer struct {
	text string
	i    int
	out  []shellToken

	token string
	kind  tokenKind
	start int

	hereOp   string // "<<" or "<<-", once that was read
	hereName *string
	held     []heldToken
	document bool // a here-document begins here
	// sinceFor counts the tokens since "for" and "case": only the third can be "in". 0: there is none.
	sinceFor int
}

// lexShell splits a shell text into tokens as BitBake does.
func lexShell(text string) ([]shellToken, *ShellError) {
	l := &shellLexer{text: text, kind: tokenWord}
	for {
		var err *ShellError
		switch {
		case l.document:
			err = l.hereDocument()
		case l.i >= len(text):
			if err = l.push(""); err == nil && l.hereOp != "" {
				err = syntaxError(l.i, "missing here-document delimiter")
			}
			return l.out, err
		default:
			err = l.step()
		}
		if err != nil {
			return nil, err
		}
	}
}

// step reads a character, a quoted part, an operator or a comment.
func (l *shellLexer) step() *ShellError {
	c := l.text[l.i]
	switch {
	case c == '\n':
		if err := l.push("\n"); err != nil {
			return err
		}
		l.token, l.kind, l.start = "\n", tokenNewline, l.i
		err := l.push("")
		l.i++
		return err
	case strings.IndexByte("\\'\"`$", c) >= 0:
		l.begin()
		w := &wordLexer{text: l.text, i: l.i}
		n, err := w.node("", 0)
		if err != nil {
			return err
		}
		var b strings.Builder
		n.text(&b)
		l.token += b.String()
		l.i = w.i
		return nil
	case operatorPart(string(c)):
		return l.operator()
	case c == ' ' || c == '\t':
		err := l.push(string(c))
		l.i++
		return err
	case l.token == "" && c == '#':
		end := strings.IndexByte(l.text[l.i:], '\n')
		if end < 0 && l.i+1 < len(l.text) {
			return &ShellError{Class: classNeedMore, Pos: l.i} // a comment that is not empty must end in a newline
		}
		if end < 0 {
			end = 1
		}
		l.i += end
		return nil
	}
	l.begin()
	end := l.i + 1
	for end < len(l.text) && strings.IndexByte("\n\\'\"`$&|;<>() \t", l.text[end]) < 0 {
		end++
	}
	l.token += l.text[l.i:end]
	l.i = end
	return nil
}

// begin notes where a token begins.
func (l *shellLexer) begin() {
	if l.token == "" {
		l.start = l.i
	}
}

func (l *shellLexer) operator() *ShellError {
	if err := l.push(l.text[l.i : l.i+1]); err != nil {
		return err
	}
	end := l.i + 1
	for end < len(l.text) && operatorPart(l.text[l.i:end+1]) {
		end++
	}
	l.token, l.kind, l.start = l.text[l.i:end], kindOperator, l.i
	l.i = end
	next := ""
	if end < len(l.text) {
		next = l.text[end : end+1]
	}
	return l.push(next)
}

// push ends a token. end is the character that ends it, "" for none.
func (l *shellLexer) push(end string) *ShellError {
	if l.token == "" {
		return nil
	}
	switch {
	case l.hereOp != "" && l.hereName == nil:
		if l.kind != tokenWord {
			return syntaxError(l.start, "expecting here-document name, got '%s'", l.token)
		}
		tree, err := splitWord(l.token)
		if err != nil {
			err.Pos = l.start
			return err
		}
		var b strings.Builder
		tree.unquoted(&b)
		name := b.String()
		l.hereName, l.kind = &name, tokenHereName
	case l.hereOp != "":
		l.document = l.document || l.kind == tokenNewline
		l.held = append(l.held, heldToken{shellToken{l.kind, l.token, l.start}, end})
		l.token, l.kind = "", tokenWord
		return nil
	}
	if err := l.classify(end); err != nil {
		return err
	}
	if l.sinceFor > 0 {
		if l.sinceFor++; l.sinceFor > 3 {
			l.sinceFor = 0
		}
	}
	l.out = append(l.out, shellToken{l.kind, l.token, l.start})
	l.token, l.kind = "", tokenWord
	return nil
}

// classify finds out what kind of token was read.
func (l *shellLexer) classify(end string) *ShellError {
	if l.kind == kindOperator {
		l.kind = tokenWord
		if op, ok := shellOperators[l.token]; ok {
			l.kind = op
			if op == tokenHere || op == tokenHereTabs {
				l.hereOp = l.token
			}
		}
	}
	if l.kind != tokenWord {
		return nil
	}
	if name, _, ok := strings.Cut(l.token, "="); ok && end == "" {
		// only at the end of the text; else it stays a word
		if allBytes(name, nameByte) {
			l.kind = tokenAssignment
		}
		return nil
	}
	kind, reserved := shellReserved[l.token]
	switch {
	case reserved && kind == tokenIn && l.sinceFor != 3:
	case reserved:
		l.kind = kind
		if kind == tokenFor || kind == tokenCase {
			l.sinceFor = 1
		}
	case (end == "<" || end == ">") && allBytes(l.token, func(c byte) bool { return c >= '0' && c <= '9' }):
		l.kind = tokenIONumber
	}
	return nil
}

func allBytes(s string, is func(c byte) bool) bool {
	for i := range len(s) {
		if !is(s[i]) {
			return false
		}
	}
	return s != ""
}

// hereDocument reads the document and hands on the tokens that waited for it.
func (l *shellLexer) hereDocument() *ShellError {
	if l.i >= len(l.text) {
		return &ShellError{"UnboundLocalError", "cannot access local variable 'input' where it is not associated with a value", l.i}
	}
	if *l.hereName == "" {
		return syntaxError(l.i, "invalid here document delimiter %s", *l.hereName)
	}
	start := l.i
	var doc strings.Builder
	for {
		line, eol := l.hereLine()
		if l.hereOp == "<<-" {
			line = strings.TrimLeft(line, "\t")
		}
		if line == *l.hereName {
			break
		}
		doc.WriteString(line + eol)
		if eol == "" {
			break
		}
	}
	held := append([]heldToken{{shellToken{tokenWord, doc.String(), start}, *l.hereName}}, l.held...)
	l.hereOp, l.hereName, l.held, l.document = "", nil, nil, false
	for _, t := range held {
		l.token, l.kind, l.start = t.text, t.kind, t.pos
		if err := l.push(t.end); err != nil {
			return err
		}
	}
	return nil
}

// hereLine reads a line up to a newline that is not escaped.
func (l *shellLexer) hereLine() (line, eol string) {
	rest := l.text[l.i:]
	for i := 0; i < len(rest); i++ {
		switch rest[i] {
		case '\\':
			i++
		case '\n':
			l.i += i + 1
			return rest[:i], "\n"
		}
	}
	l.i = len(l.text)
	return rest, ""
}
