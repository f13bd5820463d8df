package licenses

import (
	"fmt"
	"testing"

	"github.com/knead-build/knead/lang/license"
)

var kirkstoneCore = &Core{Dialect: license.Old, List: license.Default(), SkipsInClass: true}

func TestSkips(t *testing.T) {
	for _, c := range []struct {
		name         string
		core         *Core
		recipe, want string
	}{
		{"nothing unwanted", oldCore, "LICENSE = MIT\nPACKAGES = a", "map[] []"},
		{"the recipe", oldCore, "LICENSE = MIT\nPACKAGES = a b\nINCOMPATIBLE_LICENSE = MIT", "map[a:[MIT] b:[MIT]] [MIT]"},
		{"the recipe since 2026", mixedCore, "LICENSE = MIT\nPACKAGES = a b\nINCOMPATIBLE_LICENSE = MIT", "map[a:[MIT] b:[MIT]] [MIT]"},
		{"a package", oldCore, "LICENSE = MIT & ISC\nPACKAGES = a b\nLICENSE:b = ISC\nINCOMPATIBLE_LICENSE = MIT", "map[a:[MIT]] []"},
		{"an alias", oldCore, "LICENSE = GPLv3\nSPDXLICENSEMAP[GPLv3] = GPL-3.0-only\nPACKAGES = a\nINCOMPATIBLE_LICENSE = GPL-3.0-only",
			"map[a:[GPL-3.0-only]] [GPL-3.0-only]"},
		{"a wildcard", oldCore, "LICENSE = GPL-3.0-or-later\nPACKAGES = a\nINCOMPATIBLE_LICENSE = GPL-3.0*", "map[a:[GPL-3.0-or-later]] [GPL-3.0-or-later]"},
		{"a choice", oldCore, "LICENSE = MIT | ISC\nPACKAGES = a\nINCOMPATIBLE_LICENSE = MIT", "map[] []"},
		{"no choice", oldCore, "LICENSE = MIT | ISC\nPACKAGES = a\nINCOMPATIBLE_LICENSE = MIT ISC", "map[a:[ISC]] [ISC]"},
		{"no choice since 2026", mixedCore, "LICENSE = MIT OR ISC\nPACKAGES = a\nINCOMPATIBLE_LICENSE = MIT ISC", "map[a:[ISC]] [ISC MIT]"},
		{"an exception", mixedCore, "LICENSE = GPL-3.0-only WITH GCC-exception-3.1\nPACKAGES = a\nINCOMPATIBLE_LICENSE = GPL-3.0-only",
			"map[a:[GPL-3.0-only WITH GCC-exception-3.1]] [GPL-3.0-only GPL-3.0-only WITH GCC-exception-3.1]"},
		{"allowed for a package", oldCore, "LICENSE = MIT\nPACKAGES = a b\nINCOMPATIBLE_LICENSE = MIT\nINCOMPATIBLE_LICENSE_EXCEPTIONS = a:MIT",
			"map[b:[MIT]] []"},
		{"allowed for all", mixedCore, "LICENSE = MIT\nPACKAGES = a b\nINCOMPATIBLE_LICENSE = MIT\nINCOMPATIBLE_LICENSE_EXCEPTIONS = MIT", "map[] []"},
		{"allowed for all means nothing before", oldCore, "LICENSE = MIT\nPACKAGES = a\nINCOMPATIBLE_LICENSE = MIT\nINCOMPATIBLE_LICENSE_EXCEPTIONS = MIT",
			"map[a:[MIT]] [MIT]"},
		{"exempt", oldCore, "PN = a-cross-arm\nTARGET_ARCH = arm\nLICENSE = MIT\nPACKAGES = a\nINCOMPATIBLE_LICENSE = MIT", "map[] []"},
		{"exempt sources", oldCore, "PN = gcc-source-1\nLICENSE = MIT\nPACKAGES = a\nINCOMPATIBLE_LICENSE = MIT", "map[] []"},
		{"no packages", oldCore, "LICENSE = MIT\nINCOMPATIBLE_LICENSE = MIT", "map[] []"},
		{"no packages in kirkstone", kirkstoneCore, "LICENSE = MIT\nINCOMPATIBLE_LICENSE = MIT", "map[] [MIT]"},
		{"pattern of the recipe", oldCore, "LICENSE = GPL-3.0-only & GPL-3.0-with-GCC-exception\nPACKAGES = a\nINCOMPATIBLE_LICENSE = GPL-3.0*",
			"map[a:[GPL-3.0-only]] [GPL-3.0-only GPL-3.0-with-GCC-exception]"},
		{"and not in kirkstone", kirkstoneCore, "LICENSE = GPL-3.0-only & GPL-3.0-with-GCC-exception\nPACKAGES = a\nINCOMPATIBLE_LICENSE = GPL-3.0*",
			"map[a:[GPL-3.0-only]] [GPL-3.0-only]"},
		{"what cannot be read", oldCore, "LICENSE = (\nPACKAGES = a\nINCOMPATIBLE_LICENSE = MIT", "map[] []"},
		{"a closed package", mixedCore, "LICENSE = MIT\nPACKAGES = a\nLICENSE:a = CLOSED\nINCOMPATIBLE_LICENSE = MIT", "map[] []"},
		{"obsolete words", oldCore, "LICENSE = MIT\nPACKAGES = a\nINCOMPATIBLE_LICENSE = MIT GPLv3 LGPL*\nINCOMPATIBLE_LICENSE_EXCEPTIONS = a:GPLv2 PSF",
			"map[] []\n" +
				"license-unwanted INCOMPATIBLE_LICENSE `GPLv3`: GPLv3 is obsolete; SPDX's name is needed\n" +
				"license-unwanted INCOMPATIBLE_LICENSE `LGPL*`: LGPL*: only AGPL-3.0*, GPL-3.0*, LGPL-3.0* may have a '*'\n" +
				"license-unwanted INCOMPATIBLE_LICENSE_EXCEPTIONS `a:GPLv2`: GPLv2 is obsolete; SPDX's name is needed\n" +
				"license-unwanted INCOMPATIBLE_LICENSE_EXCEPTIONS `PSF`: PSF is obsolete; SPDX's name is needed"},
	} {
		m := newMetadata(c.recipe)
		skips, problems := c.core.Skips(m.recipe(), m.policy())
		expect(t, c.name, append([]string{fmt.Sprint(skips.Packages, skips.Recipe)}, show(m, problems)...), c.want)
	}
}

func TestRefusedFlags(t *testing.T) {
	for _, c := range []struct{ flags, accepted, want string }{
		{"", "", "[]"},
		{"commercial", "", "[commercial]"},
		{"commercial", "commercial", "[]"},
		{"commercial", "commercial_a", "[]"},
		{"commercial", "commercial_b", "[commercial]"},
		{"commercial_x", "commercial", "[]"},
		{"commercial_x", "commercial_x_a", "[]"},
		{"commercial other", "other", "[commercial]"},
		{"commercial", "comm", "[commercial]"},
	} {
		if got := fmt.Sprint(RefusedFlags("a", c.flags, c.accepted)); got != c.want {
			t.Errorf("%s with %s: %s, want %s", c.flags, c.accepted, got, c.want)
		}
	}
}

func TestObsolete(t *testing.T) {
	for _, name := range []string{"GPLv2", "GPLv2+", "vim", "AGPL-3.0+"} {
		if !IsObsolete(name) {
			t.Errorf("%s is obsolete", name)
		}
	}
	for _, name := range []string{"vim+", "MIT", "GPL-2.0-only", "Vim"} {
		if IsObsolete(name) {
			t.Errorf("%s is not obsolete", name)
		}
	}
}
