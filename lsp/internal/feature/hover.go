package feature

import (
	"errors"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/lsp/internal/protocol"
	"github.com/knead-build/knead/lsp/internal/snapshot"
)

// Hover tells about what stands at the position.
func Hover(r *Request, _ *protocol.HoverParams) (*protocol.Hover, error) {
	t := r.Target()
	text, err := r.about(t)
	if err != nil || text == "" {
		return nil, err
	}
	span := r.Range(t.Span)
	return &protocol.Hover{Contents: protocol.MarkupContent{Kind: protocol.MarkupKindMarkdown, Value: text}, Range: &span}, nil
}

// about returns what is known of a target, as Markdown.
func (r *Request) about(t Target) (string, error) {
	switch t.Kind {
	case Variable, Command:
		return r.page(func(p *page) { p.variable(t) })
	case Flag:
		return r.page(func(p *page) { p.flag(t.Of, t.Name) })
	case Override:
		return r.page(func(p *page) { p.override(t.Name) })
	case Operator, Keyword:
		return r.page(func(p *page) { p.word(t) })
	case Class, Include:
		return r.aboutFiles(t)
	case Task:
		return r.aboutTask(t)
	case Word:
		return r.aboutWord(t)
	case Parameter:
		return r.page(func(p *page) { p.parameter(t) })
	case Python:
		return r.aboutPython(t.Name)
	}
	return "", nil
}

// page has write make a page with what is evaluated at the document, if anything is.
func (r *Request) page(write func(*page)) (string, error) {
	p := &page{r: r}
	err := r.Read(func(c *snapshot.Context, s eval.Scope) {
		p.c, p.s = c, s
		write(p)
	})
	if p.c == nil && (err == nil || errors.Is(err, snapshot.ErrNoBuild)) {
		write(p)
		err = nil
	}
	return p.String(), err
}
