package server

import (
	"context"
	"encoding/json"
	"sync/atomic"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/knead-build/knead/lsp/internal/protocol"
)

// running is a request that is being answered.
type running struct {
	method string
	path   string // of the document that it is about, of requests in repeated
	cancel context.CancelFunc
	stale  atomic.Bool // the document is another one now
}

// repeated are the requests that a client sends again by itself when a document has changed: what is being worked out is of no use
// then. The errors are what they end with; a client shows none of them.
var repeated = map[string]*jsonrpc2.Error{
	"textDocument/codeLens":                  modified,
	"textDocument/diagnostic":                retrigger(),
	"textDocument/inlayHint":                 modified,
	"textDocument/semanticTokens/full":       modified,
	"textDocument/semanticTokens/full/delta": modified,
	"textDocument/semanticTokens/range":      modified,
}

var modified = &jsonrpc2.Error{Code: int64(protocol.LSPErrorCodesContentModified), Message: "the document has changed"}

func retrigger() *jsonrpc2.Error {
	e := &jsonrpc2.Error{Code: int64(protocol.LSPErrorCodesServerCancelled), Message: "the document has changed"}
	e.SetError(protocol.DiagnosticServerCancellationData{RetriggerRequest: true})
	return e
}

// begin notes that a request is being answered; end says that it is not any more.
func (s *Server) begin(id jsonrpc2.ID, method string, params json.RawMessage) (ctx context.Context, r *running, end func()) {
	ctx, cancel := context.WithCancel(s.ctx)
	r = &running{method: method, cancel: cancel}
	if repeated[method] != nil {
		var where struct {
			TextDocument protocol.TextDocumentIdentifier
		}
		if json.Unmarshal(params, &where) == nil {
			r.path = where.TextDocument.URI.Path()
		}
	}
	s.mutex.Lock()
	s.running[id] = r
	s.mutex.Unlock()
	return ctx, r, func() {
		cancel()
		s.mutex.Lock()
		defer s.mutex.Unlock()
		if s.running[id] == r {
			delete(s.running, id)
		}
	}
}

// cancel ends a request that the client no longer waits for.
func (s *Server) cancel(params json.RawMessage) error {
	var p struct{ ID jsonrpc2.ID }
	if err := json.Unmarshal(params, &p); err != nil {
		return err
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if r := s.running[p.ID]; r != nil {
		r.cancel()
	}
	return nil
}

// outdate ends the requests about a document ("": about any) that the client repeats.
func (s *Server) outdate(path string) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	for _, r := range s.running {
		if repeated[r.method] != nil && (path == "" || path == r.path) {
			r.stale.Store(true)
			r.cancel()
		}
	}
}
