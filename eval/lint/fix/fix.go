// Package fix mends what a check has found: it collects the findings' edits, makes those that do not get in each other's way, and
// proves that nothing that is evaluated changes: where more than the layout of files changes, by evaluating before and after. What would
// change a value is taken back. It writes no file: it works on texts in memory, and hands back what the files are to be.
package fix

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/interp"
	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/diag"
)

// CodeTakenBack says that a fix is not made.
var CodeTakenBack = diag.Register("fix-taken-back", diag.Warning, "")

// Options say what to mend. Check and Disk are needed.
type Options struct {
	// Check checks the metadata on a disk. It is called anew after each round of fixes; the last call is for what is left.
	Check func(context.Context, *fsys.Disk) (*Checked, error)
	// Disk has the files. What is no file of it, or a symbolic link, is left alone.
	Disk *fsys.Disk
	// Unsafe makes the fixes of rules that say that they change values, too.
	Unsafe bool
}

// Checked is what a check tells.
type Checked struct {
	Findings []*lint.Finding
	// Workspaces are those that the metadata was evaluated in: fixes must not change values in any of them.
	Workspaces []*eval.Workspace
	// Readers returns the recipe files that read a file. Where it is nil, all recipes are evaluated to find out.
	Readers func(path string) []string
	// Release is the one whose syntax the files have.
	Release interp.Release
}

// Result is what was mended.
type Result struct {
	Files []File // those that change, by path
	// Fixed counts the fixes by rule.
	Fixed map[string]int
	// TakenBack says which fixes would have changed what, or made a file worse.
	TakenBack []*diag.Diagnostic
	// Changed counts the recipes in which fixes have changed something, by what it is: a variable's name, "NAME[flag]". Only Unsafe
	// fixes do.
	Changed map[string]int
}

// File is a file with its text before and after.
type File struct {
	Path, Before, After string
}

// maxRounds bounds how often fixes make room for others, in case two rules undo each other's.
const maxRounds = 20

// fixer is one run.
type fixer struct {
	Options
	*Result
	view  *fsys.View        // of Disk
	texts map[string]string // of the files that have changed so far
	tried map[tried]bool
}

// tried is a rule in a file whose fixes were taken back.
type tried struct {
	rule *lint.Rule
	path string
}

// Run mends files. Each round checks, and makes the fixes that do not overlap; those of Unsafe rules come when there are no others.
// The error is the context's or the check's: then nothing is mended.
func Run(ctx context.Context, opts Options) (*Result, error) {
	f := &fixer{
		Options: opts, Result: &Result{Fixed: map[string]int{}, Changed: map[string]int{}},
		view: fsys.NewView(opts.Disk, "/"), texts: map[string]string{}, tried: map[tried]bool{},
	}
	for n := 0; ; n++ {
		checked, disk, err := f.check(ctx)
		if err != nil {
			return nil, err
		}
		if n == maxRounds {
			break
		}
		again, err := f.round(ctx, checked, disk)
		if err != nil {
			return nil, cmp.Or(ctx.Err(), err)
		}
		if !again {
			break
		}
	}
	for _, p := range slices.Sorted(maps.Keys(f.texts)) {
		before, err := f.view.ReadFile(p)
		if err != nil {
			return nil, err
		}
		if before != f.texts[p] {
			f.Files = append(f.Files, File{p, before, f.texts[p]})
		}
	}
	diag.Sort(f.TakenBack)
	return f.Result, nil
}

// check checks what the files are now.
func (f *fixer) check(ctx context.Context) (*Checked, *fsys.Disk, error) {
	disk := f.Disk.Overlay(f.texts)
	checked, err := f.Check(ctx, disk)
	return checked, disk, err
}

// round makes fixes. It reports whether there may be more to do.
func (f *fixer) round(ctx context.Context, checked *Checked, disk *fsys.Disk) (again bool, err error) {
	unsafe := false
	changes := f.collect(disk, checked, unsafe)
	if len(changes) == 0 && f.Unsafe {
		unsafe = true
		changes = f.collect(disk, checked, unsafe)
	}
	if len(changes) == 0 {
		return false, nil
	}
	p := &prover{Checked: checked, disk: disk, unsafe: unsafe}
	for len(changes) > 0 {
		refused, err := p.prove(ctx, changes)
		if err != nil {
			return false, err
		}
		if len(refused) == 0 {
			break
		}
		changes = slices.DeleteFunc(changes, func(c *change) bool {
			why := refused[c]
			if why != nil {
				f.TakenBack = append(f.TakenBack, why)
				f.tried[tried{c.rule, c.path}] = true
			}
			return why != nil
		})
	}
	for _, c := range changes {
		f.Fixed[c.rule.ID] += c.fixes
	}
	for name, n := range p.changed {
		f.Changed[name] += n
	}
	maps.Copy(f.texts, apply(disk, changes))
	return true, nil
}
