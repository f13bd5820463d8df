package lint

import (
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
)

// Step is a step of a variable's history with the statement that makes it.
type Step struct {
	datastore.Step
	// Assignment is nil where another statement makes the step, or Python.
	Assignment *bitbake.Assignment
}

// Place returns where the step is: the assigned value where there is one.
func (s *Step) Place() diag.Place {
	if s.Assignment != nil && s.Assignment.Value.Known() {
		return diag.Place{File: s.File, Span: s.Assignment.Value.Span}
	}
	return diag.Place{File: s.File, Span: s.Span}
}

// Words returns the words of the value that the step assigns.
func (s *Step) Words() []Word {
	if s.Assignment == nil {
		return nil
	}
	return Words(s.Assignment.Value)
}

// At returns the place of a piece of the step's statement.
func (s *Step) At(text bitbake.Text) diag.Place { return diag.Place{File: s.File, Span: text.Span} }

// Word is a word of a value: what stands between blanks, an expression in ${...} being one piece with what touches it.
type Word struct {
	bitbake.Text
	// Plain says that there is no expression in it.
	Plain bool
}

// Words returns the words of a value.
func Words(text bitbake.Text) []Word {
	var out []Word
	v := text.Value
	for i := 0; i < len(v); {
		if isBlank(v[i]) {
			i++
			continue
		}
		start, plain := i, true
		for i < len(v) && !isBlank(v[i]) {
			if strings.HasPrefix(v[i:], "${") {
				plain = false
				i += expressionLen(v[i:])
			} else {
				i++
			}
		}
		out = append(out, Word{text.Sub(start, i), plain})
	}
	return out
}

// expressionLen returns the length of the expression at the beginning of a text, up to the brace that ends it; two bytes where none does.
func expressionLen(s string) int {
	depth := 0
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return i + 1
			}
		case '\n':
			return 2
		}
	}
	return 2
}

func isBlank(c byte) bool { return strings.IndexByte(" \t\n\r", c) >= 0 }

// Steps returns what was done to a variable by the metadata, and to what overrides it, in order. The caller must not change it.
func (p *RecipePass) Steps(name string) []Step {
	out, ok := p.read.steps[name]
	if ok {
		return out
	}
	out = p.linter.steps(p.timeline(name))
	if p.read.steps == nil {
		p.read.steps = map[string][]Step{}
	}
	p.read.steps[name] = out
	return out
}

// Steps is RecipePass.Steps for the variables of a configuration.
func (p *WorkspacePass) Steps(d *datastore.Store, name string) []Step {
	list, err := d.Timeline(name)
	if err != nil {
		return nil
	}
	return p.linter.steps(list)
}

// steps leads from what files do to their statements.
func (l *linter) steps(list []datastore.Step) []Step {
	out := make([]Step, 0, len(list))
	for _, s := range list {
		if s.File != nil {
			out = append(out, Step{s, l.assignment(s)})
		}
	}
	return out
}

// assignment returns the assignment that makes a step; nil where none does: what Python does at the end of a file is noted there.
func (l *linter) assignment(s datastore.Step) *bitbake.Assignment {
	a, _ := l.statement(s.Origin).(*bitbake.Assignment)
	if a == nil || a.Flag.Known() != (s.Flag != "" && !s.Weak()) {
		return nil
	}
	_, base, _, ok := Operator(a.Name.Value)
	if !ok {
		base = a.Name.Value
	}
	if text, _ := s.Value.(string); base != s.Name || ok != strings.HasPrefix(s.Op, ":") || text != a.Value.Value {
		return nil
	}
	return a
}

// StatementOf returns the statement that made a change; nil where Python did, or a file that is not checked.
func (p *RecipePass) StatementOf(at datastore.Origin) bitbake.Stmt { return p.linter.statement(at) }

func (l *linter) statement(at datastore.Origin) bitbake.Stmt {
	if at.File == nil || at.Func != "" {
		return nil
	}
	tree := l.tree(at.File)
	if tree == nil {
		return nil
	}
	return StatementAt(tree, at.Span.Start)
}

// StatementAt returns the statement that a position is in, or nil.
func StatementAt(tree *bitbake.File, pos source.Pos) bitbake.Stmt {
	lo, hi := 0, len(tree.Stmts)
	for lo < hi {
		mid := (lo + hi) / 2
		if tree.Stmts[mid].Span().End <= pos {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(tree.Stmts) {
		return tree.Stmts[lo]
	}
	return nil
}

// Where returns the place to complain of a variable's value at: the last statement that made it, else the recipe file's
// beginning. What Python does at the end of a file is noted at some statement of that, which is about another variable.
func (p *RecipePass) Where(name string) diag.Place {
	for _, s := range slices.Backward(p.Made(name)) {
		if _, other := p.StatementOf(s.Origin).(*bitbake.Assignment); s.Func == "" && (s.Assignment != nil || !other) {
			return s.Place()
		}
	}
	return p.Start()
}

// WhereWord returns the place to complain of a word of a variable's value at: the word itself where it stands in the metadata, else
// as Where does.
func (p *RecipePass) WhereWord(name, word string) diag.Place {
	for _, s := range slices.Backward(p.Made(name)) {
		for _, w := range s.Words() {
			if w.Value == word || !w.Plain && p.expandsTo(w.Value, word) {
				return s.At(w.Text)
			}
		}
	}
	return p.Where(name)
}

// WordPlaces returns all places in the metadata where a word of a variable's value stands, in the order in which they were read.
func (p *RecipePass) WordPlaces(name, word string) []diag.Place {
	var out []diag.Place
	for _, s := range p.Steps(name) {
		if !s.Counts() || s.Flag != "" {
			continue
		}
		for _, w := range s.Words() {
			if w.Value == word || !w.Plain && p.expandsTo(w.Value, word) {
				out = append(out, s.At(w.Text))
			}
		}
	}
	return out
}

// expandsTo reports whether a word is among those that a text expands to.
func (p *RecipePass) expandsTo(text, word string) bool {
	value, err := p.Data.Expand(text, "")
	return err == nil && slices.Contains(strings.Fields(value), word)
}

// Start returns the beginning of the recipe file.
func (p *RecipePass) Start() diag.Place { return diag.Place{File: p.Tree.Source} }

// Point returns the place of no text at a position of the step's file, to insert at.
func (s *Step) Point(pos source.Pos) diag.Place {
	return diag.Place{File: s.File, Span: source.At(pos)}
}
