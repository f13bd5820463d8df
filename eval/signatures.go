package eval

import (
	"context"
	"slices"

	"github.com/knead-build/knead/eval/config"
	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/eval/graph"
	"github.com/knead-build/knead/eval/interp"
	"github.com/knead-build/knead/eval/sig"
	"github.com/knead-build/knead/lang/diag"
)

// signatureHandlers are the values of BB_SIGNATURE_HANDLER with which BitBake computes hashes: its own and OpenEmbedded's.
var signatureHandlers = []string{"basic", "basichash", "OEBasicHash", "OEEquivHash", "TestEquivHash"}

// signatures returns how the configuration's signatures are computed; nil where BB_SIGNATURE_HANDLER wants none.
func (w *Workspace) signatures(k *interp.Worker) (*sig.Shared, error) {
	w.workers.signing.Lock()
	defer w.workers.signing.Unlock()
	if w.workers.signatures != nil || w.workers.unsigned {
		return w.workers.signatures, nil
	}
	d, err := w.Multiconfig("")
	if err != nil {
		return nil, err
	}
	sh := &sig.Shared{Behaviour: w.Release.SignatureBehaviour(), Codes: &w.Interp.Codes, Ignore: map[string]bool{}}
	handler := ""
	k.Read(d, func(d *datastore.Store, diagnose func(error) *diag.Diagnostic) {
		if handler, err = d.Get("BB_SIGNATURE_HANDLER"); err == nil {
			var ignore []string
			ignore, err = d.Fields("BB_BASEHASH_IGNORE_VARS")
			for _, name := range ignore {
				sh.Ignore[name] = true
			}
		}
		if err != nil {
			err = diagnose(err)
		}
	})
	if err != nil {
		return nil, err
	}
	if !slices.Contains(signatureHandlers, handler) {
		w.workers.unsigned = true
		return nil, nil
	}
	if sh.Functions, err = k.Functions(d); err != nil {
		return nil, w.Diagnose(err)
	}
	w.workers.signatures = sh
	return sh, nil
}

// Signatures returns the base hashes of a variant, and what they are made of; nil where none were computed: see
// RecipeOptions.Signatures.
func (v *Variant) Signatures() *sig.Signatures { return interp.Signatures(v.Data) }

// Sign returns the listing with the base hashes of the graph's recipes, which Hash needs. Recipes whose base hashes are not known
// yet are evaluated again; opts says how.
func (w *Workspace) Sign(ctx context.Context, g *graph.Graph, l *Listing, opts RecipeOptions) (*Listing, error) {
	unsigned := map[recipeKey]*FileInfo{}
	for _, f := range l.Files {
		if !f.signed {
			unsigned[recipeKey{f.Path, f.Multiconfig}] = f
		}
	}
	paths, confs := map[string]bool{}, map[string]bool{}
	for i := range g.Recipes {
		r := &g.Recipes[i]
		if unsigned[recipeKey{r.File, r.Multiconfig}] != nil {
			paths[r.File], confs[r.Multiconfig] = true, true
		}
	}
	if len(paths) == 0 {
		return l, nil
	}
	opts.Select = func(f *config.RecipeFile) bool { return paths[f.Path] }
	opts.Multiconfigs = slices.DeleteFunc(w.AllMulticonfigs(), func(mc string) bool { return !confs[mc] })
	opts.Signatures = true
	more, err := w.List(ctx, ListOptions{RecipeOptions: opts, Inputs: true})
	if err != nil {
		return nil, err
	}
	signed := map[recipeKey]*FileInfo{}
	for _, f := range more.Files {
		if f.Failed {
			return nil, &BrokenRecipesError{[]*FileInfo{f}}
		}
		signed[recipeKey{f.Path, f.Multiconfig}] = f
	}
	out := &Listing{Files: slices.Clone(l.Files), Cached: l.Cached}
	for i, f := range out.Files {
		if s := signed[recipeKey{f.Path, f.Multiconfig}]; s != nil {
			out.Files[i] = s
		}
	}
	return out, nil
}
