package cli

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/knead-build/knead/eval/config"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/eval/lint/output"
	"github.com/knead-build/knead/stdlib/classes"
)

func (a *app) checkTestCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "test FILE...",
		Short: "Run the tests of policies and of a configuration's own rules",
		Long: `Run the tests of policies and rules of your own.

Policy files (see "knead check --policy") have them in their field "tests": a recipe and the messages for it.

The rules with a query that a knead.hcl declares have examples: what is found in "bad", and nothing else is; nothing is found in "good".
An example is the text of a recipe x_1.0.bb, or files of a layer, each behind a line "-- recipes/x/x_1.0.bb --"; it is evaluated on the
small core layer that knead brings along.`,
		Example: `  knead check test licences.jsonnet
  knead check test knead.hcl`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			failed := 0
			for _, name := range args {
				test := a.testPolicy
				if strings.HasSuffix(name, ".hcl") {
					test = a.testRules
				}
				n, lines, err := test(cmd.Context(), name)
				if err != nil {
					return err
				}
				for _, line := range lines {
					fmt.Fprintf(a.stdout, "%s: %s\n", name, line)
				}
				failed += len(lines)
				fmt.Fprintf(a.stdout, "%s: %s, %d failed\n", name, output.Number(n, "test"), len(lines))
			}
			return failedError(failed > 0)
		},
	}
}

// testPolicy runs a policy's tests. It returns how many there are, and what failed, a line each.
func (a *app) testPolicy(_ context.Context, name string) (int, []string, error) {
	p, _, err := readPolicy(name)
	if err != nil {
		return 0, nil, err
	}
	return len(p.Tests), p.RunTests(), nil
}

// testRules is testPolicy for the rules that a configuration declares.
func (a *app) testRules(ctx context.Context, name string) (n int, failed []string, err error) {
	o := &checkOptions{config: configOptions{file: name}}
	if err := o.know(); err != nil {
		return 0, nil, err
	}
	c, err := a.newChecking(ctx, o, fsys.NewDisk())
	if err != nil {
		return 0, nil, err
	}
	conf, err := c.configuration("/")
	if err != nil {
		return 0, nil, err
	}
	if err := c.follow(cmp.Or(c.release, conf.Release)); err != nil {
		return 0, nil, err
	}
	for _, r := range conf.Own {
		for _, bad := range []bool{true, false} {
			text := r.Doc.Good
			if bad {
				text = r.Doc.Bad
			}
			if text == "" {
				continue
			}
			n++
			found, err := c.example(r, conf.Options, text)
			if err != nil {
				return 0, nil, err
			}
			if wrong := misses(r, bad, found); wrong != "" {
				failed = append(failed, wrong)
			}
		}
	}
	return n, failed, nil
}

// misses returns in what an example of a rule fails, "" where it does not.
func misses(r *lint.Rule, bad bool, found []*lint.Finding) string {
	name, hit := "good", false
	if bad {
		name = "bad"
	}
	var wrong []string
	for _, f := range found {
		if bad && f.Rule == r {
			hit = true
		} else {
			wrong = append(wrong, fmt.Sprintf("%s: %s: %v", r.ID, name, f.Diagnostic))
		}
	}
	if bad && !hit && wrong == nil {
		return r.ID + ": bad: nothing is found"
	}
	return strings.Join(wrong, "\n    ")
}

// exampleDir is where the layer of an example is. No host has it.
const exampleDir = "/.knead/example"

// example runs a rule over an example.
func (c *checking) example(r *lint.Rule, settings map[string]map[string]string, text string) ([]*lint.Finding, error) {
	const series = "master" // a name that the core layer and the example share
	disk := fsys.NewDisk().Overlay(lint.ExampleFiles(exampleDir, text, series)).Mount(classes.CoreDir, classes.Core())
	build := classes.Build{Layers: lint.ExampleLayers(exampleDir, fsys.NewView(disk, "/")), Series: series}
	disk = disk.Overlay(build.Files())
	c.Report = lint.Report{}
	w, err := c.evaluate(disk, classes.BuildDir, cmp.Or(append(c.releases, series)...), nil)
	if err != nil {
		return nil, err
	}
	opts := lint.Options{
		Rules: []*lint.Rule{r}, Workspace: usable(w), Settings: settings, Release: w.Release.Release, Disk: disk, Files: config.LayerFiles(fsys.NewView(disk, "/"), exampleDir),
		Fetcher: newFetcher(w.Release.Release), Within: func(p string) bool { return strings.HasPrefix(p, exampleDir+"/") },
	}
	out, err := lint.Run(c.ctx, opts)
	if err != nil {
		return nil, err
	}
	c.Add(out)
	return c.Findings, nil
}
