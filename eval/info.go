package eval

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/resolve"
	"github.com/knead-build/knead/lang/depend"
	"github.com/knead-build/knead/lang/diag"
)

// Info is what is listed of a variant of a recipe.
type Info struct {
	File      string `json:"file"`
	VirtualFn string `json:"virtualfn"`
	// Variant is "" for the file's own recipe, else "native", "lib32", ...
	Variant     string `json:"variant,omitempty"`
	Multiconfig string `json:"multiconfig,omitempty"`
	// Layer is the collection that the file belongs to, Priority its priority.
	Layer    string `json:"layer,omitempty"`
	Priority int    `json:"priority"`

	PN string `json:"pn"`
	PE string `json:"pe,omitempty"`
	PV string `json:"pv,omitempty"`
	PR string `json:"pr,omitempty"`
	// Preference is DEFAULT_PREFERENCE.
	Preference int      `json:"default_preference,omitempty"`
	Provides   []string `json:"provides,omitempty"`
	// RProvides is what a skipped variant would provide at run time, its packages among it; the others' is in Inputs.
	RProvides []string `json:"-"`
	Appends   []string `json:"appends,omitempty"`
	// Classes are the class files that are inherited, in order, those of the configuration's INHERIT among them.
	Classes []string `json:"classes,omitempty"`
	Skipped bool     `json:"skipped,omitempty"`
	Reason  string   `json:"reason,omitempty"` // why it is skipped

	// Inputs are what the task graph is made from; nil where the variant is skipped, or where ListOptions.Inputs did not ask for
	// them.
	Inputs *resolve.Inputs `json:"-"`
}

// FileInfo is what is listed of a recipe file.
type FileInfo struct {
	Path        string
	Multiconfig string
	Variants    []*Info
	Diags       []*diag.Diagnostic
	Failed      bool

	signed    bool         // the tasks have base hashes
	dontCache bool         // the metadata says so
	record    *fsys.Record // of what was just evaluated
}

// Listing is what is listed of the recipes of a configuration.
type Listing struct {
	Files []*FileInfo // by path
	// Cached counts the files whose results came from the cache.
	Cached int
}

// Variants returns all variants, by file.
func (l *Listing) Variants() []*Info {
	var out []*Info
	for _, f := range l.Files {
		out = append(out, f.Variants...)
	}
	return out
}

// Info reads what is listed of an evaluated recipe, with the variants' Inputs. It is to be called while the variables may be read.
func (w *Workspace) Info(r *Recipe) *FileInfo {
	out := &FileInfo{Path: r.Path, Multiconfig: r.Multiconfig, Diags: r.Diags, Failed: r.Failed, record: r.Record}
	for _, v := range r.Variants {
		i, err := w.variantInfo(r, v)
		if err != nil {
			out.Failed = true
			if d := r.result.Diagnose(err); d != nil {
				out.Diags = append(slices.Clip(out.Diags), d)
			}
		}
		out.Variants = append(out.Variants, i)
		out.dontCache = out.dontCache || v.Data.RawHard("BB_DONT_CACHE") != nil
	}
	return out
}

func (w *Workspace) variantInfo(r *Recipe, v *Variant) (*Info, error) {
	i := &Info{File: r.Path, VirtualFn: v.VirtualFn, Variant: v.Name, Multiconfig: r.Multiconfig, Appends: r.Appends, Skipped: v.Skipped, Reason: v.Reason}
	if r.Layer != nil {
		i.Layer, i.Priority = r.Layer.Name, r.Layer.Priority
	}
	i.Classes, _ = v.Data.RawHard("__inherit_cache").([]string)
	for _, x := range []struct {
		name string
		to   *string
	}{{"PN", &i.PN}, {"PE", &i.PE}, {"PV", &i.PV}, {"PR", &i.PR}} {
		value, err := v.Data.Get(x.name)
		if err != nil {
			if v.Skipped { // what is left of it need not make sense
				continue
			}
			return i, err
		}
		*x.to = value
	}
	if v.Skipped {
		i.skipped(v.Data)
		return i, nil
	}
	provides, err := v.Data.Get("PROVIDES")
	if err != nil {
		return i, err
	}
	for _, p := range depend.Names(provides) {
		if !slices.Contains(i.Provides, p) {
			i.Provides = append(i.Provides, p)
		}
	}
	preference, err := v.Data.Get("DEFAULT_PREFERENCE")
	if err != nil {
		return i, err
	}
	if preference = strings.TrimSpace(preference); preference != "" {
		if i.Preference, err = strconv.Atoi(preference); err != nil {
			return i, diag.New(CodePreference, nil, source0, "DEFAULT_PREFERENCE of %s is %q, which is no number", i.PN, preference)
		}
	}
	i.Inputs, err = inputs(v.Data, i.PN, w.Release.Release)
	return i, err
}

// skipped reads what a variant would provide if it were not skipped, as far as that can be read.
func (i *Info) skipped(d *datastore.Store) {
	names := func(variable string) []string {
		text, err := d.Get(variable)
		if err != nil {
			return nil
		}
		return depend.Names(text)
	}
	i.Provides = names("PROVIDES")
	packages := names("PACKAGES")
	if len(packages) == 0 {
		packages = []string{i.PN}
	}
	i.RProvides = append(packages, names("RPROVIDES")...)
	for _, p := range packages {
		i.RProvides = append(i.RProvides, names("RPROVIDES:"+p)...)
	}
}

// ListOptions say what to list, and how.
type ListOptions struct {
	RecipeOptions
	// Inputs asks for the variants' Inputs.
	Inputs bool
	// Known are what Info has just told of files: those are not evaluated again.
	Known []*FileInfo
	// Each is called with each file as soon as it is known, first those that the cache has. An error ends the listing. It may
	// be nil.
	Each func(*FileInfo) error
}

// keptInfo returns what the cache keeps of a file; nil for nothing.
func (w *Workspace) keptInfo(i *FileInfo) *cachedFile {
	if i.Failed || i.dontCache || !w.cache.Keeps() {
		return nil
	}
	return &cachedFile{Variants: i.Variants, Signed: i.signed, Diags: KeepDiags(i.Diags), record: i.record}
}

// List returns what is listed of recipes. What the cache has is not evaluated.
func (w *Workspace) List(ctx context.Context, opts ListOptions) (*Listing, error) {
	jobs, err := w.jobs(opts.RecipeOptions)
	if err != nil {
		return nil, err
	}
	out := &Listing{}
	known := w.loadCache(opts.Inputs)
	fresh := map[recipeKey]*cachedFile{}
	var rest []recipeJob
	infos := map[recipeKey]*FileInfo{}
	add := func(i *FileInfo) error {
		infos[recipeKey{i.Path, i.Multiconfig}] = i
		if opts.Each == nil {
			return nil
		}
		return opts.Each(i)
	}
	for _, i := range opts.Known {
		infos[recipeKey{i.Path, i.Multiconfig}] = i
	}
	for _, j := range jobs {
		if i := infos[j.key()]; i != nil {
			if kept := w.keptInfo(i); kept != nil {
				fresh[j.key()] = kept
			}
			if err := add(i); err != nil {
				return nil, err
			}
			continue
		}
		c := known.get(j)
		if c == nil || opts.Signatures && !c.Signed {
			rest = append(rest, j)
			continue
		}
		diags, ok := c.Diags.Diagnostics(diag.Lookup)
		if !ok {
			rest = append(rest, j)
			continue
		}
		fresh[j.key()] = c
		out.Cached++
		if err := add(&FileInfo{Path: j.file.Path, Multiconfig: j.mc, Variants: c.Variants, Diags: diags, signed: c.Signed}); err != nil {
			return nil, err
		}
	}
	type evaluated struct {
		info *FileInfo
		kept *cachedFile
	}
	do := func(r *Recipe) (evaluated, error) {
		i := w.Info(r)
		i.signed = opts.Signatures
		return evaluated{i, w.keptInfo(i)}, nil
	}
	progress := opts.Progress
	if progress != nil {
		done := out.Cached
		progress(done, len(jobs))
		opts.Progress = func(n, _ int) { progress(done+n, len(jobs)) }
	}
	err = mapJobs(ctx, w, rest, opts.RecipeOptions, do, func(e evaluated) error {
		if e.kept != nil {
			fresh[recipeKey{e.info.Path, e.info.Multiconfig}] = e.kept
		}
		return add(e.info)
	})
	if len(fresh) > out.Cached || opts.Select == nil && err == nil && len(known.Files) > len(fresh) {
		w.saveCache(known, fresh, opts.Select == nil && err == nil)
	}
	if err != nil {
		return nil, err
	}
	for _, j := range jobs {
		out.Files = append(out.Files, infos[j.key()])
	}
	return out, nil
}
