package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/datastore"
)

func (a *app) historyCommand() *cobra.Command {
	var t target
	c := &cobra.Command{
		Use:   "history VARIABLE",
		Short: "Explain how a variable came to its value",
		Long: `Print all that was done to a variable, and to what overrides it, in order: file, line, operator, value. A "*" stands in
front of what is part of the value; behind the others stands why they are not.`,
		Example: `  knead history DISTRO_FEATURES
  knead history SRC_URI -r busybox
  knead history DEPENDS -r zlib --variant native --json`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.read(cmd.Context(), t, true, func(s eval.Scope) error { return a.history(s, args[0]) })
		},
	}
	t.flags(c)
	return c
}

type jsonStep struct {
	File     string `json:"file,omitempty"`
	Line     int    `json:"line,omitempty"`
	Function string `json:"function,omitempty"`
	Name     string `json:"name"`
	Flag     string `json:"flag,omitempty"`
	Op       string `json:"op"`
	Override string `json:"override,omitempty"`
	Value    string `json:"value"`
	Won      bool   `json:"won"`
	Why      string `json:"why,omitempty"`
}

func (a *app) history(s eval.Scope, name string) error {
	steps, err := s.Timeline(name)
	if err != nil {
		return err
	}
	v, err := s.Variable(name)
	if err != nil {
		return err
	}
	list := make([]jsonStep, len(steps))
	for i, x := range steps {
		list[i] = newJSONStep(x)
	}
	if a.json {
		if err := a.writeJSON(map[string]any{"name": name, "set": v.Set, "value": v.Value, "steps": list}); err != nil {
			return err
		}
	} else {
		a.printHistory(name, v, list)
	}
	if !v.Set && len(list) == 0 {
		return errFindings
	}
	return nil
}

func newJSONStep(x datastore.Step) jsonStep {
	out := jsonStep{Function: x.Func, Name: x.Name, Flag: x.Flag, Op: x.Operator(), Override: x.Override, Won: x.Won, Why: x.Why}
	if x.Weak() {
		out.Flag = ""
	} else if flag, ok := datastore.WeakFlag(x.Flag); ok {
		out.Flag = flag
	}
	if x.File != nil {
		out.File, out.Line = x.File.Name(), x.File.Line(x.Span.Start)
	}
	if x.Value != nil {
		out.Value = datastore.TextOf(x.Value)
	}
	return out
}

func (a *app) printHistory(name string, v *eval.Variable, list []jsonStep) {
	if len(list) == 0 {
		if v.Set {
			fmt.Fprintf(a.stdout, "%s is set by BitBake itself\n", name)
		} else {
			fmt.Fprintf(a.stdout, "%s is not set anywhere\n", name)
		}
	}
	for _, x := range list {
		mark := " "
		if x.Won {
			mark = "*"
		}
		fmt.Fprintf(a.stdout, "%s %s: %s %q\n", mark, x.place(), x.what(), x.Value)
		if x.Why != "" {
			fmt.Fprintf(a.stdout, "      %s\n", relativeIn(x.Why))
		}
	}
	if v.Set {
		fmt.Fprintf(a.stdout, "%s = %q\n", name, v.Value)
	}
}

// place returns where a step is from, for people.
func (x jsonStep) place() string {
	place := "(built in)"
	if x.File != "" {
		place = relative(x.File)
	}
	if x.Line > 0 {
		place += fmt.Sprintf(":%d", x.Line)
	}
	if x.Function != "" {
		place += " in " + x.Function
	}
	return place
}

// what returns what a step is about and the operator, as they are written.
func (x jsonStep) what() string { return datastore.Written(x.Name, x.Flag, x.Op) }

// relativeIn makes the file's name in "..., at FILE:LINE" relative.
func relativeIn(why string) string {
	before, file, ok := strings.Cut(why, ", at ")
	if !ok {
		return why
	}
	return before + ", at " + relative(file)
}
