package feature

import (
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/config"
	"github.com/knead-build/knead/eval/interp"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/source"
	"github.com/knead-build/knead/lsp/internal/protocol"
	"github.com/knead-build/knead/lsp/internal/snapshot"
)

// lens is what a code lens carries to be resolved: what it tells of, and of which task.
type lens struct {
	URI   protocol.URI `json:"uri"`
	About string       `json:"about"`
	Name  string       `json:"name,omitempty"`
}

// What code lenses tell of.
const (
	lensAppends  = "appends"   // of a recipe
	lensAppended = "appended"  // the recipe of an append
	lensOverlays = "overlays"  // recipes that this one takes the place of
	lensOverlaid = "overlaid"  // the recipe that takes the place of this one
	lensUsers    = "users"     // recipes that depend on a recipe to be built
	lensReaders  = "readers"   // recipes that read a class, or an included file
	lensHash     = "base hash" // of a task
)

// CodeLens returns the places of a document that something is told of, without that: ResolveCodeLens says it.
func CodeLens(r *Request, _ *protocol.CodeLensParams) ([]protocol.CodeLens, error) {
	if !r.Doc.Metadata || r.Doc.Kind == bitbake.Conf {
		return nil, nil
	}
	c, err := r.Snapshot.Mended(r, r.Doc)
	if err != nil {
		return nil, err
	}
	out := []protocol.CodeLens{}
	add := func(about, name string, span source.Span) {
		out = append(out, protocol.CodeLens{Range: r.Range(span), Data: lens{protocol.FileURI(r.Doc.Path), about, name}})
	}
	for _, about := range []string{lensAppends, lensAppended, lensOverlays, lensOverlaid, lensUsers, lensReaders} {
		if len(r.lensFiles(c, about)) > 0 {
			add(about, "", source.Span{})
		}
	}
	if r.Doc.Kind != bitbake.Recipe || c.Recipe == nil {
		return out, r.Err()
	}
	err = c.Read(func(s eval.Scope) {
		tasks := interp.Tasks(s.Data).Names
		for _, stmt := range r.Doc.Tree().Stmts {
			if f, ok := stmt.(*bitbake.Function); ok && slices.Contains(tasks, f.Name.Value) {
				add(lensHash, f.Name.Value, f.Name.Span)
			}
		}
	})
	return out, err
}

// lensFiles returns the files that a lens leads to.
func (r *Request) lensFiles(c *snapshot.Context, about string) []string {
	recipe, p := r.Doc.Kind == bitbake.Recipe, r.Doc.Path
	switch {
	case about == lensUsers:
		return c.Index.Catalog().Users[p]
	case about == lensReaders && (r.Doc.Kind == bitbake.Class || r.Doc.Kind == bitbake.Include):
		return c.Index.Users(p)
	}
	found, err := c.Workspace.FindRecipes("")
	if err != nil {
		return nil
	}
	if about == lensOverlays {
		return found.Overlayed[p]
	}
	for _, f := range found.Files {
		switch {
		case about == lensAppends && recipe && f.Path == p:
			return f.Appends
		case about == lensAppended && !recipe && slices.ContainsFunc(f.Appends, func(a string) bool { return path.Clean(a) == p }),
			about == lensOverlaid && recipe && slices.Contains(found.Overlayed[f.Path], p):
			return []string{f.Path}
		}
	}
	return nil
}

// ResolveCodeLens says what a lens tells. Its command is "knead.showReferences", with the arguments of VS Code's
// editor.action.showReferences: the address, a position, locations.
func ResolveCodeLens(r *Request, x *protocol.CodeLens) (*protocol.CodeLens, error) {
	var l lens
	raw, err := json.Marshal(x.Data)
	if err != nil || json.Unmarshal(raw, &l) != nil || l.URI.Path() == "" {
		return x, nil
	}
	if r.Doc = r.Document(l.URI.Path()); r.Doc == nil {
		return x, nil
	}
	c, err := r.Snapshot.Mended(r, r.Doc)
	if err != nil {
		return nil, err
	}
	if l.About == lensHash {
		title, err := r.baseHash(c, l.Name)
		x.Command = &protocol.Command{Title: title}
		return x, err
	}
	files := r.lensFiles(c, l.About)
	x.Command = &protocol.Command{Title: r.lensTitle(l.About, files)}
	locations := []protocol.Location{}
	for _, f := range files {
		locations = append(locations, protocol.Location{URI: protocol.FileURI(path.Clean(f))})
	}
	if len(locations) > 0 {
		x.Command.Command = "knead.showReferences"
		x.Command.Arguments = []any{l.URI, x.Range.Start, locations}
	}
	return x, nil
}

func (r *Request) lensTitle(about string, files []string) string {
	n, one := len(files), ""
	if n == 1 {
		one = path.Base(files[0])
	}
	recipes := fmt.Sprintf("%d recipes", n)
	if n == 1 {
		recipes = "1 recipe"
	}
	switch about {
	case lensAppends:
		if n == 1 {
			return "1 append"
		}
		return fmt.Sprintf("%d appends", n)
	case lensAppended:
		return "appends " + one
	case lensOverlays:
		if n == 1 {
			return "takes the place of " + files[0]
		}
		return "takes the place of " + recipes
	case lensOverlaid:
		return strings.TrimSpace("overlaid by " + strings.Join(files, " "))
	case lensUsers:
		return recipes + " depend on it"
	}
	if r.Doc.Kind == bitbake.Class {
		return "inherited by " + recipes
	}
	return "included by " + recipes
}

// baseHash returns what a lens tells of a task's base hash: the hash of what it is made from, without the tasks that it depends on.
func (r *Request) baseHash(c *snapshot.Context, task string) (title string, err error) {
	title = "no base hash"
	if c.Recipe == nil {
		return title, nil
	}
	opts := eval.RecipeOptions{Signatures: true, Keep: true, Jobs: 1, Select: func(f *config.RecipeFile) bool { return f.Path == c.Recipe.Path }}
	err = c.Workspace.Recipes(r, opts, func(recipe *eval.Recipe) error {
		v := recipe.Named(c.Variant.Name)
		if v == nil {
			return nil
		}
		recipe.Do(func() {
			if x := v.Signatures(); x != nil && x.BaseHash[task] != "" {
				title = "base hash " + x.BaseHash[task]
			}
		})
		return nil
	})
	return title, err
}
