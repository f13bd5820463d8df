package licenses

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/diff"

	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/license"
	"github.com/knead-build/knead/lang/source"
)

// Checker judges LIC_FILES_CHKSUM. It is for one goroutine; what it reads of archives may be shared.
type Checker struct {
	View     *fsys.View
	Archives *Archives
}

// Unchecked is a file of LIC_FILES_CHKSUM that cannot be looked at, and why.
type Unchecked struct {
	Span   source.Span
	Path   string
	Reason string
}

// Check judges LIC_FILES_CHKSUM: its syntax, whether the files are there, and whether the checksums are theirs. It does as the
// release's populate_lic_qa_checksum does with the sources unpacked and patched, which is the same from kirkstone on. What it
// cannot tell without fetching, unpacking or patching comes out as unchecked.
func (c *Checker) Check(ctx context.Context, r *Recipe) (problems []Problem, unchecked []Unchecked) {
	if r.License == license.Closed {
		return nil, nil
	}
	if r.Checksums == "" {
		if r.HasSources {
			problems = append(problems, problem(Checksum, checksums, source.Span{}, "the recipe fetches sources and does not say where their licence is (%s)", checksums))
		}
		return problems, nil
	}
	items, problems := r.items()
	files := c.locate(ctx, r, unique(items))
	for i := range items {
		it, l := &items[i], files[items[i].path]
		p, reason := c.compare(r, it, l)
		if p != nil && l.unpatched {
			if patch := c.patchFor(r, it.path); patch != "" {
				p, reason = nil, patch+" changes it"
			}
		}
		if reason != "" {
			unchecked = append(unchecked, Unchecked{it.at, it.path, reason})
		}
		if p != nil {
			problems = append(problems, *p)
		}
		if r.CoreBase != "" && r.full(it.path) == r.CoreBase+"/LICENSE" {
			problems = append(problems, problem(CoreLicense, checksums, it.at, "COREBASE/LICENSE is not the text of a licence; for MIT it is ${COMMON_LICENSE_DIR}/MIT"))
		}
	}
	return problems, unchecked
}

// compare compares an item with its file.
func (c *Checker) compare(r *Recipe, it *item, l *located) (p *Problem, unchecked string) {
	switch {
	case l.unknown != "":
		return nil, l.unknown
	case l.err != nil:
		p := problem(Checksum, checksums, it.at, "%v%s", l.err, diag.Meant(l.like))
		for _, like := range l.like {
			p.Fixes = append(p.Fixes, guess(it.pathAt, like))
		}
		return &p, ""
	case it.wrong: // which has been said
		return nil, ""
	}
	selected := Lines(l.text, it.begin, it.end)
	sum := Sum(selected)
	if sum == it.md5 {
		return nil, ""
	}
	if it.md5 == "" {
		p := problem(Checksum, checksums, it.at, "there is no checksum of %s: it is md5=%s", it.describe(), sum)
		text := sum
		if !it.hasSum {
			text = ";md5=" + sum
		}
		p.Fixes = []Fix{{Title: "add md5=" + sum, Edits: []license.Edit{{Span: it.sum, Text: text}}}}
		return &p, ""
	}
	mismatch := problem(Checksum, checksums, it.sum, "%s has the checksum %s, not %s", it.describe(), sum, it.md5)
	c.explain(r, it, l, selected, &mismatch)
	if len(selected) > 0 {
		mismatch.Fixes = append(mismatch.Fixes, Fix{Title: "the licence was looked at again: md5=" + sum,
			Edits: []license.Edit{{Span: it.sum, Text: sum}}, Also: "the new text has to be read: does LICENSE still hold?"})
	}
	return &mismatch, ""
}

// explain adds what is known of the text that the checksum was of: other lines of the same file, or a common licence.
func (c *Checker) explain(r *Recipe, it *item, l *located, selected []byte, p *Problem) {
	if n := len(lineStarts(l.text)) - 1; len(selected) == 0 {
		p.Detail = fmt.Sprintf("the file has %d lines", n)
	}
	if first, last, ok := findLines(l.text, it.md5, it.begin, it.end); ok {
		p.Message += fmt.Sprintf("; lines %d to %d have it", first, last)
		p.Fixes = append(p.Fixes, it.linesFix(first, last))
		return
	}
	if name, text := c.common(r, it.md5); name != "" {
		p.Message += "; that is of the common licence " + name
		p.Detail = string(diff.Diff(name, text, it.path, selected))
		return
	}
	if len(selected) > 0 {
		p.Detail = shorten(string(selected))
	}
}

// linesFix says the lines that a checksum is of.
func (it *item) linesFix(first, last int) Fix {
	fix := Fix{Title: fmt.Sprintf("say lines %d to %d", first, last)}
	for _, n := range []struct {
		name string
		at   source.Span
		line int
	}{{"beginline", it.beginAt, first}, {"endline", it.endAt, last}} {
		text := strconv.Itoa(n.line)
		if n.at.Len() == 0 {
			text = ";" + n.name + "=" + text
		}
		fix.Edits = append(fix.Edits, license.Edit{Span: n.at, Text: text})
	}
	if fix.Edits[1].Span.Start < fix.Edits[0].Span.Start {
		fix.Edits[0], fix.Edits[1] = fix.Edits[1], fix.Edits[0]
	}
	return fix
}

// common returns the text with the metadata that has a checksum.
func (c *Checker) common(r *Recipe, sum string) (name string, text []byte) {
	for _, dir := range append([]string{r.CommonDir}, r.Path...) {
		names, err := c.View.ReadDir(dir)
		if err != nil {
			continue // LICENSE_PATH may name what is not there
		}
		for _, n := range names {
			text, err := c.View.ReadFile(dir + "/" + n)
			if err == nil && Sum([]byte(text)) == sum {
				return n, []byte(text)
			}
		}
	}
	return "", nil
}

// maxShown is how many lines of a text are shown.
const maxShown = 20

// shorten leaves out the middle of a text that is long.
func shorten(text string) string {
	lines := slices.Collect(strings.Lines(text))
	if len(lines) <= maxShown {
		return text
	}
	const half = maxShown / 2
	return strings.Join(lines[:half], "") + "...\n" + strings.Join(lines[len(lines)-half:], "")
}
