package feature

import (
	"fmt"
	"strings"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/lsp/internal/protocol"
	"github.com/knead-build/knead/lsp/internal/snapshot"
)

// Hover tells about what stands at the position.
func Hover(r *Request, _ *protocol.HoverParams) (*protocol.Hover, error) {
	t := r.Target()
	if t.Kind != Variable {
		return nil, nil
	}
	var text string
	err := r.Read(func(c *snapshot.Context, s eval.Scope) {
		if v, err := s.Variable(t.Name); err == nil && v.Set {
			text = fmt.Sprintf("```bitbake\n%s = %q\n```\n", t.Name, v.Value) + historyText(s, t.Name)
		}
	})
	if err != nil || text == "" {
		return nil, err
	}
	span := r.Range(t.Span)
	return &protocol.Hover{Contents: protocol.MarkupContent{Kind: protocol.MarkupKindMarkdown, Value: text}, Range: &span}, nil
}

// historyText lists what was done to a variable, in order.
func historyText(s eval.Scope, name string) string {
	steps, err := s.Timeline(name)
	if err != nil {
		return ""
	}
	var b strings.Builder
	for _, x := range steps {
		if x.File == nil {
			continue
		}
		line := x.File.Line(x.Span.Start)
		mark := "won"
		if !x.Won {
			mark = "lost: " + x.Why
		}
		fmt.Fprintf(&b, "- [%s:%d](%s#L%d) `%s` %s\n", x.File.Name(), line, protocol.FileURI(x.File.Name()), line, x.Op, mark)
	}
	return b.String()
}
