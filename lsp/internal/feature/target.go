package feature

import (
	"sort"
	"strings"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/source"
)

// Kind is a kind of thing that stands in metadata.
type Kind uint8

// The kinds of targets.
const (
	None     Kind = iota
	Variable      // a variable, also one that is a function or a task: where it is set, or read by ${NAME} or code
	Flag          // a flag of the variable Of
	Override      // an override behind the variable Of, or behind its operator
	Operator      // append, prepend or remove behind the variable Of
	Class         // in inherit
	Include       // the file of include, require, include_all
	Task          // in addtask and deltask
	Word          // a word of the value of the variable Of
	Keyword       // a directive: inherit, require, addtask, ...
	Python        // a Python function or module, dotted: "oe.utils.conditional", "d.getVar", "my_def", where it is defined or used
	Command       // a command in shell code that may be a function of the metadata
)

// Target is what stands at a place of a document. Everything that a feature knows about a place goes by it.
type Target struct {
	Kind Kind
	Name string      // as it is written, without what surrounds it
	Of   string      // the variable that it belongs to, of those kinds that say so
	Span source.Span // of the name
	Stmt bitbake.Stmt
}

// Target returns what stands at the request's position.
func (r *Request) Target() Target {
	if !r.Doc.Metadata {
		return Target{}
	}
	stmt := lint.StatementAt(r.Doc.Tree(), r.Pos)
	t := targetIn(stmt, r.Pos)
	t.Stmt = stmt
	return t
}

func targetIn(stmt bitbake.Stmt, pos source.Pos) Target {
	switch s := stmt.(type) {
	case *bitbake.Assignment:
		return inAssignment(s, pos)
	case *bitbake.Function:
		if s.Name.Known() && s.Name.Span.Contains(pos) {
			return inName(s.Name, pos)
		}
		return inCode(s.Body, pos)
	case *bitbake.Export:
		return inName(s.Name, pos)
	case *bitbake.Unset:
		if s.Flag.Known() && s.Flag.Span.Contains(pos) {
			return Target{Kind: Flag, Name: s.Flag.Value, Of: s.Name.Value, Span: s.Flag.Span}
		}
		return inName(s.Name, pos)
	case *bitbake.Inherit:
		return inWords(s.Classes, pos, Target{Kind: Class})
	case *bitbake.IncludeStmt:
		return inWords(s.Files, pos, Target{Kind: Include})
	case *bitbake.AddTask:
		return inWords(s.Args, pos, Target{Kind: Task})
	case *bitbake.DelTask:
		return inWords(s.Tasks, pos, Target{Kind: Task})
	case *bitbake.ExportFunctions:
		return inWords(s.Functions, pos, Target{Kind: Variable})
	case *bitbake.AddHandler:
		return inWords(s.Functions, pos, Target{Kind: Variable})
	}
	return Target{}
}

func inAssignment(s *bitbake.Assignment, pos source.Pos) Target {
	switch {
	case s.Flag.Known() && s.Flag.Span.Contains(pos):
		return Target{Kind: Flag, Name: s.Flag.Value, Of: lint.Variable(s.Name.Value), Span: s.Flag.Span}
	case s.Name.Span.Contains(pos):
		return inName(s.Name, pos)
	case s.Value.Span.Contains(pos):
		return inWords(s.Value, pos, Target{Kind: Word, Of: lint.Variable(s.Name.Value)})
	}
	return Target{}
}

// inName takes a variable's name apart: NAME, NAME:override, NAME:append:override.
func inName(name bitbake.Text, pos source.Pos) Target {
	i := offsetIn(name, pos)
	if t := reference(name, i); t.Kind != None {
		return t
	}
	variable := lint.Variable(name.Value)
	if i <= len(variable) {
		return Target{Kind: Variable, Name: variable, Span: name.Sub(0, len(variable)).Span}
	}
	start := len(variable)
	for start < len(name.Value) {
		start++ // the colon
		end := start + strings.IndexByte(name.Value[start:]+":", ':')
		if i <= end {
			t := Target{Kind: Override, Name: name.Value[start:end], Of: variable, Span: name.Sub(start, end).Span}
			if t.Name == "append" || t.Name == "prepend" || t.Name == "remove" {
				t.Kind = Operator
			}
			return t
		}
		start = end
	}
	return Target{}
}

// inWords finds the word of a text, or the reference in it.
func inWords(text bitbake.Text, pos source.Pos, t Target) Target {
	if !text.Known() || !text.Span.Contains(pos) {
		return Target{}
	}
	i := offsetIn(text, pos)
	if ref := reference(text, i); ref.Kind != None {
		return ref
	}
	blank := func(b byte) bool { return b == ' ' || b == '\t' || b == '\n' || b == '\\' }
	start, end := i, i
	for start > 0 && !blank(text.Value[start-1]) {
		start--
	}
	for end < len(text.Value) && !blank(text.Value[end]) {
		end++
	}
	if start == end {
		return Target{}
	}
	t.Name, t.Span = text.Value[start:end], text.Sub(start, end).Span
	return t
}

// inCode finds the reference in the body of a function.
func inCode(body bitbake.Text, pos source.Pos) Target {
	if !body.Known() || !body.Span.Contains(pos) {
		return Target{}
	}
	return reference(body, offsetIn(body, pos))
}

// reference finds the ${NAME} that an offset of a text is in; of nested ones the innermost.
func reference(text bitbake.Text, i int) Target {
	start := strings.LastIndex(text.Value[:min(i+2, len(text.Value))], "${")
	if start < 0 {
		return Target{}
	}
	end := strings.IndexByte(text.Value[start:], '}')
	if end < 0 || start+end < i {
		return Target{}
	}
	name := text.Value[start+2 : start+end]
	if name == "" || strings.ContainsAny(name, "@ \t\n{$") {
		return Target{}
	}
	return Target{Kind: Variable, Name: name, Span: text.Sub(start+2, start+end).Span}
}

// offsetIn returns the offset in a text's value of a position in the file.
func offsetIn(t bitbake.Text, pos source.Pos) int {
	return sort.Search(len(t.Value), func(i int) bool { return t.Pos(i) >= pos })
}
