package snapshot

import (
	"context"
	"path"
	"slices"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/interp"
	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/eval/lint/settings"
	"github.com/knead-build/knead/lang/diag"
)

// Diagnosis is what is to say of a document.
type Diagnosis struct {
	Doc      *Document
	Findings []*lint.Finding // in it, as the configuration decides
	Settings *settings.Config

	basis basis
}

// basis is what a diagnosis depends on.
type basis struct {
	doc       *Document
	settings  *settings.Config
	recipe    *eval.Recipe
	workspace *eval.Workspace // where there is no recipe
	complaint *diag.Diagnostic
	epoch     int // of the checker, -1 where there was none
	whole     *Whole
}

// Glance returns what is to say of a document's text without evaluating anything.
func (s *Snapshot) Glance(d *Document) *Diagnosis {
	_, conf := s.settingsFor(d.Path)
	out := &Diagnosis{Doc: d, Settings: conf}
	if d.Metadata {
		out.decide(s.textChecker(d, conf).Check(context.Background(), d.Path, nil))
	} else {
		for _, x := range s.wrongSettings(d) {
			out.Findings = append(out.Findings, &lint.Finding{Diagnostic: x})
		}
	}
	return out
}

// textChecker returns a check of a document alone. It has no rules about recipes: they need to know all files.
func (s *Snapshot) textChecker(d *Document, conf *settings.Config) *lint.Session {
	opts := lint.Options{Settings: conf.Options, Release: interp.Newest, Disk: s.disk}
	if b := s.Build(d.Path); b != nil {
		opts.Alone = b.Alone
		if w := b.latest(); w != nil {
			opts.Release = w.Release.Release
		}
	}
	opts.Rules = slices.DeleteFunc(conf.Runs(), func(r *lint.Rule) bool { return r.Recipe != nil })
	return lint.OpenTree(d.Tree(), opts)
}

// decide takes the findings of a report that the configuration wants.
func (d *Diagnosis) decide(r *lint.Report) {
	d.Settings.Decide(r)
	for _, f := range r.Findings {
		if f.Known() && path.Clean(f.File.Name()) == d.Doc.Path {
			d.Findings = append(d.Findings, f)
		}
	}
}

// Diagnose returns what is to say of a document: of its syntax, of what its evaluation complains of in it, and by the rules. Rules
// about recipes wait until all files are known, those about layers until the whole build was checked.
func (s *Snapshot) Diagnose(ctx context.Context, d *Document) (*Diagnosis, error) {
	b := s.Build(d.Path)
	if b == nil || !d.Metadata || d.Tree().Failed() {
		return s.Glance(d), nil
	}
	c, err := s.contextIn(ctx, b, d)
	if err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return s.Glance(d), nil // the configuration's own files tell why nothing can be evaluated
	}
	_, conf := s.settingsFor(d.Path)
	checker, whole := b.checker(c.Workspace), b.checks.last()
	on := basis{doc: d, settings: conf, recipe: c.Recipe, epoch: -1, whole: whole}
	if c.Recipe == nil {
		on.workspace = c.Workspace
		if len(c.Diags) > 0 {
			on.complaint = c.Diags[0]
		}
	}
	if checker != nil {
		on.epoch = checker.Epoch()
	}
	if known := b.checks.remembered(d.Path, on); known != nil {
		return known, nil
	}
	out := &Diagnosis{Doc: d, Settings: conf, basis: on}
	// While the configuration is broken, evaluation goes on with one from before that, and may be of an earlier text.
	if tree := checker.Tree(d.Path); tree != nil && tree.Source.Text() == d.Text() {
		checker = checker.By(conf.Runs(), conf.Options)
	} else {
		checker = s.textChecker(d, conf)
	}
	report := s.check(ctx, checker, c, d)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	report.Add(&lint.Report{Findings: whole.in(d)})
	out.decide(report)
	b.checks.remember(out)
	return out, nil
}

// check checks a document in its context.
func (s *Snapshot) check(ctx context.Context, by *lint.Session, c *Context, d *Document) *lint.Report {
	var report *lint.Report
	if c.Recipe != nil {
		c.Recipe.Do(func() { report = by.Check(ctx, d.Path, c.Recipe) })
		return report
	}
	report = by.Check(ctx, d.Path, nil)
	more := &lint.Report{}
	for _, x := range c.Diags {
		if x.File != nil && path.Clean(x.File.Name()) == d.Path {
			more.Findings = append(more.Findings, by.Complaint(x))
		}
	}
	report.Add(more)
	return report
}
