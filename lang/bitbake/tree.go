// Package bitbake is the syntax of BitBake's metadata: .bb, .bbappend, .bbclass, .inc and .conf files. Parse returns a
// lossless tree: the statements tile the file, so that their texts, one after the other, are the file, whatever is in it.
//
// The grammar is what the BitBake manual's "Syntax and Operators" describes and what BitBake's parser, which is a list of
// line patterns, makes of the rest. The package opens no file, expands no variable, and does not guess: the language of
// do_x:append() { } is decided by the function it appends to, whether a name's suffix is an override by OVERRIDES.
package bitbake

import (
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
)

// File is a parsed file. It is immutable.
type File struct {
	Source  *source.File
	Kind    Kind
	Dialect Dialect
	Stmts   []Stmt
	// Diags are the errors and warnings, in order. A file with an error is one that BitBake refuses as a whole.
	Diags []*diag.Diagnostic
}

// Stmt is a statement: the whole lines that it takes up, with their line endings.
type Stmt interface {
	Span() source.Span
}

// Range is the span that every statement embeds.
type Range struct{ span source.Span }

// Span returns the bytes of the statement's lines.
func (r Range) Span() source.Span { return r.span }

// Text is a piece of a statement as BitBake reads it, with continuation lines joined, and where it stands in the file.
// The zero value is a piece that is not there.
type Text struct {
	Value string
	Span  source.Span // in the file; with continuation lines it covers more than Value
	joins *source.Map // nil where Value is the file's text from Span.Start on
	at    source.Pos  // of Value in the joined text
}

// Known reports whether the piece is there.
func (t Text) Known() bool { return t.Span != source.Span{} || t.Value != "" }

// Pos returns the file's position of the byte at offset i of Value.
func (t Text) Pos(i int) source.Pos {
	if t.joins == nil {
		return t.Span.Start + source.Pos(i)
	}
	return t.joins.Pos(t.at + source.Pos(i))
}

// Sub returns the piece Value[i:j].
func (t Text) Sub(i, j int) Text {
	out := Text{Value: t.Value[i:j], joins: t.joins, at: t.at + source.Pos(i)}
	if t.joins == nil {
		out.Span = source.Span{Start: t.Span.Start + source.Pos(i), End: t.Span.Start + source.Pos(j)}
	} else {
		out.Span = t.joins.Span(source.Span{Start: out.at, End: t.at + source.Pos(j)})
	}
	return out
}

// Op is an assignment operator.
type Op uint8

// The assignment operators.
const (
	Set         Op = iota // =
	Immediate             // :=
	Default               // ?=
	WeakDefault           // ??=
	AppendOp              // +=
	PrependOp             // =+
	DotAppend             // .=
	DotPrepend            // =.
)

var opNames = [...]string{"=", ":=", "?=", "??=", "+=", "=+", ".=", "=."}

func (op Op) String() string { return opNames[op] }

// The statements.
type (
	// Blank is an empty line.
	Blank struct{ Range }
	// Comment is a line that begins with "#", with its continuation lines.
	Comment struct{ Range }
	// Bad is what BitBake cannot parse. The file has a diagnostic for it.
	Bad struct{ Range }

	// Assignment is [export] NAME[flag] op "value".
	Assignment struct {
		Range
		Export bool
		Name   Text
		Flag   Text // without the brackets; not Known where there is none
		Op     Op
		OpSpan source.Span
		Value  Text // without the quotes
		Quote  byte
	}
	// Export is "export NAME".
	Export struct {
		Range
		Name Text
	}
	// Unset is "unset NAME" or "unset NAME[flag]".
	Unset struct {
		Range
		Name Text
		Flag Text
	}
	// IncludeStmt is include, require or include_all.
	IncludeStmt struct {
		Range
		Verb  string
		Files Text // unexpanded
	}
	// Inherit is inherit or inherit_defer.
	Inherit struct {
		Range
		Defer   bool
		Classes Text // unexpanded
	}
	// AddTask is "addtask TASKS [after X] [before Y]". Tasks, Before and After are the words as BitBake reads them.
	AddTask struct {
		Range
		Tasks, Before, After string
		Args                 Text // all that follows "addtask"
	}
	// DelTask is "deltask TASKS".
	DelTask struct {
		Range
		Tasks Text
	}
	// AddHandler is "addhandler FUNCTIONS".
	AddHandler struct {
		Range
		Functions Text
	}
	// ExportFunctions is "EXPORT_FUNCTIONS FUNCTIONS".
	ExportFunctions struct {
		Range
		Functions Text
	}
	// AddPylib is "addpylib DIRECTORY NAMESPACE".
	AddPylib struct {
		Range
		Dir, Namespace Text
	}
	// AddFragments is "addfragments PREFIX VARIABLE FLAGGED BUILTIN".
	AddFragments struct {
		Range
		Prefix, Variable, Flagged, Builtin Text
	}
	// Function is a shell or Python function in braces: [python] [fakeroot] [NAME] () { ... }.
	Function struct {
		Range
		Name     Text // not Known where it is anonymous
		Python   bool // said to be; an anonymous function always is
		Fakeroot bool
		Header   source.Span
		Body     Text // the lines between the braces, each with a line ending, blanks at their ends removed
		EndLine  int  // the line of the closing brace
	}
	// PythonDef is a "def" at the beginning of a line, with what belongs to it.
	PythonDef struct {
		Range
		Name    Text
		Text    Text // from "def" on, blanks at the lines' ends removed, no newline at the end
		EndLine int  // the line behind the last
	}
)

// Anonymous reports whether the function has no name and runs while parsing.
func (f *Function) Anonymous() bool { return !f.Name.Known() }

// AnonymousName is what BitBake takes for the name of an anonymous function, and so what a function of that name is.
const AnonymousName = "__anonymous"

// Print returns the text of the statements: the file's.
func (f *File) Print() string {
	out := make([]byte, 0, f.Source.Len())
	for _, s := range f.Stmts {
		out = append(out, f.Source.Slice(s.Span())...)
	}
	return string(out)
}

// Failed reports whether there is an error.
func (f *File) Failed() bool {
	worst, any := diag.Worst(f.Diags)
	return any && worst == diag.Error
}
