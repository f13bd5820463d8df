// Package host is the seam between an evaluation and the Python library that its metadata sees. An evaluation (eval/interp)
// implements Host; the library (stdlib) implements Library and gets everything that is not pure computation through Host:
// files, the environment, facts of the machine, processes, messages, and BitBake's parser.
package host

import (
	"errors"
	"time"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/pyvm"
)

// Library is the Python library.
type Library interface {
	// Start gives a new thread its modules and built-in functions.
	Start(t *pyvm.Thread, h Host)
	// Inherit gives a thread what code has changed in another's library, as far as it matters to what is found: sys.path.
	Inherit(t, from *pyvm.Thread)
	// Data returns the object that metadata calls d.
	Data(s *datastore.Store) pyvm.Value
	// Store returns the store of such an object, or nil.
	Store(v pyvm.Value) *datastore.Store
	// Value converts a variable's value to a Python object, Go the other way round.
	Value(x any) pyvm.Value
	Go(v pyvm.Value) any
	// Filters returns the names that filter expressions see.
	Filters(t *pyvm.Thread) (*pyvm.Dict, error)
	// Regexp compiles a regular expression in Python's syntax.
	Regexp(pattern string) (Regexp, error)
}

// Regexp is a compiled regular expression. It is safe for concurrent use.
type Regexp interface {
	// MatchStart reports whether the expression matches at the beginning of a text (re.match).
	MatchStart(text string) bool
	// Search reports whether it matches anywhere (re.search).
	Search(text string) bool
}

// Level is how important a message is.
type Level uint8

// The levels of messages, as of BitBake's logger.
const (
	Debug Level = iota
	Note
	Plain
	Warn
	Error
	Fatal // raises an exception as well
)

// Host is an evaluation, as the library sees it. It belongs to one thread.
type Host interface {
	// Files is the file system.
	Files() *fsys.View
	// ModuleFiles is the file system for looking for Python modules: what is looked at counts for all later evaluations too.
	ModuleFiles() *fsys.View
	// Environ is the process's environment as BitBake cleans it.
	Environ() map[string]string
	// Machine has the facts of the machine.
	Machine() Machine
	// Version is the BitBake release that is followed, "2.18.0".
	Version() string
	// Log takes a message of metadata.
	Log(level Level, text string)
	// Parser is BitBake's parser, for metadata that goes back into it.
	Parser() Parser
	// DataEnv is the environment for new stores.
	DataEnv() *datastore.Env
	// Origin says where the code stands that is running, for the history of variables.
	Origin() datastore.Origin
	// LibraryPath are the directories of Python modules, besides what the library itself has.
	LibraryPath() []string
	// Private reports whether a file is the user's own: in the home directory, and neither in the build directory nor in a
	// layer. That metadata reads one is worth a warning.
	Private(path string) bool
}

// Parser is what metadata may ask of the parser while it is being evaluated.
type Parser interface {
	// Inherit inherits classes into d, as "inherit CLASSES" does.
	Inherit(d *datastore.Store, classes string) error
	// AddTask and DelTask do what the statements do.
	AddTask(d *datastore.Store, task, before, after string) error
	DelTask(d *datastore.Store, task string) error
	// MarkDependency notes that the result depends on a file; Dependencies returns those noted so far.
	MarkDependency(d *datastore.Store, path string)
	Dependencies() []string
	// Handle evaluates a file into d, as an include does.
	Handle(d *datastore.Store, file string) error
	// Fire runs the handlers of an event.
	Fire(event pyvm.Value, d *datastore.Store) error
	// ExecFunc runs a Python function of the metadata by its name.
	ExecFunc(name string, d *datastore.Store) error
}

// Machine is the one door to facts of the machine that are no files. What an evaluation asks is recorded, and an embedder
// may answer otherwise.
type Machine interface {
	// Uname returns sysname, nodename, release, version and machine.
	Uname() [5]string
	// CPUs returns how many processors the process may use.
	CPUs() int
	// IDs returns the process's user and group.
	IDs() (uid, gid int)
	// Now returns the time.
	Now() time.Time
	// Run runs a command and waits for it.
	Run(c Command) (Result, error)
	// Network reports whether metadata may open connections.
	Network() bool
}

// Command is a process to run.
type Command struct {
	Args []string // without a shell; a shell's command line is []string{"/bin/sh", "-c", line}
	Dir  string
	Env  map[string]string // nil for the evaluation's
	In   string
	// Merge sends what is written to stderr to stdout.
	Merge bool
}

// Result is how a process ended.
type Result struct {
	Stdout, Stderr string
	Status         int
}

// ErrNotGranted is the error of what an evaluation may not do.
var ErrNotGranted = errors.New("not granted: evaluation starts no process and opens no connection")

// The exceptions that BitBake and the evaluation both know.
var (
	SkipRecipe       = pyvm.NewExceptionType("SkipRecipe", "bb.parse", pyvm.ExceptionType)
	ParseError       = pyvm.NewExceptionType("ParseError", "bb.parse", pyvm.ExceptionType)
	HandledException = pyvm.NewExceptionType("BBHandledException", "bb", pyvm.ExceptionType)
	ExpansionError   = pyvm.NewExceptionType("ExpansionError", "bb.data_smart", pyvm.ExceptionType)
	FuncFailed       = pyvm.NewExceptionType("FuncFailed", "bb.build", pyvm.ExceptionType)
)
