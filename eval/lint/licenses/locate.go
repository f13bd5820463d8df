package licenses

import (
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
)

// located is a file of LIC_FILES_CHKSUM: its text, or why there is none.
type located struct {
	text  []byte
	where string // a path, or the item of SRC_URI
	err   error  // there is no text: the file is missing
	// unpatched says that it was looked for in sources as they are fetched.
	unpatched bool
	// unknown says why it cannot be told whether there is one; "" if it can.
	unknown string
	// like are files that are there and could be meant, as LIC_FILES_CHKSUM would name them.
	like []string
}

// locate looks for the files at paths of LIC_FILES_CHKSUM: on disk, then in what SRC_URI is unpacked from, of which what is
// unpacked last counts.
func (c *Checker) locate(ctx context.Context, r *Recipe, paths []string) map[string]*located {
	found := map[string]*located{} // by full path
	open := map[string]string{}    // full path -> path
	out := map[string]*located{}
	for _, p := range paths {
		full := r.full(p)
		if found[full] = c.onDisk(r, full, p); found[full] == nil {
			found[full] = &located{unknown: "the sources are not unpacked, and nothing in SRC_URI makes " + full}
			open[full] = p
		}
	}
	for i := len(r.Sources) - 1; i >= 0; i-- {
		c.look(ctx, r, &r.Sources[i], open, found)
	}
	for full, p := range open {
		if l := found[full]; l.err != nil {
			l.like = diag.Similar(p, l.like)
		}
	}
	for _, p := range paths {
		out[p] = found[r.full(p)]
	}
	return out
}

// full returns where a file of LIC_FILES_CHKSUM is.
func (r *Recipe) full(p string) string {
	if path.IsAbs(p) {
		return path.Clean(p)
	}
	return path.Join(r.SourceDir, p)
}

// Copied returns the first item of LIC_FILES_CHKSUM where none of them is in the sources, or where something of SRC_URI is unpacked
// or copied to: then a copy with the metadata stands for the licence. The span is empty where one is, or cannot be read.
func (r *Recipe) Copied() source.Span {
	items, problems := r.items()
	if len(items) == 0 || len(problems) > 0 {
		return source.Span{}
	}
	for _, it := range items {
		_, inside := within(r.SourceDir, r.full(it.path))
		if inside || slices.ContainsFunc(r.Sources, func(s Source) bool { return s.covers(r.full(it.path)) }) {
			return source.Span{}
		}
	}
	return items[0].at
}

// onDisk looks for a file as it is on disk; nil where only the sources can tell.
func (c *Checker) onDisk(r *Recipe, full, p string) *located {
	if c.View.IsFile(full) {
		text, err := readFile(c.View, full)
		if err != nil {
			return &located{unknown: err.Error()}
		}
		return &located{text: text, where: full}
	}
	made := slices.ContainsFunc(r.Sources, func(s Source) bool { return s.covers(full) })
	if c.unpacked(r, full) || !made && path.IsAbs(p) && c.View.IsDir(path.Dir(full)) {
		return &located{err: fmt.Errorf("there is no file %s", full), like: c.likeIn(path.Dir(full), p)}
	}
	return nil
}

// unpacked reports whether the sources are in S, of which a path is a part.
func (c *Checker) unpacked(r *Recipe, full string) bool {
	if _, ok := within(r.SourceDir, full); !ok {
		return false
	}
	names, err := c.View.ReadDir(r.SourceDir)
	return err == nil && len(names) > 0
}

// likeIn returns files in a directory that are like one that is not there.
func (c *Checker) likeIn(dir, p string) []string {
	names, err := c.View.ReadDir(dir)
	if err != nil || slices.Contains(names, path.Base(p)) { // a directory
		return nil
	}
	close := diag.Similar(path.Base(p), names)
	for i := range close {
		close[i] = path.Join(path.Dir(p), close[i])
	}
	return close
}

// look looks for open paths in a source. What is found is not open any more.
func (c *Checker) look(ctx context.Context, r *Recipe, s *Source, open map[string]string, found map[string]*located) {
	var covered []string
	for full := range open {
		if s.covers(full) {
			covered = append(covered, full)
		}
	}
	if len(covered) == 0 {
		return
	}
	slices.Sort(covered)
	picked, err := s.pick(ctx, c.View, c.Archives, covered)
	for _, full := range covered {
		l := &located{unpatched: true}
		text, ok := picked.texts[full]
		switch {
		case ok:
			l.text, l.where = text, s.URL
			delete(open, full)
		case errors.Is(err, errNotHere):
			l.unknown = s.URL + " " + err.Error()
		case err != nil:
			l.unknown = s.URL + ": " + err.Error()
		case found[full].unpatched: // a source that is unpacked later could not tell, or has other files that are like it
			continue
		default:
			l.err = fmt.Errorf("there is no file %s in %s", open[full], s.URL)
			for _, like := range picked.like {
				l.like = append(l.like, strings.TrimPrefix(like, r.SourceDir+"/"))
			}
		}
		found[full] = l
	}
}

// patchFor returns the patch in SRC_URI that changes a file of this name, "" if none does.
func (c *Checker) patchFor(r *Recipe, p string) string {
	for i := range r.Sources {
		s := &r.Sources[i]
		if len(s.Paths) == 0 || !strings.HasSuffix(s.Paths[0], ".patch") && !strings.HasSuffix(s.Paths[0], ".diff") {
			continue
		}
		text, err := readFile(c.View, s.Paths[0])
		if err != nil {
			continue // it is the rule about patches that complains
		}
		for line := range strings.Lines(string(text)) {
			if name, _, _ := strings.Cut(line, "\t"); strings.HasPrefix(name, "+++ ") && strings.HasSuffix(strings.TrimSpace(name), "/"+path.Base(p)) {
				return s.URL
			}
		}
	}
	return ""
}
