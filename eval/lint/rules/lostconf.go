package rules

import (
	"path"
	"strings"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
)

var lostConfigurationDefault = &lint.Rule{
	ID: "lost-configuration-default", Fixes: true, Severity: diag.Warning, Changes: true,
	Doc: lint.Doc{
		Summary: "+= in a configuration does not take the place of a default",
		Why: "local.conf is read before the machine's and the distribution's configuration. += there makes a value out of nothing, and a default (?=) of " +
			"theirs that comes later finds the variable set: all of it is lost. :append adds to it. (A ??= of bitbake.conf is there to be replaced.)",
		Bad: "-- conf/machine/generic.conf --\nPARALLEL_TEST += \"b\"\nrequire conf/machine/include/x.inc\n" +
			"-- conf/machine/include/x.inc --\nPARALLEL_TEST ?= \"a\"\n",
		Good: "-- conf/machine/generic.conf --\nPARALLEL_TEST:append = \" b\"\nrequire conf/machine/include/x.inc\n" +
			"-- conf/machine/include/x.inc --\nPARALLEL_TEST ?= \"a\"\n",
	},
	Workspace: func(p *lint.WorkspacePass) {
		_ = p.Read("", func(s eval.Scope) { // a configuration that cannot be read has been told of
			for _, name := range addedTo(p.Files) {
				for _, steps := range byName(p.Steps(s.Data, name)) {
					if add, lost := replacesDefault(steps); add != nil && add.Assignment != nil && !lost.Weak() {
						a := add.Assignment
						f := p.Report(add.At(a.Name), "%s takes the place of a default of %s, which is lost", a.Op, add.Name)
						f.Relate(lost.Place(), "the default")
						mendAdding(f, add, a.Name.Value, "")
					}
				}
			}
		})
	},
}

// addedTo returns the variables that files of a configuration add to by += and the like.
func addedTo(files []*bitbake.File) []string {
	var out []string
	seen := map[string]bool{}
	for _, tree := range files {
		if tree.Kind != bitbake.Conf && !strings.Contains(path.Dir(tree.Source.Name())+"/", "/conf/") {
			continue
		}
		for _, s := range tree.Stmts {
			a, ok := s.(*bitbake.Assignment)
			if !ok || a.Flag.Known() || a.Op < bitbake.AppendOp {
				continue
			}
			if name := lint.Variable(a.Name.Value); !seen[name] {
				seen[name] = true
				out = append(out, name)
			}
		}
	}
	return out
}
