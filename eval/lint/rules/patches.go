package rules

import (
	"path"
	"regexp"
	"strings"

	"github.com/knead-build/knead/eval/interp"
	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
)

// eachPatch calls check with the patches that a recipe applies.
func eachPatch(check func(*lint.RecipePass, *lint.Source, *patchFile)) func(*lint.RecipePass) {
	return func(p *lint.RecipePass) {
		for _, s := range p.Patches() {
			if f := readPatch(p, &s); f != nil {
				check(p, &s, f)
			}
		}
	}
}

// reportPatch reports something in a patch.
func reportPatch(p *lint.RecipePass, s *lint.Source, f *patchFile, span source.Span, format string, args ...any) *lint.Finding {
	out := p.Report(diag.Place{File: f.File, Span: span}, format, args...)
	out.Relate(p.WhereWord("SRC_URI", s.Item), "SRC_URI names the patch here")
	return out
}

// The patterns of OpenEmbedded's own check, which it searches the whole file for.
var (
	anyStatus  = regexp.MustCompile(`(?im)^.*upstream.*status.*$`)
	goodStatus = regexp.MustCompile(`(?m)^Upstream-Status: (Pending|Submitted|Denied|Inappropriate|Backport|Inactive-Upstream)( .+)?$`)
	oldStatus  = regexp.MustCompile(`(?m)^Upstream-Status: (Pending|Submitted|Denied|Accepted|Inappropriate|Backport|Inactive-Upstream)( .+)?$`)
)

// readStatus reads the patch's status.
func (f *patchFile) readStatus(r interp.Release) {
	pattern := goodStatus
	if r.Less(release(2, 8)) { // Accepted was a status up to kirkstone's OE-Core
		pattern = oldStatus
	}
	m := pattern.FindStringSubmatchIndex(f.Text())
	if m == nil {
		return
	}
	f.Status, f.statusAt = f.Text()[m[2]:m[3]], spanOf(m[0], m[1])
	if m[4] >= 0 {
		f.Detail = strings.TrimSpace(f.Text()[m[4]:m[5]])
	}
}

func spanOf(start, end int) source.Span {
	return source.Span{Start: source.Pos(start), End: source.Pos(end)}
}

// patchExample returns a layer with a recipe and a patch that has this header.
func patchExample(header string) string {
	return "-- recipes/x/x_1.0.bb --\nSRC_URI = \"file://fix.patch\"\n-- recipes/x/files/fix.patch --\n" + header + `---
--- a/main.c
+++ b/main.c
@@ -1,2 +1,2 @@
 int main(void)
-{ return 1; }
+{ return 0; }
`
}

const goodHeader = `Return success

CVE: CVE-2024-12345
Upstream-Status: Backport [https://example.com/commit/1]
Signed-off-by: A Developer <a@example.com>
`

var patchStatus = &lint.Rule{
	ID: "patch-status", Aliases: []string{"oelint.file.upstreamstatus", "patch-status-core", "patch-status-noncore"}, Severity: diag.Warning,
	QA: "patch-status",
	Doc: lint.Doc{
		Summary: "a patch says what became of it upstream",
		Why: "Whoever updates the recipe has to know whether a patch is still needed, and where it was sent to. The line is " +
			"\"Upstream-Status: STATUS [details]\", where STATUS is Pending, Submitted, Denied, Inappropriate, Backport or Inactive-Upstream.",
		Bad:  patchExample("Return success\n\nUpstream status: backported\n"),
		Good: patchExample(goodHeader),
	},
	Recipe: eachPatch(func(p *lint.RecipePass, s *lint.Source, f *patchFile) {
		if f.Status != "" {
			return
		}
		if m := anyStatus.FindStringIndex(f.Text()); m != nil {
			line := strings.TrimSpace(f.Text()[m[0]:m[1]])
			reportPatch(p, s, f, spanOf(m[0], m[1]), "%s: %q is not how a patch's status is written: Upstream-Status: STATUS [details]", path.Base(s.Local), line)
			return
		}
		reportPatch(p, s, f, source.At(0), "%s has no Upstream-Status", path.Base(s.Local))
	}),
}

// year is what any way of giving a date has.
var year = regexp.MustCompile(`\b(19|20)\d\d\b`)

var inactiveUpstream = &lint.Rule{
	ID: "patch-inactive-upstream", Aliases: []string{"oelint.file.inactiveupstreamdetails"}, Severity: diag.Info,
	Doc: lint.Doc{
		Summary: "Upstream-Status: Inactive-Upstream says since when",
		Why:     "That a project is dead can change, and can be checked only against the last sign of life: [lastcommit: DATE] or [lastrelease: DATE].",
		Bad:     patchExample("Upstream-Status: Inactive-Upstream\n"),
		Good:    patchExample("Upstream-Status: Inactive-Upstream [lastrelease: 2013 lastcommit: 2016-05-01]\n"),
	},
	Recipe: eachPatch(func(p *lint.RecipePass, s *lint.Source, f *patchFile) {
		if f.Status == "Inactive-Upstream" && !year.MatchString(f.Detail) {
			reportPatch(p, s, f, f.statusAt, "%s: Inactive-Upstream does not say since when: [lastcommit: DATE] or [lastrelease: DATE]", path.Base(s.Local))
		}
	}),
}

var inappropriateReason = &lint.Rule{
	ID: "patch-inappropriate-reason", Aliases: []string{"oelint.file.inappropriatemsg"}, Severity: diag.Info,
	Doc: lint.Doc{
		Summary: "Upstream-Status: Inappropriate gives a reason",
		Why:     "Without a reason in brackets nobody can tell whether it still holds.",
		Bad:     patchExample("Upstream-Status: Inappropriate\n"),
		Good:    patchExample("Upstream-Status: Inappropriate [embedded specific]\n"),
	},
	Recipe: eachPatch(func(p *lint.RecipePass, s *lint.Source, f *patchFile) {
		if f.Status == "Inappropriate" && strings.Trim(f.Detail, "[]() ") == "" {
			reportPatch(p, s, f, f.statusAt, "%s: Inappropriate without a reason: write Inappropriate [reason]", path.Base(s.Local))
		}
	}),
}

var patchStatusUse = &lint.Rule{
	ID: "patch-status-use", Aliases: []string{"oelint.file.upstreamstatus_occurance"}, Severity: diag.Info, Off: true,
	Doc: lint.Doc{
		Summary: "which Upstream-Status patches have",
		Why:     "A project may want to list, or to forbid, the patches of one status: the finding's id ends in it.",
		Bad:     patchExample(goodHeader),
		Good:    "SUMMARY = \"no patches\"\n",
	},
	Recipe: eachPatch(func(p *lint.RecipePass, s *lint.Source, f *patchFile) {
		if f.Status != "" {
			reportPatch(p, s, f, f.statusAt, "%s is %s", path.Base(s.Local), f.Status).About(f.Status)
		}
	}),
}

var signedOff = regexp.MustCompile(`(?im)^\s*Signed-off-by:\s*\S`)

var patchSignedOff = &lint.Rule{
	ID: "patch-signed-off", Aliases: []string{"oelint.file.patchsignedoff"}, Severity: diag.Warning,
	Doc: lint.Doc{
		Summary: "a patch has a Signed-off-by",
		Why:     "The line says who vouches that the change may be distributed; OpenEmbedded's style guide asks for it.",
		Bad:     patchExample("Return success\n\nUpstream-Status: Pending\n"),
		Good:    patchExample(goodHeader),
	},
	Recipe: eachPatch(func(p *lint.RecipePass, s *lint.Source, f *patchFile) {
		if !f.signed {
			reportPatch(p, s, f, source.At(0), "%s has no Signed-off-by", path.Base(s.Local))
		}
	}),
}

var (
	cveLine = regexp.MustCompile(`(?im)^[ \t]*CVE[ \t]*:.*$`)
	cveID   = regexp.MustCompile(`CVE-\d{4}-\d{4,}`)
	oldTag  = regexp.MustCompile(`CVE:( CVE-\d{4}-\d+)+`)
	anyCVE  = regexp.MustCompile(`(?i)CVE-\d{4}-\d+`)
)

// cveIDs returns the ids in a CVE: line that OpenEmbedded's cve_check reads.
func cveIDs(line string, r interp.Release) []string {
	if r.Less(release(2, 12)) {
		return cveID.FindAllString(oldTag.FindString(line), -1)
	}
	if !strings.HasPrefix(line, "CVE:") {
		return nil
	}
	return cveID.FindAllString(line, -1)
}

var patchCVE = &lint.Rule{
	ID: "patch-cve-tag", Severity: diag.Warning,
	Doc: lint.Doc{
		Summary: "a patch's CVE tag can be read by cve-check",
		Why: "cve-check counts a vulnerability as mended where a patch's header has a line \"CVE: CVE-YEAR-NUMBER\". A line that is " +
			"written otherwise is not seen, and the report has a vulnerability that is none.",
		Bad:  patchExample("Upstream-Status: Pending\ncve: CVE-2024-12345\n"),
		Good: patchExample(goodHeader),
	},
	Recipe: eachPatch(func(p *lint.RecipePass, s *lint.Source, f *patchFile) {
		for _, m := range cveLine.FindAllStringIndex(f.Header, -1) {
			line := strings.TrimRight(f.Header[m[0]:m[1]], "\r")
			read := cveIDs(line, p.Release)
			switch meant := anyCVE.FindAllString(line, -1); {
			case len(read) == 0:
				reportPatch(p, s, f, spanOf(m[0], m[0]+len(line)), "%s: cve-check does not read %q: write CVE: CVE-YEAR-NUMBER", path.Base(s.Local), strings.TrimSpace(line))
			case len(read) < len(meant):
				reportPatch(p, s, f, spanOf(m[0], m[0]+len(line)), "%s: cve-check reads %s only of %q: put one blank between the ids", path.Base(s.Local), strings.Join(read, " "), line)
			}
		}
	}),
}

var patchNamedCVE = &lint.Rule{
	ID: "patch-cve-untagged", Severity: diag.Info,
	Doc: lint.Doc{
		Summary: "a patch that is named after a CVE has the CVE tag",
		Why:     "patchtest asks for the line \"CVE: CVE-YEAR-NUMBER\" in the header; a file's name is easily changed.",
		Bad:     strings.ReplaceAll(patchExample("Upstream-Status: Pending\nSigned-off-by: A Developer <a@example.com>\n"), "fix.patch", "CVE-2024-12345.patch"),
		Good:    strings.ReplaceAll(patchExample(goodHeader), "fix.patch", "CVE-2024-12345.patch"),
	},
	Recipe: eachPatch(func(p *lint.RecipePass, s *lint.Source, f *patchFile) {
		id := strings.ToUpper(anyCVE.FindString(path.Base(s.Local)))
		if id == "" {
			return
		}
		if !cveLine.MatchString(f.Header) { // how it is written is another rule's
			reportPatch(p, s, f, source.At(0), "%s has no line \"CVE: %s\"", path.Base(s.Local), id)
		}
	}),
}

var malformedPatch = &lint.Rule{
	ID: "malformed-patch", Severity: diag.Error,
	Doc: lint.Doc{
		Summary: "a patch's hunks have the lines that their heads count",
		Why:     "A hunk with a line too few is refused by patch; lines beyond those that are counted are left out in silence.",
		Bad:     strings.Replace(patchExample(goodHeader), "@@ -1,2 +1,2 @@", "@@ -1,7 +1,7 @@", 1),
		Good:    patchExample(goodHeader),
	},
	Recipe: eachPatch(func(p *lint.RecipePass, s *lint.Source, f *patchFile) {
		for _, b := range f.Broken {
			found := reportPatch(p, s, f, b.span, "%s: %s", path.Base(s.Local), b.msg)
			if b.head != b.span {
				found.Relate(diag.Place{File: f.File, Span: b.head}, "the hunk's head")
			}
		}
	}),
}

var doublePatch = &lint.Rule{
	ID: "double-patch", Severity: diag.Warning,
	Doc: lint.Doc{
		Summary: "SRC_URI has each patch once",
		Why:     "A patch that is applied already does not apply once more: do_patch fails, or the change is there twice.",
		Bad:     strings.Replace(patchExample(goodHeader), "file://fix.patch", "file://fix.patch file://fix.patch", 1),
		Good:    patchExample(goodHeader),
	},
	Recipe: func(p *lint.RecipePass) {
		seen := map[string]lint.Source{}
		for _, s := range p.Patches() {
			key := s.Local + ";" + s.Params["patchdir"] + ";" + s.Params["striplevel"]
			first, ok := seen[key]
			if !ok {
				seen[key] = s
				continue
			}
			places := p.WordPlaces("SRC_URI", s.Item)
			if len(places) == 0 {
				places = []diag.Place{p.Where("SRC_URI")}
			}
			last := places[len(places)-1]
			found := p.Report(last, "the patch %s is in SRC_URI already", path.Base(s.Local))
			if places = p.WordPlaces("SRC_URI", first.Item); len(places) > 0 && places[0] != last {
				found.Relate(places[0], "here")
			}
		}
	},
}
