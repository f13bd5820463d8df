package server

import (
	"encoding/json"
	"errors"
	"maps"
	"slices"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/knead-build/knead/lsp/internal/complete"
	"github.com/knead-build/knead/lsp/internal/feature"
	"github.com/knead-build/knead/lsp/internal/protocol"
	"github.com/knead-build/knead/lsp/internal/snapshot"
)

// request answers a request.
type request func(s *Server, r *feature.Request, params json.RawMessage) (any, error)

// requests are the requests that are answered, besides those of the lifecycle.
var requests = map[string]request{
	"callHierarchy/incomingCalls":            whole(feature.CallHierarchyIncoming),
	"callHierarchy/outgoingCalls":            whole(feature.CallHierarchyOutgoing),
	"typeHierarchy/subtypes":                 whole(feature.TypeHierarchySubtypes),
	"typeHierarchy/supertypes":               whole(feature.TypeHierarchySupertypes),
	"textDocument/prepareCallHierarchy":      at(feature.PrepareCallHierarchy),
	"textDocument/prepareTypeHierarchy":      at(feature.PrepareTypeHierarchy),
	"codeAction/resolve":                     whole(feature.ResolveCodeAction),
	"textDocument/codeAction":                at(feature.CodeAction),
	"textDocument/diagnostic":                at(feature.Diagnostic),
	"textDocument/documentSymbol":            at(feature.DocumentSymbol),
	"textDocument/formatting":                at(feature.Formatting),
	"textDocument/onTypeFormatting":          at(feature.OnTypeFormatting),
	"textDocument/rangeFormatting":           at(feature.RangeFormatting),
	"textDocument/foldingRange":              at(feature.FoldingRange),
	"textDocument/signatureHelp":             at(feature.SignatureHelp),
	"textDocument/hover":                     at(feature.Hover),
	"textDocument/selectionRange":            at(feature.SelectionRange),
	"textDocument/semanticTokens/full":       at(feature.SemanticTokensFull),
	"textDocument/semanticTokens/full/delta": at(feature.SemanticTokensDelta),
	"textDocument/semanticTokens/range":      at(feature.SemanticTokensRange),
	"workspace/diagnostic":                   whole(feature.WorkspaceDiagnostic),
	"workspace/executeCommand":               executeCommand,
	"workspace/symbol":                       whole(feature.WorkspaceSymbol),
	"textDocument/definition":                at(feature.Definition),
	"textDocument/declaration":               at(feature.Declaration),
	"textDocument/implementation":            at(feature.Implementation),
	"textDocument/documentLink":              at(feature.DocumentLink),
	"textDocument/prepareRename":             at(feature.PrepareRename),
	"textDocument/rename":                    at(feature.Rename),
	"workspace/willRenameFiles":              whole(feature.WillRenameFiles),
	"textDocument/references":                at(feature.References),
	"textDocument/documentHighlight":         at(feature.DocumentHighlight),
	"textDocument/completion":                at(complete.Completion),
	"textDocument/inlayHint":                 at(feature.InlayHint),
	"inlayHint/resolve":                      whole(feature.ResolveInlayHint),
	"textDocument/codeLens":                  at(feature.CodeLens),
	"codeLens/resolve":                       whole(feature.ResolveCodeLens),
	"completionItem/resolve":                 whole(complete.Resolve),
}

// at makes a request about a document, or a place in one, of a feature.
func at[P, R any](f func(*feature.Request, *P) (R, error)) request {
	return func(s *Server, r *feature.Request, params json.RawMessage) (any, error) {
		var where struct {
			TextDocument protocol.TextDocumentIdentifier
			Position     *protocol.Position
		}
		p := new(P)
		if err := errors.Join(json.Unmarshal(params, &where), json.Unmarshal(params, p)); err != nil {
			return nil, invalid(err.Error())
		}
		if found, err := locate(r, where.TextDocument.URI, where.Position); !found {
			return nil, err
		}
		return quiet(f(r, p))
	}
}

// locate sets what a request is about. It is false for an untitled text, and for one that is not on this disk.
func locate(r *feature.Request, uri protocol.URI, position *protocol.Position) (found bool, err error) {
	path := uri.Path()
	if path == "" {
		return false, nil
	}
	if r.Doc = r.Document(path); r.Doc == nil {
		return false, invalid("there is no file " + path)
	}
	if position != nil {
		r.Pos = r.Client.Mapper(r.Doc.File).Offset(*position)
	}
	return true, nil
}

func invalid(message string) error {
	return &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidParams, Message: message}
}

// whole makes a request that is about no document of a feature.
func whole[P, R any](f func(*feature.Request, *P) (R, error)) request {
	return func(s *Server, r *feature.Request, params json.RawMessage) (any, error) {
		p := new(P)
		if err := json.Unmarshal(params, p); err != nil {
			return nil, invalid(err.Error())
		}
		return quiet(f(r, p))
	}
}

// quiet makes nothing of the error that a file belongs to no build: an editor shows errors each time.
func quiet[R any](result R, err error) (any, error) {
	if errors.Is(err, snapshot.ErrNoBuild) {
		return nil, nil
	}
	return result, err
}

// Methods are the requests that are answered, sorted, besides those of the lifecycle.
func Methods() []string { return slices.Sorted(maps.Keys(requests)) }
