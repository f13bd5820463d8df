package server

import (
	"encoding/json"
	"fmt"

	"github.com/knead-build/knead/lang/source"
	"github.com/knead-build/knead/lsp/internal/protocol"
)

// notifications are what a client tells, in the order in which it does.
var notifications = map[string]func(*Server, json.RawMessage) error{
	"initialized":                     func(s *Server, _ json.RawMessage) error { s.initialized(); return nil },
	"exit":                            func(s *Server, _ json.RawMessage) error { return s.conn.Close() },
	"$/cancelRequest":                 (*Server).cancel,
	"textDocument/didOpen":            told((*Server).didOpen),
	"textDocument/didChange":          told((*Server).didChange),
	"textDocument/didClose":           told((*Server).didClose),
	"textDocument/didSave":            told(func(s *Server, _ *protocol.DidSaveTextDocumentParams) error { s.checkAll(settle); return nil }),
	"workspace/didChangeWatchedFiles": told((*Server).didChangeWatchedFiles),
}

func told[P any](f func(*Server, *P) error) func(*Server, json.RawMessage) error {
	return func(s *Server, params json.RawMessage) error {
		p := new(P)
		if err := json.Unmarshal(params, p); err != nil {
			return err
		}
		return f(s, p)
	}
}

func (s *Server) didOpen(p *protocol.DidOpenTextDocumentParams) error {
	path := p.TextDocument.URI.Path()
	if path == "" {
		return nil
	}
	s.diagnostics.changed(s.session.Open(s.ctx, path, p.TextDocument.Text, p.TextDocument.Version), path)
	return nil
}

func (s *Server) didChange(p *protocol.DidChangeTextDocumentParams) error {
	path := p.TextDocument.URI.Path()
	if path == "" {
		return nil
	}
	s.outdate(path)
	doc := s.session.Snapshot().Docs[path]
	if doc == nil {
		return fmt.Errorf("%s is not open", path)
	}
	text := doc.Text()
	for _, c := range p.ContentChanges {
		if c.Range == nil {
			text = c.Text
			continue
		}
		span := s.client.Mapper(source.NewFile(path, text)).Span(*c.Range)
		text = text[:span.Start] + c.Text + text[span.End:]
	}
	s.diagnostics.changed(s.session.Open(s.ctx, path, text, p.TextDocument.Version), path)
	return nil
}

func (s *Server) didClose(p *protocol.DidCloseTextDocumentParams) error {
	if path := p.TextDocument.URI.Path(); path != "" {
		s.diagnostics.changed(s.session.Close(path), path)
	}
	return nil
}

func (s *Server) didChangeWatchedFiles(p *protocol.DidChangeWatchedFilesParams) error {
	var paths []string
	for _, c := range p.Changes {
		if path := c.URI.Path(); path != "" {
			paths = append(paths, path)
		}
	}
	s.diagnostics.changed(s.session.Changed(paths), "")
	s.checkAll(settle)
	return nil
}
