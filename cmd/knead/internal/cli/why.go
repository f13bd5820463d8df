package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/graph"
	"github.com/knead-build/knead/eval/resolve"
)

func (a *app) whyCommand() *cobra.Command {
	var o graphOptions
	c := &cobra.Command{
		Use:   "why A B",
		Short: "Explain why a recipe or task needs another",
		Long: `Explain why A needs B: the shortest chain of tasks from one to the other and, for each step, every reason that it is there for,
with the variable or flag that makes it, its value, and the lines that the word comes from. A and B are recipes, names that
recipes provide, or tasks (NAME:do_TASK).

The chain goes over dependencies that are there for a reason of their own; where a task waits for all that it comes to depend on
([recrdeptask]), the way to what it came upon is shown. Where A does not need B the exit code is 1.`,
		Example: `  knead why core-image-minimal zlib
  knead why busybox:do_compile virtual/libc
  knead why core-image-minimal:do_rootfs opkg-native:do_populate_sysroot --json`,
		Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error { return a.why(cmd.Context(), args[0], args[1], o) },
	}
	o.flags(c)
	return c
}

// jsonStepWhy is a step of a chain.
type jsonStepWhy struct {
	From    string       `json:"from"`
	To      string       `json:"to"`
	Reasons []jsonReason `json:"reasons"`
}

type jsonReason struct {
	graph.Reason
	Sources []jsonSource `json:"sources"`
}

// jsonSource is a variable or flag that has a part in a reason.
type jsonSource struct {
	Recipe   string   `json:"recipe"`
	Variable string   `json:"variable"`
	Value    string   `json:"value,omitempty"`
	Places   []string `json:"places"`
}

func (a *app) why(ctx context.Context, from, to string, o graphOptions) error {
	w, g, _, err := a.graph(ctx, []string{from}, o, true)
	if err != nil {
		return err
	}
	start := graph.NewBits(len(g.Tasks))
	for _, t := range g.Targets {
		start.Add(t)
	}
	goal, err := tasksNamed(g, to)
	if err != nil {
		return fmt.Errorf("%s does not need %s: %w", from, to, err)
	}
	path := g.Direct().Path(start, goal)
	if path == nil {
		path = g.Depends().Path(start, goal)
	}
	if path == nil {
		return fmt.Errorf("%s does not need %s: %w", from, to, errMissing)
	}
	steps := []jsonStepWhy{}
	for i := 1; i < len(path); i++ {
		s, err := whyStep(ctx, w, g, path[i-1], path[i])
		if err != nil {
			return err
		}
		steps = append(steps, s)
	}
	if a.json {
		return a.writeJSON(steps)
	}
	if len(steps) == 0 {
		fmt.Fprintf(a.stdout, "%s is what was asked for\n", g.ShortID(path[0]))
	}
	for _, s := range steps {
		a.printStep(s)
	}
	return nil
}

// whyStep explains an edge.
func whyStep(ctx context.Context, w *eval.Workspace, g *graph.Graph, from, to int) (jsonStepWhy, error) {
	out := jsonStepWhy{From: g.ShortID(from), To: g.ShortID(to)}
	e, _ := g.Edge(from, to)
	for _, r := range g.Why(e) {
		j := jsonReason{Reason: r, Sources: []jsonSource{}}
		list, err := w.Explain(ctx, eval.Causes(g, from, to, r))
		if err != nil {
			return out, err
		}
		for _, x := range list {
			s := jsonSource{Recipe: x.Recipe.PN, Variable: x.Variable, Value: strings.Join(strings.Fields(x.Value), " "), Places: []string{}}
			switch {
			case x.Flag == "deps":
				s.Variable = "addtask"
			case x.Flag != "":
				s.Variable += "[" + x.Flag + "]"
			}
			for _, p := range x.Places {
				s.Places = append(s.Places, fmt.Sprintf("%s:%d", relative(p.File.Name()), p.File.Line(p.Span.Start)))
			}
			j.Sources = append(j.Sources, s)
		}
		out.Reasons = append(out.Reasons, j)
	}
	return out, nil
}

func (a *app) printStep(s jsonStepWhy) {
	task := func(id string) string { return id[strings.LastIndexByte(id, ':')+1:] }
	fmt.Fprintf(a.stdout, "%s waits for %s\n", s.From, s.To)
	for _, r := range s.Reasons {
		fmt.Fprintf(a.stdout, "  %s\n", r.Describe(task(s.From), task(s.To)))
		for _, x := range r.Sources {
			value := ""
			if x.Value != "" {
				value = " = " + shorten(x.Value, r.Item, 100)
			}
			fmt.Fprintf(a.stdout, "    %s%s\n", x.Variable, value)
			for _, p := range x.Places {
				fmt.Fprintf(a.stdout, "      %s\n", p)
			}
		}
	}
}

// shorten quotes a text. Where it is long only what is round a word is left.
func shorten(s, word string, n int) string {
	if len(s) <= n {
		return `"` + s + `"`
	}
	words := strings.Fields(s)
	at := max(0, slices.Index(words, word))
	from, to := at, at+1
	for size := len(words[at]); size < n && (from > 0 || to < len(words)); {
		if from > 0 {
			from--
			size += len(words[from]) + 1
		}
		if to < len(words) && size < n {
			size += len(words[to]) + 1
			to++
		}
	}
	out := strings.Join(words[from:to], " ")
	if from > 0 {
		out = "... " + out
	}
	if to < len(words) {
		out += " ..."
	}
	return `"` + out + `"`
}

// tasksNamed returns the tasks of a graph that a target's name means.
func tasksNamed(g *graph.Graph, target string) (graph.Bits, error) {
	mc, name, task := resolve.Split(target)
	recipes := g.RecipesNamed(mc, name)
	if len(recipes) == 0 {
		return nil, fmt.Errorf("no recipe in the graph is or provides %s: %w", name, errMissing)
	}
	out := g.TasksOf(recipes, task)
	if out.Count() == 0 {
		return nil, fmt.Errorf("%s has no %s in the graph: %w", name, task, errMissing)
	}
	return out, nil
}
