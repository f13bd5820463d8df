package lint

import (
	"slices"
	"strings"

	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
)

// Functions are what classes, included files and configuration files define for others. They are part of what findings in recipes
// depend on.
type Functions struct {
	Shell map[string]diag.Place // where one is defined
	// Python has the functions, the variables that functions declare global, and modules.
	Python map[string]bool
}

// Functions returns what all checked files define for others.
func (p *RecipePass) Functions() *Functions { return p.linter.functions() }

type functionsKey struct{}

func (l *linter) functions() *Functions {
	return Once(&pass{linter: l}, functionsKey{}, func() *Functions {
		out := &Functions{map[string]diag.Place{}, map[string]bool{}}
		for _, f := range l.sorted {
			if f.Kind == bitbake.Recipe || f.Kind == bitbake.Append {
				continue
			}
			for _, s := range f.Stmts {
				out.add(f, s)
			}
		}
		return out
	})
}

func (f *Functions) add(file *bitbake.File, s bitbake.Stmt) {
	switch s := s.(type) {
	case *bitbake.Function:
		if s.Python {
			f.globals(s.Body.Value)
		} else if name, _, _ := strings.Cut(s.Name.Value, ":"); name != "" {
			f.Shell[name] = diag.Place{File: file.Source, Span: s.Name.Span}
		}
	case *bitbake.PythonDef:
		f.Python[s.Name.Value] = true
		f.globals(s.Text.Value)
	case *bitbake.AddPylib:
		name, _, _ := strings.Cut(s.Namespace.Value, ".")
		f.Python[name] = true
	}
}

// globals adds the names of global statements. Each is a line of its own in all but made-up code.
func (f *Functions) globals(code string) {
	if !strings.Contains(code, "global ") {
		return
	}
	for line := range strings.Lines(code) {
		if names, ok := strings.CutPrefix(strings.TrimSpace(line), "global "); ok {
			for _, name := range strings.Split(names, ",") {
				f.Python[strings.TrimSpace(name)] = true
			}
		}
	}
}

// key returns a text that differs where the names do.
func (f *Functions) key() string {
	var names []string
	for name := range f.Shell {
		names = append(names, name)
	}
	for name := range f.Python {
		names = append(names, name+"()")
	}
	slices.Sort(names)
	return strings.Join(names, " ")
}
