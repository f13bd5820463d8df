package policy_test

import (
	"strings"
	"testing"

	"github.com/knead-build/knead/eval/lint/policy"
)

const licences = `{
  name: 'licences',
  variables: ['LICENSE'],
  local allowed = ['MIT', 'Apache-2.0'],
  check(recipe):: [
    { message: '%s is not allowed' % recipe.variables.LICENSE, variable: 'LICENSE' },
  ][:if std.member(allowed, recipe.variables.LICENSE) then 0 else 1],
  tests: [
    { recipe: { variables: { LICENSE: 'MIT' } }, findings: [] },
    { name: 'another', recipe: { variables: { LICENSE: 'CLOSED' } }, findings: ['CLOSED is not allowed'] },
  ],
}
`

func TestRunTests(t *testing.T) {
	p, err := policy.Read("licences.jsonnet", licences)
	if err != nil {
		t.Fatal(err)
	}
	if failed := p.RunTests(); len(failed) > 0 {
		t.Error(failed)
	}
	p, err = policy.Read("licences.jsonnet", strings.Replace(licences, "findings: []", "findings: ['x']", 1))
	if err != nil {
		t.Fatal(err)
	}
	if failed := p.RunTests(); len(failed) != 1 || failed[0] != `test 1: the findings are [], not ["x"]` {
		t.Errorf("%q", failed)
	}
}

// TestRead has texts that are no policies, and a part of what is said of them.
func TestRead(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"{", "cannot be evaluated"},
		{"{ name: 'x' }", "check"},
		{"{ name: 'Not so', check(r):: [] }", "lower-case words"},
		{"{ name: 'x', check(r):: [], tests: 1 }", "tests"},
	} {
		if _, err := policy.Read("x.jsonnet", c.text); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.text, err)
		}
	}
	p, err := policy.Read("x.jsonnet", "{ name: 'x', check(r):: [{}], tests: [{recipe: {}, findings: []}] }")
	if err != nil {
		t.Fatal(err)
	}
	if failed := p.RunTests(); len(failed) != 1 || !strings.Contains(failed[0], "a finding has no message") {
		t.Errorf("%q", failed)
	}
}
