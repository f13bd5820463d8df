package cli

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/eval/lint/output"
	"github.com/knead-build/knead/eval/lint/policy"
)

// readPolicy reads a policy file.
func readPolicy(name string) (*policy.Policy, string, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, "", err
	}
	full, err := filepath.Abs(name)
	if err != nil {
		return nil, "", err
	}
	p, err := policy.Read(full, string(text))
	return p, string(text), err
}

// policies makes rules of policy files. Their texts are settings of the rules, as what they find depends on them.
func policies(files []string) (rules []*lint.Rule, settings map[string]map[string]string, err error) {
	settings = map[string]map[string]string{}
	for _, name := range files {
		p, text, err := readPolicy(name)
		if err != nil {
			return nil, nil, err
		}
		if settings["policy-"+p.Name] != nil {
			return nil, nil, fmt.Errorf("two policies have the name %s", p.Name)
		}
		rule := p.Rule()
		rules = append(rules, rule)
		settings[rule.ID] = map[string]string{"text": fsys.Key(text)}
	}
	return rules, settings, nil
}

func (a *app) checkTestCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "test FILE...",
		Short:   "Run the tests of policies",
		Long:    `Run the tests that policy files (see "knead check --policy") have in their field "tests": a recipe and the messages for it.`,
		Example: "  knead check test licences.jsonnet",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			failed := 0
			for _, name := range args {
				p, _, err := readPolicy(name)
				if err != nil {
					return err
				}
				lines := p.RunTests()
				for _, line := range lines {
					fmt.Fprintf(a.stdout, "%s: %s\n", name, line)
				}
				failed += len(lines)
				fmt.Fprintf(a.stdout, "%s: %s, %d failed\n", name, output.Number(len(p.Tests), "test"), len(lines))
			}
			return failedError(failed > 0)
		},
	}
}
