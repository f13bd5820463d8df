package suppress

import (
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
)

// Suppression says which findings are not wanted: a comment, or a part of a configuration.
type Suppression struct {
	diag.Place // of what says so
	IDs        []ID
	Reason     string
	// Match chooses the files that a configuration's is for, by path. It is nil for a comment.
	Match func(path string) bool

	target  source.Span // findings that begin in it are suppressed
	whole   bool        // all findings in the file are
	head    bool        // those about the file as a whole are
	foreign bool
	lines   []source.Span // of the comment and its end; empty ones in functions
	joint   string        // what stands between the ids
}

// ID is a name that a suppression is for.
type ID struct {
	diag.Place
	Name string
	used bool
}

// All is the id that stands for all rules.
const All = "*"

// Options say what Apply has to know.
type Options struct {
	Names *lint.Names
	// Rules are those of this package that are on.
	Rules []*lint.Rule
	// Others are the configuration's suppressions.
	Others []*Suppression
	// On reports whether a rule is on for a file; nil: it is. What a rule that is off would have found is not missed.
	On func(rule *lint.Rule, path string) bool
}

// applying is one run of Apply.
type applying struct {
	Options
	report   *lint.Report
	comments map[string][]*Suppression // by the file's path
	all      []*Suppression
}

// Apply takes the findings that are not wanted out of a report, and adds what is to say of the suppressions.
func Apply(r *lint.Report, opts Options) {
	a := &applying{Options: opts, report: r, comments: map[string][]*Suppression{}, all: slices.Clone(opts.Others)}
	var said []*lint.Finding
	for _, p := range slices.Sorted(maps.Keys(r.Seen.Files)) {
		list, problems := read(r.Seen.Files[p])
		a.comments[p] = list
		a.all = append(a.all, list...)
		for _, x := range problems {
			if a.says(Malformed) {
				said = append(said, Malformed.Finding(x.Place, "%s", x.Message))
			}
		}
	}
	r.Findings = slices.DeleteFunc(r.Findings, a.suppressed)
	for _, s := range a.all {
		said = append(said, a.judge(s)...)
	}
	said = slices.DeleteFunc(said, a.suppressed)
	r.Add(&lint.Report{Findings: said})
}

// suppressed reports whether a finding is not wanted, and notes by whom. One in a file that is no metadata, a patch, has no comment
// beside it: it is suppressed where the metadata that has to do with it is.
func (a *applying) suppressed(f *lint.Finding) bool {
	places := []diag.Place{f.Place}
	if f.Known() && a.report.Seen.Files[path.Clean(f.File.Name())] == nil {
		for _, r := range f.Related {
			places = append(places, r.Place)
		}
	}
	out := false
	for _, at := range places {
		if !at.Known() {
			continue
		}
		p := path.Clean(at.File.Name())
		for _, list := range [][]*Suppression{a.comments[p], a.Others} {
			for _, s := range list {
				out = s.covers(at, p) && s.takes(f) || out
			}
		}
	}
	return out
}

// takes reports whether a finding is one of those that the suppression names, and notes by which ids.
func (s *Suppression) takes(f *lint.Finding) bool {
	out := false
	for i := range s.IDs {
		if id := &s.IDs[i]; id.means(f) {
			id.used, out = true, true
		}
	}
	return out
}

// covers reports whether a place in a file is one that the suppression is for.
func (s *Suppression) covers(at diag.Place, p string) bool {
	switch {
	case s.Match != nil:
		return s.Match(p)
	case s.whole, s.head && at.Span == source.Span{}:
		return true
	}
	start := at.Span.Start
	return s.target.Start <= start && (start < s.target.End || start == s.target.End && start == at.File.Len())
}

// means reports whether a finding is one of those that an id stands for.
func (id *ID) means(f *lint.Finding) bool {
	if id.Name == All {
		return f.Ours()
	}
	return slices.Contains(f.IDs(), id.Name)
}

// says reports whether a rule of this package is on.
func (a *applying) says(r *lint.Rule) bool { return slices.Contains(a.Rules, r) }

// judge returns what is to say of a suppression, once all findings are known.
func (a *applying) judge(s *Suppression) []*lint.Finding {
	var out []*lint.Finding
	if a.says(NoReason) && s.Reason == "" {
		out = append(out, NoReason.Finding(s.Place, "nothing says why %s is suppressed here", s.names(nil)))
	}
	unused := make([]bool, len(s.IDs))
	for i, id := range s.IDs {
		if id.Name != All && !s.foreign {
			if err := a.Names.Check(id.Name); err != nil && a.says(Malformed) {
				out = append(out, Malformed.Finding(id.Place, "%v", err))
			}
		}
		unused[i] = !id.used && a.seen(s, id.Name)
	}
	if a.says(Unused) && slices.Contains(unused, true) {
		place := s.Place
		if n := slices.Index(unused, true); slices.Contains(unused, false) {
			place = s.IDs[n].Place
		}
		f := Unused.Finding(place, "there is no finding of %s to suppress here", s.names(unused))
		if edits := s.remove(unused); edits != nil {
			f.Mend("remove it", edits...)
		}
		out = append(out, f)
	}
	return out
}

// names joins the ids that are chosen, nil: all.
func (s *Suppression) names(chosen []bool) string {
	var out []string
	for i, id := range s.IDs {
		if chosen == nil || chosen[i] {
			out = append(out, id.Name)
		}
	}
	return strings.Join(out, ", ")
}

// seen reports whether all rules that an id means, as far as they are on, have seen all that the suppression is for, and any has.
func (a *applying) seen(s *Suppression, id string) bool {
	files := []string{}
	if s.Match == nil {
		files = append(files, path.Clean(s.File.Name()))
	} else {
		for p := range a.report.Seen.Files {
			if s.Match(p) {
				files = append(files, p)
			}
		}
	}
	rules := a.Names.Rules(id)
	if id == All {
		rules = slices.Collect(maps.Keys(a.report.Seen.Rules))
	}
	any := false
	for _, r := range rules {
		if _, ran := a.report.Seen.Rules[r]; !ran || r.Comments {
			continue
		}
		for _, p := range files {
			if a.On != nil && !a.On(r, p) {
				continue
			}
			if !a.report.Seen.Saw(r, p) {
				return false
			}
			any = true
		}
	}
	return any
}

// remove returns the edits that take ids out of a comment, or the comment away; nil where they would change a function, and so its
// value.
func (s *Suppression) remove(ids []bool) []diag.Edit {
	if s.Match != nil || slices.Contains(s.lines, source.Span{}) {
		return nil
	}
	edit := func(span source.Span, text string) diag.Edit {
		return diag.Edit{Place: diag.Place{File: s.File, Span: span}, Text: text}
	}
	if slices.Contains(ids, false) {
		var rest []string
		for i, id := range s.IDs {
			if !ids[i] {
				rest = append(rest, id.Name)
			}
		}
		return []diag.Edit{edit(s.IDs[0].Span.Union(s.IDs[len(s.IDs)-1].Span), strings.Join(rest, s.joint))}
	}
	var out []diag.Edit
	for _, l := range s.lines {
		out = append(out, edit(l, ""))
	}
	return out
}
