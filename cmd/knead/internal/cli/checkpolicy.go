package cli

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/lint"
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
