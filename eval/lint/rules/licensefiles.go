package rules

import (
	"strings"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/eval/lint/licenses"
	"github.com/knead-build/knead/lang/diag"
)

// That a commit which changes LIC_FILES_CHKSUM says why (License-Update:) is no rule: it takes a range of commits to look at, which
// "knead check --since" has.
const checksums = "LIC_FILES_CHKSUM"

var licenseChecksum = &lint.Rule{
	ID: "license-checksum", Fixes: true, QA: "license-checksum", Severity: diag.Error, Changes: true,
	Doc: lint.Doc{
		Summary: "LIC_FILES_CHKSUM has the checksums of the licence's files",
		Why: "The checksum is how a change of licence is noticed. Files of the metadata, unpacked sources, and archives and repositories in " +
			"DL_DIR are looked at; what is not there or patched is left alone.",
		Bad: "-- recipes/x/x_1.0.bb --\nLICENSE = \"MIT\"\nLIC_FILES_CHKSUM = \"file://${@os.path.dirname(d.getVar('FILE'))}/files/COPYING;md5=0123456789abcdef0123456789abcdef\"\n" +
			"-- recipes/x/files/COPYING --\nmay be copied\n",
		Good: "-- recipes/x/x_1.0.bb --\nLICENSE = \"MIT\"\nLIC_FILES_CHKSUM = \"file://${@os.path.dirname(d.getVar('FILE'))}/files/COPYING;md5=7e45ea5eaeb1a496500c2d42a9b3b3f9\"\n" +
			"-- recipes/x/files/COPYING --\nmay be copied\n",
	},
	Recipe: reportLicense(licenses.Checksum),
}

var licenseParameter = &lint.Rule{
	ID: "license-parameter", Severity: diag.Warning,
	Doc: lint.Doc{
		Summary: "items of LIC_FILES_CHKSUM have the parameters md5, beginline and endline",
		Why:     "Any other is ignored, a misspelt one too: then the checksum is compared with other lines than was meant.",
		Bad:     "LICENSE = \"MIT\"\nLIC_FILES_CHKSUM = \"file://COPYING;beginlin=2;md5=d41d8cd98f00b204e9800998ecf8427e\"\n",
		Good:    "LICENSE = \"MIT\"\nLIC_FILES_CHKSUM = \"file://COPYING;beginline=2;md5=d41d8cd98f00b204e9800998ecf8427e\"\n",
	},
	Recipe: reportLicense(licenses.Parameter),
}

var licenseCoreText = &lint.Rule{
	ID: "license-corebase", Severity: diag.Warning,
	Doc: lint.Doc{
		Summary: "the core layer's LICENSE is not a recipe's licence text",
		Why:     "The file explains what the layer's parts are under; it is the text of no licence.",
		Bad:     "LICENSE = \"MIT\"\nLIC_FILES_CHKSUM = \"file://${COREBASE}/LICENSE;md5=d41d8cd98f00b204e9800998ecf8427e\"\n",
		Good:    "LICENSE = \"MIT\"\nLIC_FILES_CHKSUM = \"file://${COMMON_LICENSE_DIR}/MIT;md5=0835ade698e0bcf8506ecda2f7b4f302\"\n",
	},
	Recipe: reportLicense(licenses.CoreLicense),
}

var licenseFilePrefix = &lint.Rule{
	ID: "license-file-prefix", Fixes: true, Aliases: []string{"oelint.vars.licfileprefix"}, Severity: diag.Warning, Changes: true,
	Doc: lint.Doc{
		Summary: "files of LIC_FILES_CHKSUM are named as seen from S",
		Why:     "A relative path is looked for in S anyway: ${S}/ says nothing, and hides that the file is part of the sources.",
		Bad:     "LICENSE = \"MIT\"\nLIC_FILES_CHKSUM = \"file://${S}/COPYING;md5=d41d8cd98f00b204e9800998ecf8427e\"\n",
		Good:    "LICENSE = \"MIT\"\nLIC_FILES_CHKSUM = \"file://COPYING;md5=d41d8cd98f00b204e9800998ecf8427e\"\n",
	},
	Recipe: func(p *lint.RecipePass) {
		const scheme, prefix = "file://", "${S}/"
		for _, s := range p.Steps(checksums) {
			if !s.Counts() {
				continue
			}
			for _, w := range s.Words() {
				if !strings.HasPrefix(w.Value, scheme+prefix) {
					continue
				}
				at := s.At(w.Sub(len(scheme), len(scheme+prefix)))
				p.Report(at, "%s is not needed: files of %s are in S", prefix, checksums).Mend("remove it", diag.Edit{Place: at})
			}
		}
	},
}

var licenseNotInSources = &lint.Rule{
	ID: "license-not-in-sources", Aliases: []string{"oelint.var.licenseremotefile"}, Severity: diag.Info,
	Doc: lint.Doc{
		Summary: "one file of LIC_FILES_CHKSUM at least is of what is fetched",
		Why:     "A copy of a licence's text in the metadata never changes: a change of licence in what is fetched goes unnoticed.",
		Bad: "LICENSE = \"MIT\"\nSRC_URI = \"https://example.org/x-${PV}.tar.gz\"\n" +
			"LIC_FILES_CHKSUM = \"file://${COMMON_LICENSE_DIR}/MIT;md5=0835ade698e0bcf8506ecda2f7b4f302\"\n",
		Good: "LICENSE = \"MIT\"\nSRC_URI = \"https://example.org/x-${PV}.tar.gz\"\n" +
			"LIC_FILES_CHKSUM = \"file://COPYING;md5=0835ade698e0bcf8506ecda2f7b4f302\"\n",
	},
	Recipe: func(p *lint.RecipePass) {
		if at := judgeLicense(p).copied; at.Len() > 0 && fetchesSources(p) {
			p.Report(p.Locate(checksums, at), "no file of %s is of what SRC_URI fetches", checksums).About(checksums)
		}
	},
}

// fetchesSources reports whether SRC_URI has something that is fetched from elsewhere.
func fetchesSources(p *lint.RecipePass) bool {
	for _, item := range strings.Fields(p.Get("SRC_URI")) {
		if scheme, _, ok := strings.Cut(item, "://"); ok && scheme != "file" {
			return true
		}
	}
	return false
}
