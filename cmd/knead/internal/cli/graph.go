package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/graph"
	"github.com/knead-build/knead/eval/resolve"
	"github.com/knead-build/knead/lang/diag"
)

// graphOptions say which graph to make; several commands have them.
type graphOptions struct {
	hashes          bool           // of the tasks
	listing         **eval.Listing // where the listing goes; nil: nowhere
	task            string
	runAll, runOnly []string
	keepGoing       bool
}

func (o *graphOptions) flags(c *cobra.Command) {
	f := c.Flags()
	f.StringVar(&o.task, "task", "build", "the `task` of targets that name none")
	f.StringArrayVar(&o.runAll, "runall", nil, "run this `task` of all recipes that the targets need, with what it needs")
	f.StringArrayVar(&o.runOnly, "runonly", nil, "run only the tasks of this `name` that the targets need, with what they need")
	f.BoolVarP(&o.keepGoing, "keep-going", "k", false, "leave out what cannot be built")
}

// graphFormats are the ways to write a graph; tasks asks for tasks where a format would draw recipes.
var graphFormats = map[string]func(g *graph.Graph, w io.Writer, tasks bool) error{
	"dot":          func(g *graph.Graph, w io.Writer, _ bool) error { return g.WriteDot(w) },
	"json":         func(g *graph.Graph, w io.Writer, _ bool) error { return g.WriteJSON(w) },
	"jsonl":        func(g *graph.Graph, w io.Writer, _ bool) error { return g.WriteTasks(w) },
	"pn-buildlist": func(g *graph.Graph, w io.Writer, _ bool) error { return g.WriteBuildList(w) },
	"mermaid":      (*graph.Graph).WriteMermaid,
	"svg":          func(g *graph.Graph, w io.Writer, _ bool) error { return g.WriteSVG(w) },
	"html":         func(g *graph.Graph, w io.Writer, _ bool) error { return g.WriteHTML(w) },
}

func (a *app) graphCommand() *cobra.Command {
	var o graphOptions
	format, out, reduce, tasks := "dot", "", false, false
	c := &cobra.Command{
		Use:   "graph TARGET...",
		Short: "Write the graph of the tasks that targets need",
		Long: `Write the graph of the tasks that targets need: which run before which, and why. Targets are as BitBake takes them:

  NAME              a recipe (PN), or what one provides
  NAME:do_TASK      a task of it; NAME:TASK is the same
  mc:CONF:NAME      either of them in a multiconfig; mc:*:NAME in all
  world, universe   all recipes that do not exclude themselves; really all

The formats:

  dot           graphviz, as "bitbake -g" writes task-depends.dot
  pn-buildlist  the recipes' names, as "bitbake -g" writes pn-buildlist
  jsonl         a line for each task: {"tid", "depends", "hash", "unihash"}
  json          everything, with the reason for each dependency, in one versioned document
  mermaid       a flow chart of the recipes, or with --tasks of the tasks
  svg           a drawing of the recipes
  html          one page to look around in: the drawing, and the tasks folded by recipe with what they wait for and why

What goes wrong is said as BitBake decides: nothing provides a name, tasks that wait for each other, two versions of a recipe.
With an error that leaves a graph, as for a package that nobody provides, the graph is written and the exit code is 1.`,
		Example: `  knead graph core-image-minimal --format html -o image.html
  knead graph busybox:compile --format jsonl
  knead graph core-image-minimal --runall fetch --format pn-buildlist
  knead graph zlib --transitive-reduction | dot -Tsvg > zlib.svg`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if a.json && !cmd.Flags().Changed("format") {
				format = "json"
			}
			write, ok := graphFormats[format]
			if !ok {
				return fmt.Errorf("there is no format %s: take one of %s", format, strings.Join(slices.Sorted(maps.Keys(graphFormats)), ", "))
			}
			o.hashes = format == "json" || format == "jsonl"
			_, g, failed, err := a.graph(cmd.Context(), args, o, false)
			if err != nil {
				return err
			}
			if reduce {
				g = g.Reduced()
			}
			if err := a.writeTo(out, func(w io.Writer) error { return write(g, w, tasks) }); err != nil {
				return err
			}
			return failedError(failed)
		},
	}
	o.flags(c)
	f := c.Flags()
	f.StringVar(&format, "format", "dot", "write dot, pn-buildlist, jsonl, json, mermaid, svg or html")
	f.StringVarP(&out, "output", "o", "", "write to this `file`")
	f.BoolVar(&reduce, "transitive-reduction", false, "leave out dependencies that others imply")
	f.BoolVar(&tasks, "tasks", false, "draw tasks where the format would draw recipes")
	_ = c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(slices.Sorted(maps.Keys(graphFormats)), cobra.ShellCompDirectiveNoFileComp))
	return c
}

// failedError is the error of a run that showed errors and still gave a result.
func failedError(failed bool) error {
	if failed {
		return errFindings
	}
	return nil
}

// graph opens the build directory and makes the graph of targets. failed says that something was wrong that did not keep it from
// being made; it has been shown. tracking records who set what.
func (a *app) graph(ctx context.Context, targets []string, o graphOptions, tracking bool) (w *eval.Workspace, g *graph.Graph, failed bool, err error) {
	if w, err = a.open(ctx, tracking); err != nil {
		return nil, nil, false, err
	}
	g, failed, err = a.graphOf(ctx, w, targets, o)
	return w, g, failed, err
}

// graphOf makes the graph of targets in a workspace.
func (a *app) graphOf(ctx context.Context, w *eval.Workspace, targets []string, o graphOptions) (g *graph.Graph, failed bool, err error) {
	// Where the graph has few of the recipes it takes less time to evaluate those again for their base hashes.
	most := slices.Contains(targets, "world") || slices.Contains(targets, "universe")
	progress, done := a.progress("Parsing recipes")
	l, err := w.List(ctx, eval.ListOptions{Inputs: true, RecipeOptions: eval.RecipeOptions{
		Multiconfigs: w.AllMulticonfigs(), Progress: progress, Signatures: o.hashes && most,
	}})
	done()
	if err != nil {
		return nil, false, err
	}
	if o.listing != nil {
		*o.listing = l
	}
	g, err = w.Graph(ctx, eval.GraphOptions{
		Targets: targets, Task: o.task, Selection: resolve.Selection{RunAll: o.runAll, RunOnly: o.runOnly}, Continue: o.keepGoing, Listing: l,
		Report: func(d *diag.Diagnostic) {
			failed = failed || d.Severity == diag.Error
			a.show(d)
		},
	})
	if err != nil {
		return g, failed, w.ExplainProblem(ctx, a.broken(err))
	}
	if o.hashes {
		g, err = a.hash(ctx, w, g, l, o)
	}
	return g, failed, a.broken(err)
}

// broken shows what is wrong with recipes where that is the error.
func (a *app) broken(err error) error {
	broken := (*eval.BrokenRecipesError)(nil)
	if !errors.As(err, &broken) {
		return err
	}
	for _, f := range broken.Files {
		for _, d := range f.Diags {
			a.show(d)
		}
	}
	return errFindings
}

// hash adds the hashes to a graph.
func (a *app) hash(ctx context.Context, w *eval.Workspace, g *graph.Graph, l *eval.Listing, o graphOptions) (*graph.Graph, error) {
	progress, done := a.progress("Computing hashes")
	l, err := w.Sign(ctx, g, l, eval.RecipeOptions{Progress: progress})
	done()
	if err != nil {
		return nil, err
	}
	if o.listing != nil {
		*o.listing = l
	}
	return w.Hash(ctx, g, l, a.hashOptions())
}
