package feature

import (
	"slices"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lsp/internal/protocol"
)

// Diagnose returns what is wrong with the document: its syntax, and what its evaluation complains of in it.
func Diagnose(r *Request) ([]*diag.Diagnostic, error) {
	if !r.Doc.Metadata {
		return nil, nil
	}
	list := slices.Clone(lint.Syntax(r.Doc.Tree()))
	if r.Doc.Tree().Failed() {
		return list, nil
	}
	c, err := r.Snapshot.Context(r, r.Doc)
	if err != nil {
		return list, r.Err()
	}
	found := c.Workspace.Diags
	if c.Recipe != nil {
		found = c.Recipe.Diags
	}
	for _, d := range found {
		if d.File != nil && d.File.Name() == r.Doc.Path {
			list = append(list, d)
		}
	}
	return list, nil
}

// Diagnostic returns a diagnostic as the protocol has it.
func (c *Client) Diagnostic(d *diag.Diagnostic) protocol.Diagnostic {
	out := protocol.Diagnostic{
		Range: c.Mapper(d.File).Range(d.Span), Severity: protocol.DiagnosticSeverity(d.Severity) + 1, Code: d.Code.ID, Source: "knead",
		Message: d.Message, CodeDescription: &protocol.CodeDescription{Href: protocol.URI(d.Code.URL())},
	}
	for _, x := range d.Related {
		if loc, ok := c.Location(x.Place); ok {
			out.RelatedInformation = append(out.RelatedInformation, protocol.DiagnosticRelatedInformation{Location: loc, Message: x.Message})
		}
	}
	return out
}
