package rules

import (
	"strings"

	"github.com/knead-build/knead/eval/lint/settings"
)

// Presets are the presets of a configuration: what kinds of layers are held to, beyond what every layer is.
var Presets = map[string]settings.Preset{
	"core": {
		Doc: "layers of software that others build on, such as OE-Core: what yocto-check-layer demands is an error",
		Levels: map[string]settings.Level{
			"invalid-packageconfig": settings.Error, "missing-update-alternatives": settings.Error, "patch-status": settings.Error,
			"recipe-naming": settings.Error, "unhandled-features-check": settings.Error, "uppercase-pn": settings.Error,
			"missing-metadata": settings.On, "missing-maintainer": settings.On, "suppression-without-reason": settings.On,
		},
	},
	"bsp": {
		Doc: "layers for machines: what they do is to change nothing for the machines of others",
		Levels: map[string]settings.Level{
			"unconditional-append": settings.On, "overlaid-recipe": settings.Warning, "machine-configuration": settings.Error,
		},
	},
	"product": {
		Doc: "layers of distributions and products: builds that can be repeated, and images that can be shipped",
		Levels: map[string]settings.Level{
			"autorev": settings.Error, "unsafe-image-feature": settings.Error, "insane-skip": settings.On, "incompatible-license": settings.Warning,
			"license-flags": settings.Warning, "suppression-without-reason": settings.On,
		},
	},
	"oelint": oelintOverlap(),
}

// notOnInOelint are the ids of rules that oelint-adv has, but runs only where they are asked for.
var notOnInOelint = map[string]bool{"oelint.file.upstreamstatus_occurance": true}

// oelintOverlap has just those rules that oelint-adv runs too. Its set of rules "jetm" is no part of that.
func oelintOverlap() settings.Preset {
	p := settings.Preset{Doc: "just the rules that oelint-adv has, with Knead's severities", Levels: map[string]settings.Level{}, Only: true}
	for _, r := range All {
		for _, id := range r.Aliases {
			if strings.HasPrefix(id, "oelint.") && !strings.HasPrefix(id, "oelint.jetm.") && !notOnInOelint[id] {
				p.Levels[r.ID] = settings.On
			}
		}
	}
	return p
}
