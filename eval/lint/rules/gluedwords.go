package rules

import (
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/diag"
)

// lists are variables that are lists of words even where too little metadata is at hand to see that from its use.
var lists = []string{
	"CFLAGS", "CPPFLAGS", "CXXFLAGS", "DEPENDS", "DISTRO_FEATURES", "EXTRA_OECMAKE", "EXTRA_OECONF", "EXTRA_OEMAKE", "EXTRA_OEMESON", "FILES",
	"IMAGE_FEATURES", "IMAGE_INSTALL", "LDFLAGS", "MACHINE_FEATURES", "PACKAGECONFIG", "PACKAGES", "RDEPENDS", "RRECOMMENDS", "SRC_URI",
}

func isList(p *lint.RecipePass, name string) bool {
	name, _, _ = strings.Cut(name, ":")
	return slices.Contains(lists, name) || p.Habits().IsList(name)
}

var gluedWords = &lint.Rule{
	ID: "glued-words", Fixes: true, Aliases: []string{"oelint.vars.listappend"}, Severity: diag.Error, Changes: true,
	Doc: lint.Doc{
		Summary: "what is added to a list of words begins or ends with a blank",
		Why: ":append, :prepend, .= and =. put no blank between what there is and what they add: of the last word and the first new one they make one, " +
			"which means neither.",
		Bad:  "DEPENDS = \"zlib\"\nDEPENDS:append = \"openssl\"\n",
		Good: "DEPENDS = \"zlib\"\nDEPENDS:append = \" openssl\"\n",
	},
	Recipe: func(p *lint.RecipePass) {
		joined(p, func(j junction) {
			if j.glued != "" {
				f := p.Report(j.Place(), "%s makes one word of two: %s", j.operator(), j.glued).About(j.root())
				j.mend(f)
			}
		})
	},
}

var missingBlank = &lint.Rule{
	ID: "missing-blank", Fixes: true, Aliases: []string{"oelint.vars.inconspaces"}, Severity: diag.Info, Changes: true,
	Doc: lint.Doc{
		Summary: "what is added to a list of words brings its own blank",
		Why: ":append, :prepend, .= and =. put no blank between what there is and what they add. That the value happens to have one there now, or is " +
			"empty, is luck: with the next change two words become one.",
		Bad:  "DEPENDS = \"\"\nDEPENDS:append = \"openssl\"\n",
		Good: "DEPENDS = \"\"\nDEPENDS:append = \" openssl\"\n",
	},
	Recipe: func(p *lint.RecipePass) {
		var glued map[diag.Place]bool // gluedWords tells of it, maybe in another variant
		joined(p, func(j junction) {
			if glued == nil {
				glued = gluedPlaces(p)
			}
			if !glued[j.Place()] {
				j.mend(p.Report(j.Place(), "%s adds to a list, and brings no blank", j.operator()).About(j.root()))
			}
		})
	},
}

// gluedPlaces returns where a variant's words are glued.
func gluedPlaces(p *lint.RecipePass) map[diag.Place]bool {
	out := map[diag.Place]bool{}
	for _, q := range p.All() {
		joined(q, func(j junction) { out[j.Place()] = out[j.Place()] || j.glued != "" })
	}
	return out
}

// junction is a step that joins a text to a list without a blank of its own.
type junction struct {
	*lint.Step
	front bool   // in front of the list
	glued string // the word of the evaluated list that is made of two
}

func (j junction) operator() string {
	if strings.HasPrefix(j.Op, ":") {
		return j.Assignment.Name.Value
	}
	return j.Assignment.Op.String()
}

func (j junction) root() string {
	name, _, _ := strings.Cut(j.Name, ":")
	return name
}

func (j junction) mend(f *lint.Finding) {
	value := j.Assignment.Value
	at, where := value.Span.Start, "in front"
	if j.front {
		at, where = value.Span.End, "behind"
	}
	f.Mend("add a blank "+where, diag.Edit{Place: j.Point(at), Text: " "})
}

// joined goes over what the recipe's own files join to lists without a blank.
func joined(p *lint.RecipePass, yield func(junction)) {
	for _, name := range p.Names() {
		if !isList(p, name) {
			continue
		}
		var words []string
		steps := p.Steps(name)
		for i := range steps {
			s := &steps[i]
			if s.Assignment == nil || s.Flag != "" || !s.Counts() || !p.IsOwn(s.File) {
				continue
			}
			back := s.Op == "postdot" || strings.HasPrefix(s.Op, ":append")
			front := s.Op == "predot" || strings.HasPrefix(s.Op, ":prepend")
			text := s.Assignment.Value.Value
			if !back && !front || strings.TrimSpace(text) == "" {
				continue
			}
			text, err := p.Data.Expand(text, "")
			own := strings.Fields(text)
			if err != nil || len(own) == 0 {
				continue
			}
			if words == nil {
				words = value(p, name)
			}
			switch {
			case back && !startsBlank(text):
				yield(junction{s, false, glued(words, own[0], ends(p, steps, i, false), strings.CutSuffix)})
			case front && !endsBlank(text):
				yield(junction{s, true, glued(words, own[len(own)-1], ends(p, steps, i, true), strings.CutPrefix)})
			}
		}
	}
}

// value returns the words that a variable has under its expanded name, before a variant's filter renames them.
func value(p *lint.RecipePass, name string) []string {
	raw, _ := p.Data.RawText(expanded(p, name)) // where that fails the recipe has an error
	text, err := p.Data.Expand(raw, "")
	if err != nil {
		return nil
	}
	return strings.Fields(text)
}

// glued returns the word of a list that is made of a word and one of some others: of what stands last, or first, in what else makes
// the list. Where the word is not in the list by itself, what it is made of may be anything.
func glued(list []string, word string, others []string, cut func(s, part string) (string, bool)) string {
	alone := slices.Contains(list, word)
	for _, w := range list {
		if rest, ok := cut(w, word); ok && rest != "" && (!alone || slices.Contains(others, rest)) {
			return w
		}
	}
	return ""
}

// ends returns the last words, or the first ones, of what the other steps give to a variable.
func ends(p *lint.RecipePass, steps []lint.Step, but int, first bool) []string {
	var out []string
	for i := range steps {
		text, ok := steps[i].Value.(string)
		if i == but || !ok || steps[i].Flag != "" && !steps[i].Weak() {
			continue
		}
		text, err := p.Data.Expand(text, "")
		if words := strings.Fields(text); err == nil && len(words) > 0 {
			if first {
				out = append(out, words[0])
			} else {
				out = append(out, words[len(words)-1])
			}
		}
	}
	return out
}

func startsBlank(s string) bool { return strings.TrimLeft(s, " \t\n") != s }
func endsBlank(s string) bool   { return strings.TrimRight(s, " \t\n") != s }
