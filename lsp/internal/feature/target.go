package feature

import (
	"path"
	"sort"
	"strings"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/shell"
	"github.com/knead-build/knead/lang/source"
)

// Kind is a kind of thing that stands in metadata.
type Kind uint8

// The kinds of targets.
const (
	None      Kind = iota
	Variable       // a variable, also one that is a function or a task: where it is set, or read by ${NAME} or code
	Flag           // a flag of the variable Of
	Override       // an override behind the variable Of, or behind its operator; of a list of overrides, the variable Of that is the list
	Operator       // append, prepend or remove behind the variable Of, and the operators of assignments to it
	Class          // in inherit, in the variables that name classes, and in code
	Include        // the file of include, require, include_all
	Task           // in addtask and deltask, in flags; Of is the recipe of a task that has one: "x" of "x:do_build"
	Word           // a word of the value of the variable Of; Meaning tells what it names
	Parameter      // a parameter of an item of the variable Of: "branch" of ";branch=main", the span of both
	Keyword        // a directive, or a word that belongs to one: inherit, require, addtask, before, python, fakeroot, ...
	Python         // a Python function or module, dotted: "oe.utils.conditional", "d.getVar", "my_def", where it is defined or used
	Command        // a command in shell code that may be a function of the metadata
)

// Target is what stands at a place of a document. Everything that a feature knows about a place goes by it.
type Target struct {
	Kind Kind
	Name string      // as it is written, without what surrounds it; of Python with all that stands before the dots
	Of   string      // the variable that it belongs to, of those kinds that say so
	Span source.Span // of the name, of Python without what stands before the dots
	// Key is a variable's name with its overrides, as it is written but without operators, where the place is a part of such a name:
	// "RDEPENDS:${PN}" for a place in RDEPENDS:${PN}:append.
	Key string
	// Flag is the flag of Of that has the word, where it is one's.
	Flag string
	// Item is the item of SRC_URI or LIC_FILES_CHKSUM with its parameters that a word or a parameter stands in.
	Item string
	Stmt bitbake.Stmt
}

// Target returns what stands at the request's position.
func (r *Request) Target() Target {
	if !r.Doc.Metadata {
		if path.Ext(r.Doc.Path) == ".py" {
			return inModule(r.Doc.File, r.Pos)
		}
		return Target{}
	}
	stmt := r.statement()
	t := targetIn(r.Doc.File, stmt, r.Pos)
	t.Stmt = stmt
	return t
}

func targetIn(file *source.File, stmt bitbake.Stmt, pos source.Pos) Target {
	if stmt == nil {
		return Target{}
	}
	if t := inKeyword(file, stmt, pos); t.Kind != None {
		return t
	}
	switch s := stmt.(type) {
	case *bitbake.Assignment:
		return inAssignment(file, s, pos)
	case *bitbake.Function:
		if s.Name.Known() && s.Name.Span.Contains(pos) {
			return inName(s.Name, pos)
		}
		return inFunction(s.Body, isPython(s), pos)
	case *bitbake.PythonDef:
		return inCode(s.Text, "", pos)
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
	case *bitbake.Bad:
		return inBad(file, s, pos)
	}
	return Target{}
}

func inAssignment(file *source.File, s *bitbake.Assignment, pos source.Pos) Target {
	switch {
	case s.Flag.Known() && s.Flag.Span.Contains(pos):
		return inFlag(s.Name, s.Flag, pos)
	case s.Name.Span.Contains(pos):
		return inName(s.Name, pos)
	case s.Value.Span.Contains(pos):
		return inValue(s.Value, pos, lint.Variable(s.Name.Value), s.Flag.Value)
	case s.OpSpan.Contains(pos):
		return Target{Kind: Operator, Name: file.Slice(s.OpSpan), Of: lint.Variable(s.Name.Value), Span: s.OpSpan}
	}
	return Target{}
}

// inFlag is about the name of a flag, or a reference in it.
func inFlag(name, flag bitbake.Text, pos source.Pos) Target {
	if t := inText(flag, pos); t.Kind != None {
		return t
	}
	return Target{Kind: Flag, Name: flag.Value, Of: lint.Variable(name.Value), Span: flag.Span}
}

// inName is about the name of a variable, or a reference in it.
func inName(name bitbake.Text, pos source.Pos) Target {
	if t := inText(name, pos); t.Kind != None {
		return t
	}
	return inParts(name, pos)
}

// inParts takes a variable's name apart: NAME, NAME:override, NAME:append:override.
func inParts(name bitbake.Text, pos source.Pos) Target {
	i := offsetIn(name, pos)
	key := name.Value
	if _, base, condition, ok := lint.Operator(name.Value); ok {
		key = strings.TrimSuffix(base+":"+condition, ":")
	}
	masked, _ := shell.Mask(name.Value) // a colon in a reference divides nothing
	variable := name.Value[:strings.IndexByte(masked+":", ':')]
	if i <= len(variable) {
		return Target{Kind: Variable, Name: variable, Span: name.Sub(0, len(variable)).Span, Key: key}
	}
	for start := len(variable) + 1; start <= len(masked); {
		end := start + strings.IndexByte(masked[start:]+":", ':')
		if i <= end {
			t := Target{Kind: Override, Name: name.Value[start:end], Of: variable, Span: name.Sub(start, end).Span, Key: key}
			if t.Name == "append" || t.Name == "prepend" || t.Name == "remove" {
				t.Kind = Operator
			}
			return t
		}
		start = end + 1
	}
	return Target{}
}

// offsetIn returns the offset in a text's value of a position in the file.
func offsetIn(t bitbake.Text, pos source.Pos) int {
	return sort.Search(len(t.Value), func(i int) bool { return t.Pos(i) >= pos })
}
