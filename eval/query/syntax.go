// Package query is a small language of questions: about a task graph, which recipes and tasks depend on which, and about what there is
// of recipes and of statements by what they say. Help is its manual. It reads a graph, asks facts of what it is handed, and knows
// nothing of how either is made.
package query

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"github.com/alecthomas/participle/v2"
	"github.com/alecthomas/participle/v2/lexer"
)

// Question is a question: a set of a graph's recipes and tasks, perhaps with a condition, or all recipes or statements with one.
type Question struct {
	// Of is Recipes, Statements, or "" where Set says what is asked for.
	Of    string `parser:"(  @('recipes' | 'statements') (?= 'where')"`
	Set   *Expr  `parser:" | @@ )"`
	Where *Cond  `parser:"('where' @@)?"`
}

// Expr is an expression: sets joined by operators that all bind alike, from left to right.
type Expr struct {
	First *Term   `parser:"@@"`
	Rest  []*Join `parser:"@@*"`
}

// Join is an operator and what is behind it.
type Join struct {
	Op   string `parser:"@('+' | '-' | '^' | 'union' | 'except' | 'intersect')"`
	Term *Term  `parser:"@@"`
}

// Term is a function's result, an expression in parentheses, or a word.
type Term struct {
	Pos  lexer.Position
	Call *Call   `parser:"  @@"`
	Sub  *Expr   `parser:"| '(' @@ ')'"`
	Word *string `parser:"| (@Word | @String)"`
}

// Call is a function and its arguments.
type Call struct {
	Pos  lexer.Position
	Name string  `parser:"@Word '('"`
	Args []*Expr `parser:"(@@ (',' @@)*)? ')'"`
}

// A word is anything without blanks, parentheses, commas and quotes that does not begin with an operator: "gtk+3", "virtual/libc",
// "mc:arm:busybox", "python3-*". An operator stands alone, so "a -b" is an error and "a-b" is a name.
var tokens = lexer.MustSimple([]lexer.SimpleRule{
	{Name: "Blank", Pattern: `\s+`},
	{Name: "String", Pattern: `'[^']*'|"[^"]*"`},
	{Name: "Word", Pattern: `[^\s(),'"+^-][^\s(),'"]*`},
	{Name: "Op", Pattern: `[-+^](?:\s|$)`},
	{Name: "Mark", Pattern: `[(),]`},
})

var options = []participle.Option{
	participle.Lexer(tokens), participle.Elide("Blank"), participle.UseLookahead(2),
	participle.Map(func(t lexer.Token) (lexer.Token, error) {
		t.Value = strings.TrimSpace(t.Value)
		return t, nil
	}, "Op"),
	participle.Map(func(t lexer.Token) (lexer.Token, error) {
		t.Value = t.Value[1 : len(t.Value)-1]
		return t, nil
	}, "String"),
}

var parser = participle.MustBuild[Question](options...)

// Error says what is wrong with a question, and where.
type Error struct {
	lexer.Position
	Message string
}

// Error names the column, in characters from 1.
func (e *Error) Error() string { return fmt.Sprintf("column %d: %s", e.Column, e.Message) }

func wrong(at lexer.Position, format string, args ...any) *Error {
	return &Error{at, fmt.Sprintf(format, args...)}
}

// asError makes the parser's errors ours.
func asError(err error) *Error {
	var p participle.Error
	if !errors.As(err, &p) {
		return wrong(lexer.Position{Column: 1}, "%v", err)
	}
	return wrong(p.Position(), "%s", p.Message())
}

// Parse reads a question. The error is an *Error.
func Parse(text string) (*Question, error) {
	q, err := parser.ParseString("", text)
	if err != nil {
		return nil, asError(err)
	}
	if q.Set != nil {
		if err := q.Set.check(); err != nil {
			return nil, err
		}
	}
	if q.Where != nil {
		if err := q.Where.check(cmp.Or(q.Of, Recipes)); err != nil {
			return nil, err
		}
	}
	return q, nil
}

// check returns an error where there is no such function.
func (e *Expr) check() error {
	terms := []*Term{e.First}
	for _, j := range e.Rest {
		terms = append(terms, j.Term)
	}
	for _, t := range terms {
		var inside []*Expr
		switch {
		case t.Sub != nil:
			inside = []*Expr{t.Sub}
		case t.Call != nil:
			if functions[t.Call.Name] == nil {
				return wrong(t.Call.Pos, "there is no function %s", t.Call.Name)
			}
			inside = t.Call.Args
		}
		for _, x := range inside {
			if err := x.check(); err != nil {
				return err
			}
		}
	}
	return nil
}

// Words returns the words of an expression that are taken for recipes or tasks and have no wildcard: what a graph has to have for
// the question to make sense.
func (e *Expr) Words() []string {
	var out []string
	e.walk(func(t *Term) {
		if t.Word != nil && !isPattern(*t.Word) {
			out = append(out, *t.Word)
		}
	})
	return out
}

// Wide reports whether a question is about more than what its words need: whether it asks who depends on something, or for all.
func (e *Expr) Wide() bool {
	terms := []*Term{e.First}
	for _, j := range e.Rest {
		terms = append(terms, j.Term)
	}
	for _, t := range terms {
		if t.Sub != nil && t.Sub.Wide() {
			return true
		}
		if t.Call == nil {
			continue
		}
		if t.Call.Name == "rdeps" || t.Call.Name == "all" {
			return true
		}
		for _, a := range t.Call.Args {
			if a.Wide() {
				return true
			}
		}
	}
	return false
}

// walk visits the terms that are sets.
func (e *Expr) walk(f func(*Term)) {
	terms := []*Term{e.First}
	for _, j := range e.Rest {
		terms = append(terms, j.Term)
	}
	for _, t := range terms {
		switch {
		case t.Sub != nil:
			t.Sub.walk(f)
		case t.Call != nil:
			fn := functions[t.Call.Name]
			for i, a := range t.Call.Args {
				if fn == nil || i >= len(fn.args) || fn.args[i] == argSet {
					a.walk(f)
				}
			}
		default:
			f(t)
		}
	}
}

func isPattern(word string) bool { return strings.ContainsAny(word, "*?") }
