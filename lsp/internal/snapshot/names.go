package snapshot

import (
	"context"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/knead-build/knead/eval/config"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/lang/bitbake"
)

// names says in which files of a build's layers which words stand, so that whoever looks for a name opens few files.
type names struct {
	shared  *words
	changed map[string]bool // files that have changed since the build was found: they may have other words
}

// with returns the names after an edit.
func (n names) with(e fsys.Edit) names {
	if paths := e.Paths(); len(paths) > 0 {
		out := maps.Clone(n.changed)
		if out == nil {
			out = map[string]bool{}
		}
		for _, p := range paths {
			out[p] = true
		}
		n.changed = out
	}
	return n
}

// words are those of all files at one moment. They are looked for when they are first needed.
type words struct {
	mutex  sync.Mutex
	layers string // for which that was
	files  []string
	in     map[string][]int32 // indexes of files, ascending, by word
}

// maxWord is the longest word that is kept: longer ones are checksums.
const maxWord = 31

// FilesWith returns the metadata files and Python modules of a build's layers in which all words of a name stand, sorted, and
// perhaps some more. What is not known yet is looked up first, unless the context ends.
func (s *Snapshot) FilesWith(ctx context.Context, b *Build, name string) ([]string, error) {
	layers, err := b.folders(ctx)
	if err != nil {
		return nil, err
	}
	found, err := b.names.shared.find(ctx, s.View(), layers, wordsOf(name))
	if err != nil {
		return nil, err
	}
	for p := range b.names.changed {
		if view := s.View(); isIndexed(layers, p) && view.IsFile(p) {
			found = append(found, p)
		}
	}
	slices.Sort(found)
	return slices.Compact(found), nil
}

// ReadNames looks up which names stand where in a build, if that has not been done yet, so that no request has to wait for it.
func (s *Snapshot) ReadNames(ctx context.Context, b *Build) error {
	_, err := s.FilesWith(ctx, b, "")
	return err
}

// folders returns where a build's metadata is: its layers, and its own configuration's folder.
func (b *Build) folders(ctx context.Context) ([]string, error) {
	layers := b.Layers
	if len(layers) == 0 {
		w, err := b.Workspace(ctx)
		if err != nil {
			return nil, err
		}
		for _, l := range w.Layers {
			layers = append(layers, fsys.Clean(l.Dir))
		}
	}
	if !b.Alone {
		layers = append(slices.Clip(layers), b.Dir)
	}
	return layers, nil
}

// isIndexed reports whether a file is one of those that folders' names are taken from.
func isIndexed(folders []string, p string) bool {
	for _, dir := range folders {
		if rest, ok := strings.CutPrefix(p, dir+"/"); ok {
			_, metadata := bitbake.KindOf(p)
			return metadata || strings.HasPrefix(rest, "lib/") && strings.HasSuffix(rest, ".py")
		}
	}
	return false
}

func (n *words) find(ctx context.Context, view *fsys.View, folders, all []string) ([]string, error) {
	n.mutex.Lock()
	defer n.mutex.Unlock()
	if key := strings.Join(folders, "\n"); n.in == nil || n.layers != key {
		if err := n.read(ctx, view, folders); err != nil {
			return nil, err
		}
		n.layers = key
	}
	var out []string
	if len(all) == 0 {
		return nil, nil
	}
	for _, i := range n.in[all[0]] {
		others := func(w string) bool { _, ok := slices.BinarySearch(n.in[w], i); return !ok }
		if !slices.ContainsFunc(all[1:], others) {
			out = append(out, n.files[i])
		}
	}
	return out, nil
}

// read looks at all files.
func (n *words) read(ctx context.Context, view *fsys.View, folders []string) error {
	files := map[string]bool{}
	for i, dir := range folders {
		if i == len(folders)-1 && view.IsFile(dir+"/conf/bblayers.conf") { // a build directory has more than metadata
			walk(view, dir+"/conf", ".conf", files)
			continue
		}
		for _, f := range config.LayerFiles(view, dir) {
			files[f.Path] = true
		}
		walk(view, dir+"/lib", ".py", files)
	}
	list := slices.Sorted(maps.Keys(files))
	in := map[string][]int32{}
	for i, p := range list {
		if err := ctx.Err(); err != nil {
			return err
		}
		text, err := view.ReadFile(p)
		if err != nil {
			continue // it has no names
		}
		eachWord(text, func(w string) {
			old, known := in[w]
			if !known {
				w = strings.Clone(w)
			}
			if len(old) == 0 || old[len(old)-1] != int32(i) {
				in[w] = append(old, int32(i))
			}
		})
	}
	n.files, n.in = list, in
	return nil
}

func walk(view *fsys.View, dir, ext string, files map[string]bool) {
	_ = view.Walk(dir, func(d string, dirs, names []string) ([]string, error) { // the visitor returns no error
		for _, name := range names {
			if strings.HasSuffix(name, ext) {
				files[d+"/"+name] = true
			}
		}
		return dirs, nil
	})
}

// wordsOf returns the words of a name that are kept.
func wordsOf(name string) (out []string) {
	eachWord(name, func(w string) { out = append(out, w) })
	return out
}

func eachWord(text string, visit func(string)) {
	for i := 0; i < len(text); {
		start := i
		for i < len(text) && isWord(text[i]) {
			i++
		}
		if i > start && i-start <= maxWord {
			visit(text[start:i])
		}
		if i == start {
			i++
		}
	}
}

func isWord(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c >= 0x80
}
