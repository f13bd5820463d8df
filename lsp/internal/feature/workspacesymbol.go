package feature

import (
	"strings"

	"github.com/knead-build/knead/lsp/internal/protocol"
)

// WorkspaceSymbol returns the recipes whose name has the query in it.
func WorkspaceSymbol(r *Request, p *protocol.WorkspaceSymbolParams) ([]protocol.WorkspaceSymbol, error) {
	out := []protocol.WorkspaceSymbol{}
	for _, b := range r.Builds {
		l := b.Wait(r)
		if l == nil {
			continue
		}
		for _, v := range l.Variants() {
			if strings.Contains(strings.ToLower(v.PN), strings.ToLower(p.Query)) {
				out = append(out, protocol.WorkspaceSymbol{
					Name: v.PN, Kind: protocol.SymbolKindPackage, ContainerName: v.Layer, Location: protocol.Location{URI: protocol.FileURI(v.File)},
				})
			}
		}
	}
	return out, nil
}
