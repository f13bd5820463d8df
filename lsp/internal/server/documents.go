package server

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/source"
	"github.com/knead-build/knead/lsp/internal/protocol"
	"github.com/knead-build/knead/lsp/internal/snapshot"
)

// notifications are what a client tells, in the order in which it does.
var notifications = map[string]func(*Server, json.RawMessage) error{
	"initialized":                     func(s *Server, _ json.RawMessage) error { s.initialized(); return nil },
	"exit":                            func(s *Server, _ json.RawMessage) error { return s.conn.Close() },
	"$/cancelRequest":                 (*Server).cancel,
	"textDocument/didOpen":            told((*Server).didOpen),
	"textDocument/didChange":          told((*Server).didChange),
	"textDocument/didClose":           told((*Server).didClose),
	"textDocument/didSave":            told((*Server).didSave),
	"workspace/didChangeWatchedFiles": told((*Server).didChangeWatchedFiles),

	"workspace/didChangeConfiguration":    told((*Server).didChangeConfiguration),
	"workspace/didChangeWorkspaceFolders": told((*Server).didChangeWorkspaceFolders),
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

// changed has worked out what depends on a document ("" for other files) that is another one now.
func (s *Server) changed(snap *snapshot.Snapshot, path string) {
	s.outdate(path)
	s.diagnostics.changed(snap, path)
	doc := snap.Docs[path]
	s.background.edited(doc == nil || doc.Kind != bitbake.Recipe)
}

func (s *Server) didOpen(p *protocol.DidOpenTextDocumentParams) error {
	path := p.TextDocument.URI.Path()
	if path == "" {
		return nil
	}
	s.recheck()
	s.changed(s.session.Open(s.ctx, path, p.TextDocument.Text, p.TextDocument.Version), path)
	return nil
}

func (s *Server) didChange(p *protocol.DidChangeTextDocumentParams) error {
	path := p.TextDocument.URI.Path()
	if path == "" {
		return nil
	}
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
	s.changed(s.session.Open(s.ctx, path, text, p.TextDocument.Version), path)
	return nil
}

func (s *Server) didClose(p *protocol.DidCloseTextDocumentParams) error {
	if path := p.TextDocument.URI.Path(); path != "" {
		s.changed(s.session.Close(path), path)
	}
	return nil
}

// didSave takes the file as written: what reads its time or size may see something else now. From a client that does not tell of
// other files, it is the moment to look for those as well.
func (s *Server) didSave(p *protocol.DidSaveTextDocumentParams) error {
	if path := p.TextDocument.URI.Path(); path != "" {
		s.changed(s.session.Changed([]string{path}), "")
		s.recheck()
		s.checkAll(settled)
	}
	return nil
}

// recheck looks for files that have changed on disk, where the client does not tell.
func (s *Server) recheck() {
	if s.watches() {
		return
	}
	if paths := s.session.Snapshot().Outdated(); len(paths) > 0 {
		s.changed(s.session.Changed(paths), "")
	}
}

func (s *Server) didChangeWatchedFiles(p *protocol.DidChangeWatchedFilesParams) error {
	var paths []string
	snap := s.session.Snapshot()
	for _, c := range p.Changes {
		if path := c.URI.Path(); path != "" && snap.Concerns(path) {
			paths = append(paths, path)
		}
	}
	if len(paths) > 0 {
		s.changed(s.session.Changed(paths), "")
		s.checkAll(settled)
	}
	return nil
}

func (s *Server) didChangeWorkspaceFolders(p *protocol.DidChangeWorkspaceFoldersParams) error {
	folders := slices.Clone(s.session.Snapshot().Folders)
	for _, f := range p.Event.Removed {
		folders = slices.DeleteFunc(folders, func(dir string) bool { return dir == f.URI.Path() })
	}
	for _, f := range p.Event.Added {
		if path := f.URI.Path(); path != "" && !slices.Contains(folders, path) {
			folders = append(folders, path)
		}
	}
	s.session.SetFolders(folders)
	s.switched()
	return nil
}
