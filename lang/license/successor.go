package license

import (
	"slices"
	"strings"
)

// Successor returns what SPDX's list names in place of a deprecated name of a licence or an exception ("obsoleted by" in its
// sources), "" where it names nothing. Of a version that has -only and -or-later it is the first.
func Successor(name string) string {
	if s, ok := successors[name]; ok {
		return s
	}
	if base, later := strings.CutSuffix(name, "+"); slices.Contains(versioned, base) {
		if later {
			return base + "-or-later"
		}
		return base + "-only"
	}
	return ""
}

// versioned are the names that became two.
var versioned = []string{"AGPL-1.0", "AGPL-3.0", "GFDL-1.1", "GFDL-1.2", "GFDL-1.3", "GPL-1.0", "GPL-2.0", "GPL-3.0", "LGPL-2.0",
	"LGPL-2.1", "LGPL-3.0"}

// successors are of the other names.
var successors = map[string]string{
	"BSD-2-Clause-NetBSD":              "BSD-2-Clause",
	"eCos-2.0":                         "GPL-2.0-or-later WITH eCos-exception-2.0",
	"GPL-2.0-with-autoconf-exception":  "GPL-2.0-only WITH Autoconf-exception-2.0",
	"GPL-2.0-with-bison-exception":     "GPL-2.0-only WITH Bison-exception-2.2",
	"GPL-2.0-with-classpath-exception": "GPL-2.0-only WITH Classpath-exception-2.0",
	"GPL-2.0-with-font-exception":      "GPL-2.0-only WITH Font-exception-2.0",
	"GPL-2.0-with-GCC-exception":       "GPL-2.0-only WITH GCC-exception-2.0",
	"GPL-3.0-with-autoconf-exception":  "GPL-3.0-only WITH Autoconf-exception-3.0",
	"GPL-3.0-with-GCC-exception":       "GPL-3.0-only WITH GCC-exception-3.1",
	"Nokia-Qt-exception-1.1":           "Qt-LGPL-exception-1.1",
	"Nunit":                            "zlib-acknowledgement",
	"StandardML-NJ":                    "SMLNJ",
	"wxWindows":                        "GPL-2.0-or-later WITH WxWindows-exception-3.1",
}
