package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/knead-build/knead/eval/graph"
	"github.com/knead-build/knead/eval/query"
)

type depsOptions struct {
	graphOptions
	tasks bool
	depth int
	in    []string
}

func (o *depsOptions) flags(c *cobra.Command) {
	o.graphOptions.flags(c)
	c.Flags().BoolVar(&o.tasks, "tasks", false, "list tasks, not recipes")
	c.Flags().IntVar(&o.depth, "depth", 0, "go so many `steps` at most; 0: as far as it goes")
}

func (a *app) depsCommand() *cobra.Command {
	var o depsOptions
	c := &cobra.Command{
		Use:   "deps TARGET...",
		Short: "List the recipes or tasks that targets need",
		Long:  "List the recipes that targets need to be built, or with --tasks the tasks. Targets are those of \"knead graph\".",
		Example: `  knead deps busybox
  knead deps busybox:do_compile --tasks
  knead deps core-image-minimal --depth 1`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return a.deps(cmd.Context(), args, o) },
	}
	o.flags(c)
	return c
}

func (a *app) rdepsCommand() *cobra.Command {
	var o depsOptions
	c := &cobra.Command{
		Use:   "rdeps TARGET...",
		Short: "List the recipes or tasks that need targets",
		Long: `List the recipes that need one of some recipes, or tasks, or with --tasks the tasks that do: among all of "world", or among
what the targets of --in need.`,
		Example: `  knead rdeps zlib
  knead rdeps zlib --in core-image-minimal --depth 1
  knead rdeps openssl:do_populate_sysroot --tasks`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return a.rdeps(cmd.Context(), args, o) },
	}
	o.flags(c)
	c.Flags().StringArrayVar(&o.in, "in", nil, "look at what this `target` needs, not at world")
	return c
}

func (a *app) deps(ctx context.Context, targets []string, o depsOptions) error {
	_, g, _, err := a.graph(ctx, targets, o.graphOptions, false)
	if err != nil {
		return err
	}
	from := graph.NewBits(len(g.Tasks))
	for _, t := range g.Targets {
		from.Add(t)
	}
	return a.printReach(g, g.Depends(), g.RecipeDepends(), from, o)
}

func (a *app) rdeps(ctx context.Context, targets []string, o depsOptions) error {
	in := o.in
	if in == nil {
		in = []string{"world"}
	}
	_, g, _, err := a.graph(ctx, in, o.graphOptions, false)
	if err != nil {
		return err
	}
	from := graph.NewBits(len(g.Tasks))
	for _, t := range targets {
		tasks, err := tasksNamed(g, t)
		if err != nil {
			return err
		}
		from.Or(tasks)
	}
	return a.printReach(g, g.Dependents(), g.RecipeDepends().Reverse(), from, o)
}

// printReach prints what is reached from some tasks, without those themselves. How far recipes are is counted in recipes.
func (a *app) printReach(g *graph.Graph, tasks, recipes graph.Digraph, from graph.Bits, o depsOptions) error {
	depth := o.depth
	if depth <= 0 {
		depth = -1
	}
	out := query.Set{Recipes: graph.NewBits(len(g.Recipes)), Tasks: graph.NewBits(len(g.Tasks))}
	if o.tasks {
		out.Tasks = tasks.Reach(from, depth)
		for t := range from.All {
			out.Tasks.Remove(t)
		}
		return a.printNames(out.Names(g))
	}
	start := g.RecipesOf(from)
	if depth < 0 {
		out.Recipes = g.RecipesOf(tasks.Reach(from, -1))
	} else {
		out.Recipes = recipes.Reach(start, depth)
	}
	for r := range start.All {
		out.Recipes.Remove(r)
	}
	return a.printNames(out.Names(g))
}
