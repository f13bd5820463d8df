package cli

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/graph"
	"github.com/knead-build/knead/eval/resolve"
	"github.com/knead-build/knead/eval/sigdata"
)

// signatures are the signatures on one side of a comparison.
type signatures interface {
	sigdata.Side
	// has reports whether the task with a hash is known.
	has(hash string) bool
	// base returns the base hash of the tasks with a short id; "" where it is not known or not the same for all.
	base(name string) string
	// need says which other side there is, before the first Load.
	need(ctx context.Context, other signatures) error
	// root returns the task that was asked for, and its name.
	root() (*sigdata.Data, string, error)
	// workspace is the one that the task is of; nil for signature files.
	workspace() *eval.Workspace
	// call says what the comparison calls the task that was asked for.
	call(name string)
	// source finds where a part of a task's hash comes from; there is nothing to be found for signature files.
	source(ctx context.Context, task string, kind sigdata.Kind, name string) (sigSource, error)
	// function returns the source of a function of a module; nil where that is not known.
	function(ctx context.Context, name string) (*string, error)
}

// graphSide are the signatures of the tasks of a graph.
type graphSide struct {
	w      *eval.Workspace
	l      *eval.Listing
	g      *graph.Graph
	byHash map[string]int
	byName map[string]int // by id and short id
	bases  map[string]string
	data   map[int]*sigdata.Data

	history *eval.SigHistory // once it was asked for
}

func newGraphSide(w *eval.Workspace, l *eval.Listing, g *graph.Graph) *graphSide {
	s := &graphSide{w: w, l: l, g: g, byHash: map[string]int{}, byName: map[string]int{}, bases: map[string]string{}, data: map[int]*sigdata.Data{}}
	for i := range g.Tasks {
		name, base := g.ShortID(i), g.Tasks[i].Base
		if other, ok := s.bases[name]; ok && other != base {
			base = ""
		}
		s.byName[g.ID(i)], s.byName[name], s.bases[name] = i, i, base
		if h := g.Tasks[i].Unified; h != "" {
			s.byHash[h] = i
		}
	}
	return s
}

func (s *graphSide) has(hash string) bool {
	_, ok := s.byHash[hash]
	return ok
}

func (s *graphSide) need(ctx context.Context, other signatures) error {
	whole, rest := []int{s.g.Targets[0]}, []int{}
	for i := range s.g.Tasks {
		switch t := &s.g.Tasks[i]; {
		case i == whole[0] || t.Unified == "" || other.has(t.Unified):
		case t.Base == other.base(s.g.ShortID(i)):
			rest = append(rest, i)
		default:
			whole = append(whole, i)
		}
	}
	keep := func(i int, d *sigdata.Data) error {
		s.data[i] = d
		return nil
	}
	if err := s.w.TaskData(s.g, s.l, rest, keep); err != nil {
		return err
	}
	return s.w.SigData(ctx, s.g, s.l, whole, keep)
}

func (s *graphSide) base(name string) string { return s.bases[name] }

func (s *graphSide) Load(hash string) (*sigdata.Data, error) {
	if i, ok := s.byHash[hash]; ok {
		return s.data[i], nil
	}
	return nil, nil //nolint:nilnil // what Side says
}

func (s *graphSide) root() (*sigdata.Data, string, error) {
	d, name := s.data[s.g.Targets[0]], s.g.ShortID(s.g.Targets[0])
	if d == nil && len(s.data) > 0 {
		return nil, "", fmt.Errorf("%s has no hash", name)
	}
	return d, name, nil
}

func (s *graphSide) workspace() *eval.Workspace { return s.w }

func (s *graphSide) call(name string) { s.byName[name] = s.g.Targets[0] }

// folder are the signature files below a folder.
type folder struct {
	dir   string
	files map[string]string // by hash
	data  *sigdata.Data
	name  string
}

func newFolder(dir string) (*folder, error) {
	s := &folder{dir: dir, files: map[string]string{}}
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		for _, kind := range []string{".sigdata.", ".siginfo"} {
			if _, hash, ok := strings.Cut(d.Name(), kind); ok && hash != "" {
				s.files[hash] = p
			}
		}
		return nil
	})
	return s, err
}

// folderOf returns the folder that is looked through for the tasks that a signature file names: "stamps" where the file is below
// one, else the one that has the recipe's.
func folderOf(file string) string {
	if full, err := filepath.Abs(file); err == nil {
		file = full
	}
	dir := filepath.Dir(filepath.Dir(file))
	for d := dir; filepath.Dir(d) != d; d = filepath.Dir(d) {
		if filepath.Base(d) == "stamps" {
			return d
		}
	}
	return dir
}

// find makes the newest file of a task ("[mc:NAME:]PN:do_TASK") the one that is asked for.
func (s *folder) find(name string) error {
	_, pn, task := resolve.Split(name)
	newest := int64(-1)
	file := ""
	for _, p := range s.files {
		if filepath.Base(filepath.Dir(p)) != pn || !strings.Contains(filepath.Base(p), "."+task+".sigdata.") {
			continue
		}
		if info, err := os.Stat(p); err == nil && info.ModTime().UnixNano() > newest {
			newest, file = info.ModTime().UnixNano(), p
		}
	}
	if file == "" {
		return fmt.Errorf("below %s is no signature file of %s", s.dir, name)
	}
	s.name = name
	var err error
	s.data, err = readSignature(file)
	return err
}

func readSignature(file string) (*sigdata.Data, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	d, err := sigdata.Read(bytes.NewReader(text))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return d, nil
}

func (s *folder) has(hash string) bool                   { return s.files[hash] != "" }
func (s *folder) base(string) string                     { return "" }
func (s *folder) need(context.Context, signatures) error { return nil }
func (s *folder) root() (*sigdata.Data, string, error)   { return s.data, s.name, nil }
func (s *folder) workspace() *eval.Workspace             { return nil }
func (s *folder) call(string)                            {}
func (s *folder) source(context.Context, string, sigdata.Kind, string) (sigSource, error) {
	return sigSource{}, nil
}
func (s *folder) function(context.Context, string) (*string, error) {
	return nil, nil //nolint:nilnil // see signatures
}
func (s *folder) Load(hash string) (*sigdata.Data, error) {
	if s.files[hash] == "" {
		return nil, nil //nolint:nilnil // what Side says
	}
	return readSignature(s.files[hash])
}
