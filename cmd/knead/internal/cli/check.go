package cli

import (
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
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/stdlib"
	"github.com/knead-build/knead/stdlib/classes"
)

func (a *app) checkCommand() *cobra.Command {
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
			return a.check(cmd.Context(), args)
		},
	}
	return c
}

// checking is one run of check.
type checking struct {
	*app
	ctx     context.Context
	disk    *fsys.Disk
	view    *fsys.View
	release *interp.Release
	lint.Result
	configs int // configurations that were evaluated
}

func (a *app) check(ctx context.Context, paths []string) error {
	dir, err := filepath.Abs(a.dir)
	if err != nil {
		return err
	}
	if len(paths) == 0 {
		paths = []string{"."}
	}
	c := &checking{app: a, ctx: ctx, disk: fsys.NewDisk()}
	c.view = fsys.NewView(c.disk, dir)
	if a.release != "" {
		r, err := interp.ParseRelease(a.release)
		if err != nil {
			return err
		}
		c.release = &r
	}
	for _, p := range paths {
		if err := c.path(c.view.Abs(p), p); err != nil {
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
		return c.files([]config.File{{Path: abs, Kind: kind, Base: config.IsBaseConf(abs)}}, c.dialect(nil))
	case c.view.IsFile(abs + "/conf/bblayers.conf"):
		return c.buildDir(abs)
	}
	layers := config.FindLayers(c.view, abs)
	if len(layers) == 0 {
		return fmt.Errorf("%s is neither a build directory nor a layer, nor is a layer below it", name)
	}
	return c.layers(layers)
}

// dialect returns the grammar: of the release that is asked for, or of the newest series that the layers are for.
func (c *checking) dialect(layers []string) bitbake.Dialect {
	if c.release != nil {
		return c.release.Dialect()
	}
	if r, _, ok := config.LayersRelease(c.view, layers); ok {
		return r.Dialect()
	}
	return interp.Newest.Dialect()
}

func (c *checking) files(files []config.File, d bitbake.Dialect) error {
	r, err := lint.CheckFiles(c.ctx, c.disk, files, d)
	if err != nil {
		return err
	}
	c.Files += r.Files
	c.Bytes += r.Bytes
	c.add(r.Diags)
	return nil
}

// add keeps diagnostics; one that is there already is dropped, as files are read by several configurations.
func (c *checking) add(list []*diag.Diagnostic) {
	for _, d := range list {
		if !slices.ContainsFunc(c.Diags, func(x *diag.Diagnostic) bool { return x.Error() == d.Error() && x.Span == d.Span }) {
			c.Diags = append(c.Diags, d)
		}
	}
}

func (c *checking) layers(layers []string) error {
	var files []config.File
	core := false
	for _, l := range layers {
		files = append(files, config.LayerFiles(c.view, l)...)
		core = core || c.view.IsFile(l+"/conf/bitbake.conf")
	}
	if err := c.files(files, c.dialect(layers)); err != nil || core {
		return err
	}
	return c.evaluateOnCore(layers)
}

// evaluateOnCore evaluates layers on the embedded core layer: for each machine and each distribution that they define, with
// the first of the others.
func (c *checking) evaluateOnCore(layers []string) error {
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
		if err := c.evaluate(disk, classes.BuildDir); err != nil {
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

func (c *checking) evaluate(disk *fsys.Disk, dir string) error {
	w, err := eval.Open(c.ctx, eval.Options{
		Dir: dir, Disk: disk, Library: stdlib.New(), Environ: environ(dir), Release: c.app.release,
		Read: c.absolute(c.preread), PostRead: c.absolute(c.postread), Set: c.set,
	})
	if err != nil {
		return err
	}
	c.configs++
	c.add(w.Diags)
	return nil
}

// buildDir evaluates a build directory's configuration and checks the files of its layers.
func (c *checking) buildDir(dir string) error {
	w, err := eval.Open(c.ctx, eval.Options{
		Dir: dir, Disk: c.disk, Library: stdlib.New(), Environ: environ(dir), Release: c.app.release,
		Read: c.absolute(c.preread), PostRead: c.absolute(c.postread), Set: c.set,
	})
	if err != nil {
		return err
	}
	c.configs++
	c.add(w.Diags)
	var files []config.File
	for _, f := range c.view.Glob(dir+"/conf/*.conf", false) {
		files = append(files, config.File{Path: f, Kind: bitbake.Conf, Base: config.IsBaseConf(f)})
	}
	for _, l := range w.Layers {
		files = append(files, config.LayerFiles(c.view, l.Dir)...)
	}
	return c.files(files, w.Release.Dialect())
}

// report writes the findings.
func (c *checking) report() error {
	diag.Sort(c.Diags)
	errors, warnings := 0, 0
	for _, d := range c.Diags {
		switch d.Severity {
		case diag.Error:
			errors++
		case diag.Warning:
			warnings++
		}
	}
	if c.json {
		list := c.Diags
		if list == nil {
			list = []*diag.Diagnostic{}
		}
		if err := c.writeJSON(map[string]any{"files": c.Files, "configurations": c.configs, "errors": errors, "warnings": warnings, "diagnostics": list}); err != nil {
			return err
		}
	} else {
		text := &diag.Text{W: c.stdout, Color: c.colored(c.stdout), Name: relative}
		for _, d := range c.Diags {
			if err := text.Write(d); err != nil {
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
