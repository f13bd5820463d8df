package feature

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lsp/internal/protocol"
)

// Diagnostics returns findings as the protocol has them.
func (c *Client) Diagnostics(list []*lint.Finding) []protocol.Diagnostic {
	out := make([]protocol.Diagnostic, 0, len(list))
	for _, f := range list {
		out = append(out, c.Diagnostic(f.Diagnostic))
	}
	return out
}

// Diagnostic returns a diagnostic as the protocol has it.
func (c *Client) Diagnostic(d *diag.Diagnostic) protocol.Diagnostic {
	out := protocol.Diagnostic{
		Range: c.Mapper(d.File).Range(d.Span), Severity: protocol.DiagnosticSeverity(d.Severity) + 1, Code: d.Code.ID, Source: "knead",
		Message: d.Message, CodeDescription: &protocol.CodeDescription{Href: protocol.URI(d.Code.URL())},
	}
	if d.Code.Tag != diag.Plain {
		out.Tags = []protocol.DiagnosticTag{protocol.DiagnosticTag(d.Code.Tag)}
	}
	for _, x := range d.Related {
		if loc, ok := c.Location(x.Place); ok {
			out.RelatedInformation = append(out.RelatedInformation, protocol.DiagnosticRelatedInformation{Location: loc, Message: x.Message})
		}
	}
	if len(d.Fixes) > 0 {
		titles := []string{}
		for _, f := range d.Fixes {
			titles = append(titles, f.Title)
		}
		out.Data = map[string]any{"fixes": titles}
	}
	return out
}

// Pulls reports whether the client asks for diagnostics itself.
func (c *Client) Pulls() bool { return c.TextDocument != nil && c.TextDocument.Diagnostic != nil }

// The kinds of reports.
const (
	fullReport      = "full"
	unchangedReport = "unchanged"
)

// Diagnostic returns what is to say of a document.
func Diagnostic(r *Request, p *protocol.DocumentDiagnosticParams) (any, error) {
	d, err := r.Snapshot.Diagnose(r, r.Doc)
	if err != nil {
		return nil, err
	}
	items := r.Client.Diagnostics(d.Findings)
	id := resultID(items)
	if id == p.PreviousResultID {
		return protocol.UnchangedDocumentDiagnosticReport{Kind: unchangedReport, ResultID: id}, nil
	}
	return protocol.FullDocumentDiagnosticReport{Kind: fullReport, ResultID: id, Items: items}, nil
}

// resultID is the same for the same diagnostics.
func resultID(items []protocol.Diagnostic) string {
	text, _ := json.Marshal(items) // they consist of nothing but texts and numbers
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:12])
}

// isFile reports whether a file's name is one on disk.
func isFile(name string) bool {
	return strings.HasPrefix(name, "/") || len(name) > 1 && name[1] == ':'
}
