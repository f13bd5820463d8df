package server

import (
	"context"
	"sync"
	"time"

	"github.com/knead-build/knead/lsp/internal/snapshot"
)

// checking checks everything when it is first there, and when files have been saved.
type checking struct {
	mutex  sync.Mutex
	cancel context.CancelFunc // of what is being done; nil: nothing
}

// checkOnce checks everything, unless that is being done.
func (s *Server) checkOnce() {
	s.checking.mutex.Lock()
	busy := s.checking.cancel != nil
	s.checking.mutex.Unlock()
	if !busy {
		s.checkAll(0)
	}
}

// checkAll parses, lists and checks all files of all builds, after a while, and gives up what was begun.
func (s *Server) checkAll(after time.Duration) {
	ctx, cancel := context.WithCancel(s.ctx)
	s.checking.mutex.Lock()
	if s.checking.cancel != nil {
		s.checking.cancel()
	}
	s.checking.cancel = cancel
	s.checking.mutex.Unlock()
	s.spawn(func() {
		defer cancel()
		select {
		case <-time.After(after):
		case <-ctx.Done():
			return
		}
		snap := s.session.Snapshot()
		for _, b := range snap.Builds {
			s.checkBuild(ctx, snap, b, s.background.pace(nil))
		}
		s.checking.mutex.Lock()
		defer s.checking.mutex.Unlock()
		if ctx.Err() == nil {
			s.checking.cancel = nil
		}
	})
}

// checkBuild does so for one build. Errors are those of the configuration, which diagnostics tell, or that the context has ended.
func (s *Server) checkBuild(ctx context.Context, snap *snapshot.Snapshot, b *snapshot.Build, pace snapshot.Pace) {
	if err := b.Parse(ctx); err != nil {
		return
	}
	s.diagnostics.news()
	w, err := b.Workspace(ctx)
	if err != nil {
		return
	}
	if _, err := b.Index.Update(ctx, w, pace); err != nil {
		return
	}
	if snap.CheckAll(ctx, b, nil) != nil {
		return
	}
	if s.client.Pulls() {
		s.diagnostics.refresh() // of all files
	} else {
		s.diagnostics.news()
	}
}
