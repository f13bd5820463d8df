package config

import (
	"path"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/host"
	"github.com/knead-build/knead/lang/diag"
)

// CodeMask says that BBMASK has an expression that is none.
var CodeMask = diag.Register("bad-bbmask", diag.Warning, "BBMASK is a list of Python regular expressions; this one is left out.")

// RecipeFile is a recipe file of a configuration.
type RecipeFile struct {
	Path    string
	Appends []string    // the .bbappend files for it, in the order in which they are applied
	Layer   *Collection // nil where no collection's pattern matches
}

// Recipes are the recipe files of a configuration.
type Recipes struct {
	Files   []*RecipeFile // in the order of BBFILES, by priority
	Masked  int           // files that BBMASK hides
	Appends []string      // all .bbappend files
	// Overlayed are, by the recipe file that counts, the files of the same name in layers of lower priority.
	Overlayed map[string][]string
	Diags     []*diag.Diagnostic
}

// Dangling returns the appends that match no recipe.
func (r *Recipes) Dangling() []string {
	used := map[string]bool{}
	for _, f := range r.Files {
		for _, a := range f.Appends {
			used[a] = true
		}
	}
	var out []string
	for _, a := range r.Appends {
		if !used[a] {
			out = append(out, a)
		}
	}
	return out
}

// FindRecipes returns the recipe files of a configuration: what BBFILES matches, less what BBMASK hides. It looks for them
// through view. main has the variables of the main configuration, d those of the one that is meant.
func FindRecipes(main, d *datastore.Store, library host.Library, view *fsys.View) (*Recipes, error) {
	collections, err := NewCollections(main, library)
	if err != nil {
		return nil, err
	}
	entries, err := collections.PrioritizedFiles(d)
	if err != nil {
		return nil, err
	}
	r := &Recipes{Overlayed: map[string][]string{}}
	files := expandEntries(view, entries)
	if files, err = r.mask(files, d, library); err != nil {
		return nil, err
	}
	top := map[string]string{}
	for _, f := range files {
		switch {
		case strings.HasSuffix(f, ".bb"):
			r.Files = append(r.Files, &RecipeFile{Path: f, Layer: collections.Of(f)})
		case strings.HasSuffix(f, ".bbappend"):
			r.Appends = append(r.Appends, f)
		}
	}
	for _, f := range slices.Backward(r.Files) {
		base := path.Base(f.Path)
		if first, ok := top[base]; ok {
			r.Overlayed[first] = append(r.Overlayed[first], f.Path)
		} else {
			top[base] = f.Path
		}
		for _, a := range r.Appends {
			if appendMatches(path.Base(a), base) {
				f.Appends = append(f.Appends, a)
			}
		}
	}
	return r, nil
}

// appendMatches reports whether an append is for a recipe, by their file names: "%" stands for any end of the name.
func appendMatches(name, recipe string) bool {
	name = strings.ReplaceAll(name, ".bbappend", ".bb")
	if name == recipe {
		return true
	}
	i := strings.IndexByte(name, '%')
	return i >= 0 && strings.HasPrefix(name, recipe[:min(i, len(recipe))])
}

// expandEntries returns the files that entries of BBFILES name: patterns, files, or folders with all below them.
func expandEntries(view *fsys.View, entries []string) []string {
	var out []string
	seen := map[string]bool{}
	add := func(files []string) {
		for _, f := range files {
			if !seen[f] {
				seen[f] = true
				out = append(out, f)
			}
		}
	}
	for _, e := range entries {
		if view.IsDir(e) {
			add(below(view, e))
			continue
		}
		found := view.Glob(e, false)
		if len(found) == 0 && view.Exists(e) {
			found = []string{e}
		}
		slices.Sort(found)
		add(found)
	}
	return out
}

// below returns the recipes and appends in a folder and below it.
func below(view *fsys.View, dir string) []string {
	var out []string
	_ = view.Walk(dir, func(d string, dirs, files []string) ([]string, error) { // the visitor returns no error
		for _, f := range files {
			if strings.HasSuffix(f, ".bb") || strings.HasSuffix(f, ".bbappend") {
				out = append(out, d+"/"+f)
			}
		}
		return slices.DeleteFunc(dirs, func(n string) bool { return n == "SCCS" || n == "CVS" || n == ".svn" }), nil
	})
	return out
}

// mask leaves out what one of BBMASK's expressions matches anywhere.
func (r *Recipes) mask(files []string, d *datastore.Store, library host.Library) ([]string, error) {
	text, err := d.Get("BBMASK")
	if err != nil {
		return nil, err
	}
	var masks []host.Regexp
	for _, m := range strings.Fields(text) {
		// An expression that begins with "|" would match everything.
		re, err := library.Regexp(strings.TrimPrefix(m, "|"))
		if err != nil {
			r.Diags = append(r.Diags, (&loader{}).fail(CodeMask, "BBMASK has %q: %v", m, err))
			continue
		}
		masks = append(masks, re)
	}
	if len(masks) == 0 {
		return files, nil
	}
	return slices.DeleteFunc(files, func(f string) bool {
		hidden := slices.ContainsFunc(masks, func(re host.Regexp) bool { return re.Search(f) })
		if hidden {
			r.Masked++
		}
		return hidden
	}), nil
}

// prioritize sets BBFILES_PRIORITIZED, as BitBake does before it reads recipes.
func (l *loader) prioritize() error {
	collections, err := NewCollections(l.Data[""], l.Library)
	if err != nil {
		return err
	}
	for _, d := range l.Data {
		files, err := collections.PrioritizedFiles(d)
		if err != nil {
			return err
		}
		if err := d.Set("BBFILES_PRIORITIZED", strings.Join(files, " "), datastore.Origin{}); err != nil {
			return err
		}
	}
	return nil
}
