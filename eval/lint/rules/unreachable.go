package rules

import (
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
)

var unreachableOverride = &lint.Rule{
	ID: "unreachable-override", Severity: diag.Warning, Tag: diag.Unnecessary,
	Doc: lint.Doc{
		Summary: "what a recipe says under overrides can hold for it",
		Why: "An override for another recipe, one of a task that the recipe does not have, or two that exclude each other never hold here: the line is " +
			"dead.",
		Bad:  "EXTRA_OECONF:append:pn-other = \" --with-x\"\nEXTRA_OECONF:append:libc-musl:libc-glibc = \" --with-y\"\n",
		Good: "EXTRA_OECONF:append:libc-musl = \" --with-y\"\n",
	},
	Recipe: func(p *lint.RecipePass) {
		if !p.First {
			return
		}
		var names, tasks []string
		for _, q := range p.All() {
			list, _ := q.Data.RawHard("__BBTASKS").([]string)
			for _, t := range list {
				tasks = append(tasks, "task-"+strings.ReplaceAll(strings.TrimPrefix(t, "do_"), "_", "-"))
			}
			names = append(names, "pn-"+q.Get("PN"))
		}
		for _, tree := range p.Own() {
			for _, s := range tree.Stmts {
				parts := overrideParts(nameOf(s))
				for i, part := range parts {
					at := diag.Place{File: tree.Source, Span: part.Span}
					v := part.Value
					switch {
					case strings.Contains(v, "${") || forSeveral(tree.Source) && (strings.HasPrefix(v, "pn-") || strings.HasPrefix(v, "task-")):
					case strings.HasPrefix(v, "pn-") && !slices.Contains(names, multilibless(v, names)):
						p.Report(at, "%s never holds: the recipe is %s", v, strings.TrimPrefix(names[0], "pn-"))
					case strings.HasPrefix(v, "task-") && !slices.Contains(tasks, v):
						p.Report(at, "%s never holds: the recipe has no such task", v)
					default:
						if other := excluded(v, parts[:i]); other != "" {
							p.Report(at, "%s and %s never hold together", other, v)
						}
					}
				}
			}
		}
	},
}

// multilibless returns the name without what multilibs put in front of it: "pn-lib32-x" is for the recipe x, too.
func multilibless(override string, names []string) string {
	for _, name := range names {
		if strings.HasSuffix(override, strings.TrimPrefix(name, "pn")) {
			return name
		}
	}
	return override
}

// exclusive are the beginnings of overrides of which one holds at a time.
var exclusive = []string{"class-", "libc-", "pn-", "task-", "toolchain-"}

// together are overrides that begin so and hold with another one all the same.
var together = []string{"class-devupstream"}

// excluded returns which of some overrides excludes another; "" for none.
func excluded(override string, others []bitbake.Text) string {
	if slices.Contains(together, override) {
		return ""
	}
	for _, begin := range exclusive {
		if !strings.HasPrefix(override, begin) {
			continue
		}
		for _, x := range others {
			if strings.HasPrefix(x.Value, begin) && x.Value != override && !strings.Contains(x.Value, "${") && !slices.Contains(together, x.Value) {
				return x.Value
			}
		}
	}
	return ""
}
