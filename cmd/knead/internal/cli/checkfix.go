package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/diff"
	"github.com/spf13/cobra"

	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/lint/fix"
	"github.com/knead-build/knead/eval/lint/output"
)

// fixOptions say what is mended.
type fixOptions struct {
	fix, unsafe, dryRun bool
}

func (o *fixOptions) flags(c *cobra.Command) {
	f := c.Flags()
	f.BoolVar(&o.fix, "fix", false, "mend what can be mended without changing a value")
	f.BoolVar(&o.unsafe, "fix-unsafe", false, "mend what changes values as well")
	f.BoolVar(&o.dryRun, "dry-run", false, "with --fix: mend nothing, write the changes as a diff")
}

func (o *fixOptions) wanted() bool { return o.fix || o.unsafe || o.dryRun }

// checkFix checks, mends and writes what is left; for a dry run, what would be mended.
func (a *app) checkFix(ctx context.Context, o *checkOptions) error {
	if o.fix.dryRun && !o.fix.fix && !o.fix.unsafe {
		return errors.New("--dry-run goes with --fix or --fix-unsafe")
	}
	var last *checking
	check := func(ctx context.Context, disk *fsys.Disk) (*fix.Checked, error) {
		c, err := a.checkDisk(ctx, o, disk)
		if err != nil {
			return nil, err
		}
		last = c
		run, err := c.toFix()
		if err = cmp.Or(ctx.Err(), err); err != nil {
			return nil, err
		}
		out := &fix.Checked{Workspaces: c.workspaces, Release: c.Release}
		for _, f := range run.Findings {
			out.Findings = append(out.Findings, f.Finding)
		}
		return out, nil
	}
	result, err := fix.Run(ctx, fix.Options{Check: check, Disk: fsys.NewDisk(), Unsafe: o.fix.unsafe})
	if err != nil {
		if ctx.Err() != nil {
			return errors.New("interrupted: nothing is mended")
		}
		return err
	}
	for _, d := range result.TakenBack {
		a.show(d)
	}
	if o.fix.dryRun {
		return a.writeDiff(result, &o.output)
	}
	if err := writeFixed(result.Files); err != nil {
		return err
	}
	a.tellFixed(result, "mended")
	return last.report()
}

// toFix returns the findings that are to be mended: those that are known stay.
func (c *checking) toFix() (*output.Run, error) {
	if c.output.writeBaseline != "" {
		return c.found()
	}
	run, _, err := c.chosen()
	if err == nil { // what one release needs, another may not understand
		run.Findings = slices.DeleteFunc(run.Findings, func(f output.Finding) bool { return f.Releases != nil })
	}
	return run, err
}

// writeDiff writes what would be mended.
func (a *app) writeDiff(result *fix.Result, o *outputOptions) error {
	name, err := namesFrom(o.root)
	if err != nil {
		return err
	}
	err = a.writeTo(o.file, func(w io.Writer) error {
		for _, f := range result.Files {
			n := name(f.Path)
			if _, err := w.Write(diff.Diff("a/"+n, []byte(f.Before), "b/"+n, []byte(f.After))); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	a.tellFixed(result, "to be mended")
	return failedError(len(result.Files) > 0)
}

// writeFixed writes the files, unless one has changed since it was read.
func writeFixed(files []fix.File) error {
	for _, f := range files {
		text, err := os.ReadFile(f.Path)
		if err != nil {
			return err
		}
		if string(text) != f.Before {
			return fmt.Errorf("%s has changed while it was checked: nothing is mended", f.Path)
		}
	}
	for i, f := range files {
		if err := replaceFile(f.Path, f.After); err != nil {
			return fmt.Errorf("%d of %d files are mended, not %s: %w", i, len(files), f.Path, err)
		}
	}
	return nil
}

// tellFixed tells on standard error how much was mended, and what has changed by it.
func (a *app) tellFixed(result *fix.Result, what string) {
	var rules, changed []string
	for _, id := range slices.Sorted(maps.Keys(result.Fixed)) {
		rules = append(rules, fmt.Sprintf("%s %d", id, result.Fixed[id]))
	}
	if rules == nil {
		fmt.Fprintln(a.stderr, "knead: there is nothing to mend")
		return
	}
	fmt.Fprintf(a.stderr, "knead: %s: %s; files: %d\n", what, strings.Join(rules, ", "), len(result.Files))
	for _, name := range slices.Sorted(maps.Keys(result.Changed)) {
		changed = append(changed, fmt.Sprintf("%s (%d)", name, result.Changed[name]))
	}
	if changed != nil {
		fmt.Fprintf(a.stderr, "knead: changed by them, in how many recipes: %s\n", strings.Join(changed, ", "))
	}
}
