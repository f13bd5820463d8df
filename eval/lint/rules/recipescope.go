package rules

import (
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
)

// configurationOnly are the variables that BitBake and the core layer read before or beside recipes: a recipe's value of them is
// never looked at, or cuts it off from what all recipes share.
var configurationOnly = []string{
	"ASSUME_PROVIDED", "BBFILES*", "BBFILE_*", "BBLAYERS*", "BBMASK*", "BBMULTICONFIG", "BBPATH", "BBTARGETS", "BB_ALLOWED_NETWORKS", "BB_CACHEDIR",
	"BB_CONSOLELOG", "BB_DEFAULT_TASK", "BB_DISKMON_*", "BB_GENERATE_MIRROR_TARBALLS", "BB_HASHBASE_*", "BB_HASHCONFIG_*", "BB_HASHSERVE*",
	"BB_LOGCONFIG", "BB_LOGFMT", "BB_NO_NETWORK", "BB_NUMBER_*", "BB_PRESSURE_*", "BB_RENAMED_VARIABLES", "BB_SCHEDULER*", "BB_SERVER_TIMEOUT",
	"BB_SIGNATURE_*", "BB_SRCREV_POLICY", "BB_TASKHASH_*", "BUILDNAME", "DATE", "DATETIME", "DISTRO", "DISTROOVERRIDES", "DL_DIR", "INHERIT",
	"LAYERDEPENDS_*", "LAYERSERIES_*", "LAYERVERSION_*", "MACHINE", "MACHINEOVERRIDES", "PERSISTENT_DIR", "PREFERRED_PROVIDER*",
	"PREFERRED_PROVIDERS", "PREFERRED_RPROVIDER*", "PREFERRED_VERSION*", "PREMIRRORS", "MIRRORS", "REQUIRED_VERSION*", "SSTATE_DIR", "SSTATE_MIRRORS",
	"TIME", "TMPDIR", "TOPDIR", "USER_CLASSES",
}

// mirrorLists are those of them that a recipe may add to, for its own sources.
var mirrorLists = []string{"MIRRORS", "PREMIRRORS"}

var configurationVariable = &lint.Rule{
	ID: "configuration-variable", Aliases: []string{"oelint.vars.bbvars"}, Severity: diag.Warning,
	Kinds: []bitbake.Kind{bitbake.Recipe, bitbake.Append, bitbake.Include},
	Doc: lint.Doc{
		Summary: "recipes leave the configuration's variables alone",
		Why: "BitBake reads them from the configuration, and never looks at a recipe's value: PREFERRED_VERSION of a recipe chooses nothing. Others, " +
			"like TMPDIR, are shared by all recipes, and one that has its own works where nobody finds its results.",
		Bad:  "PREFERRED_VERSION_zlib = \"1.2\"\n",
		Good: "DEPENDS = \"zlib\"\n",
	},
	File: func(p *lint.FilePass) {
		if p.Kind == bitbake.Include && strings.Contains(p.Path, "/conf/") {
			return
		}
		for _, s := range p.Stmts {
			a, ok := s.(*bitbake.Assignment)
			if !ok || a.Flag.Known() {
				continue
			}
			name := lint.Variable(a.Name.Value)
			_, _, _, operator := lint.Operator(a.Name.Value)
			if !named(name, configurationOnly) || slices.Contains(mirrorLists, name) && (operator || a.Op >= bitbake.AppendOp) {
				continue
			}
			p.Report(p.At(a.Name.Span), "%s is the configuration's; what a recipe says of it does not count, or hurts", name).About(name)
		}
	},
}

var unsafeImageFeature = &lint.Rule{
	ID: "unsafe-image-feature", Aliases: []string{"oelint.var.badimagefeature"}, Severity: diag.Warning,
	Doc: lint.Doc{
		Summary: "an image lets nobody in without a password",
		Why: "These features are for development. In an image's recipe they are in every build of it, those that are shipped among them; in a " +
			"developer's local.conf they are not.",
		Bad:  "inherit core-image\nIMAGE_FEATURES += \"empty-root-password\"\n",
		Good: "inherit core-image\nIMAGE_FEATURES += \"ssh-server-openssh\"\n",
	},
	Options: []lint.Option{{
		Name: "features", Default: "allow-empty-password allow-root-login debug-tweaks empty-root-password serial-autologin-root",
		Doc: "the features that no image's recipe may have",
	}},
	Recipe: func(p *lint.RecipePass) {
		bad := strings.Fields(p.Options["features"])
		for _, s := range p.Steps("IMAGE_FEATURES") {
			if !s.Counts() || !p.IsOwn(s.File) || strings.HasPrefix(s.Op, ":remove") {
				continue
			}
			for _, w := range s.Words() {
				if slices.Contains(bad, w.Value) {
					p.Report(s.At(w.Text), "%s is for development: every build of the image has it", w.Value).About(w.Value)
				}
			}
		}
	},
}
