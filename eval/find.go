package eval

import (
	"context"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/config"
	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/eval/resolve"
	"github.com/knead-build/knead/lang/diag"
)

// Found is a recipe that was asked for by name.
type Found struct {
	*Recipe
	Variant *Variant
}

// NotFoundError says that no recipe has a name.
type NotFoundError struct {
	Name string
	// Skipped are the recipes that have the name, or provide it, but are skipped.
	Skipped []*Info
	// Similar are names that look like it.
	Similar []string
}

func (e *NotFoundError) Error() string {
	if len(e.Skipped) > 0 {
		return fmt.Sprintf("%s is skipped: %s", e.Name, e.Skipped[0].Reason)
	}
	text := "there is no recipe " + e.Name
	if len(e.Similar) > 0 {
		text += "; there is " + strings.Join(e.Similar, ", ")
	}
	return text
}

// Find evaluates the recipe that is meant by a name: a PN ("zlib", "zlib-native"), what a recipe provides
// ("virtual/kernel"), a recipe file, or BitBake's name of a variant ("virtual:native:/path/x.bb"); any of them behind
// "mc:NAME:" for a multiconfig. Among several versions it takes the preferred one.
//
// Where the cache does not know the recipes, those are evaluated whose file is named like it, and those whose text sets PN; all
// of them where that finds none.
func (w *Workspace) Find(ctx context.Context, name string) (*Found, error) {
	mc, rest := "", name
	if m, ok := strings.CutPrefix(name, "mc:"); ok {
		mc, rest, _ = strings.Cut(m, ":")
	}
	if strings.HasSuffix(rest, ".bb") && (strings.Contains(rest, "/") || strings.HasPrefix(rest, "virtual:")) {
		return w.findFile(ctx, mc, rest)
	}
	files, err := w.FindRecipes(mc)
	if err != nil {
		return nil, err
	}
	if likely := w.likely(files, rest); len(likely) > 0 {
		l, err := w.List(ctx, ListOptions{RecipeOptions: RecipeOptions{
			Multiconfigs: []string{mc}, Select: func(f *config.RecipeFile) bool { return likely[f.Path] },
		}})
		if err != nil {
			return nil, err
		}
		if i, err := w.choose(l, mc, rest, false); i != nil || err != nil {
			return w.open(ctx, i, err)
		}
	}
	l, err := w.List(ctx, ListOptions{RecipeOptions: RecipeOptions{Multiconfigs: []string{mc}}})
	if err != nil {
		return nil, err
	}
	i, err := w.choose(l, mc, rest, true)
	if i == nil && err == nil {
		if err = brokenFile(l, rest); err == nil {
			err = notFound(l, name, rest)
		}
	}
	return w.open(ctx, i, err)
}

// open evaluates the recipe of a listed variant.
func (w *Workspace) open(ctx context.Context, i *Info, err error) (*Found, error) {
	if err != nil {
		return nil, err
	}
	return w.findFile(ctx, i.Multiconfig, strings.TrimPrefix(i.VirtualFn, "mc:"+i.Multiconfig+":"))
}

// findFile evaluates a recipe file, or a variant of one.
func (w *Workspace) findFile(ctx context.Context, mc, name string) (*Found, error) {
	variant, file := "", name
	if v, ok := strings.CutPrefix(name, "virtual:"); ok {
		i := strings.LastIndex(v, ":/")
		if i < 0 {
			return nil, fmt.Errorf("%s: a variant's name is virtual:VARIANT:/PATH", name)
		}
		variant, file = v[:i], v[i+1:]
	}
	// A file that BBFILES names by way of ".." keeps that in its name.
	named, file := file, w.View.Abs(file)
	var out *Found
	same := func(f *config.RecipeFile) bool {
		return f.Path == named || f.Path == file || strings.Contains(f.Path, "/../") && w.View.Abs(f.Path) == file
	}
	opts := RecipeOptions{Multiconfigs: []string{mc}, Jobs: 1, Select: same}
	err := w.Recipes(ctx, opts, func(r *Recipe) error {
		out = &Found{Recipe: r}
		for _, v := range r.Variants {
			if v.Name == variant {
				out.Variant = v
			}
		}
		return nil
	})
	switch {
	case err != nil:
		return nil, err
	case out == nil:
		return nil, fmt.Errorf("%s is no recipe file of the configuration", file)
	case out.Failed:
		return out, nil
	case out.Variant == nil:
		return nil, fmt.Errorf("%s has no variant %s", file, variant)
	}
	return out, nil
}

// setsPN finds texts that give PN a value of their own.
var setsPN = regexp.MustCompile(`(?m)^\s*PN\s*[:?.+]*=`)

// likely returns the files that may make a recipe of a name: those named like it, with or without what a variant adds, and
// those whose text, or the text of an append to them, sets PN. It is empty where no file is named so.
func (w *Workspace) likely(files *config.Recipes, name string) map[string]bool {
	out, named := map[string]bool{}, false
	for _, f := range files.Files {
		base, _, _ := strings.Cut(strings.TrimSuffix(path.Base(f.Path), ".bb"), "_")
		if base == name || strings.HasPrefix(name, base+"-") || strings.HasSuffix(name, "-"+base) || strings.Contains(name, "-"+base+"-") {
			out[f.Path] = true
			named = true
			continue
		}
		for _, p := range append([]string{f.Path}, f.Appends...) {
			if text, err := w.View.ReadFile(p); err == nil && setsPN.MatchString(text) {
				out[f.Path] = true
			}
		}
	}
	if !named {
		return nil
	}
	return out
}

// Provider returns which of listed variants of a multiconfig a name means: a PN, or what recipes provide, as Find has it. It is nil
// where there is none.
func (w *Workspace) Provider(l *Listing, mc, name string) (*Info, error) {
	return w.choose(l, mc, name, true)
}

// choose returns the variant that a name means; nil where there is none.
func (w *Workspace) choose(l *Listing, mc, name string, provided bool) (out *Info, err error) {
	e := w.Read(mc, func(s Scope) {
		if err = s.Data.ExpandKeys(); err == nil {
			out, err = chooseIn(s.Data, l, mc, name, provided)
		}
		if err != nil {
			err = s.diagnose(err)
		}
	})
	if e != nil {
		return nil, e
	}
	return out, err
}

func chooseIn(d *datastore.Store, l *Listing, mc, name string, provided bool) (*Info, error) {
	byName := map[string]*Info{}
	var same, providers []*resolve.Recipe
	for _, i := range l.Variants() {
		if i.Skipped || i.Multiconfig != mc {
			continue
		}
		r := i.resolve()
		byName[r.Name] = i
		if i.PN == name {
			same = append(same, r)
		}
		if i.PN == name || slices.Contains(i.Provides, name) {
			providers = append(providers, r)
		}
	}
	if len(same) > 0 {
		c, err := resolve.Choose(d, name, same)
		if err != nil {
			return nil, err
		}
		if c.Best == nil {
			return nil, diag.New(CodeRequiredVersion, nil, source0, "REQUIRED_VERSION asks for %s %s, which there is not", name, c.Wanted)
		}
		return byName[c.Best.Name], nil
	}
	if !provided || len(providers) == 0 {
		return nil, nil
	}
	eligible, _, err := resolve.Eligible(d, name, providers)
	if err != nil || len(eligible) == 0 {
		return nil, err
	}
	return byName[eligible[0].Name], nil
}

// resolve returns what package resolve needs of a variant.
func (i *Info) resolve() *resolve.Recipe {
	return &resolve.Recipe{
		Name: i.VirtualFn, PN: i.PN, PE: i.PE, PV: i.PV, PR: i.PR, Preference: i.Preference, Priority: i.Priority, Provides: i.Provides,
		Inputs: i.Inputs,
	}
}

// brokenFile returns the error of a file that is named like a recipe, where there is one.
func brokenFile(l *Listing, name string) error {
	for _, f := range l.Files {
		base, _, _ := strings.Cut(strings.TrimSuffix(path.Base(f.Path), ".bb"), "_")
		if !f.Failed || base != name {
			continue
		}
		for _, d := range f.Diags {
			if d.Severity == diag.Error {
				return d
			}
		}
	}
	return nil
}

func notFound(l *Listing, name, target string) error {
	e := &NotFoundError{Name: name}
	for _, i := range l.Variants() {
		switch {
		case i.Skipped && (i.PN == target || slices.Contains(i.Provides, target)):
			e.Skipped = append(e.Skipped, i)
		case len(e.Similar) < 5 && !slices.Contains(e.Similar, i.PN) && (strings.Contains(i.PN, target) || strings.Contains(target, i.PN)):
			e.Similar = append(e.Similar, i.PN)
		}
	}
	return e
}

// Variable returns a variable of the recipe.
func (f *Found) Variable(name string) (v *Variable, err error) {
	f.Do(func() { v, err = f.Scope().Variable(name) })
	return v, err
}

// Scope returns the recipe's variables. They may be read inside Do only.
func (f *Found) Scope() Scope { return Scope{f.Variant.Data, f.Diagnose} }

// Diagnose turns an error of reading a value into a diagnostic. It is to be called inside Do.
func (r *Recipe) Diagnose(err error) error {
	if d := r.result.Diagnose(err); d != nil {
		return d
	}
	return err
}

// Preferred returns, by PN, what is chosen among the listed recipes of a multiconfig.
func (w *Workspace) Preferred(l *Listing, mc string) (out map[string]resolve.Choice, err error) {
	byPN := map[string][]*resolve.Recipe{}
	for _, i := range l.Variants() {
		if !i.Skipped && i.Multiconfig == mc {
			byPN[i.PN] = append(byPN[i.PN], i.resolve())
		}
	}
	out = map[string]resolve.Choice{}
	e := w.Read(mc, func(s Scope) {
		if err = s.Data.ExpandKeys(); err != nil {
			err = s.diagnose(err)
			return
		}
		for pn, list := range byPN {
			if out[pn], err = resolve.Choose(s.Data, pn, list); err != nil {
				err = s.diagnose(err)
				return
			}
		}
	})
	if e != nil {
		return nil, e
	}
	return out, err
}
