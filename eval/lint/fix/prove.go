package fix

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/config"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
)

// prover finds out what changes do.
type prover struct {
	*Checked
	disk   *fsys.Disk // without the changes
	unsafe bool       // values may change; nothing may fail that did not
	// changed are the counts of Result.Changed.
	changed map[string]int
	spaces  []*space         // nil until it is evaluated for the first time
	means   map[*change]bool // see meant
}

// refusals say why changes are not made.
type refusals map[*change]*diag.Diagnostic

func (r refusals) add(c *change, format string, args ...any) {
	if r[c] == nil {
		why := fmt.Sprintf(format, args...)
		r[c] = diag.New(CodeTakenBack, c.at.File, c.at.Span, "the fixes of %s in this file are not made: %s", c.rule.ID, why)
	}
}

// prove returns the changes that must not be made. The others have to be proved again, without those: it is called with fewer of the same
// changes then.
func (p *prover) prove(ctx context.Context, changes []*change) (refusals, error) {
	refused := refusals{}
	if p.syntax(changes, refused); len(refused) > 0 {
		return refused, nil
	}
	if changes = p.meant(changes, refused); len(refused) > 0 {
		return refused, nil
	}
	p.changed = map[string]int{}
	if len(changes) == 0 {
		return nil, nil
	}
	if p.spaces == nil {
		paths := slices.Sorted(maps.Keys(apply(p.disk, changes)))
		for _, w := range p.Workspaces {
			s, err := newSpace(ctx, p, w, paths)
			if err != nil {
				return nil, err
			}
			p.spaces = append(p.spaces, s)
		}
	}
	for _, s := range p.spaces {
		if err := s.compare(ctx, changes, refused); err != nil || len(refused) > 0 {
			return refused, err
		}
	}
	p.unknown(changes, refused)
	return refused, nil
}

// meant returns the changes that may change a value: those of more than the layout of files. What the others do together with these is
// to be nothing, too.
func (p *prover) meant(changes []*change, refused refusals) []*change {
	if p.means == nil {
		p.means = map[*change]bool{}
		for _, c := range changes {
			p.means[c] = len(p.differing(nil, []*change{c})) > 0
		}
	}
	var out []*change
	for _, c := range changes {
		if p.means[c] {
			out = append(out, c)
		}
	}
	for _, path := range p.differing(out, changes) {
		for _, c := range touching(changes, []string{path}) {
			refused.add(c, "together the fixes change more than the layout of %s", path)
		}
	}
	return out
}

// differing returns the files that say something else after some changes than after others.
func (p *prover) differing(a, b []*change) []string {
	before, after := apply(p.disk, a), apply(p.disk, b)
	view := fsys.NewView(p.disk, "/")
	var out []string
	for _, path := range slices.Sorted(maps.Keys(after)) {
		text, ok := before[path]
		if !ok {
			text, _ = view.ReadFile(path) // collect has read it
		}
		if !slices.Equal(p.parse(path, text).Meaning(nil), p.parse(path, after[path]).Meaning(nil)) {
			out = append(out, path)
		}
	}
	return out
}

// parse returns a file's tree.
func (p *prover) parse(path, text string) *bitbake.File {
	kind, _ := bitbake.KindOf(path)
	return bitbake.Parse(source.NewFile(path, text), kind, bitbake.Options{Dialect: p.Release.Dialect(), BaseConf: config.IsBaseConf(path)})
}

// trees returns the trees of a file before and after changes.
func (p *prover) trees(path, after string) (a, b *bitbake.File) {
	before, _ := fsys.NewView(p.disk, "/").ReadFile(path) // collect has read it
	return p.parse(path, before), p.parse(path, after)
}

// syntax refuses changes after which files have syntax errors that they did not have.
func (p *prover) syntax(changes []*change, refused refusals) {
	errors := func(tree *bitbake.File) (n int) {
		for _, d := range lint.Syntax(tree) {
			if d.Severity == diag.Error {
				n++
			}
		}
		return n
	}
	worse := func(changes []*change) []string {
		var out []string
		texts := apply(p.disk, changes)
		for _, path := range slices.Sorted(maps.Keys(texts)) {
			if a, b := p.trees(path, texts[path]); errors(b) > errors(a) {
				out = append(out, path)
			}
		}
		return out
	}
	for _, path := range worse(changes) {
		involved := touching(changes, []string{path})
		for _, c := range culprits(involved, func(c *change) bool { return worse([]*change{c}) != nil }) {
			refused.add(c, "%s would have syntax errors", path)
		}
	}
}

// unknown refuses changes of files that no evaluated value comes from.
func (p *prover) unknown(changes []*change, refused refusals) {
	if p.unsafe {
		return
	}
	for _, c := range changes {
		for _, path := range p.differing(nil, []*change{c}) {
			if !slices.ContainsFunc(p.spaces, func(s *space) bool { return s.valued[path] }) {
				refused.add(c, "no value that is evaluated here comes from %s, so that it is not known what they do", path)
			}
		}
	}
}

// touching returns the changes of any of these files.
func touching(changes []*change, paths []string) []*change {
	var out []*change
	for _, c := range changes {
		if slices.ContainsFunc(paths, func(p string) bool { return c.edits[p] != nil }) {
			out = append(out, c)
		}
	}
	return out
}

// culprits returns the changes that do something alone; all, where none does.
func culprits(changes []*change, does func(*change) bool) []*change {
	if len(changes) == 1 {
		return changes
	}
	var out []*change
	for _, c := range changes {
		if does(c) {
			out = append(out, c)
		}
	}
	if out == nil {
		return changes
	}
	return out
}

// edited returns a workspace with changes made.
func (p *prover) edited(ctx context.Context, w *eval.Workspace, changes []*change) (*eval.Workspace, error) {
	return w.Edit(ctx, eval.Edit{Edit: fsys.Edit{Texts: apply(p.disk, changes)}})
}
