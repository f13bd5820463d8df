package server

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/knead-build/knead/lsp/internal/feature"
	"github.com/knead-build/knead/lsp/internal/protocol"
)

var lifecycle = map[string]func(*Server, json.RawMessage) (any, error){
	"initialize": (*Server).initialize,
	"shutdown": func(s *Server, _ json.RawMessage) (any, error) {
		s.mutex.Lock()
		defer s.mutex.Unlock()
		s.state, s.exit = shutdown, 0
		return nil, nil
	},
}

// initialize agrees on what client and server can do. The folders' configurations are evaluated in the background from then on.
func (s *Server) initialize(params json.RawMessage) (any, error) {
	var p protocol.InitializeParams
	if err := json.Unmarshal(params, &p); err != nil {
		return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidParams, Message: err.Error()}
	}
	client := &feature.Client{ClientCapabilities: p.Capabilities, Notify: s.notify, Encoding: protocol.PositionEncodingKindUTF16}
	if g := p.Capabilities.General; g != nil && slices.Contains(g.PositionEncodings, protocol.PositionEncodingKindUTF8) {
		client.Encoding = protocol.PositionEncodingKindUTF8
	}
	s.client = client
	s.mutex.Lock()
	s.state = initialized
	s.mutex.Unlock()
	var folders []string
	for _, f := range p.WorkspaceFolders {
		folders = append(folders, f.URI.Path())
	}
	if len(folders) == 0 && p.RootURI != nil {
		folders = append(folders, p.RootURI.Path())
	}
	if len(folders) == 0 && p.RootPath != nil {
		folders = append(folders, protocol.FileURI(*p.RootPath).Path())
	}
	if options, err := json.Marshal(p.InitializationOptions); err == nil && p.InitializationOptions != nil {
		if err := s.configured(options); err != nil {
			fmt.Fprintln(s.log, err)
		}
	}
	s.session.SetFolders(slices.DeleteFunc(folders, func(f string) bool { return f == "" }))
	return protocol.InitializeResult{
		ServerInfo:   &protocol.ServerInfo{Name: "knead", Version: s.version},
		Capabilities: capabilities(client),
	}, nil
}

// capabilities are what the server can do.
func capabilities(c *feature.Client) protocol.ServerCapabilities {
	encoding := c.Encoding
	return protocol.ServerCapabilities{
		PositionEncoding: encoding,
		TextDocumentSync: protocol.TextDocumentSyncOptions{OpenClose: true, Change: protocol.TextDocumentSyncKindIncremental, Save: true},
		Workspace: &protocol.WorkspaceOptions{
			WorkspaceFolders: &protocol.WorkspaceFoldersServerCapabilities{Supported: true, ChangeNotifications: true},
			FileOperations: &protocol.FileOperationOptions{WillRename: &protocol.FileOperationRegistrationOptions{Filters: []protocol.FileOperationFilter{
				{Scheme: "file", Pattern: protocol.FileOperationPattern{Glob: "**/*.{bbclass,inc,conf}", Matches: protocol.FileOperationPatternKindFile}},
			}}},
		},
		CodeActionProvider: protocol.CodeActionOptions{
			CodeActionKinds: []protocol.CodeActionKind{protocol.CodeActionKindQuickFix, protocol.CodeActionKindRefactor, feature.FixAll}, ResolveProvider: true,
		},
		DiagnosticProvider:               protocol.DiagnosticOptions{Identifier: "knead", InterFileDependencies: true, WorkspaceDiagnostics: true},
		DocumentFormattingProvider:       true,
		DocumentRangeFormattingProvider:  true,
		DocumentOnTypeFormattingProvider: &protocol.DocumentOnTypeFormattingOptions{FirstTriggerCharacter: "\n", MoreTriggerCharacter: []string{"\"", "'"}},
		DocumentSymbolProvider:           true,
		FoldingRangeProvider:             true,
		HoverProvider:                    true,
		SignatureHelpProvider:            &protocol.SignatureHelpOptions{TriggerCharacters: []string{"(", ",", ";"}},
		SelectionRangeProvider:           true,
		ExecuteCommandProvider:           &protocol.ExecuteCommandOptions{Commands: commandNames()},
		SemanticTokensProvider: protocol.SemanticTokensOptions{
			Legend: feature.TokensLegend(), Range: true, Full: protocol.SemanticTokensFullDelta{Delta: true},
		},
		TypeHierarchyProvider:     true,
		WorkspaceSymbolProvider:   true,
		DefinitionProvider:        true,
		DeclarationProvider:       true,
		ImplementationProvider:    true,
		DocumentLinkProvider:      &protocol.DocumentLinkOptions{},
		RenameProvider:            protocol.RenameOptions{PrepareProvider: true},
		ReferencesProvider:        true,
		DocumentHighlightProvider: true,
		InlayHintProvider:         protocol.InlayHintOptions{ResolveProvider: true},
		CodeLensProvider:          &protocol.CodeLensOptions{ResolveProvider: true},
		CompletionProvider: &protocol.CompletionOptions{
			TriggerCharacters: []string{":", "[", "{", "$", ".", "/", "\"", "'", " ", ";", "=", "@", "("}, ResolveProvider: true,
		},
	}
}
