package cli

import (
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/lang/diag"
)

type parseOptions struct {
	keepGoing bool
	jobs      int
}

func (a *app) parseCommand() *cobra.Command {
	var o parseOptions
	c := &cobra.Command{
		Use:   "parse",
		Short: "Evaluate all recipes, of all multiconfigs, and say what is wrong with them",
		Long: `Evaluate all recipes and compute their tasks' base hashes, as "bitbake -p" does, and print a summary. It ends at the first recipe that has errors, unless -k is
given. Results are kept: what has not changed is not evaluated again.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error { return a.parse(cmd, o) },
	}
	c.Flags().BoolVarP(&o.keepGoing, "keep-going", "k", false, "go on behind recipes with errors")
	c.Flags().IntVarP(&o.jobs, "jobs", "j", 0, "evaluate so many `recipes` side by side (default: one for each processor)")
	return c
}

// summary is what a run of parse came to.
type summary struct {
	Files    int     `json:"files"`
	Cached   int     `json:"cached"`
	Parsed   int     `json:"parsed"`
	Variants int     `json:"variants"`
	Skipped  int     `json:"skipped"`
	Masked   int     `json:"masked"`
	Errors   int     `json:"errors"`
	Warnings int     `json:"warnings"`
	Seconds  float64 `json:"seconds"`
}

var errStop = errors.New("stop")

func (a *app) parse(cmd *cobra.Command, o parseOptions) error {
	start := time.Now()
	w, err := a.open(cmd.Context(), false)
	if err != nil {
		return err
	}
	mcs := append([]string{""}, w.Multiconfigs...)
	s := summary{}
	for _, mc := range mcs {
		found, err := w.FindRecipes(mc)
		if err != nil {
			return err
		}
		s.Masked += found.Masked
		for _, d := range found.Diags {
			a.show(d)
			s.Warnings++
		}
	}
	progress, done := a.progress("Parsing recipes")
	opts := eval.ListOptions{RecipeOptions: eval.RecipeOptions{Multiconfigs: mcs, Jobs: o.jobs, Signatures: true, Progress: progress}}
	opts.Each = func(f *eval.FileInfo) error {
		s.Files++
		for _, d := range f.Diags {
			a.show(d)
			switch d.Severity {
			case diag.Error:
				s.Errors++
			case diag.Warning:
				s.Warnings++
			}
		}
		for _, v := range f.Variants {
			s.Variants++ // BitBake counts those that are skipped, too
			if v.Skipped {
				s.Skipped++
			}
		}
		if f.Failed && !o.keepGoing {
			return errStop
		}
		return nil
	}
	l, err := w.List(cmd.Context(), opts)
	done()
	if err != nil && !errors.Is(err, errStop) {
		return err
	}
	if l != nil {
		s.Cached = l.Cached
	}
	s.Parsed = s.Files - s.Cached
	s.Seconds = time.Since(start).Seconds()
	if a.json {
		if err := a.writeJSON(s); err != nil {
			return err
		}
	} else {
		fmt.Fprintf(a.stdout, "Parsing of %d .bb files complete (%d cached, %d parsed). %d targets, %d skipped, %d masked, %d errors, %d warnings, %.2f s.\n",
			s.Files, s.Cached, s.Parsed, s.Variants, s.Skipped, s.Masked, s.Errors, s.Warnings, s.Seconds)
	}
	if s.Errors > 0 {
		return errFindings
	}
	return nil
}
