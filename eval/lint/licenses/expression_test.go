package licenses

import (
	"strings"
	"testing"

	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/lang/license"
)

var (
	oldCore   = &Core{Dialect: license.Old, List: license.Default()}
	mixedCore = &Core{Dialect: license.Mixed, List: license.Default()}
)

var expressionCases = []struct {
	name         string
	core         *Core
	recipe, want string
}{
	{"fine", oldCore, `LICENSE = MIT & GPL-2.0-only`, ``},
	{"fine since 2026", mixedCore, `LICENSE = MIT AND GPL-2.0-only`, ``},
	{"unset", oldCore, `LICENSE = INVALID`, "license-unset LICENSE `INVALID`: the recipe does not say a licence (LICENSE)"},
	{"no operator", oldCore, `LICENSE = MIT BSD-3-Clause`, "license-format LICENSE `BSD-3-Clause`: there is no & or | in front of 'BSD-3-Clause'"},
	{"no name", oldCore, `LICENSE = MIT, BSD`,
		"license-format LICENSE `MIT,`: \"MIT,\" is no name of a licence: it has characters other than letters, digits, '.', '+', '_' and '-'"},
	{"brackets", oldCore, `LICENSE = (MIT`, "license-syntax LICENSE `(`: '(' has no ')' behind it"},
	{"no operator and brackets", oldCore, `LICENSE = MIT MIT & (MIT`, "license-format LICENSE `MIT`: there is no & or | in front of 'MIT'\n" +
		"license-syntax LICENSE `(`: '(' has no ')' behind it"},
	{"no text", oldCore, `LICENSE = MTI`,
		"license-exists LICENSE `MTI`: there is no text of MTI in COMMON_LICENSE_DIR or LICENSE_PATH, and no NO_GENERIC_LICENSE[MTI]\n"},
	{"no text, misspelt", oldCore, `LICENSE = BSD-3-Cluase`,
		"license-exists LICENSE `BSD-3-Cluase`: there is no text of BSD-3-Cluase in COMMON_LICENSE_DIR or LICENSE_PATH, and no NO_GENERIC_LICENSE[BSD-3-Cluase]; is it BSD-3-Clause or BSD-4-Clause or BSD-2-Clause?\n" +
			"fix: replace it by 'BSD-3-Clause': BSD-3-Clause\nfix: replace it by 'BSD-4-Clause': BSD-4-Clause\nfix: replace it by 'BSD-2-Clause': BSD-2-Clause"},
	{"a text of the layer", oldCore, "LICENSE = Own\nLICENSE_PATH = /layer/licenses", ``},
	{"a plus", oldCore, `LICENSE = BSD-3-Clause+`, ``},
	{"CLOSED", oldCore, `LICENSE = CLOSED`, ``},
	{"a text of the sources", oldCore, "LICENSE = Foo\nNO_GENERIC_LICENSE[Foo] = COPYING\nLIC_FILES_CHKSUM = file://COPYING;md5=0", ``},
	{"a text of the sources that is not checked", oldCore, "LICENSE = Foo\nNO_GENERIC_LICENSE[Foo] = COPYING",
		"license-exists LICENSE `Foo`: NO_GENERIC_LICENSE[Foo] names COPYING, which is not in LIC_FILES_CHKSUM"},
	{"two texts", oldCore, "LICENSE = MIT\nNO_GENERIC_LICENSE[MIT] = COPYING\nLIC_FILES_CHKSUM = file://COPYING;md5=0",
		"license-no-generic LICENSE `MIT`: MIT has a text of its own: NO_GENERIC_LICENSE is not for it"},
	{"obsolete", oldCore, "LICENSE = GPLv2 & MIT\nSPDXLICENSEMAP[GPLv2] = GPL-2.0-only",
		"obsolete-license LICENSE `GPLv2`: GPLv2 is obsolete: it is GPL-2.0-only\nfix: replace it by 'GPL-2.0-only': GPL-2.0-only & MIT"},
	{"packages", oldCore, "LICENSE = MIT & BSD-3-Clause\nPACKAGES = a b c d\nLICENSE:a = MIT\nLICENSE:b = MIT & GPL-2.0-only\nLICENSE:c = (",
		"unlisted-pkg-lics LICENSE:b `GPL-2.0-only`: GPL-2.0-only is not in LICENSE\nlicense-syntax LICENSE:c `(`: '(' has no ')' behind it"},
	{"packages of what cannot be read", oldCore, "LICENSE = (\nPACKAGES = a\nLICENSE:a = MIT", "license-syntax LICENSE `(`: '(' has no ')' behind it"},

	{"symbols", mixedCore, "LICENSE = MIT&GPLv2\nSPDXLICENSEMAP[GPLv2] = GPL-2.0-only",
		"license-old-syntax LICENSE `MIT&GPLv2`: the expression is not SPDX's: MIT AND GPL-2.0-only\n" +
			"fix: write it as an SPDX expression: MIT AND GPL-2.0-only"},
	{"an alias alone", mixedCore, "LICENSE = GPLv2\nSPDXLICENSEMAP[GPLv2] = GPL-2.0-only", ``}, // OE-Core is silent, too
	{"words in small letters", mixedCore, `LICENSE = MIT and BSD-3-Clause`, "license-format LICENSE `and`: 'and' is written in capitals: AND"},
	{"a plus is refused", mixedCore, "LICENSE = MIT & GPL-2.0+",
		"license-format LICENSE `GPL-2.0+`: 'GPL-2.0+': OE-Core does not read '+' behind a licence's name: MIT AND GPL-2.0-or-later\n" +
			"fix: write it as an SPDX expression: MIT AND GPL-2.0-or-later"},
	{"a plus without another name", mixedCore, "LICENSE = BSD-3-Clause+",
		"license-format LICENSE `BSD-3-Clause+`: 'BSD-3-Clause+': OE-Core does not read '+' behind a licence's name"},
	{"a name that becomes a reference", mixedCore, "LICENSE = Own\nLICENSE_PATH = /layer/licenses",
		"license-old-syntax LICENSE `Own`: the expression is not SPDX's: LicenseRef-Own\nfix: write it as an SPDX expression: LicenseRef-Own"},
	{"a name that is renamed", mixedCore, "LICENSE = My_Own\nNO_GENERIC_LICENSE[My_Own] = COPYING\nLIC_FILES_CHKSUM = file://COPYING;md5=0",
		"license-old-syntax LICENSE `My_Own`: the expression is not SPDX's: LicenseRef-My-Own\n" +
			"fix: write it as an SPDX expression: LicenseRef-My-Own (what is called My_Own in NO_GENERIC_LICENSE or LICENSE_PATH is called differently then)"},
	{"a misspelt name", mixedCore, "LICENSE = MIT OR BSD-3-Cluase",
		"license-format LICENSE `BSD-3-Cluase`: there is no text of BSD-3-Cluase in COMMON_LICENSE_DIR or LICENSE_PATH, and no NO_GENERIC_LICENSE[BSD-3-Cluase]; is it BSD-3-Clause or BSD-4-Clause or BSD-2-Clause?\n" +
			"fix: replace it by 'BSD-3-Clause': MIT OR BSD-3-Clause\nfix: replace it by 'BSD-4-Clause': MIT OR BSD-4-Clause\nfix: replace it by 'BSD-2-Clause': MIT OR BSD-2-Clause\n" +
			"license-old-syntax LICENSE `MIT OR BSD-3-Cluase`: the expression is not SPDX's"},
	{"a name in another case", mixedCore, "LICENSE = OWN\nLICENSE_PATH = /layer/licenses",
		"license-format LICENSE `OWN`: there is no text of OWN in COMMON_LICENSE_DIR or LICENSE_PATH, and no NO_GENERIC_LICENSE[OWN]\n" +
			"license-old-syntax LICENSE `OWN`: the expression is not SPDX's"},
	{"references", mixedCore, "LICENSE = LicenseRef-Own AND LicenseRef-Prefixed AND DocumentRef-a:LicenseRef-Own\nLICENSE_PATH = /layer/licenses", ``},
	{"a reference to the sources", mixedCore, "LICENSE = LicenseRef-Foo\nNO_GENERIC_LICENSE[Foo] = COPYING",
		"license-exists LICENSE `LicenseRef-Foo`: NO_GENERIC_LICENSE[Foo] names COPYING, which is not in LIC_FILES_CHKSUM"},
	{"a licence without a text", mixedCore, "LICENSE = Zlib",
		"license-exists LICENSE `Zlib`: there is no text of Zlib in COMMON_LICENSE_DIR or LICENSE_PATH, and no NO_GENERIC_LICENSE[Zlib]"},
	{"an exception", mixedCore, "LICENSE = GPL-2.0-only WITH GCC-exception-2.0", ``},
	{"deprecated and obsolete", mixedCore, "LICENSE = GPL-2.0",
		"license-deprecated LICENSE `GPL-2.0`: SPDX has deprecated GPL-2.0; it has GPL-2.0-only\nfix: replace it by 'GPL-2.0-only': GPL-2.0-only\n" +
			"obsolete-license LICENSE `GPL-2.0`: GPL-2.0 is obsolete"},
	{"CLOSED is deprecated", mixedCore, "LICENSE = CLOSED",
		"license-closed LICENSE `CLOSED`: CLOSED is deprecated in favour of a reference to a text of the licence\n" +
			"fix: replace it by 'LicenseRef-a-CLOSED': LicenseRef-a-CLOSED (a text of the licence is needed: a file LicenseRef-a-CLOSED in a directory of LICENSE_PATH, or NO_GENERIC_LICENSE)"},
	{"a wrong alias", mixedCore, "LICENSE = Foo\nSPDXLICENSEMAP[Foo] = MIT OR",
		"license-format LICENSE `Foo`: 'Foo' stands for 'MIT OR', which is no SPDX expression: column 5: 'OR' has not got a licence behind it"},
	{"an alias before WITH", mixedCore, "LICENSE = Both WITH GCC-exception-2.0\nSPDXLICENSEMAP[Both] = MIT AND BSD-3-Clause",
		""},
	{"packages since 2026", mixedCore, "LICENSE = MIT\nPACKAGES = a b c\nLICENSE:a = GPL-2.0-only\nLICENSE:b = LicenseRef-No\nLICENSE:c = INVALID",
		"unlisted-pkg-lics LICENSE:a `GPL-2.0-only`: GPL-2.0-only is not in LICENSE\n" +
			"license-format LICENSE:b `LicenseRef-No`: there is no text of No in COMMON_LICENSE_DIR or LICENSE_PATH, and no NO_GENERIC_LICENSE[No]\n" +
			"unlisted-pkg-lics LICENSE:b `LicenseRef-No`: LicenseRef-No is not in LICENSE"},
	{"a package of a closed recipe", mixedCore, "LICENSE = CLOSED\nPACKAGES = a\nLICENSE:a = MIT",
		"license-closed LICENSE `CLOSED`: CLOSED is deprecated in favour of a reference to a text of the licence\n" +
			"fix: replace it by 'LicenseRef-a-CLOSED': LicenseRef-a-CLOSED (a text of the licence is needed: a file LicenseRef-a-CLOSED in a directory of LICENSE_PATH, or NO_GENERIC_LICENSE)\n" +
			"unlisted-pkg-lics LICENSE:a `MIT`: MIT is not in LICENSE"},
}

func TestCheckLicense(t *testing.T) {
	for _, c := range expressionCases {
		m := newMetadata(c.recipe)
		expect(t, c.name, show(m, c.core.CheckLicense(texts(), m.recipe())), c.want)
	}
}

func TestLoadCore(t *testing.T) {
	view := fsys.NewView(fsys.NewDisk().Overlay(map[string]string{
		"/old/lib/oe/license.py": "", "/newer/lib/oe/license.py": "\ndef skip_incompatible_package_licenses(d, pkgs):\n",
		"/new/lib/oe/license.py": "", "/new/lib/oe/spdx_license.py": "",
		"/new/files/spdx-licenses.json":   `{"licenses": [{"licenseId": "New-1.0"}]}`,
		"/new/files/spdx-exceptions.json": `{}`,
		"/bad/lib/oe/license.py":          "", "/bad/lib/oe/spdx_license.py": "", "/bad/files/spdx-licenses.json": "[", "/bad/files/spdx-exceptions.json": "{}",
		"/worse/lib/oe/license.py": "", "/worse/lib/oe/spdx_license.py": "",
	}), "/")
	for meta, want := range map[string]Core{
		"/old":   {license.Old, license.Default(), true, false},
		"/newer": {license.Old, license.Default(), false, false},
	} {
		if c, err := LoadCore(view, meta); err != nil || *c != want {
			t.Errorf("%s: %+v %v", meta, c, err)
		}
	}
	if c, err := LoadCore(view, "/new"); err != nil || c.Dialect != license.Mixed || c.List.License("new-1.0") == nil || c.List.License("MIT") != nil {
		t.Errorf("%+v %v", c, err)
	}
	for meta, want := range map[string]string{"/bad": "/bad/files: the list of licences: ", "/worse": "stat /worse/files/", "/none": "stat /none/lib/oe/license.py"} {
		if _, err := LoadCore(view, meta); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: %v", meta, err)
		}
	}
}
