package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/datastore"
)

func (a *app) envCommand() *cobra.Command {
	var t target
	history := false
	c := &cobra.Command{
		Use:   "env [PREFIX...]",
		Short: "Print all variables, or those that begin with a prefix",
		Long: `Print the variables of the configuration, or of a recipe, with their values, and the functions, as "bitbake -e"
does.`,
		Example: `  knead env DISTRO
  knead env -r zlib SRC`,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.read(cmd.Context(), t, history, func(s eval.Scope) error { return a.env(s, args, history) })
		},
	}
	t.flags(c)
	c.Flags().BoolVar(&history, "history", false, "print who set each, in order")
	return c
}

func (a *app) env(s eval.Scope, prefixes []string, history bool) error {
	d := s.Data
	names, err := d.Keys()
	if err != nil {
		return err
	}
	all := []jsonVariable{}
	for _, name := range names {
		if strings.HasPrefix(name, "__") || name == "BB_ORIGENV" || !hasPrefix(name, prefixes) {
			continue
		}
		v, err := s.Variable(name)
		if err != nil {
			fmt.Fprintf(a.stderr, "# %v\n", err)
			continue
		}
		if a.json {
			all = append(all, newJSONVariable(v, history))
		} else if v.Set {
			a.printVariable(d, v)
		}
	}
	if a.json {
		return a.writeJSON(all)
	}
	return nil
}

func hasPrefix(name string, prefixes []string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(name, p) {
			return true
		}
	}
	return len(prefixes) == 0
}

func (a *app) printVariable(d *datastore.Store, v *eval.Variable) {
	for _, e := range v.History {
		fmt.Fprintf(a.stdout, "# %s\n", describeEvent(e))
	}
	if d.RawFlag(v.Name, "func") != nil {
		head := v.Name + "() {"
		if d.RawFlag(v.Name, "python") != nil {
			if strings.HasPrefix(v.Raw, "def ") {
				fmt.Fprintf(a.stdout, "%s\n\n", v.Raw)
				return
			}
			head = "python " + head
		}
		fmt.Fprintf(a.stdout, "%s\n%s\n}\n", head, strings.TrimRight(v.Value, "\n"))
		return
	}
	prefix := ""
	if d.RawFlag(v.Name, "export") != nil {
		prefix = "export "
	}
	fmt.Fprintf(a.stdout, "%s%s=\"%s\"\n", prefix, v.Name, quote(v.Value))
}

// quote escapes a value for between double quotes in a shell, with continuation lines.
func quote(s string) string {
	return strings.NewReplacer(`"`, `\"`, "`", "\\`", "\n", " \\\n", "$", `\$`).Replace(s)
}
