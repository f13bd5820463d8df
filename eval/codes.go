package eval

import (
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
)

// CodeNoConfiguration says that what was asked needs a configuration that is not there.
var CodeNoConfiguration = diag.Register("no-configuration", diag.Error, "")

// CodeRequiredVersion says that the version of a recipe that REQUIRED_VERSION asks for is not there.
var CodeRequiredVersion = diag.Register("required-version", diag.Error, "correct REQUIRED_VERSION, or add the layer that has the version.")

// CodePreference says that DEFAULT_PREFERENCE is no number.
var CodePreference = diag.Register("bad-preference", diag.Error, "DEFAULT_PREFERENCE is a whole number, -1 for what is not to be taken by itself.")

var source0 source.Span

// The diagnostics of hashes of tasks. Where BitBake has a message, it is BitBake's.
var (
	CodeHashServer = diag.Register("hash-server", diag.Error,
		"correct BB_HASHSERVE, BB_HASHSERVE_UPSTREAM and SSTATE_HASHEQUIV_METHOD, or see to it that the server runs and lets you ask.")
	CodeHashServerUnasked = diag.Register("hash-server-not-asked", diag.Warning,
		"allow it with --allow-hash-server; as it is, the hashes are those of a BitBake that does not reach the server.")
	CodeLockedSignatures = diag.Register("locked-signatures", diag.Error,
		"correct the variable; \"knead sig lock\" writes it anew.")
	CodeLockedRecipes  = diag.Register("locked-recipes", diag.Info, "")
	CodeLockedMismatch = diag.Register("locked-signature-mismatch", diag.Warning,
		"write the locked signatures anew (knead sig lock), or name the recipe in SIGGEN_UNLOCKED_RECIPES.")
)
