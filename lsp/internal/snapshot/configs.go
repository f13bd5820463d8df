package snapshot

import (
	"path"
	"sync"

	"github.com/knead-build/knead/eval/lint/settings"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
)

// configs are the configurations of checks, each as it was last read.
type configs struct {
	mutex sync.Mutex
	read  map[string]*configured // by path; "" is where nothing is configured
}

type configured struct {
	text string
	conf *settings.Config
}

// settingsFor returns the path of what is configured for the check of a file, "" for none, and what that is. One with errors counts
// as none.
func (s *Snapshot) settingsFor(p string) (string, *settings.Config) {
	view, cwd := s.View(), path.Dir(p)
	if b := s.Build(p); b != nil {
		cwd = b.Root
	}
	finder := s.opts.Settings
	name := finder.Find(view, path.Dir(p), cwd)
	text := ""
	if name != "" {
		text, _ = view.ReadFile(name) // a file that has just gone configures nothing
	}
	s.configs.mutex.Lock()
	defer s.configs.mutex.Unlock()
	if c := s.configs.read[name]; c != nil && c.text == text {
		return name, c.conf
	}
	c := &configured{text, settings.New(finder.Known)}
	if name != "" {
		conf, wrong := finder.Read(view, source.NewFile(name, text))
		if worst, any := diag.Worst(wrong); !any || worst != diag.Error {
			c.conf = conf
		}
	}
	s.configs.read[name] = c
	return name, c.conf
}

// wrongSettings returns what is wrong with a document that configures checks.
func (s *Snapshot) wrongSettings(d *Document) []*diag.Diagnostic {
	switch path.Base(d.Path) {
	case settings.FileName, settings.OelintName:
		_, wrong := s.opts.Settings.Read(s.View(), d.File)
		return wrong
	}
	return nil
}
