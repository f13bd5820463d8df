package rules

import (
	"strings"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/diag"
)

var autoRevision = &lint.Rule{
	ID: "autorev", Aliases: []string{"oelint.vars.autorev"}, Severity: diag.Warning,
	Doc: lint.Doc{
		Summary: "SRCREV is a revision, not AUTOREV",
		Why:     "With AUTOREV every build asks the server what is newest: no build can be repeated, and none can be made without network.",
		Bad:     "SRCREV = \"AUTOINC\"\nSRC_URI = \"git://example.org/x.git;protocol=https;branch=main\"\n",
		Good:    "SRCREV = \"0123456789abcdef0123456789abcdef01234567\"\nSRC_URI = \"git://example.org/x.git;protocol=https;branch=main\"\n",
	},
	Recipe: func(p *lint.RecipePass) {
		told := map[string]bool{}
		for _, s := range p.Sources() {
			if f := fetcherOf(s.Scheme, p.Release); f == nil || !f.repository {
				continue
			}
			if rev, variable := revision(p, &s); rev == "AUTOINC" && !told[variable] {
				told[variable] = true
				p.Report(p.Where(variable), "%s is AUTOREV: the source is another one in each build", variable).About(variable)
			}
		}
	},
}

var gitTag = &lint.Rule{
	ID: "src-uri-tag", Aliases: []string{"oelint.vars.srcurigittag"}, Severity: diag.Warning,
	Doc: lint.Doc{
		Summary: "a tag in SRC_URI goes with a SRCREV",
		Why:     "Tags can be moved, and BitBake asks the server for the revision while parsing. From walnascar on, tag and SRCREV together are checked against each other; before, SRCREV alone is right.",
		Bad:     "SRC_URI = \"git://example.org/x.git;protocol=https;branch=main;tag=v${PV}\"\n",
		Good:    "SRC_URI = \"git://example.org/x.git;protocol=https;branch=main;tag=v${PV}\"\nSRCREV = \"0123456789abcdef0123456789abcdef01234567\"\n",
	},
	Recipe: func(p *lint.RecipePass) {
		for _, s := range p.Sources() {
			if f := fetcherOf(s.Scheme, p.Release); f == nil || !f.repository || s.Params["tag"] == "" {
				continue
			}
			if rev, _ := revision(p, &s); rev == "" && s.Params["rev"] == "" {
				p.Report(wherePart(p, &s, "tag="), "the tag %s without a SRCREV may be another revision tomorrow", s.Params["tag"])
			}
		}
	},
}

var tagAndRevision = &lint.Rule{
	ID: "src-uri-tag-and-srcrev", Aliases: []string{"oelint.vars.srcurisrcrevtag"}, Severity: diag.Error, Before: walnascar,
	Doc: lint.Doc{
		Summary: "an item of SRC_URI has a tag or a SRCREV",
		Why:     "Until styhead the fetcher takes a tag for the revision, and refuses two revisions that differ.",
		Bad:     "SRC_URI = \"git://example.org/x.git;protocol=https;branch=main;tag=v${PV}\"\nSRCREV = \"0123456789abcdef0123456789abcdef01234567\"\n",
		Good:    "SRC_URI = \"git://example.org/x.git;protocol=https;branch=main\"\nSRCREV = \"0123456789abcdef0123456789abcdef01234567\"\n",
	},
	Recipe: func(p *lint.RecipePass) {
		for _, s := range p.Sources() {
			if f := fetcherOf(s.Scheme, p.Release); f == nil || !f.repository {
				continue
			}
			if rev, variable := revision(p, &s); s.Params["tag"] != "" && rev != "" && rev != s.Params["tag"] {
				p.Report(wherePart(p, &s, "tag="), "the tag %s and %s are two revisions", s.Params["tag"], variable).Relate(p.Where(variable), "the other")
			}
		}
	},
}

var exclusiveRevisions = &lint.Rule{
	ID: "src-uri-two-revisions", Aliases: []string{"oelint.vars.srcurimutualex"}, Severity: diag.Error,
	Doc: lint.Doc{
		Summary: "an item of SRC_URI has one revision",
		Why:     "The fetcher refuses rev beside another SRCREV, and, until styhead, beside tag.",
		Bad:     "SRC_URI = \"git://example.org/x.git;protocol=https;branch=main;rev=abc\"\nSRCREV = \"0123456789abcdef0123456789abcdef01234567\"\n",
		Good:    "SRC_URI = \"git://example.org/x.git;protocol=https;branch=main\"\nSRCREV = \"0123456789abcdef0123456789abcdef01234567\"\n",
	},
	Recipe: func(p *lint.RecipePass) {
		for _, s := range p.Sources() {
			f := fetcherOf(s.Scheme, p.Release)
			own := s.Params["rev"]
			if f == nil || !f.repository || own == "" {
				continue
			}
			if rev, variable := revision(p, &s); rev != "" && rev != own && strings.HasPrefix(s.Scheme, "git") {
				p.Report(wherePart(p, &s, "rev="+own), "rev=%s and %s are two revisions", own, variable).Relate(p.Where(variable), "the other")
			}
			if s.Params["tag"] != "" && p.Release.Less(walnascar) {
				p.Report(wherePart(p, &s, "rev="+own), "rev and tag are two revisions")
			}
		}
	},
}

var unstableSource = &lint.Rule{
	ID: "src-uri-bad", Fixes: true, QA: "src-uri-bad", Severity: diag.Error, Changes: true,
	Doc: lint.Doc{
		Summary: "no ${PN}, and no archives that GitHub and GitLab make up, in SRC_URI",
		Why:     "PN has -native or a multilib's prefix in variants, which what is fetched has not: BPN. Archives that are made when they are asked for change their checksums without notice; fetch by git.",
		Bad:     "SRC_URI = \"https://example.org/${PN}-${PV}.tar.gz\"\n",
		Good:    "SRC_URI = \"https://example.org/${BPN}-${PV}.tar.gz\"\n",
	},
	Recipe: quality("src-uri-bad", func(p *lint.RecipePass, found reporter) {
		if p.Skips("src-uri-bad", "") {
			return
		}
		if raw, err := p.Data.RawText("SRC_URI"); err == nil && strings.Contains(raw, "${PN}") {
			for _, at := range inText(p, "SRC_URI", "${PN}") {
				found(at, "SRC_URI uses PN in place of BPN").Mend("use ${BPN}", diag.Edit{Place: at, Text: "${BPN}"})
			}
		}
		for _, s := range p.Sources() {
			if madeArchive(s.Item) || strings.Contains(s.Item, "//codeload.github.com/") && !p.Release.Less(scarthgap) {
				found(wherePart(p, &s, ""), "the archive is made anew when it is asked for, and its checksum may change: fetch it by git")
			}
		}
	}),
}

// madeArchive reports whether an item is an archive that GitHub or GitLab makes of a repository: .../OWNER/NAME/archive/FILE.
func madeArchive(item string) bool {
	for _, host := range []string{"github.com/", "gitlab.com/"} {
		if _, rest, ok := strings.Cut(item, host); ok {
			i := strings.LastIndex(rest, "/archive/")
			if i > 0 && len(rest) > i+len("/archive/") && strings.Contains(strings.TrimSuffix(strings.TrimPrefix(rest[:i], "/"), "/"), "/") {
				return true
			}
		}
	}
	return false
}
