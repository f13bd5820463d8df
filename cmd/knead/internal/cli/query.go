package cli

import (
	"context"
	"fmt"
	"iter"

	"github.com/spf13/cobra"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/config"
	"github.com/knead-build/knead/eval/graph"
	"github.com/knead-build/knead/eval/lint/custom"
	"github.com/knead-build/knead/eval/query"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/source"
)

func (a *app) queryCommand() *cobra.Command {
	var o graphOptions
	var in []string
	c := &cobra.Command{
		Use:   "query QUESTION",
		Short: "Ask about recipes, tasks, their dependencies, variables and statements",
		Long: query.Help + `

The graph that is asked is the one of --in; else the one of all names in the question, or of "world" where it has rdeps() or all(),
or no name. The answer is a name a line; of statements the place and the first line. Where it is empty the exit code is 1.

The same questions make rules of check: see "Rules of your own" in eval/lint/rules/README.md.`,
		Example: `  knead query 'deps(core-image-minimal) - deps(busybox)'
  knead query 'rdeps(zlib, 1)' --in core-image-minimal
  knead query 'somepath(core-image-minimal, virtual/libc)'
  knead query 'filter("-native$", deps(busybox)) ^ inherits(cmake, all())' --in busybox
  knead query 'layer(meta-python, deps(core-image-sato))'
  knead query 'tasks(deps(busybox), fetch)'
  knead query 'recipes where value(LICENSE) ~ "GPL-3" and variant = ""'
  knead query 'deps(core-image-minimal) where not set(SUMMARY) or value(DEPENDS) has systemd'
  knead query 'statements where variable = SRC_URI and op = "+=" and type = bbappend'`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return a.query(cmd.Context(), args[0], in, o) },
	}
	o.flags(c)
	c.Flags().StringArrayVar(&in, "in", nil, "ask the graph of this `target`")
	return c
}

func (a *app) query(ctx context.Context, question string, in []string, o graphOptions) error {
	q, err := query.Parse(question)
	if err != nil {
		return fmt.Errorf("the question is none: %w", err)
	}
	if q.Of != "" {
		w, err := a.open(ctx, false)
		if err != nil {
			return err
		}
		if q.Of == query.Statements {
			return a.queryStatements(w, q.Where)
		}
		_, names, err := a.queryRecipes(ctx, w, question, q.Where, nil)
		if err != nil {
			return err
		}
		return a.printNames(names)
	}
	if in == nil {
		if in = q.Set.Words(); q.Set.Wide() || len(in) == 0 {
			in = []string{"world"}
		}
	}
	w, g, _, err := a.graph(ctx, in, o, false)
	if err != nil {
		return err
	}
	set, err := query.Eval(g, q.Set)
	if err != nil {
		return fmt.Errorf("%w: %w", err, errMissing)
	}
	if q.Where != nil {
		files := map[string]bool{}
		for _, r := range g.Recipes {
			files[r.File] = true
		}
		fit, _, err := a.queryRecipes(ctx, w, question, q.Where, func(f *config.RecipeFile) bool { return files[f.Path] })
		if err != nil {
			return err
		}
		set = set.Keep(g, func(r *graph.Recipe) bool { return fit[r.Name] })
	}
	return a.printNames(set.Names(g))
}

// fitting are the variants of a recipe file that a condition holds for.
type fitting struct {
	Variants, Names []string // what BitBake calls them, and their short names
}

// queryRecipes returns the variants of recipes that a condition holds for: what BitBake calls them, and their names, by file.
func (a *app) queryRecipes(ctx context.Context, w *eval.Workspace, question string, where *query.Cond, selected func(*config.RecipeFile) bool) (map[string]bool, []string, error) {
	progress, done := a.progress("Parsing recipes")
	defer done()
	opts := eval.RecipeOptions{Select: selected, Multiconfigs: w.AllMulticonfigs(), Progress: progress}
	do := func(r *eval.Recipe) (fitting, bool) {
		var out fitting
		for _, v := range r.Variants {
			if v.Skipped || !where.Holds(custom.Recipe{Recipe: r, Variant: v}) {
				continue
			}
			pn, _ := v.Data.Get("PN") // who has no name has an error that says so
			short := graph.Recipe{PN: pn, Multiconfig: r.Multiconfig}
			out.Variants, out.Names = append(out.Variants, v.VirtualFn), append(out.Names, short.ShortName())
		}
		return out, !r.Failed
	}
	fit := map[string]bool{}
	var names []string
	err := eval.Derive(ctx, w, "query "+question, opts, do, func(f fitting, _ iter.Seq[string]) error {
		for i, v := range f.Variants {
			fit[v] = true
			names = append(names, f.Names[i])
		}
		return nil
	})
	return fit, names, err
}

// queryStatements writes the statements of all layers that a condition holds for.
func (a *app) queryStatements(w *eval.Workspace, where *query.Cond) error {
	var lines []string
	for _, l := range w.Layers {
		for _, f := range config.LayerFiles(w.View, l.Dir) {
			text, err := w.View.ReadFile(f.Path)
			if err != nil {
				return err
			}
			tree := bitbake.Parse(source.NewFile(f.Path, text), f.Kind, bitbake.Options{Dialect: w.Release.Dialect(), BaseConf: f.Base})
			for _, stmt := range tree.Stmts {
				if s := (custom.Statement{File: tree, Stmt: stmt}); s.Kind() != "" && where.Holds(s) {
					lines = append(lines, fmt.Sprintf("%s:%d: %s", relative(f.Path), tree.Source.Line(stmt.Span().Start), s.FirstLine()))
				}
			}
		}
	}
	return a.printNames(lines)
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
