package rules

import (
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/diag"
)

var idleRemoval = &lint.Rule{
	ID: "idle-removal", Severity: diag.Warning, Tag: diag.Unnecessary,
	Doc: lint.Doc{
		Summary: ":remove removes something",
		Why: "No variant of the recipe has the word, and nothing that makes the value, in whatever configuration, mentions it: it is misspelt, or was " +
			"removed where it came from.",
		Bad:  "EXTRA_OECONF = \"--with-x --with-y\"\nEXTRA_OECONF:remove = \"--with-z\"\n",
		Good: "EXTRA_OECONF = \"--with-x --with-y\"\nEXTRA_OECONF:remove = \"--with-x\"\n",
	},
	Recipe: func(p *lint.RecipePass) {
		if !p.First {
			return
		}
		for _, name := range p.Names() {
			steps := p.Steps(name)
			for i := range steps {
				s := &steps[i]
				if !strings.HasPrefix(s.Op, ":remove") || s.Assignment == nil || !p.IsOwn(s.File) || forSeveral(s.File) || !holds(p, s) {
					continue
				}
				for _, w := range s.Words() {
					if w.Plain && !mentioned(p, name, w.Value) {
						p.Report(s.At(w.Text), "there is no %s in %s to remove", w.Value, s.Name)
					}
				}
			}
		}
	},
}

// holds reports whether a step's overrides hold in any variant: of others nothing is known, as what they bring along is not here.
func holds(p *lint.RecipePass, s *lint.Step) bool {
	return s.Override == "" || slices.ContainsFunc(p.All(), func(q *lint.RecipePass) bool {
		list, err := q.Data.Overrides()
		return err == nil && !slices.ContainsFunc(strings.Split(s.Override, ":"), func(x string) bool { return !slices.Contains(list, x) })
	})
}

// mentioned reports whether something that makes a variable's value may have a word: in any variant and any configuration, as far
// as texts tell.
func mentioned(p *lint.RecipePass, name, word string) bool {
	for _, q := range p.All() {
		m := mention{p: q, word: word, seen: map[string]bool{}}
		if m.variable(name) || strings.Contains(name, "${") && m.variable(expanded(q, name)) {
			return true
		}
	}
	return false
}

func expanded(p *lint.RecipePass, name string) string {
	out, err := p.Data.Expand(name, "")
	if err != nil {
		return name
	}
	return out
}

type mention struct {
	p    *lint.RecipePass
	word string
	seen map[string]bool
}

// variable looks at all that was ever done to a variable, and to what its values refer to.
func (m *mention) variable(name string) bool {
	if m.seen[name] {
		return false
	}
	m.seen[name] = true
	if m.p.Data.RawFlag(name, m.word) != nil {
		return true // of PACKAGECONFIG: whoever configures it may have it
	}
	root, _, _ := strings.Cut(name, ":")
	if slices.ContainsFunc(m.p.Habits().Configured(root), m.text) {
		return true
	}
	if slices.Contains(strings.Fields(m.p.Get(name)), m.word) {
		return true
	}
	for _, s := range m.p.Steps(name) {
		if s.Func != "" && !strings.HasPrefix(s.Op, ":remove") {
			return true // Python has made it of who knows what
		}
		text, ok := s.Value.(string)
		if ok && s.Flag == "" || s.Weak() {
			if !strings.HasPrefix(s.Op, ":remove") && m.text(text) {
				return true
			}
		}
	}
	return false
}

// text reports whether a text has the word, or something that may become it.
func (m *mention) text(text string) bool {
	if strings.Contains(text, m.word) {
		return true
	}
	for _, name := range lint.References(text) {
		if m.variable(name) {
			return true
		}
	}
	names, calls := m.p.Inline(text)
	return slices.ContainsFunc(calls, func(f string) bool { return !slices.Contains(choosers, f) }) || slices.ContainsFunc(names, m.variable)
}

// choosers are functions that choose among texts of the expression itself; others may return anything.
var choosers = []string{
	"bb.utils.contains", "bb.utils.contains_any", "bb.utils.filter", "bb.utils.to_boolean", "d.getVar", "oe.utils.any_distro_features",
	"oe.utils.all_distro_features", "oe.utils.both_contain", "oe.utils.conditional", "oe.utils.ifelse", "oe.utils.vartrue",
}
