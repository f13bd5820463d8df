package cli

import (
	"cmp"
	"context"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/config"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/interp"
	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/eval/lint/rules"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/stdlib"
	"github.com/knead-build/knead/stdlib/classes"
)

func (a *app) checkCommand() *cobra.Command {
	var o checkOptions
	c := &cobra.Command{
		Use:   "check [PATH...]",
		Short: "Check files, layers or a build directory",
		Long: `Check metadata. A PATH is a file, a folder with layers, or a build directory; without one it is the directory
that knead runs in.

Of files, the syntax is checked: the metadata's, and that of the Python and shell inside. The configuration of a build
directory is evaluated as well. Layers without a core layer among them are evaluated on the small core layer that knead
brings along, once for each of their machines and distributions.

Exit codes: 0 no errors (there may be warnings), 1 errors, 2 could not run.`,
		Example: `  knead check
  knead check meta-mylayer
  knead check recipes-core/foo/foo_1.0.bb`,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.check(cmd.Context(), args, o)
		},
	}
	c.Flags().StringArrayVar(&o.policies, "policy", nil, "check recipes by this Jsonnet `file` as well (see package eval/lint/policy)")
	c.AddCommand(a.checkTestCommand())
	return c
}

type checkOptions struct {
	policies []string
}

// checking is one run of check.
type checking struct {
	*app
	ctx  context.Context
	disk *fsys.Disk
	view *fsys.View
	lint.Report
	loose   []config.File // that were named themselves
	configs int           // configurations that were evaluated

	policies []*lint.Rule
	settings map[string]map[string]string
}

func (a *app) check(ctx context.Context, paths []string, o checkOptions) error {
	dir, err := filepath.Abs(a.dir)
	if err != nil {
		return err
	}
	if len(paths) == 0 {
		paths = []string{"."}
	}
	c := &checking{app: a, ctx: ctx, disk: fsys.NewDisk()}
	if c.policies, c.settings, err = policies(o.policies); err != nil {
		return err
	}
	c.view = fsys.NewView(c.disk, dir)
	for _, p := range paths {
		if err := c.path(c.view.Abs(p), p); err != nil {
			return err
		}
	}
	if len(c.loose) > 0 {
		if err := c.run(lint.Options{Files: c.loose}, nil); err != nil {
			return err
		}
	}
	return c.report()
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
		c.loose = append(c.loose, config.File{Path: abs, Kind: kind, Base: config.IsBaseConf(abs)})
		return nil
	case c.view.IsFile(abs + "/conf/bblayers.conf"):
		return c.buildDir(abs)
	}
	layers := config.FindLayers(c.view, abs)
	if len(layers) == 0 {
		return fmt.Errorf("%s is neither a build directory nor a layer, nor is a layer below it", name)
	}
	return c.layers(layers)
}

// run runs the rules.
func (c *checking) run(opts lint.Options, layers []string) error {
	opts.Disk = cmp.Or(opts.Disk, c.disk)
	opts.Rules, opts.Settings = slices.Concat(rules.All, c.policies), c.settings
	switch r, _, ok := config.LayersRelease(c.view, layers); {
	case opts.Workspace != nil:
		opts.Release = opts.Workspace.Release.Release
	case c.release != "":
		r, err := interp.ParseRelease(c.release)
		if err != nil {
			return err
		}
		opts.Release = r
	case ok:
		opts.Release = r
	default:
		opts.Release = interp.Newest
	}
	progress, done := c.progress("Checking recipes")
	opts.Progress = progress
	out, err := lint.Run(c.ctx, opts)
	done()
	c.Add(out)
	return err
}

// layers checks layers beside a core layer, or alone: then on the small core layer that knead brings along, once for each machine and
// each distribution that they define, with the first of the others.
func (c *checking) layers(layers []string) error {
	var files []config.File
	core := false
	for _, l := range layers {
		files = append(files, config.LayerFiles(c.view, l)...)
		core = core || c.view.IsFile(l+"/conf/bitbake.conf")
	}
	if core {
		return c.run(lint.Options{Files: files}, layers)
	}
	_, series, ok := config.LayersRelease(c.view, layers)
	if !ok {
		series = "master"
	}
	machines, distros := c.names(layers, "machine"), c.names(layers, "distro")
	pairs := [][2]string{}
	for _, m := range machines {
		pairs = append(pairs, [2]string{m, distros[0]})
	}
	for _, d := range distros[1:] {
		pairs = append(pairs, [2]string{machines[0], d})
	}
	for _, p := range pairs {
		disk := c.disk.Mount(classes.CoreDir, classes.Core()).Overlay(classes.BuildFiles(layers, series, p[0], p[1]))
		w, err := c.evaluate(disk, classes.BuildDir)
		if err != nil {
			return err
		}
		opts := lint.Options{Files: files, Disk: disk, Workspace: w}
		if w.Failed() {
			opts.Workspace = nil
		}
		if err := c.run(opts, layers); err != nil {
			return err
		}
	}
	return nil
}

// names returns the names of the .conf files in a folder of the layers' conf, or "" alone.
func (c *checking) names(layers []string, folder string) []string {
	var out []string
	for _, l := range layers {
		for _, f := range c.view.Glob(l+"/conf/"+folder+"/*.conf", false) {
			out = append(out, strings.TrimSuffix(path.Base(f), ".conf"))
		}
	}
	if out == nil {
		return []string{""}
	}
	return out
}

// evaluate evaluates a configuration. What is wrong with it is a finding.
func (c *checking) evaluate(disk *fsys.Disk, dir string) (*eval.Workspace, error) {
	w, err := eval.Open(c.ctx, eval.Options{
		Dir: dir, Disk: disk, Library: stdlib.New(), Environ: environ(dir), Release: c.release,
		Read: c.absolute(c.preread), PostRead: c.absolute(c.postread), Set: c.set, Tracking: true, Machine: c.machine(),
		Cache: c.cache(), CacheKey: fmt.Sprint(programKey(), " ", c.allowRun),
	})
	if err != nil {
		return nil, err
	}
	c.configs++
	found := &lint.Report{}
	for _, d := range w.Diags {
		found.Findings = append(found.Findings, &lint.Finding{Diagnostic: d})
	}
	c.Add(found)
	return w, nil
}

// buildDir checks a build directory's configuration and its layers.
func (c *checking) buildDir(dir string) error {
	w, err := c.evaluate(c.disk, dir)
	if err != nil {
		return err
	}
	opts := lint.Options{Workspace: w}
	for _, f := range c.view.Glob(dir+"/conf/*.conf", false) {
		opts.Files = append(opts.Files, config.File{Path: f, Kind: bitbake.Conf, Base: config.IsBaseConf(f)})
	}
	layers := []string{}
	for _, l := range w.Layers {
		opts.Files = append(opts.Files, config.LayerFiles(c.view, l.Dir)...)
		layers = append(layers, l.Dir)
	}
	if w.Failed() {
		opts.Workspace = nil
	}
	return c.run(opts, layers)
}

// report writes the findings.
func (c *checking) report() error {
	errors, warnings := 0, 0
	for _, d := range c.Findings {
		switch d.Severity {
		case diag.Error:
			errors++
		case diag.Warning:
			warnings++
		}
	}
	if c.json {
		list := c.Findings
		if list == nil {
			list = []*lint.Finding{}
		}
		if err := c.writeJSON(map[string]any{"files": c.Files, "configurations": c.configs, "errors": errors, "warnings": warnings, "diagnostics": list}); err != nil {
			return err
		}
	} else {
		text := &diag.Text{W: c.stdout, Color: c.colored(c.stdout), Name: relative}
		for _, f := range c.Findings {
			if err := text.Write(f.Diagnostic); err != nil {
				return err
			}
		}
		fmt.Fprintln(c.stdout, c.summary(errors, warnings))
	}
	if errors > 0 {
		return errFindings
	}
	return nil
}

func (c *checking) summary(errors, warnings int) string {
	parts := []string{count(c.Files, "file")}
	if c.configs > 0 {
		parts = append(parts, count(c.configs, "configuration")+" evaluated")
	}
	return strings.Join(append(parts, count(errors, "error"), count(warnings, "warning")), ", ")
}

// count returns "1 file" or "2 files".
func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
