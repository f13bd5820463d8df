package rules

import (
	"github.com/knead-build/knead/eval/interp"
	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/eval/lint/licenses"
	"github.com/knead-build/knead/lang/diag"
)

var licenseFormat = &lint.Rule{
	ID: "license-format", QA: "license-format", Aliases: []string{"license-syntax", "oelint.vars.licensespdx"},
	Severity: diag.Error, Changes: true,
	Doc: lint.Doc{
		Summary: "LICENSE is a licence expression",
		Why: "The classes that collect licences parse the expression: what they cannot parse fails the build. Since July 2026 it is SPDX's " +
			"(AND, OR, WITH, brackets), before it is names joined by & and |.",
		Bad:  "LICENSE = \"MIT AND\"\n",
		Good: "LICENSE = \"MIT AND (Apache-2.0 OR GPL-2.0-or-later WITH Classpath-exception-2.0)\"\n",
	},
	Recipe: reportLicense(licenses.Format, licenses.Syntax),
}

var licenseExists = &lint.Rule{
	ID: "license-exists", QA: "license-exists", Aliases: []string{"license-file-missing"}, Severity: diag.Error, Changes: true,
	Doc: lint.Doc{
		Summary: "each licence of LICENSE has a text",
		Why: "The text of each licence goes with what is shipped. It is looked for in COMMON_LICENSE_DIR, in LICENSE_PATH, and in the " +
			"sources where NO_GENERIC_LICENSE names a file, which LIC_FILES_CHKSUM has to have, too.",
		Bad: "LICENSE = \"LicenseRef-Acme\"\nNO_GENERIC_LICENSE[Acme] = \"EULA.txt\"\n",
		Good: "LICENSE = \"LicenseRef-Acme\"\nNO_GENERIC_LICENSE[Acme] = \"EULA.txt\"\n" +
			"LIC_FILES_CHKSUM = \"file://EULA.txt;md5=d41d8cd98f00b204e9800998ecf8427e\"\n",
	},
	Recipe: reportLicense(licenses.Exists),
}

var licenseNoGeneric = &lint.Rule{
	ID: "license-no-generic", QA: "license-no-generic", Severity: diag.Error, Before: interp.Newest,
	Doc: lint.Doc{
		Summary: "NO_GENERIC_LICENSE is for licences without a common text",
		Why:     "Of a licence that has a text in COMMON_LICENSE_DIR that text is taken; the file that NO_GENERIC_LICENSE names is not.",
		Bad:     "LICENSE = \"MIT\"\nNO_GENERIC_LICENSE[MIT] = \"COPYING\"\n",
		Good:    "LICENSE = \"Acme\"\nNO_GENERIC_LICENSE[Acme] = \"COPYING\"\nLIC_FILES_CHKSUM = \"file://COPYING;md5=d41d8cd98f00b204e9800998ecf8427e\"\n",
	},
	Recipe: reportLicense(licenses.NoGeneric),
}

var obsoleteLicense = &lint.Rule{
	ID: "obsolete-license", Fixes: true, QA: "obsolete-license", Severity: diag.Error, Tag: diag.Deprecated, Changes: true,
	Doc: lint.Doc{
		Summary: "LICENSE has no names that OpenEmbedded has given up",
		Why:     "GPL-2.0, GPLv2 and their like have been replaced by SPDX's names, which tell \"only\" from \"or later\".",
		Bad:     "LICENSE = \"GPL-2.0\"\n",
		Good:    "LICENSE = \"GPL-2.0-only\"\n",
	},
	Recipe: reportLicense(licenses.Obsolete),
}

var unlistedLicense = &lint.Rule{
	ID: "unlisted-pkg-lics", QA: "unlisted-pkg-lics", Severity: diag.Error,
	Doc: lint.Doc{
		Summary: "a package's licences are among the recipe's",
		Why:     "LICENSE is what all of the recipe is under: one that only LICENSE:PACKAGE has is overlooked by all who look at the recipe.",
		Bad:     "LICENSE = \"MIT\"\nLICENSE:${PN}-doc = \"GFDL-1.3-only\"\n",
		Good:    "LICENSE = \"MIT AND GFDL-1.3-only\"\nLICENSE:${PN} = \"MIT\"\nLICENSE:${PN}-doc = \"GFDL-1.3-only\"\n",
	},
	Recipe: reportLicense(licenses.Unlisted),
}

var licenseClosed = &lint.Rule{
	ID: "license-closed", Severity: diag.Warning, Since: interp.Newest,
	Doc: lint.Doc{
		Summary: "a closed licence has a text",
		Why:     "CLOSED says nothing of what may be done; since July 2026 OpenEmbedded wants a reference (LicenseRef-...) to a text in its place.",
		Bad:     "LICENSE = \"CLOSED\"\n",
		Good: "LICENSE = \"LicenseRef-Acme\"\nNO_GENERIC_LICENSE[Acme] = \"EULA.txt\"\n" +
			"LIC_FILES_CHKSUM = \"file://EULA.txt;md5=d41d8cd98f00b204e9800998ecf8427e\"\n",
	},
	Recipe: reportLicense(licenses.Closed),
}

var licenseSyntaxOld = &lint.Rule{
	ID: "license-syntax-old", Fixes: true, Aliases: []string{"oelint.vars.licensespdx"}, Severity: diag.Warning, Since: interp.Newest, Changes: true,
	Doc: lint.Doc{
		Summary: "LICENSE is written in SPDX's words",
		Why:     "Since July 2026 OpenEmbedded's licences are SPDX expressions. & and | and names of one's own are still understood, with a warning.",
		Bad:     "LICENSE = \"MIT & (GPLv2 | BSD-3-Clause)\"\n",
		Good:    "LICENSE = \"MIT AND (GPL-2.0-only OR BSD-3-Clause)\"\n",
	},
	Recipe: reportLicense(licenses.OldSyntax),
}

var licenseDeprecated = &lint.Rule{
	ID: "license-deprecated", Fixes: true, Severity: diag.Warning, Tag: diag.Deprecated, Since: interp.Newest, Changes: true,
	Doc: lint.Doc{
		Summary: "LICENSE has no names that SPDX has deprecated",
		Why:     "SPDX keeps a deprecated name, but what reads licences may not know it.",
		Bad:     "LICENSE = \"StandardML-NJ\"\n",
		Good:    "LICENSE = \"SMLNJ\"\n",
	},
	Recipe: reportLicense(licenses.Deprecated),
}
