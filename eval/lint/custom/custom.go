// Package custom makes lint rules of questions in the language of package query: "recipes where ..." is a rule about evaluated
// recipes, "statements where ..." one about the metadata's files. It has what such questions see of both.
package custom

import (
	"regexp"
	"strings"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/eval/query"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
)

// Rule describes a rule.
type Rule struct {
	// ID is lower-case words joined by dashes.
	ID string
	// Query asks for what is wrong.
	Query string
	// Message is what is said of each: {pn}, {value(LICENSE)} and other facts of the query language may stand in it.
	Message  string
	Severity diag.Severity
	// Why, Bad and Good are as of lint.Doc; they may be "".
	Why, Bad, Good string
	// Page is where the rule is described, the id to be appended.
	Page string
}

// Error says that a rule is wrong, and where.
type Error struct {
	Field   string // "id", "query" or "message"
	Offset  int    // in its text
	Message string
}

// Error returns the message alone.
func (e *Error) Error() string { return e.Message }

var (
	ids    = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	places = regexp.MustCompile(`\{[^{}]*\}`)
)

// asked is a rule's question and message.
type asked struct {
	where *query.Cond
	// The message is texts with facts between them.
	texts []string
	facts []*query.Test
}

// New makes the lint rule. The error is an *Error.
func New(r Rule) (*lint.Rule, error) {
	if !ids.MatchString(r.ID) {
		return nil, &Error{"id", 0, "the id of a rule is lower-case words joined by dashes"}
	}
	q, err := query.Parse(r.Query)
	if err != nil {
		return nil, inField("query", 0, err)
	}
	if q.Of == "" || q.Where == nil {
		return nil, &Error{"query", 0, "a rule asks for \"recipes where ...\" or \"statements where ...\""}
	}
	a := &asked{where: q.Where}
	at := 0
	for _, m := range places.FindAllStringIndex(r.Message, -1) {
		fact, err := query.ParseFact(q.Of, r.Message[m[0]+1:m[1]-1])
		if err != nil {
			return nil, inField("message", m[0]+1, err)
		}
		a.texts, a.facts = append(a.texts, r.Message[at:m[0]]), append(a.facts, fact)
		at = m[1]
	}
	a.texts = append(a.texts, r.Message[at:])
	out := &lint.Rule{ID: r.ID, Severity: r.Severity, Doc: lint.Doc{Summary: r.Message, Why: r.Why, Bad: r.Bad, Good: r.Good}}
	if q.Of == query.Recipes {
		out.Recipe = a.recipe
	} else {
		out.File = a.file
	}
	return lint.Own(out, r.Page), nil
}

func inField(field string, offset int, err error) *Error {
	e := &Error{field, offset, err.Error()}
	if q, ok := err.(*query.Error); ok {
		e.Offset, e.Message = offset+q.Offset, q.Message
	}
	return e
}

// message returns what is said of a subject.
func (a *asked) message(s query.Subject) string {
	var b strings.Builder
	for i, f := range a.facts {
		text, _ := s.Fact(f.Fact, f.Args)
		b.WriteString(a.texts[i] + strings.Join(strings.Fields(text), " "))
	}
	return b.String() + a.texts[len(a.texts)-1]
}

func (a *asked) recipe(p *lint.RecipePass) {
	r := Recipe{p.Recipe, p.Variant}
	why := a.where.Why(r)
	if why == nil {
		return
	}
	at, about := p.Start(), ""
	for _, t := range why {
		if place := placeIn(p, t); place.Known() && place != p.Start() {
			at = place
			if t.Fact == "value" || t.Fact == "flag" || t.Fact == "set" {
				about = t.Args[0]
			}
			break
		}
	}
	p.Report(at, "%s", a.message(r)).About(about)
}

// placeIn returns where the metadata says what a test asks.
func placeIn(p *lint.RecipePass, t *query.Test) diag.Place {
	switch t.Fact {
	case "value":
		name := t.Args[0]
		value := p.Get(name)
		start, end, found := t.Find(value)
		switch {
		case !found || start == end || t.Op == "=" || t.Op == "!=":
			return p.Where(name)
		case t.Op == "has":
			return p.WhereWord(name, value[start:end])
		}
		return p.Locate(name, source.Span{Start: source.Pos(start), End: source.Pos(end)})
	case "set":
		return p.Where(t.Args[0])
	case "flag":
		steps := p.Steps(t.Args[0])
		for i := len(steps) - 1; i >= 0; i-- {
			if s := &steps[i]; s.Flag == t.Args[1] && s.Assignment != nil {
				return s.Place()
			}
		}
	case "inherits":
		if w, f := p.InheritedAt(t.Args[0]); f != nil {
			return diag.Place{File: f.Source, Span: w.Span}
		}
	}
	return p.Start()
}

func (a *asked) file(p *lint.FilePass) {
	for _, stmt := range p.Stmts {
		s := Statement{p.File, stmt}
		if s.Kind() == "" {
			continue
		}
		if why := a.where.Why(s); why != nil {
			p.Report(p.At(s.place(why)), "%s", a.message(s))
		}
	}
}

// place returns what a finding points at: what a test has found in the statement's value or text, else its operator or flag where one
// is asked for, else its name, else its first line.
func (s Statement) place(why []*query.Test) source.Span {
	var out source.Span
	for _, t := range why {
		text, _ := s.Fact(t.Fact, nil)
		start, end, found := t.Find(text)
		switch piece := s.piece(t.Fact); {
		case t.Fact == "value" && found && start < end:
			return piece.Sub(start, end).Span
		case t.Fact == "text" && found && start < end:
			at := s.Span().Start
			return source.Span{Start: at + source.Pos(start), End: at + source.Pos(end)}
		case t.Fact == "flag" && piece.Known():
			out = piece.Span
		case t.Fact == "op":
			if a, ok := s.Stmt.(*bitbake.Assignment); ok {
				out = a.OpSpan
			}
		}
	}
	if out.End > out.Start {
		return out
	}
	if name := s.piece("name"); name.Known() {
		return name.Span
	}
	return source.Span{Start: s.Span().Start, End: s.Span().Start + source.Pos(len(s.FirstLine()))}
}
