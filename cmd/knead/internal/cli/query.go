package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/knead-build/knead/eval/query"
)

func (a *app) queryCommand() *cobra.Command {
	var o graphOptions
	var in []string
	c := &cobra.Command{
		Use:   "query QUESTION",
		Short: "Ask about the dependencies of recipes and tasks",
		Long: query.Help + `

The graph that is asked is the one of --in; else the one of all names in the question, or of "world" where it has rdeps() or all(),
or no name. The answer is a name a line; where it is empty the exit code is 1.`,
		Example: `  knead query 'deps(core-image-minimal) - deps(busybox)'
  knead query 'rdeps(zlib, 1)' --in core-image-minimal
  knead query 'somepath(core-image-minimal, virtual/libc)'
  knead query 'filter("-native$", deps(busybox)) ^ inherits(cmake, all())' --in busybox
  knead query 'layer(meta-python, deps(core-image-sato))'
  knead query 'tasks(deps(busybox), fetch)'`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return a.query(cmd.Context(), args[0], in, o) },
	}
	o.flags(c)
	c.Flags().StringArrayVar(&in, "in", nil, "ask the graph of this `target`")
	return c
}

func (a *app) query(ctx context.Context, question string, in []string, o graphOptions) error {
	e, err := query.Parse(question)
	if err != nil {
		return fmt.Errorf("the question is none: %w", err)
	}
	if in == nil {
		if in = e.Words(); e.Wide() || len(in) == 0 {
			in = []string{"world"}
		}
	}
	_, g, _, err := a.graph(ctx, in, o, false)
	if err != nil {
		return err
	}
	set, err := query.Eval(g, e)
	if err != nil {
		return fmt.Errorf("%w: %w", err, errMissing)
	}
	return a.printNames(set.Names(g))
}

// printNames prints an answer.
func (a *app) printNames(names []string) error {
	if a.json {
		if names == nil {
			names = []string{}
		}
		if err := a.writeJSON(names); err != nil {
			return err
		}
	}
	for _, n := range names {
		if !a.json {
			fmt.Fprintln(a.stdout, n)
		}
	}
	return failedError(len(names) == 0)
}
