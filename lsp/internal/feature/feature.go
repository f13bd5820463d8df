// Package feature has what the language server answers: each feature is a function of a request, which holds a snapshot, a document
// and a position. None changes anything.
package feature

import (
	"context"
	"sync/atomic"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
	"github.com/knead-build/knead/lsp/internal/protocol"
	"github.com/knead-build/knead/lsp/internal/snapshot"
)

// Request is what a feature is asked about.
type Request struct {
	context.Context
	*snapshot.Snapshot
	Doc    *snapshot.Document // nil where a request is about none
	Pos    source.Pos         // of requests that have a position
	Client *Client
}

// Client is what client and server have agreed on.
type Client struct {
	protocol.ClientCapabilities
	Encoding protocol.Encoding
	// Notify sends a notification.
	Notify func(method string, params any)

	hints atomic.Pointer[HintSettings]
}

// Hints returns which inlay hints to show.
func (c *Client) Hints() HintSettings {
	if h := c.hints.Load(); h != nil {
		return *h
	}
	return HintSettings{}
}

// SetHints says which inlay hints to show from now on.
func (c *Client) SetHints(h HintSettings) { c.hints.Store(&h) }

// Mapper leads between offsets in a text and the client's positions.
func (c *Client) Mapper(f *source.File) protocol.Mapper {
	return protocol.Mapper{File: f, Encoding: c.Encoding}
}

// Range returns the range of a span of the document.
func (r *Request) Range(s source.Span) protocol.Range { return r.Client.Mapper(r.Doc.File).Range(s) }

// Location returns a place as the protocol has it. ok is false for a place without a file on disk: Python's, the command line's.
func (c *Client) Location(p diag.Place) (loc protocol.Location, ok bool) {
	if !p.Known() || !isFile(p.File.Name()) {
		return loc, false
	}
	return protocol.Location{URI: protocol.FileURI(p.File.Name()), Range: c.Mapper(p.File).Range(p.Span)}, true
}

// Read calls f with the variables that hold at the document, without the statements in it that are wrong: see snapshot.Mended. f is
// not called where nothing can be evaluated. It must neither evaluate nor wait for anything: it holds up an evaluator.
func (r *Request) Read(f func(*snapshot.Context, eval.Scope)) error {
	c, err := r.Snapshot.Mended(r, r.Doc)
	if err != nil {
		return err
	}
	return c.Read(func(s eval.Scope) { f(c, s) })
}
