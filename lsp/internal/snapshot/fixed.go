package snapshot

import (
	"context"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/lint/fix"
	"github.com/knead-build/knead/lang/bitbake"
)

// maxReaders is how many recipes are evaluated at most to prove that a fix changes no value. In files that more recipes read, the fixes
// are made that change the layout alone.
const maxReaders = 20

// Fixed returns the text that a document has when all fixes are made that change no evaluated value: see package fix.
func (s *Snapshot) Fixed(ctx context.Context, d *Document) (string, error) {
	b := s.Build(d.Path)
	if b == nil {
		return d.Text(), nil
	}
	w, err := b.Workspace(ctx)
	if err != nil {
		return "", err
	}
	checker := b.checker(w)
	if checker == nil {
		return d.Text(), nil // nothing can be proved yet
	}
	_, conf := s.settingsFor(d.Path)
	checker = checker.By(conf.Runs(), conf.Options)
	result, err := fix.Run(ctx, fix.Options{Disk: w.View.Disk(), Check: func(ctx context.Context, disk *fsys.Disk) (*fix.Checked, error) {
		text, err := fsys.NewView(disk, "/").ReadFile(d.Path)
		if err != nil {
			return nil, err
		}
		now, doc, on := w, d, checker
		if text != d.Text() {
			edit := fsys.Edit{Texts: map[string]string{d.Path: text}}
			if now, err = w.Edit(ctx, eval.Edit{Edit: edit}); err != nil {
				return nil, err
			}
			doc = newDocument(d.Path, text, d.Version, d.Open, d.dialect)
			on = checker.Edit(now.View.Disk(), now, edit.Paths())
		}
		c, err := s.contextOf(ctx, b, now, doc)
		if err != nil {
			return nil, err
		}
		out := &Diagnosis{Doc: doc, Settings: conf}
		out.decide(s.check(ctx, on, c, doc))
		return &fix.Checked{Findings: out.Findings, Workspaces: []*eval.Workspace{now}, Release: now.Release.Release, Readers: s.readers(b, c, d)}, ctx.Err()
	}})
	if err != nil {
		return "", err
	}
	for _, f := range result.Files {
		if f.Path == d.Path {
			return f.After, nil
		}
	}
	return d.Text(), nil
}

// readers returns what tells which recipes read a file; it tells of none where there are too many.
func (s *Snapshot) readers(b *Build, c *Context, d *Document) func(string) []string {
	return func(string) []string {
		list := b.Index.Users(d.Path)
		if len(list) == 0 && c.Recipe != nil && (d.Kind == bitbake.Recipe || d.Kind == bitbake.Append) {
			list = []string{c.Recipe.Path}
		}
		if len(list) > maxReaders {
			return nil
		}
		return list
	}
}
