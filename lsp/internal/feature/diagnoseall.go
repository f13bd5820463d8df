package feature

import (
	"maps"
	"slices"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lsp/internal/protocol"
)

// partSize is how many files' diagnostics are sent together where the client takes them in parts.
const partSize = 100

// WorkspaceDiagnostic returns what the last check of everything has found, and what is to say of open documents. It sends it in parts
// where the client asks for that. Of a file that it told of, and that has nothing wrong any more, it says so once.
func WorkspaceDiagnostic(r *Request, p *protocol.WorkspaceDiagnosticParams) (protocol.WorkspaceDiagnosticReport, error) {
	before := map[string]string{}
	for _, x := range p.PreviousResultIds {
		before[x.URI.Path()] = x.Value
	}
	found := map[string][]*lint.Finding{}
	for _, b := range r.Builds {
		if w := b.Whole(); w != nil {
			maps.Copy(found, w.Findings)
		}
	}
	for p := range before {
		if found[p] == nil {
			found[p] = nil // it has to be told that there is nothing
		}
	}
	for p := range r.Docs {
		found[p] = nil
	}
	report := protocol.WorkspaceDiagnosticReport{Items: []protocol.WorkspaceDocumentDiagnosticReport{}}
	for _, path := range slices.Sorted(maps.Keys(found)) {
		if !isFile(path) {
			continue
		}
		item, err := r.workspaceItem(path, found[path], before[path])
		if err != nil {
			return report, err
		}
		report.Items = append(report.Items, item)
		if p.PartialResultToken != nil && len(report.Items) == partSize {
			r.Client.Notify("$/progress", protocol.ProgressParams{Token: p.PartialResultToken, Value: report})
			report.Items = report.Items[:0:0]
		}
	}
	if p.PartialResultToken != nil && len(report.Items) > 0 {
		r.Client.Notify("$/progress", protocol.ProgressParams{Token: p.PartialResultToken, Value: report})
		report.Items = []protocol.WorkspaceDocumentDiagnosticReport{}
	}
	return report, nil
}

// workspaceItem is what is to say of one file.
func (r *Request) workspaceItem(path string, found []*lint.Finding, before string) (protocol.WorkspaceDocumentDiagnosticReport, error) {
	out := protocol.WorkspaceDocumentDiagnosticReport{URI: protocol.FileURI(path), Kind: fullReport}
	if doc := r.Docs[path]; doc != nil {
		d, err := r.Snapshot.Diagnose(r, doc)
		if err != nil {
			return out, err
		}
		found, out.Version = d.Findings, &doc.Version
	}
	out.Items = r.Client.Diagnostics(found)
	if out.ResultID = resultID(out.Items); out.ResultID == before {
		out.Kind, out.Items = unchangedReport, nil
	}
	return out, nil
}
