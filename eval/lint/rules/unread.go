package rules

import (
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
)

var misspelledVariable = &lint.Rule{
	ID: "misspelled-variable", Fixes: true, Aliases: []string{"oelint.vars.mispell"}, Severity: diag.Warning, Changes: true,
	Doc: lint.Doc{
		Summary: "a variable that nobody reads is not one letter away from one that is read",
		Why:     "Nothing in the build's layers, and nothing in BitBake, reads the variable: what it was to change stays as it is.",
		Bad:     "EXTRA_OECNOF = \"--with-x\"\n",
		Good:    "EXTRA_OECONF = \"--with-x\"\n",
	},
	Workspace: func(p *lint.WorkspacePass) {
		names := candidates(p)
		unread(p, func(tree *bitbake.File, name bitbake.Text, root string) {
			near := nearest(root, names)
			if near == "" {
				return
			}
			at := diag.Place{File: tree.Source, Span: name.Sub(0, len(root)).Span}
			p.Report(at, "nobody reads %s; is it %s?", root, near).About(root).Mend("write "+near, diag.Edit{Place: at, Text: near})
		})
	},
}

var unreadVariable = &lint.Rule{
	ID: "unread-variable", Severity: diag.Info, Tag: diag.Unnecessary,
	Doc: lint.Doc{
		Summary: "a variable that is set is read by somebody",
		Why: "No text in the build's layers refers to the variable, no code asks for it, no list names it, and BitBake does not know it: it is left over " +
			"from something that is gone, or was never there.",
		Bad:  "MY_OWN_OPTIONS = \"--with-x\"\n",
		Good: "MY_OWN_OPTIONS = \"--with-x\"\nEXTRA_OECONF = \"${MY_OWN_OPTIONS}\"\n",
	},
	Workspace: func(p *lint.WorkspacePass) {
		names := candidates(p)
		unread(p, func(tree *bitbake.File, name bitbake.Text, root string) {
			if nearest(root, names) == "" {
				p.Report(diag.Place{File: tree.Source, Span: name.Sub(0, len(root)).Span}, "nobody reads %s", root).About(root)
			}
		})
	},
}

// candidates returns the names that may be meant by one that nobody reads.
func candidates(p *lint.WorkspacePass) []string {
	out := p.Usage().ReadNames()
	for _, name := range bitbakeVariables {
		if !strings.HasSuffix(name, "*") {
			out = append(out, name)
		}
	}
	return out
}

// unread goes over the variables that files set and nobody reads: of each file the first assignment.
func unread(p *lint.WorkspacePass, yield func(tree *bitbake.File, name bitbake.Text, root string)) {
	if p.Alone() {
		return
	}
	usage, documented := p.Usage(), documented(p)
	for _, tree := range p.Files {
		seen := map[string]bool{}
		for _, s := range tree.Stmts {
			a, ok := s.(*bitbake.Assignment)
			if !ok || a.Flag.Known() || a.Export {
				continue
			}
			root, _, _ := strings.Cut(a.Name.Value, ":")
			if seen[root] || root == "" || strings.Contains(root, "${") || usage.Reads(root) || documented[root] || named(root, bitbakeVariables) {
				continue
			}
			seen[root] = true
			yield(tree, a.Name, root)
		}
	}
}

// documented returns the variables that need no reader in the metadata: those with a description, which are for others, those that
// are exported, which programs read, and functions.
func documented(p *lint.WorkspacePass) map[string]bool {
	out := map[string]bool{}
	for _, tree := range p.Files {
		for _, s := range tree.Stmts {
			switch s := s.(type) {
			case *bitbake.Function:
				out[lint.Variable(s.Name.Value)] = true
			case *bitbake.Assignment:
				if s.Export || slices.Contains([]string{"doc", "export", "type", "func"}, s.Flag.Value) {
					out[lint.Variable(s.Name.Value)] = true
				}
			case *bitbake.Export:
				out[s.Name.Value] = true
			}
		}
	}
	return out
}

var unsetVariable = &lint.Rule{
	ID: "unset-variable", Severity: diag.Info,
	Doc: lint.Doc{
		Summary: "code asks for variables that somebody sets",
		Why: "No file sets the variable, no code does, it has no description, and BitBake does not know it: the code always gets None. The name is " +
			"misspelt, or what set it is gone. A variable for users to set deserves a description: NAME[doc] = \"...\".",
		Bad:  "python () {\n    if d.getVar('MY_OPTIONS'):\n        bb.note('options')\n}\n",
		Good: "MY_OPTIONS ?= \"\"\npython () {\n    if d.getVar('MY_OPTIONS'):\n        bb.note('options')\n}\n",
	},
	Workspace: func(p *lint.WorkspacePass) {
		if p.Alone() {
			return
		}
		usage := p.Usage()
		names := usage.SetNames()
		for _, a := range usage.Asked {
			name := a.Name.Value
			if usage.Sets(name) || named(name, bitbakeVariables) || strings.HasPrefix(name, "_") {
				continue
			}
			f := p.Report(diag.Place{File: a.File.Source, Span: a.Name.Span}, "nobody sets %s", name).About(name)
			if near := nearest(name, names); near != "" {
				f.Severity = diag.Warning
				f.Message += "; is it " + near + "?"
			}
		}
	},
}
