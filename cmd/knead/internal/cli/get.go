package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/datastore"
)

type getOptions struct {
	target
	flag    string
	raw     bool
	history bool
}

func (a *app) getCommand() *cobra.Command {
	var o getOptions
	c := &cobra.Command{
		Use:   "get VARIABLE",
		Short: "Print a variable's value",
		Long: `Print the value that a variable of the configuration has, or of a recipe, expanded.

With --history, print who set it: each operation in order, with file and line. "knead history" explains more.`,
		Example: `  knead get DISTRO
  knead get PV -r zlib
  knead get PN -r zlib --variant native
  knead get DISTRO_FEATURES --history
  knead get PACKAGECONFIG --flag doc
  knead get MACHINE --set MACHINE=qemuarm64`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.read(cmd.Context(), o.target, o.history, func(s eval.Scope) error { return a.get(s, args[0], o) })
		},
	}
	o.target.flags(c)
	c.Flags().StringVarP(&o.flag, "flag", "f", "", "print this `flag` of the variable instead of its value")
	c.Flags().BoolVarP(&o.raw, "raw", "u", false, "do not expand ${...}")
	c.Flags().BoolVar(&o.history, "history", false, "print who set it, in order")
	return c
}

func (a *app) get(s eval.Scope, name string, o getOptions) error {
	if o.flag != "" {
		return a.getFlag(s, name, o)
	}
	v, err := s.Variable(name)
	if err != nil {
		return err
	}
	if a.json {
		if err := a.writeJSON(newJSONVariable(v, o.history)); err != nil {
			return err
		}
		if !v.Set {
			return errFindings
		}
		return nil
	}
	if o.history {
		for _, e := range v.History {
			fmt.Fprintf(a.stdout, "# %s\n", describeEvent(e))
		}
	}
	if !v.Set {
		fmt.Fprintf(a.stderr, "%s is not set\n", name)
		return errFindings
	}
	value := v.Value
	if o.raw {
		value = v.Raw
	}
	fmt.Fprintln(a.stdout, value)
	return nil
}

func (a *app) getFlag(s eval.Scope, name string, o getOptions) error {
	value, err := s.Flag(name, o.flag, !o.raw)
	if err != nil {
		return err
	}
	if a.json {
		if err := a.writeJSON(map[string]any{"name": name, "flag": o.flag, "value": value}); err != nil {
			return err
		}
		if value == nil {
			return errFindings
		}
		return nil
	}
	if value == nil {
		fmt.Fprintf(a.stderr, "%s[%s] is not set\n", name, o.flag)
		return errFindings
	}
	fmt.Fprintln(a.stdout, datastore.TextOf(value))
	return nil
}

// describeEvent says in a line what happened to a variable and where.
func describeEvent(e datastore.Event) string {
	place := "(built in)"
	if e.File != nil {
		place = relative(e.File.Name()) + ":" + fmt.Sprint(e.File.Line(e.Span.Start))
	}
	flag := ""
	if e.Flag != "" {
		flag = "[" + e.Flag + "]"
	}
	text := ""
	if e.Value != nil {
		text = strings.ReplaceAll(datastore.TextOf(e.Value), "\n", `\n`)
	}
	return fmt.Sprintf("%s: %s%s %q", place, e.Op, flag, text)
}

type jsonVariable struct {
	Name    string         `json:"name"`
	Set     bool           `json:"set"`
	Value   string         `json:"value"`
	Raw     string         `json:"raw"`
	Flags   map[string]any `json:"flags,omitempty"`
	History []jsonEvent    `json:"history,omitempty"`
}

type jsonEvent struct {
	File  string `json:"file,omitempty"`
	Line  int    `json:"line,omitempty"`
	Op    string `json:"op"`
	Flag  string `json:"flag,omitempty"`
	Value string `json:"value"`
}

func newJSONVariable(v *eval.Variable, history bool) jsonVariable {
	out := jsonVariable{Name: v.Name, Set: v.Set, Value: v.Value, Raw: v.Raw}
	for _, f := range v.Flags {
		if out.Flags == nil {
			out.Flags = map[string]any{}
		}
		out.Flags[f.Name] = f.Value
	}
	if !history {
		return out
	}
	for _, e := range v.History {
		x := jsonEvent{Op: e.Op, Flag: e.Flag}
		if e.Value != nil {
			x.Value = datastore.TextOf(e.Value)
		}
		if e.File != nil {
			x.File, x.Line = e.File.Name(), e.File.Line(e.Span.Start)
		}
		out.History = append(out.History, x)
	}
	return out
}
