package cli

import (
	"bufio"
	"context"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/config"
	"github.com/knead-build/knead/eval/fsys"
)

type dumpOptions struct {
	out        string
	configOnly bool
	noVars     bool
	recipes    []string
}

func (a *app) dumpCommand() *cobra.Command {
	var o dumpOptions
	c := &cobra.Command{
		Use:   "dump",
		Short: "Write all values and flags as JSON lines",
		Long: `Write what is evaluated as lines of JSON, for comparison with what another implementation evaluates: one line for
the configuration, {"virtualfn": "", "vars": {name: value}, "flags": {name: {flag: value}}}, and one for each variant of each
recipe, sorted by its name, with pn, skipped, appends, tasks and taskflags as well.`,
		Example: `  knead dump -o all.jsonl
  knead dump --config
  knead dump --recipe '*/zlib_*.bb' --no-vars`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			w, err := a.open(cmd.Context(), false)
			if err != nil {
				return err
			}
			return a.writeTo(o.out, func(out io.Writer) error { return a.dump(cmd.Context(), w, out, o) })
		},
	}
	c.Flags().StringVarP(&o.out, "output", "o", "", "write to this `file`")
	c.Flags().BoolVar(&o.configOnly, "config", false, "write the configuration's line only")
	c.Flags().BoolVar(&o.noVars, "no-vars", false, "leave the recipes' values and flags out")
	c.Flags().StringArrayVar(&o.recipes, "recipe", nil, "only recipe files whose path matches this `pattern`")
	return c
}

func (a *app) dump(ctx context.Context, w *eval.Workspace, out io.Writer, o dumpOptions) error {
	if err := w.DumpConfig(out); err != nil || o.configOnly {
		return err
	}
	opts := eval.DumpOptions{NoVars: o.noVars, Report: a.show}
	if len(o.recipes) > 0 {
		opts.Select = func(f *config.RecipeFile) bool {
			for _, p := range o.recipes {
				if fsys.Match(p, f.Path) {
					return true
				}
			}
			return false
		}
	}
	collectGarbage(300)
	lines, err := newSortedLines(out)
	if err != nil {
		return err
	}
	defer lines.close()
	failed, err := w.DumpRecipes(ctx, opts, lines.add)
	if err != nil {
		return err
	}
	if err := lines.flush(); err != nil {
		return err
	}
	if failed > 0 {
		return errFindings
	}
	return nil
}

// writeTo calls write with standard output, or with a file where one is named.
func (a *app) writeTo(file string, write func(io.Writer) error) error {
	if file == "" {
		b := bufio.NewWriter(a.stdout)
		err := write(b)
		if e := b.Flush(); err == nil {
			err = e
		}
		return err
	}
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	b := bufio.NewWriterSize(f, 1<<20)
	err = write(b)
	if e := b.Flush(); err == nil {
		err = e
	}
	if e := f.Close(); err == nil {
		err = e
	}
	return err
}
