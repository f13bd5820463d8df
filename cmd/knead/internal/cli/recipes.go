package cli

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/fsys"
)

type recipesOptions struct {
	mc        string
	skipped   bool
	overlayed bool
	files     bool
	layer     string
}

func (a *app) recipesCommand() *cobra.Command {
	var o recipesOptions
	c := &cobra.Command{
		Use:   "recipes [PATTERN...]",
		Short: "List the recipes: versions, layers, which are preferred, which are skipped and why",
		Long: `List the recipes and their variants, or those whose name (PN) matches a pattern. "*" marks the version that is built,
"-" one that is skipped, with the reason behind it.`,
		Example: `  knead recipes
  knead recipes 'python3-*' --layer meta-python
  knead recipes --skipped
  knead recipes --overlayed`,
		RunE: func(cmd *cobra.Command, args []string) error {
			w, l, err := a.list(cmd, o.mc)
			if err != nil {
				return err
			}
			if o.overlayed {
				return a.overlayed(w, o.mc)
			}
			return a.recipes(w, l, args, o)
		},
	}
	c.Flags().StringVar(&o.mc, "mc", "", "of this multiconfig")
	c.Flags().BoolVar(&o.skipped, "skipped", false, "only those that are skipped")
	c.Flags().BoolVar(&o.overlayed, "overlayed", false, "list recipe files that another layer has too, with a higher priority")
	c.Flags().BoolVar(&o.files, "files", false, "with the files")
	c.Flags().StringVar(&o.layer, "layer", "", "only those of this `layer` (its collection)")
	return c
}

// list opens the build directory and lists the recipes of a multiconfig. What is wrong with them is shown.
func (a *app) list(cmd *cobra.Command, mc string) (*eval.Workspace, *eval.Listing, error) {
	w, err := a.open(cmd.Context(), false)
	if err != nil {
		return nil, nil, err
	}
	progress, done := a.progress("Parsing recipes")
	l, err := w.List(cmd.Context(), eval.ListOptions{RecipeOptions: eval.RecipeOptions{Multiconfigs: []string{mc}, Progress: progress}})
	done()
	if err != nil {
		return nil, nil, err
	}
	for _, f := range l.Files {
		for _, d := range f.Diags {
			if f.Failed {
				a.show(d)
			}
		}
	}
	return w, l, nil
}

type jsonRecipe struct {
	*eval.Info
	Preferred bool `json:"preferred"`
}

func (a *app) recipes(w *eval.Workspace, l *eval.Listing, patterns []string, o recipesOptions) error {
	preferred, err := w.Preferred(l, o.mc)
	if err != nil {
		return err
	}
	var list []jsonRecipe
	for _, i := range l.Variants() {
		if (o.skipped && !i.Skipped) || (o.layer != "" && i.Layer != o.layer) || !matchesAny(i.PN, patterns) {
			continue
		}
		c := preferred[i.PN]
		list = append(list, jsonRecipe{i, !i.Skipped && c.Best != nil && c.Best.Name == i.VirtualFn})
	}
	slices.SortStableFunc(list, func(a, b jsonRecipe) int {
		return cmp.Or(cmp.Compare(a.PN, b.PN), cmp.Compare(a.PV, b.PV), cmp.Compare(a.VirtualFn, b.VirtualFn))
	})
	if a.json {
		if list == nil {
			list = []jsonRecipe{}
		}
		return a.writeJSON(list)
	}
	var rows [][]string
	for _, r := range list {
		mark := " "
		switch {
		case r.Skipped:
			mark = "-"
		case r.Preferred:
			mark = "*"
		}
		row := []string{mark + " " + r.PN, version3(r.Info), cmp.Or(r.Layer, "(no layer)")}
		if o.files {
			row = append(row, relative(r.File))
		}
		if r.Skipped {
			row = append(row, "skipped: "+r.Reason)
		}
		rows = append(rows, row)
	}
	table(a.stdout, rows)
	if len(list) == 0 {
		return errFindings
	}
	return nil
}

// version3 returns "PE:PV" or "PV".
func version3(i *eval.Info) string {
	if i.PE != "" {
		return i.PE + ":" + i.PV
	}
	return i.PV
}

// matchesAny reports whether a name matches one of some patterns; all do where there are none.
func matchesAny(name string, patterns []string) bool {
	return len(patterns) == 0 || slices.ContainsFunc(patterns, func(p string) bool { return fsys.Match(p, name) })
}

func (a *app) overlayed(w *eval.Workspace, mc string) error {
	found, err := w.FindRecipes(mc)
	if err != nil {
		return err
	}
	type entry struct {
		File      string   `json:"file"`
		Overlayed []string `json:"overlayed"`
	}
	list := []entry{}
	for f, others := range found.Overlayed {
		list = append(list, entry{f, others})
	}
	slices.SortFunc(list, func(a, b entry) int { return cmp.Compare(a.File, b.File) })
	if a.json {
		return a.writeJSON(list)
	}
	for _, e := range list {
		fmt.Fprintf(a.stdout, "%s\n", relative(e.File))
		for _, o := range e.Overlayed {
			fmt.Fprintf(a.stdout, "  overlays %s\n", relative(o))
		}
	}
	return nil
}

func (a *app) appendsCommand() *cobra.Command {
	mc := ""
	c := &cobra.Command{
		Use:   "appends [RECIPE...]",
		Short: "List the .bbappend files of recipes, and those without a recipe",
		Long: `List the recipe files that have .bbappend files, in the order in which these are applied, or those whose file name
(without ".bb") matches a pattern. Appends that are for no recipe come last; with them the exit code is 1.`,
		Example: `  knead appends
  knead appends 'busybox_*'`,
		RunE: func(cmd *cobra.Command, args []string) error {
			w, err := a.open(cmd.Context(), false)
			if err != nil {
				return err
			}
			return a.appends(w, mc, args)
		},
	}
	c.Flags().StringVar(&mc, "mc", "", "of this multiconfig")
	return c
}

func (a *app) appends(w *eval.Workspace, mc string, patterns []string) error {
	found, err := w.FindRecipes(mc)
	if err != nil {
		return err
	}
	recipes, dangling := map[string][]string{}, []string{}
	var files []string
	for _, f := range found.Files {
		name := strings.TrimSuffix(path.Base(f.Path), ".bb")
		if len(f.Appends) > 0 && matchesAny(name, patterns) {
			recipes[f.Path] = f.Appends
			files = append(files, f.Path)
		}
	}
	if len(patterns) == 0 {
		dangling = append(dangling, found.Dangling()...)
	}
	slices.Sort(files)
	if a.json {
		if err := a.writeJSON(map[string]any{"recipes": recipes, "dangling": dangling}); err != nil {
			return err
		}
	} else {
		for _, f := range files {
			fmt.Fprintf(a.stdout, "%s\n", relative(f))
			for _, p := range recipes[f] {
				fmt.Fprintf(a.stdout, "  %s\n", relative(p))
			}
		}
		for _, p := range dangling {
			fmt.Fprintf(a.stderr, "%s is for no recipe\n", relative(p))
		}
	}
	if len(dangling) > 0 {
		return errFindings
	}
	return nil
}

func (a *app) inheritsCommand() *cobra.Command {
	mc := ""
	c := &cobra.Command{
		Use:   "inherits CLASS...",
		Short: "List the recipes that inherit a class, directly or not",
		Long:  "List the recipes and variants that inherit all of these classes, in whatever way: by inherit, through other classes, or by INHERIT.",
		Example: `  knead inherits cmake
  knead inherits pkgconfig meson`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			_, l, err := a.list(cmd, mc)
			if err != nil {
				return err
			}
			return a.inherits(l, args)
		},
	}
	c.Flags().StringVar(&mc, "mc", "", "of this multiconfig")
	return c
}

func (a *app) inherits(l *eval.Listing, classes []string) error {
	list := []*eval.Info{}
	for _, i := range l.Variants() {
		has := func(class string) bool {
			return slices.ContainsFunc(i.Classes, func(f string) bool { return strings.TrimSuffix(path.Base(f), ".bbclass") == class })
		}
		if !slices.ContainsFunc(classes, func(c string) bool { return !has(c) }) {
			list = append(list, i)
		}
	}
	slices.SortStableFunc(list, func(a, b *eval.Info) int { return cmp.Compare(a.PN, b.PN) })
	if a.json {
		if err := a.writeJSON(list); err != nil {
			return err
		}
	} else {
		var rows [][]string
		for _, i := range list {
			rows = append(rows, []string{i.PN, version3(i), relative(i.File)})
		}
		table(a.stdout, rows)
	}
	if len(list) == 0 {
		return errFindings
	}
	return nil
}
