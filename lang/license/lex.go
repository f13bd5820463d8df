package license

import (
	"io"
	"regexp"
	"strings"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/knead-build/knead/lang/source"
)

// The kinds of tokens.
const (
	tokenName = lexer.EOF - 1 - iota
	tokenAnd
	tokenOr
	tokenWith
	tokenNot
	tokenPlus
	tokenOpen
	tokenClose
)

// words are the operators of SPDX, which are written in capitals.
var words = map[string]lexer.TokenType{"AND": tokenAnd, "OR": tokenOr, "WITH": tokenWith, "NOT": tokenNot}

// marks are tokens that are one character.
var marks = map[byte]lexer.TokenType{'(': tokenOpen, ')': tokenClose, '&': tokenAnd, '|': tokenOr, '+': tokenPlus}

// symbols tells participle what the kinds of tokens are called. The tokens themselves are made before.
type symbols struct{}

func (symbols) Symbols() map[string]lexer.TokenType {
	return map[string]lexer.TokenType{"EOF": lexer.EOF, "Name": tokenName, "And": tokenAnd, "Or": tokenOr, "With": tokenWith,
		"Open": tokenOpen, "Close": tokenClose}
}

func (symbols) Lex(string, io.Reader) (lexer.Lexer, error) { return &tokens{}, nil }

// tokens is a list of tokens that is read once.
type tokens struct {
	list []lexer.Token
	next int
}

func (t *tokens) Next() (lexer.Token, error) {
	if t.next == len(t.list) {
		return lexer.EOFToken(lexer.Position{}), nil
	}
	t.next++
	return t.list[t.next-1], nil
}

func (t *tokens) add(kind lexer.TokenType, text string, start, end int) {
	t.list = append(t.list, lexer.Token{Type: kind, Value: text[start:end], Pos: lexer.Position{Offset: start}})
}

func spanOf(t lexer.Token) source.Span {
	return source.Span{Start: source.Pos(t.Pos.Offset), End: source.Pos(t.Pos.Offset + len(t.Value))}
}

// tokenize returns the tokens of a text. One "&" without a text stands before each name of the older dialect that follows a
// name.
func (p *parser) tokenize() *tokens {
	blanks, single := " \t\n\r", "()&|+"
	switch p.dialect {
	case Old:
		blanks, single = " ", "()&|" // a tab belongs to the name
	case SPDX:
		single = "()+"
	}
	out := &tokens{}
	for i := 0; i < len(p.text); {
		c := p.text[i]
		if strings.IndexByte(blanks, c) >= 0 {
			i++
			continue
		}
		if strings.IndexByte(single, c) >= 0 {
			out.add(marks[c], p.text, i, i+1)
			i++
			continue
		}
		end := i + 1
		for end < len(p.text) && strings.IndexByte(blanks+single, p.text[end]) < 0 {
			end++
		}
		start := i
		i = end
		if p.dialect == Old {
			p.oldName(out, start, end)
			continue
		}
		kind, reserved := words[p.text[start:end]]
		if !reserved {
			kind = tokenName
			if end < len(p.text) && p.text[end] == '+' { // belongs to the name in front of it
				end++
			}
		}
		out.add(kind, p.text, start, end)
		i = end
	}
	return out
}

// oldNames are the names that the older dialect knows.
var oldNames = regexp.MustCompile(`^[a-zA-Z0-9.+_\-]+$`)

func (p *parser) oldName(out *tokens, start, end int) {
	name := p.text[start:end]
	if strings.TrimSpace(name) == "" { // a tab or a newline between blanks
		return
	}
	span := source.Span{Start: source.Pos(start), End: source.Pos(end)}
	if !oldNames.MatchString(name) {
		err := errorAt(span, "%q is no name of a licence: it has characters other than letters, digits, '.', '+', '_' and '-'", name)
		p.faults = append(p.faults, err)
		if p.invalid == nil {
			p.invalid = err
		}
	} else if n := len(out.list); n > 0 && out.list[n-1].Type == tokenName && oldNames.MatchString(out.list[n-1].Value) {
		p.faults = append(p.faults, p.missing(span, name))
		out.add(tokenAnd, p.text, start, start)
	}
	out.add(tokenName, p.text, start, end)
}
