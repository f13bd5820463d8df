package licenses

import (
	"slices"
	"strings"

	"github.com/knead-build/knead/lang/license"
)

// IsObsolete reports whether OE-Core refuses a licence's name in INCOMPATIBLE_LICENSE and complains of it in LICENSE (its
// oe.license.obsolete_license_list, which is the same from kirkstone on).
func IsObsolete(name string) bool {
	return slices.Contains(obsolete, name) || slices.Contains(obsoleteOrLater, strings.TrimSuffix(name, "+"))
}

// obsoleteOrLater are obsolete with and without "+".
var obsoleteOrLater = strings.Fields(`
	AGPL-3 AGPL-3.0 AGPLv3 AGPLv3.0
	GPL-1 GPL-1.0 GPLv1 GPLv1.0 GPL-2 GPL-2.0 GPLv2 GPLv2.0 GPL-3 GPL-3.0 GPLv3 GPLv3.0
	LGPL-2.0 LGPLv2 LGPLv2.0 LGPL-2.1 LGPL2.1 LGPLv2.1 LGPL-3.0 LGPLv3`)

var obsolete = strings.Fields(`
	AFL-1 AFLv1 AFL-2 AFLv2 Apache-2 Apachev2 Artistic-1 Artisticv1 BSD-0-Clause CDDL-1 CDDLv1 EPLv1.0 FreeType MIT-X MIT-style
	MPL-1 MPLv1 MPLv1.1 MPLv2 Nauman PSF PSFv2 Python-2 SGIv1 openssl tcl vim`)

// oldNames leads from the obsolete names to SPDX's, as OE-Core's SPDXLICENSEMAP does: for layers that are judged alone.
var oldNames = func() license.Aliases {
	out := license.Aliases{
		"AFL-1": "AFL-1.2", "AFLv1": "AFL-1.2", "AFL-2": "AFL-2.0", "AFLv2": "AFL-2.0", "Apache-2": "Apache-2.0", "Apachev2": "Apache-2.0",
		"Artistic-1": "Artistic-1.0", "Artisticv1": "Artistic-1.0", "BSD-0-Clause": "0BSD", "CDDL-1": "CDDL-1.0", "CDDLv1": "CDDL-1.0",
		"EPLv1.0": "EPL-1.0", "FreeType": "FTL", "MIT-X": "MIT", "MIT-style": "MIT", "MPL-1": "MPL-1.0", "MPLv1": "MPL-1.0",
		"MPLv1.1": "MPL-1.1", "MPLv2": "MPL-2.0", "Nauman": "Naumen", "PSF": "PSF-2.0", "PSFv2": "PSF-2.0", "Python-2": "Python-2.0",
		"SGIv1": "SGI-OpenGL", "openssl": "OpenSSL", "tcl": "TCL", "vim": "Vim",
	}
	for _, name := range obsoleteOrLater { // GNU's: LGPLv2.1 is LGPL-2.1-only
		i := strings.IndexAny(name, "0123456789")
		version := name[i:]
		if !strings.Contains(version, ".") {
			version += ".0"
		}
		spdx := strings.TrimRight(name[:i], "-v") + "-" + version
		out[name], out[name+"+"] = spdx+"-only", spdx+"-or-later"
	}
	return out
}()
