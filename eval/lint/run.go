package lint

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/config"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/interp"
	"github.com/knead-build/knead/eval/lint/licenses"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
)

// CodeInternal says that a rule has gone wrong. The other rules, and the rule on other files, are not concerned.
var CodeInternal = diag.Register("internal-error", diag.Warning, "this is a mistake of Knead's: please report it with the file that it names.")

// Options say what to check by which rules.
type Options struct {
	Rules []*Rule
	// Settings are the options of rules, by their ids. What is not there has its default.
	Settings map[string]map[string]string
	Release  interp.Release
	Disk     *fsys.Disk
	// Files are the metadata files to check.
	Files []config.File
	// Workspace, where it is not nil, is evaluated with Tracking: Recipe and Workspace rules need it, and Layer rules look at its
	// layers.
	Workspace *eval.Workspace
	// Fetcher knows what SRC_URI unpacks, for the rules about licences; nil: they do not look at sources.
	Fetcher licenses.Fetcher
	// Alone says that there is no core layer, and Knead's own small one takes its place: what is not there may be in the real one.
	Alone bool
	// Within chooses the files whose findings count; nil: all. Recipes that none of these files belong to are not evaluated.
	Within func(path string) bool
	// Progress and Jobs are RecipeOptions'.
	Progress func(done, total int)
	Jobs     int
}

// Report is what a check found.
type Report struct {
	Files    int // metadata files that were looked at
	Bytes    int // their size
	Recipes  int // recipe files that were evaluated
	Findings []*Finding
	Seen     Coverage
}

// linter is one run.
type linter struct {
	Options
	*known
	out   Report
	mutex sync.Mutex
	infos []*eval.FileInfo // of the recipes that were evaluated, where a rule asks for a listing
	of    map[*diag.Code]*Rule
	ctx   context.Context
	seen  map[string]bool // Coverage's Recipes
	asked sync.Map        // the ids of rules that have asked whether there is no core layer, where there is none
}

// Run checks metadata. The findings are sorted by file, position and rule, each once. The error is that the context was cancelled: the
// report has what was found until then.
func Run(ctx context.Context, opts Options) (*Report, error) {
	return Open(ctx, opts).Run(ctx)
}

// newLinter returns a run over what is known.
func newLinter(ctx context.Context, opts Options, k *known) *linter {
	l := &linter{Options: opts, known: k, seen: map[string]bool{}, of: map[*diag.Code]*Rule{}, ctx: ctx}
	l.Settings = settings(opts)
	for _, r := range l.rulesFor(func(r *Rule) bool { return r.Of != nil }) {
		l.of[r.Of] = r
	}
	return l
}

// run checks everything.
func (l *linter) run(ctx context.Context) (*Report, error) {
	l.files(ctx)
	if l.Workspace != nil && ctx.Err() == nil {
		l.layers()
		l.recipes(ctx)
	}
	if l.Workspace != nil && ctx.Err() == nil {
		l.workspace(ctx)
	}
	l.finish()
	l.cover(ctx.Err() == nil)
	return &l.out, ctx.Err()
}

// add keeps findings.
func (l *linter) add(found []*Finding) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	l.out.Findings = append(l.out.Findings, found...)
}

// guard runs a rule; its going wrong becomes a finding.
func guard(rule *Rule, at diag.Place, found *[]*Finding, check func()) {
	defer func() {
		if x := recover(); x != nil {
			stack := make([]byte, 4<<10)
			stack = stack[:runtime.Stack(stack, false)]
			d := diag.New(CodeInternal, at.File, at.Span, "the rule %s has failed here: %v", rule.ID, x)
			d.Detail = string(stack)
			*found = append(*found, &Finding{Diagnostic: d, Rule: rule})
		}
	}()
	check()
}

func (l *linter) pass(r *Rule, found *[]*Finding) pass {
	return pass{rule: r, Release: l.Release, Options: l.Settings[r.ID], found: found, linter: l}
}

// complaint returns what the parser or the evaluation complain of as a finding.
func (l *linter) complaint(d *diag.Diagnostic) *Finding {
	return &Finding{Diagnostic: d, Rule: l.of[d.Code]}
}

// rulesFor returns the rules that hold for the release and check something.
func (l *linter) rulesFor(checks func(*Rule) bool) []*Rule {
	var out []*Rule
	for _, r := range l.Rules {
		if checks(r) && r.Holds(l.Release) {
			out = append(out, r)
		}
	}
	return out
}

// files runs the File rules, side by side.
func (l *linter) files(ctx context.Context) {
	rules := l.fileRules()
	found := make([][]*Finding, len(l.sorted))
	sideBySide(ctx, len(found), func(i int) { found[i] = l.file(l.sorted[i], rules) })
	for i, tree := range l.sorted {
		if l.Within == nil || l.Within(tree.Source.Name()) {
			l.out.Files++
		}
		l.out.Bytes += int(tree.Source.Len())
		l.add(found[i])
	}
	l.out.Files += len(l.unreadable)
	l.add(l.unreadable)
}

func (l *linter) fileRules() []*Rule { return l.rulesFor(func(r *Rule) bool { return r.File != nil }) }

// file looks at one file.
func (l *linter) file(tree *bitbake.File, rules []*Rule) []*Finding {
	var found []*Finding
	for _, d := range Syntax(tree) {
		found = append(found, l.complaint(d))
	}
	name := tree.Source.Name()
	if l.Within != nil && !l.Within(name) {
		return found
	}
	for _, r := range rules {
		if r.Kinds != nil && !slices.Contains(r.Kinds, tree.Kind) {
			continue
		}
		p := &FilePass{pass: l.pass(r, &found), File: tree, Path: name}
		guard(r, p.At(source.At(0)), &found, func() { r.File(p) })
	}
	return found
}

// layers runs the Layer rules.
func (l *linter) layers() {
	rules := l.rulesFor(func(r *Rule) bool { return r.Layer != nil })
	for _, layer := range l.Workspace.Layers {
		p := &LayerPass{Layer: layer, View: fsys.NewView(l.Disk, "/"), Conf: l.trees[layer.Conf]}
		for _, f := range l.sorted {
			if strings.HasPrefix(f.Source.Name(), layer.Dir+"/") {
				p.Files = append(p.Files, f)
			}
		}
		var found []*Finding
		for _, r := range rules {
			p.pass = l.pass(r, &found)
			at := diag.Place{}
			if p.Conf != nil {
				at.File = p.Conf.Source
			}
			guard(r, at, &found, func() { r.Layer(p) })
		}
		l.add(found)
	}
}

// recipes evaluates the recipes and runs the Recipe rules, or takes what they found the last time: a Recipe rule looks at nothing but the
// recipe, at files through the pass's View, at Functions and at Habits.
func (l *linter) recipes(ctx context.Context) {
	rules := l.recipeRules()
	opts := eval.RecipeOptions{Select: l.selected, Progress: l.Progress, Jobs: l.Jobs}
	listing := len(l.workspaceRules()) > 0
	do := func(r *eval.Recipe) (kept, bool) {
		found := l.recipe(r, rules)
		broken := slices.ContainsFunc(found, func(f *Finding) bool { return f.Code == CodeInternal })
		k := keep(r, found)
		l.asked.Range(func(id, _ any) bool { k.Asked = append(k.Asked, id.(string)); return true })
		if listing {
			k.info = l.Workspace.Info(r)
		}
		return k, !r.Failed && !broken
	}
	_ = eval.Derive(ctx, l.Workspace, l.key(rules), opts, do, func(k kept, read iter.Seq[string]) error { // the error is the context's
		l.out.Recipes++
		l.add(k.findings(l.Rules))
		l.saw(k, read)
		if k.info != nil {
			l.infos = append(l.infos, k.info)
		}
		return nil
	})
}

func (l *linter) recipeRules() []*Rule {
	return l.rulesFor(func(r *Rule) bool { return r.Recipe != nil })
}

// key tells what the findings in recipes depend on besides the recipes.
func (l *linter) key(rules []*Rule) string {
	key := fmt.Sprintf("lint %s %v", l.Release, l.Alone)
	for _, r := range rules {
		key += fmt.Sprintf(" %s %v", r.ID, l.Settings[r.ID])
	}
	return key + " " + l.functions().key() + " " + l.habits().key()
}

func (l *linter) workspaceRules() []*Rule {
	return l.rulesFor(func(r *Rule) bool { return r.Workspace != nil })
}

// selected reports whether a recipe is worth evaluating: its file or one of its appends is to be checked.
func (l *linter) selected(f *config.RecipeFile) bool {
	return l.Within == nil || l.Within(f.Path) || slices.ContainsFunc(f.Appends, l.Within)
}

// ofCore reports whether an evaluation complains of something that a core layer may have: a class, a file, its Python.
func ofCore(d *diag.Diagnostic) bool {
	return d.Code == interp.CodeNoClass || d.Code == interp.CodeNotFound || strings.Contains(d.Message, "name 'oe' is not defined") ||
		strings.Contains(d.Message, "No module named 'oe")
}

func (l *linter) recipe(r *eval.Recipe, rules []*Rule) []*Finding {
	var found []*Finding
	for _, d := range r.Diags {
		if !l.Alone || !ofCore(d) {
			found = append(found, l.complaint(d))
		}
	}
	tree := l.trees[r.Path]
	if r.Failed || tree == nil {
		return found
	}
	view := fsys.NewView(l.Disk, "/").Recording(r.Record)
	live := slices.DeleteFunc(slices.Clone(r.Variants), func(v *eval.Variant) bool { return v.Skipped })
	reads := make([]*readOnce, len(live))
	for i := range reads {
		reads[i] = &readOnce{}
	}
	for _, v := range r.Variants {
		read := &readOnce{} // a skipped variant's
		if i := slices.Index(live, v); i >= 0 {
			read = reads[i]
		}
		for _, rule := range rules {
			if v.Skipped && !rule.Skipped {
				continue
			}
			p := &RecipePass{
				pass: l.pass(rule, &found), Recipe: r, Variant: v, Data: v.Data, View: view, Tree: tree, First: len(live) > 0 && v == live[0],
				read: read, variants: live, reads: reads,
			}
			guard(rule, p.Start(), &found, func() { rule.Recipe(p) })
		}
	}
	return found
}

// tree returns the tree of a file that is checked; nil for others.
func (l *linter) tree(f *source.File) *bitbake.File {
	if t := l.trees[f.Name()]; t != nil && t.Source.Text() == f.Text() {
		return t
	}
	return nil
}

// workspace runs the Workspace rules.
func (l *linter) workspace(ctx context.Context) {
	rules := l.workspaceRules()
	if len(rules) == 0 {
		return
	}
	opts := eval.ListOptions{Inputs: true, Known: l.infos, RecipeOptions: eval.RecipeOptions{Multiconfigs: l.Workspace.AllMulticonfigs(), Jobs: l.Jobs}}
	listing, err := l.Workspace.List(ctx, opts)
	if err != nil {
		return // the context's, or the configuration's, which has been told
	}
	var found []*Finding
	p := &WorkspacePass{Workspace: l.Workspace, Listing: listing, Files: l.sorted, View: fsys.NewView(l.Disk, "/")}
	for _, r := range rules {
		p.pass = l.pass(r, &found)
		guard(r, diag.Place{}, &found, func() { r.Workspace(p) })
	}
	l.add(found)
}

// finish drops what is elsewhere, and sorts the rest.
func (l *linter) finish() {
	if l.Within != nil {
		l.out.Findings = slices.DeleteFunc(l.out.Findings, func(f *Finding) bool { return f.Known() && !l.Within(f.File.Name()) })
	}
	l.out.sort()
}

// sort sorts the findings and drops what is there twice, as files are read by several recipes and configurations.
func (r *Report) sort() {
	slices.SortStableFunc(r.Findings, compareFindings)
	r.Findings = slices.CompactFunc(r.Findings, func(a, b *Finding) bool { return compareFindings(a, b) == 0 })
}

// Add adds what another run found. The number of files is the larger: runs for several configurations look at the same.
func (r *Report) Add(o *Report) {
	r.Files, r.Bytes, r.Recipes = max(r.Files, o.Files), max(r.Bytes, o.Bytes), max(r.Recipes, o.Recipes)
	r.Findings = append(r.Findings, o.Findings...)
	r.Seen.add(&o.Seen)
	r.sort()
}

func compareFindings(a, b *Finding) int {
	name := func(f *Finding) string {
		if f.File == nil {
			return ""
		}
		return path.Clean(f.File.Name())
	}
	return cmp.Or(
		cmp.Compare(name(a), name(b)), cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Span.End, b.Span.End),
		cmp.Compare(a.Code.ID, b.Code.ID), cmp.Compare(a.Sub, b.Sub), cmp.Compare(a.Message, b.Message), cmp.Compare(fmt.Sprint(a.Severity), fmt.Sprint(b.Severity)),
	)
}
