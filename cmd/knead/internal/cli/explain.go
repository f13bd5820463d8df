package cli

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/eval/lint/settings"
	"github.com/knead-build/knead/lang/diag"
)

func (a *app) explainCommand() *cobra.Command {
	var o checkOptions
	c := &cobra.Command{
		Use:   "explain RULE",
		Short: "Explain a rule of check, or a code of the parser or the evaluation",
		Long: `Explain what a finding of "knead check" is about, by its id, an alias (oelint-adv's, a QA class of OpenEmbedded), or an id with a
part of it behind a dot: what goes wrong without it, an example, and where it is set what becomes of it.

` + configHelp,
		Example: `  knead explain trailing-space
  knead explain oelint.vars.duplicate`,
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return a.explain(args[0], &o) },
	}
	o.config.flags(c)
	return c
}

func (a *app) explain(id string, o *checkOptions) error {
	if err := o.know(); err != nil {
		return err
	}
	c, err := a.newChecking(context.Background(), o, fsys.NewDisk())
	if err != nil {
		return err
	}
	conf, err := c.configuration(c.view.Cwd())
	if err != nil {
		return err
	}
	names := conf.Known().Names()
	if err := names.Check(id); err != nil {
		return unknownError{err}
	}
	if code := names.Code(id); code != nil {
		return a.explainCode(code)
	}
	var list []jsonExplained
	for i, r := range names.Rules(id) {
		list = append(list, jsonExplained{newJSONRule(r, conf), r.Doc.Why, r.Doc.Bad, r.Doc.Good})
		if !a.json {
			if i > 0 {
				fmt.Fprintln(a.stdout)
			}
			explainRule(a.stdout, r, conf)
		}
	}
	if a.json {
		return a.writeJSON(list)
	}
	return nil
}

// unknownError is errMissing with words of its own.
type unknownError struct{ error }

// Is makes it errMissing.
func (unknownError) Is(err error) bool { return err == errMissing }

// jsonExplained is a rule with its whole description.
type jsonExplained struct {
	jsonRule
	Why  string `json:"why"`
	Bad  string `json:"bad"`
	Good string `json:"good"`
}

func explainRule(w io.Writer, r *lint.Rule, conf *settings.Config) {
	level, from := conf.Rule(r, "")
	fmt.Fprintf(w, "%s: %s\n\n", r.ID, r.Doc.Summary)
	if r.Doc.Why != "" { // a configuration's own rule may say no more
		fmt.Fprintf(w, "%s\n\n", r.Doc.Why)
	}
	if r.Doc.Bad != "" {
		fmt.Fprintf(w, "Not so:\n\n%s\n", indented(r.Doc.Bad))
	}
	if r.Doc.Good != "" {
		fmt.Fprintf(w, "But so:\n\n%s\n", indented(r.Doc.Good))
	}
	rows := [][]string{{"level", fmt.Sprintf("%s (%s)", levelName(r, level), setBy(from))}, {"needs", r.Needs()}, {"fix", r.Repair()}, {"BitBake", r.Releases()}}
	if r.Aliases != nil {
		rows = append(rows, []string{"aliases", strings.Join(r.Aliases, ", ")})
	}
	for _, o := range r.Options {
		rows = append(rows, []string{"option", fmt.Sprintf("%s = %q: %s", o.Name, o.Default, o.Doc)})
	}
	table(w, append(rows, []string{"page", r.Code().URL()}))
}

// explainCode explains what the parser or the evaluation say.
func (a *app) explainCode(code *diag.Code) error {
	if a.json {
		return a.writeJSON(map[string]string{"id": code.ID, "severity": code.Severity.String(), "help": code.Help, "url": code.URL()})
	}
	fmt.Fprintf(a.stdout, "%s: the parser or the evaluation says it\n\n", code.ID)
	if code.Help != "" {
		fmt.Fprintf(a.stdout, "%s\n\n", code.Help)
	}
	table(a.stdout, [][]string{{"severity", code.Severity.String()}, {"page", code.URL()}})
	return nil
}

func indented(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		b.WriteString("    " + line)
	}
	return b.String()
}
