package interp

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/knead-build/knead/eval/codeparser"
	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/host"
	"github.com/knead-build/knead/eval/machine"
	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/lang/python"
	"github.com/knead-build/knead/lang/source"
)

// evaluator is the datastore's view of the interpreter.
type evaluator Interp

// inlineKey is the key of a compiled ${@...}.
type inlineKey string

// inlineCode is a compiled expression, or why there is none.
type inlineCode struct {
	code *pyvm.Inline
	err  error
}

// Compile compiles the code of ${@code}, once for all evaluations.
func (e *evaluator) Compile(code string) *datastore.Code { return (*Interp)(e).inline(code) }

// Inline evaluates ${@code}.
func (e *evaluator) Inline(d *datastore.Store, code *datastore.Code, variable string) (string, error) {
	in := (*Interp)(e)
	c, _ := code.Compiled.(*inlineCode)
	if c.err != nil {
		return "", c.err
	}
	data := in.Library.Data(d)
	v, err := in.thread.EvalInline(c.code, data, &inlineNames{in, d})
	if err != nil {
		return "", err
	}
	return pyvm.ToString(in.thread, v)
}

// inline returns the compiled code of an expression. Its error is ErrUnterminated for a string literal without an end.
func (in *Interp) inline(text string) *datastore.Code {
	key := inlineKey(text)
	if got, ok := in.code.Load(key); ok {
		return got.(*datastore.Code)
	}
	c := &inlineCode{}
	c.code, c.err = pyvm.CompileInline(source.NewFile("<inline Python>", strings.TrimFunc(text, isSpace)), "d")
	var syntax *python.SyntaxError
	if exc := pyvm.AsException(c.err); exc != nil && errors.As(exc.Native, &syntax) && strings.HasPrefix(syntax.Msg, "unterminated string literal") {
		c.err = datastore.ErrUnterminated
	}
	out := &datastore.Code{Text: text, Compiled: c}
	out.Reads, out.Plain = codeparser.Reads(strings.TrimFunc(text, isSpace))
	got, _ := in.code.LoadOrStore(key, out)
	return got.(*datastore.Code)
}

func isSpace(r rune) bool { return unicode.IsSpace(r) || r >= 0x1c && r <= 0x1f }

// inlineNames resolves the names of an inline expression, at its top level, as variables.
type inlineNames struct {
	in *Interp
	d  *datastore.Store
}

// hiddenNames are the names that releases before 2.8 do not take for variables.
var hiddenNames = map[string]bool{"bb": true, "oe": true, "int": true, "bool": true, "time": true, "str": true, "os": true}

func (n *inlineNames) Get(t *pyvm.Thread, name string) (pyvm.Value, error) {
	if n.in.Release.before(2, 8) {
		if hiddenNames[name] {
			return nil, nil
		}
	} else if name == "oe" || n.in.context.GetStr(name) != nil || !strings.HasPrefix(name, "_") && t.Builtins.GetStr(name) != nil {
		return nil, nil
	}
	v, err := n.d.Value(name)
	if v == nil || err != nil {
		return nil, err
	}
	if n.in.Release.before(2, 8) && datastore.Truthy(n.d.RawFlag(name, "func")) {
		return nil, nil
	}
	return n.in.Library.Value(v), nil
}

func (n *inlineNames) Set(*pyvm.Thread, string, pyvm.Value) error {
	return pyvm.Raise(pyvm.TypeError, "an inline expression cannot set variables")
}

func (n *inlineNames) Delete(*pyvm.Thread, string) error {
	return pyvm.Raise(pyvm.TypeError, "an inline expression cannot delete variables")
}

// Passes reports whether an error is not wrapped by expansions.
func (e *evaluator) Passes(err error) bool {
	exc := pyvm.AsException(err)
	if exc == nil {
		return pyvm.IsAbort(err) && !errors.Is(err, datastore.ErrUnterminated) && isAbort(err)
	}
	return exc.Type().IsSubclass(host.SkipRecipe) || exc.Type().IsSubclass(host.HandledException)
}

func isAbort(err error) bool {
	var a *pyvm.Abort
	return errors.As(err, &a) || isDiagnostic(err)
}

// filterKey is the key of a compiled filter expression.
type filterKey string

// Filter evaluates a variable's filter. Its names are val and what is registered for filters; there are no built-in
// functions but those.
func (e *evaluator) Filter(d *datastore.Store, val, expr string) (any, error) {
	in := (*Interp)(e)
	expr = strings.TrimFunc(expr, isSpace)
	if expr == "" {
		return val, nil
	}
	got, ok := in.code.Load(filterKey(expr))
	if !ok {
		c := &compiled{}
		c.code, c.err = pyvm.CompileExpression(source.NewFile("<filter>", expr), 0)
		got, _ = in.code.LoadOrStore(filterKey(expr), c)
	}
	c := got.(*compiled)
	if c.err != nil {
		return nil, c.err
	}
	names, err := in.filterNames()
	if err != nil {
		return nil, err
	}
	locals := pyvm.NewDict(1)
	locals.SetStr("val", pyvm.Str(val))
	v, err := in.thread.Eval(c.code, names, pyvm.NamespaceOf(locals))
	if err != nil {
		return nil, err
	}
	return in.Library.Go(v), nil
}

// filterNames returns the names that filter expressions see. Modules register them when they run, which this sees to for
// those that mention it.
func (in *Interp) filterNames() (*pyvm.Dict, error) {
	if !in.filters {
		in.filters = true
		for _, name := range in.modules {
			m, err := in.thread.Import(name)
			if err != nil {
				return nil, err
			}
			module, ok := m.(*pyvm.Module)
			if !ok {
				continue
			}
			file, _ := module.Dict.GetStr("__file__").(pyvm.Str)
			text, err := in.view.ReadFile(string(file))
			if err == nil && strings.Contains(text, "filter_proc") {
				if err := module.Load(in.thread); err != nil {
					return nil, err
				}
			}
		}
	}
	return in.Library.Filters(in.thread)
}

// Analyse returns what inline code refers to.
func (e *evaluator) Analyse(code string) *datastore.Analysis {
	return (*Interp)(e).Codes.Python(code)
}

// Start gives the metadata's Python its global names: os, bb and time.
func (in *Interp) Start() error {
	return in.importContext("os", "bb", "time")
}

// importContext imports modules into the context.
func (in *Interp) importContext(names ...string) error {
	for _, name := range names {
		m, err := in.thread.Import(name)
		if err != nil {
			return err
		}
		in.context.SetStr(name, m)
	}
	return nil
}

// Files, Environ, Machine, Version, Parser and LibraryPath make the interpreter the library's host.

// Files returns the file system that the evaluation sees.
func (in *Interp) Files() *fsys.View { return in.view }

// ModuleFiles returns the same file system with the looks recorded for all evaluations of the thread.
func (in *Interp) ModuleFiles() *fsys.View {
	if in.moduleRecord == nil {
		return in.view
	}
	return in.view.Derive(in.moduleRecord)
}

// Environ returns a copy of the cleaned environment.
func (in *Interp) Environ() map[string]string { return maps.Clone(in.Shared.Environ) }

// Machine returns the facts of the machine. What git would tell of a repository is read from the repository's files, and
// scripts that need no command but the shell's own run without a process.
func (in *Interp) Machine() host.Machine { return insider{in.Shared.Machine, in.view} }

type insider struct {
	host.Machine
	view *fsys.View
}

func (m insider) Run(c host.Command) (host.Result, error) {
	if r, ok := machine.Git(m.view, c); ok {
		return r, nil
	}
	r, err := m.Machine.Run(c)
	if errors.Is(err, host.ErrNotGranted) {
		if help, ok := machine.LinkerHelp(m.view, c); ok {
			return help, nil
		}
		if inside, ok := machine.Shell(m.view, c); ok {
			return inside, nil
		}
	}
	return r, err
}

// Version returns the BitBake version that is followed.
func (in *Interp) Version() string { return in.Release.String() }

// Parser returns the interpreter.
func (in *Interp) Parser() host.Parser { return in }

// DataEnv returns the environment for new stores.
func (in *Interp) DataEnv() *datastore.Env { return in.env }

// Origin returns where the running code stands.
func (in *Interp) Origin() datastore.Origin { return in.origin("") }

// Private reports whether a file is in the home directory, and in none of Roots.
func (in *Interp) Private(path string) bool {
	inside := func(dir string) bool {
		dir = strings.TrimRight(dir, "/")
		return dir != "" && (path == dir || strings.HasPrefix(path, dir+"/"))
	}
	path = in.view.Abs(path)
	return inside(in.Shared.Environ["HOME"]) && !slices.ContainsFunc(in.Roots, inside)
}

// LibraryPath returns the directories that addpylib named.
func (in *Interp) LibraryPath() []string { return in.library }

var _ host.Host = (*Interp)(nil)
