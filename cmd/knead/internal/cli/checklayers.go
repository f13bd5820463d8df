package cli

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/config"
	"github.com/knead-build/knead/eval/interp"
	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/stdlib/classes"
)

// codeNotAtHand says that a layer is evaluated without one that it depends on.
var codeNotAtHand = diag.Register("layer-not-at-hand", diag.Warning,
	"put the layer beside this one, or name it as well: what it has cannot be looked at, nor told from what is missing.")

// layers checks layers: in the build directory that the environment names where they are its layers; else beside the core layer and
// the layers that they need where those are at hand; else on the small core layer that knead brings along.
func (c *checking) layers(layers []string) error {
	c.folders = append(c.folders, layers...)
	build, err := c.sourced()
	if err != nil {
		return err
	}
	var near []string
	if build != nil {
		for _, l := range build.Layers {
			near = append(near, l.Dir)
		}
		if !slices.ContainsFunc(layers, func(dir string) bool { return !c.holds(near, dir) }) {
			c.note("%s is checked as a part of %s, which the environment names", relative(layers[0]), relative(build.TopDir))
			return c.inBuild(build, layers)
		}
	}
	if slices.ContainsFunc(layers, func(l string) bool { return c.view.IsFile(l + "/conf/bitbake.conf") }) {
		return c.beside(layers, near) // the core layer is of one release
	}
	return c.eachRelease(func() error { return c.beside(layers, near) })
}

// holds reports whether a layer is among others.
func (c *checking) holds(among []string, dir string) bool {
	return slices.ContainsFunc(among, func(l string) bool { return c.view.Realpath(l) == c.view.Realpath(dir) })
}

// note tells on standard error how something is checked, once.
func (c *checking) note(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	if c.noted == nil {
		c.noted = map[string]bool{}
	}
	if !c.noted[text] {
		c.noted[text] = true
		fmt.Fprintf(c.stderr, "knead: %s\n", text)
	}
}

// sourced returns the build directory that a sourced oe-init-build-env has left in the environment; nil where there is none, or it
// cannot be evaluated.
func (c *checking) sourced() (*eval.Workspace, error) {
	if c.alone {
		return nil, nil
	}
	env := environ("/")
	for _, dir := range append(strings.Split(env["BBPATH"], ":"), env["BUILDDIR"]) {
		if dir = strings.TrimRight(dir, "/"); path.IsAbs(dir) && c.view.IsFile(dir+"/conf/bblayers.conf") {
			w, err := c.open(c.disk, dir, c.followed)
			if err != nil || w.Failed() {
				return nil, c.ctx.Err()
			}
			return w, nil
		}
	}
	return nil, c.ctx.Err()
}

// inBuild checks some layers of a build directory.
func (c *checking) inBuild(w *eval.Workspace, layers []string) error {
	var all, counted []string
	for _, l := range w.Layers {
		if all = append(all, l.Dir); c.holds(layers, l.Dir) {
			counted = append(counted, l.Dir)
		}
	}
	opts := lint.Options{Workspace: w, Within: within(counted), Files: c.files(all)}
	c.evaluated(w, opts.Within)
	return c.configured(opts, all)
}

// within returns a function that tells whether a file is one of some layers.
func within(layers []string) func(string) bool {
	return func(p string) bool {
		return slices.ContainsFunc(layers, func(l string) bool { return strings.HasPrefix(p, l+"/") })
	}
}

// beside checks layers beside what is at hand of a core layer and other layers.
func (c *checking) beside(layers, near []string) error {
	var release *interp.Release
	if c.followed != "" {
		r, err := interp.ParseRelease(c.followed)
		if err != nil {
			return err
		}
		release = &r
	}
	b := config.Alone(c.view, layers)
	if !c.alone {
		b = config.FindBeside(c.view, layers, slices.Concat(c.named(), near), release)
	}
	local := ""
	for _, m := range b.Missing {
		c.Add(&lint.Report{Findings: []*lint.Finding{{Diagnostic: diag.New(codeNotAtHand, m.Place.File, m.Place.Span,
			"layer %s depends on layer %s, which is not at hand: it is evaluated without", m.Of, m.Name)}}})
		local += fmt.Sprintf("LAYERDEPENDS_%s:remove = \"%s\"\n", m.Of, m.Item)
	}
	if b.Core == "" {
		return c.ownCore(layers, local)
	}
	return c.besideCore(layers, b, local)
}

// named returns the layers of all paths that are to be checked.
func (c *checking) named() []string {
	var out []string
	for _, p := range c.paths {
		if abs := c.view.Abs(p); c.view.IsDir(abs) && !c.view.IsFile(abs+"/conf/bblayers.conf") {
			out = append(out, config.FindLayers(c.view, abs)...)
		}
	}
	return out
}

// pairs returns the machines and distributions to evaluate layers for: each machine and each distribution that they define, with the
// first of the others; "" for none.
func (c *checking) pairs(layers []string) [][2]string {
	machines, distros := c.names(layers, "machine"), c.names(layers, "distro")
	var out [][2]string
	for _, m := range machines {
		out = append(out, [2]string{m, distros[0]})
	}
	for _, d := range distros[1:] {
		out = append(out, [2]string{machines[0], d})
	}
	return out
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

// files returns the metadata files of layers.
func (c *checking) files(layers []string) []config.File {
	var out []config.File
	for _, l := range layers {
		out = append(out, config.LayerFiles(c.view, l)...)
	}
	return out
}

// ownCore checks layers on the small core layer.
func (c *checking) ownCore(layers []string, local string) error {
	series, others, err := c.coreSeries(layers)
	if err != nil {
		return err
	}
	for _, p := range c.pairs(layers) {
		disk := c.disk.Mount(classes.CoreDir, classes.Core()).Overlay((&classes.Build{
			Layers: layers, Series: series, Others: others, Machine: p[0], Distro: p[1], Local: local,
		}).Files())
		w, err := c.evaluate(disk, classes.BuildDir, cmp.Or(c.followed, series), nil)
		if err != nil {
			return err
		}
		if err := c.run(lint.Options{Files: c.files(layers), Disk: disk, Workspace: usable(w), Alone: true}, layers); err != nil {
			return err
		}
	}
	return nil
}

// usable returns a workspace, or nil for one with errors.
func usable(w *eval.Workspace) *eval.Workspace {
	if w.Failed() {
		return nil
	}
	return w
}

// besideCore checks layers, a core layer perhaps among them, in a configuration with the core layer and what else they need, as a new
// build directory has it.
func (c *checking) besideCore(layers []string, b *config.Beside, local string) error {
	rest := slices.DeleteFunc(slices.Clone(layers), func(l string) bool { return l == b.Core })
	build := classes.Build{Core: b.Core, Layers: slices.Concat(b.Needed, rest), Local: local + c.template(b.Core)}
	all := append([]string{b.Core}, build.Layers...)
	opts := lint.Options{Files: c.files(all), Alone: len(b.Missing) > 0}
	run := c.run
	if len(rest) == len(layers) {
		opts.Within = within(layers)
		names := []string{}
		for _, dir := range all[:len(all)-len(layers)] {
			names = append(names, relative(dir))
		}
		c.note("%s is checked beside %s", relative(layers[0]), strings.Join(names, ", "))
	} else if run = c.configured; len(b.Needed) > 0 {
		opts.Within = within(layers)
	}
	for i, p := range c.pairs(rest) {
		build.Machine, build.Distro = p[0], p[1]
		opts.Disk = c.disk.Overlay(build.Files())
		w, err := c.evaluate(opts.Disk, classes.BuildDir, c.followed, opts.Within)
		if err != nil {
			return err
		}
		if opts.Workspace = usable(w); i == 1 { // what is between the layers is the same for each
			opts.Rules = slices.DeleteFunc(c.conf.Runs(), func(r *lint.Rule) bool { return r.Workspace != nil })
			run = c.run
		}
		if err := run(opts, all); err != nil {
			return err
		}
	}
	return nil
}

// template returns the local.conf that a new build directory gets from a core layer, or one that makes do.
func (c *checking) template(core string) string {
	if text := config.LocalTemplate(c.view, core); text != "" {
		return text
	}
	if c.view.IsFile(core + "/conf/machine/qemux86-64.conf") {
		return "MACHINE ?= \"qemux86-64\"\n"
	}
	return ""
}
