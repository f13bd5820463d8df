package rules

import (
	"path"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/interp"
	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
)

// The rules about which configuration file says what. A name that ends in "*" stands for all that begin so. Weak defaults are
// nobody's business: whoever the variable belongs to sets it all the same.

var machineVariables = []string{
	"DEFAULTTUNE", "IMAGE_BOOT_FILES", "KERNEL_CONSOLE", "KERNEL_DEVICETREE*", "KMACHINE", "MACHINE", "MACHINEOVERRIDES", "MACHINE_*",
	"QB_*", "SERIAL_CONSOLES", "SOC_FAMILY", "TUNE_*", "UBOOT_*", "WKS_FILE*",
}

var distroVariables = []string{
	"DISTRO", "DISTROOVERRIDES", "DISTRO_*", "INCOMPATIBLE_LICENSE*", "INIT_MANAGER", "LICENSE_FLAGS_ACCEPTED", "PACKAGE_CLASSES", "SDK_NAME*",
	"SDK_VENDOR", "SDK_VERSION", "TARGET_VENDOR", "TCLIBC", "TCMODE", "USER_CLASSES", "VIRTUAL-RUNTIME_*",
}

var imageVariables = []string{"CORE_IMAGE_EXTRA_INSTALL", "EXTRA_IMAGE_FEATURES", "IMAGE_FEATURES", "IMAGE_INSTALL", "IMAGE_LINGUAS", "IMAGE_NAME*"}

var distroConf = &lint.Rule{
	ID: "distro-configuration", Aliases: []string{"oelint.vars.distroconf"}, Severity: diag.Warning, Kinds: []bitbake.Kind{bitbake.Conf},
	Doc: lint.Doc{
		Summary: "a distribution's configuration sets no variables of machines and images",
		Why:     "A distribution is for all machines and for all images. What it says of one of them is in the way of the others.",
		Bad:     "-- conf/distro/mine.conf --\nDISTRO = \"mine\"\nKERNEL_DEVICETREE = \"board.dtb\"\n",
		Good:    "-- conf/distro/mine.conf --\nDISTRO = \"mine\"\nDISTRO_FEATURES += \"wifi\"\n",
	},
	File: func(p *lint.FilePass) {
		if strings.Contains(p.Path, "/conf/distro/") && !strings.Contains(p.Path, "/include/") {
			foreign(p, "a distribution", machineVariables, "a machine's", imageVariables, "an image's")
		}
	},
}

var machineConf = &lint.Rule{
	ID: "machine-configuration", Aliases: []string{"oelint.vars.machineconf"}, Severity: diag.Warning, Kinds: []bitbake.Kind{bitbake.Conf},
	Doc: lint.Doc{
		Summary: "a machine's configuration sets no variables of distributions and images",
		Why:     "A machine is for all distributions and for all images: what it decides for them, they can no longer decide.",
		Bad:     "-- conf/machine/board.conf --\nMACHINE_FEATURES = \"usbhost\"\nDISTRO_FEATURES:append = \" wifi\"\n",
		Good:    "-- conf/machine/board.conf --\nMACHINE_FEATURES = \"usbhost wifi\"\n",
	},
	File: func(p *lint.FilePass) {
		if strings.Contains(p.Path, "/conf/machine/") {
			foreign(p, "a machine", distroVariables, "a distribution's", imageVariables, "an image's")
		}
	},
}

// foreign reports what a configuration sets of others.
func foreign(p *lint.FilePass, whose string, first []string, firstOwner string, second []string, secondOwner string) {
	for _, s := range p.Stmts {
		a, ok := s.(*bitbake.Assignment)
		if !ok || a.Flag.Known() || a.Op == bitbake.Default || a.Op == bitbake.WeakDefault {
			continue
		}
		name := lint.Variable(a.Name.Value)
		owner := ""
		switch {
		case named(name, first):
			owner = firstOwner
		case named(name, second):
			owner = secondOwner
		default:
			continue
		}
		p.Report(p.At(a.Name.Span), "%s is %s, not for the configuration of %s", name, owner, whose).About(name)
	}
}

// named reports whether a name is one of a list.
func named(name string, list []string) bool {
	return slices.ContainsFunc(list, func(x string) bool {
		prefix, ok := strings.CutSuffix(x, "*")
		return name == x || ok && strings.HasPrefix(name, prefix)
	})
}

// layerVariables are what a layer.conf is for.
var layerVariables = []string{
	"BBFILES*", "BBFILE_*", "BBLAYERS_*", "BBPATH", "BB_GLOBAL_PYMODULES", "HOSTTOOLS*", "LAYERDEPENDS_*", "LAYERRECOMMENDS_*",
	"LAYERSERIES_*", "LAYERVERSION_*", "LAYER_*", "LICENSE_PATH", "NON_MULTILIB_RECIPES", "OEQA_*", "OE_FRAGMENTS*", "SIGGEN_*", "SSTATE_EXCLUDEDEPS_*",
}

var layerConf = &lint.Rule{
	ID: "layer-configuration", Aliases: []string{"oelint.vars.layerconf"}, Severity: diag.Warning, Kinds: []bitbake.Kind{bitbake.Conf},
	Doc: lint.Doc{
		Summary: "layer.conf describes the layer and nothing else",
		Why:     "It is read by every build that has the layer, whatever its machine and distribution: what it sets besides, it sets for all of them.",
		Bad:     "-- conf/layer.conf --\n" + exampleLayer + "PREFERRED_VERSION_zlib = \"1.2\"\n",
		Good:    "-- conf/layer.conf --\n" + exampleLayer + "LICENSE_PATH += \"${LAYERDIR}/licenses\"\nMY_LAYER_DIR = \"${LAYERDIR}\"\n",
	},
	File: func(p *lint.FilePass) {
		if path.Base(p.Path) != "layer.conf" || !strings.HasSuffix(p.Path, "/conf/layer.conf") {
			return
		}
		for _, a := range assignments(p.File, "BBFILE_COLLECTIONS") {
			if slices.Contains(strings.Fields(a.Value.Value), "core") {
				return // the layer that everything builds on
			}
		}
		for _, s := range p.Stmts {
			a, ok := s.(*bitbake.Assignment)
			if !ok || a.Flag.Known() || a.Op == bitbake.Default || a.Op == bitbake.WeakDefault {
				continue
			}
			name := lint.Variable(a.Name.Value)
			if !named(name, layerVariables) && !strings.Contains(a.Value.Value, "${LAYERDIR}") {
				p.Report(p.At(a.Name.Span), "%s is set for every build that has the layer", name)
			}
		}
	},
}

// exampleLayer is the layer.conf that examples add to.
const exampleLayer = `BBPATH .= ":${LAYERDIR}"
BBFILE_COLLECTIONS += "example"
BBFILE_PATTERN_example = "^${LAYERDIR}/"
LAYERSERIES_COMPAT_example = "master"
`

var distroFeaturesRemoved = featuresRemoved("DISTRO", "distro", "a distribution")
var machineFeaturesRemoved = featuresRemoved("MACHINE", "machine", "a machine")

// featuresRemoved is the rule that a configuration opts out of default features by the variable that there is for it.
func featuresRemoved(prefix, folder, whose string) *lint.Rule {
	features, out := prefix+"_FEATURES", prefix+"_FEATURES_OPTED_OUT"
	return &lint.Rule{
		ID: folder + "-features-removed", Aliases: []string{"oelint.vars." + folder + "featureoptout"}, Severity: diag.Warning,
		Kinds: []bitbake.Kind{bitbake.Conf}, Since: interp.Release{Major: 2, Minor: 18},
		Doc: lint.Doc{
			Summary: whose + " opts out of default features by " + out,
			Why: "What :remove takes away nobody can put back, the user's configuration neither. " + out +
				" keeps default features from being added, and stays a list that others can change.",
			Bad:  "-- conf/" + folder + "/mine.conf --\n" + features + ":remove = \"wifi\"\n",
			Good: "-- conf/" + folder + "/mine.conf --\n" + out + " += \"wifi\"\n",
		},
		File: func(p *lint.FilePass) {
			if !strings.Contains(p.Path, "/conf/"+folder+"/") {
				return
			}
			for _, a := range assignments(p.File, features) {
				op, _, _, _ := lint.Operator(a.Name.Value)
				if op == ":remove" && slices.ContainsFunc(lint.Words(a.Value), func(w lint.Word) bool { return w.Plain }) {
					p.Report(p.At(a.Name.Span), "%s:remove cannot be undone by anybody: use %s", features, out)
				}
			}
		},
	}
}
