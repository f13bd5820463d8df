package eval

import (
	"slices"

	"github.com/knead-build/knead/eval/datastore"
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
