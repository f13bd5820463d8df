package cli

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/eval/lint/output"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/stdlib/classes"
)

// outputOptions say what becomes of a check's findings.
type outputOptions struct {
	format, file, root      string
	baseline, writeBaseline string
	summary                 bool
}

func (o *outputOptions) flags(c *cobra.Command) {
	names := []string{}
	for _, f := range output.Formats {
		names = append(names, f.Name)
	}
	f := c.Flags()
	f.StringVar(&o.format, "format", "", "how to write the findings: "+strings.Join(names, ", "))
	f.StringVarP(&o.file, "output", "o", "", "write to this `file`")
	f.StringVar(&o.root, "root", "", "write paths as seen from this `folder` instead of the working directory")
	f.StringVar(&o.baseline, "baseline", "", "leave out the findings that this `file` has")
	f.StringVar(&o.writeBaseline, "write-baseline", "", "write all findings to this `file`, for --baseline")
	f.BoolVar(&o.summary, "summary", false, "count the findings of each rule")
	c.MarkFlagsMutuallyExclusive("baseline", "write-baseline")
}

// formatHelp describes the formats, a line each.
func formatHelp() string {
	var b strings.Builder
	for _, f := range output.Formats {
		fmt.Fprintf(&b, "  %-11s%s\n", f.Name, f.Doc)
	}
	return b.String()
}

// errInterrupted is the error of a check that was interrupted; what was found until then has been written.
var errInterrupted = errors.New("interrupted: the findings are not all")

// outputFormat returns the format that was asked for.
func (a *app) outputFormat(o *outputOptions) (*output.Format, error) {
	name := o.format
	switch {
	case name == "" && a.json:
		name = "jsonl"
	case name == "":
		name = "text"
	case a.json && name != "jsonl":
		return nil, fmt.Errorf("--json is --format jsonl: leave it or --format %s out", name)
	}
	f := output.Find(name)
	if f == nil {
		return nil, fmt.Errorf("there is no format %s: see knead check --help", name)
	}
	return f, nil
}

// report writes the findings. The error says whether there are errors among them.
func (c *checking) report() error {
	format, err := c.outputFormat(&c.output)
	if err != nil {
		return err
	}
	if c.output.writeBaseline != "" && !c.partial {
		if err := c.newBaseline(); err != nil {
			return err
		}
	}
	run, gone, err := c.chosen()
	if err != nil {
		return err
	}
	run.Files, run.Configurations, run.Partial = c.Files, c.configs, c.partial
	run.Version, run.Summary = version(), c.output.summary
	run.Color = c.output.file == "" && c.colored(c.stdout)
	if err := c.writeTo(c.output.file, func(w io.Writer) error { return format.Write(w, run) }); err != nil {
		return err
	}
	if c.output.summary && format.Name != "text" {
		if err := run.WriteSummary(c.stderr); err != nil {
			return err
		}
	}
	if c.partial {
		return errInterrupted
	}
	c.tellGone(gone)
	return c.verdict(run.Count(diag.Error), run.Count(diag.Warning))
}

// found returns all findings.
func (c *checking) found() (*output.Run, error) {
	name, err := namesFrom(c.output.root)
	if err != nil {
		return nil, err
	}
	return output.New(c.Findings, name), nil
}

// baseline returns the file that findings are compared with, "" for none.
func (c *checking) baseline() string {
	return cmp.Or(c.output.baseline, c.output.writeBaseline, c.limits.baseline)
}

// chosen returns the findings that count, which are those of the change where one is named and that the baseline does not have, and
// what the baseline has that is not found any more.
func (c *checking) chosen() (run *output.Run, gone []output.Entry, err error) {
	if c.since != "" && c.before == nil {
		if c.before, err = c.checkBefore(); err != nil {
			return nil, nil, err
		}
		updates, err := c.licenseUpdates(c.before)
		if err != nil {
			return nil, nil, err
		}
		c.Add(updates)
	}
	if run, err = c.found(); err != nil {
		return nil, nil, err
	}
	var keep map[string]bool
	if c.since != "" {
		keep = c.keepSince(run)
	}
	if gone, err = c.applyBaseline(run); err != nil {
		return nil, nil, err
	}
	if keep != nil {
		run.Keep(keep)
	}
	return run, gone, nil
}

// applyBaseline drops the findings that the baseline has, and returns what it has that is not found any more.
func (c *checking) applyBaseline(run *output.Run) ([]output.Entry, error) {
	file := c.baseline()
	if file == "" || c.output.writeBaseline != "" && c.partial {
		return nil, nil
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := output.ReadBaseline(f, file)
	if err != nil {
		return nil, err
	}
	gone := b.Apply(run)
	return slices.DeleteFunc(gone, func(e output.Entry) bool { return !c.covers(&e, run.Name) }), nil
}

// newBaseline writes a baseline with all findings.
func (c *checking) newBaseline() error {
	run, err := c.found()
	if err != nil {
		return err
	}
	return c.writeTo(c.output.writeBaseline, output.NewBaseline(run).Write)
}

// tellGone tells what a baseline has that is not found any more.
func (c *checking) tellGone(gone []output.Entry) {
	if len(gone) == 0 {
		return
	}
	fmt.Fprintf(c.stderr, "knead: gone since %s was written (--write-baseline writes it anew):\n", relative(c.baseline()))
	for _, e := range gone {
		fmt.Fprintf(c.stderr, "  %s\n", &e)
	}
}

// namesFrom returns what files are called as seen from a folder, "" for the working directory: their paths relative to it, with
// slashes. What is far off keeps its whole path, as does what is on no disk.
func namesFrom(root string) (func(string) string, error) {
	root, err := filepath.Abs(root)
	if err != nil {
		return nil, err
	}
	return func(name string) string {
		rel, err := filepath.Rel(root, name)
		rel = filepath.ToSlash(rel)
		if err != nil || strings.HasPrefix(rel, "../../../") || strings.HasPrefix(name, path.Dir(classes.CoreDir)+"/") {
			return filepath.ToSlash(name)
		}
		return rel
	}, nil
}

// covers reports whether a finding would have been found: its rule looked at the file, or the file is not there any more.
func (c *checking) covers(e *output.Entry, names func(string) string) bool {
	if e.Path == "" || !c.view.Exists(filepath.Join(c.output.root, e.Path)) {
		return true
	}
	return slices.ContainsFunc(c.seen, func(s seen) bool {
		rules := s.names.Rules(e.ID)
		for p := range s.Files {
			if names(p) == e.Path {
				return rules == nil || slices.ContainsFunc(rules, func(r *lint.Rule) bool { return s.Looked(r, p) })
			}
		}
		return false
	})
}
