package snapshot

import (
	"context"
	"path"
	"slices"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/config"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
)

// Context is the evaluation that a document's variables are read in: a variant of a recipe, or the configuration.
type Context struct {
	*Build
	// Workspace is the last one with a configuration that can be used, where there is one; Diags is what is wrong with the
	// configuration and the recipe as they are now.
	Workspace *eval.Workspace
	Diags     []*diag.Diagnostic
	// Recipe and Variant are nil where it is the configuration.
	Recipe  *eval.Recipe
	Variant *eval.Variant
}

// View returns a view of the files that the evaluation sees, those that were made up among them.
func (c *Context) View() *fsys.View { return c.Workspace.View.Derive(nil) }

// Read calls f with the variables. They may be read inside f only.
func (c *Context) Read(f func(eval.Scope)) error {
	if c.Recipe == nil {
		return c.Workspace.Read(c.multiconfig(c.Workspace), f)
	}
	c.Recipe.Do(func() { f((&eval.Found{Recipe: c.Recipe, Variant: c.Variant}).Scope()) })
	return nil
}

// Context returns the evaluation for a document: of a recipe itself, of the recipe that an append is for, of a recipe that reads
// a class or an included file (the one that was looked at last, else the first by path), of the configuration for a
// configuration file and where there is no such recipe. The error says why nothing can be evaluated.
func (s *Snapshot) Context(ctx context.Context, d *Document) (*Context, error) {
	b := s.Build(d.Path)
	if b == nil {
		return nil, ErrNoBuild
	}
	return s.contextIn(ctx, b, d)
}

// contextIn is Context in a build.
func (s *Snapshot) contextIn(ctx context.Context, b *Build, d *Document) (*Context, error) {
	w, err := b.Usable(ctx)
	if err != nil {
		return nil, err
	}
	c, err := s.contextOf(ctx, b, w, d)
	if now, e := b.Workspace(ctx); err == nil && e == nil && now != w && c.Recipe == nil {
		c.Diags = now.Diags // w is the last good one
	}
	return c, err
}

// contextOf is contextIn in a workspace of the build.
func (s *Snapshot) contextOf(ctx context.Context, b *Build, w *eval.Workspace, d *Document) (*Context, error) {
	c := &Context{Build: b, Workspace: w, Diags: w.Diags}
	if w.Failed() || d.Kind == bitbake.Conf {
		return c, nil
	}
	for _, p := range s.recipesFor(b, w, d) {
		r, err := w.RecipeIn(ctx, b.multiconfig(w), p)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err != nil {
			continue // it is no recipe of the configuration: another one takes its place, or it is masked
		}
		c.Diags = r.Diags
		if v := first(r); v != nil && (d.Kind == bitbake.Recipe || d.Kind == bitbake.Append || r.Record.Has(fsys.LookRead, d.Path)) {
			c.Recipe, c.Variant = r, v
			if d.Open {
				s.lately.note(d, c, s.ID)
			}
			break
		}
	}
	return c, ctx.Err()
}

// first returns the first variant that is not skipped, else the first.
func first(r *eval.Recipe) *eval.Variant {
	for _, v := range r.Variants {
		if !v.Skipped {
			return v
		}
	}
	if len(r.Variants) > 0 {
		return r.Variants[0]
	}
	return nil
}

// recipesFor returns the recipe files that a document may be read by, the best first.
func (s *Snapshot) recipesFor(b *Build, w *eval.Workspace, d *Document) []string {
	found, err := w.FindRecipes(b.multiconfig(w))
	if err != nil {
		return nil
	}
	if d.Kind == bitbake.Recipe || d.Kind == bitbake.Append {
		return recipesAt(found, d.Path)
	}
	var out []string
	for _, p := range s.recent {
		if b.Has(p) {
			out = append(out, recipesAt(found, p)...)
		}
	}
	if users := b.Index.Users(d.Path); len(users) > 0 {
		out = append(out, users[0])
	}
	return out
}

// recipesAt returns the recipe file that is a file, or that it is an append of. Its name may be another one than its path:
// BBLAYERS may have "${TOPDIR}/../layer".
func recipesAt(found *config.Recipes, p string) []string {
	for _, f := range found.Files {
		if path.Clean(f.Path) == p || slices.ContainsFunc(f.Appends, func(a string) bool { return path.Clean(a) == p }) {
			return []string{f.Path}
		}
	}
	return nil
}
