package server

import (
	"encoding/json"
	"fmt"
	"path"
	"slices"

	"github.com/knead-build/knead/lsp/internal/feature"
	"github.com/knead-build/knead/lsp/internal/protocol"
	"github.com/knead-build/knead/lsp/internal/snapshot"
)

// settings are what a user configures, in the editor's section "knead".
type settings struct {
	// Machine, Distro and Multiconfig count in place of what the configuration says.
	Machine     string `json:"machine"`
	Distro      string `json:"distro"`
	Multiconfig string `json:"multiconfig"`
	// Set are assignments behind the configuration, as "knead get --set" has them.
	Set []string `json:"set"`
	// BuildDirectories are looked at besides those in the folders; they may be relative to the first folder.
	BuildDirectories []string `json:"buildDirectories"`
	// InlayHints say which hints are shown.
	InlayHints feature.HintSettings `json:"inlayHints"`
}

// config returns what settings mean for the session.
func (c *settings) config(folders []string) snapshot.Config {
	out := snapshot.Config{Choice: snapshot.Choice{Machine: c.Machine, Distro: c.Distro, Multiconfig: c.Multiconfig, Set: c.Set}}
	for _, dir := range c.BuildDirectories {
		if dir = protocol.FileURI(dir).Path(); len(folders) > 0 && !path.IsAbs(c.BuildDirectories[len(out.BuildDirs)]) && !isDrive(dir) {
			dir = path.Join(folders[0], dir)
		}
		out.BuildDirs = append(out.BuildDirs, dir)
	}
	return out
}

func isDrive(p string) bool { return len(p) > 1 && p[1] == ':' }

// configured takes settings, which may be null.
func (s *Server) configured(raw json.RawMessage) error {
	var c *settings
	if err := json.Unmarshal(raw, &c); err != nil {
		return fmt.Errorf("the settings of knead: %w", err)
	}
	if c == nil {
		return nil
	}
	s.client.SetHints(c.InlayHints)
	config := c.config(s.session.Snapshot().Folders)
	if s.config != nil && s.config.Choice.Equal(config.Choice) && slices.Equal(s.config.BuildDirs, config.BuildDirs) {
		return nil
	}
	s.config = &config
	s.session.Configure(config)
	s.switched()
	return nil
}

// switched has everything worked out anew after the configuration has changed.
func (s *Server) switched() {
	s.outdate("")
	s.refresh()
	s.background.changed(0)
	s.checkAll(0)
}

// pull asks the client for its settings, where it has such.
func (s *Server) pull() {
	if w := s.client.Workspace; w == nil || !w.Configuration {
		return
	}
	var sections []json.RawMessage
	params := protocol.ConfigurationParams{Items: []protocol.ConfigurationItem{{Section: "knead"}}}
	if err := s.ask("workspace/configuration", params, &sections); err != nil || len(sections) == 0 {
		return
	}
	s.settling.Lock()
	defer s.settling.Unlock()
	if err := s.configured(sections[0]); err != nil {
		fmt.Fprintln(s.log, err)
	}
}

// didChangeConfiguration takes the settings that come with the notification, or asks for them.
func (s *Server) didChangeConfiguration(p *struct {
	Settings struct{ Knead json.RawMessage }
}) error {
	if w := s.client.Workspace; w != nil && w.Configuration {
		s.spawn(s.pull)
		return nil
	}
	if p.Settings.Knead == nil {
		return nil
	}
	s.settling.Lock()
	defer s.settling.Unlock()
	return s.configured(p.Settings.Knead)
}

// initialized begins with what the server does by itself.
func (s *Server) initialized() {
	s.spawn(func() {
		w := s.client.Workspace
		if w != nil && w.DidChangeConfiguration != nil && w.DidChangeConfiguration.DynamicRegistration {
			_ = s.ask("client/registerCapability", protocol.RegistrationParams{Registrations: []protocol.Registration{{
				ID: "configuration", Method: "workspace/didChangeConfiguration", RegisterOptions: protocol.DidChangeConfigurationRegistrationOptions{Section: "knead"},
			}}}, nil) // a client that refuses sends it unasked, or never
		}
		s.pull()
		s.watch(s.session.Snapshot())
		s.background.changed(0)
		s.checkAll(0)
	})
}
