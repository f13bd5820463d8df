package cli

import (
	"context"
	"fmt"
	"path"
	"strings"

	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/eval/lint/settings"
)

// jsonRule is a rule for programs, and how it is set.
type jsonRule struct {
	ID       string       `json:"id"`
	Aliases  []string     `json:"aliases,omitempty"`
	Summary  string       `json:"summary"`
	Severity string       `json:"severity"`
	Needs    string       `json:"needs"`
	Fixable  bool         `json:"fixable"`
	Changes  bool         `json:"changesValues,omitempty"` // its fixes do
	Releases string       `json:"releases"`                // BitBake's
	Options  []jsonOption `json:"options,omitempty"`
	On       bool         `json:"on"`
	Level    string       `json:"level"`
	SetBy    string       `json:"setBy"`
	URL      string       `json:"url"`
}

type jsonOption struct {
	Name    string `json:"name"`
	Default string `json:"default"`
	Doc     string `json:"doc"`
}

func newJSONRule(r *lint.Rule, conf *settings.Config) jsonRule {
	level, from := conf.Rule(r, "")
	out := jsonRule{
		ID: r.ID, Aliases: r.Aliases, Summary: r.Doc.Summary, Severity: r.Severity.String(), Needs: r.Needs(), Fixable: r.Fixes, Changes: r.Changes,
		Releases: r.Releases(), On: level != settings.Off, Level: levelName(r, level), SetBy: setBy(from), URL: r.Code().URL(),
	}
	for _, o := range r.Options {
		out.Options = append(out.Options, jsonOption(o))
	}
	return out
}

// levelName is what findings of a rule are.
func levelName(r *lint.Rule, l settings.Level) string {
	if l == settings.On {
		return r.Severity.String()
	}
	return l.String()
}

// setBy tells where a level is set.
func setBy(from settings.From) string {
	if from.Known() {
		return fmt.Sprintf("%s:%s", relative(from.File.Name()), from.File.Position(from.Span.Start))
	}
	return from.Name
}

// listRules lists the rules, and how they are set for a path.
func (a *app) listRules(o *checkOptions) error {
	c, err := a.newChecking(context.Background(), o, fsys.NewDisk())
	if err != nil {
		return err
	}
	dir := c.view.Cwd()
	if len(o.paths) > 0 {
		dir = c.view.Abs(o.paths[0])
	}
	if !c.view.IsDir(dir) {
		dir = path.Dir(dir)
	}
	conf, err := c.configuration(dir)
	if err != nil {
		return err
	}
	if c.json {
		list := []jsonRule{}
		for _, r := range conf.Known().Rules {
			list = append(list, newJSONRule(r, conf))
		}
		return c.writeJSON(list)
	}
	rows := [][]string{{"RULE", "LEVEL", "SET BY", "NEEDS", "FIX", "BITBAKE", "ALIASES"}}
	for _, r := range conf.Known().Rules {
		level, from := conf.Rule(r, "")
		rows = append(rows, []string{r.ID, levelName(r, level), setBy(from), r.Needs(), r.Repair(), r.Releases(), strings.Join(r.Aliases, " ")})
	}
	table(c.stdout, rows)
	return nil
}
