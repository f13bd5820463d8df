package server

import (
	"context"
	"sync"
	"time"

	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lsp/internal/feature"
	"github.com/knead-build/knead/lsp/internal/protocol"
	"github.com/knead-build/knead/lsp/internal/snapshot"
)

// pause is how long nobody has to type for evaluation to begin.
const pause = 20 * time.Millisecond

// diagnostics publishes what is wrong with open documents: the syntax at once, the rest when nobody types.
type diagnostics struct {
	server *Server
	mutex  sync.Mutex
	cancel context.CancelFunc // of what is being worked out
}

// changed says that there is a new snapshot; path is the document that was changed, "" where it was none.
func (d *diagnostics) changed(snap *snapshot.Snapshot, path string) {
	ctx, cancel := context.WithCancel(d.server.ctx)
	d.mutex.Lock()
	if d.cancel != nil {
		d.cancel()
	}
	d.cancel = cancel
	d.mutex.Unlock()
	doc := snap.Docs[path]
	if doc == nil && path != "" {
		d.publish(path, nil, nil) // it was closed
	}
	d.server.work.Go(func() {
		_ = d.server.guard(func() error {
			select {
			case <-time.After(pause):
			case <-ctx.Done():
				return nil
			}
			for _, doc := range snap.Docs {
				if list, err := feature.Diagnose(d.request(ctx, snap, doc)); err == nil && ctx.Err() == nil {
					d.publish(doc.Path, doc, list)
				}
			}
			return nil
		})
	})
	if doc != nil && doc.Metadata && doc.Kind != bitbake.Conf {
		_ = doc.Tree()
	}
}

func (d *diagnostics) request(ctx context.Context, snap *snapshot.Snapshot, doc *snapshot.Document) *feature.Request {
	return &feature.Request{Context: ctx, Snapshot: snap, Doc: doc, Client: d.server.client}
}

func (d *diagnostics) publish(path string, doc *snapshot.Document, list []*diag.Diagnostic) {
	p := protocol.PublishDiagnosticsParams{URI: protocol.FileURI(path), Diagnostics: []protocol.Diagnostic{}}
	if doc != nil {
		p.Version = doc.Version
	}
	for _, x := range list {
		p.Diagnostics = append(p.Diagnostics, d.server.client.Diagnostic(x))
	}
	d.server.notify("textDocument/publishDiagnostics", p)
}

// initialized begins with what happens in the background.
func (s *Server) initialized() {
	s.work.Go(func() {
		snap := s.session.Snapshot()
		for _, b := range snap.Builds {
			if w, err := b.Workspace(s.ctx); err == nil {
				_ = snap.ReadNames(s.ctx, b)
				_ = b.Index.Update(s.ctx, w, nil)
			}
		}
	})
}
