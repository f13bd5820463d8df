package server

import (
	"context"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lsp/internal/protocol"
	"github.com/knead-build/knead/lsp/internal/snapshot"
)

// pause is how long nobody has to type for evaluation to begin.
const pause = 10 * time.Millisecond

// diagnostics publishes what is wrong with open documents: the syntax at once, the rest when nobody types. A client that asks for
// diagnostics itself is only told when to ask again.
type diagnostics struct {
	server *Server
	mutex  sync.Mutex
	cancel context.CancelFunc // of what is being worked out
	latest int64              // the latest snapshot, by its ID
	// told is what was found of open documents when they were last evaluated.
	told map[string]*snapshot.Diagnosis
}

// changed says that there is a new snapshot; path is the document that was changed, "" where it was none.
func (d *diagnostics) changed(snap *snapshot.Snapshot, path string) {
	d.mutex.Lock()
	if snap.ID < d.latest {
		d.mutex.Unlock()
		return
	}
	ctx, cancel := context.WithCancel(d.server.ctx)
	if d.cancel != nil {
		d.cancel()
	}
	d.cancel, d.latest = cancel, snap.ID
	before := d.told[path]
	if snap.Docs[path] == nil {
		delete(d.told, path)
	}
	d.mutex.Unlock()
	if doc := snap.Docs[path]; doc != nil {
		d.publish(snap, path, withEvaluated(snap.Glance(doc), before))
	} else if path != "" {
		d.publish(snap, path, nil) // it was closed
	}
	d.server.spawn(func() {
		select {
		case <-time.After(pause):
			d.server.busy.Add(1)
			defer d.server.busy.Add(-1)
			d.evaluate(ctx, snap, path)
		case <-ctx.Done():
		}
	})
}

// evaluate publishes what evaluation finds in the open documents. Of a text with errors it finds nothing, and what it found before stays.
func (d *diagnostics) evaluate(ctx context.Context, snap *snapshot.Snapshot, path string) {
	for _, doc := range inOrder(snap, path) {
		if found, err := snap.Diagnose(ctx, doc); err == nil && !(doc.Metadata && doc.Tree().Failed()) && d.tell(ctx, found) {
			d.publish(snap, doc.Path, found.Findings)
		}
	}
	if ctx.Err() == nil && slices.ContainsFunc(snap.Builds, (*snapshot.Build).Unparsed) {
		d.server.checkOnce()
	}
}

// tell notes what is told of a document, and reports whether it is news.
func (d *diagnostics) tell(ctx context.Context, found *snapshot.Diagnosis) bool {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	before := d.told[found.Doc.Path]
	if ctx.Err() != nil || before == found {
		return false
	}
	if d.told == nil {
		d.told = map[string]*snapshot.Diagnosis{}
	}
	d.told[found.Doc.Path] = found
	return true
}

// inOrder returns the open documents, the one that was changed first.
func inOrder(snap *snapshot.Snapshot, path string) []*snapshot.Document {
	var out []*snapshot.Document
	if doc := snap.Docs[path]; doc != nil {
		out = append(out, doc)
	}
	for _, p := range slices.Sorted(maps.Keys(snap.Docs)) {
		if p != path {
			out = append(out, snap.Docs[p])
		}
	}
	return out
}

// withEvaluated adds to what a glance at a text finds what the evaluation of an earlier text has found elsewhere: it most likely
// still holds, and is not to go and come with each key.
func withEvaluated(now, before *snapshot.Diagnosis) []*lint.Finding {
	if before == nil {
		return now.Findings
	}
	evaluated := slices.DeleteFunc(slices.Clone(before.Findings), func(f *lint.Finding) bool {
		return !f.Ours() || f.Rule.File != nil || f.Rule.Comments
	})
	out := &lint.Report{Findings: slices.Clone(now.Findings)}
	out.Add(&lint.Report{Findings: snapshot.Moved(evaluated, now.Doc.File)})
	return out.Findings
}

// publish sends a document's diagnostics, unless there is a newer snapshot already.
func (d *diagnostics) publish(snap *snapshot.Snapshot, path string, list []*lint.Finding) {
	p := protocol.PublishDiagnosticsParams{URI: protocol.FileURI(path), Diagnostics: d.server.client.Diagnostics(list)}
	if doc := snap.Docs[path]; doc != nil {
		p.Version = doc.Version
	}
	d.mutex.Lock()
	defer d.mutex.Unlock()
	if snap.ID == d.latest && !d.server.client.Pulls() {
		d.server.notify("textDocument/publishDiagnostics", p)
	}
}

// news says that more is known now than before, without anybody having edited anything.
func (d *diagnostics) news() {
	c := d.server.client
	snap := d.server.session.Snapshot()
	if !c.Pulls() {
		d.changed(snap, "")
		return
	}
	if len(snap.Docs) > 0 {
		d.refresh()
	}
}

// refresh says to a client that pulls that there is something to pull.
func (d *diagnostics) refresh() {
	c := d.server.client
	if w := c.Workspace; c.Pulls() && w != nil && w.Diagnostics != nil && w.Diagnostics.RefreshSupport {
		d.server.spawn(func() {
			_ = d.server.conn.Call(d.server.ctx, "workspace/diagnostic/refresh", nil, nil) // a client may refuse
		})
	}
}
