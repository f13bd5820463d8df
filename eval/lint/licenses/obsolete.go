package licenses

import (
	"slices"
	"strings"
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
