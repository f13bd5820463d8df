package snapshot

import (
	"context"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/lang/diag"
)

// Status is what a user can be told of a build.
type Status struct {
	Root string `json:"root"` // the folder that it was found for
	Dir  string `json:"directory"`
	// Kind says what it is.
	Kind         string           `json:"kind"`
	Release      string           `json:"release,omitempty"` // BitBake's, and why that one
	Machine      string           `json:"machine,omitempty"`
	Distro       string           `json:"distro,omitempty"`
	Multiconfig  string           `json:"multiconfig,omitempty"`
	Multiconfigs []string         `json:"multiconfigs,omitempty"`
	Layers       []eval.LayerInfo `json:"layers,omitempty"`
	// Recipes counts the recipe files.
	Recipes int `json:"recipes"`
	// Evaluation is how long the configuration took.
	Evaluation time.Duration `json:"evaluation_ns"`
	// Failed says that the configuration cannot be used; Problems is what is wrong with it.
	Failed   bool               `json:"failed,omitempty"`
	Problems []*diag.Diagnostic `json:"-"`
	// Missing are layers that are needed and are not at hand, where there is no build directory.
	Missing []string `json:"missing_layers,omitempty"`
	// Err says why nothing could be evaluated.
	Err string `json:"error,omitempty"`
}

// Status evaluates the build and describes it.
func (b *Build) Status(ctx context.Context) (*Status, error) {
	s := &Status{Root: b.Root, Dir: b.Dir, Kind: b.kind(), Multiconfig: b.Choice.Multiconfig, Missing: b.missing}
	begin := time.Now()
	w, err := b.Workspace(ctx)
	s.Evaluation = time.Since(begin)
	if err != nil {
		return s, err
	}
	s.Release, s.Failed, s.Problems, s.Multiconfigs = w.Release.String()+", "+w.Release.Why, w.Failed(), w.Diags, w.Multiconfigs
	if w.Failed() {
		for _, l := range w.Layers {
			s.Layers = append(s.Layers, eval.LayerInfo{Name: l.Name(), Dir: l.Dir})
		}
		return s, nil
	}
	s.Machine, s.Distro = b.value(w, "MACHINE"), b.value(w, "DISTRO")
	if s.Layers, err = w.LayerInfo(); err != nil {
		return s, err
	}
	found, err := w.FindRecipes(b.multiconfig(w))
	if err != nil {
		return s, err
	}
	s.Recipes = len(found.Files)
	return s, nil
}

func (b *Build) kind() string {
	switch {
	case b.Alone:
		return "layers beside Knead's own small core layer"
	case len(b.made) > 0:
		return "layers without a build directory"
	}
	return "build directory"
}

// value returns a variable of the configuration, "" where it has none or cannot be read.
func (b *Build) value(w *eval.Workspace, name string) string {
	v, err := w.Variable(b.multiconfig(w), name)
	if err != nil {
		return ""
	}
	return v.Value
}

// Title names a build and what it is evaluated for.
func (b *Build) Title(w *eval.Workspace) string {
	out := path.Base(b.Root)
	if b.Root != b.Dir && len(b.made) == 0 {
		out += "/" + strings.TrimPrefix(b.Dir, b.Root+"/")
	}
	var of []string
	for _, v := range []string{b.value(w, "MACHINE"), b.value(w, "DISTRO"), b.multiconfig(w)} {
		if v != "" {
			of = append(of, v)
		}
	}
	if len(of) > 0 {
		out += " (" + strings.Join(of, ", ") + ")"
	}
	return out
}

// Names returns the names of the .conf files in a folder of the layers' conf ("machine", "distro"), sorted.
func (s *Snapshot) Names(b *Build, folder string) []string {
	var out []string
	view := s.View().On(b.over(s.disk))
	for _, l := range b.layers() {
		for _, f := range view.Glob(l+"/conf/"+folder+"/*.conf", false) {
			out = append(out, strings.TrimSuffix(path.Base(f), ".conf"))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// LayerDirs returns the folders of all builds' layers, sorted.
func (s *Snapshot) LayerDirs() []string {
	var out []string
	for _, b := range s.Builds {
		for _, l := range b.layers() {
			if !within(l, s.opts.Core.Dir) {
				out = append(out, l)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
