// Package config evaluates a build directory's base configuration: bblayers.conf, each layer's layer.conf, bitbake.conf with
// all that it includes, the classes of INHERIT, and the handlers of ConfigParsed; one for each multiconfig. It knows which
// files there are and in which order they come (the BitBake manual's "Parsing the Base Configuration Metadata").
package config

import (
	"context"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/host"
	"github.com/knead-build/knead/eval/interp"
	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
)

// Options say what to evaluate. Dir, Disk, Library and Machine are needed.
type Options struct {
	// Dir is the directory that BitBake would be started in: the build directory, or one below it.
	Dir     string
	Disk    *fsys.Disk
	Library host.Library
	Machine host.Machine
	// Environ is the environment that BitBake would be started in.
	Environ map[string]string
	// Release is the BitBake release to follow; nil: the one that goes with the core layer.
	Release *interp.Release
	// Read are files that are read before bitbake.conf (BitBake's --read), PostRead those behind it (--postread).
	Read, PostRead []string
	// Set are assignments "VAR=VALUE", or with another operator, that come behind everything else in PostRead.
	Set []string
	// Tracking records who set what.
	Tracking bool
	Limits   pyvm.Limits
	Context  context.Context
	// Shared, where it is not nil, is another evaluation's: files that it has parsed and code that it has compiled are not
	// parsed and compiled again.
	Shared *interp.Shared
}

// Config is an evaluated base configuration. It does not change any more.
type Config struct {
	Release Release
	TopDir  string
	// Layers are the layers of BBLAYERS, in order.
	Layers []*Layer
	// Data has the variables by multiconfig; "" is the main configuration.
	Data map[string]*datastore.Store
	// Multiconfigs are the names of BBMULTICONFIG, in order.
	Multiconfigs []string
	// Interp evaluated the main configuration. Recipes' interpreters come from it.
	Interp *interp.Interp
	// View is the file system with what the configuration wrote.
	View *fsys.View
	// Record has the files that the configuration looked at.
	Record *fsys.Record
	// Diags are the warnings and errors. With an error the rest may be missing.
	Diags []*diag.Diagnostic
}

// Release says which BitBake release an evaluation follows and why.
type Release struct {
	interp.Release
	Why string
}

// Failed reports whether there is an error.
func (c *Config) Failed() bool {
	worst, any := diag.Worst(c.Diags)
	return any && worst == diag.Error
}

// Store returns the main configuration's variables.
func (c *Config) Store() *datastore.Store { return c.Data[""] }

type loader struct {
	Options
	*Config
	in   *interp.Interp
	base *datastore.Store // the environment's variables
}

// Load evaluates the configuration. What is wrong with it is in the result's Diags.
func Load(opts Options) *Config {
	record := &fsys.Record{}
	l := &loader{Options: opts, Config: &Config{Data: map[string]*datastore.Store{}, Record: record}}
	if l.Context == nil {
		l.Context = context.Background()
	}
	l.View = fsys.NewView(opts.Disk, opts.Dir).Recording(record)
	l.Config.Release = l.findRelease()
	shared := opts.Shared
	if shared == nil || shared.Release != l.Config.Release.Release {
		shared = &interp.Shared{}
	}
	shared = shared.With(interp.Setting{
		Release: l.Config.Release.Release,
		Library: opts.Library,
		Machine: opts.Machine,
		Environ: cleanEnvironment(opts.Environ, l.Config.Release.Release),
		Limits:  opts.Limits,
	})
	l.in = interp.New(shared, l.View, opts.Tracking)
	l.in.SetContext(l.Context)
	l.Config.Interp = l.in
	if err := l.load(); err != nil {
		if d := l.in.Diagnose(err); d != nil {
			l.Diags = append(l.Diags, d)
		}
	}
	l.Diags = slices.Concat(l.in.Diags(), l.Diags)
	return l.Config
}

// maxReparse is how often a configuration may ask to be parsed anew.
const maxReparse = 20

func (l *loader) load() error {
	if err := l.in.Start(); err != nil {
		return err
	}
	if err := l.environment(); err != nil {
		return err
	}
	d, err := l.parse("")
	if err != nil {
		return err
	}
	for n := 0; ; n++ {
		l.Data[""] = d
		if err := l.in.ConfigParsed(d); err != nil {
			return err
		}
		if d.RawHard("BB_INVALIDCONF") != any(true) {
			break
		}
		if n >= maxReparse {
			return l.fail(CodeReparse, "the configuration asks to be parsed anew again and again")
		}
		if d, err = l.parse(""); err != nil {
			return err
		}
	}
	if l.Multiconfigs, err = d.Fields("BBMULTICONFIG"); err != nil {
		return err
	}
	for _, mc := range l.Multiconfigs {
		if mc[0] >= '0' && mc[0] <= '9' {
			return l.fail(CodeMulticonfig, "multiconfig %s begins with a digit", mc)
		}
		d, err := l.parse(mc)
		if err != nil {
			return err
		}
		if err := l.in.ConfigParsed(d); err != nil {
			return err
		}
		l.Data[mc] = d
	}
	if err := l.in.CheckModules(); err != nil {
		return err
	}
	if err := l.multiconfigParsed(); err != nil {
		return err
	}
	if err := l.checkRenamed(); err != nil {
		return err
	}
	for _, d := range l.Data {
		if err := d.Set("__bbclasstype", "recipe", datastore.Origin{}); err != nil {
			return err
		}
	}
	if err := l.prioritize(); err != nil {
		return err
	}
	for mc, d := range l.Data {
		l.Data[mc] = d.Flatten()
	}
	return nil
}

func (l *loader) multiconfigParsed() error {
	if len(l.Multiconfigs) == 0 {
		return nil
	}
	return l.in.MultiConfigParsed(l.Data, l.Data[""])
}

func (l *loader) fail(code *diag.Code, format string, args ...any) *diag.Diagnostic {
	return diag.New(code, nil, source.Span{}, format, args...)
}

// environment makes the store with what the environment gives.
func (l *loader) environment() error {
	env := l.in.Env()
	saved := datastore.New(env)
	for _, k := range slices.Sorted(maps.Keys(l.Environ)) {
		if err := saved.Set(k, l.Environ[k], datastore.Origin{}); err != nil {
			return err
		}
		if to, ok := env.Renamed[k]; ok {
			return l.fail(CodeEnvironment, "the environment has %s, which is now %s", k, to)
		}
	}
	l.base = datastore.New(env)
	exported := map[string]bool{}
	for _, k := range exportedEnvironment {
		exported[k] = true
	}
	for _, k := range approvedEnvironment(l.Environ, l.Config.Release.Release) {
		value, ok, err := saved.Lookup(k)
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		if err := l.base.Set(k, value, datastore.Origin{Op: "from env"}); err != nil {
			return err
		}
		if exported[k] {
			if err := l.base.SetFlag(k, "export", true, datastore.Origin{Op: "auto env export"}); err != nil {
				return err
			}
		}
	}
	if err := l.base.Set("BB_ORIGENV", saved, datastore.Origin{}); err != nil {
		return err
	}
	return l.base.Set("__bbclasstype", "global", datastore.Origin{})
}

// parse evaluates the files of one configuration.
func (l *loader) parse(mc string) (*datastore.Store, error) {
	d := l.base.Copy()
	l.in.ForgetIncluded()
	name := mc
	if name == "" && l.Config.Release.Major == 2 && l.Config.Release.Minor < 18 {
		name = "default"
	}
	if err := d.Set("BB_CURRENT_MC", name, datastore.Origin{}); err != nil {
		return nil, err
	}
	for _, f := range l.Read {
		if err := l.in.Conf(f, d); err != nil {
			return nil, err
		}
	}
	conf, err := l.findConf("bblayers.conf", d)
	if err != nil {
		return nil, err
	}
	newer := l.Config.Release.Major > 2 || l.Config.Release.Minor >= 6
	cachedir := func() error {
		if !newer || d.RawHard("BB_CACHEDIR") != nil {
			return nil
		}
		return d.Set("BB_CACHEDIR", "${TOPDIR}/cache", datastore.Origin{})
	}
	if conf != "" {
		l.TopDir = path.Dir(path.Dir(conf))
		if err := d.Set("TOPDIR", l.TopDir, datastore.Origin{}); err != nil {
			return nil, err
		}
		if err := l.in.Conf(conf, d); err != nil {
			return nil, err
		}
		if err := cachedir(); err != nil {
			return nil, err
		}
		d = d.Copy()
		if err := l.parseLayers(conf, d); err != nil {
			return nil, err
		}
	}
	bbpath, err := d.Get("BBPATH")
	if err != nil {
		return nil, err
	}
	if bbpath == "" {
		if conf == "" {
			return nil, l.fail(CodeNoBuildDir, "%s is no build directory, nor is one above it: there is no conf/bblayers.conf", l.Dir)
		}
		return nil, l.fail(CodeNoBuildDir, "BBPATH is not set by %s and the layers", conf)
	}
	if top, err := d.Get("TOPDIR"); err != nil {
		return nil, err
	} else if top == "" {
		l.TopDir = l.View.Cwd()
		if err := d.Set("TOPDIR", l.TopDir, datastore.Origin{}); err != nil {
			return nil, err
		}
	}
	if err := cachedir(); err != nil {
		return nil, err
	}
	if err := l.in.Conf("conf/bitbake.conf", d); err != nil {
		return nil, err
	}
	for _, f := range l.PostRead {
		if err := l.in.Conf(f, d); err != nil {
			return nil, err
		}
	}
	if err := l.settings(d); err != nil {
		return nil, err
	}
	classes, err := d.Fields("INHERIT")
	if err != nil {
		return nil, err
	}
	for _, class := range append([]string{"base"}, classes...) {
		if err := l.in.Inherit(d, class); err != nil {
			return nil, err
		}
	}
	if err := l.in.RegisterHandlers(d); err != nil {
		return nil, err
	}
	return d, l.in.SetIncluded(d)
}

// settings runs the assignments of Set as one more file.
func (l *loader) settings(d *datastore.Store) error {
	if len(l.Set) == 0 {
		return nil
	}
	var b strings.Builder
	for _, s := range l.Set {
		line, err := settingLine(s)
		if err != nil {
			return l.fail(CodeSetting, "%v", err)
		}
		b.WriteString(line + "\n")
	}
	return l.in.Text("(--set)", b.String(), d)
}

// findConf looks for conf/NAME along BBPATH, and then in the directory and those above it.
func (l *loader) findConf(name string, d *datastore.Store) (string, error) {
	var dirs []string
	bbpath, err := d.Get("BBPATH")
	if err != nil {
		return "", err
	}
	if bbpath != "" {
		dirs = strings.Split(bbpath, ":")
	}
	for dir := l.View.Cwd(); ; dir = path.Dir(dir) {
		if dir == path.Dir(dir) {
			break
		}
		dirs = append(dirs, dir)
	}
	for _, dir := range dirs {
		p := path.Join(dir, "conf", name)
		if dir == "" {
			p = "conf/" + name
		}
		if l.View.Exists(p) {
			return p, nil
		}
	}
	return "", nil
}

// checkRenamed complains of variables that are set although they have been renamed: by BitBake, or by the metadata's
// BB_RENAMED_VARIABLES.
func (l *loader) checkRenamed() error {
	d := l.Data[""]
	renamed := maps.Clone(l.in.Env().Renamed)
	for _, f := range d.Flags("BB_RENAMED_VARIABLES") {
		renamed[f.Name] = datastore.TextOf(f.Value)
	}
	failed := false
	for _, name := range slices.Sorted(maps.Keys(renamed)) {
		value, err := d.Value(name)
		if err != nil {
			return err
		}
		if value == nil && !d.HasOverrides(name) {
			continue
		}
		failed = true
		to := renamed[name]
		if !strings.Contains(to, " ") {
			to = "has been renamed to " + to
		}
		x := l.fail(interp.CodeRenamed, "variable %s %s", name, to)
		for _, e := range d.History(name) {
			if e.File != nil {
				x.Relate(diag.Place{File: e.File, Span: e.Span}, "set here")
			}
		}
		l.Diags = append(l.Diags, x)
	}
	if failed {
		return l.fail(interp.CodeRenamed, "the configuration sets variables that have been renamed")
	}
	return nil
}
