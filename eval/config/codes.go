package config

import "github.com/knead-build/knead/lang/diag"

// The diagnostics of a configuration.
var (
	CodeNoBuildDir = diag.Register("no-build-directory", diag.Error,
		"run knead in a build directory (with conf/bblayers.conf), or name one with -C.")
	CodeNoLayers = diag.Register("no-layers", diag.Error,
		"set BBLAYERS in conf/bblayers.conf to the layers' directories.")
	CodeLayerMissing = diag.Register("layer-not-found", diag.Error,
		"correct BBLAYERS in conf/bblayers.conf.")
	CodeCollection = diag.Register("layer-collection", diag.Error,
		"give each layer a collection of its own: BBFILE_COLLECTIONS in its conf/layer.conf.")
	CodeSeries = diag.Register("layer-series", diag.Error,
		"use a branch of the layer for the core layer's series; LAYERSERIES_COMPAT in its layer.conf says which it is for.")
	CodeNoSeries = diag.Register("layer-without-series", diag.Warning,
		"set LAYERSERIES_COMPAT_<collection> in the layer's conf/layer.conf.")
	CodeLayerDepends = diag.Register("layer-dependency", diag.Error,
		"add the layer to BBLAYERS, or use a version of it that fits.")
	CodeDynamic = diag.Register("bbfiles-dynamic", diag.Error,
		"write the entries of BBFILES_DYNAMIC as COLLECTION:PATTERN, or !COLLECTION:PATTERN.")
	CodePriority = diag.Register("layer-priority", diag.Error,
		"BBFILE_PRIORITY has to be a number.")
	CodePattern = diag.Register("layer-pattern", diag.Error,
		"set BBFILE_PATTERN_<collection> in the layer's conf/layer.conf to a regular expression, as a rule \"^${LAYERDIR}/\".")
	CodeReparse = diag.Register("reparse-loop", diag.Error,
		"look at the ConfigParsed handlers that set BB_INVALIDCONF.")
	CodeMulticonfig = diag.Register("multiconfig-name", diag.Error, "rename the multiconfig.")
	CodeEnvironment = diag.Register("renamed-environment", diag.Error, "change the environment.")
	CodeSetting     = diag.Register("bad-setting", diag.Error,
		"write --set VAR=VALUE; the operators of the metadata are possible too: --set 'VAR:append= x'.")
)
