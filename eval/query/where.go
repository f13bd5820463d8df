package query

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/alecthomas/participle/v2"
	"github.com/alecthomas/participle/v2/lexer"

	"github.com/knead-build/knead/lang/diag"
)

// What a question may be of, besides a set of a graph.
const (
	Recipes    = "recipes"    // evaluated variants that are not skipped
	Statements = "statements" // of files
)

// Subject is a recipe or a statement that a condition is asked of.
type Subject interface {
	// Fact returns what is known under a name of facts, with its arguments. ok is false where there is nothing, as of a variable
	// without a value.
	Fact(name string, args []string) (text string, ok bool)
}

// fact says how something known is asked for.
type fact struct {
	args int
	yes  bool // it is asked alone, whether there is such a thing
}

// facts are what conditions can ask of recipes and of statements.
var facts = map[string]map[string]fact{
	Recipes: {
		"value": {args: 1}, "flag": {args: 2}, "set": {args: 1, yes: true}, "inherits": {args: 1, yes: true},
		"pn": {}, "pv": {}, "file": {}, "layer": {}, "variant": {}, "classes": {}, "packages": {}, "tasks": {}, "provides": {},
	},
	Statements: {"kind": {}, "name": {}, "variable": {}, "flag": {}, "op": {}, "value": {}, "text": {}, "file": {}, "type": {}},
}

// Cond is a condition: one of several has to hold.
type Cond struct {
	Any []*All `parser:"@@ ('or' @@)*"`
}

// All are conditions that have to hold together.
type All struct {
	Each []*Part `parser:"@@ ('and' @@)*"`
}

// Part is a part of a condition.
type Part struct {
	Not  *Part `parser:"  'not' @@"`
	Sub  *Cond `parser:"| '(' @@ ')'"`
	Test *Test `parser:"| @@"`
}

// Test compares a fact with a text, or asks whether there is one.
type Test struct {
	Pos  lexer.Position
	Fact string   `parser:"@Word"`
	Args []string `parser:"('(' (@Word | @String) (',' (@Word | @String))* ')')?"`
	Op   string   `parser:"(@('=' | '!=' | '~' | '!~' | 'has')"`
	Text *Operand `parser:"@@)?"`

	re *regexp.Regexp // of ~ and !~
}

// Operand is the text that a fact is compared with.
type Operand struct {
	Pos  lexer.Position
	Text string `parser:"@Word | @String"`
}

var factParser = participle.MustBuild[Test](options...)

// ParseFact reads a fact of a kind of thing, as it stands in a message: "pn", "value(LICENSE)". The error is an *Error.
func ParseFact(of, text string) (*Test, error) {
	t, err := factParser.ParseString("", text)
	if err != nil {
		return nil, asError(err)
	}
	f, err := t.known(of)
	if err != nil {
		return nil, err
	}
	if f.yes || t.Op != "" {
		return nil, wrong(t.Pos, "%s is no text", text)
	}
	return t, nil
}

// check returns an error where a condition asks what is not known of a kind of thing.
func (c *Cond) check(of string) error {
	for _, all := range c.Any {
		for _, p := range all.Each {
			if err := p.check(of); err != nil {
				return err
			}
		}
	}
	return nil
}

func (p *Part) check(of string) error {
	switch {
	case p.Not != nil:
		return p.Not.check(of)
	case p.Sub != nil:
		return p.Sub.check(of)
	}
	t := p.Test
	f, err := t.known(of)
	switch {
	case err != nil:
		return err
	case f.yes && t.Op != "":
		return wrong(t.Pos, "%s is asked alone, without %s", t.Fact, t.Op)
	case !f.yes && t.Op == "":
		return wrong(t.Pos, "%s has to be compared: by =, !=, ~, !~ or has", t.Fact)
	case t.Op == "~" || t.Op == "!~":
		if t.re, err = regexp.Compile(t.Text.Text); err != nil {
			return wrong(t.Text.Pos, "%v", err)
		}
	}
	return nil
}

// known returns the fact that a test is about.
func (t *Test) known(of string) (fact, error) {
	f, ok := facts[of][t.Fact]
	if !ok {
		names := slices.Sorted(maps.Keys(facts[of]))
		return f, wrong(t.Pos, "nothing is known of %s as %s%s (there are %s)", of, t.Fact, diag.Meant(diag.Similar(t.Fact, names)), strings.Join(names, ", "))
	}
	if len(t.Args) != f.args {
		return f, wrong(t.Pos, "%s has %d in parentheses, not %d", t.Fact, f.args, len(t.Args))
	}
	return f, nil
}

// Holds reports whether the condition holds for a subject.
func (c *Cond) Holds(s Subject) bool { return c.why(s, true) != nil }

func (t *Test) holds(s Subject) bool {
	text, ok := s.Fact(t.Fact, t.Args)
	if t.Op == "" {
		return ok
	}
	_, _, found := t.Find(text)
	return found != strings.HasPrefix(t.Op, "!")
}

// Find returns where in a text is what the test looks for, whether or not it wants it to be there.
func (t *Test) Find(text string) (start, end int, found bool) {
	switch t.Op {
	case "~", "!~":
		if at := t.re.FindStringIndex(text); at != nil {
			return at[0], at[1], true
		}
	case "has":
		at := 0
		for w := range strings.FieldsSeq(text) {
			at += strings.Index(text[at:], w)
			if w == t.Text.Text {
				return at, at + len(w), true
			}
			at += len(w)
		}
	default:
		return 0, len(text), text == t.Text.Text
	}
	return 0, 0, false
}

// Why returns the tests that make the condition hold for a subject, in the order of the question: of alternatives the first that
// holds. It returns nil where the condition does not hold.
func (c *Cond) Why(s Subject) []*Test { return c.why(s, true) }

// why returns what makes the condition come to hold, or not to.
func (c *Cond) why(s Subject, holds bool) []*Test {
	var out []*Test
	for _, a := range c.Any {
		if list := a.why(s, holds); holds && list != nil {
			return list
		} else if !holds {
			if list == nil {
				return nil
			}
			out = append(out, list...)
		}
	}
	return out
}

func (a *All) why(s Subject, holds bool) []*Test {
	var out []*Test
	for _, p := range a.Each {
		if list := p.why(s, holds); !holds && list != nil {
			return list
		} else if holds {
			if list == nil {
				return nil
			}
			out = append(out, list...)
		}
	}
	return out
}

func (p *Part) why(s Subject, holds bool) []*Test {
	switch {
	case p.Not != nil:
		return p.Not.why(s, !holds)
	case p.Sub != nil:
		return p.Sub.why(s, holds)
	case p.Test.holds(s) == holds:
		return []*Test{p.Test}
	}
	return nil
}
