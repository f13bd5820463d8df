package bitbake

import (
	"strings"
)

// statements returns the statements in the form that testdata/replay.py gives BitBake's.
func statements(f *File) []any {
	out := []any{}
	words := func(t Text) []any {
		list := []any{}
		for _, w := range strings.Fields(t.Value) {
			list = append(list, w)
		}
		return list
	}
	for _, s := range f.Stmts {
		switch s := s.(type) {
		case *Assignment:
			var flag any
			if s.Flag.Known() {
				flag = s.Flag.Value
			}
			op := [...]string{"set", "colon", "ques", "lazyques", "append", "prepend", "postdot", "predot"}[s.Op]
			out = append(out, []any{"DataNode", s.Export, s.Name.Value, flag, op, s.Value.Value})
		case *Export:
			out = append(out, []any{"ExportNode", s.Name.Value})
		case *Unset:
			if s.Flag.Known() {
				out = append(out, []any{"UnsetFlagNode", s.Flag.Value, s.Name.Value})
			} else {
				out = append(out, []any{"UnsetNode", s.Name.Value})
			}
		case *IncludeStmt:
			if s.Verb == "include_all" {
				out = append(out, []any{"IncludeAllNode", s.Files.Value})
			} else {
				out = append(out, []any{"IncludeNode", s.Files.Value, s.Verb == "require"})
			}
		case *Inherit:
			if s.Defer {
				out = append(out, []any{"InheritDeferredNode", s.Classes.Value})
			} else {
				out = append(out, []any{"InheritNode", s.Classes.Value})
			}
		case *AddTask:
			out = append(out, []any{"AddTaskNode", s.Tasks, s.Before, s.After})
		case *DelTask:
			out = append(out, []any{"DelTaskNode", s.Tasks.Value})
		case *AddHandler:
			out = append(out, []any{"BBHandlerNode", words(s.Functions)})
		case *ExportFunctions:
			out = append(out, []any{"ExportFuncsNode", words(s.Functions)})
		case *AddPylib:
			out = append(out, []any{"PyLibNode", s.Dir.Value, s.Namespace.Value})
		case *AddFragments:
			out = append(out, []any{"AddFragmentsNode", s.Builtin.Value, s.Flagged.Value, s.Prefix.Value, s.Variable.Value})
		case *Function:
			name := s.Name.Value
			python := s.Python
			if s.Anonymous() {
				name, python = AnonymousName, strings.HasPrefix(f.Source.Slice(s.Header), "python")
			}
			out = append(out, []any{"MethodNode", name, s.Body.Value, python, s.Fakeroot, float64(s.EndLine)})
		case *PythonDef:
			out = append(out, []any{"PythonMethodNode", s.Name.Value, s.Text.Value, float64(s.EndLine)})
		}
	}
	return out
}
