package cli

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/graph"
	"github.com/knead-build/knead/eval/resolve"
	"github.com/knead-build/knead/lang/diag"
)

// graphOptions say which graph to make; several commands have them.
type graphOptions struct {
	task            string
	runAll, runOnly []string
	keepGoing       bool
}

func (o *graphOptions) flags(c *cobra.Command) {
	f := c.Flags()
	f.StringVar(&o.task, "task", "build", "the `task` of targets that name none")
	f.StringArrayVar(&o.runAll, "runall", nil, "run this `task` of all recipes that the targets need, with what it needs")
	f.StringArrayVar(&o.runOnly, "runonly", nil, "run only the `task` of this name of what the targets need, with what it needs")
	f.BoolVarP(&o.keepGoing, "keep-going", "k", false, "leave out what cannot be built")
}

// graphFormats are the ways to write a graph.
var graphFormats = map[string]func(*graph.Graph, io.Writer) error{
	"dot":          (*graph.Graph).WriteDot,
	"json":         (*graph.Graph).WriteJSON,
	"jsonl":        (*graph.Graph).WriteTasks,
	"pn-buildlist": (*graph.Graph).WriteBuildList,
}

func (a *app) graphCommand() *cobra.Command {
	var o graphOptions
	format, out := "dot", ""
	c := &cobra.Command{
		Use:   "graph TARGET...",
		Short: "Write the task graph of targets",
		Args:  cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if a.json && !cmd.Flags().Changed("format") {
				format = "json"
			}
			write, ok := graphFormats[format]
			if !ok {
				return fmt.Errorf("there is no format %q", format)
			}
			g, failed, err := a.graph(cmd.Context(), args, o)
			if err != nil {
				return err
			}
			if err := a.writeTo(out, func(w io.Writer) error { return write(g, w) }); err != nil {
				return err
			}
			if failed {
				return errFindings
			}
			return nil
		},
	}
	o.flags(c)
	c.Flags().StringVar(&format, "format", "dot", "")
	c.Flags().StringVarP(&out, "output", "o", "", "write to this `file`")
	return c
}

// graph opens the build directory and makes the graph of targets. failed says that something was wrong that did not keep it from
// being made; it has been shown.
func (a *app) graph(ctx context.Context, targets []string, o graphOptions) (g *graph.Graph, failed bool, err error) {
	w, err := a.open(ctx, false)
	if err != nil {
		return nil, false, err
	}
	progress, done := a.progress("Parsing recipes")
	l, err := w.List(ctx, eval.ListOptions{RecipeOptions: eval.RecipeOptions{Multiconfigs: w.AllMulticonfigs(), Progress: progress}})
	done()
	if err != nil {
		return nil, false, err
	}
	g, err = w.Graph(ctx, eval.GraphOptions{
		Targets: targets, Task: o.task, Selection: resolve.Selection{RunAll: o.runAll, RunOnly: o.runOnly}, Continue: o.keepGoing, Listing: l,
		Report: func(d *diag.Diagnostic) {
			failed = failed || d.Severity == diag.Error
			a.show(d)
		},
	})
	if broken := (*eval.BrokenRecipesError)(nil); errors.As(err, &broken) {
		for _, f := range broken.Files {
			for _, d := range f.Diags {
				a.show(d)
			}
		}
		return nil, true, errFindings
	}
	return g, failed, err
}
