package feature

import (
	"cmp"
	"hash/fnv"
	"slices"
	"strconv"

	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/source"
	"github.com/knead-build/knead/lsp/internal/protocol"
)

// tokenType is an index in tokenTypes.
type tokenType uint32

const (
	tokKeyword  tokenType = iota // directives, and the keywords of embedded code
	tokVariable                  // a variable's name
	tokFlag                      // a flag
	tokFunction                  // a function or task
	tokMethod                    // what is called of an object
	tokClass                     // a class that is inherited
	tokFile                      // a file that is included
	tokMacro                     // a reference: ${NAME}
	tokModifier                  // append, prepend, remove
	tokOverride                  // an override
	tokOperator
	tokString
	tokComment
	tokParameter
	tokNumber
)

var tokenTypes = []protocol.SemanticTokenTypes{
	protocol.SemanticTokenTypesKeyword, protocol.SemanticTokenTypesVariable, protocol.SemanticTokenTypesProperty,
	protocol.SemanticTokenTypesFunction, protocol.SemanticTokenTypesMethod, protocol.SemanticTokenTypesClass,
	protocol.SemanticTokenTypesNamespace, protocol.SemanticTokenTypesMacro, protocol.SemanticTokenTypesModifier,
	protocol.SemanticTokenTypesEnumMember, protocol.SemanticTokenTypesOperator, protocol.SemanticTokenTypesString,
	protocol.SemanticTokenTypesComment, protocol.SemanticTokenTypesParameter, protocol.SemanticTokenTypesNumber,
}

// tokenModifiers are the protocol's, and one of our own: inactive is what no override that holds here reaches.
var tokenModifiers = []protocol.SemanticTokenModifiers{
	protocol.SemanticTokenModifiersDefinition, protocol.SemanticTokenModifiersModification, "inactive",
}

const (
	modDefinition uint32 = 1 << iota
	modModification
	modInactive
)

// TokensLegend returns the types and modifiers of tokens.
func TokensLegend() protocol.SemanticTokensLegend {
	var l protocol.SemanticTokensLegend
	for _, t := range tokenTypes {
		l.TokenTypes = append(l.TokenTypes, string(t))
	}
	for _, m := range tokenModifiers {
		l.TokenModifiers = append(l.TokenModifiers, string(m))
	}
	return l
}

// SemanticTokensFull returns the tokens of a document.
func SemanticTokensFull(r *Request, _ *protocol.SemanticTokensParams) (*protocol.SemanticTokens, error) {
	data := r.tokens(source.Span{End: r.Doc.Len()})
	return &protocol.SemanticTokens{ResultID: tokensID(data), Data: data}, nil
}

// SemanticTokensRange returns the tokens of a part of a document.
func SemanticTokensRange(r *Request, p *protocol.SemanticTokensRangeParams) (*protocol.SemanticTokens, error) {
	return &protocol.SemanticTokens{Data: r.tokens(r.Client.Mapper(r.Doc.File).Span(p.Range))}, nil
}

// SemanticTokensDelta returns what is different from the tokens that the client has. Those are not kept: their id tells their
// number and beginning, and where that does not help, all are sent.
func SemanticTokensDelta(r *Request, p *protocol.SemanticTokensDeltaParams) (any, error) {
	data := r.tokens(source.Span{End: r.Doc.Len()})
	id := tokensID(data)
	if id == p.PreviousResultID {
		return &protocol.SemanticTokensDelta{ResultID: id, Edits: []protocol.SemanticTokensEdit{}}, nil
	}
	return &protocol.SemanticTokens{ResultID: id, Data: data}, nil
}

func tokensID(data []uint32) string {
	h := fnv.New64a()
	for _, x := range data {
		_, _ = h.Write([]byte{byte(x), byte(x >> 8), byte(x >> 16), byte(x >> 24)})
	}
	return strconv.FormatUint(h.Sum64(), 36)
}

// painter gives each byte of a document the token that it belongs to. What is painted later lies above what was before.
type painter struct {
	doc    *source.File
	tokens []token
	at     []int32 // by byte: the token's number plus one
}

type token struct {
	typ  tokenType
	mods uint32
}

func (p *painter) paint(span source.Span, typ tokenType, mods uint32) {
	p.tokens = append(p.tokens, token{typ, mods})
	for i := span.Start; i < min(span.End, p.doc.Len()); i++ {
		p.at[i] = int32(len(p.tokens))
	}
}

// clear takes away what was painted.
func (p *painter) clear(span source.Span) {
	clear(p.at[min(span.Start, p.doc.Len()):min(span.End, p.doc.Len())])
}

// text paints a piece of a statement's text, which may have continuation lines in between.
func (p *painter) text(t bitbake.Text, i, j int, typ tokenType, mods uint32) {
	if i = max(i, 0); i < min(j, len(t.Value)) {
		p.paint(t.Sub(i, min(j, len(t.Value))).Span, typ, mods)
	}
}

// encode returns the tokens within a span as the protocol has them: five numbers for each, within one line.
func (p *painter) encode(m protocol.Mapper, within source.Span) []uint32 {
	out := []uint32{}
	var line, column uint32
	text := p.doc.Text()
	for i := within.Start; i < within.End; {
		t := p.at[i]
		j := i + 1
		for j < within.End && p.at[j] == t && text[j-1] != '\n' {
			j++
		}
		span := source.Span{Start: i, End: j}
		for span.End > span.Start && (text[span.End-1] == '\n' || text[span.End-1] == '\r') {
			span.End--
		}
		if t != 0 && span.Len() > 0 {
			at := m.Range(span)
			if at.Start.Line != line {
				column = 0
			}
			x := p.tokens[t-1]
			out = append(out, at.Start.Line-line, at.Start.Character-column, at.End.Character-at.Start.Character, uint32(x.typ), x.mods)
			line, column = at.Start.Line, at.Start.Character
		}
		i = j
	}
	return out
}

// tokens returns the tokens of the document within a span.
func (r *Request) tokens(within source.Span) []uint32 {
	if !r.Doc.Metadata {
		return []uint32{}
	}
	p := &painter{doc: r.Doc.File, at: make([]int32, r.Doc.Len())}
	inactive := r.inactive()
	stmts := r.Doc.Tree().Stmts
	first, _ := slices.BinarySearchFunc(stmts, within.Start, func(s bitbake.Stmt, pos source.Pos) int { return cmp.Compare(s.Span().End, pos+1) })
	for _, stmt := range stmts[first:] {
		if stmt.Span().Start >= within.End || r.Err() != nil {
			break
		}
		p.statement(stmt, inactive)
	}
	return p.encode(r.Client.Mapper(r.Doc.File), within)
}
