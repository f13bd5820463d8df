// Package interp runs metadata: the statements of files, in order, into a datastore; include and inherit, tasks, functions,
// event handlers, anonymous Python, and what ends the parsing of a recipe. It is where the datastore and Python meet.
//
// It knows how one file leads to the next, not which files there are: that is package config's.
package interp

import (
	"context"
	"sync"

	"github.com/knead-build/knead/eval/codeparser"
	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/host"
	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/eval/sig"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
)

// Setting is how the evaluations of a workspace are done.
type Setting struct {
	Release Release
	Library host.Library
	Machine host.Machine
	// Environ is the environment as BitBake cleans it.
	Environ map[string]string
	Limits  pyvm.Limits
}

// Shared is what the evaluations of a workspace have in common: how they are done, parsed files and compiled code. It is safe
// for concurrent use.
type Shared struct {
	Setting
	// Roots are the build directory and the layers' directories, once they are known.
	Roots []string

	*texts
}

// texts are parsed files and compiled code.
type texts struct {
	Codes codeparser.Cache

	files   sync.Map // fileKey -> *bitbake.File, of the text that was seen last
	code    sync.Map // of expressions by text, of functions by *bitbake.Function or *bitbake.PythonDef -> *compiled
	origins sync.Map // *source.File of a piece of Python -> origin
}

// With returns what evaluations under a setting have in common. Texts that sh has are not parsed again; the release has to be
// the same.
func (sh *Shared) With(s Setting) *Shared {
	if sh.texts == nil {
		return &Shared{Setting: s, texts: &texts{}}
	}
	return &Shared{Setting: s, texts: sh.texts}
}

type fileKey struct {
	path string
	base bool // a file that the configuration parser opens itself
}

// origin says where the text of a piece of Python comes from.
type origin struct {
	file *source.File
	text bitbake.Text
	skip int // bytes in front that are not in the file: the "def" line of a function in braces
}

// Interp runs the metadata of one evaluation: the base configuration, or one recipe with all its variants. It is for one
// goroutine.
type Interp struct {
	*Shared
	view    *fsys.View
	thread  *pyvm.Thread
	env     *datastore.Env
	context *pyvm.Dict // the globals of metadata's Python
	library []string   // directories that addpylib added
	modules []string   // the modules that addpylib imported
	pending []pendingModule
	defs    []*pyvm.Code // that defined the context's functions, in order

	handlers []*handler
	includes []include       // files being evaluated, outermost first
	depends  map[string]bool // files that the result depends on, there or not
	depOrder []string
	diags    []*diag.Diagnostic
	at       diag.Place // of the statement that is running
	baseConf bool       // the next .conf file is one that the configuration parser opens itself
	filters  bool       // the modules that register filters have been run

	// moduleRecord has what was looked at to find Python modules; nil where the view records that, too.
	moduleRecord *fsys.Record

	// Signatures, where it is set, is how the recipes' signatures are computed.
	Signatures *sig.Shared
}

// include is a file that is being evaluated.
type include struct {
	path string
	file *source.File
	at   source.Span // of the statement that includes the next
}

// New returns an interpreter that sees files through view.
func New(shared *Shared, view *fsys.View, tracking bool) *Interp {
	in := &Interp{Shared: shared, view: view, depends: map[string]bool{}}
	in.env = &datastore.Env{
		Behaviour: shared.Release.Behaviour(),
		Evaluator: (*evaluator)(in),
		Renamed:   renamedVariables,
		Report:    in.report,
		Tracking:  tracking,
	}
	in.thread = pyvm.NewThread(shared.Limits)
	shared.Library.Start(in.thread, in)
	in.context = in.thread.Globals
	return in
}

// Renamed are the variables that BitBake itself has given up since 2.0, with their new names (releases.md, 1.14).
var renamedVariables = map[string]string{
	"BB_ENV_WHITELIST":              "BB_ENV_PASSTHROUGH",
	"BB_ENV_EXTRAWHITE":             "BB_ENV_PASSTHROUGH_ADDITIONS",
	"BB_HASHBASE_WHITELIST":         "BB_BASEHASH_IGNORE_VARS",
	"BB_HASHCONFIG_WHITELIST":       "BB_HASHCONFIG_IGNORE_VARS",
	"BB_HASHTASK_WHITELIST":         "BB_TASKHASH_IGNORE_TASKS",
	"BB_SETSCENE_ENFORCE_WHITELIST": "BB_SETSCENE_ENFORCE_IGNORE_TASKS",
	"MULTI_PROVIDER_WHITELIST":      "BB_MULTI_PROVIDER_ALLOWED",
	"BB_STAMP_WHITELIST":            "is gone, and nothing takes its place",
	"BB_STAMP_POLICY":               "is gone, and nothing takes its place",
}

// SetContext makes the evaluation stop once the context is cancelled.
func (in *Interp) SetContext(ctx context.Context) { in.thread.SetContext(ctx) }

// Env returns the environment for the evaluation's stores.
func (in *Interp) Env() *datastore.Env { return in.env }

// Diags returns what was reported so far.
func (in *Interp) Diags() []*diag.Diagnostic { return in.diags }

// parse returns a file's tree. It is parsed once for all evaluations that see the same text.
func (sh *Shared) parse(path, text string, kind bitbake.Kind, base bool) *bitbake.File {
	key := fileKey{path, base}
	if f, ok := sh.files.Load(key); ok && f.(*bitbake.File).Source.Text() == text {
		return f.(*bitbake.File)
	}
	f := bitbake.Parse(source.NewFile(path, text), kind, bitbake.Options{Dialect: sh.Release.Dialect(), BaseConf: base})
	sh.files.Store(key, f)
	return f
}
