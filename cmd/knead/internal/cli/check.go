package cli

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"path"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/config"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/interp"
	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/eval/lint/settings"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/stdlib"
	"github.com/knead-build/knead/stdlib/classes"
)

// checkOptions are the options of check.
type checkOptions struct {
	paths       []string
	policyFiles []string
	policies    map[string]map[string]string // the settings of their rules
	known       *settings.Known
	listRules   bool
	config      configOptions
	output      outputOptions
	fix         fixOptions
	since       string          // a git revision
	fetch       bool            // downloads are allowed
	downloads   *downloads      // nil: not
	alone       bool            // layers count alone, whatever lies beside them
	before      *since          // what was at it, once that is known
	noted       map[string]bool // what was told of how it is checked
}

func (a *app) checkCommand() *cobra.Command {
	var o checkOptions
	c := &cobra.Command{
		Use:   "check [PATH...]",
		Short: "Check files, layers or a build directory",
		Long: `Check metadata. A PATH is a file, a folder with layers, or a build directory; without one it is the directory
that knead runs in.

Of files, the syntax is checked: the metadata's, and that of the Python and shell inside. The configuration of a build
directory is evaluated as well. So are layers, once for each of their machines and distributions:

  - as a part of the build directory that a sourced oe-init-build-env names, where they are among its layers;
  - else beside the core layer of their series, and the layers in LAYERDEPENDS, which lie beside them, are named as a PATH as well, or
    are among the layers of that build directory; what is found in those others does not count;
  - else, or with --alone, on the small core layer that knead brings along: what may be in the real one is not missed then.

The findings are written in one of these formats:

` + formatHelp() + `
Lines and columns count from 1, columns in characters; a range ends behind its last character. Paths are relative to the working
directory, or to --root. The object of a finding in jsonl (--json is short for it) and json has id, aliases, severity, path, range,
message, related, fixes and fingerprint; path and range are missing where a finding is about no file.

With several releases (--release kirkstone,scarthgap,master) layers are checked for each of them: findings of all count once, those of
some have the releases' names behind the message, or as "releases". A build directory is of one release, and evaluated as that; its
files are looked at for each. --fix mends only what is found for all.

A baseline has findings that are put up with: --write-baseline writes all that there are, --baseline leaves them out and tells which
of them are gone. A finding is known by its fingerprint: its id, the file, the text of the line, and its number among the same.

With --since only findings count that what has changed since a git revision has to do with: those in new lines, and those elsewhere that
were not there before. The folders that are checked are checked a second time for that, as they were at the revision.

With --fetch, archives of SRC_URI that are not in DL_DIR are fetched into it, by http and https, where the recipe has their sha256sum:
then the files of LIC_FILES_CHKSUM in them can be looked at. The pages of HOMEPAGE are asked for, too. Nothing is fetched without it.

With --fix, findings that have a fix are mended. What is evaluated does not change: where more than the layout of a file changes, the
recipes that read it are evaluated before and after, and the fixes of a rule that would change a value, a flag or a base hash are taken
back and told. Where no evaluated value comes
from a file, as nothing reads it or only recipes that are skipped or fail, only its layout may change. Some rules say that their fixes
change values: --fix-unsafe makes those as well. What is left is written as usual. With --dry-run nothing is mended: the changes are
written as a diff, and the exit code is 1 if there are any.

` + configHelp + `

Exit codes: 0 no errors, and no more warnings than are accepted; 1 errors, or more warnings than --max-warnings or the configuration
accepts; 2 could not run, as a path, a flag or the configuration is wrong, or was interrupted: then what was found until that moment has
been written.`,
		Example: `  knead check
  knead check meta-mylayer
  knead check recipes-core/foo/foo_1.0.bb
  knead check --format sarif -o findings.sarif --root ..
  knead check --baseline known.jsonl
  knead check --since origin/main meta-mylayer
  knead check --release kirkstone,scarthgap,master meta-mylayer
  knead check --fix --dry-run meta-mylayer`,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.paths = args
			return a.check(cmd.Context(), &o)
		},
	}
	c.Flags().StringArrayVar(&o.policyFiles, "policy", nil, "check recipes by this Jsonnet `file` as well (see package eval/lint/policy)")
	c.Flags().BoolVar(&o.listRules, "list-rules", false, "list the rules, and how they are set for the first PATH, instead of checking")
	o.config.flags(c)
	o.config.ruleFlags(c)
	o.output.flags(c)
	o.fix.flags(c)
	c.Flags().BoolVar(&o.fetch, "fetch", false, "fetch archives of SRC_URI that are not in DL_DIR, to look at their licences")
	c.Flags().StringVar(&o.since, "since", "", "only what has come since this git `revision`, or by it")
	c.Flags().BoolVar(&o.alone, "alone", false, "evaluate layers on knead's own small core layer, whatever lies beside them")
	c.AddCommand(a.checkTestCommand())
	return c
}

// checking is one run of check.
type checking struct {
	*app
	*checkOptions
	ctx  context.Context
	disk *fsys.Disk
	view *fsys.View
	lint.Report
	loose   map[string][]config.File // that were named themselves, by the folder whose configuration counts
	seen    []seen                   // of what was checked
	folders []string                 // that the files are in
	configs int                      // configurations that were evaluated
	partial bool                     // it was interrupted
	// workspaces are the evaluated configurations, without those that failed; Release the last that was checked for.
	workspaces []*eval.Workspace
	Release    interp.Release
	limits     limits
	// What is configured for what is checked now, the releases that it or a flag asks for, and the one of them that it is checked for
	// now; "" where none is asked for, or the metadata's own is meant.
	conf     *settings.Config
	releases []string
	followed string
}

// seen is what was checked for one configuration, with what that calls rules.
type seen struct {
	lint.Coverage
	names *lint.Names
}

func (a *app) check(ctx context.Context, o *checkOptions) error {
	if _, err := a.outputFormat(&o.output); err != nil {
		return err
	}
	if err := o.know(); err != nil {
		return err
	}
	if o.listRules {
		return a.listRules(o)
	}
	if o.fix.wanted() {
		return a.checkFix(ctx, o)
	}
	c, err := a.checkDisk(ctx, o, fsys.NewDisk())
	if err != nil {
		return err
	}
	return c.report()
}

func (a *app) newChecking(ctx context.Context, o *checkOptions, disk *fsys.Disk) (*checking, error) {
	dir, err := filepath.Abs(a.dir)
	if err != nil {
		return nil, err
	}
	if o.fetch && o.downloads == nil {
		o.downloads = &downloads{ctx: ctx, stderr: a.stderr, tried: map[string]bool{}, pages: map[string]error{}}
		a.noCache = true // what is kept was found without the archives
	}
	return &checking{
		app: a, checkOptions: o, ctx: ctx, disk: disk, view: fsys.NewView(disk, dir), loose: map[string][]config.File{},
		limits: noLimits,
	}, nil
}

// checkDisk checks the paths on a disk. Where it is interrupted, it has what was found until then.
func (a *app) checkDisk(ctx context.Context, o *checkOptions, disk *fsys.Disk) (*checking, error) {
	c, err := a.newChecking(ctx, o, disk)
	if err != nil {
		return nil, err
	}
	err = c.all()
	if ctx.Err() != nil {
		c.partial = true
		return c, nil
	}
	return c, err
}

// all checks all paths.
func (c *checking) all() error {
	paths := c.paths
	if len(paths) == 0 {
		paths = []string{"."}
	}
	for _, p := range paths {
		if err := c.path(c.view.Abs(p), p); err != nil {
			return err
		}
	}
	for _, dir := range slices.Sorted(maps.Keys(c.loose)) {
		if err := c.decided(dir, func() error {
			return c.eachRelease(func() error { return c.run(lint.Options{Files: c.loose[dir]}, nil) })
		}); err != nil {
			return err
		}
	}
	return nil
}

// path checks a file or a folder.
func (c *checking) path(abs, name string) error {
	switch {
	case !c.view.Exists(abs):
		return fmt.Errorf("there is no file or folder %s", name)
	case c.view.IsFile(abs):
		kind, ok := bitbake.KindOf(abs)
		if !ok {
			return fmt.Errorf("%s is no metadata by its name: .bb, .bbappend, .bbclass, .inc or .conf", name)
		}
		c.folders = append(c.folders, path.Dir(abs))
		dir := path.Dir(cmp.Or(settings.Find(c.view, path.Dir(abs)), abs))
		c.loose[dir] = append(c.loose[dir], config.File{Path: abs, Kind: kind, Base: config.IsBaseConf(abs)})
		return nil
	case c.view.IsFile(abs + "/conf/bblayers.conf"):
		return c.decided(abs, func() error { return c.buildDir(abs) })
	}
	layers := config.FindLayers(c.view, abs)
	if len(layers) == 0 {
		return fmt.Errorf("%s is neither a build directory nor a layer, nor is a layer below it", name)
	}
	if len(layers) == 1 {
		abs = layers[0]
	}
	return c.decided(abs, func() error { return c.layers(layers) })
}

// run runs the rules.
func (c *checking) run(opts lint.Options, layers []string) error {
	opts.Disk = cmp.Or(opts.Disk, c.disk)
	if opts.Settings = maps.Clone(c.conf.Options); opts.Rules == nil {
		opts.Rules = c.conf.Runs()
	}
	maps.Copy(opts.Settings, c.policies)
	switch r, _, ok := config.LayersRelease(c.view, layers); {
	case opts.Workspace != nil:
		opts.Release = opts.Workspace.Release.Release
	case c.followed != "":
		r, err := interp.ParseRelease(c.followed)
		if err != nil {
			return err
		}
		opts.Release = r
	case ok:
		opts.Release = r
	default:
		opts.Release = interp.Newest
	}
	c.Release = opts.Release
	fetcher := newFetcher(opts.Release)
	fetcher.downloads = c.downloads
	opts.Fetcher = fetcher
	progress, done := c.progress("Checking recipes")
	opts.Progress = progress
	out, err := lint.Run(c.ctx, opts)
	done()
	c.Add(out)
	return err
}

// open evaluates a configuration for a release, "" for the core layer's.
func (c *checking) open(disk *fsys.Disk, dir, release string) (*eval.Workspace, error) {
	w, err := eval.Open(c.ctx, eval.Options{
		Dir: dir, Disk: disk, Library: stdlib.New(), Environ: c.environ(dir), Release: release,
		Read: c.absolute(c.preread), PostRead: c.absolute(c.postread), Set: c.set, Tracking: true, Machine: c.machine(),
		Cache: c.cache(), CacheKey: fmt.Sprint(programKey(), " ", c.allowRun),
	})
	if err != nil {
		return nil, err
	}
	return w, c.ctx.Err() // what it complains of may be that it was interrupted
}

// environ returns the environment to evaluate a directory in. What a sourced oe-init-build-env has left there is of another one.
func (c *checking) environ(dir string) map[string]string {
	env := environ(dir)
	delete(env, "BBPATH")
	if dir == classes.BuildDir {
		for _, name := range []string{"BUILDDIR", "BB_ENV_PASSTHROUGH", "BB_ENV_PASSTHROUGH_ADDITIONS", "BB_PRESERVE_ENV"} {
			delete(env, name)
		}
	}
	return env
}

// evaluate evaluates a configuration. What is wrong with it is a finding: with files of which within is true, nil for all, and as a
// whole.
func (c *checking) evaluate(disk *fsys.Disk, dir, release string, within func(string) bool) (*eval.Workspace, error) {
	w, err := c.open(disk, dir, release)
	if err == nil {
		c.evaluated(w, within)
	}
	return w, err
}

func (c *checking) evaluated(w *eval.Workspace, within func(string) bool) {
	c.configs++
	found := &lint.Report{}
	for _, d := range w.Diags {
		if within == nil || !d.Known() || d.Severity == diag.Error || within(d.File.Name()) {
			found.Findings = append(found.Findings, &lint.Finding{Diagnostic: d})
		}
	}
	c.Add(found)
	if !w.Failed() {
		c.workspaces = append(c.workspaces, w)
	}
}

// buildDir checks a build directory's configuration and its layers.
func (c *checking) buildDir(dir string) error {
	w, err := c.evaluate(c.disk, dir, c.followed, nil)
	if err != nil {
		return err
	}
	opts := lint.Options{Workspace: usable(w), Files: config.BuildFiles(c.view, dir, w.Layers)}
	layers := []string{}
	for _, l := range w.Layers {
		layers = append(layers, l.Dir)
	}
	c.folders = append(append(c.folders, dir+"/conf"), layers...)
	return c.configured(opts, layers)
}
