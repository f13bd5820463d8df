package cli

import (
	"cmp"
	"fmt"

	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/lint/output"
	"github.com/knead-build/knead/lang/source"
)

// since is what was at a git revision.
type since struct {
	texts map[string]string // of files that were different or are gone, by path without symbolic links
	fresh map[string]bool   // files that were not there
	found *output.Run
	lines map[*source.File]map[int]bool // the new lines of files that were asked for
}

// keepSince drops the findings that nothing that has come since --since has to do with. What was before is checked once.
func (c *checking) keepSince(run *output.Run) map[string]bool {
	before := c.before.found
	if c.partial {
		before = run // some of what was before may only not be found yet
	}
	return run.Since(before, func(f *output.Finding) bool { return c.before.touches(c.view, f) })
}

// checkBefore checks what the folders that are checked were at the revision, each in its own git repository. Where a repository does
// not have the revision, nothing has changed.
func (c *checking) checkBefore() (*since, error) {
	s := &since{texts: map[string]string{}, fresh: map[string]bool{}, lines: map[*source.File]map[int]bool{}}
	disk := c.disk
	var wrong []error
	for _, dir := range c.folders {
		e, err := folderAt(c.view, dir, c.since)
		if err != nil {
			wrong = append(wrong, err)
			continue
		}
		disk = disk.Edit(e)
		for p, text := range e.Texts {
			s.texts[p] = text
		}
		for _, p := range e.Gone {
			s.fresh[p] = true
		}
		for p := range e.Links {
			s.fresh[p] = true
		}
	}
	if len(wrong) == len(c.folders) {
		return nil, cmp.Or(wrong...)
	}
	for _, err := range wrong {
		fmt.Fprintf(c.stderr, "knead: --since: %v: nothing there counts as changed\n", err)
	}
	if c.partial {
		return s, nil
	}
	b, err := c.checkDisk(c.ctx, c.checkOptions, disk)
	if err != nil && b == nil {
		return nil, err
	}
	c.partial = b.partial // or a file that was named was not there: it had no findings
	s.found, err = b.found()
	return s, err
}

// touches reports whether a finding is in a line that is new.
func (s *since) touches(view *fsys.View, f *output.Finding) bool {
	if !f.Known() {
		return false
	}
	p := view.Realpath(f.File.Name())
	if s.fresh[p] {
		return true
	}
	text, ok := s.texts[p]
	if !ok || f.Span.End == 0 { // it is about the whole file
		return false
	}
	if s.lines[f.File] == nil {
		s.lines[f.File] = output.NewLines(text, f.File.Text())
	}
	last := f.File.Line(max(f.Span.Start+1, f.Span.End) - 1)
	for line := f.File.Line(f.Span.Start); line <= last; line++ {
		if s.lines[f.File][line] {
			return true
		}
	}
	return false
}
