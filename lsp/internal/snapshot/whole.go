package snapshot

import (
	"context"
	"maps"
	"path"
	"slices"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
)

// Whole is what a check of all files of a build has found.
type Whole struct {
	// Findings are those in each file, by path, as the configuration decides.
	Findings map[string][]*lint.Finding
	// layers are those of the rules about layers and about all of the metadata, undecided.
	layers map[string][]*lint.Finding
}

// last returns what the last check of everything has found; nil: there was none.
func (c *checks) last() *Whole {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return c.whole
}

// Whole is what the last check of everything has found, of any snapshot; nil: there was none yet.
func (b *Build) Whole() *Whole { return b.checks.last() }

// CheckAll checks everything in a build. Files that different settings are for are checked one after the other.
func (s *Snapshot) CheckAll(ctx context.Context, b *Build, progress func(done, total int)) error {
	w, err := b.Workspace(ctx)
	if err != nil {
		return err
	}
	checker := b.checker(w)
	if checker == nil {
		return nil
	}
	groups, byDir := map[string][]string{}, map[string]string{}
	for _, p := range checker.Names() {
		name, ok := byDir[path.Dir(p)]
		if !ok {
			name, _ = s.settingsFor(path.Clean(p))
			byDir[path.Dir(p)] = name
		}
		groups[name] = append(groups[name], p)
	}
	out := &Whole{map[string][]*lint.Finding{}, map[string][]*lint.Finding{}}
	for _, name := range slices.Sorted(maps.Keys(groups)) {
		_, conf := s.settingsFor(path.Clean(groups[name][0]))
		of := checker.By(conf.Runs(), conf.Options).Progress(progress)
		if len(groups) > 1 {
			of = of.Within(func(p string) bool { return byDir[path.Dir(p)] == name })
		}
		report, err := of.Run(ctx)
		if err != nil {
			return err
		}
		for _, f := range report.Findings {
			if f.Known() && f.Rule != nil && (f.Rule.Layer != nil || f.Rule.Workspace != nil) {
				p := path.Clean(f.File.Name())
				out.layers[p] = append(out.layers[p], f)
			}
		}
		conf.Decide(report)
		for _, f := range report.Findings {
			if f.Known() {
				p := path.Clean(f.File.Name())
				out.Findings[p] = append(out.Findings[p], f)
			}
		}
	}
	b.checks.mutex.Lock()
	defer b.checks.mutex.Unlock()
	b.checks.whole = out
	return nil
}

// in returns the findings of rules about layers in a document, where the text that they are about still stands.
func (w *Whole) in(d *Document) []*lint.Finding {
	if w == nil {
		return nil
	}
	return Moved(w.layers[d.Path], d.File)
}

// Moved returns findings of an earlier text of a file where they are in the text that it has now, without those in what has changed.
func Moved(list []*lint.Finding, now *source.File) []*lint.Finding {
	var out []*lint.Finding
	for _, f := range list {
		if f.File.Text() == now.Text() {
			out = append(out, f)
			continue
		}
		m := mover{f.File, now}
		place, ok := m.place(f.Place)
		if !ok {
			continue
		}
		d := *f.Diagnostic
		d.Place, d.Fixes = place, nil
		for _, fix := range f.Fixes {
			if edits, ok := m.edits(fix.Edits); ok {
				d.Fixes = append(d.Fixes, diag.Fix{Title: fix.Title, Edits: edits})
			}
		}
		out = append(out, &lint.Finding{Diagnostic: &d, Rule: f.Rule, Sub: f.Sub})
	}
	return out
}

// mover leads from a text to the one that an edit has made of it.
type mover struct{ from, to *source.File }

func (m mover) edits(list []diag.Edit) ([]diag.Edit, bool) {
	out := slices.Clone(list)
	for i, e := range list {
		if e.File != m.from {
			continue
		}
		place, ok := m.place(e.Place)
		if !ok {
			return nil, false
		}
		out[i].Place = place
	}
	return out, true
}

// place returns where a place is now; ok is false where what has changed touches its lines.
func (m mover) place(at diag.Place) (diag.Place, bool) {
	before, after := m.from.Text(), m.to.Text()
	front, back := source.CommonLines(before, after)
	switch {
	case int(at.Span.End) <= front && (at.Span.Start < at.Span.End || int(at.Span.End) < front) || at.Span == source.Span{}:
		return diag.Place{File: m.to, Span: at.Span}, true
	case int(at.Span.Start) >= len(before)-back:
		shift := source.Pos(len(after) - len(before)) // wraps where the text has become shorter, and back where it is added
		return diag.Place{File: m.to, Span: source.Span{Start: at.Span.Start + shift, End: at.Span.End + shift}}, true
	}
	return diag.Place{}, false
}
