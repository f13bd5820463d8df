package lint

import (
	"context"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/config"
	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/interp"
	"github.com/knead-build/knead/eval/lint/licenses"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
)

// pass is one run of a rule.
type pass struct {
	rule    *Rule
	Release interp.Release
	// Options are the rule's options: the configuration's, and the defaults of the others.
	Options map[string]string
	found   *[]*Finding
	linter  *linter
}

// Alone reports whether there is no core layer, so that nothing can be said to be missing that may be in one. A rule that asks counts as
// not having seen all, where it is so.
func (p *pass) Alone() bool {
	if p.linter.Alone {
		p.linter.asked.Store(p.rule.ID, true)
	}
	return p.linter.Alone
}

// Report adds a finding. What it returns may be given related places, fixes, another severity.
func (p *pass) Report(place diag.Place, format string, args ...any) *Finding {
	f := p.rule.Finding(place, format, args...)
	*p.found = append(*p.found, f)
	return f
}

// About says what the finding is about, see Finding.Sub, and returns the finding.
func (f *Finding) About(sub string) *Finding {
	f.Sub = sub
	return f
}

// Mend adds a fix that replaces places, and returns the finding.
func (f *Finding) Mend(title string, edits ...diag.Edit) *Finding {
	f.Fixes = append(f.Fixes, diag.Fix{Title: title, Edits: edits})
	return f
}

// FilePass is a File rule's look at one file, with nothing evaluated.
type FilePass struct {
	pass
	*bitbake.File
	Path string
}

// At returns a place in the file.
func (p *FilePass) At(span source.Span) diag.Place { return diag.Place{File: p.Source, Span: span} }

// Replace returns an edit of the file.
func (p *FilePass) Replace(span source.Span, text string) diag.Edit {
	return diag.Edit{Place: p.At(span), Text: text}
}

// RecipePass is a Recipe rule's look at one variant of an evaluated recipe; its variables have their history. The file's own
// recipe comes first, then those that BBCLASSEXTEND makes; skipped ones only where the rule asks for them. The same finding of several variants counts once.
type RecipePass struct {
	pass
	*eval.Recipe
	Variant *eval.Variant
	Data    *datastore.Store
	View    *fsys.View
	// Tree is the recipe file's.
	Tree *bitbake.File
	// First says that the variant is the first of its recipe that is not skipped: what does not differ between variants is found
	// there.
	First bool

	read     *readOnce
	variants []*eval.Variant // those that are not skipped
	reads    []*readOnce     // theirs
}

// Context ends with the run.
func (p *RecipePass) Context() context.Context { return p.linter.ctx }

// Fetcher returns the run's fetcher, nil where there is none.
func (p *RecipePass) Fetcher() licenses.Fetcher { return p.linter.Fetcher }

// Get returns a variable's value, "" where it has none or cannot be expanded: then the recipe has an error that says so.
func (p *RecipePass) Get(name string) string {
	value, err := p.Data.Get(name)
	if err != nil {
		return ""
	}
	return value
}

// LayerPass is a Layer rule's look at one layer.
type LayerPass struct {
	pass
	*config.Layer
	View  *fsys.View
	Files []*bitbake.File // its metadata, by path
	// Conf is its conf/layer.conf; nil where it cannot be read.
	Conf *bitbake.File
}

// WorkspacePass is a Workspace rule's look at everything.
type WorkspacePass struct {
	pass
	*eval.Workspace
	// Listing has all recipes, with their Inputs.
	Listing *eval.Listing
	Files   []*bitbake.File // all metadata files of all layers, by path
	View    *fsys.View
}

// Tree returns a metadata file; nil where it is not checked.
func (p *WorkspacePass) Tree(path string) *bitbake.File { return p.linter.trees[path] }
