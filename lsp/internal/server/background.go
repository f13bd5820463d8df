package server

import (
	"context"
	"fmt"
	"path"
	"sync"
	"time"

	"github.com/knead-build/knead/lsp/internal/protocol"
	"github.com/knead-build/knead/lsp/internal/snapshot"
)

const (
	// settled is how long nothing has to change for the background to begin anew.
	settled = time.Second
	// maxEdits is after how many changes everything is opened anew: what the evaluation keeps of texts that are gone is freed then.
	maxEdits = 2000
	// courtesy is how long the background waits for requests before each recipe, at most.
	courtesy = 100 * time.Millisecond
)

// background evaluates the recipes that nobody has asked about, when nothing changes for a while: one after the other, behind the
// requests.
type background struct {
	server *Server

	mutex   sync.Mutex
	cancel  context.CancelFunc // of the present round
	edits   int
	others  bool            // something has changed that other documents than that one may depend on
	failing map[string]bool // the builds, by Root and Dir, of which the user has been told that they fail
}

// edited begins a round when nothing more is changed; others says that what was changed may count for other documents as well.
func (b *background) edited(others bool) {
	b.mutex.Lock()
	b.edits++
	b.others = b.others || others
	b.mutex.Unlock()
	b.changed(settled)
}

// changed begins a round after a while, in place of the present one.
func (b *background) changed(after time.Duration) {
	ctx, cancel := context.WithCancel(b.server.ctx)
	b.mutex.Lock()
	defer b.mutex.Unlock()
	if b.cancel != nil {
		b.cancel()
	}
	b.cancel = cancel
	b.server.spawn(func() {
		defer cancel()
		select {
		case <-time.After(after):
			b.round(ctx)
		case <-ctx.Done():
		}
	})
}

func (b *background) round(ctx context.Context) {
	s := b.server
	b.mutex.Lock()
	again, news := b.edits > maxEdits, b.others
	if again {
		b.edits = 0
	}
	b.mutex.Unlock()
	if again {
		s.session.Reopen()
	}
	snap := s.session.Snapshot()
	for _, build := range snap.Builds {
		w, err := build.Workspace(ctx)
		if ctx.Err() != nil {
			return
		}
		if err != nil || w.Failed() {
			b.fails(build, err)
			continue
		}
		b.works(build)
		s.watch(snap)
		if snap.ReadNames(ctx, build) != nil {
			return
		}
		p := &progress{server: s, ctx: ctx, title: "Evaluating " + build.Title(w)}
		fresh, err := build.Index.Update(ctx, w, b.pace(p.report))
		p.end()
		if err != nil {
			return
		}
		news = news || fresh
	}
	if news || again {
		b.mutex.Lock()
		b.others = false
		b.mutex.Unlock()
		s.refresh()
	}
}

// pace is that of the background: one recipe after the other.
func (b *background) pace(progress func(done, total int)) snapshot.Pace {
	return snapshot.Pace{Jobs: 1, Progress: progress, Yield: b.yield}
}

// yield waits while requests are being answered.
func (b *background) yield() {
	for end := time.Now().Add(courtesy); b.server.busy.Load() > 0 && time.Now().Before(end) && b.server.ctx.Err() == nil; {
		time.Sleep(time.Millisecond)
	}
}

// fails tells that a build's configuration cannot be used, once until it can again.
func (b *background) fails(build *snapshot.Build, err error) {
	if !b.note(build, true) {
		return
	}
	text := fmt.Sprintf("The configuration of %s has errors", path.Base(build.Root))
	if err != nil {
		text = fmt.Sprintf("%s cannot be evaluated: %v", path.Base(build.Root), err)
	}
	if build.HasGood() {
		text += "; what is shown is from before them"
	}
	b.server.notify("window/showMessage", protocol.ShowMessageParams{Type: protocol.MessageTypeWarning, Message: text + "."})
}

func (b *background) works(build *snapshot.Build) { b.note(build, false) }

// note notes whether a build fails, and returns whether that is new.
func (b *background) note(build *snapshot.Build, fails bool) bool {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	key := build.Root + "\n" + build.Dir
	if b.failing == nil {
		b.failing = map[string]bool{}
	}
	was := b.failing[key]
	b.failing[key] = fails
	return was != fails
}

// refresh has everything worked out again that depends on more than the document that it is about.
func (s *Server) refresh() {
	s.diagnostics.news()
	w := s.client.Workspace
	if w == nil {
		return
	}
	ask := func(can bool, method string) {
		if can {
			_ = s.ask(method, nil, nil) // a client that refuses has what it had
		}
	}
	s.spawn(func() {
		ask(w.SemanticTokens != nil && w.SemanticTokens.RefreshSupport, "workspace/semanticTokens/refresh")
		ask(w.InlayHint != nil && w.InlayHint.RefreshSupport, "workspace/inlayHint/refresh")
		ask(w.CodeLens != nil && w.CodeLens.RefreshSupport, "workspace/codeLens/refresh")
		ask(w.FoldingRange != nil && w.FoldingRange.RefreshSupport, "workspace/foldingRange/refresh")
	})
}

// ask sends a request to the client and waits for the answer. Handle must not do that: the answer comes through it.
func (s *Server) ask(method string, params, result any) error {
	return s.conn.Call(s.ctx, method, params, result)
}
