package custom

import (
	"path"
	"strings"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/eval/interp"
	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/eval/resolve"
	"github.com/knead-build/knead/lang/bitbake"
)

// Recipe is an evaluated variant as questions see it. Its facts may be asked for inside Recipe.Do only.
type Recipe struct {
	*eval.Recipe
	*eval.Variant
}

// Fact returns what is known of the variant. What cannot be expanded has no value: the evaluation tells.
func (r Recipe) Fact(name string, args []string) (string, bool) {
	get := func(variable string) (string, bool) {
		value, ok, err := r.Data.Lookup(variable)
		return value, ok && err == nil
	}
	switch name {
	case "value", "set":
		return get(args[0])
	case "flag":
		value, err := r.Data.Flag(args[0], args[1])
		if value == nil || err != nil {
			return "", false
		}
		return datastore.TextOf(value), true
	case "inherits", "classes":
		classes := " " + strings.Join(resolve.ClassNames(interp.Inherited(r.Data)), " ") + " "
		return classes, name == "classes" || strings.Contains(classes, " "+args[0]+" ")
	case "file":
		return r.Path, true
	case "layer":
		if r.Layer == nil {
			return "", false
		}
		return r.Layer.Name, true
	case "variant":
		return r.Variant.Name, true
	case "tasks":
		return strings.Join(interp.Tasks(r.Data).Names, " "), true
	}
	return get(strings.ToUpper(name)) // PN, PV, PACKAGES, PROVIDES
}

// Statement is a statement of a file as questions see it.
type Statement struct {
	File *bitbake.File
	bitbake.Stmt
}

// Fact returns what the statement says.
func (s Statement) Fact(name string, _ []string) (string, bool) {
	switch name {
	case "kind":
		return s.Kind(), true
	case "file":
		return s.File.Source.Name(), true
	case "type":
		return strings.TrimPrefix(path.Ext(s.File.Source.Name()), "."), true
	case "text":
		return s.File.Source.Slice(s.Span()), true
	case "op":
		if a, ok := s.Stmt.(*bitbake.Assignment); ok {
			return a.Op.String(), true
		}
		return "", false
	case "variable":
		return lint.Variable(s.piece("name").Value), true
	}
	piece := s.piece(name)
	return piece.Value, piece.Known()
}

// Kind returns the statement's kind, "" for an empty line and what is none.
func (s Statement) Kind() string {
	switch x := s.Stmt.(type) {
	case *bitbake.Assignment:
		return "assignment"
	case *bitbake.Export:
		return "export"
	case *bitbake.Unset:
		return "unset"
	case *bitbake.IncludeStmt:
		return x.Verb
	case *bitbake.Inherit:
		if x.Defer {
			return "inherit_defer"
		}
		return "inherit"
	case *bitbake.AddTask:
		return "addtask"
	case *bitbake.DelTask:
		return "deltask"
	case *bitbake.AddHandler:
		return "addhandler"
	case *bitbake.ExportFunctions:
		return "EXPORT_FUNCTIONS"
	case *bitbake.AddPylib:
		return "addpylib"
	case *bitbake.AddFragments:
		return "addfragments"
	case *bitbake.Function:
		if x.Python {
			return "python"
		}
		return "function"
	case *bitbake.PythonDef:
		return "def"
	case *bitbake.Comment:
		return "comment"
	}
	return ""
}

// FirstLine returns the statement's first line.
func (s Statement) FirstLine() string {
	line, _, _ := strings.Cut(s.File.Source.Slice(s.Span()), "\n")
	return line
}

// piece returns the statement's name, flag or value; one that is not Known where it has none.
func (s Statement) piece(which string) bitbake.Text {
	var name, flag, value bitbake.Text
	switch x := s.Stmt.(type) {
	case *bitbake.Assignment:
		name, flag, value = x.Name, x.Flag, x.Value
	case *bitbake.Export:
		name = x.Name
	case *bitbake.Unset:
		name, flag = x.Name, x.Flag
	case *bitbake.IncludeStmt:
		value = x.Files
	case *bitbake.Inherit:
		value = x.Classes
	case *bitbake.AddTask:
		value = x.Args
	case *bitbake.DelTask:
		value = x.Tasks
	case *bitbake.AddHandler:
		value = x.Functions
	case *bitbake.ExportFunctions:
		value = x.Functions
	case *bitbake.AddPylib:
		value = x.Dir
	case *bitbake.AddFragments:
		value = x.Prefix
	case *bitbake.Function:
		name, value = x.Name, x.Body
	case *bitbake.PythonDef:
		name, value = x.Name, x.Text
	}
	switch which {
	case "name":
		return name
	case "flag":
		return flag
	}
	return value
}
