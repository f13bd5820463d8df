package fix

import (
	"cmp"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
)

// change is what the fixes of a rule's findings in one file do. It is made or taken back as a whole.
type change struct {
	rule  *lint.Rule
	path  string // of the findings' file
	at    diag.Place
	fixes int
	edits map[string][]edit // by path
}

// edit replaces a span of a file.
type edit struct {
	source.Span
	text string
}

// touches reports whether two edits cannot both be made, or only in an order that nobody has said.
func (e edit) touches(o edit) bool { return e.Start <= o.End && o.Start <= e.End }

// collect returns the changes that findings call for, without those that get in the way of earlier ones. Of several fixes of a
// finding the first counts.
func (f *fixer) collect(disk *fsys.Disk, checked *Checked, unsafe bool) []*change {
	view := fsys.NewView(disk, "/")
	taken := map[string][]edit{}
	changes := map[tried]*change{}
	var out []*change
	for _, x := range checked.Findings {
		if x.Rule == nil || len(x.Fixes) == 0 || x.Rule.Changes && !unsafe || !x.Known() {
			continue
		}
		key := tried{x.Rule, view.Abs(x.File.Name())}
		edits, ok := editsOf(view, x.Fixes[0])
		if !ok || f.tried[key] || overlap(edits, taken) {
			continue
		}
		c := changes[key]
		if c == nil {
			c = &change{rule: x.Rule, path: key.path, at: x.Place, edits: map[string][]edit{}}
			changes[key] = c
			out = append(out, c)
		}
		c.fixes++
		for p, list := range edits {
			c.edits[p] = append(c.edits[p], list...)
			taken[p] = append(taken[p], list...)
		}
	}
	return out
}

// editsOf returns a fix's edits by path. ok is false where one is in no plain file, or in one that is not what the finding
// is about any more.
func editsOf(view *fsys.View, fix diag.Fix) (edits map[string][]edit, ok bool) {
	edits = map[string][]edit{}
	for _, e := range fix.Edits {
		if !e.Known() || e.Span.Start > e.Span.End || e.Span.End > e.File.Len() {
			return nil, false
		}
		p := view.Abs(e.File.Name())
		info, err := view.Lstat(p)
		if err != nil || !info.IsRegular() {
			return nil, false
		}
		text, err := view.ReadFile(p)
		if err != nil || text != e.File.Text() {
			return nil, false
		}
		own := edit{e.Span, LineEnds(e.Text, text)}
		if slices.ContainsFunc(edits[p], own.touches) {
			return nil, false
		}
		edits[p] = append(edits[p], own)
	}
	return edits, len(edits) > 0
}

// LineEnds gives an edit's text the line ends of the file that it goes into.
func LineEnds(text, file string) string {
	if i := strings.IndexByte(file, '\n'); i > 0 && file[i-1] == '\r' {
		return strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\n", "\r\n")
	}
	return text
}

// overlap reports whether any of the edits cannot be made together with those that are taken already.
func overlap(edits, taken map[string][]edit) bool {
	for p, list := range edits {
		for _, e := range list {
			if slices.ContainsFunc(taken[p], e.touches) {
				return true
			}
		}
	}
	return false
}

// apply returns the texts of the files after changes.
func apply(disk *fsys.Disk, changes []*change) map[string]string {
	all := map[string][]edit{}
	for _, c := range changes {
		for p, list := range c.edits {
			all[p] = append(all[p], list...)
		}
	}
	view := fsys.NewView(disk, "/")
	texts := map[string]string{}
	for p, list := range all {
		slices.SortFunc(list, func(a, b edit) int { return cmp.Compare(a.Start, b.Start) })
		text, _ := view.ReadFile(p) // collect has read it
		file := source.NewFile(p, text)
		var edits []diag.Edit
		for _, e := range list {
			edits = append(edits, diag.Edit{Place: diag.Place{File: file, Span: e.Span}, Text: e.text})
		}
		texts[p] = diag.Apply(file, edits)
	}
	return texts
}
