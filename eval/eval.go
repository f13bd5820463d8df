// Package eval is the front door to evaluated metadata: Open evaluates a build directory's configuration, and the Workspace
// that it returns answers for values, where they come from, layers and, in time, recipes and tasks.
//
// Evaluation is hermetic: it writes nothing to disk, starts no process and opens no connection unless Options grant it.
package eval

import (
	"context"
	"sync"

	"github.com/knead-build/knead/eval/config"
	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/host"
	"github.com/knead-build/knead/eval/interp"
	"github.com/knead-build/knead/eval/machine"
	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/eval/sig"
	"github.com/knead-build/knead/lang/diag"
)

// Options say what to open and how. Dir and Library are needed.
type Options struct {
	// Dir is a build directory, or one below it.
	Dir string
	// Library is the Python library that the metadata sees: stdlib.New().
	Library host.Library
	// Disk is the file system; nil: the host's.
	Disk *fsys.Disk
	// Machine tells facts of the machine and grants processes; nil: machine.Machine's zero value, which grants nothing.
	Machine host.Machine
	// Environ is the environment that BitBake would be started in.
	Environ map[string]string
	// Release forces a BitBake release: a number ("2.8") or a series' name; "": the one of the core layer.
	Release string
	// Read are files to read before bitbake.conf, PostRead behind it; Set are assignments behind those (VAR=VALUE).
	Read, PostRead, Set []string
	// Tracking records who set what, for History.
	Tracking bool
	// Limits bound the metadata's Python; the zero value is DefaultLimits.
	Limits pyvm.Limits
	// Cache keeps what is listed of recipes between runs; nil: nothing is kept.
	Cache *fsys.Store
	// CacheKey tells versions of the program apart that evaluate differently.
	CacheKey string
	// Remember keeps in memory what Derive makes, for the workspaces that edits make.
	Remember bool

	memory *memory
	shared *interp.Shared // of a workspace that this one follows
	edits  string         // the names of the edits that made the workspace, a line each
}

// DefaultLimits bound what the Python of one evaluation may spend. OE-Core's configuration needs a thousandth of it.
var DefaultLimits = pyvm.Limits{Steps: 500e6, Memory: 4 << 30}

// Workspace is an evaluated build directory. It does not change: Edit makes another one.
type Workspace struct {
	*config.Config
	library host.Library

	options Options // as they were given
	disk    *fsys.Disk
	cache   *fsys.Store
	workers *workers

	mutex sync.Mutex
	found map[string]*foundRecipes // by multiconfig
	kept  map[recipeKey]*Recipe
	turns map[recipeKey]chan struct{} // of recipes that Recipe evaluates just now
}

// workers are those that evaluate recipes. Workspaces that differ only in recipes share them.
type workers struct {
	mutex     sync.Mutex
	idle, all []*interp.Worker

	signing    sync.Mutex
	signatures *sig.Shared // once it was asked for
	unsigned   bool        // no signatures are wanted
}

// Open evaluates the configuration of a build directory. The error says that there is none or that the options are wrong;
// what is wrong with the metadata is in the workspace's Diags, and Failed tells whether that is fatal.
func Open(ctx context.Context, opts Options) (*Workspace, error) {
	var release *interp.Release
	if opts.Release != "" {
		r, err := interp.ParseRelease(opts.Release)
		if err != nil {
			return nil, err
		}
		release = &r
	}
	if opts.Disk == nil {
		opts.Disk = fsys.NewDisk()
	}
	if opts.Machine == nil {
		opts.Machine = &machine.Machine{}
	}
	if opts.Limits == (pyvm.Limits{}) {
		opts.Limits = DefaultLimits
	}
	if opts.Remember && opts.memory == nil {
		opts.memory = &memory{}
	}
	w := &Workspace{options: opts, library: opts.Library, disk: opts.Disk, cache: opts.Cache, workers: &workers{}}
	w.Config = config.Load(config.Options{
		Dir: opts.Dir, Disk: opts.Disk, Library: opts.Library, Machine: opts.Machine, Environ: opts.Environ, Release: release,
		Read: opts.Read, PostRead: opts.PostRead, Set: opts.Set, Tracking: opts.Tracking, Limits: opts.Limits, Context: ctx,
		Shared: opts.shared,
	})
	w.View = w.View.Recording(nil) // what is looked at from now on is not the configuration's, and comes from several sides at a time
	for _, d := range w.Diags {
		if d.Code == config.CodeNoBuildDir {
			return nil, d
		}
	}
	return w, nil
}

// Variable is a variable's value and where it comes from.
type Variable struct {
	Name string
	// Set is false where the variable has no value.
	Set     bool
	Value   string
	Raw     string // unexpanded
	Flags   []datastore.FlagValue
	History []datastore.Event
}

// Variable returns a variable of the configuration. mc names a multiconfig, "" the main one.
func (w *Workspace) Variable(mc, name string) (v *Variable, err error) {
	if e := w.Read(mc, func(s Scope) { v, err = s.Variable(name) }); e != nil {
		return nil, e
	}
	return v, err
}

// Scope is a set of variables to read: a configuration's or a recipe's.
type Scope struct {
	Data     *datastore.Store
	diagnose func(error) error
}

// Read calls f with the variables of a multiconfig; "" is the main configuration. They are a copy: reading may set variables,
// as AUTOREV does. Calls may run side by side.
func (w *Workspace) Read(mc string, f func(Scope)) error {
	d, err := w.Multiconfig(mc)
	if err != nil {
		return err
	}
	worker, err := w.takeWorker()
	if err != nil {
		return err
	}
	defer w.releaseWorker(worker)
	worker.Read(d, func(d *datastore.Store, diagnose func(error) *diag.Diagnostic) {
		f(Scope{d, func(err error) error {
			if x := diagnose(err); x != nil {
				return x
			}
			return err
		}})
	})
	return nil
}

// Variable returns a variable. The error is a diagnostic.
func (s Scope) Variable(name string) (*Variable, error) {
	v := &Variable{Name: name, Flags: s.Data.Flags(name), History: s.Data.History(name)}
	raw, err := s.Data.Raw(name)
	if err != nil {
		return nil, s.diagnose(err)
	}
	if raw != nil {
		v.Raw = datastore.TextOf(raw)
	}
	if v.Value, v.Set, err = s.Data.Lookup(name); err != nil {
		return v, s.diagnose(err)
	}
	return v, nil
}

// Flag returns a flag's value, nil where it is not set.
func (s Scope) Flag(name, flag string, expand bool) (any, error) {
	value := s.Data.RawFlag(name, flag)
	if value == nil || !expand {
		return value, nil
	}
	value, err := s.Data.Flag(name, flag)
	if err != nil {
		return nil, s.diagnose(err)
	}
	return value, nil
}

// Timeline returns all that was done to a variable, and what came of it. It needs Options.Tracking.
func (s Scope) Timeline(name string) ([]datastore.Step, error) {
	steps, err := s.Data.Timeline(name)
	if err != nil {
		return nil, s.diagnose(err)
	}
	return steps, nil
}

// Multiconfig returns the variables of a multiconfig; "" is the main configuration.
func (w *Workspace) Multiconfig(mc string) (*datastore.Store, error) {
	if d := w.Data[mc]; d != nil {
		return d, nil
	}
	if mc == "" {
		return nil, diag.New(CodeNoConfiguration, nil, source0, "the configuration could not be evaluated")
	}
	return nil, diag.New(CodeNoConfiguration, nil, source0, "there is no multiconfig %s", mc)
}
