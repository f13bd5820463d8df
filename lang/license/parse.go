package license

import (
	"errors"
	"regexp"
	"strings"

	"github.com/alecthomas/participle/v2"
	"github.com/alecthomas/participle/v2/lexer"

	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
)

// The grammar is that of both dialects and a little more, so that what only one of them has, or none, can be named: check
// refuses it.
type (
	orNode struct {
		X    *andNode  `parser:"@@"`
		Rest []*orRest `parser:"@@*"`
	}
	orRest struct {
		Op lexer.Token `parser:"@Or"`
		Y  *andNode    `parser:"@@"`
	}
	andNode struct {
		X    *itemNode  `parser:"@@"`
		Rest []*andRest `parser:"@@*"`
	}
	andRest struct {
		Op lexer.Token `parser:"@And"`
		Y  *itemNode   `parser:"@@"`
	}
	itemNode struct {
		Name  *lexer.Token `parser:"(  @Name"`
		Group *groupNode   `parser:" | @@ )"`
		Rest  []*itemRest  `parser:"@@*"`
	}
	itemRest struct {
		Op        *lexer.Token `parser:"  @With"`
		Exception *lexer.Token `parser:"  @Name"`
		Group     *groupNode   `parser:"| @@"`
	}
	groupNode struct {
		Open  lexer.Token `parser:"@Open"`
		X     *orNode     `parser:"@@?"`
		Close lexer.Token `parser:"@Close"`
	}
)

var grammar = participle.MustBuild[orNode](participle.Lexer(symbols{}))

type parser struct {
	text    string
	dialect Dialect
	list    *List
	refused *Error // what is SPDX and refused all the same

	faults  []*Error // of the older dialect's names
	invalid *Error   // the first of them that is no name at all
}

func (p *parser) parse() (Expr, error) {
	toks := p.tokenize()
	if p.invalid != nil {
		return nil, p.invalid
	}
	if len(toks.list) == 0 {
		if p.dialect == Old {
			return nil, nil
		}
		return nil, errorAt(source.Span{End: source.Pos(len(p.text))}, "there is no licence")
	}
	if err := brackets(toks.list); err != nil {
		return nil, err
	}
	peeking, err := lexer.Upgrade(&tokens{list: toks.list})
	if err != nil {
		return nil, err
	}
	tree, err := grammar.ParseFromLexer(peeking)
	if unexpected := (*participle.UnexpectedTokenError)(nil); errors.As(err, &unexpected) {
		return nil, p.unexpected(toks.list, unexpected.Unexpected)
	} else if err != nil {
		return nil, err
	}
	e, err := p.or(tree)
	if err != nil {
		return nil, err
	}
	if p.dialect != Old && len(toks.list) > 1 {
		err = strayException(e)
	}
	return e, err
}

// brackets returns an error for brackets that do not match.
func brackets(list []lexer.Token) error {
	var open []lexer.Token
	for _, t := range list {
		switch t.Type {
		case tokenOpen:
			open = append(open, t)
			if len(open) > MaxDepth {
				return errorAt(spanOf(t), "brackets are nested more than %d deep", MaxDepth)
			}
		case tokenClose:
			if len(open) == 0 {
				return errorAt(spanOf(t), "')' has no '(' in front of it")
			}
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 {
		return errorAt(spanOf(open[len(open)-1]), "'(' has no ')' behind it")
	}
	return nil
}

// unexpected says what is wrong where the grammar does not go on.
func (p *parser) unexpected(list []lexer.Token, t lexer.Token) error {
	var before *lexer.Token
	for i := range list {
		if t.EOF() || list[i].Pos.Offset < t.Pos.Offset {
			before = &list[i]
		}
	}
	operator := func(t lexer.Token) bool { return t.Type == tokenAnd || t.Type == tokenOr || t.Type == tokenWith }
	switch {
	case t.Type == tokenNot:
		return errorAt(spanOf(t), "NOT has no meaning in a licence")
	case t.Type == tokenPlus:
		return errorAt(spanOf(t), "'+' does not stand right behind a licence's name")
	case before != nil && operator(*before):
		what := "a licence"
		if before.Type == tokenWith {
			what = "an exception"
		}
		return errorAt(spanOf(*before), "'%s' has not got %s behind it", before.Value, what)
	case operator(t):
		return errorAt(spanOf(t), "'%s' has not got a licence in front of it", t.Value)
	}
	return p.missing(spanOf(t), t.Value)
}

// missing is the error for two licences without an operator between them.
func (p *parser) missing(at source.Span, text string) *Error {
	if p.dialect == Old {
		return errorAt(at, "there is no & or | in front of '%s'", text)
	}
	if word := strings.ToUpper(text); words[word] != 0 {
		return errorAt(at, "'%s' is written in capitals: %s", text, word)
	}
	return errorAt(at, "there is no AND or OR in front of '%s'", text)
}

func (p *parser) or(n *orNode) (Expr, error) {
	x, err := p.and(n.X)
	for _, r := range n.Rest {
		if err != nil {
			return nil, err
		}
		var y Expr
		y, err = p.and(r.Y)
		x = &Or{x, y, spanOf(r.Op)}
	}
	return x, err
}

func (p *parser) and(n *andNode) (Expr, error) {
	x, err := p.item(n.X)
	for _, r := range n.Rest {
		if err != nil {
			return nil, err
		}
		var y Expr
		y, err = p.item(r.Y)
		x = &And{x, y, spanOf(r.Op)}
	}
	return x, err
}

func (p *parser) item(n *itemNode) (Expr, error) {
	var x Expr
	var err error
	if n.Name != nil {
		x, err = p.name(*n.Name)
	} else {
		x, err = p.group(n.Group)
	}
	for _, r := range n.Rest {
		if err != nil {
			return nil, err
		}
		if r.Group == nil {
			x, err = p.with(x, *r.Op, *r.Exception)
			continue
		}
		if p.dialect != Old {
			return nil, p.missing(spanOf(r.Group.Open), "(")
		}
		var y Expr
		y, err = p.group(r.Group)
		x = &And{x, y, source.At(source.Pos(r.Group.Open.Pos.Offset))}
	}
	return x, err
}

func (p *parser) group(n *groupNode) (Expr, error) {
	g := &Group{At: spanOf(n.Open).Union(spanOf(n.Close))}
	if n.X == nil {
		if p.dialect != Old {
			return nil, errorAt(g.At, "there is no licence in the brackets")
		}
		return g, nil
	}
	var err error
	g.X, err = p.or(n.X)
	return g, err
}

func (p *parser) with(x Expr, op, t lexer.Token) (Expr, error) {
	id, ok := x.(*ID)
	if !ok || id.Kind == Exception {
		return nil, errorAt(x.Span(), "WITH has something else than a licence in front of it")
	}
	name := &ID{At: spanOf(t)}
	if entry := p.list.Exception(t.Value); entry != nil {
		name.Name, name.Kind = entry.ID, Exception
		return &With{id, name, spanOf(op)}, nil
	}
	return nil, errorAt(name.At, "'%s' is no exception that SPDX knows%s", t.Value, diag.Meant(p.list.SimilarExceptions(t.Value)))
}

// refs are the names of licences whose texts are with the metadata or the sources.
const refPrefix = "LicenseRef-"

var refs = regexp.MustCompile(`^(DocumentRef-[A-Za-z0-9.\-]+:)?` + refPrefix + `[A-Za-z0-9.\-]+$`)

func (p *parser) name(t lexer.Token) (Expr, error) {
	id := &ID{Name: t.Value, At: spanOf(t)}
	if p.dialect == Old {
		return id, nil
	}
	id.Name, id.Plus = strings.CutSuffix(t.Value, "+")
	if id.Plus && p.refused == nil {
		p.refused = errorAt(id.At, "'%s': OE-Core does not read '+' behind a licence's name", t.Value)
	}
	if entry := p.list.License(id.Name); entry != nil {
		id.Name, id.Kind = entry.ID, Listed
	} else if entry := p.list.Exception(id.Name); entry != nil {
		id.Name, id.Kind = entry.ID, Exception
	} else if refs.MatchString(id.Name) {
		id.Kind = Ref
	} else if p.dialect == SPDX {
		return nil, errorAt(id.At, "'%s' is no licence that SPDX knows%s", id.Name, diag.Meant(p.list.Similar(id.Name)))
	}
	return id, nil
}

// strayException returns an error for an exception that does not stand behind WITH. One that is the whole expression passes,
// as OE-Core's code lets it.
func strayException(e Expr) (err error) {
	Walk(e, func(e Expr) bool {
		if id, ok := e.(*ID); ok && id.Kind == Exception && err == nil {
			err = errorAt(id.At, "'%s' is an exception: it stands behind a licence and WITH", id.Name)
		}
		_, with := e.(*With)
		return !with
	})
	return err
}
