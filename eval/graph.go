package eval

import (
	"context"
	"fmt"
	"strings"

	"github.com/knead-build/knead/eval/graph"
	"github.com/knead-build/knead/eval/resolve"
	"github.com/knead-build/knead/lang/diag"
)

// GraphOptions say which task graph to make.
type GraphOptions struct {
	// Targets are as BitBake takes them: NAME, NAME:do_TASK, mc:MULTICONFIG:NAME, mc:*:NAME, world, universe.
	Targets []string
	// Task is the task of targets that name none; "" is "build".
	Task string
	resolve.Selection
	// Continue goes on without what cannot be built.
	Continue bool
	// Listing, where it is not nil, is what Recipes of all multiconfigs came to.
	Listing *Listing
	// Report takes warnings, notes, and errors that do not keep the graph from being made. It may be nil.
	Report func(*diag.Diagnostic)
	// Jobs and Progress are RecipeOptions'.
	Jobs     int
	Progress func(done, total int)
}

// BrokenRecipesError says that recipes have errors, so that there is no telling what the graph would be.
type BrokenRecipesError struct{ Files []*FileInfo }

func (e *BrokenRecipesError) Error() string {
	if len(e.Files) == 1 {
		return e.Files[0].Path + " has errors"
	}
	return fmt.Sprintf("%d recipe files have errors", len(e.Files))
}

// AllMulticonfigs returns the names of all configurations, the main one ("") first.
func (w *Workspace) AllMulticonfigs() []string { return append([]string{""}, w.Multiconfigs...) }

// Regexp compiles a regular expression as Python has it.
func (w *Workspace) Regexp(pattern string) (resolve.Pattern, error) { return w.library.Regexp(pattern) }

// Graph works out the task graph of targets (BitBake's taskdata and runqueue). An error that metadata makes is a
// *resolve.Problem; see Explain.
func (w *Workspace) Graph(ctx context.Context, opts GraphOptions) (*graph.Graph, error) {
	l := opts.Listing
	if l == nil {
		var err error
		if l, err = w.List(ctx, ListOptions{Inputs: true, RecipeOptions: RecipeOptions{Multiconfigs: w.AllMulticonfigs(), Jobs: opts.Jobs, Progress: opts.Progress}}); err != nil {
			return nil, err
		}
	}
	var broken []*FileInfo
	for _, f := range l.Files {
		if f.Failed {
			broken = append(broken, f)
		}
	}
	if len(broken) > 0 {
		return nil, &BrokenRecipesError{broken}
	}
	g := &grapher{w: w, opts: opts, infos: map[*resolve.Recipe]*Info{}}
	g.catalogs(l)
	if err := g.read(w.AllMulticonfigs(), g.make); err != nil {
		return nil, err
	}
	return g.out, nil
}

// grapher makes one graph.
type grapher struct {
	w       *Workspace
	opts    GraphOptions
	infos   map[*resolve.Recipe]*Info
	catalog map[string]*resolve.Catalog
	configs []resolve.MultiOptions
	out     *graph.Graph
}

// catalogs sorts what is listed by multiconfigs.
func (g *grapher) catalogs(l *Listing) {
	recipes, skipped := map[string][]*resolve.Recipe{}, map[string][]resolve.Skipped{}
	behaviour := resolve.BehaviourOf(g.w.Release.Major, g.w.Release.Minor)
	for _, i := range l.Variants() {
		if i.Skipped {
			s := resolve.Skipped{PN: i.PN, Reason: i.Reason, Provides: i.Provides, RProvides: i.RProvides}
			if !behaviour.SharedSkips {
				skipped[i.Multiconfig] = append(skipped[i.Multiconfig], s)
				continue
			}
			for _, mc := range g.w.AllMulticonfigs() {
				skipped[mc] = append(skipped[mc], s)
			}
			continue
		}
		r := i.resolve()
		g.infos[r] = i
		recipes[i.Multiconfig] = append(recipes[i.Multiconfig], r)
	}
	g.catalog = map[string]*resolve.Catalog{}
	for _, mc := range g.w.AllMulticonfigs() {
		g.catalog[mc] = resolve.NewCatalog(recipes[mc], skipped[mc])
	}
}

// read opens the variables of one multiconfig after the other, and does the work while all of them may be read.
func (g *grapher) read(mcs []string, work func() error) (err error) {
	if len(mcs) == 0 {
		return work()
	}
	e := g.w.Read(mcs[0], func(s Scope) {
		if err = s.Data.ExpandKeys(); err != nil {
			err = s.diagnose(err)
			return
		}
		g.configs = append(g.configs, resolve.MultiOptions{Name: mcs[0], Config: scopeConfig{s}, Catalog: g.catalog[mcs[0]]})
		err = g.read(mcs[1:], work)
	})
	if e != nil {
		return e
	}
	return err
}

// resolver returns a resolver for what was read.
func (g *grapher) resolver() (*resolve.Resolver, error) {
	return resolve.New(resolve.Options{
		Configs: g.configs, Behaviour: resolve.BehaviourOf(g.w.Release.Major, g.w.Release.Minor), Continue: g.opts.Continue, Say: g.opts.Report,
		ExtraDepends: g.extraDepends,
		Compile:      g.w.Regexp,
	})
}

// make works the graph out.
func (g *grapher) make() error {
	r, err := g.resolver()
	if err != nil {
		return err
	}
	if err := r.Add(g.opts.Targets, g.opts.Task); err != nil {
		return err
	}
	allowed, err := g.configs[0].Config.Get("BB_MULTI_PROVIDER_ALLOWED")
	if err != nil {
		return err
	}
	g.out, err = r.Graph(g.opts.Selection, strings.Fields(allowed), func(r *resolve.Recipe) graph.Recipe {
		i := g.infos[r]
		return graph.Recipe{File: i.File, Variant: i.Variant, Layer: i.Layer, Classes: resolve.ClassNames(i.Classes)}
	})
	if err == nil {
		g.out.Release = g.w.Release.String()
	}
	return err
}

// extraDepends runs a calculate_extra_depends.
func (g *grapher) extraDepends(c resolve.ExtraCall) ([]string, error) {
	d, err := g.w.Multiconfig(c.Multiconfig)
	if err != nil {
		return nil, err
	}
	worker, err := g.w.takeWorker()
	if err != nil {
		return nil, err
	}
	defer g.w.releaseWorker(worker)
	return worker.ExtraDepends(d, c.Recipe.PN, c.Recipe.Inputs.ExtraDepends, c.Depends, c.World, c.Recipes)
}

// scopeConfig makes errors of reading variables into diagnostics.
type scopeConfig struct{ s Scope }

func (c scopeConfig) Get(name string) (string, error) {
	value, err := c.s.Data.Get(name)
	if err != nil {
		err = c.s.diagnose(err)
	}
	return value, err
}

func (c scopeConfig) Lookup(name string) (string, bool, error) {
	value, set, err := c.s.Data.Lookup(name)
	if err != nil {
		err = c.s.diagnose(err)
	}
	return value, set, err
}
