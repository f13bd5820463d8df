package server

import (
	"fmt"
	"slices"
	"sync"

	"github.com/knead-build/knead/lsp/internal/protocol"
	"github.com/knead-build/knead/lsp/internal/snapshot"
)

// watched is what the client has been asked to watch.
type watched struct {
	mutex    sync.Mutex
	round    int
	watchers []protocol.FileSystemWatcher
}

// metadata are the files that are evaluated; "files" are the folders that recipes have theirs in.
const metadata = "**/*.{bb,bbappend,bbclass,inc,conf,py}"

// watch has the client watch the layers and the configuration of the builds. One that cannot watch folders by themselves watches
// what belongs to metadata in the folders that it shows.
func (s *Server) watch(snap *snapshot.Snapshot) {
	w := s.client.Workspace
	if w == nil || w.DidChangeWatchedFiles == nil || !w.DidChangeWatchedFiles.DynamicRegistration {
		return
	}
	watchers := []protocol.FileSystemWatcher{{GlobPattern: metadata}, {GlobPattern: "**/files/**"}, {GlobPattern: "**/*.{yml,yaml}"}}
	if w.DidChangeWatchedFiles.RelativePatternSupport {
		watchers = []protocol.FileSystemWatcher{{GlobPattern: "**/conf/*.conf"}, {GlobPattern: "**/*.{yml,yaml}"}}
		for _, dir := range snap.LayerDirs() {
			watchers = append(watchers, protocol.FileSystemWatcher{GlobPattern: protocol.RelativePattern{BaseURI: protocol.FileURI(dir), Pattern: "**/*"}})
		}
	}
	s.watched.mutex.Lock()
	defer s.watched.mutex.Unlock()
	if slices.Equal(watchers, s.watched.watchers) {
		return
	}
	const method = "workspace/didChangeWatchedFiles"
	former := fmt.Sprintf("watch-%d", s.watched.round)
	s.watched.round++
	s.watched.watchers = watchers
	err := s.ask("client/registerCapability", protocol.RegistrationParams{Registrations: []protocol.Registration{{
		ID: fmt.Sprintf("watch-%d", s.watched.round), Method: method, RegisterOptions: protocol.DidChangeWatchedFilesRegistrationOptions{Watchers: watchers},
	}}}, nil)
	if err == nil && s.watched.round > 1 {
		_ = s.ask("client/unregisterCapability", protocol.UnregistrationParams{Unregisterations: []protocol.Unregistration{{ID: former, Method: method}}}, nil)
	}
}

// watches reports whether the client tells of files that change.
func (s *Server) watches() bool {
	w := s.client.Workspace
	return w != nil && w.DidChangeWatchedFiles != nil && w.DidChangeWatchedFiles.DynamicRegistration
}
